"""What stands behind a record: sources at all, good enough and to be seen, and none that nobody cites."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from facts.judging.judged import Judged
from facts.problems import Problem
from facts.reading import load
from facts.records.models import (
    Point,
    Record,
    Source,
)
from facts.records.parts import Loc, points, references


def check_sources(judged: Judged) -> Iterator[Problem]:
    """Whatever needs sources has them, and one of them is good and can be looked at."""
    sources: dict[str, Source] = judged.records.get("sources", {})
    for record in judged.everything():
        if not record.needs_sources:
            continue
        if not record.sources and record.basis != "editorial" and not _is_only_sought(record):
            place = judged.place(record, ())
            yield Problem(
                place, "no-source", "không có nguồn nào. Thêm sources:, hoặc basis: editorial nếu là lời khuyên."
            )
        said_by: list[tuple[Loc, Record | Point]] = [((), record), *points(record)]
        for loc, one in said_by:
            for said in _check_grades(sources, one.sources, one.basis):
                yield Problem(judged.place(record, (*loc, "sources")), *said)
    if judged.table and judged.table_document and judged.table_document.root:
        for said in _check_grades(sources, judged.table.sources, None, can_be_advice=False):
            yield Problem(load.place_of(judged.table_document.root, ("sources",)), *said)


def _is_only_sought(record: Record) -> bool:
    """A record that says nothing but what was looked for and not found has no source to name."""
    says = {name for name in record.model_fields_set if name not in Record.model_fields}
    return bool(record.not_found) and says <= {"level", "year", "part_of", "publish"}


def _check_grades(
    sources: Mapping[str, Source], ids: Iterable[str], basis: str | None, can_be_advice: bool = True
) -> Iterator[tuple[str, str]]:
    """What is wrong with what is cited: code and sentence."""
    cited = [sources[id] for id in ids if id in sources]
    if not cited or basis == "editorial" or len(cited) < len(tuple(ids)):
        return
    if all(source.grade == "weak" for source in cited):
        or_else = ", hoặc ghi basis: editorial" if can_be_advice else ""
        yield "weak-source", f"chỉ có nguồn yếu. Thêm một nguồn chắc hơn{or_else}."
    elif not any(source.url or (source.grade == "official" and source.note) for source in cited):
        message = "nguồn không có địa chỉ. Thêm nguồn khác, hoặc với nguồn chính thức thì ghi note nói xem ở đâu."
        yield "unseen-source", message


def check_uncited(judged: Judged) -> Iterator[Problem]:
    """Every source is cited by something."""
    sources = judged.records.get("sources", {})
    cited = {id for record in judged.everything() for _, kind, id in references(record) if kind == "sources"}
    if judged.table:
        cited |= {id for _, kind, id in references(judged.table) if kind == "sources"}
    cited |= {id for kind, id in judged.cited if kind == "sources"}
    # A misspelt id is told where it stands; the source that was meant is not told on top of it.
    cited |= {like for id in cited - set(sources) for like in difflib.get_close_matches(id, sources, 1)}
    cited |= judged.wrong.texts
    cited |= judged.cited_by_drafts
    for id, source in sources.items():
        if id not in cited and not source.publish:
            message = "không mục nào dẫn nguồn này. Dẫn nó ở một mục, hoặc xóa tệp."
            yield Problem(judged.place(source, ("id",)), "uncited-source", message)
