"""The walker finds what a browser would not: each kind of dead link, and nothing that is alive."""

from __future__ import annotations

import hashlib
import posixpath
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from building import attributes
from delivery import links, same
from delivery.same import Held
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
    assert list(attributes(page)) == [("p", "class", "a"), ("p", "id", "b"), ("p", "data-x", "1 & 2")]


PIECES = [
    "<", ">", "/", "=", '"', "'", " ", "\n", "a", "b-c", "<p ", '<a href="b">', "<!--", "-->", "<script>", "</Script>", "<TEXTAREA ", "</style>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map("".join))
@example("<style>a</style><Template b><p c></template><textarea>\n<p d></textarea>")
def test_tags_are_found_as_by_the_plain_patterns(page: str) -> None:
    bare = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    bare = re.sub(r"(<(script|style|textarea|template)\b[^>]*>).*?</\2>", r"\1", bare, flags=re.DOTALL | re.IGNORECASE)
    assert links.tags(page) == re.findall(r"<[a-zA-Z][\w:-]*+(?!>)(?:[^<>\"']++|\"[^\"]*\"|'[^']*')*+>", bare)


def test_what_every_page_has_is_told_of_each_page_where_it_is_wrong(tmp_path: Path) -> None:
    """What frames pages is written from each page's own folder, and is followed once: one of them may be wrong alone."""
    frame = '<a href="{0}khac/#moc">a</a><a href="{0}khac/#{1}">b</a><img src="{0}anh.png"><img src="{0}../anh.png">'
    paths = {f"{folder}index.html": "../" * folder.count("/") for folder in ("", "a/", "b/", "a/c/", "a/d/e/")}
    pages = {path: frame.format(up, "cu" if path == "a/c/index.html" else "moc") for path, up in paths.items()}
    site = {"khac/index.html": '<p id="moc">', "anh.png": "", **pages}
    wrong = {f"{path}: src=“{up}../anh.png” ra ngoài trang" for path, up in paths.items()}
    assert set(links.walk(write(tmp_path, site))) == {
        *wrong,
        "a/c/index.html: href=“../../khac/#cu” không có chỗ neo đó",
    }


@given(
    st.sampled_from(["a/index.html", "a/b/index.html", "a/b/c.html", "x/y/z/index.html"]),
    st.lists(
        st.sampled_from([*("../../.././a/b/x/y//index.html?q#m%2e%2F: \té-\\"), "../", "..", "mailto:"]), min_size=1
    ),
)
@example("a/b/c.html", ["../", "../", "..", "/"])
def test_a_link_leads_to_the_same_from_the_folder_that_it_climbs_to(path: str, parts: list[str]) -> None:
    link = "../" + "".join(parts)
    folder, near = links._from_above(posixpath.dirname(path), link)
    present = {"index.html", "a/index.html", "a/b/index.html", "a/b/c.html", "x/y/z/index.html", "404.html"}

    def followed(path: str, link: str) -> tuple[str, set[tuple[str, str]]]:
        ways = links._Ways("/", "404.html", present, dict.fromkeys(present, ("m",)))
        return ways._follow(path, link, anywhere=False), ways.led

    assert followed(path, link) == followed(posixpath.join(folder, "index.html"), near)


@pytest.mark.parametrize(
    ("path", "text", "count"),
    [
        ("khac/index.html", "<p>", 1),
        ("khac/index.html", None, 2),
        ("tep.pdf", None, 1),
        ("khac/index.html", '<p id="moc"><a href="../../mau/">a</a><i id="x"></i><b id="x">', 2),
        ("khac/index.html", '<p id="moc">b', 0),
        ("moi/index.html", '<a href="../khac/#o">a</a>', 1),
        ("moi/index.html", '<a href="../khac/#moc">a</a>', 0),
    ],
)
def test_a_walk_that_knows_an_earlier_one_tells_what_a_first_one_tells(
    tmp_path: Path, path: str, text: str | None, count: int
) -> None:
    page = '<a href="../khac/#moc">a</a><a href="../tep.pdf#page=2">b</a><a href="../khac/#q=x">c</a>'
    files = {"index.html": "<p>a</p>", "khac/index.html": '<p id="moc">', "trang/index.html": page, "tep.pdf": ""}
    known = links.Known()
    assert links.walk(write(tmp_path, files), known=known) == []
    if text is None:
        (tmp_path / path).unlink()
    else:
        write(tmp_path, {path: text})
    for _ in range(2):  # what is wrong is told each time
        found = links.walk(tmp_path, known=known)
        assert found == links.walk(tmp_path)
        assert len(found) == count


def test_what_a_page_was_read_to_name_holds_for_those_very_bytes_alone(tmp_path: Path) -> None:
    page, named = (
        '<a href="/">a</a>',
        links.Found({}, (("href", "/said"),)),
    )  # which no page says: so it is seen who is believed
    site = write(tmp_path, {"index.html": "<p>a</p>", "a/index.html": page})
    read_before = {hashlib.sha256(page.encode()).digest(): named}
    assert links.walk(site, named=read_before) == ["a/index.html: href=“/said” không dẫn tới đâu"]
    write(tmp_path, {"a/index.html": page.replace('"/"', '"/b"')})
    assert links.walk(site, named=read_before) == ["a/index.html: href=“/b” không dẫn tới đâu"]


def test_a_walk_that_knows_an_earlier_one_reads_what_differs_alone(tmp_path: Path) -> None:
    known = links.Known()
    links.walk(write(tmp_path, {"index.html": "<p>a</p>", "a/index.html": '<a href="/">a</a>'}), known=known)
    read = dict(known.pages)
    (tmp_path / "index.html").write_bytes(b"\xff")  # which it would not get over
    held = Held({same._lies((tmp_path / path).stat()): digest for path, (digest, _) in read.items()})
    assert links.walk(tmp_path, known=known, held=held) == []
