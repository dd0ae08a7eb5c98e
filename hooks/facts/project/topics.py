"""What the contents page of a topic lists: its parts and their headings, each on the line that leads there.

A heading that left for a part leaves its anchor on its line, so that an address of before still finds where it went.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from facts.reading.content import Content
from facts.reading.series import parts_of


@dataclass(frozen=True)
class Line:
    """A heading of a part: its level (2 or 3), words and anchor; `bears` is the anchor that its line has, or ''."""

    level: int
    words: str
    anchor: str
    bears: str


@dataclass(frozen=True)
class Part:
    """One short page of a topic, from 1 on."""

    number: int
    url: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Topic:
    """A contents page, by its address, and the pages it lists."""

    url: str
    parts: tuple[Part, ...]

    @property
    def anchors(self) -> set[str]:
        """The anchors that its lines bear."""
        return {line.bears for part in self.parts for line in part.lines if line.bears}

    def number_of(self, url: str) -> int:
        """Which part stands at an address; 0 for the contents page."""
        return next((part.number for part in self.parts if part.url == url), 0)

    def after(self, url: str) -> Part | None:
        """The part to read next."""
        number = self.number_of(url)
        return self.parts[number] if number < len(self.parts) else None


def topics(pages: Mapping[str, Mapping[str, str]], contents: Mapping[str, Content]) -> dict[str, Topic]:
    """Every topic by the address of its contents page, of pages by address with their front matter, read when finished."""
    return {url: _topic(url, parts, contents) for url, parts in parts_of(pages.items()).items() if url in pages}


def _topic(url: str, parts: tuple[str, ...], contents: Mapping[str, Content]) -> Topic:
    taken = set(contents.get(url, Content()).anchors)
    found = []
    for number, part in enumerate(parts, 1):
        lines = []
        for level, anchor, words in contents.get(part, Content()).headings:
            lines.append(Line(level, words, anchor, "" if anchor in taken else anchor))
            taken.add(anchor)
        found.append(Part(number, part, tuple(lines)))
    return Topic(url, tuple(found))
