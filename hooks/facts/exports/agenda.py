"""The calendar to subscribe to (RFC 5545): campaigns, what recurs each year, deadlines of targets and tasks.

An event keeps its UID for good, its SEQUENCE follows the day an editor last checked the fact, and what is taken off
is cancelled rather than gone: a phone that subscribes would otherwise keep showing it. Nothing depends on the build
day, so the file changes when facts do and not before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from facts.exports.export import Export
from facts.records import when
from facts.records.addresses import CALENDAR, HUBS, address, slugify
from facts.records.models import Campaign, Plan, Record
from facts.site.site import Site
from facts.site.words import say_number

if TYPE_CHECKING:  # imported where it is used: `make check` draws no calendar and should not wait for the library
    from icalendar import Event

KINDS = ("campaigns", "plans")
FIRST_YEAR = 2020  # where a yearly rule starts: RFC 5545 wants a first time, no source names one
LONG_DAYS = 62  # a campaign of years would lie over every day of a calendar: only its first and last day stand there
_ORIGIN = date(2020, 1, 1)


def to_ics(site: Site) -> str:
    """The whole calendar, events in the order of their UIDs."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//{site.settings.site_name}//vi")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = f"{site.settings.province}: ngày cần nhớ"
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(when.VIETNAM))
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for event in sorted(_events(site), key=lambda event: str(event["uid"])):
        calendar.add_component(event)
    text: str = calendar.to_ical(sorted=True).decode()
    return text


def _events(site: Site) -> Iterator[Event]:
    campaigns = site.facts.all(Campaign)
    for campaign in campaigns:
        yield from _campaign(site, campaign, campaigns)
    for plan in site.facts.all(Plan):
        yield from _plan(site, plan)
    for move in site.facts.tables.moved.moved:
        id = move.old.removeprefix(HUBS["campaigns"]).rstrip("/")
        if id and move.old.startswith(HUBS["campaigns"]):
            yield _event(site, f"campaigns-{id}", "Đợt này đã bỏ hoặc đã đổi mã", move.moved_on, move.moved_on,
                         checked=move.moved_on, place=move.new, cancelled=True)  # fmt: skip


def uid(site: Site, key: str) -> str:
    """A UID that neither the host nor the day is part of."""
    return f"{key}@{slugify(site.settings.province or site.settings.site_name)}"


def _event(site: Site, key: str, summary: str, first: date, last: date, *, checked: date, place: str,
           text: str = "", cancelled: bool = False) -> Event:  # fmt: skip
    """One event of whole days, the last included; `checked` is the day the fact was last held against its source."""
    from icalendar import Event

    event = Event()
    event.add("uid", uid(site, key))
    event.add("sequence", 2 * (checked - _ORIGIN).days + cancelled)
    stamp = datetime(checked.year, checked.month, checked.day, tzinfo=UTC)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("summary", summary)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    if text:
        event.add("description", text)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if site.settings.site_url:
        event.add("url", site.settings.whole(place))
    return event


def _days(campaign: Campaign, parent: Campaign | None) -> tuple[date, date] | None:
    """The days of a campaign, whatever day it is today; None when no source says when."""
    if campaign.recurs:
        return when.recurring_days(campaign, FIRST_YEAR)
    found = when.campaign_days(campaign, _ORIGIN, parent)
    first, last = found[0] or found[1], found[1] or (campaign.starts_on.last if campaign.starts_on else None)
    return (first, last) if first and last else None


def _campaign(site: Site, campaign: Campaign, all: list[Campaign]) -> Iterator[Event]:
    parent = site.facts.find(Campaign, campaign.part_of)
    days = _days(campaign, parent)
    if days is None:
        return
    first, last = days
    roughly = any(day and len(day) < len("2026-11-24") for day in (campaign.starts_on, campaign.ends_on))
    said = (
        f"“{campaign.theme}”" if campaign.theme else "",
        campaign.summary,
        "Nguồn chỉ nêu tháng hoặc năm." if roughly else "",
        _checked(campaign),
    )

    def event_on(key: str, name: str, first: date, last: date) -> Event:
        return _event(site, f"campaigns-{campaign.id}{key}", name, first, last, checked=campaign.verified_on,
                      place=address("campaigns", campaign.id), text="\n".join(filter(None, said)),
                      cancelled=site.is_off(campaign))  # fmt: skip

    if (last - first).days > LONG_DAYS:
        yield event_on("-dau", f"Bắt đầu: {campaign.name}", first, first)
        yield event_on("-cuoi", f"Ngày cuối: {campaign.name}", last, last)
        return
    event = event_on("", campaign.name, first, last)
    if campaign.recurs:
        event.add("rrule", {"freq": "YEARLY"})
        parts = [c for c in all if c.part_of == campaign.id and not site.is_off(c)]
        own = {c.year or (c.starts_on.first.year if c.starts_on else 0) for c in parts if _is_this_year_s(c, campaign)}
        for year in sorted(year for year in own if year >= FIRST_YEAR):  # a year with an event of its own
            event.add("exdate", [when.recurring_days(campaign, year)[0]], parameters={"value": "DATE"})
    yield event


def _is_this_year_s(part: Campaign, whole: Campaign) -> bool:
    """True when a part is the whole of one year, on the whole's own days."""
    days = None if part.recurs else _days(part, whole)
    return days is not None and days == when.recurring_days(whole, days[0].year)


def _plan(site: Site, plan: Plan) -> Iterator[Event]:
    cancelled = site.is_off(plan)
    for target in plan.targets:
        day = date(target.year, 12, 31)
        figure = (
            f"{target.bound}{say_number(target.value)} {target.unit}, {target.of}" if target.value is not None else ""
        )
        text = "\n".join(
            filter(None, (target.text, figure, "Nguồn chỉ nêu năm; ở đây đặt vào ngày cuối năm.", _checked(plan)))
        )
        yield _event(site, f"plans-{plan.id}-{target.id}", f"Hạn chỉ tiêu {target.year}: {plan.name}", day, day,
                     checked=plan.verified_on, place=f"{address('plans', plan.id)}#{target.id}", text=text,
                     cancelled=cancelled)  # fmt: skip
    for task in plan.tasks:
        if task.deadline:
            yield _event(site, f"plans-{plan.id}-{task.id}", f"Hạn: {task.name}", task.deadline.last,
                         task.deadline.last, checked=plan.verified_on, place=f"{address('plans', plan.id)}#{task.id}",
                         text=_checked(plan), cancelled=cancelled)  # fmt: skip


def _checked(record: Record) -> str:
    return f"Đối chiếu ngày {record.verified_on:%d/%m/%Y}."


EXPORT = Export(CALENDAR, "text/calendar", to_ics, "lịch để theo dõi, theo iCalendar")
