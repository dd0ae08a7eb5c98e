"""Every name a reader may look for, of today and of old, in the order of the alphabet: an index that needs no script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from facts.numbers.phones import shown
from facts.records.addresses import address, slugify
from facts.records.kinds import KINDS
from facts.records.models import Commune
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
    yield from _units(facts.all(Commune), facts.table.lone_parts if facts.table else frozenset())


def _units(communes: list[Commune], lone_parts: frozenset[str]) -> Iterator[Name]:
    """Today's units, and each former unit and district with all of today's that it went into."""
    units: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    districts: dict[str, list[tuple[str, str]]] = {}
    for commune in sorted(communes, key=lambda commune: alphabet.key(commune.name)):
        here = address("communes", commune.id)
        yield Name(f"{commune.name} ({commune.type})", "", ((commune.full_name, here),))
        for unit in commune.former:
            rest = "; phần còn lại: chưa tìm thấy" if unit.code in lone_parts else ""
            how = f" (một phần{rest})" if unit.part else " (giữ nguyên)" if commune.is_kept_whole else ""
            units.setdefault((unit.name, unit.code, unit.district), []).append((commune.full_name + how, here))
            ends = districts.setdefault(unit.district, [])
            if (commune.full_name, here) not in ends:
                ends.append((commune.full_name, here))
    for (name, _, district), ends in units.items():
        kind, bare = _parted(name)
        yield Name(bare, f"{kind} cũ, thuộc {district[0].lower()}{district[1:]} cũ", tuple(ends))
    for district, ends in districts.items():
        kind, bare = _parted(district)
        yield Name(bare, f"{kind} cũ", tuple(ends))


def _parted(name: str) -> tuple[str, str]:
    """Xã Hưng Chính → xã, Hưng Chính."""
    for kind in ("Thị trấn", "Thị xã", "Thành phố", "Huyện", "Phường", "Xã"):
        if name.startswith(f"{kind} "):
            return kind.lower(), name[len(kind) + 1 :]
    return "đơn vị", name
