"""What a value no longer shows of how it was written: a figure that reads two ways, quotes of Word that stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from facts.judging.judged import Judged
from facts.problems import Level, Problem
from facts.reading import load

# Vietnamese pages write 1.313 for a thousand and more, files for one and a third: of what is counted whole nobody means
# the second, of what is measured nobody writes the first without thinking of it.
_GROUPED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_MEASURED = re.compile(r"(?:%|‰|km|m|ha|kg|g|mg|tấn|tạ|lít|ml|tỷ|tỉ|triệu|nghìn|ngàn|giờ|phút|giây)(?![^\W\d_])")
_FIGURES = frozenset({"value", "out_of"})


def check(judged: Judged) -> Iterator[Problem]:
    """Go through what was written, record by record, for what was hardly meant so."""
    for kind in ("results", "plans"):
        for id in judged.records.get(kind, {}):
            yield from _figures(judged.documents[(kind, id)].root)
    for record in judged.everything():
        for scalar in load.scalars(judged.documents[(record.kind, record.id)].root):
            if not scalar.quotes and re.fullmatch("“[^“”]*”", scalar.text):
                message = (
                    "nháy cong hiện nguyên trên trang. Để bọc cả câu thì gõ lại nháy thẳng; là dấu trích thì cứ để."
                )
                yield Problem(scalar.place, "doubtful", message, Level.WARNING)


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
