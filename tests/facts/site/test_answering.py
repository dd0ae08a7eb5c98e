"""Whatever answers: a place is reached by its channels as a line is, and no number is told as over that somebody answers."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from building import Builder
from facts.editing import fix
from facts.exports import files as exports
from facts.numbers.phones import dialed
from facts.records import when
from facts.records.parts import phones
from facts.search.pages import _names
from facts.site.site import Site
from facts.site.standing import Numbers
from facts.site.store import Facts
from province import GOLDEN
from province import TODAY as GOLDEN_DAY
from samples import HOTLINE, LINE, SOUND, TODAY, changed, judged, told

PLACE = "data/places/tram.yml"
STATION = """\
id: tram
name: Trạm Mẫu
type: hospital
where: Xã Mẫu
services:
  - Cấp cứu.
channels:
  - kind: call
    value: "0238 0000 001"
    hours: always
    cost: free
newest_source_on: 2026
sources: [qd-1472]
verified_on: 2026-11-01
"""
WITHDRAWN = STATION + "publish: withdrawn\nbecause: Số của người khác.\n"


def read(root: Path, place: str = STATION) -> Facts:
    facts, problems = judged(root, {PLACE: place, LINE: HOTLINE})
    assert told(problems) == []
    return facts


def test_a_place_may_have_no_channel_and_has_none_to_dial(tmp_path: Path) -> None:
    without = changed(STATION, STATION[STATION.index("channels") : STATION.index("newest")], "")
    assert read(tmp_path, place=without).answering == [read(tmp_path, place=without).get("hotlines", "tre-em")]


def test_its_numbers_live_as_those_of_a_line(tmp_path: Path) -> None:
    numbers = Numbers.of(read(tmp_path), TODAY)
    assert numbers.live == {"111", "02380000001"}
    numbers = Numbers.of(read(tmp_path, place=WITHDRAWN), TODAY)
    assert (numbers.live, numbers.gone) == ({"111"}, {"02380000001"})


def test_a_number_that_a_line_still_has_stays(tmp_path: Path) -> None:
    shared = changed(WITHDRAWN, '"0238 0000 001"', '"111"')
    assert Numbers.of(read(tmp_path, place=shared), TODAY).gone == frozenset()


def test_a_place_with_a_number_leaves_by_its_age_as_a_line_does(tmp_path: Path) -> None:
    place = read(tmp_path).get("places", "tram")
    assert place.promise_days
    last = place.verified_on + timedelta(days=2 * place.promise_days)
    assert [when.is_withdrawn(place, day) for day in (last, last + timedelta(days=1))] == [False, True]


def test_a_place_without_one_never_does(tmp_path: Path) -> None:
    without = changed(STATION, STATION[STATION.index("channels") : STATION.index("newest")], "")
    assert not when.is_withdrawn(read(tmp_path, place=without).get("places", "tram"), date(2099, 1, 1))


def test_it_stands_in_every_export_and_leaves_them_by_one_line(tmp_path: Path) -> None:
    files = exports.files(Site.of(read(tmp_path), TODAY))
    assert json.loads(files["api/v1/places.json"])["data"][0]["channels"][0]["value"] == "0238 0000 001"
    rows = list(csv.DictReader(io.StringIO(files["api/v1/places.csv"].lstrip("\ufeff"))))
    assert [(row["channel_kind"], row["channel_value"], row["channel_cost"]) for row in rows] == [
        ("call", "0238 0000 001", "free")
    ]
    service = next(one for one in json.loads(files["api/v1/hsds.json"])["contents"] if one["name"] == "Trạm Mẫu")
    assert [(phone["number"], phone["type"]) for phone in service["phones"]] == [("0238 0000 001", "voice")]
    assert service["schedules"][0]["opens_at"] == "00:00+07:00"
    gone = exports.files(Site.of(read(tmp_path, place=WITHDRAWN), TODAY))
    assert json.loads(gone["api/v1/places.json"])["data"][0]["channels"] == []
    assert [path for path, text in gone.items() if "0000 001" in text or "0000001" in text] == []


def test_it_is_found_by_its_number(tmp_path: Path) -> None:
    assert [term.text for term in _names(read(tmp_path).get("places", "tram"))] == ["02380000001"]


def test_on_its_page_it_can_be_called(build: Builder) -> None:
    page = build(GOLDEN, today=GOLDEN_DAY).read("noi-ho-tro/index.html")
    entry = page[page.index('id="tram-mau"') : page.index('id="tram-rut"')]
    assert '<a class="tel" href="tel:02380000001">0238 0000 001</a>' in entry
    assert "Thứ Hai đến thứ Sáu: 07:00–17:00" in entry
    assert "như cuộc gọi thường" in entry
    withdrawn = page[page.index('id="tram-rut"') :]
    assert "0238" not in withdrawn[: withdrawn.index("</li>")]


# --- what is told --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "problems"),
    [
        pytest.param({PLACE: changed(STATION, '"0238 0000 001"', "02380000001")}, [(PLACE, 9, 12, "quotes")], id="a bare number of a place"),
        pytest.param({PLACE: changed(STATION, '"0238 0000 001"', '"0238-0000-001"')}, [(PLACE, 9, 12, "phone")], id="a hyphen"),
        pytest.param({PLACE: changed(STATION, "sources", "standing: ended\nsources")}, [(PLACE, 8, 3, "choice")], id="a place that is no more"),
        pytest.param({PLACE: changed(STATION, "Cấp cứu.", "Gọi 0238-3844-111.")}, [(PLACE, 6, 5, "phone-in-text")], id="a number of nobody"),
        pytest.param({PLACE: changed(STATION, "Cấp cứu.", "Gọi (0238) 0000-001.")}, [], id="its own in other words"),
        pytest.param({PLACE: changed(STATION, "    hours", '  - kind: call\n    value: "02380000001"\n    hours')}, [(PLACE, 11, 12, "number-twice")], id="one number twice"),
        pytest.param({PLACE: changed(STATION, "    hours", '  - kind: sms\n    value: "02380000001"\n    hours')}, [(PLACE, 11, 12, "doubtful")], id="one number to call and to write to, a landline"),
        pytest.param({LINE: HOTLINE + 'formerly: [{value: "111"}]\n'}, [(LINE, 17, 20, "living-number")], id="its own number as old"),
        pytest.param({LINE: HOTLINE + 'formerly: [{value: "0238.0000.001"}]\n'}, [(LINE, 17, 20, "living-number")], id="a place's number as old"),
        pytest.param({LINE: HOTLINE + 'formerly: [{value: "18000001"}, {value: "1800 0001"}]\n'}, [(LINE, 17, 41, "number-twice")], id="one old number twice"),
        pytest.param({LINE: HOTLINE + 'formerly: [{value: "18000001"}]\n'}, [], id="an old number"),
        pytest.param({LINE: HOTLINE + 'formerly: [{value: "02380000001"}]\n', PLACE: WITHDRAWN}, [(LINE, 17, 20, "taken-off")], id="an old number that only a withdrawn place has"),
    ],
)  # fmt: skip
def test_wrong_numbers_are_told_at_their_place(
    tmp_path: Path, files: dict[str, str], problems: list[tuple[str, int, int, str]]
) -> None:
    assert told(judged(tmp_path, {PLACE: STATION, **files})[1]) == problems


def test_quotes_are_mended_in_a_place_too() -> None:
    bare = changed(STATION, '"0238 0000 001"', "0238 0000 001")
    assert fix.fixed(bare.encode(), PLACE, fix.MODELS["places"]) == STATION.encode()


def test_every_field_that_is_dialed_is_looked_at(tmp_path: Path) -> None:
    record = judged(tmp_path, {PLACE: STATION, LINE: HOTLINE + 'formerly: [{value: "18000001"}]\n'})[0]
    assert {dialed(number) for one in record.answering for _, number in phones(one)} == {
        "111",
        "18000001",
        "02380000001",
    }


def test_the_sound_records_stay_sound(tmp_path: Path) -> None:
    assert told(judged(tmp_path, {**SOUND, PLACE: STATION})[1]) == []
