"""Start Chromium the same way everywhere: Debian's when it is there, else Playwright's own."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Playwright

DEBIAN = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def launch(playwright: Playwright) -> Browser:
    """A headless browser that asks nobody anything of its own."""
    return playwright.chromium.launch(executable_path=DEBIAN if DEBIAN.exists() else None, args=QUIET)
