"""The editors' tables of synonyms and pins, read for the finder without the facts of the site."""

import unicodedata
from pathlib import Path
from typing import Any

import yaml

from finder.index import ALWAYS, FIRM, WEAK, Group, Pin, Pins, Synonyms, Target, Telling

LEVELS = {"weak": WEAK, None: FIRM, "always": ALWAYS}
DATA = Path(__file__).parents[2] / "data" / "national"
SHORT = {
    "cap-cuu-115": "115",
    "canh-sat-113": "113",
    "cuu-nan-112": "112",
    "cuu-hoa-114": "114",
    "tre-em": "111",
    "mua-ban-nguoi": "111",
}


def read(name: str) -> dict[str, Any]:
    """Read data/national/<name>.yml as plain lists and texts."""
    table: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yml").read_text(encoding="utf-8"))
    return table


def synonyms() -> Synonyms:
    """Give data/national/synonyms.yml as the finder takes it."""
    table = read("synonyms")
    groups = [Group(tuple(group["words"]), tuple(group.get("alone", ()))) for group in table["groups"]]
    return Synonyms(tuple(groups), tuple(table["ignore"]))


def target(hotline: str) -> Target:
    """Make a stand-in for a hotline: short codes dial, other lines lead to their page."""
    return Target(f"Đường dây {hotline}", f"goi-ngay/{hotline}/", SHORT.get(hotline, ""), "24/24")


def shown(pin: dict[str, Any]) -> tuple[Target, ...]:
    """List what one pin shows: its page first, then its numbers, then the page that may wait."""
    page, last = ((Target("Một trang", pin[key]),) if key in pin else () for key in ("page", "then"))
    return page + tuple(map(target, pin.get("hotlines", ()))) + last


def leads_to(pin: dict[str, Any]) -> list[str]:
    """List the addresses that one pin leads to."""
    return [target.url for target in shown(pin)]


def pins() -> Pins:
    """Give data/national/pins.yml as the finder takes it, with stand-ins for the hotlines."""
    table = read("pins")
    found = [
        Pin(
            tuple(pin["words"]),
            shown(pin),
            tuple(pin.get("alone", ())),
            tuple(pin.get("patterns", ())),
            LEVELS[pin.get("level")],
        )
        for pin in table["pins"]
    ]
    return Pins(
        tuple(found),
        tuple(map(target, table["nothing_found"])),
        {one["name"]: tuple(one["words"]) for one in table["sets"]},
        tuple(table["present"]),
        tuple(table["harmless"]),
        tuple(
            Telling(*(tuple(one.get(key, ())) for key in ("words", "unless", "others")), LEVELS[one.get("level")])
            for one in table["about"]
        ),
        {one["typed"]: tuple(one["means"]) for one in table["short"]},
    )


def plain(phrase: str) -> str:
    """Give a phrase as typed on a keyboard without Vietnamese."""
    apart = unicodedata.normalize("NFD", phrase.replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def typed(pin: dict[str, Any]) -> list[str]:
    """List what must show one pin: its phrases with marks and without, a weak one's with someone in it."""
    who = "em " if pin.get("level") == "weak" else ""
    return [
        who + spelled
        for phrase in [*pin["words"], *pin.get("alone", ())]
        for spelled in ([phrase, plain(phrase)] if " " in phrase and plain(phrase) not in HARMLESS else [phrase])
    ]


HARMLESS = {plain(phrase) for phrase in read("pins")["harmless"]}  # typed without marks, this is what is meant
