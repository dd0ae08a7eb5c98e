"""The numbers can be seen and tapped: without JavaScript first, then with."""

from __future__ import annotations

import re

import pytest
from kinds import Opener
from playwright.sync_api import Page

import node_tools
from building import DAY, PLAN
from facts.judging import together
from facts.records import when

SMALLEST_TARGET = 44  # CSS pixels a side, WCAG 2.2, 2.5.5


@pytest.fixture(params=["without script", "with script"])
def phone(request: pytest.FixtureRequest) -> Page:
    """A phone's browser, both ways."""
    return request.getfixturevalue("page" if request.param == "with script" else "page_without_script")  # type: ignore[no-any-return]


def tappable(page: Page) -> dict[str, tuple[str, float, float]]:
    """Each number on the page that a finger can reach: digits → (its text, width, height)."""
    found = {}
    for link in page.locator("main a[href^='tel:'], article a[href^='tel:'], a.call, a.big").all():
        link.scroll_into_view_if_needed()
        box = link.bounding_box()
        if not box or not link.is_visible():
            continue
        link.click(trial=True)  # fails when something else lies over it
        number = str(link.get_attribute("href")).removeprefix("tel:")
        found.setdefault(number, (link.inner_text(), box["width"], box["height"]))
    return found


def test_the_first_screen_of_the_first_page_shows_115_111_and_113(phone: Page, address: str) -> None:
    phone.goto(address)
    tops = []
    for number in ("115", "111", "113"):
        link = phone.locator(f"a[href='tel:{number}']").first
        box = link.bounding_box()
        assert link.is_visible()
        assert box
        assert number in link.inner_text()
        assert box["height"] >= SMALLEST_TARGET
        assert box["y"] + box["height"] <= 740, "below the fold of a small phone"
        tops.append(box["y"])
    assert tops == sorted(tops)


def test_every_callable_number_can_be_tapped_on_the_call_page(phone: Page, address: str, facts: together.Facts) -> None:
    phone.goto(address + "goi-ngay/")
    reachable = tappable(phone)
    lines = when.live(facts.hotlines, when.date.fromisoformat(DAY))
    for line in lines:
        for channel in line.dialed[:1]:
            digits = re.sub(r"[^0-9]", "", channel.value)
            assert digits in reachable, f"{line.id} cannot be called"
            text, width, height = reachable[digits]
            assert digits in re.sub(r"[^0-9]", "", text), "the number is not in what is seen"
            assert min(width, height) >= 24, "smaller than WCAG 2.2, 2.5.8 lets a target be"


@pytest.mark.parametrize("line", ["cap-cuu-115", "tre-em", "ngoi-nha-binh-yen"])
def test_the_number_of_a_line_is_large_on_its_own_page(
    phone: Page, address: str, facts: together.Facts, line: str
) -> None:
    phone.goto(f"{address}goi-ngay/{line}/")
    digits = re.sub(r"[^0-9]", "", facts.get("hotlines", line).dialed[0].value)
    link = phone.locator(f"article a[href='tel:{digits}']").first
    box = link.bounding_box()
    assert link.is_visible()
    assert box
    assert box["height"] >= SMALLEST_TARGET
    link.click(trial=True)


def test_an_unknown_address_still_gives_numbers_or_the_way_to_them(phone: Page, address: str) -> None:
    answer = phone.goto(address + "goi-ngay/khong-co/")
    assert answer
    assert answer.status == 404
    assert phone.locator("main a[href^='tel:115']").first.is_visible()


# Light pages, one that is not there, and those whose lists look to it more like the text than the text does.
READ_PAGES = [
    *("", "goi-ngay/", "goi-ngay/cuu-hoa-114/", "khong-chiu-noi/", "huong-dan/nghi-qua-lieu/", "khong-co-trang-nay/"),
    *(f"ke-hoach/{PLAN}/", "van-ban/", "so-lieu/", "chien-dich/thang-hanh-dong-2025/"),
]
READ = """() => {
  const shown = [...document.querySelectorAll('main a[href^="tel:"]')].map(link => link.href)
  const headings = [...document.querySelectorAll('main h2')].map(heading => heading.textContent)
  const read = new DOMParser().parseFromString(new Readability(document.cloneNode(true)).parse().content, 'text/html')
  const kept = [...read.querySelectorAll('a')].map(link => link.href)
  const words = read.body.textContent
  return [...shown.filter(number => !kept.includes(number)), ...headings.filter(heading => !words.includes(heading))]
}"""


def test_a_reader_view_keeps_every_number_and_heading(open_browser: Opener, address: str) -> None:
    """As Firefox makes it: with Mozilla's own Readability."""
    page = open_browser(bypass_csp=True).new_page()
    for path in READ_PAGES:
        page.goto(address + path)
        page.add_script_tag(path=node_tools.module("@mozilla/readability/Readability.js"))
        assert page.evaluate(READ) == [], path
