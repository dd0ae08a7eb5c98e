"""What a phone number is, judged, dialed, written, found and taken out: one table of cases, a witness, and made-up spellings."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from unittest.mock import patch

import phonenumbers
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberType

from building import ROOT
from facts.numbers import phones, spotting

CASES = json.loads((ROOT / "tests" / "phones.json").read_text(encoding="utf-8"))
FUNCTIONS = {
    "dialed": phones.dialed,
    "grouped": phones.grouped,
    "uri": phones.uri,
    "find": lambda text: [found.digits for found in spotting.find(text)],
    "find_in_html": lambda text: [found.digits for found in spotting.find_in_html(text)],
}
TEXTS = [(text, digits) for name, text, digits in CASES if name == "find"]
NUMBERS = [(text, digits) for text, digits in TEXTS if digits]


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(map(str, case)))
def test_the_table_of_cases_holds(case: list[object]) -> None:
    name, *given, expected = case
    assert FUNCTIONS[str(name)](*given) == expected


def test_the_table_holds_enough_texts_that_are_no_number_and_enough_that_are() -> None:
    assert len(TEXTS) - len(NUMBERS) >= 150
    assert len(NUMBERS) >= 150


@pytest.mark.parametrize(("text", "digits"), TEXTS)
def test_within_html_the_same_is_found(text: str, digits: list[str]) -> None:
    made = f'<p class="a">{html.escape(text)}</p>'
    found = spotting.find_in_html(made)
    assert [one.digits for one in found] == digits
    assert all(made[one.start : one.end] == one.written for one in found)


@pytest.mark.parametrize(("text", "digits"), NUMBERS)
def test_what_is_found_stands_where_it_is_said_to(text: str, digits: list[str]) -> None:
    around = f"Trước. {text} và sau."
    found = [one for one in spotting.find(around) if one.digits in digits]
    assert all(around[one.start : one.end] == one.written for one in found)
    assert [one.digits for one in found] == digits


def test_what_is_counted_on_a_line_beside_an_agency_is_nothing_to_call() -> None:
    assert spotting.find("Số vụ:\n\n- Công an: 116\n- Biên phòng: 119\n- Cấp cứu: 101\n") == []


# --- withdrawn -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "digits"), NUMBERS)
def test_a_number_can_be_taken_out_of_every_spelling_it_is_found_in(text: str, digits: list[str]) -> None:
    for gone in digits:
        left = spotting.taken_out(f"Trước {text} sau.", {gone})
        assert spotting.withdrawn_in(left, {gone}) == []
        assert left.startswith("Trước ")
        assert left.endswith(" sau.")
        rest = [one for one in digits if one != gone and len(one) > 6]
        assert [one.digits for one in spotting.find(left) if one.digits in rest] == rest


def test_taking_out_leaves_other_texts_alone() -> None:
    every = {digits for _, found in NUMBERS for digits in found} | {"111", "113", "115"}
    texts = [text for text, digits in TEXTS if not digits]
    changed = [text for text in texts if spotting.taken_out(text, every) != text]
    assert changed == []
    assert spotting.taken_out("Gọi 0987 654 321.", ()) == "Gọi 0987 654 321."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Gọi 113 ngay.", "Gọi (số) ngay."),
        ("Có trộm: 113.", "Có trộm: (số)."),
        ("113", "(số)"),
        ("113 người, 113 xã", "113 người, 113 xã"),
        ("Điều 113, khoản 113", "Điều 113, khoản 113"),
        ("113/KH-UBND, 24/113, 1.113, 113.000", "113/KH-UBND, 24/113, 1.113, 113.000"),
        ("Công an 113, cấp cứu 115", "Công an (số), cấp cứu 115"),
        ("một một ba", "(số)"),
    ],
)
def test_a_short_code_taken_out_leaves_counts_articles_and_codes(text: str, left: str) -> None:
    assert spotting.taken_out(text, {"113"}, "(số)") == left


@pytest.mark.parametrize(
    ("made", "left"),
    [
        ("x 0987<b>654</b>321 y", "x (số)<b></b> y"),
        ("<b>0987 654 321</b>", "<b>(số)</b>"),
        ("<p>0987&nbsp;654&nbsp;32&#49;</p>", "<p>(số)</p>"),
        ('<p title="Gọi 0987 654 321">a</p>', '<p title="Gọi (số)">a</p>'),
        ("<p>0987</p><p>654 321</p>", "<p>0987</p><p>654 321</p>"),
    ],
)
def test_taken_out_of_html_what_is_open_is_closed(made: str, left: str) -> None:
    assert spotting.taken_out_of_html(made, {"0987654321"}, "(số)") == left


# --- one value of data/ --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("111", "short"),
        ("1022", "short"),
        ("156", "short"),
        ("0900 000 001", "mobile"),
        ("0238 0000 001", "landline"),
        ("02380000001", "landline"),
        ("0238.0000.001", "landline"),
        ("024 3000 0001", "landline"),
        ("02430000001", "landline"),
        ("1800 0001", "service"),
        ("1900 00 00 01", "service"),
        ("069 2345 678", "state"),
        ("080 43162", "state"),
    ],
)
def test_a_number_of_the_plan_is_taken(written: str, kind: str) -> None:
    assert phones.judge(written) == phones.Number(re.sub("[ .]", "", written), kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("09000000011", "chưa đúng mẫu"),
        ("01200000001", "không còn từ năm 2018"),
        ("02000000001", "không có mã vùng 0200"),
        ("180012345", "là 4 hoặc 6 chữ số"),
        ("117", "chưa đúng mẫu"),
        ("0111", "chưa đúng mẫu"),
        ("987654320", "thiếu số 0 ở đầu"),
        ("238 3844 111", "thiếu số 0 ở đầu"),
        ("9.0000012E8", "chưa đúng mẫu"),
        ("O111", "có chữ O thay cho số 0"),
        ("gọi hoặc nhắn 0900000001", 'Viết: "0900 000 001"'),
        ("gọi hoặc nhắn", "chưa đúng mẫu"),
        ("1" * 50, "quá dài"),
        ("“111”", 'Gõ nháy thẳng: "111"'),
        ("+84 238 3844 111", 'Viết: "0238 3844 111"'),
        ("(0238) 3844-111", 'Viết: "0238 3844 111"'),
        ("0900  000  001", 'Viết: "0900 000 001"'),
        ("0900 000 00l", 'có chữ l thay cho số 1. Viết: "0900 000 001"'),
        ("một một một", 'Viết: "111"'),
        # a landline as it was before 2017 is a stranger's mobile today, and phonenumbers takes it for one
        ("(038) 3844111", 'nay là 0238. Nếu là máy bàn ấy, viết: "0238 3844 111". Nếu là số của hôm nay, viết: "0383 844 111"'),
        ("038 3844 111", 'viết: "0238 3844 111"'),
        ("04 39745445", 'viết: "024 3974 5445"'),
        ("0511 3822 111", 'viết: "0236 3822 111"'),
        ("0240 384 4111", 'nay là 0204. Nếu là máy bàn ấy, viết: "0204 3844 111"'),
        # all digits of one value together may be a number that nobody wrote
        ("1900 9095 nhánh 96", 'Viết: "1900 9095"; số khác'),
        ("1800 1567 (phím 12)", 'Viết: "1800 1567"; số khác'),
        ("1900 9095/96", 'Viết: "1900 9095"; số khác'),
        ("069 23456 / 78", 'Viết: "069 23456"; số khác'),
        ("0238 3844 111 - 112", 'Viết: "0238 3844 111"; số khác'),
        ("0900 000 001, 0900 000 002", 'Viết: "0900 000 001"; số khác'),
        ("*101*1#", "mã dịch vụ của nhà mạng"),
        ("0238/3844111", 'Viết: "0238 3844 111".'),
        ("0900 - 000 - 001", 'Viết: "0900 000 001".'),
    ],
)  # fmt: skip
def test_anything_else_is_told_with_what_to_write(written: str, said: str) -> None:
    told = phones.judge(written)
    assert isinstance(told, str)
    assert said in told


# Signs drawn one by one hardly ever make a number: these are numbers, and parts of such.
PARTS = [
    "0900 000 001", "0238 3844 111", "038 3844 111", "1900 9095", "+84900000002", "0900", "000", "111", "84", "O",
    "l", ".", "-", "/", " ",
]  # fmt: skip


@given(
    st.lists(st.sampled_from([*PARTS, "(", ")", ", ", " - ", " máy lẻ 12", "“", "”"]), max_size=7).map("".join)
    | st.text(max_size=20)
)
@example("0900 OOO 001")
@example("(038) 3844 111")
@example("0900000001, 0900000002")
def test_all_advice_can_be_followed(written: str) -> None:
    told = phones.judge(written)
    for advice in re.findall('viết: "([^"]*)"', told, re.IGNORECASE) if isinstance(told, str) else ():
        assert isinstance(phones.judge(advice), phones.Number)


def test_a_number_grouped_is_taken_as_it_was() -> None:
    for digits in (
        "111",
        "0900000001",
        "02380000001",
        "02430000001",
        "18000001",
        "1900000001",
        "06923456",
        "0804316200",
    ):
        assert phones.judge(phones.grouped(digits)) == phones.judge(digits)
        assert phones.shown(digits) == phones.grouped(digits)
    assert phones.shown("09.00.00.00.01") == "09 00 00 00 01"


# --- the witness ---------------------------------------------------------------------------------------------------


def witness(digits: str) -> int | None:
    """What Google's metadata says a number of Vietnam is; None when it is none."""
    number = phonenumbers.PhoneNumber(84, int(digits.removeprefix("0")))
    return phonenumbers.number_type(number) if phonenumbers.is_valid_number(number) else None


def test_every_area_code_is_one_of_the_witness_and_it_knows_no_other() -> None:
    theirs = {f"2{n:02}" for n in range(100) if witness(f"02{n:02}3844111") == PhoneNumberType.FIXED_LINE}
    assert {area for area in phones.AREAS if len(area) == 3} == {
        area for area in theirs if area[:2] not in ("24", "28")
    }
    assert {area[:2] for area in theirs} >= {area for area in phones.AREAS if len(area) == 2} == {"24", "28"}
    assert len(phones.AREAS) == 63


@pytest.mark.parametrize("area", phones.AREAS)
def test_a_landline_is_one_to_the_witness_too_and_grouped_as_it_does(area: str) -> None:
    digits = f"0{area}{'39745445' if len(area) == 2 else '3844111'}"
    assert phones.kind_of(digits) == "landline"
    assert witness(digits) == PhoneNumberType.FIXED_LINE
    theirs = phonenumbers.format_number(phonenumbers.parse(digits, "VN"), phonenumbers.PhoneNumberFormat.NATIONAL)
    assert phones.grouped(digits) == theirs
    assert [phones.kind_of(digits[:-1]), phones.kind_of(f"{digits}1")] == [None, None]


def test_a_mobile_is_one_to_the_witness_too() -> None:
    prefixes = [f"0{prefix:03}" for prefix in range(1000)]
    ours = {prefix[:3] for prefix in prefixes if phones.kind_of(f"{prefix}123456") == "mobile"}
    theirs = {prefix[:3] for prefix in prefixes if witness(f"{prefix}123456") == PhoneNumberType.MOBILE}
    assert ours <= theirs
    assert theirs - ours == {"012", "014", "016", "030", "031", "051"}  # of machines, or given to nobody yet


@pytest.mark.parametrize("digits", ["18001567", "1800599920", "19009095", "1900969680"])
def test_a_service_is_one_to_the_witness_too(digits: str) -> None:
    assert phones.kind_of(digits) == "service"
    assert witness(digits) in (PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE)


@pytest.mark.parametrize("digits", ["111", "112", "1022", "0692345678", "08043162"])
def test_our_list_stands_above_a_witness_that_does_not_know_these(digits: str) -> None:
    assert phones.kind_of(digits)
    assert witness(digits) is None
    assert not phonenumbers.is_valid_short_number_for_region(phonenumbers.PhoneNumber(84, int(digits)), "VN")


def read_by_the_witness(text: str) -> list[str]:
    """The numbers of Vietnam that it finds in a text, as dialed."""
    matches = phonenumbers.PhoneNumberMatcher(text, "VN", phonenumbers.Leniency.VALID)
    written = (phonenumbers.format_number(one.number, phonenumbers.PhoneNumberFormat.E164) for one in matches)
    return [phones.dialed(one) for one in written]


@pytest.mark.parametrize(("text", "digits"), NUMBERS)
def test_what_the_witness_reads_in_a_text_we_find_too(text: str, digits: list[str]) -> None:
    assert set(read_by_the_witness(text)) <= set(digits)


def test_it_reads_figures_and_years_as_numbers_too_so_the_site_does_not_read_with_it() -> None:
    read = {text for text, digits in TEXTS if not digits and read_by_the_witness(text)}
    assert read >= {"84.987.654.321 đồng", "1900 – 1945", "cao 1800–2400 m", "ISBN 0-306-40615-2"}


# --- made-up spellings ---------------------------------------------------------------------------------------------

PLANNED = st.one_of(
    st.tuples(st.sampled_from(["032", "0387", "056", "077", "081", "0900", "0987"]), st.just(10)),
    st.tuples(st.sampled_from([f"0{area}3" for area in phones.AREAS]), st.just(11)),
    st.tuples(st.sampled_from(["1800", "1900"]), st.sampled_from([8, 10])),
).flatmap(lambda start: st.text("0123456789", min_size=start[1], max_size=start[1]).map(lambda rest: (start[0] + rest)[: start[1]]))  # fmt: skip
BETWEEN = st.sampled_from([" ", "  ", "-", " - ", "–", ".", "\u00a0", "\u202f", "\u2007", "\n", "\u200b", "*", "_"])


@st.composite
def spelled(draw: st.DrawFn) -> tuple[str, str]:
    """A number of the plan and one way in which a person may write it."""
    digits = draw(PLANNED)
    first = 4 if digits.startswith(("1800", "1900")) or digits[1:3] not in phones.AREAS else 3
    start, rest = digits[:first], digits[first:]
    if digits[0] == "0" and draw(st.booleans()):
        start = draw(st.sampled_from(["+84", "+84 ", "(+84) ", "0084", "+84 (0)"])) + start[1:]
    elif draw(st.booleans()):
        start = f"({start})"
    cut = draw(st.integers(2, max(2, len(rest) - 2)))
    between = draw(BETWEEN)
    written = between.join([start, rest[:cut], rest[cut:]])
    if draw(st.booleans()):
        written = written.translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    # But for a day.
    assume(
        not re.fullmatch(
            r"1900([-./])(0[1-9]|1[0-2])\1(0[1-9]|[12][0-9]|3[01])", unicodedata.normalize("NFKC", written)
        )
    )
    return digits, written


@settings(max_examples=200)
@given(
    spelled(),
    st.sampled_from(["Gọi {} nhé.", "{}", "Số ấy là {}, hỏi cô Lan.", "(máy: {})", "SĐT:{}", "Năm 2025, {}."]),
)
def test_a_number_is_found_however_it_is_spelled(number: tuple[str, str], sentence: str) -> None:
    digits, written = number
    text = sentence.format(written)
    assert [one.digits for one in spotting.find(text)] == [digits]
    assert [one.digits for one in spotting.find_in_html(html.escape(text))] == [digits]
    assert phones.dialed(written) == digits
    assert spotting.withdrawn_in(spotting.taken_out(text, {digits}), {digits}) == []


SIGNS = [
    "gọi ", "một không một", "<b>", "</b>", "<br>", "</p><p>", "&nbsp;", "&#49;", '<a href="tel:0900000001">',
    "<!--", "*", "\n", "\u0301",
]  # fmt: skip


@given(st.lists(st.sampled_from([*PARTS, *SIGNS]) | st.text(max_size=2), max_size=12).map("".join))
@example('Gọi <b>0900</b> 000&nbsp;001, <a title="115" href="tel:115">0238 3844&#32;111</a>.')
@example("gọi một không một, 0900\u0301 000 001")
def test_any_text_can_be_read_and_its_places_are_true(text: str) -> None:
    for find in (spotting.find, spotting.find_in_html):
        found = find(text)
        assert [one.start for one in found] == sorted(one.start for one in found)
        for one in found:
            shown = html.unescape(re.sub("<[^<>]*>", "", text[one.start : one.end]))
            assert one.digits.endswith(phones.dialed(shown).lstrip("+0")), "there and nowhere else it stands"


@pytest.mark.parametrize("text", ["gọi 116 \u1100\u1161", "một \u1100\u1161", "\u1112\u1161\u11ab 0900 000 001"])
def test_letters_that_only_join_beside_each_other_are_read(text: str) -> None:
    assert all(text[one.start : one.end] == one.written for one in spotting.find(text))


@given(st.text(alphabet="0125 .,-/()+:OoIl²①\u00ad\u200b*kgđ", max_size=40))
def test_the_quick_pattern_of_a_run_finds_what_the_plain_one_does(text: str) -> None:
    plain = re.compile(rf"{spotting._DIGIT}(?:{spotting._SEP}{{0,6}}{spotting._DIGIT})+")
    assert [one.span() for one in spotting._RUN.finditer(text)] == [one.span() for one in plain.finditer(text)]


SPOKEN = [
    "không",
    "KHÔNG",
    "Khong",
    "\u212ahông",
    "một",
    "Mot",
    "MỘT",
    "ba",
    "Chín",
    "tám",
    "0",
    "1",
    "09",
    "113",
    "gọi ",
    " ",
    ", ",
    "-",
    ".",
    "\n",
    "x",
]


@given(st.lists(st.sampled_from(SPOKEN), max_size=20).map("".join))
@example("MỘT MỘT BA")
@example("gọi 1 một năm")
def test_no_number_in_words_is_passed_by(text: str) -> None:
    quick = spotting._find_composed(text)
    with patch.object(spotting, "_MAY_BE_SPOKEN", re.compile("")):
        assert quick == spotting._find_composed(text)
