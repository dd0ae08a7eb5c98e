"""Which files a new site shares with the one that stands, so that a file that is there already is not written again.

A new site begins as the one before the last, which `turn.py` put aside: most of its files are those of the last one too, as hard
links where the disk has them. What differs is linked from the site that stands, or made.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

# What tells a state of a file: device, inode, size, the times of its last writing and of its last change of any kind.
Lies = tuple[int, int, int, int, int]
# Nanoseconds: longer than one step of a disk's clock, and of a clock whose steps are below a hundredth of a second.
_SETTLED = 3_000_000_000
_SETTLED_FINE = 100_000_000
_FINE = 10_000_000


class Held:
    """The SHA-256 of what files hold. A file whose `Lies` is known is not read again.

    A file that has just changed may change again within one step of the disk's clock, unseen: it is read again the next time.
    `found` is what the next process may be given as `before`; `news` counts what was not known before.
    """

    def __init__(self, before: Mapping[Lies, bytes] | None = None) -> None:
        self._before = before or {}
        self.found: dict[Lies, bytes] = {}
        self.news = 0

    def of(self, file: str, told: os.stat_result | None = None) -> bytes:
        """The digest of a file; `told` is its stat, from a caller who has just asked. Raises OSError."""
        lies = _lies(told or os.stat(file))  # noqa: PTH116  thousands
        if digest := self.found.get(lies):
            return digest
        digest = self._before.get(lies)
        if digest is None:
            is_settled = _is_settled(lies)
            digest = digest_of(file)
            if not is_settled:
                return digest
            self.news += 1
        self.found[lies] = digest
        return digest

    def linked(self, file: str, told: os.stat_result) -> None:
        """Know a file that was just linked under one name more: that changes nothing of it but the time of its last change."""
        before, now = _lies(told), _lies(os.stat(file))  # noqa: PTH116  thousands
        if before in self.found and before[:-1] == now[:-1]:
            self.found[now] = self.found[before]
            self.news += 1


def _lies(told: os.stat_result) -> Lies:
    return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns


def _is_settled(lies: Lies) -> bool:
    """True when a file that changes from now on will have other times."""
    *_, written, changed = lies
    is_fine = written % _FINE and changed % _FINE
    return time.time_ns() - max(written, changed) > (_SETTLED_FINE if is_fine else _SETTLED)


def digest_of(file: str) -> bytes:
    """The SHA-256 of what a file holds, read now."""
    with open(file, "rb", buffering=0) as opened:  # noqa: PTH123  thousands
        return hashlib.sha256(opened.read()).digest()


class Same:
    """Takes files for the new site, by what they hold, from its own folder and from the site that stands."""

    def __init__(self, standing: Path, new: Path, held: Held) -> None:
        self._new, self._held = str(new), held
        # By the path that it has in the new site, until it is asked for. What is here is not asked for in the site that stands.
        self._here = lying(self._new) if new.exists() else {}
        self._standing, self._was = str(standing), ("", "")  # where a path begins, in the new site and in that
        self._is_folder = {"": True}  # by its path in that

    def rename(self, folder: str, name: str) -> None:
        """Rename the one folder in `folder` to `name`: its name is a digest of its files, most of which are the same."""
        with contextlib.suppress(OSError, ValueError), os.scandir(f"{self._standing}/{folder}") as entries:
            [old] = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
            self._was = f"{folder}/{name}/", f"{folder}/{old}/"
        here = _renamed(self._here, folder, name)
        if here is not self._here:
            old = next(path for path in self._here if path not in here).split("/")[1]
            os.rename(f"{self._new}/{folder}/{old}", f"{self._new}/{folder}/{name}")  # noqa: PTH104
            self._here = {path: Lying(f"{self._new}/{path}", told) for path, (_, told) in here.items()}

    def begin(self, wanted: Collection[str]) -> None:
        """Delete what the new site will have no file of this name for: all else is written as if the folder were empty."""
        folders = {path for path in self._here if path.endswith("/")}
        for path in [path for path, (_, told) in self._here.items() if path not in wanted or not _is_ours(told)]:
            if path not in folders:
                os.unlink(self._here.pop(path).file)  # noqa: PTH108  thousands
        full = {path[: path.rfind("/") + 1] for path in self._here if path not in folders}
        for path in sorted(folders - full, reverse=True):
            with contextlib.suppress(OSError):  # there are folders in it
                os.rmdir(f"{self._new}/{path}")  # noqa: PTH106  thousands

    def has(self, path: str, digest: bytes | None) -> bool:
        """Give the new site the file of this digest and say True; where there is none, clear the place for it."""
        here = self._here.pop(path, None)
        if here and digest and _is_ours(here.told) and self._held.of(*here) == digest:
            return True
        if here:  # never written into: it may be that of the site that stands
            os.unlink(here.file)  # noqa: PTH108  thousands
        with contextlib.suppress(OSError):  # none is there, or it is on a disk where no file lies twice
            there = self._there(path)
            if digest and _is_ours(there.told) and self._held.of(*there) == digest:
                _link(there.file, f"{self._new}/{path}")
                self._held.linked(f"{self._new}/{path}", there.told)
                return True
        return False

    def _there(self, path: str) -> Lying:
        """The file of the site that stands for a path of the new one. Raises OSError where only a link leads to one."""
        new, old = self._was
        path = old + path.removeprefix(new) if path.startswith(new) else path
        if not self._leads(path.rpartition("/")[0]):
            raise NotADirectoryError(path)
        file = f"{self._standing}/{path}"
        return Lying(file, os.lstat(file))

    def _leads(self, folder: str) -> bool:
        """True for a folder that is reached through no link."""
        if folder not in self._is_folder:
            told = os.lstat(f"{self._standing}/{folder}")
            self._is_folder[folder] = stat.S_ISDIR(told.st_mode) and self._leads(folder.rpartition("/")[0])
        return self._is_folder[folder]


class Lying(NamedTuple):
    """Something on the disk: its path, and its stat as the system has just given it."""

    file: str
    told: os.stat_result


def lying(site: str) -> dict[str, Lying]:
    """Everything below a folder, by its path there; that of a folder ends with a slash. No link is followed. Raises OSError."""
    found: dict[str, Lying] = {}
    folders = [""]
    while folders:
        below = folders.pop()
        with os.scandir(f"{site}/{below}") as entries:
            for entry in entries:
                path = below + entry.name
                if entry.is_dir(follow_symlinks=False):
                    path += "/"
                    folders.append(path)
                found[path] = Lying(entry.path, entry.stat(follow_symlinks=False))
    return found


def lies(file: Path) -> Lying:
    """One file, as it lies now."""
    return Lying(str(file), file.lstat())


def _renamed(lying: dict[str, Lying], folder: str, name: str) -> dict[str, Lying]:
    """The same files with the one folder in `folder` renamed; as they are where there is not just one, or it has the name."""
    parts = {path: path.split("/", 2) for path in lying if path.startswith(f"{folder}/")}
    names = {one[1] for one in parts.values() if len(one) > 2}
    if len(names) != 1 or name in names or not name:
        return lying
    new = {path: "/".join((folder, name, one[2])) for path, one in parts.items() if len(one) > 2}
    return {new.get(path, path): one for path, one in lying.items()}


def _is_ours(told: os.stat_result) -> bool:
    """A file that belongs to the builder, who may open it to readers; another's would refuse."""
    return stat.S_ISREG(told.st_mode) and told.st_uid == _whoever()


_whoever = getattr(os, "geteuid", lambda: 0)  # Windows says 0 of every file


def _link(there: str, here: str) -> None:
    try:
        os.link(there, here)
    except FileNotFoundError:
        Path(here).parent.mkdir(parents=True)
        os.link(there, here)
