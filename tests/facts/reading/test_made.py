"""Pages as `make check` makes them are pages as MkDocs makes them, and what is read of them is what a reader gets."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config import load_config

import building
from building import ROOT
from facts.reading import as_made, written
from facts.reading.markdown import read_pages
from province import GOLDEN


@pytest.mark.parametrize("content", [ROOT, GOLDEN], ids=["ours", "the made-up province"])
def test_a_page_is_made_as_mkdocs_makes_it(tmp_path: Path, content: Path) -> None:
    root = building.assemble(tmp_path / "project", content)
    config = load_config(str(root / "mkdocs.yml"))
    configs = {
        **config.mdx_configs,
        **{name: {**config.mdx_configs.get(name, {}), **as_made.OPTIONS[name]} for name in as_made.OPTIONS},
    }
    theirs = markdown.Markdown(extensions=config.markdown_extensions, extension_configs=configs)
    ours = as_made.converter(root)
    bodies = [page.body for page in read_pages(root)]
    assert len(bodies) > 3
    for body in bodies:
        assert ours.reset().convert(body) == theirs.reset().convert(body)


def test_extensions_are_those_that_markdown_finds_among_all_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    every = [
        *entry_points(group="markdown.extensions"),
        EntryPoint("pymdownx.details", "pymdownx.details:DetailsExtension", ""),
    ]
    assert len(every) > 15
    monkeypatch.delattr(markdown.util, "get_installed_extensions")
    for theirs in every:
        assert type(as_made._extension(theirs.name, {})) is theirs.load()
    assert as_made.converter(ROOT)
    for name in ("of_another", "tables:TableExtension", "", "a b"):
        assert as_made._extension(name, {}) == name


RARE = ('??? note "a"\n    b', '=== "a"\n    b', "- [ ] a", "* [x] a", "- [\t] a")
USUAL = as_made.converter(ROOT, rare=False)
ALL = as_made.converter(ROOT)


@pytest.mark.parametrize("text", [*RARE, RARE[0].replace("???", "?\x02??")])
def test_a_text_that_asks_for_what_is_rare_is_known(text: str) -> None:
    assert as_made.may_be_rare(text)
    assert USUAL.reset().convert(text) != ALL.reset().convert(text)


@given(st.lists(st.sampled_from([*RARE, *"?=[]xX \t\n\x02\x03>-#*_`<&\\:|", "??", "==", "\n\n", "    ", "- ", "1. ", "a", '"', "<b>",
                                 "![", "](c)", "{: .d }", "[^1]", "[^1]: ", "!!! note", "```"])).map("".join))  # fmt: skip
def test_any_other_text_is_the_same_without_what_is_rare(text: str) -> None:
    if not as_made.may_be_rare(text):
        assert USUAL.reset().convert(text) == ALL.reset().convert(text)


def test_what_is_rare_in_our_settings_stands_there_as_it_is_known() -> None:
    for name in ("details", "tabbed"):
        assert name in ALL.parser.blockprocessors
        assert name not in USUAL.parser.blockprocessors
    assert "task-list" in ALL.treeprocessors
    assert "task-list" not in USUAL.treeprocessors


def test_without_settings_of_its_own_a_project_has_ours(tmp_path: Path) -> None:
    text = '!!! note "Một"\n    Hai\n\n| a |\n| - |\n| b |\n'
    assert as_made.converter(tmp_path).convert(text) == as_made.converter(ROOT).convert(text)


def test_what_is_read_of_a_page() -> None:
    text = (
        "# Một **hai**\n\nCâu 0<wbr>9&nbsp;*0*.\n\n1. a [b ![c](d.png)](e 'f')\n\n    - g\n\n2. h\n\n[i][j], k[^1]\n\n"
        "[j]: l\n[m]: n\n\n[^1]: o\n\n<tel:1>\n"
    )
    page = as_made.make(as_made.converter(ROOT), text)
    assert page.texts[:2] == ["Một hai", "Câu 09 0."]
    assert [(link.href, link.words, link.title) for link in page.links][:2] == [("e", "b c", "f"), ("l", "i", "")]
    assert "tel:1" in [link.href for link in page.links]
    assert page.pictures == ["d.png"]
    assert page.ids[0] == "mot-hai"
    assert page.defined == {"j": "l", "m": "n"}
    items = [(item.kind, item.number, item.depth, item.text.strip()) for item in page.items]
    assert items == [("h", 1, 0, "Một hai"), ("ol", 1, 1, "a b  c"), ("ul", 0, 2, "g"), ("ol", 2, 1, "h")]


@pytest.mark.parametrize(
    ("body", "text", "offset"),
    [
        ("a tel:199", "tel:199", 2),
        ("a tel:&#49;99", "tel:199", 2),
        ("a te&#x6c;:199", "tel:199", 2),
        ("a 1*9*9", "199", 2),
        ("a 1<wbr>9&nbsp;9", "199", 2),
        ("a 1 9\n9", "199", 2),
        ("a 1\\99", "199", 2),
        ("khác", "199", None),
        ("khác", "", None),
    ],
)
def test_where_something_was_written(body: str, text: str, offset: int | None) -> None:
    assert written.place_of(body, text) == offset


def test_where_the_last_of_several_was_written() -> None:
    body = "[a](tel:1) [b](tel:1)"
    assert [written.place_of_link(body, "tel:1", "", nth) for nth in range(3)] == [0, 11, 11]
