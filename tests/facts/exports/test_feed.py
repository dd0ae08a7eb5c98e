"""The Atom feed: read back by another program, dated by the facts, whole only where the site has an address."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

import building
from building import SITE_NAME, Site
from facts.exports import feed
from facts.records.addresses import FEED
from facts.site.site import Settings
from facts.site.site import Site as Published
from facts.site.store import Facts
from samples import TODAY, judged

DAY = date.fromisoformat(building.DAY)
SETTINGS = Settings(site_url="https://mau.example/", site_name="Mẫu", description="Một tỉnh.")
CHANGE = """\
id: mo-trang
name: Mở trang <b>&
changed_on: 2026-11-01
what: Đăng số 111 & <i>nguồn</i>.
why: Để người cần thấy.
verified_on: 2026-11-01
"""
ATOM = "{http://www.w3.org/2005/Atom}"


def read(text: str) -> feedparser.FeedParserDict:
    found = feedparser.parse(text.encode())
    assert not found.bozo, found.get("bozo_exception")
    return found


@pytest.fixture(scope="module")
def real(site_at_root: Site) -> feedparser.FeedParserDict:
    return read(site_at_root.read(FEED))


def test_another_program_reads_it(real: feedparser.FeedParserDict, facts: Facts) -> None:
    assert real.version == "atom10"
    assert real.feed.title == SITE_NAME
    assert real.feed.link == "https://tinh.example/cap-nhat/"
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", real.feed.id)
    titles = {entry.title for entry in real.entries}
    assert {change.name for change in facts.all("changes")} <= titles
    assert "Tháng hành động phòng, chống ma túy" in titles


def test_every_entry_has_what_the_standard_wants(site_at_root: Site) -> None:
    root = ElementTree.fromstring(site_at_root.read(FEED))
    entries = root.findall(f"{ATOM}entry")
    assert entries
    for entry in [root, *entries]:
        for name in ("id", "title", "updated"):
            assert entry.findtext(f"{ATOM}{name}"), name
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)


def test_every_entry_leads_to_a_page_of_the_site(real: feedparser.FeedParserDict, site_at_root: Site) -> None:
    for entry in real.entries:
        place, _, anchor = entry.link.removeprefix("https://tinh.example/").partition("#")
        assert site_at_root.has(place)
        assert not anchor or f'id="{anchor}"' in site_at_root.read(place)


def test_its_days_are_those_of_the_facts(real: feedparser.FeedParserDict, facts: Facts) -> None:
    days = {change.name: change.changed_on for change in facts.all("changes")}
    for entry in real.entries:
        if entry.title in days:
            assert entry.updated == f"{days[entry.title]}T00:00:00+07:00"


def test_it_is_left_out_while_the_site_has_no_address(site: Site) -> None:
    assert not site.has(FEED)
    assert "atom" not in site.read("so-lieu/")
    assert "Chưa theo dõi tự động được, vì trang chưa có tên miền" in site.read("cap-nhat/")


def test_pages_name_it_where_it_is(site_in_folder: Site) -> None:
    assert site_in_folder.has(FEED)
    page = site_in_folder.read("cap-nhat/")
    assert '<link rel="alternate" type="application/atom+xml" href="atom.xml">' in page
    assert "atom" not in site_in_folder.read("")  # a light page names nothing but its icon


def test_text_is_text_and_never_markup(tmp_path: Path) -> None:
    facts, problems = judged(tmp_path, {"data/changes/mo-trang.yml": CHANGE})
    assert [p for p in problems if p.level == "ERROR"] == []
    entry = read(feed.to_atom(Published.of(facts, TODAY, settings=SETTINGS))).entries[0]
    assert (entry.title_detail.type, entry.title) == ("text/plain", "Mở trang <b>&")
    assert "<i>" not in entry.summary
    assert "&lt;i&gt;nguồn&lt;/i&gt;" in entry.summary


def test_a_withdrawn_change_is_not_in_it(tmp_path: Path) -> None:
    facts, _ = judged(tmp_path, {"data/changes/mo-trang.yml": CHANGE + "publish: withdrawn\nbecause: Nhầm.\n"})
    found = read(feed.to_atom(Published.of(facts, TODAY, settings=SETTINGS)))
    assert found.entries == []
    assert found.feed.updated == "2026-11-24T00:00:00+00:00"  # of the build day: no clock is read
