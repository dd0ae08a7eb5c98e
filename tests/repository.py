"""A real git repository made for a test: the made-up province, and whatever is changed after it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from province import GOLDEN

# Nothing of the person or machine that runs the tests.
NOBODY = {
    "GIT_AUTHOR_NAME": "Người sửa", "GIT_AUTHOR_EMAIL": "sua@song-mau.example", "GIT_COMMITTER_NAME": "Người sửa",
    "GIT_COMMITTER_EMAIL": "sua@song-mau.example", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_DATE": "2030-01-15T08:00:00+0700", "GIT_COMMITTER_DATE": "2030-01-15T08:00:00+0700",
}  # fmt: skip


class Repository:
    """A working tree with commits; paths are from its root."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def of(cls, root: Path, content: Path = GOLDEN) -> Repository:
        """A new repository whose first commit, `main`, holds data/ and docs/ of `content`."""
        root.mkdir(parents=True)
        for name in ("data", "docs"):
            shutil.copytree(content / name, root / name)
        made = cls(root)
        made.git("init", "--quiet", "--initial-branch=main", "--template=")  # no samples of hooks
        made.commit("[data] tỉnh mẫu")
        return made

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(self.root), *words],
            env={**os.environ, **NOBODY},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, message: str = "sửa") -> str:
        """Commit everything; the short hash."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "--short", "HEAD")

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8", newline="\n")

    def edit(self, path: str, old: str, new: str) -> None:
        """Put `new` in the place of the only `old`."""
        text = self.read(path)
        assert text.count(old) == 1, f"{path} has {text.count(old)} × {old!r}"
        self.write(path, text.replace(old, new))

    def append(self, path: str, text: str) -> None:
        self.write(path, self.read(path) + text)

    def remove(self, path: str) -> None:
        (self.root / path).unlink()


Edit = Callable[[Repository], object]
