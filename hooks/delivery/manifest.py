"""What a finished site holds, by hash: so that anyone can tell a whole copy from another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from delivery.same import Held

MANIFEST = "SHA256SUMS"


def hashes(site: Path, held: Held | None = None) -> dict[str, str]:
    """Path → SHA-256 of every file below `site` but the manifest itself; "" for a link, a pipe or a device.

    What `held` knows is not read.
    """
    found, held = {}, held or Held()
    for path, entry in _entries(site):
        if path != MANIFEST:
            is_file = entry.is_file(follow_symlinks=False)
            found[path] = held.of(entry.path, entry.stat(follow_symlinks=False)).hex() if is_file else ""
    return found


def _entries(site: Path, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All that is no folder, in order of paths. No link is followed."""
    with os.scandir(site / below) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(site, f"{below}{entry.name}/")
            else:
                yield below + entry.name, entry


def write_manifest(site: Path, held: Held | None = None) -> None:
    """Write what `sha256sum --check SHA256SUMS` reads, all of it or nothing."""
    lines = "".join(f"{digest}  {path}\n" for path, digest in hashes(site, held).items())
    beside = site / f".{MANIFEST}"
    beside.write_text(lines, encoding="utf-8", newline="\n")
    beside.replace(site / MANIFEST)


def promised(site: Path) -> dict[str, str]:
    """Path → SHA-256 as the manifest says. Raises OSError where there is none, UnicodeDecodeError where it is no text."""
    text = (site / MANIFEST).read_text(encoding="utf-8")
    return {path: digest for digest, _, path in (line.partition("  ") for line in text.splitlines())}


def check(site: Path) -> Iterator[str]:
    """Yield each way in which `site` is not what its manifest says, in order of paths."""
    try:
        said = promised(site)
    except (OSError, UnicodeDecodeError):
        yield f"không có {MANIFEST}: trang này chưa dựng xong."
        return
    found = hashes(site)
    for path in sorted(said.keys() | found.keys()):
        if path not in found:
            yield f"{path}: thiếu"
        elif not found[path]:
            yield f"{path}: không phải là tệp"
        elif path not in said:
            yield f"{path}: thừa"
        elif said[path] != found[path]:
            yield f"{path}: khác lúc dựng"
