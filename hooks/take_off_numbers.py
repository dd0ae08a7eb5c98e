"""What an editor wrote without the numbers that are taken off: front matter on_page_markdown, the rest on_page_content.

After the hooks that make content and before any that reads it. What data/ says has lost them already (facts.site.off).
"""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from facts.project.build import Build

# Of the front matter: words that readers are given
READ = (
    "title", "description", "topics", "asked", "crumb", "reviewed",
)  # fmt: skip


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Clean the words of the front matter, before anyone asks for a title."""
    context = Build.of(config.extra).context
    page.meta.update({name: context.take_off(str(page.meta[name])) for name in READ if name in page.meta})


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Clean the content, and the title that MkDocs took from its heading."""
    context = Build.of(config.extra).context
    without = context.take_off_html(html)
    if context.gone:
        page.title = context.take_off(page.title) if page.title else page.title
        named = context.anchors_taken_off(html) if without != html else set()  # which links of Markdown still have
        page.present_anchor_ids = (page.present_anchor_ids or set()) | named
    return without
