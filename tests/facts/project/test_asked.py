"""What stands for a value on the disk tells it from every other that could be told from it in memory."""

from __future__ import annotations

import weakref
from datetime import date
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from facts.project.asked import ALL, Watch
from facts.project.memory import Memory

WATCH = Watch()
# Few and near one another: equal in Python or in writing, one a part or the digest of another.
PLAIN: list[Any] = ["", "1", "s1", "None", b"", b"1", "2030-01-15", date(2030, 1, 15), 0, 1, True, False, None, 1.0]
PLAIN += [one[:] for one in (WATCH.digest("1"), WATCH.digest(("1",)), b"#" + WATCH.digest(()))]
HOLE = "…"
SHAPES = st.recursive(
    st.sampled_from([HOLE, HOLE, "1", None]),
    lambda parts: st.one_of(
        st.lists(parts, max_size=3),
        st.lists(parts, max_size=3).map(tuple),
        st.dictionaries(st.sampled_from("ab"), parts),
    ),
    max_leaves=4,
)


def _filled(shape: Any, value: Any) -> Any:
    if isinstance(shape, dict):
        return {key: _filled(one, value) for key, one in shape.items()}
    if isinstance(shape, list | tuple):
        return type(shape)(_filled(one, value) for one in shape)
    return value if shape == HOLE else shape


@given(SHAPES, st.lists(st.sampled_from(PLAIN) | SHAPES, min_size=2, max_size=4))
def test_two_values_have_one_digest_just_when_they_are_the_same(shape: Any, parts: list[Any]) -> None:
    watch, values = Watch(), [_filled(shape, part) for part in parts]
    for one, other in combinations([shape, *parts, *values], 2):
        assert (watch.digest(one) == watch.digest(other)) is watch.are_same(one, other)


class _Facts:
    """What each build makes anew, and writes as before."""

    def __repr__(self) -> str:
        return "facts"


def test_what_is_taken_again_holds_nothing_of_the_build_that_made_it() -> None:
    memory, made, alive = Memory(), [], []

    def make() -> str:
        made.append(memory.watch.ask(("asked", ALL, None)).__class__)
        return "made"

    for _ in range(3):
        memory.begin(is_on=True)
        given, answer = _Facts(), _Facts()
        alive.append((weakref.ref(given), weakref.ref(answer)))
        memory.watch.answer("asked", answer)
        assert memory.get("key", (given,), make) == "made"
    assert made == [_Facts]
    memory.begin(is_on=True)  # what the last one held for comparing goes
    del given, answer
    assert [[one() is None for one in build] for build in alive] == [[True, True], [True, True], [False, False]]
