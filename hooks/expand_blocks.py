"""on_page_markdown: blocks and links to records become what MkDocs reads, so that MkDocs checks those links too.

A rendered block is HTML and needs no Markdown: a mark stands for it until `facts.shaping` puts it back. That halves the
time of Markdown on pages that records make.
"""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from facts.project import pages
from facts.project.build import Build


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Have MkDocs convert pages in our shape."""
    config.markdown_extensions.append(Build.of(config.extra).shaping)  # type: ignore[arg-type]  # a name, MkDocs says
    return config


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Expand one page. Hand-written pages were checked in on_config; a mistake here is in a generated one: a bug."""

    def tell(offset: int, code: str, message: str) -> None:
        raise PluginError(f"{page.file.src_uri}: {message} [{code}]")

    build, source = Build.of(config.extra), page.file.src_uri
    body = pages.expand(markdown, build.context.at(page.url), source, tell)
    build.shaping.blocks = body.blocks  # MkDocs converts this page before it hands us the next
    build.seen[page.url] = body.seen
    return body.markdown
