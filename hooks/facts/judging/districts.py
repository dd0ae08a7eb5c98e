"""Districts, of which there are none any more: one that a sentence names as if it still were."""

from __future__ import annotations

import re

from facts.records.models import CommuneTable


def pattern(table: CommuneTable | None) -> re.Pattern[str] | None:
    """Matches “huyện Kỳ Sơn” and the like, for the districts that the table names as former."""
    if table is None:
        return None
    old = {district for commune in table.communes for district in commune.districts}
    # a city that went on as a province (Huế) is no district of before
    bare = {district.name for district in old if district.full_name not in table.old_provinces}
    if not bare:
        return None
    names = "|".join(re.escape(name) for name in sorted(sorted(bare), key=len, reverse=True))
    # It looks at first letters first, in both cases without more ado: nearly every sign of a text is passed by.
    kinds = "(?-i:[hqtHQT])(?<!\\w.)(?:(?<=h)uyện|(?<=q)uận|(?<=t)(?:hị xã|hành phố|P\\.?))"
    return re.compile(rf"{kinds} (?:{names})\b", re.IGNORECASE)


def say_living(found: str) -> str:
    """What an editor is told of a district named as if it still were."""
    return f"“{found}” không còn từ khi bỏ cấp huyện. Viết thêm “cũ”: “{found} (cũ)”."


def living(pattern: re.Pattern[str] | None, text: str) -> str:
    """The first district named in a sentence that does not say “cũ” after it, or ''."""
    for match in pattern.finditer(text) if pattern else ():
        # “huyện Kỳ Sơn, Con Cuông (cũ)” is one list; a district named anew needs a “cũ” of its own
        sentence_end = re.search(
            r"[.;](?:\s|$)|\b(?:huyện|quận|thị xã|thành phố)\b|$", text[match.end() :], re.IGNORECASE
        )
        rest = text[match.end() : match.end() + sentence_end.start()] if sentence_end else ""
        if not re.search(r"\bcũ\b", rest):
            return match.group()
    return ""
