"""Lines and places in the words of the Human Services Data Specification 3.0 (Open Referral), as a page of services.

What our records do not know is left out; nothing is guessed to fill a field. Ids are UUIDs made of our own ids
(RFC 9562, version 5), so they stay the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from facts.exports.export import lasting_id
from facts.numbers.phones import dialed, shown
from facts.records import when
from facts.records.addresses import address
from facts.records.models import Agency, Channel, Hotline, HoursException, SupportPlace, WeeklyHours
from facts.site.site import Site
from facts.site.words import say_day, say_hours

# “text” is SMS there: a message to a Zalo number by SMS reaches nobody.
KINDS_OF_PHONE = {
    "call": "voice",
    "sms": "text",
}
HOURS_FROM_UTC = 7  # all of Vietnam, all year, since 1975; without it a time of day is one of UTC
OFFSET = f"+{HOURS_FROM_UTC:02}:00"
DAYS = dict(zip(when.WEEKDAYS, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))


_OPEN = {"type": "object", "additionalProperties": True}  # else some generators take it for an object of nothing
_LIST = {"type": "array", "items": _OPEN}
_LISTS = ("phones", "schedules", "service_areas", "service_at_locations", "cost_options")
_WORDS = (
    "name", "status", "assured_date", "description", "url", "alert", "application_process", "eligibility_description",
)  # fmt: skip
# What generators of clients are told; all of it is Open Referral's to define.
SCHEMA = {
    "title": "HsdsPage",
    "type": "object",
    "required": ["contents"],
    "properties": {
        **{name: {"type": "integer"} for name in ("total_items", "total_pages", "page_number", "size")},
        **{name: {"type": "boolean"} for name in ("first_page", "last_page", "empty")},
        "contents": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "name", "status"],
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    **{name: {"type": "string"} for name in _WORDS},
                    "organization": _OPEN,
                    **dict.fromkeys(_LISTS, _LIST),
                },
            },
        },
    },
}


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


def _service(site: Site, record: Hotline | SupportPlace) -> dict[str, Any]:
    key = (record.kind, record.id)
    service: dict[str, Any] = {
        "id": lasting_id(site, *key),
        "name": record.name,
        "status": "inactive" if _is_over(site, record) else "active",
        "assured_date": record.verified_on.isoformat(),
        "organization": _organization(site, record),
    }
    if url := site.settings.whole(address(*key)):
        service["url"] = url
    reached: dict[str, Any] = {
        "phones": [_phone(site, key, channel) for channel in record.dialed if channel.channel in KINDS_OF_PHONE],
        "schedules": _once(one for channel in record.channels for one in _schedules(site, key, channel)),
    }
    if zalo := [f"Nhắn Zalo: {shown(one.value)}." for one in record.dialed if one.channel == "zalo"]:
        reached["application_process"] = " ".join(zalo)
    if isinstance(record, SupportPlace):
        location = {"id": lasting_id(site, *key, "location"), "location_type": "physical", "name": record.name,
                    "description": record.where}  # fmt: skip
        service |= {"description": " ".join(point.text for point in record.services), **reached}
        service |= {"service_at_locations": [{"id": lasting_id(site, *key, "at"), "location": location}]}
        return service
    service |= {
        "description": " ".join((record.answers, *(point.text for point in record.does))),
        "eligibility_description": record.for_whom,
        **reached,
        "service_areas": [{"id": lasting_id(site, *key, "area"), "name": record.area}],
    }
    if all(channel.cost == "free" for channel in record.channels):
        service["cost_options"] = [
            {"id": lasting_id(site, *key, "cost"), "option": "free", "amount": 0, "currency": "VND"}
        ]
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
    return {"id": lasting_id(site, *key), "name": name, "description": name}


def _phone(site: Site, key: tuple[str, str], channel: Channel) -> dict[str, Any]:
    phone = {"id": lasting_id(site, *key, channel.channel, dialed(channel.value)), "number": shown(channel.value),
             "type": KINDS_OF_PHONE[channel.channel]}  # fmt: skip
    return {**phone, "description": channel.note} if channel.note else phone


def _once(schedules: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """The schedules of a service, which has them for all its channels: what two channels share stands once."""
    found: dict[str, dict[str, Any]] = {}
    for one in schedules:
        found.setdefault(repr({name: value for name, value in one.items() if name != "id"}), one)
    return list(found.values())


def _schedules(site: Site, key: tuple[str, str], channel: Channel) -> Iterator[dict[str, Any]]:
    """When a channel is answered; hours that no source tells are no schedule.

    The specification has no day off: what a closure cuts weekly hours into are schedules with a first and a last day.
    The one without an end keeps the id that it has without closures.
    """
    hours = channel.hours
    if hours == "always":
        made = lasting_id(site, *key, "hours", channel.channel)
        yield _schedule(made, tuple(DAYS), "00:00", "24:00", description=say_hours(hours))
    if not isinstance(hours, WeeklyHours):
        return
    said = {"description": say_hours(hours)}
    if notes := "; ".join(_said(one) for one in hours.exceptions):
        said["notes"] = notes
    for number, span in enumerate(hours.weekly):
        for first, last in _between(hours.exceptions):
            days = [day.isoformat() if day else "" for day in (first, last)]
            made = lasting_id(site, *key, "hours", channel.channel, str(number), *(days if last else ()))
            yield _schedule(made, span.days, span.opens, span.closes, *days, **said)
    for one in hours.exceptions:
        if one.opens and one.closes:
            days = [one.starts_on.isoformat(), one.ends_on.isoformat()]
            made = lasting_id(site, *key, "hours", channel.channel, "except", *days)
            yield _schedule(made, tuple(DAYS), one.opens, one.closes, *days, description=_said(one))


def _schedule(
    id: str, days: Sequence[str], opens: str, closes: str, valid_from: str = "", valid_to: str = "", **said: str
) -> dict[str, Any]:
    bounds = {"valid_from": valid_from, "valid_to": valid_to}
    return {
        "id": id,
        **{name: day for name, day in bounds.items() if day},
        "timezone": HOURS_FROM_UTC,
        "freq": "WEEKLY",
        "byday": ",".join(DAYS[day] for day in days),
        "opens_at": opens + OFFSET,
        "closes_at": ("23:59" if closes == "24:00" else closes) + OFFSET,
        **said,
    }


def _between(exceptions: Sequence[HoursException]) -> Iterator[tuple[date | None, date | None]]:
    """The spans of days on which the weekly hours hold, None where they have no end."""
    first: date | None = None
    for one in sorted(exceptions, key=lambda one: one.starts_on):
        if first is None or first < one.starts_on:
            yield first, one.starts_on - timedelta(days=1)
        first = max(first or one.ends_on, one.ends_on + timedelta(days=1))
    yield first, None


def _said(one: HoursException) -> str:
    days = " – ".join(dict.fromkeys((say_day(one.starts_on), say_day(one.ends_on))))
    hours = f"{one.opens}–{one.closes}" if one.opens and one.closes else "nghỉ"
    return f"{days}: {hours} ({one.because})"
