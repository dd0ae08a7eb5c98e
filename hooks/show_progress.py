"""on_page_content, on_post_page: how far a build has come, on a terminal, once it takes more than a few seconds."""

import sys
import time

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from facts.project.build import Build, Progress

SILENT_FOR = 3.0  # seconds


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Begin to count: each page is read once and written once."""
    Build.of(config.extra).progress = Progress(time.monotonic(), 2 * len(files.documentation_pages()))
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Count a page read."""
    _count(config, "đọc")


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Count a page written."""
    _count(config, "viết")


def on_post_build(config: MkDocsConfig) -> None:
    """Clear the line."""
    if _is_shown(config):
        sys.stderr.write("\r\x1b[K")


def _count(config: MkDocsConfig, what: str) -> None:
    progress = Build.of(config.extra).progress
    progress.done += 1
    if _is_shown(config):
        sys.stderr.write(f"\r  đang {what} trang: {100 * progress.done // max(1, progress.all)} %\x1b[K")
        sys.stderr.flush()


def _is_shown(config: MkDocsConfig) -> bool:
    return time.monotonic() - Build.of(config.extra).progress.since > SILENT_FOR and sys.stderr.isatty()
