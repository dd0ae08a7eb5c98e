"""JSON-LD of a page (schema.org), for search engines: nothing that the page itself does not say.

Light pages have none: each byte there stands before a number. A withdrawn record has none either.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from facts import exports, row, when
from facts.addresses import address
from facts.blocks import Context
from facts.phones import dialed
from facts.records import Campaign, Commune, Document, Hotline

Thing = dict[str, Any]
DATA_PAGE = "du-lieu/"
DOCUMENT_PAGE = "van-ban/"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"


def script(context: Context, url: str, record: str, title: str, above: Sequence[tuple[str, str]]) -> Markup:
    """The page's JSON-LD as one data block, or nothing.

    `record` is the page's own record as kind/id, or ''; `above` the pages over it, outermost first, as (address, title).
    """
    things = [*_crumbs(context, title, above), *_things(context, url, record)]
    if not things:
        return Markup()
    graph = {"@context": "https://schema.org", "@graph": [_said(thing) for thing in things]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":  # nothing in a value can end the block (HTML, script data state)
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(f'<script type="application/ld+json">{text}</script>\n')


def _said(value: Any) -> Any:
    """Drop what is not known."""
    if isinstance(value, dict):
        return {key: _said(inner) for key, inner in value.items() if inner not in (None, "", [])}
    return [_said(inner) for inner in value] if isinstance(value, list) else value


def _crumbs(context: Context, title: str, above: Sequence[tuple[str, str]]) -> Iterator[Thing]:
    """The way to the page; search engines take only whole addresses here."""
    if not above or not context.settings.site_url:
        return
    places = [("", "Trang đầu"), *above]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": context.settings.whole(place)}
        for number, (place, name) in enumerate(places, 1)
    ]
    items.append({"@type": "ListItem", "position": len(items) + 1, "name": title})
    yield {"@type": "BreadcrumbList", "itemListElement": items}


def _things(context: Context, url: str, record: str) -> Iterator[Thing]:
    kind, _, id = record.partition("/")
    if kind == "campaigns" and context.facts.has(kind, id):
        yield from _event(context, context.facts.get(kind, id))
    elif kind == "communes" and context.facts.has(kind, id):
        yield from _services(context, context.facts.get(kind, id))
    elif url == DOCUMENT_PAGE:
        documents: list[Document] = context.facts.all("documents")
        yield from (_legislation(context, d) for d in documents if not when.is_withdrawn(d, context.today))
    elif url == DATA_PAGE:
        yield _dataset(context)


def _event(context: Context, campaign: Campaign) -> Iterator[Thing]:
    parent = context.facts.find("campaigns", campaign.part_of)
    first, last = when.campaign_days(campaign, context.today, parent)
    if first is None or when.is_withdrawn(campaign, context.today):
        return
    yield {
        "@type": "Event",
        "name": campaign.name,
        "startDate": first.isoformat(),
        "endDate": last.isoformat() if last else None,
        "eventStatus": "https://schema.org/EventScheduled",
        "description": campaign.theme or campaign.summary,
        "location": {"@type": "Place", "name": campaign.where} if campaign.where else None,
        "superEvent": {"@type": "Event", "name": parent.name} if parent else None,
        "url": context.settings.whole(address("campaigns", campaign.id)),
    }


def _services(context: Context, commune: Commune) -> Iterator[Thing]:
    """The lines that a commune's page shows, as services for that commune."""
    for line in row.first(row.short_codes(context.facts, context.today)):
        yield _service(context, line, commune.full_name)


def _service(context: Context, line: Hotline, area: str) -> Thing:
    agency = context.facts.find("agencies", line.agency)
    return {
        "@type": "GovernmentService",
        "name": line.name,
        "description": None if line.purpose == "emergency" and line.call_when else line.answers,  # as its card says
        "areaServed": {"@type": "AdministrativeArea", "name": area},
        "serviceOperator": {"@type": "GovernmentOrganization", "name": agency.name} if agency else None,
        "availableChannel": {
            "@type": "ServiceChannel",
            "servicePhone": {
                "@type": "ContactPoint",
                "telephone": dialed(line.dialed[0].value),
                "contactType": {"emergency": "emergency", "help": "customer support"}.get(line.purpose, "reporting"),
            },
        },
        "url": context.settings.whole(address("hotlines", line.id)),
    }


def _legislation(context: Context, document: Document) -> Thing:
    force = {when.Status.ACTIVE: "InForce", when.Status.ENDED: "NotInForce"}.get(context.status(document))
    issuer = context.facts.find("agencies", document.issuer)
    return {
        "@type": "Legislation",
        "name": document.name,
        "legislationIdentifier": document.number,
        "legislationType": document.type,
        "legislationDate": document.issued_on,
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": issuer.name} if issuer else None,
        "legislationLegalForce": f"https://schema.org/{force}" if force else None,
        "url": context.settings.whole(address("documents", document.id)),
    }


def _dataset(context: Context) -> Thing:
    settings = context.settings
    types = {"json": "application/json", "csv": "text/csv"}
    downloads = [
        {
            "@type": "DataDownload",
            "encodingFormat": types[ending],
            "contentUrl": settings.whole(f"{exports.API}{kind}.{ending}"),
        }
        for kind in exports.kinds(context)
        for ending in types
        if settings.site_url
    ]
    return {
        "@type": "Dataset",
        "name": f"{settings.site_name}: dữ liệu mở",
        "description": settings.description,
        "license": LICENSE_URL,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "spatialCoverage": settings.province,
        "dateModified": context.today.isoformat(),
        "creator": {"@type": "Organization", "name": settings.operator or settings.site_name},
        "distribution": downloads,
        "url": settings.whole(DATA_PAGE),
    }
