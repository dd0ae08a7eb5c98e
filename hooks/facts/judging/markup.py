"""What an editor may not write in a page or put beside it: markup that runs, dresses up, or leads where no check sees.

Told with its place, in words for an editor. What slips through here is stopped again by `contain` and by `policy`;
so these patterns are plain, look inside code samples too, and would rather tell too much than too little.
"""

from __future__ import annotations

import html
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from facts.problems import Place, Problem
from facts.reading import raw_markdown
from facts.reading.markdown import MarkdownPage
from facts.reading.signs import has_any
from terminal.log_safe import shown

# Raw HTML that may stand in a page: marks within a line, without attributes.
PLAIN_TAGS = frozenset({"br", "kbd", "mark", "sub", "sup", "wbr"})
# Where a link may lead; `facts:` is ours and becomes a link to a record.
SCHEMES = frozenset({"https", "http", "mailto", "tel", "sms", "facts"})
MOST_FILES = 20_000

_TAG = re.compile(r"<(?=[a-zA-Z/!?])(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)?(?P<rest>[^<>]*)>?")
_AUTOLINK = re.compile(r"<[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"']*>|<[\w.+-]+@[\w.-]+>")
_BRACES = re.compile(r"\{(?<!\{\{)(?![{%])([^{}\n]*)\}?(?!\})")
_NAMES_ONLY = re.compile(r":?\s*(?:[#.][a-zA-Z0-9_-]+\s*)+")
_TARGET = re.compile(
    r"\]\(([^)]*)|^ {0,3}\[(?!\^)[^\]]+\]:([^\n]*\n?[^\n]*)|<((?!mailto:)[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"']*)>",
    re.MULTILINE,
)
_MAY_LEAD = ("](", "]:", "<")  # one of these is in whatever the pattern above finds: most pages have none
_OURS = re.compile(r"(tel|sms|facts):", re.IGNORECASE)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


def check(page: MarkdownPage) -> Iterator[Problem]:
    """Everything in one page's Markdown that may not stand there."""
    checkers = (("html", _tags), ("attribute", _attributes), ("link", _targets), ("printed", raw_markdown.check))
    for code, checker in checkers:
        for offset, message in checker(page.body):
            yield Problem(page.place(offset), code, message)


def _tags(body: str) -> Iterator[tuple[int, str]]:
    opened: set[str] = set()
    for match in _TAG.finditer(body):
        if _AUTOLINK.match(body, match.start()):
            continue  # told among the links
        name = (match["name"] or "").lower()
        if name not in PLAIN_TAGS:
            if match["end"] and name in opened:
                continue  # told where it opens
            opened.add(name)
            shown = f"<{match['end']}{name}>" if name else "<!" if body[match.start() + 1] == "!" else "<"
            yield (
                match.start(),
                f"không viết mã HTML ({shown}) trong trang. Dùng Markdown, hoặc viết &lt; nếu là dấu “nhỏ hơn”.",
            )
        elif match["rest"].strip(" /"):
            yield match.start(), f"<{name}> chỉ viết trơn, không có gì sau tên."


def _attributes(body: str) -> Iterator[tuple[int, str]]:
    for match in _BRACES.finditer(body):
        if not _NAMES_ONLY.fullmatch(match[1]):
            yield match.start(), "trong ngoặc nhọn chỉ viết mã và lớp, ví dụ { #muc-tieu } hoặc { .door }."


def _targets(body: str) -> Iterator[tuple[int, str]]:
    for match in _TARGET.finditer(body) if has_any(body, _MAY_LEAD) else ():
        group = match.lastindex or 0
        if not is_allowed(match[group]):
            yield match.start(group), _say_scheme(match[group])
        elif group == 3 and (ours := _OURS.match(match[group])):
            words = "[115](tel:115)" if ours[1].lower() != "facts" else "[chữ](facts:loại/mã)"
            yield match.start(), f"Markdown không làm <{match[group][:40]}> thành liên kết. Viết như {words}."


def is_allowed(target: str) -> bool:
    """True when a link as written in Markdown leads within the site or by one of `SCHEMES`, as a browser reads it."""
    target = html.unescape(html.unescape(target)).replace("\\", "")
    bare = re.sub(r"[\x00-\x20\x7f\u200b]", "", target).lstrip("<")
    if bare.startswith("//"):
        return False
    scheme = _SCHEME.match(bare)
    return scheme is None or scheme[1].lower() in SCHEMES


def _say_scheme(target: str) -> str:
    shown = re.sub(r"\s+", " ", target).strip()[:40]
    return f"liên kết “{shown}” không dùng được. Bắt đầu bằng https://, http://, mailto:, tel:, sms: hoặc dẫn tới một trang .md."


# --- files beside the pages ----------------------------------------------------------------------------------------

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
CODE = frozenset({".css", ".js", ".svg"})  # below docs/assets/ only: code of ours, which editors do not touch
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9]+)?")
# fmt: off
_DRAWING = frozenset({
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
    "tspan", "symbol", "clipPath", "mask", "linearGradient", "radialGradient", "stop",
})
# fmt: on


def check_files(root: Path) -> Iterator[Problem]:
    """Links, odd names, and whatever below docs/ a browser would open as a page that no template of ours made."""
    docs = root / "docs"
    unread: list[OSError] = []
    found = [str(docs)] if docs.is_symlink() else list(_below(docs, unread))
    for error in unread:
        if not isinstance(error, FileNotFoundError):
            path = Path(error.filename).relative_to(root).as_posix()
            yield Problem(Place(path), "file", "không mở được thư mục này. Xem lại quyền đọc.")
    if len(found) > MOST_FILES:
        yield Problem(Place("docs"), "file", f"docs/ có hơn {MOST_FILES} tệp.")
        return
    for entry in found:
        path = shown(entry[len(str(root)) + 1 :].replace(os.sep, "/"))
        for code, message in _wrong(entry, path):
            yield Problem(Place(path), code, message)


def _below(docs: Path, unread: list[OSError]) -> Iterator[str]:
    """Every file and folder, links not followed; one more than `MOST_FILES` at most. `unread`: what did not open."""
    count = 0
    for folder, folders, files in os.walk(docs, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not name.startswith(".") or Path(folder, name).is_symlink())
        for name in sorted([*folders, *files]):
            count += 1
            yield os.path.join(folder, name)  # noqa: PTH118  thousands
            if count > MOST_FILES:
                return


_BEGINS = {
    (".png",): re.compile(rb"\x89PNG\r\n\x1a\n"),
    (".jpg", ".jpeg"): re.compile(rb"\xff\xd8\xff"),
    (".webp",): re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}

MOST_BYTES = 300_000  # of a picture: a phone's own is ten times that, on a network that carries the page in seconds
# What is written beside the picture, in each of the three. A program writes its size there; a camera also the day, the device, and
# often the place, which may be someone's home: in Exif, in XMP, which is XML with names that never change, or in both.
_EXIF = re.compile(rb"(?:Exif\0\0|eXIf|EXIF.{4})(?=II\*\0|MM\0\*)", re.DOTALL)
_OF_A_CAMERA = {b"\x01\x0f", b"\x01\x10", b"\x88\x25"}  # its make, its model, where it was
_OF_A_CAMERA_IN_XMP = re.compile(rb"\b(?:tiff:(?:Make|Model)|exif:GPSL(?:at|ong)itude)[\s=>]")


def _wrong(file: str, path: str) -> Iterator[tuple[str, str]]:
    """Yield (code, message) for one file or folder below docs/."""
    name = os.path.basename(file)  # noqa: PTH119  thousands
    if name.endswith(".md") and _NAME.fullmatch(name) and _is_file(file):
        return  # as nearly all are
    entry = Path(file)
    ending = entry.suffix.lower()
    if entry.is_symlink():
        yield "file", "không dùng liên kết trong docs/. Chép tệp thật vào."
    elif entry.name.startswith("."):
        if ending == ".md":
            yield "file", "tên tệp bắt đầu bằng dấu chấm thì trang này không lên. Bỏ dấu chấm, hoặc xóa tệp."
        return  # MkDocs leaves it out
    elif not _NAME.fullmatch(entry.name):
        yield "file", "tên tệp và thư mục chỉ gồm chữ thường không dấu, số và gạch nối."
    elif entry.is_dir():
        if ending:
            yield "file", "tên thư mục không có dấu chấm."
    elif not entry.is_file():
        yield "file", "chỗ này phải là một tệp."
    elif ending in CODE and path.startswith("docs/assets/"):
        if ending == ".svg" and (message := _not_a_drawing(entry)):
            yield "asset", message
    elif ending in CODE:
        yield (
            "asset",
            f"tệp {ending} chạy được mã, chỉ người lập trình đặt, trong docs/assets/. Hình thì dùng PNG, JPG, WebP.",
        )
    elif ending != ".md" and ending not in PICTURES:
        yield "asset", "loại tệp này không đưa lên trang. Dùng trang .md, hoặc hình PNG, JPG, WebP."
    elif ending in PICTURES and (message := _not_a_picture(entry, ending)):
        yield "asset", message


def _is_file(path: str) -> bool:
    """True for a file that is no link."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _not_a_picture(file: Path, ending: str) -> str:
    """Say why a picture may not go to readers, or ''; its first bytes tell what it is, whatever its name."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError:
        return "không mở được tệp này. Xem lại quyền đọc của tệp."
    if not content:
        return "tệp trống, không phải hình. Lưu lại hình."
    found = next((endings for endings, begins in _BEGINS.items() if begins.match(content)), None)
    if found is None:
        return "tệp này không phải hình PNG, JPG hay WebP. Lưu lại hình bằng một chương trình vẽ hay xem hình."
    if ending not in found:
        return f"hình bên trong là {found[0][1:].upper()}. Đổi đuôi tên tệp thành {found[0]}."
    if len(content) > MOST_BYTES:
        return f"hình lớn hơn {MOST_BYTES // 1000} kB, mạng yếu tải rất lâu. Thu nhỏ rồi lưu lại."
    if _tells_of_a_camera(content):
        return "hình còn mang điều máy ảnh ghi kèm (Exif, XMP), có khi cả nơi chụp. Chụp lại màn hình đang mở hình ấy, đăng hình chụp."
    return ""


def _tells_of_a_camera(content: bytes) -> bool:
    exif = (_exif_tags(content[found.end() :]) for found in _EXIF.finditer(content))
    return any(_OF_A_CAMERA & tags for tags in exif) or _OF_A_CAMERA_IN_XMP.search(content) is not None


def _exif_tags(exif: bytes) -> set[bytes]:
    """The tags of the first directory of Exif, which is laid out as TIFF: where that begins, how many entries, each of twelve bytes."""
    order: Literal["little", "big"] = "little" if exif.startswith(b"I") else "big"
    first = int.from_bytes(exif[4:8], order) + 2
    entries = range(first, first + 12 * int.from_bytes(exif[first - 2 : first], order), 12)
    return {exif[at : at + 2][:: -1 if order == "little" else 1] for at in entries}


def _not_a_drawing(file: Path) -> str:
    """Say why an SVG file is more than lines and shapes, or ''. Expat reads it: entities and DTDs are refused first."""
    text = file.read_bytes()
    if len(text) > 200_000:
        return "hình SVG lớn hơn 200 kB."
    if b"<!" in text.replace(b"<!--", b"") or b"<?" in text.replace(b"<?xml ", b"", 1):
        return "hình SVG chỉ gồm nét vẽ, không có <! hay <?."
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, LookupError):
        return "hình SVG viết chưa đúng."
    for element in root.iter():
        tag = str(element.tag).removeprefix("{http://www.w3.org/2000/svg}")
        if tag not in _DRAWING:
            return f"hình SVG có <{tag[:40]}>. Chỉ giữ nét vẽ."
        for name, value in element.attrib.items():
            bare = name.rpartition("}")[2].lower()
            if bare.startswith("on") or bare in ("href", "style") or re.search(r"url\((?!#)|:\s*//|&", value):
                return f"hình SVG có thuộc tính {bare[:40]} dẫn ra ngoài hoặc chạy mã."
    return ""
