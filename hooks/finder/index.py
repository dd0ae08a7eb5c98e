"""Pages in, files out: an index of which a query reads a handful of files and a few kilobytes, whatever the size of the site."""

import hashlib
import json
import math
import re
import unicodedata
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import accumulate, chain, pairwise, zip_longest
from operator import sub
from typing import NamedTuple

from finder import wordings
from finder.fold import canon, fold, words

# what keeps a pin back: who asks for a thing, who tells about one, only who looks for an office
WEAK, FIRM, ALWAYS = 0, 1, 2
TEXT, HEADING, TITLE = 0, 1, 2  # where on a page a word stands, as the postings say it
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # digits of the words that files begin with
_STEPS = _DIGITS + _CAPITALS + "-_"  # what postings are written in: 32 digits, and 32 that more follow
_FILE, _FILES = 700, 2048  # a file of postings holds this many characters, more once there would be over 2,048 files
_BEST = 15_000  # characters of what results show of the likeliest pages: they come with the head
_COMMON = 3  # halvings of the site: a word on more of it than this leaves is too common to lead to phrases of pins
_ALONE = 25  # a digit no count has: a word of pins alone
_CARDS = 500  # and in a file of other pages, more once there would be over 2,048 files
_AT_ONCE = 5000  # pages and sections whose postings are kept as numbers, which costs memory, before they are written
_LONG = 1500  # a page with more characters is numbered section by section, so that a result leads to the one asked for
_LEAD = 120  # characters of a page that say what it is about, when it does not


@dataclass(frozen=True)
class Section:
    """A heading with its anchor and the text under it; a text before the first heading has neither."""

    heading: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Term:
    """Words under which a page is found though it may not show them: a number spelled otherwise, slang."""

    text: str
    place: int = HEADING


@dataclass(frozen=True)
class Former:
    """A name or number of old that led here. `note` is shown as it stands: it says what was, and what is now."""

    name: str
    note: str


@dataclass(frozen=True)
class Page:
    """What can be found. `url` is relative to the site and may hold an anchor; `weight` multiplies the score; `lead` is shown."""

    url: str
    title: str
    sections: tuple[Section, ...] = ()
    weight: float = 1.0
    terms: tuple[Term, ...] = ()
    formerly: tuple[Former, ...] = ()
    lead: str = ""


@dataclass(frozen=True)
class Group:
    """Phrases that mean one thing. `alone` are too short to trust: only typed alone and with their marks."""

    words: tuple[str, ...]
    alone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Synonyms:
    """Groups of equal phrases, and the phrases (`ở đâu`, `là gì`) that a question can do without."""

    groups: tuple[Group, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True)
class Target:
    """Where a pin leads: a page, and for a number also the digits that are dialed."""

    name: str
    url: str
    dial: str = ""
    note: str = ""


@dataclass(frozen=True)
class Pin:
    """Phrases and patterns that put `shows` above all results; those in `alone` only if nothing else is typed, exactly so."""

    words: tuple[str, ...]
    shows: tuple[Target, ...]
    alone: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    level: int = FIRM  # a weak one needs a word of `present`, and yields to whoever only asks


@dataclass(frozen=True)
class Telling:
    """Words of who writes or studies about a thing (`khởi tố`, `bài văn`) and is not in it, `unless` one of those is said too."""

    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # phrases that hold a word of `unless` and say nothing of who writes: `trẻ em`
    level: int = FIRM  # up to which pins are kept back


@dataclass(frozen=True)
class Pins:
    """All pins, in the order in which they are shown, and what to show when nothing is found.

    `sets` are words that patterns name. A word of `present` says who is in it, or calls for help: without one no phrase of a
    weak pin counts, nor of another in a query of more than five words. `harmless` phrases say nothing to any pin; a query
    that only tells `about` a thing has none; `short` is how words are shortened.
    """

    pins: tuple[Pin, ...] = ()
    nothing_found: tuple[Target, ...] = ()
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    present: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    about: tuple[Telling, ...] = ()
    short: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


# What it knows as one number, as it is dialed: `0769 040 404` gives `0769040404`.
Numbers = Callable[[str], Iterable[str]]


@dataclass
class Gathered:
    """What was gathered of pages, so that of pages that are the same it need not be again: their length, where each key stands.

    `counts` says on how many pages a word is, however it is written there.
    """

    of: object = None
    parts: list[Page] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    postings: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


def build(
    pages: Iterable[Page],
    synonyms: Synonyms,
    pins: Pins,
    root: str = "finder",
    numbers: Numbers = lambda text: (),
    gathered: Gathered | None = None,
) -> dict[str, bytes]:
    """Give the files of the index by their address relative to the site: the same input, the same bytes.

    All but `manifest.json`, the head, lie in a folder named after their content, so that an old file never meets a new one.
    `numbers` gives the phone numbers of a text: a page is found by each, however it writes them. `gathered` is of an earlier
    index by the same `numbers`, and afterwards of this one.
    """
    ordered = sorted(pages, key=lambda page: (-page.weight, page.url))
    wholes = [_parts(page) for page in ordered]
    parts = list(chain.from_iterable(wholes))
    gathered = gathered or Gathered()
    _gather(gathered, parts, synonyms.groups, numbers)
    counts = _counts(gathered.counts, synonyms)
    lists = wordings.Lists(pins.sets, partial(_beside, counts, _rarity(len(parts)) - _COMMON))
    rest = _rest(pins, lists)
    cut = list(_cut(_entries(gathered.postings, counts, synonyms.groups), _formers(parts, counts), lists.beside))
    bounds = pairwise(accumulate(map(len, wholes), initial=0))
    leveled = {
        start: (page, _level(page, sum(gathered.lengths[start:end])))
        for page, (start, end) in zip(ordered, bounds, strict=True)
    }
    best, cards = _bundles(leveled)
    files = {f"k/{number}.json": text for number, (_, text) in enumerate(cut)}
    files |= {f"p/{number}.json": _json(some) for number, some in enumerate(cards)}
    levels = ["-"] * len(parts)
    for start, (_, level) in leveled.items():
        levels[start] = _DIGITS[level]
    for some in cards:
        start = int(next(iter(some)))
        levels[start] = _CAPITALS[_DIGITS.index(levels[start])]
    first = _first_line(counts, [first for first, _ in cut], lists, synonyms, pins)
    first |= {"weights": "".join(levels), "best": _numbers(map(int, best))}
    digest = _digest([first, rest, best, *sorted(files.items())])
    named = {f"{root}/{digest}/{name}": text.encode() for name, text in files.items()}
    # A line each, read while the next comes: which files to ask for, what puts a number first, what results show.
    head = f"[{_json({'folder': digest, **first})},\n{_json(rest)},\n{_json(best)}]"
    return {f"{root}/manifest.json": head.encode()} | named


def _digest(some: Iterable[object]) -> str:
    """Stand for all of these, as a list of JSON; written one by one, for together they are as long as the index."""
    whole = hashlib.sha256()
    for number, one in enumerate(some):
        whole.update((("," if number else "[") + _json(one)).encode())
    whole.update(b"]")
    return whole.hexdigest()[:12]


def _parts(page: Page) -> list[Page]:
    """Cut a long page at its sections. The first part is what is said of the whole; each other has but its section."""
    if sum(len(part.text) for part in page.sections) <= _LONG:
        return [page]
    return [replace(page, sections=()), *(Page(page.url, "", (part,)) for part in page.sections)]


def _gather(gathered: Gathered, parts: list[Page], groups: Sequence[Group], numbers: Numbers) -> None:
    """Gather the keys of every page, only those of pages that are others where as many were gathered by the same groups."""
    phrases, of, before = _Phrases(groups), tuple(groups), gathered.parts
    others = [number for number, (was, now) in enumerate(zip(before, parts, strict=False)) if was != now]
    if gathered.of != of or len(before) != len(parts) or len(others) > len(parts) // 8:
        gathered.postings, gathered.counts, gathered.lengths = _collect(parts, phrases, numbers)
    else:
        gathered.of = None  # whatever stops it here, they are not taken for whole
        for number in others:
            (was, less, _), (now, more, length) = (_collect([one[number]], phrases, numbers) for one in (before, parts))
            gathered.lengths[number : number + 1] = length
            gathered.counts += more
            gathered.counts -= less
            for key in was.keys() | now.keys():
                if was.get(key) != now.get(key):
                    _put(gathered.postings, key, number, now.get(key))
    gathered.of, gathered.parts = of, parts


def _put(postings: dict[str, str], key: str, number: int, place: str | None) -> None:
    """Let a key stand at a place of a page, or nowhere in it."""
    found = [one for one in _pages(postings.get(key, "")) if one // 3 != number]
    if place is not None:
        insort(found, number * 3 + int(place))
    if found:
        postings[key] = _steps([at for one in found for at in (one, one - one % 3)])
    else:
        del postings[key]


def _collect(
    pages: Sequence[Page], phrases: "_Phrases", numbers: Numbers
) -> tuple[dict[str, str], Counter[str], list[int]]:
    """Gather the postings of every key, on how many pages each word is, and how many words each page has under its headings."""
    keys = _Keys(phrases, numbers)
    lengths = [keys.add(number, page) for number, page in enumerate(pages)]
    keys.write()
    return keys.postings, keys.counts, lengths


_Phrase = tuple[list[str], str]  # its words with their marks, and the key of its group


class _Word(NamedTuple):
    folded: str
    marked: str
    begins: Sequence[_Phrase]  # those of which it is the first
    found: list[int]  # where it stands
    before: Mapping[str, list[int]]  # and before another, by how that is folded


class _Keys(dict[str, list[_Word]]):
    """Where each key of pages stands: words as they are marked, pairs of neighbors (`ma tuy`), groups of synonyms (`~7`).

    By what stands between two spaces (no word goes across one) its words: a site has few of these, each many times.
    """

    def __init__(self, phrases: "_Phrases", numbers: Numbers) -> None:
        super().__init__()
        self._phrases, self._numbers = phrases, numbers
        # Marked words by how they are folded, and second words of pairs by the first.
        self._words: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(partial(defaultdict, list))
        self._pairs: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(partial(defaultdict, list))
        self._groups: defaultdict[str, list[int]] = defaultdict(list)
        self._pages = set[int]()  # those of which nothing is written yet
        self.postings: dict[str, str] = {}
        self.counts = Counter[str]()

    def __missing__(self, written: str) -> list[_Word]:
        known = self[written] = list(map(self._word, words(written)))
        return known

    def _word(self, written: str) -> _Word:
        folded, marked = fold(written), canon(written)
        found = self._words[folded][marked] if folded else []  # not of a mark alone
        return _Word(folded, marked, self._phrases.beginning.get(marked, ()), found, self._pairs[folded])

    def add(self, number: int, page: Page) -> int:
        """Add a page, the weightiest of its texts first: the first place a key is seen at is its best. Give its length in words."""
        start = number * 3
        if number % _AT_ONCE == _AT_ONCE - 1:
            self.write()
        self._pages.add(start)
        for place, text in _told(page):
            self._add(start, place, text)
        return sum([self._add(start, TEXT, part.text) for part in page.sections])

    def _add(self, start: int, place: int, text: str) -> int:
        """Note where all of a text stands, as often as it does; what a page was noted for before, `_further` passes over."""
        written = list(chain.from_iterable(map(self.__getitem__, text.split())))
        others = [self._groups[key] for key in self._phrases.within(written)]
        others += [self._words[number][number] for number in self._numbers(text)]
        for posting in (start + place, start) if place else (start,):
            before: Mapping[str, list[int]] = defaultdict(list)  # the first has none before it
            for folded, _, _, found, after in written:
                if folded:
                    found.append(posting)
                    before[folded].append(posting)
                    before = after
            for found in others:
                found.append(posting)
        return len(written)

    def write(self) -> None:
        """Write what was met since the last time; as text it takes a seventh of the memory."""
        for folded, forms in self._words.items():
            self.counts[folded] += len(self._pages.intersection(set[int]().union(*forms.values())))
        self._pages.clear()
        for key, found in chain(_joined(_AS, self._words), _joined(" ", self._pairs), self._groups.items()):
            self.postings[key] = self.postings[key] + _further(found) if key in self.postings else _steps(found)
            del found[:-1]


def _joined(between: str, found: Mapping[str, Mapping[str, list[int]]]) -> Iterator[tuple[str, list[int]]]:
    return ((one + between + other, pages) for one, others in found.items() for other, pages in others.items())


def _told(page: Page) -> Iterator[tuple[int, str]]:
    """List the texts of a page with their places, the weightiest first, those under its headings left out."""
    if page.title:
        yield TITLE, page.title
    yield from ((TITLE, term.text) for term in page.terms if term.place == TITLE)
    yield from ((HEADING, part.heading) for part in page.sections if part.heading)
    yield from ((HEADING, " ".join(_of_old(former.name))) for former in page.formerly)
    yield from ((HEADING, term.text) for term in page.terms if term.place == HEADING)
    yield from ((TEXT, term.text) for term in page.terms if term.place == TEXT)


_AS = "\t"  # between a folded word and one way it is written


def _counts(counts: Counter[str], synonyms: Synonyms) -> dict[str, int]:
    """Count the pages of every word; one that only the synonyms have is known too."""
    known = {fold(word): 0 for phrase in _phrases_of(synonyms) for word in words(phrase)}
    return dict(sorted({**known, **counts}.items()))


@dataclass
class _Entry:
    """What is kept of a word: its own postings, and those of its pairs with the word before and after."""

    own: object = ""
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)


def _entries(
    postings: dict[str, str], counts: Mapping[str, int], groups: Sequence[Group]
) -> dict[str, dict[str, object]]:
    """Gather all that lies together: a word with the pairs it is the rarer word of, and the groups it leads to."""
    rarity = {word: _rarity(count) for word, count in counts.items()}
    found: defaultdict[str, _Entry] = defaultdict(_Entry)
    beside: defaultdict[str, dict[str, object]] = defaultdict(dict)
    for word, forms in _forms(postings).items():
        found[word].own = forms if len(forms) > 1 else next(iter(forms.values()))
    for key in sorted(key for key in postings if " " in key):
        one, _, other = key.partition(" ")
        if rarity[one] <= rarity[other]:
            found[one].after[other] = postings[key]
        else:
            found[other].before[one] = postings[key]
    for number, group in enumerate(groups):
        if found_in := postings.get(f"~{number}"):
            told = [found_in, group.words[0], _keyed(group.words), *filter(None, [_keyed(group.alone)])]
            for phrase in (*group.words, *group.alone):
                beside[_rarest([*map(fold, words(phrase))], counts)][f"~{number}"] = told
    whole = {word: _bare([entry.own, entry.before, entry.after]) for word, entry in found.items()}
    return {word: ({word: whole[word]} if word in whole else {}) | beside[word] for word in sorted({*whole, *beside})}


def _bare(parts: list[object]) -> list[object]:
    """Leave off what is empty at the end."""
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return parts


def _rarest(some: Sequence[str], counts: Mapping[str, int]) -> str:
    """Name the word of fewest pages, the first of several, as its digit in the head says it: the browser must choose alike."""
    return min(some, key=lambda word: _rarity(counts[word]))


def _rarity(count: int) -> int:
    return round(math.log2(1 + count))


def _beside(counts: Mapping[str, int], common: int, folded: Sequence[str]) -> str | None:
    """Name the word with which a phrase of pins lies: its rarest, first one that no page has; none if all are common."""
    rarity = {word: _rarity(counts[word]) if word in counts else -1 for word in folded}
    word = min(folded, key=rarity.__getitem__)
    return word if rarity[word] < common else None


def _bits(some: Iterable[bool]) -> str:
    """Write five answers as one digit, the first as its lowest bit."""
    return "".join(
        _STEPS[sum(one << at for at, one in enumerate(five))]
        for five in zip_longest(*[iter(some)] * 5, fillvalue=False)
    )


def _forms(postings: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Give of each folded word the ways in which it is written, with the pages of each."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for key in sorted(key for key in postings if _AS in key):
        folded, _, marked = key.partition(_AS)
        found[folded][marked] = postings[key]
    return found


class _Phrases:
    """Finds the phrases of synonym groups in written text, marks exact: `cỏ mỹ` is not found in `có mỹ phẩm`."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.beginning: defaultdict[str, list[_Phrase]] = defaultdict(list)  # by their first word
        for number, group in enumerate(groups):
            for phrase in group.words:
                marked = [canon(word) for word in words(phrase)]
                self.beginning[marked[0]].append((marked, f"~{number}"))

    def within(self, written: Sequence[_Word]) -> Iterator[str]:
        """The keys of the phrases in a text."""
        for start in [start for start, word in enumerate(written) if word.begins]:
            for phrase, key in written[start].begins:
                if [word.marked for word in written[start : start + len(phrase)]] == phrase:
                    yield key


def _formers(pages: Sequence[Page], counts: Mapping[str, int]) -> dict[str, dict[str, list[list[object]]]]:
    """Give, under the rarer of its first two words and both, each former name as it is matched, and the page it led to."""
    found: dict[str, dict[str, list[list[object]]]] = {}
    for number, page in enumerate(pages):
        for former in page.formerly:
            written = _of_old(former.name)
            folded, marked = list(map(fold, written)), " ".join(map(canon, written))
            found.setdefault(_rarest(folded[:2], counts), {}).setdefault(" ".join(folded[:2]), []).append(
                [marked, former.note, number, page.url, page.title]
            )
    return found


def _of_old(name: str) -> list[str]:
    """Cut a name of old into its words; a number in groups is one."""
    written = words(name)
    return ["".join(written)] if all(map(str.isdigit, written)) else written


def _cut(
    entries: Mapping[str, Mapping[str, object]],
    formers: Mapping[str, Mapping[str, list[list[object]]]],
    phrases: Mapping[str, Mapping[str, list[int]]],
) -> Iterator[tuple[str, str]]:
    """Cut the sorted words into files; give each with the first of its words. Phrases of pins begin none, and come besides."""
    written = {word: _json(entries.get(word, {}))[1:-1] for word in sorted({*entries, *phrases})}
    size = max(_FILE, sum(map(len, written.values())) // _FILES)
    found: list[str] = []
    length = 0
    for word, entry in written.items():
        if length and entry and length + len(entry) > size:
            yield found[0], _file(found, written, formers, phrases)
            found, length = [], 0
        found.append(word)
        length += len(entry)
    if found:
        yield found[0], _file(found, written, formers, phrases)


def _steps(postings: Sequence[int]) -> str:
    """Write postings (page number · 3 + place, rising) with each page as its distance from the page before, low digits first.

    After a better place than `TEXT` its page (· 3) comes again: from that the next one is counted.
    """
    return _digits(postings[0]) + _further(postings) if postings else ""


def _further(postings: Sequence[int]) -> str:
    """Write all but the first, a page but once: at the place that comes first."""
    return "".join(map(_STEP.__getitem__, map(sub, postings[1:], postings)))


def _numbers(some: Iterable[int]) -> str:
    return _steps([3 * one for one in some])


def _digits(step: int) -> str:
    return _STEPS[step] if step < 32 else _STEPS[32 + step % 32] + _digits(step // 32)


class _Step(dict[int, str]):
    """By a step how it is written: one within a page not at all. Asked a million times a build: a function takes longer."""

    def __missing__(self, step: int) -> str:
        written = self[step] = _digits(step) if step > 2 else ""
        return written


_STEP = _Step()


def _pages(steps: str) -> Iterator[int]:
    """Read what `_steps` wrote."""
    last, step, unit = 0, 0, 1
    for sign in steps:
        digit = _STEPS.index(sign)
        step, unit = step + digit % 32 * unit, unit * 32
        if digit < 32:
            yield last + step
            last, step, unit = last + step - (last + step) % 3, 0, 1


def _file(
    some: Sequence[str],
    entries: Mapping[str, str],
    formers: Mapping[str, Mapping[str, list[list[object]]]],
    phrases: Mapping[str, Mapping[str, list[int]]],
) -> str:
    """Write a file of some words: what is kept of them, phrases of pins with their lists, names of old; each if there is any after."""
    beside = sorted(chain.from_iterable(phrases.get(word, {}).items() for word in some))
    old = dict(chain.from_iterable(formers.get(word, {}).items() for word in some))
    kept = "{" + ",".join(filter(None, map(entries.get, some))) + "}"
    told = ",".join(f"{phrase} {_numbers(lists)}" for phrase, lists in beside)
    return f"[{','.join([kept, *map(_json, _bare([told, old] if old else [told]))])}]"


_Cards = dict[str, object]  # by page number


def _bundles(pages: Mapping[int, tuple[Page, int]]) -> tuple[_Cards, list[_Cards]]:
    """Gather what results show: of the pages likeliest to be one for the bytes that they cost, and of all others in files."""
    cards = {number: _card(page) for number, (page, _) in pages.items()}
    sizes = {number: len(_json(card)) for number, card in cards.items()}
    best: set[int] = set()
    left = _BEST
    for number in sorted(pages, key=lambda n: -_likely(*pages[n]) / math.sqrt(sizes[n])):
        if left > 0:
            best.add(number)
            left -= sizes[number]
    files: list[_Cards] = [{}]
    most = max(_CARDS, sum(sizes.values()) // _FILES)
    length = 0
    for number in sorted(cards.keys() - best):
        if length > most:
            files.append({})
            length = 0
        files[-1][str(number)] = cards[number]
        length += sizes[number]
    return {str(number): cards[number] for number in sorted(best)}, [some for some in files if some]


def _likely(page: Page, level: int) -> float:
    """Guess how often a page is a result: what a match on it is worth, by how much people ask of it, the more surely the more."""
    return len(page.terms) ** 2 * float(2 ** (level / 8))


def _card(page: Page) -> list[str]:
    """Write what a result shows: address, title, what the page is about, and heading#anchor by section, composed (NFC)."""
    plain = "#" not in page.url
    parts = [part.heading + _anchor(part.heading, part.anchor if plain else "") for part in page.sections]
    text = page.lead or " ".join(part.text for part in page.sections)
    lead = text if len(text) <= _LEAD or page.lead else text[:_LEAD].rpartition(" ")[0] + "…"
    return [unicodedata.normalize("NFC", one) for one in (page.url, page.title, lead, *parts)]


def _anchor(heading: str, anchor: str) -> str:
    """Write what follows a heading: `#`, and of which of its words the anchor is made, if it is: `3` the first three, `13` three after one."""
    if not anchor:
        return "#" if "#" in heading else ""
    folded, parts = list(map(fold, words(heading))), anchor.split("-")
    size = len(parts)
    for start in range(10 if size < 10 else 0):
        if folded[start : start + size] == parts:
            return f"#{start or ''}{size}"
    return "#" + ("%3" + "%3".join(anchor) if re.fullmatch("[0-9]{1,2}", anchor) else anchor)


def _first_line(
    counts: Mapping[str, int], firsts: Sequence[str], lists: wordings.Lists, synonyms: Synonyms, pins: Pins
) -> dict[str, object]:
    """Gather what says which files a query needs: all words, how common they are, where files begin, which lead to phrases of pins."""
    known = sorted({*counts, *lists.words})
    digits = {word: _rarity(counts[word]) if word in counts else _ALONE for word in known}
    begin = {*known[:1], *firsts[1:]}  # a word of synonyms alone may come before all of which anything is kept
    return {
        "words": _shortened(known),
        "counts": "".join((_CAPITALS if word in begin else _DIGITS)[digits[word]] for word in known),
        "leads": _bits(word in lists.beside for word in known),
        "ignore": _keyed(synonyms.ignore).translate(wordings.CAPITALS),
        "short": ",".join(f"{typed} {' '.join(map(fold, meant))}" for typed, meant in pins.short.items()),
    }


def _rest(pins: Pins, lists: wordings.Lists) -> dict[str, object]:
    """Gather what else every query needs: pins, and where they lead. The browser counts the lists in the same order."""
    targets = list(dict.fromkeys([target for pin in pins.pins for target in pin.shows] + list(pins.nothing_found)))
    return {
        "targets": [[target.name, target.url, target.dial, target.note] for target in targets],
        "sets": lists.sets,
        "harmless": lists.write(pins.harmless),
        "present": lists.write(pins.present),
        "about": [[one.level, *map(lists.write, (one.words, one.unless, one.others))] for one in pins.about],
        "pins": [_pinned(pin, targets, pins.sets, lists) for pin in pins.pins],
        "nothing": [targets.index(target) for target in pins.nothing_found],
    }


def _pinned(pin: Pin, targets: list[Target], sets: Mapping[str, Sequence[str]], lists: wordings.Lists) -> list[object]:
    shows = [targets.index(target) for target in pin.shows]
    short = {one: wordings.covering(one.replace(" ", "_"), {}) for one in pin.words if " " in one}
    patterns = [wordings.covering(pattern, sets) for pattern in pin.patterns]
    listed = [
        one
        for one in pin.words
        if not any(covers(one) for covers in patterns)
        and not any(covers(one) for other, covers in short.items() if len(other) < len(one))
    ]
    return [shows, lists.write(listed), lists.write(pin.alone), lists.write_patterns(pin.patterns), pin.level]


def _shared(one: str, other: str) -> int:
    """Count the letters two texts begin with alike."""
    return next((at for at, (mine, yours) in enumerate(zip(one, other, strict=False)) if mine != yours), len(one))


def _shortened(ordered: Sequence[str]) -> str:
    """Write sorted texts each as a capital, how many letters it has of the one before (A: none), and the rest."""
    shared = [min(25, _shared(one, other)) for one, other in pairwise(["", *ordered])]
    return "".join(chr(65 + same) + text[same:] for same, text in zip(shared, ordered, strict=True))


def _keyed(phrases: Iterable[str]) -> str:
    """Write phrases as they are matched: folded, but a single syllable, which folds to too much, with its marks."""
    return ",".join(" ".join(map(fold if len(found) > 1 else canon, found)) for found in map(words, phrases))


def _phrases_of(synonyms: Synonyms) -> Iterator[str]:
    for group in synonyms.groups:
        yield from (*group.words, *group.alone)
    yield from synonyms.ignore


def _level(page: Page, length: int) -> int:
    """Write a page's weight, less for a long text or title, as one digit: eighths of a doubling around 18."""
    title = max(0, len(words(page.title)) - 6)
    weight = page.weight / (1 + 0.06 * min(9, length / 100)) / (1 + 0.05 * min(10, title))
    return max(0, min(25, round(18 + 8 * math.log2(weight))))


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
