"""Open data: every file is valid by its own schema and by what was promised, and by programs that are not ours."""

from __future__ import annotations

import csv
import io
import json
import re
from copy import deepcopy
from datetime import date, time, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

import building
from building import ROOT, UNIT, Builder, Site
from facts.exports import csv_tables, hsds
from facts.exports import files as exports
from facts.numbers.phones import dialed, shown
from facts.project import pages
from facts.records import when
from facts.records.kinds import KINDS
from facts.site.site import Settings
from facts.site.site import Site as Published
from facts.site.store import Facts
from facts.site.words import say_number
from province import GOLDEN
from province import TODAY as GOLDEN_DAY

DAY = date.fromisoformat(building.DAY)
SITE = Settings(province="Tỉnh Mẫu", site_url="https://mau.example/", site_name="Mẫu", description="Một tỉnh.")


@pytest.fixture(scope="module")
def files(facts: Facts) -> dict[str, str]:
    return exports.files(Published.of(facts, DAY, settings=SITE))


def kinds_of(facts: Facts) -> list[str]:
    return Published.of(facts, DAY).kinds


# --- JSON ----------------------------------------------------------------------------------------------------------


def test_every_file_is_valid_by_the_schema_that_stands_beside_it(files: dict[str, str], facts: Facts) -> None:
    for kind in kinds_of(facts):
        schema = json.loads(files[f"api/v1/schema/{kind}.json"])
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        envelope = json.loads(files[f"api/v1/{kind}.json"])
        assert list(validator.iter_errors(envelope)) == [], kind
        assert envelope["data"]


def test_the_schemas_refuse_what_is_wrong(files: dict[str, str]) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(files["api/v1/schema/hotlines.json"]))
    envelope = json.loads(files["api/v1/hotlines.json"])
    at = next(number for number, line in enumerate(envelope["data"]) if line["channels"])
    for spoil in (
        lambda e: e.pop("license"),
        lambda e: e.update(schema_version=2),
        lambda e: e["data"][at].pop("verified_on"),
        lambda e: e["data"][at].update(freshness="old"),
        lambda e: e["data"][at]["channels"][0].update(kind="fax"),
    ):
        wrong = deepcopy(envelope)
        spoil(wrong)
        assert not validator.is_valid(wrong)


def test_a_schema_leaves_room_for_fields_to_come(files: dict[str, str]) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(files["api/v1/schema/hotlines.json"]))
    envelope = json.loads(files["api/v1/hotlines.json"])
    line = next(line for line in envelope["data"] if line["channels"])
    line["channels"][0]["new"] = line["new"] = envelope["new"] = 1
    assert validator.is_valid(envelope)


def test_the_openapi_document_is_valid_and_names_every_file(files: dict[str, str], facts: Facts) -> None:
    document = json.loads(files["api/v1/openapi.json"])
    validate(document, cls=OpenAPIV31SpecValidator)
    named = {path.lstrip("/") for path in document["paths"]}
    there = {path.removeprefix("api/v1/") for path in files if path.startswith("api/v1/")}
    assert named == {path for path in there if not path.startswith("schema/") and path != "openapi.json"}
    assert document["servers"] == [{"url": "https://mau.example/api/v1"}]
    assert {kind.model.__name__ for name, kind in KINDS.items() if name in kinds_of(facts)} <= set(
        document["components"]["schemas"]
    )


def test_without_an_address_the_openapi_document_is_relative(facts: Facts) -> None:
    found = exports.files(Published.of(facts, DAY))
    document = json.loads(found["api/v1/openapi.json"])
    validate(document, cls=OpenAPIV31SpecValidator)
    assert document["servers"] == [{"url": "."}]


def test_today_s_files_are_valid_by_the_promised_schemas(files: dict[str, str], facts: Facts) -> None:
    promised = json.loads((ROOT / "tests" / "contract" / "v1.json").read_text(encoding="utf-8"))
    for kind in kinds_of(facts):
        validator = jsonschema.Draft202012Validator(promised[kind])
        assert list(validator.iter_errors(json.loads(files[f"api/v1/{kind}.json"]))) == [], kind


# --- CSV -----------------------------------------------------------------------------------------------------------


def read_csv(text: str) -> list[dict[str, str]]:
    assert text.startswith(csv_tables.BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(csv_tables.BOM), newline=""), strict=True))


def test_every_kind_has_a_table_with_all_its_records(files: dict[str, str], facts: Facts) -> None:
    for kind in kinds_of(facts):
        text = files[f"api/v1/{kind}.csv"]
        assert text.endswith("\r\n")  # RFC 4180
        rows = read_csv(text)
        assert {row["id"] for row in rows} == {record.id for record in Published.of(facts, DAY).shown(kind)}
        assert all(row["name"] for row in rows)


def test_a_line_has_a_row_for_each_channel(files: dict[str, str], facts: Facts) -> None:
    rows = read_csv(files["api/v1/hotlines.csv"])
    lines = when.live(facts.hotlines, DAY)
    assert len(rows) == sum(len(line.channels) for line in lines)
    told = {(row["id"], row["channel_kind"], dialed(row["channel_value"])) for row in rows}
    for line in lines:
        for channel in line.dialed:
            assert (line.id, channel.channel, dialed(channel.value)) in told


def test_no_number_can_lose_its_zero_in_a_spreadsheet(files: dict[str, str]) -> None:
    for row in read_csv(files["api/v1/hotlines.csv"]):
        value = row["channel_value"]
        assert not re.fullmatch(r"0[0-9]+", value), value


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2+3", "@SUM(A1)", "\tx", "\rx"])
def test_no_text_can_be_a_formula(text: str) -> None:
    assert csv_tables.cell(text) == "'" + text
    assert str(csv_tables.cell([text, "b"])).startswith("'")


@pytest.mark.parametrize("value", [468.281, 12.345, 1.0005, 0.000001, -419.5, 999999.999999, 1.5, 0.1, 100.25])
def test_a_fraction_has_no_sign_that_a_spreadsheet_takes_for_thousands(value: float) -> None:
    said = str(csv_tables.cell(value))
    assert not set(said) & set(".,")
    assert float(said) == value


@pytest.mark.parametrize("text", ["50 %", "50%", "50,5 %", "1.313,5 %"])
def test_a_text_of_percents_stays_a_text(text: str) -> None:
    assert csv_tables.cell(text) == text.rstrip(" %") + " phần trăm"
    assert csv_tables.cell(f"{text} xã") == f"{text} xã"


def test_a_figure_is_said_in_words_at_the_end_of_its_row(files: dict[str, str], facts: Facts) -> None:
    rows = {row["id"]: row for row in read_csv(files["api/v1/results.csv"])}
    for id, row in rows.items():
        figure = facts.get("results", id)
        assert [*row][-1] == "value_said"
        assert row["value_said"] == f"{say_number(figure.value)} {figure.unit}".replace(" %", " phần trăm")
        assert float(row["value"]) == figure.value
    assert any(not float(row["value"]).is_integer() for row in rows.values())


def test_a_number_stays_a_number() -> None:
    assert csv_tables.cell(-5) == -5
    assert csv_tables.cell(30.0) == 30
    assert float(csv_tables.cell(1.5)) == 1.5
    assert csv_tables.cell(True) == "true"
    assert csv_tables.cell(None) == ""


# --- HSDS ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def by_open_referral() -> jsonschema.Draft202012Validator:
    """The specification's own names, types and words: hsds.json beside this test says from where."""
    schema = json.loads(Path(__file__).with_name("hsds.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def test_lines_and_places_are_services_as_hsds_wants_them(
    files: dict[str, str], facts: Facts, by_open_referral: jsonschema.Draft202012Validator
) -> None:
    page = json.loads(files["api/v1/hsds.json"])
    assert list(by_open_referral.iter_errors(page)) == []
    assert page["total_items"] == page["size"] == len(page["contents"])
    assert {service["name"] for service in page["contents"]} == {
        record.name
        for kind in ("hotlines", "places")
        for record in facts.all(kind)
        if not when.is_withdrawn(record, DAY)
    }


@pytest.fixture(scope="module")
def weekly() -> dict[str, Any]:
    """The made-up line that has weekly hours, closures, a number for SMS and one on Zalo."""
    found, _ = pages.read_site(GOLDEN, date.fromisoformat(GOLDEN_DAY))
    page = json.loads(
        exports.files(Published.of(found, date.fromisoformat(GOLDEN_DAY), settings=SITE))["api/v1/hsds.json"]
    )
    line = next(line for line in found.all("hotlines") if line.id == "tu-van")
    return {"page": page, "line": line, **next(one for one in page["contents"] if one["name"] == line.name)}


def test_weekly_hours_are_those_of_vietnam(
    weekly: dict[str, Any], by_open_referral: jsonschema.Draft202012Validator
) -> None:
    assert list(by_open_referral.iter_errors(weekly["page"])) == []
    assert {one["timezone"] for one in weekly["schedules"]} == {7}
    opens = {time.fromisoformat(one["opens_at"]) for one in weekly["schedules"]}
    assert {one.utcoffset() for one in opens} == {timedelta(hours=7)}
    assert time(7, 30, tzinfo=timezone(timedelta(hours=7))) in opens


def is_open(service: dict[str, Any], day: date) -> bool:
    """What a program that knows the specification takes from it."""
    return any(
        one.get("valid_from", "") <= day.isoformat() <= one.get("valid_to", "9999")
        and list(hsds.DAYS.values())[day.weekday()] in one["byday"].split(",")
        for one in service["schedules"]
    )


def test_a_program_finds_no_hours_on_a_day_off_and_others_where_they_are_others(weekly: dict[str, Any]) -> None:
    hours = next(channel.hours for channel in weekly["line"].channels if channel.hours not in ("always", "unknown"))
    usual = {day for span in hours.weekly for day in span.days}
    off = [one for one in hours.exceptions if not one.opens]
    assert off
    assert any(one.opens for one in hours.exceptions)
    for day in (date(2029, 12, 1) + timedelta(days=n) for n in range(100)):
        exception = next((one for one in hours.exceptions if one.starts_on <= day <= one.ends_on), None)
        expected = bool(exception.opens) if exception else when.WEEKDAYS[day.weekday()] in usual
        assert is_open(weekly, day) == expected, day
    assert all("nghỉ Tết" in one["notes"] for one in weekly["schedules"] if "notes" in one)


def test_zalo_is_not_called_sms_and_is_told_in_words(weekly: dict[str, Any]) -> None:
    numbers = {channel.channel: shown(channel.value) for channel in weekly["line"].dialed}
    assert {phone["type"]: phone["number"] for phone in weekly["phones"]} == {
        hsds.KINDS_OF_PHONE[kind]: number for kind, number in numbers.items() if kind != "zalo"
    }
    assert numbers["zalo"] in weekly["application_process"]


def test_ids_are_once_only_and_the_same_each_time(files: dict[str, str], facts: Facts) -> None:
    services = json.loads(files["api/v1/hsds.json"])["contents"]
    ids = [service["id"] for service in services]
    assert len(set(ids)) == len(ids)
    later = exports.files(Published.of(facts, date(2026, 12, 24), settings=SITE))
    assert [service["id"] for service in json.loads(later["api/v1/hsds.json"])["contents"]] == ids


# --- the page ------------------------------------------------------------------------------------------------------


def test_the_page_names_every_file_with_its_size(site_at_root: Site) -> None:
    page = site_at_root.read("du-lieu/")
    paths = [p for p in site_at_root.paths() if p.startswith("api/")]
    assert paths
    for path in paths:
        assert f'href="../{path}"' in page, path
    assert re.search(r"hotlines\.json</a> \([0-9]+ kB\)", page)


PAGE = (ROOT / "docs/national/du-lieu.md").read_text(encoding="utf-8")


def test_the_page_s_python_examples_run(site_at_root: Site, facts: Facts) -> None:
    said: list[tuple[object, ...]] = []
    for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        lines = code.replace("https://dia-chi-cua-trang/", f"file://{site_at_root.folder}/")
        exec(lines, {"print": lambda *words: said.append(words)})
    line = facts.get("hotlines", "cap-cuu-115")
    assert ("115", line.name, "đối chiếu", str(line.verified_on)) in said
    rows = sum(len(commune.former) or 1 for commune in facts.all("communes"))
    assert said[-1] == (len(facts.all("communes")), "xã, phường,", rows, "dòng")


def test_the_page_tells_of_every_kind_that_has_more_rows_than_records() -> None:
    spread = [kind for kind in KINDS.values() if kind.rows]
    assert len(spread) >= 5
    for kind in spread:
        assert re.search(f"^- .*{kind.label}.*: mỗi .* một dòng, .*`{kind.rows.rstrip('s')}_`", PAGE, re.MULTILINE), (
            kind.name
        )


# --- withdrawn and drafts ------------------------------------------------------------------------------------------

# 111 is two lines' number; when both are taken off, it is nowhere. One campaign and one draft go with them.
GONE = ("tre-em", "mua-ban-nguoi")
DRAFT = """\
id: ban-nhap
name: Đường dây bản nháp
purpose: help
for_whom: Ai cần hỏi.
answers: Một người trực nghe máy.
channels:
  - kind: call
    value: "115"
recorded: {value: unknown, say: Chưa rõ.}
anonymous: {value: unknown, say: Chưa rõ.}
area: Toàn quốc
newest_source_on: 2026
sources: [bna-kh180-2022]
verified_on: 2026-11-24
publish: draft
because: Chờ trả lời.
"""


def take_off(root: Path) -> None:
    for name in (*(f"data/hotlines/{id}.yml" for id in GONE), "data/campaigns/ngay-26-6.yml"):
        path = building.lying(root, name)
        path.write_text(path.read_text(encoding="utf-8") + "publish: withdrawn\nbecause: Thử.\n", encoding="utf-8")
    (path.parents[1] / "hotlines/ban-nhap.yml").write_text(DRAFT, encoding="utf-8")


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = building.assemble(tmp_path_factory.mktemp("without") / "project")
    take_off(root)
    return building.build(root, site_url="https://tinh.example/")


def numbers_in(text: str) -> set[str]:
    """Three-digit numbers that stand alone, as a reader would see them."""
    return set(re.findall(r"(?<![\d/.,-])1\d\d(?![\d/.,%-])", text))


OUTPUTS = {
    "poster": f"in/{UNIT}/index.html",
    "cards": f"in/{UNIT}/the/index.html",
    "message": "goi-ngay.txt",
    "llms": "llms.txt",
    "JSON": "api/v1/hotlines.json",
    "CSV": "api/v1/hotlines.csv",
    "HSDS": "api/v1/hsds.json",
    "JSON-LD": f"xa-phuong/{UNIT}/index.html",
    "calendar": "chien-dich/lich.ics",
    "feed": "cap-nhat/atom.xml",
    "kept page": "goi-ngay/index.html",
    "kept page offline": "ngoai-mang/index.html",
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_withdrawn_number_and_a_draft_leave_every_output(without: Site, site_at_root: Site, output: str) -> None:
    path = OUTPUTS[output]
    before, after = site_at_root.read(path), without.read(path)
    if output not in ("calendar", "feed"):
        assert "111" in numbers_in(before), "the test would prove nothing"
        assert "115" in numbers_in(after) | numbers_in(before)
    left = re.findall(r"tel:111|.{20}\b111\b.{20}", after)
    assert [one for one in left if "111" in numbers_in(one) or one == "tel:111"] == []
    assert "bản nháp" not in after.lower().replace("bản nháp, chỉ để xem trước", "")


def test_a_withdrawn_line_s_code_is_on_no_sheet(without: Site) -> None:
    assert "Quét để gọi 111" not in without.read(f"in/{UNIT}/")
    assert "Quét để gọi <span>115</span>" in without.read(f"in/{UNIT}/the/")


def test_a_withdrawn_line_is_in_no_table_and_no_service(without: Site) -> None:
    assert not {row["id"] for row in read_csv(without.read("api/v1/hotlines.csv"))} & set(GONE)
    services = json.loads(without.read("api/v1/hsds.json"))["contents"]
    assert not [one for one in services if "trẻ em" in one["name"] or "mua bán người" in one["name"].lower()]
    lines = {line["id"]: line for line in json.loads(without.read("api/v1/hotlines.json"))["data"]}
    assert [lines[id]["channels"] for id in GONE] == [[], []]


def test_a_withdrawn_campaign_is_cancelled_in_the_calendar_and_gone_elsewhere(without: Site) -> None:
    events = without.read("chien-dich/lich.ics").split("BEGIN:VEVENT")
    event = next(one for one in events if "UID:campaigns-ngay-26-6@" in one)
    assert "STATUS:CANCELLED" in event
    assert "chien-dich/ngay-26-6/" not in without.read("cap-nhat/atom.xml")
    assert "ngay-26-6" not in without.read("api/v1/campaigns.csv")
    assert '"@type":"Event"' not in without.read("chien-dich/ngay-26-6/")


def test_a_site_without_any_sure_number_still_builds(build: Builder) -> None:
    def withdraw_all(root: Path) -> None:
        for file in (root / "data/hotlines").glob("*.yml"):
            text = file.read_text(encoding="utf-8")
            if "publish:" not in text:
                file.write_text(text + "publish: withdrawn\n", encoding="utf-8")

    built = build(GOLDEN, withdraw_all, today=GOLDEN_DAY)
    assert built.findings() == []
    assert "Chưa có số nào" in built.read("goi-ngay.txt")
    assert "Chưa có số nào đủ chắc" in built.read("in/ca-tinh/")
