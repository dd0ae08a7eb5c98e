"""on_files: the pages that records have of their own, and the files that other programs read; on_env: sheets to print."""

from dataclasses import replace
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from facts.exports import files as exports
from facts.project.build import Build
from facts.project.kept import KEPT
from facts.project.pages import typed_source
from facts.rendering import catalog, generated


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add generated pages and exports. A page is edited at its own file, a record's at the record's: paths from the root."""
    build = Build.of(config.extra)
    context = build.context
    for written in files.documentation_pages():
        written.edit_uri = f"{Path(config.docs_dir).name}/{written.src_uri}"
    sheets = generated.papers(context.site.facts, context.site.settings.province)
    for page in (*generated.pages(context.site.facts), *sheets):
        file = File.generated(config, page.path, content=page.text, inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = page.edited_at
        files.append(file)
    made = KEPT.get("exports", lambda: exports.files(context.site))
    for path, text in made.items():  # bytes, so that line ends stay what their formats want
        files.append(File.generated(config, path, content=text.encode(), inclusion=InclusionLevel.NOT_IN_NAV))
    sizes = {path: len(text.encode()) for path, text in made.items()}
    said = tuple((export.path, export.says) for export in exports.there(context.site) if export.says)
    build.context = replace(context, sizes=sizes, said_files=said)
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """A page of docs/ with its front matter in quotes, so that YAML is read once: MkDocs would make 73 of `0111`."""
    if page.file.abs_src_path is None or page.file.generated_by:
        return None
    return typed_source(page.file.content_string, page.file.src_uri, page.url)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Templates draw `sheet(page)`."""

    def sheet(page: Page) -> Markup:
        context, name = Build.of(config.extra).context.at(page.url), page.meta["sheet"]
        return KEPT.get(("sheet", page.url, name), lambda: catalog.sheet(context, name))

    env.globals["sheet"] = sheet
    return env
