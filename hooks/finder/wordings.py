"""How people word one thing, with gaps: `ĐÁNH … AI` is anyone hit by anyone, with up to four words in between.

A pattern is parts in a row. A part is a word or its alternatives (`lay/gọi`, several syllables joined: `trả_lời`), the
name of a set in capitals, or a gap (`…`). `ĐÁNH + AI` is one and the other, anywhere, in either order. The twin that
matches them is in `docs/assets/javascripts/finder.js`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from finder.fold import canon, fold, words

GAP = "…"
BOTH = "+"  # parts what may stand in any order
MARKED = "!"  # after one syllable that without its marks is a commoner word: `cô!` is never co (có)
_LONGEST_GAP = 4  # words; as in the twin
_WRITTEN = "~"  # the gap as the index writes it
# Marks as capitals: half as many bytes as letters with marks, and no word of a table has others.
CAPITALS = str.maketrans("ăâêôơưđ\u0301\u0300\u0309\u0303\u0323", "AZEOQUDSFRXJ")
_AFTER_TONE = re.compile("([SFRXJ])_")


def faults(pattern: str, sets: Iterable[str]) -> Iterator[str]:
    """Say in Vietnamese what keeps a pattern from matching what its writer meant."""
    parts = pattern.split()
    known = set(sets)
    said = [part for part in parts if part not in (GAP, BOTH)]
    if len(said) < 2:
        yield f"mẫu “{pattern}” chỉ có một phần. Cụm liền nhau thì chuyển lên words."
    for sign in parts[:1] + parts[1:][-1:]:
        if sign in (GAP, BOTH):
            yield f"mẫu “{pattern}” mở đầu hoặc kết thúc bằng {sign}. Bỏ dấu {sign} ấy."
    if any(one in (GAP, BOTH) and other in (GAP, BOTH) for one, other in pairwise(parts)):
        yield f"mẫu “{pattern}” có hai dấu {GAP} hoặc {BOTH} liền nhau. Giữ một dấu."
    for part in said:
        if unknown := next((one for one in part.split("/") if one.isupper() and one not in known), None):
            yield f"mẫu “{pattern}”: không có nhóm chữ “{unknown}” trong sets."
        elif GAP in part or not all(words(one) for one in part.split("/")):
            yield f"mẫu “{pattern}”: không đọc được “{part}”. Viết các chữ cách nhau bằng dấu /, chừa khoảng trắng quanh {GAP}."


def is_marked(phrase: str) -> bool:
    """Say whether a phrase counts only if its marks were typed."""
    return phrase.endswith(MARKED)


def used(patterns: Iterable[str]) -> set[str]:
    """Name the sets that patterns ask for."""
    return {one for pattern in patterns for part in pattern.split() for one in part.split("/") if one.isupper()}


def keyed(phrases: Iterable[str]) -> str:
    """Write phrases as alternatives, sorted, their marks as capitals: `DanhS/bopScOR/_mUiX`.

    A mark of tone ends its word; a phrase that begins with the first word of the one before says `_` for it.
    """
    split = [(words(phrase.replace("_", " ")), MARKED * is_marked(phrase)) for phrase in phrases]
    written = sorted({"_".join(canon(word).translate(CAPITALS) for word in phrase) + mark for phrase, mark in split})
    firsts = [one.partition("_")[0] for one in written]
    shared = [
        one.removeprefix(first) if "_" in one and first == before else one
        for one, first, before in zip(written, firsts, ["", *firsts], strict=False)
    ]
    return "/".join(_AFTER_TONE.sub(r"\1", one) for one in shared)


class Lists:
    """Writes lists of phrases, and counts them in the order in which the browser reads them: first the sets, which others name.

    A phrase for which `place` names one of its folded words is left out of its lists. It stands under that word in `beside`,
    with the number of each list that has it. `words` are all folded words of all lists.
    """

    def __init__(self, sets: Mapping[str, Sequence[str]], place: Callable[[Sequence[str]], str | None]) -> None:
        self.beside: dict[str, dict[str, list[int]]] = {}
        self.words: set[str] = set()
        self._names, self._place, self._count = list(sets), place, 0
        self.sets = [self.write(phrases) for phrases in sets.values()]

    def write(self, listed: Iterable[str]) -> str:
        """Write one list, the sets that it names first and by their number: `$0/bEpS`."""
        listed = tuple(listed)
        for written, phrase in {keyed([one]): one for one in self._phrases(listed)}.items():
            folded = _folded(phrase)
            self.words.update(folded)
            if word := self._place(folded):
                self.beside.setdefault(word, {}).setdefault(written, []).append(self._count)
        self._count += 1
        return self._left(listed)

    def write_patterns(self, patterns: Iterable[str]) -> str:
        """Write patterns, like ones side by side: `$2~$0,$2~em`."""
        ordered = sorted(patterns, key=lambda pattern: (_pattern(pattern, self._left), pattern))
        return ",".join(_pattern(pattern, self.write) for pattern in ordered).replace(" ~ ", "~")

    def _left(self, listed: Iterable[str]) -> str:
        listed = tuple(listed)
        named = [f"${self._names.index(one)}" for one in listed if one in self._names]
        left = keyed(one for one in self._phrases(listed) if not self._place(_folded(one)))
        return "/".join(filter(None, [*named, left]))

    def _phrases(self, listed: Iterable[str]) -> list[str]:
        return [one for one in listed if one not in self._names]


def _folded(phrase: str) -> list[str]:
    return list(map(fold, words(phrase.replace("_", " "))))


def _pattern(pattern: str, write: Callable[[Iterable[str]], str]) -> str:
    signs = {GAP: _WRITTEN, BOTH: BOTH}
    return " ".join(signs.get(part) or write(part.split("/")) for part in pattern.split())


def covering(pattern: str, sets: Mapping[str, Sequence[str]]) -> Callable[[str], bool]:
    """Read a pattern once, to say of many phrases whether it finds all of each by itself, so that the index need not hold both."""
    rows = [[_ways(part, sets) for part in row.split()] for row in pattern.split(f" {BOTH} ")]
    begins = [{way[0] for way in ways if way} for ways in chain.from_iterable(rows) if ways is not None]

    def found(phrase: str) -> bool:
        said = _canons(phrase)
        if any(part.isdisjoint(said) for part in begins):  # a part that is found begins with a word of the phrase
            return False
        return all(any(_follows(row, said, at) for at in range(len(said))) for row in rows)

    return found


_Ways = frozenset[tuple[str, ...]]


def _ways(part: str, sets: Mapping[str, Sequence[str]]) -> _Ways | None:
    """List what a part of a pattern may be in a phrase with all its marks; a gap is none."""
    named = [phrase for one in part.split("/") for phrase in sets.get(one, (one,))]
    return None if part == GAP else frozenset(_canons(one) for one in named if not is_marked(one))


def _follows(parts: Sequence[_Ways | None], said: tuple[str, ...], at: int) -> bool:
    if not parts:
        return at <= len(said)
    first, rest = parts[0], parts[1:]
    if first is None:
        return any(_follows(rest, said, at + size) for size in range(_LONGEST_GAP + 1))
    sizes = range(1, len(said) - at + 1)
    return any(said[at : at + size] in first and _follows(rest, said, at + size) for size in sizes)


@lru_cache(maxsize=10_000)
def _canons(phrase: str) -> tuple[str, ...]:
    return tuple(map(canon, words(phrase.replace("_", " "))))
