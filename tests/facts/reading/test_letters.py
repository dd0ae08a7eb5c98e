"""Text that is not what its author saw, in data/ and docs/: told at its place, and right text of every kind let stand.

What a wrong encoding gives is made here by the codecs themselves (cp1252), what TCVN3 and VNI give by their tables.
"""

from __future__ import annotations

import pytest

from facts.reading import load, raw_markdown
from facts.reading.letters import found_in

SENTENCES = [
    "Gọi 111 ngay.",
    "Điện thoại của người nghèo",
    "cấp cứu",
    "Nghĩa Đàn, Quỳ Châu",
    "Ưu tiên trẻ em",
    "“Đừng đi, ở lại đây nhé.”",
]

# A letter of Vietnamese → where TCVN 5712:1993 (TCVN3) and VNI-Windows have it, as Windows-1252 shows it. Lower case.
TCVN3 = dict(zip(
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô­õö÷øùúûüýþ", strict=True,
))  # fmt: skip
VNI = {
    "đ": "ñ", "ư": "ö", "ơ": "ô", "ô": "oâ", "ê": "eâ", "â": "aâ", "ă": "aê", "á": "aù", "à": "aø", "ả": "aû", "ã": "aõ", "ạ": "aï",
    "ế": "eá", "ề": "eà", "ệ": "eä", "ấ": "aá", "ậ": "aä", "ố": "oá", "ộ": "oä", "ồ": "oà", "ờ": "ôø", "ợ": "ôï", "ứ": "öù", "ự": "öï",
    "ú": "uù", "ù": "uø", "ó": "où", "ò": "oø", "ọ": "oï", "í": "í", "ì": "ì", "ị": "ò", "ý": "yù", "ỳ": "yø", "é": "eù",
}  # fmt: skip
OLD = [
    "phòng chống ma túy",
    "cai nghiện tự nguyện",
    "công an huyện",
    "hỗ trợ cán bộ",
    "đường dây tư vấn",
    "người nghiện ma túy",
]


def written(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in text)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_utf_8_read_as_windows_1252_is_told(sentence: str) -> None:
    garbled = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in sentence.encode("utf-8"))
    assert garbled != sentence
    assert [found.code for found in found_in(garbled)] == ["letters"]
    assert list(found_in(sentence)) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("T?ng đài trẻ em", 1),
        ("M?t câu.\nHai ch? s?ng.", 2),
        ("Gọi ai?Gọi 111.", 0),
        ("Ai nghe máy? Một người.", 0),
        ("https://mau.tinh-mau.vn/tim?q=a", 0),
        ("“Có ai ở đó không?”", 0),
        ("Nhi?u ngư?i ti?p c?a", 1),
        ("Có sao không?bạn gọi nhé. Em đi đâu?em ở đây. Là gì?ai hỏi?", 0),
        ("Gõ tim?q=met vào ô.", 0),
    ],
)
def test_a_sign_in_the_place_of_a_letter_is_told_once_a_line(text: str, count: int) -> None:
    assert [found.code for found in found_in(text)] == ["letters"] * count


@pytest.mark.parametrize("table", [TCVN3, VNI], ids=["TCVN3", "VNI"])
@pytest.mark.parametrize("sentence", OLD)
def test_text_typed_before_unicode_is_told(sentence: str, table: dict[str, str]) -> None:
    if table is VNI and sentence == "công an huyện":
        sentence = "công an huyện, đội phòng chống ma túy"  # one odd word alone may be a foreigner's name
    assert [found.code for found in found_in(written(sentence, table))] == ["letters"]


@pytest.mark.parametrize(
    "text",
    [
        "Noël vui vẻ", "diện tích 30 m² và 5 km²", "½ giờ", "ở München, Đức", "“Hòa”…", "Xã Thịnh Mỹ, giùm, giõ", "© 2026 Sở", "“XÃ”, “GÃ…”",
        "Điều 5 § 2", "ngây thơ (naïve)", "“À”…", "5 ± 2", "25 °C", "20 µg", "https://a.vn/ß/ö-ü", "Âm “Â” – “Ê”", "giá 20€, 30£", "a × b ÷ c",
        "Đắk Lắk, Ea H'leo", "São Paulo", "Kỳ Sơn · Tương Dương", "¡", "1.313.000 ₫",
    ],
)  # fmt: skip
def test_right_text_is_let_stand(text: str) -> None:
    assert list(found_in(text)) == []


def codes(text: str) -> list[tuple[str, int, int]]:
    problems = load.decode(text.encode("utf-8"), "x")[1]
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems]


@pytest.mark.parametrize("letter", ["Ð", "ð", "Ɖ", "ɖ", "\ufffd"])
def test_a_letter_that_only_looks_right_is_told(letter: str) -> None:
    assert codes(f"a\nhuyện {letter}ô Lương") == [("character", 2, 7)]


def test_a_letter_of_another_style_is_told_and_a_sign_of_a_name_is_not() -> None:
    assert codes("a\nhuyện 𝐃ô Lương") == [("character", 2, 7)]
    assert codes("Suboxone™, số hiệu № 1, 37 ℃") == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> nhanh\n", [2, 4, 6]),
        ("a\n<<<<<<< HEAD\nb\n||||||| 1234567\nx\n=======\nc\n>>>>>>> nhanh\n", [2, 4, 6, 8]),
        ("a\n>>>>>>> nhanh\n", [2]),
        ("Tiêu đề\n=======\n", [2]),
        ("<<<<<<<\n", [1]),
    ],
)
def test_two_texts_in_one_are_told_and_nothing_else_of_that_file(text: str, lines: list[int]) -> None:
    assert codes(text) == [("conflict", line, 1) for line in lines]
    assert load.decode(text.encode(), "x")[0] is None


@pytest.mark.parametrize("text", ["Tiêu đề\n========\n", "> lời\n> lời\n", "a <<<<<<< b", ">>>>>> sáu", '=== "Thẻ"'])
def test_what_only_resembles_a_conflict_is_let_stand(text: str) -> None:
    assert codes(text) == []


INDENTED = [
    "id: x\n  name: a\n",
    "id: x\nname: Một\n  hai: ba\n",
    "a:\n  b: c\n   d: e\n",
    'l:\n  - kind: call\n      value: "1"\n',
]


@pytest.mark.parametrize("text", INDENTED)
def test_a_field_that_stands_too_far_in_is_told_as_that(text: str) -> None:
    """Following the old advice, a pair of quotes, made a new mistake of it."""
    problems = load.parse(text, "x").problems
    last = text.splitlines()[-1]
    assert [(p.place.line, p.place.column) for p in problems] == [
        (text.count("\n"), len(last) - len(last.lstrip()) + 1)
    ]
    assert "lùi" in problems[0].message


def test_a_colon_within_a_sentence_is_still_told_as_that() -> None:
    assert "nháy kép" in load.parse("name: Số: 111\n", "x").problems[0].message


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ("chữ\n\n```\nmã\n\nchữ sau", "```"),
        ("~~~\nmã", "~~~"),
        ("````\n```\n", "````"),
        ("```\nmã\n  ```\n\nchữ", "```"),
        ("- ý\n\n  ```\n  mã\n  ```\n", "```"),
        ("``` một dòng ```\n", "``` một"),
        ('!!! note "Chú ý\n    chữ', "!!! note"),
        ("!!! note\n    chữ", "!!! note"),
        ('!!! note "Chú ý"\nchữ', "!!! note"),
        ('!!! note "Chú ý"', "!!! note"),
        ('!!!note\n    chữ', "!!!note"),
        ('??? tip\n    chữ', "??? tip"),
        ('=== Cách một\n    chữ', "=== Cách"),
        ('=== ""\n    chữ', "==="),
        ('```\n{{ numbers("a") }}\n```', "{{"),
        ('chữ `{{ call("a") }}` chữ', "`{{"),
        ("Xem [a] (nguon.md) nhé.", "] ("),
        ("Xem [a] (https://a.vn/x).", "] ("),
        ("Xem (a)[nguon.md].", ")["),
        ("Gọi (111)[tel:111].", ")["),
        ("Xem [a](nguon.md", "]("),
        ("Xem [trang nguồn(nguon.md) nhé.", "[trang"),
        ("Xem [a](nguon.md rồi gọi.\nCâu.", "]("),
    ],
)  # fmt: skip
def test_what_would_be_printed_as_typed_is_told(body: str, at: str) -> None:
    assert [offset for offset, _ in raw_markdown.check(body)] == [body.index(at)]


@pytest.mark.parametrize(
    "body",
    [
        "```\nmã\n```\n", "```python\nmã\n```\n\nchữ\n\n~~~\nmã\n~~~\n", '!!! note "Chú ý"\n    chữ\n', '!!! note "Chú ý"\n\n    chữ\n',
        '??? tip "Mở ra"\n    chữ', '???+ tip "Mở ra"\n    chữ', '=== "Một"\n    chữ\n\n=== "Hai"\n    chữ', "chữ ``mã`` chữ",
        '`mã` {{ call("a") }} `mã`', "Tuyệt!!! Rồi thôi", "a === b",
        "[a] (xem thêm)", "(xem [a](nguon.md))", "`[a] (nguon.md)`", "    [a] (nguon.md)", '[a](nguon.md "tên")', "(a)[^1]", "(a)[b.md](c.md)",
        "[xem (https://a.vn)](nguon.md)", "[a (nguon.md) và b]", "[Luật (2025)](nguon.md)",
    ],
)  # fmt: skip
def test_what_markdown_takes_is_let_stand(body: str) -> None:
    assert list(raw_markdown.check(body)) == []
