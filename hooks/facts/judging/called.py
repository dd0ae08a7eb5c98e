"""The numbers of all records side by side: in quotes, one owner each, none of before that somebody answers, none only in a text."""

from __future__ import annotations

from collections.abc import Iterator

from facts.judging import districts
from facts.judging.judged import Judged
from facts.numbers import spotting
from facts.numbers.phones import dialed
from facts.problems import Level, Problem
from facts.reading import load
from facts.records.models import (
    DIALED_KINDS,
    Hotline,
    Record,
)
from facts.records.parts import OTHERS_WORDS, texts


def quotes_of(judged: Judged, record: Record) -> Iterator[Problem]:
    """Numbers stand in quotes."""
    document = judged.documents[(record.kind, record.id)]
    for loc, number in judged.phones.get((record.kind, record.id), ()):
        scalar = load.scalar_at(document.root, loc) if document.root else None
        if scalar and scalar.quotes != '"':
            message = f'đặt số trong nháy kép: "{number}". Không có nháy, vài công cụ sẽ làm mất số 0 ở đầu.'
            yield Problem(scalar.place, "quotes", f"{loc[-1]}: {message}")


def check_phones(judged: Judged) -> Iterator[Problem]:
    """Numbers stand once in a record, and two lines share one only when they say so."""
    for record in judged.everything():
        yield from _check_channels(judged, record)
    owners: dict[str, list[Hotline]] = {}
    for hotline in judged.records.get("hotlines", {}).values():
        for number in dict.fromkeys(dialed(c.value) for c in hotline.dialed):
            owners.setdefault(number, []).append(hotline)
    for number, lines in owners.items():
        for line in lines[1:]:
            for other in lines[: lines.index(line)]:
                if other.id not in line.shares_number_with and line.id not in other.shares_number_with:
                    index = next(i for i, c in enumerate(line.channels) if dialed(c.value) == number)
                    place = judged.place(line, ("channels", index, "value"))
                    message = f"số {number} đã đứng ở “{other.id}”. Nếu dùng chung thật, thêm shares_number_with: [{other.id}]."
                    yield Problem(place, "shared-phone", message)


def _check_channels(judged: Judged, record: Record) -> Iterator[Problem]:
    """Within one record: a number is one way to call or write, and not at once one of before."""
    seen: dict[tuple[str, str], int] = {}
    for index, channel in enumerate(getattr(record, "channels", ())):
        number = dialed(channel.value) if channel.channel in DIALED_KINDS else channel.value
        first = seen.setdefault((channel.channel, number), index)
        if first != index:
            message = f"value: “{channel.value}” đã có ở kênh thứ {first + 1}. Bỏ một kênh, hoặc sửa số."
            yield Problem(judged.place(record, ("channels", index, "value")), "number-twice", message)


def check_former(judged: Judged) -> Iterator[Problem]:
    """Whoever reads “Số này không còn dùng” must not read it of a number that somebody answers."""
    living: dict[str, Record] = {}
    gone: dict[str, Record] = {}
    for record in judged.everything():
        numbers = judged.phones.get((record.kind, record.id), ())
        answered = gone if record.publish == "withdrawn" else living
        answered |= {dialed(number): record for loc, number in numbers if loc[0] != "formerly"}
    for record in judged.everything():
        seen: set[str] = set()
        for loc, number in judged.phones.get((record.kind, record.id), ()):
            if loc[0] != "formerly":
                continue
            digits, place = dialed(number), judged.place(record, loc)
            if other := living.get(digits):
                whose = "chính mục này" if other is record else f"{other.label} “{other.id}”"
                message = f"value: số {number} còn dùng ở {whose}, chưa phải số cũ. Bỏ số này ở đây, hoặc sửa số."
                yield Problem(place, "living-number", message)
            elif (other := gone.get(digits)) and record.publish != "withdrawn":
                message = (
                    f"value: số {number} đang tạm rút ở {other.label} “{other.id}”, nên trang không hiện dòng này."
                )
                yield Problem(place, "taken-off", message, Level.WARNING)
            elif digits in seen:
                yield Problem(place, "number-twice", f"value: số cũ {number} đã có ở trên. Bỏ một.")
            seen.add(digits)


def texts_of(judged: Judged, record: Record) -> Iterator[Problem]:
    """A text shows no number that no record has, and no district as if it were one of today."""
    for loc, text in texts(record):
        for message in _unknown(judged, text):
            yield Problem(judged.place(record, loc), "phone-in-text", message)
        skip = judged.district is None or loc in OTHERS_WORDS or record.kind == "sources"
        if not skip and (found := districts.living(judged.district, text)):
            yield Problem(judged.place(record, loc), "district", districts.say_living(found))


def check_table(judged: Judged) -> Iterator[Problem]:
    """The table of communes shows no such number."""
    if judged.table and judged.table_document and judged.table_document.root:
        for loc, text in texts(judged.table):
            for message in _unknown(judged, text):
                yield Problem(load.place_of(judged.table_document.root, loc), "phone-in-text", message)


def _unknown(judged: Judged, text: str) -> Iterator[str]:
    for number in spotting.find(text):
        if number.digits not in judged.numbers and not judged.wrong.has_number(number.digits):
            yield f"có dãy số giống số điện thoại ({number.written}) mà không mục nào có."
