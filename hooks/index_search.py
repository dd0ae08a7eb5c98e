"""on_env: the index of the search, of pages that are whole by then; files of a folder named after what they hold."""

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from facts.project.build import Build
from facts.search import index

# Of the process: under `mkdocs serve` the index of the first build stands until it is started again. An editor looks at
# pages; the index takes as long as a third of all the rest at each save.
_first: dict[str, str | bytes] = {}


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Add them before MkDocs copies files. A page with `search: false` or a template of its own is not found."""
    if not (Build.of(config.extra).is_serving and _first):
        _first.clear()
        _first.update(_index(config, files))
    for path, content in _first.items():
        files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    return env


def _index(config: MkDocsConfig, files: Files) -> dict[str, str | bytes]:
    written = [
        index.Written(
            file.url.removeprefix("./"),
            page.content or "",
            str(page.meta.get("title", "")),
            str(page.meta.get("description", "")),
            str(page.meta.get("topics", "")),
            str(page.meta.get("record", "")),
        )
        for file in files.documentation_pages()
        if (page := file.page) and str(page.meta.get("search")).lower() != "false" and "template" not in page.meta
    ]
    return index.files(Build.of(config.extra).context.site, written)
