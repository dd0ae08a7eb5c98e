"""on_page_markdown: blocks and links to records become what MkDocs reads, so that MkDocs checks those links too."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from facts import pages


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Expand one page. Hand-written pages were checked in on_config; a mistake here is in a generated one: a bug."""

    def tell(offset: int, code: str, message: str) -> None:
        raise PluginError(f"{page.file.src_uri}: {message} [{code}]")

    return pages.expand(markdown, config.extra["context"].at(page.url), page.file.src_uri, tell)
