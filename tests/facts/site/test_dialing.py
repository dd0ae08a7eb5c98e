"""No link dials anything but a number that is answered today, whatever way it was written, and its words name no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.problems import Level, Problem
from facts.project import pages
from facts.site import dialing
from facts.site.standing import Numbers
from samples import HOTLINE, LINE, SOUND, TODAY, changed, write

PAGE = "docs/thu.md"
FRONT = "---\ntitle: Trang\n---\n\n# Trang\n\n"  # the text begins on line 7
OTHER = changed(changed(HOTLINE, "id: tre-em", "id: khac"), '"111"', '"0900 000 001"') + (
    'formerly: [{value: "0900000002"}]\n'
)
GONE = changed(changed(HOTLINE, "id: tre-em", "id: rut"), '"111"', '"0900 000 003"') + (
    "publish: withdrawn\nbecause: Sai.\n"
)
LINES = {"data/hotlines/khac.yml": OTHER, "data/hotlines/rut.yml": GONE}


def told(root: Path, text: str) -> list[Problem]:
    """What is told of a page with this text beside three lines: 111, 0900000001 (once …2), and …3 that is withdrawn."""
    write(root, {**SOUND, **LINES, PAGE: FRONT + text + "\n"})
    return [problem for problem in pages.read_site(root, TODAY)[1] if problem.place.path == PAGE]


# Text, then the line and column of the link, counted from the text's own first line.
WRONG = [
    pytest.param("[Gọi](tel:199)", 1, 1, id="plain"),
    pytest.param("Ờ, [111]( tel:199)", 1, 4, id="a space before"),
    pytest.param("[111](  tel:199  )", 1, 1, id="spaces around"),
    pytest.param("[111](\ttel:199)", 1, 1, id="a tab before"),
    pytest.param("[111](\ntel:199)", 1, 1, id="on the next line"),
    pytest.param("[111](<tel:199>)", 1, 1, id="in angle brackets"),
    pytest.param("[111]( < tel:199 > )", 1, 1, id="in angle brackets with spaces"),
    pytest.param("[111](TEL:199)", 1, 1, id="in capitals"),
    pytest.param("[111](Tel:199)", 1, 1, id="with one capital"),
    pytest.param("[111](t&#101;l:199)", 1, 1, id="a letter as an entity"),
    pytest.param("[111](tel&#58;199)", 1, 1, id="the colon as an entity"),
    pytest.param("[111](tel&colon;199)", 1, 1, id="the colon by its name"),
    pytest.param("[111](&#116;&#x65;&#x6C;:199)", 1, 1, id="the scheme as entities"),
    pytest.param("[111](tel:&#49;&#57;&#57;)", 1, 1, id="the number as entities"),
    pytest.param("[111](tel:%31%39%39)", 1, 1, id="the number in percents"),
    pytest.param('[111](tel:199 "gọi ngay")', 1, 1, id="with a title"),
    pytest.param("[111](tel:199 'gọi ngay')", 1, 1, id="with a title in single quotes"),
    pytest.param("[111][x]\n\n[x]: tel:199", 1, 1, id="by reference"),
    pytest.param("[111][x]\n\n[x]: <tel:199>", 1, 1, id="by reference in angle brackets"),
    pytest.param("[111][x]\n\n   [X]:    TEL:199", 1, 1, id="by reference in capitals"),
    pytest.param("[x][]\n\n[x]:\n   tel:199", 1, 1, id="by reference on the next line"),
    pytest.param("[x]\n\n[x]: tel:199 (gọi)", 1, 1, id="by short reference with a title"),
    pytest.param("[gọi [111]](tel:199)", 1, 1, id="brackets in the words"),
    pytest.param("[a [b [c]] d](tel:199)", 1, 1, id="brackets in brackets"),
    pytest.param("[a\\]b](tel:199)", 1, 1, id="an escaped bracket in the words"),
    pytest.param("**[gọi *ngay*](tel:199)**", 1, 3, id="marks around and within"),
    pytest.param("[![x](hinh.png)](tel:199)", 1, 1, id="a picture as words"),
    pytest.param("[](tel:199)", 1, 1, id="no words"),
    pytest.param("- một\n- hai [gọi](tel:199)", 2, 7, id="in a list"),
    pytest.param("> [gọi](tel:199)", 1, 3, id="in a quotation"),
    pytest.param("| a | b |\n| - | - |\n| c | [gọi](tel:199) |", 3, 7, id="in a table"),
    pytest.param("## [gọi](tel:199)", 1, 4, id="in a heading"),
    pytest.param('!!! note "Gọi"\n    [gọi](tel:199)', 2, 5, id="in an admonition"),
    pytest.param("[gọi](tel:111) rồi [gọi](tel:199)", 1, 20, id="after a right one"),
    pytest.param("[gọi](sms:199)", 1, 1, id="a message"),
    pytest.param("[nhắn]( sms:199)", 1, 1, id="a message after a space"),
    pytest.param("[nhắn](sms:199?body=gấp)", 1, 1, id="a message with its text"),
    pytest.param("[nhắn](sms:111,199)", 1, 1, id="a message to two"),
    pytest.param("[gọi](tel:+84111)", 1, 1, id="a short code from abroad"),
    pytest.param("[gọi](tel:+84912345678)", 1, 1, id="a stranger's number from abroad"),
    pytest.param("[gọi](tel:1 1 1)", 1, 1, id="a known number with spaces"),
    pytest.param("[gọi](tel:0900-000-001)", 1, 1, id="a known number with hyphens"),
    pytest.param("[gọi](tel:0900000001;ext=5)", 1, 1, id="a known number with an extension"),
    pytest.param("[gọi](tel:+84900000001)", 1, 1, id="a known number from abroad"),
    pytest.param("[gọi](tel:０９０００００００１)", 1, 1, id="a known number in wide digits"),
    pytest.param("[gọi](tel:)", 1, 1, id="nobody"),
    pytest.param("[gọi](tel:0900000002)", 1, 1, id="an old number"),
    # words that name another number
    pytest.param("[Gọi 111](tel:0900000001)", 1, 1, id="words say a short code"),
    pytest.param("[0900 000 001](tel:111)", 1, 1, id="words say a long number"),
    pytest.param("[**111**](tel:0900000001)", 1, 1, id="words in bold"),
    pytest.param("[1*1*1](tel:0900000001)", 1, 1, id="words across marks"),
    pytest.param("[&#49;11](tel:0900000001)", 1, 1, id="words with an entity"),
    pytest.param("[0238 3844 111](tel:111)", 1, 1, id="words say a landline that ends alike"),
    pytest.param("[+84 900 000 002](tel:0900000001)", 1, 1, id="words say an old number"),
    pytest.param("[Gọi 199](tel:111)", 1, 1, id="words say a number that nobody has"),
    pytest.param("[Gọi 111 hoặc 0900 000 001](tel:111)", 1, 1, id="words say two numbers"),
    pytest.param('[Gọi](tel:0900000001 "Gọi 111")', 1, 1, id="the title says another"),
    pytest.param("[![Gọi 111](hinh.png)](tel:0900000001)", 1, 1, id="the picture says another"),
    pytest.param("[một một một](tel:0900000001)", 1, 1, id="words in words"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column"), WRONG)
def test_a_wrong_link_is_told_at_its_bracket(tmp_path: Path, text: str, line: int, column: int) -> None:
    errors = [problem for problem in told(tmp_path, text) if problem.code == "tel"]
    assert (PAGE, 6 + line, column) in [problem.place for problem in errors]
    assert {problem.level for problem in errors} == {Level.ERROR}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[Zalo](https://zalo.me/0987654321)", "phone-in-text"),
        ("[Zalo]( http://zalo.me/84987654321)", "phone-in-text"),
        ("[Zalo](<https://www.zalo.me/0987654321>)", "phone-in-text"),
        ("[Zalo](https://chat.zalo.me/?phone=0987654321)", "phone-in-text"),
        ("[WhatsApp](https://wa.me/84987654321)", "phone-in-text"),
        ("<https://zalo.me/0987654321>", "phone-in-text"),
        ("Gọi <tel:111>", "link"),
        ("Nhắn <sms:111>", "link"),
        ("<TEL:111>", "link"),
        ("Xem <facts:hotlines/tre-em>", "link"),
        ('[x](facts:hotlines/tre-em "tên")', "link"),
        ("[x](<facts:hotlines/tre-em>)", "link"),
        ("[x]( facts:hotlines/tre-em)", "link"),
        ("[x](FACTS:hotlines/tre-em)", "link"),
        ("[x][y]\n\n[y]: facts:hotlines/tre-em", "link"),
        ("[x]\n\n[x]: tel:111", "tel"),
    ],
)
def test_other_links_to_numbers_and_records_are_told_too(tmp_path: Path, text: str, code: str) -> None:
    assert (7, code) in [(p.place.line, p.code) for p in told(tmp_path, text) if p.level is Level.ERROR] or (
        (9, code) in [(p.place.line, p.code) for p in told(tmp_path, text)] and text.startswith("[x]\n")
    )


@pytest.mark.parametrize(
    "text",
    [
        "[Gọi 111](tel:111)",
        "[111](tel:111) hoặc [0900 000 001](tel:0900000001)",
        "[0900.000.001](tel:0900000001) và [+84 900 000 001](tel:0900000001)",
        "[Gọi ngay](sms:111)",
        "[nhắn](sms:111?body=2)",
        "[**Gọi** *111*](tel:111)",
        "[Gọi tổng đài, trực 24/24, từ 07:30](tel:111)",
        "[Đường dây (từ năm 2019, theo Điều 51)](tel:111)",
        "[Gọi 111 trong 100 ngày](tel:111)",
        "[Zalo](https://zalo.me/0900000001)",
        "[Zalo](https://zalo.me/84900000001)",
        "[Trang Zalo](https://zalo.me/1234567890123456789)",
        "[Nhóm](https://zalo.me/g/abc123)",
        "[Báo](https://bao.example/tin-0987654321.html)",
        "Gọi {{ call(\"tre-em\") }} hoặc [gọi](tel:111).",
        "`[x](tel:111)` là mã",
        "```\n[113](tel:111)\n```",
    ],
)  # fmt: skip
def test_a_sound_link_is_told_nothing(tmp_path: Path, text: str) -> None:
    assert [str(problem) for problem in told(tmp_path, text) if problem.level is Level.ERROR] == []


def test_words_that_name_whom_one_reaches_dial_no_other_line(tmp_path: Path) -> None:
    child = changed(HOTLINE, "for_whom:", "short: trẻ em\nfor_whom:")
    police = changed(changed(HOTLINE, "id: tre-em", "id: cong-an"), '"111"', '"113"')
    police = changed(changed(police, "bảo vệ trẻ em", "của công an"), "for_whom:", "short: công an\nfor_whom:")
    lines = {LINE: child, "data/hotlines/cong-an.yml": police, "data/hotlines/khac.yml": OTHER}
    swapped = "[Báo **Công an** ngay](tel:111)\n\n[Gọi tổng đài trẻ em](tel:113)\n"
    sound = (
        "[Gọi công an](tel:113) [Trẻ em bị công an hỏi](tel:111) [Gọi 111 khi công an hỏi](tel:111) "
        "[Tư vấn của công an](tel:0900000001) [Trẻ emm](tel:113)\n"
    )
    write(tmp_path, {**SOUND, **lines, PAGE: FRONT + swapped + "\n" + sound})
    problems = [one for one in pages.read_site(tmp_path, TODAY)[1] if one.place.path == PAGE and one.code == "tel"]
    assert [(one.place.line, one.message) for one in problems] == [
        (
            7,
            "chữ của liên kết nói công an (113), mà bấm vào thì gọi 111. Sửa cho khớp; gọi 111 là đúng thì viết số ấy vào chữ.",
        ),
        (
            9,
            "chữ của liên kết nói trẻ em (111), mà bấm vào thì gọi 113. Sửa cho khớp; gọi 113 là đúng thì viết số ấy vào chữ.",
        ),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[Gọi](tel:0900000003)",
        "[Gọi]( tel:0900000003)",
        "[0900 000 003](<tel:0900000003>)",
        "[Zalo](https://zalo.me/0900000003)",
        "[gọi](sms:0900000003?body=1)",
    ],
)
def test_a_link_to_a_withdrawn_number_is_a_warning_and_no_error(tmp_path: Path, text: str) -> None:
    problems = told(tmp_path, text)
    assert {(problem.code, problem.level) for problem in problems} == {("taken-off", Level.WARNING)}
    assert (7, 1) in [(problem.place.line, problem.place.column) for problem in problems]


def test_a_number_of_a_record_that_is_wrong_is_told_there_alone(tmp_path: Path) -> None:
    write(tmp_path, {**SOUND, LINE: changed(HOTLINE, "purpose: help", "purpose: helps")})
    write(tmp_path, {PAGE: FRONT + "[Gọi](tel:111) và [gọi](tel:113)\n"})
    errors = [p for p in pages.read_site(tmp_path, TODAY)[1] if p.level is Level.ERROR]
    assert [(p.place.path, p.code) for p in errors] == [(LINE, "choice"), (PAGE, "tel")]
    assert "113" in errors[1].message


def test_what_a_number_is_on_a_day(tmp_path: Path) -> None:
    facts, _ = pages.read_site(write(tmp_path, {**SOUND, **LINES}), TODAY)
    numbers = Numbers.of(facts, TODAY)
    assert (numbers.live, numbers.former, numbers.gone) == ({"111", "0900000001"}, {"0900000002"}, {"0900000003"})


def test_a_number_that_only_the_words_of_a_withdrawn_line_have_is_gone_and_another_line_s_old_one_stays(
    tmp_path: Path,
) -> None:
    said = changed(GONE, "because: Sai.", "because: Sai, như 0900 000 004; số cũ là 0900 000 002.")
    facts, _ = pages.read_site(write(tmp_path, {**SOUND, **LINES, "data/hotlines/rut.yml": said}), TODAY)
    numbers = Numbers.of(facts, TODAY)
    assert (numbers.former, numbers.gone) == ({"0900000002"}, {"0900000003", "0900000004"})


def test_a_number_that_is_answered_somewhere_is_live_whatever_it_is_elsewhere(tmp_path: Path) -> None:
    shared = changed(GONE, '"0900 000 003"', '"0900 000 001"') + "shares_number_with: [khac]\n"
    files = {**SOUND, "data/hotlines/khac.yml": OTHER, "data/hotlines/rut.yml": shared}
    facts, _ = pages.read_site(write(tmp_path, files), TODAY)
    assert Numbers.of(facts, TODAY).gone == frozenset()


@pytest.mark.parametrize(
    ("href", "number"),
    [
        ("tel:111", "111"),
        (" \n\tTEL:111 ", "111"),
        ("te\tl:1\n11", "111"),
        ("tel:%2B84900000001", "+84900000001"),
        ("sms:111?body=x", "111"),
        ("https://zalo.me/0900000001?x=1", "0900000001"),
        ("//zalo.me/0900000001", "0900000001"),
        ("https://khong-phai-zalo.example/0900000001", None),
        ("https://zalo.me/g/0900000001a", None),
        ("goi-ngay/", None),
        ("mailto:a@b.example", None),
    ],
)
def test_the_number_in_an_address(href: str, number: str | None) -> None:
    assert dialing.number_in(href) == number
