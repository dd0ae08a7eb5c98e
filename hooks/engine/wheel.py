"""The engine and the nation's layer as one wheel: the same bytes from the same commit, on any machine.

Nothing is compressed: what compresses differs from one machine's zlib to the next, and git keeps versions of plain bytes
small. `python -m engine.wheel FOLDER` writes it there and prints its path.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from terminal import console, disk

ROOT = Path(__file__).resolve().parents[2]
NAME = "trang_tinh"  # of the wheel and of its folder; as a package it is called trang-tinh
# Folders and files of this repository, and where each lies in the wheel's folder.
TAKEN = {
    "hooks": "hooks",
    "overrides": "overrides",
    "docs/assets": "docs/assets",
    "data/national": "national/data",
    "docs/national": "national/docs",
    "requirements.txt": "requirements.txt",
    "requirements-tools.txt": "requirements-tools.txt",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "hooks/engine/start/Makefile": "Makefile",
    "LICENSE": "LICENSE",
    "LICENSE-content": "LICENSE-content",
}
LOCKS = ("requirements.txt", "requirements-tools.txt")
# What makes a new province is no part of what a province needs.
_LEFT = re.compile(
    r"hooks/(engine/(new|tables|pack|wheel)\.py|facts/editing/lacking\.py|engine/(start|outlines)/|engine/units|.*\.md$)"
)
# The lines of mkdocs.yml that are the engine's; the others are this province's.
OF_ENGINE = ("theme", "hooks", "plugins", "not_in_nav", "validation", "markdown_extensions")
_WRITTEN_AT = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file knows


def contents(root: Path) -> dict[str, bytes]:
    """Every file of the engine and the nation's layer, by its path in the wheel."""
    found = {f"{NAME}/mkdocs.yml": _settings((root / "mkdocs.yml").read_text(encoding="utf-8")).encode()}
    for name, into in TAKEN.items():
        for path, file in files_at(root / name, name):
            if path == name or not _LEFT.match(path):
                found[f"{NAME}/{into}{path.removeprefix(name)}"] = file.read_bytes()
    locked, tools = (_locked(found[f"{NAME}/{name}"].decode()) for name in LOCKS)
    over = [one for one in tools if one not in locked]  # they are installed where the others are
    return found | {f"{NAME}/{name}": "".join(one).encode() for name, one in zip(LOCKS, (locked, over), strict=True)}


def _locked(text: str) -> list[str]:
    """The packages of a lock, each with its hashes; who asked for it is left out."""
    return re.split(r"^(?=[a-z0-9])", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE), flags=re.MULTILINE)[1:]


def write(root: Path, folder: Path) -> Path:
    """Write the wheel of the project in `root` into `folder`; its path."""
    files = contents(root)
    version = _version(root, files)
    files |= {f"{NAME}.pth": f"{NAME}/hooks\n".encode()}  # so that `python -m facts` is the same command everywhere
    info = f"{NAME}-{version}.dist-info"
    files |= {f"{info}/{name}": text.encode() for name, text in _metadata(root, version).items()}
    record = f"{info}/RECORD"
    lines = [f"{path},sha256={_digest(content)},{len(content)}" for path, content in sorted(files.items())]
    files[record] = ("\n".join([*lines, f"{record},,"]) + "\n").encode()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}-{version}-py3-none-any.whl"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _WRITTEN_AT)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16  # as on a Unix, wherever it is made
            archive.writestr(entry, content)
    disk.write(path, made.getvalue())
    return path


def files_at(place: Path, name: str) -> Iterator[tuple[str, Path]]:
    """Every file at `place` with its path; not what editors and Python leave beside files."""
    if place.is_file():
        yield name, place
        return
    for file in sorted(place.rglob("*")):
        parts = file.relative_to(place).parts
        if file.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in parts):
            yield f"{name}/{'/'.join(parts)}", file


def _settings(text: str) -> str:
    """The engine's lines of mkdocs.yml."""
    groups = re.split(r"^(?=[a-z_]+:)", text, flags=re.MULTILINE)
    kept = [re.sub(r"^#.*\n", "", group, flags=re.MULTILINE).rstrip() for group in groups]
    return "\n".join(group for group in kept if group.partition(":")[0] in OF_ENGINE) + "\n"


def _version(root: Path, files: Mapping[str, bytes]) -> str:
    """The moment of the commit; where files differ from it, or there is none, a hash of what they hold."""
    moment, changed = (_git(root, *words) for words in (("log", "-1", "--format=%ct"), ("status", "--porcelain", "--", "mkdocs.yml", "pyproject.toml", *TAKEN)))  # fmt: skip
    if moment and changed == "":
        at = datetime.fromtimestamp(int(moment), UTC)
        return f"{at.year}.{at.month}.{at.day}.{at.hour * 3600 + at.minute * 60 + at.second}"
    whole = hashlib.sha256()
    for path, content in sorted(files.items()):
        whole.update(f"{path}\0{len(content)}\0".encode() + content)
    return f"0+{whole.hexdigest()[:12]}"


def _git(root: Path, *words: str) -> str | None:
    """What git says of the repository whose top is `root`; None where there is none."""
    if not (root / ".git").exists():
        return None
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _metadata(root: Path, version: str) -> dict[str, str]:
    """What a wheel says of itself (Core metadata 2.1, binary distribution format 1.0, entry points)."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [
        "Metadata-Version: 2.1",
        "Name: trang-tinh",
        f"Version: {version}",
        "Summary: Public information site of a province on drug prevention: the engine, and what holds for the whole country",
        "License: MIT; texts and data CC BY 4.0",
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {package}" for package in project["dependencies"]),
    ]
    return {
        "METADATA": "\n".join(lines) + "\n",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: trang-tinh\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "entry_points.txt": "[mkdocs.plugins]\ntrang-tinh = engine.plugin:Engine\n",
    }


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def main(folder: Path) -> int:
    """Write the wheel of this repository into `folder` and print its path."""
    print(write(ROOT, folder))
    return 0


if __name__ == "__main__":
    sys.exit(console.run(lambda: main(Path(sys.argv[1]))))
