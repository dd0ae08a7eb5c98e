"""Tables of Markdown: aligned by class, since the policy forbids `style=`, and each in a box that scrolls on its own."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

ALIGNED = re.compile(r'<(t[dh]) style="text-align: (left|center|right);">')
TABLE = re.compile(r"<table.*?</table>", re.S)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Wrap every table; the box takes the focus, so that a keyboard can scroll it (WCAG 2.1.1)."""
    html = ALIGNED.sub(r'<\1 class="\2">', html)
    return TABLE.sub(r'<div class="scroll" role="group" aria-label="Bảng" tabindex="0">\g<0></div>', html)
