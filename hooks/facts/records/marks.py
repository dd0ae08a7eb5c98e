"""What a field says of itself beside its type: marks that checks, reports and schemas read."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Hint:
    """Adds `pattern`, `format` and the like to the JSON Schema of a type whose judge is a function."""

    def __init__(self, **schema: Any) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), **self.schema}


class Ref:
    """Marks a text as the id of a record of `kind`; `check` follows it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), "x-ref": self.kind}


class Key:
    """Marks a text as `kind/id`, a record of any kind; `start`: only a text that begins so, all others are words."""

    def __init__(self, start: str = "") -> None:
        self.start = start


class Past:
    """Marks a day that has been: `check` tells one that is still to come."""


class LookFirst:
    """Marks what must not change while nobody says that they looked: `review.rules` wants a new day or source beside it."""


class Dialed:
    """Marks a text as something a phone dials; `check` wants it in double quotes and knows who claims it."""


def annotations_of(model: type[BaseModel], name: str) -> tuple[Any, ...]:
    """The metadata (Ref, Dialed …) of a field, also inside its tuple or optional."""
    field = model.model_fields[name]
    found: list[Any] = list(field.metadata)
    waiting = [field.annotation]
    while waiting:
        kind = waiting.pop()
        metadata = getattr(kind, "__metadata__", ())
        found.extend(metadata)
        waiting.extend(arg for arg in get_args(kind) if not isinstance(arg, str))
    return tuple(found)
