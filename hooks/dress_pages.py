"""on_page_content: tables that keep to the policy and scroll on their own; on_env: what stands above a page, and help."""

import re

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from facts import when

ALIGNED = re.compile(r'<(t[dh]) style="text-align: (left|center|right);">')
TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
TASK = re.compile(r'(<input type="checkbox" disabled)( checked)?(?: ?/)?>')


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Cells are aligned by class (`style=` is refused); a table's box takes the focus, so that keys scroll it."""
    html = ALIGNED.sub(r'<\1 class="\2">', html)
    html = TABLE.sub(r'<div class="scroll" role="group" aria-label="Bảng" tabindex="0">\g<0></div>', html)
    return TASK.sub(lambda m: f'{m[1]}{m[2] or ""} aria-label="{"đã xong" if m[2] else "chưa xong"}">', html)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Templates ask `known` what exists, `crumbs(url)` what stands above a page, and show `urgent` and `nearest`."""
    known = {file.url: file.page for file in files.documentation_pages()}

    def crumbs(url: str) -> list[tuple[str, str]]:
        """The pages above `url`, outermost first, as (address, title); a level without a page is left out."""
        parts = url.rstrip("/").split("/")
        above = ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
        return [(address, known[address].title) for address in above if address in known]

    lines = [
        line for line in when.live(config.extra["context"].facts.hotlines, config.extra["build_day"]) if line.dialed
    ]
    sure = [line for line in lines if when.is_confirmed(line)]
    env.globals.update(
        known=known,
        crumbs=crumbs,
        urgent=config.extra["context"].render("numbers", lines=[line for line in sure if line.permanent][:3]),
        nearest=next((line.dialed[0].value for line in sure if line.purpose == "help"), None),
    )
    return env
