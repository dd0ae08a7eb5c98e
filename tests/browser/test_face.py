"""The face as a reader meets it, in a real browser, first without JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from serving import serve

import building
import node_tools
from facts import pages, when
from facts.records import WeeklyHours

# One page of each kind. The first block is light: whole without script, in one request.
LIGHT = {
    "home": "",
    "numbers": "goi-ngay/",
    "line": "goi-ngay/tre-em/",
    "breaking point": "khong-chiu-noi/",
    "emergency": "huong-dan/nghi-qua-lieu/",
    "privacy": "huong-dan/rieng-tu/",
    "nothing there": "khong-co-trang-nay/",
}
OTHER = {
    "guidance": "huong-dan/lo-cho-con/",
    "plan": "ke-hoach/ke-hoach-105/",
    "plans": "ke-hoach/",
    "documents": "van-ban/",
    "campaigns": "chien-dich/",
    "programs": "mo-hinh/",
    "program": "mo-hinh/xa-bien-gioi-sach/",
    "places": "noi-ho-tro/",
    "communes": "xa-phuong/",
    "commune": "xa-phuong/muong-xen/",
    "figures": "so-lieu/",
    "sources": "nguon/",
    "search": "tim-kiem/",
    "open data": "du-lieu/",
    "papers": "in/",
    "markdown": "thu/",
}
KINDS = LIGHT | OTHER
WAYS_OUT = [*LIGHT.values(), "huong-dan/lo-cho-con/"]
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
Opener = Callable[..., BrowserContext]

# What an editor used to Material may write; its class names are styled here too.
MARKDOWN = """---
title: Thử
---

# Mọi thứ của Markdown

!!! note "Ghi nhớ"
    Một lời ghi nhớ, dài vừa đủ để xuống dòng trên máy nhỏ.

!!! warning "Cẩn thận"
    Một lời nhắc.

!!! danger "Nguy hiểm"
    Một lời cảnh báo.

??? info "Bấm để mở"
    Nội dung ẩn.

## Thẻ

=== "Cha mẹ"
    Lời cho cha mẹ.

=== "Thầy cô"
    Lời cho thầy cô.

## Việc

- [ ] Việc chưa làm
- [x] Việc đã làm

## Bảng

| Năm | Chỉ tiêu | Một cột khá rộng để phải cuộn | Cột thứ tư cũng rộng | Cột thứ năm |
| --- | ---: | :---: | --- | --- |
| 2025 | 20 % | một hai ba bốn năm | sáu bảy tám chín | mười |

## Trích

> Một câu trích dẫn, và `mã`[^1].

[^1]: Một chú thích.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> building.Site:
    """The real site, and one page with everything Markdown can hold."""
    root = building.assemble(tmp_path_factory.mktemp("face") / "project")
    (root / "docs" / "thu.md").write_text(MARKDOWN, encoding="utf-8")
    return building.build(root)


@pytest.fixture(scope="module")
def address(site: building.Site) -> Iterator[str]:
    """Where it is served."""
    with serve(site.folder) as origin:
        yield origin + "/"


def each(kinds: dict[str, str]) -> Any:
    return pytest.mark.parametrize("path", kinds.values(), ids=kinds.keys())


def go(page: Page, url: str) -> None:
    answer = page.goto(url)
    assert answer
    assert answer.status == (404 if "khong-co" in url else 200)


# --- without script ----------------------------------------------------------------------------------------------------


@each({name: path for name, path in LIGHT.items() if name != "privacy"})
def test_a_light_page_shows_its_numbers_and_the_way_out_without_script(
    page_without_script: Page, address: str, path: str
) -> None:
    page = page_without_script
    page.set_viewport_size({"width": 360, "height": 640})
    go(page, address + path)
    first = page.locator("main a[href^='tel:']").first
    box = first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 640 - 64, "the first number is below the fold, or under the bar"
    for link in page.locator("main a[href^='tel:']").all():
        digits = str(link.get_attribute("href")).removeprefix("tel:")
        assert digits in re.sub(r"[^0-9]", "", link.inner_text())
        link.click(trial=True)
    way_out = page.locator("a.exit")
    assert way_out.get_attribute("rel") == "noreferrer nofollow"
    expect(way_out).to_be_in_viewport(ratio=1)


@each(LIGHT)
def test_a_light_page_is_one_request_and_its_icon(open_browser: Opener, address: str, path: str) -> None:
    page = open_browser().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + path, wait_until="networkidle")
    assert [url for url in asked if not re.search(r"/assets/icon\.[0-9a-f]{10}\.svg$", url)] == [address + path]


@pytest.mark.parametrize("path", WAYS_OUT)
def test_the_way_out_is_a_plain_link_without_script(page_without_script: Page, address: str, path: str) -> None:
    page_without_script.goto(address + path)
    page_without_script.locator("a.exit").click()
    page_without_script.wait_for_url(address + "thoi-tiet/")
    assert page_without_script.evaluate("document.referrer") == ""


def test_beside_the_way_out_stands_what_it_cannot_do(page_without_script: Page, address: str) -> None:
    page_without_script.goto(address)
    page_without_script.locator("a.limits").click()
    page_without_script.wait_for_url(address + "huong-dan/rieng-tu/#thoat-nhanh")
    expect(page_without_script.locator("#thoat-nhanh")).to_be_in_viewport()


def test_the_neutral_page_names_nothing_of_this_site(page_without_script: Page, address: str) -> None:
    page_without_script.goto(address + "thoi-tiet/")
    text = page_without_script.title() + page_without_script.locator("body").inner_text()
    assert "ma túy" not in text
    assert "Nghệ An" not in text
    assert page_without_script.locator("a").count() == 0


# --- leaving quickly, with script --------------------------------------------------------------------------------------


def come(page: Page, address: str) -> None:
    """Home first, then the numbers: the page to leave has one before it."""
    page.goto(address)
    page.goto(address + "goi-ngay/")


def test_leaving_puts_another_page_in_this_ones_place_so_that_back_does_not_return(page: Page, address: str) -> None:
    come(page, address)
    length = page.evaluate("history.length")
    page.locator("a.exit").click()
    page.wait_for_url(address + "thoi-tiet/")
    assert page.evaluate("history.length") == length
    assert page.evaluate("document.referrer") == ""
    page.go_back()
    assert page.url == address


def test_leaving_blanks_the_page_before_the_other_one_is_asked_for(page: Page, address: str) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.add_init_script(
        "addEventListener('beforeunload', () => console.log(location.pathname,"
        " `[${document.title.trim()}]`, document.querySelector('main').checkVisibility()))"
    )
    come(page, address)
    told.clear()
    page.locator("a.exit").click()
    page.wait_for_url(address + "thoi-tiet/")
    assert told == ["/goi-ngay/ [] false"]


def test_three_times_shift_leaves(page: Page, address: str) -> None:
    come(page, address)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(address + "thoi-tiet/")


def test_typing_capitals_does_not_leave(page: Page, address: str) -> None:
    come(page, address)
    for letter in "MTUY":
        page.keyboard.press(f"Shift+{letter}")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    page.wait_for_timeout(200)
    assert page.url == address + "goi-ngay/"


def test_three_slow_presses_do_not_leave(page: Page, address: str) -> None:
    page.clock.install()
    come(page, address)
    for _ in range(3):
        page.keyboard.press("Shift")
        page.clock.fast_forward(2000)
    page.wait_for_timeout(200)
    assert page.url == address + "goi-ngay/"


# --- buttons beside a number -------------------------------------------------------------------------------------------


def test_copying_puts_the_number_on_the_clipboard_and_says_so(open_browser: Opener, address: str) -> None:
    context = open_browser(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "goi-ngay/tre-em/")
    page.get_by_role("button", name="Sao chép số").click()
    expect(page.get_by_role("status")).to_have_text("Đã sao chép 111")
    assert page.evaluate("navigator.clipboard.readText()") == "111"


def test_copying_works_where_there_is_no_clipboard_interface_as_in_zalo(open_browser: Opener, address: str) -> None:
    context = open_browser(permissions=["clipboard-read"])
    page = context.new_page()
    page.add_init_script(
        "window.kept = navigator.clipboard; Object.defineProperty(navigator, 'clipboard', {value: undefined})"
    )
    page.goto(address + "goi-ngay/c04/")
    page.get_by_role("button", name="Sao chép số").click()
    expect(page.get_by_role("status")).to_have_text("Đã sao chép 0769 04 04 04")
    assert page.evaluate("kept.readText()") == "0769040404"


def test_a_refused_copy_says_the_number(page: Page, address: str) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false"
    )
    page.goto(address + "goi-ngay/tre-em/")
    page.get_by_role("button", name="Sao chép số").click()
    expect(page.get_by_role("status")).to_have_text("Máy không cho sao chép. Số là 111")


@pytest.mark.parametrize(
    ("line", "words"),
    [("tre-em", "Gọi 111 (Tổng đài quốc gia bảo vệ trẻ em 111)"), ("c04", "Gọi 0769 04 04 04")],
)
def test_sharing_gives_plain_text_that_does_not_tell_too_much(
    open_browser: Opener, address: str, line: str, words: str
) -> None:
    page = open_browser(has_touch=True, is_mobile=True).new_page()
    page.add_init_script("navigator.share = given => { window.given = given; return Promise.resolve() }")
    page.goto(f"{address}goi-ngay/{line}/")
    page.get_by_role("button", name="Chia sẻ").click()
    assert page.evaluate("given") == {"text": words}
    expect(page.get_by_role("button", name="Nhắn số này")).to_be_visible()


def test_a_number_can_be_selected_as_text(page: Page, address: str) -> None:
    page.goto(address + "goi-ngay/tre-em/")
    chosen = page.locator("a.big").first.evaluate(
        "it => { getSelection().selectAllChildren(it); return String(getSelection()) }"
    )
    assert chosen == "Gọi 111"


# --- time --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "is_old"), [(0, False), (45, False), (46, True), (1200, True)])
def test_a_page_built_more_than_45_days_ago_says_so_at_its_top(
    page: Page, address: str, days: int, is_old: bool
) -> None:
    built = datetime.combine(date.fromisoformat(building.DAY), datetime.min.time(), UTC)
    page.clock.set_fixed_time(built + timedelta(days=days, minutes=-1 if days == 45 else 1))
    for path in LIGHT.values():
        page.goto(address + path)
        assert page.locator(".old").is_visible() is is_old, path
        if is_old:
            assert page.evaluate("document.querySelector('main').firstElementChild.className") == "old"


PROVINCE_DAY = "2030-01-15"
MOMENTS = [
    "2029-11-14T07:29", "2029-11-14T07:30", "2029-11-14T11:29", "2029-11-14T11:30", "2029-11-14T16:59",
    "2029-11-17T17:59", "2029-11-17T18:00", "2029-11-17T23:59", "2029-11-18T00:00", "2029-11-18T12:00",
    "2029-12-31T09:00", "2030-01-01T09:00", "2030-01-02T09:00", "2030-02-07T09:00", "2030-02-08T07:59",
    "2030-02-08T08:00", "2030-02-08T09:59", "2030-02-08T10:00",
]  # fmt: skip


def test_who_is_on_duty_is_worked_out_in_vietnam_wherever_the_reader_is(open_browser: Opener, tmp_path: Path) -> None:
    """Against the rule in facts/when.py, on the made-up province: weekly spans, two exceptions closed, one open."""
    root = building.assemble(tmp_path / "golden", building.ROOT / "tests" / "golden")
    built = building.build(root, today=PROVINCE_DAY)
    found, problems = pages.read_site(root, date.fromisoformat(PROVINCE_DAY))
    hours = found.get("hotlines", "tu-van").channels[0].hours
    assert isinstance(hours, WeeklyHours), problems
    with serve(built.folder) as origin:
        for zone in ("Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Kiritimati"):
            context = open_browser(timezone_id=zone)
            context.unroute("**/*")
            page = context.new_page()
            for moment in MOMENTS if zone == "Asia/Ho_Chi_Minh" else MOMENTS[::4]:
                at = datetime.fromisoformat(moment).replace(tzinfo=when.VIETNAM)
                page.clock.set_fixed_time(at)
                page.goto(f"{origin}/goi-ngay/tu-van/")
                said = page.locator(".duty").first.inner_text()
                assert ("đang có người trực" in said) is when.is_answered(hours, at), (zone, moment)


def test_lines_without_weekly_hours_say_nothing_of_who_is_on_duty(page: Page, address: str) -> None:
    page.goto(address + "goi-ngay/")
    expect(page.locator(".duty")).to_have_count(0)


# --- traces ------------------------------------------------------------------------------------------------------------


def test_a_tour_of_every_kind_of_page_leaves_nothing_behind_and_no_word_on_the_console(
    open_browser: Opener, address: str
) -> None:
    """Requests to anyone else fail in `open_browser` itself."""
    context = open_browser()
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(f"{page.url}: {message.text}"))
    for path in KINDS.values():
        page.goto(address + path)
        left = page.evaluate(
            """async () => [document.cookie, localStorage.length, sessionStorage.length,
                (await indexedDB.databases()).length, (await caches.keys()).length,
                (await navigator.serviceWorker.getRegistrations()).length, window.name]"""
        )
        assert left == ["", 0, 0, 0, 0, 0, ""], path
    assert context.cookies() == []
    # The browser itself tells of the one page that is meant not to be there.
    assert [line for line in told if "khong-co" not in line] == []


# --- geometry ----------------------------------------------------------------------------------------------------------

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


@each(KINDS)
def test_the_keyboard_reaches_everything_in_order_and_is_always_seen(page: Page, address: str, path: str) -> None:
    """Skip link first, a visible ring on each stop, never under the bar, and out again at the end: no trap."""
    page.goto(address + path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
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
              const hidden = bar && !bar.contains(it) && getComputedStyle(bar).position === 'sticky'
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


def test_the_skip_link_leads_past_the_menu(page: Page, address: str) -> None:
    page.goto(address + "ke-hoach/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


# --- for everyone ------------------------------------------------------------------------------------------------------

AXE = "axe-core/axe.min.js"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "reporter": "no-passes",
    "preload": False,
}
# Numbers and what stands beside them in an emergency: contrast AAA, 7 to 1 (WCAG 1.4.6).
STRICT = {
    "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}
STRICT_PARTS = ".call strong, .call b, .big, .tel, .thumb .help, .exit, .tag.emergency, .withdrawn, .caution"


# Every pair of scheme, width, size and script, without every combination.
Look = tuple[Literal["light", "dark"], int, str]
LOOKS: dict[str, list[Look]] = {
    "with script": [("light", 1280, "100%"), ("dark", 320, "100%"), ("light", 320, "200%")],
    "without script": [("dark", 1280, "100%"), ("light", 320, "100%")],
}


def violations(page: Page, context: str, options: dict[str, Any]) -> list[str]:
    found = page.evaluate(
        "([context, options]) => axe.run(context === 'all' ? document : [...document.querySelectorAll(context)], options)",
        [context, options],
    )
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("script", ["without script", "with script"])
@each(KINDS)
def test_no_rule_of_accessibility_is_broken(open_browser: Opener, address: str, path: str, script: str) -> None:
    """Light and dark, 320 and 1280 pixels, text of 200 %. axe needs a script of its own: ours are taken out instead."""
    context = open_browser(bypass_csp=True)
    page = context.new_page()
    if script == "without script":

        def bare(route: Route) -> None:
            answer = route.fetch()
            if "text/html" in answer.headers.get("content-type", ""):
                route.fulfill(response=answer, body=SCRIPT.sub("", answer.text()))
            else:
                route.fulfill(response=answer)

        page.route("**/*", bare)
    page.goto(address + path)
    page.add_script_tag(path=node_tools.module(AXE))
    broken: list[str] = []
    for scheme, width, size in LOOKS[script]:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        found = violations(page, "all", RULES)
        if page.locator(STRICT_PARTS).count():
            found += violations(page, STRICT_PARTS, STRICT)
        broken += [f"{scheme} {width} {size} {one}" for one in found]
    assert broken == []


def test_more_contrast_and_less_motion_are_heeded(open_browser: Opener, address: str) -> None:
    page = open_browser(contrast="more", reduced_motion="reduce", forced_colors="active").new_page()
    page.goto(address)
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.locator(".call").first.evaluate("it => getComputedStyle(it).borderTopStyle") == "solid"
    page.emulate_media(forced_colors="none", contrast="more")
    soft, ink = (
        page.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('--{name}')")
        for name in ("soft", "ink")
    )
    assert soft == ink


# --- what Markdown gives -----------------------------------------------------------------------------------------------


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
    page.wait_for_timeout(300)  # it glides
    assert box.evaluate("it => it.scrollLeft") > 0


# --- on paper ----------------------------------------------------------------------------------------------------------


@each(KINDS)
def test_a_page_prints_without_what_only_a_screen_needs(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.emulate_media(media="print")
    for part in (".thumb", ".bar nav", ".skip", ".toc", ".act"):
        assert page.locator(part).locator("visible=true").count() == 0, part
    assert page.locator("body").evaluate("it => getComputedStyle(it).color") == "rgb(0, 0, 0)"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_line_prints_as_a_card_with_its_number_large_and_the_day_of_the_check(page: Page, address: str) -> None:
    for path in ("goi-ngay/", "goi-ngay/tre-em/"):
        page.goto(address + path)
        page.emulate_media(media="print")
        for card in page.locator("article.line:has(.big)").all():
            number = card.locator(".big").first
            assert number.evaluate("it => parseFloat(getComputedStyle(it).fontSize)") >= 40
            assert number.evaluate("it => getComputedStyle(it).color") == "rgb(0, 0, 0)"
            expect(card.get_by_text("Kiểm tra ngày 24/11/2026")).to_be_visible()
            assert card.evaluate("it => getComputedStyle(it).breakInside") == "avoid"


def test_a_printed_page_opens_what_is_folded_and_shows_every_tab(page: Page, address: str) -> None:
    page.goto(address + "thu/")
    page.emulate_media(media="print")
    for block in page.locator(".tabbed-block").all():
        expect(block).to_be_visible()
    expect(page.get_by_text("Nội dung ẩn.")).to_be_visible()


def test_the_promise_table_is_its_own_chart_in_every_scheme(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("table.promise caption")).to_be_visible()
    for meter in page.locator("table.promise meter").all():
        assert json.loads(str(meter.evaluate("it => it.value"))) > 0
        box = meter.bounding_box()
        assert box
        assert box["width"] >= 60
