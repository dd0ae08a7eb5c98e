"""What each number is on a day: answered, replaced by another, or taken off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from facts.numbers import spotting
from facts.numbers.phones import dialed
from facts.records import when
from facts.records.models import Hotline
from facts.records.parts import phones, texts
from facts.site.store import Facts, Wrong


@dataclass(frozen=True)
class Numbers:
    """Numbers by their digits: of `live` ones links may be made, `former` are shown as text, `gone` are shown nowhere.

    `called` says what live ones are called at the bar: (“công an”, 113).
    """

    live: frozenset[str]
    former: frozenset[str]
    gone: frozenset[str]
    wrong: Wrong
    called: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, facts: Facts, today: date, others: Iterable[str] = ()) -> Numbers:
        """Sort the numbers of every line and place: what any answers is live; what only withdrawn ones have or say is gone.

        `others` are numbers of the site's own settings; one that a withdrawn line has is gone all the same.
        """
        live, former, gone, gone_former = (set[str]() for _ in range(4))
        called = set[tuple[str, str]]()
        for one in facts.answering:
            is_off = when.is_withdrawn(one, today)
            for loc, number in phones(one):
                now, before = (gone, gone_former) if is_off else (live, former)
                (before if loc[0] == "formerly" else now).add(dialed(number))
                if isinstance(one, Hotline) and one.short and not is_off and loc[0] != "formerly":
                    called.add((one.short.casefold(), dialed(number)))
        said = (text for record in facts.taken_off.values() for _, text in texts(record))
        gone |= {found.digits for text in said for found in spotting.find(text)} - former  # no word of it holds it up
        gone = (gone | (gone_former - former)) - live
        live |= {dialed(number) for number in others if number} - gone
        return cls(frozenset(live), frozenset(former - live - gone), frozenset(gone), facts.wrong, frozenset(called))

    def is_known(self, digits: str) -> bool:
        """True when some line has or had the number, one that was told wrong too."""
        return digits in self.live or digits in self.former or digits in self.gone or self.wrong.has_number(digits)
