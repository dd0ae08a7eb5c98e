"""Three sets of fonts that tests bring themselves, so that no machine's own decide: one wide, one middle, one narrow."""

from __future__ import annotations

import atexit
import os
import tempfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import node_tools

# How wide a digit is, bold, in letters: 0.70, 0.57, 0.50. Name → (the fonts' family, a file of it below node_modules).
SETS = {
    "wide": ("DejaVu Sans", "dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
    "middle": ("Noto Sans", "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf"),
    "narrow": ("Roboto Condensed", "@expo-google-fonts/roboto-condensed/400Regular/RobotoCondensed_400Regular.ttf"),
}
USUAL = "wide"  # what does not fit shows with it first

_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern"><edit name="family" mode="assign" binding="strong"><string>{family}</string></edit></match>
</fontconfig>
"""


@cache
def _configuration(name: str) -> str:
    family, file = SETS[name]
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    fonts = node_tools.module(file).parents[1]  # the package: each weight of Google's has a folder of its own
    conf = Path(folder.name) / "fonts.conf"
    conf.write_text(_CONF.format(fonts=escape(str(fonts)), cache=escape(folder.name), family=family), encoding="utf-8")
    return str(conf)


def environment(name: str) -> dict[str, str]:
    """This process's environment, in which fontconfig knows the set `name` and nothing else, whatever font is asked for.

    Raises FileNotFoundError when the packages of tests/node are not set up.
    """
    return {**os.environ, "FONTCONFIG_FILE": _configuration(name)}
