"""A page has one heading of the first level, its name: readers, screen readers and the list of contents go by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from facts.judging import settings
from facts.problems import Place, Problem
from facts.reading.markdown import MarkdownPage

_FENCED = re.compile(r"^(```+|~~~+).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_EMPTY = re.compile(r"^#{1,6}[ \t]*(?:\{[^{}\n]*\})?[ \t]*$", re.MULTILINE)
_FIRST = re.compile(r"^#(?!#)[^\S\n]*\S|^[^\s>#|*+-].*\n=+[ \t]*$", re.MULTILINE)


def check(pages: Iterable[MarkdownPage], root: Path) -> Iterator[Problem]:
    """Every page that has none, or a second one; nothing where there is no site to make."""
    if not (root / settings.FILE).is_file():
        return
    for page in pages:
        body = _FENCED.sub(lambda fence: re.sub(r"[^\n]", " ", fence[0]), page.body)
        found = [match.start() for match in _FIRST.finditer(body)]
        if not found and not page.problems:
            yield Problem(Place(page.path), "title", "trang chưa có tên. Thêm một đề mục “# Tên trang” ở đầu.")
        for match in _EMPTY.finditer(body):
            yield Problem(page.place(match.start()), "title", "đề mục không có chữ. Viết tên, hoặc xóa dòng này.")
        for offset in found[1:]:
            say = "đề mục # thứ hai. Mỗi trang một đề mục #, là tên trang; các đề mục khác viết ##."
            if re.match("#[^ ]", body[offset:]):
                say = "dấu # ở đầu làm cả dòng thành đề mục. Đặt chữ trước dấu #, hoặc bỏ dấu; đề mục thì viết ##."
            yield Problem(page.place(offset), "title", say)
