"""What comes in with text from Word, a mail or a spreadsheet and that a page shows otherwise than its editor saw it there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from facts.judging import preview
from facts.reading.as_made import Made

_ROW = re.compile(  # of a table; a head may stand without its outer bars
    r"^[ \t>]*(?:\|[^\n]*\||[^\s|][^\n]*\|[^\n]*(?=\n[ \t>]*:?-+:?[ \t]*\|[-:| \t]*$))[ \t]*$", re.MULTILINE
)
_RULED = re.compile(r"[\s>|:-]*-[\s>|:-]*")  # the line below a table's head
_PIPE = re.compile(r"(?<!\\)\|")
# Lines that begin as an item does in Word, or without the space, and a number to call a line (“115: cấp cứu”, “Cấp cứu: 115”):
# Markdown makes one paragraph of them, in which a number stands beside whom the next one reaches.
_RUNS_ON = re.compile(
    r" {0,3}(?:(?:[–—][ \t]*|-(?=[^\W\d_])|[a-zđ]\)[ \t]+)\S|\*{0,2}[0-9]{3,4}\*{0,2} ?[:–-]\*{0,2} +\S"
    r"|[^\W\d_][^:|\n]{1,40}:[ *]*[0-9]{3,4}\*{0,2}[.;]?$)"
)
_MAY_RUN_ON = re.compile(
    r"\n {0,3}(?:[–—]|-[^\W\d_]|[a-zđ]\)|\*{0,2}[0-9]{3,4}[ *]{0,3}[:–-])|:[ *]*[0-9]{3,4}\*{0,2}[.;]?\n"
)
# Cells of a spreadsheet: words before a Tab that begins no item.
_CELLS = re.compile(r"[ >]*(?![-*+]\t|[0-9]+[.)]\t)[^\t\n]*[^\W_][^\t\n]*\t+[^\s]")
_NAMES = re.compile(r"\{:?\s*(?:[#.][\w-]+\s*)+\}")
_HARD_BREAK = re.compile(r"(?: {2}|<br ?/?>)$")
_BOLD = re.compile(r"\*\*(?=\S)(?:(?!\*\*).)+(?<=\S)\*\*")
# What was to be bold: stars that stand before a word, or around one with a space. Behind a word they call a note: Mẫu**.
_NOT_BOLD = re.compile(r"(?<![\w*\\])(\*\*\w*)(?:(?<=\w)|(?=[(“\"'\[])| [^\W\d_][^*(]*\*\*)")
_WORDLESS = re.compile(r"!\[\s*\](?=[(\[])")  # a picture


def flat_tables(body: str, made: Made) -> Iterator[tuple[int, str]]:
    """Yield (offset, what to write) for each table whose rows would run together in a line, with their bars."""
    flat = [letters for text in made.texts if "|" in text and (letters := _letters(text))]
    if not flat:
        return
    end = -1  # of the row before
    for row in _ROW.finditer(body):
        is_first, end = end < 0 or body[end : row.start()].strip(" \t\n>") != "", row.end()
        if is_first and any(_letters(row[0]) in text for text in flat) and not _is_code(row[0], made):
            yield row.end() - len(row[0].lstrip(" \t>")), _say(body, row)


def cut_rows(body: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, what to write) for each row with more cells than its table: what is too much is on no page."""
    columns, above = 0, ""
    for offset, line in preview.plain(body) if "|" in body else ():
        if "|" not in line:
            columns = 0
        elif not columns and _RULED.fullmatch(line) and "|" in above:
            columns = _columns(line) if _columns(line) == _columns(above) else 0
        elif columns:
            bars = [bar.start() for bar in _PIPE.finditer(line)]
            last = columns if line.lstrip(" \t>").startswith("|") else columns - 1
            if len(bars) > last and body[offset + bars[last] : offset + len(line)].strip("| \t"):
                say = f"dòng này có nhiều ô hơn {columns} cột của bảng: từ đây bị bỏ mất. Bỏ dấu |, hoặc viết \\| nếu là chữ."
                yield offset + bars[last], say
        above = line


def _say(body: str, row: re.Match[str]) -> str:
    said = "bảng này không hiện thành bảng: các dòng dính vào nhau. "
    after = body[row.end() :].replace(">", " ")
    below = after.strip().partition("\n")[0]
    if not (_RULED.fullmatch(below) and "|" in below):
        return f"{said}Thêm dòng | --- | --- | ngay dưới dòng đầu, mỗi cột một phần."
    if after.partition(below)[0].count("\n") > 1:
        return f"{said}Xóa các dòng trống ở giữa bảng."
    if _columns(below) != _columns(row[0]):
        return f"{said}Dòng | --- | có {_columns(below)} cột, dòng đầu có {_columns(row[0])}: sửa cho bằng nhau."
    return f"{said}Để một dòng trống ở trên bảng, và viết bảng sát lề trái."


def _columns(row: str) -> int:
    return len(_PIPE.findall(row.strip(" \t>|"))) + 1


def _letters(text: str) -> str:
    """A text by its letters, digits and bars, without where its links lead, so that a row is known in what was made of it."""
    return re.sub(r"[^\w|]", "", re.sub(r"(?<=\])\([^)]*\)", "", text)).lower()


def _is_code(row: str, made: Made) -> bool:
    return any(row.strip() in code for code in made.code)


def _run_on(body: str) -> Iterator[tuple[int, str]]:
    """Lines that begin as items do and are none."""
    for (before, first), (offset, line) in pairwise(preview.plain(body)) if _MAY_RUN_ON.search(f"\n{body}") else ():
        broken = before + len(first) + 1 != offset or _HARD_BREAK.search(body, before, offset - 1)
        if not broken and _RUNS_ON.match(first) and _RUNS_ON.match(line):
            say = "dòng này và dòng sau dính vào nhau trên trang. Mở đầu mỗi dòng bằng dấu - rồi dấu cách, trên là một dòng trống."
            yield before, say


def _cells(body: str) -> Iterator[tuple[int, str]]:
    """The first of rows that were copied from a spreadsheet."""
    lasted = False
    for offset, line in preview.plain(body) if "\t" in body else ():
        begun, lasted = not lasted, _CELLS.match(line) is not None
        if begun and lasted and _CELLS.match(body, offset + len(line) + 1):
            say = "các dòng này dính vào nhau trên trang, như bảng dán từ Excel. Viết thành bảng: | ô | ô |, dưới dòng đầu là | --- | --- |."
            yield offset, say


def _names(body: str, made: Made) -> Iterator[tuple[int, str]]:
    """Names in braces that dress nothing: `{ .door }` at the end of a paragraph."""
    braced = [text for text in made.texts if "}" in text]
    for offset, line in preview.plain(body) if braced else ():
        for names in _NAMES.finditer(line):
            if any(names[0] in text for text in braced):
                say = f"{names[0][:40]} hiện nguyên trên trang. Viết liền sau một liên kết, ở cuối đề mục, hoặc bỏ."
                yield offset + names.start(), say


def doubtful(body: str, made: Made) -> Iterator[tuple[int, str, str]]:
    """Yield (offset, code, what to write) for code by indentation, pictures without words and headings a level too deep."""
    begun = {code.strip().partition("\n")[0].strip() for code in made.code}
    for offset in preview.indented(body) if begun else ():
        line = body[offset:].partition("\n")[0]
        if line.strip() in begun:
            say = "dấu cách ở đầu dòng làm đoạn này thành khung mã. Viết sát lề trái."
            yield offset + len(line) - len(line.lstrip()), "printed", say
    yield from ((offset, "printed", say) for offset, say in (*_run_on(body), *_cells(body), *_names(body, made)))
    if any("**" in text for text in made.texts):
        say = "dấu ** hiện nguyên trên trang. Chữ đậm viết liền hai dấu với chữ, đủ mở và đóng: **chữ**."
        for offset, line in preview.plain(body):
            stars = _NOT_BOLD.search(_BOLD.sub(lambda bold: " " * len(bold[0]), line))
            if stars and any(stars[1] in text for text in made.texts):
                yield offset + stars.start(), "printed", say
    say = "hình không có lời cho người nghe đọc. Viết hình cho thấy gì: ![lời](tệp)."
    for offset, line in preview.plain(body) if made.wordless else ():
        yield from ((offset + picture.start(), "picture", say) for picture in _WORDLESS.finditer(line))
    levels = [(one.item.number, one.offset) for one in preview.outline(body) if one.item.kind == "h"]
    for (above, _), (level, offset) in pairwise(levels):
        if level > above + 1:
            say = f"đề mục {'#' * level} đứng dưới {'#' * above}. Viết {'#' * (above + 1)}, không bỏ bậc."
            yield offset, "title", say
