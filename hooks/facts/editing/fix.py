"""`python -m facts fix`: what a machine may mend in data/ without deciding anything.

Quotes around phones, the order of keys, NFC, line ends. It works on lines, with the places that `load` knows, so that a
comment stays above the key it speaks of and whatever need not move keeps its bytes. What a file says never changes; a
file that cannot be read keeps its words and is left to `check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from facts.reading import load
from facts.records.kinds import FOLDERS, MODELS
from facts.records.marks import Dialed, annotations_of
from facts.records.models import DIALED_KINDS, Channel, in_file_order
from facts.records.parts import part_of
from terminal import disk

_CURLY = "“”„‟‘’"


def fix(root: Path) -> list[str]:
    """Mend every file of data/ below `root`; the paths of those that changed."""
    changed = []
    for file in sorted((root / "data").rglob("*.yml")):
        path = file.relative_to(root).as_posix()
        if file.is_symlink() or not file.is_file() or file.stat().st_size > load.MAX_BYTES:
            continue
        before = file.read_bytes()
        kind = file.parent.name if file.parent.name in FOLDERS else file.stem
        after = fixed(before, path, MODELS.get(kind))
        if after != before:
            disk.write(file, after)
            changed.append(path)
    return changed


def fixed(raw: bytes, path: str, model: type[BaseModel] | None) -> bytes:
    """The same file mended; only its bytes and line ends when `model` is None or nobody can read it."""
    text, _ = load.decode(raw, path)
    if text is None:
        return raw
    text = text.rstrip("\n") + "\n" if text.strip() else text
    if model:
        text = _ordered(_quoted(text, path, model), path, model)
    return text.encode("utf-8")


def _mapping(text: str, path: str) -> load.Mapping | None:
    document = load.parse(text, path)
    return document.root if isinstance(document.root, load.Mapping) and not document.problems else None


def _parts(node: load.Node, model: type[BaseModel] | None) -> Iterator[tuple[load.Mapping, type[BaseModel]]]:
    """Every mapping of a file with its model, outermost first."""
    if isinstance(node, load.Sequence):
        for item in node.items:
            yield from _parts(item, model)
    elif isinstance(node, load.Mapping) and model:
        yield node, model
        names = {info.alias or name: name for name, info in model.model_fields.items()}
        for key, value in node.entries.items():
            yield from _parts(value, part_of(model, names[key]) if key in names else None)


# --- quotes --------------------------------------------------------------------------------------------------------


def _quoted(text: str, path: str, model: type[BaseModel]) -> str:
    """Double quotes around every phone; straight ones for those of a phone's keyboard."""
    root = _mapping(text, path)
    lines = text.split("\n")
    for node, part in _parts(root, model) if root else ():
        for scalar in _phones(node, part):
            number = scalar.text.strip(_CURLY + " ")
            written = {"": scalar.text, "'": f"'{scalar.text}'"}.get(scalar.quotes, "")
            line, start = lines[scalar.place.line - 1], scalar.place.column - 1
            if written and line[start:].startswith(written) and re.fullmatch(r"[0-9][0-9 .]*", number):
                lines[scalar.place.line - 1] = f'{line[:start]}"{number}"{line[start + len(written) :]}'
    return "\n".join(lines)


def _phones(node: load.Mapping, model: type[BaseModel]) -> Iterator[load.Scalar]:
    for name, info in model.model_fields.items():
        value = node.entries.get(info.alias or name)
        kind = node.entries.get("kind")
        is_number = any(isinstance(mark, Dialed) for mark in annotations_of(model, name)) or (
            model is Channel and name == "value" and isinstance(kind, load.Scalar) and kind.text in DIALED_KINDS
        )
        if is_number and isinstance(value, load.Scalar):
            yield value


# --- order ---------------------------------------------------------------------------------------------------------


def _ordered(text: str, path: str, model: type[BaseModel]) -> str:
    """Keys as `in_file_order` has them, each with the comments above it; one mapping after another until none is left."""
    before = load.parse(text, path).root
    for _ in range(text.count("\n") + 1):
        root = _mapping(text, path)
        moved = next(filter(None, (_moved(text, node, part) for node, part in _parts(root, model))), "") if root else ""
        if not moved:
            return text
        after = load.parse(moved, path).root
        if before is None or after is None or load.plain(after) != load.plain(before):
            return text  # never change what a file says, whatever odd way it is written in
        text = moved
    return text


def _moved(text: str, node: load.Mapping, model: type[BaseModel]) -> str:
    """The text with the keys of one mapping in order, or '' when they are, or when they do not stand on lines of their own."""
    known = {name: index for index, name in enumerate(in_file_order(model))}
    keys = list(node.keys)
    wanted = sorted(keys, key=lambda key: known.get(key, len(known)))
    if wanted == keys:
        return ""
    lines = text.split("\n")
    places = [node.keys[key] for key in keys]
    indent = places[0].column - 1
    if any(place.column - 1 != indent or lines[place.line - 1][:indent].strip() for place in places[1:]):
        return ""
    dash = lines[places[0].line - 1][:indent]
    if dash.strip() not in ("", "-"):
        return ""
    starts = [places[0].line - 1, *(_first_line(lines, place.line - 1, indent) for place in places[1:])]
    end = _last_line(lines, places[-1].line, indent)
    chunks = {key: lines[start:stop] for key, start, stop in zip(keys, starts, [*starts[1:], end], strict=True)}
    if dash.strip():
        _unmark(chunks[keys[0]], 0, indent)
        first = node.keys[wanted[0]].line - 1 - starts[keys.index(wanted[0])]
        chunks[wanted[0]][first] = dash + chunks[wanted[0]][first][indent:]
    return "\n".join([*lines[: starts[0]], *(line for key in wanted for line in chunks[key]), *lines[end:]])


def _unmark(chunk: list[str], line: int, indent: int) -> None:
    """Take the dash off a line that is no longer the first of its item."""
    chunk[line] = " " * indent + chunk[line][indent:]


def _first_line(lines: list[str], line: int, indent: int) -> int:
    """Where a key begins, the comments and empty lines right above it included."""
    while line and (not lines[line - 1].strip() or _is_comment(lines[line - 1], indent)):
        line -= 1
    return line


def _last_line(lines: list[str], line: int, indent: int) -> int:
    """The line after the last key's value; what stands below it, empty or a comment, stays at the end."""
    last = line
    while line < len(lines) and (
        not lines[line].strip() or lines[line][: indent + 1].strip() == "" or _is_item(lines[line], indent)
    ):
        line += 1
        if lines[line - 1].strip() and not _is_comment(lines[line - 1], indent):
            last = line
    return last


def _is_comment(line: str, indent: int) -> bool:
    return line[:indent].strip() == "" and line[indent : indent + 1] == "#"


def _is_item(line: str, indent: int) -> bool:
    """A list may stand at the column of its key."""
    return line[:indent].strip() == "" and line[indent : indent + 2] in ("- ", "-")
