"""on_files: the pages that records have of their own, and the files that other programs read."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from facts import exports, generated


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add generated pages and exports. A page is edited at its own file, a record's at the record's: paths from the root."""
    context = config.extra["context"]
    for written in files.documentation_pages():
        written.edit_uri = f"{Path(config.docs_dir).name}/{written.src_uri}"
    sheets = generated.papers(context.facts, context.settings.province)
    for page in (*generated.pages(context.facts), *sheets):
        file = File.generated(config, page.path, content=page.text, inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = page.edited_at
        files.append(file)
    for path, text in exports.files(context).items():  # bytes, so that line ends stay what their formats want
        files.append(File.generated(config, path, content=text.encode(), inclusion=InclusionLevel.NOT_IN_NAV))
    return files
