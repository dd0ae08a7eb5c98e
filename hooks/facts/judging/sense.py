"""Well formed and yet hardly meant: what an official could write that a reader would misread, field by field.

Every rule yields (the way to the field, code, sentence, level). An ERROR has no right reading; a WARNING may be right and
is looked at once more. What was looked at and let stand is in `problems.ALLOWED`, which the editors' guide prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

from facts.numbers.phones import dialed, kind_of, looks_made_up
from facts.problems import Level
from facts.records.kinds import FOLDERS, KINDS
from facts.records.models import (
    Campaign,
    Document,
    Hotline,
    HoursException,
    Partial,
    Plan,
    Program,
    Record,
    Result,
    Span,
    Target,
    WeeklyHours,
)
from facts.records.parts import Loc


class Said(NamedTuple):
    """One thing to tell: where within the record, which code of problems.CODES, the sentence, how much it weighs."""

    loc: Loc
    code: str
    message: str
    level: Level = Level.ERROR


BESIDE = ("documents", "results")  # the kinds of the other records that a rule may look at
Rule = Callable[[Any, Mapping[str, Mapping[str, Any]], date], Iterator[Said]]


def said_of(record: Record, records: Mapping[str, Mapping[str, Any]], today: date) -> Iterator[Said]:
    """Everything doubtful or impossible in one record, beside the others and on the day `today`."""
    for model, rules in RULES.items():
        if isinstance(record, model):
            for rule in rules:
                yield from rule(record, records, today)


def same_names(records: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Record, Said]]:
    """Two records of a kind that a reader could not tell apart in a list."""
    for kind in (name for name in FOLDERS if KINDS[name].in_index):
        seen: dict[str, str] = {}
        for id, record in sorted(records.get(kind, {}).items()):
            name = " ".join(record.name.casefold().split())
            if name in seen:
                message = f"trùng tên với “{seen[name]}”. Thêm chữ để người đọc phân biệt, hoặc gộp làm một mục."
                yield record, Said(("name",), "same-name", f"name: {message}", Level.WARNING)
            seen.setdefault(name, id)


# --- days ----------------------------------------------------------------------------------------------------------


def _first(day: date | Partial | None) -> date | None:
    return day.first if isinstance(day, Partial) else day


def _last(day: date | Partial | None) -> date | None:
    return day.last if isinstance(day, Partial) else day


def _read_later(record: Any, _: object, today: date) -> Iterator[Said]:
    """A thing that was read is older than the day it was read on. A day still to come is told by `check`."""
    for name in ("as_of", "newest_source_on"):
        day = _first(getattr(record, name, None))
        if day and record.verified_on < day <= today:
            message = f"đứng sau ngày đối chiếu {record.verified_on}. Ngày đối chiếu là ngày đọc thấy điều này: xem lại một trong hai."
            yield Said((name,), "order-of-days", f"{name}: {message}")


def _over_already(record: Any, _: object, today: date) -> Iterator[Said]:
    """What is told as over is over."""
    day = _first(getattr(record, "ended_on", None))
    if day and day > today:
        yield Said(("ended_on",), "future", "ended_on: ngày này còn ở tương lai. Chưa thôi hoạt động thì xóa dòng này.")


def _former_numbers_are_over(record: Hotline, _: object, today: date) -> Iterator[Said]:
    for index, former in enumerate(record.formerly):
        day = _first(former.until)
        if day and day > today:
            message = "until: ngày này còn ở tương lai. Số còn dùng thì để ở channels:, chưa phải số cũ."
            yield Said(("formerly", index, "until"), "future", message)


def _document_days(record: Document, records: Mapping[str, Mapping[str, Any]], today: date) -> Iterator[Said]:
    issued, effective, ends = _first(record.issued_on), _last(record.effective_on), _last(record.ends_on)
    if issued and effective and effective < issued:
        message = f"effective_on: {record.effective_on} đứng trước ngày ban hành {record.issued_on}. Xem lại; đúng như vậy thì nói ở note:."
        yield Said(("effective_on",), "order-of-days", message, Level.WARNING)
    year = re.search("/((?:19|20)[0-9]{2})/", record.number or "")
    if year and issued and int(year[1]) != issued.year:
        message = f"issued_on: {record.issued_on} khác năm trong số hiệu {record.number}. Xem lại ở nguồn."
        yield Said(("issued_on",), "order-of-days", message, Level.WARNING)
    begins = _first(record.effective_on) or issued
    if begins and ends and ends < begins:
        yield Said(
            ("ends_on",), "order-of-days", f"ends_on: {record.ends_on} đứng trước ngày có hiệu lực hoặc ban hành."
        )
    if record.standing == "ended" and ends and ends >= today and len(str(record.ends_on)) == 10:
        message = f"ends_on: {record.ends_on} chưa tới, mà standing: ended. Sửa một trong hai."
        yield Said(("ends_on",), "future", message)
    newer = records.get("documents", {}).get(record.superseded_by or "")
    newer_on = _last(newer.issued_on) if newer else None
    if newer and issued and newer_on and newer_on < issued:
        message = (
            f"superseded_by: “{newer.id}” ban hành {newer.issued_on}, trước văn bản này. Có đảo hai văn bản không?"
        )
        yield Said(("superseded_by",), "order-of-days", message, Level.WARNING)


def _campaign_days(record: Campaign, _: object, __: object) -> Iterator[Said]:
    if record.recurs and (record.starts_on or record.ends_on):
        name = "starts_on" if record.starts_on else "ends_on"
        message = "có recurs: thì trang chỉ hiện ngày hằng năm, không hiện ngày này. Tách đợt của một năm thành mục riêng, part_of: mục này."
        yield Said((name,), "choice", f"{name}: {message}")
    years = [day.year for day in (_first(record.starts_on), _last(record.ends_on)) if day]
    if record.year and years and not min(years) <= record.year <= max(years):
        yield Said(("year",), "order-of-days", f"year: {record.year} khác năm của đợt ({min(years)}). Xóa dòng year:.")
    if record.ends_on and not record.starts_on and not record.recurs:
        yield Said(("ends_on",), "missing-field", "ends_on: có ngày cuối mà không có ngày đầu. Thêm starts_on:.")


_IN_NAME = re.compile("(?<![0-9/–-])(?:19|20)[0-9]{2}(?![0-9/–-])")


def _year_in_name(record: Campaign | Result, _: object, __: object) -> Iterator[Said]:
    """A name with one year is told beside days of another; what is counted at the end of a year is often dated in the next."""
    named = {int(year) for year in _IN_NAME.findall(record.name)}
    days = [record.as_of] if isinstance(record, Result) else [record.starts_on, record.ends_on]
    years = {day.year for one in days for day in (_first(one), _last(one)) if day}
    near = {*years, *(year - 1 for year in years if isinstance(record, Result))}
    if len(named) == 1 and years and named.isdisjoint(range(min(near), max(near) + 1)):
        message = f"name: nói năm {min(named)}, mà ngày ghi là năm {min(years)}. Sửa một trong hai."
        yield Said(("name",), "doubtful", message, Level.WARNING)


def _program_days(record: Program, _: object, today: date) -> Iterator[Said]:
    since, ends = _first(record.since), _last(record.ends_on)
    if since and since > today and record.standing == "confirmed":
        message = f"since: {record.since} chưa tới, mà standing: confirmed (đang làm). Sửa một trong hai."
        yield Said(("since",), "future", message)
    if ends and ends < today and record.standing == "confirmed" and not (since and ends < since):
        message = f"ends_on: {record.ends_on} đã qua, mà standing: confirmed (đang làm). Sửa một trong hai."
        yield Said(("ends_on",), "order-of-days", message, Level.WARNING)


def _is_within(plan: Plan, year: int) -> bool:
    last = _last(plan.ends_on)
    return plan.starts_on.first.year <= year and not (last and year > last.year)


def _plan_days(record: Plan, _: object, __: object) -> Iterator[Said]:
    first, last = record.starts_on.first, _last(record.ends_on)
    for index, task in enumerate(record.tasks):
        deadline = _last(task.deadline)
        if deadline and deadline < first:
            message = f"deadline: {task.deadline} đứng trước khi kế hoạch bắt đầu ({record.starts_on}). Xem lại năm."
            yield Said(("tasks", index, "deadline"), "order-of-days", message)
        elif last and task.deadline and task.deadline.first > last and not task.note:
            message = f"deadline: {task.deadline} sau khi kế hoạch hết ({record.ends_on}). Xem lại năm; đúng như vậy thì nói ở note:."
            yield Said(("tasks", index, "deadline"), "order-of-days", message, Level.WARNING)
    for name in ("goals", "targets"):
        for index, one in enumerate(getattr(record, name)):
            if one.year and not _is_within(record, one.year):
                until = record.ends_on or "…"
                message = f"year: {one.year} ngoài giai đoạn của kế hoạch ({record.starts_on}–{until}). Xem lại năm; đúng như vậy thì nói ở note:."
                if not one.note:
                    yield Said((name, index, "year"), "order-of-days", message, Level.WARNING)


# --- hours ---------------------------------------------------------------------------------------------------------


def _hours(record: Any, _: object, __: object) -> Iterator[Said]:
    for index, channel in enumerate(getattr(record, "channels", ())):
        if not isinstance(channel.hours, WeeklyHours):
            continue
        for loc, message in (*_spans(channel.hours.weekly), *_exceptions(channel.hours.exceptions)):
            yield Said(("channels", index, "hours", *loc), "hours", message)


def _spans(spans: Sequence[Span]) -> Iterator[tuple[Loc, str]]:
    for (_, one), (index, other) in combinations(enumerate(spans), 2):
        shared = [day for day in other.days if day in one.days]
        if shared and one.opens < other.closes and other.opens < one.closes:
            yield (
                ("weekly", index),
                f"giờ {other.opens}–{other.closes} chồng lên {one.opens}–{one.closes} cùng ngày {shared[0]}.",
            )
    for index, span in enumerate(spans):
        if len(set(span.days)) < len(span.days):
            yield ("weekly", index, "days"), "days: một ngày viết hai lần."


def _exceptions(exceptions: Sequence[HoursException]) -> Iterator[tuple[Loc, str]]:
    for index, one in enumerate(exceptions):
        here: Loc = ("exceptions", index)
        if one.opens and not one.closes:
            yield (*here, "opens"), "opens: có giờ mở mà thiếu giờ đóng. Thêm closes:; nghỉ cả ngày thì bỏ cả hai."
        elif one.closes and not one.opens:
            yield (*here, "closes"), "closes: có giờ đóng mà thiếu giờ mở. Thêm opens:; nghỉ cả ngày thì bỏ cả hai."
        elif one.opens and one.closes and one.closes <= one.opens:
            yield (*here, "closes"), "closes: giờ đóng phải sau giờ mở; ca qua đêm thì tách làm hai đợt."
    for (_, one), (index, other) in combinations(enumerate(exceptions), 2):
        touch = one.starts_on <= other.ends_on and other.starts_on <= one.ends_on
        clash = not (one.opens and one.closes and other.opens and other.closes) or (
            one.opens < other.closes and other.opens < one.closes
        )
        if touch and clash:
            message = f"đợt này chồng lên đợt từ {one.starts_on} đến {one.ends_on}: một ngày có hai giờ khác nhau."
            yield ("exceptions", index, "starts_on"), f"starts_on: {message}"


# --- numbers -------------------------------------------------------------------------------------------------------


def _typed_to_fill(record: Record, _: object, __: object) -> Iterator[Said]:
    """A number as one types it to fill a place; that somebody called it says that it is none."""
    if getattr(record, "called_on", None) or record.publish == "withdrawn":
        return
    then = "; có người nghe thì ghi called_on:." if "called_on" in type(record).model_fields else "."
    for index, channel in enumerate(getattr(record, "channels", ())):
        if looks_made_up(dialed(channel.value)):
            message = f"value: {channel.value} giống số gõ tạm cho đủ. Xem lại ở nguồn, gọi thử{then}"
            yield Said(("channels", index, "value"), "doubtful", message, Level.WARNING)


def _message_to_a_landline(record: Record, _: object, __: object) -> Iterator[Said]:
    for index, channel in enumerate(getattr(record, "channels", ())):
        if channel.channel == "sms" and kind_of(dialed(channel.value)) == "landline":
            message = f"value: {channel.value} là máy bàn, không nhận tin nhắn. Xem lại kind: hoặc số."
            yield Said(("channels", index, "value"), "doubtful", message, Level.WARNING)


# --- figures -------------------------------------------------------------------------------------------------------


def _share(unit: str | None, value: float | None) -> str:
    """What is wrong with a share of a whole, or ''. “% so với …” is a growth and may pass 100."""
    if unit and unit.strip() == "%" and value is not None and value > 100:
        return f"value: {value} % là hơn cả tổng. Mức tăng thì viết unit: % so với …"
    return ""


def _result(record: Result, _: object, __: object) -> Iterator[Said]:
    if record.value < 0:
        yield Said(("value",), "number", "value: con số âm không đọc được. Viết số dương, nói “giảm” ở of:.")
    if message := _share(record.unit, record.value):
        yield Said(("value",), "number", message)
    if record.out_of is not None:
        if record.out_of <= 0:
            yield Said(("out_of",), "number", "out_of: tổng phải lớn hơn 0. Không biết tổng thì xóa dòng này.")
        elif record.value > record.out_of:
            message = f"out_of: {record.value} trên {record.out_of} là hơn cả tổng. Có đảo hai số không?"
            yield Said(("out_of",), "number", message)
        elif record.unit.strip().startswith("%"):
            yield Said(
                ("out_of",), "number", "out_of: đã là phần trăm thì không có tổng. Xóa dòng này, hoặc viết số đếm."
            )
    if record.id in record.joined_with:
        yield Said(("joined_with", record.joined_with.index(record.id)), "circle", "joined_with: ghép với chính nó.")


def _targets(record: Plan, records: Mapping[str, Mapping[str, Any]], _: object) -> Iterator[Said]:
    for index, target in enumerate(record.targets):
        here: Loc = ("targets", index)
        if target.at_least and target.more_than:
            message = "more_than: “ít nhất” và “trên” không cùng đúng. Giữ lại một, như kế hoạch viết."
            yield Said((*here, "more_than"), "target", message)
        if target.value is not None and target.value < 0:
            yield Said((*here, "value"), "number", "value: con số âm không đọc được. Viết số dương, nói “giảm” ở of:.")
        if message := _share(target.unit, target.value):
            yield Said((*here, "value"), "number", message)
        if target.ends_on and target.ends_on.last.year != target.year:
            message = f"ends_on: {target.ends_on} không ở trong năm {target.year}. Sửa một trong hai."
            yield Said((*here, "ends_on"), "order-of-days", message)
        yield from () if target.note else _as_worded(record, target, here)
        yield from _near(target, here)
        yield from _results_of(target, here, records)


_FIGURE = r"(?<![0-9.,])([0-9]+(?:\.[0-9]{3})*(?:,[0-9]+)?)"  # as Vietnamese writes it: 1.234,5
_BY_YEAR = re.compile(r"(?:trong|vào|đến|tới|cuối|hết) năm ((?:19|20)[0-9]{2})(?![0-9])")


def _as_worded(plan: Plan, target: Target, here: Loc) -> Iterator[Said]:
    """The words of a promise stand above its number and year: whoever changes one changes the other.

    Nothing of what is told already: a share over all, a year outside the plan.
    """
    unit = rf"{_FIGURE}\s?{re.escape(target.unit)}(?!\w)" if target.unit else "(?!)"
    said = {float(one.replace(".", "").replace(",", ".")) for one in re.findall(unit, target.text)}
    if said and target.value is not None and float(target.value) not in said and not _share(target.unit, target.value):
        message = f"value: {target.value} khác con số trong text:. Sửa cho khớp; đúng như vậy thì nói ở note:."
        yield Said((*here, "value"), "doubtful", message, Level.WARNING)
    years = {int(year) for year in _BY_YEAR.findall(target.text)}
    if years and target.year not in years and _is_within(plan, target.year):
        message = f"year: {target.year} khác năm trong text:. Sửa cho khớp; đúng như vậy thì nói ở note:."
        yield Said((*here, "year"), "doubtful", message, Level.WARNING)


def _near(target: Target, here: Loc) -> Iterator[Said]:
    for number, one in enumerate(target.near):
        loc: Loc = (*here, "near", number, "result")
        if one.result in target.results:
            message = f"result: “{one.result}” đã ở results: là kết quả của chỉ tiêu này. Giữ lại một nơi."
            yield Said(loc, "target", message)
        elif one.result in [other.result for other in target.near[:number]]:
            yield Said(loc, "target", f"result: “{one.result}” đã có ở trên. Bỏ một.")


def _results_of(target: Target, here: Loc, records: Mapping[str, Mapping[str, Any]]) -> Iterator[Said]:
    for number, id in enumerate(target.results):
        result = records.get("results", {}).get(id)
        is_share = result and result.out_of is not None and target.unit == "%"  # “281 trên 412 xã” answers “80 %”
        if result and target.unit and result.unit != target.unit and not is_share:
            message = (
                f"results: “{id}” tính bằng {result.unit}, chỉ tiêu tính bằng {target.unit}: đặt cạnh nhau dễ đọc nhầm."
            )
            yield Said((*here, "results", number), "doubtful", message, Level.WARNING)


# --- ids, names, sides ---------------------------------------------------------------------------------------------


def _ids_in_a_plan(record: Plan, _: object, __: object) -> Iterator[Said]:
    """Goals, tasks and targets of one plan stand on one page: an id is the anchor there."""
    seen: dict[str, str] = {}
    labels = {"goals": "mục tiêu", "tasks": "nhiệm vụ", "targets": "chỉ tiêu"}
    for name, label in labels.items():
        for index, one in enumerate(getattr(record, name)):
            if one.id in seen:
                message = f"id: mã “{one.id}” đã có ở một {seen[one.id]} của kế hoạch này. Chọn mã khác."
                yield Said((name, index, "id"), "id-taken", message)
            seen.setdefault(one.id, label)
    orders: dict[int, str] = {}
    for index, task in enumerate(record.tasks):
        if task.order in orders:
            message = f"order: số thứ tự {task.order} đã dùng cho “{orders[task.order]}”."
            yield Said(("tasks", index, "order"), "doubtful", message, Level.WARNING)
        orders.setdefault(task.order, task.id)


def _not_itself(record: Hotline, _: object, __: object) -> Iterator[Said]:
    for index, id in enumerate(record.shares_number_with):
        if id == record.id:
            message = "shares_number_with: đây là chính đường dây này. Xóa, hoặc viết mã đường dây kia."
            yield Said(("shares_number_with", index), "circle", message)


RULES: dict[type[Record], tuple[Rule, ...]] = {
    Record: (_read_later, _over_already, _hours, _typed_to_fill, _message_to_a_landline),
    Hotline: (_former_numbers_are_over, _not_itself),
    Document: (_document_days,),
    Campaign: (_campaign_days, _year_in_name),
    Program: (_program_days,),
    Plan: (_plan_days, _targets, _ids_in_a_plan),
    Result: (_result, _year_in_name),
}
