"""`make lint` judges scripts and styles: every mistake here is told, at its place, in a folder that is otherwise in order."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import node_tools
from building import ROOT

ASSETS = ROOT / "docs" / "assets"


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("exit.js", "var bare = false", "let bare = false", "exit.js:10:7: not ES5"),
        ("exit.js", "// ES5, because", "// ES2020 script, because", "exit.js:1:1: ES2020 script"),
        ("find.js", "// ES5, because", "// For", "find.js:1:1: the first line"),
        (
            "finder.js",
            "export const vni = folded",
            "globalThis.vni ??= 1\nexport const vni = folded",
            "not ES2020 module",
        ),
        ("exit.js", "var bare = false", "bared = false", "noUndeclaredVariables"),
        ("first.css", ":root {", ":root { colr: red;", "noUnknownProperty"),
        ("first.css", ":root {", ":root { color: #ggg;", "first.css:3:"),
        ("first.css", ":root {", ":root { color: red; color: red;", "noDuplicateProperties"),
        ("first.css", ":root {", "a.one { top: 0; } a.one { left: 0; } :root {", "noDuplicateSelectors"),
    ],
)
def test_a_mistake_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, old: str, new: str, told: str
) -> None:
    folder = tmp_path / "assets"
    shutil.copytree(ASSETS, folder)
    (file,) = folder.rglob(name)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert node_tools.lint(folder) == 1
    assert told in "".join(capfd.readouterr())
