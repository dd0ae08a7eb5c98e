"""Records to files that other programs read. Nothing here depends on more than the facts and the day."""

from __future__ import annotations

import json
from typing import Any

from facts import when
from facts.addresses import address
from facts.blocks import Context
from facts.check import Facts, references
from facts.records import KINDS, Commune, Hotline, Record

SCHEMA_VERSION = 1
LICENSE = "CC-BY-4.0"


def _resolved(facts: Facts, record: Record | Commune) -> dict[str, dict[str, str]]:
    """The name and address of every record that this one names, by `kind/id`."""
    named = {}
    for _, kind, id in references(record):
        if facts.has(kind, id) and kind in KINDS:
            named[f"{kind}/{id}"] = {"name": facts.get(kind, id).name, "address": address(kind, id)}
    return dict(sorted(named.items()))


def _cleaned(context: Context, value: Any) -> Any:
    """Take withdrawn numbers out of every text."""
    if isinstance(value, str):
        return context.take_off(value)
    if isinstance(value, list):
        return [_cleaned(context, item) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(context, item) for key, item in value.items()}
    return value


def _entry(context: Context, record: Record | Commune) -> dict[str, Any]:
    entry: dict[str, Any] = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    entry["address"] = address(record.kind, record.id)
    entry["resolved"] = _resolved(context.facts, record)
    if isinstance(record, Record):
        entry["freshness"] = when.freshness(record, context.today).value
        if isinstance(record, Hotline) and when.is_withdrawn(record, context.today):
            entry["channels"], entry["formerly"] = [], []
    return {key: _cleaned(context, value) for key, value in sorted(entry.items())}


def to_json(context: Context, kind: str) -> str:
    """One kind as JSON text in one envelope; a withdrawn line keeps its name and reason and loses its numbers."""
    records = [_entry(context, record) for record in context.facts.all(kind)]
    envelope = {
        "schema_version": SCHEMA_VERSION,
        "generated_on": context.today.isoformat(),
        "license": LICENSE,
        "data": records,
    }
    return json.dumps(envelope, ensure_ascii=False, indent=1) + "\n"


def files(context: Context) -> dict[str, str]:
    """Every export as site-relative path → text."""
    kinds = [kind for kind in (*KINDS, "communes") if context.facts.all(kind)]
    return {f"api/v1/{kind}.json": to_json(context, kind) for kind in kinds}
