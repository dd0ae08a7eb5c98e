"""The page of differences: what a reviewer is shown is what readers of the two sites get differently, and nothing is left out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from building import attributes, text_of
from delivery import before_after, preview
from delivery.before_after import Line, Step
from province import GOLDEN


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    return tuple(shutil.copytree(GOLDEN / "expected", tmp_path / name) for name in ("old", "new"))  # type: ignore[return-value]


def swap(site: Path, old: str, new: str, pattern: str = "*.html") -> int:
    """Change every page that has `old`; how many."""
    count = 0
    for file in site.rglob(pattern):
        text = file.read_text(encoding="utf-8")
        if old in text:
            count += 1
            file.write_text(text.replace(old, new), encoding="utf-8")
    return count


def said(found: before_after.Differences) -> list[tuple[str, str]]:
    return [
        (one.before.words if one.before else "", one.after.words if one.after else "")
        for change in found.changes
        for one in change.steps
    ]


def test_two_equal_sites_differ_in_nothing(two: tuple[Path, Path]) -> None:
    found = before_after.compare(*two)
    assert found == before_after.Differences((), (), (), 0)
    assert "Người đọc không thấy gì khác." in text_of(before_after.to_page(found, "main"))


def test_what_stands_on_many_pages_is_told_once_with_the_list_of_them(two: tuple[Path, Path]) -> None:
    changed = swap(two[1], "</main>", "<p>Trang này do người dân làm</p></main>")
    assert changed > 50
    found = before_after.compare(*two)
    assert len(found.changes) == 1
    assert len(found.changes[0].pages) == changed
    page = text_of(before_after.to_page(found, "main"))
    assert page.count("Trang này do người dân làm") == 1
    assert f"Và {changed - 1} trang nữa" in page


def test_a_link_that_dials_another_number_is_seen_though_its_words_are_the_same(two: tuple[Path, Path]) -> None:
    """The worst change of all: the words stay, the number under them does not."""
    page = two[1] / "goi-ngay/index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('href="tel:111"', 'href="tel:113"', 1), encoding="utf-8")
    before, after = said(before_after.compare(*two))[0]
    assert "⟨tel:111⟩" in before
    assert "⟨tel:113⟩" in after


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("<title>a</title>", "<title>b</title>", "a", "b"),
        ('<meta name="description" content="a">', '<meta name="description" content="b">', "a", "b"),
        ("<p>Gọi <b>115</b> ngay</p>", "<p>Gọi <b>113</b> ngay</p>", "Gọi 115 ngay", "Gọi 113 ngay"),
        ("<p>a</p>", "<p>a</p><p>b</p>", "", "b"),
        ("<p>a</p>", "<p>a</p><template><script>x</script><p>y</p></template><p>b</p>", "", "b"),
        ("<ul><li>a<li>b</ul>", "<ul><li>b</ul>", "a", ""),
        ('<p>x <span data-number="111"></span></p>', '<p>x <span data-number="113"></span></p>', "x ⟨tel:111⟩", "x ⟨tel:113⟩"),
        ('<img src="a.svg" alt="Ảnh">', '<img src="b.svg" alt="Ảnh">', "Hình: Ảnh", "Hình: Ảnh"),
        ('<a href="https://mau.example/">x</a>', '<a href="https://khac.example/">x</a>', "x ⟨https://mau.example/⟩", "x ⟨https://khac.example/⟩"),
    ],
)  # fmt: skip
def test_each_thing_that_a_reader_meets_is_compared(old: str, new: str, before: str, after: str) -> None:
    found = before_after.steps(before_after.read(old).lines, before_after.read(new).lines)
    assert [(one.before.words if one.before else "", one.after.words if one.after else "") for one in found] == [
        (before, after)
    ]


def test_what_no_one_reads_is_counted_and_not_shown(two: tuple[Path, Path]) -> None:
    changed = swap(two[1], "<body", '<body data-thu="1"')
    found = before_after.compare(*two)
    assert (found.changes, found.unseen) == ((), changed)
    assert f"{changed} trang chỉ đổi trong mã" in text_of(before_after.to_page(found, "main"))


def test_only_the_words_that_differ_are_marked() -> None:
    old, new = Step(Line("Gọi 115 ngay"), Line("Gọi 113 ngay")).marked()
    assert old == [("Gọi ", False), ("115", True), (" ngay", False)]
    assert new == [("Gọi ", False), ("113", True), (" ngay", False)]


def test_pages_files_and_pictures_that_come_and_go(two: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = two
    (new / "moi").mkdir()
    (new / "moi/index.html").write_text('<title>Trang mới</title><p><img src="../a.svg" alt="Sơ đồ">', encoding="utf-8")
    shutil.rmtree(new / "gioi-thieu")
    (new / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (new / "goi-ngay.txt").write_text("111\n", encoding="utf-8")
    preview.make(new, tmp_path / "preview")
    before_after.write(old, new, tmp_path / "preview", "bản cũ")
    page = (tmp_path / "preview" / before_after.NAME).read_text(encoding="utf-8")
    for text in ("Trang mới</a> (mới)", "(không còn)", '<img src="a.svg"', "goi-ngay.txt (đổi"):
        assert text in page, text
    first = (tmp_path / "preview/index.html").read_text(encoding="utf-8")
    assert f'<a href="{before_after.NAME}">trước và sau</a>' in first
    for _, name, value in attributes(page):  # it is opened from a disk: each link names a file
        if name in ("href", "src"):
            assert (tmp_path / "preview" / value).is_file(), value


def test_the_words_of_a_page_are_never_tags_of_ours(two: tuple[Path, Path]) -> None:
    swap(two[1], "<main", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><main")
    page = before_after.to_page(before_after.compare(*two), "<b>main</b>")
    assert "<script" not in page
    assert "<b>main" not in page


@pytest.mark.parametrize("past", [0, 3])
def test_a_long_list_says_what_it_leaves_out(tmp_path: Path, past: int) -> None:
    for site, word in (("old", "cũ"), ("new", "mới")):
        for number in range(before_after.MOST + past):
            file = tmp_path / site / f"{number:03}" / "index.html"
            file.parent.mkdir(parents=True)
            file.write_text(f"<p>{number} {word}</p>", encoding="utf-8")
        (tmp_path / site / "lich.ics").write_text(f"{word}\n" * (before_after.MOST_LINES + past), encoding="utf-8")
    page = text_of(before_after.to_page(before_after.compare(tmp_path / "old", tmp_path / "new"), "main"))
    assert page.count("199 mới") == 1
    assert ("200 mới" in page) is False
    assert ("Và 3 chỗ nữa chưa hiện ở đây." in page) == bool(past)
    assert ("Và 3 dòng nữa." in page) == bool(past)
