"""on_post_build: every href, src and id of the finished pages, 404 included; raw HTML is checked by nobody else."""

import logging
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from delivery import links
from facts.project.build import Build
from facts.project.memory import MADE

log = logging.getLogger("mkdocs.hooks.links")


def on_post_build(config: MkDocsConfig) -> None:
    """Log each dead link and repeated id as a warning, which a strict build does not survive."""
    if Build.of(config.extra).is_serving:
        return  # MkDocs tells dead links of Markdown by itself; the rest is for a build that is published
    base = urlsplit(config.site_url or "").path or "/"
    build, site = Build.of(config.extra), config.site_dir
    known = (MADE.before("links", ()) or links.Known()) if build.same else None
    for finding in links.walk(Path(site), base, known=known, held=build.held, found=build.lying, named=build.named):
        log.warning("%s", finding)
    MADE.keep("links", (), {}, known)
