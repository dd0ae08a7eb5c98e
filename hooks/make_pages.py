"""on_files: the pages that records have of their own, and the files that other programs read; on_env: sheets to print."""

from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from facts.project import added
from facts.project.build import Build
from facts.project.pages import typed_source


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add generated pages and exports. A page is edited at its own file, a record's at the record's: paths from the root."""
    build = Build.of(config.extra)
    for written in files.documentation_pages():
        written.edit_uri = f"{Path(config.docs_dir).name}/{written.src_uri}"
    for page in added.pages(build):
        file = File.generated(config, page.path, content=page.text, inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = page.edited_at
        files.append(file)
    for path, content in added.exports(build).items():  # bytes, so that line ends stay what their formats want
        files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """A page of docs/ with its front matter in quotes, so that YAML is read once: MkDocs would make 73 of `0111`."""
    if page.file.abs_src_path is None or page.file.generated_by:
        return None
    return typed_source(page.file.content_string, page.file.src_uri, page.url)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Templates draw `sheet(page)`."""

    def sheet(page: Page) -> Markup:
        return added.sheet(Build.of(config.extra), page.url, page.meta["sheet"])

    env.globals["sheet"] = sheet
    return env
