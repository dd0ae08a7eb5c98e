"""A finished page's content, read once: what templates and the search take from it instead of looking for it in text."""

from __future__ import annotations

from facts.reading.content import Content, Reader

PAGE = (
    '<h1 id="goi">Gọi ai</h1>\n<p>Gọi <a href="tel:111">111</a>, xem <a href="../a/#b">đây</a>.</p>\n'
    '<h2 id="mot">Một <em>hai</em>\n&amp; ba</h2>\n<p id="x">Chữ</p><h2>Không tên</h2><h3 id="nho">Nhỏ</h3>'
)


def test_a_page_is_read_once_for_all_who_ask() -> None:
    content = Reader(PAGE).read()
    assert content.anchors == ("goi", "mot", "x", "nho")
    assert content.links == ("tel:111", "../a/#b")
    assert content.sections == (("mot", "Một hai & ba"),)
    assert content.headings == ((2, "mot", "Một hai & ba"), (3, "nho", "Nhỏ"))


def test_it_is_cut_after_its_own_heading_and_before_the_first_below() -> None:
    content = Reader(PAGE).read()
    title, lead, rest = content.around_title
    assert title == '<h1 id="goi">Gọi ai</h1>'
    assert title + lead + rest == PAGE
    assert rest.startswith('<h2 id="mot">')
    above, below = content.above_headings
    assert below.startswith('<h2 id="mot">')
    assert above + below == PAGE


def test_a_status_beside_the_heading_is_cut_with_it() -> None:
    title = '<h1>Mô hình</h1>\n<span class="tag ended">đã xong</span> <span class="tag">tỉnh</span>'
    assert Reader(title + "<p>Chữ</p>").read().around_title == (title, "<p>Chữ</p>", "")
    assert Reader(title.replace("\n", "<p>") + "</p>").read().around_title[0] == "<h1>Mô hình</h1>"


def test_a_page_without_headings_is_all_rest_and_all_above() -> None:
    content = Reader("<p>Chữ</p>\n").read()
    assert content.around_title == ("", "<p>Chữ</p>\n", "")
    assert content.above_headings == ("<p>Chữ</p>\n", "")
    assert Content().around_title == ("", "", "")


def test_a_place_is_found_after_lines_that_end_in_every_way() -> None:
    html = "<p>a\u2028b\x0bc</p>\r\n<p>d</p>\n<h1>Tên</h1><p>e</p>"
    assert Reader(html).read().around_title[1] == "<p>e</p>"


def test_a_comment_holds_nothing_but_its_place() -> None:
    content = Reader('<!-- <h2 id="x">\n</h2> --><h1>Tên</h1><p>e &amp; g</p><h2 id="mot"/><p>f</p>').read()
    assert content.anchors == ("mot",)
    assert content.around_title[1] == "<p>e &amp; g</p>"
