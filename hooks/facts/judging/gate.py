"""The last look at a finished site: every number in it that a person could dial is one that may be dialed.

It reads files as they are and asks nobody how they were made: pages with their titles, descriptions and attributes, texts,
JSON, CSV, the calendar, feeds, the search's index, QR codes. What many pages share is looked at once.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import itertools
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple

from facts.numbers import phones, spotting
from facts.problems import Level, Place
from facts.reading import load, written
from facts.reading.markdown import split
from facts.rendering import qr
from facts.site import dialing, off
from facts.site.standing import Numbers
from facts.site.store import Facts

UNREAD = frozenset({"SHA256SUMS", "sw.js"})  # hashes of the rest
ENDINGS = frozenset({"", ".csv", ".html", ".ics", ".index", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"})
INDEX = "finder/"
_TOGETHER = 200  # files of the index: each is read on its own only when something is wrong with one of them

Lying = tuple[str, os.stat_result]  # where a file is, and what the system has just said of it
Told = tuple[str, str, Level]  # digits as dialed (or what stands for them), a sentence, how much it weighs


class Finding(NamedTuple):
    """A number that may not stand where it was found: the file's path in the site, its digits, and what is wrong."""

    path: str
    digits: str
    message: str
    level: Level

    @property
    def stops(self) -> bool:
        """Nothing is published with it."""
        return self.level is Level.ERROR


# A number may run across tags within a line and across `<br>`; at any other tag one text ends and the next begins.
_WITHIN = (  # parted by their first letters: read at every tag of a site
    "a(?:bbr)?|b(?:d[io]|r)?|c(?:ite|ode)|d(?:ata|el|fn)|em|font|i(?:mg|ns)?|kbd|label|mark|q|s(?:amp|mall|pan|trong|u[bp])?"
    "|time|u|var|wbr"
)
_HIDDEN = re.compile(r"<(?:(script|style)\b([^>]*)>([^<]*(?:<(?!/\1)[^<]*)*)</\1\s*>|!--.*?-->)", re.DOTALL)
_BLOCK = re.compile(rf"<(?!/?(?:{_WITHIN})[\s/>])(?=/?[a-zA-Z])")
_TAG = re.compile(r"<[^<>]*>?")
_BREAK = re.compile(r"<br\b[^<>]*>")
_SHOWN = re.compile(
    r"[\s\"'/](?:content|title|alt|aria-label|aria-description|placeholder|value|label|summary|download|data-[a-z-]+)"
    r"=(?:\"([^\"]*)\"|'([^']*)')"
)
_LONG = re.compile(
    r'[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{4}(?![0-9])|(?<![A-Z0-9])((?:0|1[89]|84|\+)(?:[^\w",:\[\]]{0,16}[0-9]){6})'
)
# The second of these on its own, and begun with a set of signs: found ten times as fast.
_SEVEN = re.compile(r'[018+](?<![A-Z0-9].)(?:(?<=[0+])|(?<=1)[89]|(?<=8)4)(?:[^\w",:\[\]]{0,16}[0-9]){6}', re.DOTALL)
_DAY_LONG = len("31/12/")
_FIGURES = re.compile(r"\[[0-9,]+\]")  # where each word of the index stands
_LEADS = re.compile(  # but for what begins as only a way within the site does
    r"(href|src|action|data-number)\s*=\s*(?![\"']?(?:\.\.?/|#))(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))"
)
_LINK_ENDS = re.compile(r"</a\b|\0")
# A quick no: neither three digits close together, days and years aside, nor two words of them. Each pattern begins with a
# set of signs, so that nearly every sign of a site is passed by without more ado.
_DAY = re.compile(
    r"[0-9](?:[0-9]?[/-][0-9]{1,2}[/-](?:19|20)[0-9]{2}(?![0-9]|[/.-][0-9])"
    r"|(?:(?<=1)9|(?<=2)0)[0-9]{2}(?:-[01][0-9]-[0-3][0-9])?(?![0-9]))"
)
_WORDS = "không|khong|một|mot|hai|ba|bốn|bon|tư|tu|năm|nam|lăm|lam|sáu|sau|bảy|bay|bẩy|tám|tam|chín|chin"
_ODD = "²³¹⁰⁴-⁹₀-₉①-➓\u0300-\u036f"
_PAUSE = rf"[\s,.{phones.DASHES}{phones.MARKS}]{{1,4}}"
_LIKELY = re.compile(
    rf"[\dkKmM{_ODD}](?:(?<=\d)(?:[\W_{phones.LETTERS}]{{0,12}}\d){{2}}|(?<=[{_ODD}])"
    rf"|(?i:(?<=[01])(?:{_PAUSE}\d)?{_PAUSE}(?:{_WORDS})|(?:(?<=k)h[ôo]ng|(?<=m)[ộo]t){_PAUSE}(?:{_WORDS}|\d))\b)",
)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_STRING = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"', re.DOTALL)


_PARTED = "\0q\0"  # between texts: none of the patterns above goes across a letter


def _known(numbers: Numbers) -> re.Pattern[str]:
    """A number that may be dialed, as nearly every text has it: after a word, and no digit near it that could be its own."""
    ways = {way for digits in numbers.live for way in (digits, phones.grouped(digits))}
    one = "|".join(re.escape(way) for way in sorted(ways, key=len, reverse=True)) or "(?!)"
    first, letter = "".join(sorted({way[0] for way in ways})) or "0", rf"[^\W\d_{phones.LETTERS}]"
    return re.compile(
        rf"(?=[{first}])(?:(?<={letter}[\W_])|(?<={letter}[\W_][\W_]))(?:{one})(?![\W_]{{0,16}}[\d{_ODD}]|\w)"
    )


class Gate:
    """Reads the files of one site; `numbers` says what may stand in them. A QR code may lead below `site_url` too.

    `well` are files that were well by the same numbers and address, by how they are read and their SHA-256, which `digest_of`
    gives: they are not read again; `found_well` are those of this site, where any are given.
    """

    def __init__(
        self,
        numbers: Numbers,
        site_url: str = "",
        well: Collection[bytes] | None = None,
        digest_of: Callable[[str, os.stat_result], bytes] = lambda file, told: hashlib.sha256(_read(file)).digest(),
    ) -> None:
        self._before, self._digest_of = well, digest_of
        self.found_well: set[bytes] = set()
        self._numbers = numbers
        self._site_url = site_url
        self._known = _known(numbers)
        self._well: set[str] = set()  # texts that were looked at
        self._well_blocks: set[str] = set()  # and blocks of HTML
        self._elsewhere: set[str] = set()  # tags that lead to no number

    def read(self, found: Mapping[str, Lying]) -> Iterator[Finding]:
        """Yield what is wrong in each file of all that lies in a site, in the order of paths, each thing once a file."""
        files = sorted((path, one) for path, one in found.items() if path[-1] != "/" and path not in UNREAD)
        gc.disable()  # nothing here is part of a circle, and a whole build's objects would be looked through again
        try:
            yield from self._read(files)
        finally:
            gc.enable()

    def _read(self, files: Iterable[tuple[str, Lying]]) -> Iterator[Finding]:
        for is_index, group in itertools.groupby(files, lambda file: file[0].startswith(INDEX)):
            while is_index and (some := list(itertools.islice(group, _TOGETHER))):
                texts = [(path, *self._new(file)) for path, file in some]
                if any(self.read_text("\n".join(text for _, text, _ in texts), ".index")):
                    yield from (Finding(path, *one) for path, text, _ in texts for one in self._told(text, ".index"))
                else:
                    self.found_well.update(digest for _, _, digest in texts)
            for path, file in group:
                ending = os.path.splitext(path)[1]  # noqa: PTH122  many paths
                if ending in ENDINGS:
                    text, digest = self._new(file, ending)
                    if told := self._told(text, ending) if text else []:
                        yield from (Finding(path, *one) for one in told)
                    else:
                        self.found_well.add(digest)

    def _new(self, file: Lying, ending: str = ".index") -> tuple[str, bytes]:
        """The text of a file, "" of one that was well before; and what it is known by."""
        if self._before is None:
            return _read(file[0]).decode("utf-8"), b""
        digest = ending.encode() + b"\0" + self._digest_of(*file)
        return "" if digest in self._before else _read(file[0]).decode("utf-8"), digest

    def _told(self, text: str, ending: str) -> list[Told]:
        return sorted(set(self.read_text(text, ending)))

    def read_text(self, text: str, ending: str) -> Iterator[Told]:
        """Yield what is wrong in a file's text, read as its ending says; `.index`: of the search."""
        match ending:
            case ".html" | ".xml":
                yield from self._html(text)
            case ".json" | ".webmanifest" | ".js":
                yield from self._look(_strings(text))
            case ".index":  # texts of the same pages, cut: what is short is judged there, among its words
                yield from self._look(_around_long(_FIGURES.sub("", text)))
            case ".csv":
                yield from self._look(itertools.chain.from_iterable(csv.reader(io.StringIO(text))))
            case ".ics":
                lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
                yield from self._look(line.replace("\\n", "\n").replace("\\", "") for line in lines)
            case _:
                yield from self._look(text.split("\n\n"))

    def _html(self, text: str) -> Iterator[Told]:
        data: list[str] = []

        def hide(match: re.Match[str]) -> str:
            if "ld+json" in (match[2] or ""):
                data.append(match[3])
            return ""

        before, *blocks = _BLOCK.split(_HIDDEN.sub(hide, text))
        for linked in data:
            yield from self._look(_strings(linked))
        new = set(blocks) - self._well_blocks
        told = [*self._look([before]), *self._blocks(new)]
        yield from told
        if not told:
            self._well_blocks |= new
        for code in qr.codes(text):
            to = qr.leads_to(code)
            if to.removeprefix("tel:") not in self._numbers.live and not (
                self._site_url and to.startswith(self._site_url)
            ):
                yield "QR", f"mã QR dẫn tới “{to}”: không phải số của data/ hay địa chỉ của trang.", Level.ERROR

    def _blocks(self, blocks: Iterable[str]) -> Iterator[Told]:
        """What is wrong in blocks of HTML, each from its tag to the next that is no part of a line; few have an attribute."""
        with_values = _joined(block for block in blocks if "=" in block)
        for link in _LEADS.finditer(with_values):
            if link[0] not in self._elsewhere:
                yield from self._link(link, with_values)
        yield from self._look(_texts(_joined(blocks), with_values))

    def _link(self, link: re.Match[str], blocks: str) -> Iterator[Told]:
        is_data = link[1] == "data-number"  # what the button of the page's own script dials
        href = unescape(link[link.lastindex or 2])
        number = href if is_data else dialing.number_in(href)
        words = ""
        if number is not None:
            tag_ends = blocks.find(">", link.end()) + 1 or len(blocks)
            ends = _LINK_ENDS.search(blocks, tag_ends)
            tag = blocks[max(0, blocks.rfind("<", 0, link.start())) : tag_ends]
            html = tag + ("" if is_data else blocks[tag_ends : ends.start() if ends else None])
            words = " ".join(_texts(html, html))
        if told := dialing.judge(f"tel:{href}" if is_data else href, words, self._numbers):
            yield phones.dialed(number or ""), told.message, told.level
        elif number is None:
            self._elsewhere.add(link[0])

    def _look(self, texts: Iterable[str]) -> Iterator[Told]:
        """What is wrong in each text; what was well before is not looked at again."""
        new = list(spotting.unknown(texts) - self._well)
        bare = self._known.sub("", _DAY.sub("", _PARTED.join(new)))
        wrong: list[int] = []
        looked, index, last = -1, 0, 0
        for likely in _LIKELY.finditer(bare):
            index += bare.count(_PARTED, last, likely.start())
            last = likely.start()
            if index != looked and (told := list(self._numbers_in(new[index]))):
                wrong.append(index)
                yield from told
            looked = index
        for index in reversed(wrong):
            del new[index]
        self._well.update(new)

    def _numbers_in(self, text: str) -> Iterator[Told]:
        for number in spotting.withdrawn_in(text, self._numbers.gone):
            yield number.digits, dialing.say_gone(number.written), Level.WARNING
        for number in spotting.find(text):
            if not self._numbers.is_known(number.digits):
                yield number.digits, f"có số {number.written} mà data/ không có.", Level.ERROR


def _read(file: str) -> bytes:
    with open(file, "rb", buffering=0) as opened:  # noqa: PTH123  two thousand files
        return opened.read()


def _strings(text: str) -> Iterable[str]:
    """The texts of JSON, or of a script."""
    found = _STRING.findall(text) if '\\"' in text else text.split('"')[1::2]
    return found if "\\" not in text else (_ESCAPED.sub(lambda m: chr(int(m[1], 16)), string) for string in found)


def _around_long(text: str) -> Iterator[str]:
    """What stands around seven digits that are no day, within a text of JSON."""
    for seven in _SEVEN.finditer(text):
        for match in _LONG.finditer(text, max(0, seven.start() - _DAY_LONG), seven.end() + 60):
            if match[2]:
                start, end = text.rfind('"', 0, match.start()) + 1, text.find('"', match.end())
                yield text[max(start, match.start() - 80) : min(end, match.end() + 40)]


def _joined(blocks: Iterable[str]) -> str:
    """As one text, parted by NUL."""
    return "\0<".join(("", *blocks))


def _texts(blocks: str, with_values: str) -> list[str]:
    """What is read of HTML: the text of each block, and each attribute that is shown or read aloud; only blocks `with_values` have one."""
    bare = _TAG.sub("", _BREAK.sub("\n", blocks) if "<br" in blocks else blocks)
    shown = [double or single for double, single in _SHOWN.findall(with_values)]
    return unescape("\0".join((bare, *shown))).split("\0")


def origin(finding: Finding, edited_at: str, root: Path, facts: Facts) -> Place:
    """Where what was found was written: the line of a page, record, table, template or setting that says it, or else the file.

    `edited_at` is the path from `root` of what an editor changes to change the file that it was found in; '' for none.
    """
    if edited_at.endswith(".md") and (root / edited_at).is_file():
        page = split((root / edited_at).read_text(encoding="utf-8"), edited_at, "")
        offset = written.place_of_number(page.body, finding.digits)
        if offset is not None:
            return page.place(offset)
    for document in (*facts.documents.values(), *facts.tables.documents.values()):
        for scalar in load.scalars(document.root):
            if any(found.digits == finding.digits for found in spotting.find(scalar.text)):
                return scalar.place
    for file in (
        root / "mkdocs.yml",
        *sorted(root.glob("overrides/**/*.html")),
        *sorted(root.glob("docs/assets/**/*.js")),
    ):
        path = file.relative_to(root).as_posix()
        text = load.read_text(file, path)[0] or ""
        if (offset := written.place_of_number(text, finding.digits)) is not None:
            return load.place_at(path, text, offset)
    return Place(edited_at or finding.path)


def take_out(file: Path, gone: Collection[str]) -> None:
    """Take numbers that are taken off out of a finished file: the last net, below what the facts and pages have lost."""
    text = file.read_text(encoding="utf-8")
    cleaned = off.html_without(text, gone) if file.suffix in (".html", ".xml") else spotting.taken_out(text, gone)
    if cleaned != text:
        file.unlink()  # the site that stands may have the same file
        file.write_bytes(cleaned.encode())
