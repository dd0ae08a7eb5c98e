"""One Chromium for all tests in a browser, and the real site served to it from this machine, as a phone sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import launch, tell_strangers
from kinds import MARKDOWN, Opener
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from serving import serve
from waiting import PATIENCE

import shared
from building import Site

PHONE = {"width": 360, "height": 740}
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's sync API, which can only be entered once in a process."""
    with sync_playwright() as entered:
        yield entered


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, started once."""
    chromium = launch(playwright)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """Where the real site is served."""
    with serve(site.folder) as origin:
        yield origin + "/"


@pytest.fixture(scope="session")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the real site is served with one more page, `thu/`: everything Markdown can hold. See kinds.py."""

    def add(root: Path) -> None:
        (root / "docs" / "thu.md").write_text(MARKDOWN, encoding="utf-8")

    with serve(shared.built(tmp_path_factory, change=add, name="kinds").folder) as origin:
        yield origin + "/"


@pytest.fixture
def open_browser(browser: Browser, address: str) -> Iterator[Opener]:
    """`open_browser(javascript=True, **options of new_context)`: a fresh profile, the size of a small phone.

    Every request to another host fails the test (and leads nowhere, see chromium.py), and so does every error of a script:
    nothing of ours may ask anyone else.
    """
    contexts: list[BrowserContext] = []
    told: list[str] = []

    def open(javascript: bool = True, **options: object) -> BrowserContext:
        options = {"viewport": PHONE, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", **options}
        context = browser.new_context(java_script_enabled=javascript, **options)  # type: ignore[arg-type]
        tell_strangers(context, address.rstrip("/"), told)
        context.on("weberror", lambda error: told.append(f"error of a script: {error.error}"))
        contexts.append(context)
        return context

    yield open
    for context in contexts:
        context.close()
    assert told == []


@pytest.fixture
def page(open_browser: Opener) -> Page:
    """A page in a phone's browser, JavaScript on."""
    return open_browser().new_page()


@pytest.fixture
def page_without_script(open_browser: Opener) -> Page:
    """A page in a phone's browser, JavaScript off."""
    return open_browser(javascript=False).new_page()
