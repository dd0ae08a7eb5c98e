"""What is well formed and yet hardly meant: each told at its field, its right neighbor let stand."""

from __future__ import annotations

import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from facts.judging import sense
from facts.problems import ALLOWED, Level, Problem
from facts.project import pages
from facts.records import models, web
from province import GOLDEN, TODAY
from samples import HOTLINE, record
from samples import changed as sampled

TU_VAN, PLAN, RESULT, CAMPAIGN = (
    "data/hotlines/tu-van.yml", "data/plans/giai-doan-1.yml", "data/results/xa-sach-2028.yml",
    "data/campaigns/ra-quan.yml",
)  # fmt: skip
DOCUMENT = "data/documents/ke-hoach-1.yml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sense") / "project"
    for name in ("data", "docs"):
        shutil.copytree(GOLDEN / name, root / name)
    return root


def problems(root: Path) -> set[Problem]:
    return set(pages.read_site(root, date.fromisoformat(TODAY))[1])


@cache
def as_it_stands(root: Path) -> set[Problem]:
    return problems(root)


def changed(project: Path, path: str, old: str, new: str) -> set[tuple[str, str]]:
    """(code, the text of the line it is told at) for all that is told once `old`, a pattern, is `new`."""
    before = as_it_stands(project)
    file = project / path
    text = file.read_text(encoding="utf-8")
    after, count = re.subn(old, new, text, count=1, flags=re.MULTILINE)
    assert count == 1, f"{old!r} is not in {path}"
    file.write_text(after, encoding="utf-8")
    try:
        told = problems(project) - before
    finally:
        file.write_text(text, encoding="utf-8")
    lines = after.splitlines()
    return {(problem.code, lines[problem.place.line - 1].strip(" -")) for problem in told if problem.place.path == path}


WEEK = r"^          closes: \"24:00\"$"
CASES = [
    pytest.param(TU_VAN, r'^          opens: "18:00"', '          opens: "24:00"', "hours", "closes:", id="closes before it opens"),
    pytest.param(TU_VAN, r"days: \[sat\]", "days: [sat, sat]", "hours", "days:", id="a day twice in a span"),
    pytest.param(TU_VAN, r'opens: "13:30"', 'opens: "11:00"', "hours", "days:", id="spans that overlap"),
    pytest.param(TU_VAN, r"^verified_on: .*", "verified_on: 0001-01-01", "date", "verified_on:", id="a day before all years"),
    pytest.param(CAMPAIGN, r"^ends_on: .*", "ends_on: 9999-12-31", "date", "ends_on:", id="a day after all years"),
    pytest.param(CAMPAIGN, r"^ends_on: .*", "ends_on: 9999", "date", "ends_on:", id="a year after all years"),
    pytest.param(CAMPAIGN, r"^starts_on: .*\n", "", "missing-field", "ends_on:", id="an end without a beginning"),
    pytest.param(CAMPAIGN, r"^level: .*", r"\g<0>\nyear: 2029", "order-of-days", "year:", id="a year beside the days"),
    pytest.param(CAMPAIGN, r"^level: .*", "\\g<0>\nrecurs: {starts: '06-01', ends: '06-30'}", "choice", "starts_on:", id="days beside a yearly range"),
    pytest.param(PLAN, r"value: (\d+)", "value: 101", "number", "value:", id="a share over all"),
    pytest.param(PLAN, r"value: (\d+)", "value: -1", "number", "value:", id="a negative promise"),
    pytest.param(PLAN, r"at_least: true", r"\g<0>\n    more_than: true", "target", "more_than:", id="two bounds at once"),
    pytest.param(PLAN, r"deadline: .*", "deadline: 2025-12", "order-of-days", "deadline:", id="due before the plan"),
    pytest.param(PLAN, r"deadline: .*", "deadline: 2030-01", "order-of-days", "deadline:", id="due after the plan"),
    pytest.param(PLAN, r"value: (\d+)", "value: 60", "doubtful", "value:", id="another share than its words say"),
    pytest.param(PLAN, r"vào năm 2029", "vào năm 2028", "doubtful", "year:", id="another year than its words say"),
    pytest.param(CAMPAIGN, r"^name: .*", "name: Ra quân năm 2026", "doubtful", "name:", id="a name of another year than its days"),
    pytest.param(RESULT, r"năm 2028", "năm 2026", "doubtful", "name:", id="a result named by another year"),
    pytest.param(DOCUMENT, r"^number: .*", "number: 1/2025/QĐ-MAU", "order-of-days", "issued_on:", id="issued in another year than its number says"),
    pytest.param(TU_VAN, r"^answers: .*", "answers: Nghe máy từ 31/02/2030.", "doubtful", "answers:", id="a day that no calendar has"),
    pytest.param(PLAN, r"id: mo-duong-day", "id: tuyen-truyen", "id-taken", "id:", id="one id for two tasks"),
    pytest.param(PLAN, r"id: mo-duong-day", "id: it-nguoi-nghien", "id-taken", "id:", id="one id for a goal and a task"),
    pytest.param(PLAN, r"order: 1\n    name", "order: 2\n    name", "doubtful", "order:", id="one number for two tasks"),
    pytest.param(PLAN, r"year: 2029$", "year: 2031", "order-of-days", "year:", id="a goal after the plan"),
    pytest.param(PLAN, r"year: 2029\n    text", "year: 2029\n    ends_on: 2028-06\n    text", "order-of-days", "ends_on:", id="due in another year"),
    pytest.param(PLAN, r"results: \[xa-sach-2028\]", r"\g<0>\n    near: [{result: xa-sach-2028, why: Một câu.}]", "target", "near:", id="a result that does not fit its own promise"),
    pytest.param(PLAN, r"results: \[xa-sach-2028\]", r"\g<0>\n    near: [{result: nguoi-2028, why: Một câu.}, {result: nguoi-2028, why: Hai câu.}]", "target", "near:", id="near twice"),
    pytest.param(PLAN, r"results: \[xa-sach-2028\]", "results: [nguoi-2028]", "doubtful", "results:", id="another unit than promised"),
    pytest.param(RESULT, r"^value: .*", "value: -0.0", "number", "value:", id="minus zero"),
    pytest.param(RESULT, r"^value: .*", "value: -4", "number", "value:", id="fewer than none"),
    pytest.param(RESULT, r"^value: .*", "value: 13", "number", "out_of:", id="more than of all"),
    pytest.param(RESULT, r"^out_of: .*", "out_of: 0", "number", "out_of:", id="of none"),
    pytest.param(RESULT, r"^unit: .*", "unit: '%'", "number", "out_of:", id="a share with a whole"),
    pytest.param(RESULT, r"^as_of: .*", "as_of: 2030-01-11", "order-of-days", "as_of:", id="known before it was"),
    pytest.param(RESULT, r"^programs: .*", r"\g<0>\njoined_with: [xa-sach-2028]", "circle", "joined_with:", id="joined with itself"),
    pytest.param(DOCUMENT, r"^effective_on: .*", "effective_on: 2026-01-14", "order-of-days", "effective_on:", id="in force before it was issued"),
    pytest.param(DOCUMENT, r"^ends_on: .*", "ends_on: 2025", "order-of-days", "ends_on:", id="over before it was issued"),
    pytest.param(DOCUMENT, r"^issued_on: .*\neffective_on: .*\nends_on: .*", "issued_on: 2030-01-01", "order-of-days", "superseded_by:", id="replaced by an older one"),
    pytest.param("data/agencies/phong-cu.yml", r"^ended_on: .*", "ended_on: 2030-01-16", "future", "ended_on:", id="ended tomorrow"),
    pytest.param("data/agencies/bo-mau.yml", r"^name: .*", "name: '--'", "text", "name:", id="a name without a letter"),
    pytest.param("data/agencies/so-mau.yml", r"^name: .*", "name: BỘ  mẫu", "same-name", "name:", id="two of one name"),
    pytest.param("data/moved.yml", r"moved_on: .*", "moved_on: 2030-01-16", "future", "moved_on:", id="moved tomorrow"),
    pytest.param(TU_VAN, r"^formerly:.*\n(  - .*\n)", r"\g<0>    until: 2031\n", "future", "until:", id="an old number of the future"),
]  # fmt: skip

FORMER = [  # what `formerly:` of a line may not say
    *(('"111"', "living-number"), ('"1 1 1"', "living-number"), ('"1.1.1"', "living-number"), ('"115"', "living-number")),
    *(('"0900 000 001"', "living-number"), ('"0900000001"', "living-number"), ('"02380000001"', "living-number")),
    *(('"0900.000.011"', "living-number"), ('"0900 000 003"', "taken-off"), ("0900000009", "quotes")),
    *(("'0900000009'", "quotes"), ('"+84 900 000 009"', "phone"), ('"0900-000-009"', "phone"), ('"0900 00"', "phone")),
    *(('"01687654321"', "phone"), ('"(038) 3844 111"', "phone"), ('"không chín"', "phone")),
    ('"0900000009"\n  - value: "0900 000 009"', "number-twice"),
]  # fmt: skip
CASES += [pytest.param(TU_VAN, 'value: "0900000009"', f"value: {new}", code, "value:", id=new) for new, code in FORMER]


@pytest.mark.parametrize(("path", "old", "new", "code", "line"), CASES)
def test_what_is_hardly_meant_is_told_at_its_field(
    project: Path, path: str, old: str, new: str, code: str, line: str
) -> None:
    told = changed(project, path, old, new)
    assert [found for found in told if found[0] == code and found[1].startswith(line)], told


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param(PLAN, r"nhất 50 %(.*\n.*)value: 50", r"nhất 100 %\1value: 100", id="all of it"),
        pytest.param(PLAN, r"nhất 50 %", "nhất 4.5 % hay 5,5,5 %", id="figures that cannot be read"),
        pytest.param(RESULT, r"^value: .*", "value: 12", id="twelve of twelve"),
        pytest.param(RESULT, r"^value: .*", "value: 0", id="none"),
        pytest.param(RESULT, r"2028\n(.*\n)as_of: .*", r"2029\n\1as_of: 2030-01-10", id="read on its own day, of the year before"),
        pytest.param(RESULT, r"2028\n(.*\n)as_of: .*", r"2030\n\1as_of: 2030", id="some day of the year it was read in"),
        pytest.param(CAMPAIGN, r"^level: .*", r"\g<0>\nyear: 2030", id="the year of its days"),
        pytest.param(DOCUMENT, r"^issued_on: .*", "issued_on: 2026-01", id="in force in the month it was issued"),
        pytest.param("data/agencies/phong-cu.yml", r"^ended_on: .*", "ended_on: 2030-01-15", id="ended today"),
        pytest.param(CAMPAIGN, r"^ends_on: .*\n", "", id="a beginning without an end"),
        pytest.param(CAMPAIGN, r"^name: .*", "name: Đợt ra quân 2026–2031", id="a name of many years"),
        pytest.param(PLAN, r"deadline: .*", "deadline: 2029-12-31", id="due on the last day"),
        pytest.param(PLAN, r"value: 50", r"\g<0>\n    note: Kế hoạch viết 50 % rồi sửa.\n", id="the words as they are"),
        pytest.param(PLAN, r"value: 50", "value: 60\n    note: Chỉ tiêu đã được nâng lên.", id="another share, with its reason"),
        pytest.param(DOCUMENT, r"^number: .*", "number: 1/2026/QĐ-MAU", id="issued in the year of its number"),
        pytest.param(TU_VAN, r"^answers: .*", "answers: Từ 29/02/2028, ngày 30 tháng 4, số 31/04/2025/QĐ, 45 tháng 3.", id="days there are"),
        pytest.param(TU_VAN, r'opens: "13:30"', 'opens: "11:30"', id="spans that touch"),
    ],
)  # fmt: skip
def test_its_right_neighbor_stands(project: Path, path: str, old: str, new: str) -> None:
    assert changed(project, path, old, new) == set()


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        (("2030-03-01", "2030-03-03", None, None), ("2030-03-03", "2030-03-05", None, None), True),
        (("2030-03-01", "2030-03-03", None, None), ("2030-03-04", "2030-03-05", None, None), False),
        (("2030-03-01", "2030-03-03", "08:00", "10:00"), ("2030-03-03", "2030-03-03", "10:00", "12:00"), False),
        (("2030-03-01", "2030-03-03", "08:00", "10:00"), ("2030-03-03", "2030-03-03", "09:00", "12:00"), True),
        (("2030-03-01", "2030-03-03", "08:00", "10:00"), ("2030-03-02", "2030-03-02", None, None), True),
        (("2030-03-01", "2030-03-03", "08:00", None), None, True),
        (("2030-03-01", "2030-03-03", None, "08:00"), None, True),
        (("2030-03-01", "2030-03-03", "10:00", "08:00"), None, True),
        (("2030-03-01", "2030-03-03", "10:00", "10:00"), None, True),
    ],
)
def test_a_day_has_one_set_of_hours(
    first: tuple[str | None, ...], second: tuple[str | None, ...] | None, is_told: bool
) -> None:
    made = [
        models.HoursException.model_validate(
            dict(zip(("starts_on", "ends_on", "opens", "closes"), one, strict=True)) | {"because": "Lễ"}
        )
        for one in (first, second)
        if one
    ]
    assert bool(list(sense._exceptions(made))) is is_told


@pytest.mark.parametrize(
    "url",
    [
        "https://vanban.chinhphu.vn/?pageid=1&docid=2", "http://a.vn", "https://tên-miền.vn/", "https://xn--tn-min-o4a4x.vn/",
        "https://a.vn:8443/x", "https://8.8.8.8/", "https://[2001:4860:4860::8888]/", "https://a.vn/@ten/bai", "https://a-b.gov.vn/",
        "https://a.vn/utm_source=x?my_fbclid=1", "https://a.vn/#utm_source=x",
    ],
)  # fmt: skip
def test_an_address_that_everyone_can_open_is_taken(url: str) -> None:
    assert web.addressed(url) == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://[::1", "https://[::1]/", "http://169.254.169.254/", "https://a.vn@b.example/", "https://user:x@a.vn/",
        "https://localhost/", "https://may.local/", "https://10.0.0.1/", "https://192.168.1.1/", "https://intranet/",
        "https://0x7f.1/", "https://2130706433/", "https://127.1/", "https://a.vn:99999/", "https://a..vn/", "https://.vn/",
        "https://bit.ly/3abc", "https://www.google.com/url?q=https://a.vn", "https://nghean.gov,vn/", "https://https://a.vn/",
        "https://server.internal/", "https://[fe80::1]/", "https://100.64.0.1/",
        "https://a.vn/bai?fbclid=IwAR0", "https://a.vn/bai?id=5&utm_source=zalo&utm_medium=zalo", "https://a.vn/?zarsrc=30#muc",
    ],
)  # fmt: skip
def test_an_address_of_one_machine_or_of_another_or_of_who_shared_it_is_told(url: str) -> None:
    assert web.addressed(url)


def test_what_is_let_stand_has_its_reason() -> None:
    assert all(len(why) > 15 for why in ALLOWED.values())


@pytest.mark.parametrize(
    ("number", "more", "is_told"),
    [
        ("0233 000 0000", "", True),
        ("0912 345 678", "", True),
        ("0987654321", "", True),
        ("1900 0000", "", True),
        ("1900 123 456", "", True),
        ("0999 999 999", "", True),
        ("0999 999 999", "called_on: 2026-11-01\n", False),
        ("0999 999 999", "publish: withdrawn\nbecause: Sai.\n", False),
        ("1900 1111", "", False),
        ("0238 3844 111", "", False),
        ("111", "", False),
    ],
)
def test_a_number_typed_to_fill_a_place_is_doubted_until_somebody_called_it(
    number: str, more: str, is_told: bool
) -> None:
    line = record(sampled(HOTLINE, '"111"', f'"{number}"') + more)
    said = list(sense._typed_to_fill(line, {}, date.fromisoformat(TODAY)))  # type: ignore[arg-type]
    assert [(one.loc, one.code, one.level) for one in said] == [
        (("channels", 0, "value"), "doubtful", Level.WARNING)
    ] * is_told


def test_a_message_to_a_landline_is_doubted() -> None:
    line = record(sampled(HOTLINE, "    hours: always\n", '  - {kind: sms, value: "0238 3844 111"}\n'))
    said = sense._message_to_a_landline(line, {}, date.fromisoformat(TODAY))  # type: ignore[arg-type]
    assert [one.loc for one in said] == [("channels", 1, "value")]
