"""What day it is and where records stand on it, at the days on which something turns."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import ROOT
from facts.records import clock, when
from facts.records.models import Campaign, Document, Hotline, Plan, Program
from facts.records.when import Freshness, Status
from samples import CAMPAIGN, DOCUMENT, HOTLINE, PLAN, PROGRAM, changed, record

CHECKED = date(2026, 11, 1)


def line(more: str = "") -> Hotline:
    found = record(HOTLINE + more)
    assert isinstance(found, Hotline)
    return found


def campaign(more: str) -> Campaign:
    found = record(CAMPAIGN + more, "campaigns")
    assert isinstance(found, Campaign)
    return found


class TestTheDay:
    def test_the_day_is_what_the_setting_says(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SITE_TODAY", "2026-11-24")
        assert clock.build_day() == date(2026, 11, 24)

    @pytest.mark.parametrize(
        "said",
        [
            "24/11/2026",
            "2026-11-31",
            "hôm nay",
            "20261124",
            "2026-11-24T00:00",
            "2026-11-24\n",
            " ",
            "0001-01-01",
            "1999-12-31",
            "2300-01-01",
            "9999-12-31",
        ],
    )
    def test_a_setting_that_is_no_day_is_told(self, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
        monkeypatch.setenv("SITE_TODAY", said)
        with pytest.raises(ValueError, match="SITE_TODAY"):
            clock.build_day()

    @pytest.mark.parametrize("said", ["2000-01-01", "2299-12-31"])
    def test_a_day_of_these_centuries_is_taken(self, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
        monkeypatch.setenv("SITE_TODAY", said)
        assert clock.build_day().isoformat() == said

    @pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Ho_Chi_Minh"])
    def test_today_is_today_in_vietnam_wherever_it_is_built(self, zone: str) -> None:
        code = "from facts.records import clock; print(clock.build_day())"
        env = {"PYTHONPATH": str(ROOT / "hooks"), "TZ": zone}
        before = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        said = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout
        after = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        assert before <= date.fromisoformat(said.strip()) <= after

    def test_one_place_reads_the_clock(self) -> None:
        reads = re.compile(r"\.now\(|\.today\(\)|time\.time\(|utcnow|localtime|strftime\(['\"]")
        found = [
            f"{file.name}: {text.strip()}"
            for file in sorted((ROOT / "hooks").rglob("*.py"))
            for text in file.read_text(encoding="utf-8").splitlines()
            if reads.search(text)
        ]
        assert found == ["clock.py: return datetime.now(VIETNAM).date()"]


class TestPromises:
    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            pytest.param(0, Freshness.FRESH, id="the day it was checked"),
            pytest.param(180, Freshness.FRESH, id="the last day of its promise"),
            pytest.param(181, Freshness.STALE, id="the day after its promise"),
            pytest.param(360, Freshness.STALE, id="twice its promise"),
            pytest.param(361, Freshness.WITHDRAWN, id="the day after twice its promise"),
            pytest.param(3650, Freshness.WITHDRAWN, id="ten years on"),
        ],
    )
    @pytest.mark.parametrize("purpose", ["help", "report"])
    def test_a_line_is_marked_then_leaves(self, purpose: str, days: int, expected: Freshness) -> None:
        found = record(changed(HOTLINE, "purpose: help", f"purpose: {purpose}"))
        assert isinstance(found, Hotline)
        assert when.freshness(found, CHECKED + timedelta(days=days)) is expected

    @pytest.mark.parametrize(
        ("days", "expected"), [(30, Freshness.FRESH), (31, Freshness.STALE), (61, Freshness.WITHDRAWN)]
    )
    def test_an_editor_may_promise_less(self, days: int, expected: Freshness) -> None:
        assert when.freshness(line("review_days: 30\n"), CHECKED + timedelta(days=days)) is expected

    @pytest.mark.parametrize(
        "text", [HOTLINE + "permanent: true\n", changed(HOTLINE, "purpose: help", "purpose: emergency")]
    )
    @pytest.mark.parametrize("years", [1, 3, 50])
    def test_permanent_and_emergency_lines_are_marked_and_never_leave(self, text: str, years: int) -> None:
        found = record(text)
        assert isinstance(found, Hotline)
        today = CHECKED.replace(year=CHECKED.year + years)
        assert when.freshness(found, today) is Freshness.STALE
        assert when.leaves_lists_on(found) is None
        assert when.live([found], today) == [found]

    def test_a_line_comes_back_when_it_is_checked_again(self) -> None:
        today = date(2028, 1, 1)
        old = line()
        assert when.live([old], today) == []
        again = old.model_copy(update={"verified_on": date(2027, 12, 1)})
        assert when.live([again], today) == [again]

    @pytest.mark.parametrize("more", ["", "permanent: true\n"])
    def test_an_editor_takes_any_line_off_at_once(self, more: str) -> None:
        found = line(more + "publish: withdrawn\nbecause: Sai số.\n")
        assert when.is_withdrawn(found, CHECKED)
        assert when.live([found], CHECKED) == []

    @given(days=st.integers(0, 4000), promise=st.integers(1, 3650))
    def test_a_line_never_turns_fresher_as_days_pass(self, days: int, promise: int) -> None:
        found = line(f"review_days: {promise}\n")
        order = list(Freshness)
        today = CHECKED + timedelta(days=days)
        assert order.index(when.freshness(found, today)) <= order.index(
            when.freshness(found, today + timedelta(days=1))
        )

    def test_other_records_are_marked_after_a_year_and_never_leave_by_themselves(self) -> None:
        plan = record(PLAN, "plans")
        assert isinstance(plan, Plan)
        assert when.freshness(plan, CHECKED + timedelta(days=365)) is Freshness.FRESH
        assert when.freshness(plan, CHECKED + timedelta(days=5000)) is Freshness.STALE
        assert when.freshness(campaign(""), CHECKED + timedelta(days=5000)) is Freshness.FRESH  # a dated fact

    def test_a_line_to_be_asked_again_stands_after_the_others_until_someone_called(self) -> None:
        first = line("recheck: Hỏi lại.\norder: 1\n")
        second = line("order: 2\n").model_copy(update={"id": "khac"})
        assert when.live([first, second], CHECKED) == [second, first]
        assert not when.is_confirmed(first)
        called = first.model_copy(update={"called_on": CHECKED})
        assert when.is_confirmed(called)
        assert when.live([called, second], CHECKED) == [called, second]

    @pytest.mark.parametrize(
        ("newest", "today", "is_old"),
        [
            ("2025-11-24", date(2026, 11, 24), False),
            ("2025-11-24", date(2026, 11, 25), True),
            ("2025-11", date(2026, 11, 30), False),
            ("2025-11", date(2026, 12, 1), True),
            ("2025", date(2026, 12, 31), False),
            ("2025", date(2027, 1, 1), True),
            ("2024-02-29", date(2025, 2, 28), False),
            ("2024-02-29", date(2025, 3, 1), True),
        ],
    )
    def test_the_newest_source_is_old_after_twelve_months(self, newest: str, today: date, is_old: bool) -> None:
        found = record(changed(HOTLINE, "newest_source_on: 2026-10", f"newest_source_on: {newest}"))
        assert isinstance(found, Hotline)
        assert when.is_source_old(found, today) is is_old


class TestCampaigns:
    @pytest.mark.parametrize(
        ("today", "expected"),
        [
            pytest.param(date(2025, 2, 28), Status.UPCOMING, id="the day before it starts"),
            pytest.param(date(2025, 3, 1), Status.ACTIVE, id="its first day"),
            pytest.param(date(2025, 3, 31), Status.ACTIVE, id="its last day"),
            pytest.param(date(2025, 4, 1), Status.ENDED, id="the day after"),
        ],
    )
    def test_a_campaign_runs_from_its_first_day_through_its_last(self, today: date, expected: Status) -> None:
        for days in ("starts_on: 2025-03-01\nends_on: 2025-03-31\n", "starts_on: 2025-03\nends_on: 2025-03\n"):
            assert when.campaign_status(campaign(days), today) is expected

    YEARLY = 'recurs: {starts: "06-01", ends: "06-30"}\n'
    OVER_NEW_YEAR = 'recurs: {starts: "12-15", ends: "01-20"}\n'

    @pytest.mark.parametrize(
        ("days", "today", "first", "last", "expected"),
        [
            (YEARLY, date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 30), Status.UPCOMING),
            (YEARLY, date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 30), Status.ACTIVE),
            (YEARLY, date(2026, 6, 30), date(2026, 6, 1), date(2026, 6, 30), Status.ACTIVE),
            (YEARLY, date(2026, 7, 1), date(2027, 6, 1), date(2027, 6, 30), Status.UPCOMING),
            (OVER_NEW_YEAR, date(2026, 12, 14), date(2026, 12, 15), date(2027, 1, 20), Status.UPCOMING),
            (OVER_NEW_YEAR, date(2026, 12, 31), date(2026, 12, 15), date(2027, 1, 20), Status.ACTIVE),
            (OVER_NEW_YEAR, date(2027, 1, 1), date(2026, 12, 15), date(2027, 1, 20), Status.ACTIVE),
            (OVER_NEW_YEAR, date(2027, 1, 20), date(2026, 12, 15), date(2027, 1, 20), Status.ACTIVE),
            (OVER_NEW_YEAR, date(2027, 1, 21), date(2027, 12, 15), date(2028, 1, 20), Status.UPCOMING),
            ('recurs: {starts: "02-29", ends: "02-29"}\n', date(2027, 2, 28), date(2027, 2, 28), date(2027, 2, 28), Status.ACTIVE),
            ('recurs: {starts: "02-29", ends: "02-29"}\n', date(2028, 2, 28), date(2028, 2, 29), date(2028, 2, 29), Status.UPCOMING),
            ('recurs: {starts: "06-26", ends: "06-26"}\n', date(2026, 6, 26), date(2026, 6, 26), date(2026, 6, 26), Status.ACTIVE),
        ],
    )  # fmt: skip
    def test_a_yearly_campaign_counts_the_year_that_is_on_or_comes(
        self, days: str, today: date, first: date, last: date, expected: Status
    ) -> None:
        assert when.campaign_days(campaign(days), today) == (first, last)
        assert when.campaign_status(campaign(days), today) is expected

    @given(
        st.dates(date(2000, 1, 1), date(2090, 12, 31)),
        st.dates(date(2000, 1, 1), date(2000, 12, 31)),
        st.integers(0, 300),
    )
    def test_a_yearly_campaign_is_never_over(self, today: date, start: date, length: int) -> None:
        end = start + timedelta(days=length)
        yearly = campaign(f'recurs: {{starts: "{start:%m-%d}", ends: "{end:%m-%d}"}}\n')
        first, last = when.campaign_days(yearly, today)
        assert first
        assert last
        assert first <= last
        assert last >= today
        assert when.campaign_status(yearly, today) is not Status.ENDED

    def test_a_part_known_by_its_year_takes_the_days_of_the_yearly_one(self) -> None:
        part, whole = campaign("year: 2025\npart_of: nam\n"), campaign(self.YEARLY)
        assert when.campaign_status(part, date(2025, 6, 15), whole) is Status.ACTIVE
        assert when.campaign_status(part, date(2025, 5, 15), whole) is Status.UPCOMING
        assert when.campaign_status(part, date(2025, 7, 1), whole) is Status.ENDED
        assert when.campaign_status(part, date(2026, 6, 15), whole) is Status.ENDED

    @pytest.mark.parametrize(
        ("today", "expected"), [(date(2024, 12, 31), Status.UPCOMING), (date(2026, 1, 1), Status.ENDED)]
    )
    def test_a_year_alone_says_before_and_after(self, today: date, expected: Status) -> None:
        assert when.campaign_status(campaign("year: 2025\n"), today) is expected

    def test_a_start_alone_is_never_shown_as_running_for_ever(self) -> None:
        assert when.campaign_status(campaign("starts_on: 2025-03-01\n"), date(2025, 3, 1)) is Status.ACTIVE
        assert when.campaign_status(campaign("starts_on: 2025-03-01\n"), date(2025, 3, 2)) is Status.ENDED

    def test_no_days_at_all_are_unknown_and_what_is_called_over_is_over(self) -> None:
        assert when.campaign_status(campaign(""), CHECKED) is Status.UNKNOWN
        assert when.campaign_status(campaign("standing: ended\n" + self.YEARLY), CHECKED) is Status.ENDED


class TestDocumentsPlansPrograms:
    @pytest.mark.parametrize(
        ("more", "standing", "expected"),
        [
            ("", "confirmed", Status.ACTIVE),
            ("", "unverified", Status.UNKNOWN),
            ("", "ended", Status.ENDED),
            ("superseded_by: khac\n", "confirmed", Status.ENDED),
            ("effective_on: 2026-11-25\n", "confirmed", Status.UPCOMING),
            ("effective_on: 2026-11-24\n", "confirmed", Status.ACTIVE),
            ("ends_on: 2026-11-24\n", "confirmed", Status.ACTIVE),
            ("ends_on: 2026-11-23\n", "confirmed", Status.ENDED),
            ("ends_on: 2025\n", "unverified", Status.ENDED),
        ],
    )
    def test_a_document_is_in_force_until_something_says_otherwise(
        self, more: str, standing: str, expected: Status
    ) -> None:
        found = record(changed(DOCUMENT, "standing: confirmed", f"standing: {standing}") + more, "documents")
        assert isinstance(found, Document)
        assert when.document_status(found, date(2026, 11, 24)) is expected

    @pytest.mark.parametrize(
        ("today", "expected"),
        [(date(2025, 12, 31), Status.UPCOMING), (date(2026, 1, 1), Status.ACTIVE), (date(2030, 12, 31), Status.ACTIVE), (date(2031, 1, 1), Status.ENDED)],
    )  # fmt: skip
    def test_a_plan_runs_from_its_first_year_through_its_last(self, today: date, expected: Status) -> None:
        plan = record(PLAN, "plans")
        assert isinstance(plan, Plan)
        assert when.plan_status(plan, today) is expected

    def test_a_plan_leans_on_its_document(self) -> None:
        plan, document = record(PLAN, "plans"), record(DOCUMENT + "superseded_by: khac\n", "documents")
        assert isinstance(plan, Plan)
        assert isinstance(document, Document)
        assert when.plan_status(plan, date(2027, 1, 1), document) is Status.ENDED

    @pytest.mark.parametrize(
        ("more", "expected"),
        [("", Status.ACTIVE), ("succeeded_by: khac\n", Status.ENDED), ("ends_on: 2026-10\n", Status.ENDED), ("ends_on: 2026-11\n", Status.ACTIVE)],
    )  # fmt: skip
    def test_a_program_goes_on_until_its_sources_say_otherwise(self, more: str, expected: Status) -> None:
        program = record(PROGRAM + more, "programs")
        assert isinstance(program, Program)
        assert when.standing_status(program, date(2026, 11, 24)) is expected


class TestHours:
    TEXT = changed(
        HOTLINE,
        "hours: always",
        """hours:
      weekly:
        - {days: [mon, tue, wed, thu, fri], opens: "07:30", closes: "17:00"}
        - {days: [sat], opens: "18:00", closes: "24:00"}
      exceptions:
        - {starts_on: 2027-02-05, ends_on: 2027-02-11, because: nghỉ Tết}
        - {starts_on: 2027-02-12, ends_on: 2027-02-12, opens: "08:00", closes: "10:00", because: đầu năm}""",
    )

    @pytest.mark.parametrize(
        ("moment", "is_answered"),
        [
            pytest.param("2026-11-23 07:29", False, id="Monday, a minute before it opens"),
            pytest.param("2026-11-23 07:30", True, id="Monday, the minute it opens"),
            pytest.param("2026-11-23 16:59", True, id="Monday, a minute before it closes"),
            pytest.param("2026-11-23 17:00", False, id="Monday, the minute it closes"),
            pytest.param("2026-11-22 10:00", False, id="Sunday"),
            pytest.param("2026-11-28 23:59", True, id="Saturday, a minute before midnight"),
            pytest.param("2026-11-29 00:00", False, id="midnight after Saturday"),
            pytest.param("2027-02-04 10:00", True, id="the day before Tết"),
            pytest.param("2027-02-05 10:00", False, id="the first day of Tết"),
            pytest.param("2027-02-11 10:00", False, id="the last day of Tết"),
            pytest.param("2027-02-12 07:45", False, id="the first working day, at its usual hour"),
            pytest.param("2027-02-12 09:59", True, id="the first working day, at its own hour"),
            pytest.param("2027-02-12 10:00", False, id="the first working day, closed early"),
            pytest.param("2027-02-15 10:00", True, id="the week after"),
        ],
    )
    @pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "UTC", "America/New_York"])
    def test_a_line_is_answered_by_the_clock_of_vietnam(self, moment: str, is_answered: bool, zone: str) -> None:
        found = record(self.TEXT)
        assert isinstance(found, Hotline)
        hours = found.channels[0].hours
        assert not isinstance(hours, str)
        at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")).astimezone(ZoneInfo(zone))
        assert when.is_answered(hours, at) is is_answered

    def test_seven_hours_lie_between_vietnam_and_utc(self) -> None:
        found = record(self.TEXT)
        assert isinstance(found, Hotline)
        hours = found.channels[0].hours
        assert not isinstance(hours, str)
        assert when.is_answered(hours, datetime(2026, 11, 23, 0, 30, tzinfo=UTC))
        assert not when.is_answered(hours, datetime(2026, 11, 23, 10, 0, tzinfo=UTC))


def test_a_span_includes_its_last_day_and_knows_when_it_has_no_days() -> None:
    day = date(2026, 1, 1)
    assert when.span_status(None, None, day) is Status.UNKNOWN
    assert when.span_status(day, day, day) is Status.ACTIVE
    assert when.span_status(None, day, day + timedelta(days=1)) is Status.ENDED
    assert when.span_status(day, None, day + timedelta(days=999)) is Status.ACTIVE


def test_the_zone_comes_with_python_and_not_with_the_machine(tmp_path: Path) -> None:
    code = "from facts.records import clock; print(clock.VIETNAM.utcoffset(clock.datetime(2026, 11, 24)))"
    env = {"PYTHONPATH": str(ROOT / "hooks"), "PYTHONTZPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "7:00:00"
