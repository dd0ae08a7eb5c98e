"""What records name: each leads somewhere, none round in a circle, and no two are one anchor."""

from __future__ import annotations

from collections.abc import Iterator

from facts.judging.judged import Judged
from facts.problems import Place, Problem
from facts.reading import load
from facts.records.addresses import address
from facts.records.kinds import FOLDERS, KINDS
from facts.records.models import Record
from facts.records.nearness import near
from facts.records.parts import references
from facts.site.store import Key


def references_of(judged: Judged, record: Record) -> Iterator[Problem]:
    """Every id and every `kind/id` leads to a record, or to one that is told wrong itself."""
    for loc, kind, id in references(record):
        yield from _check_reference(judged, judged.place(record, loc), kind, id)


def check_table(judged: Judged) -> Iterator[Problem]:
    """The same of the table of communes."""
    if judged.table and judged.table_document and judged.table_document.root:
        for loc, kind, id in references(judged.table):
            yield from _check_reference(judged, load.place_of(judged.table_document.root, loc), kind, id)


def _check_reference(judged: Judged, place: Place, kind: str, id: str) -> Iterator[Problem]:
    if kind not in KINDS:
        yield Problem(place, "unknown-reference", f"“{kind}” không phải một loại. Viết loại/mã, ví dụ hotlines/tre-em.")
        return
    known = judged.records.get(kind, {})
    if id in known or judged.wrong.has(kind, id):
        return
    if (kind, id) in judged.drafts:
        message = f"“{id}” còn là nháp (publish: draft), chưa dẫn tới được. Bỏ dòng này, hoặc đăng mục kia."
        yield Problem(place, "unknown-reference", message)
        return
    of = KINDS[kind]
    meant = near(id, known, kind)
    place_of_it = f"Tệp của nó sẽ là {of.file(id)}." if of.has_files else f"Xem mã ở {of.file(id)}."
    hint = f" Ý bạn là “{meant}”?" if meant else f" {place_of_it}"
    code = "unknown-reference" if of.has_files else "commune-code"
    yield Problem(place, code, f"không có {of.label} “{id}”.{hint}")


def check_circles(judged: Judged) -> Iterator[Problem]:
    """No record leads round to itself."""
    for kind, name in ((kind, name) for kind, of in KINDS.items() for name in of.chains):
        records = judged.records.get(kind, {})
        for id, record in sorted(records.items()):
            seen, here = {id}, getattr(record, name)
            while here in records and here not in seen:
                seen.add(here)
                here = getattr(records[here], name)
            if here == id:
                chain = "vòng tròn: đi theo trường này rồi lại trở về mục này."
                yield Problem(judged.place(record, (name,)), "circle", f"{name}: {chain}")


def check_anchors(judged: Judged) -> Iterator[Problem]:
    """Kinds that share one page may not share an id: it is the anchor there."""
    owners: dict[str, str] = {}
    for kind in FOLDERS:
        for id, record in sorted(judged.records.get(kind, {}).items()):
            first = owners.setdefault(address(kind, id), kind)
            if first != kind:
                message = f"mã “{id}” đã có ở data/{first}/. Chọn mã khác."
                yield Problem(judged.place(record, ("id",)), "id-taken", message)


def citations(judged: Judged) -> dict[Key, tuple[Key, ...]]:
    """Who names each record; the table of communes is one record."""
    cited: dict[Key, dict[Key, None]] = {}
    for record in judged.everything():
        for _, kind, id in references(record):
            cited.setdefault((kind, id), {})[(record.kind, record.id)] = None
    if judged.table:
        for _, kind, id in references(judged.table):
            cited.setdefault((kind, id), {})[("communes", "")] = None
    return {key: tuple(owners) for key, owners in cited.items()}
