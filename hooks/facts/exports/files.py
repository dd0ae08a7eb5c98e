"""Records to the files that other programs read: every path and its text. Nothing here depends on more than the
facts, the day and the settings; what needs a whole address is left out while the site has none.

In JSON a record that is taken off keeps its name and reason; the other forms, which people filter less, do not have it
at all. The calendar cancels it.
"""

from __future__ import annotations

import json
from typing import Any

from facts.exports import agenda, csv_tables, discovery, feed, hsds, openapi, promise_table
from facts.exports.export import JSON, Export
from facts.records.addresses import API, address
from facts.records.kinds import FOLDERS, KINDS
from facts.records.models import Commune, Gap, Hotline, Record, SupportPlace
from facts.records.parts import references
from facts.site import gaps
from facts.site.site import Site
from facts.site.store import Facts

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
    """The paths of `files`, without making any: pages may link to them."""
    return frozenset(export.path for export in there(site))


def files(site: Site) -> dict[str, str]:
    """Every export as site-relative path → text, in the order of /du-lieu/."""
    return {export.path: export.make(site) for export in there(site)}


def there(site: Site) -> list[Export]:
    """The files that the site has: those of kinds that have a record, and the others with something to say."""
    return [
        *(export for kind in site.kinds for export in of(kind)),
        *(one.worded(site) for one in EXPORTS if one.is_there(site)),
    ]


def every() -> list[Export]:
    """Every file that there can be, whatever data/ holds."""
    return [*(export for kind in KINDS for export in of(kind)), *EXPORTS]


def of(kind: str) -> tuple[Export, ...]:
    """The files of one kind."""
    label, at = KINDS[kind].label, f"{API}{kind}"

    def csv(site: Site) -> str:
        shown = {record.id for record in site.shown(kind)}
        rows = [entry for entry in enveloped(site, kind)["data"] if entry["id"] in shown]
        return csv_tables.to_csv(kind, rows, openapi.schema_of(kind, SCHEMA_VERSION, LICENSE))

    return (
        Export(
            f"{at}.json", JSON, lambda site: to_json(enveloped(site, kind)),
            schema=openapi.listed(kind, SCHEMA_VERSION, LICENSE), summary=f"Mọi mục loại {label}",
        ),
        Export(f"{at}.csv", "text/csv", csv, schema={"type": "string"}, summary=f"Như trên, cho bảng tính: {label}"),
        Export(f"{API}schema/{kind}.json", JSON, lambda _: to_json(openapi.schema_of(kind, SCHEMA_VERSION, LICENSE))),
    )  # fmt: skip


def _openapi(site: Site) -> str:
    described = [export for export in there(site) if export.schema]
    return to_json(openapi.document(site.settings, site.kinds, described, SCHEMA_VERSION, LICENSE))


def _hsds(site: Site) -> str:
    return to_json(hsds.page(site, [*site.shown(Hotline), *site.shown(SupportPlace)]))


def _llms(site: Site) -> str:
    told = {
        f"{API}hotlines.json": "Dữ liệu mở: đường dây, dạng JSON",
        f"{API}openapi.json": "Mô tả dữ liệu mở, dạng OpenAPI",
    }
    return discovery.llms(site, told)


# Every file beside those of the kinds, in the order of /du-lieu/.
EXPORTS = (
    Export(f"{API}openapi.json", JSON, _openapi, "mô tả mọi tệp trên, theo OpenAPI 3.1"),
    Export(
        f"{API}hsds.json", JSON, _hsds, "đường dây và nơi hỗ trợ, theo Human Services Data Specification 3",
        schema=hsds.SCHEMA,
        id="hsds", summary="Đường dây và nơi hỗ trợ theo Human Services Data Specification 3",
    ),
    promise_table.EXPORT,
    agenda.EXPORT,
    feed.EXPORT,
    *discovery.EXPORTS,
    Export("llms.txt", discovery.TEXT, _llms, "dành cho chương trình trả lời câu hỏi: các số trước, kèm ngày"),
)  # fmt: skip
