"""An id that is offered in place of a wrong one is the one that was meant, or none is offered."""

from __future__ import annotations

import pytest

from facts.records.nearness import near

LINES = ("tre-em", "cap-cuu-115", "cuc-tre-em", "ke-hoach-2024", "bo-cong-an-hop-bao-2024")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tre-en", "tre-em"),
        ("treem", "tre-em"),
        ("tre-me", "tre-em"),
        ("cap-cuu-11", "cap-cuu-115"),
        ("bo-cong-am-hopbao-2024", "bo-cong-an-hop-bao-2024"),
        ("ke-hoach-2025", ""),  # another year is another plan
        ("tre-tho", ""),
        ("cuc-tre", ""),
    ],
)
def test_only_a_slip_of_the_finger_is_mended(written: str, meant: str) -> None:
    assert near(written, LINES, "hotlines") == meant


def test_of_two_that_may_be_meant_none_is_offered() -> None:
    assert near("so-3", ["so-1", "so-11"]) == ""
    assert near("tam", ["tan", "tai"]) == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [("ben-that", ""), ("nam-can", ""), ("tam-thai", ""), ("tan-ky", ""), ("phuc-loc", ""), ("benhai", "ben-hai"), ("ebn-hai", "ben-hai")],
)  # fmt: skip
def test_another_communes_name_is_never_offered_for_one_that_is_gone(written: str, meant: str) -> None:
    assert near(written, ["ben-hai", "nam-gianh", "tan-thanh", "tan-my", "phu-loc"], "communes") == meant
