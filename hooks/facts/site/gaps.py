"""What was sought and not found: how a record says it, and where it is shown.

A gap has one place: blocks and lists of records only name it, so that one file answers them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from facts.records.addresses import ADDRESSES, address
from facts.records.models import GAP, Gap, Record
from facts.site.site import Site
from facts.site.store import Facts
from facts.site.words import say_day


@dataclass(frozen=True)
class Sought:
    """Something a record was not found to say, until which day; `gap` when it stands in a place of its own."""

    words: str
    until: date
    gap: Gap | None = None

    @property
    def is_answered(self) -> bool:
        """True when it was found since."""
        return self.gap is not None and self.gap.answered_by is not None


def sought(site: Site, record: Record) -> list[Sought]:
    """What a record's `not_found:` says, its references followed; a gap that was taken off is left out."""
    found = []
    for text in record.not_found:
        if not text.startswith(GAP):
            found.append(Sought(text, record.verified_on))
        elif (gap := site.facts.find(Gap, text.removeprefix(GAP))) and not site.is_off(gap):
            found.append(Sought(gap.name, gap.verified_on, gap))
    return found


def shown_at(facts: Facts, id: str) -> list[str]:
    """The addresses, site-relative and sorted, of the records and pages that lean on a gap."""
    records = {address(kind, one) for kind, one in facts.cited_by.get(("gaps", id), ()) if kind in ADDRESSES}
    return sorted(records | {url for url, _ in facts.named_on.get(("gaps", id), ())})


def say_answered(gap: Gap) -> str:
    """That a gap is one no more, since when and where to read it, for an editor."""
    return f"điều này đã tìm thấy ngày {say_day(gap.answered_on)} ({gap.answered_by})."
