"""on_post_build: the last gate. Every number of the finished files is one that a record of data/ has, or nothing is published.

After the hooks that write pages and before the worker that names them by their hash: a number that is taken off, and that
stands there nevertheless, is taken out of the file.
"""

import logging
from functools import cache
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from facts.judging import gate, together
from facts.project.build import Build
from facts.project.memory import MADE
from facts.project.pages import known

log = logging.getLogger("mkdocs.hooks.numbers")


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Remember which file an editor changes to change each page."""
    pages = files.documentation_pages()
    Build.of(config.extra).edited_at = {file.dest_uri: file.edit_uri for file in pages if file.edit_uri}
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Log each number that may not be dialed or shown as a warning, which a strict build does not survive."""
    build = Build.of(config.extra)
    if build.is_serving:
        return  # what an editor wrote is told by the check before each build; this is for a site that is published
    context, site = build.context, Path(config.site_dir)
    root = Path(config.config_file_path).parent
    facts = cache(lambda: together.read(root, context.site.today)[0])  # a site is made of them, and keeps no place
    of = (known(context.numbers), context.site.settings.site_url)
    well = (MADE.before("well", of) or ()) if build.same else None
    reader = gate.Gate(context.numbers, of[1], well, build.held.of) if build.same else gate.Gate(context.numbers, of[1])
    for finding in reader.read(build.look(site)):
        if not finding.stops:
            gate.take_out(site / finding.path, context.gone)
            build.know(site, finding.path)
        at = gate.origin(finding, build.edited_at.get(finding.path, ""), root, facts())
        level = logging.WARNING if finding.stops else logging.INFO
        log.log(level, "%s: %s (trong %s của trang)", at, finding.message, finding.path)
    MADE.keep("well", of, {}, frozenset(reader.found_well))
