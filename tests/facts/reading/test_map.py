"""The map: read without trust, drawn small, every shape a link with a name, and neighbors that are neighbors."""

from __future__ import annotations

import gzip
import html
import json
import re
import shutil
from itertools import combinations
from pathlib import Path

import pytest

from building import CAMPAIGN, PROGRAM, RICH_UNIT, ROOT, UNIT, Site
from engine.tables import OUTLINES, drawn, provinces
from facts.judging import together
from facts.reading import outlines
from province import GOLDEN
from province import TODAY as GOLDEN_DAY

BUDGET = 25_000  # bytes of the drawing, compressed


@pytest.fixture(scope="module")
def shapes(facts: together.Facts) -> outlines.Outlines:
    assert facts.shapes
    return facts.shapes


@pytest.fixture(scope="module")
def drawing(site: Site) -> str:
    found = re.search(r'<figure class="map">.*?</figure>', site.read("xa-phuong/"), re.DOTALL)
    assert found
    return found[0]


def test_the_map_is_within_its_budget(drawing: str) -> None:
    assert len(gzip.compress(drawing.encode(), 6)) <= BUDGET


def test_each_commune_is_a_link_with_its_name_and_border_ones_say_so(drawing: str, facts: together.Facts) -> None:
    links = re.findall(r'<a href="([^"#]+)/"([^>]*)>(.*?)</a>', drawing)
    assert {id: html.unescape(re.sub("<[^>]*>", "", inside)) for id, _, inside in links} == {
        c.id: c.full_name + (", biên giới" if c.border else "") for c in facts.all("communes")
    }
    assert {id for id, rest, _ in links if "border" in rest} == {c.id for c in facts.all("communes") if c.border}
    assert all(re.search(r'<path d="M\d', inside) for _, _, inside in links)


def test_the_map_stands_below_the_list_and_names_its_origin(site: Site, facts: together.Facts) -> None:
    page = site.read("xa-phuong/")
    assert page.index('id="hom-nay"') < page.index('<figure class="map">') < page.index('id="ten-cu"')
    assert facts.table
    assert html.escape(facts.table.outlines_from or "?") in page
    assert "thanglequoc/vietnamese-provinces-database" in page
    assert "sapnhap.bando.com.vn" in page


def test_neighbors_are_each_other_s_neighbors_and_every_commune_has_one(
    shapes: outlines.Outlines, facts: together.Facts
) -> None:
    beside = {c.code: shapes.neighbors(c.code) for c in facts.all("communes")}
    assert all(beside.values())
    assert all(code in beside[other] for code, others in beside.items() for other in others)


def test_a_commune_s_page_shows_it_among_its_neighbors_and_leads_to_them(
    site: Site, facts: together.Facts, shapes: outlines.Outlines
) -> None:
    names = {c.code: c.id for c in facts.all("communes")}
    for id in (UNIT, RICH_UNIT):
        beside = {names[code] for code in shapes.neighbors(facts.get("communes", id).code)}  # type: ignore[union-attr]
        figure = re.search(r'<figure class="near">.*?</figure>', site.read(f"xa-phuong/{id}/"), re.DOTALL)
        assert figure
        assert figure[0].count("<path") == len(beside) + 1
        assert figure[0].count('class="here"') == 1
        assert re.findall(r'href="\.\./([a-z-]+)/"', figure[0]) == sorted(beside)


@pytest.mark.parametrize("page", [f"mo-hinh/{PROGRAM}/", f"chien-dich/{CAMPAIGN}/", "so-lieu/"])
def test_what_has_places_shows_them_on_a_map(site: Site, facts: together.Facts, page: str) -> None:
    figures = re.findall(r'<figure class="where-map">.*?</figure>', site.read(page), re.DOTALL)
    assert figures
    for figure in figures:
        named = re.search(r'aria-label="Bản đồ: [^"]* ở ([^"]*)"', figure)
        assert named
        assert figure.count('class="here"') == len(named[1].split(", "))


def test_a_unit_s_outline_closes_and_stays_on_the_grid(shapes: outlines.Outlines, facts: together.Facts) -> None:
    for commune in facts.all("communes"):
        path = shapes.path(commune.code)
        assert re.fullmatch(r"(M\d+ \d+l-?\d+( \d+|-\d+)*z)+", path), commune.id
    assert shapes.box.width == outlines.WIDTH
    assert 0 < shapes.box.height < 2 * outlines.WIDTH


def test_lines_between_old_districts_are_only_between_them(shapes: outlines.Outlines) -> None:
    assert shapes.between(dict.fromkeys(shapes.rings, "one")) == ""
    assert shapes.between({code: code for code in shapes.rings}) != ""


# What may be wrong with the file, and the words it is told with.
GOOD = json.loads((ROOT / "tests/golden/data/communes.topojson").read_text(encoding="utf-8"))
WRONG = {
    "not JSON": ("{", "JSON"),
    "brackets without end": ("[" * 100_000, "JSON"),
    "a list": ("[]", "mẫu"),
    "no arcs": (json.dumps({**GOOD, "arcs": []}), "mẫu"),
    "arcs of one number": (json.dumps({**GOOD, "arcs": [[[1]]] * 6}), "mẫu"),
    "numbers as text": (json.dumps({**GOOD, "arcs": [[["1", "2"]]] * 6}), "mẫu"),
    "no width": (json.dumps({**GOOD, "arcs": [[[1, 2]]] * 6}), "mẫu"),
    "endless scale": (json.dumps(GOOD).replace("0.001", "1e999"), "mẫu"),
    "a code nobody has": (json.dumps(GOOD).replace("99001", "99009"), "99009"),
    "a commune without outline": (json.dumps(GOOD).replace("99001", "99002"), "mẫu"),
    "nothing at all": ("", "JSON"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_told_and_never_drawn(tmp_path: Path, name: str) -> None:
    text, words = WRONG[name]
    shutil.copytree(ROOT / "tests/golden/data", tmp_path / "data")
    (tmp_path / outlines.PATH).write_text(text, encoding="utf-8")
    facts, problems = together.read(tmp_path, together.date(2030, 1, 15))
    assert facts.shapes is None
    told = [str(problem) for problem in problems if problem.place.path == outlines.PATH]
    assert len(told) == 1
    assert words in told[0]


def test_outlines_without_an_origin_are_told(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/golden/data", tmp_path / "data")
    table = tmp_path / "data/communes.yml"
    text = re.sub(r"^outlines_from:.*\n", "", table.read_text(encoding="utf-8"), flags=re.MULTILINE)
    table.write_text(text, encoding="utf-8")
    _, problems = together.read(tmp_path, together.date(2030, 1, 15))
    told = [problem.message for problem in problems if problem.place.path == outlines.PATH]
    assert ["outlines_from" in message for message in told] == [True]


def test_a_province_without_outlines_has_pages_all_the_same(build, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    built = build(GOLDEN, lambda root: (root / outlines.PATH).unlink(), today=GOLDEN_DAY)
    assert "Chưa có bản đồ." in built.read("xa-phuong/")
    assert "<figure" not in built.read("xa-phuong/doi/")
    assert built.findings() == []


@pytest.mark.parametrize("code", sorted(code for code in provinces() if drawn(code)))
def test_no_name_on_the_map_of_any_province_covers_another_or_leaves_it(code: str) -> None:
    shapes = outlines.decode((OUTLINES / f"{code}.topojson").read_text(encoding="utf-8"))
    groups: dict[str, list[str]] = {}
    for unit in provinces()[code].units:
        old = [*unit["former"], unit][0]  # type: ignore[misc]
        if unit["code"] not in shapes.insets:
            groups.setdefault(f"{old['district']} (cũ)", []).append(str(unit["code"]))
    found = shapes.labels(groups, 36)
    assert len(found) > len(groups) * 3 // 5
    boxes = [outlines.Box(x - len(name) * 9, y - 30, len(name) * 18, 36) for name, x, y in found]
    assert not [pair for pair in combinations([*boxes, *shapes.insets.values()], 2) if pair[0].touches(pair[1])]
    assert all(shapes.box.covers(box) for box in boxes)
