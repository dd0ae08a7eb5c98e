"""Old addresses: data/moved.yml read and judged, and where each leads. An address that was ever public never dies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from facts.problems import Problem
from facts.records.addresses import ADDRESSES, address, former_unit
from facts.records.models import Commune, Move
from facts.site.store import Facts


def check(facts: Facts, pages: Iterable[str], today: date) -> Iterator[Problem]:
    """Judge the table against what is there on the day `today`: the addresses of all records, and of `pages` written by hand."""
    living = {address(kind, id) for kind, id in facts.known() if kind in ADDRESSES} | set(pages)
    living |= {former_unit(unit.name, unit.code) for commune in facts.all(Commune) for unit in commune.former}
    shared = {there.partition("#")[0] for there in living}
    seen: set[str] = set()
    for index, move in enumerate(facts.tables.moved.moved):
        if move.moved_on > today:
            place = facts.tables.place_in("moved", ("moved", index, "moved_on"))
            yield Problem(place, "future", "moved_on: ngày này còn ở tương lai. Xem lại năm.")
        for code, message in _wrong(move, living, shared, seen):
            yield Problem(facts.tables.place_in("moved", ("moved", index, code)), "moved", f"{code}: {message}")
        seen.add(move.old)


def _wrong(move: Move, living: set[str], shared: set[str], seen: set[str]) -> Iterator[tuple[str, str]]:
    """Yield (field, what is wrong with it)."""
    if move.old in living:
        yield "from", f"“{move.old}” vẫn là địa chỉ của một mục hoặc một trang. Xóa dòng này, hoặc dùng mã khác."
    elif move.old in seen:
        yield "from", f"“{move.old}” đã có ở trên. Giữ lại một."
    if move.new not in living and move.new not in shared:
        yield "to", f"không có “{move.new}”. Viết địa chỉ đang dùng, đừng viết địa chỉ đã dời."
    page, mark, _ = move.old.partition("#")
    if mark and move.new.partition("#")[0] != page:
        yield "to", f"địa chỉ cũ nằm trên trang {page} thì phải dẫn tới một mục ở đó, hoặc viết: {page}"


def anchors(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Old anchors by the address that they lead to: `nguon/#moi` → ("cu",). The page shows both ids there."""
    found: dict[str, tuple[str, ...]] = {}
    for move in facts.tables.moved.moved:
        page, mark, anchor = move.old.partition("#")
        if mark and move.new.startswith(f"{page}#"):
            found[move.new] = (*found.get(move.new, ()), anchor)
    return found
