"""What a reviewer is told of pages and settings: every number and link that moves, old and new."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import building
from facts.reading import as_made
from facts.review import report as changes
from facts.review.rewritten import Rewritten, Section, between, by_headings
from province import TODAY
from repository import Repository

PAGE = (
    "---\ntitle: Trang\n---\n# Trang\n\nGọi [111](tel:111) khi cần. Máy bàn 0238 3844 111.\n\nXem [luật](nguon.md#a).\n"
)


def moved(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    found = between({"docs/a.md": old.encode()}, {"docs/a.md": new.encode()})
    assert {one.path for one in found} <= {"docs/a.md"}
    return [(one.what, one.old, one.new) for one in found]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("tel:111", "tel:113", ("số trong bài", "111", "113"), id="what a link dials"),
        pytest.param("tel:111", "tel:113", ("liên kết “111”", "tel:111", "tel:113"), id="a link of the same words"),
        pytest.param("0238 3844 111", "0238-3844-112", ("số trong bài", "0238 3844 111", "0238 3844 112"), id="a number in a sentence"),
        pytest.param("nguon.md#a", "nguon.md#b", ("liên kết “luật”", "nguon.md#a", "nguon.md#b"), id="where a link leads"),
        pytest.param("title: Trang", "title: 113", ("tên trang", "Trang", "113"), id="front matter"),
        pytest.param("khi cần.", "ngay.", ("chữ", "Gọi 111 khi cần. Máy bàn 0238 3844 111.", "Gọi 111 ngay. Máy bàn 0238 3844 111."), id="words"),
        pytest.param("# Trang", '# Trang\n\n{{ call("tre-em") }}', ("khối", None, 'call("tre-em")'), id="a block"),
        pytest.param("# Trang", "# Trang\n\n![x](a.png)", ("liên kết “(hình)”", None, "a.png"), id="a picture"),
        pytest.param(" Máy bàn 0238 3844 111.", "", ("số trong bài", "0238 3844 111", None), id="a number that goes"),
    ],
)  # fmt: skip
def test_what_moves_in_a_page_is_told(old: str, new: str, expected: tuple[str, str | None, str | None]) -> None:
    assert PAGE.count(old) == 1
    assert expected in moved(PAGE, PAGE.replace(old, new))


def test_a_number_written_otherwise_has_not_moved() -> None:
    assert [what for what, _, _ in moved(PAGE, PAGE.replace("0238 3844 111", "0238.3844.111"))] == ["chữ"]


def test_a_page_that_comes_or_goes_is_told_whole() -> None:
    come = between({}, {"docs/a.md": PAGE.encode()})
    assert Rewritten("docs/a.md", "số trong bài", None, "0238 3844 111") in come
    gone = between({"docs/a.md": PAGE.encode()}, {})
    assert {(one.what, one.old, one.new) for one in gone} == {(one.what, one.new, one.old) for one in come}


def test_a_page_that_the_check_refuses_as_too_much_is_told_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Markdown would take minutes for it, and whoever reviews the request waits."""
    converted: list[str] = []
    make = as_made.make
    monkeypatch.setattr(as_made, "make", lambda converter, body: converted.append(body) or make(converter, ""))
    told = moved("", f"# Trang\n\n{'[' * 30_000}\n\nGọi 0238 3844 111.\n")
    assert ("số trong bài", None, "0238 3844 111") in told
    assert ("chữ", None, "Gọi 0238 3844 111.") in told
    assert converted == [""], "only the page of before"


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("## Nơi hỏi", "Nơi hỏi"),
        ("### Nơi hỏi   ", "Nơi hỏi"),
        ("## Nơi hỏi { #hoi .door }", "Nơi hỏi"),
        ("## Nơi {hỏi} ai", "Nơi {hỏi} ai"),
        ("## {hỏi}", "{hỏi}"),
    ],
)
def test_a_part_of_a_page_is_told_by_the_words_of_its_heading(line: str, heading: str) -> None:
    page = {"docs/a.md": f"# Trang\n\n{line}\n\nmột câu\n".encode()}
    assert by_headings("docs/a.md", {"docs/a.md": b"# Trang\n"}, page) == (Section(heading, "new"),)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.of(tmp_path / "kho")
    made.write("mkdocs.yml", (building.ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    made.commit("[site] cài đặt")
    return made


def report(repository: Repository) -> str:
    return changes.to_markdown(changes.report(repository.root, "HEAD~1", "HEAD", date.fromisoformat(TODAY)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    phone: ''", '    phone: "0238 3844 111"', "số báo sai, ở chân mọi trang\\): thêm “0238 3844 111”"),
        ("  exit_url: ''", "  exit_url: https://a.vn/", "nơi nút Thoát dẫn tới, ở mọi trang\\): thêm"),
        ("  - Tìm: tim-kiem.md", "  - Tìm: nguon.md", "“tim-kiem.md” → “nguon.md”"),
        ("  font: false", "  font: true", "theme.font: “false” → “true”"),
    ],
)
def test_a_change_of_settings_alone_is_told(repository: Repository, old: str, new: str, said: str) -> None:
    repository.edit("mkdocs.yml", old, new)
    repository.commit()
    text = report(repository)
    assert "Không có dữ kiện nào đổi" not in text
    assert said in text


def test_settings_that_cannot_be_read_do_not_stop_the_report(repository: Repository) -> None:
    repository.write("mkdocs.yml", "extra: [")
    repository.commit()
    assert "mkdocs.yml" in report(repository)
