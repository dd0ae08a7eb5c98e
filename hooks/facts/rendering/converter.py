"""Markdown made into HTML once, for the check that judges a page and for the page that its reader gets.

Making it takes as long as all else that is done to a page. Blocks and the addresses of links are put in when they are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from facts.rendering.marks import block_mark, link_mark

if TYPE_CHECKING:
    from markdown import Markdown

    from facts.rendering.shaping import Shaping

_BLOCK = re.compile(rf"<p>{block_mark('([0-9]+)')}\n</p>|{block_mark('([0-9]+)')}\n?")
_LINK = re.compile(link_mark("([0-9]+)"))
_FIRST_TAG = re.compile(r"</?([^ >]+)")
_BARE_SIGN = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
# What Markdown takes for a block: a check that converts no page need not load it to know.
BLOCK_LEVEL = frozenset({
    "address", "article", "aside", "blockquote", "body", "canvas", "center", "colgroup", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "group", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "iframe", "legend", "li", "main", "map", "math", "menu", "nav", "noscript", "object",
    "ol", "option", "output", "p", "pre", "progress", "script", "section", "style", "summary", "table", "tbody", "td",
    "textarea", "tfoot", "th", "thead", "tr", "ul", "video",
})  # fmt: skip
MOST_AT_HAND = 16  # texts that many pages share: those of records are one block each


@dataclass(frozen=True)
class Converted:
    """What Markdown made of a text: HTML with a mark for each block and each address, and where those lead as written."""

    html: str
    leads: tuple[str, ...] = ()
    title: str | None = None  # the words of the heading that it begins with
    defined: Mapping[str, str] = field(default_factory=dict)  # link definitions: label → address


class Converter:
    """Converts by what `make` gives with our shaping in it; what it made for the check it gives to the build.

    `make` gives one for texts that may be rare, and one that need not load what only they ask for.
    """

    def __init__(self, make: Callable[[Shaping, bool], Markdown], may_be_rare: Callable[[str], bool]) -> None:
        self._make = make
        self._may_be_rare = may_be_rare
        self._made: dict[bool, Markdown] = {}  # a check that has all its pages kept needs none
        self.build_follows = True  # or nobody asks for what was made first
        self._waiting: dict[str, Converted] = {}
        # Gives what was made of a text before, or has it made: whoever sets it knows when the settings of Markdown are others.
        self.remember: Callable[[str, Callable[[], Converted]], Converted] = lambda text, make: make()
        self._at_hand = lru_cache(maxsize=MOST_AT_HAND)(self._remembered)

    @cached_property
    def _shaping(self) -> Shaping:
        from facts.rendering.shaping import Shaping

        return Shaping()

    def convert(self, markdown: str) -> Converted:
        """Convert a text, or give what was made of it before. Raises RecursionError as Markdown does."""
        text = markdown.lstrip("\n")  # as MkDocs hands it on
        return self._waiting.pop(text, None) or self._at_hand(text)

    def convert_first(self, markdown: str) -> Converted:
        """Convert a text, and keep what was made until it is asked for again, if a build follows."""
        text = markdown.lstrip("\n")
        made = self._remembered(text)
        if self.build_follows:
            self._waiting[text] = made
        return made

    def _remembered(self, text: str) -> Converted:
        return self.remember(text, lambda: self._convert(text))

    def _convert(self, markdown: str) -> Converted:
        if (rare := self._may_be_rare(markdown)) not in self._made:
            self._made[rare] = self._make(self._shaping, rare)
        converter = self._made[rare]
        html = converter.reset().convert(markdown)
        defined = {label: url for label, (url, _) in converter.references.items()}
        return Converted(html, tuple(self._shaping.leads), self._shaping.title, defined)

    def finish(self, made: Converted, blocks: Sequence[str], lead: Callable[[str], str]) -> str:
        """The HTML with its blocks, and with what `lead` makes of each address as written, asked in the order of the page."""
        addresses = [lead(url) for url in made.leads]

        def block(match: re.Match[str]) -> str:
            html = blocks[int(match[1] or match[2])]
            first = _FIRST_TAG.match(html)
            is_block = first is not None and first[1].lower().rstrip("/") in BLOCK_LEVEL
            return f"{html}\n" if match[2] or is_block else f"<p>{html}\n</p>"

        html = _LINK.sub(lambda match: _quoted(addresses[int(match[1])]), made.html) if addresses else made.html
        return _BLOCK.sub(block, html).strip() if blocks else html


def _quoted(address: str) -> str:
    """An address as Markdown writes it between quotes: entities that stand in it are left."""
    return _BARE_SIGN.sub("&amp;", address).replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
