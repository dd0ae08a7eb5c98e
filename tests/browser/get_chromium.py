"""Find a Chromium for the tests in a browser, or get one: Debian's package when we may, else Playwright's own.

Best is Chromium without its windows: the same engine, of the same source, which opens a fresh profile with a page in a quarter
of the processor's time.

`make test` runs this before the tests, which themselves install nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import debian

NAMES = (debian.BROWSER, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CANNOT = """\
Không tìm thấy và không tự cài được Chromium, nên chưa kiểm tra được trang trong trình duyệt.
  Debian, Ubuntu:  sudo apt-get install chromium-headless-shell
  Máy khác:        {python} -m playwright install chromium
  Đã có sẵn:       CHROMIUM=/đường/dẫn/tới/chrome make test
No Chromium was found and none could be installed, so the tests in a browser cannot run. Do one of the three above."""


def find() -> str | None:
    """The path of a Chromium: $CHROMIUM, one on PATH, or the one that Playwright has downloaded."""
    said = os.environ.get("CHROMIUM")
    if said:
        return shutil.which(said)
    return next(filter(None, map(shutil.which, NAMES)), None) or _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.is_file() else None


def get() -> str | None:
    """Find the best, else install it. Debian's package needs root; Playwright's download needs neither root nor Debian."""
    if os.environ.get("CHROMIUM"):
        return find()  # the person chose one: installing another would hide that it is not there
    debian.install({debian.BROWSER: debian.BROWSER})
    if not find():
        debian.install({"chromium": "chromium"})
    if not find():
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"], check=False, stdout=subprocess.DEVNULL
        )
    return find()


if __name__ == "__main__":
    chromium = get()
    if not chromium:
        sys.exit(CANNOT.format(python=sys.executable))
    print(f"Chromium: {chromium}")
