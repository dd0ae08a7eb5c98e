"""Lines and places in the words of the Human Services Data Specification 3.0 (Open Referral), as a page of services.

What our records do not know is left out; nothing is guessed to fill a field. Ids are UUIDs made of our own ids
(RFC 9562, version 5), so they stay the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from facts.numbers.phones import dialed, shown
from facts.records import when
from facts.records.addresses import address, slugify
from facts.records.models import Agency, Channel, Hotline, SupportPlace, WeeklyHours
from facts.site.site import Site
from facts.site.words import say_hours

NAMESPACE = UUID("0f2f4a3e-6a0b-5f0e-9d0e-6c1d5b1f7a10")  # ours, once and for all
KINDS_OF_PHONE = {"call": "voice", "sms": "text", "zalo": "text"}
DAYS = dict(zip(when.WEEKDAYS, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))


def page(site: Site, records: Sequence[Any]) -> dict[str, Any]:
    """All services on one page, as HSDS's API gives them."""
    services = [_service(site, record) for record in records]
    return {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "contents": services,
    }


def _id(site: Site, *parts: str) -> str:
    return str(uuid5(NAMESPACE, "/".join((slugify(site.settings.province), *parts))))


def _service(site: Site, record: Hotline | SupportPlace) -> dict[str, Any]:
    key = (record.kind, record.id)
    service: dict[str, Any] = {
        "id": _id(site, *key),
        "name": record.name,
        "status": "inactive" if _is_over(site, record) else "active",
        "assured_date": record.verified_on.isoformat(),
        "organization": _organization(site, record),
    }
    if url := site.settings.whole(address(*key)):
        service["url"] = url
    reached = {
        "phones": [_phone(site, key, channel) for channel in record.dialed],
        "schedules": [one for channel in record.channels for one in _schedules(site, key, channel)],
    }
    if isinstance(record, SupportPlace):
        location = {"id": _id(site, *key, "location"), "location_type": "physical", "name": record.name,
                    "description": record.where}  # fmt: skip
        service |= {"description": " ".join(point.text for point in record.services), **reached}
        service |= {"service_at_locations": [{"id": _id(site, *key, "at"), "location": location}]}
        return service
    service |= {
        "description": " ".join((record.answers, *(point.text for point in record.does))),
        "eligibility_description": record.for_whom,
        **reached,
        "service_areas": [{"id": _id(site, *key, "area"), "name": record.area}],
    }
    if all(channel.cost == "free" for channel in record.channels):
        service["cost_options"] = [{"id": _id(site, *key, "cost"), "option": "free", "amount": 0, "currency": "VND"}]
    if record.recheck:
        service["alert"] = record.recheck
    return service


def _is_over(site: Site, record: Hotline | SupportPlace) -> bool:
    return isinstance(record, SupportPlace) and site.status(record) is when.Status.ENDED


def _organization(site: Site, record: Hotline | SupportPlace) -> dict[str, Any]:
    """Who answers; where no source names an agency, the service itself stands for it."""
    agency = site.facts.find(Agency, record.agency)
    name = agency.name if agency else record.name
    key = ("agencies", record.agency) if agency and record.agency else (record.kind, record.id, "organization")
    return {"id": _id(site, *key), "name": name, "description": name}


def _phone(site: Site, key: tuple[str, str], channel: Channel) -> dict[str, Any]:
    phone = {"id": _id(site, *key, channel.channel, dialed(channel.value)), "number": shown(channel.value),
             "type": KINDS_OF_PHONE[channel.channel]}  # fmt: skip
    return {**phone, "description": channel.note} if channel.note else phone


def _schedules(site: Site, key: tuple[str, str], channel: Channel) -> list[dict[str, Any]]:
    """When a channel is answered; hours that no source tells are no schedule."""
    made = _id(site, *key, "hours", channel.channel)
    if channel.hours == "always":
        return [{"id": made, "freq": "WEEKLY", "byday": ",".join(DAYS.values()), "opens_at": "00:00", "closes_at": "23:59",
                 "description": say_hours(channel.hours)}]  # fmt: skip
    if not isinstance(channel.hours, WeeklyHours):
        return []
    return [
        {
            "id": _id(site, *key, "hours", channel.channel, str(number)),
            "freq": "WEEKLY",
            "byday": ",".join(DAYS[day] for day in span.days),
            "opens_at": span.opens,
            "closes_at": "23:59" if span.closes == "24:00" else span.closes,
            "description": say_hours(channel.hours),
        }
        for number, span in enumerate(channel.hours.weekly)
    ]
