"""The calendar to subscribe to (RFC 5545): campaigns, what recurs each year, deadlines of targets and tasks.

An event keeps its UID for good, its SEQUENCE follows the day an editor last checked the fact, and what is taken off
is cancelled rather than gone: a phone that subscribes would otherwise keep showing it. Nothing depends on the build
day, so the file changes when facts do and not before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from facts.exports.export import Export
from facts.records import clock, when
from facts.records.addresses import CALENDAR, HUBS, address, slugify
from facts.records.models import Campaign, Partial, Plan, Record
from facts.site.site import Site
from facts.site.words import say_day, say_measure

if TYPE_CHECKING:  # imported where it is used: `make check` draws no calendar and should not wait for the library
    from icalendar import Event

KINDS = ("campaigns", "plans")
FIRST_YEAR = 2020  # where a yearly rule starts: RFC 5545 wants a first time, no source names one
LONG_DAYS = 62  # a campaign of years would lie over every day of a calendar: only its first and last day stand there
LEAP = 4
END_OF_LEAP_YEARS = 2100  # the next year that 4 divides and that has no 29 February
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
    calendar.add("x-wr-timezone", str(clock.VIETNAM))
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
           text: str = "", where: str = "", cancelled: bool = False) -> Event:  # fmt: skip
    """One event of whole days, the last included; `checked` is the day the fact was last held against its source.

    A cancelled one says so in its name too: many programs go on showing it as if it were on.
    """
    from icalendar import Event

    event = Event()
    event.add("uid", uid(site, key))
    event.add("sequence", 2 * (checked - _ORIGIN).days + cancelled)
    stamp = datetime(checked.year, checked.month, checked.day, tzinfo=UTC)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("summary", f"Đã hủy: {summary}" if cancelled else summary)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    if text:
        event.add("description", text)
    if where:
        event.add("location", where)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if site.settings.site_url:
        event.add("url", site.settings.whole(place))
    return event


def _days(campaign: Campaign, parent: Campaign | None) -> tuple[date, date] | None:
    """The days of a campaign that has its own, whatever day it is today; None when no source says when."""
    found = when.campaign_days(campaign, _ORIGIN, parent)
    first, last = found[0] or found[1], found[1] or (campaign.starts_on.last if campaign.starts_on else None)
    return (first, last) if first and last else None


def _campaign(site: Site, campaign: Campaign, all: list[Campaign]) -> Iterator[Event]:
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
                      where=site.place_of(campaign), cancelled=site.is_off(campaign))  # fmt: skip

    if campaign.recurs:
        parts = [c for c in all if c.part_of == campaign.id and not site.is_off(c)]
        own = {c.year or (c.starts_on.first.year if c.starts_on else 0) for c in parts if _is_this_year_s(c, campaign)}
        spans = {year: when.recurring_days(campaign, year) for year in range(FIRST_YEAR, END_OF_LEAP_YEARS)}
        for key, before, kept in _in_a_calendar(spans):
            for end, dates in _of_one_shape(kept):
                event = event_on(key + end, before + campaign.name, *next(iter(dates.values())))
                _recur(event, dates, own)
                yield event
    elif days := _days(campaign, site.facts.find(Campaign, campaign.part_of)):
        for key, before, one in _in_a_calendar({0: days}):
            yield event_on(key, before + campaign.name, *one[0])


Spans = dict[int, tuple[date, date]]  # by the year in which they begin


def _in_a_calendar(spans: Spans) -> Iterator[tuple[str, str, Spans]]:
    """What of a campaign stands in a calendar, each with the end of its UID and what is said before its name."""
    if all((last - first).days <= LONG_DAYS for first, last in spans.values()):
        yield "", "", spans
        return
    yield "-dau", "Bắt đầu: ", {year: (first, first) for year, (first, _) in spans.items()}
    yield "-cuoi", "Ngày cuối: ", {year: (last, last) for year, (_, last) in spans.items()}


def _of_one_shape(spans: Spans) -> Iterator[tuple[str, Spans]]:
    """The years in which it begins on one day and is one length: a rule repeats both, and a 29 February moves either.

    Rules that count from a month's end would say it in one event, and not every program expands them rightly.
    """
    shapes = {year: (first.month, first.day, last - first) for year, (first, last) in spans.items()}
    (usual, _), *_ = Counter(shapes.values()).most_common()
    yield "", {year: days for year, days in spans.items() if shapes[year] == usual}
    if leap := {year: days for year, days in spans.items() if shapes[year] != usual}:
        yield "-nhuan", leap


def _recur(event: Event, spans: Spans, own: Collection[int]) -> None:
    """Let an event come each year, or each fourth; not in the years that have an event of their own."""
    years = sorted(spans)
    first = spans[years[0]][0]
    rule: dict[str, Any] = {"freq": "YEARLY"}
    skipped = {year for year in own if year in spans}
    if years[1] - years[0] == LEAP:
        rule |= {"interval": LEAP, "until": spans[years[-1]][0]}
    else:
        skipped |= set(range(years[0], END_OF_LEAP_YEARS)) - {*years}
    event.add("rrule", rule)
    for year in sorted(skipped):
        event.add("exdate", [first.replace(year=first.year + year - years[0])], parameters={"value": "DATE"})


def _is_this_year_s(part: Campaign, whole: Campaign) -> bool:
    """True when a part is the whole of one year, on the whole's own days."""
    days = None if part.recurs else _days(part, whole)
    return days is not None and days == when.recurring_days(whole, days[0].year)


def _plan(site: Site, plan: Plan) -> Iterator[Event]:
    cancelled = site.is_off(plan)
    for target in plan.targets:
        day = when.due_on(target)
        amount = "" if target.value is None else f"{target.bound}{say_measure(target.value, target.unit)}, {target.of}"
        text = "\n".join(filter(None, (target.text, amount, _how_known(target.ends_on), _checked(plan))))
        yield _event(site, f"plans-{plan.id}-{target.id}", f"Hạn chỉ tiêu {target.year}: {plan.name}", day, day,
                     checked=plan.verified_on, place=f"{address('plans', plan.id)}#{target.id}", text=text,
                     where=site.place_of(plan), cancelled=cancelled)  # fmt: skip
    for task in plan.tasks:
        if task.deadline:
            yield _event(site, f"plans-{plan.id}-{task.id}", f"Hạn: {task.name}", task.deadline.last,
                         task.deadline.last, checked=plan.verified_on, place=f"{address('plans', plan.id)}#{task.id}",
                         text=_checked(plan), where=site.place_of(plan), cancelled=cancelled)  # fmt: skip


def _how_known(day: Partial | None) -> str:
    """How much of a day to keep its source says."""
    if day is None or len(day) == len("2026"):
        return "Nguồn chỉ nêu năm; ở đây đặt vào ngày cuối năm."
    return "Nguồn chỉ nêu tháng; ở đây đặt vào ngày cuối tháng." if len(day) == len("2026-11") else ""


def _checked(record: Record) -> str:
    return f"Đối chiếu ngày {say_day(record.verified_on)}."


EXPORT = Export(CALENDAR, "text/calendar", to_ics, "lịch để theo dõi, theo iCalendar")
