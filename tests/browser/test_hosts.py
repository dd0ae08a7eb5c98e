"""Every kind of page on nginx and on Caddy, with their headers, in a browser: nothing is refused that we meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from kinds import field_of
from playwright.sync_api import Browser, Page, expect
from waiting import until

from building import Site

WATCH = """
window.refused = [];
addEventListener('securitypolicyviolation', event =>
  refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""


def kinds(site: Site) -> list[str]:
    """One address of each kind: the first below each folder, each page at the top, and one that is not there."""
    found: dict[str, str] = {}
    for path in site.pages():
        address = path.removesuffix("index.html")
        parts = address.split("/")
        found.setdefault("/".join(parts[:1] + ["*"] * (len(parts) - 2)) if len(parts) > 2 else address, address)
    return [*found.values(), "khong/co/trang/nay/"]


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[tuple[Page, list[str]]]:
    """A page of a fresh profile, and everything its console said."""
    said: list[str] = []
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_init_script(WATCH)
    page = context.new_page()
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    yield page, said
    context.close()


def test_no_page_does_what_its_policy_refuses(page: tuple[Page, list[str]], origin: str, site: Site) -> None:
    tab, said = page
    assert len(kinds(site)) > 20
    for address in kinds(site):
        response = tab.goto(f"{origin}/{address}", wait_until="load")
        assert response is not None
        assert tab.evaluate("refused") == [], address
        assert tab.evaluate("document.styleSheets.length") > 0 or address.startswith("thoi-tiet"), address
    assert [line for line in said if "404" not in line] == []
    # And what is refused would have been seen: by the page's own policy and by the header's.
    tab.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: '0'}))")
    until(lambda: tab.evaluate("refused.length") == 2)
    assert [line for line in said if "404" not in line] != []


READ = "path => fetch(path).then(answer => answer.text()).then(text => text.length, () => 0)"


def test_a_page_of_another_site_reads_the_open_data_and_no_page(page: tuple[Page, list[str]], origin: str) -> None:
    tab, _ = page
    tab.set_content("<p>another site</p>")
    for path in ("api/v1/hotlines.json", "api/v1/results.csv", "chien-dich/lich.ics"):
        assert tab.evaluate(READ, f"{origin}/{path}") > 100, path
    for path in ("", "goi-ngay/", "finder/manifest.json"):
        assert tab.evaluate(READ, f"{origin}/{path}") == 0, path


def test_the_search_and_the_way_out_work_under_the_policy(page: tuple[Page, list[str]], origin: str) -> None:
    tab, said = page
    tab.goto(f"{origin}/xa-phuong/")
    field_of(tab).fill("cai nghien")
    expect(tab.get_by_role("option").first).to_be_visible()
    assert tab.evaluate("refused") == []
    tab.goto(f"{origin}/goi-ngay/")
    tab.locator("a.exit").click()
    tab.wait_for_url(re.compile("thoi-tiet"))
    assert tab.evaluate("refused") == []
    assert said == []
