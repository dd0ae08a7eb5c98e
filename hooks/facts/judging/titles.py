"""A page has one heading of the first level, its name: readers, screen readers and the list of contents go by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from facts.judging.preview import outline
from facts.reading.as_made import Item, Made
from facts.reading.written import place_of

_WORDLESS = re.compile(r"\s*(?:\{[^{}]*\})?\s*")  # attributes alone stay as they are


def check(body: str, made: Made) -> Iterator[tuple[int, str]]:
    """Yield (offset, what to write) for a page without a name, each further name, and each heading without words."""
    seen = [one for one in outline(body) if one.item.kind == "h"]
    shown = [item for item in made.items if item.kind == "h"]
    if not any(map(_is_name, (*shown, *(one.item for one in seen)))):
        yield 0, "trang chưa có tên. Thêm một đề mục “# Tên trang” ở đầu."
    if len(seen) == len(shown):
        found = [(one.offset, item) for one, item in zip(seen, shown, strict=True)]
    else:  # what is a heading only to one of them, `preview.check` tells
        found = [(one.offset, one.item) for one in seen if _is_wordless(one.item)]
        found += [(place_of(body, f"#{item.text.strip()}") or 0, item) for item in shown if not _is_wordless(item)]
    names = 0
    for offset, item in found:
        names += _is_name(item) and not _is_wordless(item)
        if _is_wordless(item):
            yield offset, "đề mục không có chữ. Viết tên, hoặc xóa dòng này."
        elif _is_name(item) and names > 1 and re.match("#[^ ]", body[offset:]):
            yield offset, "dấu # ở đầu làm cả dòng thành đề mục. Đặt chữ trước dấu #, hoặc bỏ dấu; đề mục thì viết ##."
        elif _is_name(item) and names > 1:
            yield offset, "đề mục # thứ hai. Mỗi trang một đề mục #, là tên trang; các đề mục khác viết ##."


def _is_name(item: Item) -> bool:
    return (item.kind, item.number) == ("h", 1)


def _is_wordless(item: Item) -> bool:
    return _WORDLESS.fullmatch(item.text) is not None
