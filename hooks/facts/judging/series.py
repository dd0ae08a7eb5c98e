"""Topics of several short pages: each part names its contents page and its number, and a topic has two to eight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from facts.problems import Problem
from facts.reading.markdown import MarkdownPage
from facts.reading.series import parts_of

MOST_PARTS = 8  # a longer list is one that nobody reads


def check(pages: Iterable[MarkdownPage]) -> Iterator[Problem]:
    """Tell a part without a topic or a number, a number that two have, and a topic that is too short or too long."""
    known = {page.url: page for page in pages}
    taken: dict[tuple[str, int], str] = {}
    wrong: set[str] = set()  # topics of which a part was told: their number of parts says nothing
    for page in known.values():
        topic, order = page.meta.get("part_of"), page.meta.get("order")
        if not topic:
            if order and not page.problems:
                yield _wrong(
                    page, "order", "order: chỉ phần của một chủ đề mới có số. Thêm part_of:, hoặc bỏ dòng này."
                )
            continue
        if topic not in known or known[topic].meta.get("part_of"):
            yield _wrong(
                page, "part_of", f"part_of: “{topic}” không phải trang mục lục nào. Viết địa chỉ một trang trong docs/."
            )
        elif not order:
            yield _wrong(page, "part_of", "part_of: thiếu số thứ tự của phần này. Thêm dòng order:, ví dụ order: 2.")
        elif other := taken.get((topic, int(order))):
            yield _wrong(page, "order", f"order: {other} đã là phần {order} của chủ đề này. Chọn số khác.")
        else:
            taken[topic, int(order)] = page.path
            continue
        wrong.add(topic)
    for topic, parts in parts_of((page.url, page.meta) for page in known.values()).items():
        if topic not in wrong and not 2 <= len(parts) <= MOST_PARTS:
            message = (
                f"part_of: chủ đề này có {len(parts)} phần. Một chủ đề có từ 2 đến {MOST_PARTS} phần: gộp hoặc tách."
            )
            yield _wrong(known[parts[-1]], "part_of", message)


def _wrong(page: MarkdownPage, name: str, message: str) -> Problem:
    return Problem(page.places[name], "series", message)
