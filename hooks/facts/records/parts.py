"""What a record holds, however deep: the parts of its model, the records it names, its texts and numbers, with their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from facts.records.marks import Dialed, Key, LookFirst, Past, Ref, annotations_of
from facts.records.models import DIALED_KINDS, Channel, Partial, Point

Loc = tuple[int | str, ...]  # the way to something within a record: names of fields, numbers of items
# Texts that say what a document or a publisher says: how they are worded is not ours to judge.
OTHERS_WORDS = frozenset[Loc]({("title",), ("theme",), ("publisher",)})


@cache
def part_of(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """The Part inside a field, also within a tuple, optional or union."""
    waiting: list[Any] = [model.model_fields[name].annotation]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
        waiting.extend(a for a in getattr(kind, "__args__", ()) if not isinstance(a, str))
    return None


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    key: str
    refs: tuple[str, ...]
    key_starts: str | None  # how a `kind/id` in it begins; None: it holds none
    is_dialed: bool
    nested: bool


@cache
def _fields(model: type[BaseModel]) -> tuple[_Field, ...]:
    """Which fields of a model hold references, phones or parts; worked out once a model."""
    found = []
    for name, info in model.model_fields.items():
        marks = annotations_of(model, name)
        refs = tuple(dict.fromkeys(m.kind for m in marks if isinstance(m, Ref)))
        key_starts = next((m.start for m in marks if isinstance(m, Key)), None)
        nested = part_of(model, name) is not None
        is_dialed = any(isinstance(m, Dialed) for m in marks)
        found.append(_Field(name, info.alias or name, refs, key_starts, is_dialed, nested))
    return tuple(found)


@cache
def past_days(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a record that hold a day which has been."""
    return tuple(name for name in model.model_fields if any(isinstance(m, Past) for m in annotations_of(model, name)))


@cache
def looked_first(model: type[BaseModel]) -> frozenset[tuple[str, str]]:
    """What must not change unless somebody looked: (first key, last key) of where it stands in a record."""
    found = {(key, key) for key in _marked(model)}
    for name, info in model.model_fields.items():
        if part := part_of(model, name):
            found |= {(info.alias or name, key) for key in _marked(part)}
    return frozenset(found)


def _marked(model: type[BaseModel]) -> set[str]:
    names = (name for name in model.model_fields if any(isinstance(m, LookFirst) for m in annotations_of(model, name)))
    return {model.model_fields[name].alias or name for name in names}


def is_key(model: type[BaseModel], name: str) -> bool:
    """True when a field holds ids or codes, which lead somewhere and are not read as words."""
    return name in ("id", "code", "about") or any(field.name == name and field.refs for field in _fields(model))


_WEB = ("url", "website")  # fields that hold an address on the web


def _values(part: BaseModel, loc: Loc, is_wanted: Callable[[_Field], bool]) -> Iterator[tuple[_Field, Loc, Any]]:
    """Yield (field, path, value) for whatever stands in the fields of `part` that are wanted; of a list each item."""
    for item in _wanted(type(part), is_wanted):
        if not (value := getattr(part, item.name)):
            continue  # as most are
        here = (*loc, item.key)
        if isinstance(value, tuple):
            yield from ((item, (*here, index), one) for index, one in enumerate(value))
        else:
            yield item, here, value


@cache
def _wanted(model: type[BaseModel], is_wanted: Callable[[_Field], bool]) -> tuple[_Field, ...]:
    return tuple(filter(is_wanted, _fields(model)))


def _may_name(item: _Field) -> bool:
    return bool(item.refs) or item.nested or item.key_starts is not None


def references(part: BaseModel, loc: Loc = ()) -> Iterator[tuple[Loc, str, str]]:
    """Yield (path, kind, id) for every record that `part` names, however deep."""
    for item, here, one in _values(part, loc, _may_name):
        if isinstance(one, BaseModel):
            yield from references(one, here)
        elif item.key_starts is not None:
            if _is_key(item, one):
                kind, _, id = one.partition("/")
                yield here, kind, id
        elif item.refs and isinstance(one, str):
            yield here, item.refs[0], one


def _may_be_read(item: _Field) -> bool:
    return not (item.refs or item.is_dialed or item.name in ("id", "code", *_WEB))


def texts(part: BaseModel, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield (path, text) for every text a reader sees in `part`; ids, days and addresses left out."""
    for item, here, one in _values(part, loc, _may_be_read):
        if isinstance(one, BaseModel):
            yield from texts(one, here)
        elif isinstance(one, str) and not isinstance(one, Partial) and not _is_key(item, one):
            yield here, one


def _is_key(item: _Field, text: str) -> bool:
    return item.key_starts is not None and text.startswith(item.key_starts)


def _may_lead_elsewhere(item: _Field) -> bool:
    return item.nested or item.name in _WEB


def addresses(part: BaseModel, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield (path, address) for every page elsewhere that `part` leads to, however deep."""
    for item, here, one in _values(part, loc, _may_lead_elsewhere):
        if isinstance(one, BaseModel):
            yield from addresses(one, here)
        elif item.name in _WEB and isinstance(one, str):
            yield here, one


def _may_be_dialed(item: _Field) -> bool:
    return item.is_dialed or item.nested or item.name == "value"


def phones(part: BaseModel, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield (path, number as written) for every number that `part` has or had, however deep."""
    is_channel = isinstance(part, Channel) and part.channel in DIALED_KINDS
    for item, here, one in _values(part, loc, _may_be_dialed):
        if isinstance(one, BaseModel):
            yield from phones(one, here)
        elif isinstance(one, str) and (item.is_dialed or (is_channel and item.name == "value")):
            yield here, one


def _is_nested(item: _Field) -> bool:
    return item.nested


def points(part: BaseModel, loc: Loc = ()) -> Iterator[tuple[Loc, Point]]:
    """Yield (path, point) for every point of `part`: a sentence with sources of its own."""
    for _, here, one in _values(part, loc, _is_nested):
        if isinstance(one, Point):
            yield here, one
        elif isinstance(one, BaseModel):
            yield from points(one, here)
