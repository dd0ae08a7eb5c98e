"""`make new-province`, gone with nothing but what it prints: Quảng Trị's repository made, updated, checked, built and walked."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import building
from building import CODE, DAY, NAME, PATIENCE, ROOT, Site
from engine import new, package, tables, update, wheel
from engine.tables import provinces
from facts.judging import begun, together
from facts.problems import Level, Place
from facts.reading import markdown
from facts.records.addresses import address
from facts.records.kinds import KINDS
from facts.site.store import Facts
from repository import NOBODY

FIRST = "Câu đầu tiên của tỉnh."
OFF = "data/national/hotlines/ngoi-nha-binh-yen.yml"  # what a newer engine withdraws


def made(code: str, out: Path) -> str:
    """What the command prints when it has made the repository of a province in `out`."""
    done = building.command(ROOT, "-m", "engine.new", code, str(out), PYTHONPATH=str(ROOT / "hooks"))
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def make(root: Path, *words: str) -> str:
    """What `make …` says in a new repository, told as on the day of the tests; it fetches nothing."""
    site = root / ".venv" / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
    if not site.is_dir():  # an environment in which all is there but the wheel
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(root / ".venv")], check=True)
        (site / "ours.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    variables = {"PATH": "/usr/bin:/bin", "SITE_TODAY": DAY, "PIP_NO_INDEX": "1", **NOBODY}
    done = subprocess.run(
        ["make", "--silent", *words], cwd=root, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


def save(root: Path, message: str) -> None:
    """Commit all that lies in the repository."""
    for words in (("add", "--all"), ("commit", "--quiet", "--message", message)):
        subprocess.run(["git", "-C", str(root), *words], env={"PATH": "/usr/bin:/bin", **NOBODY}, check=True)


def newer(folder: Path) -> Path:
    """The wheel of an engine whose nation has withdrawn a number."""
    root = folder / "engine"
    for name in wheel.TAKEN:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        place = ROOT / name
        shutil.copytree(place, root / name) if place.is_dir() else shutil.copy(place, root / name)
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    with (root / "hooks/engine/start/Makefile").open("a", encoding="utf-8") as file:
        file.write("# newer\n")
    with (root / OFF).open("a", encoding="utf-8") as file:
        file.write("publish: withdrawn\nbecause: Gọi thử không ai nghe.\n")
    return wheel.write(root, folder)


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The new repository, and what was said when it was made."""
    out = tmp_path_factory.mktemp("province") / "quang-tri"
    return out, made("44", out)


@pytest.fixture(scope="module")
def updated(kit: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `make update` says; before it the repository is saved, after it the first sentence is written and saved too."""
    root, said = kit
    path = re.search(r"viết một dòng vào (\S+\.md), câu ấy hiện ở trang Gọi ai", said)
    assert path
    save(root, "mới")
    (root / "HUONG-DAN.md").unlink()  # written anew by each package
    seen = make(root, "update", f"FROM={newer(tmp_path_factory.mktemp('newer'))}")
    save(root, "gói mới")
    (root / path[1]).write_text(f"{FIRST}\n", encoding="utf-8")
    save(root, "câu đầu tiên")
    return seen


@pytest.fixture(scope="module")
def quang_tri(kit: tuple[Path, str], updated: str) -> Site:
    """Built, with everything told that would stop it, by its own commands after the update."""
    assert "site/ nguyên vẹn" in make(kit[0], "build", "publish-check")
    return Site(kit[0] / "site")


def test_the_new_repository_is_sound_and_holds_only_what_is_its_own(kit: tuple[Path, str]) -> None:
    root, said = kit
    assert "113" in said
    files = [file for file in root.rglob("*") if file.is_file() and not {".git", ".venv", "build"} & {*file.parts}]
    assert not [file for file in files if file.suffix in (".py", ".js", ".css", ".html") or "national" in file.parts]
    own = [
        file
        for file in files
        if {"data", "docs"} & {*file.parts} or file.name in ("mkdocs.yml", "README.md", "Makefile")
    ]
    assert {file.name for file in own if NAME in file.read_text(encoding="utf-8")} == set()
    assert len((root / "mkdocs.yml").read_text(encoding="utf-8").splitlines()) <= 25
    lock = (root / "requirements.txt").read_text(encoding="utf-8")
    assert re.search(r"^\./engine/trang_tinh-\S+\.whl --hash=sha256:[0-9a-f]{64}$", lock, re.MULTILINE)


def test_each_command_that_a_workflow_of_it_runs_is_there(kit: tuple[Path, str]) -> None:
    makefile = (kit[0] / "Makefile").read_text(encoding="utf-8")
    workflows = "".join(file.read_text(encoding="utf-8") for file in (kit[0] / ".github" / "workflows").iterdir())
    wanted = {word for line in re.findall(r"run: make (.+)", workflows) for word in line.split()}
    assert {"build", "summary", "publish-check", "links-issue"} <= wanted
    assert [word for word in wanted if not re.search(rf"^([a-z-]+ )*{word}( [a-z-]+)*:", makefile, re.MULTILINE)] == []


def test_a_number_that_the_nation_withdraws_goes_by_the_update_alone(
    kit: tuple[Path, str], updated: str, quang_tri: Site
) -> None:
    root, _ = kit
    assert "### Tạm rút" in updated
    assert "Gọi thử không ai nghe" in updated
    number = re.search(r'value: "([0-9 ]+)"', (ROOT / OFF).read_text(encoding="utf-8"))
    assert number
    assert not [path for path, page in quang_tri.pages().items() if "tel:" + number[1].replace(" ", "") in page]
    assert "Tạm rút." in quang_tri.read("goi-ngay/ngoi-nha-binh-yen/")
    assert len([*(root / "engine").glob("*.whl")]) == 1
    assert (root / "Makefile").read_text(encoding="utf-8").endswith("# newer\n")
    assert (root / "HUONG-DAN.md").read_bytes() == (ROOT / "HUONG-DAN.md").read_bytes()


def test_the_first_request_says_what_readers_see_and_is_not_red(kit: tuple[Path, str], updated: str) -> None:
    own = kit[0] / "docs" / "local" / "khan-cap.md"
    own.write_text("Chưa lưu.\n", encoding="utf-8")
    said = make(kit[0], "changes", "BASE=HEAD~2")
    own.unlink()
    assert "### Tạm rút" in said
    assert "Cần xem lại" not in said
    assert "Chưa kể 1 tệp chưa lưu (git commit): docs/local/khan-cap.md" in said


def test_every_page_says_that_nothing_of_the_province_s_was_checked(quang_tri: Site) -> None:
    silent = [
        path
        for path, page in quang_tri.pages().items()
        if "Chưa ai đối chiếu điều gì của riêng tỉnh Quảng Trị." not in page
    ]
    assert silent == ["thoi-tiet/index.html"]  # which says nothing of the site at all
    assert "chưa ai đối chiếu</summary>" in quang_tri.read("xa-phuong/con-co/")


@pytest.fixture(scope="module")
def fresh(kit: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Facts]:
    """The new repository's folder with the nation's layer beside it, and its facts."""
    root = tmp_path_factory.mktemp("fresh")
    for name in ("data", "docs"):
        shutil.copytree(kit[0] / name, root / name)
        shutil.copytree(ROOT / name / "national", root / name / "national")
    return root, together.read(root, date.fromisoformat(DAY))[0]


def test_what_was_not_checked_is_said_by_what_was(fresh: tuple[Path, Facts], site: Site) -> None:
    facts = fresh[1]
    assert facts.table
    dated = replace(facts, table=facts.table.model_copy(update={"verified_on": date.fromisoformat(DAY)}))
    key = ("hotlines", "cap-cuu-115")
    with_line = {**facts.positions, key: Place("data/hotlines/cap-cuu-115.yml")}
    off = {**facts.records["hotlines"], key[1]: facts.get(*key).model_copy(update={"publish": "withdrawn"})}
    without = {**facts.records, "hotlines": off}
    table, lines = "Chưa ai đối chiếu bảng xã, phường, đặc khu của ", "Chưa có số gọi nào của riêng "
    nothing = "Chưa ai đối chiếu điều gì của riêng tỉnh Quảng Trị. Số gọi và hướng dẫn ở đây là của cả nước."
    assert facts.unchecked == nothing
    assert replace(facts, positions=with_line).unchecked == f"{table}tỉnh Quảng Trị."
    assert replace(facts, positions=with_line, records=without).unchecked == nothing
    assert dated.unchecked == f"{lines}tỉnh Quảng Trị: số ở đây là của cả nước."
    assert replace(dated, positions=with_line).unchecked == ""
    said = re.compile(r"Chưa ai đối chiếu (?:điều gì|bảng)|Chưa có số gọi nào của riêng")
    assert not [path for path, page in site.pages().items() if said.search(page)]


def test_each_sentence_that_was_written_for_a_beginning_waits_for_the_editor(fresh: tuple[Path, Facts]) -> None:
    root, facts = fresh
    told = [(str(one.place), one.level) for one in begun.check(facts, markdown.read_pages(root))]
    places = ["docs/gioi-thieu/index.md:13:1", "docs/so-lieu.md:8:52", "docs/so-lieu.md:12:1", "data/communes.yml:8:7"]
    assert told == [(place, Level.WARNING) for place in places]
    table = (root / "data/communes.yml").read_text(encoding="utf-8")
    assert "ngay dưới effective_on:" in table


@pytest.mark.exhaustive
def test_before_and_after_an_update_are_each_built_by_their_own_package(kit: tuple[Path, str], quang_tri: Site) -> None:
    assert quang_tri.findings() == []
    said = make(kit[0], "preview", "BASE=HEAD~2")
    assert "truoc-va-sau.html" in said
    seen = building.text_of((kit[0] / "build/preview/truoc-va-sau.html").read_text(encoding="utf-8"))
    assert "Gọi thử không ai nghe." in seen
    assert FIRST in seen


def test_the_site_is_quang_tri_s_and_leads_nowhere_that_is_not_there(quang_tri: Site) -> None:
    assert quang_tri.findings() == []
    assert "Quảng Trị phòng, chống ma túy" in quang_tri.read("")
    assert "Tỉnh Quảng Trị" in quang_tri.read("in/")
    assert FIRST in quang_tri.read("goi-ngay/")
    page = building.text_of(quang_tri.read("xa-phuong/con-co/"))
    assert "Đặc khu Cồn Cỏ có từ ngày" in page
    assert "Huyện Cồn Cỏ (cũ), không chia xã." in page
    all_units = quang_tri.read("xa-phuong/")
    assert 'id="tinh-quang-binh"' in all_units
    assert "Tỉnh Quảng Bình trước khi sáp nhập, nay thuộc tỉnh Quảng Trị" in all_units


def test_no_figure_plan_or_place_of_the_other_province_went_along(quang_tri: Site, facts: Facts) -> None:
    addresses = {path for path in quang_tri.paths() if path.endswith("index.html")}
    for kind in ("results", "plans", "programs", "places"):
        gone = [record for record in facts.records[kind].values() if record.province == CODE]
        assert gone
        shared = quang_tri.read(KINDS[kind].hub)
        for record in gone:
            assert f"{address(kind, record.id)}index.html" not in addresses
            assert f'id="{record.id}"' not in shared
    for number in ("113", "115", "111"):
        assert f'href="tel:{number}"' in quang_tri.read("")


def test_the_wheel_is_small_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    one, other = (wheel.write(ROOT, tmp_path / name) for name in ("one", "other"))
    assert (one.name, one.read_bytes()) == (other.name, other.read_bytes())
    assert one.stat().st_size <= 2_075_000  # a lock that grew (every hash of a package): make lock


@pytest.mark.parametrize(
    "name", ["trang_tinh-1-py3-none-any.whl", "trang_tinh-1-py3-none-any.whl/", "x.whl", "none.whl"]
)
def test_what_is_no_package_is_refused_and_changes_nothing(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "requirements.txt").write_text(
        "./engine/trang_tinh-1-py3-none-any.whl --hash=sha256:0\n", encoding="utf-8"
    )
    file = tmp_path / name.strip("/")
    file.mkdir() if name.endswith("/") else file.write_bytes(b"no zip") if name != "none.whl" else None
    monkeypatch.chdir(tmp_path)
    assert update.main("take", str(file)) == 1
    assert re.fullmatch("ERROR  .+\n", capsys.readouterr().err)
    assert {path.name for path in tmp_path.iterdir()} <= {"requirements.txt", file.name}


def test_a_package_that_was_damaged_on_its_way_is_refused(tmp_path: Path) -> None:
    file = wheel.write(ROOT, tmp_path)
    assert package.wrong(file) == ""
    content = bytearray(file.read_bytes())
    content[content.index(b"CONTRIBUTING.md") + 200] ^= 1  # within the first of what people read beside it
    file.write_bytes(content)
    assert package.wrong(file) == f"{file.name}: gói hỏng. Tải lại gói."


def test_a_makefile_that_nobody_changed_is_renewed_and_of_another_is_told_what_differs(tmp_path: Path) -> None:
    file = tmp_path / "Makefile"
    file.write_bytes(b"a:\r\n\techo\r\n")
    assert "đã thay bằng bản mới" in update.makefile(tmp_path, b"a:\n\techo\n", b"b:\n\techo\n")
    assert file.read_bytes() == b"b:\n\techo\n"
    assert update.makefile(tmp_path, b"a:\n\techo\n", b"b:\n\techo\n") == ""
    said = update.makefile(tmp_path, b"a:\n\techo\n", b"b:\n\techo new\n")
    assert file.read_bytes() == b"b:\n\techo\n"
    assert "-\techo\n+\techo new\n" in said


@pytest.mark.parametrize(
    ("code", "out", "said"),
    [
        pytest.param("99", "new", "Không có tỉnh", id="a code of no province"),
        pytest.param(CODE, "new", "là tỉnh của chính kho này", id="our own code"),
        pytest.param("44", "", "Thiếu OUT", id="no folder"),
        pytest.param("44", "used", "đã có tệp", id="a folder in use"),
        pytest.param("44", "used/x", "đã có tệp", id="a file"),
        pytest.param("44", str(ROOT), "nằm trong kho này", id="this repository"),
        pytest.param("44", str(ROOT / "build" / "new"), "nằm trong kho này", id="a folder in this repository"),
    ],
)
def test_where_no_repository_can_be_made_is_told_and_nothing_is_written(
    code: str, out: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "x").write_text("", encoding="utf-8")
    assert new.main(code, tmp_path / out if out else Path()) == 1
    assert said in capsys.readouterr().err
    assert {path.name for path in tmp_path.rglob("*")} == {"used", "x"}
    assert not (ROOT / "build" / "new").exists()


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hooks of the package, where its commands are found."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel.write(ROOT, folder)) as archive:
        archive.extractall(folder)
    return folder / wheel.NAME / "hooks"


@pytest.mark.exhaustive
@pytest.mark.parametrize("code", sorted({*provinces()} - {CODE}))
def test_the_repository_of_every_province_is_sound(code: str, tmp_path: Path, unpacked: Path) -> None:
    made(code, tmp_path / "new")
    checked = building.command(tmp_path / "new", "-m", "facts", "check", PYTHONPATH=str(unpacked), SITE_TODAY=DAY)
    assert checked.stdout.splitlines()[-1] == "Không có lỗi. 4 điều nên sửa, xem ở trên."
    assert (tmp_path / "new" / "data" / "communes.topojson").is_file() == tables.drawn(code)


@pytest.mark.exhaustive
@pytest.mark.parametrize("code", ["92", "56"])
def test_a_city_and_far_islands_are_built(code: str, tmp_path: Path) -> None:
    made(code, tmp_path / "new")
    make(tmp_path / "new", "build")
    assert Site(tmp_path / "new" / "site").findings() == []


@pytest.mark.exhaustive
def test_the_package_builds_the_same_bytes_as_its_own_repository(tmp_path: Path, site: Site) -> None:
    """Our own data/ and docs/ with the engine out of the wheel."""
    root = tmp_path / "new"
    made("44", root)
    for name in ("data", "docs"):
        shutil.rmtree(root / name)
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("national", "assets", "schema"))
    ours = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    kept = [
        part for part in re.split(r"^(?=[a-z_]+:)", ours, flags=re.MULTILINE) if re.match("site_[nd]|nav|extra", part)
    ]
    (root / "mkdocs.yml").write_text("".join([*kept, "plugins: [trang-tinh]\n"]), encoding="utf-8")
    make(root, "build")
    built = Site(root / "site")
    assert built.paths() == site.paths()
    assert [path for path, content in built.files().items() if content != site.files()[path]] == []
