"""on_page_content: what Markdown gives, made to keep to the policy and to the style; on_env: what templates ask for."""

import re
from collections.abc import Mapping

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from facts import row

ALIGNED = re.compile(r'<(t[dh]) style="text-align: (left|center|right);">')
TABLE = re.compile(r'(<div class="wide"[^>]*>\s*)?<table.*?</table>', re.DOTALL)
TASK = re.compile(r'<input type="checkbox" disabled( checked)?(?: ?/)?>')
DOORS = re.compile(r'<ul>(?=\s*<li><a class="door")')
SECTION = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Cells are aligned by class (`style=` is refused); a table's box takes the focus, so that keys scroll it."""
    html = ALIGNED.sub(r'<\1 class="\2">', html)
    html = TABLE.sub(
        lambda m: m[0] if m[1] else f'<div class="wide" role="group" aria-label="Bảng" tabindex="0">{m[0]}</div>', html
    )
    html = DOORS.sub('<ul class="doors">', html)
    return TASK.sub(
        lambda m: f'<input type="checkbox" disabled{m[1] or ""} aria-label="{"đã" if m[1] else "chưa"} xong">', html
    )


def sections(html: str) -> list[tuple[str, str]]:
    """The second-level headings of a page as (anchor, text), those of blocks too, which MkDocs' own list leaves out."""
    return SECTION.findall(html)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Templates ask `known` what exists, `crumbs(url)` what stands above, `in_reach(…)` which numbers; and show them all."""
    known = {file.url: file.page for file in files.documentation_pages()}

    def crumbs(url: str) -> list[tuple[str, str]]:
        """The pages above `url`, outermost first, as (address, title); a level without a page is left out."""
        parts = url.rstrip("/").split("/")
        above = ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
        return [(address, known[address].title) for address in above if address in known]

    context = config.extra["context"]
    codes = row.short_codes(context.facts, config.extra["build_day"])

    def in_reach(meta: Mapping[str, str], content: str) -> list[row.InReach]:
        """The numbers that stand at the thumb, the page's own first."""
        return row.row(codes, meta.get("call", ""), content)

    env.globals.update(
        known=known,
        crumbs=crumbs,
        sections=sections,
        in_reach=in_reach,
        urgent=context.render("numbers", lines=row.first(codes)),
    )
    return env
