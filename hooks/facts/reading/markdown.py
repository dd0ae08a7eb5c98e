"""Files below docs/ as text with places: front matter parted from the body, each field told when it is wrong."""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import os
import re
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from facts.problems import Level, Place, Problem
from facts.reading import layers, load, local
from terminal.log_safe import shown

FRONT_MATTER = {
    "title": "tên trang",
    "description": "một câu nói trang có gì",
    "quiet": "true: trang yên tĩnh, tên trung tính",
    "light": "true: trang nhẹ, mọi thứ nằm trong một tệp",
    "reviewed": "none, hoặc ai duyệt và ngày nào",
    "field": "health hoặc law",
    "order": "trang này là phần thứ mấy trong chủ đề của nó",
    "part_of": "địa chỉ trang mục lục của chủ đề mà trang này là một phần, ví dụ huong-dan/luat-2025/",
    "template": "mẫu trang riêng",
    "record": "loại/mã của mục mà trang này kể",
    "toc": "“trên trang này”: false là không có, true là có dù ít mục",
    "search": "false: không đưa vào tìm kiếm",
    "find": "chữ trên ô tìm; có thì ô tìm đứng ngay dưới tên trang",
    "topics": "chữ người ta hay gõ khi cần trang này, cách nhau bằng dấu phẩy; không hiện trên trang",
    "asked": "câu người ta hỏi mà trang này trả lời, cách nhau bằng dấu phẩy; không hiện trên trang",
    "crumb": "tên ngắn trong đường dẫn",
    "covers": "mười hai chữ số mà make check đưa, của trang cùng tên trong docs/national/ mà trang này thay cả trang",
    "call": "mã đường dây có số ngắn đứng đầu hàng số ở chân trang; bỏ trống thì là số ngắn đầu tiên trong trang",
}

# Front matter as mkdocs.utils.meta reads it, and what it would swallow for front matter that no editor meant as such.
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|---)[ \t]*\n", re.DOTALL)
# After a blank line, or with dashes of Word.
_OFF = re.compile(rf"\s*([-–—_*=`+]+)[ \t\w]*\n+(?:{'|'.join(FRONT_MATTER)})[ \t]*[:=]")
_NO_FRONT = (
    (r"---", "phần đầu trang thiếu dòng --- đóng lại, hoặc để trống. Viết đủ hai dòng ---, hoặc bỏ cả hai."),
    (
        r"\s{0,3}[A-Za-z0-9_-]+:",
        "dòng này bị coi là phần đầu trang và sẽ biến mất. Viết phần đầu trang giữa hai dòng ---.",
    ),
)
# Templates for one page of a kind each; the others need what only the machine gives, or are an error's page.
TEMPLATES = ("blank.html", "keep.html")
_SWITCHES = ("quiet", "light", "toc", "search")
_WORDS = ("title", "description", "topics", "asked", "crumb", "find")


def _choices(name: str) -> tuple[str, ...]:
    """What a field of the front matter may say; empty when it is free text."""
    if name in _SWITCHES:
        return ("true", "false")
    if name == "field":
        return ("health", "law")
    return TEMPLATES if name == "template" else ()


# Python-Markdown goes over a page again and again, the more so the more brackets a paragraph has and the more
# paragraphs a page has: past these a page would take minutes. The longest page of the site has a tenth of each.
LONGEST_PAGE = 100_000
LONGEST_LINE = 5_000
MOST_LINES = 3_000
MOST_BRACKETS = 500  # in one paragraph
DEEPEST = 12
MOST_TOLD = 50  # of one page
_NESTED = re.compile(rf"(?:>[ \t]*){{{DEEPEST},}}|(?:(?:[-*+]|[0-9]{{1,9}}[.)]) +){{{DEEPEST},}}")
# A quick no: each begins with a sign that a page has few of.
_MAY_NEST = (
    re.compile(rf">(?:[ \t]*>){{{DEEPEST - 1}}}"),
    re.compile(rf"[-*+0-9](?:(?<![0-9])|[.)])(?: +(?:[-*+]|[0-9]{{1,9}}[.)])){{{DEEPEST - 1}}} "),
)
_DEEP = " " * (4 * DEEPEST + 1)
_PARAGRAPH = re.compile(r"(?:.+\n?)+")


@dataclass(frozen=True)
class MarkdownPage:
    """One file below docs/: path from the root, address, front matter as text, body and the line it starts on."""

    path: str
    url: str
    meta: Mapping[str, str]
    body: str
    first_line: int
    problems: list[Problem] = field(default_factory=list)
    places: Mapping[str, Place] = field(default_factory=dict)  # of each field of the front matter
    written: str | None = None  # the body as it stands in the file, where sentences of the province were put into it
    inserted: tuple[local.Inserted, ...] = ()
    state: bytes = field(default=b"", compare=False, repr=False)  # of a file: another one with any other byte in it

    @property
    def all(self) -> MarkdownPage | bytes:
        """What stands for all of it, where another page may be held against it."""
        return self.state or self

    @property
    def source(self) -> str:
        """The path that MkDocs knows the page by: that below docs/, of either layer."""
        return layers.below(self.path)

    @property
    def typed_meta(self) -> dict[str, str | bool]:
        """The front matter as templates ask for it: what is switched on or off, and else text as the editor wrote it."""
        return {name: text == "true" if name in _SWITCHES else text for name, text in self.meta.items()}

    def place(self, offset: int) -> Place:
        """Where an offset of the body stands in the file."""
        path, there = local.before(offset, self.inserted)
        if path:
            one = next(one for one in self.inserted if one.path == path and one.start <= offset < one.end)
            return _at(path, 1, self.body[one.start : one.end], there)
        return self.place_as_written(there)

    def place_as_written(self, offset: int) -> Place:
        """Where an offset of the body as it stands in the file is."""
        return _at(self.path, self.first_line, self.body_as_written, offset)

    @property
    def body_as_written(self) -> str:
        """The body as it stands in the file, before the province's own sentences are in it."""
        return self.body if self.written is None else self.written

    def filled(self, sentences: Mapping[str, tuple[str, str]]) -> MarkdownPage:
        """The page with the province's own sentences in it, and the word for the province."""
        body, inserted = local.put_in(self.body, sentences)
        words = {word: text for word, (path, text) in sentences.items() if not path}
        meta = {name: local.with_words(text, words) for name, text in self.meta.items()}
        filled = replace(self, body=body, written=self.body, inserted=inserted) if inserted else self
        return filled if meta == self.meta else replace(filled, meta=meta)


def _at(path: str, first_line: int, body: str, offset: int) -> Place:
    start = body.rfind("\n", 0, offset) + 1
    return Place(path, first_line + body.count("\n", 0, offset), offset - start + 1)


def url_of(source: str) -> str:
    """The address MkDocs gives a Markdown path below docs/: `goi-ngay/index.md` → `goi-ngay/`."""
    stem = source.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem[: -len("index")]
    return stem + "/"


def _say_unknown(name: str) -> str:
    near = difflib.get_close_matches(name.lower(), FRONT_MATTER, 1)
    hint = f"Ý bạn là “{near[0]}”?" if near else f"Các trường: {', '.join(FRONT_MATTER)}."
    return f"không có trường “{name}” ở đầu trang. {hint}"


def _wrong_value(name: str, text: str) -> str:
    """What is wrong with the value of a field of front matter, as a sentence; '' when nothing is."""
    shown = f"“{text[:40]}”"
    if "<" in text or "{" in local.WORD.sub("", text):
        return "không dùng dấu < hoặc { ở đầu trang."
    if (choices := _choices(name)) and text not in choices:
        return f"{shown} không dùng được ở đây. Chọn một: {', '.join(choices)}."
    if name in _WORDS and not any(letter.isalnum() for letter in text):
        return "không có chữ nào. Điền vào, hoặc xóa cả dòng."
    if name == "record" and not re.fullmatch(r"[a-z]+/[a-z0-9-]+", text):
        return f"{shown} chưa đúng mẫu. Viết loại/mã, ví dụ hotlines/tre-em."
    if name == "part_of" and not re.fullmatch(r"(?:[a-z0-9-]+/)+", text):
        return f"{shown} chưa đúng mẫu. Viết địa chỉ trang mục lục, ví dụ huong-dan/luat-2025/."
    if name == "order" and not re.fullmatch(r"[0-9]{1,4}", text):
        return f"{shown} không phải số thứ tự. Viết chữ số, ví dụ 3."
    return ""


def split(text: str, path: str, url: str) -> MarkdownPage:
    """Part front matter from body; front matter is read with places, as data/ is."""
    match = _FRONT.match(text)
    if not match and (off := _OFF.match(text)):
        message = "phần đầu trang mở bằng ba dấu --- ở ngay đầu tệp; như thế này thì nó hiện ra trên trang. Bỏ chỗ trống phía trước, gõ lại --- ở trên và dưới."
        return MarkdownPage(
            path, url, {}, text, 1, [Problem(_at(path, 1, text, off.start(1)), "front-matter", message)]
        )
    if not match:
        told = [Problem(Place(path), "front-matter", say) for starts, say in _NO_FRONT if re.match(starts, text)]
        return MarkdownPage(path, url, {}, text, 1, told[:1])
    document = load.parse("\n" + match[1], path)  # the newline keeps line numbers true
    problems = list(document.problems)
    meta: dict[str, str] = {}
    places: dict[str, Place] = {}
    if isinstance(document.root, load.Mapping):
        for name, node in document.root.entries.items():
            if name not in FRONT_MATTER:
                problems.append(Problem(document.root.keys[name], "front-matter", _say_unknown(name)))
            elif not isinstance(node, load.Scalar):
                problems.append(Problem(node.place, "front-matter", f"{name}: phải là một giá trị trên một dòng."))
            elif said := _wrong_value(name, node.text):
                problems.append(Problem(node.place, "front-matter", f"{name}: {said}"))
            else:
                meta[name], places[name] = node.text, node.place
    elif document.root is not None and not (isinstance(document.root, load.Scalar) and not document.root.text):
        problems.append(
            Problem(document.root.place, "front-matter", "phần đầu trang phải gồm các dòng “trường: giá trị”.")
        )
    if again := _OFF.match(text, match.end()):
        message = "phần đầu trang có hai lần, phần này hiện ra trên trang. Gộp vào một, giữa hai dòng ---."
        problems.append(Problem(_at(path, 1, text, again.start(1)), "front-matter", message))
    return MarkdownPage(path, url, meta, text[match.end() :], 1 + text[: match.end()].count("\n"), problems, places)


def files(root: Path) -> list[tuple[str, Path]]:
    """Every Markdown file that makes a page, with the path that MkDocs knows it by, in the order of those."""
    by_source: dict[str, Path] = {}
    nation = layers.national(root, "docs")
    for layer in (nation, root / "docs"):
        no_pages = () if layer == nation else (str(nation), str(layer / local.FOLDER))
        by_source |= {
            file[len(str(layer)) + 1 :].replace(os.sep, "/"): Path(file) for file in _below(str(layer), no_pages)
        }
    return sorted(by_source.items(), key=lambda one: one[0].split("/"))


def _below(folder: str, but: Collection[str]) -> Iterator[str]:
    """Every Markdown file below a folder, not in those of `but`. Links, and what does not open, are told by markup.check_files."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.path not in but:
                    yield from _below(entry.path, but)
            elif entry.name.endswith(".md") and entry.is_file(follow_symlinks=False):
                yield entry.path


Keep = Callable[[Hashable, bytes, Callable[[], MarkdownPage]], MarkdownPage]


def read_pages(root: Path, keep: Keep = lambda key, state, read: read()) -> list[MarkdownPage]:
    """Every Markdown file of both layers of docs/, in the order of their paths within a layer: the province's wins, whole.

    `keep` may give the page of before instead, where its file's state is the same.
    """
    found = []
    sentences = local.sentences(root)
    said = repr(sentences).encode()
    for source, file in files(root):
        path = shown(layers.path_of(file, root))
        raw, problems = load.read_bytes(file, path)
        if raw is None:
            found.append(MarkdownPage(path, "", {}, "", 1, problems))
            continue
        whole = hashlib.sha256(said)
        for part in (os.fsencode(path), os.fsencode(source), raw):
            whole.update(b"%d:" % len(part) + part)
        state = whole.digest()
        found.append(keep(("page", path), state, partial(_read, raw, path, source, sentences, state)))
    return found


def _read(raw: bytes, path: str, source: str, sentences: Mapping[str, tuple[str, str]], state: bytes) -> MarkdownPage:
    text, problems = load.decode(raw, path)
    if text is None:
        return MarkdownPage(path, "", {}, "", 1, problems, state=state)
    page = replace(split(text, path, url_of(source)).filled(sentences), state=state)
    page.problems[:0] = problems
    if not page.body.strip() and not page.problems:
        say = "trang chưa có chữ nào: người đọc mở ra một trang trống. Viết nội dung, hoặc xóa tệp."
        page.problems.append(Problem(Place(path), "text", say, Level.WARNING))
    too_much = [Problem(page.place(offset), "nested", message) for offset, message in too_much_in(page.body)]
    if too_much:  # nothing else looks at such a page
        page = replace(page, body="", problems=[*page.problems, *too_much[:MOST_TOLD]])
    return page


def too_much_in(body: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, what to do) for whatever Markdown and our patterns would take minutes to go through."""
    if len(body) > LONGEST_PAGE or body.count("\n") > MOST_LINES:
        yield 0, f"trang quá dài: tối đa {MOST_LINES} dòng, {LONGEST_PAGE} ký tự. Tách làm nhiều trang."
        return
    lines, offset = body.split("\n"), 0
    if max(map(len, lines)) <= LONGEST_LINE and _DEEP not in body and not any(one.search(body) for one in _MAY_NEST):
        lines = []
    for line in lines:
        if len(line) > LONGEST_LINE:
            yield offset, f"dòng dài {len(line)} ký tự, tối đa {LONGEST_LINE}. Xuống dòng, tách đoạn."
        elif match := _NESTED.search(line):
            yield offset + match.start(), f"lồng nhau quá {DEEPEST} tầng."
        elif (indent := len(line) - len(line.lstrip(" "))) > 4 * DEEPEST and line.strip():
            yield offset + indent, f"lùi vào quá {DEEPEST} tầng."
        offset += len(line) + 1
    for paragraph in _PARAGRAPH.finditer(body) if body.count("[") > MOST_BRACKETS else ():
        if paragraph[0].count("[") > MOST_BRACKETS:
            yield paragraph.start(), f"một đoạn có quá {MOST_BRACKETS} dấu [. Tách đoạn."
