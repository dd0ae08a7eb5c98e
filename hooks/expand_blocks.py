"""on_page_markdown: blocks and links to records become what MkDocs reads, so that MkDocs checks those links too.

A rendered block is HTML and needs no Markdown: a short tag stands for it until on_page_content, first of its hooks, puts
it back. That halves the time of Markdown on pages that records make.
"""

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from facts import pages
from facts.kept import KEPT

# No line of an editor's starts so: that is told (markup.py). What an inline block gives is words of a paragraph.
BLOCK = re.compile(r"^<(?!(?:a|span)\b)[a-z].{100,}$", re.MULTILINE)
STANDS_FOR = re.compile(r'<hr data-block="(\d+)" ?/?>')
ID = re.compile(r' id="([^"]*)"')


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Expand one page. Hand-written pages were checked in on_config; a mistake here is in a generated one: a bug."""

    def tell(offset: int, code: str, message: str) -> None:
        raise PluginError(f"{page.file.src_uri}: {message} [{code}]")

    context, source = config.extra["context"], page.file.src_uri
    text = KEPT.get((source, markdown), lambda: pages.expand(markdown, context.at(page.url), source, tell))
    blocks = config.extra.setdefault("blocks", {})[page.file.src_uri] = BLOCK.findall(text)
    number = iter(range(len(blocks)))
    return BLOCK.sub(lambda _: f'<hr data-block="{next(number)}">', text)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the blocks back, and tell MkDocs which anchors they bring."""
    blocks = config.extra["blocks"].pop(page.file.src_uri)
    page.present_anchor_ids = (page.present_anchor_ids or set()) | {id for block in blocks for id in ID.findall(block)}
    return STANDS_FOR.sub(lambda stands: blocks[int(stands[1])], html)
