"""A page without a name, or with two, is told; a heading within code is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.judging import titles
from facts.project import pages
from facts.reading import as_made
from samples import SOUND, TODAY, write


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("# Một\n\n## Hai\n", []),
        ("Chữ.\n\n```\n# a\n```\n", [1]),
        ("## Hai\n", [1]),
        ("# Một\n\n# Hai\n\nChữ.\n\n# Ba\n", [3, 7]),
        ("# Một\n\nHai\n===\n", [3]),
        ("# Một\n\n- a\n\n    # b\n", [5]),
        ("# Một\n\n##\n\nChữ.\n\n### { #a }\n", [3, 7]),
        ("# Một\n\n```\n# a\n```\n", []),
        ("# Một\n\n    # a\n", []),
        ("Một\n===\n\n| a |\n| - |\n", []),
        ("#hai chữ\n", []),
        ("# Một\n\n#hai chữ\n", [3]),
        ("# Một\n\n#hai chữ\n\n# Ba\n\n##\n", [3, 5, 7]),
    ],
)
def test_a_page_has_one_name(body: str, lines: list[int]) -> None:
    converter = as_made.converter(as_made.OURS)
    made = as_made.read(converter.convert(body), {})
    assert [body.count("\n", 0, offset) + 1 for offset, _ in sorted(titles.check(body, made))] == lines


def test_a_number_after_a_hash_is_told_once(tmp_path: Path) -> None:
    text = "---\ntitle: Trang\n---\n\n# Trang\n\n#111 gọi ngay\n\n# Hai\n"
    write(tmp_path, {**SOUND, "mkdocs.yml": "site_name: Trang\n", "docs/thu.md": text})
    told = [one for one in pages.read_site(tmp_path, TODAY)[1] if one.place.path == "docs/thu.md"]
    assert [(one.place.line, one.code) for one in told if one.code in ("eaten", "title")] == [
        (7, "eaten"),
        (9, "title"),
    ]
