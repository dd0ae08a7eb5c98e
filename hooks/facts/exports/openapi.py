"""What the exports promise, for programs: JSON Schema 2020-12 of every kind, and one OpenAPI 3.1 document.

Both come from the models. A reader of today's files must be able to read tomorrow's: the schemas leave room for new
fields, and tests/contract/ holds what was promised.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from facts.exports.export import Export
from facts.records.kinds import KINDS
from facts.records.schema import DIALECT
from facts.records.when import Freshness
from facts.site.site import Settings


def schema_of(kind: str, version: int, license: str) -> dict[str, Any]:
    """The schema of one kind's file, whole in itself."""
    record, parts = _record(kind, _DEFS)
    return {
        "$schema": DIALECT,
        **_envelope(kind, {"$ref": "#/$defs/Entry"}, version, license),
        "$defs": {**parts, "Entry": record},
    }


def listed(kind: str, version: int, license: str) -> dict[str, Any]:
    """The same file as the OpenAPI document describes it, where the parts of all files stand together."""
    return _envelope(kind, {"$ref": f"#/components/schemas/{KINDS[kind].model.__name__}"}, version, license)


def _envelope(kind: str, item: dict[str, Any], version: int, license: str) -> dict[str, Any]:
    """One kind's file. Its `title` is what generators call their class by: it never follows our words."""
    return {
        "title": f"{kind.capitalize()}File",
        "description": f"{kind}.json: {KINDS[kind].label}",
        "type": "object",
        "required": ["schema_version", "generated_on", "license", "data"],
        "properties": {
            "schema_version": {
                "type": "integer",
                "const": version,
                "description": "Đổi khi có thay đổi làm hỏng cách đọc cũ.",
            },
            "generated_on": {"type": "string", "format": "date", "description": "Ngày dựng trang."},
            "license": {"type": "string", "const": license, "description": "Mã giấy phép theo SPDX."},
            "data": {"type": "array", "items": item},
        },
    }


_DEFS = "#/$defs/"  # where pydantic has the parts of a model


@cache
def _of_model(kind: str) -> dict[str, Any]:
    """What pydantic says of a model; the same in every build of a process. Not to be changed: `_opened` copies it."""
    model = KINDS[kind].model
    schema = model.model_json_schema(by_alias=True)
    for name, one in model.model_fields.items():
        if one.exclude:  # for editors alone
            schema["properties"].pop(name)
    return schema


def _record(kind: str, at: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of an entry and those of its parts, which stand below `at`: the record's own fields, open to new ones, and what we add."""
    schema = _opened(_of_model(kind), at)
    parts: dict[str, Any] = schema.pop("$defs", {})
    added: dict[str, Any] = {
        "address": {"type": "string", "description": "Địa chỉ trên trang, tính từ gốc."},
        "resolved": {
            "type": "object",
            "description": "Tên và địa chỉ của mọi mục được nhắc tới, theo loại/mã.",
            "additionalProperties": {
                "type": "object",
                "required": ["name", "address"],
                "properties": {"name": {"type": "string"}, "address": {"type": "string"}},
            },
        },
    }
    if KINDS[kind].has_files:
        states = [state.value for state in Freshness]
        description = "fresh: còn hạn đối chiếu; stale: quá hạn; withdrawn: tạm rút, đừng dùng."
        added["freshness"] = {"type": "string", "enum": states, "description": description}
    if kind == "gaps":
        added["shown_at"] = {
            "type": "array",
            "items": {"type": "string"},
            "description": "Những chỗ trên trang dựa vào điều này, tính từ gốc.",
        }
    if kind == "hotlines":  # a withdrawn line has lost its numbers
        del schema["properties"]["channels"]["minItems"]
    schema["properties"] |= added
    lost = {"value"} if kind == "results" else set()  # by a withdrawn figure
    schema["required"] = sorted({*schema["required"], *added} - lost)
    return schema, parts


def _opened(schema: Any, at: str) -> Any:
    """The same schema without the rules that are for editors: unknown fields are theirs to mend, not a reader's.

    A field's Vietnamese title goes before its description: generators would make names of classes from it.
    """
    if isinstance(schema, list):
        return [_opened(item, at) for item in schema]
    if isinstance(schema, str):
        return at + schema.removeprefix(_DEFS) if schema.startswith(_DEFS) else schema
    if not isinstance(schema, dict):
        return schema
    opened = {key: _opened(value, at) for key, value in schema.items() if key not in ("additionalProperties", "x-ref")}
    if "properties" not in opened and isinstance(opened.get("title"), str):  # a field's, and not one called “title”
        title, said = opened.pop("title"), opened.get("description", "")
        opened["description"] = f"{title}: {said}" if said else title
    return opened


def document(
    settings: Settings, kinds: Iterable[str], files: Iterable[Export], version: int, license: str
) -> dict[str, Any]:
    """The OpenAPI document of `files`, with the schemas of `kinds`."""
    components: dict[str, Any] = {}
    for kind in kinds:
        record, parts = _record(kind, "#/components/schemas/")
        components |= {**parts, KINDS[kind].model.__name__: record}
    paths = {}
    for export in files:
        schema = export.schema
        if "title" in schema:  # it has a name, and one place in the document
            components[schema["title"]] = schema
            schema = {"$ref": f"#/components/schemas/{schema['title']}"}
        paths[f"/{export.name}"] = _get(export, schema)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.site_name}: dữ liệu mở",
            "version": f"{version}.0.0",
            "summary": "Tệp tĩnh, không cần khóa, không đếm người dùng.",
            "description": "Mỗi điều đi cùng nguồn và ngày đối chiếu. Giữ ngày đó cạnh mỗi điều khi dùng lại: một số điện thoại cũ có thể hại người. Thay đổi làm hỏng cách đọc cũ thì thành phiên bản mới, và phiên bản cũ còn thêm sáu tháng.",
            "license": {"name": "Creative Commons Attribution 4.0", "identifier": license},
        },
        "jsonSchemaDialect": DIALECT,
        "servers": [{"url": settings.whole(f"api/v{version}") or "."}],
        "paths": paths,
        "components": {"schemas": dict(sorted(components.items()))},
    }


def _get(export: Export, schema: Mapping[str, Any]) -> dict[str, Any]:
    stem, _, ending = export.name.partition(".")
    summary = export.summary or export.says[:1].upper() + export.says[1:]
    content = {export.type: {"schema": schema}}
    return {
        "get": {
            "operationId": export.id or stem + ending.capitalize(),
            "summary": summary,
            "responses": {"200": {"description": summary, "content": content}},
        }
    }
