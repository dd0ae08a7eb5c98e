"""What lies on the disk at a moment, byte for byte: by path, or as one value that stands for all of it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

State = bytes  # another one with any other byte, name or kind of what it stands for


def state_of(*places: Path | str) -> State:
    """What stands for every file of folders, and for files."""
    return stand_for(states_below(*places))


def stand_for(states: dict[str, State]) -> State:
    """What stands for all of these, by path."""
    whole = hashlib.sha256()
    for path, state in states.items():
        name = os.fsencode(path)
        whole.update(b"%d:" % len(name) + name + state)
    return whole.digest()


def states_below(*places: Path | str) -> dict[str, State]:
    """What stands for each file of folders, and for files, by path: for what it holds, or for what it is instead."""
    found: dict[str, State] = {}
    for place in map(str, places):
        found[place] = _state(place)
        found |= ((entry.path, _state(entry.path, entry)) for entry in _below(place))
    return found


def names_below(*places: Path | str) -> list[str]:
    """The paths alone."""
    return [entry.path for place in places for entry in _below(str(place))]


def _below(folder: str) -> Iterator[os.DirEntry[str]]:
    """Everything below a folder in the order of names, links not followed; nothing where none opens."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)


def _state(path: str, entry: os.DirEntry[str] | None = None) -> State:
    try:
        if entry is not None and entry.is_file(follow_symlinks=False):  # as nearly all are, without asking the disk
            return _of_file(path)
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            return hashlib.sha256(b"link " + os.fsencode(Path(path).readlink())).digest()
        if stat.S_ISREG(mode):
            return _of_file(path)
        return b"folder" if stat.S_ISDIR(mode) else b"none"
    except OSError as error:
        return b"%d" % (error.errno or 0)


def _of_file(path: str) -> State:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  a thousand
        return hashlib.sha256(file.readall()).digest()
