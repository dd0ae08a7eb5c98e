"""The units of all 34 provinces as `data/communes.yml` would have them, unpacked from `units.txt.xz`."""

from __future__ import annotations

import lzma
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from facts.records.addresses import slugify

HERE = Path(__file__).resolve().parent
OUTLINES = HERE / "outlines"  # of every province but 15, where two units have none
UNCHECKED = """\
# Chưa ai so bảng này với nghị quyết, nên chưa có dòng verified_on: và trang nào cũng nói vậy. So xong thì thêm dòng ấy, với ngày
# so, ngay dưới effective_on:, và sửa note:.
"""
DRAWN = (
    "Hình lấy từ bộ dữ liệu thanglequoc/vietnamese-provinces-database (giấy phép MIT); gốc là bản đồ của nhà xuất bản ở "
    "sapnhap.bando.com.vn. Hình đã vẽ gọn lại, không dùng để xác định ranh giới."
)


@dataclass
class Province:
    """One province: its code, its kind and name, and the units of its table."""

    code: str
    kind: str
    name: str
    units: list[dict[str, object]] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)  # codes of units of which two tables say different things

    def table(self, **more: object) -> str:
        """The text of communes.yml."""
        head = {"effective_on": "2025-07-01", **more}
        return yaml.safe_dump({**head, "communes": self.units}, allow_unicode=True, sort_keys=False, width=1000)

    @property
    def full_name(self) -> str:
        """The name with its kind, as a title: Thành phố Cần Thơ."""
        return f"{self.kind.capitalize()} {self.name}"

    @property
    def spoken(self) -> str:
        """The same within a sentence: thành phố Cần Thơ."""
        return f"{self.kind} {self.name}"


def drawn(code: str) -> bool:
    """True where every unit of the province has an outline."""
    return (OUTLINES / f"{code}.topojson").is_file()


@cache
def provinces() -> dict[str, Province]:
    """All provinces by their code."""
    return read(lzma.decompress((HERE / "units.txt.xz").read_bytes()).decode())


def read(text: str) -> dict[str, Province]:
    """The provinces of a pack's text (engine/pack.py), by their code."""
    found: dict[str, Province] = {}
    old: list[dict[str, object]] = []
    district = province = ""
    for line in text.splitlines():
        if line.startswith("= "):
            _, code, words = line.split(" ", 2)
            kind = next(kind for kind in ("thành phố", "tỉnh") if words.startswith(kind))
            here = found[code] = Province(code, kind, words.removeprefix(f"{kind} "))
        elif line.startswith("@"):
            district, province = line[1:].split("|")
            unit = here.units[-1]
            unit |= {"district": district, "province": province}
        elif line.startswith("-"):
            is_part = {"part": True} if line[6] == "~" else {}
            old.append({"name": line[7:], "code": line[1:6], "district": district, "province": province, **is_part})
        else:
            old = []
            kind, name = line[6:].split("|")
            here.units.append({"id": "", "code": line[:5], "type": kind, "name": name, "former": old})
            here.unsure += [line[:5]] if line[5] == "?" else []
    for one in found.values():
        _finish(one)
    return found


def _finish(province: Province) -> None:
    """Ids; a district at the unit itself only where nothing else is known; old provinces only where there were several."""
    times = Counter(slugify(str(unit["name"])) for unit in province.units)
    seen: set[str] = set()
    olds = {str(unit["province"]) for unit in province.units} | {
        str(old["province"])
        for unit in province.units
        for old in unit["former"]  # type: ignore[attr-defined]
    }
    for unit in province.units:
        id = slugify(str(unit["name"]))
        is_second = times[id] > 1 and id in seen
        seen.add(id)
        unit["id"] = f"{slugify(str(unit['type']))}-{id}-{unit['code']}" if is_second or not id[0].isalpha() else id
        if unit["former"]:
            del unit["district"], unit["province"]
        for old in (unit, *unit["former"]):  # type: ignore[misc]
            if len(olds) == 1:
                old.pop("province", None)


def for_editors(code: str) -> str:
    """The text of communes.yml for a province whose people have compared nothing yet: it says so, and where tables differ."""
    province = provinces()[code]
    unsure = ", ".join(str(unit["name"]) for unit in province.units if unit["code"] in province.unsure)
    differ = f" Hai bảng nói khác nhau, dù chỉ một dấu, về: {unsure}." if unsure else ""
    text = province.table(
        sources=["goi-vietnam-provinces", "sapnhap-trang"],
        **({"outlines_from": DRAWN} if drawn(code) else {}),
        note=f"Lấy từ gói dữ liệu và bản đồ của nhà xuất bản; chưa ai so với nghị quyết.{differ}",
    )
    return f"{UNCHECKED}{text}"
