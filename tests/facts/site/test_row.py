"""The numbers in reach on every page: from the records alone, the page's own first, and none that was taken off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from building import DAY, PLAN, ROOT, Site
from conftest import Builder
from facts.judging import as_read
from facts.judging.as_read import Judge
from facts.project import pages
from facts.reading import markdown
from facts.records.when import date
from facts.rendering.blocks import Context
from facts.site import row
from facts.site.site import Site as Published
from facts.site.standing import Numbers
from facts.site.store import Facts
from province import GOLDEN
from province import TODAY as GOLDEN_DAY

BAR = re.compile(r'<aside class="thumb".*?</aside>', re.DOTALL)
NUMBER = re.compile(r'<a( class="own [a-z]+")? href="tel:([0-9]+)"><b>\2</b>(?: <span>([^<]*)</span>)?</a>')
PLAIN = ["115", "111", "113"]


def bar(page: str) -> tuple[list[str], list[str]]:
    """(the numbers at the thumb in order, those of them that are the page's own)."""
    found = BAR.findall(page)
    assert len(found) == 1
    numbers = NUMBER.findall(found[0])
    assert len(numbers) == found[0].count("tel:")
    return [digits for _, digits, _ in numbers], [digits for own, digits, _ in numbers if own]


def test_every_page_has_the_three_numbers_and_the_way_out(site: Site) -> None:
    """But for the page to which the way out leads, which says nothing of this site."""
    for path, page in site.pages().items():
        if path == "thoi-tiet/index.html":
            assert "tel:" not in page
            continue
        numbers, own = bar(page)
        assert set(PLAIN) <= set(numbers), path
        assert numbers[: len(own)] == own, path
        assert [one for one in numbers if one not in own] == [one for one in PLAIN if one not in own], path
        assert page.count('class="exit"') == 1, path


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("huong-dan/nghi-qua-lieu/", ["115"]),
        ("huong-dan/hoang-loan/", ["113"]),
        ("huong-dan/bao-tin/", ["113"]),
        ("goi-ngay/cap-cuu-115/", ["115"]),
        ("goi-ngay/canh-sat-113/", ["113"]),
        ("goi-ngay/cuu-hoa-114/", ["114"]),
        ("goi-ngay/tre-em/", ["111"]),
        ("goi-ngay/mua-ban-nguoi/", ["111"]),
        pytest.param("goi-ngay/c04/", [], id="a number of ten digits has no room"),
        pytest.param(f"ke-hoach/{PLAN}/", [], id="a page about no number"),
        pytest.param("404.html", [], id="no page"),
    ],
)
def test_a_page_s_own_number_comes_first(site: Site, path: str, own: list[str]) -> None:
    assert bar(site.read(path)) == (own + [one for one in PLAIN if one not in own], own)


def test_the_words_beside_the_numbers_are_the_records_own(site: Site, facts: Facts) -> None:
    said = dict(NUMBER.sub(r"\2=\3", one[0]).split("=") for one in NUMBER.finditer(BAR.findall(site.read(""))[0]))
    assert said == {"115": "cấp cứu", "111": "trẻ em", "113": "công an"}
    assert said == {one.digits: one.hotline.short for one in row.row(Published.of(facts, date.fromisoformat(DAY)))}


def without(root: Path, *ids: str) -> None:
    for id in ids:
        file = root / "data" / "hotlines" / f"{id}.yml"
        text = re.sub("^publish: .*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        file.write_text(text + "publish: withdrawn\n", encoding="utf-8")


def test_a_number_that_is_withdrawn_leaves_every_bar_its_own_page_s_too(build: Builder) -> None:
    before, after = (
        build(GOLDEN, today=GOLDEN_DAY),
        build(GOLDEN, today=GOLDEN_DAY, change=lambda root: without(root, "cap-cuu")),
    )
    assert bar(before.read("goi-ngay/cap-cuu/")) == (["115", "111", "113"], ["115"])
    for path, page in after.pages().items():
        if path != "thoi-tiet/index.html":
            assert bar(page)[0] in (["111", "113"], ["113", "111"]), path
    assert bar(after.read("goi-ngay/cap-cuu/"))[1] == []


def test_with_all_numbers_withdrawn_the_way_out_stays(build: Builder) -> None:
    ids = [file.stem for file in (GOLDEN / "data" / "hotlines").glob("*.yml")]
    page = build(GOLDEN, today=GOLDEN_DAY, change=lambda root: without(root, *ids)).read("")
    assert bar(page) == ([], [])
    assert 'class="exit"' in page


def test_the_number_that_a_page_declares_comes_before_the_first_that_it_links(facts: Facts) -> None:
    found = row.row(Published.of(facts, date.fromisoformat(DAY)), "canh-sat-113", ["tel:115"])
    assert [(one.digits, one.is_own) for one in found] == [("113", True), ("115", False), ("111", False)]


@pytest.fixture(scope="module")
def judge(facts: Facts) -> Judge:
    return Judge(as_read.converter(ROOT), Numbers.of(facts, date.fromisoformat(DAY)))


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("c04", "[front-matter] call: c04 không phải số ngắn quốc gia (permanent: true). Chọn một: canh-sat-113, "),
        ("cap-cuu-11", "[unknown-record] call: không có đường dây “cap-cuu-11”. Ý bạn là “cap-cuu-115”?"),
        ("canh-sat-113", ""),
    ],
)
def test_a_page_may_put_first_only_a_short_code_of_data(facts: Facts, judge: Judge, call: str, told: str) -> None:
    page = markdown.split(f"---\ntitle: A\ncall: {call}\n---\n\n# A\n", "docs/a.md", "a/")
    found = list(pages.check_page(page, Context.of(facts, date.fromisoformat(DAY), renders=False), judge))
    assert len(found) == bool(told)
    for one in found:
        assert (one.place.line, one.place.column) == (3, 7)
        assert f"[{one.code}] {one.message}".startswith(told)


def test_the_word_beside_a_number_has_no_digit(facts: Facts) -> None:
    line = facts.get("hotlines", "cap-cuu-115").model_dump(mode="json")
    with pytest.raises(ValidationError, match="chỉ viết chữ"):
        type(facts.get("hotlines", "cap-cuu-115")).model_validate({**line, "short": "gọi 113"})
