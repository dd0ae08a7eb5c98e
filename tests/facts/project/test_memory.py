"""What is kept of many things at once: each is made again when its own state is another, and goes with what it was made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import pytest

from facts.project.memory import Memory


class Told:
    """Tells one thing of each that it is asked about, and notes which those were."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, ones: Collection[str]) -> Iterable[tuple[str, str]]:
        self.asked += ones
        return [(one, f"{one} is told") for one in ones]


def told(memory: Memory, states: Mapping[str, int], of: object = ()) -> tuple[list[str], list[str]]:
    """One build: what is told of each, and which were asked about."""
    memory.begin(is_on=True)
    tell = Told()
    return memory.of_each("check", of, states, tell), tell.asked


def test_only_what_has_another_state_is_asked_about_again() -> None:
    memory = Memory()
    assert told(memory, {"a": 1, "b": 1}) == (["a is told", "b is told"], ["a", "b"])
    assert told(memory, {"a": 1, "b": 1}) == (["a is told", "b is told"], [])
    assert told(memory, {"a": 1, "b": 2}) == (["a is told", "b is told"], ["b"])
    assert told(memory, {"a": 1, "c": 1, "b": 2}) == (["a is told", "c is told", "b is told"], ["c"])


def test_of_what_has_gone_nothing_is_told_any_more() -> None:
    memory = Memory()
    told(memory, {"a": 1, "b": 1})
    assert told(memory, {"a": 1}) == (["a is told"], [])
    assert told(memory, {"a": 1, "b": 1}) == (["a is told", "b is told"], ["b"])


def test_all_are_asked_about_again_when_what_they_share_is_another() -> None:
    memory = Memory()
    told(memory, {"a": 1, "b": 1}, of="Monday")
    assert told(memory, {"a": 1, "b": 1}, of="Tuesday")[1] == ["a", "b"]


@pytest.mark.usefixtures("keeps")
def test_what_was_left_is_still_known_to_who_left_it(tmp_path: Path) -> None:
    memory, other = Memory(), Memory()
    memory.begin(is_on=True)
    memory.keep("a", 1, {}, ["one"])
    for value in (["one"], ["two"]):
        memory.keep("b", 1, {}, value)
        memory.leave(tmp_path, "x")
        assert [memory.last("a"), memory.last("b")] == [["one"], value]
    other.resume(tmp_path, "x")
    assert [other.last("a"), other.last("b")] == [["one"], ["two"]]
