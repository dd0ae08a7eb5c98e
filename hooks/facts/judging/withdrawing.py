"""A withdrawal is never held up: one line takes a record off, whatever else is wrong with its file (DESIGN, promise 8).

What is wrong is still told, as a warning. Only a file of which no record can be made any more stops the build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from facts.problems import Level, Problem
from facts.reading import layers, load

# As a phone's keyboard writes it too: a capital, curly quotes, a full stop, a comment.
_SAYS = re.compile(r"^publish[ \t]*:[ \t]*[\"'“”‘’]?withdrawn[\"'“”‘’]?[ \t.]*(?:#.*)?$", re.IGNORECASE | re.MULTILINE)
_BECAUSE = re.compile(r"^because[ \t]*:[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(r"^(?=[^\s#-])", re.MULTILINE)


def is_meant(text: str) -> bool:
    """True when a line of a record's file says that it is withdrawn."""
    return _SAYS.search(text) is not None


def unhindered(problems: Iterable[Problem], withdrawn: Collection[str]) -> list[Problem]:
    """The problems, of which none in a file of a record that an editor withdrew is more than a warning."""
    return [replace(one, level=Level.WARNING) if one.place.path in withdrawn else one for one in problems]


def by_nation(record: Any, file: Path, root: Path) -> Any:
    """The record of a file of the province's; taken off as soon as the nation's file that it covers is (DESIGN, promise 8).

    Else a number that the nation withdrew would live on in the province that once wrote its own words to it.
    """
    covered = layers.national(root, "data") / file.parent.name / file.name
    if record.publish == "withdrawn" or covered == file or not covered.is_file():
        return record
    text, _ = load.read_text(covered, layers.path_of(covered, root))
    if text is None or not is_meant(text):
        return record
    because = _BECAUSE.search(text)
    return record.model_copy(
        update={"publish": "withdrawn", "because": (because and _bare(because[1])) or record.because}
    )


def read(
    file: Path, root: Path, model: type[BaseModel], told: Iterable[Problem]
) -> tuple[load.Document, Any, list[Problem]] | None:
    """The record of a file that says it is withdrawn, without the fields that are wrong, and what was `told` as warnings.

    None when the file says no such thing, or when no record can be made of it.
    """
    path = layers.path_of(file, root)
    text, _ = load.read_text(file, path)
    if text is None or not is_meant(text):
        return None
    for attempt in _mended(text):
        document = load.parse(attempt, path)
        if not isinstance(document.root, load.Mapping):
            continue
        values = {**load.plain(document.root), "id": file.stem, "publish": "withdrawn"}  # whatever it says besides
        if (record := _record(values, model)) is not None:
            return replace(document, problems=[]), record, [replace(one, level=Level.WARNING) for one in told]
    return None


def _mended(text: str) -> Iterator[str]:
    """The text with its two lines as they are meant; then only with those fields that can be read. Lines stay lines."""
    text = _SAYS.sub("publish: withdrawn", text)
    text = re.sub(r"^because[ \t]*:", "because:", text, flags=re.IGNORECASE | re.MULTILINE)
    yield text
    text = _BECAUSE.sub(lambda line: f"because: {json.dumps(_bare(line[1]), ensure_ascii=False)}", text)
    yield text
    fields = [field for field in _FIELD.split(text) if field]
    yield "".join(field if load.parse(field, "").root is not None else "\n" * field.count("\n") for field in fields)


def _bare(value: str) -> str:
    return value.strip().strip("\"'“”‘’").strip()


def _record(values: dict[str, Any], model: type[BaseModel]) -> Any:
    """A record of what is right in a file; None when something is missing that no record can be without."""
    for _ in range(len(values)):
        try:
            return model.model_validate(values)
        except ValidationError as error:
            wrong = {detail["loc"][0] for detail in error.errors() if detail["loc"] and detail["type"] != "missing"}
            if not wrong & values.keys():
                return None
            values = {name: value for name, value in values.items() if name not in wrong}
    return None
