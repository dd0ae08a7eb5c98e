"""What pages, records and templates say of a gap in words of their own: by hand, twice, or though it was found since.

Whatever names a gap follows it; words written by hand cannot, so each is told with what to write instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from facts.problems import Level, Place, Problem
from facts.reading import load
from facts.reading.markdown import MarkdownPage
from facts.records.addresses import address
from facts.records.kinds import FOLDERS
from facts.records.models import Gap, Record
from facts.records.parts import OTHERS_WORDS, Loc, references, texts
from facts.site import gaps
from facts.site.store import Facts
from finder.fold import WORD, canon

_TELLS_CHANGES = "changes"  # the one kind that may name an old wording: it says what was corrected
# Fields that say what is known of one record, unknown included: the record is the one place of that.
_SAY_WHAT_IS_KNOWN = {"answers", "say", "seen_of_you", "recheck", "because", "not_found"}

_BY_HAND = re.compile(  # it looks at first letters first: nearly every sign of a text is passed by without more ado
    r"(?=[bcknt])\b(?:chưa tìm (?:thấy|ra|được)|không tìm thấy"
    r"|tìm (?:mãi |hoài |rồi )?(?:mà |nhưng )?(?:vẫn |còn |cũng )?(?:chưa|không) (?:thấy|ra|được)"
    r"|(?:chúng tôi|trang này|người viết|biên tập viên) (?:còn |vẫn |cũng |hiện )?"
    r"(?:chưa (?:thấy|rõ|biết)|(?:chưa|không) có nguồn)"
    r"|(?:chưa|không) rõ (?:[\w/]+ ){1,12}?hay (?:chưa|không)"
    r"|nguồn (?:mà )?chúng tôi (?:đã )?đọc không (?:nói|nêu|ghi)"
    r"|chưa (?:thấy|có) (?:một )?(?:nguồn|văn bản|tin|bài|số liệu|con số|kết quả|tài liệu|thông tin|quy định|danh sách)"
    r" (?:\w+ )?(?:nói|nêu|ghi|cho|thay|công bố|riêng|nào)"
    r"|(?:không|chưa) (?:có )?(?:nguồn|bài|văn bản|tài liệu) nào (?:nói|nêu|ghi|cho))\b".replace(" ", r"[\s*_]+"),
    re.IGNORECASE,
)
# What all that it finds has in small letters: a denial before one of these words, or before what `_NOT_OURS` makes spaces of.
# (Small letters are as good as any case: none of these is an i, an s or a k, which have others beside their large one.)
_DENIES = re.compile(r"(?:hưa|hông)[\s*_]*(?:(?<=[\s*_])(?:t[ìhà]|r[aõ]|đư|b|có|n[óêg]|gh|vă)|[“{#])")
_ENDS = re.compile(r"[.!?;](?=\s|$)|\n[ \t]*\n")  # of a sentence
_TARGET = re.compile(r"\((?<=\]\()[^)\n]*\)")  # of a link
_BLOCK = re.compile(r"\{\{.*?\}\}")
# What says nothing of ours: words in quotes are spoken of, a law's own are its own, and a heading only names.
_NOT_OURS = re.compile(r"“[^”\n]*”|\{\{\s*quote\(.*?\}\}|^\s{0,3}#[^\n]*$", re.DOTALL | re.MULTILINE)


class _Phrases:
    """Finds what was declared of gaps in a text, whatever its case, line ends, emphasis, or the order of its marks."""

    def __init__(self, phrases: Iterable[tuple[str, Gap]]) -> None:
        self._by_first: dict[str, list[tuple[list[str], Gap]]] = {}
        self._bare: list[bytes] = []  # each as plain letters: a text without one of these in its own holds none
        for phrase, gap in phrases:
            if keys := _keys(phrase):
                self._by_first.setdefault(keys[0], []).append((keys, gap))
                self._bare.append(_bare(" ".join(keys)))
        self._shortest = min(map(len, self._bare), default=0)  # a text with fewer letters holds none

    def find(self, text: str) -> Iterator[tuple[int, str, Gap]]:
        """Yield (offset, the words as they stand, the gap) for each phrase within one sentence of `text`."""
        if not self._bare or len(text) < self._shortest:
            return
        bare = _bare(text)
        if not any(phrase in bare for phrase in self._bare):
            return
        words = [(canon(match[0]), match.start(), match.end()) for match in WORD.finditer(text)]
        for index, (key, start, _) in enumerate(words):
            for keys, gap in self._by_first.get(key, ()):
                run = words[index : index + len(keys)]
                if [word for word, _, _ in run] == keys and not _ENDS.search(text, start, run[-1][1]):
                    yield start, _plain(text[start : run[-1][2]]), gap

    def first(self, text: str) -> Gap | None:
        """The gap of the first phrase in `text`, if any."""
        return next((gap for _, _, gap in self.find(text)), None)


_LETTERS = bytes.maketrans(b"yABCDEFGHIJKLMNOPQRSTUVWXYZ", b"iabcdefghijklmnopqrstuvwxiz")
_SIGNS = bytes(sign for sign in range(128) if not chr(sign).isalnum())


def _bare(text: str) -> bytes:
    """The plain letters of a text, small and in a row: the same for all that `canon` takes for one, and quick to make."""
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").translate(_LETTERS, _SIGNS)


def _keys(text: str) -> list[str]:
    return [canon(word) for word in WORD.findall(text)]


def _plain(words: str) -> str:
    return re.sub(r"[\s*_]+", " ", words)


class _Known:
    """The gaps that were declared, as words: the old ones of those that were found, and what each is called."""

    def __init__(self, found: list[Gap]) -> None:
        self.old = _Phrases((words, gap) for gap in found if gap.answered_by for words in gap.wordings)
        self.called = _Phrases((words, gap) for gap in found for words in (gap.name, *gap.wordings))


def check(facts: Facts, pages: Iterable[MarkdownPage]) -> Iterator[Problem]:
    """Everything that pages and records say of a gap beside its place."""
    known = _Known(facts.all(Gap))
    for page in pages:
        if page.url != address(_TELLS_CHANGES, "").partition("#")[0]:
            yield from _front(page, known)
            yield from _body(page, known)
    for record in _speaking(facts):
        yield from _record(facts, record, known)


def check_templates(facts: Facts, root: Path) -> Iterator[Problem]:
    """The same of the templates of the project in `root`, which speak too."""
    known = _Known(facts.all(Gap))
    for file in sorted((root / "overrides").rglob("*.html")):
        path = file.relative_to(root).as_posix()
        template = load.read_text(file, path)[0] or ""
        for offset, words, gap in known.old.find(template):
            yield _says_old(load.place_at(path, template, offset), words, gap)


def _speaking(facts: Facts) -> Iterator[Record]:
    """The records whose words are ours and of today."""
    for kind, model in sorted(FOLDERS.items()):
        yield from facts.all(model) if kind != _TELLS_CHANGES else ()


def _says_old(place: Place, words: str, gap: Gap, field: str = "") -> Problem:
    say = f"{field}“{words}”: {gaps.say_answered(gap)} Viết lại theo đó."
    return Problem(place, "answered-gap", say)


def _by_hand(place: Place, words: str, say: str) -> Problem:
    return Problem(place, "gap-by-hand", f"“{_plain(words)}” viết tay. {say}", Level.WARNING)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """The same text with every match made of spaces, so that places stay true."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _sentence(text: str, match: re.Match[str]) -> str:
    """The sentence that a match stands in."""
    begins = max((end.end() for end in _ENDS.finditer(text, 0, match.start())), default=0)
    ends = _ENDS.search(text, match.end())
    return text[begins : ends.start() if ends else len(text)]


def _front(page: MarkdownPage, known: _Known) -> Iterator[Problem]:
    for name in ("title", "description"):
        text, place = page.meta.get(name, ""), page.places.get(name, Place(page.path))
        old = list(known.old.find(text))
        yield from (_says_old(place, words, gap, f"{name}: ") for _, words, gap in old)
        if not old and (match := _BY_HAND.search(_blank(_NOT_OURS, text))):
            yield _by_hand(place, match[0], "Đầu trang không dẫn tới data/gaps/ được: bỏ câu này ở đây.")


def _body(page: MarkdownPage, known: _Known) -> Iterator[Problem]:
    body = _blank(_TARGET, page.body)
    for offset, words, gap in known.old.find(body):
        yield _says_old(page.place(offset), words, gap)
    if not _DENIES.search(body.lower()):
        return
    ours = _blank(_NOT_OURS, body)
    blocks = [match.span() for match in _BLOCK.finditer(ours)]
    for match in _BY_HAND.finditer(ours):
        place, sentence = page.place(match.start()), _sentence(ours, match)
        if known.old.first(sentence):
            continue  # told already
        named = known.called.first(sentence)
        write = f'viết {{{{ gap("{named.id if named else "mã"}") }}}}'
        if any(first < match.start() < last for first, last in blocks):
            write = f"tách câu này ra khỏi khối, {write}"
        if named and named.answered_by:
            yield _says_old(place, _plain(match[0]), named)
        elif named:
            yield _by_hand(place, match[0], f"Đã có data/gaps/{named.id}.yml: {write}.")
        else:
            say = f"Ghi điều này vào data/gaps/<mã>.yml rồi {write}: khi tìm thấy chỉ phải sửa một tệp."
            yield _by_hand(place, match[0], say)


def _record(facts: Facts, record: Record, known: _Known) -> Iterator[Problem]:
    def place(loc: Loc) -> Place:
        return facts.place_in(record.kind, record.id, loc)

    for loc, text in texts(record):
        if loc in OTHERS_WORDS:
            continue
        old = [(words, gap) for _, words, gap in known.old.find(text) if gap is not record]
        yield from (_says_old(place(loc), words, gap, f"{loc[0]}: ") for words, gap in old)
        if old or record.kind == "gaps" or _SAY_WHAT_IS_KNOWN & set(loc):
            continue
        if _DENIES.search(text.lower()) and (match := _BY_HAND.search(_blank(_NOT_OURS, text))):
            named = known.called.first(text)
            if named and named.answered_by:
                yield _says_old(place(loc), _plain(match[0]), named, f"{loc[0]}: ")
            else:
                line = f"gaps/{named.id}" if named else "điều đã tìm"
                say = f"Bỏ câu này khỏi {loc[0]}:, thêm vào not_found: một dòng “- {line}”."
                yield _by_hand(place(loc), match[0], say)
    for loc, kind, id in references(record):
        gap = facts.find(Gap, id) if kind == "gaps" else None
        if gap and gap.answered_by:
            say = f"{loc[0]}: {gaps.say_answered(gap)} Viết điều đã thấy vào mục này, rồi bỏ dòng này."
            yield Problem(place(loc), "answered-gap", say, Level.WARNING)


def check_twice(facts: Facts) -> Iterator[Problem]:
    """The same words in two places: one gap, or two that nobody can tell apart."""
    first: dict[tuple[str, ...], Record] = {}
    for gap in facts.all(Gap):
        other = first.setdefault(tuple(_keys(gap.name)), gap)
        if other is not gap:
            say = f"name: đúng chữ của {facts.edited_at(other.kind, other.id)}. Giữ một tệp, hoặc viết rõ hai điều khác nhau chỗ nào."
            yield Problem(facts.place_in("gaps", gap.id, ("name",)), "gap-twice", say, Level.WARNING)
    for record in _speaking(facts):
        for loc, text in texts(record) if getattr(record, "not_found", ()) else ():
            other = first.setdefault(tuple(_keys(text)), record) if loc[0] == "not_found" else record
            if other is record:
                continue
            place = facts.place_in(record.kind, record.id, loc)
            if isinstance(other, Gap) and other.answered_by:
                yield _says_old(place, text, other, "not_found: ")
            elif isinstance(other, Gap):
                say = f"not_found: đã có {facts.edited_at(other.kind, other.id)}. Viết gaps/{other.id} ở đây."
                yield Problem(place, "gap-twice", say, Level.WARNING)
            else:
                say = (
                    f"not_found: đúng chữ của {facts.edited_at(other.kind, other.id)}. Cùng một điều thì tạo data/gaps/<mã>.yml, ở cả hai viết "
                    "gaps/<mã>; hai điều khác nhau thì viết rõ của ai."
                )
                yield Problem(place, "gap-twice", say, Level.WARNING)
