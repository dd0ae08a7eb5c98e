"""What editors say of the search: data/synonyms.yml and data/pins.yml as the finder takes them, pins resolved to what can be dialed."""

from __future__ import annotations

from collections.abc import Iterable

from facts.numbers import phones
from facts.records import when
from facts.records.addresses import address
from facts.records.models import Hotline
from facts.site.site import Site
from facts.site.store import Facts
from finder.index import ALWAYS, FIRM, WEAK, Group, Pin, Pins, Synonyms, Target, Telling

_LEVELS = {"weak": WEAK, None: FIRM, "always": ALWAYS}


def synonyms(facts: Facts) -> Synonyms:
    """data/synonyms.yml as the finder takes it."""
    table = facts.tables.synonyms
    return Synonyms(tuple(Group(group.words, group.alone) for group in table.groups), table.ignore)


def pins(site: Site, titles: dict[str, str]) -> Pins:
    """data/pins.yml as the finder takes it; `titles` of pages by address. Withdrawn lines are shown by no pin.

    A pin whose lines are all withdrawn leads to the first page of theirs, which says so and why.
    """
    table = site.facts.tables.pins

    def lines(ids: Iterable[str]) -> tuple[Target, ...]:
        found = [site.facts.get(Hotline, id) for id in ids]
        return tuple(target(line) for line in found if not site.is_off(line))

    def shows(page: str | None, ids: tuple[str, ...], then: str | None) -> tuple[Target, ...]:
        first = (Target(titles.get(page, page), page),) if page else ()
        last = (Target(titles.get(then, then), then),) if then else ()
        if shown := first + lines(ids) + last:
            return shown
        off = site.facts.get(Hotline, ids[0])
        return (Target(off.name, address("hotlines", off.id)),)

    return Pins(
        tuple(
            Pin(pin.words, shows(pin.page, pin.hotlines, pin.then), pin.alone, pin.patterns, _LEVELS[pin.level])
            for pin in table.pins
        ),
        lines(table.nothing_found),
        {one.name: one.words for one in table.sets},
        table.present,
        table.harmless,
        tuple(Telling(one.words, one.unless, one.others, _LEVELS[one.level]) for one in table.about),
        {one.typed: one.means for one in table.short},
    )


def target(line: Hotline) -> Target:
    """A line as a pin shows it. One to report to, or one to ask about again, is read about before it is dialed."""
    dialed = [channel for channel in line.dialed if channel.channel == "call"]
    if line.purpose == "report" or not when.is_confirmed(line) or not dialed:
        return _page_of(line)
    return Target(line.name, address("hotlines", line.id), phones.dialed(dialed[0].value), line.answers)


def _page_of(line: Hotline) -> Target:
    return Target(line.name, address("hotlines", line.id))
