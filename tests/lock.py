"""Lock every package, with the hashes of the files that somebody may install: `make lock`, which needs the network.

uv writes the hash of whatever a package ever published for a version. Half of them are of machines and Pythons on which
the site cannot be installed at all: minify-go has no file for those, and no source either.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Each lock, and what uv is asked for; what an older one locked stays as long as it may.
LOCKS = {
    "requirements.txt": ("pyproject.toml",),
    "requirements-dev.txt": ("--extra", "dev", "pyproject.toml"),
    "requirements-node.txt": ("--group", "node"),
    "requirements-consumers.txt": ("--group", "consumers"),
    "requirements-builders.txt": ("--constraint", "requirements.txt", "--group", "builders"),
    "requirements-tools.txt": ("--constraint", "requirements-dev.txt", "--group", "tools"),
}
OPTIONS = ("--quiet", "--universal", "--python-version", "3.11", "--no-header", "--no-emit-index-url")
# The last parts of a wheel's name (PEP 425): Pythons of others and without the global lock, Alpine's C library, 32 bits, rare
# processors, telephones, browsers. What is older than the Python above uv leaves out itself.
_NOBODYS = re.compile(
    r"-(pp|graalpy)\d|-cp\d+t-|-musllinux_|-(ios|android)_"
    r"|[-_](win32|i686|armv7l|ppc64|ppc64le|s390x|riscv64|ia64|wasm32)\.whl$"
)


def may_be_installed(name: str) -> bool:
    """False for a wheel that only such machines and Pythons take on which other packages cannot be had."""
    return not _NOBODYS.search(name)


def lock(name: str, wanted: tuple[str, ...]) -> None:
    """Write one lock anew. Raises CalledProcessError with what uv said."""
    _uv(*wanted, "--generate-hashes", "--output-file", name)
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder) / "pylock.toml"  # PEP 751: every file with its name
        _uv(*wanted, "--constraint", name, "--output-file", str(names))
        kept = {file["hashes"]["sha256"] for file in _files(names)}
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    (ROOT / name).write_text("".join(f"{line}\n" for line in shortened(lines, kept)), encoding="utf-8")


def shortened(lines: list[str], kept: set[str]) -> Iterator[str]:
    """The lines of a lock with these hashes alone; the last of a package ends without the sign that one more follows."""
    left = [line for line in lines if not (found := re.search(r"--hash=sha256:(\w+)", line)) or found[1] in kept]
    for line, after in zip(left, [*left[1:], ""], strict=True):
        yield line if "--hash" in after else line.removesuffix(" \\")


def _files(pylock: Path) -> Iterator[dict[str, dict[str, str]]]:
    """The files of every package that somebody may install; its source only where no wheel is everyone's."""
    for package in tomllib.loads(pylock.read_text(encoding="utf-8"))["packages"]:
        wheels = [file for file in package.get("wheels", []) if may_be_installed(file["url"].rpartition("/")[2])]
        yield from wheels
        if "sdist" in package and not any(file["url"].endswith("py3-none-any.whl") for file in wheels):
            yield package["sdist"]


def _uv(*words: str) -> None:
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "pip", "compile", *OPTIONS, *words], cwd=ROOT, check=True)


if __name__ == "__main__":
    for each, what in LOCKS.items():
        lock(each, what)
