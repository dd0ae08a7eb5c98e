"""on_page_markdown: blocks and links to records become what MkDocs reads, so that MkDocs checks those links too.

A rendered block is HTML and needs no Markdown: a mark stands for it until the page is converted, by what the check made of
the same text where it can be had. MkDocs would make an object of Python-Markdown for each page.
"""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor

from facts.project import pages
from facts.project.build import Build


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Expand one page. Hand-written pages were checked in on_config; a mistake here is in a generated one: a bug."""

    def tell(offset: int, code: str, message: str) -> None:
        raise PluginError(f"{page.file.src_uri}: {message} [{code}]")

    build, source = Build.of(config.extra), page.file.src_uri
    body = pages.expand(markdown, build.context.at(page.url), source, tell)
    build.seen[page.url], blocks = body.seen, body.blocks

    def render(config: MkDocsConfig, files: Files) -> None:
        """What `Page.render` does but for the table of contents, which is ours: MkDocs finds where a link leads, and tells it.

        The text is let go, or those of all pages would stay: what is asked of it then is only whether there was one.
        """
        links = _RelativePathTreeprocessor(page.file, files, config)
        made, page.markdown = build.converter.convert(page.markdown or ""), ""
        page.content = build.converter.finish(made, blocks, links.path_to_url)
        page._title_from_render = made.title
        page.links_to_anchors = links.links_to_anchors  # what each page has is told by index_search

    page.render = render  # type: ignore[method-assign]  # which MkDocs calls next
    return body.markdown
