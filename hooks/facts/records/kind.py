"""What the site does with a kind of record beside showing its fields: one value, which stands in its model as `on_site`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from facts.records.marks import Ref, annotations_of


@dataclass(frozen=True)
class Kind:
    """One kind. What has no answer that is safe to assume is None until it is said, and `lacking.check` asks for it."""

    model: type[BaseModel] = field(init=False)  # the class that it stands in
    name: str = field(init=False)  # the word for it in `kind/id`, in addresses of exports, and its folder
    label: str = field(init=False)  # what editors and readers call one of it
    address: str  # site-relative, "{id}" its id; without a page of its own a record is an anchor on one that many share
    in_index: bool | None = None  # readers look for it by its name: it stands from A to Z, and no two have one name
    in_calendar: bool | None = None  # it has days to keep: `agenda` knows it
    in_feed: bool | None = None  # it is news: `feed` knows it
    in_json_ld: bool | None = None  # search engines are told what it is: `json_ld` knows it
    form: str = "thong-tin-cu"  # on which readers tell of one, of those in .github/ISSUE_TEMPLATE
    rows: str = ""  # in a spreadsheet: the list whose entries have a row each
    weight: float = 1.0  # in the search: numbers and guidance above what was planned, that above where it was read
    called: str = ""  # what a reader calls one, where its own name does not say so
    is_read_in_fear: bool = False  # someone looks first who owns it
    is_said_short: bool = False  # each of its texts but notes is two or three sentences
    has_files: bool = True  # each is a file; False: they are the lines of one table

    def __set_name__(self, model: Any, _: str) -> None:
        for name, value in (("model", model), ("name", model.kind), ("label", model.label)):
            object.__setattr__(self, name, value)

    @property
    def has_pages(self) -> bool:
        """True when each record has a page of its own."""
        return "#" not in self.address

    @property
    def page(self) -> str:
        """The block that is all of a record's own page, where `generated` makes no more of it."""
        return f"{self.model.__name__.lower()}_page"

    @property
    def hub(self) -> str:
        """The address that all its records stand below or upon."""
        return self.address.partition("#")[0].removesuffix("{id}/")

    def file(self, id: str, layer: str = "") -> str:
        """The file that holds a record, from the project's root: in a layer of data/, else the province's own."""
        data = f"data/{layer}" if layer else "data"
        return f"{data}/{self.name}/{id}.yml" if self.has_files else f"{data}/{self.name}.yml"

    @property
    def files(self) -> str:
        """All the province's files of the kind, as a pattern."""
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
        return self.name != "communes" and any(self._names(name, "communes") for name in self.model.model_fields)

    def _names(self, field: str, kind: str) -> bool:
        return any(isinstance(mark, Ref) and mark.kind == kind for mark in annotations_of(self.model, field))
