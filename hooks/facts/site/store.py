"""What was read of data/: every record by kind and id, the editors' tables, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, TypeVar, overload

from facts.numbers.phones import LONGEST, dialed
from facts.problems import Place
from facts.reading import layers, load, outlines
from facts.records.kinds import KINDS
from facts.records.models import (
    Agency,
    Change,
    Commune,
    CommuneTable,
    Gap,
    Hotline,
    MovedTable,
    PinTable,
    ProvinceTable,
    Record,
    Source,
    SupportPlace,
    SynonymTable,
    WordTable,
)
from facts.records.parts import Loc

Key = tuple[str, str]
# What says nothing of a province that anybody could check: where it was read, who speaks, what is missing, what changed here.
_NO_CLAIMS = (Source, Agency, Gap, Change)
AnyRecord = TypeVar("AnyRecord", bound=Record | Commune)


def name_of(kind: str | type[Record] | type[Commune]) -> str:
    """The word for a kind in `kind/id`, of the kind itself or of its model."""
    return kind if isinstance(kind, str) else kind.kind


@dataclass
class Wrong:
    """Records with mistakes: no reader sees them, and whatever names one is not told that it names nothing."""

    keys: set[Key] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)  # every text in them
    has_table: bool = True  # False when the table of communes itself is wrong
    tables: set[str] = field(default_factory=set)  # the editors' other tables, of which something is wrong

    def has(self, kind: str, id: str) -> bool:
        """True when such a record is there, though wrong, or may be."""
        return (kind, id) in self.keys or (kind == "communes" and not self.has_table)

    def has_number(self, number: str) -> bool:
        """True when the number stands in a record that is wrong."""
        return number in self._numbers

    @cached_property
    def _numbers(self) -> set[str]:
        """Worked out once, when all is read: a page of numbers asks thousands of times."""
        return {dialed(text) for text in self.texts if len(text) <= 2 * LONGEST}


@dataclass(frozen=True)
class Tables:
    """The editors' tables beside the records; each is empty while its file is absent or wrong."""

    moved: MovedTable = field(default_factory=partial(MovedTable.model_validate, {}))
    words: WordTable = field(default_factory=partial(WordTable.model_validate, {}))
    synonyms: SynonymTable = field(default_factory=partial(SynonymTable.model_validate, {}))
    pins: PinTable = field(default_factory=partial(PinTable.model_validate, {}))
    province: ProvinceTable | None = None
    documents: Mapping[str, load.Document] = field(default_factory=dict)  # as read, by the file's name

    def place_in(self, name: str, loc: Loc) -> Place:
        """Where something within a table stands in its file."""
        document = self.documents[name]
        return load.place_of(document.root, loc) if document.root else Place(document.path)


@dataclass(frozen=True)
class Facts:
    """All records by kind and id, with where each stands in data/ and what cites what."""

    records: Mapping[str, Mapping[str, Record | Commune]]
    table: CommuneTable | None
    positions: Mapping[Key, Place]
    cited_by: Mapping[Key, tuple[Key, ...]]
    tables: Tables = field(default_factory=Tables)
    documents: Mapping[Key, load.Document] = field(default_factory=dict)
    named_on: Mapping[Key, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # pages: (address, title)
    shapes: outlines.Outlines | None = None
    wrong: Wrong = field(default_factory=Wrong)

    @property
    def province_type(self) -> str:
        """Whether this is a “tỉnh” or a “thành phố”."""
        return self.tables.province.type if self.tables.province else "tỉnh"

    @property
    def unchecked(self) -> str:
        """What of this province nobody has checked yet, as sentences of today; '' when nothing is left, or no province is named."""
        province, table = self.tables.province, self.table
        if province is None or table is None:
            return ""
        own = [
            record
            for (kind, id), place in self.positions.items()
            if not layers.in_nation(place.path)
            and isinstance(record := self.get(kind, id), Record)
            and record.publish != "withdrawn"
        ]
        if table.verified_on is None and all(isinstance(record, _NO_CLAIMS) for record in own):
            return f"Chưa ai đối chiếu điều gì của riêng {province.spoken}. Số gọi và hướng dẫn ở đây là của cả nước."
        left = [] if table.verified_on else [f"Chưa ai đối chiếu bảng {table.kinds} của {province.spoken}."]
        if not any(isinstance(record, Hotline | SupportPlace) and record.dialed for record in own):
            left.append(f"Chưa có số gọi nào của riêng {province.spoken}: số ở đây là của cả nước.")
        return " ".join(left)

    @overload
    def all(self, kind: type[AnyRecord]) -> list[AnyRecord]: ...
    @overload
    def all(self, kind: str) -> Sequence[Record | Commune]: ...
    def all(self, kind: Any) -> list[Any]:
        """Every record of a kind, told by its model or its name, in the order of its ids."""
        return [record for _, record in sorted(self.records.get(name_of(kind), {}).items())]

    @overload
    def get(self, kind: type[AnyRecord], id: str) -> AnyRecord: ...
    @overload
    def get(self, kind: str, id: str) -> Record | Commune: ...
    def get(self, kind: Any, id: str) -> Any:
        """One record; raises KeyError when there is none."""
        return self.records[name_of(kind)][id]

    @overload
    def find(self, kind: type[AnyRecord], id: str | None) -> AnyRecord | None: ...
    @overload
    def find(self, kind: str, id: str | None) -> Record | Commune | None: ...
    def find(self, kind: Any, id: str | None) -> Any:
        """One record, or None."""
        return self.records.get(name_of(kind), {}).get(id) if id else None

    def has(self, kind: str, id: str) -> bool:
        """True when such a record is known."""
        return id in self.records.get(kind, {})

    def known(self) -> set[Key]:
        """Every record, those told wrong too: whatever names one of these names nothing unknown."""
        return {(kind, id) for kind, ids in self.records.items() for id in ids} | self.wrong.keys

    def edited_at(self, kind: str, id: str) -> str:
        """The file that holds a record, from the project's root; for a commune with its line: `…yml#L272`.

        '' for one of the nation's that came with the engine: nobody edits it in this project.
        """
        place = self.positions[(kind, id)]
        if layers.in_package(place.path):
            return ""
        return place.path if KINDS[kind].has_files else f"{place.path}#L{place.line}"

    def place_in(self, kind: str, id: str, loc: Loc) -> Place:
        """Where something within a record stands in its file."""
        document = self.documents[(kind, id)]
        return load.place_of(document.root, loc) if document.root else Place(document.path)

    @cached_property
    def taken_off(self) -> Mapping[str, Record]:
        """The records that an editor took off, by their files."""
        every = ((document.path, self.get(*key)) for key, document in self.documents.items())
        return {path: one for path, one in every if isinstance(one, Record) and one.publish == "withdrawn"}

    @property
    def hotlines(self) -> list[Hotline]:
        """Every line, in the order of ids."""
        return self.all(Hotline)

    @property
    def answering(self) -> list[Hotline | SupportPlace]:
        """Whatever can be reached by a number: every line, then every place that has one."""
        return [*self.hotlines, *(place for place in self.all(SupportPlace) if place.dialed)]
