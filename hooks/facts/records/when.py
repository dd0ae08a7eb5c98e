"""Where a record stands on a day: pure functions of (record, day or moment)."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from facts.records.clock import VIETNAM
from facts.records.models import (
    Campaign,
    Document,
    Gap,
    Hotline,
    Plan,
    Program,
    Record,
    SupportPlace,
    Target,
    WeeklyHours,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Freshness(StrEnum):
    """How a record stands against its promise to be checked again."""

    FRESH = "fresh"
    STALE = "stale"
    WITHDRAWN = "withdrawn"


def promise_ends_on(record: Record) -> date | None:
    """The last day on which the last check still holds; None for dated facts, which do not age."""
    if isinstance(record, Gap) and record.answered_on:
        return None  # nobody looks for what was found
    days = record.review_days if isinstance(record, Hotline) else record.promise_days
    return record.verified_on + timedelta(days=days) if days else None


def leaves_lists_on(record: Record) -> date | None:
    """The first day on which a number leaves every list by itself; None when it never does."""
    if isinstance(record, SupportPlace) and record.dialed and record.promise_days:
        return record.verified_on + timedelta(days=2 * record.promise_days + 1)
    if not isinstance(record, Hotline) or record.permanent or record.purpose == "emergency":
        return None
    return record.verified_on + timedelta(days=2 * record.review_days + 1)


def freshness(record: Record, today: date) -> Freshness:
    """Say whether the last check holds, is past its promise, or so far past that the line is taken off.

    An editor's `publish: withdrawn` counts at once. Only lines of purpose help and report, and places with a number,
    leave by themselves; `permanent` ones never do.
    """
    if record.publish == "withdrawn":
        return Freshness.WITHDRAWN
    leaves = leaves_lists_on(record)
    if leaves and today >= leaves:
        return Freshness.WITHDRAWN
    ends = promise_ends_on(record)
    return Freshness.STALE if ends and today > ends else Freshness.FRESH


def is_withdrawn(record: Record, today: date) -> bool:
    """True when no list may show the record."""
    return freshness(record, today) is Freshness.WITHDRAWN


def is_confirmed(hotline: Hotline) -> bool:
    """True when the line may stand on the home page, posters and cards: nothing to re-check, or someone called."""
    return not hotline.recheck or hotline.called_on is not None


def may_be_kept(hotline: Hotline, today: date) -> bool:
    """True when the line may stand where nobody can take it back: on paper, in a message, in a file of numbers.

    National short codes always, marked when they are past their promise; a line that someone has called while its
    promise holds; none that must be asked again.
    """
    if is_withdrawn(hotline, today) or not is_confirmed(hotline):
        return False
    return hotline.permanent or (hotline.called_on is not None and freshness(hotline, today) is Freshness.FRESH)


def is_source_old(hotline: Hotline, today: date) -> bool:
    """True when the newest source that shows the line is older than 12 months."""
    last = hotline.newest_source_on.last
    is_leap_day = (last.month, last.day) == (2, 29)
    anniversary = last.replace(year=last.year + 1, day=28 if is_leap_day else last.day)
    return today > anniversary


class Status(StrEnum):
    """Where something with days stands. Derived, never written in data/."""

    UPCOMING = "upcoming"
    ACTIVE = "active"
    ENDED = "ended"
    UNKNOWN = "unknown"


def span_status(first: date | None, last: date | None, today: date) -> Status:
    """Say where a span stands on the day `today`, its last day included; UNKNOWN when it has no days."""
    if first is None and last is None:
        return Status.UNKNOWN
    if first and today < first:
        return Status.UPCOMING
    if last and today > last:
        return Status.ENDED
    return Status.ACTIVE


def campaign_days(campaign: Campaign, today: date, parent: Campaign | None = None) -> tuple[date | None, date | None]:
    """The days that count on `today`: those written; of a recurring campaign the first not over; of one known by
    its year alone, the days on which `parent` (the campaign it is a part of) recurs in that year.
    """
    if campaign.recurs:
        years = (today.year - 1, today.year, today.year + 1)  # one that began last year may still run
        return next(days for year in years if today <= (days := recurring_days(campaign, year))[1])
    if campaign.starts_on is None and campaign.ends_on is None and campaign.year and parent:
        return recurring_days(parent, campaign.year) if parent.recurs else (None, None)
    return (
        campaign.starts_on.first if campaign.starts_on else None,
        campaign.ends_on.last if campaign.ends_on else None,
    )


def recurring_days(campaign: Campaign, year: int) -> tuple[date, date]:
    """The first and last day of a yearly campaign that begins in `year`."""
    assert campaign.recurs is not None
    starts, ends = campaign.recurs.starts, campaign.recurs.ends
    return _in_year(year, starts), _in_year(year + (ends < starts), ends)


def _in_year(year: int, month_day: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year, month, 28 if (month, day) == (2, 29) and not isleap(year) else day)


def campaign_status(campaign: Campaign, today: date, parent: Campaign | None = None) -> Status:
    """Upcoming, active or ended on `today`; a campaign whose source calls it over is ended whatever its days."""
    if campaign.standing == "ended":
        return Status.ENDED
    first, last = campaign_days(campaign, today, parent)
    if first is None and last is None and campaign.year and campaign.year != today.year:
        return Status.ENDED if campaign.year < today.year else Status.UPCOMING
    if last is None and campaign.starts_on:
        last = campaign.starts_on.last  # a start alone says nothing of how long: never shown as running for ever
    return span_status(first, last, today)


def document_status(document: Document, today: date) -> Status:
    """ENDED when superseded or over, UPCOMING before it takes effect, UNKNOWN when unverified, else ACTIVE."""
    if document.superseded_by or document.standing == "ended":
        return Status.ENDED
    first = document.effective_on.first if document.effective_on else None
    status = span_status(first, document.ends_on.last if document.ends_on else None, today)
    if status in (Status.UPCOMING, Status.ENDED):
        return status
    return Status.UNKNOWN if document.standing == "unverified" else Status.ACTIVE


def has_ended_parts(document: Document, today: date) -> bool:
    """True when some part of a document no longer holds on `today`, whatever the rest does."""
    return any(part.ended_on.first <= today for part in document.ended_parts)


def plan_status(plan: Plan, today: date, document: Document | None = None) -> Status:
    """Where the plan's own span stands on `today`; UNKNOWN within it when its `document` could not be verified."""
    status = span_status(plan.starts_on.first, plan.ends_on.last if plan.ends_on else None, today)
    if status is Status.ACTIVE and document:
        found = document_status(document, today)
        return found if found in (Status.UNKNOWN, Status.ENDED) else status
    return status


def last_day_of(year: int) -> date:
    """The day by which what is wanted of a year must be there."""
    return date(year, 12, 31)


def due_on(target: Target) -> date:
    """The last day on which a target can be met: its own (`ends_on`), else the last of its year."""
    return target.ends_on.last if target.ends_on else last_day_of(target.year)


def standing_status(record: Program | SupportPlace, today: date) -> Status:
    """Programs and places: what their sources say, and an end day when there is one."""
    if record.standing == "ended" or (isinstance(record, Program) and record.succeeded_by):
        return Status.ENDED
    if isinstance(record, Program) and record.ends_on and today > record.ends_on.last:
        return Status.ENDED
    return Status.UNKNOWN if record.standing == "unverified" else Status.ACTIVE


def is_answered(hours: WeeklyHours, at: datetime) -> bool:
    """Say whether a channel with weekly hours is answered at the moment `at` (any zone; counted in Vietnam).

    Exceptions win over the week; opening minute included, closing minute excluded; "24:00" is midnight.
    """
    local = at.astimezone(VIETNAM)
    clock = f"{local:%H:%M}"
    for exception in hours.exceptions:
        if exception.starts_on <= local.date() <= exception.ends_on:
            return bool(exception.opens and exception.closes and exception.opens <= clock < exception.closes)
    return any(WEEKDAYS[local.weekday()] in span.days and span.opens <= clock < span.closes for span in hours.weekly)


def live(hotlines: Iterable[Hotline], today: date) -> list[Hotline]:
    """The lines that lists may show on `today`, confirmed ones first, then by `order` and name."""
    kept = [line for line in hotlines if not is_withdrawn(line, today)]
    return sorted(kept, key=lambda line: (not is_confirmed(line), *in_order(line)))


def in_order(record: Record) -> tuple[int, str]:
    """Sort key: `order` where an editor gave one, then the id (which is the name without diacritics)."""
    return (record.order if record.order is not None else 1000, record.id)
