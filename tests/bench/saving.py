"""How long an editor waits who saves a file under `make serve`, beside the same save with the code of f6cce7e.

    python tests/bench/saving.py [--runs 5]

Two copies of the real site are served in turn, each saved and asked for by turns until the new words are there. Seconds of
processor time count whatever the server and its children do from the save until half a second after the answer, without what
an idle server does in that time; both are medians. What is promised are ratios. The old code is a worktree below build/bench.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE.parent), str(ROOT / "hooks")]
BEFORE = "f6cce7e"
DAY = "2026-11-27"
TICKS = os.sysconf("SC_CLK_TCK")
# What is asked, as a share of f6cce7e: processor time and time on the clock.
LIMITS = {"a page": 0.15, "a fact on few pages": 0.25, "a fact on hundreds": 0.6}
# The file's name, a line of it, and the page that shows it.
SAVES = {
    "a page": ("tiep-can.md", r"((?:Lời|Trang) này viết ngày [0-9/]+)", "gioi-thieu/tiep-can/"),
    "a fact on few pages": ("lam-diem-2026.yml", r'^(name: "?[^"\n]*\w)', "chien-dich/lam-diem-2026/"),
    "a fact on hundreds": ("tre-em.yml", r"^(call_when: .*\w)", ""),
}
WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@dataclass
class Cost:
    """Of one kind of save: seconds on the clock, and of processor time."""

    waited: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)


class Server:
    """A project under `mkdocs serve`, and what it has cost."""

    def __init__(self, root: Path, port: int, *options: str) -> None:
        self.root, self.origin = root, f"http://localhost:{port}/"
        env = {**os.environ, "SITE_TODAY": DAY, "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "serve", *options, "--dev-addr", f"localhost:{port}"]
        # A shell that runs us in the background has SIGINT ignored, and so would have what we start.
        heeds = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        nowhere = subprocess.DEVNULL
        self.process = subprocess.Popen(command, cwd=root, env=env, stdout=nowhere, stderr=nowhere, preexec_fn=heeds)
        self.wait("", "</html>")
        time.sleep(2)
        before = self.worked()
        time.sleep(3)
        self.idle = (self.worked() - before) / 3

    def worked(self) -> float:
        """Seconds of processor time so far, the children's that have ended too."""
        said = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return sum(map(int, said[11:15])) / TICKS

    def wait(self, address: str, words: str) -> None:
        """Until the page holds these words."""
        for _ in range(6000):
            try:
                with urlopen(self.origin + address, timeout=60) as answer:
                    if words in answer.read().decode():
                        return
            except (URLError, OSError):
                pass  # not up yet
            time.sleep(0.02)
        raise RuntimeError(f"{address}: no “{words}”")

    def save(self, name: str, cost: Cost, word: str) -> None:
        """Save one file and wait until its page shows it."""
        wanted, line, address = SAVES[name]
        (file,) = [file for top in ("data", "docs") for file in (self.root / top).rglob(wanted)]
        text = file.read_text(encoding="utf-8")
        changed = with_word(text, line, word)
        before, began = self.worked(), time.monotonic()
        file.write_text(changed, encoding="utf-8")
        self.wait(address, f"lần {word}")
        cost.waited.append(time.monotonic() - began)
        time.sleep(0.5)
        cost.worked.append(self.worked() - before - self.idle * (time.monotonic() - began))
        file.write_text(text, encoding="utf-8")
        time.sleep(3)


def with_word(text: str, line: str, word: str) -> str:
    """The text of a file with one word more. Raises RuntimeError where the line is not there: nothing would be measured."""
    changed, count = re.subn(line, rf"\1 lần {word}", text, count=1, flags=re.MULTILINE)
    if not count:
        raise RuntimeError(f"no line {line}")
    return changed


@contextmanager
def serving(root: Path, port: int, *options: str) -> Iterator[Server]:
    """Serve until the block ends."""
    server = Server(root, port, *options)
    try:
        yield server
    finally:
        server.process.send_signal(signal.SIGINT)
        server.process.wait()


def copy(commit: str, place: Path) -> Path:
    """The files of a commit, or of today ('')."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    if commit:
        packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", place], input=packed, check=True)
        return place
    for name in ("data", "docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", place)
    return place


def main() -> int:
    """Print the ratios; 1 when one is past its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    place = ROOT / "build" / "bench"
    costs: dict[str, dict[str, Cost]] = {}
    for side, commit, options in (("before", BEFORE, ()), ("now", "", ("--dirty",))):
        with serving(copy(commit, place / f"saving-{side}"), 8631, *options) as server:
            for name in SAVES:
                cost = costs.setdefault(name, {}).setdefault(side, Cost())
                for word in WORDS[:runs]:
                    server.save(name, cost, word)
    broken = False
    for name, limit in LIMITS.items():
        for what in ("worked", "waited"):
            before, now = (statistics.median(getattr(costs[name][side], what)) for side in ("before", "now"))
            is_past = now > limit * before
            broken |= is_past
            said = "PAST ITS LIMIT" if is_past else "ok"
            print(f"save {name}, {what}: {before:.2f} s → {now:.2f} s, {now / before:.2f}  (limit {limit:g}) {said}")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
