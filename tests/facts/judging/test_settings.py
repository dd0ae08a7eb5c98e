"""mkdocs.yml as an editor's file: every slip told at its line, and what pages say of themselves published as written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import building
from building import SITE_NAME
from facts.judging import settings
from facts.reading import as_made, markdown
from province import GOLDEN, TODAY

GOOD = (building.ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def told(root: Path, text: str) -> list[tuple[str, str]]:
    """(code, the line it is told at) for a settings file of this text, beside the site's hooks."""
    if not (root / "hooks").exists():
        (root / "hooks").symlink_to(building.ROOT / "hooks")
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    lines = text.splitlines()
    return [(problem.code, lines[problem.place.line - 1].strip()) for problem in settings.check(root)]


def test_the_settings_of_the_site_are_sound(tmp_path: Path) -> None:
    assert told(tmp_path, GOOD) == []
    shutil.copy(GOLDEN / "mkdocs.yml", tmp_path)
    (tmp_path / "project.yml").write_text(GOOD, encoding="utf-8")
    assert list(settings.check(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        pytest.param("    phone: ''", "    phone: 0243767012", "quotes", "phone:", id="a number without quotes"),
        pytest.param("    phone: ''", "    phone: 0111", "quotes", "phone:", id="a number that YAML reads in eights"),
        pytest.param("    phone: ''", "    phone: '111'", "quotes", "phone:", id="a number in single quotes"),
        pytest.param("    phone: ''", '    phone: "gọi xã"', "setting", "phone:", id="words for a number"),
        pytest.param("    phone: ''", '    phone: "0238 38"', "setting", "phone:", id="half a number"),
        pytest.param("    phone: ''", "    phone: [x]", "setting", "phone:", id="a list for a number"),
        pytest.param("    email: ''", "    email: abc", "setting", "email:", id="no mail address"),
        pytest.param("    email: ''", "    email: 'a b@c.vn'", "setting", "email:", id="a mail address with a space"),
        pytest.param("    email: ''", "    email: mailto:a@b.vn", "setting", "email:", id="a link for a mail address"),
        pytest.param("    email: ''", "    emial: 'a@c.vn'", "setting", "emial:", id="a misspelt name below another"),
        pytest.param("  operator: ''", "  oprator: ''", "setting", "oprator:", id="a misspelt name"),
        pytest.param("  operator: ''", "  operator: 0111", "quotes", "operator:", id="a name that YAML reads as a number"),
        pytest.param("  operator: ''", "  operator: yes", "quotes", "operator:", id="a name that YAML reads as a switch"),
        pytest.param("  operator: ''", "  operator: '--'", "setting", "operator:", id="a name without a letter"),
        pytest.param("  operator: ''", "  problems: [a]", "setting", "problems:", id="a name that the build sets itself"),
        pytest.param("  operator: ''", "  context: x", "setting", "context:", id="another that the build sets itself"),
        pytest.param("  exit_url: ''", "  exit_url: weather", "setting", "exit_url:", id="no address"),
        pytest.param("  exit_url: ''", "  exit_url: 'https://10.0.0.1/'", "setting", "exit_url:", id="an address of one house"),
        pytest.param("  exit_url: ''", "  exit_url: 'javascript:x'", "setting", "exit_url:", id="a script for an address"),
        pytest.param("  generator: false", "  generator: true", "setting", "generator:", id="telling what it is made with"),
        pytest.param("  font: false", "  font: {text: Roboto}", "setting", "font:", id="fonts from elsewhere"),
        pytest.param("  language: vi", "  language: en", "setting", "language:", id="another language"),
        pytest.param("  custom_dir: overrides", "  custom_dir: mau", "setting", "custom_dir:", id="other templates"),
        pytest.param("use_directory_urls: true", "use_directory_urls: false", "setting", "use_directory_urls:", id="other addresses"),
        pytest.param("docs_dir: docs", "docs_dir: van", "setting", "docs_dir:", id="another folder"),
        pytest.param("docs_dir: docs", "docs_dir: docs\nsite_dir: docs", "setting", "site_dir:", id="a build into the pages"),
        pytest.param("docs_dir: docs", "docs_dir: docs\nsite_dir: .", "setting", "site_dir:", id="a build over all"),
        pytest.param("docs_dir: docs", "docs_dir: docs\nsite_dir: data/x", "setting", "site_dir:", id="a build among facts"),
        pytest.param("plugins: []", "plugins: [search]", "setting", "plugins:", id="a plugin"),
        pytest.param("  - pymdownx.details", "  - fencymdownx.details", "setting", "- fency", id="an extension that is not there"),
        pytest.param("  - pymdownx.details", "  - codehilite", "setting", "- codehilite", id="an extension of another site"),
        pytest.param("  - footnotes\n", "", "setting", "markdown_extensions:", id="an extension that pages are written for is gone"),
        pytest.param("  - footnotes\n", "  - footnotes: {UNIQUE_IDS: true}\n", "setting", "- footnotes", id="an option that changes anchors"),
        pytest.param("toc_depth: 3", "toc_depth: sâu", "setting", "toc_depth:", id="an option that is no depth"),
        pytest.param("toc_depth: 3", "permalink: true", "setting", "permalink:", id="an option of another site"),
        pytest.param("    omitted_files: warn", "    omitted_files: ignore", "setting", "omitted_files:", id="a net that is taken off"),
        pytest.param('not_in_nav: "*.md"', "not_in_nav: ''", "setting", "not_in_nav:", id="every page must be in the menu"),
        pytest.param('not_in_nav: "*.md"\n', "", "setting", "# Trang này", id="the same by leaving it out"),
        pytest.param("  font: false", "  font: false\n  logo: a.png", "setting", "logo:", id="a look of Material's"),
        pytest.param("  - hooks/take_off_numbers.py\n", "", "setting", "hooks:", id="a hook is gone"),
        pytest.param("docs_dir: docs", "docs_dir: docs\nexclude_docs: a.md", "setting", "exclude_docs:", id="pages left out"),
        pytest.param("docs_dir: docs", "docs_dir: docs\nrepo_url: https://a.vn/b", "setting", "repo_url:", id="a repository"),
        pytest.param("!ENV [SITE_EDIT_URI, '']", "https://a.vn/", "setting", "edit_uri_template:", id="where nothing is edited"),
        pytest.param("plugins: []", "plugns: []", "setting", "plugns:", id="a misspelt name at the top"),
        pytest.param("plugins: []", "plugins: []\nextra_javascript: [https://a.vn/x.js]", "setting", "extra_javascript:", id="a script from elsewhere"),
        pytest.param("plugins: []", "plugins: []\nplugins: []", "duplicate-key", "plugins:", id="a name twice"),
        pytest.param("docs_dir: docs", "docs_dir: [docs", "setting", "", id="no YAML"),
        pytest.param(f"site_name: {SITE_NAME}", "site_name: 2026", "quotes", "site_name:", id="a year for a name"),
        pytest.param(f"site_name: {SITE_NAME}", "site_name: yes", "quotes", "site_name:", id="yes for a name"),
        pytest.param(f"site_name: {SITE_NAME}", "site_name:", "setting", "site_name:", id="no name"),
    ],
)  # fmt: skip
def test_a_slip_is_told_at_its_line(tmp_path: Path, old: str, new: str, code: str, line: str) -> None:
    assert GOOD.count(old) == 1
    found = told(tmp_path, GOOD.replace(old, new))
    assert [(c, at) for c, at in found if c == code and at.startswith(line)], found


@pytest.mark.parametrize("missing", ["province", "quiet_name"])
def test_what_pages_cannot_do_without_is_asked_for(tmp_path: Path, missing: str) -> None:
    without = re.sub(rf"^  {missing}:.*\n", "", GOOD, flags=re.MULTILINE)
    empty = re.sub(rf"^  {missing}:.*$", f"  {missing}: ''", GOOD, flags=re.MULTILINE)
    for text in (without, empty):
        assert [code for code, _ in told(tmp_path, text)] == ["setting"]


@pytest.mark.parametrize(
    "text", ["extra: abc", "extra: []", "- a", "abc", "", "extra: {contact: abc}", "a: &b [*b]", "theme: 3\nextra: {}"]
)
def test_a_file_of_another_shape_ends_in_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert list(settings.check(tmp_path))


@pytest.mark.parametrize(
    "extension", ["khong-co", "markdown.core", "pymdownx.tabbed: {khong_co: 1}", "toc: abc", "[a]", "3"]
)
def test_pages_are_judged_whatever_the_settings_name(tmp_path: Path, extension: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"markdown_extensions:\n  - {extension}\n", encoding="utf-8")
    assert as_made.make(as_made.converter(tmp_path), "# Trang\n").items[0].text == "Trang"


def test_a_value_of_the_environment_is_left_to_it(tmp_path: Path) -> None:
    assert told(tmp_path, GOOD.replace("  operator: ''", "  operator: !ENV [SITE_OPERATOR, '']")) == []


TITLES = {"0111": "0111", "0x6F": "0x6F", "yes": "yes", "1_000": "1_000", "12:30:45": "12:30:45", "'Số: 1'": "Số: 1"}


@pytest.mark.parametrize(("written", "shown"), TITLES.items())
def test_front_matter_reaches_a_reader_with_types_as_it_was_written(written: str, shown: str) -> None:
    page = markdown.split(f"---\ntitle: {written}\nquiet: true\n---\n# Trang\n", "docs/x.md", "x/")
    assert page.typed_meta == {"title": shown, "quiet": True}
    assert page.body == "# Trang\n"


@pytest.mark.parametrize(
    "line",
    [
        "title: ~", "title:", "title: '--'", "description: …", "record: 5", "record: hotlines", "record: Hotlines/x",
        "template: 404.html", "template: paper.html", "template: base.html", "order: đầu", "order: -1", "quiet: yes",
        "toc: 0", "search: no", "tilte: x",
    ],
)  # fmt: skip
def test_front_matter_that_says_nothing_is_told_at_its_line(line: str) -> None:
    page = markdown.split(f"---\n# đầu trang\n{line}\n---\n# Trang\n", "docs/x.md", "x/")
    assert [problem.place.line for problem in page.problems] == [3]


def test_a_title_is_published_as_it_was_written(tmp_path: Path) -> None:
    """By a whole build: MkDocs by itself would make “73” of `0111` and “True” of `yes`."""
    root = building.assemble(tmp_path / "project", GOLDEN)
    for number, written in enumerate(TITLES):
        text = f"---\ntitle: {written}\ndescription: Một trang thử.\n---\n# Trang {number}\n\nChữ.\n"
        (root / "docs" / f"thu-{number}.md").write_text(text, encoding="utf-8")
    site = building.build(root, today=TODAY)
    for number, shown in enumerate(TITLES.values()):
        assert f"<title>{shown} – Sông Mẫu" in site.read(f"thu-{number}/")


@pytest.mark.parametrize(
    "address",
    ["https://tinh.example", "https://tinh.example/", "http://localhost:8000/", "https://a-b.c1.vn/du-an/ban_2/"],
)
def test_an_address_where_a_site_can_stand_is_taken(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", address)
    assert settings.wrong_environment() == ""


@pytest.mark.parametrize(
    "address",
    [
        "tinh.example", "//tinh.example/", "ftp://tinh.example/", "https://", "https:///x/", "https://tinh.example/?x=1",
        "https://tinh.example/#x", "https://ai@tinh.example/", 'https://tinh.example/"x"/', "https://tinh.example/'x'/",
        "https://tinh.example/\n", "https://tinh.example/\nSitemap: x", " https://tinh.example/", "https://tinh example/",
        "https://tỉnh.example/", "https://tinh.example/thư-mục/", "https://tinh.example/../x/", "https://tinh.example/./",
        "https://tinh.example//x/", "https://-tinh.example/", "https://tinh..example/", "https://tinh.example:/",
        "https://tinh.example/%0a/", "https://tinh.example/<x>/", "javascript:alert(1)", "https://tinh.example\\x/",
    ],
)  # fmt: skip
def test_an_address_that_would_break_what_names_it_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", address)
    said = settings.wrong_environment()
    assert said.startswith("SITE_URL=“")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("template", "is_sound"),
    [
        ("https://a.vn/edit/{path}", True), ("https://a.vn/edit/main/{path}?x", True), ("http://a.vn/-/edit?file={path!q}", True),
        ("https://a.vn/", False), ("a.vn/{path}", False), ("https://a.vn/{path}{path}", False), ("https://a.vn/{path_noext}", False),
        ("https://a.vn/ {path}", False), ("javascript:{path}", False), ("https://{path}", False), ("https://a.vn/\n{path}", False),
    ],
)  # fmt: skip
def test_where_files_are_edited_is_judged(template: str, is_sound: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_EDIT_URI", template)
    assert (settings.wrong_environment() == "") is is_sound


def test_an_address_written_in_the_settings_is_judged_at_its_line(tmp_path: Path) -> None:
    text = "site_name: Trang\nsite_url: https://tinh.example/?x\nextra:\n  province: Tỉnh\n  quiet_name: Trang\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert [(problem.place.line, problem.place.column) for problem in settings.check(tmp_path)] == [(2, 11)]
    (tmp_path / "mkdocs.yml").write_text(text.replace("?x", ""), encoding="utf-8")
    assert list(settings.check(tmp_path)) == []
