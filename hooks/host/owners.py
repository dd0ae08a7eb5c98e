"""Who looks after a file: CODEOWNERS as GitHub reads it, the last line that fits winning. Only the forms we use."""

from __future__ import annotations

import re
from pathlib import Path

# Stands in the file until whoever takes the repository over writes their own teams in.
NOBODY = "@CHU-KHO/"


def read(root: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Each pattern with its owners, in the order written."""
    file = root / ".github" / "CODEOWNERS"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    words = [line.split("#")[0].split() for line in lines]
    return [(line[0], tuple(line[1:])) for line in words if line]


def owners(rules: list[tuple[str, tuple[str, ...]]], path: str) -> tuple[str, ...]:
    """Whom GitHub asks when `path` changes."""
    found: tuple[str, ...] = ()
    for pattern, names in rules:
        if _fits(pattern, path):
            found = names
    return found


def asked(rules: list[tuple[str, tuple[str, ...]]], path: str) -> tuple[str, ...]:
    """Those of `owners` who are somebody: a name that nobody has put in yet must not be called in an issue."""
    return tuple(name for name in owners(rules, path) if not name.startswith(NOBODY))


def _fits(pattern: str, path: str) -> bool:
    if pattern == "*":
        return True
    start = "" if pattern.startswith("/") else "(.*/)?"
    end = ".*" if pattern.endswith("/") else "(/.*)?"
    body = re.escape(pattern.strip("/")).replace(r"\*", "[^/]*")
    return re.fullmatch(f"{start}{body}{'/' if pattern.endswith('/') else ''}{end}", path) is not None
