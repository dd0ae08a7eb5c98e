"""Records to CSV for a spreadsheet: UTF-8 with a byte order mark, RFC 4180, one row for what a row can hold."""

from __future__ import annotations

import csv
import io
from typing import Any

from facts.numbers.phones import shown
from facts.records.kinds import KINDS
from facts.records.models import DIALED_KINDS

BOM = "\ufeff"
# What is said elsewhere, or is made for programs only.
LEFT_OUT = {"resolved", "publish", "because", "order"}
# Spreadsheets take a text that begins like this for a formula, and some run it (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def columns(kind: str, schema: dict[str, Any]) -> list[str]:
    """The columns of a kind, by the JSON Schema of its entries: all of them always, so that none moves when one is first filled."""
    entry, spread = schema["$defs"]["Entry"]["properties"], KINDS[kind].rows
    found = {*entry} - {*LEFT_OUT, spread, "id", "name"}
    if spread:
        part = schema["$defs"][entry[spread]["items"]["$ref"].rpartition("/")[2]]["properties"]
        found |= {f"{spread.rstrip('s')}_{key}" for key in part}
    return ["id", "name", *sorted(found)]


def to_csv(kind: str, entries: list[dict[str, Any]], schema: dict[str, Any]) -> str:
    """One kind as CSV, from the same entries as its JSON and the schema of these."""
    rows = [row for entry in entries for row in _rows(kind, entry)]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns(kind, schema), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return BOM + out.getvalue()


def _rows(kind: str, entry: dict[str, Any]) -> list[dict[str, Any]]:
    spread = KINDS[kind].rows
    common = {"name": entry.get("name") or entry.get("title")}
    common |= {key: value for key, value in entry.items() if key not in {*LEFT_OUT, spread}}
    parts = entry.get(spread) or [{}]
    label = spread.rstrip("s")
    rows = [{**common, **{f"{label}_{key}": value for key, value in _part(part).items()}} for part in parts]
    return [{column: cell(value) for column, value in row.items()} for row in rows]


def _part(part: dict[str, Any]) -> dict[str, Any]:
    """A channel's number in groups, as people say it: a spreadsheet would take the zero off a bare one."""
    if part.get("kind") in DIALED_KINDS:
        return {**part, "value": shown(part["value"])}
    return part


def cell(value: Any) -> str | int | float:
    """One cell: numbers stay numbers, lists become lines of text, and no text can be a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return value
        case _:
            text = _flat(value)
            return f"'{text}" if text.startswith(FORMULA) else text


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
