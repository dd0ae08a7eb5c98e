"""The face as a reader meets it, in a real browser, first without JavaScript."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from chromium import tell_strangers
from kinds import KINDS, LIGHT, WAYS_OUT, Opener, each, field_of, go
from playwright.sync_api import Browser, Page, expect
from serving import serve
from waiting import ask_last, requests

import building
from building import NAME, Builder
from facts.project import pages
from facts.records import clock, when
from facts.records.models import WeeklyHours
from province import GOLDEN
from province import TODAY as GOLDEN_DAY


@pytest.fixture(scope="module")
def address(every_kind: str) -> str:
    """The real site with a page of everything Markdown can hold."""
    return every_kind


# --- without script --------------------------------------------------------------------------------------------------


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
    page.clock.install()
    asked = requests(page)
    page.goto(address + path)
    page.clock.run_for("10:00")  # whatever a script put off
    last = ask_last(page, address)
    mine = [url for url in asked if not re.search(r"/assets/icon\.[0-9a-f]{10}\.svg$", url)]
    assert mine == [address + path, last]


@pytest.mark.parametrize("path", WAYS_OUT)
def test_the_way_out_is_a_plain_link_without_script(page_without_script: Page, address: str, path: str) -> None:
    page_without_script.goto(address + path)
    page_without_script.locator("a.exit").click()
    page_without_script.wait_for_url(address + "thoi-tiet/")
    assert page_without_script.evaluate("document.referrer") == ""


def test_the_way_out_says_what_it_cannot_do(page_without_script: Page, address: str) -> None:
    page_without_script.goto(address)
    expect(page_without_script.locator("a.exit")).to_have_accessible_name("Thoát còn lịch sử")
    page_without_script.locator("a.limits").click()
    page_without_script.wait_for_url(address + "huong-dan/rieng-tu/#thoat-nhanh")
    expect(page_without_script.locator("#thoat-nhanh")).to_be_in_viewport()


def test_the_neutral_page_names_nothing_of_this_site(page_without_script: Page, address: str) -> None:
    page_without_script.goto(address + "thoi-tiet/")
    text = page_without_script.title() + page_without_script.locator("body").inner_text()
    assert "ma túy" not in text
    assert NAME not in text
    assert page_without_script.locator("a").count() == 0


# --- leaving quickly, with script ------------------------------------------------------------------------------------


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


def stays(page: Page) -> bool:
    """Whether the numbers are still there: leaving blanks them within the very key press."""
    seen = page.evaluate("[location.pathname, document.querySelector('main').checkVisibility()]")
    return bool(seen == ["/goi-ngay/", True])


def test_typing_capitals_does_not_leave(page: Page, address: str) -> None:
    come(page, address)
    for keys in ("Shift+M", "Shift+T", "Shift+U", "Shift+Y", "Shift", "Shift", "a", "Shift", "Shift"):
        page.keyboard.press(keys)
        assert stays(page), keys
    page.keyboard.press("Shift")  # the third in a row
    page.wait_for_url(address + "thoi-tiet/")


def test_three_slow_presses_do_not_leave(page: Page, address: str) -> None:
    page.clock.install()
    come(page, address)
    for _ in range(3):
        page.keyboard.press("Shift")
        assert stays(page)
        page.clock.fast_forward(2000)
    for _ in range(2):  # within three seconds of the last
        page.keyboard.press("Shift")
    page.wait_for_url(address + "thoi-tiet/")


# --- buttons beside a number -----------------------------------------------------------------------------------------


def test_shift_pressed_while_typing_does_not_leave(open_browser: Opener, address: str) -> None:
    """An on-screen keyboard sends Shift as a key; with the cursor out of the field three do leave."""
    page = open_browser().new_page()
    page.goto(address + "xa-phuong/")
    field = field_of(page)
    field.focus()
    expect(field).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Shift")
        assert page.evaluate("document.documentElement.hidden") is False  # leaving blanks the page within the key press
    assert page.url == address + "xa-phuong/"
    field.evaluate("field => field.blur()")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(re.compile("thoi-tiet"))


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


# --- time ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "is_old"), [(0, False), (45, False), (46, True), (1200, True)])
def test_a_page_built_more_than_45_days_ago_says_so_at_its_top(
    page: Page, address: str, days: int, is_old: bool
) -> None:
    built = datetime.combine(date.fromisoformat(building.DAY), datetime.min.time(), UTC)
    page.clock.set_fixed_time(built + timedelta(days=days, minutes=-1 if days == 45 else 1))
    for path in LIGHT.values() if days == 46 else [""]:
        page.goto(address + path)
        assert page.locator(".old").is_visible() is is_old, path
        if is_old:
            assert page.evaluate("document.querySelector('main').firstElementChild.className") == "old"


MOMENTS = [
    "2029-11-14T07:29", "2029-11-14T07:30", "2029-11-14T11:29", "2029-11-14T11:30", "2029-11-14T16:59",
    "2029-11-17T17:59", "2029-11-17T18:00", "2029-11-17T23:59", "2029-11-18T00:00", "2029-11-18T12:00",
    "2029-12-31T09:00", "2030-01-01T09:00", "2030-01-02T09:00", "2030-02-07T09:00", "2030-02-08T07:59",
    "2030-02-08T08:00", "2030-02-08T09:59", "2030-02-08T10:00",
]  # fmt: skip


def test_who_is_on_duty_is_worked_out_in_vietnam_wherever_the_reader_is(browser: Browser, build: Builder) -> None:
    """Against the rule in facts/records/when.py, on the made-up province: weekly spans, two exceptions closed, one open."""
    built = build(GOLDEN, today=GOLDEN_DAY)
    found, problems = pages.read_site(GOLDEN, date.fromisoformat(GOLDEN_DAY))
    hours = found.get("hotlines", "tu-van").channels[0].hours
    assert isinstance(hours, WeeklyHours), problems
    with serve(built.folder) as origin:
        for zone in ("Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Kiritimati"):
            context = browser.new_context(timezone_id=zone)
            page = context.new_page()
            for moment in MOMENTS if zone == "Asia/Ho_Chi_Minh" else MOMENTS[::9]:
                at = datetime.fromisoformat(moment).replace(tzinfo=clock.VIETNAM)
                page.clock.set_fixed_time(at)
                page.goto(f"{origin}/goi-ngay/tu-van/")
                said = page.locator(".duty").first.inner_text()
                assert ("đang có người trực" in said) is when.is_answered(hours, at), (zone, moment)
            context.close()


def test_lines_without_weekly_hours_say_nothing_of_who_is_on_duty(page: Page, address: str) -> None:
    page.goto(address + "goi-ngay/")
    expect(page.locator(".duty")).to_have_count(0)


# --- traces ----------------------------------------------------------------------------------------------------------


def test_a_request_to_another_host_would_be_told(browser: Browser, address: str) -> None:
    """The control of the test below, and of every page that `open_browser` opens."""
    told: list[str] = []
    context = browser.new_context(bypass_csp=True)
    tell_strangers(context, address.rstrip("/"), told)
    page = context.new_page()
    page.goto(address)
    assert told == []
    got = page.evaluate("fetch('http://mot.example/hoi', {mode: 'no-cors'}).then(() => 'an answer', () => 'nothing')")
    context.close()
    assert (told, got) == (["request to http://mot.example/hoi"], "nothing")


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
