"""Real records, pages and settings, damaged at random: each ends in problems or in a site, never in a traceback.

    python tests/bench/fuzzing.py [SECONDS] [--seed N]

tests/whole/test_fuzz.py does the same with few inputs that never change; this goes on for as long as it is given, and prints how many
inputs it tried, how many were told, and what raised. A damaged file of the real site is put into the made-up province.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
import traceback
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / part) for part in ("hooks", "tests", "tests/whole")]

from test_fuzz import GOLDEN, HOSTILE, TODAY, shown  # noqa: E402

from facts.project import pages  # noqa: E402 - the line above says where it lies
from facts.rendering.blocks import Context  # noqa: E402

DAY = date.fromisoformat(TODAY)
BITS = (
    *(bit.decode("utf-8", "replace") for bit in HOSTILE), "\u200b", "\u202e", "\x00", "- ", "# ", "]", "}", ">", "\r", "...\n",
    "9999-12-31", "0001-01-01", "-0", "12:30:45", "yes", "}}", "](", "(tel:", "[^x]", "[^x]: ", "```\n", "~~~", "&#0;", "%00",
    "<<<<<<< x\n", "0912345678", "+84 912 345 678", "một một một", "Ð", "ViÖt", "Ã¡", "1. ", "115. ", "#111", '!!! note "', "??? ",
    "===", "  ", "    ", "a" * 3000, "é" * 50, "\U0001f600", "publish: withdrawn\n", "because: a: b\n", "formerly:\n",
    '{{ hotline("tre-em") }}', "facts:hotlines/", "http://[::1", "javascript:", "{ #m }", "[x]: y", "hooks: []\n", "nav: {}\n",
)  # fmt: skip
MOST_RAISED = 20


def damaged(text: str, rng: random.Random) -> str:
    """The text with one to four things done to it: something put in, cut out, doubled, shuffled or turned round."""
    for _ in range(rng.randint(1, 4)):
        first, second = sorted(rng.randint(0, len(text)) for _ in range(2))
        lines = text.split("\n")
        match rng.choices(("put", "cut", "double", "shuffle", "turn"), (5, 2, 1, 1, 1))[0]:
            case "put":
                text = text[:first] + rng.choice(BITS) + text[first:]
            case "cut":
                text = text[:first] + text[first + rng.randint(1, 40) :]
            case "double":
                lines.insert(rng.randint(0, len(lines)), rng.choice(lines))
                text = "\n".join(lines)
            case "shuffle":
                text = "\n".join(rng.sample(lines, len(lines)))
            case "turn":
                text = text[:first] + text[first:second].swapcase() + text[second:]
    return text


def judge(root: Path) -> bool:
    """Check the project, and write all that it would publish where nothing is told; True when an error was."""
    facts, problems = pages.read_site(root, DAY)
    for problem in problems:
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        str(problem).encode()
    if told := any(problem.level == "ERROR" for problem in problems):
        return told
    shown(Context.of(facts, DAY))
    return False


def main() -> int:
    """Print the figures; 1 when anything raised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seconds", type=float, nargs="?", default=600)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    tried, told, slowest, raised = 0, 0, 0.0, list[str]()
    with tempfile.TemporaryDirectory() as work:
        root = Path(work) / "project"
        for name in ("data", "docs"):
            shutil.copytree(GOLDEN / name, root / name)
        shutil.copy(GOLDEN / "mkdocs.yml", root)
        shutil.copy(ROOT / "mkdocs.yml", root / "project.yml")
        real, made = (
            [*at.glob("data/*.yml"), *at.glob("data/*/*.yml"), *at.glob("docs/**/*.md")] for at in (ROOT, GOLDEN)
        )
        settings = [ROOT / "mkdocs.yml", GOLDEN / "mkdocs.yml"]
        end = time.monotonic() + options.seconds
        while time.monotonic() < end and len(raised) < MOST_RAISED:
            source = rng.choice(rng.choices((real, made, settings), (4, 4, 2))[0])
            file = root / source.relative_to(GOLDEN if source.is_relative_to(GOLDEN) else ROOT)
            before = file.read_bytes() if file.exists() else None
            text = damaged(source.read_text(encoding="utf-8"), rng)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8", "surrogatepass"))
            began = time.process_time()
            try:
                told += judge(root)
            except Exception:  # whatever it is: it is what is looked for
                raised.append(f"{file.relative_to(root)}\n{traceback.format_exc()}\n{text[:5000]}")
                print(raised[-1], flush=True)
            slowest, tried = max(slowest, time.process_time() - began), tried + 1
            if before is None:
                file.unlink()
            else:
                file.write_bytes(before)
    print(f"{tried} tried, {told} told, {len(raised)} raised; the slowest took {slowest:.1f} s of processor time")
    return int(bool(raised))


if __name__ == "__main__":
    sys.exit(main())
