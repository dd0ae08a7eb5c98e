"""A finished site as one thing: what it holds, by hash, and how it takes the place of the one before it.

A build writes beside. Only a whole site is moved into place, in one step where the system has one (Linux, macOS), so
that a build killed at any moment, or a full disk, leaves the old site as it was.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

MANIFEST = "SHA256SUMS"
_AT_FDCWD = -100 if sys.platform == "linux" else -2
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


def hashes(site: Path) -> dict[str, str]:
    """Path → SHA-256 of every file below `site` but the manifest itself."""
    files = sorted(file for file in site.rglob("*") if file.is_file())
    found = {file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    found.pop(MANIFEST, None)
    return found


def write_manifest(site: Path) -> None:
    """Write what `sha256sum --check SHA256SUMS` reads. Anyone can hold a copy of the site against it."""
    lines = "".join(f"{digest}  {path}\n" for path, digest in hashes(site).items())
    (site / MANIFEST).write_text(lines, encoding="utf-8", newline="\n")


def check(site: Path) -> Iterator[str]:
    """Yield each way in which `site` is not what its manifest says, in order of paths."""
    try:
        text = (site / MANIFEST).read_text(encoding="utf-8")
    except OSError:
        yield f"không có {MANIFEST}: trang này chưa dựng xong."
        return
    promised = {path: digest for digest, _, path in (line.partition("  ") for line in text.splitlines())}
    found = hashes(site)
    for path in sorted(promised.keys() | found.keys()):
        if path not in found:
            yield f"{path}: thiếu"
        elif path not in promised:
            yield f"{path}: thừa"
        elif promised[path] != found[path]:
            yield f"{path}: khác lúc dựng"


class Turn:
    """One build's turn at a site: `new` is written, then `finish` makes it `site`; `end` leaves nothing behind.

    The folder that holds the site is locked meanwhile: two builds in one place would mix their files. Raises
    BlockingIOError when it is another's turn.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self.new = site.with_name(f".{site.name}-new")
        self._old = site.with_name(f".{site.name}-old")
        site.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(site.parent)
        if self._old.exists() and not site.exists():
            self._old.rename(site)  # an earlier turn was stopped between its two steps

    def finish(self) -> None:
        """Let `new` be `site` from one moment to the next. Raises OSError, and then `site` is what it was."""
        if not self.site.exists():
            self.new.rename(self.site)
        elif not _exchange(self.new, self.site):
            self.site.rename(self._old)
            self.new.rename(self.site)

    def end(self) -> None:
        """Take away what is not the site, and let others have their turn."""
        shutil.rmtree(self.new, ignore_errors=True)
        shutil.rmtree(self._old, ignore_errors=True)
        if self._lock >= 0:
            os.close(self._lock)


def _lock(folder: Path) -> int:
    """Lock a folder for this process until the number is closed; -1 where folders cannot be locked (Windows)."""
    if fcntl is None:
        return -1
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return lock


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system or the disk cannot."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        rename = libc.renameat2 if sys.platform == "linux" else libc.renameatx_np
    except (OSError, AttributeError, TypeError):
        return False
    names = (os.fsencode(one), os.fsencode(other))
    return bool(rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE) == 0)
