"""Pack what two tables say of the units of all provinces into `units.txt.xz`: `python -m engine.pack FOLDER`.

FOLDER holds a file NN.json for each province. Names and codes in them were read from the package vietnam-provinces 2026.9.0
(GPL-3.0: names and codes are facts; nothing depends on it, and no line of its code is here), the publisher's words from its
map, sapnhap.bando.com.vn, as kept in thanglequoc/vietnamese-provinces-database (MIT) at commit cd5806329958. The words help
where the package lacks a name, and say which units the two tables do not agree about.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKED = Path(__file__).with_name("units.txt.xz")


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
            yield f"@{spelt(unit['publisher_says'])}|{province['formerly'][-1]}"


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
    files = sorted(Path(sys.argv[1]).glob("[0-9][0-9].json"))
    text = "\n".join(line for file in files for line in lines(json.loads(file.read_text(encoding="utf-8")))) + "\n"
    PACKED.write_bytes(lzma.compress(text.encode(), format=lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME))
