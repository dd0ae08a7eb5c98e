"""The site as it was before a change: the commit where the two parted, taken out of git and built by its own code.

In a province's repository that is the code of the package that lay in it.

`python -m delivery.built_before BASE` puts the page of differences into build/preview, which `make preview` has made.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from delivery import before_after
from terminal import console, log_safe

SITE, PREVIEW, FOLDER = Path("site"), Path("build/preview"), Path("build/before")


class CannotBuildError(ValueError):
    """The site before could not be had: a Vietnamese sentence."""


def _git(*words: str, **env: str) -> str:
    try:
        done = subprocess.run(
            ["git", *words],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            env={**os.environ, **env},
        )
    except OSError:
        raise CannotBuildError("không thấy lệnh git trên máy này.") from None
    if done.returncode:
        raise CannotBuildError("git không đọc được lần lưu để so. Xem lại tên nhánh hoặc mã của lần lưu.")
    return done.stdout.strip()


def parted(base: str) -> str:
    """The commit where `base` and what is checked out parted. Raises CannotBuildError."""
    start = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    return _git("merge-base", start, "HEAD")


def build(commit: str, folder: Path) -> Path:
    """Take a commit out into `folder`, which is emptied, and build it there; the finished site. Raises CannotBuildError."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    index = str((folder / ".index").resolve())
    _git("read-tree", commit, GIT_INDEX_FILE=index)
    _git("checkout-index", "--all", "--force", f"--prefix={folder.as_posix()}/", GIT_INDEX_FILE=index)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=folder,
        env={**os.environ, **_engine(folder)},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        print(log_safe.told_safely(done.stderr[-2000:]), file=sys.stderr)
        raise CannotBuildError("bản trước không dựng được, nên chưa so được trước và sau.")
    return folder / "site"


def _engine(folder: Path) -> dict[str, str]:
    """Where Python finds the engine's package that lies in a repository; {} where the engine is its own files."""
    packages = sorted((folder / "engine").glob("*.whl"))
    if not packages:
        return {}
    into = (folder / ".engine").resolve()
    try:
        with zipfile.ZipFile(packages[-1]) as package:
            package.extractall(into)
    except (OSError, zipfile.BadZipFile):
        raise CannotBuildError("gói của bản trước không mở được, nên chưa so được trước và sau.") from None
    return {"PYTHONPATH": str(into / "trang_tinh" / "hooks")}


def main() -> int:
    """Compare site/ with the site before; 0 also when there is none to compare with, for then nothing is wrong here."""
    if len(sys.argv) != 2 or not sys.argv[1]:
        print("ERROR  Viết: make preview BASE=main", file=sys.stderr)
        return 2
    if not (SITE.is_dir() and PREVIEW.is_dir()):
        print("ERROR  Chưa có bản xem thử. Chạy make build, rồi make preview.", file=sys.stderr)
        return 1
    try:
        commit = parted(sys.argv[1])
        found = before_after.write(build(commit, FOLDER), SITE, PREVIEW, f"bản {commit[:9]}")
    except CannotBuildError as error:
        print(f"WARNING  {error}", file=sys.stderr)
        return 0
    pages = sum(len(change.pages) for change in found.changes)
    print(f"Đã viết {PREVIEW / before_after.NAME}: {pages} trang đổi.")
    return 0


if __name__ == "__main__":
    sys.exit(console.run(main))
