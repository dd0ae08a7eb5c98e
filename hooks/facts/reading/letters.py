"""Text that is not what its author saw: read in the wrong encoding, typed in one of before Unicode, or two texts in one.

Mojibake is UTF-8 read as Windows-1252. TCVN 5712 (TCVN3, “ABC”) and VNI-Windows put Vietnamese letters at places where
Unicode has other Latin letters and signs: text pasted from an old document looks right only in an old font.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from facts.problems import Level
from facts.reading.signs import has_any


class Found(NamedTuple):
    """One place of a text: its offset, the code of problems.CODES, the sentence, how much it weighs."""

    offset: int
    code: str
    message: str
    level: Level = Level.ERROR


# --- two texts in one ----------------------------------------------------------------------------------------------

_MARKER = re.compile(r"^(?:<{7}|>{7}|\|{7})(?:[ \t].*)?$", re.MULTILINE)
_BETWEEN = re.compile(r"^={7}[ \t]*$", re.MULTILINE)


def conflicts(text: str) -> Iterator[Found]:
    """Git's marks of two versions that nobody has chosen between. Both sides would be published."""
    if not has_any(text, ("<<<<<<<", ">>>>>>>", "=======", "|||||||")):
        return
    marks = sorted([*_MARKER.finditer(text), *_BETWEEN.finditer(text)], key=lambda mark: mark.start())
    for mark in marks:
        message = "còn dấu của hai bản sửa chưa gộp. Giữ một bản, xóa bản kia và các dòng <<<<<<<, =======, >>>>>>>."
        if len(marks) == 1 and mark[0].startswith("="):
            message = "dòng ======= là dấu của hai bản sửa chưa gộp: xóa đi. Nếu là tiêu đề, viết # ở đầu dòng trên."
        yield Found(mark.start(), "conflict", message)


# --- read in the wrong encoding ------------------------------------------------------------------------------------

_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TWICE = re.compile(f"[Â-ô][\u0080-\u00bf{_CP1252}]{{1,3}}")
_CLOSING = set("”’“‘…–—•›")  # may stand after a word that ends in Ã or Â
_VIETNAMESE = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ–—‘’“”•…₫]")


def _as_bytes(text: str) -> bytes:
    return b"".join(c.encode("cp1252") if c in _CP1252 else c.encode("latin-1", "replace") for c in text)


def _read_once(written: str) -> str:
    """The letter that a run of wrong ones stands for, or ''."""
    for length in (3, 2):
        run = written[:length]
        try:
            letter = _as_bytes(run).decode("utf-8")
        except UnicodeDecodeError:
            continue
        if len(letter) == 1 and _VIETNAMESE.match(letter) and not (len(run) == 2 and run[1] in _CLOSING):
            return letter
    return ""


def misread(text: str) -> Iterator[Found]:
    """The first letter of each line that is UTF-8 read as Windows-1252: `Ä‘` for đ, `áº¿` for ế."""
    told = -1
    for match in _TWICE.finditer(text):
        line = text.count("\n", 0, match.start())
        if line != told and (letter := _read_once(match[0])):
            told = line
            message = f"“{match[0]}” là chữ {letter} bị đọc sai bảng mã. Gõ lại dòng này, hoặc chép lại từ bản gốc."
            yield Found(match.start(), "letters", message)


# --- typed before Unicode ------------------------------------------------------------------------------------------

_NO_LETTERS_OF_OURS = "ßÖöØøÞþÆæÇçËëÏïÎîÑñÛûÜüÄäÅåÿ×÷"
_SIGNS = "µ¸¶¹¨¾¼½©®ª«¬¯±²³´º¿¡¢£¤¥¦§"
_ODD = re.compile(f"[{_NO_LETTERS_OF_OURS}{_SIGNS}]|[aeouyAEOUY][ùõÙÕ]")
_BARE = "A-Za-z"
# A sign inside a word, or a large letter of the old tables right after a small one: “ma tuý” was `ma tuý`, “Việt” `ViÖt`.
_SURE = re.compile(f"[{_BARE}][{_SIGNS}][{_BARE}]|[a-z][{_SIGNS}](?=[\\s.,;]|$)|[a-z][ÖØÞÆÇËÏÎÑÛÜÄÅÐ×]|[a-z]ßn")
_WORD = re.compile(r"\S+")
_WORDS = re.compile(f"[{_BARE}][{_NO_LETTERS_OF_OURS}]|[{_NO_LETTERS_OF_OURS}][{_BARE}]|[aeouyAEOUY][ùõÙÕ]")
_UNITS = re.compile(r"[a-zA-Z]{0,3}[²³]$|\d+[½¼¾]?[a-z]*$")  # m², km³


def of_before(text: str) -> Iterator[Found]:
    """Lines in TCVN3 or VNI-Windows: surely, or probably when two words have letters that no Vietnamese word has."""
    if not _ODD.search(text):
        return
    offset = 0
    for line in text.split("\n"):
        yield from (found._replace(offset=offset + found.offset) for found in _of_a_line(line))
        offset += len(line) + 1


def _of_a_line(line: str) -> Iterator[Found]:
    words = [
        word for word in _WORD.finditer(line) if not _UNITS.search(word[0].rstrip(".,;:)")) and "://" not in word[0]
    ]
    sure = next((word for word in words if _SURE.search(word[0])), None)
    odd = {word[0]: word.start() for word in words if _WORDS.search(word[0])}
    say = "viết bằng bảng mã cũ (TCVN3, VNI): máy khác đọc ra chữ khác. Chuyển sang Unicode rồi dán lại."
    if sure and len(words) > 1:
        yield Found(sure.start(), "letters", f"“{sure[0][:30]}” có vẻ {say}", Level.ERROR if odd else Level.WARNING)
    elif len(odd) > 1:
        word, start = next(iter(odd.items()))
        yield Found(start, "letters", f"“{word[:30]}” có vẻ {say}", Level.WARNING)


# --- letters that an encoding did not have --------------------------------------------------------------------------

# Behind a lost vowel a word has one more at most, or the consonants that may end it: else a new sentence begins without its space.
_LOST = re.compile(r"(?<![^\s\"'“(])[^\W\d_]*[^\W\d_]\?(?:[aiouy]|ch?|m|n[gh]?|p|t)(?![\w=])")


def lost(text: str) -> Iterator[Found]:
    """The first word of each line in which a program wrote “?” for letters that its encoding lacks: `T?ng đài` for Tổng đài."""
    told = -1
    for match in _LOST.finditer(text) if "?" in text else ():
        line = text.count("\n", 0, match.start())
        if line != told:
            told = line
            message = f"“{match[0][:30]}” có dấu ? giữa chữ, như khi lưu mất chữ có dấu. Gõ lại dòng này, hoặc chép lại từ bản gốc."
            yield Found(match.start(), "letters", message, Level.WARNING)


# What `_TWICE` or `_ODD` finds, but begun with one set of signs, so that nearly every sign is passed by without more ado.
_MAY_BE_WRONG = re.compile(
    f"[\u0080-\u00bf{_CP1252}{_NO_LETTERS_OF_OURS}{_SIGNS}ùõÙÕ]"
    f"(?:(?<=[Â-ô][\u0080-\u00bf{_CP1252}])|(?<=[{_NO_LETTERS_OF_OURS}{_SIGNS}])|(?<=[aeouyAEOUY][ùõÙÕ]))"
)


def found_in(text: str) -> Iterator[Found]:
    """Everything in a file's text that its author did not see so."""
    yield from conflicts(text)
    yield from lost(text)
    if not _MAY_BE_WRONG.search(text):
        return
    wrong = list(misread(text))
    yield from wrong
    lines = {text.count("\n", 0, found.offset) for found in wrong}
    yield from (found for found in of_before(text) if text.count("\n", 0, found.offset) not in lines)
