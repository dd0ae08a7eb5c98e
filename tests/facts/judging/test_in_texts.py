"""Days that no calendar has are told where they stand, in pages and records; what only looks like a day is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.judging import in_texts
from facts.problems import Level
from facts.project import pages
from samples import SOUND, TODAY, write


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Từ 31/02/2030 đến 30/2/2030.", ["31/02/2030", "30/2/2030"]),
        ("Ngày 29/2/2027, không phải 29/2/2028.", ["29/2/2027"]),
        ("12/25/2026", ["12/25/2026"]),
        ("(31/4/2029)", ["31/4/2029"]),
        ("từ ngày 31 tháng 11 năm 2029", ["31 tháng 11 năm 2029"]),
        ("Ngày 30 tháng 2 hằng năm", ["30 tháng 2"]),
        ("29/02/2028, ngày 29 tháng 2, 31/12/2030, 01/1/2030", []),
        ("Công văn 31/13/2025/CV, 31/02/2025-KH, hồ sơ 1.31/02/2025", []),
        ("học 31 tháng 2 tuần, 45/12/2025, 31/2", []),
    ],
)
def test_a_day_that_no_calendar_has(text: str, days: list[str]) -> None:
    found = list(in_texts.find_no_such_day(text))
    assert [message.split("ngày ", 1)[1].split(". ")[0] for _, _, message, _ in found] == days
    assert [text[offset:].startswith(day) for (offset, *_), day in zip(found, days, strict=True)] == [True] * len(days)


def test_a_mark_at_the_top_of_a_page_is_told(tmp_path: Path) -> None:
    front = '---\ntitle: "**Trang**"\ndescription: Của {{ tỉnh }}.\nasked: "a [b](c), d"\n---\n\n# Trang\n\nChữ.\n'
    write(tmp_path, {**SOUND, "docs/thu.md": front})
    told = [one for one in pages.read_site(tmp_path, TODAY)[1] if one.code == "printed"]
    assert [(str(one.place), one.message.split("”")[0]) for one in told] == [
        ("docs/thu.md:2:8", "“**Trang**"),
        ("docs/thu.md:4:8", "“[b](c)"),
    ]


def test_it_is_told_on_a_page_at_its_place(tmp_path: Path) -> None:
    write(tmp_path, {**SOUND, "docs/thu.md": "---\ntitle: Trang\n---\n\n# Trang\n\nHạn: 31/06/2030.\n"})
    told = [one for one in pages.read_site(tmp_path, TODAY)[1] if "31/06/2030" in one.message]
    assert [(str(one.place), one.code, one.level) for one in told] == [("docs/thu.md:7:6", "doubtful", Level.WARNING)]
