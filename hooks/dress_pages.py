"""on_env: what templates ask of other pages and of the facts; the lines that a page of contents is given."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from facts.project.build import Build
from facts.project.memory import MADE
from facts.project.topics import Topic, topics


class Known(NamedTuple):
    """What a page tells of another."""

    title: str
    short: str  # its name where it is one of several above a page


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Templates ask `known` what exists, `crumbs(url)` what stands above, `in_reach(…)` which numbers; and show them all."""
    pages = {file.url: file.page for file in files.documentation_pages() if file.page}
    known = MADE.watched(
        "known",
        {url: Known(str(page.title), str(page.meta.get("crumb") or page.title)) for url, page in pages.items()},
    )

    def crumbs(url: str) -> list[tuple[str, str]]:
        """The pages above `url`, outermost first, as (address, short title); a level without a page is left out."""
        parts = url.rstrip("/").split("/")
        above = ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
        return [(at, known[at].short) for at in above if at in known]

    build = Build.of(config.extra)
    found = topics({url: page.meta for url, page in pages.items()}, build.contents)
    for topic in found.values():  # what MkDocs then finds there when it judges links
        page = pages[topic.url]
        page.present_anchor_ids = (page.present_anchor_ids or set()) | topic.anchors

    def topic_of(url: str, meta: Mapping[str, str]) -> Topic | None:
        """The topic that the page at `url` is the contents of, or a part of."""
        return found.get(meta.get("part_of", url))

    build.crumbs, context = crumbs, build.context

    def in_reach(meta: Mapping[str, str], links: Sequence[str]) -> Sequence[object]:
        """The numbers that stand at the thumb, the page's own first."""
        return context.in_reach(meta.get("call", ""), links)

    env.globals.update(
        known=known,
        crumbs=crumbs,
        in_reach=in_reach,
        topic_of=topic_of,
        urgent=context.render("numbers", lines=context.site.first_numbers),
    )
    return env
