"""Start Chromium the same way everywhere."""

from __future__ import annotations

from fonts import USUAL, environment
from get_chromium import CANNOT, find
from playwright.sync_api import Browser, Playwright

# The browser's own helpers, updates and the like would be requests of its own.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(playwright: Playwright, *flags: str, fonts: str = USUAL) -> Browser:
    """A headless browser that asks nobody anything of its own, with `flags` and one set of fonts (fonts.py).

    Raises FileNotFoundError when there is no browser, or no fonts.
    """
    path = find()
    if not path:
        raise FileNotFoundError(CANNOT.format(python="python"))
    return playwright.chromium.launch(executable_path=path, args=[*QUIET, *flags], env=environment(fonts))
