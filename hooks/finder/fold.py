"""What two spellings have in common: the folded word, its canonical marks, and repairs of slips of the keyboard.

`docs/assets/javascripts/finder.js` holds the twin of every function here. Both run `tests/search/folding.json`,
so neither is changed without the other.
"""

import re
import unicodedata
from functools import lru_cache

# A word is letters, digits and combining marks of Latin script; JavaScript says [\p{L}\p{N}\u0300-\u036f]+.
WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
# The same where no underscore is: one set of signs is found three times as fast as a choice of two.
_WORD = re.compile(r"[\w\u0300-\u036f]+")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_Y_FOR_I = re.compile(r"^([hklmstv]|qu)y$")  # kỹ and kĩ, mỹ and mĩ are one word in two schools of spelling


def words(text: str) -> list[str]:
    """Cut a text into its words as written, composed (NFC), punctuation gone."""
    return _WORD.findall(unicodedata.normalize("NFC", text).replace("_", " "))


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Give the key under which a word is found: lower case, no marks, đ (and the Eth of old fonts) as d."""
    apart = unicodedata.normalize("NFD", word.lower())
    plain = "".join(letter for letter in apart if unicodedata.category(letter)[0] != "M")
    return _Y_FOR_I.sub(r"\1i", plain.replace("đ", "d").replace("ð", "d"))


@lru_cache(maxsize=200_000)
def canon(word: str) -> str:
    """Give a word with its marks in one order, the tone last, so that hoà = hòa and thuỷ = thủy, but đá ≠ đã."""
    apart = unicodedata.normalize("NFD", word.lower().replace("ð", "đ"))
    tone = _TONES.search(apart)
    plain = unicodedata.normalize("NFC", _TONES.sub("", apart))
    return _Y_FOR_I.sub(r"\1i", plain) + (tone.group() if tone else "")


def telex(folded: str) -> str | None:
    """Read a folded word as raw Telex keys (`dduwowngf`) and give the folded word meant, or None if it is not Telex.

    After its first vowel a Vietnamese syllable holds none of s f r x j z w, so there they can only be keys.
    """
    if not re.fullmatch(r"[a-z]{2,12}", folded):
        return None
    plain = re.sub(r"^dd", "d", folded)
    plain = re.sub(r"^(d.+)d$", r"\1", plain)
    head, tail = re.findall(r"^([^aeiouyw]*)(.*)$", plain)[0]
    tail = re.sub(r"[sfrxjzw]", "", re.sub(r"^w", "u", tail))
    tail = re.sub(r"([aeo])\1+", r"\1", tail)
    tail = re.sub(r"([aeo])(.*[cghmnpt])\1$", r"\1\2", tail)
    return head + tail if tail and head + tail != folded else None


def vni(folded: str) -> str | None:
    """Read a folded word as raw VNI keys (`d9uo7ng2`) and give the folded word meant, or None if it is not VNI."""
    if not re.fullmatch(r"[a-z]+[1-9][a-z1-9]*", folded):
        return None
    return re.sub(r"[1-9]", "", folded)


def repairs(folded: str) -> list[str]:
    """List what may have been meant by a folded word that no page has, the likeliest first."""
    return [meant for meant in (vni(folded), telex(folded)) if meant]


_SYLLABLE = re.compile(
    r"(ngh?|qu|gi|tr|[cgknpt]h|[bcdghklmnprstvx])?"
    r"([iy]|uy[aeu]|[iouy]?[aeou][iouy]?)"  # iou, which none has, is one word too
    r"(n[gh]|ch|[cmnpt])?"
)


def syllable(folded: str) -> bool:
    """Say whether a folded word is one syllable that Vietnamese can have (`kiep`), and so no two words written as one (`matuy`)."""
    return bool(_SYLLABLE.fullmatch(folded))


def one_edit(one: str, other: str) -> bool:
    """Say whether one letter added, left out, changed, or swapped with its neighbor turns one word into the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    return one[start + 1 :] == other[start + 1 :] or (
        one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    )
