"""Engines that are not Chromium's, as Debian has them: pages looked at, sheets printed, codes read by a second reader.

`python tests/consumers/engines.py` installs what is missing when it may, LibreOffice too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import debian
import node_tools

PACKAGES = {
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "xvfb-run": "xvfb",
    "soffice": "libreoffice-calc-nogui",
}
NAMES = {"firefox": ("firefox-esr", "firefox"), "webkit": ("WebKitWebDriver",)}
SCRIPT = Path(__file__).with_name("engines.mjs")


def look(engine: str, origin: str, paths: list[str]) -> dict[str, Any]:
    """What the engine shows of each page: {"version": …, "pages": {path: …}}, as engines.mjs says."""
    program = next(filter(None, map(shutil.which, NAMES[engine])), None)
    screen = ["xvfb-run", "--auto-servernum"] if engine == "webkit" else []
    if program is None or (screen and not shutil.which(screen[0])):
        said = f"không có {engine}: sudo apt-get install {' '.join([*PACKAGES][:3])}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(said)
    # The page's own fences hold; WebKit's sandbox needs a bus and namespaces that a container has not.
    env = {**os.environ, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    done = subprocess.run(
        [*screen, str(node_tools.find()), str(SCRIPT), engine, str(program), origin, *paths],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=env,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    if debian.find("firefox"):
        PACKAGES.pop("firefox-esr")
    for name in debian.install(PACKAGES):
        print(f"Không có {name} và không tự cài được: sudo apt-get install {PACKAGES[name]}", file=sys.stderr)
