"""Checks of all pages and records, looked at one by one, so that a page or a record that is saved is judged alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from facts.problems import Problem
from facts.project import held
from facts.project.held import State
from facts.project.memory import Memory
from facts.project.opened import Read
from facts.reading.markdown import MarkdownPage
from facts.site.store import Facts, Key

Check = Callable[[Facts, Iterable[MarkdownPage]], Iterable[Problem]]


@dataclass(frozen=True)
class Apart:
    """What is kept of such checks."""

    kept: Memory
    read: Read
    pages: Sequence[MarkdownPage]

    def problems(self, name: str, check: Check, kinds: Collection[str] = (), of: Any = ()) -> list[Problem]:
        """All that `check` tells of each page and of each record.

        It is asked with the tables, the records of `kinds` and those that it is to judge, so that it can look at no others; what
        it tells of one is made of nothing in another. `of` is all else that it looks at.
        """
        facts = self.read.facts
        if not self.kept.is_on:
            return list(check(facts, self.pages))
        whole = [key for key in facts.documents if key[0] in kinds]
        seen = (of, self.read.frame, self.read.state_of_tables, self.state_of(kinds), self._wrong)
        lean = _only(facts, kinds, whole)
        pages = {page.path: page for page in self.pages}

        def of_pages(paths: Collection[str]) -> Iterator[tuple[str, Problem]]:
            turn = _InTurn([pages[path] for path in paths])
            for problem in check(lean, turn):
                if turn.at:
                    yield turn.at, problem

        def of_records(keys: Collection[Key]) -> Iterator[tuple[Key, Problem]]:
            at = {facts.documents[key].path: key for key in keys}
            for problem in check(_with(lean, facts, keys), []):
                if problem.place.path in at:
                    yield at[problem.place.path], problem

        return [
            *self.kept.of_each((name, "pages"), seen, {page.path: page.state for page in self.pages}, of_pages),
            *self.kept.of_each((name, "records"), seen, self._records, of_records),
        ]

    def state_of(self, kinds: Collection[str]) -> State:
        """What stands for the records of some kinds."""
        return held.stand_for({f"{kind}/{id}": state for (kind, id), state in self._records.items() if kind in kinds})

    @cached_property
    def _records(self) -> Mapping[Key, State]:
        return self.read.states_of({key: document.path for key, document in self.read.facts.documents.items()})

    @property
    def _wrong(self) -> Any:
        wrong = self.read.facts.wrong
        return sorted(wrong.keys), sorted(wrong.texts), sorted(wrong.tables), wrong.has_table


class _InTurn(Iterable[MarkdownPage]):
    """Pages, of which the one is known that is looked at: what is wrong in it may stand in a sentence that it shows."""

    def __init__(self, pages: Sequence[MarkdownPage]) -> None:
        self.at = ""
        self._pages = pages

    def __iter__(self) -> Iterator[MarkdownPage]:
        for page in self._pages:
            self.at = page.path
            yield page
        self.at = ""


def _only(facts: Facts, kinds: Collection[str], keys: Collection[Key]) -> Facts:
    """Facts with the records of `kinds` alone, communes as their table."""
    return replace(
        facts,
        table=facts.table if "communes" in kinds else None,
        records={kind: facts.records.get(kind, {}) for kind in kinds},
        documents={key: facts.documents[key] for key in keys},
        tables=replace(facts.tables, documents={}),
        positions={key: facts.positions[key] for key in keys if key in facts.positions},
        cited_by={},
        named_on={},
        shapes=None,
    )


def _with(lean: Facts, facts: Facts, keys: Collection[Key]) -> Facts:
    """The same with these records besides."""
    records = {kind: dict(found) for kind, found in lean.records.items()}
    for kind, id in keys:
        records.setdefault(kind, {})[id] = facts.records[kind][id]
    return replace(
        lean,
        records=records,
        documents={**lean.documents, **{key: facts.documents[key] for key in keys}},
        positions={**lean.positions, **{key: facts.positions[key] for key in keys if key in facts.positions}},
    )
