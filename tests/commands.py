"""`python -m facts …` many times over: one process reads the code once, and each command is a copy of it with nothing done yet.

Reading the code costs three quarters of a second, and most commands of the tests no more than that. That the command starts
by itself, in any language and on any console, is tried with processes of its own in tests/facts/test_main.py.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from building import PATIENCE, ROOT, SETTINGS

_COPIES = f"""
import json, os, resource, runpy, signal, sys, traceback
import facts.__main__
del sys.modules["facts.__main__"]  # each copy runs it

for line in sys.stdin:
    asked = json.loads(line)
    copy = os.fork()
    if copy == 0:
        signal.alarm({PATIENCE})
        os.chdir(asked["root"])
        os.environ.clear()
        os.environ.update(asked["variables"])
        for number, path in enumerate([os.devnull, *asked["streams"]]):
            os.dup2(os.open(path, os.O_RDWR), number)
        if asked["memory"]:
            resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
        sys.argv, status = ["facts", *asked["words"]], 0
        try:
            runpy.run_module("facts", run_name="__main__", alter_sys=True)
        except SystemExit as end:
            status = end.code or 0
        except BaseException:
            traceback.print_exc()
            status = 1
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    print(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), flush=True)
"""


@cache
def _copies() -> subprocess.Popen[str]:
    """The process that is copied; it ends with this one."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    made = subprocess.Popen(
        [sys.executable, "-c", _COPIES],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    atexit.register(made.communicate)
    return made


def facts(root: Path, *words: str, memory: int = 0, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m facts <words>` in `root` with these settings and no others of the site, in so many bytes of memory at most."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
        asked = {
            "root": str(root),
            "words": words,
            "variables": {**kept, **variables},
            "streams": [out.name, err.name],
            "memory": memory,
        }
        process = _copies()
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        status = int(process.stdout.readline())
        said = [Path(stream.name).read_text(encoding="utf-8") for stream in (out, err)]
    return subprocess.CompletedProcess(["facts", *words], status, *said)
