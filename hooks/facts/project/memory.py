"""What an earlier build of this process made, for as long as nothing it was made of has changed: `mkdocs serve` only.

An editor who changes one page waits for that page, not for the five hundred that records make.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TypeVar

from facts.judging import together

Made = TypeVar("Made")


class Memory:
    """Results by key, all of them made of one state of the files."""

    def __init__(self) -> None:
        self._state: Hashable = None
        self._made: dict[Hashable, object] = {}

    def begin(self, state: Hashable) -> None:
        """Start a build; what was made of another state is forgotten. None: nothing is remembered."""
        if state is None or state != self._state:
            self._made.clear()
        self._state = state

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gave for this key before, or gives now."""
        if self._state is None:
            return make()
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]  # type: ignore[return-value]  # of one key always by one `make`


MEMORY = Memory()  # of the process: MkDocs hands nothing from one build of `mkdocs serve` to the next


class OpenedFiles:
    """Files as they were opened, each for as long as it is unchanged."""

    def __init__(self) -> None:
        self._opened: dict[tuple[Path, Path], tuple[tuple[int, int], together.Opened]] = {}

    def open(self, file: Path, root: Path) -> together.Opened:
        """`together.open_file`, or what it gave before. A file that cannot be looked at is opened again: opening it says why."""
        try:
            told = file.stat()
        except OSError:
            return together.open_file(file, root)
        state = told.st_mtime_ns, told.st_size
        before = self._opened.get((file, root))
        if before is None or before[0] != state:
            before = self._opened[(file, root)] = (state, together.open_file(file, root))
        return before[1]


OPENED = OpenedFiles()  # of the process, as above


def state_of(*folders: Path) -> Hashable:
    """Every file below the folders with the moment and size of its last change."""
    files = (file for folder in folders for file in sorted(folder.rglob("*")))
    return tuple((str(file), (told := file.stat()).st_mtime_ns, told.st_size) for file in files if file.is_file())
