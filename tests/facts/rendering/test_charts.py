"""What may be drawn side by side, and how long: a picture of numbers that were not counted alike would lie."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from facts.records.models import Result, Target
from facts.rendering import charts
from samples import RESULT, record


def result(name: str, **changed: Any) -> Result:
    found = record(RESULT, "results")
    assert isinstance(found, Result)
    alike = {"id": name, "value": 3, "out_of": 12}
    return found.model_copy(update=alike | changed)


def test_shares_that_were_counted_alike_stand_side_by_side() -> None:
    assert (
        charts.refusal([result("a"), result("b", scope="một huyện (cũ)", out_of=5, sources=("bao", "qd-1472"))]) == ""
    )


def test_parts_of_one_whole_stand_in_one_bar() -> None:
    assert charts.refusal_of_parts([result("a", value=8), result("b", value=4)]) == ""
    unknown = "không rõ"  # one source and one whole are enough
    parts = [result("a", basis_of_count=unknown), result("b", basis_of_count=unknown)]
    assert charts.refusal_of_parts(parts) == ""


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"as_of": "2025"}, "ngày chốt", id="another day"),
        pytest.param({"basis_of_count": "theo tiêu chí mới"}, "cách tính", id="another basis"),
        pytest.param({"sources": ("bao",)}, "nguồn", id="no source in common"),
        pytest.param({"out_of": None}, "out_of", id="no whole"),
        pytest.param({"id": "a"}, "khác nhau", id="one figure twice"),
    ],
)
def test_shares_that_were_counted_otherwise_are_refused(changed: dict[str, Any], told: str) -> None:
    assert told in charts.refusal([result("a"), result("b", **changed)])
    assert told in charts.refusal([result("b", **changed), result("a")])


def test_a_basis_that_nobody_knows_is_no_common_one() -> None:
    unknown = [result(id, basis_of_count="không rõ") for id in "ab"]
    assert "chưa rõ cách tính" in charts.refusal(unknown)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"out_of": 13}, "out_of", id="of another whole"),
        pytest.param({"out_of": None}, "out_of", id="of no whole"),
        pytest.param({"scope": "một huyện (cũ)"}, "phạm vi", id="of another place"),
        pytest.param({"unit": "người"}, "đơn vị", id="of another unit"),
        pytest.param({"as_of": "2025"}, "ngày chốt", id="of another day"),
        pytest.param({"sources": ("bao",)}, "nguồn", id="of another source"),
        pytest.param({"value": 10}, "trùng", id="more than the whole"),
        pytest.param({"id": "a"}, "khác nhau", id="one figure twice"),
    ],
)
def test_what_is_not_of_one_whole_is_refused(changed: dict[str, Any], told: str) -> None:
    assert told in charts.refusal_of_parts([result("a"), result("b", **changed)])


def test_a_slip_of_the_source_is_drawn_and_one_figure_alone_is_not() -> None:
    assert charts.refusal_of_parts([result("a", value=2066, out_of=4412), result("b", value=2348, out_of=4412)]) == ""
    assert charts.refusal([result("a")])
    assert charts.refusal_of_parts([])


@pytest.mark.parametrize(("over", "is_drawn"), [(0, True), (1, True), (100, True), (101, False)])
def test_parts_may_be_a_hundredth_more_than_their_whole(over: int, is_drawn: bool) -> None:
    parts = [result("a", value=5_000, out_of=10_000), result("b", value=5_000 + over, out_of=10_000)]
    assert (charts.refusal_of_parts(parts) == "") is is_drawn


@pytest.mark.parametrize(
    ("unit", "found", "length"),
    [
        ("%", {"value": 3, "out_of": 12}, 25.0),
        ("%", {"value": 30, "out_of": None, "unit": "%"}, 30.0),
        ("%", {"value": 30, "out_of": None, "unit": "xã"}, None),
        ("xã", {"value": 3, "out_of": 12}, None),
    ],
)
def test_a_result_is_drawn_beside_a_promise_only_as_a_share(unit: str, found: dict[str, Any], length: float) -> None:
    target = Target(id="mot", year="2026", text="Một câu.", value="50", unit=unit, of="xã")  # type: ignore[arg-type]
    assert charts.promised(target) == (50.0 if unit == "%" else None)
    assert charts.found(target, result("a", **found)) == length


def test_a_length_is_never_more_than_the_whole() -> None:
    assert [charts.percent(part, 10) for part in (-1, 0, 5, 11)] == [0, 0, 50, 100]
    assert charts.percent(1, 0) == 0


def test_days_stand_on_their_years_in_order() -> None:
    years = charts.Years.of([date(2022, 3, 1), date(2030, 12, 31), date(2026, 11, 27)])
    assert [year for year, _ in years.marks] == list(range(2022, 2031))
    assert years.at(date(2022, 1, 1)) == 0
    assert years.at(date(2026, 11, 27)) == pytest.approx(54.5, abs=0.1)
    assert 99.9 < years.at(date(2030, 12, 31)) < 100
