"""Units far out at sea: which of them would make the rest of a map too small, and where each stands drawn apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import hypot
from typing import NamedTuple

MOST_GROWTH = 1.3  # what one more unit may make of the longer side of all the others


class Frame(NamedTuple):
    """A box in any unit of length: from (left, top) to (right, bottom), which are not less."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: Frame) -> Frame:
        """The smallest box around both."""
        return Frame(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def side(self) -> float:
        """The longer side."""
        return max(self.width, self.height)

    def gap(self, other: Frame) -> float:
        """How far it is from one to the other, 0 when they touch."""
        across = max(0.0, self.left - other.right, other.left - self.right)
        down = max(0.0, self.top - other.bottom, other.top - self.bottom)
        return hypot(across, down)


def around(points: Iterable[tuple[float, float]]) -> Frame:
    """The box of some points, of which there is at least one."""
    found = list(points)
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return Frame(min(xs), min(ys), max(xs), max(ys))


def far_out(frames: Mapping[str, Frame], touching: Mapping[str, set[str]]) -> frozenset[str]:
    """The units that are drawn apart, given the box of each and what each shares a line with.

    Whatever hangs together in the largest number stands; the others join it, the nearest first, unless the map would
    grow by more than `MOST_GROWTH` for one of them.
    """
    near = max(_parts(touching), key=len, default=set())
    if not near:
        return frozenset()
    first, *others = (frames[code] for code in sorted(near))
    whole = first
    for frame in others:
        whole = whole.joined(frame)
    far: set[str] = set()
    waiting = set(frames) - near
    while waiting:
        code = min(waiting, key=lambda code: (frames[code].gap(whole), code))
        waiting.remove(code)
        grown = whole.joined(frames[code])
        if grown.side <= whole.side * MOST_GROWTH:
            whole = grown
        else:
            far.add(code)
    return frozenset(far)


def _parts(touching: Mapping[str, set[str]]) -> Iterable[set[str]]:
    """The units in groups that hang together."""
    left = set(touching)
    while left:
        part: set[str] = set()
        waiting = [min(left)]
        while waiting:
            code = waiting.pop()
            if code not in part:
                part.add(code)
                waiting += touching[code] - part
        left -= part
        yield part
