"""Regular expressions as Python compiled them in an earlier process: of loading the code, to compile them is a quarter.

Python keeps modules compiled, but none of the four hundred patterns in them and in the packages. What its compiler says of each,
texts and numbers alone, is kept beside the rest (`on_disk`) by the pattern's text and flags, for the same Python.
"""

from __future__ import annotations

import sys
from pathlib import Path
from re import _compiler as python  # type: ignore[attr-defined]  # `re` has no other place where a pattern is met once
from types import SimpleNamespace
from typing import Any

from facts.project import on_disk

_BY = sys.version.encode()


class Patterns:
    """The patterns that are compiled while the code of one command is loaded."""

    def __init__(self) -> None:
        self._compile, self._sre = python.compile, python._sre
        self._left: dict[tuple[str, int], tuple[Any, ...]] = {}  # what was said of a pattern with these flags
        self._used: dict[tuple[str, int], tuple[Any, ...]] = {}
        self._name = ""
        self._said: tuple[Any, ...] = ()  # by the compiler, last

    def begin(self, root: Path, name: str) -> None:
        """Until `end` compile only what has nothing left under `name` by an earlier process in `root`."""
        if on_disk.is_wanted():
            left = on_disk.read(root, name, _BY)
            self._name, self._left, self._used = name, left if isinstance(left, dict) else {}, {}
            python.compile, python._sre = self._made, SimpleNamespace(**{**vars(self._sre), "compile": self._overheard})

    def end(self, root: Path | None) -> None:
        """Let Python compile again, and leave what was used in `root`, if anything is to be left."""
        python.compile, python._sre = self._compile, self._sre
        if root and self._used.keys() - self._left.keys():
            on_disk.write(root, self._name, self._used, _BY)
        self._left, self._used = {}, {}

    def _made(self, pattern: Any, flags: int = 0) -> Any:
        if type(pattern) is not str:
            return self._compile(pattern, flags)
        if said := self._left.get((pattern, flags)):
            made = self._sre.compile(*said)
        else:
            made = self._compile(pattern, flags)
            text, all_flags, code, *groups = self._said
            said = text, all_flags, [int(one) for one in code], *groups  # some are of a class that no pickle takes
        self._used[pattern, flags] = said
        return made

    def _overheard(self, *said: Any) -> Any:
        self._said = said
        return self._sre.compile(*said)


PATTERNS = Patterns()
