"""on_page_content, after all that makes it: read once what a page holds; on_env: the index of the search, of pages that are whole by then; files of a folder named after what they hold."""

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from facts.project.build import Build
from facts.project.memory import MEMORY
from facts.search import index

# Of the process: under `mkdocs serve` the index of the first build stands until it is started again. An editor looks at
# pages; the index takes as long as a third of all the rest at each save.
_first: dict[str, str | bytes] = {}


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Read it for templates and the search, and tell MkDocs which anchors there are, those of blocks too."""
    build = Build.of(config.extra)
    read = MEMORY.get(
        ("read", page.url, html), lambda: index.read(build.context.site, page.url.removeprefix("./"), html)
    )
    build.read[page.url] = read
    page.present_anchor_ids = (page.present_anchor_ids or set()) | set(read.content.anchors)
    return html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Add them before MkDocs copies files. A page with `search: false` or a template that hides it is not found."""
    if not (Build.of(config.extra).is_serving and _first):
        _first.clear()
        _first.update(_index(config, files))
    for path, content in _first.items():
        files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    return env


def _index(config: MkDocsConfig, files: Files) -> dict[str, str | bytes]:
    build = Build.of(config.extra)
    written = [
        index.Written(
            file.url.removeprefix("./"),
            page.content or "",
            str(page.meta.get("title", "")),
            str(page.meta.get("description", "")),
            str(page.meta.get("topics", "")),
            str(page.meta.get("record", "")),
            str(page.meta.get("asked", "")),
            read=build.read.get(page.url),
        )
        for file in files.documentation_pages()
        if (page := file.page)
        and str(page.meta.get("search")).lower() != "false"
        and page.meta.get("template") in (None, "keep.html")
    ]
    return index.files(build.context.site, written)
