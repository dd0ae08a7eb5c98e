"""The order of names in Vietnamese: the alphabet's 29 letters first, then tones, then small and great letters.

As CLDR has it for `vi` and browsers sort with `Intl.Collator("vi")`: whole names are compared by their letters before any tone
counts. tests/facts/site/test_alphabet.py holds it to that.
"""

from __future__ import annotations

import unicodedata

# Spaces and signs stand before digits, digits before letters, in the order of the Unicode Collation Algorithm.
_SIGNS = " _-–—,;:!?….·'‘’\"“”()[]{}§¶@*/\\&#%‰†‡•`´˜^¨°©®+±÷×<=>|¦~¤¢$£¥€"
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {sign: rank for rank, sign in enumerate(_SIGNS + "0123456789" + _LETTERS)}
# Huyền, hỏi, ngã, sắc, nặng; none is before them.
_TONES = {
    "\u0300": 1,
    "\u0309": 2,
    "\u0303": 3,
    "\u0301": 4,
    "\u0323": 5,
}

Key = tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...]]


def key(name: str) -> Key:
    """What names are sorted by. Letters that Vietnamese does not have stand last, in Unicode's order."""
    letters: list[str] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFD", name):
        if sign in _TONES and letters:
            tones[-1] = _TONES[sign]
        elif unicodedata.combining(sign) and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + sign)
        else:
            letters.append(sign)
            tones.append(0)
    small = [letter.lower() for letter in letters]
    ranks = (_RANK.get(letter, len(_RANK) + ord(letter[0])) for letter in small)
    return tuple(ranks), tuple(tones), tuple(a != b for a, b in zip(letters, small, strict=True))
