"""Real provinces that are awkward: the model holds them, and no two of their districts become one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from engine import tables
from facts.judging import together
from facts.problems import Problem
from facts.rendering import blocks
from facts.rendering.blocks import Context
from facts.site.names import by_letter
from facts.site.store import Facts

DAY = together.date(2026, 11, 27)
SOURCE = "id: bang\ntitle: Bảng\npublisher: Nhà xuất bản\nurl: https://sapnhap.bando.com.vn/\ngrade: official\nverified_on: 2026-11-27\n"


def read(root: Path, table: str, outlines: str = "") -> tuple[Facts, list[Problem]]:
    (root / "data" / "sources").mkdir(parents=True)
    (root / "data" / "sources" / "bang.yml").write_text(SOURCE, encoding="utf-8")
    (root / "data" / "communes.yml").write_text(table, encoding="utf-8")
    if outlines:
        text = (tables.OUTLINES / f"{outlines}.topojson").read_bytes()
        (root / "data" / "communes.topojson").write_bytes(text)
    return together.read(root, DAY)


def made(root: Path, code: str, outlines: bool = False) -> Facts:
    text = tables.provinces()[code].table(verified_on="2026-11-27", sources=["bang"], outlines_from="Hình vẽ gọn.")
    facts, problems = read(root, text, code if outlines else "")
    assert problems == []
    return facts


def shown(facts: Facts, call: str) -> str:
    return str(blocks.render(call, Context.of(facts, DAY)))


def test_two_districts_of_one_name_stay_two(tmp_path: Path) -> None:
    facts = made(tmp_path, "92")
    text = shown(facts, "former_units()")
    of_one, of_other = (
        text.split(f"<summary>Huyện Châu Thành, {province} (cũ)</summary>")[1].split("</details>")[0]
        for province in ("Hậu Giang", "Sóc Trăng")
    )
    assert "Xã Đông Phước" in of_one
    assert "Xã Đông Phước" not in of_other
    assert "Xã An Ninh" in of_other
    assert "Xã An Ninh" not in of_one
    assert '<h3 id="tinh-soc-trang">Tỉnh Sóc Trăng trước khi sáp nhập' in text
    assert "Quận Ninh Kiều (cũ)" in text
    assert text.count('id="huyen-chau-thanh-hau-giang"') == text.count('id="huyen-chau-thanh-soc-trang"') == 1
    names = {
        (name.name, name.what): name.leads_to for _, found in by_letter(Context.of(facts, DAY).site) for name in found
    }
    assert ("Châu Thành", "huyện cũ, Hậu Giang") in names
    assert names[("Sóc Trăng", "tỉnh trước khi sáp nhập")] == (("các đơn vị hôm nay", "xa-phuong/#tinh-soc-trang"),)


def test_a_special_zone_has_a_page_though_nothing_went_into_it(tmp_path: Path) -> None:
    facts = made(tmp_path, "44", outlines=True)
    page = shown(facts, 'commune_page("con-co")')
    assert "<h1>Đặc khu Cồn Cỏ</h1>" in page
    assert "Huyện Cồn Cỏ (cũ), không chia xã." in page
    assert "Quanh đây là nước. Gần nhất: " in page
    assert ">Xã Cửa Tùng</a>" in page
    assert "Bản đồ 78 xã, phường, đặc khu" in shown(facts, "commune_map()")
    assert '<circle class="apart"' in shown(facts, "commune_map()")


def test_islands_far_out_leave_the_mainland_the_width_of_the_map(tmp_path: Path) -> None:
    facts = made(tmp_path, "56", outlines=True)
    shapes = facts.shapes
    assert shapes is not None
    (far,) = shapes.insets
    mainland = shapes.box_of(shapes.rings.keys() - {far})
    assert mainland.width > 0.95 * shapes.box.width
    frame, drawn = shapes.insets[far], shapes.box_of([far])
    assert frame.left <= drawn.left
    assert frame.top <= drawn.top
    assert drawn.end[0] <= frame.end[0]
    assert drawn.end[1] <= frame.end[1]
    assert frame.top > mainland.end[1]
    assert max(drawn.width, drawn.height) > frame.width // 2
    assert shapes.across_water(far) == []
    text = shown(facts, "commune_map()")
    assert re.search(r'class="far"><path d="[^"]+"/><rect class="apart"', text), "an islet is less than a line is wide"
    assert f'y="{frame.end[1] - 12}">Trường Sa</text>' in text
    assert '<path class="here far"' in shown(facts, 'commune_page("truong-sa")')


def test_a_second_unit_whose_name_folds_to_the_same_id_is_told_how_it_is_named(tmp_path: Path) -> None:
    province = tables.provinces()["38"]
    table = yaml.safe_load(province.table(verified_on="2026-11-27", sources=["bang"]))
    second = next(unit for unit in table["communes"] if unit["id"].endswith(unit["code"]))
    named, second["id"] = second["id"], second["id"].split("-", 1)[1].rsplit("-", 1)[0]
    told = [str(problem) for problem in read(tmp_path, yaml.safe_dump(table, allow_unicode=True))[1]]
    assert len(told) == 1
    assert f"Thêm loại và mã, ví dụ {named}. [table]" in told[0]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("district", "Thành Phố Đồng Hới", "viết “Thành phố Đồng Hới”, chữ đầu viết hoa."),
        ("district", "Đồng Hới", "thiếu chữ đầu: Huyện, Quận, Thị xã hoặc Thành phố."),
        ("province", "Quảng Bình", "thiếu chữ đầu: Tỉnh hoặc Thành phố."),
        ("name", "Bắc Lý", "thiếu chữ đầu: Xã, Phường hoặc Thị trấn."),
    ],
)
def test_a_unit_of_before_says_what_it_was(tmp_path: Path, field: str, value: str, says: str) -> None:
    table = yaml.safe_load(tables.provinces()["44"].table(verified_on="2026-11-27", sources=["bang"]))
    table["communes"][0]["former"][0][field] = value
    (problem,) = read(tmp_path, yaml.safe_dump(table, allow_unicode=True))[1]
    assert says in problem.message


def test_only_a_special_zone_may_come_of_nothing(tmp_path: Path) -> None:
    table = yaml.safe_load(tables.provinces()["44"].table(verified_on="2026-11-27", sources=["bang"]))
    table["communes"][0]["former"] = []
    (problem,) = read(tmp_path, yaml.safe_dump(table, allow_unicode=True))[1]
    assert problem.code == "missing-field"


@pytest.mark.exhaustive
@pytest.mark.parametrize("code", sorted(tables.provinces()))
def test_every_province_of_today_passes_the_check(tmp_path: Path, code: str) -> None:
    facts = made(tmp_path, code)
    districts = (
        {district for commune in facts.table.communes for district in commune.districts} if facts.table else set()
    )
    assert shown(facts, "former_units()").count('<details class="district"') == len(districts)
