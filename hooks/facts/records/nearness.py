"""Which id was meant by one that is not there: only one that a slip of a finger would explain, since a wrong guess would attach
a fact to another line or place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

TWO_SLIPS = 12  # letters from which on two slips leave no doubt what was meant


def near(written: str, known: Iterable[str], kind: str = "") -> str:
    """The only one of `known` ids (of a kind) that is spelt nearly as `written`, or ''.

    One letter more, less, other or in its neighbor's place; two in an id of `TWO_SLIPS` letters. Of communes a hyphen or two
    letters in each other's place: with any other letter it is the name of another commune, here or in another province.
    """
    ids = list(known)
    if kind == "communes":
        ids = [id for id in ids if sorted(id.replace("-", "")) == sorted(written.replace("-", ""))]
    for most in (1, 2) if len(written) >= TWO_SLIPS else (1,):
        found = [id for id in ids if _may_count(id, written) and _slips(written, id, most) <= most]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def _may_count(a: str, b: str) -> bool:
    """False for ids that count something else: `tinh-2024` is no slip for `tinh-2025`."""
    first, second = (re.sub("[^0-9]", "", id) for id in (a, b))
    return first == second or len(first) != len(second)


def _slips(a: str, b: str, most: int) -> int:
    """How many slips lead from one to the other (optimal string alignment); more than `most` need not be exact."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before, row = [0] * (len(b) + 1), list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
