"""What an editor saw in the host's preview and a reader would get otherwise: lists, their numbers, headings, marks.

Hosts show Markdown by CommonMark, the site by Python-Markdown. `outline` reads a body as CommonMark does (its containers
and headings only; the notes, tabs and definitions that are ours count as containers too); what Markdown made is held
against it. `markdown-it-py` is the witness in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from facts.reading.as_made import Item, Made
from facts.reading.signs import has_any
from facts.reading.written import place_of

LONGEST_START = 99  # a list that begins with a larger number was none


@dataclass
class Shown:
    """A heading or an item as the preview shows it: what `Item` has, the number as written, and its offset."""

    item: Item
    written: int
    offset: int
    marker: str = ""


@dataclass
class _Box:
    """An open container: lines that are indented to `column` belong to it."""

    column: int
    kind: str  # "ul", "ol", ">", or "" for what only the site knows (notes, tabs, definitions, footnotes)
    lists: _List | None = None  # the list that the next item in it would continue
    is_empty: bool = False  # an item with nothing in it yet: a blank line ends it


@dataclass
class _List:
    sign: str  # its bullet, or what stands after its numbers
    next: int
    items: list[Shown] = field(default_factory=list)


class _Marker(NamedTuple):
    kind: str
    sign: str
    number: int
    column: int  # where the item's own content begins
    rest: int  # where that is in the line


_NO_TEXT = re.compile(r"[\s>*+\-0-9!?=:\[#`~_{]|$")  # how whatever is looked for below begins, and a blank line
_SPACES = re.compile(" +")
_BULLET = re.compile(r"([-+*])(?=[ \t]|$)")
_NUMBER = re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|$)")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
_FENCE = re.compile(r"(`{3,}|~{3,})")
# What CommonMark does not know: each holds what is indented by four below it.
_OURS = re.compile(r"(?:!!!|\?\?\?\+?|===[+!]*)(?=[ \"])|:[ \t]+|\[\^[^\]]+\]:")
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]:")
_BLOCK = re.compile(r"\{\{.*\}\}[ \t]*$")


class _Reader:
    """Reads lines; `found` fills with headings and items in order."""

    def __init__(self) -> None:
        self.found: list[Shown] = []
        self.noted: list[Shown] = []  # in footnotes, which the page shows at its end
        # Where each line begins that is code, by its indentation or within a fence.
        self.indented: list[int] = []
        self.fenced: list[int] = []
        self._boxes: list[_Box] = [_Box(0, "")]
        self._paragraph = 0  # lines of the open paragraph
        self._began = (0, "")  # where it began, and its first line
        self._fence = ""
        self._footnote = 0  # how many boxes stood open around a footnote's own

    def read(self, line: str, offset: int) -> None:
        if not line and len(self._boxes) == 1:  # as every second line of a page
            self._paragraph = 0
            return
        text = line.expandtabs(4)
        if len(self._boxes) == 1 and not self._fence and not _NO_TEXT.match(text):  # as most others
            self._words(text, offset, 1, self._paragraph > 0)
            return
        at, depth = self._matched(text)
        if not text[at:].strip():  # ends a paragraph, and a quotation that it is no part of
            quoted = next((n for n in range(depth, len(self._boxes)) if self._boxes[n].kind == ">"), len(self._boxes))
            self._close(quoted - self._boxes[quoted - 1].is_empty)
            return
        self._boxes[depth - 1].is_empty = False
        indent = _indent(text, at)
        bare = text[at + indent :]
        is_lazy = depth < len(self._boxes) and self._paragraph > 0
        if self._fence:
            if depth < len(self._boxes):
                self._fence = ""
            else:
                closing = _FENCE.match(bare)
                if closing and closing[1].startswith(self._fence) and not bare.strip(self._fence[0] + " "):
                    self._fence = ""
                self.fenced.append(offset)
                return
        self._start(text, at, offset, depth, is_lazy)

    def _matched(self, text: str) -> tuple[int, int]:
        """How far into a line the open boxes reach, and how many of them it belongs to."""
        at = 0
        for depth, box in enumerate(self._boxes[1:], 1):
            indent = _indent(text, at)
            if box.kind == ">":
                if indent > 3 or text[at + indent : at + indent + 1] != ">":
                    return at, depth
                at += indent + 1 + (text[at + indent + 1 : at + indent + 2] == " ")
            elif at + indent >= box.column:
                at = box.column
            else:
                return at, depth
        return at, len(self._boxes)

    def _start(self, text: str, at: int, offset: int, depth: int, is_lazy: bool) -> None:
        """Open what begins on a line, box within box, and keep what is left as text."""
        while True:
            indent = _indent(text, at)
            bare, here = text[at + indent :], at + indent
            continues = self._paragraph > 0 and depth == len(self._boxes)
            if indent > 3:
                if not (continues or is_lazy):
                    self._close(depth)
                    self.indented.append(offset)
                    self._boxes[-1].lists = None
                return
            if bare.startswith(">"):
                self._close(depth)
                self._boxes[-1].lists = None
                self._boxes.append(_Box(0, ">"))
                at, is_lazy = here + 1 + (text[here + 1 : here + 2] == " "), False
                depth += 1
            elif (marker := self._marker(text, here, continues)) and not _RULE.match(bare):
                self._close(depth)
                self._item(marker, offset + min(here, len(text)), text[marker.rest :])
                at, is_lazy = marker.rest, False
                depth += 1
                if not text[at:].strip():
                    return
            elif ours := _OURS.match(bare):
                self._close(depth)
                self._boxes[-1].lists = None
                self._boxes.append(_Box(here + 4, ""))
                if _FOOTNOTE.match(bare) and not self._footnote:
                    self._footnote = len(self._boxes)
                if not bare.startswith((":", "[")):
                    return
                at, is_lazy = here + ours.end(), False
                depth += 1
            else:
                self._text(bare, offset + here, depth, continues, is_lazy)
                return

    def _marker(self, text: str, here: int, interrupts: bool) -> _Marker | None:
        """The item that begins at `here`; one that would end a paragraph has content, and the number 1."""
        found = _BULLET.match(text, here) or _NUMBER.match(text, here)
        if not found:
            return None
        number = int(found[1]) if found[1].isdigit() else 0
        sign = found[found.lastindex or 1]
        spaces = _indent(text, found.end())
        is_empty = not text[found.end() :].strip()
        if interrupts and (is_empty or (found[1].isdigit() and number != 1)):
            return None
        gap = 1 if is_empty or spaces > 4 else spaces
        return _Marker("ol" if found[1].isdigit() else "ul", sign, number, found.end() + gap, found.end() + gap)

    def _item(self, marker: _Marker, offset: int, text: str) -> None:
        parent = self._boxes[-1]
        if parent.lists is None or parent.lists.sign != marker.sign:
            parent.lists = _List(marker.sign, marker.number)
        depth = sum(box.kind in ("ul", "ol") for box in self._boxes) + 1
        number = parent.lists.next if marker.kind == "ol" else 0
        shown = Shown(Item(marker.kind, number, depth, text), marker.number, offset, marker.sign)
        parent.lists.items.append(shown)
        parent.lists.next += 1
        self._boxes.append(_Box(marker.column, marker.kind, is_empty=not text.strip()))
        self._paragraph = 0
        self._add(shown)

    def _text(self, bare: str, offset: int, depth: int, continues: bool, is_lazy: bool) -> None:
        heading, fence = _HEADING.match(bare), _FENCE.match(bare)
        if continues and (underline := _UNDERLINE.match(bare)):
            self._add(Shown(Item("h", 1 if underline[1][0] == "=" else 2, 0, self._began[1]), 0, self._began[0]))
            self._paragraph = 0
        elif heading or fence or _RULE.match(bare) or _BLOCK.match(bare):
            self._close(depth)
            self._boxes[-1].lists = None
            self._paragraph = 0
            if heading:
                self._add(Shown(Item("h", len(heading[1]), 0, heading[2] or ""), 0, offset))
            elif fence:
                self._fence = fence[1]
        else:
            self._words(bare, offset, depth, continues or is_lazy)

    def _words(self, bare: str, offset: int, depth: int, goes_on: bool) -> None:
        """A line of a paragraph: of the one before, or the first of another."""
        if goes_on:
            self._paragraph += 1
        else:
            self._close(depth)
            self._boxes[-1].lists = None
            self._paragraph, self._began = 1, (offset, bare)

    def _close(self, depth: int) -> None:
        del self._boxes[depth:]
        self._paragraph = 0
        if self._footnote > len(self._boxes):
            self._footnote = 0

    def _add(self, shown: Shown) -> None:
        (self.noted if self._footnote else self.found).append(shown)


def _indent(text: str, at: int) -> int:
    """How many spaces stand in a line from `at` on."""
    spaces = _SPACES.match(text, at)
    return spaces.end() - at if spaces else 0


def outline(body: str) -> list[Shown]:
    """The headings and list items of a Markdown body as CommonMark reads it, in order; without those of footnotes."""
    return _read(body).found


def indented(body: str) -> list[int]:
    """The offsets of lines that are code by their indentation alone."""
    return _read(body).indented


@lru_cache(maxsize=1)  # several checks of a page ask, one after the other
def _read(body: str) -> _Reader:
    reader, offset = _Reader(), 0
    for line in body.split("\n"):
        reader.read(line, offset)
        offset += len(line) + 1
    return reader


# --- held against what was made ------------------------------------------------------------------------------------


def check(body: str, made: Made) -> Iterator[tuple[int, str]]:
    """Yield (offset, what comes out and what to write) for each heading or item that a reader would not get as it was seen."""
    reader = _read(body)
    seen, told = reader.found, set[int]()
    for offset, message in (*_eaten(body, seen), *_eaten(body, reader.noted)):
        told.add(offset)
        yield offset, message
    if [_form(one.item) for one in seen] == [_form(item) for item in made.items]:
        return
    before = [(*_form(one.item), _key(one.item.text)) for one in seen]
    after = [(*_form(item), _key(item.text)) for item in made.items]
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        while start < end and first < last and _began_alike(before[start], after[first]):
            start, first = start + 1, first + 1  # what ran on into it is told, not what it ran on from
        if start < end:
            if seen[start].offset not in told:  # else what is told of its number is what cures it
                yield seen[start].offset, _say(body, seen[start], made.items[first:last])
        elif first < last:
            item = made.items[first]
            words = item.text.strip()
            if item.kind == "ol" and (typed := re.search(rf"([0-9]+)\.[ \t]+{re.escape(words)}", body)):
                yield typed.start(), _say_extra(item, typed[1])
            else:
                yield place_of(body, f"#{words}" if item.kind == "h" else words) or 0, _say_extra(item)


def _began_alike(seen: tuple[str, int, int, str], shown: tuple[str, int, int, str]) -> bool:
    return seen[:3] == shown[:3] and shown[3].startswith(seen[3])


def _form(item: Item) -> tuple[str, int, int]:
    return item.kind, item.number, item.depth


def _key(text: str) -> str:
    """How an item begins, whatever marks it up: its first letters, links by their words, without digits."""
    text = re.sub(r"\{\{.*?\}\}|\{[ :]*[#.][^}]*\}|\[\^[^\]]*\]|(?<=\])\([^)]*\)|(?<=\])\[[^\]]*\]|<[^>]*>", "", text)
    return "".join(sign for sign in unescape(text) if sign.isalpha())[:8]


def _eaten(body: str, seen: list[Shown]) -> Iterator[tuple[int, str]]:
    """Numbers at the beginning of lines that a list would take for its own: a number to call, or one out of turn."""
    for index, one in enumerate(seen):
        if one.item.kind != "ol":
            continue
        before = next((other for other in reversed(seen[:index]) if other.item.depth == one.item.depth), None)
        is_first = before is None or before.item.kind != "ol" or one.item.number == one.written
        is_lazy = not is_first and before is not None and one.written == before.written
        is_called = one.written > LONGEST_START
        if is_called or not (one.written == one.item.number or is_lazy):
            typed = body[one.offset : body.index(one.marker, one.offset)]
            shown = "đổi thành số thứ tự" if one.written == one.item.number else f"hiện ra là {one.item.number}"
            yield (
                one.offset,
                (
                    f"“{typed}{one.marker}” ở đầu dòng bị coi là số thứ tự của danh sách, {shown}. "
                    f"Viết “- {typed}: …”, hoặc đặt chữ trước số."
                ),
            )


def _say(body: str, one: Shown, made: list[Item]) -> str:
    """What to write instead for something that the preview shows and the page does not."""
    words = "danh sách này hiện ra khác với bản xem trước. "
    alike = next((item for item in made if _key(item.text) == _key(one.item.text)), None)
    if one.item.kind != "h" and alike is not None and alike.kind == "h":
        return _say_extra(alike)
    if one.item.kind == "h":
        return "đề mục này không hiện thành đề mục. Viết “## …” trên một dòng riêng, có dòng trống ở trên và ở dưới."
    if one.marker == ")":
        return f"“{one.written})” hiện ra như chữ thường. Viết “{one.written}.” thay cho “{one.written})”."
    line = body.rfind("\n", 0, one.offset) + 1
    indent = one.offset - line
    above = body[body.rfind("\n", 0, max(0, line - 1)) + 1 : max(0, line - 1)]
    if indent % 4 and (alike is None or alike.depth != one.item.depth):
        return f"{words}Danh sách con lùi vào đúng bốn dấu cách mỗi tầng."
    if alike is not None and alike.kind != one.item.kind:
        return f"{words}Đặt một câu giữa danh sách có số và danh sách gạch đầu dòng."
    if alike is None and above.strip():
        return f"{words}Thêm một dòng trống ở trên dòng này."
    return f"{words}Đặt một câu, có dòng trống ở trên và dưới, trước danh sách."


def _say_extra(item: Item, typed: str = "") -> str:
    """What to write instead for something that the page shows and the preview does not."""
    if item.kind == "h":
        return "dấu # ở đầu dòng làm dòng này thành đề mục. Là đề mục thì thêm dấu cách sau #; là chữ thì viết \\#."
    if typed:
        return f"“{typed}.” ở đầu dòng bị coi là số thứ tự của danh sách. Viết “{typed}:”, hoặc đặt chữ trước số."
    return "dòng này hiện ra thành một dòng của danh sách. Thêm dấu \\ trước dấu đầu dòng, hoặc viết lại."


# --- marks that the preview takes and the page prints --------------------------------------------------------------

_DEFINED = re.compile(r" {0,3}\[[^\]]+\]:")
_CODE = re.compile(r"(`(?<!``)`*)(?!`).+?(?<!`)\1(?!`)")
_BULLETS = "•·▪●○◦‣➢✓✔"  # of Word and Zalo
_PRINTED = (
    (re.compile(r"~~(?=\S)[^~\n]+?(?<=\S)~~"), "dấu ~~ hiện nguyên trên trang. Bỏ câu đã gạch, hoặc nói bằng chữ."),
    (re.compile(r"==(?=[^\s=])[^=\n]+?(?<=\S)=="), "dấu == hiện nguyên trên trang. Dùng **chữ đậm**, hoặc <mark>."),
    (re.compile(r"^\*\[[^\]\n]+\]:.*"), "dòng này hiện nguyên trên trang. Giải thích chữ tắt ngay trong câu."),
    (re.compile(r"(?<!\\)\\$"), "dấu \\ ở cuối dòng hiện nguyên trên trang. Xuống dòng thì để hai dấu cách ở cuối."),
    (
        re.compile(r"(?<![\w(<\[\"'/=\]])https?://[^\s<>)\"']+"),
        "địa chỉ này không thành liên kết trên trang. Viết [chữ](địa chỉ), hoặc đặt trong < >.",
    ),
    (
        re.compile(r"(?<![\w./@:(\[<-])(?:www\.[\w-]+\.[a-z]|[\w.+-]+@[\w-]+\.[a-z])(?![^\[\]\n]*\]\()[^\s<>)\"']*"),
        "địa chỉ này không thành liên kết trên trang. Viết [chữ](https://…), thư thì [chữ](mailto:…).",
    ),
    (
        re.compile(rf"^ {{0,3}}[{_BULLETS}][ \t]+(?=\S)"),
        "dấu này không thành danh sách: các dòng sẽ dính vào nhau. Mở đầu mỗi dòng bằng dấu - rồi dấu cách.",
    ),
)
# One of these is in whatever is told; it begins with a set of signs, so that nearly every sign is passed by without more ado. On most
# pages none of them stands at all.
_SIGNS = tuple(f"~=[\\/w@{_BULLETS}")
_MAY_BE_PRINTED = re.compile(
    rf"[~=*\\:w@{_BULLETS}](?:(?<=~)~|(?<==)=|(?<=\*)\[|(?<=\\)$|(?<=:)//|(?<=w)ww\.|(?<=[@{_BULLETS}]))", re.MULTILINE
)
_BRACES = re.compile(r"\{\{.*?\}\}")


def plain(body: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, line) of the lines outside code, what is code or a block within one as spaces."""
    reader, offset = _read(body), 0
    code = {*reader.indented, *reader.fenced}
    for line in body.split("\n"):
        if offset not in code and not _FENCE.match(line.lstrip(" ")):
            has_marks = "`" in line or "{{" in line
            yield offset, _CODE.sub(_spaces, _BRACES.sub(_spaces, line)) if has_marks else line
        offset += len(line) + 1


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])


def marks(body: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, what to write) for marks of GitHub's that the page prints as typed; code is left alone."""
    for offset, line in plain(body) if has_any(body, _SIGNS) and _MAY_BE_PRINTED.search(body) else ():
        if not _DEFINED.match(line) and _MAY_BE_PRINTED.search(line):
            for pattern, say in _PRINTED:
                yield from ((offset + match.start(), say) for match in pattern.finditer(line))
