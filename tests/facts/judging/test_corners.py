"""A number that data/ does not have is told wherever it stands, a withdrawn one too: nowhere is out of sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.problems import Level
from facts.project import pages
from samples import HOTLINE, LINE, SOUND, TODAY, changed, write

GONE = changed(changed(HOTLINE, "id: tre-em", "id: rut"), '"111"', '"0238 0000 003"') + (
    "publish: withdrawn\nbecause: Sai.\n"
)
PAGE = "---\ntitle: Trang\n---\n\n# Trang\n\nChữ.\n"
TABLE = 'effective_on: 2025-07-01\nverified_on: 2026-11-01\nsources: [qd-1472]\nSỐcommunes:\n  - id: mot\n    code: "99001"\n    type: xã\n    name: Một\n    former:\n      - {name: Xã Cũ, code: "99101", district: Huyện Cũ}\n'
EXTRA = "site_name: Thử\nextra:\n  province: Tỉnh Thử\n  quiet_name: Thử\n  operator: SỐ\n"

# Where a number stands: the files it is written into, then the path and line at which it is told.
CORNERS = [
    pytest.param({"docs/thu.md": PAGE.replace("Trang\n---", "SỐ\n---")}, "docs/thu.md", 2, id="a title"),
    pytest.param({"docs/thu.md": PAGE.replace("---\n\n#", "description: Gọi SỐ nhé.\n---\n\n#")}, "docs/thu.md", 3, id="a description"),
    pytest.param({"docs/thu.md": PAGE.replace("---\n\n#", 'topics: "gọi, SỐ"\n---\n\n#')}, "docs/thu.md", 3, id="a topic"),
    pytest.param({"docs/thu.md": PAGE + '\n{{ quote("Gọi SỐ ngay", source="qd-1472", where="trang 1") }}\n'}, "docs/thu.md", 9, id="an argument"),
    pytest.param({"docs/thu.md": PAGE + "\n{{ caution('Gọi SỐ') }}\n"}, "docs/thu.md", 9, id="an argument in single quotes"),
    pytest.param({"docs/assets/goi-SỐ.png": ""}, "docs/assets/goi-SỐ.png", 1, id="a picture's name"),
    pytest.param({"docs/goi-SỐ.md": PAGE}, "docs/goi-SỐ.md", 1, id="a page's name"),
    pytest.param({"data/synonyms.yml": "groups:\n  - words: [tổng đài, \"SỐ\"]\n"}, "data/synonyms.yml", 2, id="a synonym"),
    pytest.param({"data/synonyms.yml": "ignore:\n  - gọi SỐ\n"}, "data/synonyms.yml", 2, id="a word to ignore"),
    pytest.param({"data/pins.yml": "pins:\n  - words: [\"SỐ\"]\n    hotlines: [tre-em]\n"}, "data/pins.yml", 2, id="a pin"),
    pytest.param({"data/words.yml": "words:\n  - word: a lô\n    say: gọi SỐ\n"}, "data/words.yml", 3, id="a word of the house"),
    pytest.param({"data/moved.yml": "moved:\n  - from: cu/\n    to: goi-ngay/tre-em/\n    moved_on: 2026-01-01\n    because: đổi số SỐ\n"}, "data/moved.yml", 5, id="an old address"),
    pytest.param({"data/communes.yml": TABLE.replace("SỐ", "note: gọi SỐ\n")}, "data/communes.yml", 4, id="the table of communes"),
    pytest.param({"mkdocs.yml": EXTRA.replace("operator: SỐ", "operator: Ban SỐ")}, "mkdocs.yml", 5, id="the operator"),
    pytest.param({"mkdocs.yml": EXTRA.replace("Thử\nextra", "Thử SỐ\nextra").replace("operator: SỐ", "operator: Ban")}, "mkdocs.yml", 1, id="the site's name"),
    pytest.param({"mkdocs.yml": EXTRA.replace("SỐ", "Ban") + "nav:\n  - index.md\n  - Gọi SỐ: index.md\n"}, "mkdocs.yml", 8, id="a name in the menu"),
    pytest.param({"mkdocs.yml": EXTRA.replace("SỐ", "Ban") + "nav:\n  - Nhóm:\n      - Gọi: tel:SỐ\n"}, "mkdocs.yml", 8, id="an address in the menu"),
    pytest.param({"docs/thu.md": PAGE + "\n## Chỗ này { #so-SỐ }\n"}, "docs/thu.md", 9, id="an anchor"),
    pytest.param({LINE: changed(HOTLINE, "area: ", "area: Gọi SỐ, ")}, LINE, 0, id="a record"),
    pytest.param({"data/sources/qd-1472.yml": changed(SOUND["data/sources/qd-1472.yml"], "https://", "https://zalo.me/SỐ?a=https://")}, "data/sources/qd-1472.yml", 0, id="an address that dials"),
]  # fmt: skip


def told(root: Path, files: dict[str, str], number: str) -> list[tuple[str, int, str, Level]]:
    filled = {name.replace("SỐ", number): text.replace("SỐ", number) for name, text in files.items()}
    write(root, {**SOUND, "data/hotlines/rut.yml": GONE, **filled})
    found = pages.read_site(root, TODAY)[1]
    return [(p.place.path, p.place.line, p.code, p.level) for p in found if p.code in ("phone-in-text", "taken-off")]


@pytest.mark.parametrize(("files", "path", "line"), CORNERS)
def test_an_unknown_number_is_told_in_every_corner(tmp_path: Path, files: dict[str, str], path: str, line: int) -> None:
    found = told(tmp_path, files, "0987-654-321")
    assert {(code, level) for _, _, code, level in found} == {("phone-in-text", Level.ERROR)}
    assert {at for at, _, _, _ in found} == {path.replace("SỐ", "0987-654-321")}
    assert not line or {at for _, at, _, _ in found} == {line}


@pytest.mark.parametrize(("files", "path", "line"), CORNERS)
def test_a_withdrawn_one_is_a_warning_there(tmp_path: Path, files: dict[str, str], path: str, line: int) -> None:
    found = told(tmp_path, files, "0238-0000-003")
    assert {(code, level) for _, _, code, level in found} == {("taken-off", Level.WARNING)}
    assert not line or {at for _, at, _, _ in found} == {line}


@pytest.mark.parametrize(("files", "path", "line"), CORNERS)
@pytest.mark.parametrize("text", ["111", "24-11-2026", "25.000 người"])
def test_a_number_that_lives_or_is_none_is_said_nothing_of(
    tmp_path: Path, files: dict[str, str], path: str, line: int, text: str
) -> None:
    assert told(tmp_path, files, text) == []


def test_the_editors_own_number_is_nobody_else_s_affair(tmp_path: Path) -> None:
    own = EXTRA.replace("SỐ", "Ban") + '  contact: {phone: "0238 0000 009"}\n'
    assert told(tmp_path, {"mkdocs.yml": own}, "") == []


ROW = PAGE + "\n| Nơi | Số | Giờ |\n| --- | --- | --- |\n{}\n"


@pytest.mark.parametrize(
    "row", ["| 0912 | 345678 | a |", "|0238|3844 111|a|", "a | 0238 | 3844.111", "| a | 02 | 383844111 |"]
)
def test_a_number_cut_by_the_border_of_cells_is_told(tmp_path: Path, row: str) -> None:
    assert told(tmp_path, {"docs/thu.md": ROW.format(row)}, "") == [("docs/thu.md", 11, "phone-in-text", Level.ERROR)]


@pytest.mark.parametrize(
    "row", ["| 912 | 345678 | a |", "| 0 | 912345678 | 1 |", "| 12 | 34 | 56 |", "| 0912 | a | 345678 |"]
)
def test_figures_in_cells_are_none(tmp_path: Path, row: str) -> None:
    assert told(tmp_path, {"docs/thu.md": ROW.format(row)}, "") == []


def test_a_withdrawn_number_in_an_address_of_others_is_told_and_any_other_digits_are_not(tmp_path: Path) -> None:
    link = PAGE + "\n[x](https://a.vn/?so={})\n"
    for number, count in (("0238 0000 003", 1), ("%2B842380000003", 1), ("02380000004", 0), ("902380000003", 0)):
        found = told(tmp_path, {"docs/thu.md": link.format(number.replace(" ", ""))}, "")
        assert [(line, code, level) for _, line, code, level in found] == [(9, "taken-off", Level.WARNING)] * count
