"""Texts where nobody looks for a number: arguments of blocks, front matter, settings, tables, addresses, names of files and records."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from facts.judging import settings
from facts.numbers.phones import dialed, grouped, kind_of
from facts.numbers.spotting import find, withdrawn_in
from facts.problems import Level, Place, Problem
from facts.reading import load
from facts.reading.markdown import MarkdownPage
from facts.records.parts import addresses, texts
from facts.rendering import blocks
from facts.rendering.blocks import BlockError
from facts.site import dialing
from facts.site.standing import Numbers
from facts.site.store import Facts
from terminal.log_safe import shown

_BLOCK = re.compile(r"\{\{(.*?)\}\}")
_NAMED = re.compile(r"\{(?<!\{\{)[^{}\n]*(#[a-zA-Z0-9_-]+)")  # an anchor that an editor gave: it stands in addresses
_ROW = re.compile(r"^[^|\n]*[|].*$", re.MULTILINE)
_CELL = re.compile(r"(?<![^|])[^|]*(?![^|])")
# A cell that begins as a number does: whatever is cut in two has one.
_BEGINS_NUMBER = re.compile(r"0(?<![^\s|].)[0-9]")
_ADDRESS = re.compile(r"https?://[^\s<>\])]+")
_DIGITS = re.compile(r"[0-9]{8,}")  # a short code within an address is anything
ON_BUTTONS = ("name", "short", "call_when", "answers")  # of a line, in blocks that make one link of it all
OWN = "extra.contact.phone"  # the editors' own number, which no line has


def check(facts: Facts, pages: Iterable[MarkdownPage], numbers: Numbers) -> Iterator[Problem]:
    """Tell a number that data/ does not have, and one that is taken off, where a reader or a program would meet it in pages and records."""
    for page in pages:
        yield from _unknown_or_gone(_of_page(page), numbers)
        yield from _across_cells(page)
        for address in _ADDRESS.finditer(page.body) if numbers.gone else ():
            yield from _gone_in_address(page.place(address.start()), address[0], numbers)
    yield from _unknown_or_gone(_of_records(facts), numbers)
    yield from _misnamed(facts, numbers)


def check_others(facts: Facts, root: Path, numbers: Numbers) -> Iterator[Problem]:
    """The same of the editors' tables, of settings, and of the names of files."""
    yield from _unknown_or_gone(_of_others(facts, root), numbers)
    for loc, text in texts(facts.table) if facts.table else ():  # `check` has told the unknown ones
        yield from _taken_off(facts.tables.place_in("communes", loc), text, numbers)


def _unknown_or_gone(placed: Iterable[tuple[Place, str]], numbers: Numbers) -> Iterator[Problem]:
    for place, text in placed:
        for number in find(text):
            if not numbers.is_known(number.digits):
                message = f"có dãy số giống số điện thoại ({number.written}) mà data/ không có."
                yield Problem(place, "phone-in-text", message)
        yield from _taken_off(place, text, numbers)


def _across_cells(page: MarkdownPage) -> Iterator[Problem]:
    """A number cut in two by the border of cells: nobody can dial it, and whatever seeks it to take it off passes by."""
    for row in _ROW.finditer(page.body) if _BEGINS_NUMBER.search(page.body) else ():
        cells = list(_CELL.finditer(row[0]))
        for first, then in pairwise(cells):
            digits = re.sub(r"[ .]", "", first[0] + then[0])
            if re.match(r"\s*0[0-9]", first[0]) and then[0].strip() and kind_of(digits) in ("mobile", "landline"):
                offset = row.start() + first.start() + len(first[0]) - len(first[0].lstrip())
                message = f"số {grouped(digits)} bị cắt ra hai ô. Viết cả số trong một ô."
                yield Problem(page.place(offset), "phone-in-text", message)


def _gone_in_address(place: Place, address: str, numbers: Numbers) -> Iterator[Problem]:
    """The address is another's and stays as it is: what it needs of these digits nobody here knows."""
    for digits in _DIGITS.findall(unquote(address)):
        if dialed(digits) in numbers.gone:
            message = (
                f"địa chỉ này có {digits}, số đang tạm rút: người bấm vào còn thấy. Bỏ liên kết, hoặc dẫn nơi khác."
            )
            yield Problem(place, "taken-off", message, Level.WARNING)


def _misnamed(facts: Facts, numbers: Numbers) -> Iterator[Problem]:
    """What stands on the button of a line and names another number than the button dials."""
    for line in facts.hotlines:
        digits = dialed(line.dialed[0].value) if line.dialed else ""
        for name in ON_BUTTONS if digits in numbers.live else ():
            if other := dialing.other_than(digits, getattr(line, name) or "", numbers):
                message = f"{name}: câu này đứng trên nút gọi {digits}, mà nói số {other}. Bỏ số ấy, hoặc sửa cho khớp."
                yield Problem(facts.place_in("hotlines", line.id, (name,)), "tel", message)


def _taken_off(place: Place, text: str, numbers: Numbers) -> Iterator[Problem]:
    for number in withdrawn_in(text, numbers.gone):
        yield Problem(place, "taken-off", dialing.say_gone(number.written), Level.WARNING)


def _of_page(page: MarkdownPage) -> Iterator[tuple[Place, str]]:
    yield from ((page.places.get(name, Place(page.path)), text) for name, text in page.meta.items())
    for match in _NAMED.finditer(page.body):
        yield page.place(match.start()), match[1]
    for match in _BLOCK.finditer(page.body):
        yield from ((page.place(match.start()), text) for text in _arguments(match[1].strip()))


def _of_records(facts: Facts) -> Iterator[tuple[Place, str]]:
    for (kind, id), document in facts.documents.items():
        yield facts.positions.get((kind, id), Place(document.path)), id
        for loc, address in addresses(facts.get(kind, id)):
            yield facts.place_in(kind, id, loc), address


def _of_others(facts: Facts, root: Path) -> Iterator[tuple[Place, str]]:
    for name, table in facts.tables.documents.items():
        if name != "communes":
            yield from ((scalar.place, scalar.text) for scalar in load.scalars(table.root))
    yield from (told for key, told in settings.shown(root).items() if key != OWN)
    for folder, folders, files in os.walk(root / "docs"):
        below = folder[len(str(root)) + 1 :].replace(os.sep, "/")
        yield from ((Place(shown(f"{below}/{name}")), Path(name).stem) for name in (*folders, *files))


def _arguments(call: str) -> list[str]:
    try:
        _, args, named = blocks.parse_call(call)
    except BlockError:
        return []  # told where it stands
    return [*args, *named.values()]
