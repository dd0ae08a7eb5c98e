"""What data/pins.yml leads to: lines to call and pages to read, each of which must be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from facts.problems import Problem
from facts.reading import load
from facts.records.addresses import ADDRESSES, address
from facts.records.models import ID
from facts.records.parts import Loc
from facts.site.store import Facts


def check(facts: Facts, pages: Iterable[str]) -> Iterator[Problem]:
    """Judge what pins lead to: lines, the addresses of records, and `pages` written by hand."""
    document = facts.tables.documents.get("pins")
    if document is None or document.root is None:
        return
    known = facts.known()
    living = {address(kind, id) for kind, id in known if kind in ADDRESSES} | set(pages)
    for loc, text in _texts(document.root):
        if ("hotlines" in loc or "nothing_found" in loc) and ID.fullmatch(text) and ("hotlines", text) not in known:
            message = f"không có đường dây “{text}” để hiện. Sửa mã, hoặc bỏ dòng này."
            yield Problem(load.place_of(document.root, loc), "unknown-reference", message)
        elif loc[-1:] == ("page",) and text.endswith("/") and text not in living:
            yield Problem(load.place_of(document.root, loc), "search", f"page: không có trang “{text}”.")


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
