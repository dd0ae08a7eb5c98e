"""Two finished sites side by side, as their readers get them: one page for who reviews a change, also on a phone.

Pages are compared by their words, their pictures and what their links dial. Pages that differ in the same words are told
once, with the list of them: a number that stands on four hundred pages is one change to look at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from jinja2 import Environment, StrictUndefined

from delivery import manifest, preview

NAME = "truoc-va-sau.html"
BEFORE = "truoc"
MOST = 200  # changes on the page; what is past it is counted
MOST_LINES = 60  # lines of one table or text
_LETTERS = {".txt", ".csv", ".ics"}  # files a person can read line by line
_PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"}
_NO_END = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_SILENT = {"script", "style", "template", "noscript"}
_WITHIN = {"a", "abbr", "b", "bdi", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong", "sub",
           "sup", "time", "u", "wbr"}  # fmt: skip
_WORD = re.compile(r"\s+|[^\s]+")
_DIALS = re.compile(r"(?:tel|sms|mailto):|https?://", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One line as it is read: its words, or a picture; `heading` is the one above it."""

    words: str
    heading: str = field(default="", compare=False)
    picture: str = ""  # its address as the page writes it


@dataclass(frozen=True)
class Step:
    """What stood there, and what stands there now; one of the two may be missing."""

    before: Line | None
    after: Line | None

    @property
    def heading(self) -> str:
        """The heading that the change stands under."""
        return next((line.heading for line in (self.after, self.before) if line and line.heading), "")

    def marked(self) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
        """Both sides as (text, differs) in order."""
        old, new = (_WORD.findall(line.words) if line else [] for line in (self.before, self.after))
        sides: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
        for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            for side, part in zip(sides, (old[a:b], new[c:d]), strict=True):
                if part:
                    side.append(("".join(part), what != "equal"))
        return sides


@dataclass(frozen=True)
class Page:
    """One page of a site as it is read: what its tab, its description and its text say, each a list of lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Change:
    """The same steps on one page or many: (path, title, kind), where kind is “mới”, “bỏ” or “đổi”."""

    steps: tuple[Step, ...]
    pages: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Differences:
    """Everything that a reader gets differently."""

    changes: tuple[Change, ...]
    files: tuple[tuple[str, str, tuple[Step, ...]], ...]  # (path, kind, steps line by line)
    pictures: tuple[tuple[str, str], ...]  # (path, kind)
    unseen: int  # pages that differ in nothing that is read


class _Reader(HTMLParser):
    """A page's lines in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.title = self.description = self.heading = ""
        self.lines: list[Line] = []
        self._words: list[str] = []
        self._silent = 0
        self._dials: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "title" and not self.title:
            self._in_title = True
        elif tag == "meta" and has.get("name") == "description":
            self.description = has.get("content", "")
        elif tag == "img":
            self._end_line()
            self.lines.append(Line(f"Hình: {has.get('alt') or 'không có lời'}", self.heading, has.get("src", "")))
        elif tag not in _WITHIN:
            self._end_line()
        if number := has.get("data-number"):  # what a button of the page's own script dials
            self._words.append(f" ⟨tel:{number}⟩ ")
        if tag == "a":
            self._dials.append(has.get("href", "") if _DIALS.match(has.get("href", "")) else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent -= 1
        elif tag == "title":
            self._in_title = False
        elif tag == "a" and self._dials:
            if link := self._dials.pop():
                self._words.append(f" ⟨{link}⟩ ")
        elif re.fullmatch("h[1-6]", tag):
            self.heading = " ".join("".join(self._words).split())
            self._end_line()
        elif tag not in _WITHIN and tag not in _NO_END:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif not self._silent:
            self._words.append(data)

    def _end_line(self) -> None:
        words = " ".join("".join(self._words).split())
        self._words.clear()
        if words:
            self.lines.append(Line(words, self.heading))

    def close(self) -> None:
        super().close()
        self._end_line()


def read(page: str) -> Page:
    """A page's HTML as it is read."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    title = " ".join(reader.title.split())
    about = [Line(words, what) for words, what in ((title, "Tên trang"), (reader.description, "Lời tả trang")) if words]
    return Page(title, (*about, *reader.lines))


def steps(before: Iterable[Line], after: Iterable[Line]) -> tuple[Step, ...]:
    """What differs between two lists of lines, in the order of the later one."""
    old, new = list(before), list(after)
    found: list[Step] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            for at in range(max(b - a, d - c)):
                one = old[a + at] if a + at < b else None
                other = new[c + at] if c + at < d else None
                found.append(Step(one, other))
    return tuple(found)


def _files(site: Path) -> dict[str, Path]:
    return {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}


def _kind(path: str, before: dict[str, Path], after: dict[str, Path]) -> str:
    return "mới" if path not in before else "bỏ" if path not in after else "đổi"


def _text(path: Path | None) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path else ""


def compare(before: Path, after: Path) -> Differences:
    """What differs between two folders, each a finished site."""
    old, new = _files(before), _files(after)
    differing = [
        path
        for path in sorted(old.keys() | new.keys())
        if path not in old or path not in new or old[path].read_bytes() != new[path].read_bytes()
    ]
    same: dict[tuple[Step, ...], list[tuple[str, str, str]]] = defaultdict(list)
    files, pictures, unseen = [], [], 0
    for path in differing:
        kind, end = _kind(path, old, new), Path(path).suffix.lower()
        texts = [_text(side.get(path)) for side in (old, new)] if end in {".html", *_LETTERS} else ["", ""]
        if end == ".html":
            one, other = map(read, texts)
            if found := steps(one.lines, other.lines):
                same[found].append((path, other.title or one.title, kind))
            else:
                unseen += 1
        elif end in _PICTURES:
            pictures.append((path, kind))
        elif path != manifest.MANIFEST:
            lines = [[Line(line) for line in text.splitlines()] for text in texts]
            files.append((path, kind, steps(*lines)))
    changes = sorted(
        (Change(found, tuple(sorted(pages, key=_order))) for found, pages in same.items()),
        key=lambda one: _order(one.pages[0]),
    )
    return Differences(tuple(changes), tuple(files), tuple(pictures), unseen)


def _order(page: tuple[str, str, str]) -> tuple[bool, str]:
    """By address; the page of no address, which nobody looks for, at the end."""
    return page[0] == "404.html", page[0]


def _source(page: str, picture: str, side: str) -> str:
    """A picture's address as seen from the page of differences; '' when it is not a file of the site."""
    if re.match(r"[a-z][a-z0-9+.-]*:|/", picture, re.IGNORECASE):
        return ""
    parts: list[str] = []
    for part in [*page.split("/")[:-1], *unquote(picture.partition("?")[0]).split("/")]:
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join([side, *parts] if side else parts)


def to_page(found: Differences, base: str) -> str:
    """The page of differences, whole; `base` says what the site was compared with."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    template = environment.from_string(Path(__file__).with_name("before_after.html").read_text(encoding="utf-8"))
    return template.render(found=found, base=base, before=BEFORE, most=MOST, most_lines=MOST_LINES, source=_source)


def write(before: Path, after: Path, folder: Path, base: str) -> Differences:
    """Put the page of differences and the site before into `folder`, a preview of `after` that its first page then leads from."""
    found = compare(before, after)
    preview.make(before, folder / BEFORE)
    (folder / NAME).write_text(to_page(found, base), encoding="utf-8", newline="\n")
    first = folder / "index.html"
    if first.is_file():
        note = f'<p class="note">Xem đề nghị này đổi gì: <a href="{NAME}">trước và sau</a>.</p>'
        first.write_text(preview.below_main(first.read_text(encoding="utf-8"), note), encoding="utf-8", newline="\n")
    return found
