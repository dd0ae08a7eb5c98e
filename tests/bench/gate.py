"""What the last gate takes of a build: its share of the processor time of the same process, the median of three builds.

    python tests/bench/gate.py

Both are taken at the same moments, so that whatever else the machine does weighs on both alike.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent / "hooks"), str(HERE.parent)]

LIMIT = 0.05
RUNS = 3
ONE = """
import sys, time
sys.path[:0] = [{hooks!r}, {tests!r}]
import building
from pathlib import Path
from facts.judging import gate
read, spent = gate.Gate.read, []
def timed(self, site):
    before = time.process_time()
    found = list(read(self, site))
    spent.append(time.process_time() - before)
    return iter(found)
gate.Gate.read = timed
building.build(Path({root!r}), today=building.DAY, site_url="https://tinh.example/")
print(spent[0] / time.process_time())
"""


def main() -> int:
    """Print the share; 1 when it is past its limit."""
    import building  # of the tests: it knows what a project is made of

    shares = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(RUNS):
            root = building.assemble(Path(folder) / str(number))
            code = ONE.format(hooks=str(root / "hooks"), tests=str(HERE.parent), root=str(root))
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            shares.append(float(done.stdout.split()[-1]))
    share = statistics.median(shares)
    print(f"gate / build {share:.3f}  (limit {LIMIT:g}) {'ok' if share <= LIMIT else 'PAST ITS LIMIT'}")
    return int(share > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
