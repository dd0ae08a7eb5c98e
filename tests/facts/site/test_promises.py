"""What a promise is said to be on the days on which something turns: due, found, near, and how they are counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import building
from facts.records.models import Plan
from facts.site.promises import Counts, Due, Found, Promise, counts, of_plan, owed, promises
from facts.site.site import Site
from facts.site.store import Facts
from facts.site.words import say_as_of, say_until
from samples import DOCUMENT, PLAN, RESULT, TODAY, changed, judged

TARGET = "targets:\n  - {id: mot, year: 2026, text: Một chỉ tiêu., value: 3, unit: xã, of: xã%s}\n"
FILES = {"data/documents/ke-hoach.yml": DOCUMENT, "data/results/con-so.yml": RESULT}


def promise(root: Path, more: str, day: str, **files: str) -> Promise:
    facts, problems = judged(root, {**FILES, **files, "data/plans/ke-hoach.yml": PLAN + TARGET % more})
    assert [p for p in problems if p.level == "error"] == []
    site = Site.of(facts, date.fromisoformat(day))
    return of_plan(site, site.facts.get(Plan, "ke-hoach"))[0]


@pytest.mark.parametrize(
    ("more", "day", "due"),
    [
        pytest.param("", "2026-01-01", Due.THIS_YEAR, id="the first day of its year"),
        pytest.param("", "2026-12-31", Due.THIS_YEAR, id="its last day"),
        pytest.param("", "2027-01-01", Due.PAST, id="the day after"),
        pytest.param("", "2025-12-31", Due.LATER, id="the year before"),
        pytest.param(", ends_on: 2026-06", "2026-06-30", Due.THIS_YEAR, id="the last day of its month"),
        pytest.param(", ends_on: 2026-06", "2026-07-01", Due.PAST, id="after its month"),
        pytest.param(", ends_on: 2026-06-10", "2026-06-11", Due.PAST, id="after its own day"),
    ],
)
def test_a_promise_is_due_on_the_last_day_of_its_year_or_on_its_own(
    tmp_path: Path, more: str, day: str, due: Due
) -> None:
    found = promise(tmp_path, more, day)
    assert found.due is due
    assert found.found is (Found.NOTHING if due is Due.PAST else Found.NOT_YET)


NEAR = ", near: [{result: con-so, why: Đếm ở nơi khác.}]"


@pytest.mark.parametrize(
    ("more", "day", "found"),
    [
        pytest.param(", results: [con-so]", "2026-11-24", Found.RESULT, id="a result before the day"),
        pytest.param(", results: [con-so]", "2027-11-24", Found.RESULT, id="a result"),
        pytest.param(NEAR, "2027-11-24", Found.NEAR, id="one that does not fit"),
        pytest.param(NEAR, "2026-11-24", Found.NOT_YET, id="one that does not fit, while there is time"),
    ],
)
def test_what_was_found_is_said_apart_from_when_it_was_due(tmp_path: Path, more: str, day: str, found: Found) -> None:
    assert promise(tmp_path, more, day).found is found


@pytest.mark.parametrize("more", [", results: [con-so]", NEAR])
def test_a_result_that_is_taken_off_stands_beside_no_promise(tmp_path: Path, more: str) -> None:
    off = {"data/results/con-so.yml": RESULT + "publish: withdrawn\nbecause: Đang hỏi lại.\n"}
    found = promise(tmp_path, more, "2027-01-01", **off)
    assert (found.found, found.results, found.near) == (Found.NOTHING, (), ())


def test_only_promises_of_the_level_are_counted_and_plans_that_are_taken_off_are_not(tmp_path: Path) -> None:
    national = changed(PLAN, "id: ke-hoach", "id: ca-nuoc").replace("level: province", "level: national")
    off = changed(PLAN, "id: ke-hoach", "id: da-rut") + "publish: withdrawn\nbecause: Đang hỏi lại.\n"
    files = {**FILES, "data/plans/ke-hoach.yml": PLAN + TARGET % NEAR, "data/plans/ca-nuoc.yml": national + TARGET % "",
             "data/plans/da-rut.yml": off + TARGET % ""}  # fmt: skip
    facts, _ = judged(tmp_path, files)
    before, after = (Site.of(facts, date(year, 6, 1)) for year in (2026, 2027))
    nothing = dict.fromkeys(Found, 0)
    assert counts(promises(before)) == Counts(all=1, due=0, by_found=nothing | {Found.NOT_YET: 1})
    assert counts(promises(after)) == Counts(all=1, due=1, by_found=nothing | {Found.NEAR: 1})
    assert [p.id for p in promises(after, "national")] == ["ca-nuoc-mot"]


def test_what_a_year_owes_is_every_target_task_and_goal_of_it_and_nothing_of_another(tmp_path: Path) -> None:
    more = (
        "goals: [{id: muon, text: Một ý., year: 2027}, {id: khong-nam, text: Một ý.}]\n"
        "tasks: [{id: viec, order: 1, name: Một việc, deadline: 2027-03}, {id: sau, order: 2, name: Việc sau, deadline: 2028}]\n"
        "targets:\n  - {id: mot, year: 2027, text: Một chỉ tiêu., value: 3, unit: xã, of: xã}\n"
        "  - {id: hai, year: 2026, text: Một chỉ tiêu., value: 3, unit: xã, of: xã}\n"
    )
    facts, _ = judged(tmp_path, {**FILES, "data/plans/ke-hoach.yml": PLAN + more})
    found = owed(Site.of(facts, TODAY), 2027)
    assert [(one.id, one.due_on.isoformat(), one.has_day) for one in found] == [
        ("mot", "2027-12-31", False), ("viec", "2027-03-31", True), ("muon", "2027-12-31", False),
    ]  # fmt: skip


def test_the_real_promises_stand_in_the_order_of_their_days_each_at_an_address_of_its_own(facts: Facts) -> None:
    found = promises(Site.of(facts, date.fromisoformat(building.DAY)))
    counted = counts(found)
    assert counted.all == len(found) == sum(counted.by_found.values()) > 0
    assert [p.due for p in found] == sorted((p.due for p in found), key=list(Due).index)
    assert len({p.id for p in found}) == len(found)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-24", "hôm nay là ngày cuối"),
        ("2026-11-25", "còn 1 ngày"),
        ("2027-11-23", "còn 364 ngày"),
        ("2027-11-24", "còn 1 năm"),
        ("2030-12-31", "còn hơn 4 năm"),
        ("2026-11-23", "đã qua 1 ngày"),
        ("2025-12-31", "đã qua 328 ngày"),
        ("2022-12-31", "đã qua hơn 3 năm"),
        ("2024-11-24", "đã qua 2 năm"),
    ],
)
def test_how_far_a_day_is_said_in_days_and_then_in_years(day: str, said: str) -> None:
    assert date(2026, 11, 24) == TODAY
    assert say_until(date.fromisoformat(day), TODAY) == said


@pytest.mark.parametrize(
    ("day", "note", "said"),
    [
        ("2022", None, "năm 2022"),
        ("2022", "năm 2022, trước khi làm đề án", "năm 2022, trước khi làm đề án"),
        ("2022", "so với tháng 4/2022", "so với tháng 4/2022; xếp vào năm 2022"),
        ("2024-06", "từ tháng 7/2021 đến tháng 6/2024", "từ tháng 7/2021 đến tháng 6/2024"),
        ("2023-06-30", "01/6/2023 đến 30/6/2023", "01/6/2023 đến 30/6/2023"),
        ("2023-09", "9 tháng đầu năm 2023", "9 tháng đầu năm 2023; xếp vào tháng 9/2023"),
    ],
)
def test_a_figure_is_put_under_a_day_in_words_only_where_its_source_does_not_say_that_day(
    day: str, note: str | None, said: str
) -> None:
    assert say_as_of(day, note) == said
