"""The row of numbers in reach on every page: which lines stand in it, and which one is the page's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from facts import when
from facts.phones import dialed
from facts.records import Hotline
from facts.store import Facts

MOST = 3  # more do not fit beside the way out with letters of double size
_SHOWN = re.compile(r'href="tel:([0-9]+)"')


@dataclass(frozen=True)
class InReach:
    """One number of the row; `is_own` where it is what the page is about."""

    hotline: Hotline
    is_own: bool = False

    @property
    def digits(self) -> str:
        """As dialed."""
        return dialed(self.hotline.dialed[0].value)


def short_codes(facts: Facts, today: date) -> list[Hotline]:
    """The national short codes that may be shown on `today`, in the editors' order, each number once."""
    lines: dict[str, Hotline] = {}
    for line in when.live(facts.hotlines, today):
        if line.permanent and when.is_confirmed(line):
            lines.setdefault(dialed(line.dialed[0].value), line)
    return list(lines.values())


def first(codes: Sequence[Hotline]) -> list[Hotline]:
    """Those that stand everywhere: the first `MOST` to which editors gave a place (`order:`)."""
    return [line for line in codes if line.order is not None][:MOST]


def row(codes: Sequence[Hotline], declared: str = "", content: str = "") -> list[InReach]:
    """The numbers at the thumb: those that stand everywhere, and before them the page's own.

    Its own is the line that its front matter declares (`call:`, an id), else the first short code that its content
    lets a reader dial. A line that is taken off is not among `codes`, and so is nobody's own.
    """
    by_digits = {InReach(line).digits: line for line in codes}
    shown = (by_digits[digits] for digits in _SHOWN.findall(content) if digits in by_digits)
    own = next((line for line in codes if line.id == declared), None) or next(shown, None)
    others = [InReach(line) for line in first(codes) if line is not own]
    return [InReach(own, is_own=True), *others] if own else others
