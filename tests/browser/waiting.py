"""Waiting for what a browser does in its own time, and knowing that it did nothing: never by a pause."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page

PATIENCE = 180  # seconds; only a test that fails waits so long


def until(is_so: Callable[[], object]) -> None:
    """Ask again and again until it is so."""
    last = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < last, "waited in vain"
        time.sleep(0.02)


def requests(of: Page | BrowserContext) -> list[str]:
    """A list that grows by the address of each request, in the order in which they are made."""
    made: list[str] = []
    of.on("request", lambda request: made.append(request.url))
    return made


def ask_last(page: Page, origin: str) -> str:
    """Ask for one address more: whatever the page asked for before stands before it in `requests`. Gives that address."""
    url = f"{origin.rstrip('/')}/hoi-sau-cung"
    with page.expect_response(url):
        page.evaluate("url => fetch(url)", url)
    return url
