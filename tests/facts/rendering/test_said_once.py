"""A day is said once for a page: what most places have is taken out of them, what differs is left where it stands."""

from __future__ import annotations

from datetime import date

import pytest

from facts.rendering.rendered import BlockHtml
from facts.rendering.said_once import CHECKED, SOUGHT, gather, mark

OLD, NEW = date(2026, 11, 2), date(2026, 11, 24)


def proof(day: date, end: str = "") -> BlockHtml:
    return BlockHtml(f'<p class="proof">Nguồn: A · {mark(CHECKED, day)}{end}</p>')


def test_a_day_that_two_places_have_is_said_once_and_another_stays() -> None:
    parts, said = gather([proof(NEW), "Chữ\n", proof(OLD), proof(NEW, " · Sửa")])
    assert [part if isinstance(part, str) else part.html for part in parts] == [
        '<p class="proof">Nguồn: A</p>',
        "Chữ\n",
        '<p class="proof">Nguồn: A · đối chiếu 02/11/2026</p>',
        '<p class="proof">Nguồn: A · Sửa</p>',
    ]
    assert said.days == {CHECKED: NEW}
    assert said.but_some == {CHECKED}


def test_what_stands_alone_stays_where_it_is() -> None:
    parts, said = gather([proof(NEW), f"Chưa thấy ({mark(SOUGHT, NEW)})."])
    assert parts == (
        BlockHtml('<p class="proof">Nguồn: A · đối chiếu 24/11/2026</p>'),
        "Chưa thấy (tìm đến 24/11/2026).",
    )
    assert said.days == {}


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("a ({})", "a"),
        ("a &#40;{}&#41;.", "a."),  # within a sentence every sign is an entity
        ('a (<a href="x">{}</a>)', 'a (<a href="x">đang tìm</a>)'),
        ("{} · b", "b"),
    ],
)
def test_a_link_keeps_words_and_brackets_do_not_stand_empty(html: str, shown: str) -> None:
    parts, _ = gather([html.format(mark(SOUGHT, NEW)), str(mark(SOUGHT, NEW))])
    assert parts[0] == shown


@pytest.mark.parametrize(
    ("html", "shown"),
    [("a · {}", "a"), ("{} · b", "b"), ("a · {} · b", "a · b"), ('<p class="proof">{}</p>', "")],
)
def test_no_separator_is_left_behind(html: str, shown: str) -> None:
    parts, _ = gather([html.format(mark(CHECKED, NEW)), str(mark(CHECKED, NEW))])
    assert parts[0] == shown
