"""A province's own sentences within the nation's pages: each is called for by a page, and each that is called for is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from facts.problems import Level, Place, Problem
from facts.reading import layers, local
from facts.reading.markdown import MarkdownPage


def check(pages: Sequence[MarkdownPage], sentences: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    """Tell a sentence that no page shows, and a page of the province's own that shows nothing where one is missing."""
    unused = "không trang nào dùng câu này. Trang nào cần thì viết {{ local(…) }}, hoặc xóa tệp."
    for path in local.unused((page.body_as_written for page in pages), sentences):
        yield Problem(Place(path), "local", unused)
    for page in pages:
        if not layers.in_nation(page.path):  # whose pages are silent in a province without the sentence
            for offset, id in local.missing(page.body_as_written, sentences):
                say = f"không có docs/local/{id}.md, nên chỗ này trống. Viết câu ấy, hoặc bỏ khối."
                yield Problem(page.place_as_written(offset), "local", say, Level.WARNING)
