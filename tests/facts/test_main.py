"""The commands as a person types them: exit codes, sorted lines, one count, and no traceback whatever is in the way."""

from __future__ import annotations

import gc
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

import building
import commands
from building import DAY, ROOT, command
from facts import __main__ as facts_command
from facts.problems import Level, Place, Problem, counted
from province import GOLDEN
from province import TODAY as GOLDEN_DAY
from samples import HOTLINE, LINE, SOUND, write

HOOKS = str(ROOT / "hooks")


def run(root: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return commands.facts(root, *words, **{"SITE_TODAY": DAY, **variables})


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    """The command turns the collector off for its short life; the tests live longer."""
    yield
    gc.enable()


class TestCheck:
    def test_a_sound_project_is_told_in_one_line(self, tmp_path: Path) -> None:
        done = run(write(tmp_path, SOUND), "check")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "Không có lỗi. Đã đọc 3 mục.\n"

    def test_the_real_project_is_sound(self) -> None:
        done = run(ROOT, "check")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines()[-1].startswith("Không có lỗi.")

    def test_settings_are_judged_before_the_builder_says_so_in_english(self, tmp_path: Path) -> None:
        """`make build` asks this first: of these MkDocs stops before any hook is there to speak."""
        root = write(tmp_path, {"mkdocs.yml": "site_name: [\n"})
        assert run(root, "settings").stdout.startswith("ERROR  mkdocs.yml:2:1: máy không đọc được chỗ này.")
        done = run(ROOT, "settings", SITE_URL="a.vn")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("ERROR  SITE_URL=“a.vn” không dùng được.")
        assert "facts settings\n\t$(BIN)/python -m mkdocs build" in (ROOT / "Makefile").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("loaded", "waits_for"),
        [
            ("facts.__main__", ("pydantic", "jinja2", "facts.project.pages")),
            ("facts.project.pages", ("jinja2", "facts.exports")),
        ],
    )
    def test_who_asks_for_settings_or_for_a_check_waits_for_nothing_that_is_not_asked(
        self, loaded: str, waits_for: tuple[str, ...]
    ) -> None:
        code = f"import sys, {loaded}; print(*sys.modules)"
        env = {"PYTHONPATH": str(ROOT / "hooks")}
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
        assert not {*waits_for} & {*done.stdout.split()}

    def test_mistakes_are_told_sorted_then_counted(self, tmp_path: Path) -> None:
        files = {f"data/hotlines/{name}.yml": HOTLINE.replace("id: tre-em", "id: Sai") for name in ("b", "a", "c")}
        done = run(write(tmp_path, {**SOUND, **files, "docs/x.md": "{{ y() }}\n"}), "check")
        lines = done.stdout.splitlines()
        assert (done.returncode, done.stderr) == (1, "")
        assert [line.split(": ")[0].split(" ")[-1] for line in lines[:-1]] == [
            "data/hotlines/a.yml:1:5",
            "data/hotlines/b.yml:1:5",
            "data/hotlines/c.yml:1:5",
            "docs/x.md:1:1",
        ]
        assert lines[-1] == "ERROR  4 lỗi, xem ở trên."
        for line in lines[:-1]:
            assert re.fullmatch(r"ERROR  \S+:\d+:\d+: .+ \[[a-z-]+\]", line)

    def test_what_should_only_be_mended_does_not_fail(self, tmp_path: Path) -> None:
        done = run(write(tmp_path, {**SOUND, LINE: HOTLINE + "publish: withdrawn\n"}), "check")
        assert done.returncode == 0
        assert done.stdout.splitlines()[-1] == "Không có lỗi. 1 điều nên sửa, xem ở trên."

    def test_another_folder_is_checked_by_its_path(self, tmp_path: Path) -> None:
        write(tmp_path / "đi chỗ khác", SOUND)
        for where in ("đi chỗ khác", str(tmp_path / "đi chỗ khác"), "./đi chỗ khác/"):
            assert run(tmp_path, "check", "--root", where).returncode == 0

    def test_the_day_decides_what_is_to_come(self, tmp_path: Path) -> None:
        write(tmp_path, SOUND)
        assert run(tmp_path, "check", SITE_TODAY="2026-10-31").returncode == 1
        assert run(tmp_path, "check", SITE_TODAY="2126-11-01").returncode == 0

    @pytest.mark.parametrize("day", ["hôm nay", "2026-11-31", "31/12/2026"])
    def test_a_day_that_is_none_is_told(self, tmp_path: Path, day: str) -> None:
        done = run(write(tmp_path, SOUND), "check", SITE_TODAY=day)
        assert done.returncode == 2
        assert done.stderr.startswith("ERROR  SITE_TODAY")

    def test_an_address_that_a_build_would_refuse_is_told(self, tmp_path: Path) -> None:
        done = run(write(tmp_path, SOUND), "check", SITE_URL="tinh.example")
        assert done.returncode == 2
        assert done.stderr.startswith("ERROR  SITE_URL=“tinh.example” không dùng được.")
        assert run(tmp_path, "check", SITE_URL="https://tinh.example/").returncode == 0

    @pytest.mark.parametrize("language", ["C", "C.UTF-8", "vi_VN.UTF-8", "POSIX"])
    def test_vietnamese_is_printed_on_any_machine(self, tmp_path: Path, language: str) -> None:
        env = {
            "PYTHONPATH": HOOKS,
            "SITE_TODAY": DAY,
            "LC_ALL": language,
            "LANG": language,
            "PYTHONUTF8": "",
            "PATH": os.environ["PATH"],
        }
        env.pop("PYTHONUTF8")
        done = subprocess.run(
            [sys.executable, "-m", "facts", "check"], cwd=write(tmp_path, SOUND), env=env, capture_output=True
        )
        assert done.stdout.decode("utf-8") == "Không có lỗi. Đã đọc 3 mục.\n"

    def test_a_console_that_cannot_print_vietnamese_ends_in_no_traceback(self, tmp_path: Path) -> None:
        variables = {"PYTHONPATH": HOOKS, "SITE_TODAY": DAY, "PYTHONIOENCODING": "ascii"}
        done = command(write(tmp_path, SOUND), "-m", "facts", "check", **variables)
        assert "Traceback" not in done.stderr
        assert done.returncode == 0

    def test_a_reader_that_went_away_ends_in_no_traceback(self, tmp_path: Path) -> None:
        files = {f"data/hotlines/a{n}.yml": "sai" for n in range(3000)}
        write(tmp_path, {**SOUND, **files})
        env = {**os.environ, "PYTHONPATH": HOOKS, "SITE_TODAY": DAY}
        process = subprocess.Popen(
            [sys.executable, "-m", "facts", "check"],
            cwd=tmp_path,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
        process.stderr.close()
        process.wait()
        assert "Traceback" not in said
        assert "BrokenPipe" not in said


class TestCalls:
    @pytest.mark.parametrize("words", [[], ["chek"], ["check", "--khong-co"], ["check", "thua"], ["changes"]])
    def test_a_wrong_call_ends_with_two(self, tmp_path: Path, words: list[str]) -> None:
        done = run(write(tmp_path, SOUND), *words)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr

    def test_help_is_in_vietnamese(self, tmp_path: Path) -> None:
        done = run(tmp_path, "--help")
        assert done.returncode == 0
        assert "Kiểm tra data/" in done.stdout

    def test_schemas_are_written_and_then_nothing_is_stale(self, tmp_path: Path) -> None:
        write(tmp_path, SOUND)
        assert run(tmp_path, "schema").returncode == 0
        assert (tmp_path / "data" / "schema" / "hotlines.json").is_file()
        assert run(tmp_path, "check").returncode == 0

    def test_the_count_says_errors_and_what_should_be_mended(self) -> None:
        def some(level: Level, many: int) -> list[Problem]:
            return [Problem(Place("x", n), "yaml", "x", level) for n in range(many)]

        assert counted([]) == "Không có lỗi."
        assert counted(some(Level.ERROR, 2)) == "ERROR  2 lỗi, xem ở trên."
        assert counted(some(Level.ERROR, 2) + some(Level.WARNING, 1)) == "ERROR  2 lỗi, 1 điều nên sửa, xem ở trên."


def _everything_wrong(root: Path) -> None:
    """A project that nobody would make by hand."""
    lines = root / "data" / "hotlines"
    (lines / "vong").symlink_to(lines)
    (lines / "chinh-no.yml").symlink_to(lines / "chinh-no.yml")
    (lines / "ngoac.yml").write_text("[" * 100_000, encoding="utf-8")
    (lines / "khoa.yml").write_text("".join(f"k{n}: v\n" for n in range(60_000)), encoding="utf-8")
    (lines / "to.yml").write_bytes(b"x" * 10_000_000)
    (lines / "rong.yml").write_bytes(b"\x00" * 1000)
    (lines / "thu-muc.yml").mkdir()
    os.mkfifo(lines / "ong.yml")
    (root / "data" / "schema").mkdir()
    (root / "data" / "schema" / "hotlines.json").mkdir()
    (root / "data" / "synonyms.yml").write_text("- 1\n- {a: [b]}\n", encoding="utf-8")
    (root / "data" / "pins.yml").write_text("[]", encoding="utf-8")
    (root / "data" / "words.yml").write_text("words: x\n", encoding="utf-8")
    (root / "data" / "moved.yml").write_text("moved: {a: b}\n", encoding="utf-8")
    (root / "data" / "communes.yml").write_text("communes: []\n", encoding="utf-8")
    (root / "docs").mkdir()
    (root / "docs" / "a.md").write_text("---\ntitle: [\n---\n" + "{{ " * 1000 + "[" * 1000, encoding="utf-8")
    (root / "docs" / "b.md").mkdir()
    (root / "docs" / "c.md").symlink_to(root / "khong-co")
    (root / "docs" / "d.md").write_bytes(bytes(range(256)) * 10)


class TestWhateverIsInTheWay:
    def test_a_project_in_ruins_is_told(self, tmp_path: Path) -> None:
        write(tmp_path, SOUND)
        _everything_wrong(tmp_path)
        done = run(tmp_path, "check")
        assert done.returncode == 1
        assert done.stderr == ""
        told = done.stdout.splitlines()
        assert told[-1].startswith("ERROR  ")
        for name in ("vong", "chinh-no.yml", "ngoac.yml", "khoa.yml", "to.yml", "rong.yml", "thu-muc.yml", "ong.yml"):
            assert any(f"data/hotlines/{name}:" in line for line in told), name
        for path in (
            "docs/a.md",
            "docs/b.md",
            "docs/c.md",
            "docs/d.md",
            "data/words.yml",
            "data/moved.yml",
            "data/communes.yml",
        ):
            assert any(f" {path}:" in line for line in told), path

    @pytest.mark.parametrize("where", ["data", "data/hotlines", "data/hotlines/tre-em.yml", "docs", "docs/a.md", "."])
    def test_what_cannot_be_read_is_told(
        self, tmp_path: Path, where: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SITE_TODAY", DAY)
        write(tmp_path, {**SOUND, "docs/a.md": "# Trang\n"})
        assert facts_command.main(["check", "--root", str(tmp_path)]) == 0
        capsys.readouterr()
        for folder in (tmp_path, *tmp_path.parents):
            if folder == Path(tempfile.gettempdir()):
                break
            folder.chmod(0o755)
        for path in tmp_path.rglob("*"):  # whatever the umask is
            path.chmod(0o755 if path.is_dir() else 0o644)
        (tmp_path / where).chmod(0)
        nobody = 65534 if os.geteuid() == 0 else os.geteuid()  # root may read everything
        try:
            os.seteuid(nobody)
            status = facts_command.main(["check", "--root", str(tmp_path)])
        finally:
            if os.getuid() == 0:
                os.seteuid(0)
            (tmp_path / where).chmod(0o755)
        told = capsys.readouterr()
        if where == ".":
            assert status == 2
            assert told.err == f"ERROR  {tmp_path}: không mở được thư mục này. Xem lại quyền đọc.\n"
            return
        assert status == 1
        assert f" {where}:1:1: " in told.out

    @pytest.mark.parametrize("missing", ["data", "docs", "both", "root"])
    def test_what_is_missing_is_told(self, tmp_path: Path, missing: str) -> None:
        write(tmp_path, {**SOUND, "docs/index.md": "# Trang\n"})
        for folder in ("data", "docs"):
            if missing in (folder, "both"):
                shutil.rmtree(tmp_path / folder)
        root = tmp_path / "khong-co" if missing == "root" else tmp_path
        done = run(tmp_path, "check", "--root", str(root))
        assert "Traceback" not in done.stderr
        assert done.returncode == (0 if missing == "docs" else 1)


class TestBuild:
    def test_the_command_builds_the_same_bytes_as_the_tests_do(self, tmp_path: Path) -> None:
        roots = [building.assemble(tmp_path / name, GOLDEN) for name in ("command", "process")]
        done = command(roots[0], "-m", "mkdocs", "build", "--strict", SITE_TODAY=GOLDEN_DAY)
        assert done.returncode == 0, done.stderr
        built = building.build(roots[1], today=GOLDEN_DAY)
        assert building.Site(roots[0] / "site").files() == built.files()

    def test_a_mistake_stops_the_build_in_the_words_of_the_check_and_publishes_nothing(self, tmp_path: Path) -> None:
        root = building.assemble(tmp_path / "project", GOLDEN)
        building.build(root, today=GOLDEN_DAY)
        before = building.Site(root / "site").files()
        file = root / "data" / "hotlines" / "tu-van.yml"
        file.write_text(file.read_text(encoding="utf-8").replace("purpose: help", "purpose: helps"), encoding="utf-8")
        done = command(root, "-m", "mkdocs", "build", "--strict", SITE_TODAY=GOLDEN_DAY)
        assert done.returncode == 1
        assert "data/hotlines/tu-van.yml:4:10: purpose: “helps”" in done.stderr
        assert "Ý bạn là “help”? [choice]" in done.stderr
        assert "1 lỗi trong data/ và docs/, xem ở trên. Không có gì được dựng." in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert building.Site(root / "site").files() == before

    def test_a_build_tells_exactly_what_the_check_tells(self, tmp_path: Path) -> None:
        root = tmp_path / "project"
        building.assemble(root, ROOT / "tests" / "awful")
        shutil.rmtree(root / "data" / "schema")
        checked = run(root, "check").stdout.splitlines()[:-1]
        done = command(root, "-m", "mkdocs", "build", "--strict", SITE_TODAY=DAY)
        assert done.returncode == 1
        built = re.findall(
            r"(?:ERROR   -  |INFO    -  |WARNING -  )?((?:ERROR |WARNING) \S+:\d+:\d+: .*\])", done.stderr
        )
        assert built == checked

    def test_every_dead_link_in_a_page_stops_the_build(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        links = ["[x](khong-co.md)", "[x](index.md#khong-co)", "[x](/goi-ngay/)", "![x](khong-co.png)"]
        root = building.assemble(tmp_path / "project", GOLDEN)
        page = root / "docs" / "cap-nhat.md"
        first = page.read_text(encoding="utf-8").count("\n") + 2
        with page.open("a", encoding="utf-8") as file:
            file.write("".join(f"\n{link}\n" for link in links))
        with pytest.raises(Abort):
            building.build(root, today=GOLDEN_DAY)
        told = "\n".join(record.message for record in caplog.records if record.levelname == "ERROR")
        lines = {link: f"docs/cap-nhat.md:{first + 2 * number}:" for number, link in enumerate(links)}
        assert [link for link, line in lines.items() if line not in told] == []


MISTAKES = {
    "data/hotlines/tu-van.yml": [
        ("purpose: help", "purpose: helps", "choice"),
        ("order: 3", "order: ba", "number"),
        ("opens: \"13:30\"", "opens: 13h30", "hours"),
        ("cost: standard\n    seen_of_you", "cost: free\n    gia: 0\n    seen_of_you", "unknown-field"),
        ("newest_source_on: 2029-11", "newest_source_on: 11/2029", "date"),
    ],
    "data/hotlines/tre-em.yml": [("    value: \"111\"", "    value: O111", "phone")],
    "data/hotlines/cap-cuu.yml": [("area: Toàn quốc\n", "", "missing-field")],
    "data/hotlines/qua-han.yml": [("name: Đường dây quá hạn", "name: Đường dây: quá hạn", "yaml")],
    "data/agencies/so-mau.yml": [("part_of: bo-mau", "part_of: bo-mua", "unknown-reference")],
    "data/sources/bao-song-mau.yml": [("url: https", "url: htps", "url")],
    "data/documents/ke-hoach-2.yml": [("  - text: Mười xã", "\t- text: Mười xã", "tab")],
    "data/plans/giai-doan-2.yml": [("    unit: xã\n", "", "target")],
    "data/results/xa-sach-2027.yml": [("joined_with: [xa-sach-2028]", "joined_with: [nguoi-2028]", "joined-results")],
    "data/campaigns/ra-quan.yml": [("ends_on: 2030-06-30", "ends_on: 2030-05-30", "order-of-days")],
    "data/programs/chua-ro.yml": [("sources: [bao-song-mau]", "sources: [dien-dan]", "weak-source")],
    "docs/goi-ngay/index.md": [('{{ hotlines(purpose="help") }}', '{{ hotline(purpose="help") }}', "block"), ("(tel:0900000001)", "(tel:0900000091)", "tel")],
    "docs/cap-nhat.md": [("{{ changes() }}", "{{ change() }}", "unknown-block")],
}  # fmt: skip


def test_fifteen_mistakes_in_data_and_three_in_docs_are_all_told_at_their_lines_in_one_run(tmp_path: Path) -> None:
    root = tmp_path / "project"
    for name in ("data", "docs"):
        shutil.copytree(GOLDEN / name, root / name)
    expected = []
    for path, mistakes in MISTAKES.items():
        text = (root / path).read_text(encoding="utf-8")
        planted = text
        for old, new, _ in mistakes:
            assert planted.count(old) == 1, (path, old)
            planted = planted.replace(old, new)
        for _, new, code in mistakes:  # where each stands once all are there: some bring a line of their own
            assert planted.count(new) == 1 or not new, (path, new)
            line = planted.count("\n", 0, planted.index(new)) + 1
            line += {"unknown-field": 1}.get(code, 0)
            expected.append((path, 1 if code == "missing-field" else line, code))
        (root / path).write_text(planted, encoding="utf-8")
    assert [path.startswith("data/") for path, *_ in expected].count(True) == 15
    assert [path.startswith("docs/") for path, *_ in expected].count(True) == 3
    done = run(root, "check", SITE_TODAY=GOLDEN_DAY)
    told = re.findall(r"^ERROR  (\S+?):(\d+):\d+: .* \[([a-z-]+)\]$", done.stdout, re.MULTILINE)
    found = [(path, int(line), code) for path, line, code in told]
    # A target stands at its first line, whatever it lacks.
    targets = [at for at in found if at[2] == "target"]
    assert [at[0] for at in targets] == ["data/plans/giai-doan-2.yml"]
    assert sorted(set(expected) - set(found) - {at for at in expected if at[2] == "target"}) == []
    assert len(found) == 18, done.stdout
