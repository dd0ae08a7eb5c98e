"""How much work a job is, counted and not timed: the same on every machine, whatever runs beside it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def work(job: Callable[[], object]) -> int:
    """How many lines of Python a job runs, those of libraries too; what is done in C counts as the line that calls it."""
    count = 0

    def tell(_: FrameType, event: str, __: object) -> object:
        nonlocal count
        count += event == "line"
        return tell

    before = sys.gettrace()
    sys.settrace(tell)
    try:
        job()
    finally:
        sys.settrace(before)
    return count
