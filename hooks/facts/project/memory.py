"""What earlier builds made, each with all that it was made of.

An editor who saves a page waits for what that page changes, not for the five hundred that it does not.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from facts.project import on_disk
from facts.project.asked import Answers, Asked, Digest, Watch
from facts.rendering.codes import CODES

Made = TypeVar("Made")
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


LITTLE = 50  # new results for which it does not pay to write all again
OF_A_PROCESS = {"exports there"}  # functions, which are not left on a disk


class _PACKED:
    """In the place of a value that was not unpacked yet."""


@dataclass(slots=True)
class _Kept:
    of: Any  # what it was given; from an earlier process its digest, as of each answer
    answers: Answers  # what it asked of the facts
    value: Any
    parts: frozenset[Hashable]  # what else was made or taken for it, by key
    said: on_disk.Part = b""  # the value as an earlier process left it


class Memory:
    """Results by key. One is given again when everything that it would be made of is the same."""

    def __init__(self) -> None:
        self.watch = Watch()
        self.is_on = False
        self._kept: dict[Hashable, _Kept] = {}
        self._used: set[Hashable] = set()
        self._news = 0  # how much is kept that was not
        self._is_resumed = False  # an earlier process left something
        self._parts: list[set[Hashable]] = []  # of what is being made, the innermost last

    def begin(self, is_on: bool) -> None:
        """Start a build; `is_on`: it may take from the builds before. What the last one did not use is forgotten."""
        self._kept = {key: kept for key, kept in self._kept.items() if is_on and key in self._used}
        self._used, self._parts, self._news = set(), [], 0
        self.is_on = is_on
        self.watch.begin()

    def resume(self, root: Path, name: str, by: bytes = b"") -> None:
        """Take over what an earlier process left below the project in `root`."""
        left, beside = on_disk.read_beside(root, name, by) if on_disk.is_wanted() else (None, memoryview(b""))
        if isinstance(left, dict):
            self._kept, end = {}, len(beside)
            for key, (of, answers, length, parts) in reversed(left.items()):
                self._kept[key] = _Kept(of, answers, _PACKED, parts, beside[end - length : end])
                end -= length
            self._used, self._is_resumed = set(left), True

    def leave(self, root: Path, name: str, by: bytes = b"") -> None:
        """Leave what this build used for the next process, unless so little is new that to make it again is cheaper.

        What a result was made of is left as a digest.
        """
        is_little = self._is_resumed and self._news <= max(LITTLE, len(self._used) // 20)
        if on_disk.is_wanted() and not is_little:
            with contextlib.suppress(RecursionError):  # of what lies too deep nothing is left
                kept = {key: self._kept[key] for key in self._used & self._kept.keys() - OF_A_PROCESS}
                left = {key: self._left(one) for key, one in kept.items()}
                on_disk.write(root, name, left, by, [one.said for one in kept.values()])

    def _left(self, kept: _Kept) -> tuple[Any, ...]:
        digest = self.watch.digest
        answered = {asked: digest(answer) for asked, answer in kept.answers.items()}
        if not kept.said:  # from here on packed: nobody asks any more, and both at once would be twice as much
            kept.said, kept.value = on_disk.packed(kept.value), _PACKED
        return digest(kept.of), answered, len(kept.said), kept.parts

    def before(self, key: Hashable, of: Any) -> Any:
        """The result under `key`, if it was made of the same as it would be today; None: there is none."""
        kept = self._kept.get(key)
        if kept is None or not self.watch.are_same(kept.of, of) or not self.watch.holds(kept.answers):
            return None
        if type(kept.of) is not Digest:  # of today, or what each build says of itself would stay with its pages
            kept.of = of
        self.watch.repeat(kept.answers)
        self._use({key} | kept.parts)
        return self.last(key)

    def last(self, key: Hashable) -> Any:
        """The last result under `key`, whatever it was made of, for a caller who knows which parts still hold. None: there is none."""
        kept = self._kept.get(key)
        if kept is not None and kept.value is _PACKED:
            kept.value = on_disk.unpacked(kept.said)
        return kept and kept.value

    def keep(
        self, key: Hashable, of: Any, answers: Answers, value: Any, parts: Iterable[Hashable] = (), news: int = 1
    ) -> None:
        """Keep what was made while `answers` were noted; `news` is how much of it is new."""
        if self.is_on:
            self._news += news
            self._kept[key] = _Kept(of, answers, value, frozenset(parts))
            self._use({key})

    def forget(self, key: Hashable) -> None:
        """Make it again the next time, whatever it is made of."""
        self._kept.pop(key, None)

    def of_files(self, key: Hashable, state: Callable[[], Any], make: Callable[[], Made]) -> Made:
        """As `get`, for what is read from files, of which `state` gives a digest: kept if they did not change meanwhile."""
        if not self.is_on:
            return make()
        before = state()
        if (found := self.before(key, before)) is None:
            found = self._make(key, before, make)
            if not self.watch.are_same(before, state()):
                self.forget(key)
        return found  # type: ignore[no-any-return]  # of one key always by one `make`

    def get(self, key: Hashable, of: Any, make: Callable[[], Made]) -> Made:
        """What `make` gave before, or gives now; it may depend on the watched facts and on `of`, and on nothing else."""
        if not self.is_on:
            return make()
        if (found := self.before(key, of)) is None:
            found = self._make(key, of, make)
        return found  # type: ignore[no-any-return]  # of one key always by one `make`

    def of_each(
        self,
        key: Hashable,
        of: Any,
        states: Mapping[_Key, Any],
        make: Callable[[Collection[_Key]], Iterable[tuple[_Key, Made]]],
    ) -> list[Made]:
        """What `make` gives for each of these; only those are made again whose state changed, and all when `of` did."""
        known: dict[_Key, tuple[Any, tuple[Made, ...]]] = self.before(key, of) or {}
        asked = [one for one, state in states.items() if one not in known or known[one][0] != state]
        if asked or len(known) > len(states):
            made: dict[_Key, list[Made]] = {one: [] for one in asked}
            for one, found in make(asked) if asked else ():  # at once: to begin may cost more than one of these
                made[one].append(found)
            known = {one: (state, tuple(made[one])) if one in made else known[one] for one, state in states.items()}
            self.keep(key, of, {}, known)
        return [found for _, of_one in known.values() for found in of_one]

    def _make(self, key: Hashable, of: Any, make: Callable[[], Made]) -> Made:
        self._parts.append(set())
        try:
            with self.watch.noting() as answers:
                made = make()
        finally:
            parts = self._parts.pop()
        self.keep(key, of, answers, made, parts)
        return made

    def _use(self, keys: set[Hashable]) -> None:
        self._used |= keys
        for parts in self._parts:
            parts |= keys

    def watched(self, name: str, of: Mapping[_Key, _Value]) -> Mapping[_Key, _Value]:
        """The mapping, which notes each question if anything is kept."""
        return Asked(self.watch, name, of) if self.is_on else of


NOTHING = Memory()  # keeps nothing
# Of the process: MkDocs hands nothing from one build of `mkdocs serve` to the next.
MADE, JUDGED, LYING = Memory(), Memory(), Memory()
# What a build that took its place leaves on the disk for the next one, by name; a check reads and leaves the first of them too.
# The last is of files as they lie, which is another thing after each build.
LEFT = {"check": JUDGED, "pages": MADE, "files": LYING}


def resume_codes(root: Path, by: bytes) -> None:
    """Take the templates that an earlier process of the same code compiled, once one is asked for."""
    CODES.read = partial(on_disk.read, root, "templates", by)


def leave_codes(root: Path, by: bytes) -> None:
    """Leave them for the next one."""
    if left := CODES.to_leave():
        on_disk.write(root, "templates", left, by)
