"""The whole path of an editor, rehearsed with CONTRIBUTING.md in hand: what it shows is what one writes and sees."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

import pytest

import building
from building import ROOT
from facts import __main__ as facts_command
from facts.editing import fix
from facts.numbers.phones import dialed
from facts.problems import Level, Problem
from facts.project import pages
from facts.records import when
from facts.review import report as changes
from facts.site.store import Facts
from host import __main__ as host_command
from host import annotate
from province import GOLDEN, TODAY
from repository import Edit, Repository
from web import Web, serve

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DAY = date.fromisoformat(TODAY)
TRE_EM = "data/hotlines/tre-em.yml"


def section(anchor: str) -> str:
    """One part of CONTRIBUTING.md, from its anchor to the next heading."""
    return GUIDE.split(f'<a id="{anchor}"></a>')[1].split("\n## ")[0]


def shown(anchor: str, language: str = "yaml") -> list[str]:
    """The blocks of a part as an editor would copy them."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", section(anchor), re.MULTILINE | re.DOTALL)
    return ["".join(line[len(indent) :] for line in text.splitlines(keepends=True)) for indent, text in found]


def text_of(page: str) -> str:
    return html.unescape(building.text_of(page))


# --- twelve ways to go wrong -----------------------------------------------------------------------------------------


def swap(old: str, new: str) -> Edit:
    return lambda repository: repository.edit(TRE_EM, old, new)


def a_second_record(repository: Repository) -> None:
    repository.append(TRE_EM, "\n" + repository.read("data/hotlines/cong-an.yml"))


def in_utf_16(repository: Repository) -> None:
    (repository.root / TRE_EM).write_bytes(repository.read(TRE_EM).encode("utf-16"))


NUMBER = 'value: "111"'
NO_PHONE = "Số điện thoại viết chưa đúng mẫu của Việt Nam [phone]"
NOT_READ = "Máy không đọc được chỗ này [yaml]"

# Each mistake with the only annotation it gives. Those of the table in CONTRIBUTING.md come first.
WAYS = [
    pytest.param(swap(NUMBER, "value: “111”"), f"18,12 {NO_PHONE}::value: nháy cong của bàn phím điện thoại. Gõ nháy thẳng: \"111\".", id="a phone's keyboard"),
    pytest.param(swap(NUMBER, "value: 111"), "18,12 Số điện thoại phải đặt trong nháy kép [quotes]::value: đặt số trong nháy kép: \"111\". Không có nháy, vài công cụ sẽ làm mất số 0 ở đầu.", id="no quotes"),
    pytest.param(swap(NUMBER, 'value: "l11"'), f"18,12 {NO_PHONE}::value: “l11” có chữ l thay cho số 1. Viết: \"111\".", id="a letter l"),
    pytest.param(swap(NUMBER, 'value: "111'), f"18,12 {NOT_READ}::nháy mở ở đây nhưng không đóng lại trên dòng này.", id="a quote that stays open"),
    pytest.param(swap("verified_on: 2030-01-10", "verified_on: 02/03/2025"), "30,14 Ngày viết chưa đúng [date]::verified_on: viết năm-tháng-ngày. Ý bạn là 2025-03-02?", id="02/03/2025"),
    pytest.param(swap("does:\n", "Kênh\tSố\tGiờ\nGọi\t111\t24/7\ndoes:\n"), "9,5 Lùi dòng bằng phím Tab [tab]::dùng dấu cách để lùi dòng, không dùng phím Tab.", id="a pasted table"),
    pytest.param(a_second_record, "34,1 Một tệp chỉ có một mục [two-documents]::mục thứ hai bắt đầu ở đây. Mỗi tệp chỉ một mục: tách phần này ra tệp khác.", id="two records in one file"),
    pytest.param(swap("for_whom: Trẻ em.", "for_whom: Trẻ em: dưới 16 tuổi."), f"6,17 {NOT_READ}::có dấu hai chấm giữa câu. Đặt cả câu trong nháy kép.", id="a colon in a sentence"),
    pytest.param(swap("hours: always", "giờ trực: always"), "19,5 Tên trường không có trong loại này [unknown-field]::không có trường “giờ trực”. Ý bạn là “hours”?", id="a field in Vietnamese"),
    pytest.param(swap("hours: always", "hours: 24/7"), "19,12 Giờ trực viết chưa đúng [hours]::hours: “24/7” không dùng được. Ý bạn là always?", id="24/7"),
    pytest.param(swap("sources: [bao-song-mau, cong-bao]", "sources:\n  - https://bao.example/bai"), "30,5 Mã viết chưa đúng [id]::sources: đây là mã, không phải địa chỉ trang. Tạo tệp data/sources/<mã>.yml có dòng url:, rồi viết mã ở đây.", id="an address for a source"),
    pytest.param(swap("area: Toàn quốc", "area: Toàn quốc #1"), "24,17 Dấu # làm phần sau bị coi là ghi chú [hash]::phần sau dấu # bị coi là ghi chú. Đặt cả câu trong nháy kép; nếu là ghi chú, để dấu cách sau #.", id="a number sign"),
    pytest.param(swap("    hours: always", "   hours: always"), f"19,4 {NOT_READ}::dòng này lùi lệch so với dòng trên, hoặc nháy đóng quá sớm.", id="one space too few"),
    pytest.param(swap("area: Toàn quốc", "area:Toàn quốc"), f"24,1 {NOT_READ}::thiếu dấu hai chấm rồi dấu cách sau tên trường, hoặc dòng này lùi sai.", id="no space after the colon"),
    pytest.param(swap("does:\n", "| Kênh | Số |\n| --- | --- |\n| Gọi | 111 |\ndoes:\n"), f"9,3 {NOT_READ}::dấu | hay > ở đây mở một câu nhiều dòng. Là phần của câu thì đặt cả câu trong nháy kép; bảng thì viết lại thành các dòng “trường: giá trị”.", id="a table of Markdown"),
    pytest.param(swap("name: Tổng đài", "name:\u00a0Tổng đài"), "2,6 Có ký tự không nhìn thấy%2C ký tự đổi chiều chữ%2C hoặc chữ giống chữ Việt nhưng không phải [character]::có dấu cách lạ (U+00A0). Xóa đi rồi gõ lại.", id="a space copied from a page"),
    pytest.param(in_utf_16, "1,1 Tệp không phải UTF-8 [encoding]::tệp dùng bảng mã UTF-16. Lưu lại tệp với bảng mã UTF-8.", id="saved by Notepad"),
]  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.of(tmp_path / "kho")


def errors(repository: Repository) -> list[Problem]:
    return [p for p in pages.read_site(repository.root, DAY)[1] if p.level is Level.ERROR]


@pytest.mark.parametrize(("edit", "expected"), WAYS)
def test_a_mistake_gives_one_annotation_at_its_line_that_says_the_cure(
    repository: Repository, edit: Edit, expected: str
) -> None:
    edit(repository)
    place, _, said = expected.partition(" ")
    line, column = place.split(",")
    assert annotate.lines(errors(repository), {TRE_EM}) == [
        f"::error file={TRE_EM},line={line},col={column},title={said}"
    ]


def test_the_table_of_mistakes_says_what_the_machine_says() -> None:
    rows = re.findall(r"^\| (?!Bạn|---)(.*?) \| (.*?) \| .*? \|$", section("bao-do"), re.MULTILINE)
    said = [str(way.values[1]).split("::")[1] for way in WAYS]
    assert len(rows) == 12
    assert [message for _, message in rows] == said[:12]


def test_the_example_of_a_line_from_the_machine_is_one(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_TODAY", TODAY)
    repository.edit(TRE_EM, NUMBER, 'value: "l11"')
    assert facts_command.main(["check", "--root", str(repository.root)]) == 1
    assert shown("bao-do", "text")[0] in capsys.readouterr().out


# --- CONTRIBUTING.md, followed to the letter ---------------------------------------------------------------------------


def write_shown_files(root: Path) -> list[str]:
    """Create the files that “Thêm một chiến dịch” shows, under the names it gives."""
    named = re.findall(r"^Tệp `(data/\S+\.yml)`", section("them"), re.MULTILINE)
    texts = shown("them")
    assert len(named) == len(texts) == 2
    for path, text in zip(named, texts, strict=True):
        assert Path(path).stem == re.search(r"^id: (.+)$", text, re.MULTILINE)[1]  # type: ignore[index]
        assert not (root / path).exists()
        (root / path).write_text(text, encoding="utf-8")
    return named


def test_a_newcomer_withdraws_a_number_changes_a_date_and_adds_a_campaign(tmp_path: Path, facts: Facts) -> None:
    """The three things at once, on the real data, with nothing but what CONTRIBUTING.md shows; then built."""
    lines = [line for line in when.live(facts.hotlines, date.fromisoformat(building.DAY)) if line.dialed]
    line = next(line for line in lines if not line.permanent and not line.shares_number_with)
    other = next(line for line in lines if line.permanent)
    root = building.assemble(tmp_path / "project")
    withdrawn, checked = (building.lying(root, f"data/hotlines/{one.id}.yml") for one in (line, other))
    withdrawn.write_text(withdrawn.read_text(encoding="utf-8") + shown("rut")[0], encoding="utf-8")
    looked, called = shown("sua-so")
    text = re.sub(r"^called_on: .*\n", "", checked.read_text(encoding="utf-8"), flags=re.MULTILINE)
    checked.write_text(re.sub(r"^verified_on: .*\n", looked + called, text, flags=re.MULTILINE), encoding="utf-8")
    write_shown_files(root)
    source = root / "data" / "sources" / "trang-xa-minh-2027.yml"  # as told: an address of their own for the sample's
    source.write_text(source.read_text(encoding="utf-8").replace(".example/", ".gov.vn/"), encoding="utf-8")
    site = building.build(root)
    assert shown("rut", "text")[1].strip() in text_of(site.read(f"goi-ngay/{line.id}/"))
    for path, content in site.pages().items():
        assert dialed(line.dialed[0].value) not in re.sub(r"(?<=\d)[ .](?=\d)", "", content), path
    assert "gọi thử 24/11/2026" in text_of(site.read(f"goi-ngay/{other.id}/"))
    campaign = text_of(site.read("chien-dich/ra-quan-xa-minh-2027/"))
    assert "Lễ ra quân phòng, chống ma túy của xã năm 2027" in campaign
    assert "sắp tới" in campaign
    assert site.findings() == []


def test_one_line_withdraws_and_is_only_reminded(repository: Repository) -> None:
    assert "`publish: withdrawn` là đủ" in section("rut")
    repository.append(TRE_EM, "publish: withdrawn\n")
    assert errors(repository) == []
    told = [p for p in pages.read_site(repository.root, DAY)[1] if p.place.path == TRE_EM]
    assert [f"{p.message} [{p.code}]" for p in told] == [shown("rut", "text")[0].strip()]


def test_a_number_that_another_line_has_too_is_told_as_shown(repository: Repository) -> None:
    repository.append(TRE_EM, shown("rut")[0].replace("2026", "2029"))
    repository.commit()
    (step,) = changes.report(repository.root, "HEAD~1", "HEAD", DAY).steps
    assert f"{step.message} [{step.code}]".replace("chung-so", "…") == shown("rut", "text")[2].strip()


def test_a_number_without_a_look_is_told_as_shown(repository: Repository) -> None:
    repository.edit("data/hotlines/tu-van.yml", 'call\n    value: "0900 000 001"', 'call\n    value: "0900 000 021"')
    repository.commit()
    step, *others = changes.report(repository.root, "HEAD~1", "HEAD", DAY).steps
    assert [other.code for other in others] == ["still-shown", "still-shown"], "SMS and Zalo have the number too"
    said = re.sub(r"“[^”]*”", "“…”", f"{step.message} [{step.code}]")
    assert said == shown("sua-so", "text")[0].strip()


def test_a_look_alone_is_told_as_shown(repository: Repository) -> None:
    repository.edit("data/hotlines/tu-van.yml", "verified_on: 2030-01-10", "verified_on: 2030-01-14")
    repository.commit()
    report = changes.to_markdown(changes.report(repository.root, "HEAD~1", "HEAD", DAY))
    assert report.splitlines()[2] == shown("doi-chieu", "text")[0].strip()


def test_a_source_is_deleted_as_shown(repository: Repository) -> None:
    repository.remove("data/sources/dien-dan.yml")
    moved = shown("doi-chieu")[0].replace("ma-nguon-da-xoa", "dien-dan").replace("2026-11-24", "2030-01-15")
    repository.append("data/moved.yml", moved.removeprefix("moved:\n"))
    repository.commit()
    steps = changes.report(repository.root, "HEAD~1", "HEAD", DAY).steps
    assert {step.code for step in steps} == {"source-gone"}, "its address leads on; what cites it is told"


def test_every_part_that_must_be_there_is_and_every_link_leads_somewhere() -> None:
    for heading in ("Rút một số sai trong một phút", "Sửa một số điện thoại trong ba phút", "Thêm một chiến dịch",
                    "Đối chiếu lại một nguồn", "Khi máy báo đỏ"):  # fmt: skip
        assert f"</a>{heading}\n" in GUIDE
    anchors = set(re.findall(r'<a id="([^"]+)">', GUIDE))
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= anchors
    for file in set(re.findall(r"\]\(([^)#]+)\)", GUIDE)) | set(re.findall(r"`(data/[a-z/]+(?:\.yml)?)`", GUIDE)):
        assert (ROOT / file).exists() or "xa-minh" in file, file
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"`make ([a-z]+)", GUIDE):
        assert f"\n{command}: " in targets


# --- the rehearsal: branch, wrong edit, told, mended, report, merge, built, withdrawn --------------------------------


class Clone(Repository):
    """A clone with the code in it too, and the commands of its Makefile."""

    def make(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run make as a workflow does; the packages of this environment stand for those it would set up."""
        ours = {
            name: value
            for name, value in os.environ.items()
            if name not in (*building.SETTINGS, "MAKEFLAGS", "MAKELEVEL", "BASE")
        }
        return subprocess.run(
            ["make", "--assume-old=.venv/.ready", *words], cwd=self.root, capture_output=True, text=True, encoding="utf-8",
            timeout=building.PATIENCE, env={**ours, "SITE_TODAY": TODAY, **environment},
        )  # fmt: skip


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A scratch clone of the made-up province with our code: what editors do to the real data breaks no test."""
    root = building.assemble(tmp_path / "goc", GOLDEN)
    shutil.copy(ROOT / "Makefile", root)
    fix.fix(root)
    (root / ".gitignore").write_text(".venv\n/site\n/build\n__pycache__/\n", encoding="utf-8")
    origin = Repository(root)
    origin.git("init", "--quiet", "--initial-branch=main")
    origin.commit("Bắt đầu")
    origin.git("clone", "--quiet", ".", str(tmp_path / "ban-sao"))
    cloned = Clone(tmp_path / "ban-sao")
    (cloned.root / ".venv").symlink_to(Path(sys.prefix))
    return cloned


def test_from_a_wrong_number_to_the_public_page(clone: Clone, tmp_path: Path) -> None:
    line, page = "data/hotlines/qua-han.yml", "site/goi-ngay/qua-han/index.html"
    number = 'value: "0900000002"'

    # branch, wrong edit
    clone.git("switch", "--quiet", "--create", "sua-so")
    clone.edit(line, number, "value: “0900000032”")
    clone.commit("[hotlines] qua-han: sửa số")

    # told, and nothing half done is built
    told = clone.make("annotations", BASE="main")
    assert told.returncode != 0
    first = told.stdout.splitlines()[0]
    assert first.startswith(f"::error file={line},line=")
    assert first.endswith('::value: nháy cong của bàn phím điện thoại. Gõ nháy thẳng: "0900000032".')
    summary, edit = tmp_path / "summary.md", "https://host.example/ai/kho/edit/sua-so/{path}"
    assert clone.make("summary", BASE="main", GITHUB_STEP_SUMMARY=str(summary), SITE_EDIT_URI=edit).returncode == 0
    number_of_line = re.search(r"line=(\d+)", first)
    assert number_of_line
    link = f"(https://host.example/ai/kho/edit/sua-so/{line}#L{number_of_line[1]})"
    assert link in summary.read_text(encoding="utf-8")
    assert clone.make("build").returncode != 0

    # mended by the machine, but nobody says they looked
    assert clone.make("fix").stdout == f"Đã sửa {line}\nĐã sửa 1 tệp. Xem lại, rồi chạy make check.\n"
    assert 'value: "0900000032"' in clone.read(line)
    clone.commit("[hotlines] qua-han: nháy thẳng")
    told = clone.make("annotations", BASE="main")
    assert "[unverified-change]" in told.stdout
    assert told.returncode != 0

    # mended
    clone.edit(line, "verified_on: 2029-09-01", f"verified_on: {TODAY}\ncalled_on: {TODAY}")
    clone.commit("[hotlines] qua-han: đã gọi thử")
    assert clone.make("check").returncode == 0
    told = clone.make("annotations", BASE="main")
    assert (told.returncode, told.stderr) == (0, "")
    assert "::error" not in told.stdout

    # report
    report = clone.make("changes", "BASE=main")
    assert report.returncode == 0, report.stdout + report.stderr
    assert "kênh 1 › số hoặc tên: “0900000002” → “0900000032”" in report.stdout
    assert "hết quá hạn, giữ đến" in report.stdout
    assert "`/goi-ngay/qua-han/`" in report.stdout

    # merge, the built page shows it
    clone.git("switch", "--quiet", "main")
    clone.git("merge", "--quiet", "--no-ff", "--message", "Nhận đề nghị", "sua-so")
    built = clone.make("clean", "build", SITE_EDIT_URI="https://host.example/edit/main/{path}")
    assert built.returncode == 0, built.stdout + built.stderr
    assert 'href="tel:0900000032"' in clone.read(page)
    assert "0900000002" not in clone.read(page)
    assert f'href="https://host.example/edit/main/{line}"' in clone.read(page)

    # then a withdrawal in one line
    clone.git("switch", "--quiet", "--create", "rut")
    clone.append(line, "publish: withdrawn\n")
    clone.commit("[hotlines] qua-han: rút")
    told = clone.make("annotations", BASE="main")
    assert told.returncode == 0, told.stdout
    assert f"::warning file={line}" in told.stdout
    assert clone.make("build").returncode == 0
    assert "Tạm rút." in text_of(clone.read(page))
    for file in sorted((clone.root / "site").rglob("*")):
        if file.is_file() and file.suffix in (".html", ".json", ".txt", ".ics", ".csv", ".xml"):
            joined = re.sub(r"(?<=\d)[ .](?=\d)", "", file.read_text(encoding="utf-8"))
            assert "0900000032" not in joined, file.name

    # what the reviewer opens on a phone: the line before, and the line after
    shown = clone.make("preview", BASE="main")
    assert shown.returncode == 0, shown.stdout + shown.stderr
    both = clone.read("build/preview/truoc-va-sau.html")
    assert "<del>" in both
    assert "tel:0900000032" in both
    assert "Tạm rút." in text_of(both)
    assert "0900000032" not in clone.read("build/preview/goi-ngay/qua-han/index.html")
    assert clone.make("preview", BASE="khong-co").returncode == 0  # a reviewer still gets the site itself


def test_the_weekly_and_nightly_steps_run_in_a_clone(clone: Clone) -> None:
    stale = clone.make("stale")
    assert stale.returncode == 0, stale.stderr
    assert (clone.root / "build" / "stale.json").is_file()
    issue = clone.make("stale-issue")
    assert issue.returncode != 0
    assert "thiếu GITHUB_REPOSITORY" in issue.stderr
    assert host_command.REPORTS.keys() == {"stale", "links"}


def test_the_step_that_asks_for_sources_runs_in_a_clone(clone: Clone) -> None:
    """Without a network: every source is asked of one server of ours, the clone's proxy, whose answers are known."""

    class Proxy(Web):
        asked: ClassVar[list[str]] = []

        def do_HEAD(self) -> None:  # noqa: N802  http.server's own name
            self.path = urlsplit(self.path).path
            super().do_HEAD()

        do_GET = do_HEAD  # noqa: N815  http.server's own name

    for origin in serve(Proxy):
        for file, path in (
            ("ban-chep", "open"),
            ("bao-song-mau", "gone"),
            ("dien-dan", "moved"),
            ("trang-suy-ra", "open"),
        ):
            source = clone.root / "data" / "sources" / f"{file}.yml"
            host = "mot.example" if file.startswith("b") else "hai.example"
            text = re.sub(
                r"^url: .*$", f"url: http://{host}/{path}", source.read_text(encoding="utf-8"), flags=re.MULTILINE
            )
            source.write_text(text, encoding="utf-8")
        done = clone.make("links", http_proxy=origin, no_proxy="")
    assert done.returncode == 0, done.stderr
    assert "> Hỏi 4 địa chỉ, 2 mở được, bỏ qua 0." in done.stdout
    assert "> ### Không còn (1)" in done.stdout
    assert "> ### Đã dời (1)" in done.stdout
    assert (clone.root / "build" / "links.json").is_file()
