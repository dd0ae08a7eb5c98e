"""How pages speak of law: the note once and first, documents named with their article, and never two words about who read it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import building
from building import Builder
from facts.judging import law
from facts.reading import markdown
from facts.rendering import blocks
from facts.rendering.blocks import Context
from facts.site.store import Facts
from province import GOLDEN, TODAY
from samples import TODAY as DAY
from samples import judged

DOCUMENT = """id: nd-mau
name: Nghị định 163/2030/NĐ-MAU
number: 163/2030/NĐ-MAU
type: Nghị định
title: Về việc mẫu
standing: confirmed
sources: [bao]
verified_on: 2026-11-20
"""
SOURCE = "id: bao\ntitle: Bài mẫu\npublisher: Báo Mẫu\nurl: https://a.example/\ngrade: press\nverified_on: 2026-11-20\n"
NOTE = '{{ law_note("nd-mau") }}'
QUOTE = '{{ quote("Lời.", source="bao", where="Điều 2") }}'


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return judged(tmp_path, {"data/documents/nd-mau.yml": DOCUMENT, "data/sources/bao.yml": SOURCE})[0]


def told(facts: Facts, body: str, front: str = "field: law\nreviewed: none") -> list[tuple[int, str]]:
    """(line of the body, code) of each problem; line 0 is the front matter."""
    page = markdown.split(f"---\ntitle: Trang\n{front}\n---\n{body}", "docs/trang.md", "trang/")
    return [(max(0, p.place.line - page.first_line + 1), p.code) for p in law.check(facts, [page])]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        pytest.param(NOTE, [], id="a page with its note"),
        pytest.param("Một câu.", [(0, "law-note")], id="a page of law without one"),
        pytest.param(f"{NOTE}\n\n{QUOTE}", [], id="the note before the first words of a law"),
        pytest.param(f"{QUOTE}\n\n{NOTE}", [(3, "law-note")], id="the note after them"),
        pytest.param(f"{NOTE}\n\n{QUOTE}\n\n{{{{ law_note() }}}}", [(5, "law-note")], id="a second note"),
    ],
)
def test_the_note_of_law_stands_once_and_first(facts: Facts, body: str, codes: list[tuple[int, str]]) -> None:
    assert told(facts, body) == codes


def test_a_page_of_another_field_needs_the_note_as_soon_as_it_quotes_a_law(facts: Facts) -> None:
    assert told(facts, "Một câu.", "field: health") == []
    assert told(facts, f"Một câu.\n\n{QUOTE}", "field: health") == [(3, "law-note")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hỏng thì báo trong 24 giờ (Nghị định 163, khoản 2 Điều 23).",
        "Nghị định 163/2030/NĐ-MAU (Điều 4) nói rõ.",
        "- một ý\n- ý hai (Nghị định 163/2030, từ Điều 4 đến Điều 9)",
        "Danh sách ở Nghị định 163 (Danh mục 3).",
        "## Nghị định 163 nói gì { #noi-gi }",
        "Nghị định 1634 là chuyện khác.",
        "Nghị định 163/2029 là chuyện khác.",
        "Nghị định khác không cần điều.",
    ],
)
def test_a_document_named_with_its_article_is_not_told(facts: Facts, sentence: str) -> None:
    assert told(facts, f"{NOTE}\n\n{sentence}") == []


@pytest.mark.parametrize(
    ("body", "line"),
    [
        pytest.param("Theo Nghị định 163, phải báo.", 3, id="a sentence"),
        pytest.param("Theo [Nghị định 163/2030/NĐ-MAU](facts:documents/nd-mau), phải báo.", 3, id="a link"),
        pytest.param(
            "- một ý (Nghị định 163, Điều 4)\n- theo Nghị định 163/2030 thì báo", 4, id="the second item of a list"
        ),
        pytest.param('{{ caution("Nghị định 163 nói khác.") }}', 3, id="a caution"),
        pytest.param("Nghị định 163 nói điều gì đó.", 3, id="the word in lower case"),
    ],
)
def test_a_document_named_without_an_article_is_told_at_its_line(facts: Facts, body: str, line: int) -> None:
    assert told(facts, f"{NOTE}\n\n{body}") == [(line, "article")]


def test_a_document_named_before_the_note_is_told(facts: Facts) -> None:
    assert told(facts, f"Nghị định 163 (Điều 4) nói rõ.\n\n{NOTE}") == [(1, "law-note")]


def test_a_note_that_cannot_be_read_is_left_to_who_judges_blocks(facts: Facts) -> None:
    assert told(facts, "{{ law_note(1) }}\n\nNghị định 163 nói rõ.") == []
    assert told(facts, '{{ law_note("khong-co") }}\n\nNghị định 163 nói rõ.') == []


def test_a_page_that_a_lawyer_read_says_so_in_its_note(facts: Facts) -> None:
    reviewed = "field: law\nreviewed: luật sư A, 01/2030"
    assert told(facts, NOTE, reviewed) == [(1, "law-note")]
    assert told(facts, '{{ law_note("nd-mau", read_by="luật sư A, 01/2030") }}', reviewed) == []


@pytest.mark.parametrize(
    ("read_on", "says"),
    [
        (
            "2026-11-20",
            ["Bản A, Bản B và Bản C: chúng tôi đọc trong bản chép, chưa mở bản có chữ ký (đọc ngày 20/11/2026)."],
        ),
        (
            "2026-11-24",
            [
                "Bản A và Bản B: chúng tôi đọc trong bản chép, chưa mở bản có chữ ký (đọc ngày 20/11/2026).",
                "Bản C: chúng tôi đọc trong một bản chép, chưa mở bản có chữ ký (đọc ngày 24/11/2026).",
            ],
        ),
    ],
)
def test_documents_read_on_one_day_are_named_in_one_sentence(tmp_path: Path, read_on: str, says: list[str]) -> None:
    days = {"a": "2026-11-20", "b": "2026-11-20", "c": read_on}
    files = {
        f"data/documents/{id}.yml": DOCUMENT.replace("nd-mau", id, 1)
        .replace("name: Nghị định 163/2030/NĐ-MAU", f"name: Bản {id.upper()}")
        .replace("2026-11-20", day)
        for id, day in days.items()
    }
    facts = judged(tmp_path, {**files, "data/sources/bao.yml": SOURCE})[0]
    text = re.sub("<[^>]+>", "", blocks.render('law_note("a", "b", "c")', Context.of(facts, DAY)))
    assert re.findall(r"Bản [ABC][^.]*\.", text) == says


@pytest.mark.parametrize(
    ("front", "note", "says"),
    [
        ("field: law\nreviewed: none", "{{ law_note() }}", ["Chưa có luật sư nào đọc lại"]),
        ("field: health\nreviewed: none", "{{ law_note() }}", ["Chưa có bác sĩ nào xem lại", "Chưa có luật sư nào đọc lại"]),
        ("field: law\nreviewed: A, 01/2030", '{{ law_note(read_by="A, 01/2030") }}', ["Người xem lại: A", "Luật sư đọc lại"]),
    ],
)  # fmt: skip
def test_who_has_read_a_page_is_said_once(build: Builder, front: str, note: str, says: list[str]) -> None:
    page = f"---\ntitle: Luật\ndescription: Về luật.\n{front}\n---\n# Luật\n\n{note}\n"

    def add(root: Path) -> None:
        (root / "docs" / "gioi-thieu" / "index.md").write_text(page, encoding="utf-8")

    site = build(GOLDEN, add, today=TODAY)
    text = building.text_of(site.read("gioi-thieu/"))
    found = re.findall(r"Chưa có (?:bác sĩ|luật sư) nào (?:xem|đọc) lại|Người xem lại: A|Luật sư đọc lại", text)
    assert found == says
