"""How pages and records speak: long sentences, words not said, unexplained abbreviations, who reviewed. Only
warnings, but for a district named as if it still were.

The bar: a frightened twelve-year-old reads it. Vietnamese writes syllables apart, so a "word" here is what
stands between two spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from facts.judging import districts
from facts.problems import Level, Place, Problem
from facts.reading.markdown import MarkdownPage
from facts.records.kinds import FOLDERS, KINDS
from facts.records.parts import texts
from facts.site.store import Facts

LONGEST_SENTENCE = 25
FIELDS = ("health", "law")

_BRACES = re.compile(r"\{\{.*?\}\}|\{[#.:][^}]*\}|\{ [#.:][^}]*\}")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_NOT_PROSE = re.compile(r"\s*(#|\||```|---|\[\^|!!!|\?\?\?|===)")
_SENTENCE = re.compile(r"[^.!?:]+(?:[.!?:](?=\S)[^.!?:]*)*[.!?:]*")
_ABBREVIATION = re.compile(r"(?<![\w/.-])[A-ZĐ]{2,}[0-9]*(?![\w/-])")
# A page that quotes a law is about law, whether or not its front matter says so.
_QUOTES_LAW = re.compile(r"\{\{\s*(?:quote|law_note)\(")
_OF_A_DOCUMENT = (("title",), ("theme",))  # its words, not ours
_ROMAN = re.compile(r"[IVX]+[AB]?")


def check(facts: Facts, pages: Iterable[MarkdownPage]) -> Iterator[Problem]:
    """Every warning about how pages and records speak; and an error where a page names a district as if it still were."""
    table = facts.tables.words
    has_table = "words" not in facts.wrong.tables  # else every abbreviation it knows would be told
    said = {entry.word.lower(): entry.say for entry in table.words}
    living = districts.pattern(facts.table)
    for page in pages:
        lines = list(_lines(page.body))
        yield from _reviewed(page)
        for offset, line in lines:
            if found := districts.living(living, line):
                yield Problem(page.place(offset + line.index(found)), "district", districts.say_living(found))
        for offset, line in lines:
            for start, message in _long_sentences(line):
                yield _warn(page.place(offset + start), "long-sentence", message)
        if has_table:
            yield from _abbreviations(page, lines, set(table.known))
        if pattern := _pattern(said, (line for _, line in lines)):
            for offset, line in lines:
                for match in pattern.finditer(line):
                    yield _warn(page.place(offset + match.start()), "word", _instead(match[1], said))
    yield from _records(facts, said)
    for kind in (name for name, kind in KINDS.items() if kind.is_read_in_fear or kind.is_said_short):
        for id, record in facts.records.get(kind, {}).items():
            for loc, text in texts(record):
                if loc in _OF_A_DOCUMENT:
                    continue
                for _, message in _long_sentences(text):
                    yield _warn(facts.place_in(kind, id, loc), "long-sentence", f"{loc[0]}: {message}")


def _pattern(said: Iterable[str], texts: Iterable[str]) -> re.Pattern[str] | None:
    """What finds those of some words that stand anywhere in `texts`; None when none does, as nearly always."""
    everything = "\n".join(texts).lower()
    there = sorted((word for word in said if word in everything), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, there))})(?!\w)", re.IGNORECASE) if there else None


def _records(facts: Facts, said: dict[str, str]) -> Iterator[Problem]:
    kinds = FOLDERS.keys() - {"sources"}  # which are named as their publishers name them
    spoken = [
        (kind, id, loc, text)
        for kind in kinds
        for id, record in facts.records.get(kind, {}).items()
        for loc, text in texts(record)
        if loc not in _OF_A_DOCUMENT
    ]
    if pattern := _pattern(said, (text for *_, text in spoken)):
        for kind, id, loc, text in spoken:
            for match in pattern.finditer(text):
                yield _warn(facts.place_in(kind, id, loc), "word", f"{loc[0]}: {_instead(match[1], said)}")


def _instead(word: str, said: dict[str, str]) -> str:
    return f"không dùng “{word}”. Viết: {said[word.lower()]}."


def _warn(place: Place, code: str, message: str) -> Problem:
    return Problem(place, code, message, Level.WARNING)


def _lines(body: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, line) of running text; blocks, addresses and attributes become spaces, so that places stay true."""
    offset = 0
    for line in body.split("\n"):
        if line and not _NOT_PROSE.match(line):
            plain = _BRACES.sub(lambda m: " " * len(m[0]), line) if "{" in line else line
            yield offset, _LINK.sub(lambda m: f" {m[1]}".ljust(len(m[0])), plain) if "](" in line else plain
        offset += len(line) + 1


def _long_sentences(text: str) -> Iterator[tuple[int, str]]:
    for match in _SENTENCE.finditer(text) if text.count(" ") >= LONGEST_SENTENCE else ():
        if match[0].count(" ") < LONGEST_SENTENCE:
            continue  # as nearly all are: not a word needs to be looked at
        count = sum(any(c.isalnum() for c in word) for word in match[0].split())
        if count > LONGEST_SENTENCE:
            start = match.start() + len(match[0]) - len(match[0].lstrip(" -*"))
            yield start, f"câu dài {count} chữ, tối đa {LONGEST_SENTENCE}. Tách làm hai."


def _abbreviations(page: MarkdownPage, lines: Iterable[tuple[int, str]], known: set[str]) -> Iterator[Problem]:
    seen = set(known)
    for offset, line in lines:
        for match in _ABBREVIATION.finditer(line):
            short = match[0]
            if short in seen or _ROMAN.fullmatch(short):
                continue
            seen.add(short)
            explained = line[: match.start()].endswith("(") or re.match(r"[^(]{0,8}\(", line[match.end() :])
            if not explained:
                message = f"“{short}” chưa được giải thích. Lần đầu viết đủ chữ, rồi ({short}) trong ngoặc."
                yield _warn(page.place(offset + match.start()), "abbreviation", message)


def _reviewed(page: MarkdownPage) -> Iterator[Problem]:
    subject = page.meta.get("field")
    if subject is not None and subject not in FIELDS:
        message = f"field: “{subject}” không dùng được. Chọn một: {', '.join(FIELDS)}."
        yield Problem(Place(page.path), "front-matter", message)
    is_about = subject in FIELDS or _QUOTES_LAW.search(page.body) is not None
    if is_about and not page.meta.get("reviewed"):
        yield _warn(Place(page.path), "reviewed", "thiếu dòng reviewed: none, hoặc reviewed: ai duyệt, ngày nào.")
