"""Whose site this is: settings that name another province than data/province.yml, and records that are another's.

“Trong tỉnh” in a record means the province of whoever publishes it: a figure copied along would be read as theirs. A record that
bears no code inherits that of data/province.yml.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from facts.judging import settings
from facts.problems import Place, Problem
from facts.reading import load
from facts.records.kinds import FOLDERS
from facts.records.models import ProvinceTable, Record
from facts.records.parts import Loc
from facts.site.store import Facts

_NAMED = ("site_name", "site_description", "extra.quiet_name")


def check(facts: Facts, root: Path) -> Iterator[Problem]:
    """Everything that is not of the province of data/province.yml; nothing while there is no such file."""
    table = facts.tables.province
    if table is None:
        return
    for kind in sorted(FOLDERS):
        for _, record in sorted(facts.records.get(kind, {}).items()):
            if isinstance(record, Record):
                yield from _record(facts, record, table)
    yield from _units(facts, table)
    yield from _settings(root, table)


def _record(facts: Facts, record: Record, table: ProvinceTable) -> Iterator[Problem]:
    if record.province and record.province != table.code:
        say = f"province: mục này của tỉnh mã {record.province}, trang này của {table.full_name}, mã {table.code}. Xóa tệp, hoặc sửa mã."
        yield Problem(_place(facts, record, ("province",)), "other-province", say)


def _place(facts: Facts, record: Record, loc: Loc) -> Place:
    document = facts.documents[(record.kind, record.id)]
    return load.place_of(document.root, loc) if document.root else Place(document.path)


def _units(facts: Facts, table: ProvinceTable) -> Iterator[Problem]:
    for province in facts.table.old_provinces if facts.table else ():
        if province not in table.formerly:
            say = f"formerly: bảng xã, phường có đơn vị của {province}. Thêm vào đây, hoặc sửa data/communes.yml."
            yield Problem(facts.tables.place_in("province", ("formerly",)), "table", say)
    if facts.table and not table.border and any(commune.border for commune in facts.table.communes):
        say = "border: bảng xã, phường có xã biên giới. Thêm tên nước giáp với tỉnh."
        yield Problem(facts.tables.place_in("province", ("border",)), "table", say)


def _settings(root: Path, table: ProvinceTable) -> Iterator[Problem]:
    shown = settings.shown(root)
    for key in _NAMED:
        place, text = shown.get(key, (Place(settings.FILE), table.name))
        if table.name not in text:
            say = f"{key.removeprefix('extra.')}: không có tên “{table.name}” của data/province.yml. Sửa một trong hai."
            yield Problem(place, "setting", say)
    place, text = shown.get("extra.province", (Place(settings.FILE), table.full_name))
    if text != table.full_name:
        yield Problem(place, "setting", f"province: ở data/province.yml là “{table.full_name}”. Sửa một trong hai.")
