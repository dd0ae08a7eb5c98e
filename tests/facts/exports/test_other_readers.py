"""What we export, read by programs that others made: four of calendars, two of schemas, two of feeds. More: `make consumers`."""

from __future__ import annotations

import json
import subprocess
from calendar import isleap
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from ical.calendar_stream import IcsCalendarStream

import building
import node_tools
from building import Site
from facts.exports import agenda, feed
from facts.records.addresses import CALENDAR, FEED
from facts.site.site import Settings
from facts.site.site import Site as Published
from facts.site.store import Facts
from samples import TODAY, judged

DAY = date.fromisoformat(building.DAY)
SETTINGS = Settings(province="Tỉnh Mẫu", site_url="https://mau.example/", site_name="Mẫu", description="Một tỉnh.")
UNTIL = date(2031, 1, 1)
Told = list[tuple[str, ...]]


def node(*words: str | Path) -> Any:
    """What tests/node/readers.mjs says of a file."""
    command = [node_tools.find(), str(node_tools.FOLDER / "readers.mjs"), *map(str, words)]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env={"TZ": "UTC"})
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def by_ical(text: str) -> Told:
    """The same table as the readers in Node make, by the Python package `ical`."""
    events = IcsCalendarStream.calendar_from_ics(text).timeline.overlapping(date(2010, 1, 1), date(2101, 1, 1))
    found = []
    for event in events:
        if event.dtstart < UNTIL or not event.rrule:
            about = (event.summary, event.location or "", event.status.value)
            found.append((event.uid, str(event.dtstart), str(event.dtend), *about))
    return found


def read(folder: Path, text: str) -> dict[str, Told]:
    """The occurrences that each of four programs finds, sorted."""
    file = folder / "lich.ics"
    file.write_bytes(text.encode())
    found = {**node("calendar", file, str(UNTIL)), "ical": by_ical(text)}
    return {name: sorted(map(tuple, told)) for name, told in found.items()}


# --- the calendar --------------------------------------------------------------------------------------------------

# starts, ends: within a month, over a year's end, longer than a calendar shows whole, and around a 29 February in each way.
YEARLY = [
    ("06-01", "06-30"), ("12-20", "01-05"), ("12-15", "03-15"), ("01-10", "03-31"), ("02-01", "02-29"), ("02-01", "02-28"),
    ("02-10", "03-10"), ("02-29", "02-29"), ("02-29", "03-10"), ("01-15", "02-29"), ("12-31", "02-29"), ("12-01", "02-29"),
    ("02-29", "06-30"), ("02-28", "03-01"), ("01-01", "12-31"),
]  # fmt: skip


def campaign(number: int, starts: str, ends: str) -> str:
    return (
        f'id: dot-{number}\nname: Đợt {number}, “thử”; xong\nlevel: province\nrecurs: {{starts: "{starts}", ends: "{ends}"}}\n'
        "sources: [qd-1472]\nverified_on: 2026-11-01\n"
    )


def of_year(year: int, month_day: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year, month, 28 if (month, day) == (2, 29) and not isleap(year) else day)


def test_what_comes_each_year_comes_on_the_same_days_in_every_reader(tmp_path: Path) -> None:
    files = {f"data/campaigns/dot-{n}.yml": campaign(n, *days) for n, days in enumerate(YEARLY)}
    facts, problems = judged(tmp_path / "project", files)
    assert [p for p in problems if p.level == "ERROR"] == []
    expected = set()
    for number, (starts, ends) in enumerate(YEARLY):
        for year in range(2020, UNTIL.year):
            first, last = of_year(year, starts), of_year(year + (ends < starts), ends)
            usual = max((of_year(y + (ends < starts), ends) - of_year(y, starts)).days for y in range(2020, 2024))
            spans = {(first, last)} if usual <= agenda.LONG_DAYS else {(first, first), (last, last)}
            expected |= {(f"dot-{number}", str(one), str(end + timedelta(days=1))) for one, end in spans if one < UNTIL}
    for reader, told in read(tmp_path, agenda.to_ics(Published.of(facts, TODAY, settings=SETTINGS))).items():
        found = [("-".join(uid.split("-")[1:3]).partition("@")[0], first, end) for uid, first, end, *_ in told]
        assert len(found) == len(set(found)), reader
        assert set(found) - expected == set(), reader
        assert expected - set(found) == set(), reader


def test_the_real_calendar_is_one_calendar_in_every_reader(tmp_path: Path, site_at_root: Site) -> None:
    found = read(tmp_path, (site_at_root.folder / CALENDAR).read_bytes().decode())
    first = found["ical"]
    assert len(first) > 40
    for reader, told in found.items():
        assert told == first, reader
    assert all(where for _, _, _, _, where, status in first if status == "CONFIRMED")


def test_a_cancelled_event_says_so_wherever_it_is_read(tmp_path: Path) -> None:
    text = campaign(1, "06-01", "06-30") + "publish: withdrawn\nbecause: Hoãn.\n"
    facts, _ = judged(tmp_path / "project", {"data/campaigns/dot-1.yml": text})
    for told in read(tmp_path, agenda.to_ics(Published.of(facts, TODAY, settings=SETTINGS))).values():
        assert {(name, status) for _, _, _, name, _, status in told} == {("Đã hủy: Đợt 1, “thử”; xong", "CANCELLED")}


# --- schemas -------------------------------------------------------------------------------------------------------


def test_a_strict_validator_takes_every_schema_and_its_file(site_at_root: Site) -> None:
    assert node("schemas", site_at_root.folder / "api/v1") == []


def spoil(name: str, change: Callable[[str], str], folder: Path, site: Site) -> list[str]:
    for path in ("schema/plans.json", "plans.json"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        text = site.read(f"api/v1/{path}")
        (folder / path).write_text(change(text) if path == name else text, encoding="utf-8")
    return list(node("schemas", folder))


def test_a_strict_validator_tells_a_word_that_is_none_and_a_year_that_cannot_be(
    tmp_path: Path, site_at_root: Site
) -> None:
    told = spoil("schema/plans.json", lambda text: text.replace('"maximum"', '"le"'), tmp_path, site_at_root)
    assert told == ['plans.json: strict mode: unknown keyword: "le"']
    told = spoil("plans.json", lambda text: text.replace('"year": 2030', '"year": 20300'), tmp_path, site_at_root)
    assert "must be <= 2100" in told[0]


# --- the feed ------------------------------------------------------------------------------------------------------

Entries = dict[str, tuple[str, ...]]


def by_feedparser(text: str) -> Entries:
    found = feedparser.parse(text.encode())
    assert not found.bozo
    return {one.id: (one.title, one.link, one.updated, one.get("published", "")) for one in found.entries}


def by_feedsmith(file: Path) -> Entries:
    return {
        one["id"]: (one["title"]["value"], one["links"][0]["href"], one["updated"], one.get("published", ""))
        for one in node("feed", file)["entries"]
    }


def test_two_programs_read_the_same_feed(site_at_root: Site) -> None:
    found = by_feedparser(site_at_root.read(FEED))
    assert found
    assert by_feedsmith(site_at_root.folder / FEED) == found


def on_a_day(facts: Facts, day: date, host: str) -> Entries:
    settings = Settings(province="Tỉnh Mẫu", site_url=host, site_name="Mẫu", description="Một tỉnh.")
    return by_feedparser(feed.to_atom(Published.of(facts, day, settings=settings)))


@pytest.mark.parametrize(
    ("days", "host"), [(0, "https://khac.example/trang/"), (1, "https://mau.example/"), (20, "https://mau.example/")]
)
def test_an_entry_keeps_its_id_and_its_day_on_another_day_and_another_host(facts: Facts, days: int, host: str) -> None:
    first = on_a_day(facts, DAY, "https://mau.example/")
    then = on_a_day(facts, DAY + timedelta(days=days), host)
    both = first.keys() & then.keys()
    assert len(both) > len(first) / 2
    for id in both:
        (title, _, updated, published), again = first[id], then[id]
        assert (title, updated, published) == (again[0], *again[2:])


def test_looking_at_a_campaign_again_moves_no_day_on_which_it_came(tmp_path: Path) -> None:
    def entry(day: str) -> dict[str, tuple[str, ...]]:
        text = campaign(1, "12-01", "12-20").replace("2026-11-01", day)
        facts, _ = judged(tmp_path / day, {"data/campaigns/dot-1.yml": text})
        return by_feedparser(feed.to_atom(Published.of(facts, TODAY, settings=SETTINGS)))

    (before,), (after,) = entry("2026-11-01").items(), entry("2026-11-20").items()
    assert before[0] == after[0]
    assert (before[1][2][:10], after[1][2][:10]) == ("2026-11-01", "2026-11-20")
    assert before[1][3] == after[1][3]
