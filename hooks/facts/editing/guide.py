"""The field guide for editors, HUONG-DAN.md, made from the models: every kind, field, block and problem code in words.

What each field means stands in records/models.py, what each block shows in rendering/catalog.py, what each code means in problems.py;
here stands only how it is all laid out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from pydantic import BaseModel

from facts.problems import ALLOWED, CODES, STEP_CODES
from facts.project import pages
from facts.reading.folder import OF_PROVINCE
from facts.reading.markdown import FRONT_MATTER
from facts.records.kinds import FOLDERS, KINDS, MODELS
from facts.records.models import TABLE_MODELS, Point, Record, in_file_order
from facts.records.parts import part_of
from terminal import disk

FILE = "HUONG-DAN.md"
EXAMPLES = Path(__file__).with_name("examples")


def write(root: Path) -> None:
    """Write the guide below `root`."""
    disk.write(root / FILE, text())


def text() -> str:
    """The whole guide, the same text each time."""
    return (
        "\n".join([*_opening(), *_common(), *_kinds(), *_tables(), *_pages(), *_blocks(), *_codes(), *_allowed()])
        + "\n"
    )


def begin_examples(root: Path) -> None:
    """Give each kind that has no example a made-up record of the project at `root`, to write notes in by hand."""
    for kind in FOLDERS:
        file = EXAMPLES / f"{kind}.yml"
        made_up = sorted((root / "tests" / "golden" / "data" / kind).glob("*.yml"))
        if made_up and not file.exists():
            disk.write(file, made_up[0].read_bytes())


def example(kind: str) -> str:
    """The commented example of a kind or table, checked as valid by a test."""
    return (EXAMPLES / f"{kind}.yml").read_text(encoding="utf-8")


def _opening() -> Iterator[str]:
    yield "# Hướng dẫn trường"
    yield ""
    yield "Tra ở đây khi cần biết một trường nghĩa là gì. Cách sửa, cách thêm: xem [CONTRIBUTING.md](CONTRIBUTING.md)."
    yield "Tệp này do `make schema` viết ra từ mã nguồn; đừng sửa tay. Các ví dụ đều là chuyện đặt ra."
    yield ""
    for name, words in (("moi-muc", "Điều mục nào cũng có"), *((k, m.label.capitalize()) for k, m in MODELS.items()),
                        ("trang-viet", "Trang viết tay"), ("khoi", "Khối"), ("ma-loi", "Mã lỗi"), ("duoc-phep", "Lạ mà được phép")):  # fmt: skip
        yield f"- [{words}](#{name})"
    yield ""


def _heading(level: int, anchor: str, words: str) -> list[str]:
    return [f'{"#" * level} <a id="{anchor}"></a>{words}', ""]


def _common() -> Iterator[str]:
    yield from _heading(2, "moi-muc", "Điều mục nào cũng có")
    yield "Mỗi mục là một tệp `data/<loại>/<mã>.yml`, mỗi trường một dòng. Xếp trường theo thứ tự: `make fix`."
    yield ""
    yield from _table(Record, list(in_file_order(Record)))
    yield "Ở những chỗ ghi *danh sách ý*, mỗi ý là một câu, hoặc một nhóm:"
    yield ""
    yield from _table(Point, list(Point.model_fields))


def _kinds() -> Iterator[str]:
    for kind, model in FOLDERS.items():
        yield from _heading(2, kind, model.label.capitalize())
        where = KINDS[kind].address.format(id="<mã>")
        yield f"Tệp `data/{kind}/<mã>.yml`, hiện ở `/{where}`." + _promise(model)
        yield ""
        yield from _code(example(kind))
        common = {info.alias or name for name, info in Record.model_fields.items()}
        yield from _table(model, [key for key in in_file_order(model) if key not in common])


def _promise(model: type[Record]) -> str:
    return f" Đối chiếu lại trong {model.promise_days} ngày." if model.promise_days else ""


def _tables() -> Iterator[str]:
    for kind, model in TABLE_MODELS.items():
        yield from _heading(2, kind, model.label.capitalize())
        if kind in OF_PROVINCE:
            yield f"Cả bảng là một tệp `data/{kind}.yml`."
        else:
            yield f"Cả bảng là một tệp của cả nước, `data/national/{kind}.yml`. Tỉnh có `data/{kind}.yml` thì tệp ấy thay cả bảng."
        yield ""
        yield from _code(example(kind))
        yield from _table(model, list(in_file_order(model)))


def _code(yaml: str) -> Iterator[str]:
    yield "```yaml"
    yield yaml.rstrip("\n")
    yield "```"
    yield ""


# --- tables of fields ----------------------------------------------------------------------------------------------


class _Row:
    """One field: its path in the file, and its cells."""

    header: ClassVar[list[str]] = ["| Trường | Là gì | Viết thế nào | Nói thêm |", "| --- | --- | --- | --- |"]

    def __init__(self, path: str, title: str, form: str, description: str) -> None:
        self.cells = (f"`{path}`", title, form, description)

    def __str__(self) -> str:
        return "| " + " | ".join(cell.replace("|", r"\|") for cell in self.cells) + " |"


def _table(model: type[BaseModel], keys: list[str]) -> Iterator[str]:
    rows = list(_rows(model, keys, ""))
    if rows:
        yield from _Row.header
        yield from map(str, rows)
        yield ""


def _rows(model: type[BaseModel], keys: list[str], prefix: str) -> Iterator[_Row]:
    schema = model.model_json_schema(by_alias=True)
    names = {info.alias or name: name for name, info in model.model_fields.items()}
    for key in keys:
        info = model.model_fields[names[key]]
        form = _form(schema["properties"][key], schema.get("$defs", {}))
        needed = "**bắt buộc**; " if info.is_required() else ""
        yield _Row(prefix + key, str(info.title), needed + form, str(info.description))
        part = part_of(model, names[key])
        if part and part is not Point:
            yield from _rows(part, list(in_file_order(part)), f"{prefix}{key}.")


_PATTERNS = {
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "ngày: `2026-11-24`",
    "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$": "ngày, tháng hoặc năm: `2026-11-24`, `2026-11`, `2026`",
    "^[0-9]+([ .][0-9]+)*$": 'số điện thoại trong nháy kép: `"111"`',
    "^https?://": "địa chỉ trang: `https://…`",
    "^[0-9]{5}$": 'năm chữ số trong nháy kép: `"16681"`',
    "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$": 'giờ trong nháy kép: `"07:30"`',
    "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$": 'tháng-ngày trong nháy kép: `"06-01"`',
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "mã: `chu-thuong-khong-dau`",
    "^([a-z0-9-]+/)+(#[a-z0-9-]+)?$": "địa chỉ trên trang: `goi-ngay/tre-em/`",
}


def _form(schema: dict[str, Any], parts: dict[str, Any]) -> str:
    """How a value is written, from its JSON Schema."""
    if "anyOf" in schema:
        return " hoặc ".join(_form(one, parts) for one in schema["anyOf"] if one.get("type") != "null")
    if "$ref" in schema:
        target = parts[schema["$ref"].rsplit("/", 1)[1]]
        if "enum" in target or "const" in target:
            return _form(target, parts)
        return "ý" if schema["$ref"].endswith("/Point") else "nhóm các dòng dưới đây"
    if "x-ref" in schema:
        return f"mã của một {KINDS[schema['x-ref']].label}"
    choices = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    if choices:
        return " · ".join(f"`{choice}`" for choice in choices)
    if schema.get("type") == "array":
        return f"danh sách {_form(schema['items'], parts)}"
    if schema.get("type") == "boolean":
        return "`true` · `false`"
    if schema.get("type") in ("integer", "number"):
        return "con số, viết liền" if schema["type"] == "number" else "số nguyên"
    if schema.get("pattern") in _PATTERNS:
        return _PATTERNS[schema["pattern"]]
    longest = schema.get("maxLength")
    return f"chữ, tối đa {longest} chữ cái" if longest else "chữ"


# --- pages, blocks, codes ------------------------------------------------------------------------------------------


def _pages() -> Iterator[str]:
    yield from _heading(2, "trang-viet", "Trang viết tay")
    yield "Trang trong `docs/` viết bằng Markdown. Đầu trang, giữa hai dòng `---`, có thể có:"
    yield ""
    yield "| Trường | Là gì |"
    yield "| --- | --- |"
    yield from (f"| `{name}` | {words} |" for name, words in FRONT_MATTER.items())
    yield ""
    yield (
        "Trang mới: một tệp `docs/<tên>.md` với một đề mục `#`, rồi một trang khác dẫn tới nó: `[chữ](ten.md)`. "
        "Trang không ai dẫn tới thì chỉ ô tìm mới thấy."
    )
    yield ""
    yield (
        "Hình: đặt tệp PNG, JPG hay WebP cạnh trang, tên chữ thường không dấu. Trong trang viết `![hình cho thấy gì](ten-hinh.jpg)`. "
        "Tối đa 300 kB, không kèm nơi chụp. Không đăng ảnh của một người riêng."
    )
    yield ""
    yield "Dẫn tới một mục: `[chữ](facts:hotlines/tre-em)`, loại và mã như tên tệp. Mã sai thì máy báo ở dòng đó."
    yield ""


def _blocks() -> Iterator[str]:
    yield from _heading(2, "khoi", "Khối")
    yield "Khối đặt dữ kiện vào trang viết tay. Viết trong hai dấu ngoặc nhọn, một mình trên một dòng:"
    yield ""
    yield "```markdown"
    yield '{{ hotlines(purpose="help") }}'
    yield "```"
    yield ""
    inline = sorted(name for name, block in pages.BLOCKS.items() if block.is_inline)
    yield f"Khối đặt được ngay trong câu: {', '.join(f'`{name}`' for name in inline)}."
    yield ""
    yield "| Khối | Viết | Hiện gì |"
    yield "| --- | --- | --- |"
    yield from (f"| `{name}` | `{block.call}` | {block.says} |" for name, block in sorted(pages.BLOCKS.items()))
    yield ""


def _allowed() -> Iterator[str]:
    yield from _heading(2, "duoc-phep", "Lạ mà được phép")
    yield "Máy không kể những điều dưới đây, và vì sao:"
    yield ""
    yield from (f"- {what}: {why}" for what, why in ALLOWED.items())
    yield ""


def _codes() -> Iterator[str]:
    yield from _heading(2, "ma-loi", "Mã lỗi")
    yield "Mỗi lỗi máy kể có một mã trong ngoặc vuông ở cuối."
    yield ""
    yield "| Mã | Nghĩa là gì, sửa thế nào |"
    yield "| --- | --- |"
    yield from (f"| `{code}` | {words} |" for code, words in CODES.items() if code not in STEP_CODES)
    yield ""
    yield "Những mã dưới đây chỉ có khi so hai lần lưu (`make changes`). Đề nghị nào có rút một mục thì chúng chỉ nhắc."
    yield ""
    yield "| Mã | Nghĩa là gì, sửa thế nào |"
    yield "| --- | --- |"
    yield from (f"| `{code}` | {CODES[code]} |" for code in CODES if code in STEP_CODES)
    yield ""
