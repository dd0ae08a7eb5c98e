"""The rooms of the code: each imports only what stands below it, and only MkDocs' hook files know MkDocs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from building import ROOT

HOOKS = ROOT / "hooks"
# From the ground up; whoever adds a room says here where it stands.
FLOORS = (
    ("finder", "terminal", "facts.numbers"),
    ("delivery", "facts.problems"),
    ("facts.records",),
    ("facts.reading",),
    ("facts.site",),
    ("facts.rendering", "facts.exports", "facts.search"),
    ("facts.judging",),
    ("facts.project",),
    ("facts.editing", "facts.review"),
    ("facts.__main__", "host", "engine"),
    ("",),  # MkDocs' hook files
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
MOST_ARROWS = 100


def room(module: str) -> str:
    """The room of a module: its package two levels deep, '' for a hook file."""
    if not (HOOKS / module.partition(".")[0]).is_dir():
        return ""
    return ".".join(module.split(".")[: 2 if module.startswith("facts.") else 1])


def imports() -> Iterator[tuple[Path, str]]:
    """Each file of hooks/ with each module that it imports; a relative import is none that we write."""
    for file in sorted(HOOKS.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{file}: import by its whole name"
                yield from ((file, f"{node.module}.{alias.name}") for alias in node.names)


def test_each_room_imports_only_what_stands_below_it() -> None:
    arrows = set()
    for file, module in imports():
        here = room(".".join(file.relative_to(HOOKS).with_suffix("").parts))
        if (HOOKS / module.partition(".")[0]).exists() and (there := room(module)) != here:
            assert FLOOR[there] < FLOOR[here], f"{file.relative_to(ROOT)} imports {module}"
            arrows.add((here or file.stem, there))
    assert len(arrows) <= MOST_ARROWS


def test_no_file_imports_itself_round_about() -> None:
    """Not within a room either, and not for its types alone."""
    leads: dict[Path, set[Path]] = {}
    for file, module in imports():
        ways = (HOOKS / module.replace(".", "/"), HOOKS / module.rpartition(".")[0].replace(".", "/"))
        leads.setdefault(file, set()).update(way.with_suffix(".py") for way in ways if way.with_suffix(".py").is_file())
    TopologicalSorter(leads).prepare()  # raises CycleError, which names the files


def test_only_hook_files_and_what_loads_them_know_mkdocs() -> None:
    knows = [file for file, module in imports() if module.startswith("mkdocs") and file.parent != HOOKS]
    assert {*knows} == {HOOKS / "engine" / "plugin.py"}
