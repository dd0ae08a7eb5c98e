"""The bar at the thumb and the row above the search's list: all numbers and the way out, at any size of letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from chromium import launch
from kinds import Opener, field_of
from playwright.sync_api import Browser, Page, Playwright, Route, expect

from building import PLAN, UNIT

# Pixels of letters and set of fonts (fonts.py): the widest at every size, the others at the ends.
ENDS = [(16, "wide"), (32, "wide"), (32, "narrow")]
BETWEEN = [(21, "wide"), (24, "wide")]
OTHERS = [(32, "middle"), (16, "narrow")]
# A page for each shape of the bar: an own number among the three, one beside them, none. And those that begin with a number.
PAGES = {
    "huong-dan/nghi-qua-lieu/": 3,
    "goi-ngay/cuu-hoa-114/": 4,
    "ke-hoach/": 3,
    "khong-co/": 3,
    "": 3,
    "khong-chiu-noi/": 3,
    "goi-ngay/": 3,
    "goi-ngay/c04/": 3,
}
NO_NUMBER = ("ke-hoach/",)

CELLS = """row => [...document.querySelectorAll(`${row} > a`)].map(it => {
  const range = document.createRange()
  range.selectNodeContents(it.querySelector('strong, b') || it.firstChild)
  const [cell, text] = [it.getBoundingClientRect(), range.getBoundingClientRect()]
  return {words: it.textContent, top: cell.top, left: cell.left, right: cell.right, bottom: cell.bottom, high: cell.height,
    whole: text.left >= cell.left && text.right <= cell.right && text.top >= cell.top && text.bottom <= cell.bottom
      && range.getClientRects().length === 1}
})"""


def check_row(page: Page, row: str, count: int) -> None:
    """Every cell whole inside the window, in one row, none over another, high enough for a thumb."""
    size = page.viewport_size
    assert size
    cells = page.evaluate(CELLS, row)
    assert len(cells) == count
    assert {round(one["top"]) for one in cells} == {round(cells[0]["top"])}, "more than one row"
    edges = [0, *(edge for one in cells for edge in (one["left"], one["right"])), size["width"]]
    assert edges == sorted(edges), "sticks out, or one over another"
    for one in cells:
        assert one["whole"], f"cut or broken: {one['words']}"
        assert one["bottom"] <= size["height"]
        assert one["right"] - one["left"] >= 43.5
        assert one["high"] >= 43.5


SEEN = """() => {
  const box = it => it && it.getBoundingClientRect().toJSON()
  const [name, menu, header, title, bar] = ['.bar .name', '.menu > summary', '.bar', 'main h1', '.thumb'].map(it => box(document.querySelector(it)))
  const link = document.querySelector('main a[href^="tel:"]')
  return {name, menu, header, title, bar, number: box(link && (link.querySelector('strong') || link))}
}"""


def check_first_screen(page: Page, path: str) -> None:
    """The header is one row and low, the heading whole on the screen, and so is the page's first number."""
    seen = page.evaluate(SEEN)
    name, menu, header, bar = (seen[one] for one in ("name", "menu", "header", "bar"))
    assert max(name["top"], menu["top"]) < min(name["bottom"], menu["bottom"]), "the header has two rows"
    assert name["right"] <= menu["left"]
    assert header["height"] <= 640 / 8, path
    assert seen["title"]["bottom"] <= bar["top"], f"{path}: the heading goes on below the fold"
    if path not in NO_NUMBER:
        assert seen["number"]["bottom"] <= bar["top"], f"{path}: its first number is below the fold"


@pytest.fixture(scope="module")
def letters(request: pytest.FixtureRequest, playwright: Playwright) -> Iterator[Browser]:
    """A browser whose reader chose letters of that many pixels, on a machine with those fonts."""
    size, fonts = request.param
    browser = launch(playwright, f"--blink-settings=defaultFontSize={size}", fonts=fonts)
    yield browser
    browser.close()


def with_letters(usual: list[tuple[int, str]], more: list[tuple[int, str]]) -> Any:
    """Browsers of these letters; those of `more` in `make test-all` only."""
    rare = [pytest.param(one, marks=pytest.mark.exhaustive) for one in more]
    return pytest.mark.parametrize("letters", [*usual, *rare], indirect=True, ids=str)


@with_letters([*ENDS, *BETWEEN], OTHERS)
def test_the_bar_is_one_whole_row_and_a_fifth_of_the_screen_at_most(letters: Browser, address: str) -> None:
    page = letters.new_page()
    for path, numbers in PAGES.items():
        page.goto(address + path)
        for width, height in (320, 640), (360, 640), (390, 640), (768, 800), (1280, 800):
            page.set_viewport_size({"width": width, "height": height})
            check_row(page, ".thumb .row", numbers + 1)
            bar = page.locator(".thumb").bounding_box()
            assert bar
            assert bar["height"] <= height / 5
            assert bar["y"] + bar["height"] == pytest.approx(height, abs=1)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            if (width, height) == (360, 640):
                check_first_screen(page, path)
    page.close()


def test_words_go_before_numbers_do(page: Page, address: str) -> None:
    """They stand on a usual phone; with large letters they are read out still."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(address)
    word = page.locator(".thumb a span").first
    box = word.bounding_box()
    assert box
    assert box["width"] > 20
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    box = word.bounding_box()
    assert box
    assert box["width"] <= 1
    expect(page.locator(".thumb a").first).to_have_accessible_name("115 cấp cứu")


def test_the_site_s_name_touches_no_edge_where_a_style_of_the_reader_doubles_all_letters(
    page: Page, address: str
) -> None:
    """Such a style changes the size of letters and not the window that @media asks for: 18em are not reached."""
    for width in 320, 360:
        page.set_viewport_size({"width": width, "height": 640})
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        bar, name = page.evaluate("""() => {
          const [bar, name] = ['.bar', '.bar .name'].map(it => document.querySelector(it)), text = document.createRange()
          text.selectNodeContents(name)
          return [bar, text].map(it => it.getBoundingClientRect().toJSON())
        }""")
        assert bar["top"] + 2 <= name["top"]
        assert name["bottom"] + 2 <= bar["bottom"]
        assert bar["height"] <= 0.17 * width + 1, "more than the room that is kept for it"


def test_the_page_s_own_number_is_filled_and_no_other(page: Page, address: str) -> None:
    page.goto(address + "huong-dan/hoang-loan/")
    grounds = page.evaluate(
        "[...document.querySelectorAll('.thumb [href^=\"tel:\"]')].map(it => [it.textContent, getComputedStyle(it).backgroundColor])"
    )
    assert grounds[0][0].startswith("113")
    assert grounds[0][1] != "rgba(0, 0, 0, 0)"
    assert {ground for _, ground in grounds[1:]} == {"rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("javascript", [True, False])
def test_a_second_way_out_stands_right_after_the_skip_link(
    open_browser: Opener, address: str, javascript: bool
) -> None:
    page = open_browser(javascript).new_page()
    page.goto(address + "goi-ngay/")
    out = page.get_by_role("link", name="Thoát khỏi trang này")
    hidden = out.bounding_box()
    assert hidden
    assert hidden["width"] <= 1
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(out).to_be_focused()
    box = out.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 43.5
    page.keyboard.press("Enter")
    page.wait_for_url(address + "thoi-tiet/")
    assert page.evaluate("document.referrer") == ""


# --- the search's list -------------------------------------------------------------------------------------------------

ROW = ".find-panel .row"
NONSENSE = "zzqqxx"


def numbers(page: Page, row: str) -> list[str]:
    return [str(one.get_attribute("href")) for one in page.locator(f"{row} > a").all()]


@pytest.mark.parametrize(
    "path", ["", "goi-ngay/", "huong-dan/hoang-loan/", f"ke-hoach/{PLAN}/", f"in/{UNIT}/", "khong-co/"]
)
def test_the_row_stands_above_what_is_found_and_where_nothing_is(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    bar = [one for one in numbers(page, ".thumb .row") if one.startswith("tel:")]
    assert set(bar) == {"tel:115", "tel:111", "tel:113"}
    for typed in (NONSENSE, "ma tuy", "k"):
        field_of(page).fill(typed)
        expect(page.locator("#find-list")).to_have_attribute("aria-busy", "false")
        assert numbers(page, ROW) == bar
        check_row(page, ROW, 3)
    panel, row = page.locator(".find-panel").bounding_box(), page.locator(ROW).bounding_box()
    assert panel
    assert row
    assert row["y"] == panel["y"]


def test_it_stands_from_the_first_letter_on_and_when_the_search_never_comes(page: Page, address: str) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route(re.compile(r"/finder"), refuse)
    page.goto(address + "goi-ngay/")
    expect(page.locator(ROW)).to_have_count(0)
    field_of(page).press_sequentially("b")
    check_row(page, ROW, 3)
    expect(page.locator(".find-panel")).to_contain_text("Chưa tải được phần tìm kiếm.")
    page.locator(f"{ROW} > a").first.click(trial=True)
    field_of(page).fill("")
    expect(page.locator(ROW)).to_be_hidden()


def test_it_is_reached_with_keys_alone(page: Page, address: str) -> None:
    page.goto(address + "ke-hoach/")
    page.keyboard.press("/")
    page.keyboard.type(NONSENSE)
    expect(page.locator("#find-list")).to_have_attribute("aria-busy", "false")
    expect(page.locator(ROW)).to_be_visible()
    page.keyboard.press("Tab")  # the form's button
    for number in ("115", "111", "113"):
        page.keyboard.press("Tab")
        expect(page.locator(f"{ROW} > a[href='tel:{number}']")).to_be_focused()


@with_letters(ENDS, [*BETWEEN, *OTHERS])
def test_it_is_whole_on_the_smallest_phone(letters: Browser, address: str) -> None:
    page = letters.new_page(viewport={"width": 320, "height": 640})
    for path in ("goi-ngay/", "ke-hoach/"):
        page.goto(address + path)
        for typed in (NONSENSE, "muon chet"):
            field_of(page).fill(typed)
            expect(page.locator("#find-list")).to_have_attribute("aria-busy", "false")
            check_row(page, ROW, 3)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        exit = page.locator("a.exit")
        exit.click(trial=True)  # the list does not lie over the way out
    page.goto(f"{address}tim-kiem/#q=muon chet")
    expect(page.locator("#pinned a").first).to_be_visible()
    check_row(page, ".calls > li", 3)  # on the results page it stands above them
    field = page.locator("#find").bounding_box()
    assert field
    assert field["width"] >= 0.6 * 320, "of what is typed too little is seen"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
