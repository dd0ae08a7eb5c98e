"""What documents and comments name is there: a file that moved takes its name along, and a command is one of the Makefile's."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from building import ROOT

WRITTEN = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "HACKING.md", "Makefile", "pyproject.toml")),
    *(file for folder in ("hooks", ".github") for file in sorted((ROOT / folder).rglob("*.md"))),
    *sorted((ROOT / "hooks").rglob("*.py")), *sorted((ROOT / "docs" / "assets" / "javascripts").glob("*.js")),
    *sorted((ROOT / "tests").glob("*/README.md")),
]  # fmt: skip
# `facts/records/when.py`, `catalog.py`; with `tests/` before it whatever it is, a folder too.
_NAMED = re.compile(r"(?<![\w./*>-])(?:tests/(?:[\w-]+/)*(?:[\w-]+\.\w+)?|(?:[\w-]+/)*[\w-]+\.(?:py|mjs))(?![\w/*{<])")
_MADE = ("tests/node/node_modules", "tests/shots")  # by a command
_COMMAND = re.compile(r"(?:`|^    |“|[Cc]hạy |[Gg]õ |run: )make ([a-z][a-z-]*)", re.MULTILINE)


def _there() -> set[str]:
    """Every file and folder of the code, by its path and by each end of it."""
    paths = [
        path.relative_to(ROOT)
        for top in ("hooks", "tests", "docs/assets", "overrides")
        for path in (ROOT / top, *(ROOT / top).rglob("*"))
        if "node_modules" not in path.parts
    ]
    return {"/".join(path.parts[start:]) for path in paths for start in range(len(path.parts))}


def _lines(file: Path, pattern: re.Pattern[str], known: set[str]) -> list[str]:
    text = file.read_text(encoding="utf-8")
    found = ((match, (match[1] if pattern.groups else match[0]).rstrip("/")) for match in pattern.finditer(text))
    return [
        f"{file.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {name}"
        for match, name in found
        if name not in known
    ]


def test_every_file_that_is_named_is_there() -> None:
    known = _there() | set(_MADE)
    assert [line for file in WRITTEN for line in _lines(file, _NAMED, known)] == []


def test_every_command_that_is_named_is_one() -> None:
    """Those of a province's repository too: half of the documents and all sentences are for both."""
    makefiles = [ROOT / "Makefile", ROOT / "hooks" / "engine" / "start" / "Makefile"]
    rules = (re.findall(r"^([a-z][a-z -]*):", file.read_text(encoding="utf-8"), re.MULTILINE) for file in makefiles)
    known = {name for found in rules for names in found for name in names.split()}
    assert [line for file in WRITTEN for line in _lines(file, _COMMAND, known)] == []


def test_every_package_that_is_asked_for_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [project["project"]["dependencies"], *project["project"]["optional-dependencies"].values()]
    asked = [re.split("[<>=]", one)[0] for group in (*groups, *project["dependency-groups"].values()) for one in group]
    for folder in ("node", "consumers"):
        said = json.loads((ROOT / "tests" / folder / "package.json").read_text(encoding="utf-8"))
        asked += [*said.get("dependencies", {}), *said.get("devDependencies", {})]
    text = (ROOT / "HACKING.md").read_text(encoding="utf-8")
    names = " ".join(line.split("|")[1] for line in text.splitlines() if line.startswith("| "))
    known = set(re.findall(r"@?[\w.-]+(?:/[\w.-]+)?", names))
    assert len(asked) > 50
    assert [name for name in asked if not {name, name.partition("/")[2], re.sub("-.*", "-", name)} & known] == []
