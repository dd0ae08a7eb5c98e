"""JSON Schemas of every kind (2020-12), written to data/schema/ so that editors' tools can complete and explain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from facts.problems import Place, Problem
from facts.records import KINDS, TABLE_MODELS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def models() -> dict[str, type[BaseModel]]:
    """The model of each kind and of each table whose form is known."""
    return {**KINDS, **TABLE_MODELS}


def schema_of(kind: str) -> str:
    """The schema of one kind as text, the same bytes each time."""
    schema: dict[str, Any] = models()[kind].model_json_schema(by_alias=True)
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write(root: Path) -> None:
    """Write every schema below `root`, and remove those of kinds that are gone."""
    folder = root / "data" / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.json"):
        if file.stem not in models():
            file.unlink()
    for kind in models():
        (folder / f"{kind}.json").write_text(schema_of(kind), encoding="utf-8", newline="\n")


def check(root: Path) -> list[Problem]:
    """A problem for each schema that is not what the models say; a project without the folder has none."""
    folder = root / "data" / "schema"
    try:
        if not folder.is_dir():
            return []
    except OSError:  # told with the folder that does not open
        return []
    stale = [kind for kind in models() if _written(folder / f"{kind}.json") != schema_of(kind)]
    message = "lược đồ này cũ so với hooks/facts/records.py. Chạy make schema rồi lưu lại."
    return [Problem(Place(f"data/schema/{kind}.json"), "schema", message) for kind in sorted(stale)]


def _written(file: Path) -> str:
    """The file's text, or '' when there is none to read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
