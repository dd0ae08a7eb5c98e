"""A command as a process: its words in UTF-8 whatever the console's language, and a sentence instead of a traceback."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable

from terminal import disk


def run(main: Callable[[], int]) -> int:
    """What `main` returns; 1 when whoever reads has gone, 2 after a sentence on what a disk did not do, 130 when stopped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # of `head`, say
        _forget_output()
        return 1
    except OSError as error:
        print(f"ERROR  Không đọc hay ghi được {disk.say(error)}. Không tệp nào bị cắt ngắn.", file=sys.stderr)
        _forget_output()
        return 2
    except KeyboardInterrupt:
        print("Đã dừng.", file=sys.stderr)
        return 130
    return status


def _forget_output() -> None:
    """Let Python close the stream in peace: it would complain once more of what it cannot write."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
