"""JSON Schemas of every kind (2020-12), made of the models."""

from __future__ import annotations

import json
from typing import Any

from facts.records.kinds import MODELS
from facts.records.models import PARTIAL

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: str) -> str:
    """The schema of one kind as text, the same bytes each time."""
    model = MODELS[kind]
    schema: dict[str, Any] = model.model_json_schema(by_alias=True)
    for part in (schema, *schema.get("$defs", {}).values()):
        if "properties" in part:  # of a class: its name and docstring are for developers, and in English
            part.pop("title")
            part.pop("description", None)
    schema["title"] = model.label
    schema = _as_written(schema)
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _as_written(part: Any) -> Any:
    """What editors may write where the models hold one form of it: a year that YAML takes for a number, a point as a line."""
    if isinstance(part, list):
        return [_as_written(item) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get("$ref") == "#/$defs/Point":
        return {"anyOf": [part, {"type": "string"}]}
    if part.get("pattern") == PARTIAL:
        text = {key: part[key] for key in ("type", "pattern")}
        rest = {key: value for key, value in part.items() if key not in text}
        return {**rest, "anyOf": [text, {"type": "integer", "minimum": 1900, "maximum": 2100}]}
    return {key: _as_written(value) for key, value in part.items()}
