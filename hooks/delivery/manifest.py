"""What a finished site holds, by hash: so that anyone can tell a whole copy from another."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from delivery.same import Held, Lying, lying

MANIFEST = "SHA256SUMS"


def hashes(site: Path, held: Held | None = None, found: Mapping[str, Lying] | None = None) -> dict[str, str]:
    """Path → SHA-256 of every file below `site` but the manifest itself; "" for a link, a pipe or a device.

    What `held` knows is not read; `found` is all that lies there, for who has looked.
    """
    held, found = held or Held(), lying(str(site)) if found is None else found
    paths = sorted((path for path in found if path[-1] != "/" and path != MANIFEST), key=in_order)
    return {path: held.of(*found[path]).hex() if stat.S_ISREG(found[path].told.st_mode) else "" for path in paths}


def in_order(path: str) -> list[str]:
    """By which paths are sorted: a folder's before those of one whose name goes on."""
    return path.split("/")


def write_manifest(site: Path, held: Held | None = None, found: Mapping[str, Lying] | None = None) -> None:
    """Write what `sha256sum --check SHA256SUMS` reads, all of it or nothing."""
    lines = "".join(f"{digest}  {path}\n" for path, digest in hashes(site, held, found).items())
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
