"""What is made once for the check and the build is what MkDocs itself would make of every page, block by block and link by link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import BLOCK_LEVEL_ELEMENTS
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor

import building
from building import DAY, ROOT
from facts.judging import as_read
from facts.project import pages
from facts.reading import as_made
from facts.reading.markdown import read_pages
from facts.rendering.blocks import Context
from facts.rendering.converter import BLOCK_LEVEL, Converter
from facts.rendering.marks import mark
from facts.rendering.shaping import _Shapes
from province import GOLDEN
from province import TODAY as GOLDEN_DAY

SIGNS = [
    "*", "**", "_", "__", "`", "``", "\\", "[", "](", "](a.md)", "](b.md#x)", "](#a)", "](tel:111)", "](a\\_b.md)", "](<a b>)", '](<a"b>)', "![", "](a.png)",
    "[a]", ": ", "[^1]", "[^1]: ", "<", ">", "<b>", "</b>", "<https://a.vn>", "<a@b.vn>", "&", "&amp;", "&#65;", "  \n", "\n", "\n\n", "# ", "## ",
    "- ", "1. ", "- [ ] ", "    ", "> ", "| a | b |\n| - | -: |\n", "!!! note\n    ", "```\n", "{ #a }", "{: .b }", "<hr>", "<div>", "</div>", "\ufdd00\ufdd1\n",
    '??? note "A"\n    ', '=== "A"\n    ', ": chữ\n", "Hai\ndòng\n", "===\n", "chữ", " ", "Một câu.", "(", ")", "=", "~", "'", '"', "---\n", "[TOC]",
]  # fmt: skip


PLAIN = ["chữ", "Hai", " ", "\n\n", "# ", "\n## "]
# Many signs together; and few of them among plain words, so that the library is spared what has nothing to find there.
TEXTS = st.one_of(
    st.lists(st.sampled_from(SIGNS), max_size=24),
    st.lists(st.sampled_from(SIGNS), max_size=3).flatmap(
        lambda few: st.lists(st.sampled_from([*few, *PLAIN]), max_size=24)
    ),
).map("".join)


class Whole(Extension):
    """Blocks as finished HTML in the page while MkDocs converts it, and no text spared: the long way round."""

    def __init__(self, blocks: Sequence[str]) -> None:
        super().__init__()
        self.marks = {mark(number): block for number, block in enumerate(blocks)}

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the library's name
        outer = self

        class Blocks(Preprocessor):
            def run(self, lines: list[str]) -> list[str]:
                return [
                    new
                    for line in lines
                    for new in (
                        ["", md.htmlStash.store(outer.marks[line] + "\n"), ""] if line in outer.marks else [line]
                    )
                ]

        md.preprocessors.register(Blocks(md), "blocks", 22)
        md.treeprocessors.register(_Shapes(md), "shapes", 3)


Seen = tuple[str | None, str | None, object]  # content, title, the anchors that it leads to


def theirs(markdown: str, blocks: Sequence[str], file: File, config: MkDocsConfig, files: Files) -> Seen:
    config.markdown_extensions.append(Whole(blocks))  # type: ignore[arg-type]  # a name, MkDocs says
    try:
        page = Page(None, file, config)
        page.markdown = markdown.lstrip("\n")
        page.render(config, files)
        return page.content, page._title_from_render, page.links_to_anchors
    finally:
        config.markdown_extensions.pop()


def ours(
    converter: Converter, markdown: str, blocks: Sequence[str], file: File, config: MkDocsConfig, files: Files
) -> Seen:
    made = converter.convert(markdown)
    links = _RelativePathTreeprocessor(file, files, config)
    return converter.finish(made, blocks, links.path_to_url), made.title, links.links_to_anchors


def config_of(root: Path) -> MkDocsConfig:
    """The settings as MkDocs has them once our hooks have added theirs."""
    config = load_config(str(root / "mkdocs.yml"))
    for extension, options in as_made.OPTIONS.items():
        config.mdx_configs.setdefault(extension, {}).update(options)
    return config


def files_of(config: MkDocsConfig, *paths: str) -> Files:
    return Files([File(path, config.docs_dir, config.site_dir, use_directory_urls=True) for path in paths])


@pytest.mark.parametrize(("content", "day"), [(ROOT, DAY), (GOLDEN, GOLDEN_DAY)], ids=["ours", "the made-up province"])
def test_every_page_is_what_mkdocs_makes_of_it(tmp_path: Path, content: Path, day: str) -> None:
    root = content if content == ROOT else building.assemble(tmp_path / "project", content)
    config, today = config_of(root), date.fromisoformat(day)
    context, converter = Context.of(pages.read_site(root, today)[0], today), as_read.converter(root)
    found = read_pages(root)
    files = files_of(config, *(page.source for page in found))
    assert len(found) > 3
    for page, file in zip(found, files, strict=True):
        body = pages.expand(page.body, context.at(page.url), file.src_uri, lambda *_: None)
        of = (body.markdown, body.blocks, file, config, files)
        assert ours(converter, *of) == theirs(*of), page.path


BLOCKS = ["<p>Một</p>", "<span>Hai</span>", '<div class="x">\n*a*\n</div>', "<svg><a href='b'/></svg>", "<hr>"]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Converter, File, MkDocsConfig, Files]:
    """What converts the page `a.md` of a site that has `b.md` and a picture too."""
    root = building.assemble(tmp_path_factory.mktemp("alone") / "project", GOLDEN)
    config = config_of(root)
    files = files_of(config, "a.md", "b.md", "a.png")
    return as_read.converter(root), next(iter(files)), config, files


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(TEXTS)
@example('[Một](<a"b>), ![](<a"b.png>).')
@example("Hỏi <a@b.vn>, [Hai](b.md#x), [Một](a\\_b.md), ![](a.png).")
def test_any_text_is_what_mkdocs_makes_of_it(alone: tuple[Converter, File, MkDocsConfig, Files], markdown: str) -> None:
    converter, *of = alone
    assert ours(converter, markdown, BLOCKS, *of) == theirs(markdown, BLOCKS, *of)


def test_what_begins_a_block_is_what_markdown_says() -> None:
    assert set(BLOCK_LEVEL_ELEMENTS) == BLOCK_LEVEL


def test_what_the_check_made_is_given_to_the_build_once(alone: tuple[Converter, File, MkDocsConfig, Files]) -> None:
    converter = alone[0]
    made = converter.convert_first("\n# Một\n")
    assert converter.convert("# Một\n") is made
    assert converter.convert("# Một\n") is not made


def test_a_check_that_no_build_follows_keeps_nothing_for_it() -> None:
    converter = as_read.converter(ROOT)
    converter.build_follows = False
    made = converter.convert_first("# Hai\n")
    assert converter.convert("# Hai\n") == made
    assert converter.convert("# Hai\n") is not made
