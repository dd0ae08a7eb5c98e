"""A pattern that an earlier process compiled is the very one that Python would compile, and is compiled no more."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _compiler as python  # type: ignore[attr-defined]

import pytest

from facts.project import on_disk
from facts.project.patterns import Patterns

SAID = [
    (r"(?P<day>[0-9]{2})/(?P<month>[0-9]{2})(?(day)x|y)", 0),
    (r"\b(?:gọi|Gọi|số)\s+([0-9]+)\b", re.IGNORECASE),
    (r"\b(?:gọi|Gọi|số)\s+([0-9]+)\b", 0),
    (r"(?<![^\W_])[^\t\n\r -~\x85\ue000-\ufffd𐀀-\U0010ffff]+?$", re.MULTILINE | re.DOTALL),
    (r" a b  # words", re.VERBOSE | re.ASCII),
    ("", 0),
]
PARSE: Callable[..., object] = python._parser.parse
OWN = python.compile, python._sre


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """What Python is asked to compile."""
    asked: list[object] = []

    def parse(*said: object) -> object:
        asked.append(said)
        return PARSE(*said)

    monkeypatch.setattr(python._parser, "parse", parse)
    yield asked
    python.compile, python._sre = OWN


def _compiled() -> list[re.Pattern[str]]:
    re.purge()  # else `re` knows them itself
    return [re.compile(*said) for said in SAID]


@pytest.mark.usefixtures("keeps")
def test_what_is_kept_is_what_python_compiles(tmp_path: Path, parsed: list[object]) -> None:
    usual = _compiled()
    for compiled in (len(SAID), 0):
        parsed.clear()
        patterns = Patterns()
        patterns.begin(tmp_path, "patterns")
        found = _compiled()
        patterns.end(tmp_path)
        assert len(parsed) == compiled
        assert found == usual  # as `re` holds two against each other: flags, and every step of the machine
        assert [(one.groups, one.groupindex) for one in found] == [(one.groups, one.groupindex) for one in usual]


@pytest.mark.usefixtures("keeps", "parsed")
def test_only_texts_are_kept_and_afterwards_python_compiles(tmp_path: Path) -> None:
    patterns = Patterns()
    patterns.begin(tmp_path, "patterns")
    assert python.compile != OWN[0]
    with pytest.raises(re.error, match="unterminated"):
        re.compile("(nobody ends this")
    re.purge()
    assert re.Scanner([("[0-9]+", str)]).scanner  # what is handed to the compiler has been read already
    assert re.compile("b+").match("bb")
    patterns.end(tmp_path)
    assert (python.compile, python._sre) == OWN
    assert on_disk.read(tmp_path, "patterns", sys.version.encode()).keys() == {("unterminated", 0), ("b+", 0)}


@pytest.mark.usefixtures("keeps", "parsed")
def test_nothing_is_left_where_nothing_is_to_be(tmp_path: Path) -> None:
    patterns = Patterns()
    patterns.begin(tmp_path, "patterns")
    _compiled()
    patterns.end(None)
    assert not (tmp_path / "build").exists()
