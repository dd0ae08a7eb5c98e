"""The walker finds what a browser would not: each kind of dead link, and nothing that is alive."""

from __future__ import annotations

from pathlib import Path

import pytest

from delivery import links
from samples import write


def walked(root: Path, page: str, base: str = "/", **files: str) -> list[str]:
    """Findings of a site whose page `trang/` is `page`, beside a home page and a page with an anchor."""
    site = {
        "index.html": "<h1>Trang đầu</h1>",
        "khac/index.html": '<h1 id="moc">Khác</h1><a name="cu"></a>',
        "404.html": "<p>Không có</p>",
        "anh.png": "x",
        "trang/index.html": page,
    }
    return links.walk(write(root, {**site, **files}), base)


@pytest.mark.parametrize(
    "page",
    [
        '<a href="../khac/">a</a>',
        '<a href="../khac/#moc">a</a>',
        '<a href="../khac/#cu">a</a>',
        '<a href="../khac/index.html#moc">a</a>',
        '<a href="../">a</a>',
        '<a href="..">a</a>',
        '<a href="./">a</a>',
        '<a href=".">a</a>',
        '<a href="#">a</a>',
        '<a href="">a</a>',
        '<a href="#o">a</a><p id="o">',
        "<a href='#o'>a</a><p id='o'>",
        "<a href=#o>a</a><p id=o>",
        '<a href="/khac/#moc">a</a>',
        '<a href="/.">a</a><a href="/./khac/">b</a>',
        '<a href="https://a.example/khong-co">a</a>',
        '<a href="tel:111">a</a><a href="mailto:a@a.example">a</a><a href="sms:111">a</a>',
        '<img src="../anh.png"><img srcset="../anh.png 1x, ../anh.png 2x">',
        '<!-- <a href="../khong-co/">a</a> -->',
        "<script>const a = '<a href=\"../khong-co/\">';</script>",
        '<template><a href="../khong-co/">a</a></template>',
        '<label for="o">a</label><input id="o" aria-describedby="o o">',
        '<a title="1 > 0" href="../khac/">a</a>',
        '<a href="../khac/#q=x">a</a>',
    ],
)
def test_what_is_alive_is_not_told(tmp_path: Path, page: str) -> None:
    assert walked(tmp_path, page) == []


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ('<a href="../khong-co/">a</a>', "không dẫn tới đâu"),
        ('<a href="../khac">a</a>', "không dẫn tới đâu"),
        ('<a href="khac/">a</a>', "không dẫn tới đâu"),
        ('<a href="../khac/#khong-co">a</a>', "không có chỗ neo"),
        ('<a href="#khong-co">a</a>', "không có chỗ neo"),
        ('<a href="../../khac/">a</a>', "ra ngoài trang"),
        ('<a href="/khong-co/">a</a>', "không dẫn tới đâu"),
        ('<a href="/anh.png.">a</a>', "không dẫn tới đâu"),
        ('<a href="../khac/?q=x">a</a>', "có dấu hỏi"),
        ('<img src="../khong-co.png">', "không dẫn tới đâu"),
        ('<img srcset="../anh.png 1x, ../khong-co.png 2x">', "không dẫn tới đâu"),
        ('<form action="../khong-co/"></form>', "không dẫn tới đâu"),
        ('<p aria-describedby="khong-co">a</p>', "không có chỗ neo"),
        ('<link href="../khong-co.css">', "không dẫn tới đâu"),
        ('<svg><use xlink:href="#khong-co"/></svg>', "không có chỗ neo"),
        ('<p id="o"></p><p id="o"></p>', "đứng 2 lần"),
        ('<A HREF="../khong-co/">a</A>', "không dẫn tới đâu"),
        ('<a\n  class="x"\n  href="../khong-co/"\n>a</a>', "không dẫn tới đâu"),
        ('<a href="..&#47;khong-co/">a</a>', "không dẫn tới đâu"),
    ],
)
def test_each_kind_of_dead_end_is_told_once(tmp_path: Path, page: str, words: str) -> None:
    findings = walked(tmp_path, page)
    assert len(findings) == 1
    assert findings[0].startswith("trang/index.html: ")
    assert words in findings[0]


def test_a_site_in_a_folder_links_within_that_folder(tmp_path: Path) -> None:
    page = '<a href="/du-an/khac/#moc">a</a><a href="/khac/">b</a>'
    assert walked(tmp_path, page, "/du-an/") == ["trang/index.html: href=“/khac/” ra ngoài /du-an/"]


def test_the_page_shown_at_any_address_must_link_from_the_root(tmp_path: Path) -> None:
    findings = walked(
        tmp_path, "", **{"404.html": '<a href="khac/">a</a><a href="/khac/">b</a><a href="#o" id="o">c</a>'}
    )
    assert findings == ["404.html: href=“khac/” là tương đối, mà trang này hiện ở mọi địa chỉ"]


def test_attributes_are_given_as_a_browser_reads_them() -> None:
    page = "<p class=a ID='b' data-x=\"1 &amp; 2\" hidden>"
    assert list(links.attributes(page)) == [("p", "class", "a"), ("p", "id", "b"), ("p", "data-x", "1 & 2")]


def test_a_page_that_was_read_before_is_followed_again(tmp_path: Path) -> None:
    page = '<a href="../khac/#moc">a</a><p id="o"><p id="o">'
    known: links.Known = {}
    files = {"index.html": "<p>a</p>", "khac/index.html": '<p id="moc">', "trang/index.html": page}
    assert links.walk(write(tmp_path, files), known=known) == ["trang/index.html: id “o” đứng 2 lần"]
    assert len(known) == len(files)
    assert links.walk(tmp_path, known=known) == links.walk(tmp_path)
    (tmp_path / "khac" / "index.html").write_text("<p>")
    assert links.walk(tmp_path, known=known) == links.walk(tmp_path)
    assert len(links.walk(tmp_path, known=known)) == 2
    (tmp_path / "khac" / "index.html").unlink()
    assert links.walk(tmp_path, known=known) == links.walk(tmp_path)
    assert len(known) == len(files) - 1
