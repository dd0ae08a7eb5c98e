"""Nothing of Markdown eats a number or a step: what an editor saw in the host's preview is what a reader gets, or it is told.

The witness for the preview is markdown-it-py, which reads CommonMark with GitHub's tables and strikethrough.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from building import ROOT
from facts.judging import preview
from facts.problems import Level
from facts.project import pages
from facts.reading import as_made
from facts.reading.markdown import read_pages
from province import GOLDEN
from samples import SOUND, TODAY, write

PAGE = "docs/thu.md"
FRONT = "---\ntitle: Trang\n---\n\n# Trang\n\n"  # the text begins on line 7
CONVERTER = as_made.converter(ROOT)
WITNESS = MarkdownIt("gfm-like", {"linkify": False})

Form = tuple[str, int, int]


def told(root: Path, text: str) -> list[tuple[int, str, Level]]:
    write(root, {**SOUND, PAGE: FRONT + text + "\n"})
    problems = [problem for problem in pages.read_site(root, TODAY)[1] if problem.place.path == PAGE]
    return [(problem.place.line - 6, problem.code, problem.level) for problem in problems if problem.code in CODES]


CODES = ("eaten", "printed")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # a number taken for that of a list
        pytest.param("115. Cấp cứu\n113. Công an\n111. Trẻ em", 1, id="three numbers"),
        pytest.param("115. Cấp cứu\n113. Công an", 2, id="the second of them"),
        pytest.param("111. Trẻ em bị hại", 1, id="one number"),
        pytest.param("Gọi:\n\n114. Cháy", 3, id="one below a sentence"),
        pytest.param("1. Gọi\n115. Cấp cứu", 2, id="one among steps"),
        pytest.param("1. Gọi\n2. Chờ\n4. Mở cửa", 3, id="a step out of turn"),
        pytest.param("3. Ba\n2. Hai\n1. Một", 2, id="steps that count down"),
        pytest.param("2025. Năm nay\n", 1, id="a year"),
        pytest.param("- Một\n\n    111. Gọi", 3, id="one below another list"),
        pytest.param("> 115. Cấp cứu", 1, id="one in a quotation"),
        pytest.param("0900. Số", 1, id="the beginning of a number"),
        # numbers of steps and lists that come out otherwise
        pytest.param("1) Gọi\n2) Chờ", 1, id="brackets"),
        pytest.param("Việc cần làm:\n- ở lại\n- gọi cấp cứu", 2, id="a list right below a sentence"),
        pytest.param("Việc cần làm:\n1. ở lại\n2. gọi", 2, id="steps right below a sentence"),
        pytest.param("Việc cần làm:\n* ở lại", 2, id="stars right below a sentence"),
        pytest.param("- Một\n  - hai", 2, id="a sublist by two spaces"),
        pytest.param("- Một\n  - hai\n    - ba", 2, id="two levels by two spaces"),
        pytest.param("1. Một\n   - hai", 2, id="a sublist of steps by three spaces"),
        pytest.param("1. Một\n   1. hai", 2, id="steps of steps by three spaces"),
        pytest.param("- Một\n1. Hai", 2, id="steps right below bullets"),
        pytest.param("1. Một\n- Hai", 2, id="bullets right below steps"),
        # headings
        pytest.param("#111 không mất tiền", 1, id="a number after a hash"),
        pytest.param("Gọi ngay số\n#111 không mất tiền", 2, id="in the middle of a paragraph"),
        pytest.param("##Đề mục", 1, id="no space after two hashes"),
        pytest.param("#111", 1, id="nothing but a hash and a number"),
        pytest.param("- Một\n- #111 hai", 2, id="within a list"),
        # within footnotes, which the preview and the page both show at the end
        pytest.param("Câu[^1].\n\n[^1]: 115. Cấp cứu", 3, id="one in a footnote"),
        pytest.param("Câu[^1].\n\n[^1]: Gọi\n\n    115. Cấp cứu\n    113. Công an", 6, id="below a footnote"),
        # lines that vanish
        pytest.param("[Cấp cứu]: 115", 1, id="a line like a definition"),
        pytest.param("Gọi:\n\n[111]: tre-em", 3, id="a number like a definition"),
        pytest.param("[Lưu ý]:\n  115", 1, id="a definition on two lines"),
    ],
)
def test_what_is_eaten_is_an_error_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    assert (line, "eaten", Level.ERROR) in told(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("Gọi ~~113~~ 111", 1, id="struck out"),
        pytest.param("Gọi ==111== ngay", 1, id="marked"),
        pytest.param("Câu.\n\n*[ĐT]: điện thoại", 3, id="an abbreviation"),
        pytest.param("Gọi 111 \\\nngay", 1, id="a backslash at the end"),
        pytest.param("Xem https://bao.example/tin nhé", 1, id="a bare address"),
        pytest.param("Xem www.bao.example/tin nhé", 1, id="an address as it is said"),
        pytest.param("Thư:\nhoi@bao.example", 2, id="a mail address"),
        pytest.param("Mang theo:\n\n• thẻ\n• thuốc", 3, id="dots of Word for a list"),
    ],
)
def test_what_is_printed_as_typed_is_a_warning_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    assert (line, "printed", Level.WARNING) in told(tmp_path, text)


@pytest.mark.parametrize(
    "text", ["[www.a.vn](https://www.a.vn/x@y)", "<hoi@a.vn>", "`www.a.vn`", "[hoi@a.vn](mailto:hoi@a.vn)"]
)
def test_an_address_within_a_link_or_code_is_not_printed_as_typed(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        pytest.param("115) Cấp cứu", 1, "Viết “- 115: …”", id="a bracket: a full stop would not do"),
        pytest.param("115.", 1, "Viết “- 115: …”", id="nothing behind it"),
        pytest.param("0238. Vinh", 1, "Viết “- 0238: …”", id="a zero is kept"),
        pytest.param("- Gọi\n    115. Cấp cứu", 5, "Viết “115:”", id="below an item"),
        pytest.param("1. Gọi\n   115. Cấp cứu", 4, "“115.” ở đầu dòng", id="below a step, as typed"),
        pytest.param("- #111 Trẻ em", 1, "viết \\#", id="a hash in an item"),
    ],
)
def test_what_is_eaten_is_told_once_as_it_was_typed(tmp_path: Path, text: str, column: int, words: str) -> None:
    write(tmp_path, {**SOUND, PAGE: FRONT + text + "\n"})
    (problem,) = (one for one in pages.read_site(tmp_path, TODAY)[1] if one.code == "eaten")
    assert problem.place.column == column
    assert words in problem.message


SOUND_TEXTS = [
    "1. Một\n2. Hai\n3. Ba",
    "1. Một\n1. Hai\n1. Ba",
    "- Một\n- Hai\n\n1. Ba\n2. Bốn",
    "1. Một\n2. Hai\n\nCâu.\n\n3. Ba\n4. Bốn",
    "- Một\n\n    - hai\n    - ba\n\n- Bốn",
    "- Một\n    - hai\n        - ba",
    "1. Một\n\n    Câu thêm.\n\n2. Hai",
    "Câu một\ncâu hai, 111. Rồi 115. Hết.",
    "Năm 2019.\n\n- 115: Cấp cứu\n- 113: Công an",
    "111\\. Trẻ em",
    "## Đề mục { #ma }\n\n### 111 và 115\n\nĐề mục\n------",
    "> - Một\n> - Hai\n>\n> 1. Ba",
    '!!! note "Ghi chú"\n    - Một\n    - Hai\n\n    1. Ba\n    2. Bốn\n\nCâu.\n\n- Năm',
    '=== "Một"\n\n    1. a\n    2. b\n\n=== "Hai"\n\n    - c',
    '??? note "Ghi chú"\n\n    1. Một\n\n    2. Hai',
    "Từ\n: Nghĩa\n\nTừ hai\n:   - Một\n    - Hai",
    "Câu[^1].\n\n[^1]: Chú thích.\n\n- Một",
    "Câu[^1].\n\n[^1]: Gọi\n    115. Cấp cứu\n\n    1. Một\n    2. Hai",
    "| a | b |\n| --- | --- |\n| 1. | - x |\n\n- Một",
    "```\n115. Cấp cứu\n#111\n- x\n```\n\n- Một",
    "~~~\n1) x\n~~~",
    "- [ ] Một\n- [x] Hai",
    "Xem [chữ][a] và ![hình][b].\n\n[a]: trang.md\n[b]: hinh.png",
    "Xem <https://bao.example/> và [https://bao.example/](https://bao.example/).",
    "`a~~b~~ ==c== https://x.example`",
    "***\n\n- Một\n\n- - -\n\n- Hai",
    "* Một\n* Hai\n\n+ Ba",
    "{{ hotlines(purpose=\"help\") }}\n\n1. Gọi {{ call(\"tre-em\") }}.\n2. Chờ.\n\n{{ contact() }}\n\n1. Hai",
]  # fmt: skip


@pytest.mark.parametrize("text", SOUND_TEXTS)
def test_what_comes_out_as_it_was_seen_is_told_nothing(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


# --- the witness ---------------------------------------------------------------------------------------------------


def witnessed(text: str) -> list[Form]:
    """Headings and items of a text as markdown-it-py has them: kind, level or number, depth."""
    found: list[Form] = []
    numbers: list[tuple[str, int]] = []
    for token in WITNESS.parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            is_ordered = token.type == "ordered_list_open"
            numbers.append(("ol" if is_ordered else "ul", int(token.attrs.get("start", 1)) if is_ordered else 0))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
        elif token.type == "list_item_open":
            kind, number = numbers[-1]
            found.append((kind, number, len(numbers)))
            numbers[-1] = (kind, number + (kind == "ol"))
        elif token.type == "heading_open":
            found.append(("h", int(token.tag[1]), 0))
    return found


def outlined(text: str) -> list[Form]:
    return [(one.item.kind, one.item.number, one.item.depth) for one in preview.outline(text)]


OURS = re.compile(r"^(?:!!!|\?\?\?|===|: |\[\^)", re.MULTILINE)  # what CommonMark does not know


@pytest.mark.parametrize("text", [text for text in SOUND_TEXTS if not OURS.search(text) and "{{" not in text])
def test_the_preview_is_read_as_the_witness_reads_it(text: str) -> None:
    assert outlined(text) == witnessed(text)


@pytest.mark.parametrize("root", [ROOT, GOLDEN], ids=["ours", "the made-up province"])
def test_real_pages_have_the_structure_that_the_witness_saw(root: Path) -> None:
    for page in read_pages(root):
        seen = re.sub(r"^\{\{.*\}\}$", "---", page.body, flags=re.MULTILINE)
        if not OURS.search(seen):
            assert outlined(page.body) == witnessed(re.sub(r"\n---(?=\n)", "\n\n***\n", seen)), page.path
        assert list(preview.check(page.body, as_made.make(CONVERTER, expanded(page.body)))) == [], page.path


def expanded(body: str) -> str:
    """Blocks as stand-ins, near enough to what `pages.expand` gives."""
    return re.sub(r"\{\{.*?\}\}", "x", re.sub(r"^\{\{.*\}\}$", "\n<hr>\n", body, flags=re.MULTILINE))


LINES = st.sampled_from(
    [
        "", "", "Câu một", "- a", "* b", "+ c", "  - d", "    - e", "   - f", "        - g", "1. h", "2. i", "3. j", "1) k",
        "   1. l", "    1. m", "    chữ lùi vào", "  chữ", "# N", "#111", "### O", "Đề\n---", "> - p", "> 1. q", "> chữ", "---",
        "115. r", "  115. s", "- 1. t", "1. - u", "```\n- v\n```", "10. w", "-", "1.", "- # x",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(LINES, max_size=8))
def test_any_lines_are_read_as_the_witness_reads_them(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    assume(not re.search(r"^[ >]*(?:-|1\.)\n\n\n", text, re.MULTILINE))  # there the witness parts from CommonMark
    assert outlined(text) == witnessed(text)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(LINES, max_size=8))
def test_any_lines_come_out_as_they_were_seen_or_are_told(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    page = as_made.make(CONVERTER, text)
    shown = [(item.kind, item.number, item.depth) for item in page.items]
    problems = list(preview.check(text, page))
    assert problems or shown == witnessed(text)
    assert all(0 <= offset <= len(text) for offset, _ in problems)


@pytest.mark.parametrize(
    ("wrong", "cured"),
    [
        ("115. Cấp cứu", "- 115: Cấp cứu"),
        ("1) Gọi\n2) Chờ", "1. Gọi\n2. Chờ"),
        ("Việc:\n- ở lại", "Việc:\n\n- ở lại"),
        ("- Một\n  - hai", "- Một\n    - hai"),
        ("- Một\n1. Hai", "- Một\n\nCâu.\n\n1. Hai"),
        ("#111 gọi", "\\#111 gọi"),
        ("##Đề mục", "## Đề mục"),
    ],
)
def test_the_advice_is_valid_where_it_is_given(tmp_path: Path, wrong: str, cured: str) -> None:
    assert told(tmp_path / "wrong", wrong)
    assert told(tmp_path / "cured", cured) == []


@pytest.mark.parametrize(("number", "is_told"), [(preview.LONGEST_START, False), (preview.LONGEST_START + 1, True)])
def test_a_list_may_begin_with_two_digits_and_no_more(tmp_path: Path, number: int, is_told: bool) -> None:
    assert bool(told(tmp_path, f"{number}. Việc ấy")) is is_told
