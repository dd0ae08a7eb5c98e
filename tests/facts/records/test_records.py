"""Single values of a record: what each kind of value takes, gives and refuses; and the schemas made of the fields."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError

from building import ROOT
from facts.numbers.phones import dialed
from facts.records import models as records
from facts.records import schema
from facts.records.kinds import FOLDERS, MODELS
from facts.records.models import Partial
from province import GOLDEN
from samples import HOTLINE, LINE, changed, judged, told


def taken(kind: object, value: str) -> object:
    return TypeAdapter(kind).validate_python(value)


def refused(kind: object, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    return str(caught.value.errors(include_url=False)[0]["type"])


class TestPhone:
    @pytest.mark.parametrize(
        ("written", "digits"),
        [
            ("111", "111"),
            ("115", "115"),
            ("1022", "1022"),
            ("0900000001", "0900000001"),
            ("0900 000 001", "0900000001"),
            ("0900.000.001", "0900000001"),
            ("09 00 00 00 01", "0900000001"),
            ("18000001", "18000001"),
            ("1800 0001", "18000001"),
            ("1900000001", "1900000001"),
            ("1900 00 00 01", "1900000001"),
        ],
    )
    def test_a_vietnamese_number_is_kept_as_written_and_dialed_by_its_digits(self, written: str, digits: str) -> None:
        assert taken(records.Phone, written) == written
        assert dialed(written) == digits

    @pytest.mark.parametrize(
        "written",
        [
            "", "1", "11", "211", "11111", "0111", "090000000", "09000000011", "1700000001", "180000012",
            "+84900000001", "+84 900 000 001", "84900000001", "(0238) 3844111", "0238-3844111", "0900  000  001",
            " 111", "111 ", "111\n", "111;112", "111/112", "111 hoặc 112", "O111", "l11", "111x", "1_800", "1e3",
            "\u0661\u0661\u0661", "\uff11\uff11\uff11", "²", "-111", "0x6f", "1" * 400,
        ],
    )  # fmt: skip
    def test_anything_else_is_refused(self, written: str) -> None:
        assert refused(records.Phone, written) == "phone"

    @given(
        st.lists(
            st.sampled_from(["0900", "000", "001", "0238", "3844", "111", "1900", "9095", " ", ".", "-", "+84", "O"]),
            max_size=6,
        ).map("".join)
    )
    @example("0900 000 001")
    @example("0238.3844.111")
    def test_what_is_taken_dials_digits_only(self, written: str) -> None:
        try:
            taken(records.Phone, written)
        except ValidationError:
            return
        assert re.fullmatch(r"[0-9]{3,11}", dialed(written))
        assert re.fullmatch(r"[0-9 .]+", written)


class TestDays:
    @pytest.mark.parametrize(
        ("written", "day"), [("2026-11-24", date(2026, 11, 24)), ("2024-02-29", date(2024, 2, 29))]
    )
    def test_a_day_is_year_month_day(self, written: str, day: date) -> None:
        assert taken(records.Day, written) == day

    @pytest.mark.parametrize(
        "written",
        [
            "2026-2-3", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-01", "0000-01-01", "24/11/2026", "24-11-2026",
            "24.11.2026", "2026/11/24", "2026-11-24T10:00:00Z", "2026-11-24 10:00", "20261124", "2026-W47-2", "hôm nay",
            "2026-11", "2026", "2026-11-24\n", "\u0662026-11-24", "-2026-11-24", "+2026-11-24",
        ],
    )  # fmt: skip
    def test_no_other_text_is_a_day(self, written: str) -> None:
        assert refused(records.Day, written) == "date"

    def test_a_day_written_the_vietnamese_way_is_read_back_as_it_should_be(self) -> None:
        with pytest.raises(ValidationError, match="Ý bạn là 2026-01-09"):
            taken(records.Day, "9/1/2026")

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("06/2028", "2028-06"), ("T6/2028", "2028-06"), ("2028-6", "2028-06"), ("tháng 6 năm 2028", "2028-06"),
            ("quý II/2028", "2028-06"), ("2028-Q4", "2028-12"), ("năm 2028", "2028"), ("ngày 30/6/2028", "2028-06-30"),
            ("2028–06–30", "2028-06-30"), ("31/6/2028", ""), ("2027-2028", ""), ("khoảng 2028", ""), ("10/1/28", ""),
            ("6 tháng đầu năm 2028", ""), ("28", ""), ("20280630", ""), ("13/2028", ""), ("2208", ""),
        ],
    )  # fmt: skip
    def test_a_day_is_offered_only_where_one_is_meant(self, written: str, meant: str) -> None:
        with pytest.raises(ValidationError) as told:
            taken(Partial, written)
        assert re.findall(r"Ý bạn là (\S+)\?", str(told.value)) == [meant] * bool(meant)

    @pytest.mark.parametrize(
        ("written", "first", "last"),
        [
            ("2023", date(2023, 1, 1), date(2023, 12, 31)),
            ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
            ("2023-12-05", date(2023, 12, 5), date(2023, 12, 5)),
        ],
    )
    def test_a_partial_day_is_its_first_day_through_its_last(self, written: str, first: date, last: date) -> None:
        partial = taken(Partial, written)
        assert isinstance(partial, Partial)
        assert (partial.first, partial.last) == (first, last)

    @pytest.mark.parametrize(
        "written", ["23", "2023-13", "2023-00", "2023-1", "12/2023", "1899", "2101", "2023-02-30", "Q1", ""]
    )
    def test_no_other_text_is_a_partial_day(self, written: str) -> None:
        assert refused(Partial, written) == "date"

    @given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
    def test_every_day_is_within_its_month_and_year(self, day: date) -> None:
        for text in (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}"):
            partial = Partial(text)
            assert partial.first <= day <= partial.last

    @pytest.mark.parametrize("written", ["02-30", "04-31", "13-01", "1-1", "06-00", "06-01\n", "00-10"])
    def test_a_day_of_each_year_is_one_that_years_have(self, written: str) -> None:
        refused(records.MonthDay, written)


class TestHours:
    @pytest.mark.parametrize("written", ["17:00", "24/24", "24/7", "sáng", "Always", "always ", "7h-17h", "7h", "none"])
    def test_words_that_are_not_hours_are_refused(self, tmp_path: Path, written: str) -> None:
        _, problems = judged(
            tmp_path, {LINE: changed(HOTLINE, "hours: always", f"hours: {written.strip() or '?'}x"[:-1])}
        )
        expected = [] if written.strip() == "always" else [(LINE, 10, 12, "hours")]
        assert told(problems) == expected

    WEEK = """hours:
      weekly:
        - days: [mon, tue]
          opens: "07:30"
          closes: "17:00"
"""

    def test_weekly_hours_are_taken(self, tmp_path: Path) -> None:
        facts, problems = judged(tmp_path, {LINE: changed(HOTLINE, "hours: always\n", self.WEEK)})
        assert problems == []
        assert facts.hotlines[0].channels[0].hours.weekly[0].opens == "07:30"  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("old", "new", "line", "code"),
        [
            ('"17:00"', '"07:00"', 14, "hours"),
            ('"17:00"', '"07:30"', 14, "hours"),
            ('"17:00"', '"25:00"', 14, "hours"),
            ('"07:30"', '"7:30"', 13, "hours"),
            ('"07:30"', "7h30", 13, "hours"),
            ('"07:30"', '"07:30\\n"', 13, "hours"),
            ("[mon, tue]", "[thu-hai]", 12, "choice"),
            ("[mon, tue]", "[]", 12, "shape"),
            ("[mon, tue]", "mon", 12, "shape"),
            ("weekly:", "hằng-tuần:", 11, "unknown-field"),
        ],
    )
    def test_a_mistake_in_weekly_hours_is_told_at_its_line(
        self, tmp_path: Path, old: str, new: str, line: int, code: str
    ) -> None:
        _, problems = judged(tmp_path, {LINE: changed(changed(HOTLINE, "hours: always\n", self.WEEK), old, new)})
        assert (line, code) in [(at, what) for _, at, _, what in told(problems)]
        assert all(at in (line, 11) for _, at, _, _ in told(problems))


class TestOtherValues:
    @pytest.mark.parametrize("written", ["tre-em", "a", "a1", "c04", "thang-hanh-dong-2025", "a" * 60])
    def test_an_id_is_lower_ascii_with_single_hyphens(self, written: str) -> None:
        assert taken(records.Id, written) == written

    @pytest.mark.parametrize(
        ("written", "code"),
        [
            *(
                (bad, "id")
                for bad in (
                    "",
                    "-a",
                    "a-",
                    "a--b",
                    "A",
                    "1a",
                    "a_b",
                    "a b",
                    "a.b",
                    "trẻ-em",
                    "a\n",
                    "a/b",
                    "..",
                    "a" * 61,
                    "tr\u0435",
                )
            ),
            *((bad, "id-reserved") for bad in ("index", "con", "nul", "com1", "lpt9", "in", "lich")),
        ],
    )
    def test_nothing_else_is_an_id(self, written: str, code: str) -> None:
        assert refused(records.Id, written) == code

    @pytest.mark.parametrize(
        "written", ["https://a.example/", "http://a.example/b?c=d&e=%20#f", "https://a.example:8080/đường"]
    )
    def test_an_address_is_http(self, written: str) -> None:
        assert taken(records.Url, written) == written

    @pytest.mark.parametrize(
        "written",
        [
            "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//a.example", "www.a.example", "ftp://a.example",
            "https://", "https://a.example/ b", 'https://a.example/"onclick=', "https://a.example/<b>", "https://u:p@a.example/",
            "https://a.example\n", " https://a.example", "https://a.example/`", "https://" + "a" * 600,
        ],
    )  # fmt: skip
    def test_nothing_else_is_an_address(self, written: str) -> None:
        assert refused(records.Url, written) == "url"

    @pytest.mark.parametrize(("written", "value"), [("true", True), ("false", False)])
    def test_only_true_and_false_are_booleans(self, written: str, value: bool) -> None:
        assert taken(records.Bool, written) is value

    @pytest.mark.parametrize("written", ["yes", "no", "on", "True", "1", "có", "", "~"])
    def test_no_other_word_is_a_boolean(self, written: str) -> None:
        assert refused(records.Bool, written) == "choice"

    @pytest.mark.parametrize(("written", "value"), [("0", 0), ("1313", 1313), ("1.5", 1.5), ("-3", -3), ("0.25", 0.25)])
    def test_an_amount_has_a_point_before_its_fraction(self, written: str, value: float) -> None:
        assert taken(records.Amount, written) == value

    @pytest.mark.parametrize(
        "written",
        ["01", "-007", "1,5", "1 313", "1.313.000", "1e3", ".5", "5.", "+5", "0x1F", "1_000", "nan", "inf", "½", ""],
    )
    def test_nothing_else_is_an_amount(self, written: str) -> None:
        assert refused(records.Amount, written) == "number"

    @pytest.mark.parametrize("written", ["1.5", "1e3", "", "một", "1" * 10, "0b1", "\u0661"])
    def test_a_whole_number_is_digits(self, written: str) -> None:
        assert refused(records.Whole, written) == "number"

    def test_fifteen_words_say_who_answers_and_sixteen_are_too_many(self, tmp_path: Path) -> None:
        for words, expected in ((15, []), (16, [(LINE, 6, 10, "words")])):
            text = changed(HOTLINE, "Nhân viên tổng đài nghe máy.", " ".join(["chữ"] * words))
            assert told(judged(tmp_path, {LINE: text})[1]) == expected

    def test_only_111_to_115_may_be_permanent(self, tmp_path: Path) -> None:
        for number, expected in (("111", []), ("115", []), ("1022", [(LINE, 17, 12, "choice")])):
            text = HOTLINE.replace('"111"', f'"{number}"') + "permanent: true\n"
            assert told(judged(tmp_path, {LINE: text})[1]) == expected
        text = HOTLINE.replace("kind: call", "kind: app") + "permanent: true\n"
        assert told(judged(tmp_path, {LINE: text})[1]) == [(LINE, 17, 12, "choice")]

    @pytest.mark.parametrize(
        ("kind", "value", "code"),
        [
            ("call", "Ứng dụng", "phone"),
            ("sms", "0111", "phone"),
            ("zalo", "zalo.me/1", "phone"),
            ("web", "zalo.me/1", "url"),
            ("web", "javascript:alert(1)", "url"),
        ],
    )
    def test_the_value_of_a_channel_suits_its_kind(self, tmp_path: Path, kind: str, value: str, code: str) -> None:
        text = changed(changed(HOTLINE, "kind: call", f"kind: {kind}"), '"111"', f'"{value}"')
        assert told(judged(tmp_path, {LINE: text})[1]) == [(LINE, 9, 12, code)]

    @pytest.mark.parametrize(
        ("wrong", "meant"),
        [
            ("nguồn", "sources"),
            ("source", "sources"),
            ("tên", "name"),
            ("verified", "verified_on"),
            ("anser", "answers"),
        ],
    )
    def test_a_field_by_a_near_name_is_answered_with_the_right_one(
        self, tmp_path: Path, wrong: str, meant: str
    ) -> None:
        _, problems = judged(tmp_path, {LINE: HOTLINE + f"{wrong}: x\n"})
        assert told(problems) == [(LINE, 17, 1, "unknown-field")]
        assert f"Ý bạn là “{meant}”?" in problems[0].message

    def test_a_field_of_a_part_is_answered_with_the_fields_of_that_part(self, tmp_path: Path) -> None:
        _, problems = judged(tmp_path, {LINE: changed(HOTLINE, "hours: always", "giờ: always")})
        assert told(problems) == [(LINE, 10, 5, "unknown-field")]
        assert "Ý bạn là “hours”?" in problems[0].message


class AsAnEditor(yaml.SafeLoader):
    """YAML as editors' tools read it: days stay text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        start: [(tag, form) for tag, form in found if not tag.endswith(":timestamp")]
        for start, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class TestSchemas:
    @pytest.fixture(params=[*FOLDERS, "communes", "moved"])
    def made(self, request: pytest.FixtureRequest) -> dict[str, object]:
        return json.loads(schema.schema_of(request.param))  # type: ignore[no-any-return]

    def test_a_schema_is_of_2020_12_and_refers_only_to_what_it_defines(self, made: dict[str, object]) -> None:
        assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        text = json.dumps(made)
        defined = set(made.get("$defs", {}))  # type: ignore[call-overload]
        assert set(re.findall(r'"#/\$defs/(\w+)"', text)) == defined
        for pattern in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', text):
            re.compile(json.loads(pattern))
        words = set(re.findall(r'"(\w+)": ', text))
        assert "nullable" not in words
        assert "definitions" not in words

    def test_every_field_has_a_title_and_a_description_in_vietnamese(self, made: dict[str, object]) -> None:
        parts = [made, *made.get("$defs", {}).values()]  # type: ignore[attr-defined]
        for part in parts:
            for name, field in part.get("properties", {}).items():
                assert re.search("[a-zà-ỹđ]", field.get("title", "")), name
                assert not re.match(r"[A-Z][a-z]+( [A-Z][a-z]+)*$", field["title"]), f"{name}: pydantic's own title"
                assert re.search("[à-ỹđ]", field.get("description", "")), f"{name}: {field.get('description')}"

    def test_unknown_fields_are_refused_by_schemas_too(self, made: dict[str, object]) -> None:
        for part in [made, *made.get("$defs", {}).values()]:  # type: ignore[attr-defined]
            if "properties" in part:
                assert part["additionalProperties"] is False

    def test_what_completion_shows_of_a_part_is_not_written_for_developers(self, made: dict[str, object]) -> None:
        """Neither its class's name nor its docstring."""
        for name, part in made.get("$defs", {}).items():  # type: ignore[attr-defined]
            assert part.get("title") != name
            assert "description" not in part
        assert re.search("[à-ỹđ]", str(made["title"]))
        assert "description" not in made

    def test_every_choice_in_english_says_what_it_means(self) -> None:
        """Who wrote another word reads it in the message: “miễn phí” is free."""
        untold = []
        for model in vars(records).values():
            for name, info in (
                model.model_fields.items() if isinstance(model, type) and issubclass(model, BaseModel) else ()
            ):
                choices = re.findall(r"'([a-z_]+)'", str(info.annotation)) if "Literal[" in str(info.annotation) else ()
                untold += [
                    f"{model.__name__}.{name}: {one}" for one in choices if f"{one}: " not in str(info.description)
                ]
        assert untold == []

    @pytest.mark.parametrize("kind", MODELS)
    def test_nothing_that_is_right_is_marked_as_wrong_while_one_writes(self, kind: str) -> None:
        """Every file of the data, read as YAML 1.2 is read by editors: a year is a number, a day a text."""
        judge = Draft202012Validator(json.loads(schema.schema_of(kind)))
        layers = (ROOT / "data", ROOT / "data" / "national", GOLDEN / "data")
        files = [file for data in layers for file in (*(data / kind).glob("*.yml"), *data.glob(f"{kind}.yml"))]
        assert files
        for file in files:
            read = yaml.load(file.read_text(encoding="utf-8"), Loader=AsAnEditor)
            assert read is None or [error.message for error in judge.iter_errors(read)] == [], file.name


def models() -> list[type[BaseModel]]:
    found: list[type[BaseModel]] = [records.Part]
    for model in found:
        found += model.__subclasses__()
    return found


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_no_part_of_a_record_can_be_changed_or_added_to(model: type[BaseModel]) -> None:
    assert model.model_config["frozen"]
    assert model.model_config["extra"] == "forbid"
