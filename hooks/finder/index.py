"""Pages in, files out: an index cut so finely that a query reads a few kilobytes of it, whatever the size of the site."""

import hashlib
import json
import math
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from finder import wordings
from finder.fold import WORD, canon, fold, words

TEXT, HEADING, TITLE = 0, 1, 2  # where on a page a word stands, as the postings say it
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_FILE, _FILES = 1024, 2048  # a file of postings holds this many characters, more once there would be over 2,048 files
_PART = 1500  # a page with more characters is cut between its sections, so that a result costs what it shows


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
    """What can be found. `url` is relative to the site and may hold an anchor; `weight` multiplies the score."""

    url: str
    title: str
    sections: tuple[Section, ...] = ()
    weight: float = 1.0
    terms: tuple[Term, ...] = ()
    formerly: tuple[Former, ...] = ()


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


@dataclass(frozen=True)
class Pins:
    """All pins, in the order in which they are shown, and what to show when nothing is found.

    `sets` are words that patterns name; `harmless` phrases say nothing to any pin; `short` is how words are shortened.
    """

    pins: tuple[Pin, ...] = ()
    nothing_found: tuple[Target, ...] = ()
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    harmless: tuple[str, ...] = ()
    short: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Numbers = Callable[
    [str], Iterable[str]
]  # what it knows as one number, as it is dialed: `0769 040 404` gives `0769040404`


def build(
    pages: Iterable[Page], synonyms: Synonyms, pins: Pins, root: str = "finder", numbers: Numbers = lambda text: ()
) -> dict[str, bytes]:
    """Give the files of the index by their address relative to the site: the same input, the same bytes.

    All but `manifest.json` lie in a folder named after their content, so that an old file never meets a new one.
    `numbers` gives the phone numbers of a text: a page is found by each, however it writes them.
    """
    ordered = sorted(pages, key=lambda page: page.url)
    wholes = [(page, _parts(page)) for page in ordered]
    levels = "".join(_DIGITS[_level(page)] + "-" * (len(parts) - 1) for page, parts in wholes)
    parts = [part for _, parts in wholes for part in parts]
    postings = _collect(parts, _Phrases(synonyms.groups), numbers)
    forms = _take_forms(postings)
    size = sum(len(found) * 2 + len(key) + 6 for key, found in postings.items())
    cut = list(_cut(postings, forms, _formers(parts), max(_FILE, size // _FILES)))
    files = {f"k/{number}.json": text for number, (_, text) in enumerate(cut)}
    shown = [_shown(replace(part, title=page.title)) for page, parts in wholes for part in parts]
    files |= {f"p/{number}.json": text for number, text in enumerate(shown)}
    files["index.json"] = _json(_head(levels, postings, [first for first, _ in cut], synonyms, pins))
    digest = hashlib.sha256(_json(sorted(files.items())).encode()).hexdigest()[:12]
    named = {f"{root}/{digest}/{name}": text.encode() for name, text in files.items()}
    return {f"{root}/manifest.json": _json({"folder": digest}).encode()} | named


def _parts(page: Page) -> list[Page]:
    """Cut a long page between its sections. The first part is what is said of the whole; each other has but its text."""
    cut: list[list[Section]] = [[]]
    for section in page.sections:
        if cut[-1] and sum(len(part.text) for part in (*cut[-1], section)) > _PART:
            cut.append([])
        cut[-1].append(section)
    if len(cut) == 1:
        return [page]
    return [replace(page, sections=()), *(Page(page.url, "", tuple(sections)) for sections in cut)]


def _collect(pages: Sequence[Page], phrases: "_Phrases", numbers: Numbers) -> dict[str, "array[int]"]:
    """Gather the keys of every page: words, pairs of neighbors (`ma tuy`), groups of synonyms (`~7`), and marked words."""
    postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, page in enumerate(pages):
        best: dict[str, int] = {}
        for place, text in _fields(page):
            best.update(dict.fromkeys(_keys(text, phrases, numbers), place))
        for key, place in best.items():
            postings[key].append(number * 3 + place)
    return postings


def _fields(page: Page) -> Iterator[tuple[int, str]]:
    """List the texts of a page, the weightiest last: the last place a key is seen at is its best."""
    yield from ((TEXT, term.text) for term in page.terms if term.place == TEXT)
    yield from ((TEXT, part.text) for part in page.sections)
    yield from ((HEADING, term.text) for term in page.terms if term.place == HEADING)
    yield from ((HEADING, " ".join(_of_old(former.name))) for former in page.formerly)
    yield from ((HEADING, part.heading) for part in page.sections if part.heading)
    yield from ((TITLE, term.text) for term in page.terms if term.place == TITLE)
    yield TITLE, page.title


def _keys(text: str, phrases: "_Phrases", numbers: Numbers) -> Iterator[str]:
    written = words(text)
    folded = list(filter(None, map(fold, written)))
    marked = (fold(word) + _AS + canon(word) for word in written)
    return chain(folded, map(" ".join, pairwise(folded)), phrases.within(written), numbers(text), marked)


_AS = "\t"  # between a folded word and one way it is written


def _take_forms(postings: "dict[str, array[int]]") -> "dict[str, dict[str, array[int]]]":
    """Take the marked words out of the postings: of each folded word that is written in several ways, the pages of each."""
    found: defaultdict[str, dict[str, array[int]]] = defaultdict(dict)
    for key in sorted(key for key in postings if _AS in key):
        folded, _, marked = key.partition(_AS)
        found[folded][marked] = postings.pop(key)
    return {folded: forms for folded, forms in found.items() if len(forms) > 1}


class _Phrases:
    """Finds the phrases of synonym groups in written text, marks exact: `cỏ mỹ` is not found in `có mỹ phẩm`."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._starts: dict[str, list[tuple[list[str], str]]] = {}
        for number, group in enumerate(groups):
            for phrase in group.words:
                marked = [canon(word) for word in words(phrase)]
                self._starts.setdefault(marked[0], []).append((marked, f"~{number}"))

    def within(self, written: Sequence[str]) -> Iterator[str]:
        marked = [canon(word) for word in written]
        for start, word in enumerate(marked):
            for phrase, key in self._starts.get(word, ()):
                if marked[start : start + len(phrase)] == phrase:
                    yield key


def _formers(pages: Sequence[Page]) -> dict[str, list[list[object]]]:
    """Give, under its first two syllables, each former name as it is matched, and the page it led to with the note."""
    found: dict[str, list[list[object]]] = {}
    for number, page in enumerate(pages):
        for former in page.formerly:
            written = _of_old(former.name)
            folded, marked = list(map(fold, written)), list(map(canon, written))
            found.setdefault(" ".join(folded[:2]), []).append(
                [folded, marked, former.note, number, page.url, page.title]
            )
    return found


def _of_old(name: str) -> list[str]:
    """Cut a name of old into its words; a number in groups is one."""
    written = words(name)
    return ["".join(written)] if all(map(str.isdigit, written)) else written


def _cut(
    postings: Mapping[str, "array[int]"],
    forms: Mapping[str, Mapping[str, "array[int]"]],
    formers: Mapping[str, list[list[object]]],
    size: int,
) -> Iterator[tuple[str, str]]:
    """Cut the sorted keys into files of about `size` characters; give each with the least text its keys begin at."""
    found: list[str] = []
    old: dict[str, list[list[object]]] = {}
    first, length = "", 0
    keys = sorted(postings)
    for before, key in zip(["", *keys], keys, strict=False):
        entry = f"{_json(key)}:{_written(forms[key]) if key in forms else _steps(postings[key])}"
        if found and length + len(entry) > size:
            yield first, _file(found, old)
            found, old, length = [], {}, 0
        if not found:
            first = key[: _shared(before, key) + 1]
        found.append(entry)
        if key in formers:
            old[key] = formers[key]
        length += len(entry)
    if found:
        yield first, _file(found, old)


def _written(forms: Mapping[str, "array[int]"]) -> str:
    """Write the postings of a word form by form; the browser puts them together."""
    return "{" + ",".join(f"{_json(marked)}:{_steps(pages)}" for marked, pages in forms.items()) + "}"


def _steps(pages: "array[int]") -> str:
    """Write postings (page number · 3 + place, rising) with each page as its distance from the page before."""
    last, steps = 0, []
    for posting in pages:
        number, place = divmod(posting, 3)
        steps.append(str((number - last) * 3 + place))
        last = number
    return "[" + ",".join(steps) + "]"


def _file(entries: Sequence[str], formers: Mapping[str, list[list[object]]]) -> str:
    return "[{" + ",".join(entries) + "}" + ("," + _json(formers) if formers else "") + "]"


def _shown(page: Page) -> str:
    """Write what a result shows: address, title, and sections as heading, `#anchor`, text, composed (NFC)."""
    plain = "#" not in page.url
    parts = [[part.heading, f"#{part.anchor}" if plain and part.anchor else "", part.text] for part in page.sections]
    return unicodedata.normalize("NFC", _json([page.url, page.title, *parts]))


def _head(
    levels: str,
    postings: Mapping[str, "array[int]"],
    firsts: Sequence[str],
    synonyms: Synonyms,
    pins: Pins,
) -> dict[str, object]:
    """Gather what every query needs: all words with how common they are, where the files begin, synonyms and pins."""
    counts = {key: len(found) for key, found in postings.items() if " " not in key and key[0] != "~"}
    for phrase in _phrases_of(synonyms, pins):
        for word in words(phrase):
            counts.setdefault(fold(word), 0)
    vocabulary = sorted(counts)
    targets = list(dict.fromkeys([target for pin in pins.pins for target in pin.shows] + list(pins.nothing_found)))
    return {
        "words": _shortened(vocabulary),
        "counts": "".join(_DIGITS[round(math.log2(1 + counts[word]))] for word in vocabulary),
        "weights": levels,
        "files": _shortened(firsts),
        "groups": [[group.words[0], _keyed(group.words), _keyed(group.alone)] for group in synonyms.groups],
        "ignore": _keyed(synonyms.ignore),
        "targets": [[target.name, target.url, target.dial, target.note] for target in targets],
        "pins": [_pinned(pin, targets, pins.sets) for pin in pins.pins],
        "sets": [wordings.keyed(phrases) for phrases in pins.sets.values()],
        "harmless": wordings.keyed(pins.harmless),
        "short": {typed: " ".join(map(fold, meant)) for typed, meant in pins.short.items()},
        "nothing": [targets.index(target) for target in pins.nothing_found],
    }


def _pinned(pin: Pin, targets: list[Target], sets: Mapping[str, Sequence[str]]) -> list[object]:
    shows = [targets.index(target) for target in pin.shows]
    patterns = ",".join(wordings.written(pattern, list(sets)) for pattern in pin.patterns)
    alone = [one for one in pin.words if not any(wordings.covers(pattern, one, sets) for pattern in pin.patterns)]
    return [shows, wordings.keyed(alone), wordings.keyed(pin.alone), patterns]


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


def _phrases_of(synonyms: Synonyms, pins: Pins) -> Iterator[str]:
    for phrases in [(*group.words, *group.alone) for group in synonyms.groups]:
        yield from phrases
    for phrases in [(*pin.words, *pin.alone) for pin in pins.pins]:
        yield from phrases
    yield from synonyms.ignore
    yield from wordings.vocabulary([pattern for pin in pins.pins for pattern in pin.patterns], pins.sets)


def _level(page: Page) -> int:
    """Write a page's weight, less for a long text or title, as one digit: eighths of a doubling around 18."""
    length = sum(len(WORD.findall(part.text)) for part in page.sections)
    title = max(0, len(WORD.findall(page.title)) - 6)
    weight = page.weight / (1 + 0.06 * min(9, length / 100)) / (1 + 0.05 * min(10, title))
    return max(0, min(35, round(18 + 8 * math.log2(weight))))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
