"""What of figures may be drawn, and how long: lengths are shares of a whole, in percent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from facts.records.models import UNKNOWN_BASIS, Result, Target


def percent(part: float, whole: float) -> float:
    """How much of a whole a part is, from 0 to 100 and no more."""
    return round(min(max(100 * part / whole, 0), 100), 2) if whole else 0.0


def promised(target: Target) -> float | None:
    """How long a promise is drawn: a share of everything that it counts; None when it is no share."""
    return percent(target.value, 100) if target.unit == "%" and target.value is not None else None


def found(target: Target, result: Result) -> float | None:
    """How long a result is drawn beside its promise; None when either is no share."""
    if promised(target) is None:
        return None
    if result.out_of:
        return percent(result.value, result.out_of)
    return percent(result.value, 100) if result.unit == "%" else None


def refusal(results: Sequence[Result]) -> str:
    """Why shares may not stand side by side as bars, in a Vietnamese sentence; '' when they may.

    Each is a share of its own whole, so they are alike only when they were counted on one day, in one known way, by
    the same source.
    """
    if told := _too_few(results):
        return told
    if any(not result.out_of for result in results):
        return "mỗi con số phải có out_of: hình vẽ phần của tổng."
    if len({result.as_of for result in results}) > 1:
        return "các con số khác ngày chốt, không vẽ cạnh nhau."
    if len({result.basis_of_count for result in results}) > 1 or results[0].basis_of_count == UNKNOWN_BASIS:
        return "các con số khác cách tính, hoặc chưa rõ cách tính, không vẽ cạnh nhau."
    return "" if _one_source(results) else "các con số không có chung nguồn nào, không vẽ cạnh nhau."


MOST_OVER = 1.01  # parts of which some are counted twice are no parts; a slip of the source's own is told and drawn


def refusal_of_parts(results: Sequence[Result]) -> str:
    """Why figures may not be drawn as parts of one whole; '' when all are of one whole, place, day and source."""
    if told := _too_few(results):
        return told
    if len({(r.out_of, r.unit, r.scope, r.as_of) for r in results}) > 1 or not results[0].out_of:
        return "các phần phải cùng out_of, đơn vị, phạm vi và ngày chốt."
    if not _one_source(results):
        return "các phần phải có chung một nguồn."
    if sum(result.value for result in results) > MOST_OVER * results[0].out_of:
        return "các phần cộng lại lớn hơn tổng: có phần đếm trùng."
    return ""


def _too_few(results: Sequence[Result]) -> str:
    different = len({result.id for result in results})
    return "" if len(results) == different > 1 else "cần hai con số khác nhau trở lên."


def _one_source(results: Sequence[Result]) -> bool:
    return bool(set.intersection(*(set(result.sources) for result in results)))


@dataclass(frozen=True)
class Years:
    """A line of whole years, from 1 January of the first to 31 December of the last; places on it are percents."""

    first: int
    last: int

    @classmethod
    def of(cls, days: Iterable[date]) -> Years:
        """The years that hold all these days, of which there is one."""
        years = [day.year for day in days]
        return cls(min(years), max(years))

    def at(self, day: date) -> float:
        """Where a day begins on the line."""
        start = date(self.first, 1, 1)
        return percent((day - start).days, (date(self.last + 1, 1, 1) - start).days)

    @property
    def marks(self) -> list[tuple[int, float]]:
        """Each year with where it begins."""
        return [(year, self.at(date(year, 1, 1))) for year in range(self.first, self.last + 1)]
