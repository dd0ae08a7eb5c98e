"""Every name a reader may look for, of today and of old, in the order of the alphabet: an index that needs no script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from facts.numbers.phones import shown
from facts.records.addresses import HUBS, address, slugify
from facts.records.kinds import KINDS
from facts.records.models import CommuneTable
from facts.records.units import COMMUNE_KINDS, PROVINCE_KINDS, District, parted
from facts.site import alphabet
from facts.site.site import Site

_TOLD_APART = ("hotlines", "communes")  # with their old numbers and names


@dataclass(frozen=True)
class Name:
    """A name, what it is when it is not today's name of a page, and the pages it leads to as (name, address)."""

    name: str
    what: str
    leads_to: tuple[tuple[str, str], ...]


def letter_of(name: str) -> str:
    """The letter a name stands under; all digits share one place."""
    first = next((letter for letter in name if letter.isalnum()), "0")
    return "0–9" if first.isdigit() else "Đ" if first in "Đđ" else slugify(first).upper()


def by_letter(site: Site) -> list[tuple[str, list[Name]]]:
    """All names under their letters, digits first."""
    found = sorted(
        dict.fromkeys(_all(site)),
        key=lambda name: (alphabet.key(letter_of(name.name)), alphabet.key(name.name), name.what),
    )
    return [(letter, list(names)) for letter, names in groupby(found, lambda name: letter_of(name.name))]


def _all(site: Site) -> Iterator[Name]:
    facts = site.facts
    for line in site.live:
        page = ((line.name, address("hotlines", line.id)),)
        yield Name(line.name, "", page)
        for old in line.formerly:
            yield Name(shown(old.value), "số cũ", page)
    for kind in KINDS.values():
        for record in site.shown(kind.name) if kind.in_index and kind.name not in _TOLD_APART else ():
            yield Name(record.name, "", ((record.name, address(kind.name, record.id)),))
    if facts.table:
        yield from _units(facts.table)


def _units(table: CommuneTable) -> Iterator[Name]:
    """Today's units, each former unit and district with all of today's that it went into, and each former province."""
    lone_parts, spoken = table.lone_parts, table.spoken
    units: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    districts: dict[District, list[tuple[str, str]]] = {}
    provinces: dict[str, None] = {}
    for commune in sorted(table.communes, key=lambda commune: alphabet.key(commune.name)):
        here = address("communes", commune.id)
        yield Name(f"{commune.name} ({commune.type})", "", ((commune.full_name, here),))
        for unit in commune.former:
            rest = "; phần còn lại: chưa tìm thấy" if unit.code in lone_parts else ""
            how = f" (một phần{rest})" if unit.part else " (giữ nguyên)" if commune.is_kept_whole else ""
            units.setdefault((unit.name, unit.code, spoken(unit.of)), []).append((commune.full_name + how, here))
        for old in commune.districts:
            districts.setdefault(old, []).append((commune.full_name, here))
            provinces |= {old.province: None} if old.province else {}
    for (name, _, district), ends in units.items():
        kind, bare = parted(name, COMMUNE_KINDS)
        yield Name(bare, f"{kind.lower()} cũ, thuộc {district[0].lower()}{district[1:]} cũ", tuple(ends))
    for old, ends in districts.items():
        where = spoken(old).removeprefix(old.full_name)
        yield Name(old.name, f"{old.kind.lower()} cũ{where}", tuple(ends))
    for province in provinces:
        kind, bare = parted(province, PROVINCE_KINDS)
        anchor = f"{HUBS['communes']}#{slugify(province)}"
        yield Name(bare, f"{kind.lower()} trước khi sáp nhập", (("các đơn vị hôm nay", anchor),))
