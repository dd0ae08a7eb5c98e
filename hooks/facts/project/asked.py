"""Notes what is asked of the facts while something is made, with the answers: while they are the same, it need not be made again.

Nothing here guesses what a page depends on. The facts that a page is made of are handed to it through what stands here, and
whatever it asks is noted: a record, whether one is there, every record of a kind, who cites whom.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Hashable, ItemsView, Iterator, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date
from functools import cache
from itertools import chain
from types import NoneType
from typing import Any, TypeVar

from facts.rendering.blocks import Context
from facts.site.site import Site
from facts.site.store import Facts, Tables

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")
Question = tuple[Hashable, str, Hashable]  # of what, how it was asked, and the key
Answers = dict[Question, Any]

AT, HAS, ALL = "at", "has", "all"


class _ABSENT:
    """No answer; a class, because a pickle leads to the same one in every process."""


# Types of which two equal values are the same, each with the mark that it has in a digest.
_PLAIN = {str: b"s", bytes: b"b", int: b"i", bool: b"t", date: b"d", NoneType: b"n"}
_OF_THIS_PROCESS = " at 0x"  # in the repr of an object that tells nothing but its place in memory


class Digest(bytes):
    """A digest of a value, as an earlier process knew it: equal for the same value, and for no other."""


class Watch:
    """Holds the answers of today, and notes each question that is asked for whatever is being made."""

    def __init__(self) -> None:
        self._of: dict[Hashable, Any] = {}
        self._made: list[Answers] = []  # what is being made, the innermost last
        self._same: dict[tuple[int, int], bool] = {}
        self._digests: dict[int, Digest] = {}
        self._said: dict[Question, Digest] = {}  # the answer of today to a question
        self._held: list[Any] = []  # whose ids stand in `_same` and `_digests`

    def begin(self) -> None:
        """Forget the earlier answers; what was asked then is compared with the answers that are given from now on."""
        self._of, self._made, self._same, self._digests, self._said, self._held = {}, [], {}, {}, {}, []

    def answer(self, name: Hashable, value: Any) -> None:
        """Set the answers to all questions about `name`: a mapping, or one value."""
        self._of[name] = value
        self._said.clear()

    def known_as(self, value: Any, state: bytes) -> None:
        """Take `state` for the digest of a value that takes long to write out; another value must have another."""
        self._held.append(value)
        self._digests[id(value)] = _digest(type(value), state)

    def ask(self, question: Question) -> Any:
        """Answer a question, and note it."""
        found = self._now(question)
        for answers in self._made:
            answers[question] = found
        return found

    def open(self) -> Answers:
        """Begin to make something: from now on its questions are noted, until `close`."""
        self._made.append({})
        return self._made[-1]

    def close(self) -> None:
        """End what was begun last."""
        self._made.pop()

    @contextmanager
    def noting(self) -> Iterator[Answers]:
        """Note the questions that a block of code asks."""
        try:
            yield self.open()
        finally:
            self.close()

    def repeat(self, answers: Answers) -> None:
        """Count all these among the questions of whatever is being made."""
        for open_answers in self._made:
            open_answers.update(answers)

    def holds(self, answers: Answers) -> bool:
        """True when every question has the answer that it had."""
        for question, answer in answers.items():
            if type(answer) is Digest:  # many ask the same
                if (digest := self._said.get(question)) is None:
                    digest = self._said[question] = self.digest(self._now(question))
                if digest != answer:
                    return False
                continue
            now = self._now(question)
            if now is not answer:
                if not self.are_same(now, answer):
                    return False
                answers[question] = now  # or the facts of an earlier build would stay for it
        return True

    def are_same(self, one: Any, other: Any) -> bool:
        """True when two values are written alike in every part: 5 equals 5.0 and is not the same."""
        if one is other:
            return True
        if type(one) is Digest or type(other) is Digest:
            return self.digest(one) == self.digest(other)
        if type(one) in _PLAIN:
            return type(one) is type(other) and bool(one == other)
        key = (id(one), id(other))
        if key not in self._same:
            self._held += (one, other)
            self._same[key] = self._are_same(one, other)
        return self._same[key]

    def digest(self, value: Any) -> Digest:
        """The digest of a value, which every process finds alike; a random one for an object whose repr tells nothing of it."""
        if type(value) is Digest:
            return value
        if type(value) in _PLAIN:
            return _digest(type(value), self._part(value))
        if (found := self._digests.get(id(value))) is None:
            self._held.append(value)
            found = self._digests[id(value)] = self._digest(value)
        return found

    def _digest(self, value: Any) -> Digest:
        if isinstance(value, dict):
            return _digest(dict, *map(self._part, chain.from_iterable(value.items())))
        if type(value) in (list, tuple):
            return _digest(type(value), *map(self._part, value))
        said = repr(value)
        return (
            Digest(os.urandom(32))
            if _OF_THIS_PROCESS in said
            else _digest(type(value), said.encode("utf-8", "surrogatepass"))
        )

    def _part(self, value: Any) -> bytes:
        """What a value within another adds to its digest: a plain one all of itself, for most are short."""
        if (mark := _PLAIN.get(type(value))) is None:
            return b"#" + self.digest(value)
        return mark + (value if mark == b"b" else str(value).encode("utf-8", "surrogatepass"))

    def _are_same(self, one: Any, other: Any) -> bool:
        if isinstance(one, dict) and isinstance(other, dict):
            return list(one) == list(other) and all(self.are_same(one[key], other[key]) for key in one)
        if type(one) in (list, tuple) and type(one) is type(other):
            return len(one) == len(other) and all(map(self.are_same, one, other))
        return type(one) is type(other) and repr(one) == repr(other)

    def _now(self, question: Question) -> Any:
        name, how, key = question
        of = self._of.get(name, _ABSENT)
        if how == ALL or of is _ABSENT:
            return of
        return key in of if how == HAS else of.get(key, _ABSENT)


def _digest(kind: type, *parts: bytes) -> Digest:
    said = [_named(kind, len(parts))]
    for part in parts:
        said += (b"%d:" % len(part), part)
    return Digest(hashlib.sha256(b"".join(said)).digest())


@cache
def _named(kind: type, parts: int) -> bytes:
    return f"{kind.__module__}.{kind.__qualname__} {parts}".encode()


class Asked(Mapping[_Key, _Value]):
    """A mapping that notes each question."""

    def __init__(self, watch: Watch, name: Hashable, of: Mapping[_Key, _Value]) -> None:
        watch.answer(name, of)
        self._watch, self._name = watch, name

    def __getitem__(self, key: _Key) -> _Value:
        found = self._watch.ask((self._name, AT, key))
        if found is _ABSENT:
            raise KeyError(key)
        return found  # type: ignore[no-any-return]  # what the mapping holds

    def __contains__(self, key: object) -> bool:
        return bool(self._watch.ask((self._name, HAS, key)))

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._watch.ask((self._name, ALL, None)))

    def __len__(self) -> int:
        return len(self._watch.ask((self._name, ALL, None)))

    def items(self) -> ItemsView[_Key, _Value]:
        """All of it in one question."""
        return self._watch.ask((self._name, ALL, None)).items()  # type: ignore[no-any-return]

    def values(self) -> ValuesView[_Value]:
        """The same."""
        return self._watch.ask((self._name, ALL, None)).values()  # type: ignore[no-any-return]


_WORKED_OUT = ("live", "short_codes", "kinds")


class _Part:
    """A descriptor: to read the field is a question, which is noted."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, owner: Any, kind: type | None = None) -> Any:
        return owner.__dict__["_watch"].ask((self._name, ALL, None))

    def __set__(self, owner: Any, value: Any) -> None:
        raise AttributeError(self._name)


class _Tables(Tables):
    """The editors' tables; to read one is a question."""


class _Facts(Facts):
    """Facts that note each question."""

    table, shapes, taken_off = (_Part(name) for name in ("table", "shapes", "taken_off"))


class _Site(Site):
    """A site that notes each question. What it works out once is one answer."""

    live, short_codes, kinds = (_Part(name) for name in _WORKED_OUT)


for _field in fields(Tables):
    setattr(_Tables, _field.name, _Part(f"tables.{_field.name}"))


def _like(kind: type[Any], one: Any, watch: Watch, **changed: Any) -> Any:
    made = object.__new__(kind)
    made.__dict__.update({**one.__dict__, **changed, "_watch": watch})
    return made


def through(watch: Watch, context: Context) -> Context:
    """The same context with a site that notes each question. Its numbers, the day and the settings are not noted."""
    site, facts = context.site, context.site.facts
    for name, value in (
        *((name, getattr(facts, name)) for name in ("table", "shapes", "taken_off")),
        *((name, getattr(site, name)) for name in _WORKED_OUT),
        *((f"tables.{field.name}", getattr(facts.tables, field.name)) for field in fields(Tables)),
    ):
        watch.answer(name, value)
    asked = _like(
        _Facts,
        facts,
        watch,
        records={kind: Asked(watch, ("records", kind), found) for kind, found in facts.records.items()},
        tables=_like(_Tables, facts.tables, watch),
        **{
            name: Asked(watch, name, getattr(facts, name))
            for name in ("positions", "cited_by", "named_on", "documents")
        },
    )
    freshness = Asked(watch, "freshness", site.freshness_by_key)
    beside = Asked(watch, "by_place", site.by_place)
    changed = {"facts": asked, "freshness_by_key": freshness, "by_place": beside}
    return replace(context, site=_like(_Site, site, watch, **changed))
