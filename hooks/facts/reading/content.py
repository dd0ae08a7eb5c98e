"""A finished page's content, read once: its anchors, links and sections, and where its first headings stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

# A comment, which says nothing, or a tag; and a tag in its parts.
_MARKUP = re.compile(r"(<(?:!--.*?--|/?[a-zA-Z][^\s/>]*(?:[^\"'>]++|\"[^\"]*\"|'[^']*')*+)>)", re.DOTALL)
_TAG = re.compile(r"<(/)?([a-zA-Z][^\s/>]*)((?:[^\"'>]++|\"[^\"]*\"|'[^']*')*+)>")
_VALUE = re.compile(r"([^\s\"'=/]+)(?:=(?:\"([^\"]*)\"|'([^']*)'))?")

_STATUS = re.compile(r'(?:\s*<span class="tag\b[^"]*">[^<]*</span>)+')


def in_a_line(text: str) -> str:
    """A text with one space between words and none around it; nearly all have no other, and what is printable has no other sign."""
    return text.strip(" ") if text.isprintable() and "  " not in text else " ".join(text.split())


@dataclass(frozen=True)
class Content:
    """What stands in a page's content, in the order of the page."""

    html: str = ""
    anchors: tuple[str, ...] = ()
    links: tuple[str, ...] = ()  # where each leads, as written
    headings: tuple[tuple[int, str, str], ...] = ()  # second and third level with an anchor: level, anchor, words
    below: int = 0  # where the text below the page's own heading begins; 0: it has none
    first: int = 0  # where the first second-level heading begins; the end when there is none

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """Its second-level headings: anchor and words."""
        return tuple((anchor, words) for level, anchor, words in self.headings if level == 2)

    @property
    def above_headings(self) -> tuple[str, str]:
        """The content before its first second-level heading, and from it on."""
        return self.html[: self.first], self.html[self.first :]

    @property
    def around_title(self) -> tuple[str, str, str]:
        """The content up to the end of its own heading ('' when it has none), up to its first section, and the rest.

        What stands beside the heading, as a status does, belongs to it.
        """
        status = _STATUS.match(self.html, self.below) if self.below else None
        below = status.end() if status else self.below
        first = max(below, self.first)
        return self.html[:below], self.html[below:first], self.html[first:]


@dataclass
class _Found:
    anchors: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    below: int = 0
    first: int | None = None


class Reader:
    """Reads one page's content, which is contained: html5ever closes its tags and quotes its values.

    Who reads more of it in the same pass derives from this and says what to do with tags and text.
    """

    def __init__(self, html: str) -> None:
        self._html = html
        self._found = _Found()
        self._is_in_heading = False  # in one whose words are being read

    def read(self) -> Content:
        """Read all of it."""
        first, *pieces = _MARKUP.split(self._html)
        self._take(unescape(first))
        at = len(first)
        for markup, text in zip(pieces[::2], pieces[1::2], strict=True):
            begins, ends, tag, values = _read(markup)
            if begins:
                self._note_start(tag, values, at)
                self.handle_starttag(tag, values)
            if ends:
                self._note_end(tag, at)
                self.handle_endtag(tag)
            if text:
                self._take(unescape(text))
            at += len(markup) + len(text)
        return self._whole()

    def handle_starttag(self, tag: str, values: Mapping[str, str]) -> None:
        """Read a tag that begins something."""

    def handle_endtag(self, tag: str) -> None:
        """Read a tag that ends something."""

    def handle_data(self, data: str) -> None:
        """Read a text between tags."""

    def _whole(self) -> Content:
        html = self._html
        found = self._found
        first = len(html) if found.first is None else found.first
        headings = tuple((level, anchor, in_a_line(words)) for level, anchor, words in found.headings)
        return Content(html, tuple(found.anchors), tuple(found.links), headings, found.below, first)

    def _note_start(self, tag: str, values: Mapping[str, str], at: int) -> None:
        """Note anchors, links, and the beginning of a section."""
        if anchor := values.get("id", ""):
            self._found.anchors.append(anchor)
        if tag == "a" and (link := values.get("href")):
            self._found.links.append(link)
        elif tag in ("h2", "h3"):
            if tag == "h2" and self._found.first is None:
                self._found.first = at
            self._is_in_heading = bool(anchor)
            if anchor:
                self._found.headings.append((int(tag[1]), anchor, ""))

    def _note_end(self, tag: str, at: int) -> None:
        """Note where a heading ends."""
        if tag in ("h2", "h3"):
            self._is_in_heading = False
        elif tag == "h1" and not self._found.below:
            self._found.below = at + len("</h1>")

    def _take(self, data: str) -> None:
        """Note the words of a heading."""
        if self._is_in_heading:
            level, anchor, words = self._found.headings[-1]
            self._found.headings[-1] = (level, anchor, words + data)
        self.handle_data(data)


@lru_cache(maxsize=4096)  # a site has few tags, each many times; nobody changes what is found
def _read(markup: str) -> tuple[bool, bool, str, Mapping[str, str]]:
    """Whether it begins something, and ends something; the name of the tag, and its values."""
    if not (found := _TAG.fullmatch(markup)):
        return False, False, "", {}
    ends, tag, written = found.groups()
    values = {name: unescape(double or single or "") for name, double, single in _VALUE.findall(written)}
    return not ends, bool(ends) or written.endswith("/"), tag, values
