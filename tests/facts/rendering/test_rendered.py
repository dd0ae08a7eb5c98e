"""A page that knows what it is made of: blocks at their places, records and days seen, Markdown's own parts in our shape."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from building import ROOT
from facts.judging import as_read
from facts.project import pages
from facts.rendering.blocks import Context
from facts.rendering.rendered import BlockHtml, Body, Seen
from province import GOLDEN
from province import TODAY as GOLDEN_DAY

Made = Callable[[str], Body]
CONVERTER = as_read.converter(ROOT)


@pytest.fixture(scope="module")
def golden() -> Context:
    """The made-up province, whole."""
    day = date.fromisoformat(GOLDEN_DAY)
    return Context.of(pages.read_site(GOLDEN, day)[0], day)


@pytest.fixture
def made(golden: Context) -> Made:
    def make(body: str) -> Body:
        def tell(offset: int, code: str, message: str) -> None:
            raise AssertionError(message)

        return pages.expand(body, golden.at("thu/"), "thu.md", tell)

    return make


def shaped(markdown: str, *blocks: str) -> str:
    return CONVERTER.finish(CONVERTER.convert(markdown), blocks, str)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('Gọi {{ call("tre-em") }} ngay.', ("hotlines", "tre-em")),
        ("Xem [đây](facts:hotlines/tre-em).", ("hotlines", "tre-em")),
        ('{{ hotline("tre-em") }}', ("hotlines", "tre-em")),
        ('{{ hotlines(purpose="help") }}', ("hotlines", "tre-em")),
        ("{{ source_list() }}", ("sources", "cong-bao")),
    ],
)
def test_a_page_has_seen_what_it_names_and_what_its_lists_show(made: Made, body: str, named: tuple[str, str]) -> None:
    assert named in made(body).seen.records


def test_a_page_of_words_has_seen_nothing(made: Made) -> None:
    assert made("# Chữ\n\nKhông có gì ngày 24/11/2026.") == Body(("# Chữ\n\nKhông có gì ngày 24/11/2026.",), Seen())


def test_what_one_page_asks_for_is_not_another_s(made: Made) -> None:
    made('{{ hotline("tre-em") }}')
    assert made("Chữ.").seen.records == frozenset()


def test_a_page_s_days_are_those_that_its_records_were_checked_on(made: Made, golden: Context) -> None:
    seen = made('{{ hotline("tre-em") }}').seen
    day = golden.site.facts.get("hotlines", "tre-em").verified_on
    assert (seen.oldest, seen.newest) == (day, day)
    early, late = date(2026, 1, 5), date(2026, 2, 3)
    assert (Seen(checked_on=frozenset({late, early})).oldest, Seen().newest) == (early, None)


def test_a_block_stands_between_the_words_around_it_and_one_that_shows_nothing_leaves_no_mark() -> None:
    body = Body(("Trước.\n", BlockHtml("<p>Một</p>"), "\nGiữa.\n", BlockHtml(""), "\nSau."), Seen())
    html = shaped(body.markdown, *body.blocks)
    assert html.replace("\n", "") == "<p>Trước.</p><p>Một</p><p>Giữa.</p><p>Sau.</p>"
    assert str(body) == "Trước.\n\n<p>Một</p>\n\nGiữa.\n\n\n\nSau."


def test_markdown_does_not_read_within_a_block() -> None:
    block = '<div class="x"><p>*không* [chữ](#a) | một | hai |</p></div>'
    assert shaped(Body((BlockHtml(block),), Seen()).markdown, block).strip() == block


def test_a_cell_is_aligned_by_class_and_its_table_takes_the_focus() -> None:
    html = shaped("| a | b |\n| --- | ---: |\n| 1 | 2 |")
    assert html.startswith('<div aria-label="Bảng" class="wide" role="group" tabindex="0">')
    assert '<td class="right">2</td>' in html
    assert "style=" not in html


def test_two_tables_and_one_in_a_quote_have_a_box_each() -> None:
    table = "| a |\n| --- |\n| 1 |"
    html = shaped(f"{table}\n\nchữ\n\n{table}\n\n> | a |\n> | --- |\n> | 1 |")
    assert html.count('class="wide"') == html.count("<table>") == 3


def test_a_task_is_said_done_or_not() -> None:
    html = shaped("- [x] xong\n- [ ] chưa")
    assert [f'aria-label="{said} xong"' in html for said in ("đã", "chưa")] == [True, True]
    assert html.count("<input") == 2


def test_a_list_of_doors_is_one_and_a_list_of_links_is_not() -> None:
    assert '<ul class="doors">' in shaped("- [Một](#a){ .door }\n- [Hai](#b){ .door }")
    assert "doors" not in shaped("- [Một](#a)\n- Chữ rồi [Hai](#b){ .door }")
