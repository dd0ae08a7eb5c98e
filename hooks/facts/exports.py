"""Records to the files that other programs read: every path and its text. Nothing here depends on more than the
facts, the day and the settings; what needs a whole address is left out while the site has none.

In JSON a withdrawn record keeps its name and reason and a line loses its numbers; the other forms, which people
filter less, do not have it at all. The calendar cancels it.
"""

from __future__ import annotations

import json
from typing import Any

from facts import agenda, feed, findable, gaps, hsds, openapi, tables, when
from facts.addresses import address
from facts.blocks import Context
from facts.kinds import FOLDERS, KINDS
from facts.parts import references
from facts.records import Commune, Gap, Hotline, Record, Result, SupportPlace
from facts.store import Facts

SCHEMA_VERSION = 1
LICENSE = "CC-BY-4.0"
API = f"api/v{SCHEMA_VERSION}/"


def kinds(context: Context) -> list[str]:
    """The kinds that have a record."""
    return [kind for kind in KINDS if context.facts.all(kind)]


def shown(context: Context, kind: str) -> list[Record | Commune]:
    """The records of a kind that lists may show."""
    records = context.facts.all(kind)
    return [r for r in records if isinstance(r, Commune) or not when.is_withdrawn(r, context.today)]


def entry(context: Context, record: Record | Commune) -> dict[str, Any]:
    """One record as plain values, with its address, its freshness, and what each id in it names."""
    found: dict[str, Any] = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    found["address"] = address(record.kind, record.id)
    found["resolved"] = _resolved(context.facts, record)
    if isinstance(record, Record):
        found["freshness"] = when.freshness(record, context.today).value
        said = gaps.sought(context.facts, record, context.today)
        found["not_found"] = [one.words for one in said if not one.is_answered]
    if isinstance(record, Gap):
        found["shown_at"] = gaps.shown_at(context.facts, record.id)
    if isinstance(record, Result) and when.is_withdrawn(record, context.today):
        found = {key: value for key, value in found.items() if key not in ("value", "out_of")}
    if isinstance(record, Hotline | SupportPlace) and when.is_withdrawn(record, context.today):
        found |= {"channels": []} | ({"formerly": []} if isinstance(record, Hotline) else {})
    return dict(sorted(found.items()))


def _resolved(facts: Facts, record: Record | Commune) -> dict[str, dict[str, str]]:
    """The name and address of every record that this one names, by `kind/id`."""
    named = {}
    for _, kind, id in references(record):
        if facts.has(kind, id) and kind in FOLDERS:
            named[f"{kind}/{id}"] = {"name": facts.get(kind, id).name, "address": address(kind, id)}
    return dict(sorted(named.items()))


def to_json(value: Any) -> str:
    """JSON as people can read it and as the same bytes each time."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def enveloped(context: Context, kind: str) -> dict[str, Any]:
    """One kind in the envelope that all files share."""
    return {
        "schema_version": SCHEMA_VERSION,
        "generated_on": context.today.isoformat(),
        "license": LICENSE,
        "data": [entry(context, record) for record in context.facts.all(kind)],
    }


def files(context: Context) -> dict[str, str]:
    """Every export as site-relative path → text, in the order of /du-lieu/. Made once a context."""
    if not context.exported:
        context.exported.update(_files(context))
    return context.exported


def paths(context: Context) -> frozenset[str]:
    """The paths of `files`, without making what is large: pages may link to them."""
    found = {
        f"{API}{path}" for kind in kinds(context) for path in (f"{kind}.json", f"{kind}.csv", f"schema/{kind}.json")
    }
    found |= {f"{API}hsds.json", f"{API}openapi.json", agenda.PATH, *findable.files(context)}
    return frozenset(found | ({feed.PATH} if context.settings.site_url else set()))


def _files(context: Context) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in kinds(context):
        envelope = enveloped(context, kind)
        found[f"{API}{kind}.json"] = to_json(envelope)
        rows = [entry for entry in envelope["data"] if entry.get("freshness") != when.Freshness.WITHDRAWN]
        found[f"{API}{kind}.csv"] = tables.to_csv(kind, rows)
        found[f"{API}schema/{kind}.json"] = to_json(openapi.schema_of(kind, SCHEMA_VERSION, LICENSE))
    services = [r for kind in ("hotlines", "places") for r in shown(context, kind)]
    found[f"{API}hsds.json"] = to_json(hsds.page(context, services))
    found[f"{API}openapi.json"] = to_json(openapi.document(context, kinds(context), SCHEMA_VERSION, LICENSE))
    found[agenda.PATH] = agenda.to_ics(context)
    if context.settings.site_url:
        found[feed.PATH] = feed.to_atom(context)
    return found | findable.files(context)
