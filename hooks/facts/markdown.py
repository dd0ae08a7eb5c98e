"""Files below docs/ as text with places: front matter parted from the body, each field told when it is wrong."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from facts import load
from facts.problems import Place, Problem

FRONT_MATTER = {
    "title": "tên trang",
    "description": "một câu nói trang có gì",
    "quiet": "true: trang yên tĩnh, tên trung tính",
    "light": "true: trang nhẹ, mọi thứ nằm trong một tệp",
    "reviewed": "none, hoặc ai duyệt và ngày nào",
    "field": "health hoặc law",
    "order": "thứ tự trong danh sách",
    "template": "mẫu trang riêng",
    "record": "loại/mã của mục mà trang này kể",
    "toc": "false: không có “trên trang này”",
    "search": "false: không đưa vào tìm kiếm",
    "topics": "chữ người ta hay gõ khi cần trang này, cách nhau bằng dấu phẩy; không hiện trên trang",
    "crumb": "tên ngắn trong đường dẫn",
}

# Front matter as mkdocs.utils.meta reads it, and what it would swallow for front matter that no editor meant as such.
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|---)[ \t]*\n", re.DOTALL)
_NO_FRONT = (
    (r"---", "phần đầu trang thiếu dòng --- đóng lại, hoặc để trống. Viết đủ hai dòng ---, hoặc bỏ cả hai."),
    (
        r"\s{0,3}[A-Za-z0-9_-]+:",
        "dòng này bị coi là phần đầu trang và sẽ biến mất. Viết phần đầu trang giữa hai dòng ---.",
    ),
)
_OVERRIDES = Path(__file__).resolve().parents[2] / "overrides"


def _choices(name: str) -> tuple[str, ...]:
    """What a field of the front matter may say; empty when it is free text."""
    if name in ("quiet", "light", "toc", "search"):
        return ("true", "false")
    if name == "field":
        return ("health", "law")
    return tuple(sorted(file.name for file in _OVERRIDES.glob("*.html"))) if name == "template" else ()


@dataclass(frozen=True)
class MarkdownPage:
    """One file below docs/: path from the root, address, front matter as text, body and the line it starts on."""

    path: str
    url: str
    meta: Mapping[str, str]
    body: str
    first_line: int
    problems: list[Problem] = field(default_factory=list)

    def place(self, offset: int) -> Place:
        """Where an offset of the body stands in the file."""
        start = self.body.rfind("\n", 0, offset) + 1
        return Place(self.path, self.first_line + self.body.count("\n", 0, offset), offset - start + 1)


def url_of(source: str) -> str:
    """The address MkDocs gives a Markdown path below docs/: `goi-ngay/index.md` → `goi-ngay/`."""
    stem = source.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem[: -len("index")]
    return stem + "/"


def split(text: str, path: str, url: str) -> MarkdownPage:
    """Part front matter from body; front matter is read with places, as data/ is."""
    match = _FRONT.match(text)
    if not match:
        told = [Problem(Place(path), "front-matter", say) for starts, say in _NO_FRONT if re.match(starts, text)]
        return MarkdownPage(path, url, {}, text, 1, told[:1])
    document = load.parse("\n" + match[1], path)  # the newline keeps line numbers true
    problems = list(document.problems)
    meta: dict[str, str] = {}
    if isinstance(document.root, load.Mapping):
        for name, node in document.root.entries.items():
            if name not in FRONT_MATTER:
                message = f"không có trường “{name}” ở đầu trang. Các trường: {', '.join(FRONT_MATTER)}."
                problems.append(Problem(document.root.keys[name], "front-matter", message))
            elif not isinstance(node, load.Scalar):
                problems.append(Problem(node.place, "front-matter", f"{name}: phải là một giá trị trên một dòng."))
            elif "<" in node.text or "{" in node.text:
                problems.append(Problem(node.place, "front-matter", f"{name}: không dùng dấu < hoặc {{ ở đầu trang."))
            elif node.text not in (choices := _choices(name) or (node.text,)):
                say = f"{name}: “{node.text[:40]}” không dùng được ở đây. Chọn một: {', '.join(choices)}."
                problems.append(Problem(node.place, "front-matter", say))
            else:
                meta[name] = node.text
    elif document.root is not None and not (isinstance(document.root, load.Scalar) and not document.root.text):
        problems.append(
            Problem(document.root.place, "front-matter", "phần đầu trang phải gồm các dòng “trường: giá trị”.")
        )
    return MarkdownPage(path, url, meta, text[match.end() :], 1 + text[: match.end()].count("\n"), problems)


def read_pages(root: Path) -> list[MarkdownPage]:
    """Every Markdown file below docs/, in the order of paths."""
    docs = root / "docs"
    found = []
    # os.walk does not follow links, which rglob does in some versions; markup.check_files tells them
    files = [Path(folder, name) for folder, _, names in os.walk(docs) for name in names if name.endswith(".md")]
    for file in sorted(file for file in files if file.is_file() and not file.is_symlink()):
        path = file.relative_to(root).as_posix()
        text, problems = load.read_text(file, path)
        if text is None:
            found.append(MarkdownPage(path, "", {}, "", 1, problems))
            continue
        page = split(text, path, url_of(file.relative_to(docs).as_posix()))
        page.problems[:0] = problems
        found.append(page)
    return found
