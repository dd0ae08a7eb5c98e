"""Where a nation's sentence says “tỉnh” and means whichever province shows it: six of the 34 are a thành phố.

Told only where it can be known: after the name of a body that each province has, after “trong”, “của” and the like, and where
the province does something itself. Words in quotation marks are somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BODY = (
    "Công an", "[Qq]uân sự", "Biên phòng", "UBND", "HĐND", "Ủy ban nhân dân", "Hội đồng nhân dân", "Tòa án nhân dân", "Tòa án",
    "[Kk]iểm sát(?: nhân dân)?", "[Kk]iểm soát bệnh tật", "CDC", "Phụ nữ", "Thanh niên", "Luật sư", "Mặt trận(?: Tổ quốc)?", "MTTQ",
    "Liên đoàn Lao động", "[Cc]hỉ đạo", "đa khoa", "tâm thần", "Thanh tra", "Y tế", "Tư pháp", "Giáo dục và Đào tạo", "Đoàn",
)  # fmt: skip
_OWN = re.compile(
    rf"\b(?:{'|'.join(_BODY)}|[Tt]rong|[Cc]ủa|[Cc]ả|[Tt]oàn|[Kk]hắp|[Nn]goài|[Ll]ãnh đạo) (tỉnh)\b"
    r"|(?:^|(?<=[.!?:;(] ))(Tỉnh)(?= [a-zđ])|\b([Tt]ỉnh) (?:ủy|đoàn|nhà|ta)\b",
    re.MULTILINE,
)
# Other provinces, all of them, or somebody who is awake.
_OTHERS = re.compile(r"(?:,|/| hoặc| hay| và) *thành\b| (?:khác|nào|ấy|kia|đó|bạn|táo|dậy|lại|giấc|rượu)\b| (?=(\w))")
_QUOTED = re.compile("“[^”]*”")


def own(text: str) -> Iterator[tuple[int, str]]:
    """Offsets of the word in a text, each with what to tell of it."""
    if "ỉnh" not in text:
        return  # as of most
    for found in _OWN.finditer(_QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)):
        group = found.lastindex or 0
        after = _OTHERS.match(text, found.end(group))
        if group == 3:
            say = f"“{found[0]}” ở bản của cả nước: thành phố gọi khác. Viết tên đủ, với {{{{ tỉnh }}}}."
            yield found.start(group), say
        elif not after or (after[1] and not after[1].isupper()):
            word = found[group]
            say = f"“{word}” ở bản của cả nước: sáu nơi là thành phố. Viết {{{{ {word} }}}}; nói về mọi nơi thì viết “cấp tỉnh”."
            yield found.start(group), say
