"""What version 1 of the open data promises to programs: it grows by `make bless`, which says what is new, and loses nothing."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from building import ROOT
from facts.exports import csv_tables, files, openapi
from facts.records.kinds import KINDS

CONTRACT = ROOT / "tests" / "contract" / "v1.json"
COLUMNS = CONTRACT.with_name("v1-columns.json")

NO_PROMISE = {"$schema", "default", "description", "maxLength", "maximum", "minItems", "minLength", "minimum", "pattern",
              "title"}  # fmt: skip


def schema_of(kind: str) -> dict[str, Any]:
    return openapi.schema_of(kind, 1, files.LICENSE)


def promise() -> dict[str, Any]:
    """What programs may rely on today: the schemas without their words and without the bounds that are for editors."""

    def bare(schema: Any) -> Any:
        if isinstance(schema, dict):
            return {
                key: bare(value)
                for key, value in schema.items()
                if key not in NO_PROMISE or not isinstance(value, str | int)
            }
        return [bare(item) for item in schema] if isinstance(schema, list) else schema

    return {kind: bare(schema_of(kind)) for kind in sorted(KINDS)}


def broken(promised: Any, now: Any, where: str = "") -> Iterator[str]:
    """Yield what a program that relies on `promised` can no longer rely on."""
    if not isinstance(promised, dict) or not isinstance(now, dict):
        if promised != now:
            yield f"{where}: {promised!r} → {now!r}"
        return
    for key, value in promised.items():
        here = f"{where}/{key}"
        if key == "required":
            yield from (f"{here}: {name} may be missing" for name in sorted(set(value) - set(now.get(key, ()))))
        elif key == "enum":
            yield from (f"{here}: {one!r} is new to it" for one in now.get(key, ()) if one not in value)
        elif key not in now:
            yield f"{here}: gone"
        elif isinstance(value, list) and isinstance(now[key], list):
            for number, (one, other) in enumerate(zip(value, now[key], strict=False)):
                yield from broken(one, other, f"{here}/{number}")
            if len(value) != len(now[key]):
                yield f"{here}: {len(value)} ways → {len(now[key])}"
        else:
            yield from broken(value, now[key], here)


def grown(promised: dict[str, Any], now: dict[str, Any], where: str = "") -> Iterator[str]:
    """Yield what there is `now` that no program was promised yet."""
    for key, value in now.items():
        here = f"{where}/{key}"
        if key not in promised:
            yield here
        elif isinstance(value, dict) and isinstance(promised[key], dict):
            yield from grown(promised[key], value, here)
        elif value != promised[key]:
            yield f"{here}: {promised[key]!r} → {value!r}"


def assert_promised(new: list[str], file: Path, today: Any, bless: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is new; or it is promised from now on, and said so."""
    if not bless:
        told = "not promised to anyone yet; `make bless` promises it for as long as version 1 stands:"
        assert not new, "\n".join([told, *new])
    elif new:
        file.write_text(json.dumps(today, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        with capsys.disabled():
            print("", *(f"version 1 promises from now on: {one}" for one in new), sep="\n")


# What no site that published version 1 ever sends: its province has no đặc khu. A province that has one begins with it.
NEVER_SENT = {"/communes/$defs/Entry/properties/type/enum: 'đặc khu' is new to it"}


def test_what_version_1_promised_still_holds(bless: bool, capsys: pytest.CaptureFixture[str]) -> None:
    promised, today = json.loads(CONTRACT.read_text(encoding="utf-8")), promise()
    found = [told for told in broken(promised, today) if told not in NEVER_SENT]
    assert found == [], "make version 2 beside version 1, which stays for six months"
    assert_promised(list(grown(promised, today)), CONTRACT, today, bless, capsys)


def test_every_column_of_version_1_stands_where_it_stood(bless: bool, capsys: pytest.CaptureFixture[str]) -> None:
    promised: dict[str, list[str]] = json.loads(COLUMNS.read_text(encoding="utf-8"))
    today = {kind: read_header(csv_tables.to_csv(kind, [], schema_of(kind))) for kind in sorted(KINDS)}
    assert {
        kind: [one for one in today.get(kind, ()) if one in columns] for kind, columns in promised.items()
    } == promised
    new = [f"/{kind}/{one}" for kind in today for one in today[kind] if one not in promised.get(kind, ())]
    assert_promised(new, COLUMNS, today, bless, capsys)


def read_header(text: str) -> list[str]:
    return next(csv.reader([text.removeprefix(csv_tables.BOM).partition("\r\n")[0]]))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda s: s["hotlines"]["$defs"]["Entry"]["properties"].pop("note"), "note: gone"),
        (lambda s: s["hotlines"]["$defs"]["Entry"]["required"].remove("address"), "address may be missing"),
        (lambda s: s["hotlines"]["$defs"]["Channel"]["properties"]["cost"]["enum"].append("dear"), "'dear' is new"),
        (lambda s: s["results"]["properties"]["data"].update(type="object"), "'array' → 'object'"),
        (lambda s: s.pop("places"), "places: gone"),
    ],
)
def test_a_change_that_breaks_the_promise_is_seen(change: Any, told: str) -> None:
    now = promise()
    promised = deepcopy(now)
    change(now)
    assert any(told in words for words in broken(promised, now))


def test_a_new_field_breaks_nothing_and_is_told_until_it_is_promised() -> None:
    now = promise()
    promised = deepcopy(now)
    now["hotlines"]["$defs"]["Entry"]["properties"]["new"] = {"type": "string"}
    now["hotlines"]["$defs"]["Entry"]["required"].append("new")
    now["news"] = {}
    assert list(broken(promised, now)) == []
    assert [one.partition(":")[0] for one in grown(promised, now)] == [
        "/hotlines/$defs/Entry/properties/new",
        "/hotlines/$defs/Entry/required",
        "/news",
    ]
