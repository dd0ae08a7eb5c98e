"""What an earlier process compiled is the very thing that Python would compile, and is compiled no more."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from re import _compiler as patterns  # type: ignore[attr-defined]

import pytest

from facts.project import loading, on_disk
from facts.project.loading import Loading

SAID = [
    (r"(?P<day>[0-9]{2})/(?P<month>[0-9]{2})(?(day)x|y)", 0),
    (r"\b(?:gọi|Gọi|số)\s+([0-9]+)\b", re.IGNORECASE),
    (r"\b(?:gọi|Gọi|số)\s+([0-9]+)\b", 0),
    (r"(?<![^\W_])[^\t\n\r -~\x85\ue000-\ufffd𐀀-\U0010ffff]+?$", re.MULTILINE | re.DOTALL),
    (r" a b  # words", re.VERBOSE | re.ASCII),
    ("", 0),
]
PARSE: Callable[..., object] = patterns._parser.parse
OWN = patterns.compile, patterns._sre


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """What is compiled."""
    asked: list[object] = []

    def parse(*said: object) -> object:
        asked.append(said)
        return PARSE(*said)

    monkeypatch.setattr(patterns._parser, "parse", parse)
    monkeypatch.setattr(
        loading, "compile", lambda *said, **how: asked.append(said) or compile(*said, **how), raising=False
    )
    yield asked
    Loading().end()


def _compiled() -> list[re.Pattern[str]]:
    re.purge()  # else `re` knows them itself
    return [re.compile(*said) for said in SAID]


@pytest.mark.usefixtures("keeps")
def test_a_kept_pattern_is_what_python_compiles(tmp_path: Path, parsed: list[object]) -> None:
    usual = _compiled()
    for compiled in (len(SAID), 0):
        parsed.clear()
        loaded = Loading()
        loaded.begin(tmp_path, "code")
        found = _compiled()
        loaded.end()
        loaded.leave(tmp_path)
        assert len(parsed) == compiled
        assert found == usual  # as `re` holds two against each other: flags, and every step of the machine
        assert [(one.groups, one.groupindex) for one in found] == [(one.groups, one.groupindex) for one in usual]


def _made() -> type:
    """A class of the forms that ours have."""

    @dataclass(frozen=True, order=True)
    class Made:
        name: str
        of: tuple[str, ...] = ()
        seen: dict[str, int] = field(default_factory=dict, compare=False)

    return Made


@pytest.mark.usefixtures("keeps")
def test_a_kept_method_is_what_python_writes(tmp_path: Path, parsed: list[object]) -> None:
    usual = _made()
    for is_kept in (False, True):
        parsed.clear()
        loaded = Loading()
        loaded.begin(tmp_path, "code")
        made = _made()
        loaded.end()
        loaded.leave(tmp_path)
        assert (not parsed) == is_kept
        for name, method in vars(usual).items():
            if hasattr(method, "__code__"):
                assert vars(made)[name].__code__ == method.__code__, name
        assert made("b", ("c",)) == made("b", ("c",), {"d": 1}) > made("a")
        assert repr(made("b")).endswith("Made(name='b', of=(), seen={})")
        with pytest.raises(dataclasses.FrozenInstanceError):
            made("b").name = "c"


@pytest.mark.usefixtures("keeps", "parsed")
def test_only_texts_are_kept_and_afterwards_python_compiles(tmp_path: Path) -> None:
    loaded = Loading()
    loaded.begin(tmp_path, "code")
    assert patterns.compile != OWN[0]
    with pytest.raises(re.error, match="unterminated"):
        re.compile("(nobody ends this")
    re.purge()
    assert re.Scanner([("[0-9]+", str)]).scanner  # what is handed to the compiler has been read already
    assert re.compile("b+").match("bb")
    loaded.end()
    loaded.leave(tmp_path)
    assert (patterns.compile, patterns._sre) == OWN
    assert not hasattr(dataclasses, "exec")
    assert on_disk.read(tmp_path, "code", loading._BY).keys() == {("unterminated", 0), ("b+", 0)}


@pytest.mark.usefixtures("keeps", "parsed")
def test_nothing_is_left_where_nothing_is_to_be(tmp_path: Path) -> None:
    loaded = Loading()
    loaded.begin(tmp_path, "code")
    _compiled()
    loaded.end()
    assert not (tmp_path / "build").exists()


@pytest.mark.usefixtures("keeps", "parsed")
def test_a_python_with_other_insides_compiles_as_it_always_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_IS_KNOWN", False)
    loaded = Loading()
    loaded.begin(tmp_path, "code")
    assert (patterns.compile, patterns._sre) == OWN
    assert not hasattr(dataclasses, "exec")
    _compiled()
    loaded.end()
    loaded.leave(tmp_path)
    assert not (tmp_path / "build").exists()
