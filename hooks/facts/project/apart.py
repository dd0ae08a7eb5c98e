"""Runs a check page by page and record by record, so that after a save only what changed is judged again."""

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
    """Runs such checks; what an earlier run told of an unchanged page or record is taken from `kept`."""

    kept: Memory
    read: Read
    pages: Sequence[MarkdownPage]

    def problems(self, name: str, check: Check, kinds: Collection[str] = (), of: Any = ()) -> list[Problem]:
        """Every problem that `check` finds in pages and in records.

        It is given the tables, all records of `kinds`, and otherwise only the pages or records that it is to judge, so that it can
        depend on no others. `of` is whatever else it depends on.
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
        """One digest of all records of some kinds."""
        return held.stand_for({f"{kind}/{id}": state for (kind, id), state in self._records.items() if kind in kinds})

    @cached_property
    def _records(self) -> Mapping[Key, State]:
        return self.read.states_of({key: document.path for key, document in self.read.facts.documents.items()})

    @property
    def _wrong(self) -> Any:
        wrong = self.read.facts.wrong
        return sorted(wrong.keys), sorted(wrong.texts), sorted(wrong.tables), wrong.has_table


class _InTurn(Iterable[MarkdownPage]):
    """Iterates over pages and knows which one is being judged: what is wrong in it may stand in another file, whose sentence it shows."""

    def __init__(self, pages: Sequence[MarkdownPage]) -> None:
        self.at = ""
        self._pages = pages

    def __iter__(self) -> Iterator[MarkdownPage]:
        for page in self._pages:
            self.at = page.path
            yield page
        self.at = ""


def _only(facts: Facts, kinds: Collection[str], keys: Collection[Key]) -> Facts:
    """Facts reduced to the records of `kinds`; with communes comes their table."""
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
    """The same facts with these records added."""
    records = {kind: dict(found) for kind, found in lean.records.items()}
    for kind, id in keys:
        records.setdefault(kind, {})[id] = facts.records[kind][id]
    return replace(
        lean,
        records=records,
        documents={**lean.documents, **{key: facts.documents[key] for key in keys}},
        positions={**lean.positions, **{key: facts.positions[key] for key in keys if key in facts.positions}},
    )
