"""Told: everything that could run or lead astray, at its place, whichever door it comes through. Contained: what was not.

That none of it runs is tried in a browser: tests/browser/test_contained.py.
"""

from __future__ import annotations

import json
import shutil
from datetime import date

import markdown
import pytest

import injections
from building import ROOT
from delivery import contain
from facts.judging import markup
from facts.project import pages
from province import GOLDEN, TODAY

DAY = date.fromisoformat(TODAY)
PAGE = "---\ntitle: Trang thử\n---\n\n# Trang thử\n\n{}\n"
FRONT = "---\nquiet: true\n{}\n---\n\n# Trang\n"
SOURCE = "id: {id}\ntitle: Một trang\npublisher: Báo Mẫu\nurl: {url}\ngrade: press\nverified_on: 2030-01-10\n"


def written() -> dict[str, str]:
    """Every injection as a file of its own: path from the root → text."""
    texts = [*injections.HTML.values(), *injections.MARKDOWN.values()]
    files = {f"docs/thu-{number}.md": PAGE.format(text) for number, text in enumerate(texts)}
    files |= {f"docs/dau-{n}.md": FRONT.format(line) for n, line in enumerate(injections.FRONT_MATTER.values())}
    for number, svg in enumerate(injections.SVG.values()):
        files |= {f"docs/assets/hinh-{number}.svg": svg, f"docs/van-ban/hinh-{number}.svg": svg}
    files |= {f"docs/ten/{name}": "# Trang\n" for name in injections.FILE_NAMES}
    for number, address in enumerate(injections.ADDRESSES):
        files[f"data/sources/thu-{number}.yml"] = SOURCE.format(id=f"thu-{number}", url=json.dumps(address))
    for number, id in enumerate(injections.IDS):
        files[f"data/sources/ma-{number}.yml"] = SOURCE.format(id=f'"{id}"', url="https://mau.tinh-mau.vn/")
    return files


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[int]]:
    """Path → the lines at which something is told, in the made-up province with every injection in it at once."""
    root = tmp_path_factory.mktemp("injected")
    for name in ("data", "docs"):
        shutil.copytree(GOLDEN / name, root / name)
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets", dirs_exist_ok=True)
    for path, text in written().items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    lines: dict[str, list[int]] = {}
    for problem in pages.read_site(root, DAY)[1]:
        if problem.level == "ERROR":
            lines.setdefault(problem.place.path, []).append(problem.place.line)
    return lines


def test_nothing_is_told_of_files_that_are_well(told: dict[str, list[int]]) -> None:
    assert set(told) == set(written())


@pytest.mark.parametrize("path", [path for path in written() if path.startswith("docs/thu-")])
def test_markup_in_a_page_is_told_at_its_line(told: dict[str, list[int]], path: str) -> None:
    assert all(7 <= line <= written()[path].count("\n") for line in told[path])


@pytest.mark.parametrize("path", [path for path in written() if path.startswith("docs/dau-")])
def test_markup_in_front_matter_is_told_at_its_line(told: dict[str, list[int]], path: str) -> None:
    assert told[path] == [3]


@pytest.mark.parametrize("number", range(len(injections.ADDRESSES)))
def test_an_address_in_data_that_is_not_one_is_told_at_its_line(told: dict[str, list[int]], number: int) -> None:
    assert 4 in told[f"data/sources/thu-{number}.yml"]


@pytest.mark.parametrize("number", range(len(injections.IDS)))
def test_an_id_that_is_not_one_is_told_at_its_line(told: dict[str, list[int]], number: int) -> None:
    assert 1 in told[f"data/sources/ma-{number}.yml"]


@pytest.mark.parametrize("colon", [":", "&#58;", "&colon;", "&amp;#58;", "&amp;colon;", "\\:"])
def test_a_link_that_is_code_is_told_however_often_its_colon_is_spelled_out(colon: str) -> None:
    """Markdown resolves entities, and a browser resolves what is left of them once more."""
    assert not markup.is_allowed(f"javascript{colon}alert(1)")


# --- contained, when it was not told --------------------------------------------------------------------------------

EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "tables", "toc", "fenced_code", "pymdownx.details",
              "pymdownx.tabbed", "pymdownx.tasklist"]  # fmt: skip


@pytest.mark.parametrize("html", injections.HTML.values())
def test_markup_that_no_one_told_is_taken_out_and_not_in_silence(html: str) -> None:
    kept, lost = contain.contain(f"<p>trước</p>{html}<p>sau</p>")
    assert lost or html == injections.HTML["title that ends early"]  # the text of a title, and nothing else
    assert "alert(1)" not in kept.replace("&lt;", "") or "<script" not in kept
    assert contain.contain(kept) == (kept, [])


@pytest.mark.parametrize("text", injections.MARKDOWN.values())
def test_markdown_that_no_one_told_is_taken_out_and_not_in_silence(text: str) -> None:
    html = markdown.markdown(text, extensions=EXTENSIONS)
    kept, lost = contain.contain(html)
    texts_only = {"link that is code, over two lines", "id that ends early"}  # Python-Markdown escapes these itself
    assert lost or text in [injections.MARKDOWN[name] for name in texts_only], html
    assert "onclick" not in kept.replace("{ onclick", "")
    assert 'href="javascript' not in kept.lower()


def test_all_that_markdown_and_its_extensions_make_may_stand() -> None:
    text = (GOLDEN / "docs" / "moi-thu.md").read_text(encoding="utf-8")
    extensions = {"pymdownx.tabbed": {"alternate_style": True}, "tables": {"use_align_attribute": False}}
    html = markdown.markdown(text.split("---\n", 2)[2], extensions=EXTENSIONS, extension_configs=extensions)
    html = html.replace(' style="text-align: left;"', "").replace(' style="text-align: right;"', "")  # dress_pages
    assert contain.contain(html)[1] == []
    for sign in ("admonition", "<details", "tabbed-set", "task-list", "footnote", "<table", "<dl", "<pre", "<img"):
        assert sign in html
