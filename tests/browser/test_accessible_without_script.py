"""Each kind of page breaks no rule of accessibility without its scripts either; axe-core needs one, so ours are taken out."""

from __future__ import annotations

import re

import pytest
from axe import Look, broken
from kinds import KINDS, Opener, each
from playwright.sync_api import Route

SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
LOOKS: list[Look] = [("dark", 1280, "100%"), ("light", 320, "100%")]


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


@each(KINDS)
def test_no_rule_of_accessibility_is_broken(open_browser: Opener, address: str, path: str) -> None:
    page = open_browser(bypass_csp=True).new_page()
    page.route("**/*", bare)
    page.goto(address + path)
    assert page.locator("script").count() == 0
    assert broken(page, LOOKS) == []
