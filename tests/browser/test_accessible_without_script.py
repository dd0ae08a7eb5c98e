"""Each kind of page breaks no rule of accessibility without its scripts either; axe-core needs one, so ours are taken out.

`make test` tries the pages that a script changes as they open (buttons beside a number, results, tabs): the others are
the same without, and stand in test_accessible.py.
"""

from __future__ import annotations

import re

import pytest
from axe import Look, broken
from kinds import KINDS, Opener, each
from playwright.sync_api import Route

SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
CHANGED = {name: KINDS[name] for name in ("numbers", "line", "search", "markdown")}
LOOKS: list[Look] = [("light", 320, "100%"), ("dark", 1280, "100%")]


@pytest.fixture(scope="module")
def address(every_kind: str) -> str:
    """The real site with a page of everything Markdown can hold."""
    return every_kind


def bare(route: Route) -> None:
    """Hand a page on without its scripts."""
    answer = route.fetch()
    if "text/html" in answer.headers.get("content-type", ""):
        route.fulfill(response=answer, body=SCRIPT.sub("", answer.text()))
    else:
        route.fulfill(response=answer)


def check(open_browser: Opener, url: str, looks: list[Look]) -> None:
    page = open_browser(bypass_csp=True).new_page()
    page.route("**/*", bare)
    page.goto(url)
    assert page.locator("script").count() == 0
    assert broken(page, looks) == []


@each(CHANGED)
def test_no_rule_of_accessibility_is_broken(open_browser: Opener, address: str, path: str) -> None:
    check(open_browser, address + path, LOOKS[:1])


@pytest.mark.exhaustive
@each(KINDS)
def test_no_rule_is_broken_on_any_page_in_either_look(open_browser: Opener, address: str, path: str) -> None:
    check(open_browser, address + path, LOOKS)
