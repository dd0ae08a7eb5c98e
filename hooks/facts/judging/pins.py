"""What data/pins.yml leads to, each of which must be there; and its patterns, each of which must be able to match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from facts.problems import Problem
from facts.reading import load
from facts.records.addresses import ADDRESSES, address
from facts.records.models import ID
from facts.records.parts import Loc
from facts.site.store import Facts
from finder import wordings


def check(facts: Facts, pages: Iterable[str]) -> Iterator[Problem]:
    """Judge what pins lead to: lines, the addresses of records, and `pages` written by hand."""
    document = facts.tables.documents.get("pins")
    if document is None or document.root is None:
        return
    yield from _wordings(document.root)
    known = facts.known()
    living = {address(kind, id) for kind, id in known if kind in ADDRESSES} | set(pages)
    for loc, text in _texts(document.root):
        if ("hotlines" in loc or "nothing_found" in loc) and ID.fullmatch(text) and ("hotlines", text) not in known:
            message = f"không có đường dây “{text}” để hiện. Sửa mã, hoặc bỏ dòng này."
            yield Problem(load.place_of(document.root, loc), "unknown-reference", message)
        elif loc[-1:] in (("page",), ("then",)) and text.endswith("/") and text not in living:
            yield Problem(load.place_of(document.root, loc), "search", f"{loc[-1]}: không có trang “{text}”.")


def _wordings(root: load.Node) -> Iterator[Problem]:
    """Judge patterns against the sets they name, and sets against the patterns that should name them."""
    found = list(_texts(root))
    names = [(loc, text) for loc, text in found if loc[:1] == ("sets",) and loc[-1] == "name"]
    patterns = [(loc, text) for loc, text in found if "patterns" in loc]
    lists = [
        (loc, text) for loc, text in found if loc[:1] == ("present",) or (loc[:1] == ("about",) and "unless" in loc)
    ]
    known, asked = {text for _, text in names}, wordings.used(text for _, text in patterns + lists)
    told = [(loc, message) for loc, text in patterns for message in wordings.faults(text, known)]
    told += [
        (loc, f"nhóm chữ “{text}” không có mẫu câu nào gọi tới. Bỏ nhóm này.")
        for loc, text in names
        if text not in asked
    ]
    told += [
        (
            loc,
            f"{'present' if loc[0] == 'present' else 'unless'}: không có nhóm chữ “{text}” trong sets. Sửa tên, hoặc viết chữ thường.",
        )
        for loc, text in lists
        if text.isupper() and text not in known
    ]
    told += [
        (loc, f"“{text}” chỉ có một tiếng, sẽ che mất chữ ấy trong mọi câu. Viết cả cụm.")
        for loc, text in found
        if loc[:1] == ("harmless",) and len(text.split()) < 2
    ]
    sets = {name: [text for loc, text in found if loc[:2] == at[:2] and "words" in loc] for at, name in names}
    told += _others(found, sets)
    yield from (Problem(load.place_of(root, loc), "search", message) for loc, message in told)


def _others(found: Iterable[tuple[Loc, str]], sets: Mapping[str, Sequence[str]]) -> Iterator[tuple[Loc, str]]:
    """Judge what stands beside `unless`: a phrase that holds none of its words takes nothing from it."""
    unless: dict[Loc, list[str]] = {}
    others: list[tuple[Loc, str]] = []
    for loc, text in found:
        if loc[:1] == ("about",) and loc[2] == "unless":
            unless.setdefault(loc[:2], []).extend(f" {word} " for word in sets.get(text, (text,)))
        elif loc[:1] == ("about",) and loc[2] == "others":
            others.append((loc, text))
    for loc, text in others:
        if not any(word in f" {text} " for word in unless.get(loc[:2], ())):
            yield loc, f"“{text}” không có chữ nào của unless, nên không bớt đi gì. Bỏ dòng này."


def _texts(node: load.Node, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Every text below a node with its path, so that one wrong pin does not hide what is wrong with another."""
    match node:
        case load.Scalar(text=text):
            yield loc, text
        case load.Sequence(items=items):
            for index, item in enumerate(items):
                yield from _texts(item, (*loc, index))
        case load.Mapping(entries=entries):
            for key, value in entries.items():
                yield from _texts(value, (*loc, key))
