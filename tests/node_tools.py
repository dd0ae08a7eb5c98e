"""Where Node and the packages of tests/node are: `make test` sets both up, tests install nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "node"
MODULES = FOLDER / "node_modules"
CANNOT = "Thiếu công cụ kiểm tra. Chạy `make test` một lần. / Run `make test` once."


def find() -> str:
    """The path of Node 22 or newer: the one of this environment first. Raises FileNotFoundError when there is none."""
    for path in (Path(sys.executable).with_name("node"), shutil.which("node")):
        if path and Path(path).is_file():
            said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
            if (found := re.match(r"v([0-9]+)", said)) and int(found[1]) >= 22:
                return str(path)
    raise FileNotFoundError(CANNOT)


def module(path: str) -> Path:
    """A file below tests/node/node_modules. Raises FileNotFoundError when it was not set up."""
    if not (MODULES / path).is_file():
        raise FileNotFoundError(CANNOT)
    return MODULES / path


def lint(folder: Path) -> int:
    """Judge the scripts and styles of `folder` (as docs/assets): how many of the two judges, dialects and Biome, say no."""
    node, scripts, styles = find(), sorted(folder.rglob("*.js")), sorted(folder.rglob("*.css"))
    biome = module("@biomejs/biome/bin/biome")
    rules = ["lint", f"--config-path={FOLDER / 'biome.jsonc'}", "--error-on-warnings", *scripts, *styles]
    commands = [[node, FOLDER / "dialects.mjs", *scripts], [node, biome, *rules]]
    return sum(subprocess.run(command, check=False).returncode != 0 for command in commands)


if __name__ == "__main__":
    if sys.argv[1:] == ["lint"]:
        sys.exit(lint(Path("docs/assets")))
    print(find())  # make asks whether Node has to be installed
