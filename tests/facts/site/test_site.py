"""A site as published: a careless writer, who gives away all that it can reach of it, gives away nothing that is taken off.

Every text of every record of the made-up province is made to say the withdrawn number, in many spellings.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import FunctionType, MethodType, ModuleType
from typing import Any

import pytest
from pydantic import BaseModel

from facts.numbers.spotting import find
from facts.project import pages
from facts.records.kinds import KINDS
from facts.records.models import Hotline, Record, Result
from facts.records.parts import is_key, phones
from facts.site import off
from facts.site.site import Settings, Site
from facts.site.store import Facts, Tables, Wrong
from province import GOLDEN, TODAY
from samples import HOTLINE, LINE, SOUND, SOURCE, write
from samples import TODAY as SAMPLE_DAY

DAY = date.fromisoformat(TODAY)
GONE = {"0900000003", "0900000008"}  # what the withdrawn line answered on, and what it had before
SPELLINGS = [
    "0900000003", "0900 000 003", "0900.000.003", "0900-000-003", "0900–000–003", "0900\u00a0000\u00a0003",
    "(0900) 000 003", "09 00 00 00 03", "+84 900 000 003", "0084900000003", "０９００ ０００ ００３", "0900  000  003",
    "không chín không không không không không không không ba",
]  # fmt: skip


@functools.cache
def golden() -> Facts:
    return pages.read_site(GOLDEN, DAY)[0]


def said_everywhere(part: Any, number: str) -> Any:
    """The same record, every free text of which says the number too, and every address of which dials it."""
    match part:
        case str() if type(part) is str and not re.fullmatch("[a-z_]+", part):  # a choice of a few says nothing
            return f"https://mau.example/{in_address(number)}" if "://" in part else f"{part} Gọi {number} ngay."
        case tuple():
            return tuple(said_everywhere(one, number) for one in part)
        case BaseModel():
            free = {
                name: said_everywhere(getattr(part, name), number)
                for name in type(part).model_fields
                if not is_key(type(part), name) and name not in ("old", "new", "page", "value", "hours")
            }
            return part.model_copy(update=free)
    return part


def in_address(number: str) -> str:
    """The number as an address may hold it; in words and in brackets none does."""
    return number.replace(" ", "-") if re.fullmatch("[-+0-9. ]+", number) else "goi-0900000003.html"


def spoilt(number: str) -> Facts:
    facts = golden()
    tables = facts.tables
    return replace(
        facts,
        records={
            kind: {id: said_everywhere(record, number) for id, record in records.items()}
            for kind, records in facts.records.items()
        },
        table=said_everywhere(facts.table, number),
        tables=Tables(
            *(said_everywhere(one, number) for one in (tables.moved, tables.words, tables.synonyms, tables.pins)),
            said_everywhere(tables.province, number),
            tables.documents,
        ),
        named_on={key: ((f"a/{key[1]}/", f"Trang gọi {number}"),) for key in facts.positions},
        wrong=Wrong(texts={number}),
    )


def everything(value: Any, seen: set[int]) -> Iterator[str]:
    """Every text below a value: what is said of it, its fields whether public or not, and what its properties give."""
    if isinstance(value, str | int | float | None.__class__):
        yield str(value)
        return
    if id(value) in seen or isinstance(
        value, type | FunctionType | MethodType | ModuleType | functools.cached_property
    ):
        return
    seen.add(id(value))
    yield repr(value) if isinstance(value, date) else ""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from everything(key, seen)
            yield from everything(inner, seen)
    elif isinstance(value, tuple | list | set | frozenset):
        for inner in value:
            yield from everything(inner, seen)
    elif type(value).__module__.startswith("facts."):
        own = [*getattr(value, "__dict__", ()), *getattr(value, "__slots__", ())]
        for name in [*own, *(name for name, one in vars(type(value)).items() if isinstance(one, property))]:
            yield from everything(getattr(value, name), seen)
        if isinstance(value, BaseModel):
            yield value.model_dump_json()


def leaks(value: Any) -> set[str]:
    texts = set(everything(value, set()))
    digits = {found.digits for text in texts for found in find(text)}
    bare = {number for number in GONE for text in texts if number[1:] in re.sub(r"[^0-9]", "", text)}
    return (digits & GONE) | bare


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_number_that_is_taken_off_can_be_reached(spelling: str) -> None:
    facts = spoilt(spelling)
    settings = Settings(operator=f"Sở Mẫu, gọi {spelling}", email="a@mau.example", phone=spelling)
    assert leaks(Site.of(facts, DAY, settings)) == set()


def test_it_can_be_reached_in_what_was_read() -> None:
    """Else the test above would say nothing."""
    assert leaks(golden()) == leaks(spoilt("0900 000 003")) == GONE
    assert leaks(Settings(phone="0900 000 003")) == {"0900000003"}


def test_a_city_is_still_a_city_in_what_is_published() -> None:
    facts = golden()
    assert facts.tables.province is not None
    city = facts.tables.province.model_copy(update={"type": "thành phố"})
    site = Site.of(replace(facts, tables=replace(facts.tables, province=city)), DAY)
    assert site.facts.province_type == "thành phố"


def test_what_is_taken_off_has_no_number_though_another_line_answers_it() -> None:
    """A number that is shared stays where it is answered; with the line that is off nobody can reach even that one."""
    facts = golden()
    line, other = facts.get(Hotline, "bi-rut"), facts.get(Hotline, "tu-van")
    shared = line.model_copy(update={"channels": other.channels, "formerly": other.formerly})
    lines = {**facts.records["hotlines"], line.id: shared}
    site = Site.of(replace(facts, records={**facts.records, "hotlines": lines}), DAY)
    assert [*phones(other)] == [*phones(site.facts.get(Hotline, other.id))] != []
    assert [*phones(site.facts.get(Hotline, line.id))] == []


def test_a_figure_that_is_taken_off_has_no_value() -> None:
    facts = golden()
    results = {
        id: one.model_copy(update={"publish": "withdrawn", "value": 98765, "out_of": 98765})
        for id, one in facts.records["results"].items()
    }
    site = Site.of(replace(facts, records={**facts.records, "results": results}), DAY)
    assert site.shown(Result) == []
    assert len(site.taken_off(Result)) == len(results) > 0
    assert not any("98765" in text for text in everything(site, set()))


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_shown_or_taken_off_and_never_both(kind: str) -> None:
    site = Site.of(golden(), DAY)
    shown, off = site.shown(kind), site.taken_off(kind)
    assert [*map(id, sorted([*shown, *off], key=lambda one: one.id))] == [*map(id, site.facts.all(kind))]
    assert all(site.is_off(one) for one in off)
    for one in site.facts.all(kind):
        if isinstance(one, Record):
            assert site.is_off(one) is (site.freshness(one) == "withdrawn")


def test_a_place_taken_off_by_its_age_stays_off_without_its_numbers() -> None:
    """Whether it is off hangs on its having a number, which it has lost by then."""
    facts = golden()
    place = next(place for place in facts.answering if place.kind == "places" and place.publish != "withdrawn")
    old = place.model_copy(update={"verified_on": date(2020, 1, 1)})
    site = Site.of(replace(facts, records={**facts.records, "places": {**facts.records["places"], old.id: old}}), DAY)
    assert old.id in [one.id for one in site.taken_off("places")]
    assert site.freshness(site.facts.get("places", old.id)) == "withdrawn"
    assert not site.facts.get("places", old.id).dialed


@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("https://mau.example/so-0900000003.html", "https://mau.example/so-.html"),
        ("https://mau.example/?sdt=%2B84900000003&x=1", "https://mau.example/?sdt=&x=1"),
        ("https://zalo.me/0900000003", "https://zalo.me/"),
        pytest.param("https://mau.example/09000000031", None, id="a longer one"),
        pytest.param("https://mau.example/bai-113-2026.html", None, id="a short code counts something"),
    ],
)
def test_an_address_loses_the_number_and_nothing_else(url: str, left: str | None) -> None:
    assert off.address_without(url, frozenset({"0900000003", "113"})) == (url if left is None else left)


def test_an_address_that_loses_a_number_is_told(tmp_path: Path) -> None:
    line = HOTLINE.replace('"111"', '"0900 000 003"') + "publish: withdrawn\nbecause: Sai.\n"
    source = SOURCE.replace("https://mau.tinh-mau.vn/1472", "https://mau.example/bai-0900000003")
    files = {**SOUND, LINE: line, "data/sources/qd-1472.yml": source}
    _, problems = pages.read_site(write(tmp_path, files), SAMPLE_DAY)
    told = [one.place.path for one in problems if one.code == "taken-off"]
    assert told == ["data/sources/qd-1472.yml"]
