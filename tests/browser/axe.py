"""axe-core in a page: which rules of accessibility it breaks, in light and dark, on a phone and on a desk."""

from __future__ import annotations

from typing import Any, Literal

from playwright.sync_api import Page

import node_tools

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "reporter": "no-passes",
    "preload": False,
}
# Numbers and what stands beside them in an emergency: contrast AAA, 7 to 1 (WCAG 1.4.6).
STRICT = {
    "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}
STRICT_PARTS = ".now strong, .call strong, .call b, .big, .tel, .row a, .tag.emergency, .withdrawn, .caution"

Look = tuple[Literal["light", "dark"], int, str]  # scheme, width in pixels, size of letters


def bring(page: Page) -> None:
    """Put axe into an open page, whose policy must be off (`bypass_csp`)."""
    page.add_script_tag(path=node_tools.module("axe-core/axe.min.js"))


def violations(page: Page, context: str, options: dict[str, Any]) -> list[str]:
    """What breaks a rule among the elements of a selector, or of `all`: "rule: the element's beginning"."""
    found = page.evaluate(
        "([context, options]) => axe.run(context === 'all' ? document : [...document.querySelectorAll(context)], options)",
        [context, options],
    )
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]


def broken(page: Page, looks: list[Look]) -> list[str]:
    """Every rule that the page breaks in any of these looks.

    The bar under the thumb stands at its own place, below the text, as at the end of the page: axe leaves out what is
    all covered, and takes for too small what a scroll would uncover.
    """
    bring(page)
    page.evaluate("document.querySelector('.thumb')?.style.setProperty('position', 'static')")
    told: list[str] = []
    for scheme, width, size in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        found = violations(page, "all", RULES)
        if page.locator(STRICT_PARTS).count():
            found += violations(page, STRICT_PARTS, STRICT)
        told += [f"{scheme} {width} {size} {one}" for one in found]
    return told
