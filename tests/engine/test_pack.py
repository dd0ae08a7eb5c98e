"""The pack of all units, made again from a cut of what it was made of: real units that were awkward."""

from __future__ import annotations

import json
from typing import Any

from engine import pack, tables

OLD = {"district": "Thành Phố Đồng Hới", "province": "Tỉnh Quảng Bình"}
SQUARE = {"district": "Quận Bình Thạnh", "province": "Tỉnh Quảng Trị"}


def unit(code: str, type: str, name: str, says: str, *former: dict[str, Any], agrees: bool = True) -> dict[str, Any]:
    return {"code": code, "type": type, "name": name, "former": [*former], "publisher_says": says, "agrees": agrees}


def old(code: str, name: str | None, of: dict[str, str], **more: bool) -> dict[str, Any]:
    return {"code": code, "name": name, **of, **more}


CUT = {
    "code": "44", "kind": "tỉnh", "name": "Quảng Trị", "formerly": ["Tỉnh Quảng Trị", "Tỉnh Quảng Bình"],
    "units": [
        unit("18871", "phường", "Đồng Sơn", "Phường Đồng Sơn, Xã Thuận Đức",
             old("18871", "Phường Đồng Sơn", OLD), old("18895", "Xã Thuận Đức", OLD, part=True)),
        unit("26929", "phường", "Bình Thạnh", "Phường 12, Phường 14 (quận Bình Thạnh)",
             old("26917", "Phường 12", SQUARE), old("26929", None, SQUARE)),
        unit("03980", "phường", "Mộc Châu", "Phường Mộc Lỵ, Phường Mường Sang",
             old("03980", None, SQUARE), old("04027", "Xã Mường Sang", SQUARE), agrees=False),
        unit("19742", "đặc khu", "Cồn Cỏ", "Huyện Cồn Cỏ"),
        unit("19699", "xã", "Hải Lăng", "Xã Hải Khê",
             old("19741", "Xã Hải Khê", {"district": "Huyện Hải Lăng", "province": "Tỉnh Quảng Trị"})),
    ],
}  # fmt: skip


def test_what_two_tables_say_is_packed_and_read_again() -> None:
    text = pack.packed([json.dumps(CUT).encode()])
    one = tables.read(text)["44"]
    assert one.full_name == "Tỉnh Quảng Trị"
    assert one.unsure == ["03980"]
    assert [(u["id"], u["type"], u["code"]) for u in one.units] == [
        ("dong-son", "phường", "18871"),
        ("binh-thanh", "phường", "26929"),
        ("moc-chau", "phường", "03980"),
        ("con-co", "đặc khu", "19742"),
        ("hai-lang", "xã", "19699"),
    ]
    former = [[(f["name"], f["district"], f.get("part", False)) for f in u["former"]] for u in one.units]  # type: ignore[attr-defined]
    assert former[0] == [
        ("Phường Đồng Sơn", "Thành phố Đồng Hới", False),
        ("Xã Thuận Đức", "Thành phố Đồng Hới", True),
    ]
    assert former[1][1] == ("Phường 14", "Quận Bình Thạnh", False)  # the one name that the first table lacks
    assert [name for name, *_ in former[2]] == ["Xã Mường Sang"]  # of two that are left nobody knows which
    assert former[3] == []
    assert (one.units[3]["district"], one.units[3]["province"]) == ("Huyện Cồn Cỏ", "Tỉnh Quảng Trị")


def test_an_island_that_no_unit_of_before_went_into_is_of_the_province_it_was_of() -> None:
    islands = [one for each in tables.provinces().values() for one in each.units if not one["former"]]
    assert {one["name"]: one.get("province") for one in islands} == {
        "Bạch Long Vĩ": "Thành phố Hải Phòng",
        "Cồn Cỏ": "Tỉnh Quảng Trị",
        "Hoàng Sa": "Thành phố Đà Nẵng",
        "Lý Sơn": "Tỉnh Quảng Ngãi",
        "Côn Đảo": "Tỉnh Bà Rịa - Vũng Tàu",
    }


def test_the_pack_says_what_it_was_made_of() -> None:
    assert all(all(line) for line in pack.INPUTS)
    assert len(tables.provinces()) == 34
    assert sum(len(one.units) for one in tables.provinces().values()) == 3321
