"""Every promise with a number, and the three questions asked of it: due when, found what, promised where.

They are answered apart and nobody is given a mark: what was not found may have been done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facts.records import when
from facts.records.models import Plan, Result, Target
from facts.site.site import Site


class Due(StrEnum):
    """When a promise is due, seen from a day."""

    PAST = "past"
    THIS_YEAR = "this-year"
    LATER = "later"


class Found(StrEnum):
    """What was found for it: a result of its own, one that does not fit, nothing, or nothing while it has time."""

    RESULT = "result"
    NEAR = "near"
    NOTHING = "nothing"
    NOT_YET = "not-yet"


@dataclass(frozen=True)
class Promise:
    """One target as it stands on `today`; results that are taken off are in neither list."""

    plan: Plan
    target: Target
    today: date
    results: tuple[Result, ...]
    near: tuple[tuple[Result, str], ...]  # each with the sentence why it does not fit

    @property
    def id(self) -> str:
        """Its anchor among all promises."""
        return f"{self.plan.id}-{self.target.id}"

    @property
    def due_on(self) -> date:
        """The last day on which it can be kept."""
        return when.due_on(self.target)

    @property
    def due(self) -> Due:
        """PAST from the day after the last one."""
        if self.today > self.due_on:
            return Due.PAST
        return Due.THIS_YEAR if self.due_on.year == self.today.year else Due.LATER

    @property
    def found(self) -> Found:
        """What stands beside it; a promise that has time and no result is NOT_YET, whatever comes near."""
        if self.results:
            return Found.RESULT
        if self.due is not Due.PAST:
            return Found.NOT_YET
        return Found.NEAR if self.near else Found.NOTHING


@dataclass(frozen=True)
class Counts:
    """How many promises with a number there are and how many are due; each of them has one thing found (`Found`)."""

    all: int
    due: int
    by_found: Mapping[Found, int]  # every kind, in its order; together they are all


def of_plan(site: Site, plan: Plan) -> list[Promise]:
    """The promises of one plan, in its own order."""
    found = []
    for target in plan.targets:
        shown = [r for id in target.results if (r := _shown(site, id))]
        near = [(r, one.why) for one in target.near if (r := _shown(site, one.result))]
        found.append(Promise(plan, target, site.today, tuple(shown), tuple(near)))
    return found


def _shown(site: Site, id: str) -> Result | None:
    result = site.facts.find(Result, id)
    return result if result and not site.is_off(result) else None


def promises(site: Site, level: str = "province") -> list[Promise]:
    """Those of all plans of a level that are shown: the ones due last first, those to come in the order of their days."""
    every = [one for plan in site.shown(Plan) if plan.level == level for one in of_plan(site, plan)]
    every = [one for one in every if one.target.value is not None]
    past = [one for one in every if one.due is Due.PAST]
    rest = [one for one in every if one.due is not Due.PAST]
    past.sort(key=lambda one: (-one.due_on.toordinal(), one.id))
    return past + sorted(rest, key=lambda one: (one.due_on, one.id))


@dataclass(frozen=True)
class Owed:
    """Something of a plan that must be there by a day of one year: a promise with a number, a task, or a goal in words."""

    plan: Plan
    id: str  # its anchor on the plan's page
    text: str
    due_on: date
    has_day: bool  # False: the source names the year alone
    is_number: bool


def owed(site: Site, year: int) -> list[Owed]:
    """What all plans that are shown want of a year, promises with a number first, then by their days."""
    found = []
    for plan in site.shown(Plan):
        for target in plan.targets:
            has_day = target.ends_on is not None and len(target.ends_on) > len("2026")
            found.append(Owed(plan, target.id, target.text, when.due_on(target), has_day, True))
        for task in plan.tasks:
            if task.deadline:
                has_day = len(task.deadline) > len("2026")
                found.append(Owed(plan, task.id, task.name, task.deadline.last, has_day, False))
        found += [Owed(plan, g.id, g.text, when.last_day_of(g.year), False, False) for g in plan.goals if g.year]
    found = [one for one in found if one.due_on.year == year]
    return sorted(found, key=lambda one: (not one.is_number, one.due_on, one.plan.id, one.id))


def counts(found: Sequence[Promise]) -> Counts:
    """Count promises by what was found for them."""
    return Counts(
        len(found),
        sum(one.due is Due.PAST for one in found),
        {kind: sum(one.found is kind for one in found) for kind in Found},
    )
