"""Documents to Facts, or all the problems: what no single value can know.

Each check is a short generator of problems, here or in the module of its idea. A record that is wrong in itself is told
and left out; the others are still judged together, so that one run tells everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from facts.judging import as_written, called, districts, naming, proof, sense, spans, withdrawing
from facts.judging.fields import judge
from facts.judging.judged import Judged
from facts.problems import Level, Place, Problem, in_order
from facts.reading import folder, layers, load, local, outlines
from facts.records.addresses import slugify
from facts.records.kinds import FOLDERS
from facts.records.models import (
    TABLE_MODELS,
    Commune,
    CommuneTable,
    Record,
)
from facts.records.parts import references
from facts.site.store import Facts, Key, Tables, Wrong


def _withdrawn(judged: Judged, record: Record) -> Iterator[Problem]:
    if record.publish == "withdrawn" and not record.because:
        message = "tạm rút mà chưa nói vì sao. Khi kịp, thêm dòng because:."
        yield Problem(judged.place(record, ("publish",)), "because", message, Level.WARNING)


def _same_names(judged: Judged) -> Iterator[Problem]:
    for record, said in sense.same_names(judged.records):
        yield Problem(judged.place(record, said.loc), said.code, said.message, said.level)


# Each tells of one record what it knows of that one and of `Judged.beside`.
ALONE: tuple[Callable[[Judged, Record], Iterator[Problem]], ...] = (
    naming.references_of,
    spans.days_of,
    called.texts_of,
    called.quotes_of,
    _withdrawn,
    as_written.said_in,
)
CHECKS = (
    naming.check_table,
    proof.check_sources,
    proof.check_uncited,
    spans.check_table,
    called.check_phones,
    called.check_former,
    naming.check_circles,
    spans.check_figures,
    called.check_table,
    naming.check_anchors,
    _same_names,
)


def judge_alone(judged: Judged, records: Iterable[Record]) -> Iterator[Problem]:
    """What is wrong with each of these records, whatever the others say."""
    for record in records:
        for checker in ALONE:
            yield from checker(judged, record)


def judge_sense(judged: Judged, records: Iterable[Record]) -> Iterator[Problem]:
    """What is well formed in each of these and yet hardly meant, beside the records of `sense.BESIDE`."""
    beside = {kind: judged.records.get(kind, {}) for kind in sense.BESIDE}
    for record in records:
        for said in sense.said_of(record, beside, judged.today):
            yield Problem(judged.place(record, said.loc), said.code, said.message, said.level)


def judge_each(judged: Judged) -> Iterator[Problem]:
    """What is wrong with each record by itself."""
    yield from judge_alone(judged, judged.everything())
    yield from judge_sense(judged, judged.everything())


Opened = tuple[load.Document, Any, list[Problem]]
Opener = Callable[[Path, Path], Opened]
Alone = Callable[[Judged], Iterable[Problem]]


def open_file(file: Path, root: Path) -> Opened:
    """One file of data/ below `root`: as read, the record or table in it (None: none), and what is wrong with its values."""
    document, record, told = _opened(file, root)
    if record is None or folder.is_table(file) or record.id != file.stem or record.publish == "draft":
        return document, record, told
    return document, withdrawing.by_nation(record, file, root), told


def _opened(file: Path, root: Path) -> Opened:
    document = load.load(file, root)
    calls = local.is_called(document)
    document = local.in_words(document, local.words(root)) if calls else document
    if not folder.is_table(file):
        model = FOLDERS[file.parent.name]
        record, told = judge(document, model)
        told += _elsewhere(file, root, model, told) if calls and layers.in_nation(document.path) else []
        if record is None or document.problems or record.id != file.stem:
            told_all = [*document.problems, *told]
            return withdrawing.read(file, root, model, told_all) or (document, record, told)
        return document, record, told
    if document.root is None and file.stem != "communes":
        return document, None, [] if document.problems else [_empty(document.path, file.stem)]
    return document, *judge(document, TABLE_MODELS[file.stem])


# What a table is there for, by its file: gone when the file is empty, though the nation may have one of its own.
_FOR = {
    "moved": "địa chỉ cũ không còn dẫn đi đâu",
    "pins": "ô tìm kiếm không còn đưa số gọi lên đầu",
    "province": "không trang nào biết mình của tỉnh nào",
    "synonyms": "ô tìm kiếm không còn hiểu tiếng lóng, tên cũ",
    "words": "không từ nào còn được nhắc",
}


def _empty(path: str, stem: str) -> Problem:
    say = f"tệp không có dòng nào: {_FOR[stem]}. Viết lại các dòng, hoặc xóa cả tệp."
    return Problem(Place(path), "empty", say)


def _elsewhere(file: Path, root: Path, model: type[BaseModel], told: Collection[Problem]) -> list[Problem]:
    """What is wrong with a nation's record only where the province is called otherwise: a sentence that grows too long."""
    if layers.is_taken(root):
        return []
    others = [judge(local.in_words(load.load(file, root), words), model)[1] for words in local.WORDS]
    known = {(one.place, one.code) for one in told}
    found = dict.fromkeys(one for other in others for one in other if (one.place, one.code) not in known)
    return [
        replace(one, message=f"{one.message} Nơi gọi khác (tỉnh, thành phố) đọc thấy câu này như vậy.") for one in found
    ]


@dataclass
class _Gathered:
    """What the files of data/ that were opened so far are together: the sound ones by kind, and what was told of all."""

    has_drafts: bool  # drafts are kept among the records
    problems: list[Problem] = field(default_factory=list)
    documents: dict[Key, load.Document] = field(default_factory=dict)
    records: dict[str, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in FOLDERS})
    wrong: Wrong = field(default_factory=Wrong)
    left_out: set[Key] = field(default_factory=set)
    cited_by_drafts: set[str] = field(default_factory=set)
    tables: dict[str, Any] = field(default_factory=dict)  # but that of communes
    table_documents: dict[str, load.Document] = field(default_factory=dict)
    communes: CommuneTable | None = None

    def add(self, file: Path, root: Path, opened: Opened) -> None:
        """Take in one file more."""
        document, record, told = opened
        self.problems += [*document.problems, *told]
        if not folder.is_table(file):
            self._add_record(file, root, document, record)
        elif file.stem == "communes":
            self._add_communes(file, document, record)
        else:
            self._add_table(file.stem, document, record, told)

    def _add_communes(self, file: Path, document: load.Document, table: CommuneTable | None) -> None:
        self.table_documents[file.stem] = document
        if table is None:
            self.wrong.texts |= _texts_in(document, file)
            self.wrong.has_table = False
            return
        self.communes = table
        self.records["communes"] = {commune.id: commune for commune in table.communes}
        self.problems += _check_table(table, document)

    def _add_table(self, name: str, document: load.Document, table: Any, told: Collection[Problem]) -> None:
        if document.place is not None:
            self.table_documents[name] = document
        if table is not None:
            self.tables[name] = table
        if table is None or told:
            self.wrong.tables.add(name)

    def _add_record(self, file: Path, root: Path, document: load.Document, record: Any) -> None:
        kind, stem = file.parent.name, file.stem
        if record is None or record.id != stem:
            self.wrong.keys |= {(kind, stem), (kind, getattr(record, "id", stem))}
            self.wrong.texts |= _texts_in(document, file)
            if record is not None:
                self.problems.append(self._say_misnamed(kind, stem, document, record))
        elif record.publish == "draft" and not self.has_drafts:
            self.left_out.add((kind, stem))
            self.cited_by_drafts |= {id for _, of, id in references(record) if of == "sources"}
        else:
            is_draft = record.publish == "draft"
            self.records[kind][stem] = withdrawing.by_nation(record, file, root) if is_draft else record
            self.documents[(kind, stem)] = document

    def _say_misnamed(self, kind: str, stem: str, document: load.Document, record: Record) -> Problem:
        place = load.place_of(document.root, ("id",)) if document.root else Place(document.path)
        if record.id in self.records[kind]:
            before = self.documents[(kind, record.id)].path
            return Problem(place, "id-taken", f"mã “{record.id}” đã có ở {before}.")
        return Problem(place, "id-file", f"mã “{record.id}” phải trùng tên tệp “{stem}”.")

    def places(self) -> dict[Key, Place]:
        """Where each record stands; a commune at its line of the table."""
        places = {key: document.place for key, document in self.documents.items() if document.place}
        if self.communes and (root := self.table_documents["communes"].root):
            for index, commune in enumerate(self.communes.communes):
                places[("communes", commune.id)] = load.place_of(root, ("communes", index, "id"))
        return places


def _gathered(root: Path, has_drafts: bool, opener: Opener) -> _Gathered:
    found = _Gathered(has_drafts)
    for file in folder.files(root):
        if isinstance(file, Problem):
            found.problems.append(file)
        else:
            found.add(file, root, opener(file, root))
    return found


def read(
    root: Path,
    today: date,
    cited: Iterable[Key] = (),
    drafts: bool = False,
    opener: Opener = open_file,
    decode: Callable[[str], outlines.Outlines] = outlines.decode,
    alone: Alone = judge_each,
) -> tuple[Facts, list[Problem]]:
    """Read and judge all of data/ below `root` on the day `today`.

    `cited`: records that Markdown pages name. `drafts`: keep drafts among the records. `opener`: what opens a file; `decode`: the
    text of the outlines; `alone`: what judges each record alone. The Facts hold whatever is sound; publish nothing when any
    problem is an ERROR.
    """
    found = _gathered(root, drafts, opener)
    table = found.communes
    judged = Judged(
        today, found.documents, found.records, found.wrong, found.left_out, found.cited_by_drafts, table,
        found.table_documents.get("communes"), set(cited), districts.pattern(table),
    )  # fmt: skip
    problems = [*found.problems, *alone(judged)]
    for checker in CHECKS:
        problems += checker(judged)
    shapes, told = outlines.read(root, table, decode)
    facts = Facts(
        found.records,
        table,
        found.places(),
        naming.citations(judged),
        Tables(**found.tables, documents=found.table_documents),
        found.documents,
        shapes=shapes,
        wrong=found.wrong,
    )
    return facts, in_order(withdrawing.unhindered(problems, facts.taken_off) + told)


def _texts_in(document: load.Document, file: Path) -> set[str]:
    """Every text of a record that was told wrong; of a file that cannot be parsed, what it seems to name."""
    return {scalar.text for scalar in load.scalars(document.root)} if document.root else _ids_and_numbers_in(file)


def _ids_and_numbers_in(file: Path) -> set[str]:
    """What a file that cannot be parsed seems to name."""
    try:
        raw = file.read_bytes()[: load.MAX_BYTES]
    except OSError:
        return set()
    text = raw.replace(b"\0", b"").decode("utf-8", errors="replace")  # of UTF-16 its plain letters are left
    return set(re.findall(r"[a-z][a-z0-9-]+|[0-9][0-9 .]+[0-9]", text))


def _check_table(table: CommuneTable, document: load.Document) -> Iterator[Problem]:
    seen: dict[str, Commune] = {}
    for index, commune in enumerate(table.communes):
        for name, value in (("id", commune.id), ("code", commune.code)):
            if value in seen:
                assert document.root is not None
                place = load.place_of(document.root, ("communes", index, name))
                yield Problem(
                    place, "table", f"{name}: “{value}” đã có ở {seen[value].full_name}.{_other_id(name, commune)}"
                )
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
            full = f"{unit.name} ({unit.district}{f', {unit.province}' if unit.province else ''})"
            if named.setdefault(unit.code, full) != full:
                place = load.place_of(document.root, ("communes", index, "former", number, "code"))
                yield Problem(place, "table", f"code: “{unit.code}” ở trên là {named[unit.code]}, ở đây là {full}.")


def _other_id(field: str, commune: Commune) -> str:
    """How the second of two units is named whose names fold to one: for good, so by what does not change."""
    return f" Thêm loại và mã, ví dụ {slugify(commune.full_name)}-{commune.code}." if field == "id" else ""
