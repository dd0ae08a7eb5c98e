"""Each kind of page on a desk, on a phone, with large letters and under the keyboard: all is seen, whole, and reached."""

from __future__ import annotations

import pytest
from kinds import KINDS, SAMPLE, each
from playwright.sync_api import Page, expect


@pytest.fixture(scope="module")
def address(every_kind: str) -> str:
    """The real site with a page of everything Markdown can hold."""
    return every_kind


# --- geometry --------------------------------------------------------------------------------------------------------

GEOMETRY = """() => {
  const shown = it => it.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}) && !it.closest('.sr, .skip')
  const [small, boxes] = [[], []]
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node; node = walker.nextNode();) {
    const it = node.parentElement
    if (!node.data.trim() || !shown(it) || it.closest('style, script')) continue
    const size = parseFloat(getComputedStyle(it).fontSize)
    if (size < 15) small.push(`${size} ${node.data.trim().slice(0, 40)}`)
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      // A line of text is lower than the room its font asks for.
      const inset = box.height * .22
      if (box.width > 1) boxes.push({it, text: node.data.trim().slice(0, 40), l: box.left, r: box.right, t: box.top + inset, b: box.bottom - inset})
    }
  }
  boxes.sort((a, b) => a.t - b.t)
  const over = []
  boxes.forEach((a, i) => {
    for (let j = i + 1; j < boxes.length && boxes[j].t < a.b; j++) {
      const b = boxes[j]
      if (a.it !== b.it && Math.min(a.r, b.r) - Math.max(a.l, b.l) > 1 && Math.min(a.b, b.b) - b.t > 1) over.push(`${a.text} / ${b.text}`)
    }
  })
  const targets = 'a.call, a.big, a.sms, .thumb a, .bar a, .find, .door, footer a, .crumbs a, .toc a, button, summary, .tabbed-labels label, .names a, .letters a, .papers a'
  const tight = [...document.querySelectorAll(targets)].filter(shown).map(it => [it, it.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 43.5)).map(([it, box]) => `${it.textContent.trim().slice(0, 30)} ${box.width}x${box.height}`)
  return {wide: document.documentElement.scrollWidth - innerWidth, small, over, tight}
}"""


@each(KINDS)
def test_nothing_overlaps_sticks_out_or_is_too_small(page: Page, address: str, path: str) -> None:
    """On a desk, on a small phone, and there with letters of double size."""
    page.goto(address + path)
    # The bar under the thumb at its own place, below the text, as it is at the end of the page. (A window as high as
    # the longest pages keeps Chromium busy for minutes.)
    page.evaluate("document.querySelector('.thumb')?.style.setProperty('position', 'static')")
    for width, size in ((1280, "100%"), (320, "100%"), (320, "200%")):
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        found = page.evaluate(GEOMETRY)
        assert found == {"wide": 0, "small": [], "over": [], "tight": []}, (width, size)


def test_cards_of_a_row_stand_at_one_height(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}huong-dan/lo-cho-con/")
    cards = page.evaluate(
        "[...document.querySelectorAll('.parts > ol > li')].map(it => it.getBoundingClientRect().top)"
    )
    assert len(set(cards[:3])) == 1, cards


@each(SAMPLE)
def test_the_keyboard_reaches_everything_in_order_and_is_always_seen(page: Page, address: str, path: str) -> None:
    goes_by_keys(page, address + path)


@pytest.mark.exhaustive
@each(KINDS)
def test_the_keyboard_reaches_everything_on_every_kind_of_page(page: Page, address: str, path: str) -> None:
    goes_by_keys(page, address + path)


def goes_by_keys(page: Page, url: str) -> None:
    """Skip link first, a visible ring on each stop, never under the bar, and out again at the end: no trap."""
    page.goto(url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "sr skip"
    count = page.evaluate(
        """[...document.querySelectorAll('a[href], button, summary, input:not([disabled]), [tabindex="0"]')]
            .filter(it => it.checkVisibility()).length"""
    )
    page.evaluate("window.stops = new Set()")
    for _ in range(min(count, 40)):
        at = page.evaluate(
            """() => { const it = document.activeElement
              if (it === document.body) return null
              const style = getComputedStyle(it), box = it.getBoundingClientRect(), bar = document.querySelector('.thumb')
              const labels = it.type === 'radio' ? it.parentElement.querySelector('.tabbed-labels') : it
              // A commune on the map is ringed by its own outline, drawn thicker.
              const shape = it.closest('svg') && it.querySelector('path')
              const hidden = bar && !bar.contains(it) && getComputedStyle(bar).position === 'fixed'
                && box.height && box.top >= bar.getBoundingClientRect().top
              stops.add(it)
              return [it.outerHTML.slice(0, 90), parseFloat(shape ? getComputedStyle(shape).strokeWidth : getComputedStyle(labels).outlineWidth) >= 2, hidden] }"""
        )
        if at is None:
            break
        assert at[1], f"no ring on {at[0]}"
        assert not at[2], f"under the bar: {at[0]}"
        page.keyboard.press("Tab")
    assert page.evaluate("stops.size") >= min(count, 40) * 0.8, "the same few stops, again and again"


def test_the_skip_link_leads_to_the_menu_which_is_written_after_the_text(page: Page, address: str) -> None:
    page.goto(address + "ke-hoach/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator(".menu summary")).to_be_focused()
    page.goto(address + "ke-hoach/")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


NUMBER = """() => {
  const it = document.querySelector('main a[href^="tel:"]'), box = (it.querySelector('strong') || it).getBoundingClientRect()
  return [Math.round(box.left), Math.round(box.top), Math.round(box.height)]
}"""


def test_a_number_stays_where_it_was_when_the_rest_of_its_page_comes(page: Page, address: str) -> None:
    """What the first packet brings (first.css, and the text up to the number) puts it where it stays: under a thumb."""
    page.set_viewport_size({"width": 360, "height": 640})
    for path in ("", "goi-ngay/", "huong-dan/nghi-qua-lieu/", "goi-ngay/cap-cuu-115/", "khong-chiu-noi/"):
        page.goto(address + path)
        whole = page.evaluate(NUMBER)
        page.evaluate("for (const it of document.querySelectorAll('main ~ *')) it.remove()")
        assert page.evaluate("document.styleSheets.length") == 1
        first = page.evaluate(NUMBER)
        if path == "goi-ngay/":  # at the right edge of its card; there it grows heavier to the left
            first[0] = whole[0]
        assert first == whole, path
