"""Every limit, tried on both sides of it: what is just within, and what is one more.

The numbers stand here as such, so that a limit that moves by one is seen. `TRIED` names every constant of hooks/ that is a
limit; one that is added without a test fails the last test of this file.
"""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import feedparser
import pytest

from building import ROOT
from facts.exports import agenda, discovery, feed, hsds
from facts.judging import markup, series, settings
from facts.judging.fields import judge
from facts.numbers import spotting
from facts.problems import Level, Place, Problem
from facts.project import pages
from facts.reading import as_made as made
from facts.reading import folder, insets, load, markdown, outlines
from facts.records.models import Part, PinTable, SynonymTable, WordTable
from facts.rendering.blocks import BLOCKS, Context
from facts.site import sheets
from facts.site.site import Settings, Site
from facts.site.store import Facts
from finder import wordings
from host import annotate, issue
from province import GOLDEN
from samples import (
    AGENCY,
    CAMPAIGN,
    CHANGE,
    DOCUMENT,
    GAP,
    HOTLINE,
    LINE,
    PLAN,
    RESULT,
    SOUND,
    SOURCE,
    TODAY,
    changed,
    judged,
    write,
)

# --- values of records -----------------------------------------------------------------------------------------------


def letters(count: int) -> str:
    """A text of so many letters, in words short enough to be read."""
    return ("chữ " * count)[: count - 1] + "a" if count > 1 else "a"


def words(count: int) -> str:
    return " ".join(["ta"] * count)


def line_with(field: str) -> Callable[[Any], dict[str, str]]:
    """A line with one field more, or another text in the one it has."""

    def made(value: Any) -> dict[str, str]:
        if re.search(rf"^{field}: ", HOTLINE, re.MULTILINE):
            return {LINE: re.sub(rf"^{field}: .*$", f"{field}: {value}", HOTLINE, flags=re.MULTILINE)}
        return {LINE: f"{HOTLINE}{field}: {value}\n"}

    return made


def more(path: str, text: str, rest: str) -> Callable[[Any], dict[str, str]]:
    """A record of another kind with a rest in which {} is the value."""
    return lambda value: {path: text + rest.format(value)}


def with_id(id: str) -> dict[str, str]:
    return {f"data/agencies/{id}.yml": AGENCY.replace("id: cuc-tre-em", f"id: {id}")}


def app(name: str) -> dict[str, str]:
    return {LINE: changed(HOTLINE, '"111"', '"111"\n  - kind: app\n    value: ' + name)}


CAMPAIGN_PATH, PLAN_PATH, RESULT_PATH = (
    f"data/{kind}.yml" for kind in ("campaigns/thang", "plans/ke-hoach", "results/con-so")
)
TARGET = "targets:\n  - id: mot\n    year: {}\n    text: Một chỉ tiêu.\n    value: 1\n    unit: xã\n    of: xã\n    note: Đã xem.\n"
GOAL = "goals:\n  - id: mot\n    year: {}\n    text: Một mục tiêu.\n    note: Đã xem.\n"

# name: (what makes the files of a value, a value that may stand, one that may not, the code it is told by)
VALUES: dict[str, tuple[Callable[[Any], dict[str, str]], Any, Any, str]] = {
    "an id of 60": (with_id, "a" * 60, "a" * 61, "id"),
    "a name of 120": (line_with("name"), letters(120), letters(121), "text"),
    "a name of 2": (line_with("name"), "Ao", "A", "text"),
    "a line of 400": (line_with("for_whom"), letters(400), letters(401), "text"),
    "a text of 2000": (line_with("note"), letters(2000), letters(2001), "text"),
    "an answer of 200 letters": (line_with("answers"), letters(38) + " " + "a" * 161, letters(38) + " " + "a" * 162, "text"),
    "an answer of 15 words": (line_with("answers"), words(15), words(16), "words"),
    "what stands beside a number, of 60": (line_with("call_when"), letters(60), letters(61), "text"),
    "a short word of 8": (line_with("short"), "a" * 8, "a" * 9, "text"),
    "an app's name of 300": (app, "a" * 300, "a" * 301, "text"),
    "a unit of 1 and 60": (more(RESULT_PATH, RESULT.replace("unit: xã", ""), "unit: {}\n"), "a" * 60, "a" * 61, "text"),
    "an address of 500": (
        lambda n: {"data/sources/qd-1472.yml": changed(SOURCE, "https://mau.tinh-mau.vn/1472", "https://mau.example/" + "a" * (n - 20))},
        500, 501, "url",
    ),
    "a source read at the earliest in 1900": (line_with("newest_source_on"), "1900", "1899", "date"),
    "a plan that ends at the latest in 2100": (
        lambda year: {PLAN_PATH: changed(PLAN, "ends_on: 2030", f"ends_on: {year}")}, "2100", "2101", "date",
    ),
    "a day's year": (lambda day: {PLAN_PATH: changed(PLAN, "ends_on: 2030", f"ends_on: {day}")}, "2100-12-31", "2101-01-01", "date"),
    "a check that holds a day": (line_with("review_days"), 1, 0, "number"),
    "a check that holds ten years": (line_with("review_days"), 3650, 3651, "number"),
    "a campaign's year from 1990": (more(CAMPAIGN_PATH, CAMPAIGN, "year: {}\n"), 1990, 1989, "number"),
    "a campaign's year to 2100": (more(CAMPAIGN_PATH, CAMPAIGN, "year: {}\n"), 2100, 2101, "number"),
    "a target's year from 1990": (more(PLAN_PATH, PLAN, TARGET), 1990, 1989, "number"),
    "a target's year to 2100": (more(PLAN_PATH, PLAN, TARGET), 2100, 2101, "number"),
    "a goal's year from 1990": (more(PLAN_PATH, PLAN, GOAL), 1990, 1989, "number"),
    "a goal's year to 2100": (more(PLAN_PATH, PLAN, GOAL), 2100, 2101, "number"),
    "a whole number of 9 digits": (line_with("order"), "9" * 9, "9" * 10, "number"),
    "an amount of 12 digits": (lambda n: {RESULT_PATH: changed(RESULT, "value: 1", f"value: {n}")}, "9" * 12, "9" * 13, "number"),
    "an amount of 6 places": (
        lambda n: {RESULT_PATH: changed(RESULT, "value: 1", f"value: {n}")}, "0.123456", "0.1234567", "number",
    ),
    "a share of 100 %": (
        lambda n: {RESULT_PATH: changed(changed(RESULT, "value: 1", f"value: {n}"), "unit: xã", 'unit: "%"')},
        100, 100.1, "number",
    ),
    "a part as large as its whole": (more(RESULT_PATH, RESULT, "out_of: {}\n"), 1, 0.5, "number"),
    "a figure of nothing": (lambda n: {RESULT_PATH: changed(RESULT, "value: 1", f"value: {n}")}, 0, -1, "number"),
    "old words of three": (
        lambda text: {"data/gaps/nghi-dinh.yml": changed(GAP, "[chưa thấy nghị định]", f"[{text}]")},
        words(3), words(2), "words",
    ),
    "one channel": (lambda text: {LINE: re.sub(r"channels:\n(  .*\n)+", text, HOTLINE)},
                    'channels:\n  - kind: call\n    value: "111"\n', "channels: []\n", "shape"),
    "a number of 20 signs": (
        lambda text: {LINE: changed(HOTLINE, '"111"', f'"{text}"')}, "0 2 3 8 3 8 4 2 0 00", "0 2 3 8 3 8 4 2 0 0 0", "phone",
    ),
    "a day that is today": (line_with("verified_on"), TODAY, "2026-11-25", "future"),
    "the 12th month": (lambda month: {PLAN_PATH: changed(PLAN, "ends_on: 2030", f"ends_on: 2030-{month}")}, "12", "13", "date"),
    "the 1st month": (lambda month: {PLAN_PATH: changed(PLAN, "ends_on: 2030", f"ends_on: 2030-{month}")}, "01", "00", "date"),
    "hours that end a minute later": (
        lambda closes: {LINE: changed(HOTLINE, "hours: always", f'hours: {{weekly: [{{days: [mon], opens: "07:30", closes: "{closes}"}}]}}')},
        "07:31", "07:30", "hours",
    ),
    "a short code from 111 to 115": (
        lambda number: {LINE: changed(HOTLINE, '"111"', f'"{number}"') + "permanent: true\n"}, "115", "116", "choice",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
def test_a_value_may_go_to_its_limit_and_not_past_it(tmp_path: Path, name: str) -> None:
    make, within, past, code = VALUES[name]
    needed = (
        {"data/documents/ke-hoach.yml": DOCUMENT}
        if name.startswith(("a plan", "a target", "a goal", "a day's", "the 1"))
        else {}
    )

    def told(folder: str, value: Any) -> set[str]:
        _, problems = judged(tmp_path / folder, {**needed, **make(value)})
        return {problem.code for problem in problems if problem.level is Level.ERROR}

    assert told("within", within) == set()
    assert told("past", past) == {code}


TABLES: dict[str, tuple[type[Part], str, int]] = {
    "an abbreviation": (WordTable, "known: [{}]\n", 20),
    "a word that is not said": (WordTable, "words:\n  - word: {}\n    say: khác\n", 60),
    "a phrase": (SynonymTable, "groups:\n  - words: [{}]\n", 60),
    "a syllable": (SynonymTable, "groups:\n  - words: [mot]\n    alone: [{}]\n", 20),
    "a phrase of a pin": (PinTable, "pins:\n  - words: [{}]\n    page: goi-ngay/\n", 60),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_value_of_a_table_may_go_to_its_limit_and_not_past_it(name: str) -> None:
    model, text, longest = TABLES[name]
    assert judge(load.parse(text.format("a" * longest), "x"), model)[1] == []
    assert [problem.code for problem in judge(load.parse(text.format("a" * (longest + 1)), "x"), model)[1]] == ["text"]


# --- files -----------------------------------------------------------------------------------------------------------


def codes(text: str) -> list[str]:
    """What reading a file of data/ tells."""
    return [problem.code for problem in load.parse(text, "x").problems]


def nested(depth: int) -> str:
    return "".join(f"{'  ' * level}a:\n" for level in range(depth - 1)) + "  " * (depth - 1) + "a: b\n"


@pytest.mark.parametrize(
    ("make", "most", "code"),
    [
        pytest.param(nested, 8, "depth", id="depth"),
        pytest.param(lambda n: "".join(f"k{i}: v\n" for i in range(n)), 200, "too-big", id="fields"),
        pytest.param(lambda n: "a:\n" + "- b\n" * n, 5_000, "too-big", id="items"),
    ],
)
def test_a_file_is_as_deep_and_as_wide_as_it_may_be(make: Callable[[int], str], most: int, code: str) -> None:
    assert codes(make(most)) == []
    assert codes(make(most + 1)) == [code]


def test_a_file_of_a_megabyte_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    file = tmp_path / "x.yml"
    file.write_bytes(b"a" * 1_000_000)
    assert load.read_text(file, "x.yml") == ("a" * 1_000_000, [])
    file.write_bytes(b"a" * 1_000_001)
    text, problems = load.read_text(file, "x.yml")
    assert (text, [problem.code for problem in problems]) == (None, ["too-big"])


def test_of_one_file_so_many_odd_letters_are_told_and_no_more() -> None:
    assert len(load.decode("\u200b\n".encode() * 200, "x")[1]) == 200
    assert len(load.decode("\u200b\n".encode() * 201, "x")[1]) == 200


def test_a_folder_of_twenty_thousand_files_is_looked_at_and_one_of_more_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of data/ one folder, of docs/ all files together. The names alone are there: writing so many files takes long."""
    (tmp_path / "data" / "sources").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    listed, count = os.scandir, 20_000

    def names(ending: str) -> list[str]:
        return [f"k{number}{ending}" for number in range(count)]

    def entries(at: Path) -> Any:
        if at.name != "sources":
            return listed(at)
        no_file = {"is_symlink": lambda: False, "is_file": lambda: False}
        return nullcontext(SimpleNamespace(name=name, **no_file) for name in names(".yml"))

    monkeypatch.setattr(folder.os, "scandir", entries)
    monkeypatch.setattr(markup.os, "walk", lambda at, onerror: [(str(at), [], names(".md"))])
    assert len(list(folder.files(tmp_path))) == len(list(markup.check_files(tmp_path))) == 20_000  # none is a file
    count = 20_001
    assert ["hơn 20000 tệp" in str(one) for one in folder.files(tmp_path)] == [True]
    assert ["hơn 20000 tệp" in str(one) for one in markup.check_files(tmp_path)] == [True]


def test_a_drawing_of_200_kb_may_stand_and_not_a_byte_more(tmp_path: Path) -> None:
    file = tmp_path / "docs" / "assets" / "hinh.svg"
    start, end = b'<svg xmlns="http://www.w3.org/2000/svg"><!--', b"--></svg>"
    for size, expected in ((200_000, []), (200_001, ["hình SVG lớn hơn 200 kB."])):
        write(tmp_path, {"docs/assets/hinh.svg": start + b" " * (size - len(start) - len(end)) + end})
        assert file.stat().st_size == size
        assert [problem.message for problem in markup.check_files(tmp_path)] == expected


def test_a_picture_of_300_kb_may_stand_and_not_a_byte_more(tmp_path: Path) -> None:
    file = tmp_path / "docs" / "hinh.jpg"
    file.parent.mkdir()
    for size, expected in (
        (300_000, []),
        (300_001, ["hình lớn hơn 300 kB, mạng yếu tải rất lâu. Thu nhỏ rồi lưu lại."]),
    ):
        file.write_bytes(b"\xff\xd8\xff".ljust(size, b"\0"))
        assert [problem.message for problem in markup.check_files(tmp_path)] == expected


# --- pages -----------------------------------------------------------------------------------------------------------


def told_of(root: Path, body: str) -> list[Problem]:
    write(root, {"docs/x.md": body})
    (page,) = markdown.read_pages(root)
    return page.problems


@pytest.mark.parametrize(
    ("make", "most"),
    [
        pytest.param(lambda n: ("a" * 999 + "\n") * (n // 1000) + "a" * (n % 1000), 100_000, id="letters"),
        pytest.param(lambda n: "Chữ." + "\n" * n, 3_000, id="lines"),
        pytest.param(lambda n: "a" * n, 5_000, id="letters in a line"),
        pytest.param(lambda n: "[" * n, 500, id="brackets in a paragraph"),
        pytest.param(lambda n: "> " * n + "a", 11, id="quotes in quotes"),
        pytest.param(lambda n: "- " * n + "a", 11, id="lists in lists"),
        pytest.param(lambda n: " " * n + "a", 48, id="spaces before a line"),
    ],
)
def test_a_page_is_as_long_and_as_deep_as_it_may_be(tmp_path: Path, make: Callable[[int], str], most: int) -> None:
    assert told_of(tmp_path, make(most)) == []
    assert [problem.code for problem in told_of(tmp_path, make(most + 1))] == ["nested"]


def test_brackets_of_two_paragraphs_are_counted_apart(tmp_path: Path) -> None:
    assert told_of(tmp_path, "[" * 500 + "\n\n" + "[" * 500) == []


def test_of_a_page_far_too_deep_fifty_places_are_told(tmp_path: Path) -> None:
    deep = "> " * 12 + "a\n\n"
    assert len(told_of(tmp_path, deep * 50)) == len(told_of(tmp_path, deep * 51)) == 50
    assert len(told_of(tmp_path, deep * 49)) == 49


def test_of_a_page_full_of_mistakes_two_hundred_are_told(tmp_path: Path) -> None:
    def told(count: int) -> int:
        write(
            tmp_path,
            {**SOUND, "docs/x.md": "---\ntitle: X\nreviewed: none\n---\n\n# X\n\n" + "{{ khong_co() }}\n\n" * count},
        )
        return sum(problem.code == "unknown-block" for problem in pages.read_site(tmp_path, TODAY)[1])

    assert [told(count) for count in (199, 200, 201)] == [199, 200, 200]


# --- settings --------------------------------------------------------------------------------------------------------

SETTINGS = "site_name: Mẫu\nextra:\n  province: {}\n  quiet_name: Mẫu\n"


def told_of_settings(root: Path, **files: str) -> list[str]:
    write(root, {f"{name}.yml": text for name, text in files.items()})
    return [problem.code for problem in settings.check(root)]


def test_a_name_in_the_settings_has_at_most_120_letters(tmp_path: Path) -> None:
    assert told_of_settings(tmp_path, mkdocs=SETTINGS.format("a" * 120)) == []
    assert told_of_settings(tmp_path, mkdocs=SETTINGS.format("a" * 121)) == ["setting"]


def test_settings_inherit_through_five_files_and_are_judged_in_all_of_them(tmp_path: Path) -> None:
    chain = {f"s{n}": f"INHERIT: s{n + 1}.yml\n" for n in range(2, 6)} | {"s6": "site_name: Mẫu\n"}
    first = SETTINGS.format("Mẫu") + "INHERIT: s2.yml\n"
    fifth = chain["s5"] + "khong_co: 1\n"
    sixth = chain["s6"] + "khong_co: 1\n"
    assert told_of_settings(tmp_path, mkdocs=first, **{**chain, "s5": fifth}) == ["setting"]
    assert told_of_settings(tmp_path, mkdocs=first, **{**chain, "s6": sixth}) == []
    tables = "markdown_extensions: [footnotes]\n"
    assert not is_ours(tmp_path, mkdocs=first, **{**chain, "s5": chain["s5"] + tables})
    assert is_ours(tmp_path, mkdocs=first, **{**chain, "s6": chain["s6"] + tables})


def is_ours(root: Path, **files: str) -> bool:
    """Whether pages are judged as our own settings make them, for want of others."""
    write(root, {f"{name}.yml": text for name, text in files.items()})
    return "AdmonitionExtension" in [type(one).__name__ for one in made.converter(root).registeredExtensions]


def test_a_key_written_twice_is_told_twenty_deep(tmp_path: Path) -> None:
    def told(depth: int) -> list[str]:
        return told_of_settings(
            tmp_path, mkdocs=SETTINGS.format("Mẫu") + f"nav: {'[' * depth}{{b: 1, b: 2}}{']' * depth}\n"
        )

    assert (told(19), told(20)) == (["duplicate-key"], [])


# --- what goes out ---------------------------------------------------------------------------------------------------

SITE = Settings(province="Tỉnh Mẫu", site_url="https://mau.example/", site_name="Mẫu")


def facts_of(root: Path, files: dict[str, str]) -> Facts:
    facts, problems = judged(root, files)
    assert [str(problem) for problem in problems if problem.level is Level.ERROR] == []
    return facts


def site_of(root: Path, files: dict[str, str], **given: str) -> Site:
    return Site.of(facts_of(root, files), TODAY, replace(SITE, **given))


def test_a_campaign_of_two_months_is_one_event_and_a_longer_one_is_two(tmp_path: Path) -> None:
    def events(last: str) -> int:
        text = CAMPAIGN + f"starts_on: 2026-06-01\nends_on: {last}\n"
        return agenda.to_ics(site_of(tmp_path, {CAMPAIGN_PATH: text})).count("BEGIN:VEVENT")

    assert events("2026-08-02") == 1  # 62 days after the first
    assert events("2026-08-03") == 2


def test_a_yearly_rule_starts_in_2020_and_knows_the_years_of_its_own_since(tmp_path: Path) -> None:
    yearly = CAMPAIGN.replace("id: thang", "id: hang-nam") + 'recurs: {starts: "06-01", ends: "06-30"}\n'

    def calendar(year: int) -> str:
        own = CAMPAIGN + f"part_of: hang-nam\nstarts_on: {year}-06-01\nends_on: {year}-06-30\n"
        return agenda.to_ics(site_of(tmp_path, {"data/campaigns/hang-nam.yml": yearly, CAMPAIGN_PATH: own}))

    assert "DTSTART;VALUE=DATE:20200601" in calendar(2020)
    assert "EXDATE;VALUE=DATE:20200601" in calendar(2020)
    assert "EXDATE" not in calendar(2019)


def test_a_29_february_comes_each_fourth_year_until_2100(tmp_path: Path) -> None:
    yearly = CAMPAIGN + 'recurs: {starts: "02-20", ends: "03-05"}\n'
    text = agenda.to_ics(site_of(tmp_path, {CAMPAIGN_PATH: yearly}))
    assert "DTSTART;VALUE=DATE:20200220\r\nDTEND;VALUE=DATE:20200306" in text
    assert "RRULE:FREQ=YEARLY;UNTIL=20960220;INTERVAL=4" in text
    assert [2024 + 4 * n for n in range(19)] == [
        int(year) for year in re.findall(r"EXDATE;VALUE=DATE:([0-9]{4})0220", text)
    ]


def test_the_feed_holds_the_fifty_newest(tmp_path: Path) -> None:
    def titles(count: int) -> list[str]:
        days = (date(2026, 1, 1) + timedelta(days=number) for number in range(count))
        texts = (CHANGE.replace("id: doi", f"id: d{n}").replace("name: Đổi", f"name: Đổi {n:02}")
                 .replace("changed_on: 2026-11-01", f"changed_on: {day}") for n, day in enumerate(days))  # fmt: skip
        files = {f"data/changes/d{n}.yml": text for n, text in enumerate(texts)}
        return [one.title for one in feedparser.parse(feed.to_atom(site_of(tmp_path, files)).encode()).entries]

    assert titles(50) == [f"Đổi {number:02}" for number in range(49, -1, -1)]
    assert titles(51) == [f"Đổi {number:02}" for number in range(50, 0, -1)]


def sure_lines(count: int) -> dict[str, str]:
    """Lines that may be printed, in this order: 111 first."""
    called = HOTLINE + "called_on: 2026-11-20\ncall_when: " + "á" * 60 + "\n"
    return {
        f"data/hotlines/l{n}.yml": called.replace("id: tre-em", f"id: l{n}").replace("Tổng đài", f"Tổng đài {n}")
        .replace('"111"', f'"09000000{n:02}"') + f"order: {n}\n" for n in range(count)
    }  # fmt: skip


@pytest.mark.parametrize(("there", "printed"), [(4, 4), (5, 5), (6, 5)])
def test_a_sheet_has_room_for_five_lines_the_first_ones(tmp_path: Path, there: int, printed: int) -> None:
    sheet = sheets.paper(site_of(tmp_path, sure_lines(there)))
    assert sheet
    assert [line.hotline.id for line in sheet.lines] == [f"l{n}" for n in range(printed)]


def test_a_message_of_1023_bytes_is_whole_and_of_one_more_loses_its_last_line(tmp_path: Path) -> None:
    made = site_of(tmp_path, sure_lines(5))

    def message(path: int) -> str:
        return discovery.message(replace(made, settings=replace(SITE, site_url=f"https://mau.example/{'x' * path}/")))

    fits = 1023 - len(message(1).encode()) + 1
    assert fits > 1
    assert len(message(fits).encode()) == 1023
    assert message(fits).count("\n") == message(fits + 1).count("\n") + 1
    assert "Tổng đài" not in message(fits)  # each says when to call it
    assert "0900 000 004" in message(fits)
    assert "0900 000 004" not in message(fits + 1)
    assert "0900 000 003" in message(fits + 1)


def test_security_txt_holds_for_less_than_a_year(tmp_path: Path) -> None:
    """RFC 9116, 2.5.5."""
    text = discovery.security(site_of(tmp_path, {}, email="a@mau.example"))
    (day,) = re.findall(r"^Expires: (.*)T00:00:00Z$", text, re.MULTILINE)
    assert date.fromisoformat(day) - TODAY == timedelta(days=364)


def test_the_row_at_the_thumb_has_room_for_three(tmp_path: Path) -> None:
    def first(count: int) -> list[str]:
        lines = {
            f"data/hotlines/l{n}.yml": HOTLINE.replace("id: tre-em", f"id: l{n}").replace("Tổng đài", f"Tổng đài {n}")
            .replace('"111"', f'"11{n}"') + f"order: {n}\npermanent: true\nshort: chữ\n" for n in range(2, 2 + count)
        }  # fmt: skip
        return [line.id for line in site_of(tmp_path, lines).first_numbers]

    assert first(2) == ["l2", "l3"]
    assert first(3) == first(4) == ["l2", "l3", "l4"]


@pytest.mark.parametrize(("going_on", "to_come"), [(0, 0), (0, 1), (0, 2), (2, 0), (2, 1), (2, 4)])
def test_the_home_page_names_all_that_goes_on_and_the_first_campaign_that_comes(
    tmp_path: Path, going_on: int, to_come: int
) -> None:
    """Those after it stand on the page of campaigns, which home leads to."""
    starts = ["2026-11-01"] * going_on + [f"2027-0{n}-01" for n in range(1, to_come + 1)]
    files = {
        f"data/campaigns/c{n}.yml": CAMPAIGN.replace("id: thang", f"id: c{n}").replace("hành động", f"hành động {n}")
        + f"starts_on: {start}\nends_on: {start[:4]}-12-02\n" for n, start in enumerate(starts)
    }  # fmt: skip
    context = Context.of(facts_of(tmp_path, files), TODAY)
    shown = str(BLOCKS["now"].make(context))
    assert re.findall(r"hành động (\d)", shown) == [str(n) for n in range(going_on + min(to_come, 1))]
    assert ("chưa thấy đợt nào" in shown) is (not starts)
    listed = str(BLOCKS["campaigns"].make(context, status="upcoming"))
    assert set(re.findall(r"hành động (\d)", listed)) == {str(n) for n in range(going_on, len(starts))}
    assert "](chien-dich/index.md)" in (ROOT / "docs" / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("second", "order"), [("2025", ["sau", "truoc"]), ("2027", ["truoc", "sau"])])
def test_of_two_targets_for_one_year_the_older_plan_s_stands_first(
    tmp_path: Path, second: str, order: list[str]
) -> None:
    """Whatever their ids are."""
    target = TARGET.format(2028) + "    measure: xa\n"
    plan = (
        PLAN.replace("id: ke-hoach", "id: {0}")
        .replace("name: Kế hoạch", "name: Kế hoạch {0}")
        .replace("starts_on: 2026", "starts_on: {1}")
        + target
    )
    files = {
        "data/documents/ke-hoach.yml": DOCUMENT,
        "data/plans/sau.yml": plan.format("sau", second), "data/plans/truoc.yml": plan.format("truoc", "2026"),
    }  # fmt: skip
    shown = str(BLOCKS["targets"].make(Context.of(facts_of(tmp_path, files), TODAY), "xa", "Xã"))
    assert list(dict.fromkeys(re.findall(r"Kế hoạch (sau|truoc)", shown))) == order


# --- services of HSDS ------------------------------------------------------------------------------------------------


def service_of(root: Path, channels: str) -> dict[str, Any]:
    text = re.sub(r"channels:\n(  .*\n)+", f"channels:\n{channels}", HOTLINE)
    made = site_of(root, {LINE: text})
    return dict(hsds.page(made, made.facts.hotlines)["contents"][0])


CALL, APP = '  - kind: call\n    value: "111"\n    cost: {}\n', "  - kind: app\n    value: Ứng dụng\n    cost: {}\n"


@pytest.mark.parametrize(
    ("costs", "is_free"),
    [(("free", "free"), True), (("free", "standard"), False), (("free", "unknown"), False), (("unknown", "free"), False), (("standard", "standard"), False)],
)  # fmt: skip
def test_a_service_is_free_when_every_way_to_reach_it_is(tmp_path: Path, costs: tuple[str, str], is_free: bool) -> None:
    """HSDS's cost option is one of the service: “the costs of a service”, not of one of its phones."""
    service = service_of(tmp_path, CALL.format(costs[0]) + APP.format(costs[1]))
    amounts = [option["amount"] for option in service.get("cost_options", [])]
    assert amounts == ([0] if is_free else [])


@pytest.mark.parametrize(("closes", "told"), [("23:58", "23:58"), ("23:59", "23:59"), ("24:00", "23:59")])
def test_midnight_is_the_last_minute_of_a_day_for_hsds(tmp_path: Path, closes: str, told: str) -> None:
    """Its times are those of a day: RFC 3339 has no 24:00."""
    hours = f'hours: {{weekly: [{{days: [sat], opens: "18:00", closes: "{closes}"}}]}}'
    (schedule,) = service_of(tmp_path, f'  - kind: call\n    value: "111"\n    {hours}\n')["schedules"]
    assert schedule["byday"] == "SA"
    assert schedule["opens_at"].startswith("18:00")
    assert schedule["closes_at"].startswith(told)


# --- outlines --------------------------------------------------------------------------------------------------------


def square(left: int, top: int, size: int) -> tuple[tuple[int, int], ...]:
    right, bottom = left + size, top + size
    return ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))


def drawn(*squares: tuple[tuple[int, int], ...]) -> outlines.Outlines:
    return outlines.Outlines(squares, {str(number): ((number,),) for number in range(len(squares))})


@pytest.mark.parametrize(
    ("apart", "second"),
    [
        pytest.param(96, (0, 0), id="wide enough: beside each other"),
        pytest.param(95, (20, 0), id="one less: half a letter to the right"),
        pytest.param(0, (0, 60), id="at one place: below"),
    ],
)
def test_names_on_the_map_stand_as_near_as_they_can_and_cover_nothing(apart: int, second: tuple[int, int]) -> None:
    """Letters 40 high, 0.6 as wide: two names of four letters need 96 between their middles, 50 between their lines."""
    found = drawn(square(0, 0, 200), square(apart, 0, 200)).labels({"Bốnb": ["0"], "Namn": ["1"]}, 40)
    right, down = second
    assert found == [("Bốnb", 100, 100), ("Namn", 100 + apart + right, 100 + down)]


def test_a_name_for_which_there_is_no_place_is_left_out() -> None:
    shapes = drawn(*[square(0, 0, 200)] * 5)
    found = shapes.labels({name * 8: [str(number)] for number, name in enumerate("ABCDE")}, 40)
    assert [(name[0], y) for name, _, y in found] == [("A", 100), ("B", 160), ("C", 40)]


def test_a_unit_is_small_below_a_twenty_fifth_of_the_grid() -> None:
    shapes = drawn(square(0, 0, 79), square(0, 0, 80))
    assert (shapes.is_small("0"), shapes.is_small("1")) == (True, False)


def test_a_map_has_at_most_fifty_thousand_points(tmp_path: Path) -> None:
    good = json.loads((GOLDEN / outlines.PATH).read_text(encoding="utf-8"))
    there = sum(map(len, good["arcs"]))

    def told(count: int) -> list[str]:
        more = {**good, "arcs": [*good["arcs"], [[0, 0]] * (count - there)]}
        write(tmp_path, {outlines.PATH: json.dumps(more)})
        return [problem.code for problem in outlines.read(tmp_path, None)[1]]

    assert told(50_000) == []
    assert told(50_001) == ["table"]


@pytest.mark.parametrize(("step", "is_told"), [([10**6, 0], False), ([10**6 + 1, 0], True), ([0, -(10**6) - 1], True)])
def test_a_step_of_an_outline_goes_no_further_than_a_million(tmp_path: Path, step: list[int], is_told: bool) -> None:
    good = json.loads((GOLDEN / outlines.PATH).read_text(encoding="utf-8"))
    write(tmp_path, {outlines.PATH: json.dumps({**good, "arcs": [*good["arcs"], [[0, 0], step]]})})
    assert [problem.code for problem in outlines.read(tmp_path, None)[1]] == ["table"] * is_told


@pytest.mark.parametrize(("out", "is_far"), [(13, False), (13.1, True)])
def test_a_unit_is_drawn_apart_when_the_map_would_grow_by_more_than_three_tenths(out: float, is_far: bool) -> None:
    frames = {"a": insets.Frame(0, 0, 5, 10), "b": insets.Frame(5, 0, 10, 10), "c": insets.Frame(out - 1, 0, out, 1)}
    assert insets.far_out(frames, {"a": {"b"}, "b": {"a"}, "c": set()}) == ({"c"} if is_far else set())


# --- numbers in running text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("spaces", "is_found"), [(57, True), (58, False)])
def test_a_call_says_so_of_a_short_code_that_is_sixty_signs_behind_it(spaces: int, is_found: bool) -> None:
    assert [one.digits for one in spotting.find("gọi" + " " * spaces + "116")] == ["116"] * is_found


@pytest.mark.parametrize(("spaces", "may"), [(57, True), (87, True), (88, False)])
def test_the_quick_no_looks_back_ninety_signs_which_is_further_than_a_find_does(spaces: int, may: bool) -> None:
    assert spotting.may_hold("gọi" + " " * spaces + "116") is may


# --- the host --------------------------------------------------------------------------------------------------------


def problems_of(count: int) -> list[Problem]:
    return [Problem(Place(f"data/sources/k{number}.yml"), "text", "quá ngắn.") for number in range(count)]


def test_ten_annotations_are_shown() -> None:
    assert [len(annotate.lines(problems_of(count), ())) for count in (9, 10, 11)] == [9, 10, 10]


def test_a_summary_is_cut_past_nine_hundred_thousand_bytes() -> None:
    bare = len(annotate.summary(problems_of(2), (), "").encode())

    def is_whole(size: int) -> bool:
        text = annotate.summary(problems_of(2), (), "", "a" * (size - bare + 1))
        assert len(text.encode()) <= 900_100
        return "k1.yml" in text

    sizes = [size for size in range(899_980, 900_020) if is_whole(size)]
    assert sizes == [*range(899_980, 900_001)]


class Recorded(issue.Host):
    """A host that has no issue yet and keeps what it is asked to write."""

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        written.append(body)
        return [] if method == "GET" else {"number": 1}


written: list[Any] = []


@pytest.mark.parametrize(("length", "is_cut"), [(60_000, False), (60_001, True)])
def test_an_issue_holds_sixty_thousand_letters(length: int, is_cut: bool) -> None:
    written.clear()
    body = "a" * 100 + "\n" + "b" * (length - 101)
    issue.rewrite(Recorded("", "", ""), "nhãn", "Tên", body, True)
    text = next(one["body"] for one in written if one and "body" in one)
    assert ("Còn nữa" in text) is is_cut
    assert (text == body) is not is_cut


@pytest.mark.parametrize(("parts", "is_told"), [(1, True), (2, False), (8, False), (9, True)])
def test_a_topic_has_two_to_eight_parts(parts: int, is_told: bool) -> None:
    text = "---\ntitle: Phần\ndescription: Một phần.\n{}---\n\n# Phần\n"
    front = ["", *(f"part_of: a0/\norder: {number}\n" for number in range(1, parts + 1))]
    pages = [markdown.split(text.format(more), f"docs/a{n}.md", f"a{n}/") for n, more in enumerate(front)]
    assert [problem.code for problem in series.check(pages)] == ["series"] * is_told


@pytest.mark.parametrize(("between", "is_found"), [("một hai ba bốn", True), ("một hai ba bốn năm", False)])
def test_four_words_may_stand_in_the_gap_of_a_pattern_of_the_search(between: str, is_found: bool) -> None:
    assert wordings.covering("bố … em", {})(f"bố {between} em") is is_found


# --- and no other ----------------------------------------------------------------------------------------------------

TRIED = {
    "facts/exports/agenda.py": {"END_OF_LEAP_YEARS", "FIRST_YEAR", "LEAP", "LONG_DAYS"},
    "facts/exports/feed.py": {"MOST"},
    "facts/exports/discovery.py": {"MOST_BYTES", "SECURITY_DAYS"},
    "facts/reading/folder.py": {"MOST_FILES"},
    "facts/reading/load.py": {"MAX_BYTES", "MAX_DEPTH", "MAX_FIELDS", "MAX_ITEMS"},
    "facts/reading/as_made.py": {"MOST_INHERITED"},
    "facts/reading/markdown.py": {
        "DEEPEST",
        "LONGEST_LINE",
        "LONGEST_PAGE",
        "MOST_BRACKETS",
        "MOST_LINES",
        "MOST_TOLD",
    },
    "facts/judging/markup.py": {"MOST_BYTES", "MOST_FILES"},
    "facts/reading/outlines.py": {"MOST_POINTS", "WIDTH"},
    "facts/reading/insets.py": {"MOST_GROWTH"},
    "facts/review/values.py": {"_SAME_LINE"},  # how much of a line stays: seen in the report of changes, no promise
    "facts/judging/as_read.py": {"MOST_TOLD"},
    "facts/site/sheets.py": {"MOST_LINES"},
    "facts/numbers/phones.py": {"LONGEST"},
    "facts/numbers/spotting.py": {"_REACH", "_MOST_KEPT"},  # the last for speed: what was forgotten is found anew
    "facts/site/site.py": {"MOST_IN_REACH"},
    "facts/judging/series.py": {"MOST_PARTS"},
    "facts/judging/settings.py": {"DEEPEST", "MOST_FILES"},
    "finder/wordings.py": {"_LONGEST_GAP"},
    "host/annotate.py": {"MOST_BYTES", "SHOWN"},
    "host/issue.py": {"MOST_CHARACTERS"},
}
ELSEWHERE = {
    "facts/review/report.py": {"SCHEMA_VERSION"},  # a name of a form, in test_changes and test_golden
    "facts/exports/files.py": {"SCHEMA_VERSION"},
    "facts/exports/hsds.py": {"HOURS_FROM_UTC"},  # test_open_data
    "facts/judging/prose.py": {"LONGEST_SENTENCE", "LONGEST_TEXT"},  # test_prose
    "facts/judging/preview.py": {"LONGEST_START"},  # test_preview
    "delivery/before_after.py": {"MOST", "MOST_LINES"},  # delivery/test_before_after
    "delivery/published.py": {
        "MOST_NAMED",
        "SECONDS_BETWEEN",
        "SECONDS_TO_WAIT",
    },  # delivery/test_published; the last for who waits
    "delivery/turn.py": {"_EXCHANGE"},  # a number of the system
    "facts/judging/gate.py": {"_TOGETHER"},  # test_gate
    "facts/judging/leads.py": {"_DEEPEST_MENU"},  # test_leads
    "facts/judging/withdrawing.py": {
        "_MOST_WRONG"
    },  # how much of one damaged file is left out, so that reading it ends
    "facts/records/nearness.py": {"TWO_SLIPS"},  # test_nearness
    "facts/rendering/charts.py": {"MOST_OVER"},  # test_charts
    "finder/index.py": {"_ALONE", "_AT_ONCE", "_BEST", "_CARDS", "_COMMON", "_LEAD", "_LONG"},  # test_finder
    "host/links.py": {"SECONDS_BETWEEN", "SECONDS_TO_WAIT"},  # test_host
    "facts/search/pages.py": {"_ABOVE"},  # a weight: bench/recall
    "show_progress.py": {"SILENT_FOR"},  # for eyes
    "facts/judging/covering.py": {"DIGITS"},  # of a hash that editors copy: test_layers_told
    "facts/rendering/converter.py": {"MOST_AT_HAND"},  # for speed; whatever it is, the HTML is the same
    "facts/project/memory.py": {"LITTLE"},  # for speed; whatever is left, the same is told
    "delivery/same.py": {"_FINE", "_SETTLED", "_SETTLED_FINE"},  # for speed: a file that changed lately is read again
    "watch_files.py": {"SELDOM", "SETTLED"},  # for whoever saves; whatever it is, each save is built in the end
}


def limits_in(file: Path) -> Iterator[str]:
    """Every constant of a module that is a number."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        value = node.value if isinstance(node, ast.Assign) else None
        if isinstance(value, ast.Constant) and type(value.value) in (int, float):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def test_every_limit_is_tried() -> None:
    hooks = ROOT / "hooks"
    found = {file.relative_to(hooks).as_posix(): set(limits_in(file)) for file in sorted(hooks.rglob("*.py"))}
    assert {path: names for path, names in found.items() if names} == dict(sorted({**TRIED, **ELSEWHERE}.items()))
