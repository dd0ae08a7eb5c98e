"""What of figures may be drawn, and how long: lengths are shares of a whole, in percent."""

from __future__ import annotations

from facts.records.models import Result, Target


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
