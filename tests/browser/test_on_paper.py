"""Each kind of page as it is printed, and what Markdown gives on the screen and on paper."""

from __future__ import annotations

import re
from datetime import date

import pytest
from kinds import KINDS
from playwright.sync_api import Page, expect
from waiting import until

import building
from facts.site.promises import promises
from facts.site.site import Site
from facts.site.store import Facts
from facts.site.words import say_day


@pytest.fixture(scope="module")
def address(every_kind: str) -> str:
    """The real site with a page of everything Markdown can hold."""
    return every_kind


# --- what Markdown gives ---------------------------------------------------------------------------------------------


def test_tabs_and_details_work_without_script_and_by_keyboard(page_without_script: Page, address: str) -> None:
    page = page_without_script
    page.goto(address + "thu/")
    first, second = page.locator(".tabbed-block").all()
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    page.locator(".tabbed-set > input").first.focus()
    page.keyboard.press("ArrowRight")
    expect(second).to_be_visible()
    expect(first).to_be_hidden()
    page.get_by_text("Cha mẹ", exact=True).click()
    expect(first).to_be_visible()
    expect(page.get_by_text("Nội dung ẩn.")).to_be_hidden()
    page.get_by_text("Bấm để mở").click()
    expect(page.get_by_text("Nội dung ẩn.")).to_be_visible()


def test_admonitions_tasks_footnotes_and_tables_are_styled(page: Page, address: str) -> None:
    page.goto(address + "thu/")
    edges = [
        page.locator(f".admonition.{kind}").evaluate("it => getComputedStyle(it).borderLeftColor")
        for kind in ("note", "warning", "danger")
    ]
    assert len(set(edges)) == 3
    assert (
        page.locator(".task-list-item").first.evaluate("it => getComputedStyle(it.parentElement).listStyleType")
        == "none"
    )
    assert page.locator("td.right").evaluate("it => getComputedStyle(it).textAlign") == "right"
    expect(page.locator(".footnote li")).to_have_count(1)


def test_a_wide_table_scrolls_in_its_own_box_by_keyboard_too(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address + "thu/")
    box = page.locator(".wide")
    assert box.evaluate("it => it.scrollWidth > it.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    until(lambda: box.evaluate("it => it.scrollLeft") > 0)  # it glides


# --- on paper --------------------------------------------------------------------------------------------------------


ON_PAPER = """parts => [getComputedStyle(document.body).color, ...[...document.querySelectorAll(parts)]
  .filter(it => it.checkVisibility()).map(it => it.className)]"""


def test_a_page_prints_without_what_only_a_screen_needs(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    seen = {}
    for path in KINDS.values():
        page.goto(address + path)
        seen[path] = page.evaluate(ON_PAPER, ".thumb, .bar nav, .skip, .toc, .act")
    assert {path: left for path, left in seen.items() if left != ["rgb(0, 0, 0)"]} == {}


def test_a_line_prints_as_a_card_with_its_number_large_and_the_day_of_the_check(
    page: Page, address: str, facts: Facts
) -> None:
    days = {f"Kiểm tra ngày {say_day(line.verified_on)}" for line in facts.hotlines}
    for path in ("goi-ngay/", "goi-ngay/tre-em/"):
        page.goto(address + path)
        page.emulate_media(media="print")
        for card in page.locator("article.line:has(.big)").all():
            number = card.locator(".big").first
            assert number.evaluate("it => parseFloat(getComputedStyle(it).fontSize)") >= 40
            assert number.evaluate("it => getComputedStyle(it).color") == "rgb(0, 0, 0)"
            assert number.evaluate("it => getComputedStyle(it).backgroundColor") == "rgba(0, 0, 0, 0)"
            checked = card.get_by_text("Kiểm tra ngày").filter(visible=True)
            assert set(re.findall(r"Kiểm tra ngày [0-9/]+", checked.inner_text())) <= days
            # One of several stays whole; one with a page of its own begins on its first sheet (test_fonts.py).
            assert card.evaluate("it => getComputedStyle(it).breakInside") == ("auto" if "tre-em" in path else "avoid")


def test_a_printed_page_opens_what_is_folded_and_shows_every_tab(page: Page, address: str) -> None:
    page.goto(address + "thu/")
    page.emulate_media(media="print")
    for block in page.locator(".tabbed-block").all():
        expect(block).to_be_visible()
    expect(page.get_by_text("Nội dung ẩn.")).to_be_visible()


# At 360 px in wide letters, in px (a twentieth less in those of phones): what these pages were cut down to. They grow
# with the facts; past this they are folded further.
TALLEST = {"ke-hoach/hua/": 4300, "ke-hoach/": 2800, "so-lieu/": 6300}


def test_long_pages_of_figures_stay_short_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    found = {}
    for path in TALLEST:
        page.goto(address + path)
        found[path] = page.evaluate("document.documentElement.scrollHeight")
    assert {path: height for path, height in found.items() if height > TALLEST[path]} == {}


def test_a_promise_is_drawn_hollow_and_as_long_as_it_says(page: Page, address: str, facts: Facts) -> None:
    page.goto(address + "ke-hoach/hua/")
    for promise in promises(Site.of(facts, date.fromisoformat(building.DAY))):
        bars = page.locator(f"#{promise.id} ~ svg.drawn")
        assert bars.count() == (promise.target.unit == "%"), promise.id
        if promise.target.unit == "%":
            hollow, track = bars.locator(".hollow"), bars.bounding_box()
            assert hollow.evaluate("it => getComputedStyle(it).fill") == "none"
            assert bars.locator(".full").count() == len(promise.results)
            box = hollow.bounding_box()
            assert box
            assert track
            assert abs(box["width"] - track["width"] * promise.target.value / 100) < 3, promise.id


def test_what_is_drawn_is_told_apart_on_paper_and_in_forced_colors(page: Page, address: str) -> None:
    page.goto(address + "so-lieu/")
    fills = """[...document.querySelectorAll(".parts-of")].map(table => [".drawn .part", ".sign.part"]
        .map(of => [...table.querySelectorAll(of)].map(it => getComputedStyle(it).fill)))"""
    edges = """[...document.querySelectorAll(".track")].map(it => getComputedStyle(it).stroke)"""
    for look in ({"forced_colors": "active"}, {"forced_colors": "none", "media": "print"}):
        page.emulate_media(**look)  # type: ignore[arg-type]
        wholes = page.evaluate(fills)
        assert wholes
        assert [bar for bar, signs in wholes if bar != signs or len({*bar}) < len(bar)] == []
        assert not {*page.evaluate(edges)} & {"none", "rgb(255, 255, 255)"}, "a share without the whole it is of"
