"""What a value no longer shows of how it was written: a figure that reads two ways, quotes of Word and marks of pages that stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from facts.judging.judged import Judged
from facts.problems import Level, Place, Problem
from facts.reading import load
from facts.records.models import Record

# Vietnamese pages write 1.313 for a thousand and more, files for one and a third: of what is counted whole nobody means
# the second, of what is measured nobody writes the first without thinking of it.
_GROUPED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_MEASURED = re.compile(r"(?:%|‰|km|m|ha|kg|g|mg|tấn|tạ|lít|ml|tỷ|tỉ|triệu|nghìn|ngàn|giờ|phút|giây)(?![^\W\d_])")
_MARKUP = re.compile(
    r"\{\{|</?(?:[abipu]|br|div|em|font|h[1-6]|img|li|ol|span|strong|su[bp]|t[dr]|table|ul)(?![\w-])[^<>]*>|\*\*[^*\s][^*]*\*\*|\[[^\]\[]+\]\([^)]*\)|&(?:[a-z]+|#[0-9]+);|\\u[0-9a-fA-F]{4}|`[^`]+`"
)
_FIGURES = frozenset({"value", "out_of"})
_WITH_FIGURES = frozenset({"results", "plans"})  # kinds


def said_in(judged: Judged, record: Record) -> Iterator[Problem]:
    """Go through what was written of a record for what was hardly meant so."""
    root = judged.documents[(record.kind, record.id)].root
    if record.kind in _WITH_FIGURES:
        yield from _figures(root)
    yield from _twice(root)
    for scalar in load.scalars(root):
        if not scalar.quotes and re.fullmatch("“[^“”]*”", scalar.text):
            message = "nháy cong hiện nguyên trên trang. Để bọc cả câu thì gõ lại nháy thẳng; là dấu trích thì cứ để."
            yield Problem(scalar.place, "doubtful", message, Level.WARNING)
        elif marked := mark_in(scalar.text, scalar.place, "câu trong data/"):
            yield marked


def mark_in(text: str, place: Place, where: str) -> Problem | None:
    """A mark of pages in a text that is only words: readers would see it as it stands."""
    match = _MARKUP.search(text)
    if not match:
        return None
    message = f"“{match[0][:30]}” hiện nguyên trên trang: {where} chỉ là chữ. Bỏ dấu, giữ chữ."
    if match[0][0] in "&\\":
        message = f"“{match[0]}” là mã của một chữ, hiện nguyên trên trang. Gõ lại thành chữ."
    if match[0] == "{{":
        message = "dấu {{ }} hiện nguyên trên trang. Trong data/ chỉ có {{ tỉnh }} và {{ Tỉnh }}: viết thành chữ."
    return Problem(place, "printed", message, Level.WARNING)


def _twice(root: load.Node | None) -> Iterator[Problem]:
    """The same twice in one list of a record: a source, say, that readers would see twice."""
    for name, node in root.entries.items() if isinstance(root, load.Mapping) else ():
        if isinstance(node, load.Sequence) and len(node.items) > 1:
            said = [item.text for item in node.items if isinstance(item, load.Scalar)]
            if len(said) > len({*said}):
                other = next(one for index, one in enumerate(said) if one in said[:index])
                place = [item.place for item in node.items if isinstance(item, load.Scalar) and item.text == other][1]
                yield Problem(place, "doubtful", f"{name}: “{other[:60]}” đã có ở trên. Bỏ một.", Level.WARNING)


def _figures(node: load.Node | None) -> Iterator[Problem]:
    match node:
        case load.Sequence(items=items):
            for item in items:
                yield from _figures(item)
        case load.Mapping(entries=entries):
            unit = entries.get("unit")
            for name, value in entries.items():
                if name not in _FIGURES:
                    yield from _figures(value)
                elif isinstance(value, load.Scalar) and isinstance(unit, load.Scalar) and _is_doubted(value, unit):
                    whole = value.text.replace(".", "")
                    message = f"{name}: “{value.text}” đọc được hai cách. Là {whole} {unit.text[:20]} thì viết liền: {whole}; là phần lẻ thì thêm một số 0: {value.text}0."
                    yield Problem(value.place, "number", message)


def _is_doubted(value: load.Scalar, unit: load.Scalar) -> bool:
    return _GROUPED.fullmatch(value.text) is not None and not _MEASURED.match(unit.text.strip())
