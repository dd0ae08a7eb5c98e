"""The pages that records have without anyone writing Markdown: their text, made of fixed words and blocks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from facts.addresses import source_path
from facts.check import Facts
from facts.records import Hotline


@dataclass(frozen=True)
class GeneratedPage:
    """One page: its Markdown path below docs/, its text, and the file that an editor changes to change it."""

    path: str
    text: str
    edited_at: str


def _front(**meta: str) -> str:
    """Front matter with every value quoted, so that no value can end it or add to it."""
    lines = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in meta.items())
    return f"---\n{lines}---\n"


def _hotline(line: Hotline) -> str:
    front = _front(
        title="Số điện thoại hỗ trợ",
        description=f"{line.answers}",
        quiet="true",
        light="true",
        record=f"hotlines/{line.id}",
        crumb=line.name,
    )
    return f'{front}\n{{{{ hotline_page("{line.id}") }}}}\n'


MAKERS: dict[str, Callable[..., str]] = {"hotlines": _hotline}


def pages(facts: Facts) -> Iterator[GeneratedPage]:
    """Every page that records have of their own."""
    for kind, make in MAKERS.items():
        for record in facts.all(kind):
            place = facts.places[(kind, record.id)]
            edited = place.path if kind != "communes" else f"{place.path}#L{place.line}"
            yield GeneratedPage(source_path(kind, record.id), make(record), edited)
