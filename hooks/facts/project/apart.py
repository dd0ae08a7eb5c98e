"""Checks of all pages and records, looked at page by page, so that a page that is saved is judged alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from facts.problems import Problem
from facts.project.memory import Memory
from facts.reading.markdown import MarkdownPage
from facts.site.store import Facts, Tables

Check = Callable[[Facts, Iterable[MarkdownPage]], Iterable[Problem]]


@dataclass(frozen=True)
class Apart:
    """What is kept of such checks. `state`: stands for all of data/; another one with any other byte."""

    kept: Memory
    facts: Facts
    pages: Sequence[MarkdownPage]
    state: Any

    def problems(self, name: str, check: Check, kinds: Collection[str] = (), of: Any = ()) -> list[Problem]:
        """All that `check` tells of the facts, and of each page.

        Of pages it is asked with the tables and the records of `kinds` alone, so that it can look at no others; what it tells
        of one page is made of nothing in another. `of` is all else that it looks at.
        """
        if not self.kept.is_on:
            return list(check(self.facts, self.pages))
        found = list(self.kept.get((name,), (self.state, of), lambda: tuple(check(self.facts, []))))
        lean, seen = _only(self.facts, kinds)
        known = {page.path: self.kept.before((name, page.path), (page.all, seen, of)) for page in self.pages}
        asked = [page for page in self.pages if known[page.path] is None]
        told: dict[str, list[Problem]] = {page.path: [] for page in asked}
        for problem in check(lean, asked) if asked else ():  # at once: to begin costs some of them more than a page
            if problem.place.path in told:
                told[problem.place.path].append(problem)
        for page in asked:
            known[page.path] = tuple(told[page.path])
            self.kept.keep((name, page.path), (page.all, seen, of), {}, known[page.path])
        return found + [problem for page in self.pages for problem in known[page.path]]


def _only(facts: Facts, kinds: Collection[str]) -> tuple[Facts, Any]:
    """Facts with the records of `kinds` alone, communes as their table; and all that they hold."""
    records = {kind: facts.records.get(kind, {}) for kind in kinds}
    documents = {key: one for key, one in facts.documents.items() if key[0] in kinds}
    positions = {key: one for key, one in facts.positions.items() if key[0] in kinds}
    tables = replace(facts.tables, documents={})
    table = facts.table if "communes" in kinds else None
    lean = replace(
        facts,
        table=table,
        records=records,
        documents=documents,
        tables=tables,
        positions=positions,
        cited_by={},
        named_on={},
        shapes=None,
    )
    wrong = (sorted(facts.wrong.keys), sorted(facts.wrong.texts), sorted(facts.wrong.tables), facts.wrong.has_table)
    read = [getattr(tables, field.name) for field in fields(Tables)]
    return lean, (records, documents, positions, table, read, wrong)
