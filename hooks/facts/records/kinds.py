"""What the site does with each kind of record beside showing its fields: one value a kind, which all tables of kinds read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from facts.records.models import (
    TABLE_MODELS,
    Agency,
    Campaign,
    Change,
    Commune,
    Contradiction,
    Document,
    Gap,
    Hotline,
    Plan,
    Program,
    Record,
    Ref,
    Result,
    Source,
    SupportPlace,
    Table,
    annotations_of,
)


@dataclass(frozen=True)
class Kind:
    """One kind. What has no answer that is safe to assume is None until it is said, and `lacking.check` asks for it."""

    model: type[Record] | type[Commune]
    address: str  # site-relative, "{id}" its id; without a page of its own a record is an anchor on one that many share
    in_index: bool | None = None  # readers look for it by its name: it stands from A to Z, and no two have one name
    in_calendar: bool | None = None  # it has days to keep: `agenda` knows it
    in_feed: bool | None = None  # it is news: `feed` knows it
    page: str = ""  # the block that is all of a record's own page, where `generated` makes no more of it
    rows: str = ""  # in a spreadsheet: the list whose entries have a row each
    weight: float = 1.0  # in the search: numbers and guidance above what was planned, that above where it was read
    called: str = ""  # what a reader calls one, where its own name does not say so
    is_read_in_fear: bool = False  # its sentences are held as short as those of pages

    @property
    def name(self) -> str:
        """The word for it in `kind/id`, in addresses of exports, and its folder."""
        return self.model.kind

    @property
    def label(self) -> str:
        """What editors and readers call one of it."""
        return self.model.label

    @property
    def has_files(self) -> bool:
        """True when each record is a file; False when they are the lines of one table."""
        return issubclass(self.model, Record)

    @property
    def has_pages(self) -> bool:
        """True when each record has a page of its own."""
        return "#" not in self.address

    @property
    def hub(self) -> str:
        """The address that all its records stand below or upon."""
        return self.address.partition("#")[0].removesuffix("{id}/")

    def file(self, id: str) -> str:
        """The file that holds a record, from the project's root."""
        return f"data/{self.name}/{id}.yml" if self.has_files else f"data/{self.name}.yml"

    @property
    def files(self) -> str:
        """All files of the kind, as a pattern."""
        return self.file("*")

    @cached_property
    def chains(self) -> tuple[str, ...]:
        """The fields that lead from one record to one other of the kind, and so could lead round in a circle."""
        fields = self.model.model_fields
        return tuple(
            name for name in fields if self._names(name, self.name) and "tuple" not in str(fields[name].annotation)
        )

    @cached_property
    def is_beside_communes(self) -> bool:
        """True when its records say in which of today's communes they are."""
        return self.name != Commune.kind and any(self._names(name, Commune.kind) for name in self.model.model_fields)

    def _names(self, field: str, kind: str) -> bool:
        return any(isinstance(mark, Ref) and mark.kind == kind for mark in annotations_of(self.model, field))


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(Agency, "gioi-thieu/co-quan/#{id}", in_index=True, in_calendar=False, in_feed=False, weight=0.6),
        Kind(Source, "nguon/#{id}", in_index=False, in_calendar=False, in_feed=False, weight=0.25),
        Kind(Document, "van-ban/#{id}", in_index=True, in_calendar=False, in_feed=False, weight=0.8),
        Kind(
            Hotline, "goi-ngay/{id}/", in_index=True, in_calendar=False, in_feed=False,
            rows="channels", weight=1.5, is_read_in_fear=True,
        ),
        Kind(
            SupportPlace, "noi-ho-tro/#{id}", in_index=True, in_calendar=False, in_feed=False,
            rows="channels", weight=1.2, is_read_in_fear=True,
        ),
        Kind(
            Campaign, "chien-dich/{id}/", in_index=True, in_calendar=True, in_feed=True,
            page="campaign_page", called="chiến dịch",
        ),
        Kind(
            Program, "mo-hinh/{id}/", in_index=True, in_calendar=False, in_feed=False,
            page="program_page", called="mô hình",
        ),
        Kind(Plan, "ke-hoach/{id}/", in_index=True, in_calendar=True, in_feed=False, rows="targets"),
        Kind(
            Result, "so-lieu/#{id}", in_index=False, in_calendar=False, in_feed=False,
            weight=0.6, called="số liệu",
        ),
        Kind(
            Contradiction, "so-lieu/#{id}", in_index=False, in_calendar=False, in_feed=False,
            rows="versions", weight=0.6,
        ),
        Kind(
            Gap, "gioi-thieu/dang-tim/#{id}", in_index=False, in_calendar=False, in_feed=False,
            weight=0.4, called="chưa tìm thấy",
        ),
        Kind(Change, "cap-nhat/#{id}", in_index=False, in_calendar=False, in_feed=True),
        Kind(Commune, "xa-phuong/{id}/", in_index=True, in_calendar=False, in_feed=False, page="commune_page", rows="former"),
    )
}  # fmt: skip

# What each folder of data/ holds, and what each file of it is: a record or a table.
FOLDERS: dict[str, type[Record]] = {name: kind.model for name, kind in KINDS.items() if issubclass(kind.model, Record)}
MODELS: dict[str, type[Record] | type[Table]] = {**FOLDERS, **TABLE_MODELS}
