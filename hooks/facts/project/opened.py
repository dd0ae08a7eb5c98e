"""The files of data/ as they lie: one is opened again, and a record judged alone again, only when its bytes are others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from facts.judging import sense, together
from facts.judging.judged import Judged
from facts.problems import Problem
from facts.project import held
from facts.project.asked import Watch
from facts.project.held import State
from facts.project.memory import Memory
from facts.reading import folder, layers, local, outlines
from facts.records.models import Record
from facts.site.store import Facts, Key

# By file: what stands for it and for what it covers; what came of it.
Opened = Mapping[str, tuple[State, together.Opened]]


Judge = Callable[[Judged, Iterable[Record]], Iterable[Problem]]


@dataclass(frozen=True)
class Read:
    """All of data/ read and judged."""

    facts: Facts
    problems: list[Problem]
    frame: Any = ()  # what each file was opened by beside itself
    opened: Opened = field(default_factory=dict)
    state: State = field(default_factory=lambda: os.urandom(16))  # of all of it: the same as no other

    def name(self, watch: Watch) -> None:
        """Tell what stands for each record, and for each commune."""
        frame = repr(self.frame).encode()
        for file, (state, (_, record, _)) in self.opened.items():
            for one in (record, *getattr(record, "communes", ())) if record is not None else ():
                watch.known_as(one, b"\0".join((os.fsencode(file), str(getattr(one, "id", "")).encode(), state, frame)))

    def states_of(self, paths: Mapping[Key, str]) -> dict[Key, State]:
        """What stands for the file of each record."""
        return _states_of(self.opened, paths)

    @cached_property
    def state_of_tables(self) -> State:
        """What stands for the editors' tables, that of communes too."""
        return held.stand_for({file: state for file, (state, _) in self.opened.items() if folder.is_table(Path(file))})


def read(root: Path, today: date, drafts: bool, cited: Mapping[Key, object], kept: Memory) -> Read:
    """Read data/ below `root` as `together.read` does it, anew only what changed."""
    if not kept.is_on:
        return Read(*together.read(root, today, cited, drafts))
    states: dict[str, State] = {}

    def state() -> Any:
        states.clear()
        states.update(held.states_below(*layers.both(root, "data")))
        return held.stand_for(states), today, drafts, sorted(cited)

    def make() -> Read:
        files = _Files(root, dict(states), kept.last("data"))
        alone = partial(_alone, kept, files)
        found = together.read(root, today, cited, drafts, files.open, partial(_decoded, kept), alone)
        return Read(*found, files.frame, files.opened)

    return kept.of_files("data", state, make)


class _Files:
    """Opens the files of which the states are given, or gives what came of one `before`."""

    def __init__(self, root: Path, states: Mapping[str, State], before: Read | None) -> None:
        self.frame = (local.words(root), layers.is_taken(root))
        self.opened: dict[str, tuple[State, together.Opened]] = {}
        self._before = before.opened if before and before.frame == self.frame else {}
        self._nation = layers.national(root, "data")
        self._states = states

    def open(self, file: Path, root: Path) -> together.Opened:
        """As `together.open_file` does it."""
        state, known = self._state(file), self._before.get(str(file))
        opened = known[1] if known and known[0] == state else together.open_file(file, root)
        self.opened[str(file)] = state, opened
        return opened

    def _state(self, file: Path) -> State:
        own = self._states.get(str(file)) or os.urandom(16)  # one that came since is the same as no other
        return own + self._states.get(f"{self._nation}/{file.parent.name}/{file.name}", b"")


def _alone(kept: Memory, files: _Files, judged: Judged) -> Iterator[Problem]:
    """What `together.judge_each` tells, anew only of the records whose files are others."""
    records = {(record.kind, record.id): record for record in judged.everything()}
    paths = {key: judged.documents[key].path for key in records}
    keys = {path: key for key, path in paths.items()}
    states = _states_of(files.opened, paths)
    beside = held.stand_for({f"{kind}/{id}": state for (kind, id), state in states.items() if kind in sense.BESIDE})
    for name, judge, of in (
        ("alone", together.judge_alone, judged.beside),
        ("sense", together.judge_sense, (judged.today, beside)),
    ):

        def tell(asked: Iterable[Key], judge: Judge = judge) -> Iterator[tuple[Key, Problem]]:
            for problem in judge(judged, (records[key] for key in asked)):
                yield keys[problem.place.path], problem

        yield from kept.of_each(name, (files.frame, of), states, tell)


def _states_of(opened: Opened, paths: Mapping[Key, str]) -> dict[Key, State]:
    by_path = {document.path: state for state, (document, _, _) in opened.values()}
    return {key: by_path[path] for key, path in paths.items()}


def _decoded(kept: Memory, text: str) -> outlines.Outlines:
    found = kept.before("outlines", text)
    if found is None:
        found = outlines.decode(text)
        kept.keep("outlines", text, {}, found)
    return found  # type: ignore[no-any-return]  # what stands under this key
