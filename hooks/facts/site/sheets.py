"""What may stand where nobody can take it back: the lines of a poster, a card or a message, and the days it holds for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from facts.numbers.phones import dialed
from facts.records import when
from facts.records.models import Channel, Hotline
from facts.site.site import Site

MOST_LINES = 5
ALL = "ca-tinh"  # the paper of the whole province, beside those of communes


@dataclass(frozen=True)
class PaperLine:
    """A line and the number to print; a number that several lines share is printed once."""

    hotline: Hotline
    channel: Channel

    @property
    def digits(self) -> str:
        """As dialed."""
        return dialed(self.channel.value)

    @property
    def is_long(self) -> bool:
        """True when the number does not stand beside words in the letters of a short code."""
        return len(self.digits) > 4

    @property
    def words(self) -> str:
        """When to call it."""
        return self.hotline.call_when or self.hotline.name


@dataclass(frozen=True)
class Paper:
    """What one sheet says: its lines, the oldest check among them, and the first day on which one no longer holds."""

    lines: tuple[PaperLine, ...]
    checked_on: date
    holds_until: date
    is_over: bool


def paper(site: Site) -> Paper | None:
    """What a sheet may say; None when no line may stand on one."""
    lines: dict[str, PaperLine] = {}
    for line in sorted(site.live, key=lambda line: (not line.permanent, *when.in_order(line))):
        spoken = next((channel for channel in line.dialed if channel.channel == "call"), None)
        if spoken and site.may_be_kept(line):
            lines.setdefault(dialed(spoken.value), PaperLine(line, spoken))
    kept = tuple(lines.values())[:MOST_LINES]
    if not kept:
        return None
    checked_on = min(line.hotline.verified_on for line in kept)
    holds_until = min(filter(None, (when.promise_ends_on(line.hotline) for line in kept)))
    return Paper(kept, checked_on, holds_until, site.today > holds_until)
