"""A province's own sentences within the nation's pages: docs/local/<id>.md stands where a page says `{{ local("id") }}`.

`{{ tỉnh }}` and `{{ Tỉnh }}` are the word for this province: thành phố in a city; in the front matter and in data/ too.
They are put in before anything else looks at a page, so that every check reads what readers will; what is wrong with one is
told in its own file. A province without the sentence shows nothing there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from facts.reading import load
from terminal.log_safe import shown

FOLDER = "local"  # below docs/; no page is made of what lies there
WORD = re.compile(r"\{\{ *([tT]ỉnh) *\}\}")
CALL = re.compile(rf"\{{\{{ *local\( *[\"']([a-z0-9-]+)[\"'] *\) *\}}\}}|{WORD.pattern}")
# What a province may be called, small and at the beginning of a sentence.
WORDS = tuple({"tỉnh": word, "Tỉnh": word.capitalize()} for word in ("tỉnh", "thành phố"))
_IS_CITY = re.compile(r"""^type: *["']?thành phố\b""", re.MULTILINE)


@dataclass(frozen=True)
class Inserted:
    """A sentence within a page's body, from offset `start` to `end`; `length` is that of the words that it stands for.

    A word for the province has no path: it is told where it was called for.
    """

    start: int
    end: int
    length: int
    path: str


def sentences(root: Path) -> dict[str, tuple[str, str]]:
    """Every sentence of the province by its id: its path from the root, and its text; and the words for it, with no path."""
    found = {word: ("", text) for word, text in words(root).items()}
    folder = root / "docs" / FOLDER
    try:
        files = sorted(file for file in folder.glob("*.md") if file.is_file() and not file.is_symlink())
    except OSError:
        return found
    for file in files:
        path = shown(file.relative_to(root).as_posix())
        text, _ = load.read_text(file, path)
        found[file.stem] = path, (text or "").strip("\n")
    return found


def words(root: Path) -> dict[str, str]:
    """What this province is called; a tỉnh while its table cannot be read."""
    try:
        text = (root / "data" / "province.yml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    return WORDS[1 if _IS_CITY.search(text) else 0]


def with_words(text: str, words: Mapping[str, str]) -> str:
    """A text with the word for this province in it."""
    return WORD.sub(lambda match: words[match[1]], text) if "{{" in text else text


def is_called(document: load.Document) -> bool:
    """True for a file of data/ that says `{{`."""
    return any("{{" in scalar.text for scalar in load.scalars(document.root))


def in_words(document: load.Document, words: Mapping[str, str]) -> load.Document:
    """A file of data/ with the words for a province in its texts; each stands where it stood."""
    for scalar in load.scalars(document.root):
        scalar.text = with_words(scalar.text, words)
    return document


def put_in(body: str, sentences: Mapping[str, tuple[str, str]]) -> tuple[str, tuple[Inserted, ...]]:
    """A body with its sentences in it, and where they are."""
    parts: list[str] = []
    inserted: list[Inserted] = []
    last = size = 0
    for match in CALL.finditer(body):
        path, text = sentences.get(_id(match), ("", ""))
        before = body[last : match.start()]
        start = size + len(before)
        parts += [before, text]
        inserted.append(Inserted(start, start + len(text), len(match[0]), path))
        last, size = match.end(), start + len(text)
    return "".join((*parts, body[last:])), tuple(inserted)


def before(offset: int, inserted: tuple[Inserted, ...]) -> tuple[str, int]:
    """Where an offset stood before sentences were put in: ('', offset) in the page, or (path, offset) in a sentence."""
    shift = 0
    for one in inserted:
        if offset < one.start:
            break
        if offset < one.end:
            return one.path, offset - one.start if one.path else one.start + shift
        shift += one.length - (one.end - one.start)
    return "", offset + shift


def missing(body: str, sentences: Mapping[str, tuple[str, str]]) -> list[tuple[int, str]]:
    """The sentences that a body calls for and the province has not, as (offset, id)."""
    return [(call.start(), call[1]) for call in CALL.finditer(body) if call[1] and call[1] not in sentences]


def unused(bodies: Iterable[str], sentences: Mapping[str, tuple[str, str]]) -> list[str]:
    """The paths of the sentences that no page shows."""
    called = {_id(match) for body in bodies for match in CALL.finditer(body)}
    return [path for id, (path, _) in sentences.items() if path and id not in called]


def _id(call: re.Match[str]) -> str:
    return call[1] or call[2]
