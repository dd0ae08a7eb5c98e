"""A withdrawal is never held up: one line takes a record off, whatever else is wrong with its file (PROMISES.md, 8).

What is wrong is still told, as a warning. Only a file of which no record can be made any more stops the build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from facts.numbers import spotting
from facts.problems import Level, Problem
from facts.reading import layers, load, local

# As a phone's keyboard writes it too: a capital, curly quotes, a sign that ends it (and what is said behind), a comment,
# spaces that are none; and as other formats would: an equals sign, brackets.
_SAYS = re.compile(
    r"^[\u200b\u2060\ufeff]*[\"']?publish[\"']?[ \t\u00a0]*[:：=][ \t\u00a0\u200b]*[\[({]?[\"'“”‘’]?withdrawn[\"'“”‘’]?[\])}]?"
    r"[ \t\u00a0\u200b]*(?:[.,;!#].*)?$",
    re.IGNORECASE | re.MULTILINE,
)
_BECAUSE = re.compile(r"^because[ \t]*:[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_VALUE = re.compile(r"^([ \t]*(?:-[ \t]+)?value[ \t]*:)(?!.*://)(.*)$", re.MULTILINE)
_FIELD = re.compile(r"^(?=[^\s#-])", re.MULTILINE)
_MOST_WRONG = 40  # lines, and values, that are left out of one file


def is_meant(text: str) -> bool:
    """True when a line of a record's file says that it is withdrawn."""
    return _SAYS.search(text) is not None


def unhindered(problems: Iterable[Problem], withdrawn: Collection[str]) -> list[Problem]:
    """The problems, of which none in a file of a record that an editor withdrew is more than a warning."""
    return [replace(one, level=Level.WARNING) if one.place.path in withdrawn else one for one in problems]


def by_nation(record: Any, file: Path, root: Path) -> Any:
    """The record of a file of the province's; taken off as soon as the nation's file that it covers is (PROMISES.md, 8).

    Else a number that the nation withdrew would live on in the province that once wrote its own words to it.
    """
    covered = _covered(file, root)
    if record.publish == "withdrawn" or not covered:
        return record
    text, _ = load.read_text(covered, layers.path_of(covered, root))
    if text is None or not is_meant(text):
        return record
    because = _BECAUSE.search(local.with_words(text, local.words(root)))
    return record.model_copy(
        update={"publish": "withdrawn", "because": (because and _bare(because[1])) or record.because}
    )


def _covered(file: Path, root: Path) -> Path | None:
    """The nation's file that a province's covers."""
    covered = layers.national(root, "data") / file.parent.name / file.name
    return covered if covered != file and covered.is_file() else None


def _plain(file: Path | None, root: Path) -> dict[str, Any]:
    """The fields of a record's file; none of a file that is not there or cannot be read."""
    document = local.in_words(load.load(file, root), local.words(root)) if file else None
    return load.plain(document.root) if document and isinstance(document.root, load.Mapping) else {}


def read(
    file: Path, root: Path, model: type[BaseModel], told: Iterable[Problem]
) -> tuple[load.Document, Any, list[Problem]] | None:
    """The record of a file that says it is withdrawn, without the fields that are wrong, and what was `told` as warnings.

    What the file of a province does not say is taken from the nation's that it covers: two lines withdraw there too. None when
    the file says no such thing, or when no record can be made of it.
    """
    path = layers.path_of(file, root)
    text, _ = load.read_text(file, path)
    if text is None or not is_meant(text):
        return None
    covered = _plain(_covered(file, root), root)
    told = [one for one in told if not (covered and one.code == "missing-field")]
    for attempt in _mended(text):
        document = local.in_words(load.parse(attempt, path), local.words(root))
        if not isinstance(document.root, load.Mapping):
            continue
        # Withdrawn, whatever it says besides.
        values = {
            **covered,
            **load.plain(document.root),
            "id": file.stem,
            "publish": "withdrawn",
        }
        if (record := _record(values, model)) is not None:
            return replace(document, problems=[]), record, [replace(one, level=Level.WARNING) for one in told]
    return None


def _mended(text: str) -> Iterator[str]:
    """The text with its two lines as they are meant; then without the lines, at last the fields, that cannot be read. Lines stay lines."""
    text = _SAYS.sub("publish: withdrawn", text)
    text = re.sub(r"^because[ \t]*:", "because:", text, flags=re.IGNORECASE | re.MULTILINE)
    text = _VALUE.sub(_only_its_number, text)
    yield text
    text = _BECAUSE.sub(lambda line: f"because: {json.dumps(_bare(line[1]), ensure_ascii=False)}", text)
    yield text
    yield _without_wrong_lines(text)
    fields = [field for field in _FIELD.split(text) if field]
    yield "".join(field if load.parse(field, "").root is not None else "\n" * field.count("\n") for field in fields)


def _only_its_number(value: re.Match[str]) -> str:
    """The number of a channel however it is written: one that is not known to be withdrawn would be a stranger's."""
    number = next(iter(spotting.find(value[2])), None)
    return f'{value[1]} "{number.digits}"' if number else value[0]


def _bare(value: str) -> str:
    return value.strip().strip("\"'“”‘’").strip()


def _without_wrong_lines(text: str) -> str:
    lines = text.split("\n")
    for _ in range(_MOST_WRONG):
        document = load.parse("\n".join(lines), "")
        if document.root is not None or not document.problems:
            break
        wrong = min(document.problems[-1].place.line, len(lines)) - 1
        lines[wrong] = ""
    return "\n".join(lines)


def _record(values: dict[str, Any], model: type[BaseModel]) -> Any:
    """A record of what is right in a file; None when something is missing that no record can be without.

    Of what is wrong as little is left out as can be: a channel without its hours still has the number that is withdrawn.
    """
    values = deepcopy(values)
    for _ in range(_MOST_WRONG):
        try:
            return model.model_validate(values)
        except ValidationError as error:
            if not any(_leave_out(values, detail["loc"]) for detail in error.errors()):
                return None
    return None


def _leave_out(values: dict[str, Any], loc: tuple[int | str, ...]) -> bool:
    """Delete what lies at `loc`, or nearest above it (where something is missing); False when that is the whole record."""
    here: Any = values
    found: tuple[Any, Any] | None = None
    for step in loc:
        is_there = step in here if isinstance(here, dict) else isinstance(here, list) and step in range(len(here))
        if step == "kind" and isinstance(here, dict) and "value" in here and here.get("kind") != "call":
            here["kind"] = "call"  # whatever was meant, its number goes
            return True
        if is_there:  # else a name that pydantic gave to one of several types
            found = here, step
            here = here[step]
    if found is None:
        return False
    del found[0][found[1]]
    return True
