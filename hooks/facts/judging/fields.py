"""One document to one record, or what is wrong with its fields and values: what a file can know of itself."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from facts.problems import CODES, Place, Problem
from facts.reading import load
from facts.records.models import Hotline, Record, Result, Target
from facts.records.parts import part_of


def _fold(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in bare if not unicodedata.combining(c)).replace("_", " ").strip()


@cache
def _names(model: type[BaseModel]) -> dict[str, str]:
    """What an editor may write for a field, folded → its name: the name itself and its Vietnamese title."""
    names: dict[str, str] = {}
    for name, info in model.model_fields.items():
        real = info.alias or name
        names[_fold(info.title or real)] = real
        names[_fold(real)] = real
    return names


_VIETNAMESE_HABITS = {"gio": "hours", "so": "value", "dien thoai": "value", "phone": "value", "source": "sources",
                      "ngay": "verified_on", "date": "verified_on", "ten": "name", "url": "url"}  # fmt: skip


def _meant(model: type[BaseModel] | None, name: str) -> str:
    """The field that an editor seems to have meant by a name that is none, or ''."""
    if model is None:
        return ""
    names = _names(model)
    folded = _fold("".join(sign for sign in name if sign.isprintable()).strip())
    near = names.get(folded) or _VIETNAMESE_HABITS.get(folded, "")
    if not near and name in Hotline.model_fields and issubclass(model, Record):
        return ""
    if near not in names.values():
        match = difflib.get_close_matches(folded, names, 1, 0.6)
        near = names[match[0]] if match else ""
    return near


def _say_unknown_field(model: type[BaseModel] | None, name: str) -> str:
    said = f"không có trường “{name[:40]}”."
    if model is None:
        return said + " Xem lại tên trường."
    if near := _meant(model, name):
        return f"{said} Ý bạn là “{near}”?"
    if name in Hotline.model_fields and issubclass(model, Record):
        return f"{said} Chỉ đường dây (hotlines) có trường ấy. Bỏ dòng này."
    return f"{said} Các trường ở đây: {', '.join(info.alias or n for n, info in model.model_fields.items())}."


def _model_at(model: type[BaseModel], path: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model in which the step after `path` is a field, or None when it cannot be told."""
    here: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, int) or here is None:
            continue
        by_alias = {info.alias or name: name for name, info in here.model_fields.items()}
        if step in by_alias:
            here = part_of(here, by_alias[step])
    return here


_SHAPES = {
    "string_type": "phải là một giá trị, không phải một nhóm hay danh sách.",
    "tuple_type": "phải là một danh sách: mỗi dòng một ý, mở đầu bằng dấu gạch.",
    "list_type": "phải là một danh sách: mỗi dòng một ý, mở đầu bằng dấu gạch.",
    "model_type": "phải là một nhóm các dòng “trường: giá trị”.",
    "model_attributes_type": "phải là một nhóm các dòng “trường: giá trị”.",
    "dict_type": "phải là một nhóm các dòng “trường: giá trị”.",
    "bool_type": "phải là true hoặc false.",
    "int_type": "phải là một số nguyên.",
    "float_type": "phải là một con số.",
    "date_type": "phải là một ngày: năm-tháng-ngày.",
}


_CURLY = "“”„‟‘’«»"
# What such a quote makes wrong, whatever it holds.
_OF_SIGNS = frozenset({"choice", "date", "number", "hours", "url", "id"})


def _told(document: load.Document, model: type[BaseModel], error: ErrorDetails) -> Problem | None:
    """The problem of one value; a value in the quotes of Word is told as that, for an editor sees what is right."""
    problem, written = _value_problem(document, model, error, ()), error.get("input")
    if problem and written == "" and error["type"] != "extra_forbidden":
        return replace(problem, code="empty", message=_say_empty(model, error))
    if problem and problem.code in _OF_SIGNS and isinstance(written, str) and written.strip(_CURLY) != written:
        message = f'nháy cong của Word hay bàn phím điện thoại. Gõ nháy thẳng: "{written.strip(_CURLY)[:40]}".'
        return replace(problem, message=message)
    return problem


def _say_empty(model: type[BaseModel], error: ErrorDetails) -> str:
    """What to do with a line that says nothing: one that is needed cannot go."""
    *path, name = (step for step in error["loc"] if isinstance(step, int) or "[" not in step)
    owner = _model_at(model, tuple(path))
    fields = {info.alias or n: info for n, info in owner.model_fields.items()} if owner else {}
    can_go = "" if str(name) in fields and fields[str(name)].is_required() else ", hoặc xóa cả dòng"
    head = next((f"{step}: " for step in (name, *reversed(path)) if isinstance(step, str)), "")
    return f"{head}để trống. Điền vào{can_go}."


def _missing(owner: type[BaseModel] | None, name: str, place: Place) -> Problem:
    code = "missing-field"
    if owner is Target and name in ("value", "unit", "of"):
        code = "target"
    elif owner is Result and name == "as_of":
        code = "as-of"
    titles = {i.alias or n: i.title for n, i in owner.model_fields.items()} if owner else {}
    return Problem(place, code, f"thiếu trường “{name}”" + (f" ({titles[name]})." if titles.get(name) else "."))


def _unknown(
    root: load.Node, owner: type[BaseModel] | None, loc: tuple[int | str, ...], place: Place, error: ErrorDetails
) -> Problem:
    within, name = load.nearest(root, loc[:-1]), str(loc[-1])
    if isinstance(within, load.Mapping):
        after, place = place, within.keys.get(name, place)
        if error.get("input") == "" and after.column == place.column + len(name):  # {say: Một, hai}
            message = "dấu phẩy trong { } cắt câu làm đôi, từ đây là một trường khác. Đặt cả câu trong nháy kép."
            return Problem(place, "yaml", message)
    return Problem(place, "unknown-field", _say_unknown_field(owner, name))


def _say_choice(owner: type[BaseModel] | None, name: str, error: ErrorDetails) -> str:
    said = str(error.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    choices, value = said.split(", "), str(error.get("input", ""))[:40]
    near = difflib.get_close_matches(value, choices, 1)
    means = "" if near else _say_choices(owner, name, choices)
    hint = f" Ý bạn là “{near[0]}”?" if near else ""
    return f"“{value}” không dùng được ở đây. {means or f'Chọn một: {said}.'}{hint}"


def _say_choices(owner: type[BaseModel] | None, name: str, choices: list[str]) -> str:
    """What each choice means, where the field says it of all: who wrote “miễn phí” need not know which of them that is."""
    infos = owner.model_fields.items() if owner else ()
    says = next((str(info.description) for field, info in infos if (info.alias or field) == name), "")
    return f"Chọn một. {says}" if all(f"{choice}: " in says for choice in choices) else ""


def _value_problem(
    document: load.Document, model: type[BaseModel], error: ErrorDetails, prefix: tuple[int | str, ...]
) -> Problem | None:
    assert document.root is not None
    context = error.get("ctx", {})
    relative = (*error["loc"], *filter(None, [context.get("at")]))
    kind, loc = error["type"], prefix + relative
    place = load.place_of(document.root, loc)
    name = next((str(s) for s in reversed(relative) if isinstance(s, str) and "[" not in s), "")
    head = f"{name}: " if name else ""
    owner = _model_at(model, relative[:-1])
    if kind == "missing":
        return _missing(owner, name, place)
    if kind == "extra_forbidden":
        return _unknown(document.root, owner, loc, place, error)
    if kind == "literal_error":
        if not isinstance(load.nearest(document.root, loc), load.Scalar):
            return Problem(place, "shape", head + _SHAPES["string_type"]) if "[" not in str(relative[-1]) else None
        return Problem(place, "choice", head + _say_choice(owner, name, error))
    if kind == "too_short":
        if error.get("input"):
            return None  # the items are there but wrong: each is told by itself
        return Problem(place, "shape", f"{head}cần ít nhất một dòng.")
    if kind in ("greater_than_equal", "less_than_equal"):
        low, high = context.get("ge"), context.get("le")
        bound = f"không được nhỏ hơn {low}" if low is not None else f"không được lớn hơn {high}"
        return Problem(place, "number", f"{head}{bound}.")
    if kind in _SHAPES:
        return Problem(place, "shape", head + _SHAPES[kind])
    if kind in CODES:
        return Problem(place, kind, head + str(context.get("say", "")))
    return Problem(place, "shape", f"{head}giá trị này không dùng được ở đây.")


def judge(document: load.Document, model: type[BaseModel]) -> tuple[Any, list[Problem]]:
    """Turn one document into a record of `model` (a Record or CommuneTable), or say what is wrong and where."""
    if document.root is None:
        if document.problems:
            return None, []
        return None, [
            Problem(Place(document.path), "record", "tệp trống. Điền các dòng “trường: giá trị”, hoặc xóa tệp.")
        ]
    if not isinstance(document.root, load.Mapping):
        return None, [Problem(document.root.place, "record", "tệp phải là một mục gồm các dòng “trường: giá trị”.")]
    try:
        return model.model_validate(load.plain(document.root)), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        meant = {
            (*detail["loc"][:-1], _meant(_model_at(model, detail["loc"][:-1]), str(detail["loc"][-1])))
            for detail in details
            if detail["type"] == "extra_forbidden"
        }
        hidden = {problem.place.line for problem in document.problems if problem.code in ("character", "yaml", "hash")}
        told = (
            _told(document, model, detail)
            for detail in details
            if detail["type"] != "missing" or detail["loc"] not in meant
        )
        # One mistake, told once.
        return None, [problem for problem in told if problem and problem.place.line not in hidden]
