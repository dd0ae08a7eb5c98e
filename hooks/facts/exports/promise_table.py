"""Every promise with a number as a spreadsheet: due when, found what, promised where, as the page of promises tells it."""

from __future__ import annotations

import csv
import io
from typing import Any

from facts.exports.csv_tables import BOM, SAID, cell
from facts.exports.export import Export
from facts.records.addresses import API, address
from facts.records.models import Result
from facts.site.promises import Due, Promise, promises
from facts.site.site import Site
from facts.site.words import say_measure, say_number

# fmt: off
COLUMNS = (
    "id", "promise", "bound", "value", "unit", "of", "due_on", "is_due", "found", "results", "near", "plan", "document",
    "address", "verified_on", f"value_{SAID}",
)
# fmt: on


def to_csv(site: Site) -> str:
    """The promises of the province in the order of the page; `found` is result, near, nothing or not-yet."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for promise in promises(site):
        writer.writerow({column: cell(value) for column, value in _row(promise).items()})
    return BOM + out.getvalue()


def _row(promise: Promise) -> dict[str, Any]:
    plan, target = promise.plan, promise.target
    return {
        "id": promise.id,
        "promise": target.text,
        "bound": target.bound.strip(),
        "value": target.value,
        "unit": target.unit,
        "of": target.of,
        "due_on": promise.due_on,
        "is_due": promise.due is Due.PAST,
        "found": promise.found.value,
        "results": [_figure(result) for result in promise.results],
        "near": [f"{_figure(result)}: {why}" for result, why in promise.near],
        "plan": plan.name,
        "document": target.document or plan.document,
        "address": f"{address('plans', plan.id)}#{target.id}",
        "verified_on": plan.verified_on,
        f"value_{SAID}": say_measure(target.value or 0, target.unit),
    }


def _figure(result: Result) -> str:
    of = f"{say_number(result.value)} trên " if result.out_of is not None else ""
    return f"{result.id} ({of}{say_measure(result.out_of or result.value, result.unit)}, {result.as_of})"


EXPORT = Export(
    f"{API}promises.csv", "text/csv", to_csv, "lời hứa có con số của {tỉnh}: hạn, kết quả tìm thấy, hứa ở đâu",
    is_there=lambda site: bool(promises(site)), schema={"type": "string"}, id="promises",
    summary="Lời hứa có con số của {tỉnh}, cho bảng tính",
)  # fmt: skip
