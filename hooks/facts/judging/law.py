"""How a page speaks of law: the lawyer's note once and first, and a document named with its article. Only warnings.

`law_note("nd-mau-2026")` at the head of a page says that no lawyer has read it, whom to ask, and how the documents it
names were read. From there on, whoever reads a sentence about one of them can look its article up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from facts.problems import Level, Place, Problem
from facts.reading.markdown import MarkdownPage
from facts.records.models import Document
from facts.rendering import blocks
from facts.rendering.blocks import BlockError
from facts.site.store import Facts

_CALL = re.compile(r"\{\{\s*(law_note|quote)\(.*?\)\s*\}\}")
_ARTICLE = re.compile(r"\b(?:Điều|Phụ lục|Danh mục) (?:[0-9]|[IVX]+\b)")
_HEADING = re.compile(r"#{1,6} ")
# What is read as one: an item of a list, or a paragraph.
_STARTS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.) )")


def check(facts: Facts, pages: Iterable[MarkdownPage]) -> Iterator[Problem]:
    """Every warning about the lawyer's note of a page of law, and about documents that it names without an article."""
    for page in pages:
        calls = list(_CALL.finditer(page.body))
        notes = [call for call in calls if call[1] == "law_note"]
        if not notes:
            if calls or page.meta.get("field") == "law":
                place = page.place(calls[0].start()) if calls else Place(page.path)
                yield _warn(place, "law-note", "trang về luật mà thiếu {{ law_note() }}. Đặt trước điều luật đầu tiên.")
            continue
        for again in notes[1:]:
            yield _warn(page.place(again.start()), "law-note", "law_note() đứng một lần mỗi trang. Bỏ lần này.")
        if calls[0][1] == "quote":
            message = "law_note() đứng sau câu luật đầu tiên. Đưa lên trước."
            yield _warn(page.place(notes[0].start()), "law-note", message)
        ids, said = _parsed(notes[0][0])
        if page.meta.get("field") == "law" and page.meta.get("reviewed", "none") != "none" and "read_by" not in said:
            message = (
                'reviewed: nói đã có người đọc lại, mà law_note() nói chưa. Viết law_note(read_by="ai, ngày nào").'
            )
            yield _warn(page.place(notes[0].start()), "law-note", message)
        yield from _articles(page, notes[0], [facts.find(Document, id) for id in ids])


def _parsed(call: str) -> tuple[list[str], dict[str, str]]:
    try:
        return blocks.parse_call(call.strip("{} "))[1:]
    except BlockError:
        return [], {}  # told where blocks are judged


def _articles(page: MarkdownPage, note: re.Match[str], documents: list[Document | None]) -> Iterator[Problem]:
    names = [_names(document) for document in documents if document and document.number]
    if not names:
        return
    pattern = re.compile(rf"(?:{'|'.join(names)})(?![\w/])")
    starts = [0, *(match.end() for match in _STARTS.finditer(page.body)), len(page.body)]
    for start, end in pairwise(starts):
        part = page.body[start:end]
        found = pattern.search(part)
        if found is None or _HEADING.match(part) or note.start() in range(start, end):
            continue
        if not _ARTICLE.search(part):
            message = f"“{found[0]}” đứng không có điều. Ghi điều nào, ví dụ ({found[0]}, Điều 15)."
            yield _warn(page.place(start + found.start()), "article", message)
        elif start < note.start():
            message = f"“{found[0]}” đứng trước law_note(). Đưa law_note() lên trước."
            yield _warn(page.place(start + found.start()), "law-note", message)


def _names(document: Document) -> str:
    """What sentences call a document: “Nghị định 163/2026/NĐ-CP”, “Nghị định 163/2026”, “Nghị định 163”."""
    head, *rest = (document.number or "").split("/")
    tail = ""
    for piece in reversed(rest):
        tail = f"(?:/{re.escape(piece)}{tail})?"
    return re.escape(f"{document.type} {head}") + tail


def _warn(place: Place, code: str, message: str) -> Problem:
    return Problem(place, code, message, Level.WARNING)
