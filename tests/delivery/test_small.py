"""Scripts made small still run where they ran: the same JavaScript, with the names that others use."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import node_tools
from building import ROOT
from delivery.small import small_js

SCRIPTS = sorted((ROOT / "docs/assets/javascripts").glob("*.js"))
ES5 = """// ES5, because it is a sample
(function () {
  var one = location.hash;
  window.said = { one: one, two: "a\\nb\\nc\\nd" };
})();
"""


def test_small_scripts_are_in_the_dialect_that_their_sources_name(tmp_path: Path) -> None:
    sources = {path.name: path.read_text("utf-8") for path in SCRIPTS} | {"sample.js": ES5}
    small = [tmp_path / name for name in sources]
    for path in small:
        first = sources[path.name].partition("\n")[0]
        path.write_text(f"{first}\n{small_js(sources[path.name])}", "utf-8")
    command = [node_tools.find(), ROOT / "tests/node/dialects.mjs", *small]
    judged = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (judged.returncode, judged.stderr) == (0, "")


def test_a_module_keeps_the_names_it_exports_and_no_other() -> None:
    small = small_js(
        "// ES2020 module, because\nconst inside = 1\nexport const twice = number => number * 2 + inside\n"
    )
    assert small.startswith("export const{twice}=")
    assert "inside" not in small


def test_a_script_that_cannot_be_read_is_told() -> None:
    with pytest.raises(ValueError, match="line 2"):
        small_js("// ES5, because\nvar x = = 1")
