"""What is wrong in any text that an editor wrote, wherever it stands: what is one person's alone, and days that no calendar has."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator

from facts.judging import as_written, private
from facts.problems import Level, Problem
from facts.reading import local
from facts.reading.markdown import MarkdownPage
from facts.records.parts import texts
from facts.site.store import Facts

_DAY = re.compile(
    r"[0-9](?<![\w/.-].)[0-9]?/[0-9]{1,2}/(?:19|20)[0-9]{2}(?![\w/-]|\.[0-9])"
    r"|[0-9](?<!\d.)[0-9]? tháng [0-9]{1,2}(?: năm (?:19|20)[0-9]{2})?(?!\w)"
)


def check(facts: Facts, pages: Iterable[MarkdownPage]) -> Iterator[Problem]:
    """Every such place, in pages and records."""
    for page in pages:
        for offset, code, message, level in _found_in(page.body):
            yield Problem(page.place(offset), code, message, level)
        for name, text in page.meta.items():
            yield from (Problem(page.places[name], code, say, level) for _, code, say, level in _found_in(text))
            marked = as_written.mark_in(local.WORD.sub("", text), page.places[name], "đầu trang")
            yield from [marked] if marked else ()
    for kind, records in facts.records.items():
        for id, record in records.items():
            for loc, text in texts(record):
                for _, code, message, level in _found_in(text):
                    yield Problem(facts.place_in(kind, id, loc), code, f"{loc[0]}: {message}", level)


def _found_in(text: str) -> Iterator[tuple[int, str, str, Level]]:
    yield from private.found_in(text)
    yield from find_no_such_day(text)


def find_no_such_day(text: str) -> Iterator[tuple[int, str, str, Level]]:
    """31/02/2030, and a month before its day as elsewhere: 12/25/2026. What is yielded is as `private.found_in` yields it."""
    for found in _DAY.finditer(text):
        if "tháng" in found[0] and not text[: found.start()].casefold().endswith("ngày "):
            continue  # “trong 45 tháng 3 tuần”
        day, month, year = (*map(int, re.findall("[0-9]+", found[0])), 2000)[:3]  # without a year: a leap one
        if 0 < day < 32 and month and not (month < 13 and day <= monthrange(year, month)[1]):
            message = f"lịch không có ngày {found[0]}. Xem lại ngày và tháng ở nguồn."
            yield found.start(), "doubtful", message, Level.WARNING
