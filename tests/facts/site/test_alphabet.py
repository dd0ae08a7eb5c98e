"""Names in the order that Vietnamese readers know, held to the tables of a browser."""

from __future__ import annotations

import itertools
import json
import random
import subprocess

import pytest

import node_tools
from facts.site import alphabet
from facts.site.names import letter_of
from facts.site.store import Facts

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def as_a_browser(names: list[str]) -> list[str]:
    """The names as `Intl.Collator("vi")` sorts them."""
    command = [node_tools.find(), str(node_tools.FOLDER / "collate.mjs")]
    done = subprocess.run(
        command, input=json.dumps(names), capture_output=True, text=True, encoding="utf-8", check=True
    )
    return list(json.loads(done.stdout))


def test_names_stand_as_a_browser_sorts_them(facts: Facts) -> None:
    syllables = [before + vowel + tone + after for before, vowel, tone, after in itertools.product(
        ("", "d", "đ", "ng", "Đ"), VOWELS, TONES, ("", "n", "n B", "n-b", "n1"))]  # fmt: skip
    dice = random.Random(1)
    pairs = [
        f"{dice.choice(syllables)}{dice.choice((' ', '-', ', ', ' (', '/', ': ', ''))}{dice.choice(syllables)}"
        for _ in range(2000)
    ]
    real = [record.name for kind in facts.records.values() for record in kind.values()]
    names = sorted(
        {
            *syllables,
            *pairs,
            *real,
            "",
            "2",
            "10",
            "A",
            "a",
            "“Ma túy”",
            "ma tuý",
            "ma túy",
            "Zalo",
            "French",
            "wifi",
            "j",
        }
    )
    dice.shuffle(names)
    alike = {name: alphabet.key(name) for name in names}
    assert [alike[name] for name in as_a_browser(names)] == sorted(alike.values())


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Đà Nẵng", "Đ"), ("đường dây", "Đ"), ("Diễn Châu", "D"), ("Ấp Một", "A"), ("“Ông Tư”", "O"), ("111", "0–9"), ("…", "0–9")],
)  # fmt: skip
def test_a_name_stands_under_its_first_letter_without_marks_but_for_the_letter_d_with_its_stroke(
    name: str, letter: str
) -> None:
    assert letter_of(name) == letter
