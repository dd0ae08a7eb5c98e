"""How long `make check` takes on what is far too big, too deep or full of mistakes: `python tests/bench/checking.py`.

Every figure is seconds of processor time of one check, as a ratio to a check of the real facts just before it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / part) for part in ("hooks", "tests", "tests/browser", "tests/whole")]

from test_bad_input import CASES  # noqa: E402

import building  # noqa: E402 - the line above says where it lies

GOLDEN, AWFUL = (ROOT / "tests" / name for name in ("golden", "awful"))
LIMITS = {"a file far too big or too deep": 6.0, "every mistake once": 2.0}


def seconds(root: Path) -> float:
    """What one check takes."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "SITE_TODAY": building.DAY}
    command = [sys.executable, "-m", "facts", "check", "--root", str(root)]
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Print the ratios; 1 when one is past its limit."""
    past = 0
    with tempfile.TemporaryDirectory() as work:
        tried = {name: (GOLDEN, make, LIMITS["a file far too big or too deep"]) for name, (make, _) in CASES.items()}
        for name, (content, make, limit) in {
            **tried, "every mistake once": (AWFUL, None, LIMITS["every mistake once"]),
        }.items():  # fmt: skip
            root = Path(work) / "project"
            for folder in ("data", "docs"):
                shutil.copytree(content / folder, root / folder, symlinks=True)
            if make:
                make(root)
            usual = seconds(ROOT)
            ratio = seconds(root) / usual
            past += ratio > limit
            print(
                f"  {name:60} {ratio:6.2f}  (limit {limit:g}) {'ok' if ratio <= limit else 'PAST ITS LIMIT'}",
                flush=True,
            )
            shutil.rmtree(root)
    return int(past > 0)


if __name__ == "__main__":
    sys.exit(main())
