"""A page without a name, or with two, is told; a heading within code is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.judging import titles
from facts.reading.markdown import split
from samples import write


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("# Một\n\n## Hai\n", []),
        ("Chữ.\n\n```\n# a\n```\n", [1]),
        ("## Hai\n", [1]),
        ("#hai chữ\n", []),
        ("# Một\n\n# Hai\n\nChữ.\n\n# Ba\n", [6, 10]),
        ("# Một\n\nHai\n===\n", [6]),
        ("# Một\n\n##\n\nChữ.\n\n### { #a }\n", [6, 10]),
        ("# Một\n\n```\n# a\n```\n", []),
        ("Một\n===\n\n| a |\n| - |\n", []),
    ],
)
def test_a_page_has_one_name(tmp_path: Path, body: str, lines: list[int]) -> None:
    page = split(f"---\ntitle: Trang\n---\n{body}", "docs/trang.md", "trang/")
    assert list(titles.check([page], tmp_path)) == []  # of facts alone no site is made
    write(tmp_path, {"mkdocs.yml": ""})
    found = list(titles.check([page], tmp_path))
    assert [(one.place.line, one.code) for one in found] == [(line, "title") for line in lines]
