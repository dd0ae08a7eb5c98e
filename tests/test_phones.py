"""What a phone number is, held to one table of cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from facts import phones, spotting

CASES = json.loads(Path(__file__).with_name("phones.json").read_text(encoding="utf-8"))
FUNCTIONS = {
    "dialed": phones.dialed,
    "grouped": phones.grouped,
    "find": lambda text: [found.digits for found in spotting.find(text)],
    "find_in_html": lambda html: [found.digits for found in spotting.find_in_html(html)],
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(map(str, case)))
def test_the_table_of_cases_holds(case: list[object]) -> None:
    name, *given, expected = case
    assert FUNCTIONS[str(name)](*given) == expected
