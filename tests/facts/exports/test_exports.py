"""What other programs read: whole, resolved, the same bytes each time, and without what was taken off."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from building import Site
from facts.exports import files as exports
from facts.project import pages
from facts.records.addresses import API
from facts.records.kinds import FOLDERS, KINDS
from facts.site.site import Site as Published
from facts.site.store import Facts
from province import GOLDEN
from province import TODAY as GOLDEN_DAY
from samples import HOTLINE, LINE, RESULT, SOUND, TODAY, changed, judged


@pytest.fixture(scope="module")
def province() -> dict[str, Any]:
    """Every kind of the made-up province as exported, parsed, by kind."""
    facts, _ = pages.read_site(GOLDEN, date.fromisoformat(GOLDEN_DAY))
    return exported(facts, date.fromisoformat(GOLDEN_DAY))


def exported(facts: Facts, today: date) -> dict[str, Any]:
    found = exports.files(Published.of(facts, today))
    return {kind: json.loads(found[f"{API}{kind}.json"]) for kind in KINDS if f"{API}{kind}.json" in found}


def test_every_kind_is_exported_with_all_but_drafts(province: dict[str, Any]) -> None:
    for kind in FOLDERS:
        texts = {file.stem: file.read_text(encoding="utf-8") for file in (GOLDEN / "data" / kind).glob("*.yml")}
        ids = sorted(id for id, text in texts.items() if "publish: draft" not in text)
        assert [record["id"] for record in province[kind]["data"]] == ids, kind
    assert [record["id"] for record in province["communes"]["data"]] == ["an-lanh", "ben-that", "doi"]


def test_an_envelope_says_what_it_is_and_how_it_may_be_used(province: dict[str, Any]) -> None:
    for kind, envelope in province.items():
        if "data" in envelope:
            assert envelope["schema_version"] == exports.SCHEMA_VERSION, kind
            assert envelope["generated_on"] == GOLDEN_DAY
            assert envelope["license"] == "CC-BY-4.0"


def test_what_a_record_names_is_resolved_to_name_and_address(province: dict[str, Any]) -> None:
    line = next(record for record in province["hotlines"]["data"] if record["id"] == "tu-van")
    assert line["resolved"]["agencies/so-mau"] == {
        "name": "Sở Mẫu tỉnh Sông Mẫu",
        "address": "gioi-thieu/co-quan/#so-mau",
    }
    assert line["address"] == "goi-ngay/tu-van/"
    assert line["channels"][0]["value"] == "0900 000 001"
    assert line["channels"][0]["hours"]["weekly"][0]["opens"] == "07:30"


@pytest.mark.parametrize(("id", "freshness"), [("tu-van", "fresh"), ("qua-han", "stale"), ("cong-an", "stale")])
def test_where_a_record_stands_is_said(province: dict[str, Any], id: str, freshness: str) -> None:
    assert next(r for r in province["hotlines"]["data"] if r["id"] == id)["freshness"] == freshness


@pytest.mark.parametrize("id", ["bi-rut", "rut-voi", "tu-rut"])
def test_a_withdrawn_line_keeps_its_name_and_loses_its_numbers(province: dict[str, Any], id: str) -> None:
    line = next(record for record in province["hotlines"]["data"] if record["id"] == id)
    assert line["name"]
    assert line["channels"] == []
    assert line["formerly"] == []


def test_a_number_that_was_taken_off_is_in_no_text(tmp_path: Path) -> None:
    text = (
        changed(HOTLINE, '"111"', '"0900 000 001"')
        + "note: Gọi 0900.000.001 hay 0900000001.\npublish: withdrawn\nbecause: Sai.\n"
    )
    facts, problems = judged(tmp_path, {LINE: text})
    assert problems == []
    whole = "".join(exports.files(Published.of(facts, TODAY)).values())
    assert "0900" not in whole


def test_a_figure_that_was_taken_off_keeps_its_name_and_reason_and_loses_its_value(tmp_path: Path) -> None:
    gone = changed(RESULT, "value: 1\n", "value: 7\nout_of: 12\n") + "publish: withdrawn\nbecause: Chờ đối chiếu.\n"
    facts, problems = judged(tmp_path, {"data/results/con-so.yml": gone})
    assert problems == []
    files = exports.files(Published.of(facts, TODAY))
    (entry,) = json.loads(files["api/v1/results.json"])["data"]
    assert (entry["name"], entry["because"], entry["freshness"]) == ("Con số", "Chờ đối chiếu.", "withdrawn")
    assert entry.keys().isdisjoint({"value", "out_of"})
    assert "con-so" not in files["api/v1/results.csv"]


def test_the_order_of_files_makes_no_difference(tmp_path: Path) -> None:
    other = changed(HOTLINE, "id: tre-em", "id: a") + "shares_number_with: [tre-em]\n"
    first, _ = judged(tmp_path / "1", {"data/hotlines/a.yml": other})
    second, _ = judged(tmp_path / "2", dict(reversed({**SOUND, "data/hotlines/a.yml": other}.items())))
    assert exports.files(Published.of(first, TODAY)) == exports.files(Published.of(second, TODAY))


def test_a_day_moves_nothing_but_what_stands_on_it(tmp_path: Path) -> None:
    facts, _ = judged(tmp_path, {})
    first = exported(facts, TODAY)
    second = exported(facts, date(2026, 11, 25))
    for kind, envelope in first.items():
        if "data" in envelope:
            assert envelope["data"] == second[kind]["data"]


def test_text_stays_readable_and_ends_with_a_line_end(tmp_path: Path) -> None:
    facts, _ = judged(tmp_path, {})
    for path, text in exports.files(Published.of(facts, TODAY)).items():
        assert text.endswith("\n"), path
        assert not re.search(r"\\u[0-9a-f]{4}", text), path


def test_the_real_exports_stand_beside_the_pages(site: Site) -> None:
    for path in site.paths():
        if path.startswith("api/") and path.endswith(".json"):
            found = json.loads(site.read(path))
            for record in found.get("data", []):
                target, _, anchor = record["address"].partition("#")
                page = site.read(target)
                assert not anchor or f'id="{anchor}"' in page, record["address"]
