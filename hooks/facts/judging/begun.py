"""What `make new-province` wrote for a beginning and only people of that province can make true: told until it is rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from facts.problems import Level, Problem
from facts.reading import layers
from facts.reading.markdown import MarkdownPage
from facts.site.store import Facts

_BEGINS = ("Trang mới bắt đầu", "Chưa có gì để vẽ")  # each such sentence
_SENTENCE = re.compile(rf"{_BEGINS[0]}[^.\n]*\.|{_BEGINS[1]}\.")
_NOTE = "chưa ai so với nghị quyết"  # of the table of units


def check(facts: Facts, pages: Iterable[MarkdownPage]) -> Iterator[Problem]:
    """Every such sentence that still stands in the province's own pages and in its table of units."""
    for page in pages:
        if any(begins in page.body for begins in _BEGINS) and not layers.in_nation(page.path):
            yield from (_told(page, match) for match in _SENTENCE.finditer(page.body))
    if facts.table and _NOTE in (facts.table.note or ""):
        step = "So xong thì sửa" if facts.table.verified_on else "So bảng, ghi verified_on:, rồi sửa"
        say = f"note: câu viết sẵn lúc lập kho. {step} câu này."
        yield Problem(facts.tables.place_in("communes", ("note",)), "begun", say, Level.WARNING)


def _told(page: MarkdownPage, match: re.Match[str]) -> Problem:
    words = match[0] if len(match[0]) <= 40 else f"{match[0][:40].rpartition(' ')[0]}…"
    say = f"“{words}” là câu viết sẵn lúc lập kho. Viết lại theo điều trang có, hoặc xóa."
    return Problem(page.place(match.start()), "begun", say, Level.WARNING)
