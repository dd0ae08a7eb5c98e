"""How pages and records speak: long sentences and texts, words not said, unexplained abbreviations, who reviewed. Only
warnings, but for a district named as if it still were.

The bar: a frightened twelve-year-old reads it. Vietnamese writes syllables apart, so a "word" here is what
stands between two spaces.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from facts.judging import districts
from facts.problems import Level, Place, Problem
from facts.reading.markdown import MarkdownPage
from facts.records.kinds import FOLDERS, KINDS
from facts.records.parts import OTHERS_WORDS, Loc, texts
from facts.site.store import Facts

LONGEST_SENTENCE = 25
# Of one text in a record that is said short: the two or three sentences that `summary` is asked for, at some fifteen words.
LONGEST_TEXT = 45
FIELDS = ("health", "law")

_BRACES = re.compile(r"\{\{.*?\}\}|\{[#.:][^}]*\}|\{ [#.:][^}]*\}")
_QUOTES = re.compile(r"\{\{\s*quote\(")  # the words of a law
_GIVEN = re.compile(r"\"([^\"]*)\"|'([^']*)'")  # what a block is given
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_NOT_PROSE = re.compile(r"[\s>]*\[(?:!|TOC\])|\s*(#|\||```|---|\[\^|!!!|\?\?\?|===)")
_SENTENCE = re.compile(r"[^.!?:]+(?:[.!?:](?=\S)[^.!?:]*)*[.!?:]*")
# It begins with a letter, so that no other sign is looked at twice; what may not stand before that is said behind it.
_ABBREVIATION = re.compile(r"[A-ZĐ](?<![\w/.-].)[A-ZĐ]+[0-9]*(?![\w/-])")
# A page that quotes a law is about law, whether or not its front matter says so.
_QUOTES_LAW = re.compile(r"\{\{\s*(?:quote|law_note)\(")
_PARTS = ("name", "not_found")  # of the sentences that others write around them
_NOTES = "note"  # where cautions stand, which nobody shall cut to fit
_WHEN = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{4}\b")
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
            for start, count in _long_sentences(line):
                yield _warn(page.place(offset + start), "long-sentence", _too_long(count))
        for _, count in _long_sentences(page.meta.get("description", "")):  # what search engines show of the page
            yield _warn(page.places["description"], "long-sentence", f"description: {_too_long(count)}")
        if has_table:
            yield from _abbreviations(page, lines, set(table.known))
        if pattern := _pattern(said, (line for _, line in lines)):
            for offset, line in lines:
                for match in pattern.finditer(line):
                    yield _warn(page.place(offset + match.start()), "word", _instead(match[1], said))
    yield from _records(facts, said)
    yield from _lengths(facts)


def _lengths(facts: Facts) -> Iterator[Problem]:
    """Tell the long sentences of records, and the long texts of those kinds that are said short."""
    for kind in FOLDERS:
        not_ours = OTHERS_WORDS | {("name",)} if kind == "sources" else OTHERS_WORDS
        for id, record in facts.records.get(kind, {}).items():
            for loc, text in texts(record):
                if loc in not_ours or text.count(" ") < LONGEST_SENTENCE:
                    continue  # as nearly all are: not a word needs to be looked at
                advice = "Viết gọn lại, vì lời này đứng trong một câu khác." if loc[0] in _PARTS else "Tách làm hai."
                for start, count in _long_sentences(text):
                    message = f"{loc[0]}: “{' '.join(text[start:].split()[:3])}…”: {_too_long(count, advice)}"
                    yield _warn(facts.place_in(kind, id, loc), "long-sentence", message)
                if KINDS[kind].is_said_short and loc[-1] != _NOTES and (count := _words(text)) > LONGEST_TEXT:
                    message = f"{loc[0]}: đoạn dài {count} chữ, tối đa {LONGEST_TEXT}. {_shorter(loc)}"
                    yield _warn(facts.place_in(kind, id, loc), "long-text", message)


def _shorter(loc: Loc) -> str:
    """How a text gets shorter where it stands, with all that it says."""
    if any(isinstance(key, int) for key in loc):
        return "Tách thành hai mục của danh sách, hoặc bớt chữ mà giữ đủ ý."
    return "Bớt chữ mà giữ đủ ý; ý nào có trường riêng thì chuyển sang đó."


def _pattern(said: Collection[str], texts: Iterable[str]) -> re.Pattern[str] | None:
    """What finds those of some words that stand anywhere in `texts`; None when none does, as nearly always."""
    everything = "\n".join(texts).lower() if said else ""
    there = sorted((word for word in said if word in everything), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, there))})(?!\w)", re.IGNORECASE) if there else None


def _records(facts: Facts, said: dict[str, str]) -> Iterator[Problem]:
    kinds = FOLDERS.keys() - {"sources"}  # which are named as their publishers name them
    spoken = [
        (kind, id, loc, text)
        for kind in kinds
        for id, record in facts.records.get(kind, {}).items()
        for loc, text in texts(record)
        if loc not in OTHERS_WORDS
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
            plain = _BRACES.sub(_said_by, line) if "{" in line else line
            yield offset, _LINK.sub(lambda m: f" {m[1]}".ljust(len(m[0])), plain) if "](" in line else plain
        offset += len(line) + 1


def _said_by(braces: re.Match[str]) -> str:
    """What a block is given to say, in its place; all else within its braces is space."""
    if _QUOTES.match(braces[0]):
        return " " * len(braces[0])
    said, last = [], 0
    for one in _GIVEN.finditer(braces[0]):
        if " " in one[one.lastindex or 0]:  # a key has no space
            said += [" " * (one.start() + 1 - last), one[one.lastindex or 0]]
            last = one.end() - 1
    return "".join(said).ljust(len(braces[0]))


def _words(text: str) -> int:
    return sum(any(c.isalnum() for c in word) for word in text.split())


def _long_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield (offset, words) of each sentence that is too long."""
    parts = text.split(". ")  # no sentence has more than one of them, and the space before it
    for match in _SENTENCE.finditer(text) if any(part.count(" ") >= LONGEST_SENTENCE - 1 for part in parts) else ():
        if match[0].count(" ") < LONGEST_SENTENCE:
            continue  # as nearly all are: not a word needs to be looked at
        if (count := _words(match[0])) > LONGEST_SENTENCE:
            yield match.start() + len(match[0]) - len(match[0].lstrip(" -*")), count


def _too_long(count: int, advice: str = "Tách làm hai.") -> str:
    return f"câu dài {count} chữ, tối đa {LONGEST_SENTENCE}. {advice}"


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


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(*(int(part) for part in (re.split("[-/]", found[0])[:: 1 if "-" in found[0] else -1])))
    except ValueError:
        return None


def reviewed_later(page: MarkdownPage, today: date) -> Iterator[Problem]:
    """A review that is yet to come has reviewed nothing."""
    for found in _WHEN.finditer(page.meta.get("reviewed", "")):
        if (day := _day(found)) and day > today:
            message = f"reviewed: ngày {found[0]} còn ở tương lai. Xem lại ngày; chưa ai duyệt thì none."
            yield Problem(page.places["reviewed"], "future", message)


def _reviewed(page: MarkdownPage) -> Iterator[Problem]:
    subject = page.meta.get("field")
    if subject is not None and subject not in FIELDS:
        message = f"field: “{subject}” không dùng được. Chọn một: {', '.join(FIELDS)}."
        yield Problem(Place(page.path), "front-matter", message)
    said = page.meta.get("reviewed", "none")
    if said != "none" and not any(map(_day, _WHEN.finditer(said))):
        message = (
            "reviewed: chưa nói ngày nào. Viết ai duyệt, ngày nào: BS Lê Văn A, 2026-11-24; chưa ai duyệt thì none."
        )
        yield _warn(page.places["reviewed"], "reviewed", message)
    is_about = subject in FIELDS or _QUOTES_LAW.search(page.body) is not None
    if is_about and not page.meta.get("reviewed"):
        yield _warn(Place(page.path), "reviewed", "thiếu dòng reviewed: none, hoặc reviewed: ai duyệt, ngày nào.")
