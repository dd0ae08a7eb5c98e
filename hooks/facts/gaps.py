"""What was sought and not found: how a record says it, and what still says so after it was found.

A gap has one place (DESIGN, promise 11). Blocks and lists of records only name it, so that one file answers them all; what
is written by hand cannot follow, and is told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from facts import load, when
from facts.addresses import ADDRESSES, address
from facts.check import Facts
from facts.markdown import MarkdownPage
from facts.parts import Loc, references, texts
from facts.problems import Level, Place, Problem
from facts.records import GAP, Gap, Record
from finder.fold import WORD, canon


@dataclass(frozen=True)
class Sought:
    """Something a record was not found to say, until which day; `gap` when it stands in a place of its own."""

    words: str
    until: date
    gap: Gap | None = None

    @property
    def is_answered(self) -> bool:
        """True when it was found since."""
        return self.gap is not None and self.gap.answered_by is not None


def sought(facts: Facts, record: Record, today: date) -> list[Sought]:
    """What a record's `not_found:` says, its references followed; a gap that was taken off is left out."""
    found = []
    for text in record.not_found:
        if not text.startswith(GAP):
            found.append(Sought(text, record.verified_on))
        elif (gap := facts.find("gaps", text.removeprefix(GAP))) and not when.is_withdrawn(gap, today):
            found.append(Sought(gap.name, gap.verified_on, gap))
    return found


def shown_at(facts: Facts, id: str) -> list[str]:
    """The addresses, site-relative and sorted, of the records and pages that lean on a gap."""
    records = {address(kind, one) for kind, one in facts.cited_by.get(("gaps", id), ()) if kind in ADDRESSES}
    return sorted(records | {url for url, _ in facts.named_on.get(("gaps", id), ())})


# --- what is written by hand ---------------------------------------------------------------------------------------

# Where an old wording may be named, because it says what was corrected.
_TELLS_CHANGES = "changes"
_OTHERS_WORDS = {("title",), ("theme",), ("publisher",)}

_TARGET = re.compile(r"(?<=\])\([^)\n]*\)")
_ENDS = re.compile(r"[.!?;](?=\s|$)|\n[ \t]*\n")


class _Phrases:
    """Finds whole phrases in a text, whatever their case, line ends, emphasis, or the order of their marks."""

    def __init__(self, gaps: Iterable[Gap]) -> None:
        self._by_first: dict[str, list[tuple[list[str], Gap]]] = {}
        for gap in gaps:
            for phrase in gap.wordings:
                if keys := _keys(phrase):
                    self._by_first.setdefault(keys[0], []).append((keys, gap))

    def find(self, text: str) -> Iterator[tuple[int, str, Gap]]:
        """Yield (offset, the words as they stand, the gap) for each phrase within one sentence of `text`."""
        if not self._by_first:
            return
        words = [(canon(match[0]), match.start(), match.end()) for match in WORD.finditer(text)]
        for index, (key, start, _) in enumerate(words):
            for keys, gap in self._by_first.get(key, ()):
                last = words[index : index + len(keys)]
                if [word for word, _, _ in last] == keys and not _ENDS.search(text, start, last[-1][1]):
                    yield start, re.sub(r"[\s*_]+", " ", text[start : last[-1][2]]), gap


def _keys(text: str) -> list[str]:
    return [canon(word) for word in WORD.findall(text)]


def check(facts: Facts, pages: Iterable[MarkdownPage], root: Path) -> Iterator[Problem]:
    """Everything that still says of a gap that it was not found, though it was.

    `root` is the project's: the templates below it speak too.
    """
    gaps: list[Gap] = facts.all("gaps")
    answered = _Phrases(gap for gap in gaps if gap.answered_by)
    for page in pages:
        yield from _page(page, answered)
    for kind, id, record in _speaking(facts):
        for loc, text in texts(record):
            if loc not in _OTHERS_WORDS:
                yield from _text(facts.place_in(kind, id, loc), loc, text, record, answered)
        for loc, named, other in references(record):
            gap = facts.find("gaps", other) if named == "gaps" else None
            if gap and gap.answered_by:
                say = f"{loc[0]}: {say_answered(gap)} Viết điều đã thấy vào mục này, rồi bỏ dòng này."
                yield Problem(facts.place_in(kind, id, loc), "answered-gap", say, Level.WARNING)
    for file in sorted((root / "overrides").rglob("*.html")):
        path = file.relative_to(root).as_posix()
        template = load.read_text(file, path)[0] or ""
        for offset, words, gap in answered.find(template):
            yield _says_old(load.place_at(path, template, offset), words, gap)


def say_answered(gap: Gap) -> str:
    """That a gap is one no more, since when and where to read it, for an editor."""
    return f"điều này đã tìm thấy ngày {gap.answered_on:%d/%m/%Y} ({gap.answered_by})."


def _speaking(facts: Facts) -> Iterator[tuple[str, str, Record]]:
    """The records whose words are ours and of today."""
    for kind, records in sorted(facts.records.items()):
        if kind not in ("communes", _TELLS_CHANGES):
            yield from ((kind, id, record) for id, record in sorted(records.items()))


def _says_old(place: Place, words: str, gap: Gap, field: str = "") -> Problem:
    say = f"{field}“{words}”: {say_answered(gap)} Viết lại theo đó."
    return Problem(place, "answered-gap", say)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """The same text with every match made of spaces, so that places stay true."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _page(page: MarkdownPage, answered: _Phrases) -> Iterator[Problem]:
    if page.url == address(_TELLS_CHANGES, "").partition("#")[0]:
        return
    for name in ("title", "description"):
        text = page.meta.get(name, "")
        place = page.places.get(name, Place(page.path))
        for _, words, gap in answered.find(text):
            yield _says_old(place, words, gap, f"{name}: ")
    body = _blank(_TARGET, page.body)
    for offset, words, gap in answered.find(body):
        yield _says_old(page.place(offset), words, gap)


def _text(place: Place, loc: Loc, text: str, record: Record, answered: _Phrases) -> Iterator[Problem]:
    for _, words, gap in answered.find(text):
        if gap is not record:
            yield _says_old(place, words, gap, f"{loc[0]}: ")
