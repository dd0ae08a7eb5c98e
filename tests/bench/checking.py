"""How long `make check` takes on what is far too big, too deep or full of mistakes: `python tests/bench/checking.py`.

Every figure is seconds of processor time of one check, as a ratio to a check of the real facts just before it. The last is the check
of the real facts beside what it was at `BEFORE`, each on its own facts, the least of some taken in turn: it may cost twice as much,
for it now tells what only a build did.
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
LIMITS = {"a file far too big or too deep": 6.0, "every mistake once": 2.0, "before": 2.0}
BEFORE = "f6cce7e"
RUNS = 7


def seconds(root: Path, code: Path = ROOT) -> float:
    """What one check takes, by the hooks of the project in `code`."""
    # Each check is the first.
    env = {
        **os.environ,
        "PYTHONPATH": str(code / "hooks"),
        "SITE_TODAY": building.DAY,
        "CI": "true",
    }
    command = [sys.executable, "-m", "facts", "check", "--root", str(root)]
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime


def told(name: str, ratio: float, limit: float) -> bool:
    """Print a line; True when it is past its limit."""
    print(f"  {name:60} {ratio:6.2f}  (limit {limit:g}) {'ok' if ratio <= limit else 'PAST ITS LIMIT'}", flush=True)
    return ratio > limit


def beside_before(work: Path) -> float:
    """The check of today as a ratio to that of `BEFORE`; the history of the repository must reach so far."""
    archive = subprocess.run(["git", "archive", BEFORE], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", str(work)], input=archive, check=True)
    now, before = [], []
    for _ in range(RUNS):
        now.append(seconds(ROOT))
        before.append(seconds(work, work))
    return min(now) / min(before)


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
            past += told(name, ratio, limit)
            shutil.rmtree(root)
    with tempfile.TemporaryDirectory() as work:
        past += told(f"the real facts beside {BEFORE}", beside_before(Path(work)), LIMITS["before"])
    return int(past > 0)


if __name__ == "__main__":
    sys.exit(main())
