"""Documents to Facts, or all the problems: what no single value can know.

Each check is a short generator of problems. A record that is wrong in itself is told and left out; the others are
still judged together, so that one run tells everything.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from facts.judging import districts, sense, withdrawing
from facts.judging.fields import judge
from facts.numbers import spotting
from facts.numbers.phones import dialed
from facts.problems import Level, Place, Problem, in_order
from facts.reading import folder, load, outlines
from facts.records.addresses import address
from facts.records.kinds import FOLDERS, KINDS
from facts.records.models import (
    DIALED_KINDS,
    TABLE_MODELS,
    UNKNOWN_BASIS,
    Commune,
    CommuneTable,
    Hotline,
    Partial,
    Record,
    Result,
    Source,
    SupportPlace,
)
from facts.records.nearness import near
from facts.records.parts import Loc, past_days, phones, points, references, texts
from facts.site.store import Facts, Key, Tables, Wrong

# --- all records together ------------------------------------------------------------------------------------------


@dataclass
class _Judged:
    """Everything the checks below look at."""

    today: date
    documents: dict[Key, load.Document]
    records: dict[str, dict[str, Any]]
    wrong: Wrong
    drafts: set[Key]  # left out of this build
    cited_by_drafts: set[str]
    table: CommuneTable | None
    table_document: load.Document | None
    cited: set[Key]  # from Markdown pages
    district: re.Pattern[str] | None = None

    def place(self, record: Record, loc: Loc) -> Place:
        document = self.documents[(record.kind, record.id)]
        return load.place_of(document.root, loc) if document.root else Place(document.path)

    def everything(self) -> Iterator[Record]:
        for kind in sorted(FOLDERS):
            yield from (record for _, record in sorted(self.records.get(kind, {}).items()))


def _check_references(judged: _Judged) -> Iterator[Problem]:
    for record in judged.everything():
        for loc, kind, id in references(record):
            yield from _check_reference(judged, judged.place(record, loc), kind, id)
    if judged.table and judged.table_document and judged.table_document.root:
        for loc, kind, id in references(judged.table):
            yield from _check_reference(judged, load.place_of(judged.table_document.root, loc), kind, id)


def _check_reference(judged: _Judged, place: Place, kind: str, id: str) -> Iterator[Problem]:
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


def _check_sources(judged: _Judged) -> Iterator[Problem]:
    sources: dict[str, Source] = judged.records.get("sources", {})
    for record in judged.everything():
        if not record.needs_sources:
            continue
        if not record.sources and record.basis != "editorial" and not _is_only_sought(record):
            place = judged.place(record, ())
            yield Problem(
                place, "no-source", "không có nguồn nào. Thêm sources:, hoặc basis: editorial nếu là lời khuyên."
            )
        yield from _check_grades(sources, record.sources, record.basis, judged.place(record, ("sources",)))
        for loc, point in points(record):
            yield from _check_grades(sources, point.sources, point.basis, judged.place(record, (*loc, "sources")))
    if judged.table and judged.table_document and judged.table_document.root:
        place = load.place_of(judged.table_document.root, ("sources",))
        yield from _check_grades(sources, judged.table.sources, None, place, can_be_advice=False)


def _is_only_sought(record: Record) -> bool:
    """A record that says nothing but what was looked for and not found has no source to name."""
    says = {name for name in record.model_fields_set if name not in Record.model_fields}
    return bool(record.not_found) and says <= {"level", "year", "part_of", "publish"}


def _check_grades(
    sources: Mapping[str, Source], ids: Iterable[str], basis: str | None, place: Place, can_be_advice: bool = True
) -> Iterator[Problem]:
    cited = [sources[id] for id in ids if id in sources]
    if not cited or basis == "editorial" or len(cited) < len(tuple(ids)):
        return
    if all(source.grade == "weak" for source in cited):
        or_else = ", hoặc ghi basis: editorial" if can_be_advice else ""
        yield Problem(place, "weak-source", f"chỉ có nguồn yếu. Thêm một nguồn chắc hơn{or_else}.")
    elif not any(source.url or (source.grade == "official" and source.note) for source in cited):
        message = "nguồn không có địa chỉ. Thêm nguồn khác, hoặc với nguồn chính thức thì ghi note nói xem ở đâu."
        yield Problem(place, "unseen-source", message)


def _check_uncited(judged: _Judged) -> Iterator[Problem]:
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


def _check_days(judged: _Judged) -> Iterator[Problem]:
    for record in judged.everything():
        for name in past_days(type(record)):
            day = getattr(record, name)
            first = day.first if isinstance(day, Partial) else day
            if first and first > judged.today:
                yield Problem(
                    judged.place(record, (name,)), "future", f"{name}: ngày này còn ở tương lai. Xem lại năm."
                )
        first, last = (
            getattr(record, "starts_on", None) or getattr(record, "since", None),
            getattr(record, "ends_on", None),
        )
        if isinstance(first, Partial) and isinstance(last, Partial) and last.last < first.first:
            yield Problem(
                judged.place(record, ("ends_on",)), "order-of-days", f"ends_on: {last} đứng trước ngày bắt đầu {first}."
            )
        if isinstance(record, Hotline | SupportPlace):
            yield from _check_exceptions(judged, record)
    if (
        judged.table
        and judged.table_document
        and judged.table_document.root
        and judged.table.verified_on > judged.today
    ):
        place = load.place_of(judged.table_document.root, ("verified_on",))
        yield Problem(place, "future", "verified_on: ngày này còn ở tương lai. Xem lại năm.")


def _check_exceptions(judged: _Judged, hotline: Hotline | SupportPlace) -> Iterator[Problem]:
    for index, channel in enumerate(hotline.channels):
        if isinstance(channel.hours, str):
            continue
        for number, exception in enumerate(channel.hours.exceptions):
            if exception.ends_on < exception.starts_on:
                loc = ("channels", index, "hours", "exceptions", number, "ends_on")
                yield Problem(judged.place(hotline, loc), "order-of-days", "ends_on: đứng trước ngày bắt đầu.")


def _check_phones(judged: _Judged) -> Iterator[Problem]:
    for record in judged.everything():
        document = judged.documents[(record.kind, record.id)]
        for loc, number in phones(record):
            scalar = load.scalar_at(document.root, loc) if document.root else None
            if scalar and scalar.quotes != '"':
                message = f'đặt số trong nháy kép: "{number}". Không có nháy, vài công cụ sẽ làm mất số 0 ở đầu.'
                yield Problem(scalar.place, "quotes", f"{loc[-1]}: {message}")
        yield from _check_channels(judged, record)
    owners: dict[str, list[Hotline]] = {}
    for hotline in judged.records.get("hotlines", {}).values():
        for number in dict.fromkeys(dialed(c.value) for c in hotline.dialed):
            owners.setdefault(number, []).append(hotline)
    for number, lines in owners.items():
        for line in lines[1:]:
            for other in lines[: lines.index(line)]:
                if other.id not in line.shares_number_with and line.id not in other.shares_number_with:
                    index = next(i for i, c in enumerate(line.channels) if dialed(c.value) == number)
                    place = judged.place(line, ("channels", index, "value"))
                    message = f"số {number} đã đứng ở “{other.id}”. Nếu dùng chung thật, thêm shares_number_with: [{other.id}]."
                    yield Problem(place, "shared-phone", message)


def _check_channels(judged: _Judged, record: Record) -> Iterator[Problem]:
    """Within one record: a number is one way to call or write, and not at once one of before."""
    seen: dict[tuple[str, str], int] = {}
    for index, channel in enumerate(getattr(record, "channels", ())):
        number = dialed(channel.value) if channel.channel in DIALED_KINDS else channel.value
        first = seen.setdefault((channel.channel, number), index)
        if first != index:
            message = f"value: “{channel.value}” đã có ở kênh thứ {first + 1}. Bỏ một kênh, hoặc sửa số."
            yield Problem(judged.place(record, ("channels", index, "value")), "number-twice", message)


def _check_former(judged: _Judged) -> Iterator[Problem]:
    """Whoever reads “Số này không còn dùng” must not read it of a number that somebody answers."""
    living: dict[str, Record] = {}
    for record in judged.everything():
        if record.publish != "withdrawn":
            living |= {dialed(number): record for loc, number in phones(record) if loc[0] != "formerly"}
    for record in judged.everything():
        seen: set[str] = set()
        for loc, number in phones(record):
            if loc[0] != "formerly":
                continue
            digits, place = dialed(number), judged.place(record, loc)
            if other := living.get(digits):
                whose = "chính mục này" if other is record else f"{other.label} “{other.id}”"
                message = f"value: số {number} còn dùng ở {whose}, chưa phải số cũ. Bỏ số này ở đây, hoặc sửa số."
                yield Problem(place, "living-number", message)
            elif digits in seen:
                yield Problem(place, "number-twice", f"value: số cũ {number} đã có ở trên. Bỏ một.")
            seen.add(digits)


def _check_circles(judged: _Judged) -> Iterator[Problem]:
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


def _check_figures(judged: _Judged) -> Iterator[Problem]:
    results: dict[str, Result] = judged.records.get("results", {})
    for plan in judged.records.get("plans", {}).values():
        for index, target in enumerate(plan.targets):
            missing = [n for n in ("value", "unit", "of") if getattr(target, n) is None]
            if missing:
                place = judged.place(plan, ("targets", index))
                message = f"chỉ tiêu thiếu {', '.join(missing)}. Chỉ tiêu phải có con số, đơn vị và của cái gì; không có thì là mục tiêu (goals)."
                yield Problem(place, "target", message)
    for result in results.values():
        for index, other_id in enumerate(result.joined_with):
            other = results.get(other_id)
            if other is None:
                continue
            place = judged.place(result, ("joined_with", index))
            if UNKNOWN_BASIS in (result.basis_of_count, other.basis_of_count):
                yield Problem(place, "joined-results", f"chưa rõ cách tính, không ghép với “{other_id}”.")
            elif (result.scope, result.basis_of_count, result.unit) != (other.scope, other.basis_of_count, other.unit):
                yield Problem(
                    place, "joined-results", f"khác phạm vi, đơn vị hoặc cách tính, không ghép với “{other_id}”."
                )


def known_phones(records: Iterable[Record]) -> set[str]:
    """The digits of every number that the records have or had."""
    return {dialed(number) for record in records for _, number in phones(record)}


def _check_texts(judged: _Judged) -> Iterator[Problem]:
    known = known_phones(judged.everything())

    def unknown(text: str) -> Iterator[str]:
        for number in spotting.find(text):
            if number.digits not in known and not judged.wrong.has_number(number.digits):
                yield f"có dãy số giống số điện thoại ({number.written}) mà không mục nào có."

    if judged.table and judged.table_document and judged.table_document.root:
        for loc, text in texts(judged.table):
            for message in unknown(text):
                yield Problem(load.place_of(judged.table_document.root, loc), "phone-in-text", message)
    skipped = {("title",), ("theme",), ("publisher",)}
    for record in judged.everything():
        for loc, text in texts(record):
            for message in unknown(text):
                yield Problem(judged.place(record, loc), "phone-in-text", message)
            skip = judged.district is None or loc in skipped or record.kind == "sources"
            if not skip and (found := districts.living(judged.district, text)):
                yield Problem(judged.place(record, loc), "district", districts.say_living(found))


def _check_withdrawn(judged: _Judged) -> Iterator[Problem]:
    for record in judged.everything():
        if record.publish == "withdrawn" and not record.because:
            message = "tạm rút mà chưa nói vì sao. Khi kịp, thêm dòng because:."
            yield Problem(judged.place(record, ("publish",)), "because", message, Level.WARNING)


def _check_anchors(judged: _Judged) -> Iterator[Problem]:
    """Kinds that share one page may not share an id: it is the anchor there."""
    owners: dict[str, str] = {}
    for kind in FOLDERS:
        for id, record in sorted(judged.records.get(kind, {}).items()):
            first = owners.setdefault(address(kind, id), kind)
            if first != kind:
                message = f"mã “{id}” đã có ở data/{first}/. Chọn mã khác."
                yield Problem(judged.place(record, ("id",)), "id-taken", message)


def _check_sense(judged: _Judged) -> Iterator[Problem]:
    """What is well formed and yet hardly meant."""
    for record in judged.everything():
        for said in sense.said_of(record, judged.records, judged.today):
            yield Problem(judged.place(record, said.loc), said.code, said.message, said.level)
    for record, said in sense.same_names(judged.records):
        yield Problem(judged.place(record, said.loc), said.code, said.message, said.level)


CHECKS = (
    _check_references,
    _check_sources,
    _check_uncited,
    _check_days,
    _check_phones,
    _check_former,
    _check_circles,
    _check_figures,
    _check_texts,
    _check_withdrawn,
    _check_anchors,
    _check_sense,
)


Opened = tuple[load.Document, Any, list[Problem]]
Opener = Callable[[Path, Path], Opened]


def open_file(file: Path, root: Path) -> Opened:
    """One file of data/ below `root`: as read, the record or table in it (None: none), and what is wrong with its values."""
    document = load.load(file, root)
    if file.parent != root / "data":
        model = FOLDERS[file.parent.name]
        record, told = judge(document, model)
        if record is None or document.problems or record.id != file.stem:
            told_all = [*document.problems, *told]
            return withdrawing.read(file, root, model, told_all) or (document, record, told)
        return document, record, told
    if document.root is None and file.stem != "communes":
        return document, None, []  # of comments alone: an editor's table may be empty
    return document, *judge(document, TABLE_MODELS[file.stem])


def read(
    root: Path, today: date, cited: Iterable[Key] = (), drafts: bool = False, opener: Opener = open_file
) -> tuple[Facts, list[Problem]]:
    """Read and judge all of data/ below `root` on the day `today`.

    `cited`: records that Markdown pages name. `drafts`: keep drafts among the records. `opener`: what opens a file. The
    Facts hold whatever is sound; publish nothing when any problem is an ERROR.
    """
    problems: list[Problem] = []
    documents: dict[Key, load.Document] = {}
    records: dict[str, dict[str, Any]] = {kind: {} for kind in FOLDERS}
    wrong = Wrong()
    left_out: set[Key] = set()
    cited_by_drafts: set[str] = set()
    tables: dict[str, Any] = {}
    table_documents: dict[str, load.Document] = {}
    table, table_document = None, None
    for file in folder.files(root):
        if isinstance(file, Problem):
            problems.append(file)
            continue
        document, record, told = opener(file, root)
        problems += document.problems
        problems += told
        kind, stem = file.parent.name, file.stem
        if file.parent == root / "data":
            if stem == "communes":
                table, table_document = record, document
                table_documents[stem] = document
                problems += _check_table(table, document) if table else []
                if table is None:
                    wrong.texts |= _texts_in(document.root) if document.root else _ids_and_numbers_in(file)
                continue
            if document.root is not None:
                table_documents[stem] = document
            if record is not None:
                tables[stem] = record
            if record is None or told:
                wrong.tables.add(stem)
            continue
        if record is None or record.id != stem:
            wrong.keys |= {(kind, stem), (kind, getattr(record, "id", stem))}
            wrong.texts |= _texts_in(document.root) if document.root else _ids_and_numbers_in(file)
        if record is None:
            continue
        if record.id != stem:
            place = load.place_of(document.root, ("id",)) if document.root else Place(document.path)
            if record.id in records[kind]:
                problems.append(Problem(place, "id-taken", f"mã “{record.id}” đã có ở data/{kind}/{record.id}.yml."))
            else:
                problems.append(Problem(place, "id-file", f"mã “{record.id}” phải trùng tên tệp “{stem}”."))
            continue
        if record.publish == "draft" and not drafts:
            left_out.add((kind, stem))
            cited_by_drafts |= {id for _, k, id in references(record) if k == "sources"}
            continue
        records[kind][stem] = record
        documents[(kind, stem)] = document
    if table:
        records["communes"] = {commune.id: commune for commune in table.communes}
    elif table_document is not None:
        wrong.has_table = False
    judged = _Judged(
        today, documents, records, wrong, left_out, cited_by_drafts, table, table_document, set(cited),
        districts.pattern(table),
    )  # fmt: skip
    for checker in CHECKS:
        problems += checker(judged)
    places = {key: load.place_of(document.root, ("id",)) for key, document in documents.items() if document.root}
    if table and table_document and table_document.root:
        for index, commune in enumerate(table.communes):
            places[("communes", commune.id)] = load.place_of(table_document.root, ("communes", index, "id"))
    shapes, told = outlines.read(root, table)
    facts = Facts(
        records,
        table,
        places,
        _citations(judged),
        Tables(**tables, documents=table_documents),
        documents,
        shapes=shapes,
        wrong=wrong,
    )
    return facts, in_order(withdrawing.unhindered(problems, facts.taken_off) + told)


def _texts_in(node: load.Node | None) -> set[str]:
    """Every text of a record that was told wrong."""
    match node:
        case load.Scalar(text=text):
            return {text}
        case load.Sequence(items=items):
            return {id for item in items for id in _texts_in(item)}
        case load.Mapping(entries=entries):
            return {id for value in entries.values() for id in _texts_in(value)}
    return set()


def _ids_and_numbers_in(file: Path) -> set[str]:
    """What a file that cannot be parsed seems to name."""
    try:
        raw = file.read_bytes()[: load.MAX_BYTES]
    except OSError:
        return set()
    text = raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8", errors="replace")
    return set(re.findall(r"[a-z][a-z0-9-]+|[0-9][0-9 .]+[0-9]", text))


def _check_table(table: CommuneTable, document: load.Document) -> Iterator[Problem]:
    seen: dict[str, Commune] = {}
    for index, commune in enumerate(table.communes):
        for name, value in (("id", commune.id), ("code", commune.code)):
            if value in seen:
                assert document.root is not None
                place = load.place_of(document.root, ("communes", index, name))
                yield Problem(place, "table", f"{name}: “{value}” đã có ở {seen[value].full_name}.")
            seen[value] = commune
    if document.root is None:
        return
    named: dict[str, str] = {}
    for index, commune in enumerate(table.communes):
        former = next((number for number, unit in enumerate(commune.former) if unit.border), None)
        if (commune.border or former is not None) and not table.border_sources:
            where = ("border",) if commune.border else ("former", former, "border")
            place = load.place_of(document.root, ("communes", index, *where))
            yield Problem(place, "table", "border: có xã biên giới mà thiếu nguồn. Thêm border_sources: ở đầu bảng.")
            break
    for index, commune in enumerate(table.communes):
        for number, unit in enumerate(commune.former):
            full = f"{unit.name} ({unit.district})"
            if named.setdefault(unit.code, full) != full:
                place = load.place_of(document.root, ("communes", index, "former", number, "code"))
                yield Problem(place, "table", f"code: “{unit.code}” ở trên là {named[unit.code]}, ở đây là {full}.")


def _citations(judged: _Judged) -> dict[Key, tuple[Key, ...]]:
    cited: dict[Key, dict[Key, None]] = {}
    for record in judged.everything():
        for _, kind, id in references(record):
            cited.setdefault((kind, id), {})[(record.kind, record.id)] = None
    if judged.table:
        for _, kind, id in references(judged.table):
            cited.setdefault((kind, id), {})[("communes", "")] = None
    return {key: tuple(owners) for key, owners in cited.items()}
