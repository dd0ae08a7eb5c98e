"""on_files: the pages that records have of their own, and the files that other programs read; on_pre_page: those that editors wrote,
as they were judged; on_env: sheets to print.
"""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from facts.project import added
from facts.project.build import Build
from facts.project.pages import written


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add generated pages and exports. A page is edited at its own file, a record's at the record's: paths from the root."""
    build = Build.of(config.extra)
    files = Files([*(file for file in files if not file.is_documentation_page()), *_written(config)])
    for page in added.pages(build):
        file = File.generated(config, page.path, content=page.text, inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = page.edited_at or None
        files.append(file)
    for path, content in added.exports(build).items():  # bytes, so that line ends stay what their formats want
        files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def _written(config: MkDocsConfig) -> Iterator[File]:
    """The pages of both layers, each at the address that it has without its layer, in the order that MkDocs walks in."""
    root, judged = Path(config.config_file_path).parent, Build.of(config.extra).pages
    there = (one for one in written(root) if one[0] in judged)  # one that came later is another build's
    for source, path, edited_at in sorted(there, key=lambda one: _as_walked(one[0])):
        folder = path.parents[source.count("/")]
        file = File(
            source, str(folder), config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.NOT_IN_NAV
        )
        file.edit_uri = edited_at
        yield file


def _as_walked(source: str) -> list[tuple[bool, str]]:
    *folders, name = source.split("/")
    return [*((True, folder) for folder in folders), (False, "" if name == "index.md" else name)]


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """What `Page.read_source` does, of what was judged: an editor may have saved again. MkDocs would make 73 of `0111`."""
    if page.file.abs_src_path is None or page.file.generated_by:
        return

    def read_source(config: MkDocsConfig) -> None:
        judged = Build.of(config.extra).pages.pop(page.file.src_uri)  # once: the texts of all pages would stay
        page.markdown, page.meta = judged.body.lstrip("\n"), judged.typed_meta

    page.read_source = read_source  # type: ignore[method-assign]  # which MkDocs calls next


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Templates draw `sheet(page)`."""

    def sheet(page: Page) -> Markup:
        return added.sheet(Build.of(config.extra), page.url, page.meta["sheet"])

    env.globals["sheet"] = sheet
    return env
