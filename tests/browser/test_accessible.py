"""Each kind of page can be used by everyone: no rule of axe-core is broken, contrast and stillness are given when asked for.

Kinds take turns at two looks far apart; every kind in every look is tried in `make test-all`.
"""

from __future__ import annotations

import pytest
from axe import Look, broken
from kinds import KINDS, Opener, each

IN_TURN: list[Look] = [("light", 1280, "100%"), ("dark", 320, "200%")]
LOOK = {path: IN_TURN[number % 2] for number, path in enumerate(KINDS.values())}
LOOKS: list[Look] = [
    *IN_TURN,
    ("dark", 1280, "100%"),
    ("dark", 320, "100%"),
    ("light", 320, "100%"),
    ("light", 320, "200%"),
]


@pytest.fixture(scope="module")
def address(every_kind: str) -> str:
    """The real site with a page of everything Markdown can hold."""
    return every_kind


@each(KINDS)
def test_no_rule_of_accessibility_is_broken(open_browser: Opener, address: str, path: str) -> None:
    page = open_browser(bypass_csp=True).new_page()
    page.goto(address + path)
    assert broken(page, [LOOK[path]]) == []


@pytest.mark.exhaustive
@each(KINDS)
def test_no_rule_is_broken_in_any_look(open_browser: Opener, address: str, path: str) -> None:
    page = open_browser(bypass_csp=True).new_page()
    page.goto(address + path)
    assert broken(page, LOOKS) == []


def test_more_contrast_and_less_motion_are_heeded(open_browser: Opener, address: str) -> None:
    page = open_browser(contrast="more", reduced_motion="reduce", forced_colors="active").new_page()
    page.goto(address)
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.locator(".call").first.evaluate("it => getComputedStyle(it).borderTopStyle") == "solid"
    page.emulate_media(forced_colors="none", contrast="more")
    soft, ink = (
        page.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('--{name}')")
        for name in ("soft", "ink")
    )
    assert soft == ink
