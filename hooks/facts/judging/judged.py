"""All that was read of data/ side by side: what the checks of all records together look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from facts.numbers.phones import dialed
from facts.problems import Place
from facts.reading import load
from facts.records.kinds import FOLDERS
from facts.records.models import (
    CommuneTable,
    Record,
)
from facts.records.parts import Loc, phones
from facts.site.store import Key, Wrong


@dataclass
class Judged:
    """Everything that the checks of all records together look at."""

    today: date
    documents: dict[Key, load.Document]
    records: dict[str, dict[str, Any]]
    wrong: Wrong
    drafts: set[Key]  # left out of this build
    cited_by_drafts: set[str]
    table: CommuneTable | None
    table_document: load.Document | None
    cited: set[Key]  # from Markdown pages
    district: re.Pattern[str] | None = None

    def place(self, record: Record, loc: Loc) -> Place:
        document = self.documents[(record.kind, record.id)]
        return load.place_of(document.root, loc) if document.root else Place(document.path)

    def everything(self) -> Iterator[Record]:
        for kind in sorted(FOLDERS):
            yield from (record for _, record in sorted(self.records.get(kind, {}).items()))

    @cached_property
    def phones(self) -> dict[Key, list[tuple[Loc, str]]]:
        """The numbers of each record that has any, each with its place."""
        found = {(record.kind, record.id): list(phones(record)) for record in self.everything()}
        return {key: numbers for key, numbers in found.items() if numbers}

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The digits of every number that the records have or had."""
        return frozenset(dialed(number) for numbers in self.phones.values() for _, number in numbers)

    @property
    def beside(self) -> tuple[object, ...]:
        """Everything but the record itself that a check of one record alone depends on."""
        ids = {kind: " ".join(sorted(found)) for kind, found in self.records.items()}
        wrong = (sorted(self.wrong.keys), sorted(self.wrong.texts), self.wrong.has_table)
        district = self.district.pattern if self.district else ""
        return self.today, ids, wrong, sorted(self.drafts), " ".join(sorted(self.numbers)), district
