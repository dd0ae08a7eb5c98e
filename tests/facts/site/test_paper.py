"""Sheets to print: for every commune, with sure numbers only, and quiet in a pocket."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import building
from building import UNIT, Site, text_of
from facts.records import when
from facts.records.models import Channel, Hotline
from facts.site import sheets
from facts.site.site import Site as Published
from facts.site.store import Facts
from samples import HOTLINE, LINE, TODAY, changed, judged

DAY = date.fromisoformat(building.DAY)


SHEETS = [f"in/{UNIT}/", "in/ca-tinh/", f"in/{UNIT}/the/", "in/ca-tinh/the/"]


def test_without_a_site_address_a_poster_has_its_numbers_all_the_same(site: Site) -> None:
    page = site.read(f"in/{UNIT}/")
    assert "Quét để gọi <span>115</span>" in page
    assert "Quét để mở trang" not in page
    assert 'class="address"' not in page


def test_every_commune_and_the_province_have_both_sheets(site: Site, facts: Facts) -> None:
    page = site.read("in/")
    for id in (sheets.ALL, *(commune.id for commune in facts.all("communes"))):
        for place in (f"in/{id}/", f"in/{id}/the/"):
            assert site.has(place)
            assert f'href="../{place}"' in page or f'href="{place.removeprefix("in/")}"' in page


def test_a_sheet_needs_no_script_and_carries_no_style_of_its_own(site: Site) -> None:
    for path in SHEETS:
        sheet = re.search(r'<article class="sheet.*?</article>', site.read(path), re.DOTALL)
        assert sheet
        assert "<script" not in sheet[0]
        assert " style=" not in sheet[0]


def test_a_card_says_nothing_of_what_the_site_is_about(site: Site) -> None:
    sheet = re.search(r'<article class="sheet.*?</article>', site.read(f"in/{UNIT}/the/"), re.DOTALL)
    assert sheet
    assert "ma túy" not in text_of(sheet[0]).lower()


# --- which lines -------------------------------------------------------------------------------------------------

CALLED = "called_on: 2026-11-20\n"


@pytest.mark.parametrize(
    ("text", "is_on"),
    [
        pytest.param(HOTLINE, False, id="neither permanent nor called"),
        pytest.param(HOTLINE + "permanent: true\n", True, id="permanent"),
        pytest.param(HOTLINE + CALLED, True, id="called"),
        pytest.param(HOTLINE + "permanent: true\nrecheck: Hỏi lại.\n", False, id="permanent, to be asked again"),
        pytest.param(HOTLINE + CALLED + "recheck: Hỏi lại.\n", True, id="asked again and called"),
        pytest.param(HOTLINE + "permanent: true\npublish: withdrawn\nbecause: Sai.\n", False, id="withdrawn"),
        pytest.param(HOTLINE.replace("kind: call", "kind: sms") + CALLED, False, id="nothing to call"),
    ],
)
def test_only_sure_lines_are_printed(tmp_path: Path, text: str, is_on: bool) -> None:
    facts, _ = judged(tmp_path, {LINE: text})
    found = sheets.paper(Published.of(facts, TODAY))
    assert [one.digits for one in found.lines] == ["111"] if is_on and found else found is None and not is_on


def test_a_called_line_leaves_when_its_promise_ends_and_a_permanent_one_is_marked(tmp_path: Path) -> None:
    called, _ = judged(tmp_path / "1", {LINE: HOTLINE + CALLED})
    fixed, _ = judged(tmp_path / "2", {LINE: HOTLINE + "permanent: true\n"})
    line: Hotline = called.get("hotlines", "tre-em")
    last = when.promise_ends_on(line)
    assert last == date(2027, 4, 30)
    assert sheets.paper(Published.of(called, last))
    assert sheets.paper(Published.of(called, date(2027, 5, 1))) is None
    found = sheets.paper(Published.of(fixed, date(2027, 5, 1)))
    assert found
    assert found.is_over


def test_a_sheet_holds_until_the_first_of_its_lines_no_longer_does(tmp_path: Path) -> None:
    other = changed(HOTLINE + "permanent: true\nreview_days: 30\n", "id: tre-em", "id: a").replace('"111"', '"113"')
    facts, _ = judged(tmp_path, {LINE: HOTLINE + "permanent: true\n", "data/hotlines/a.yml": other})
    found = sheets.paper(Published.of(facts, TODAY))
    assert found
    assert {one.digits for one in found.lines} == {"111", "113"}
    assert (found.checked_on, found.holds_until, found.is_over) == (date(2026, 11, 1), date(2026, 12, 1), False)


def test_lines_that_share_a_number_print_it_once(facts: Facts) -> None:
    found = sheets.paper(Published.of(facts, DAY))
    assert found
    assert [one.digits for one in found.lines] == ["115", "111", "113", "112", "114"]
    assert all(isinstance(one.channel, Channel) for one in found.lines)
