"""Days and figures of a record beside each other: in order, not to come, and joined only where they count alike."""

from __future__ import annotations

from collections.abc import Iterator

from facts.judging.judged import Judged
from facts.problems import Problem
from facts.reading import load
from facts.records.models import (
    UNKNOWN_BASIS,
    Hotline,
    Partial,
    Record,
    Result,
    SupportPlace,
)
from facts.records.parts import past_days


def days_of(judged: Judged, record: Record) -> Iterator[Problem]:
    """Days that have been have been, and what ends begins first."""
    for name in past_days(type(record)):
        day = getattr(record, name)
        first = day.first if isinstance(day, Partial) else day
        if first and first > judged.today:
            yield Problem(judged.place(record, (name,)), "future", f"{name}: ngày này còn ở tương lai. Xem lại năm.")
    first, last = (
        getattr(record, "starts_on", None) or getattr(record, "since", None),
        getattr(record, "ends_on", None),
    )
    if isinstance(first, Partial) and isinstance(last, Partial) and last.last < first.first:
        yield Problem(
            judged.place(record, ("ends_on",)), "order-of-days", f"ends_on: {last} đứng trước ngày bắt đầu {first}."
        )
    if isinstance(record, Hotline | SupportPlace):
        yield from _check_exceptions(judged, record)


def check_table(judged: Judged) -> Iterator[Problem]:
    """The same of the table of communes."""
    if (
        judged.table
        and judged.table_document
        and judged.table_document.root
        and judged.table.verified_on
        and judged.table.verified_on > judged.today
    ):
        place = load.place_of(judged.table_document.root, ("verified_on",))
        yield Problem(place, "future", "verified_on: ngày này còn ở tương lai. Xem lại năm.")


def _check_exceptions(judged: Judged, hotline: Hotline | SupportPlace) -> Iterator[Problem]:
    for index, channel in enumerate(hotline.channels):
        if isinstance(channel.hours, str):
            continue
        for number, exception in enumerate(channel.hours.exceptions):
            if exception.ends_on < exception.starts_on:
                loc = ("channels", index, "hours", "exceptions", number, "ends_on")
                yield Problem(judged.place(hotline, loc), "order-of-days", "ends_on: đứng trước ngày bắt đầu.")


def check_figures(judged: Judged) -> Iterator[Problem]:
    """A target is a figure, and figures are joined only where they count alike."""
    results: dict[str, Result] = judged.records.get("results", {})
    for plan in judged.records.get("plans", {}).values():
        for index, target in enumerate(plan.targets):
            missing = [n for n in ("value", "unit", "of") if getattr(target, n) is None]
            if missing:
                place = judged.place(plan, ("targets", index))
                message = f"chỉ tiêu thiếu {', '.join(missing)}. Chỉ tiêu phải có con số, đơn vị và của cái gì; không có thì là mục tiêu (goals)."
                yield Problem(place, "target", message)
    for result in results.values():
        for index, other_id in enumerate(result.joined_with):
            other = results.get(other_id)
            if other is None:
                continue
            place = judged.place(result, ("joined_with", index))
            if UNKNOWN_BASIS in (result.basis_of_count, other.basis_of_count):
                yield Problem(place, "joined-results", f"chưa rõ cách tính, không ghép với “{other_id}”.")
            elif (result.scope, result.basis_of_count, result.unit) != (other.scope, other.basis_of_count, other.unit):
                yield Problem(
                    place, "joined-results", f"khác phạm vi, đơn vị hoặc cách tính, không ghép với “{other_id}”."
                )
