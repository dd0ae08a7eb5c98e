"""Facts without the numbers that are taken off, so that nobody who writes from them can leave one in.

Only here are they taken out: of what data/ says for a `Site`, and of a page's own words as HTML. No writer asks.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from html import escape, unescape
from typing import Any

from pydantic import BaseModel

from facts.numbers.phones import dialed
from facts.numbers.spotting import TAKEN_OUT, may_be_withdrawn_in_html, taken_out, taken_out_of_html, withdrawn_in
from facts.problems import Level, Problem
from facts.records import when
from facts.records.models import FormerNumber, Hotline, Record, Result, SupportPlace
from facts.records.parts import addresses, is_key, texts
from facts.site import dialing
from facts.site.store import Facts, Key, Tables, Wrong

ADDRESSES = frozenset({"old", "new", "page"})  # of tables: where their lines lead


# What a record that is taken off has lost: whatever could be dialed, and a figure that may be wrong.
LOST: dict[type[Record], dict[str, Any]] = {
    Hotline: {"channels": (), "formerly": ()},
    SupportPlace: {"channels": ()},
    Result: {"value": None, "out_of": None},
}


def published(facts: Facts, gone: Collection[str], taken_off: Collection[Key]) -> Facts:
    """The facts that may be published: no text holds a number of `gone` (digits as dialed), no record of `taken_off` what it lost.

    Files as they were read, and what was wrong with them, stay behind.
    """
    records = {
        kind: {id: _record(record, gone, (kind, id) in taken_off) for id, record in found.items()}
        for kind, found in facts.records.items()
    }
    kept = facts.tables
    read, typed = (kept.moved, kept.words), (kept.synonyms, kept.pins)
    tables = Tables(*(_part(table, gone) for table in read), *(_typed(table, gone) for table in typed))
    tables = replace(tables, province=_part(kept.province, gone))
    table = _part(facts.table, gone) if facts.table else None
    named_on = {
        key: tuple((url, taken_out(title, gone)) for url, title in pages) for key, pages in facts.named_on.items()
    }
    return replace(facts, records=records, table=table, tables=tables, named_on=named_on, documents={}, wrong=Wrong())


def _record(record: Any, gone: Collection[str], is_off: bool) -> Any:
    lost = LOST.get(type(record)) if is_off else None
    return _part(record.model_copy(update=lost) if lost else record, gone)


def _part(part: Any, gone: Collection[str]) -> Any:
    """A record or a part of one. An old number goes with all that is said of it."""
    if not gone:
        return part
    match part:
        case str():
            cleaned = address_without(part, gone) if "://" in part else taken_out(part, gone)
            return part if cleaned == part else type(part)(cleaned)
        case tuple():
            kept = (one for one in part if not (isinstance(one, FormerNumber) and dialed(one.value) in gone))
            return tuple(_part(one, gone) for one in kept)
        case BaseModel():
            values = {name: getattr(part, name) for name in type(part).model_fields if not _leads(part, name)}
            cleaned_values = {name: _part(value, gone) for name, value in values.items()}
            changed = {name: value for name, value in cleaned_values.items() if value != values[name]}
            return part.model_copy(update=changed) if changed else part
    return part


def address_without(url: str, gone: Collection[str]) -> str:
    """An address elsewhere without the numbers of `gone`: there digits mostly count articles, but those are known."""
    return _in_addresses(frozenset(gone)).sub("", taken_out(url, gone, instead=""))


@cache
def _in_addresses(gone: frozenset[str]) -> re.Pattern[str]:
    """Matches a number of `gone` in an address; short codes are too short to tell from a count."""
    between = r"(?:[-._+]|%20){0,2}"
    long = sorted(digits for digits in gone if len(digits) > 4)
    ways = (
        f"(?:(?:%2B|[+]|00)?84|0){between}{between.join(digits[1:])}"
        if digits.startswith("0")
        else between.join(digits)
        for digits in long
    )
    return re.compile(rf"(?<![0-9])(?:{'|'.join(ways)})(?![0-9])" if long else r"(?!)")


def _typed(part: Any, gone: Collection[str]) -> Any:
    """A part of a table of what people type. A phrase is left out whole, for nobody would type the rest; None: nothing is left."""
    match part:
        case str():
            return part if taken_out(part, gone) == part else None
        case tuple():
            return tuple(after for one in part if (after := _typed(one, gone)) is not None)
        case BaseModel():
            values = {name: getattr(part, name) for name in type(part).model_fields}
            cleaned = {name: value if _leads(part, name) else _typed(value, gone) for name, value in values.items()}
            return None if values.get("words") and not cleaned["words"] else part.model_copy(update=cleaned)
    return part


def _leads(part: BaseModel, name: str) -> bool:
    return name in ADDRESSES or is_key(type(part), name)


def check(facts: Facts, gone: Collection[str], today: date) -> Iterator[Problem]:
    """Warn of each text that is published without a number of `gone` that stood in it."""
    for kind, records in facts.records.items() if gone else ():
        for id, record in records.items():
            if not isinstance(record, Record) or when.is_withdrawn(record, today):
                continue
            for loc, text in texts(record):
                for number in withdrawn_in(text, gone):
                    message = f"{loc[0]}: {dialing.say_gone(number.written)}"
                    yield Problem(facts.place_in(kind, id, loc), "taken-off", message, Level.WARNING)
            for loc, url in addresses(record):
                # Numbers that stand there in the open are told with all corners.
                if not withdrawn_in(url, gone) and address_without(url, gone) != url:
                    message = f"{loc[0]}: địa chỉ có số đang tạm rút, trang bỏ số ấy đi. Đổi địa chỉ, hoặc bỏ dòng này."
                    yield Problem(facts.place_in(kind, id, loc), "taken-off", message, Level.WARNING)


# --- of HTML -------------------------------------------------------------------------------------------------------

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a\s*>", re.DOTALL | re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_ANCHOR = re.compile(r"([ih](?<!\w.)(?:(?<=i)d=\"|(?<=h)ref=\"[^\"#:]*#))([^\"]*)")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def anchors_with(html: str, gone: Collection[str]) -> set[str]:
    """The anchors of a content that have another name once the numbers of `gone` are off: pages may still lead to them."""
    names = {unescape(match[2]) for match in _ANCHOR.finditer(html) if gone and not match[1].startswith("href")}
    return {name for name in names if taken_out(name, gone) != name}


def html_without(html: str, gone: Collection[str]) -> str:
    """The same content with the numbers of `gone` in none of it: a link to one is its words, an anchor has another name."""
    if not gone:
        return html

    def link(match: re.Match[str]) -> str:
        href = _HREF.search(match[1])
        number = dialing.number_in(unescape(href[1] or href[2] or "")) if href else None
        if number is None or dialed(number) not in gone:
            return match[0]
        words = taken_out_of_html(match[2], gone)
        return words if words != match[2] else f"{words} {TAKEN_OUT}"

    def anchor(match: re.Match[str]) -> str:
        name = unescape(match[2])
        if not withdrawn_in(name, gone):
            return match[0]
        return match[1] + escape(taken_out(name, gone, f"da-rut-{zlib.crc32(name.encode()):x}".translate(_LETTERS)))

    linked = _LINK.sub(link, html)
    if linked == html and not may_be_withdrawn_in_html(html, gone):
        return html
    return _ANCHOR.sub(anchor, taken_out_of_html(linked, gone))
