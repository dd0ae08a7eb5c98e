"""What passes `make check` is built by `mkdocs build --strict`: over made projects, so that nobody has to think of the case.

Pages are put together of everything that leads somewhere or may stand twice. What the check tells is taken out, page by page,
until nothing is told; what is left must be built, with no dead link and no repeated id in it.
"""

from __future__ import annotations

import logging
import shutil
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.exceptions import MkDocsException

import building
import samples
from facts.problems import Problem
from facts.project import beginning, pages
from facts.site.store import Facts
from province import GOLDEN

STATES = ("upcoming", "active", "ended", "unknown")
HUBS = {
    "docs/gioi-thieu/dang-tim.md": '# Điều đang tìm\n\n{{ gap_list(topic="law") }}\n\n{{ gaps_found() }}\n\n{{ gaps_of_records() }}\n',
    "docs/van-ban.md": "# Văn bản\n" + "".join(f'\n{{{{ documents(status="{one}") }}}}\n' for one in STATES),
    "docs/cap-nhat.md": "# Cập nhật\n\n{{ changes() }}\n",
    "docs/so-lieu.md": "# Số liệu\n\n{{ results() }}\n\n{{ contradictions() }}\n",
    "docs/mo-hinh/index.md": '# Mô hình\n\n{{ programs(status="active") }}\n',
    "docs/chien-dich/index.md": '# Chiến dịch\n\n{{ campaigns(status="upcoming") }}\n',
    "docs/ke-hoach/index.md": "# Kế hoạch\n\n{{ plans() }}\n",
}
RECORDS = {
    "data/documents/ke-hoach.yml": samples.DOCUMENT, "data/plans/ke-hoach.yml": samples.PLAN,
    "data/campaigns/thang.yml": samples.CAMPAIGN, "data/programs/mo-hinh.yml": samples.PROGRAM,
    "data/results/con-so.yml": samples.RESULT, "data/gaps/nghi-dinh.yml": samples.GAP,
    "data/changes/doi.yml": samples.CHANGE,
}  # fmt: skip
SMALL: dict[str, str | bytes] = {
    **samples.SOUND, **RECORDS, **samples.PAGES, **HUBS, "docs/hinh/mau.png": (GOLDEN / "docs/hinh/mau.png").read_bytes(),
}  # fmt: skip
NAMES = ("docs/a.md", "docs/a/index.md", "docs/b.md", "docs/nhom/c.md", "docs/nhom/con/d.md", "docs/in.md",
         "docs/goi-ngay/tre-em.md", "docs/e-f_1.md", "docs/404.md", "docs/index/g.md", "docs/readme.md")  # fmt: skip

TARGETS = (
    "index.md", "a.md", "b.md", "../a.md", "../index.md", "goi-ngay/index.md", "../goi-ngay/index.md", "nhom/c.md",
    "nhom/con/d.md", "con/d.md", "../../b.md", "a/index.md", "goi-ngay/tre-em.md", "../goi-ngay/tre-em.md", "./b.md",
    "nhom/../b.md", "nguon.md", "nguon.md#qd-1472", "index.md#trang-dau", "#noi-dung", "#m", "#phan", "#phan_1",
    "#fn:x", "#fnref:x", "b.md#m", "a.md#phan", "c.md#", "goi-ngay/tre-em.md#noi-dung", "hinh/mau.png",
    "../hinh/mau.png", "hinh/khong.png", "api/v1/hotlines.json", "../api/v1/hotlines.json", "goi-ngay.txt", "sitemap.xml",
    "atom.xml", "404.html", "goi-ngay/", "goi-ngay", ".", "..", "./", "", "#", "?x=1", "a.md?x=1", "/", "/a.md", "A.md",
    "%61.md", "b%2Emd", "b.md#%6D", "b.md%23m", "nh%C3%B3m/c.md", "b .md", "https://a.vn/", "https://a.vn/#x",
    "mailto:a@b.vn", "tel:111", "facts:hotlines/tre-em", "facts:sources/qd-1472", "facts:documents/ke-hoach",
    "facts:plans/ke-hoach", "facts:gaps/nghi-dinh", "facts:programs/mo-hinh", "facts:khong/co", "assets/stylesheets/first.css",
    "thoi-tiet.md", "b.md#x:~:text=m", "b.md#m#m", "b.md;x", "//a.vn/", "b.html", "b.md/", "index.md/../b.md", "tim-kiem.md",
    "gioi-thieu/dang-tim.md#nghi-dinh", "van-ban.md#ke-hoach", "so-lieu.md#con-so", "cap-nhat.md#doi", "robots.txt",
    "luu.md", "ke-hoach/ke-hoach.md", "in/the.md", "data/hotlines/tre-em.yml", "../mkdocs.yml", "a.md#Phan", "b.md#%20m",
)  # fmt: skip
FORMS = (
    "[chữ]({})", "[chữ](<{}>)", '[chữ]({} "tên")', "[**chữ**]({})", "[chữ]( {} )", "[chữ][r]\n\n[r]: {}", "[r]\n\n[r]: <{}>",
    "![hình]({})", "[![hình](hinh/mau.png)]({})", "- [chữ]({})", "> [chữ]({})", "| a |\n| - |\n| [chữ]({}) |",
    '!!! note "Ghi"\n    [chữ]({})', '??? note "Ghi"\n    [chữ]({})', '=== "Thẻ"\n    [chữ]({})', "## [chữ]({})",
    "`[chữ]({})`", "```\n[chữ]({})\n```", "Từ\n:   [chữ]({})", "- [x] [chữ]({})", "[chữ]({}){{ .door }}", "[chữ]({}){{ #m }}",
    "Câu[^x].\n\n[^x]: [chữ]({})", "<{}>", "    [chữ]({})", "\\[chữ]({})", "[chữ\nnữa]({})", "[chữ] ({})", "[[chữ]]({})",
    "{{{{ caution(\"[chữ]({})\") }}}}", "[](<{}>)", "1. [chữ]({})\n2. [chữ]({})", "*[chữ]({})*", "[chữ][]\n\n[chữ]: {}",
)  # fmt: skip
OTHERS = (
    "## Phần", "## Phần { #m }", "### Phần { #phan }", "## Phần { #noi-dung }", "Phần\n====", "# Phần", "## ", "## ***",
    "## 1. Một", "## Phần _x_ `y`", "##Phần", "###### Sáu", "Câu { #m }", "- mục { #m }", "Câu.\n{ #m }", "> ## Phần",
    '!!! note "Ghi"\n    ## Phần', "Câu[^x].", "[^x]: Lời.", "Câu[^x].\n\n[^x]: Lời.", "Câu[^1] và [^1].\n\n[^1]: Lời.",
    "Câu[^a b].\n\n[^a b]: Lời.", "Câu[^đ].\n\n[^đ]: Lời.", "`[^x]`", "```\n[^x]\n```", "    [^x]: Lời.", "- [^x]: Lời.",
    "Câu[^x].\n\n[^x]:\n    Lời.\n\n    Nữa[^y].\n\n[^y]: Lời.", "## Phần[^x]\n\n[^x]: Lời.", "| a[^x] |\n| - |\n| b |\n\n[^x]: L.",
    "![hình](hinh/mau.png)", "![hình](../hinh/mau.png)", "![hình][h]\n\n[h]: hinh/mau.png", "***", "---", "<br>", "&lt;b&gt;",
    "a < b", "&#35;x", "*[HTML]: x", "H~2~O", "==x==", "x^2^", "[TOC]", "[x]", "[x][y]", "\\# x", "<a@b.vn>", "https://a.vn/",
    '{{ call("tre-em") }}', 'Gọi {{ call("tre-em") }}.', '{{ hotline("tre-em") }}', '{{ hotlines(purpose="help") }}',
    '{{ hotline_page("tre-em") }}', '{{ numbers("tre-em") }}', '{{ sources("qd-1472") }}', "{{ source_list() }}",
    "{{ agency_list() }}", "{{ editorial() }}", '{{ caution("Chữ") }}', '{{ quote("Chữ", source="qd-1472", where="Điều 1") }}',
    '{{ law_note("ke-hoach") }}', "{{ contact() }}", "{{ operator() }}", '{{ gap("nghi-dinh") }}', '{{ gap_list(topic="law") }}',
    "{{ gaps_found() }}", "{{ gaps_of_records() }}", "{{ plans() }}", '{{ plan_head("ke-hoach") }}', '{{ plan_goals("ke-hoach") }}',
    '{{ plan_tasks("ke-hoach") }}', '{{ plan_responsibilities("ke-hoach") }}', '{{ plan_targets("ke-hoach") }}',
    '{{ documents(status="active") }}', '{{ campaigns(status="active") }}', "{{ past_campaigns() }}", "{{ now() }}",
    '{{ campaign_page("thang") }}', '{{ programs(status="active") }}', '{{ program_page("mo-hinh") }}', "{{ communes() }}",
    "{{ commune_map() }}", "{{ former_units() }}", "{{ papers() }}", "{{ keep_offline() }}", '{{ poster("doi") }}',
    '{{ cards("doi") }}', "{{ results() }}", "{{ contradictions() }}", "{{ places() }}", "{{ changes() }}", "{{ data_files() }}",
    "{{ calendar_link() }}", "{{ feed_link() }}", "{{ search_results() }}", "{{ index_of_names() }}", '{{ moved_page("x") }}',
    '{{ proof_of("plans", "ke-hoach") }}', '- {{ call("tre-em") }}', '## {{ call("tre-em") }}', '## Phần {{ gap("nghi-dinh") }}',
)  # fmt: skip
FRONTS = (
    "", "title: Trang", "title: '0111'", "title: Trang đầu", "description: Mô tả", "quiet: true", "light: true", "toc: false",
    "search: false", "template: blank.html", "template: keep.html", "record: hotlines/tre-em", "record: plans/ke-hoach",
    "call: tre-em", "order: 3", "topics: một, hai", "crumb: Ngắn", "reviewed: none", "field: health", "field: law",
    "title: 'a: b #c'", "title: \"a \\\"b\\\" & c\"", "title: " + "x" * 300, "hide: toc",
)  # fmt: skip
NAVS = (
    "a.md", "Trang: b.md", "Nhóm:\n      - nhom/c.md", "Nhóm: []", "Trên mạng: https://a.vn/", "goi-ngay/tre-em.md", "khong.md",
    "./b.md", "b.md#m", "Thư mục: nhom/", "Trang: ", "/b.md", "Tệp: hinh/mau.png", "Dữ liệu: api/v1/hotlines.json", "../b.md",
    "Hai:\n      - Ba:\n          - nhom/con/d.md", "b%2Emd", "ke-hoach/ke-hoach.md", "nhom\\c.md", "Thư: mailto:a@b.vn", "[]", "''",
)  # fmt: skip
LINES = (
    "not_in_nav: ''", "exclude_docs: b.md", "exclude_docs: 'hinh/'", "draft_docs: a.md", "site_dir: trang", "strict: false",
    "site_author: Ai", "repo_url: https://a.vn/x", "repo_name: x", "edit_uri: x/", "dev_addr: localhost:1", "copyright: x",
    "hooks: []", "watch: []", "plugins: []", "validation:\n  anchors: ignore", "validation:\n  omitted_files: warn",
    "validation:\n  nav:\n    omitted_files: ignore", "theme:\n  features: [navigation.tabs]", "theme:\n  palette: {scheme: slate}",
    "theme:\n  favicon: x.png", "theme:\n  logo: x.png", "theme:\n  static_templates: [a.html]", "theme:\n  icon: {repo: x}",
    "markdown_extensions: []", "markdown_extensions: [toc, footnotes]", "markdown_extensions: [attr_list, sane_lists]",
    "markdown_extensions:\n  - toc: {permalink: true}", "markdown_extensions:\n  - toc: {toc_depth: x}", "site_url: https://a.vn/",
    "site_url: https://a.vn/du-an/", "extra: {operator: Sở}", "extra: {exit_url: 'https://a.vn/'}", "theme: material", "theme: {}",
    "markdown_extensions:\n  - footnotes: {BACKLINK_TEXT: x}", "markdown_extensions:\n  - footnotes: {UNIQUE_IDS: true}",
    "remote_branch: x", "theme:\n  custom_dir: overrides", "site_description: ''", "site_name: ''", "edit_uri_template: x{path}",
    "edit_uri_template: https://a.vn/{path}", "theme:\n  name: mkdocs", "theme:\n  language: vi", "theme:\n  locale: vi",
)  # fmt: skip

PIECE = st.one_of(
    st.builds(lambda form, target: form.format(target, target), st.sampled_from(FORMS), st.sampled_from(TARGETS)),
    st.sampled_from(OTHERS),
)


@st.composite
def projects(draw: st.DrawFn) -> dict[str, str]:
    """Path → text of what is put over the small project."""
    found: dict[str, str] = {}
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True)):
        front = draw(st.lists(st.sampled_from(FRONTS), max_size=3, unique_by=lambda line: line.partition(":")[0]))
        head = "\n".join(line for line in front if line)
        body = "\n\n".join(draw(st.lists(PIECE, min_size=1, max_size=4)))
        found[name] = (f"---\n{head}\n---\n" if head else "") + f"# Trang thử\n\nChữ.\n\n{body}\n"
    nav = "".join(f"  - {entry}\n" for entry in draw(st.lists(st.sampled_from(NAVS), max_size=2)))
    lines = draw(st.lists(st.sampled_from(LINES), max_size=1))
    if nav or lines:
        found["mkdocs.yml"] = f"{samples.PAGES['mkdocs.yml']}{nav}" + "".join(f"{line}\n" for line in lines)
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, sound and built once."""
    content = samples.write(tmp_path_factory.mktemp("content"), SMALL)
    made = building.assemble(tmp_path_factory.mktemp("made") / "project", content)
    assert told(made, samples.TODAY) == {}
    building.build(made, today=samples.TODAY.isoformat())
    return made


def told(root: Path, today: date) -> dict[str, list[int]]:
    """Path → the line of every error that the check tells there."""
    found: dict[str, list[int]] = {}
    for problem in pages.read_site(root, today)[1]:
        if problem.level == "ERROR":
            found.setdefault(problem.place.path, []).append(problem.place.line)
    return found


def put(root: Path, files: Mapping[str, str | bytes], before: Mapping[str, str | bytes]) -> None:
    """Write `files`; where one is not in it, what stood there `before`, or nothing."""
    for path in {*NAMES, *before, *files}:
        if path in files or path in before:
            samples.write(root, {path: files.get(path, before.get(path, ""))})
        else:
            (root / path).unlink(missing_ok=True)


def without(text: str, lines: list[int]) -> str:
    """The text without the paragraphs in which these lines stand; '' when nothing or its heading would be left."""
    paragraphs, line, kept = text.split("\n\n"), 1, []
    for paragraph in paragraphs:
        last = line + paragraph.count("\n") + 1
        if not any(line <= wrong <= last for wrong in lines):
            kept.append(paragraph)
        line = last + 1
    return "\n\n".join(kept) if kept[:1] == paragraphs[:1] and len(kept) < len(paragraphs) else ""


def sound_part(root: Path, files: Mapping[str, str], before: Mapping[str, str | bytes], today: date) -> dict[str, str]:
    """What is left of `files` when all that the check tells is taken out again, written below `root`."""
    left = dict(files)
    while True:
        put(root, left, before)
        wrong = told(root, today)
        if not wrong:
            return left
        parted = {path: without(text, wrong[path]) if path in wrong else text for path, text in left.items()}
        kept = {
            path: text for path, text in parted.items() if text and path not in (wrong if path == "mkdocs.yml" else ())
        }
        if kept == left:  # told elsewhere, of what one of them did: of `docs` as a whole, of the other of two
            kept.popitem()
        left = kept


def is_built(root: Path, today: str, left: Mapping[str, str], caplog: pytest.LogCaptureFixture) -> None:
    """Build what the check let stand, and say what the builder found."""
    caplog.clear()
    try:
        site = building.build(root, today=today)
    except (MkDocsException, SystemExit) as error:
        said = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
        raise AssertionError(f"not built: {said} {error}\n{left}") from error
    finally:
        shutil.rmtree(root / "site", ignore_errors=True)
    assert site is not None


FEW = settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=3000)


def one_project(root: Path, files: dict[str, str], caplog: pytest.LogCaptureFixture) -> None:
    left = sound_part(root, files, SMALL, samples.TODAY)
    is_built(root, samples.TODAY.isoformat(), left, caplog)


@FEW
@given(files=projects())
def test_what_passes_the_check_is_built(root: Path, caplog: pytest.LogCaptureFixture, files: dict[str, str]) -> None:
    one_project(root, files, caplog)


@pytest.mark.exhaustive
@MANY
@given(files=projects())
def test_what_passes_the_check_is_built_whatever_is_made(
    root: Path, caplog: pytest.LogCaptureFixture, files: dict[str, str]
) -> None:
    one_project(root, files, caplog)


def test_a_page_is_built_of_what_was_judged(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its letters put together, its words all there though they look like front matter, and nothing that was saved since."""
    page = "---\n\n---\nGhi: người ở Sông Mẫu.\n\n# Trang thử\n"
    put(root, {"docs/a.md": unicodedata.normalize("NFD", page)}, SMALL)

    def judge_and_save(*of: object) -> tuple[Facts, list[Problem]]:
        found = pages.read_site(*of)  # type: ignore[arg-type]
        samples.write(root, {"docs/a.md": "# Lưu sau\n", "docs/b.md": "# Thêm sau\n"})
        return found

    monkeypatch.setattr(beginning, "read_site", judge_and_save)
    try:
        site = building.build(root, today=samples.TODAY.isoformat())
        assert "<p>Ghi: người ở Sông Mẫu.</p>" in site.read("a/")
        assert not site.has("b")
    finally:
        put(root, {}, SMALL)
        shutil.rmtree(root / "site", ignore_errors=True)
