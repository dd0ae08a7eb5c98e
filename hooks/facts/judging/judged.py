"""All that was read of data/ side by side: what the checks of all records together look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from facts.problems import Place
from facts.reading import load
from facts.records.kinds import FOLDERS
from facts.records.models import (
    CommuneTable,
    Record,
)
from facts.records.parts import Loc
from facts.site.store import Key, Wrong


@dataclass
class Judged:
    """Everything that they look at."""

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
