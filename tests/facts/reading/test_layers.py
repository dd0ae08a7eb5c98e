"""Two layers of facts and pages: the province's file wins whole, the nation's stands where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.judging import together
from facts.reading.layers import below, paired
from facts.reading.markdown import read_pages
from samples import HOTLINE, LINE, SOUND, TODAY, changed, judged, told, write

NATION = LINE.replace("data/", "data/national/")


def test_a_record_of_the_nation_is_read_and_edited_where_it_lies(tmp_path: Path) -> None:
    files = {NATION if path == LINE else path: text for path, text in SOUND.items()}
    facts, problems = together.read(write(tmp_path, files), TODAY)
    assert problems == []
    assert facts.edited_at("hotlines", "tre-em") == NATION


def test_the_province_s_record_wins_whole(tmp_path: Path) -> None:
    of_nation = changed(HOTLINE, "name: Tổng đài", "name: Tổng đài khác") + "note: Chỉ ở bản của cả nước.\n"
    facts, problems = judged(tmp_path, {NATION: of_nation})
    assert problems == []
    assert facts.edited_at("hotlines", "tre-em") == LINE
    assert facts == judged(tmp_path / "alone", {})[0]


def test_a_page_of_the_nation_has_the_address_that_it_has_without_its_layer(tmp_path: Path) -> None:
    write(
        tmp_path, {f"docs/{path}": f"# {path}\n" for path in ("a.md", "national/a.md", "national/b/index.md", "c.md")}
    )
    assert [(page.path, page.source, page.url) for page in read_pages(tmp_path)] == [
        ("docs/a.md", "a.md", "a/"),
        ("docs/national/b/index.md", "b/index.md", "b/"),
        ("docs/c.md", "c.md", "c/"),
    ]


@pytest.mark.parametrize("table", ["province", "communes", "moved"])
def test_a_table_that_only_a_province_has_is_told_in_the_nation_s_layer(tmp_path: Path, table: str) -> None:
    path = f"data/national/{table}.yml"
    assert told(judged(tmp_path, {path: "a: b\n"})[1]) == [(path, 1, 1, "file")]


def test_a_file_that_went_to_the_other_layer_is_one_file() -> None:
    before = {"docs/a.md": b"1", "docs/b.md": b"own", "docs/national/b.md": b"covered", "mkdocs.yml": b"x"}
    after = {"docs/national/a.md": b"2", "docs/b.md": b"own", "mkdocs.yml": b"x"}
    assert paired(before, after) == (
        {"docs/national/a.md": b"1", "docs/b.md": b"own", "mkdocs.yml": b"x"},
        {"docs/national/a.md": b"2", "docs/b.md": b"own", "mkdocs.yml": b"x"},
    )
    assert [below(path) for path in after] == ["a.md", "b.md", ""]


@pytest.mark.parametrize("kind", ["hotlines", "places"], ids=["before national in the alphabet", "after it"])
def test_of_a_file_that_both_layers_have_the_province_s_is_compared_by_its_own_name(kind: str) -> None:
    side = {f"data/national/{kind}/a.yml": b"cua ca nuoc", f"data/{kind}/a.yml": b"cua tinh"}
    assert paired(side, {}) == ({f"data/{kind}/a.yml": b"cua tinh"}, {})
