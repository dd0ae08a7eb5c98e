"""Start Chromium the same way everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from fonts import USUAL, environment
from get_chromium import CANNOT, find
from playwright.sync_api import Browser, BrowserContext, Playwright, Request
from waiting import PATIENCE

# The browser's own helpers, updates and the like would be requests of its own.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name is anyone's but this machine's: whatever a page asks of others, it gets nothing.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def _patient(make: Callable[..., Any]) -> Callable[..., Any]:
    """The same, with patience in what it makes instead of the half minute that Playwright has: machines may be slow."""

    @wraps(make)
    def patient(*args: Any, **how: Any) -> Any:
        made = make(*args, **how)
        made.set_default_timeout(PATIENCE * 1000)
        return made

    return patient


def tell_strangers(context: BrowserContext, origin: str, told: list[str]) -> None:
    """Write into `told` what the pages of a profile ask of anyone but `origin` ("http://127.0.0.1:8000"); it leads nowhere.

    Requests are listened to, not routed: a route asks Python before each, and costs a seventh of a test.
    """

    def tell(request: Request) -> None:
        if not request.url.startswith((f"{origin}/", "data:", "blob:")):
            told.append(f"request to {request.url}")

    context.on("request", tell)


def launch(playwright: Playwright, *flags: str, fonts: str = USUAL) -> Browser:
    """A headless browser that asks nobody anything of its own, with `flags` and one set of fonts (fonts.py).

    Raises FileNotFoundError when there is no browser, or no fonts.
    """
    path = find()
    if not path:
        raise FileNotFoundError(CANNOT.format(python="python"))
    browser = playwright.chromium.launch(
        executable_path=path, args=[*QUIET, *flags], env=environment(fonts), timeout=PATIENCE * 1000
    )
    browser.new_context, browser.new_page = _patient(browser.new_context), _patient(browser.new_page)  # type: ignore[method-assign]
    return browser
