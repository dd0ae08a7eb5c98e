"""Pack what two tables say of the units of all provinces into `units.txt.xz`: `python -m engine.pack FOLDER`.

FOLDER holds a file NN.json for each province, in which both were joined by the codes of units: its name, kind, `formerly`,
and `units` with `former`, `publisher_says` and `agrees`. INPUTS says what was read, and HASH what the joined files were.
The second table's words help where the first lacks a name, and say which units the two do not agree about.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PACKED = Path(__file__).with_name("units.txt.xz")
# Name and version, where it is from, licence, hash; and what of it stands in the pack.
INPUTS = (
    (
        "vietnam-provinces 2026.9.0",
        "the package of that name for Python, its wheel; its own source is BangChuyendoiĐVHCmoi_cu_khong_merge.csv",
        "GPL-3.0-or-later: names and codes are facts; nothing depends on it, and no line of its code is here",
        "sha256 b5f3540a98937d38b9bebcbdb792fa4f5b9712737d41b05c7254beb2308ebcd1",
        "codes, names, kinds, districts and old provinces of units, of today and before, and which came in part",
    ),
    (
        "thanglequoc/vietnamese-provinces-database",
        "https://github.com/thanglequoc/vietnamese-provinces-database, words of https://sapnhap.bando.com.vn/",
        "MIT",
        "commit cd58063299585146ded3981f2272946ef19ced54",
        "what the map's publisher says went into each unit; the outlines",
    ),
)
HASH = "a0a5be054d9a33a615cd81cf99dbc999938bbc5f298621b28fd198672528d5b9"  # of all NN.json, one after the other


def packed(files: Iterable[bytes]) -> str:
    """The text of the pack, from the JSON of each province in order."""
    return "".join(f"{line}\n" for file in files for line in lines(json.loads(file)))


def lines(province: dict[str, Any]) -> Iterator[str]:
    """One province as text: itself, then each unit, each district that it had a part of, each unit of before."""
    yield f"= {province['code']} {province['kind']} {province['name']}"
    for unit in province["units"]:
        yield f"{unit['code']}{' ' if unit['agrees'] else '?'}{unit['type']}|{unit['name']}"
        district = ""
        for former in unit["former"]:
            here = f"@{spelt(former['district'])}|{former['province']}"
            if here != district:
                district = here
                yield here
            if name := former["name"] or only_left(unit):
                yield f"-{former['code']}{'~' if former.get('part') else ' '}{name}"
        if not unit["former"]:
            yield f"@{spelt(unit['publisher_says'])}|{nearest(unit, province)}"


def nearest(unit: dict[str, Any], province: dict[str, Any]) -> str:
    """The old province of an island that no unit of before went into: that of the nearest code, as codes run on within a province."""
    formers = [former for other in province["units"] for former in other["former"]]
    return str(min(formers, key=lambda former: abs(int(former["code"]) - int(unit["code"])))["province"])


def spelt(district: str) -> str:
    """A district with its kind in the letters of a name: the package writes Thành Phố Đồng Hới 23 times."""
    return re.sub("^(Thành Phố|Thị Xã) ", lambda kind: f"{kind[1].capitalize()} ", district)


def only_left(unit: dict[str, Any]) -> str:
    """The one name in the publisher's words that no other unit of before bears; '' when there are more or none."""
    words = [re.sub(r"\(.*?\)", "", name).strip() for name in unit["publisher_says"].split(",")]
    known = {former["name"] for former in unit["former"]}
    left = [name for name in words if re.match("(Xã|Phường|Thị trấn) ", name) and name not in known]
    return left[0] if len(left) == 1 and sum(former["name"] is None for former in unit["former"]) == 1 else ""


if __name__ == "__main__":
    read = [file.read_bytes() for file in sorted(Path(sys.argv[1]).glob("[0-9][0-9].json"))]
    if (found := hashlib.sha256(b"".join(read)).hexdigest()) != HASH:
        print(f"other inputs than the last time: {found}. Write their versions into INPUTS, and this into HASH.")
    PACKED.write_bytes(lzma.compress(packed(read).encode(), format=lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME))
