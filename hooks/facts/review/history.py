"""Commits read through git: the files of one, and what each commit between two touches. Nothing is checked out."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from facts.reading import layers

FOLDERS = ("data", "docs", "mkdocs.yml", layers.WHEELS)  # all that readers are shown


class GitError(ValueError):
    """Git refused: a Vietnamese sentence."""


@dataclass(frozen=True)
class Commit:
    """One commit between two: its short hash, whole message and the paths it touches."""

    hash: str
    message: str
    paths: tuple[str, ...]


def _git(root: Path, *words: str, given: bytes = b"") -> bytes:
    command = ["git", "-C", str(root), "-c", "core.quotepath=off", *words]
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False)
    except OSError:
        raise GitError("không thấy lệnh git trên máy này.") from None
    if done.returncode:
        raise GitError(f"git không đọc được “{words[-1]}”. Xem lại tên nhánh hoặc mã của lần lưu.")
    return done.stdout


def resolve(root: Path, name: str) -> str:
    """The full hash of a commit. Raises GitError when there is none of that name."""
    if name.startswith("-"):
        raise GitError(f"“{name}” không phải tên nhánh hay mã của một lần lưu.")
    return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").decode().strip()


def merge_base(root: Path, base: str, head: str) -> str:
    """Where the two histories parted, so that what others did on `base` since is not taken for a change of `head`."""
    return _git(root, "merge-base", base, head).decode().strip()


def files(root: Path, commit: str, folders: tuple[str, ...] = FOLDERS) -> dict[str, bytes]:
    """Every plain file of a commit below `folders`, path → content, and the nation's layer where it lies in a package.

    Links and submodules are left out.
    """
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *folders).split(b"\0")
    wanted: list[tuple[str, bytes]] = []
    for line in filter(None, listed):
        about, _, path = line.partition(b"\t")
        mode, _, name = about.split(b" ")
        if mode in (b"100644", b"100755"):
            wanted.append((path.decode("utf-8", "replace"), name))
    answer = _git(root, "cat-file", "--batch", given=b"\n".join(name for _, name in wanted) + b"\n") if wanted else b""
    found: dict[str, bytes] = {}
    at = 0
    for name_of_file, _ in wanted:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split(b" ")[2])
        found[name_of_file] = answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return layers.unpacked(found)


def commits(root: Path, base: str, head: str) -> Iterator[Commit]:
    """Every commit after `base` up to `head`, oldest first, merges left out."""
    format = "--format=%x01%h%x02%B%x03"
    text = _git(root, "log", "--no-merges", "--reverse", "--name-only", "-z", format, f"{base}..{head}")
    for part in text.decode("utf-8", "replace").split("\x01")[1:]:
        hash, _, rest = part.partition("\x02")
        message, _, names = rest.partition("\x03")
        yield Commit(hash, message.strip(), tuple(name.strip("\n") for name in names.split("\0") if name.strip("\n")))


def changed_paths(root: Path, base: str, head: str) -> list[str]:
    """The paths that differ between where the two parted and `head`."""
    names = _git(root, "diff", "--name-only", "-z", merge_base(root, base, head), head).split(b"\0")
    return [name.decode("utf-8", "replace") for name in names if name]


def unsaved(root: Path) -> list[str]:
    """The paths that readers are shown something of and that differ from the last commit, or are in none."""
    words = ("status", "--porcelain", "--untracked-files=all", "--no-renames", "-z", "--", *FOLDERS)
    return [line[3:].decode("utf-8", "replace") for line in _git(root, *words).split(b"\0") if line]
