"""A province's file over one of the nation's: it says by a hash which state of the other was read, and is told when that moved on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from facts.judging import withdrawing
from facts.problems import Level, Place, Problem
from facts.reading import layers, load
from facts.reading.markdown import MarkdownPage
from facts.records.models import NationalTable, Record
from facts.site.store import Facts

DIGITS = 12


def check(facts: Facts, root: Path) -> Iterator[Problem]:
    """Every record of the province that covers one of the nation's, without the hash of what it covers today."""
    for (kind, id), document in sorted(facts.documents.items()):
        record = facts.find(kind, id)
        if isinstance(record, Record) and not layers.in_nation(document.path):
            covered = layers.national(root, "data") / kind / f"{id}.yml"
            if record.publish == "withdrawn" and not record.covers and not is_off(covered):
                continue  # two lines that take the nation's record off here
            place = facts.place_in(kind, id, ("covers",) if record.covers else ("id",))
            yield from _told(place, document.path, covered, root, record.covers or "")


def check_others(facts: Facts, pages: Iterable[MarkdownPage], root: Path) -> Iterator[Problem]:
    """The same of tables and of pages."""
    for name, document in sorted(facts.tables.documents.items()):
        table = getattr(facts.tables, name, None)  # that of communes is no table of the nation
        if isinstance(table, NationalTable) and not layers.in_nation(document.path):
            covered = layers.national(root, "data") / f"{name}.yml"
            place = facts.tables.place_in(name, ("covers",) if table.covers else ())
            yield from _told(place, document.path, covered, root, table.covers or "")
    nation = layers.national(root, "docs")
    there = {os.path.join(folder, name) for folder, _, names in os.walk(nation) for name in names}  # noqa: PTH118
    for page in pages:
        covers = page.meta.get("covers", "")
        if not layers.in_nation(page.path) and (covers or os.path.join(nation, page.source) in there):  # noqa: PTH118
            covered = nation / page.source
            place = page.places.get("covers", Place(page.path))
            yield from _told(place, page.path, covered, root, covers)


def _told(place: Place, path: str, covered: Path, root: Path, said: str) -> Iterator[Problem]:
    today = state_of(covered)
    if said == today:
        return
    if not today:
        say = f"covers: không còn bản của cả nước để {path} che. Xóa dòng này."
    else:
        nation = layers.path_of(covered, root)
        if is_off(covered):
            say = f"{nation} đã tạm rút mục này, nên ở đây cũng rút theo. Còn đúng ở tỉnh thì viết thành mục khác, mã khác."
            yield Problem(place, "covered", say, Level.WARNING)
            return
        why = f"{nation} đã đổi từ khi bạn so lại." if said else f"tệp này thay cả {nation}."
        say = f"{why} Đọc bản ấy, lấy điều cần lấy, rồi viết ở đây: covers: {today}"
    yield Problem(place, "covered", say, Level.WARNING)


def is_off(file: Path) -> bool:
    """True when a record's file says that it is withdrawn."""
    text, _ = load.read_text(file, file.name)
    return file.suffix == ".yml" and text is not None and withdrawing.is_meant(text)


def state_of(file: Path) -> str:
    """The first digits of a file's SHA-256, whatever ends its lines; '' when there is none."""
    try:
        return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:DIGITS]
    except OSError:
        return ""
