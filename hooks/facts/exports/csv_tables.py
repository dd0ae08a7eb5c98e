"""Records to CSV for a spreadsheet: UTF-8 with a byte order mark, RFC 4180, one row for what a row can hold."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import Any

from facts.numbers.phones import shown
from facts.records.kinds import KINDS
from facts.records.models import DIALED_KINDS
from facts.site.words import say_measure

BOM = "\ufeff"
# What is said elsewhere, or is made for programs only.
LEFT_OUT = {"resolved", "publish", "because", "order"}
# A figure as readers see it, at the end of a row: “468,281 km” is text in every spreadsheet.
SAID = "said"
_PERCENT = re.compile(r"([0-9.,]+) ?%")  # as a whole cell a number again, and another one in each language
# Spreadsheets take a text that begins like this for a formula, and some run it (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def columns(kind: str, schema: dict[str, Any]) -> list[str]:
    """The columns of a kind, by the JSON Schema of its entries: all of them always, so that none moves when one is first filled."""
    entry, spread = schema["$defs"]["Entry"]["properties"], KINDS[kind].rows
    found = {*entry} - {*LEFT_OUT, spread, "id", "name"}
    if spread:
        part = schema["$defs"][entry[spread]["items"]["$ref"].rpartition("/")[2]]["properties"]
        found |= {f"{spread.rstrip('s')}_{key}" for key in part}
    return ["id", "name", *sorted(found), *sorted(_figures(found))]


def _figures(names: set[str]) -> dict[str, tuple[str, str]]:
    """The column that says a figure in words → those of its value and its unit."""
    found = {}
    for value in names:
        stem, _, name = value.rpartition("value")
        if not name and value.endswith("value") and f"{stem}unit" in names:
            found[f"{value}_{SAID}"] = (value, f"{stem}unit")
    return found


def to_csv(kind: str, entries: list[dict[str, Any]], schema: dict[str, Any]) -> str:
    """One kind as CSV, from the same entries as its JSON and the schema of these."""
    names = columns(kind, schema)
    figures = _figures({*names})
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in (row for entry in entries for row in _rows(kind, entry)):
        said = {
            name: say_measure(row[of], row[unit]) for name, (of, unit) in figures.items() if row.get(of) is not None
        }
        writer.writerow({column: cell(value) for column, value in {**row, **said}.items()})
    return BOM + out.getvalue()


def _rows(kind: str, entry: dict[str, Any]) -> list[dict[str, Any]]:
    spread = KINDS[kind].rows
    common = {"name": entry.get("name") or entry.get("title")}
    common |= {key: value for key, value in entry.items() if key not in {*LEFT_OUT, spread}}
    parts = entry.get(spread) or [{}]
    label = spread.rstrip("s")
    return [{**common, **{f"{label}_{key}": value for key, value in _part(part).items()}} for part in parts]


def _part(part: dict[str, Any]) -> dict[str, Any]:
    """A channel's number in groups, as people say it: a spreadsheet would take the zero off a bare one."""
    if part.get("kind") in DIALED_KINDS:
        return {**part, "value": shown(part["value"])}
    return part


def cell(value: Any) -> str | int:
    """One cell: numbers stay numbers, lists become lines of text, and no text can be a formula.

    A fraction is written as whole digits and a power of ten, 468281E-3: a point is the sign of thousands in a Vietnamese
    spreadsheet, which reads 468.281 as 468281 and 419.5 as text.
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return value
        case float():
            return int(value) if value.is_integer() else _digits(value)
        case _:
            text = _flat(value)
            if percent := _PERCENT.fullmatch(text):
                text = f"{percent[1]} phần trăm"
            return f"'{text}" if text.startswith(FORMULA) else text


def _digits(value: float) -> str:
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    return f"{'-' * sign}{''.join(map(str, digits))}E{exponent}"


def _flat(value: Any) -> str:
    match value:
        case dict():
            if set(value) <= {"text", "sources", "basis", "note"} and "text" in value:  # a point: its sentence
                return str(value["text"])
            if set(value) == {"value", "say"}:  # an answer and its sentence
                return f"{value['value']}: {value['say']}"
            return "; ".join(f"{key}: {_flat(inner)}" for key, inner in value.items() if inner not in (None, [], ()))
        case list() | tuple():
            return " | ".join(_flat(item) for item in value)
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)
