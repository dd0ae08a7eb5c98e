"""Records to the files that other programs read: every path and its text. Nothing here depends on more than the
facts, the day and the settings; what needs a whole address is left out while the site has none.

In JSON a record that is taken off keeps its name and reason; the other forms, which people filter less, do not have it
at all. The calendar cancels it.
"""

from __future__ import annotations

import json
from typing import Any

from facts import agenda, feed, findable, gaps, hsds, openapi, tables, when
from facts.addresses import API, CALENDAR, FEED, address
from facts.kinds import FOLDERS
from facts.parts import references
from facts.records import Commune, Gap, Hotline, Record, SupportPlace
from facts.site import Site
from facts.store import Facts

SCHEMA_VERSION = 1
LICENSE = "CC-BY-4.0"


def entry(site: Site, record: Record | Commune) -> dict[str, Any]:
    """One record as plain values, with its address, its freshness, and what each id in it names."""
    found: dict[str, Any] = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    found["address"] = address(record.kind, record.id)
    found["resolved"] = _resolved(site.facts, record)
    if isinstance(record, Record):
        found["freshness"] = site.freshness(record).value
        found["not_found"] = [one.words for one in gaps.sought(site, record) if not one.is_answered]
    if isinstance(record, Gap):
        found["shown_at"] = gaps.shown_at(site.facts, record.id)
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


def enveloped(site: Site, kind: str) -> dict[str, Any]:
    """One kind in the envelope that all files share."""
    return {
        "schema_version": SCHEMA_VERSION,
        "generated_on": site.today.isoformat(),
        "license": LICENSE,
        "data": [entry(site, record) for record in site.facts.all(kind)],
    }


def paths(site: Site) -> frozenset[str]:
    """The paths of `files`, without making what is large: pages may link to them."""
    found = {f"{API}{path}" for kind in site.kinds for path in (f"{kind}.json", f"{kind}.csv", f"schema/{kind}.json")}
    found |= {f"{API}hsds.json", f"{API}openapi.json", CALENDAR, *findable.files(site)}
    return frozenset(found | ({FEED} if site.settings.site_url else set()))


def files(site: Site) -> dict[str, str]:
    """Every export as site-relative path → text, in the order of /du-lieu/."""
    found: dict[str, str] = {}
    for kind in site.kinds:
        envelope = enveloped(site, kind)
        found[f"{API}{kind}.json"] = to_json(envelope)
        rows = [entry for entry in envelope["data"] if entry.get("freshness") != when.Freshness.WITHDRAWN]
        found[f"{API}{kind}.csv"] = tables.to_csv(kind, rows)
        found[f"{API}schema/{kind}.json"] = to_json(openapi.schema_of(kind, SCHEMA_VERSION, LICENSE))
    services = [*site.shown(Hotline), *site.shown(SupportPlace)]
    found[f"{API}hsds.json"] = to_json(hsds.page(site, services))
    found[f"{API}openapi.json"] = to_json(openapi.document(site.settings, site.kinds, SCHEMA_VERSION, LICENSE))
    found[CALENDAR] = agenda.to_ics(site)
    if site.settings.site_url:
        found[FEED] = feed.to_atom(site)
    return found | findable.files(site)
