"""Digests of files and folders as they are on the disk at this moment: one by path, or one for all of them."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

State = bytes  # a digest: another one when any byte, name or kind of a file is another


def state_of(*places: Path | str) -> State:
    """One digest of files and of everything below folders."""
    return stand_for(states_below(*places))


def stand_for(states: dict[str, State]) -> State:
    """One digest of many, each given by its path."""
    whole = hashlib.sha256()
    for path, state in states.items():
        name = os.fsencode(path)
        whole.update(b"%d:" % len(name) + name + state)
    return whole.digest()


def states_below(*places: Path | str) -> dict[str, State]:
    """The digest of each of these places and of everything below it, by path: of what a file holds, or of what stands there instead."""
    found: dict[str, State] = {}
    for place in map(str, places):
        found[place] = _state(place)
        found |= ((entry.path, _state(entry.path, entry)) for entry in _below(place))
    return found


def names_below(*places: Path | str) -> list[str]:
    """The paths of everything below folders."""
    return [entry.path for place in places for entry in _below(str(place))]


def _below(folder: str) -> Iterator[os.DirEntry[str]]:
    """Everything below a folder in the order of names, links not followed; nothing where it cannot be opened."""
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
