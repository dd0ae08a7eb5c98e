"""What may be printed: the lines of a poster or card, the days it holds for, and its QR codes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

import segno
from markupsafe import Markup

from facts import when
from facts.phones import dialed
from facts.records import Channel, Hotline
from facts.store import Facts

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

    @cached_property
    def qr(self) -> Markup:
        """A code that a phone's camera dials."""
        return qr(f"tel:{self.digits}")


@dataclass(frozen=True)
class Paper:
    """What one sheet says: its lines, the oldest check among them, and the first day on which one no longer holds."""

    lines: tuple[PaperLine, ...]
    checked_on: date
    holds_until: date
    is_over: bool


def paper(facts: Facts, today: date) -> Paper | None:
    """The sheet as of `today`; None when no line may be printed."""
    lines: dict[str, PaperLine] = {}
    for line in sorted(facts.hotlines, key=lambda line: (not line.permanent, *when.in_order(line))):
        spoken = next((channel for channel in line.dialed if channel.channel == "call"), None)
        if spoken and when.may_be_kept(line, today):
            lines.setdefault(dialed(spoken.value), PaperLine(line, spoken))
    kept = tuple(lines.values())[:MOST_LINES]
    if not kept:
        return None
    checked_on = min(line.hotline.verified_on for line in kept)
    holds_until = min(filter(None, (when.promise_ends_on(line.hotline) for line in kept)))
    return Paper(kept, checked_on, holds_until, today > holds_until)


@cache
def qr(text: str) -> Markup:
    """A QR code as SVG in black on its own white, with the quiet zone of four modules that ISO 18004 asks for."""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=4, dark="#000", light="#fff",
              svgclass="qr", lineclass=None, nl=False)  # fmt: skip
    drawn = out.getvalue().decode()  # by us: no text of the code is in it; paper.css colors it
    return Markup(drawn.replace('fill="#fff"', 'class="light"').replace('stroke="#000"', 'class="dark"'))


def address_in_words(url: str) -> str:
    """An address as people write it: without its scheme and its last slash."""
    return url.partition("://")[2].rstrip("/")
