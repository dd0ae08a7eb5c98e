"""JSON-LD of a page (schema.org), for search engines: nothing that the page itself does not say.

Light pages have none: each byte there stands before a number. A withdrawn record has none either.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from facts.exports import files
from facts.numbers.phones import dialed
from facts.records import kinds, when
from facts.records.addresses import DATA, address
from facts.records.models import Agency, Campaign, Commune, Document, Hotline, SupportPlace
from facts.site.site import Site

Thing = dict[str, Any]
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"


def script(site: Site, url: str, record: str, title: str, above: Sequence[tuple[str, str]]) -> Markup:
    """The page's JSON-LD as one data block, or nothing.

    `record` is the page's own record as kind/id, or ''; `above` the pages over it, outermost first, as (address, title).
    """
    things = [*_crumbs(site, title, above), *_things(site, url, record)]
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


def _crumbs(site: Site, title: str, above: Sequence[tuple[str, str]]) -> Iterator[Thing]:
    """The way to the page; search engines take only whole addresses here."""
    if not above or not site.settings.site_url:
        return
    places = [("", "Trang đầu"), *above]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": site.settings.whole(place)}
        for number, (place, name) in enumerate(places, 1)
    ]
    items.append({"@type": "ListItem", "position": len(items) + 1, "name": title})
    yield {"@type": "BreadcrumbList", "itemListElement": items}


def _things(site: Site, url: str, record: str) -> Iterator[Thing]:
    """Of a page that is one record's own, that record; of one that many records share, all that are shown."""
    name, _, id = record.partition("/")
    if name in KINDS and site.facts.has(name, id):
        yield from KINDS[name](site, site.facts.get(name, id))
    for kind in (kinds.KINDS[name] for name in KINDS):
        if not kind.has_pages and url == kind.hub:
            yield from (thing for one in site.shown(kind.name) for thing in KINDS[kind.name](site, one))
    if url == DATA:
        yield _dataset(site)


def _event(site: Site, campaign: Campaign) -> Iterator[Thing]:
    parent = site.facts.find(Campaign, campaign.part_of)
    first, last = when.campaign_days(campaign, site.today, parent)
    if first is None or site.is_off(campaign):
        return
    yield {
        "@type": "Event",
        "name": campaign.name,
        "startDate": first.isoformat(),
        "endDate": last.isoformat() if last else None,
        "eventStatus": "https://schema.org/EventScheduled",
        "description": campaign.theme or campaign.summary,
        "location": {"@type": "Place" if campaign.where else "AdministrativeArea", "name": site.place_of(campaign)},
        "superEvent": {"@type": "Event", "name": parent.name} if parent else None,
        "url": site.settings.whole(address("campaigns", campaign.id)),
    }


def _services(site: Site, commune: Commune) -> Iterator[Thing]:
    """The lines that a commune's page shows, as services for that commune."""
    for line in site.first_numbers:
        yield _service(site, line, commune.full_name)


def _service(site: Site, line: Hotline, area: str) -> Thing:
    agency = site.facts.find(Agency, line.agency)
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
        "url": site.settings.whole(address("hotlines", line.id)),
    }


def _place(site: Site, place: SupportPlace) -> Iterator[Thing]:
    """A place that can be called or written to before going there."""
    if not place.dialed:
        return
    yield {
        "@type": "Place",
        "name": place.name,
        "address": place.where,
        "telephone": dialed(place.dialed[0].value),
        "url": site.settings.whole(address("places", place.id)),
    }


def _legislation(site: Site, document: Document) -> Iterator[Thing]:
    force = {when.Status.ACTIVE: "InForce", when.Status.ENDED: "NotInForce"}.get(site.status(document))
    issuer = site.facts.find(Agency, document.issuer)
    yield {
        "@type": "Legislation",
        "name": document.name,
        "legislationIdentifier": document.number,
        "legislationType": document.type,
        "legislationDate": document.issued_on,
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": issuer.name} if issuer else None,
        "legislationLegalForce": f"https://schema.org/{force}" if force else None,
        "url": site.settings.whole(address("documents", document.id)),
    }


# What search engines are told of the records of a kind.
KINDS: dict[str, Callable[[Site, Any], Iterator[Thing]]] = {
    "documents": _legislation,
    "places": _place,
    "campaigns": _event,
    "communes": _services,
}


def _dataset(site: Site) -> Thing:
    settings = site.settings
    downloads = [
        {"@type": "DataDownload", "encodingFormat": export.type, "contentUrl": settings.whole(export.path)}
        for kind in site.kinds
        for export in files.of(kind)
        if export.schema and settings.site_url
    ]
    return {
        "@type": "Dataset",
        "name": f"{settings.site_name}: dữ liệu mở",
        "description": settings.description,
        "license": LICENSE_URL,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "spatialCoverage": settings.province,
        "dateModified": site.today.isoformat(),
        "creator": {"@type": "Organization", "name": settings.operator or settings.site_name},
        "distribution": downloads,
        "url": settings.whole(DATA),
    }
