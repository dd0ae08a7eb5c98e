"""The calendar to subscribe to: read back by another program, stable, and cancelled rather than vanished."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus

import building
from building import PROVINCE, ROOT, Site
from facts.exports import agenda
from facts.records.addresses import CALENDAR, slugify
from facts.site.site import Settings
from facts.site.site import Site as Published
from facts.site.store import Facts
from samples import TODAY, judged

DAY = date.fromisoformat(building.DAY)
SETTINGS = Settings(province="Tỉnh Mẫu", site_name="Mẫu")
CAMPAIGN = """\
id: ra-quan
name: Ra quân, đợt 1; “thử”
level: province
starts_on: 2026-06-01
ends_on: 2026-06-30
theme: Một câu, có dấu phẩy
sources: [qd-1472]
verified_on: 2026-11-01
"""
PATH = "data/campaigns/ra-quan.yml"
YEARLY = """\
id: hang-nam
name: Tháng hành động
level: national
recurs: {starts: "06-01", ends: "06-30"}
sources: [qd-1472]
verified_on: 2026-11-01
"""


def read(text: str) -> Calendar:
    """The calendar as another program understands it; it raises on what is against RFC 5545."""
    return IcsCalendarStream.calendar_from_ics(text)


def made(facts: Facts, today: date = TODAY, settings: Settings = SETTINGS) -> str:
    return agenda.to_ics(Published.of(facts, today, settings=settings))


def events_of(tmp_path: Path, *texts: str, **files: str) -> dict[str, Any]:
    more = {f"data/campaigns/{re.match(r'id: (.*)', text)[1]}.yml": text for text in texts}  # type: ignore[index]
    facts, problems = judged(tmp_path, {**more, **{path.replace("__", "/") + ".yml": t for path, t in files.items()}})
    assert [p for p in problems if p.level == "ERROR"] == []
    return {event.uid.partition("@")[0]: event for event in read(made(facts)).events}


@pytest.fixture(scope="module")
def real(site_at_root: Site) -> Calendar:
    return read((site_at_root.folder / CALENDAR).read_bytes().decode())


def test_the_real_calendar_is_read_by_another_program(real: Calendar, facts: Facts) -> None:
    uids = [event.uid for event in real.events]
    assert len(set(uids)) == len(uids) > 30
    assert all(uid.endswith(f"@{slugify(PROVINCE)}") for uid in uids)
    for plan in facts.all("plans"):
        for target in plan.targets:
            event = next(e for e in real.events if e.uid == f"plans-{plan.id}-{target.id}@{slugify(PROVINCE)}")
            assert event.dtstart == date(target.year, 12, 31)
            assert str(target.year) in event.summary


def test_june_and_its_day_come_each_year(real: Calendar) -> None:
    for year in (2027, 2030):
        days = [e for e in real.timeline.overlapping(date(year, 6, 1), date(year, 7, 1)) if "campaigns" in e.uid]
        june = [e for e in days if e.uid.startswith("campaigns-thang-hanh-dong@")]
        feast = [e for e in days if e.uid.startswith("campaigns-ngay-26-6@")]
        assert [(e.dtstart, e.dtend) for e in june] == [(date(year, 6, 1), date(year, 7, 1))]
        assert [e.dtstart for e in feast] == [date(year, 6, 26)]


def test_a_year_with_an_event_of_its_own_has_the_month_once(real: Calendar) -> None:
    june = [e for e in real.timeline.overlapping(date(2026, 6, 1), date(2026, 7, 1)) if "thang-hanh-dong" in e.uid]
    assert [e.uid.partition("@")[0] for e in june] == ["campaigns-thang-hanh-dong-2026"]


def test_lines_are_ended_and_folded_as_the_standard_wants(site_at_root: Site) -> None:
    raw = (site_at_root.folder / CALENDAR).read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75


def test_addresses_are_whole_or_left_out(site: Site, site_at_root: Site) -> None:
    assert "URL:" not in site.read(CALENDAR)
    found = re.findall(r"^URL:(.*)\r?$", re.sub(r"\r?\n ", "", site_at_root.read(CALENDAR)), re.MULTILINE)
    assert found
    assert all(url.startswith("https://tinh.example/") for url in found)
    for url in found:
        assert site_at_root.has(url.removeprefix("https://tinh.example/").partition("#")[0])


def test_the_build_day_changes_nothing(facts: Facts) -> None:
    assert made(facts, date(2026, 11, 24)) == made(facts, date(2029, 2, 28))


def test_days_are_whole_and_the_last_is_included(tmp_path: Path) -> None:
    event = events_of(tmp_path, CAMPAIGN)["campaigns-ra-quan"]
    assert (event.dtstart, event.dtend) == (date(2026, 6, 1), date(2026, 7, 1))
    assert event.summary == "Ra quân, đợt 1; “thử”"
    assert "Một câu, có dấu phẩy" in event.description


def test_an_event_s_sequence_grows_with_the_day_its_fact_was_checked(tmp_path: Path) -> None:
    first = events_of(tmp_path / "1", CAMPAIGN)["campaigns-ra-quan"]
    second = events_of(tmp_path / "2", CAMPAIGN.replace("verified_on: 2026-11-01", "verified_on: 2026-11-02"))
    assert second["campaigns-ra-quan"].uid == first.uid
    assert second["campaigns-ra-quan"].sequence > first.sequence


def test_a_withdrawn_campaign_is_cancelled_and_its_sequence_grows(tmp_path: Path) -> None:
    before = events_of(tmp_path / "1", CAMPAIGN)["campaigns-ra-quan"]
    after = events_of(tmp_path / "2", CAMPAIGN + "publish: withdrawn\nbecause: Hoãn.\n")["campaigns-ra-quan"]
    assert after.status == EventStatus.CANCELLED
    assert before.status == EventStatus.CONFIRMED
    assert after.sequence > before.sequence
    assert (after.dtstart, after.dtend) == (before.dtstart, before.dtend)


def test_a_campaign_that_got_another_id_is_cancelled_under_its_old_one(tmp_path: Path) -> None:
    move = "moved:\n  - from: chien-dich/cu/\n    to: chien-dich/ra-quan/\n    moved_on: 2026-10-01\n"
    events = events_of(tmp_path, CAMPAIGN, data__moved=move)
    assert events["campaigns-cu"].status == EventStatus.CANCELLED
    assert events["campaigns-ra-quan"].status == EventStatus.CONFIRMED


def test_a_draft_is_not_in_it(tmp_path: Path) -> None:
    assert events_of(tmp_path, CAMPAIGN + "publish: draft\nbecause: Chờ.\n") == {}


def test_a_campaign_of_years_shows_only_its_first_and_last_day(tmp_path: Path) -> None:
    events = events_of(tmp_path, CAMPAIGN.replace("2026-06-30", "2030-12-31"))
    days = {key: (event.dtstart, event.dtend - timedelta(days=1)) for key, event in events.items()}
    assert days == {
        "campaigns-ra-quan-dau": (date(2026, 6, 1),) * 2,
        "campaigns-ra-quan-cuoi": (date(2030, 12, 31),) * 2,
    }


def test_a_campaign_whose_days_no_source_tells_is_not_in_it(tmp_path: Path) -> None:
    assert events_of(tmp_path, re.sub(r"(starts|ends)_on: .*\n", "", CAMPAIGN)) == {}


def test_a_month_alone_says_that_the_source_names_no_day(tmp_path: Path) -> None:
    text = re.sub(r"ends_on: .*\n", "", CAMPAIGN).replace("2026-06-01", "2026-06")
    event = events_of(tmp_path, text)["campaigns-ra-quan"]
    assert (event.dtstart, event.dtend) == (date(2026, 6, 1), date(2026, 7, 1))
    assert "Nguồn chỉ nêu tháng hoặc năm" in event.description


def test_a_withdrawn_year_gives_its_days_back_to_the_rule(tmp_path: Path) -> None:
    own = CAMPAIGN + "part_of: hang-nam\n"

    def exceptions(folder: str, text: str) -> list[Any]:
        return list(events_of(tmp_path / folder, YEARLY, text)["campaigns-hang-nam"].exdate)

    assert exceptions("1", own) == [date(2026, 6, 1)]
    assert exceptions("2", own + "publish: withdrawn\nbecause: Hoãn.\n") == []


def test_subscribing_is_explained_and_offered_when_there_is_an_address(site: Site, site_at_root: Site) -> None:
    with_address, without = site_at_root.read("chien-dich/"), site.read("chien-dich/")
    assert 'href="webcal://tinh.example/chien-dich/lich.ics"' in with_address
    assert "webcal:" not in without
    for page in (with_address, without):
        assert 'href="lich.ics"' in page
        assert "đừng chép từng ngày" in page


def test_the_calendar_names_no_real_province_by_itself() -> None:
    assert "nghe" not in (ROOT / "hooks/facts/exports/agenda.py").read_text(encoding="utf-8").lower()
