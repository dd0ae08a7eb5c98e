"""on_files: the pages that records have of their own, and the files that other programs read."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from facts import exports, generated


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add generated pages (edited at the record's own file) and exports."""
    context = config.extra["context"]
    for page in generated.pages(context.facts):
        file = File.generated(config, page.path, content=page.text, inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = page.edited_at
        files.append(file)
    for path, text in exports.files(context).items():
        files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    return files
