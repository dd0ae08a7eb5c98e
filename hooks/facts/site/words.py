"""How values are written for readers: days, figures, hours, and what each choice of a field is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from facts.numbers.phones import dialed, shown
from facts.records import when
from facts.records.addresses import slugify
from facts.records.models import Partial, Record

Ordered = TypeVar("Ordered", bound=Record)


def say_day(day: date | str | None) -> str:
    """01/7/2026, 15/02/2026; a Partial gives what it knows: 2/2024, 2023.

    As official papers write days, nought before days below 10 and months 1 and 2 alone (decree 30/2020/NĐ-CP, appendix
    I), and a month without its day as everyone does: what pages quote and what we say read alike.
    """
    year, _, rest = str(day or "").partition("-")
    month, _, number = rest.partition("-")
    return f"{say_month_day(rest)}/{year}" if number else f"{int(month)}/{year}" if month else year


def say_month_day(day: str) -> str:
    """01/7 of 07-01, as in a day with its year."""
    month, _, number = day.partition("-")
    return f"{number}/{month if month < '03' else month.removeprefix('0')}"


def say_measure(value: float, unit: str | None) -> str:
    """A figure and its unit, if any: 20%, 1.313 người."""
    between = " " if unit and not unit.startswith("%") else ""
    return f"{say_number(value)}{between}{unit or ''}"


def say_number(value: float) -> str:
    """Vietnamese figures: 1.313 and 1,5."""
    whole, _, part = f"{value:,.6f}".rstrip("0").rstrip(".").partition(".")
    return whole.replace(",", ".") + (f",{part}" if part else "")


_DAYS_IN_WORDS = {"mon": "thứ Hai", "tue": "thứ Ba", "wed": "thứ Tư", "thu": "thứ Năm", "fri": "thứ Sáu",
                  "sat": "thứ Bảy", "sun": "Chủ nhật"}  # fmt: skip


def say_hours(hours: Any) -> str:
    """Opening hours in one sentence."""
    if hours == "always":
        return "Ngày đêm, mọi ngày"
    if hours == "unknown":
        return "Nguồn không nói"
    spans = "; ".join(f"{_say_days(span.days)}: {span.opens}–{span.closes}" for span in hours.weekly)
    return spans[0].upper() + spans[1:]


def _say_days(days: tuple[str, ...]) -> str:
    indexes = sorted(when.WEEKDAYS.index(day) for day in set(days))
    if len(indexes) > 2 and indexes == list(range(indexes[0], indexes[-1] + 1)):
        return f"{_DAYS_IN_WORDS[when.WEEKDAYS[indexes[0]]]} đến {_DAYS_IN_WORDS[when.WEEKDAYS[indexes[-1]]]}"
    return ", ".join(_DAYS_IN_WORDS[when.WEEKDAYS[i]] for i in indexes)


_NOUGHTS = re.compile(r"\b0(?=[0-9])")  # of “06/2024”, which sources write “6/2024”


def say_in_words(day: Partial) -> str:
    """Say a day in words: “tháng 9/2025”, “năm 2022”, “ngày 16/02/2026”."""
    return f"{('năm', 'tháng', 'ngày')[day.count('-')]} {say_day(day)}"


def say_as_of(day: Partial, note: str | None) -> str:
    """Say when a figure was true in its source's own words, and what it is put under where they do not say that day."""
    put = say_in_words(day)
    if not note:
        return put
    said, words = (_NOUGHTS.sub("", text) for text in (note, put if "-" not in day else say_day(day)))
    return note if words in said else f"{note}; xếp vào {put}"


def say_until(day: date, today: date) -> str:
    """How far a day is from `today`: “còn 34 ngày”, “đã qua hơn 3 năm”; in years once there is a whole one."""
    if day == today:
        return "hôm nay là ngày cuối"
    first, last = sorted((day, today))
    years = last.year - first.year - ((last.month, last.day) < (first.month, first.day))
    is_whole = (last.month, last.day) == (first.month, first.day)
    span = f"{'' if is_whole else 'hơn '}{years} năm" if years else f"{(last - first).days} ngày"
    return f"{'còn' if day > today else 'đã qua'} {span}"


def in_order(records: Iterable[Ordered]) -> list[Ordered]:
    """Records by `order`, then id."""
    return sorted(records, key=when.in_order)


FILTERS: dict[str, Callable[..., Any]] = {
    "day": say_day,
    "number": say_number,
    "phone": shown,
    "hours": say_hours,
    "in_words": say_in_words,
    "as_of": say_as_of,
    "until": say_until,
    "in_order": in_order,
    "digits": dialed,
    "month_day": say_month_day,
    "measure": say_measure,
    "slug": slugify,
    "capital": lambda words: words[:1].upper() + words[1:],
}

LABELS: dict[str, Any] = {
    "GRADES": {"official": "nguồn chính thức", "copy": "bản chép văn bản", "press": "báo chí", "weak": "nguồn yếu"},
    "PURPOSES": {"emergency": "khẩn cấp", "help": "được giúp", "report": "báo tin"},
    "CHANNELS": {"call": "Gọi", "sms": "Nhắn tin", "zalo": "Zalo", "app": "Ứng dụng", "web": "Trang web"},
    "COSTS": {"free": "Không mất", "standard": "Như cuộc gọi thường", "unknown": "Nguồn không nói"},
    "LEVELS": {"national": "cả nước", "province": "tỉnh", "commune": "xã, phường", "other": "khác"},
    "PLACE_TYPES": {
        "report": "Nơi nhận tin báo",
        "registration": "Nơi đăng ký cai nghiện",
        "police": "Công an",
        "hospital": "Bệnh viện, cấp cứu",
        "methadone": "Điều trị methadone",
        "rehabilitation": "Cơ sở cai nghiện",
        "shelter": "Nơi tạm lánh, tham vấn",
        "social": "Công tác xã hội",
        "other": "Nơi khác",
    },
    "TOPICS": {
        "health": "sức khỏe",
        "lines": "người để gọi",
        "law": "luật",
        "treatment": "cai nghiện",
        "plans": "kế hoạch và số liệu",
    },
    "RESULT_TOPICS": {
        "places": "Xã, phường",
        "people": "Người nghiện, người sử dụng",
        "treatment": "Cai nghiện",
        "medicine": "Methadone, HIV",
        "cases": "Vụ án, người bị bắt",
        "border": "Biên giới",
        None: "Chuyện khác",
        "elsewhere": "Cả nước và nơi khác",
    },
    "DUE": {"past": "đã tới hạn", "this-year": "tới hạn trong năm", "later": "những năm sau"},
    "FOUND": {
        "result": "có kết quả cùng cách đếm",
        "near": "có số gần, không ghép được",
        "nothing": "chưa thấy kết quả nào",
        "not-yet": "chưa tới hạn",
    },
    "STATUSES": {"upcoming": "sắp tới", "active": "đang diễn ra", "ended": "đã xong", "unknown": "không rõ ngày"},
    "DOCUMENT_STATUSES": {
        "upcoming": "sắp có hiệu lực",
        "active": "còn hiệu lực",
        "ended": "đã hết hoặc đã được thay",
        "unknown": "chưa kiểm tra được còn hiệu lực",
    },
    "PLAN_STATUSES": {
        "upcoming": "sắp bắt đầu",
        "active": "đang thực hiện",
        "ended": "đã qua",
        "unknown": "chưa kiểm tra được còn hiệu lực",
    },
    "PROGRAM_STATUSES": {
        "upcoming": "sắp làm",
        "active": "đang làm",
        "ended": "đã xong hoặc đã được nối tiếp",
        "unknown": "chưa rõ còn làm",
    },
}
