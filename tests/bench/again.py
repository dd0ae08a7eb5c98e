"""What a second check and a second build cost after one saved file, beside the first one of the same real site.

    python tests/bench/again.py [--runs 5]

Each run is a process of its own that finds what the last one left below build/kept; the first finds nothing. Processor time,
medians; a save is another one each time.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "hooks"), str(HERE.parent)]
from building_time import Cost, run, told  # noqa: E402
from saving import SAVES, WORDS, copy, with_word  # noqa: E402

# What is asked of a check; of a build of the real site nothing is (`building_time` asks it of made-up pages, beside Hugo).
LIMITS: dict[str, float | None] = {"check": 0.3, "build": None}
COMMANDS = {"check": ["facts", "check"], "build": ["mkdocs", "build", "--quiet", "--strict", "--dirty"]}


def measure(name: str, site: Path, runs: int) -> bool:
    """Print what one command costs again; True when it is past its limit."""
    import building  # of the tests: it knows the day of the facts

    costs = {what: Cost() for what in ("first", *SAVES)}

    def once(what: str) -> None:
        run([sys.executable, "-m", *COMMANDS[name]], site, costs[what], today=building.DAY)

    for word in WORDS[:runs]:
        shutil.rmtree(site / "build", ignore_errors=True)
        once("first")
        for what, (wanted, line, _) in SAVES.items():
            (file,) = [file for top in ("data", "docs") for file in (site / top).rglob(wanted)]
            text = file.read_text(encoding="utf-8")
            file.write_text(with_word(text, line, word), encoding="utf-8")
            once(what)
            file.write_text(text, encoding="utf-8")
            run([sys.executable, "-m", *COMMANDS[name]], site, Cost(), today=building.DAY)  # as it was
    first = costs.pop("first").median
    print(f"{name} of the real site: {first:.2f} s")
    past = [told(f"{name} again / first, {what}", cost.median / first, LIMITS[name]) for what, cost in costs.items()]
    return any(past)


def main() -> int:
    """Print the ratios; 1 when one is past its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    site = copy("", ROOT / "build" / "bench" / "again")
    return int(sum(measure(name, site, runs) for name in COMMANDS) > 0)


if __name__ == "__main__":
    sys.exit(main())
