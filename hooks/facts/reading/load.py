"""Read YAML files as text with places: every scalar stays text, every mistake gets its line and column.

PyYAML's own constructors turn `0111` into 73 and keep the last of two equal keys, so only its *events* are used
(YAML 1.1 grammar, no tags resolved). libyaml's parser is tried first for speed; whatever it refuses is parsed again
by the Python one, whose messages and marks are exact. Neither recurses here, and depth is capped as events arrive.
"""

from __future__ import annotations

import pickle
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.resolver import Resolver

from facts.problems import Place, Problem
from facts.reading import layers, letters
from facts.reading.signs import has_any

MAX_BYTES = 1_000_000
MAX_DEPTH = 8
MAX_FIELDS = 200
MAX_ITEMS = 5_000
_FAST_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    """One value as the editor wrote it: text in NFC, its place, and its quotes ('"', "'", "|", ">" or "")."""

    text: str
    place: Place
    quotes: str = ""


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    items: list[Node]
    place: Place


@dataclass(slots=True)
class Mapping:
    """Named nodes, in the order written; `keys` holds where each name stands."""

    entries: dict[str, Node]
    keys: dict[str, Place]
    place: Place


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True)
class Document:
    """One file as read: its path from the root, its node (None when it could not be read) and its problems.

    What an earlier process left of it comes without the node, which is read when somebody asks: nearly always nobody does.
    """

    path: str
    root: Node | None
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def place(self) -> Place | None:
        """Where its id stands, or else where it begins; None when it could not be read."""
        return place_of(self.root, ("id",)) if self.root else None

    def __getstate__(self) -> dict[str, Any]:
        packed = self.__dict__.get("_packed") or pickle.dumps(self.root, pickle.HIGHEST_PROTOCOL)
        return {"path": self.path, "problems": self.problems, "place": self.place, "_packed": packed}

    if not TYPE_CHECKING:  # or any name would be one that it has

        def __getattr__(self, name: str) -> Any:
            """The node, out of what was left."""
            if name != "root" or "_packed" not in self.__dict__:
                raise AttributeError(name)
            return self.__dict__.setdefault("root", pickle.loads(self._packed))


def plain(node: Node) -> Any:
    """Give the node as dicts, lists and text, without places."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {key: plain(value) for key, value in entries.items()}


def _below(node: Node, step: int | str) -> Node | None:
    """The node under one key of a mapping or at one index of a list; None when there is none."""
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.entries.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def nearest(node: Node, path: tuple[int | str, ...]) -> Node:
    """The deepest node that exists on `path` (keys and indexes, as pydantic's `loc`).

    A step without a node is passed over: a missing field, or one of pydantic's own (members of a union).
    """
    for step in path:
        node = _below(node, step) or node
    return node


def place_of(node: Node, path: tuple[int | str, ...]) -> Place:
    """Where `path` stands in its file, or the deepest part of it that exists."""
    return nearest(node, path).place


def scalar_at(node: Node, path: tuple[int | str, ...]) -> Scalar | None:
    """The scalar at exactly `path`, or None when something else or nothing stands there."""
    found: Node | None = node
    for step in path:
        found = _below(found, step) if found else None
    return found if isinstance(found, Scalar) else None


def scalars(node: Node | None) -> Iterator[Scalar]:
    """Every value below a node, in the order written."""
    match node:
        case Scalar():
            yield node
        case Sequence(items=items):
            for item in items:
                yield from scalars(item)
        case Mapping(entries=entries):
            for value in entries.values():
                yield from scalars(value)


# --- characters --------------------------------------------------------------------------------------------------

# Letters of other scripts that pass for Latin ones are only told inside a word that also has Latin letters, or alone
# in an id (records/models.py); whole words in another script are somebody's name for a thing.
_WORD = re.compile(r"[^\W\d_]+")
# A quick answer for nearly every file: what Vietnamese text is made of.
_HARMLESS = re.compile(
    "[\n -~\u00a1-\u00ac\u00ae-\u02af\u0300-\u0341\u1e00-\u1eff\u2013\u2014\u2018-\u201f\u2022\u2026\u20ab\u2265\u2264\u00d7]*"
)


# Ð of Iceland and Ɖ of Africa look like Đ and are other letters: search, anchors and rules would not know the word.
_NO_D = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
_NEVER_OURS = (*_NO_D, "\ufffd")

# What YAML 1.1 does not let stand in a file at all, or takes for the end of a line.
_NOT_YAML = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff]")


def odd_characters(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, Vietnamese name) of each character that hides, reorders or imitates (Unicode UTS #39, TR9)."""
    if not has_any(text, _NEVER_OURS) and _HARMLESS.fullmatch(text):
        return
    for offset, char in enumerate(text):
        if char == "\n" or (" " <= char <= "~"):
            continue
        category = unicodedata.category(char)
        code = f"U+{ord(char):04X}"
        if char in _NO_D:
            yield offset, f"chữ {char} ({code}) giống chữ {_NO_D[char]} của tiếng Việt"
        if char == "\ufffd":
            yield offset, f"dấu hỏi thay cho một chữ đã mất ({code})"
        if "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069" or char in "\u200e\u200f\u061c":
            yield offset, f"ký tự đổi chiều chữ ({code})"
        elif char == "\u2028" or char == "\u2029":
            yield offset, f"dấu ngắt dòng lạ ({code})"
        elif char in "\u200d\ufe0f" and unicodedata.category(text[offset - 1 : offset] or " ") == "So":
            yield offset, f"biểu tượng “{text[offset - 1]}” ghép từ nhiều ký tự, hãy viết bằng chữ"
        elif category in ("Cf", "Cc", "Co", "Cn", "Cs") or char in "\u115f\u1160\u3164\uffa0\u034f\ufe0f":
            yield offset, f"ký tự vô hình ({code})"
        elif category == "Zs":
            yield offset, f"dấu cách lạ ({code})"
        elif category == "Nd":
            yield offset, f"chữ số lạ “{char}” ({code}), hãy gõ 0–9"
        elif "\uff01" <= char <= "\uff5e":
            yield offset, f"ký tự toàn độ rộng “{char}” ({code})"
        elif char > "\u02ff" and (plain := unicodedata.normalize("NFKC", char)).isascii() and plain.isalpha():
            if char in "™№":  # signs of their own
                continue
            yield offset, f"chữ kiểu lạ “{char}” ({code}), hãy gõ {plain}"
    for word in _WORD.finditer(text):
        scripts = [unicodedata.name(c, "").split(" ")[0] for c in word.group()]
        if "LATIN" in scripts:
            for offset, script in enumerate(scripts):
                if script in ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"):
                    char = word.group()[offset]
                    alphabet = {"CYRILLIC": "Kirin", "GREEK": "Hy Lạp"}.get(script, "lạ")
                    yield word.start() + offset, f"chữ {char} {alphabet} (U+{ord(char):04X}) giống chữ La-tinh"


def place_at(path: str, text: str, offset: int) -> Place:
    """Where an offset of a text stands in its file."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Place(path, text.count("\n", 0, offset) + 1, offset - line_start + 1)


# --- bytes to text -----------------------------------------------------------------------------------------------


def read_text(file: Path, path: str) -> tuple[str | None, list[Problem]]:
    """Read `file` as UTF-8 text in NFC with `\\n` line ends, or say in place why it cannot be read."""
    raw, problems = read_bytes(file, path)
    return (None, problems) if raw is None else decode(raw, path)


def read_bytes(file: Path, path: str) -> tuple[bytes | None, list[Problem]]:
    """Read `file`, or say in place why it cannot be read."""
    start = Place(path)
    try:
        if file.stat().st_size > MAX_BYTES:
            return None, [Problem(start, "too-big", "tệp lớn hơn 1 MB. Mỗi tệp chỉ chứa một mục.")]
        with open(file, "rb", buffering=0) as opened:  # noqa: PTH123  a thousand
            return opened.readall(), []
    except OSError:
        return None, [Problem(start, "file", "không mở được tệp này. Xem lại quyền đọc của tệp.")]


def decode(raw: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """Turn bytes into text in NFC with `\\n` line ends; problems tell other encodings, bad bytes, odd characters."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw.count(b"\0") > len(raw) // 5:  # with its mark, or without
        return None, [Problem(Place(path), "encoding", "tệp dùng bảng mã UTF-16. Lưu lại tệp với bảng mã UTF-8.")]
    raw = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line_start = raw.rfind(b"\n", 0, error.start) + 1
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[line_start : error.start].decode("utf-8")) + 1
        byte = error.start - line_start + 1
        message = f"byte thứ {byte} của dòng không phải UTF-8. Lưu lại tệp với bảng mã UTF-8."
        return None, [Problem(Place(path, line, column), "encoding", message)]
    text = unicodedata.normalize("NFC", text)
    unread = [
        Problem(place_at(path, text, found.offset), found.code, found.message, found.level)
        for found in islice(letters.found_in(text), MAX_FIELDS)
    ]
    if any(problem.code == "conflict" for problem in unread):  # of two versions nobody can say which is wrong
        return None, [problem for problem in unread if problem.code == "conflict"]
    misread = {problem.place.line for problem in unread}
    return text, unread + [problem for problem in _odd(text, path) if problem.place.line not in misread]


def _odd(text: str, path: str) -> list[Problem]:
    """What `odd_characters` finds, each sort once a line: a number in digits of another script is one mistake."""
    seen: dict[tuple[int, str], list[tuple[int, str]]] = {}
    line = last = 0
    for offset, name in islice(odd_characters(text), MAX_ITEMS):
        if text[offset] == "\t":  # told by the parser, in words of its own
            continue
        line, last = line + text.count("\n", last, offset), offset
        seen.setdefault((line, " ".join(name.split()[:3])), []).append((offset, name))
    told = []
    for (offset, name), *more in islice(seen.values(), MAX_FIELDS):
        others = f", {len(more)} chỗ nữa trên dòng này" if more else ""
        told.append(Problem(place_at(path, text, offset), "character", f"có {name}{others}. Xóa đi rồi gõ lại."))
    return told


# --- text to nodes -----------------------------------------------------------------------------------------------

_BLOCK_TEXT = (
    "dấu | hay > ở đây mở một câu nhiều dòng. Là phần của câu thì đặt cả câu trong nháy kép; "
    "bảng thì viết lại thành các dòng “trường: giá trị”."
)
_COLON = "có dấu hai chấm giữa câu. Đặt cả câu trong nháy kép."
# What closes a value before its line ends, by the sign that closes it.
_CLOSED = {
    "]": "dấu [ ở đầu câu mở một danh sách, đóng ở trước chỗ này. Đặt cả câu trong nháy kép.",
    "}": "dấu { ở đầu câu mở một nhóm, đóng ở trước chỗ này. Đặt cả câu trong nháy kép.",
    '"': "nháy đóng ở trước chỗ này, câu còn chữ. Đặt cả câu trong nháy kép; nháy bên trong viết “ ”.",
    "'": "nháy đóng ở trước chỗ này, câu còn chữ. Đặt cả câu trong nháy kép; nháy bên trong viết “ ”.",
}
_AFTER = "dòng này lùi lệch so với dòng trên, hoặc nháy đóng quá sớm."
_SYNTAX: list[tuple[str, str, str]] = [
    # (start of PyYAML's message, code, what to say)
    ("found character '\\t'", "tab", "dùng dấu cách để lùi dòng, không dùng phím Tab."),
    ("found a tab character", "tab", "dùng dấu cách để lùi dòng, không dùng phím Tab."),
    ("found character '@'", "yaml", "câu không bắt đầu bằng @. Đặt cả câu trong nháy kép."),
    ("found character '`'", "yaml", "câu không bắt đầu bằng dấu `. Đặt cả câu trong nháy kép."),
    ("found character '%'", "yaml", "câu không bắt đầu bằng %. Đặt cả câu trong nháy kép."),
    ("found character", "yaml", "câu bắt đầu bằng một dấu không dùng được. Đặt cả câu trong nháy kép."),
    ("expected alphabetic or numeric", "alias", "không dùng neo (&) và bí danh (*). Đặt cả câu trong nháy kép."),
    ("did not find expected alphabetic", "alias", "không dùng neo (&) và bí danh (*). Đặt cả câu trong nháy kép."),
    ("mapping values are not allowed", "yaml", _COLON),
    ("could not find expected ':'", "yaml", "thiếu dấu hai chấm rồi dấu cách sau tên trường, hoặc dòng này lùi sai."),
    ("found unexpected end of stream", "yaml", "nháy mở ở đây nhưng không đóng lại."),
    ("found unexpected document separator", "yaml", "nháy mở ở đây nhưng không đóng lại."),
    ("expected a comment or a line break", "yaml", _BLOCK_TEXT),
    ("expected chomping or indentation", "yaml", _BLOCK_TEXT),
    ("expected indentation indicator", "yaml", _BLOCK_TEXT),
    ("found unknown escape", "yaml", "dấu \\ trong nháy kép có nghĩa riêng. Viết \\\\ hoặc dùng nháy đơn."),
    ("expected escape sequence", "yaml", "dấu \\ trong nháy kép có nghĩa riêng. Viết \\\\ hoặc dùng nháy đơn."),
    ("found undefined tag", "tag", "không dùng thẻ (!). Đặt cả câu trong nháy kép."),
    ("expected the node content, but found '-'", "yaml", "dấu gạch đầu dòng đứng sai chỗ, hoặc dòng này lùi sai."),
    ("sequence entries are not allowed", "yaml", "dấu gạch đầu dòng đứng sai chỗ. Xuống dòng rồi lùi vào."),
    ("expected ',' or ']'", "yaml", "danh sách trong [ ] thiếu dấu phẩy hoặc dấu ]."),
    ("expected ',' or '}'", "yaml", "nhóm trong { } thiếu dấu phẩy hoặc dấu }."),
    ("expected <block end>", "yaml", _AFTER),
    ("expected '<document start>'", "yaml", _AFTER),
    ("found duplicate anchor", "alias", "không dùng neo (&) và bí danh (*). Đặt cả câu trong nháy kép."),
]
_BRACES = "dấu {{ ở đây mở một nhóm. Đặt cả câu trong nháy kép."
_SYNTAX_ELSE = "máy không đọc được chỗ này. Đặt câu trong nháy kép, xem lại dấu hai chấm và chỗ lùi dòng."


_TOLD_WHERE_IT_BEGINS = re.compile(r"end of stream|document separator|expected ':'|alphabetic or numeric")


def _syntax_problem(path: str, error: yaml.YAMLError, torn: Place | None) -> Problem:
    """Say what the parser stumbled over. `torn`: where a text in quotes opened that closed on a later line."""
    said = str(getattr(error, "problem", "") or getattr(error, "reason", ""))
    context = str(getattr(error, "context", "") or "")
    mark = getattr(error, "problem_mark", None)
    if _TOLD_WHERE_IT_BEGINS.search(said):
        mark = getattr(error, "context_mark", None) or mark  # where the quote opens, not where the file ends
    place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
    if mark and (odd := _typed_elsewhere(path, mark, torn)):
        return odd
    if torn:  # what follows was taken for a part of the text, up to the quote that opens the next one
        return Problem(torn, "yaml", "nháy mở ở đây nhưng không đóng lại trên dòng này.")
    if "tag" in context and "while scanning" in context:
        return Problem(place, "tag", "không dùng thẻ (!). Đặt cả câu trong nháy kép.")
    if "anchor" in context or "alias" in context:
        return Problem(place, "alias", "không dùng neo (&) và bí danh (*). Đặt cả câu trong nháy kép.")
    if said.startswith("mapping values are not allowed") and (indent := _key_alone(mark)) is not None:
        message = "dòng này lùi vào quá sâu. Lùi bằng các trường cùng nhóm; là phần của câu trên thì đặt cả câu trong nháy kép."
        return Problem(place._replace(column=indent + 1), "yaml", message)
    if said.startswith("expected ',' or"):
        if _next(mark) == "{":  # a sentence in a list, with {{ in it
            return Problem(place, "yaml", _BRACES)
        opened = getattr(error, "context_mark", None)
        if opened and opened.line < place.line - 1:  # where it opens, not what comes after
            place = Place(path, opened.line + 1, opened.column + 1)
        elif _next(mark) == ":":
            return Problem(place, "yaml", _COLON)
    if said.startswith("expected <block end>") and (before := _before(mark)):
        return Problem(place, "yaml", _CLOSED.get(before[-1], _AFTER))
    for start, code, say in _SYNTAX:
        if said.startswith(start):
            return Problem(place, code, say)
    return Problem(place, "yaml", _SYNTAX_ELSE)


# What Word, Zalo and phones make of a dash at the start of a line, and of straight quotes.
_BULLET = re.compile(r" *(?P<sign>[–—•·▪●○◦‣*+✓➢⁃])[ \u00a0]*[^\s:]")
_CURLY = re.compile(r"^ *(?:- +)*(?:[a-z_]+: +)?(?P<open>[“”„‟«])|: +\"[^\"]*(?P<close>[“”‟»]) *$")
_NOTHING = re.compile(r" *(?:- +)?[a-z_]+:(?P<dash> +-) *$")


def _typed_elsewhere(path: str, mark: Any, torn: Place | None) -> Problem | None:
    """A sign in the line that was stumbled over, or the one before it, that an editor sees as the one YAML wants."""
    buffer = getattr(mark, "buffer", None)
    if not isinstance(buffer, str):
        return None
    lines = [*buffer.rstrip("\0").split("\n"), ""]  # after the last, where a file ends too soon
    for number in dict.fromkeys((torn.line - 1 if torn else mark.line, mark.line)):
        if curly := _CURLY.search(lines[number]):
            column = max(curly.start("open"), curly.start("close")) + 1
            message = 'nháy cong của Word hay bàn phím điện thoại. Xóa nháy ở cả hai đầu, gõ lại nháy thẳng: "…".'
            return Problem(Place(path, number + 1, column), "yaml", message)
    for number, signs in ((mark.line, ""), (mark.line - 1, "*")):
        bullet = _BULLET.match(lines[max(number, 0)])
        if bullet and bullet["sign"] not in signs:
            message = f"danh sách mở đầu mỗi dòng bằng dấu - rồi dấu cách. Ở đây là dấu {bullet['sign']}: đổi thành -."
            return Problem(Place(path, max(number, 0) + 1, bullet.start("sign") + 1), "yaml", message)
    if nothing := _NOTHING.match(lines[mark.line]):
        message = "dấu - không có nghĩa là “không có”. Chưa biết thì xóa cả dòng này."
        return Problem(Place(path, mark.line + 1, nothing.end("dash")), "empty", message)
    return None


def _key_alone(mark: Any) -> int | None:
    """Where the line begins whose first word is the field that ends at `mark`, in columns; None for a colon further on."""
    buffer, pointer = getattr(mark, "buffer", None), getattr(mark, "pointer", 0)
    if not isinstance(buffer, str):
        return None
    before = buffer[buffer.rfind("\n", 0, pointer) + 1 : pointer]
    found = re.fullmatch(r"( +)(?:- +)?[a-z_]+", before)
    return len(found[1]) if found else None


def _next(mark: Any) -> str:
    """The character that stands at a mark; '' where the parser kept no text."""
    buffer, pointer = getattr(mark, "buffer", None), getattr(mark, "pointer", 0)
    return buffer[pointer : pointer + 1] if isinstance(buffer, str) else ""


def _before(mark: Any) -> str:
    """What stands on the line before a mark, without the spaces around it."""
    buffer, pointer = getattr(mark, "buffer", None), getattr(mark, "pointer", 0)
    return buffer[buffer.rfind("\n", 0, pointer) + 1 : pointer].strip() if isinstance(buffer, str) else ""


class _ReadingError(Exception):
    """Reading of this file ends here; the problem has been told."""


# asked of every value of data/, for which a union would be made each time
_ENDS = (MappingEndEvent, SequenceEndEvent)
_STARTS = (MappingStartEvent, SequenceStartEvent)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    node: Sequence | Mapping
    key: Scalar | None = None  # of a mapping: the name whose value comes next
    skip: bool = False  # the next value belongs to a key that was told, and is left out


class _Builder:
    """Events to nodes, without recursion; `problems` fills as it goes."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.torn: Place | None = None  # of the last scalar, when its quotes open and close on different lines
        self._stack: list[_Open] = []
        self._documents = 0
        self._has_hash = any("#" in line for line in lines)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, _ENDS):
            self._add(self._stack.pop().node)
            return
        mark = event.start_mark
        place = Place(self.path, mark.line + 1, mark.column + 1) if mark else Place(self.path)
        if isinstance(event, ScalarEvent):
            if event.anchor or event.tag:
                self._refuse(event, place)
            end = event.end_mark
            self.torn = place if event.style in ("'", '"') and end and end.line >= place.line else None
            self._add(self._scalar(event, place))
        elif isinstance(event, _STARTS):
            self._refuse(event, place)
            if len(self._stack) >= MAX_DEPTH:
                self._stop(place, "depth", f"lồng nhau quá {MAX_DEPTH} tầng. Xem lại chỗ lùi dòng và dấu [ {{.")
            if self.lines[place.line - 1].startswith("{{", place.column - 1):
                self._stop(place, "yaml", _BRACES)
            opened = Mapping({}, {}, place) if isinstance(event, MappingStartEvent) else Sequence([], place)
            self._stack.append(_Open(opened))
        elif isinstance(event, AliasEvent):
            self._stop(place, "alias", "không dùng neo (&) và bí danh (*). Đặt cả câu trong nháy kép.")
        elif isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(place, "two-documents", "chỉ một mục trong một tệp. Bỏ dòng ---, tách phần sau ra tệp khác.")

    def _stop(self, place: Place, code: str, message: str) -> None:
        self.problems.append(Problem(place, code, message))
        raise _ReadingError

    def _refuse(self, event: NodeEvent, place: Place) -> None:
        if event.anchor:
            self._stop(place, "alias", "không dùng neo (&) và bí danh (*). Đặt cả câu trong nháy kép.")
        if getattr(event, "tag", None):
            self._stop(place, "tag", "không dùng thẻ (!). Đặt cả câu trong nháy kép.")

    def _scalar(self, event: ScalarEvent, place: Place) -> Scalar:
        text = event.value if event.value.isascii() else unicodedata.normalize("NFC", event.value)
        quotes = event.style or ""
        if quotes == '"':  # escapes such as "\u202e" hide from the scan of the file
            for offset, name in odd_characters(text):
                if text[offset] not in "\t\n" and text[offset] not in self.lines[place.line - 1]:
                    self.problems.append(Problem(place, "character", f"có {name}. Xóa đi rồi gõ lại."))
        elif not quotes and text.endswith('"') and text.count('"') == 1:
            message = "nháy đóng ở cuối câu mà không mở ở đầu. Xóa dấu nháy ấy, hoặc thêm dấu ở đầu."
            self.problems.append(Problem(place, "yaml", message))
        elif self._has_hash and not quotes and (end := event.end_mark):
            rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
            if cut := re.match(r"\s+(?=#\S)", rest):
                self.problems.append(
                    Problem(
                        Place(self.path, end.line + 1, end.column + cut.end() + 1),
                        "hash",
                        "phần sau dấu # bị coi là ghi chú. Đặt cả câu trong nháy kép; nếu là ghi chú, để dấu cách sau #.",
                    )
                )
        return Scalar(text, place, quotes)

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if isinstance(parent.node, Sequence):
            if len(parent.node.items) >= MAX_ITEMS:
                self._stop(node.place, "too-big", f"hơn {MAX_ITEMS} ý trong một danh sách. Mỗi tệp chỉ chứa một mục.")
            parent.node.items.append(node)
        elif parent.key is None and not parent.skip:
            self._add_key(parent, node)
        else:
            if parent.key is not None:
                parent.node.entries[parent.key.text] = node
            parent.key, parent.skip = None, False

    def _add_key(self, parent: _Open, node: Node) -> None:
        assert isinstance(parent.node, Mapping)
        if not isinstance(node, Scalar):
            self.problems.append(Problem(node.place, "key", "tên trường phải là chữ."))
            parent.skip = True
        elif len(parent.node.keys) >= MAX_FIELDS:
            self._stop(node.place, "too-big", f"hơn {MAX_FIELDS} trường trong một nhóm. Mỗi tệp chỉ chứa một mục.")
        elif node.text == "<<":
            self._stop(node.place, "alias", "không dùng khóa trộn (<<). Viết đủ các trường.")
        elif (first := parent.node.keys.get(node.text)) is not None:
            if node.text == "id" and len(self._stack) == 1:
                message = "mục thứ hai bắt đầu ở đây. Mỗi tệp chỉ một mục: tách phần này ra tệp khác."
                self._stop(node.place, "two-documents", message)
            message = f"trường “{node.text}” viết hai lần (lần đầu ở dòng {first.line}). Giữ lại một."
            self.problems.append(Problem(node.place, "duplicate-key", message))
            if len(self.problems) > MAX_FIELDS:
                raise _ReadingError  # no one reads more than that of one file
            parent.skip = True
        else:
            parent.node.keys[node.text] = node.place
            parent.key = node


LOADER: type[yaml.SafeLoader] = yaml.SafeLoader  # of settings, which have types
if hasattr(yaml, "CSafeLoader"):  # PyYAML's wheels have it, a build without libyaml has not
    from yaml._yaml import CParser

    class _Composed(CParser, yaml.SafeLoader):
        """libyaml's events under PyYAML's own composer: libyaml's ends the process on a text that is nested too deep."""

        check_node = Composer.check_node
        get_node = Composer.get_node
        get_single_node = Composer.get_single_node

        def __init__(self, stream: str | bytes) -> None:
            CParser.__init__(self, stream)
            Composer.__init__(self)
            SafeConstructor.__init__(self)
            Resolver.__init__(self)

    LOADER = _Composed


@lru_cache(maxsize=8)  # mkdocs.yml is asked by several checks; nobody changes what is found
def compose(text: str) -> yaml.Node | None:
    """The nodes of settings, with the tags that YAML gives and their marks. Raises yaml.YAMLError, RecursionError."""
    try:
        return yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)  # whose marks of a mistake are exact


def parse(text: str, path: str) -> Document:
    """Parse one YAML text into nodes with places."""
    lines = text.split("\n")
    builder = _Builder(path, lines)
    for loader in dict.fromkeys((_FAST_LOADER, yaml.SafeLoader)):
        builder = _Builder(path, lines)  # afresh: what the first parser told is told again, exactly
        try:
            for event in yaml.parse(text, Loader=loader):
                builder.take(event)
        except _ReadingError:
            if loader is _FAST_LOADER and loader is not yaml.SafeLoader:
                continue  # told again by the parser whose marks are exact
            return Document(path, None, builder.problems)
        except yaml.YAMLError as error:
            if loader is not yaml.SafeLoader:
                continue
            return Document(path, None, [*builder.problems, _syntax_problem(path, error, builder.torn)])
        break
    return Document(path, builder.root, builder.problems)


def load(file: Path, root: Path) -> Document:
    """Read and parse one file below `root`; `Document.root` is None when nothing usable was found."""
    path = layers.path_of(file, root)
    text, problems = read_text(file, path)
    if text is None:
        return Document(path, None, problems)
    if _NOT_YAML.search(text):
        return Document(path, None, problems)  # told above
    document = parse(text, path)
    odd = {problem.place.line for problem in problems}
    lines = text.split("\n")  # an odd space in front of a field makes the next one stand too deep
    odd |= {line + 1 for line in odd if lines[line - 1].partition(lines[line - 1].strip() or "-")[0].strip(" ")}
    told = [p for p in document.problems if p.code != "yaml" or p.place.line not in odd]  # the character is the mistake
    return Document(path, document.root, problems + told)
