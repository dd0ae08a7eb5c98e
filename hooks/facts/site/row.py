"""The row of numbers in reach on every page: which lines stand in it, and which one is the page's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from facts.numbers.phones import dialed
from facts.records.models import Hotline
from facts.site.site import Site


@dataclass(frozen=True)
class InReach:
    """One number of the row; `is_own` where it is what the page is about."""

    hotline: Hotline
    is_own: bool = False

    @property
    def digits(self) -> str:
        """As dialed."""
        return dialed(self.hotline.dialed[0].value)


def row(site: Site, declared: str = "", links: Iterable[str] = ()) -> list[InReach]:
    """The numbers at the thumb: those that stand everywhere, and before them the page's own.

    Its own is the line that its front matter declares (`call:`, an id), else the first short code that one of its
    `links` dials. A line that is taken off is no page's own.
    """
    codes = site.short_codes
    dialed_here = [link.removeprefix("tel:") for link in links if link.startswith("tel:")]
    by_digits = {InReach(line).digits: line for line in codes} if dialed_here else {}  # few pages dial
    shown = (by_digits[digits] for digits in dialed_here if digits in by_digits)
    own = next((line for line in codes if line.id == declared), None) or next(shown, None)
    others = [InReach(line) for line in site.first_numbers if line is not own]
    return [InReach(own, is_own=True), *others] if own else others
