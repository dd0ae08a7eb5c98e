"""on_env: what templates ask of other pages and of the facts."""

from collections.abc import Mapping, Sequence

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from facts.project.build import Build


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Templates ask `known` what exists, `crumbs(url)` what stands above, `in_reach(…)` which numbers; and show them all."""
    known = {file.url: file.page for file in files.documentation_pages() if file.page}

    def crumbs(url: str) -> list[tuple[str, str]]:
        """The pages above `url`, outermost first, as (address, title); a level without a page is left out."""
        parts = url.rstrip("/").split("/")
        above = ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
        return [(address, str(known[address].title)) for address in above if address in known]

    build = Build.of(config.extra)
    build.crumbs, context = crumbs, build.context

    def in_reach(meta: Mapping[str, str], links: Sequence[str]) -> Sequence[object]:
        """The numbers that stand at the thumb, the page's own first."""
        return context.in_reach(meta.get("call", ""), links)

    env.globals.update(
        known=known,
        crumbs=crumbs,
        in_reach=in_reach,
        urgent=context.render("numbers", lines=context.site.first_numbers),
    )
    return env
