"""Outlines of communes: a TopoJSON topology read without trust, and drawn as short SVG paths on one grid.

Only what the map needs of TopoJSON 1.0: one collection of (multi)polygons over shared, delta-encoded arcs. That arcs
are shared says which communes are neighbors, where an old district ended, and what the edge of all of them is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import Any

from facts.problems import Place, Problem
from facts.reading import insets, load
from facts.records.models import CommuneTable

PATH = "data/communes.topojson"
WIDTH = 2000  # of the grid that everything is drawn on; its height follows
MOST_POINTS = 50_000
INSET = WIDTH * 14 // 100  # the side of the frame of a unit far out

Point = tuple[int, int]
Ring = tuple[int, ...]  # numbers of arcs; ~n is arc n walked backward


# Steps from a center, the nearest first: of two as near the one below.
_NEAR = sorted(
    ((right, down) for right in range(-16, 17) for down in range(-16, 17)),
    key=lambda step: (step[0] ** 2 + step[1] ** 2, -step[1], -step[0]),
)


@dataclass(frozen=True)
class Box:
    """A part of the grid: left, top, width, height."""

    left: int
    top: int
    width: int
    height: int

    def __str__(self) -> str:
        """As SVG's viewBox."""
        return f"{self.left} {self.top} {self.width} {self.height}"

    @property
    def end(self) -> Point:
        """Its corner at the right and the bottom."""
        return self.left + self.width, self.top + self.height

    def holds(self, x: int, y: int) -> bool:
        """True for a point within it."""
        return self.left <= x <= self.end[0] and self.top <= y <= self.end[1]

    def covers(self, other: Box) -> bool:
        """True when all of the other lies within it."""
        return self.holds(other.left, other.top) and self.holds(*other.end)

    def touches(self, other: Box) -> bool:
        """True when the two share a part."""
        (right, bottom), (others_right, others_bottom) = self.end, other.end
        return self.left < others_right and other.left < right and self.top < others_bottom and other.top < bottom

    def around(self, margin: float) -> Box:
        """The same box with a margin on each side, as a part of its longer side."""
        more = round(max(self.width, self.height) * margin)
        return Box(self.left - more, self.top - more, self.width + 2 * more, self.height + 2 * more)


@dataclass(frozen=True)
class Outlines:
    """Arcs on the grid, and the rings of arcs that close around each unit, by its code."""

    arcs: tuple[tuple[Point, ...], ...]
    rings: Mapping[str, tuple[Ring, ...]]
    insets: Mapping[str, Box] = field(default_factory=dict)  # units far out, each drawn apart at a scale of its own

    @cached_property
    def box(self) -> Box:
        """What all of it takes up."""
        frames = [frame for box in self.insets.values() for frame in ((box.left, box.top), box.end)]
        return _box(frames + self.points_of(self.rings))

    def box_of(self, codes: Iterable[str]) -> Box:
        """What some units take up; those without an outline take up nothing."""
        return _box(self.points_of(codes))

    def points_of(self, codes: Iterable[str]) -> list[Point]:
        """The corners of some units, ring after ring."""
        return [point for code in codes for ring in self.rings.get(code, ()) for point in self._walk(ring)]

    def center(self, codes: Iterable[str]) -> Point:
        """The center of the area of some units; of the box, when they have no area."""
        rings = [self._walk(ring) for code in codes for ring in self.rings.get(code, ())]
        sides = [(x, y, x * to_y - to_x * y, to_x, to_y) for ring in rings for (x, y), (to_x, to_y) in pairwise(ring)]
        area = sum(cross for _, _, cross, _, _ in sides)
        if not area:
            box = self.box_of(codes)
            return box.left + box.width // 2, box.top + box.height // 2
        return (
            round(sum((x + to_x) * cross for x, _, cross, to_x, _ in sides) / (3 * area)),
            round(sum((y + to_y) * cross for _, y, cross, _, to_y in sides) / (3 * area)),
        )

    def labels(self, groups: Mapping[str, Sequence[str]], size: int) -> list[tuple[str, int, int]]:
        """Where the name of each group of units (name → codes) stands: its middle and the line that it stands on.

        As near to the center of its units as it covers no other name and no frame of a unit far out, its middle within their box
        and all of it on the map; a name for which there is no such place is left out. `size` is the height of a letter on the
        grid; a letter is taken to be 0.6 as wide, as in the widest fonts.
        """
        rooms = {name: self._room(codes) for name, codes in groups.items()}
        islands = [codes[0] for name, codes in groups.items() if rooms[name] is self.box]
        taken = [*self.insets.values(), *(self.box_of([code]) for code in islands if self.is_small(code))]
        placed: dict[str, Point] = {}
        for name, room in sorted(rooms.items(), key=lambda one: (one[1].width * one[1].height, one[0])):
            x, y = self.center(groups[name])
            width, height = len(name) * size * 6 // 10, size * 5 // 4
            for right, down in _NEAR:  # the smallest first: it has the fewest places
                at_x, at_y = x + right * size // 2, y + down * size // 2
                here = Box(at_x - width // 2, at_y - size, width, height)
                is_within = room.holds(at_x, at_y) and self.box.covers(here)
                if is_within and not any(here.touches(other) for other in taken):
                    taken.append(here)
                    placed[name] = at_x, at_y
                    break
        return [(name, *placed[name]) for name in groups if name in placed]

    def _room(self, codes: Sequence[str]) -> Box:
        """Where the middle of a name may stand so that it is that of these units: their box; all of the map for an island."""
        return self.box if len(codes) == 1 and not self.neighbors(codes[0]) else self.box_of(codes)

    def is_small(self, code: str) -> bool:
        """True for a unit that needs a ring around it to be seen on a map of all."""
        box = self.box_of([code])
        return max(box.width, box.height) < WIDTH // 25

    def path(self, code: str) -> str:
        """One unit as SVG path data; '' when it has no outline."""
        return "".join(_drawn(self._walk(ring), closed=True) for ring in self.rings.get(code, ()))

    @cached_property
    def edge(self) -> str:
        """The edge of all units together, as path data."""
        return "".join(_drawn(line) for line in self._joined(n for n, codes in self._sides.items() if len(codes) == 1))

    def between(self, groups: Mapping[str, str]) -> str:
        """The lines between units of different groups (code → group), as path data."""
        parted = (n for n, codes in self._sides.items() if len({groups.get(code) for code in codes}) > 1)
        return "".join(_drawn(line) for line in self._joined(parted))

    def neighbors(self, code: str) -> set[str]:
        """The units that share a line with this one; a single point is not enough."""
        return {other for codes in self._sides.values() if code in codes for other in codes} - {code}

    def across_water(self, code: str, most: int = 3) -> list[str]:
        """The units nearest to one that shares a line with none, corner to corner; [] for one that is drawn apart."""
        if code in self.insets or self.neighbors(code):
            return []
        here = self.points_of([code])
        gaps = {
            other: min((x - to_x) ** 2 + (y - to_y) ** 2 for x, y in here for to_x, to_y in self.points_of([other]))
            for other in self.rings.keys() - self.insets.keys() - {code}
        }
        return sorted(gaps, key=lambda other: (gaps[other], other))[:most]

    @cached_property
    def _sides(self) -> dict[int, set[str]]:
        """The units on the sides of each arc."""
        sides: dict[int, set[str]] = {}
        for code, rings in sorted(self.rings.items()):
            for arc in (arc for ring in rings for arc in ring):
                sides.setdefault(arc if arc >= 0 else ~arc, set()).add(code)
        return sides

    def _walk(self, ring: Ring) -> list[Point]:
        """The corners of a ring in turn, each once."""
        points: list[Point] = []
        for arc in ring:
            points += self.arcs[arc] if arc >= 0 else reversed(self.arcs[~arc])
        return _once(points)

    def _joined(self, arcs: Iterable[int]) -> Iterator[list[Point]]:
        """Arcs put end to end as far as they go, so that a line needs one start."""
        waiting = dict.fromkeys(sorted(arcs))
        while waiting:
            first = next(iter(waiting))
            del waiting[first]
            line = list(self.arcs[first])
            while onward := [n for n in waiting if line[-1] in (self.arcs[n][0], self.arcs[n][-1])]:
                del waiting[onward[0]]
                more = self.arcs[onward[0]]
                line += more if more[0] == line[-1] else reversed(more)
            yield _once(line)


def _box(points: list[Point]) -> Box:
    """The box around some points; an empty one around none."""
    if not points:
        return Box(0, 0, 0, 0)
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return Box(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)


def _once(points: Iterable[Point]) -> list[Point]:
    """The points without those that stand where the one before stands."""
    kept: list[Point] = []
    for point in points:
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept


def _drawn(points: list[Point], closed: bool = False) -> str:
    """SVG path data: one absolute start, then relative steps."""
    if closed and points and points[0] == points[-1]:
        points = points[:-1]
    steps = [(to_x - x, to_y - y) for (x, y), (to_x, to_y) in pairwise(points)]
    if not steps:
        return ""
    numbers = "".join(f" {n}" if n >= 0 else str(n) for step in steps for n in step)
    return f"M{points[0][0]} {points[0][1]}l{numbers.lstrip()}" + ("z" if closed else "")


# --- reading -------------------------------------------------------------------------------------------------------


class _WrongError(ValueError):
    """What is wrong with the file, as a Vietnamese sentence."""


def decode(text: str) -> Outlines:
    """What the text of such a file draws. Raises ValueError or RecursionError where it is none."""
    return _decode(json.loads(text))


def read(
    root: Path, table: CommuneTable | None, decode: Callable[[str], Outlines] = decode
) -> tuple[Outlines | None, list[Problem]]:
    """Read data/communes.topojson and hold it against the table of communes; no file, no outlines and no problem."""
    file = root / PATH
    try:
        is_there = file.is_file() and not file.is_symlink()
    except OSError:
        is_there = False
    if not is_there:  # a link, or a folder that does not open, is told by `check`
        return None, []
    text, problems = load.read_text(file, PATH)
    if text is None:
        return None, problems
    try:
        outlines = decode(text)
        _compare(outlines, table)
    except (json.JSONDecodeError, RecursionError):
        return None, [Problem(Place(PATH), "table", "không phải JSON đọc được. Chép lại tệp gốc.")]
    except _WrongError as error:
        return None, [Problem(Place(PATH), "table", str(error))]
    return outlines, []


def _compare(outlines: Outlines, table: CommuneTable | None) -> None:
    if table is None:
        return
    codes = {commune.code for commune in table.communes}
    if unknown := sorted(outlines.rings.keys() - codes):
        raise _WrongError(f"có hình của mã {unknown[0]} mà bảng xã, phường không có.")
    if missing := sorted(codes - outlines.rings.keys()):
        raise _WrongError(f"thiếu hình của mã {missing[0]}.")
    if not table.outlines_from:
        raise _WrongError("data/communes.yml thiếu dòng outlines_from: nói hình lấy từ đâu, giấy phép gì.")


def _decode(topology: Any) -> Outlines:
    form = _WrongError("không đúng mẫu TopoJSON (type, arcs, transform, objects). Chép lại tệp gốc.")
    try:
        (scale_x, scale_y), (_, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
        given, objects = topology["arcs"], list(topology["objects"].values())
        geometries = objects[0]["geometries"]
        if topology["type"] != "Topology" or len(objects) != 1 or sum(map(len, given)) > MOST_POINTS:
            raise form
        arcs = [list(_absolute(arc)) for arc in given]
        rings = {f"{int(one['properties']['code']):05}": tuple(_rings(one, len(arcs))) for one in geometries}
        far = _far(arcs, rings, float(scale_x), float(scale_y), float(bottom))
        apart = {arc: code for code in far for ring in rings[code] for arc in (n if n >= 0 else ~n for n in ring)}
        near = [arc for n, arc in enumerate(arcs) if n not in apart]
        whole = [*_grid(near, float(scale_x), float(scale_y), float(bottom))]
        grid, frames = _with_insets(arcs, whole, apart, scale_y / scale_x)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, ZeroDivisionError):
        raise form from None
    if not rings or len(rings) != len(geometries):
        raise form
    return Outlines(grid, rings, frames)


def _far(
    arcs: list[list[Point]], rings: Mapping[str, tuple[Ring, ...]], scale_x: float, scale_y: float, bottom: float
) -> list[str]:
    """The units that would make the rest too small, in order."""
    flat = Outlines(tuple(map(tuple, arcs)), rings)
    ys = [y for arc in arcs for _, y in arc]
    narrow = cos(radians(bottom + scale_y * (min(ys) + max(ys)) / 2))
    frames = {
        code: insets.around((x * scale_x * narrow, y * scale_y) for x, y in flat.points_of([code])) for code in rings
    }
    return sorted(insets.far_out(frames, {code: flat.neighbors(code) for code in rings}))


def _with_insets(
    arcs: list[list[Point]], whole: list[tuple[Point, ...]], apart: Mapping[int, str], tall: float
) -> tuple[tuple[tuple[Point, ...], ...], dict[str, Box]]:
    """All arcs on the grid: those of units far out below the others, each in a frame, side by side from the left."""
    below = max((y for arc in whole for _, y in arc), default=0) + INSET // 4
    frames: dict[str, Box] = {}
    drawn: dict[int, tuple[Point, ...]] = {}
    for number, code in enumerate(sorted(set(apart.values()))):
        frame = frames[code] = Box(number * (INSET + INSET // 8), below, INSET, INSET)
        own = [n for n, owner in apart.items() if owner == code]
        box = _box([point for n in own for point in arcs[n]])
        scale = INSET * 0.7 / max(box.width, box.height * tall, 1)
        left, top = (INSET - box.width * scale) / 2, (INSET - box.height * tall * scale) / 2
        for n in own:
            drawn[n] = tuple(
                (
                    round(frame.left + left + (x - box.left) * scale),
                    round(frame.top + top + (box.end[1] - y) * tall * scale),
                )
                for x, y in arcs[n]
            )
    near = iter(whole)
    return tuple(drawn[n] if n in drawn else next(near) for n in range(len(arcs))), frames


def _absolute(arc: Any) -> Iterator[Point]:
    x = y = 0
    for dx, dy in arc:
        if type(dx) is not int or type(dy) is not int or abs(dx) > 10**6 or abs(dy) > 10**6:
            raise ValueError
        x, y = x + dx, y + dy
        yield x, y
    if not arc:
        raise ValueError


def _rings(geometry: Any, count: int) -> Iterator[Ring]:
    polygons = {"Polygon": [geometry["arcs"]], "MultiPolygon": geometry["arcs"]}[geometry["type"]]
    for ring in (ring for polygon in polygons for ring in polygon):
        if not ring or not all(type(arc) is int and -count <= arc < count for arc in ring):
            raise ValueError
        yield tuple(ring)


def _grid(arcs: list[list[Point]], scale_x: float, scale_y: float, bottom: float) -> Iterator[tuple[Point, ...]]:
    """Degrees to the grid: north is up, and a degree of longitude as short as it is at the middle latitude."""
    xs, ys = ([point[axis] for arc in arcs for point in arc] for axis in (0, 1))
    narrow = cos(radians(bottom + scale_y * (min(ys) + max(ys)) / 2))
    west, north = min(xs), max(ys)
    unit = WIDTH / ((max(xs) - west) * scale_x * narrow)
    for arc in arcs:
        yield tuple((round((x - west) * scale_x * narrow * unit), round((north - y) * scale_y * unit)) for x, y in arc)
