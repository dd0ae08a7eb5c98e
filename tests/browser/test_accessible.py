"""Each kind of page can be used by everyone: no rule of axe-core is broken, contrast and stillness are given when asked for.

Schemes, widths and sizes are paired with each other, not combined: each pair more is tried in `make test-all`.
"""

from __future__ import annotations

import pytest
from axe import Look, broken
from kinds import KINDS, Opener, each

LOOKS: list[Look] = [("light", 1280, "100%"), ("dark", 320, "200%")]
OTHERS: list[Look] = [("dark", 1280, "100%"), ("dark", 320, "100%"), ("light", 320, "100%"), ("light", 320, "200%")]


@pytest.fixture(scope="module")
def address(every_kind: str) -> str:
    """The real site with a page of everything Markdown can hold."""
    return every_kind


@each(KINDS)
def test_no_rule_of_accessibility_is_broken(open_browser: Opener, address: str, path: str) -> None:
    page = open_browser(bypass_csp=True).new_page()
    page.goto(address + path)
    assert broken(page, LOOKS) == []


@pytest.mark.exhaustive
@each(KINDS)
def test_no_rule_is_broken_in_any_other_look(open_browser: Opener, address: str, path: str) -> None:
    page = open_browser(bypass_csp=True).new_page()
    page.goto(address + path)
    assert broken(page, OTHERS) == []


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
