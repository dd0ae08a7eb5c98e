"""A page that knows what it is made of: its parts in turn, and the records, sources and days that went into them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from facts.rendering.marks import mark
from facts.site.store import Key


@dataclass(frozen=True)
class SaidOnce:
    """The days that a page says once, by what was done on them; `but_some`: it has others too."""

    days: dict[str, date] = field(default_factory=dict)
    but_some: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Seen:
    """What went into a page: the records that it names or shows, sources among them, and the days they were checked on."""

    records: frozenset[Key] = frozenset()
    checked_on: frozenset[date] = frozenset()
    said_once: SaidOnce = field(default_factory=SaidOnce)

    @property
    def oldest(self) -> date | None:
        """The oldest day of checking that the page shows."""
        return min(self.checked_on, default=None)

    @property
    def newest(self) -> date | None:
        """The newest one; what a reader may take for the day of the page."""
        return max(self.checked_on, default=None)


@dataclass
class Trace:
    """Notes what is asked for while a page is made."""

    records: set[Key] = field(default_factory=set)
    checked_on: set[date] = field(default_factory=set)

    def seen(self) -> Seen:
        """What was asked for so far."""
        return Seen(frozenset(self.records), frozenset(self.checked_on))


@dataclass(frozen=True)
class BlockHtml:
    """One block of a page, as finished HTML."""

    html: str


@dataclass(frozen=True)
class Body:
    """A page's own content before Markdown: words of Markdown and finished blocks in turn."""

    parts: tuple[str | BlockHtml, ...]
    seen: Seen

    def __str__(self) -> str:
        """All of it as text: each block on a line of its own."""
        return "".join(part if isinstance(part, str) else f"\n{part.html}\n" for part in self.parts)

    @property
    def blocks(self) -> tuple[str, ...]:
        """The HTML of its blocks, in order; one that shows nothing has no place."""
        return tuple(part.html for part in self.parts if isinstance(part, BlockHtml) and part.html)

    @property
    def markdown(self) -> str:
        """The words of Markdown, with a mark on a line of its own where each of `blocks` belongs."""
        numbers = iter(range(len(self.parts)))
        return "".join(
            part if isinstance(part, str) else f"\n{mark(next(numbers))}\n" if part.html else "\n\n"
            for part in self.parts
        )
