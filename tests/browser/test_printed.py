"""Sheets as Chromium prints them: one page each, the numbers on it, and codes that another program reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser
from serving import serve

from building import DAY, PROVINCE, UNIT, Site
from facts.records import when
from facts.records.models import Commune
from facts.site import sheets
from facts.site.site import Site as Published
from facts.site.store import Facts
from facts.site.words import say_day

A4 = (595, 842)  # points
NUMBERS = {"115", "111", "113", "112", "114"}
Printed = Callable[[str], pypdfium2.PdfDocument]


@pytest.fixture(scope="module")
def address(site_at_root: Site) -> Iterator[str]:
    with serve(site_at_root.folder) as origin:
        yield origin + "/"


@pytest.fixture(scope="module")
def printed(browser: Browser, address: str) -> Printed:
    """`printed("in/ca-tinh/")`: the page as Chromium prints it."""

    @cache
    def print_page(path: str) -> pypdfium2.PdfDocument:
        page = browser.new_page()
        page.goto(address + path)
        made = page.pdf(prefer_css_page_size=True, print_background=True)
        page.close()
        return pypdfium2.PdfDocument(made)

    return print_page


def text_on(document: pypdfium2.PdfDocument) -> str:
    return re.sub(r"\s+", " ", document[0].get_textpage().get_text_range())


def codes_on(document: pypdfium2.PdfDocument) -> list[str]:
    """What a camera reads on the first page, at 150 dots an inch."""
    bitmap = document[0].render(scale=150 / 72, grayscale=True)
    rows = memoryview(bitmap.buffer).cast("B")
    flat = b"".join(rows[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height))
    image = memoryview(flat).cast("B", shape=[bitmap.height, bitmap.width])
    return [code.text for code in zxingcpp.read_barcodes(image)]


SHEETS = [f"in/{UNIT}/", "in/ca-tinh/", f"in/{UNIT}/the/", "in/ca-tinh/the/"]


@pytest.mark.parametrize("path", SHEETS)
def test_a_sheet_is_one_page_of_a4(printed: Printed, path: str) -> None:
    document = printed(path)
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx(A4, abs=1)


@pytest.mark.parametrize("path", SHEETS)
def test_it_says_whose_it_is_the_numbers_and_until_when_they_hold(printed: Printed, facts: Facts, path: str) -> None:
    said = text_on(printed(path))
    assert (facts.get(Commune, UNIT).full_name if UNIT in path else PROVINCE) in said
    sheet = sheets.paper(Published.of(facts, when.date.fromisoformat(DAY)))
    assert sheet is not None
    assert f"Kiểm tra ngày {say_day(sheet.checked_on)}, dùng đến ngày {say_day(sheet.holds_until)}" in said
    for number in NUMBERS if not path.endswith("the/") else NUMBERS - {"114"}:
        assert number in said


@pytest.mark.parametrize("path", [f"in/{UNIT}/", "in/ca-tinh/"])
def test_a_poster_s_codes_are_read_by_another_program(printed: Printed, path: str) -> None:
    place = f"xa-phuong/{UNIT}/" if UNIT in path else "goi-ngay/"
    assert set(codes_on(printed(path))) == {f"tel:{number}" for number in NUMBERS} | {f"https://tinh.example/{place}"}


def test_every_card_has_a_code_that_calls_for_help(printed: Printed) -> None:
    assert codes_on(printed(f"in/{UNIT}/the/")) == ["tel:111"] * 10


def test_a_poster_writes_its_address_in_words(printed: Printed) -> None:
    assert f"tinh.example/xa-phuong/{UNIT}" in text_on(printed(f"in/{UNIT}/"))


def test_nothing_is_cut_off_on_any_poster(browser: Browser, address: str, facts: Facts) -> None:
    longest = sorted(facts.all("communes"), key=lambda c: len(c.full_name))[-1].id
    page = browser.new_page(viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    for id in (longest, "ca-tinh"):
        for sheet in ("", "the/"):
            page.goto(f"{address}in/{id}/{sheet}")
            over = page.evaluate(
                "[...document.querySelectorAll('.sheet, .card')]"
                ".filter(e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1).length"
            )
            assert over == 0, f"{id} {sheet}"
    page.close()


def test_on_a_phone_a_card_is_as_wide_as_what_it_says(browser: Browser, address: str) -> None:
    """The code for a camera is left out there, and its room with it."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{address}in/{UNIT}/the/")
    share = page.evaluate(
        "document.querySelector('.card ul').clientWidth / document.querySelector('.card').clientWidth"
    )
    page.close()
    assert share > 0.85
