"""What Python compiles anew whenever code is loaded, from an earlier process: to compile it is nearly half of the loading.

Python keeps modules compiled, but neither their four hundred regular expressions nor the methods that it writes for a hundred
dataclasses, those of the packages among them. What its compilers make of these is kept beside the rest (`on_disk`), each by the text
that it was made of, for the same Python. This reaches into the insides of CPython: another Python, that has them otherwise, compiles
as it always does.
"""

from __future__ import annotations

import dataclasses
import marshal
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from facts.project import on_disk

_BY = f"{sys.version} {sys.flags.optimize}".encode()
_patterns: Any = getattr(re, "_compiler", None)  # where alone a pattern is met once
_sre: Any = getattr(_patterns, "_sre", None)
_IS_KNOWN = sys.implementation.name == "cpython" and (3, 11) <= sys.version_info < (3, 15) and hasattr(_sre, "compile")


class Loading:
    """The loading of one command's code, between `begin` and `end`."""

    def __init__(self) -> None:
        self._compile: Any = getattr(_patterns, "compile", None)
        self._name = ""
        self._left: dict[Any, Any] = {}  # by an earlier process
        # The code of methods by their text; by a pattern and its flags what its compiler says of it to the machine that runs it.
        self._used: dict[Any, Any] = {}
        self._said: tuple[Any, ...] = ()  # by the compiler of patterns, last

    def begin(self, root: Path, name: str) -> None:
        """Compile only what has nothing left under `name` by an earlier process in `root`."""
        if _IS_KNOWN and on_disk.is_wanted():
            left = on_disk.read(root, name, _BY)
            self._name, self._left, self._used = name, left if isinstance(left, dict) else {}, {}
            _patterns.compile = self._pattern
            _patterns._sre = SimpleNamespace(**vars(_sre) | {"compile": self._overheard})
            vars(dataclasses)["exec"] = self._methods

    def end(self) -> None:
        """Let Python compile again."""
        if _IS_KNOWN:
            _patterns.compile, _patterns._sre = self._compile, _sre
            vars(dataclasses).pop("exec", None)

    def leave(self, root: Path) -> None:
        """Leave what was used in `root`, if there is anything new: only where the command has done what it was asked."""
        if self._used.keys() - self._left.keys():
            on_disk.write(root, self._name, self._used, _BY)
        self._left, self._used = {}, {}

    def _pattern(self, pattern: Any, flags: int = 0) -> Any:
        if type(pattern) is not str:
            return self._compile(pattern, flags)
        if said := self._left.get((pattern, flags)):
            made = _sre.compile(*said)
        else:
            made = self._compile(pattern, flags)
            text, all_flags, code, *groups = self._said
            said = text, all_flags, [int(one) for one in code], *groups  # some are of a class that no pickle takes
        self._used[pattern, flags] = said
        return made

    def _overheard(self, *said: Any) -> Any:
        self._said = said
        return _sre.compile(*said)

    def _methods(self, text: str, *names: dict[str, Any]) -> None:
        code = self._used[text] = self._left.get(text) or marshal.dumps(
            compile(text, "<string>", "exec", dont_inherit=True)
        )
        exec(marshal.loads(code), *names)


LOADING = Loading()
