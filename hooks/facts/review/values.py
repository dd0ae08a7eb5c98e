"""One record's values, before and after, as a reader is told them: no id, no key, a line worded anew as old → new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from pydantic import BaseModel

from facts.records.models import Commune, Document, Partial, Point, Record, Result, Source, WeeklyHours
from facts.records.parts import Loc, references
from facts.site.store import Facts
from facts.site.words import LABELS, say_day, say_hours, say_number


@dataclass(frozen=True)
class FieldChange:
    """One value of a record, as a reader sees it before and after; None where there was or is none."""

    field: str
    old: str | None
    new: str | None
    loc: Loc = ()


_WORDS: dict[str, Mapping[str, str]] = {
    "purpose": LABELS["PURPOSES"], "channel": LABELS["CHANNELS"], "cost": LABELS["COSTS"], "grade": LABELS["GRADES"],
    "level": LABELS["LEVELS"], "topic": LABELS["TOPICS"], "type": LABELS["PLACE_TYPES"],
    "standing": {"confirmed": "nguồn xác nhận", "unverified": "chưa kiểm tra được", "ended": "đã xong"},
    "basis": {"editorial": "lời khuyên của người viết"},
    "value": {"yes": "có", "no": "không", "unknown": "chưa rõ"},
}  # fmt: skip
_FORCE = {
    "confirmed": "nguồn cho thấy còn hiệu lực",
    "unverified": "chưa kiểm tra được còn hiệu lực",
    "ended": "đã hết hiệu lực",
}
_NO = "không"
_SAME_LINE = 0.6  # of the letters of two lines: below it, one was taken away and another put in
# What an editor writes when nothing changed but that someone looked again.
_LOOKED = {"verified_on", "called_on"}
_APART = {"id", "publish", "because", *_LOOKED}


def name_of(record: Record | Commune) -> str:
    """What a reader calls a record: a commune with its type."""
    return record.full_name


Names = Callable[[str, str], str]  # kind, id → what a reader calls the record


def names_of(facts: Facts) -> Names:
    """Say records by their names, and sources by who published them: an id tells a reader nothing."""

    def name(kind: str, id: str) -> str:
        record = facts.find(kind, id)
        return id if record is None else record.publisher if isinstance(record, Source) else name_of(record)

    return name


def _by_id(kind: str, id: str) -> str:
    return id


def _say(model: type[BaseModel], name: str, value: Any, names: Names) -> str:
    """One value in a reader's words."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date | Partial):
        return say_day(value)
    if isinstance(value, int | float):
        return say_number(value) if name != "year" else str(value)
    if isinstance(value, Point):
        sources = ", ".join(dict.fromkeys(names("sources", id) for id in value.sources))
        return value.text + (f" (nguồn: {sources})" if sources else "")
    if name == "hours":
        days = [f"{say_day(x.starts_on)}–{say_day(x.ends_on)}: {x.opens or 'nghỉ'}" for x in _exceptions(value)]
        return say_hours(value) + "".join(f"; {day}" for day in days)
    if name == "standing" and issubclass(model, Document):
        return _FORCE[str(value)]
    if name == "topic" and issubclass(model, Result):
        return str(LABELS["RESULT_TOPICS"][value])
    return _WORDS.get(name, {}).get(str(value), str(value))


def _exceptions(hours: Any) -> tuple[Any, ...]:
    return hours.exceptions if isinstance(hours, WeeklyHours) else ()


def _identity(part: BaseModel, index: int) -> str:
    """What an item of a list is known by, so that one put in front does not make all others look changed."""
    known = getattr(part, "id", None) or getattr(part, "code", None)
    return str(known or index + 1)


class _Leaf(NamedTuple):
    """One value: its field and itself in words, where it stands, and the item of a list that it is of."""

    words: str
    text: str
    loc: Loc
    item: tuple[str, ...] = ()
    list_words: str = ""


def _leaves(
    part: BaseModel,
    names: Names,
    key: tuple[str, ...] = (),
    label: str = "",
    loc: Loc = (),
    item: tuple[str, ...] = (),
    list_words: str = "",
) -> dict[tuple[str, ...], _Leaf]:
    """Every value of a record by its key, which no name and no order of items changes."""
    found: dict[tuple[str, ...], _Leaf] = {}
    refs = {here: (kind, id) for here, kind, id in references(part, loc)}
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if value is None or (not key and name in _APART):
            continue
        here = (*loc, info.alias or name)
        words = f"{label} › {info.title}" if label else str(info.title)
        if isinstance(value, tuple):
            for index, one in enumerate(value):
                at = (*here, index)
                if isinstance(one, BaseModel) and not isinstance(one, Point):
                    below = (*key, name, _identity(one, index))
                    called = getattr(one, "name", None) or below[-1]
                    found |= _leaves(one, names, below, f"{words} {called}", at, below, words)
                else:
                    text = names(*refs[at]) if at in refs else _say(type(part), name, one, names)
                    found[(*key, name, str(one))] = _Leaf(words, text, at, item, list_words)
        elif isinstance(value, BaseModel) and not isinstance(value, Point | WeeklyHours):
            found |= _leaves(value, names, (*key, name), words, here, item, list_words)
        else:
            text = names(*refs[here]) if here in refs else _say(type(part), name, value, names)
            found[(*key, name)] = _Leaf(words, text, here, item, list_words)
    return found


_Change = tuple[_Leaf | None, _Leaf | None]


def _changes(old: BaseModel, new: BaseModel, was: Names, now: Names) -> Iterator[_Change]:
    """Yield (before, after) for every value that a reader sees differ, in the order of fields."""
    before, after = _leaves(old, was), _leaves(new, now)
    for key in dict.fromkeys((*after, *before)):
        pair = before.get(key), after.get(key)
        if not (pair[0] and pair[1] and pair[0].text == pair[1].text):
            yield pair


def _change(pair: _Change) -> FieldChange:
    before, after = pair
    leaf = after or before
    assert leaf
    return FieldChange(
        leaf.words, before.text if before else None, after.text if after else None, after.loc if after else ()
    )


def differing(old: BaseModel, new: BaseModel) -> tuple[FieldChange, ...]:
    """Every single value that differs, in the order of fields; lines of a list are added or taken away."""
    return tuple(map(_change, _changes(old, new, _by_id, _by_id)))


def told(old: BaseModel, new: BaseModel, was: Names, now: Names) -> tuple[FieldChange, ...]:
    """The same as a reader is told it: items of a list that came or went whole, lines worded anew as old → new."""
    pairs = list(_whole_items(_changes(old, new, was, now), _leaves(old, was), _leaves(new, now)))
    gone = [before for before, after in pairs if before and not after]
    told: list[_Change] = []
    for before, after in pairs:
        if after and not before and (worded := _worded_before(after, gone)):
            gone.remove(worded)
            before = worded
        told.append((before, after))
    return tuple(
        _change(pair) for pair in told if (pair[1] or pair[0] in gone) and not (pair[0] and pair[1] and _same(*pair))
    )


def _same(before: _Leaf | None, after: _Leaf | None) -> bool:
    return before is not None and after is not None and before.text == after.text


def _whole_items(
    pairs: Iterable[_Change], before: Mapping[Any, _Leaf], after: Mapping[Any, _Leaf]
) -> Iterator[_Change]:
    """Make one of all values of an item of a list that is new, or gone, as a whole."""
    known = [{leaf.item for leaf in side.values()} for side in (before, after)]
    done: set[tuple[str, ...]] = set()
    for pair in pairs:
        leaf = pair[1] or pair[0]
        assert leaf
        side, other = (after, known[0]) if pair[1] else (before, known[1])
        if not leaf.item or (pair[0] and pair[1]) or leaf.item in other:
            yield pair
        elif leaf.item not in done:
            done.add(leaf.item)
            first, *rest = [one for one in side.values() if one.item == leaf.item and one.loc[-1] != "id"]
            more = [f"{one.words.rpartition(' › ')[2]}: {one.text}" for one in rest if one.text != _NO]
            whole = first._replace(words=leaf.list_words, text="; ".join([first.text, *more]))
            yield (None, whole) if pair[1] else (whole, None)


def _worded_before(after: _Leaf, gone: list[_Leaf]) -> _Leaf | None:
    """The line of the same list that `after` words anew, if one is close enough to read as the same."""
    near = [(SequenceMatcher(None, one.text, after.text).ratio(), one) for one in gone if one.words == after.words]
    ratio, best = max(near, key=lambda found: found[0], default=(0.0, None))
    return best if ratio >= _SAME_LINE else None


def of_new(record: BaseModel, names: Names) -> tuple[FieldChange, ...]:
    """The values of a record that is new, without references and what was left as it is."""
    skipped = {loc for loc, _, _ in references(record)}
    leaves = _leaves(record, names)
    kept = [
        (None, leaf)
        for key, leaf in leaves.items()
        if leaf.loc not in skipped and key[0] not in ("name", "order", "review_days") and leaf.text != _NO
    ]
    return tuple(map(_change, _whole_items(kept, {}, leaves)))
