"""What pages may do: one policy everywhere, and a build that stops at whatever it would refuse."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from building import ROOT, Builder, Site
from delivery import contain, policy
from province import GOLDEN, TODAY


def test_the_policy_allows_nothing_but_what_it_names() -> None:
    made = policy.as_header(policy.policy(["a"], ["b"]))
    assert made.startswith("default-src 'none';")
    assert "unsafe" not in made
    assert "*" not in made
    assert "http" not in made
    assert "frame-ancestors 'none'" in made
    assert made.count(policy.digest("a")) == made.count(policy.digest("b")) == 1


def test_a_digest_is_the_one_of_the_standard() -> None:
    # CSP 3, section 8.3, has this very example
    assert policy.digest("doSomething();") == "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='"


def test_every_page_carries_the_same_policy_right_after_its_charset(site: Site) -> None:
    pages = site.pages()
    assert "404.html" in pages
    assert "thoi-tiet/index.html" in pages
    assert {policy.of_page(text) for text in pages.values()} == {policy.of_page(site.read(""))}
    for path, text in pages.items():
        head = text[: text.index("Content-Security-Policy")]
        assert (
            re.sub(r"\s+", " ", head)
            == '<!doctype html> <html lang="vi"> <head> <meta charset="utf-8"> <meta http-equiv="'
        ), path
        assert list(policy.violations(text, policy.of_page(text))) == [], path


def test_every_inline_text_of_a_page_is_in_the_policy_and_none_is_there_for_nothing(site: Site) -> None:
    allowed = set(re.findall(r"'sha256-[^']*'", policy.of_page(site.read(""))))
    found = {
        policy.digest(text)
        for page in site.pages().values()
        for _, attributes, text in policy._INLINE.findall(page)
        if "json" not in attributes and "src=" not in attributes
    }
    assert found == allowed


@pytest.mark.parametrize(
    ("page", "refused"),
    [
        pytest.param("<script>a</script>", 1, id="a script"),
        pytest.param("<SCRIPT>a</SCRIPT >", 1, id="a script in capitals"),
        pytest.param("<style>a</style>", 1, id="a style"),
        pytest.param('<script src="x.js"></script>', 0, id="a file of ours"),
        pytest.param('<script type="application/ld+json">{}</script>', 0, id="data"),
        pytest.param('<script src="x.js">a</script>', 1, id="a file and a text"),
        pytest.param('<p style="color:red">', 1, id="a style attribute"),
        pytest.param('<p onclick="a()">', 1, id="a handler"),
        pytest.param("<p onclick='a()'>", 1, id="a handler in single quotes"),
        pytest.param('<a href="javascript:a()">', 1, id="a link that is code"),
        pytest.param('<a href="&#106;avascript:a()">', 1, id="a link that is code, spelled with entities"),
        pytest.param('<iframe srcdoc="a">', 1, id="a frame with its own page"),
        pytest.param('<img src="data:image/png,a">', 1, id="a picture as data"),
        pytest.param("<p>onclick=a style=b</p>", 0, id="words"),
    ],
)
def test_what_the_policy_would_refuse_is_found_in_a_page(page: str, refused: int) -> None:
    for framed in (page, f"<header>{page}</header><p>a</p>", page):  # a tag that was looked at before is told again
        assert len(list(policy.violations(framed, policy.policy(["b"], ["b"])))) == refused


def template(name: str, before: str, after: str) -> Callable[[Path], object]:
    """A change of one template that is sure to take place."""

    def change(root: Path) -> None:
        file = root / "overrides" / name
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after, 1), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(template("base.html", "</body>", "<script>track()</script></body>"), id="a script of its own"),
        pytest.param(template("base.html", "</body>", '<p style="color:red"></p></body>'), id="a style attribute"),
        pytest.param(template("404.html", "<h1>", '<h1 onclick="a()">'), id="a handler on the 404 page"),
        pytest.param(template("blank.html", '<meta charset="utf-8">', ""), id="a page without a charset"),
        pytest.param(template("base.html", "{{ assets.script | safe }}", "a(){{ assets.script | safe }}"), id="a known script, changed"),
    ],
)  # fmt: skip
def test_a_template_that_breaks_the_policy_stops_the_build(build: Builder, change: Callable[[Path], object]) -> None:
    with pytest.raises(Abort):
        build(GOLDEN, change, today=TODAY)


def test_the_same_province_builds_without_those_changes(build: Builder) -> None:
    assert build(GOLDEN, today=TODAY).has("index.html")


# `| safe` and Markup(…) take the escaping away. Each is here with what it holds; a new one is a decision.
TRUSTED = {
    "base.html": 5,  # content in three pieces, and two texts of Assets
    "blank.html": 3,  # content, and two texts of Assets
    "main.html": 2,  # content in two pieces
    "partials/rest.html": 1,  # a text of Assets
}


def test_escaping_is_taken_away_only_where_it_is_listed() -> None:
    found = {}
    for file in sorted((ROOT / "overrides").rglob("*.html")):
        text = re.sub(r"\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        if count := len(re.findall(r"\|\s*safe\b|autoescape", text)):
            found[file.relative_to(ROOT / "overrides").as_posix()] = count
    assert found == TRUSTED


@pytest.mark.parametrize("scheme", ["ftp", "file", "data", "blob", "javascript", "vbscript", "zalo", "JavaScript"])
def test_a_link_by_any_scheme_but_those_that_are_listed_is_taken_out_and_told(scheme: str) -> None:
    kept, lost = contain.contain(f'<p><a href="{scheme}:x">a</a></p>')
    assert lost == [f'<a href="{scheme}:x">']
    assert "href" not in kept


@pytest.mark.parametrize("scheme", ["http", "https", "mailto", "sms", "tel", "webcal"])
def test_a_link_by_a_scheme_that_is_listed_stays(scheme: str) -> None:
    html = f'<p><a href="{scheme}:x">a</a></p>'
    assert contain.contain(html) == (html, [])


def test_what_is_contained_stays_as_it_is() -> None:
    html = '<p class="a" id="b">Một &amp; hai <a href="../x/#y" rel="nofollow">ba</a><br><input type="checkbox" disabled></p>'
    assert contain.contain(html) == (html, [])
