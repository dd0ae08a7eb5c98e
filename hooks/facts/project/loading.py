"""What Python compiles anew whenever code is loaded, from an earlier process: to compile it is nearly half of the loading.

Python keeps modules compiled, but neither their four hundred regular expressions nor the methods that it writes for a hundred
dataclasses, those of the packages among them. What its compilers make of these is kept beside the rest (`on_disk`), each by the text
that it was made of, for the same Python.
"""

from __future__ import annotations

import dataclasses
import marshal
import sys
from pathlib import Path
from re import _compiler as patterns  # type: ignore[attr-defined]  # `re` has no other place where a pattern is met once
from types import SimpleNamespace
from typing import Any

from facts.project import on_disk

_BY = f"{sys.version} {sys.flags.optimize}".encode()


class Loading:
    """The loading of one command's code, between `begin` and `end`."""

    def __init__(self) -> None:
        self._compile, self._sre = patterns.compile, patterns._sre
        self._name = ""
        self._left: dict[Any, Any] = {}  # by an earlier process
        self._used: dict[
            Any, Any
        ] = {}  # of methods the code, by their text; what is said below of a pattern, by it and its flags
        self._said: tuple[Any, ...] = ()  # by the compiler of patterns to the machine that runs them, last

    def begin(self, root: Path, name: str) -> None:
        """Compile only what has nothing left under `name` by an earlier process in `root`."""
        if on_disk.is_wanted():
            left = on_disk.read(root, name, _BY)
            self._name, self._left, self._used = name, left if isinstance(left, dict) else {}, {}
            patterns.compile, patterns._sre = (
                self._pattern,
                SimpleNamespace(**vars(self._sre) | {"compile": self._overheard}),
            )
            vars(dataclasses)["exec"] = self._methods

    def end(self, root: Path | None) -> None:
        """Let Python compile again, and leave what was used in `root`, if anything is to be left."""
        patterns.compile, patterns._sre = self._compile, self._sre
        vars(dataclasses).pop("exec", None)
        if root and self._used.keys() - self._left.keys():
            on_disk.write(root, self._name, self._used, _BY)
        self._left, self._used = {}, {}

    def _pattern(self, pattern: Any, flags: int = 0) -> Any:
        if type(pattern) is not str:
            return self._compile(pattern, flags)
        if said := self._left.get((pattern, flags)):
            made = self._sre.compile(*said)
        else:
            made = self._compile(pattern, flags)
            text, all_flags, code, *groups = self._said
            said = text, all_flags, [int(one) for one in code], *groups  # some are of a class that no pickle takes
        self._used[pattern, flags] = said
        return made

    def _overheard(self, *said: Any) -> Any:
        self._said = said
        return self._sre.compile(*said)

    def _methods(self, text: str, *names: dict[str, Any]) -> None:
        code = self._used[text] = self._left.get(text) or marshal.dumps(
            compile(text, "<string>", "exec", dont_inherit=True)
        )
        exec(marshal.loads(code), *names)


LOADING = Loading()
