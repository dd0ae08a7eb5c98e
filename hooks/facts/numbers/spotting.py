"""Numbers that a person could dial, found in running text and HTML, and taken out when withdrawn.

Ten and eleven digits from a zero, 1800 and 1900, 069 and 080, +84 and whatever else begins with “+”, however they are
spaced, dotted, bracketed or spelled out. Of shorter ones, which are also counts, years and codes, only what is called:
“gọi 116”, “tổng đài 1022”, “113, 114 hoặc 115” after such a word, and a short code of the plan beside its service (“Cấp
cứu 115”). “111 người” and “Điều 113” are none. Taking out a withdrawn short code is bolder: it leaves only what is visibly
something else. What is no number is told by a rule of writing (days, figures, codes, addresses), never by a list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from facts.numbers.phones import (
    CLOSE,
    DASHES,
    DOTS,
    HELP,
    LETTERS,
    MARKS,
    ODD_DIGITS,
    OPEN,
    PLAIN_WORDS,
    SLASHES,
    UNSEEN,
    WORD,
    dialed,
    digits_in,
    kind_of,
    spelled,
)


class Found(NamedTuple):
    """A number in a text: where it stands, its digits as dialed, how it is written there; not sure: it may be a count."""

    start: int
    end: int
    digits: str
    written: str
    is_sure: bool = True


class _Group(NamedTuple):
    start: int
    end: int
    digits: str
    gap: str  # what stands between the group before and this one; marks of Markdown and unseen signs left out


# --- runs of digits ------------------------------------------------------------------------------------------------

_SEP = (  # the last few only between groups of three and more: “08:00” is a time, “10^6” a figure
    rf"(?:[\s{UNSEEN}{DASHES}{DOTS}{SLASHES}{OPEN}{CLOSE}{MARKS},+>\uff0b]|(?<=\d\d\d)[\^:='’](?=\d\d\d))"
)
_DIGIT = (  # look-alikes only beside a digit, at the end of a word
    rf"(?:[\d{ODD_DIGITS}]|(?<![^\W\d_])[{LETTERS}]{{1,2}}(?=\d)|(?<=\d)[{LETTERS}]{{1,2}}(?![^\W\d_]))[{UNSEEN}]*"
)
# How a run begins: `_DIGIT` again, begun with a set of signs, so that nearly every sign is passed by without more ado.
_BEGINS = (
    rf"[\d{ODD_DIGITS}{LETTERS}](?:(?<=[\d{ODD_DIGITS}])|(?<=[{LETTERS}])(?<![^\W\d_].)[{LETTERS}]?(?=\d))[{UNSEEN}]*"
)
_RUN = re.compile(rf"{_BEGINS}(?:{_SEP}{{0,6}}{_DIGIT})+")
_TRIVIAL = re.compile("[0-9]{1,2}|(?:19|20)[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}(?:[/.](?:19|20)[0-9]{2})?")
_GROUP = re.compile(rf"{_DIGIT}(?:[{UNSEEN}{MARKS}]*{_DIGIT})*")
_PAUSE = rf"[\s,.{DASHES}{MARKS}]{{1,3}}"
_SPOKEN = re.compile(
    rf"(?<![^\W_])(?:không|khong|một|mot|[01]\d{{0,3}}(?!\d))(?:{_PAUSE}(?:{WORD}|\d{{1,4}}(?!\d))){{2,19}}(?![^\W_])",
    re.IGNORECASE,
)
_MAY_HOLD = re.compile(
    rf"[\d{ODD_DIGITS}\u0300-\u036f&km](?:(?<=[\d{ODD_DIGITS}\u0300-\u036f])|(?<=&)#|(?<=k)h[ôo]ng|(?<=m)[ộo]t)",
    re.IGNORECASE,
)
_MAY_BE_SPOKEN = re.compile(  # begins with a set of signs, so that nearly every sign is passed by without more ado
    rf"[01kmKM\u212a](?i:(?:(?<=k)h[ôo]ng|(?<=m)[ộo]t){_PAUSE}(?:{WORD}|\d)"
    rf"|(?<=[01])\d{{0,3}}(?:{_PAUSE}\d{{1,4}}){{0,18}}{_PAUSE}(?:{WORD}))"
)
_WORD = re.compile(r"[^\W_]+")
_SIGN = rf"[\d{ODD_DIGITS}]"
# A quick no: each begins with a set of signs, so that nearly every sign is passed by without more ado.
_ANY = re.compile(rf"[\d{ODD_DIGITS}\u0300-\u036f]")
_LETTERED = re.compile(rf"\d(?:[\W_]?[{LETTERS}]|(?<=[{LETTERS}]\d)|(?<=[{LETTERS}][\W_]\d))")
_STARTS = rf"[\d{ODD_DIGITS}+\uff0b](?:(?<=0)|(?<![0-9])|(?<=1)[89]|(?<=8)4)"  # what is dialed, short codes aside
_SEVEN = re.compile(rf"{_STARTS}(?:[\W_]{{0,16}}{_SIGN}{{1,2}}){{6}}")
_THREE = re.compile(rf"{_SIGN}(?<!\d.)(?:[\W_]{{0,6}}{_SIGN}){{2}}", re.DOTALL)


def find(text: str) -> list[Found]:
    """Every number of a plain text that a person could dial, in order."""
    return [found for found in every(text) if found.is_sure] if text not in _FREE and may_hold(text) else []


def may_hold(text: str) -> bool:
    """A quick no for nearly every text: neither seven digits together, nor three near a word that calls, nor words for some."""
    if not _ANY.search(text):
        return _MAY_BE_SPOKEN.search(text) is not None
    if not unicodedata.is_normalized("NFC", text) or _LETTERED.search(text):
        return True
    if _SEVEN.search(text) and _SEVEN.search(_DAYS_AND_TIMES.sub("\0", text)):
        return True
    if _MAY_BE_SPOKEN.search(text):
        return True
    lower = text.lower()
    if not _THREE.search(lower):
        return False
    calls = [(call.start(), call.end()) for call in _CALLING.finditer(lower)]
    if not calls:
        return False
    starts = [three.start() for three in _THREE.finditer(lower)]
    return _BESIDE.search(lower) is not None or any(
        start - _REACH <= begin and end <= start for start in starts for begin, end in calls
    )


# Texts in which nothing was found: nearly all, and each is asked about by the check, the build, the search and the gate.
_FREE: set[str] = set()
_MOST_KEPT = 200_000


def every(text: str) -> tuple[Found, ...]:
    """The same, with those that are not sure."""
    if text in _FREE:
        return ()
    if not (found := _every(text)):
        if len(_FREE) == _MOST_KEPT:
            _FREE.clear()
        _FREE.add(text)
    return found


def unknown(texts: Iterable[str]) -> set[str]:
    """The texts of which `every` has not said yet that it finds nothing in them."""
    return set(texts) - _FREE


@lru_cache(maxsize=20_000)  # a record's text is looked through by several checks
def _every(text: str) -> tuple[Found, ...]:
    if unicodedata.is_normalized("NFC", text):
        return _find_composed(text)
    composed, spans = _composed(text)
    return tuple(_placed(_find_composed(composed), spans, text))


def _find_composed(text: str) -> tuple[Found, ...]:
    may_be_spoken = _MAY_BE_SPOKEN.search(text) is not None
    if not (may_be_spoken or _ANY.search(text)):
        return ()
    found: list[Found] = []
    for match in _RUN.finditer(text):
        if _TRIVIAL.fullmatch(match.group()):
            continue
        for groups in _parts(text, match.start(), match.end()):
            last = next((one.end for one in reversed(found) if one.is_sure), -1)
            found += _in_run(text, groups, last)
    for match in _SPOKEN.finditer(text) if may_be_spoken else ():
        if not any(one.start < match.end() and match.start() < one.end for one in found if one.is_sure):
            found += _in_words(text, match)
    return tuple(sorted(found))


Spans = list[tuple[int, int]]


def _composed(text: str) -> tuple[str, Spans]:
    """The text in NFC, and where each of its signs stood."""
    parts, spans = [], []
    for match in re.finditer(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", text):
        composed = unicodedata.normalize("NFC", match.group())
        parts.append(composed)
        spans += [match.span()] * len(composed)
    return "".join(parts), spans


def _placed(found: Iterable[Found], spans: Spans, source: str, shift: int = 0) -> list[Found]:
    """What was found in a text, at the places of the source that its signs came from."""
    placed = []
    for one in found:
        start, end = spans[one.start][0], spans[one.end - 1][1]
        placed.append(Found(start + shift, end + shift, one.digits, source[start:end], one.is_sure))
    return placed


_NOT_THERE = re.compile(rf"[{UNSEEN}{MARKS}]")  # for whoever reads
_BREAK = re.compile(r"\n\s*\n|\n\s*[-*+]\s|[^\n\s>]\s*>|^[^\S\n]*>")
_DAY, _MONTH, _YEAR = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])", "(?:19|20)[0-9]{2}"
_CLOCK = "(?:[01][0-9]|2[0-4])"
_MAY_BE_HOURS = re.compile(rf"1[89]00\s?[{DASHES}]\s?{_CLOCK}(?:00|15|30|45)")  # 1800–0600, and 1800 2200 with a dash
_ALONE, _ALONE_TO = "(?<![0-9])(?<![0-9][./-])", "(?![0-9]|[./-][0-9])"
_DAYS_AND_TIMES = re.compile(
    rf"{_ALONE}(?:{_DAY}([/.-]){_MONTH}\1{_YEAR}|{_YEAR}([/.-]){_MONTH}\2{_DAY}"
    rf"|(?!1[89]00[^.]){_CLOCK}([.]?)[0-5][0-9]\s?[{DASHES}]\s?{_CLOCK}\3[0-5][0-9](?!\s?[{DASHES}]\s?[0-9])){_ALONE_TO}"
)


def _parts(text: str, start: int, end: int) -> Iterator[list[_Group]]:
    """A run cut where it is no longer one: at paragraphs, list items, days and times of day."""
    barred = [m.span() for m in _DAYS_AND_TIMES.finditer(text, start, end)]
    part: list[_Group] = []
    last = start
    for match in _GROUP.finditer(text, start, end):
        gap = text[last : match.start()]
        is_barred = any(a <= match.start() < b for a, b in barred)
        if part and (is_barred or _BREAK.search(gap) or (len(part) == 1 and _ends_name(text, part[0]))):
            yield part
            part = []
        if not is_barred:
            gap = _NOT_THERE.sub("", gap) if part else ""
            part.append(_Group(match.start(), match.end(), digits_in(spelled(match.group())), gap))
        last = match.end()
    if part:
        yield part


def _ends_name(text: str, group: _Group) -> bool:
    """True for the digits of “C04” and “PC47”, whatever follows."""
    return group.end - group.start < 4 and group.start > 0 and text[group.start - 1].isalpha()


def _in_run(text: str, groups: list[_Group], last: int) -> Iterator[Found]:
    """The numbers of a run; `last` is where the one before it ends."""
    if len(groups) > 2 and _are_years(groups):
        return
    at = 0
    while at < len(groups):
        size, digits = _longest(text, groups, at, at > 0 and last == groups[at - 1].end)
        if not size and (digits := _apart(text, groups[at : at + 4])):
            size = 3
        one = _found(text, groups[at : at + size], digits) if size else _short(text, groups[at], last)
        if one and _is_code(text, groups[0].start, groups[-1].end):
            return
        if one and _MAY_BE_HOURS.fullmatch(one.written) and not _is_called(text[max(0, one.start - 60) : one.start]):
            one = one._replace(is_sure=False)
        if one:
            yield one
            last = one.end if one.is_sure else last
        at += size or 1


_OPENING, _CLOSING = re.compile(rf"[+\uff0b{OPEN}]\s?[+\uff0b{OPEN}]?$"), re.compile(rf"[{CLOSE}]")


def _found(text: str, groups: list[_Group], digits: str, is_sure: bool = True) -> Found:
    start, end = groups[0].start, groups[-1].end
    opening = _OPENING.search(text, max(0, start - 3), start)
    if opening and ("+" in opening.group() or "\uff0b" in opening.group() or _CLOSING.search(text, start, end)):
        start -= len(opening.group())
    return Found(start, end, digits, text[start:end], is_sure)


# --- what is no number ---------------------------------------------------------------------------------------------

_ADDRESS = re.compile(r"[(\[]*(?:https?://|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/)", re.IGNORECASE)
_MESSENGER = re.compile(r"(?:zalo\.me|wa\.me|whatsapp\.com|viber\.\w+|t\.me/\+)", re.IGNORECASE)
_LABELED = re.compile(
    r"\b(?:ISBN|ISSN|DOI|MST|mã số thuế|CCCD|CMND|căn cước|số tài khoản|STK)\b[^\d\n]{0,12}$", re.IGNORECASE
)
_VERSION = re.compile(r"(?<![^\W_])(?:phiên bản|version)\s*(?:số\s*)?:?\s*$", re.IGNORECASE)
_COUNTS = "đồng|đ|vnđ|vnd|usd|triệu|tỷ|tỉ|nghìn|ngàn|%|‰|km|m|m2|m²|ha|kg|g|mg|ml|tấn|mét|người|xã|hộ|lượt|vụ|calo|kcal"
_UNIT = re.compile(rf"[^\S\n]*(?:{_COUNTS})(?![^\W_])", re.IGNORECASE)


def _is_code(text: str, start: int, end: int) -> bool:
    """True within an address, after a label that says what it is, or in a word of letters and digits mixed (a hash, a version)."""
    head = text[max(text.rfind(sign, max(0, start - 300), start) for sign in " \n\t\xa0<>\"'“") + 1 : start][-300:]
    if (address := _ADDRESS.search(head)) and not _MESSENGER.match(address.group().split("//")[-1]):
        return not _MESSENGER.search(head)
    label = _LABELED.search(text, max(0, start - 40), start)
    if label and not _is_called(text[label.start() : start]):
        return True
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]+)+", text[start:end]) and _VERSION.search(text, max(0, start - 30), start):
        return True
    before, after = _WORD.match(head[::-1]), _WORD.match(text, end)  # read backward: a search to the end is quadratic
    letters = (before.group() if before else "") + (after.group() if after else "")
    if any(sign.isdigit() for sign in letters):
        return True
    return bool(before and len(before.group()) == 1) or bool(letters and re.fullmatch("[a-f]+", letters))


_STARTS_ANEW = re.compile(rf"[\s{SLASHES}{DASHES}{OPEN}{CLOSE}]")
_ENDS_HERE = re.compile(rf"[\s{SLASHES}{DASHES}{OPEN}{CLOSE},]")
_PLUS = re.compile(rf"[+\uff0b]\s?[{OPEN}]?$")


def _longest(text: str, groups: list[_Group], at: int, follows_one: bool = False) -> tuple[int, str]:
    """How many groups from `at` on make a number, and its digits as dialed: one of the plan before one that only looks so.

    What follows a number may begin behind any sign: “0912 345 678,0912 345 679”.
    """
    if at and not follows_one and not _STARTS_ANEW.search(groups[at].gap):
        return 0, ""
    likely = (0, "")
    start = groups[at].start
    before = text[max(0, start - 60) : start]
    is_home = groups[at].digits[0] == "0" and groups[at].digits[:2] != "00"  # no country's code begins so
    plus = "+" if _PLUS.search(before[-3:]) and not is_home else ""
    for size in range(min(len(groups) - at, 14), 0, -1):
        part = groups[at : at + size]
        written = "".join(group.digits for group in part)
        if len(written) > 24:  # 16 digits at most, and room for 0084 written with more zeros
            continue
        if len(written) < 6:
            break
        then = groups[at + size] if at + size < len(groups) else None
        is_two = then and kind_of(dialed(written)) and kind_of(dialed(then.digits))  # and a sign between
        if then and not is_two and not _ENDS_HERE.search(then.gap):
            continue
        digits = dialed(plus + written)
        if _is_number(digits, plus + written, part, before, text[part[-1].end : part[-1].end + 30]):
            if kind_of(digits):
                return size, digits
            if kind_of(f"0{digits}") in ("mobile", "landline"):  # called without its zero
                return size, f"0{digits}"
            likely = max(likely, (size, digits))
    later = range(at + 1, at + likely[0])  # “113 0900 000 001” is two
    return (0, "") if any(kind_of(_longest(text, groups, start)[1]) for start in later) else likely


def _is_number(digits: str, written: str, groups: list[_Group], before: str, after: str) -> bool:
    """Whether groups make something that a person could dial, short codes left out: their digits as dialed and as `written`."""
    sizes = [len(group.digits) for group in groups]
    gaps = "".join(group.gap for group in groups[1:])
    is_figure = (
        bool(_UNIT.match(after))
        or (
            len(groups) > 1
            # As in “ĐT: 987.654.321”.
            and not (len(written) == 9 and kind_of(f"0{written}") == "mobile" and _BY_LABEL.search(before))
            and sizes[0] < 4
            and set(sizes[1:]) == {3}
            and re.fullmatch("[.]+|,+", gaps) is not None
            and not (len(groups) > 2 and groups[0].digits == "0")  # no figure begins with nothing
        )
    )
    if written.startswith(("+", "0084")):
        return 8 <= len(digits) <= 16 and (not is_figure or kind_of(digits) is not None)
    if written.startswith("84") and digits != written:
        return not is_figure and _is_cut_as_phones(sizes, gaps, groups)
    if re.fullmatch("1[89]00[0-9]{4,6}", written):  # 1900–1945 are years, and so are 1800 1900 2000
        is_cut = sizes[0] == 4 or set(sizes) == {1} or len(sizes) == 1
        return is_cut and not is_figure and not (_are_years(groups) and not _is_called(before))
    if re.fullmatch("0(?:69|80)[0-9]{5,6}", written):
        return sizes[0] > 2 and _is_cut_as_phones(sizes, gaps, groups)
    if re.fullmatch("0[2-9][0-9]{8}|0[1-9][0-9]{9}", written):
        return _is_cut_as_phones(sizes, gaps, groups)
    is_other = (
        is_figure
        or _COUNTED.match(after)
        or re.search(rf"[{SLASHES}]", gaps)
        or _are_years(groups)
        or all(kind_of(group.digits) == "short" for group in groups)
    )
    return len(written) < 13 and not is_other and _is_called(before) and _is_cut_as_phones(sizes, gaps, groups)


def _are_years(groups: list[_Group]) -> bool:
    """True for 1900–1945 and 1800, 1900, two years and a dash or a comma, and for any three in a row; none is cut within."""
    is_span = len(groups) > 2 or re.fullmatch(rf"\s?[{DASHES}{SLASHES}]\s?|,\s*", groups[-1].gap) is not None
    are_whole = all(group.end - group.start == 4 for group in groups)
    return is_span and are_whole and all(re.fullmatch("(?:1[89]|2[01])[0-9]{2}", group.digits) for group in groups)


_CUTS = ([4, 3, 3], [3, 3, 4], [4, 4, 3], [3, 4, 4], [4, 6], [3, 7], [4, 7], [4, 4], [4, 3, 4])


def _is_cut_as_phones(sizes: list[int], gaps: str, groups: list[_Group]) -> bool:
    """Groups as people cut numbers: not the parts of a decimal or a fraction, not two years, not a list that counts up."""
    if len(sizes) == 1:
        return True
    if set(sizes) == {1}:
        return kind_of(dialed("".join(group.digits for group in groups))) is not None
    values = [int(group.digits) for group in groups]
    if sizes[0] < 3 and len(sizes) > 2 and len({later - sooner for sooner, later in pairwise(values)}) == 1:
        return False
    if any(re.search(rf"[{SLASHES}]", group.gap) for group in groups[1 if sizes[0] < 3 else 2 :]):
        return sizes in _CUTS and sizes[0] > 2 and re.fullmatch(rf"[{SLASHES}]+", gaps) is not None
    if sizes == [1, 3, 3, 3] and len(set(gaps)) == 1:
        return True
    if "," in gaps and not (sizes[0] > 2 and (re.fullmatch(",+", gaps) or sizes in _CUTS)):
        return False
    if sizes[0] == 1:  # (0)987 654 321, 0 987 654 321
        after = groups[1].gap
        return bool(re.search(rf"[{CLOSE}]", after)) or (bool(re.search(r"\s", after)) and min(sizes[1:]) > 2)
    return not (sizes[0] == 2 and len(sizes) == 3 and all(1900 <= value <= 2100 for value in values[1:]))


# --- short codes ---------------------------------------------------------------------------------------------------

_LINK = "số|tới|đến|ngay|cho|qua|vào|về|theo|máy|tổng đài|đường dây|hotline|quốc gia|miễn phí|nóng|khẩn cấp|điện thoại|sđt|đt"
_VERBS = "gọi|bấm|quay|alo|nhắn|nhắn tin|liên hệ|soạn tin|call"
_LABELS = "hotline|số điện thoại|số máy|số khẩn cấp|đt|sđt|tel|phone"
_NOUNS = f"{_LABELS}|tổng đài|đường dây|điện thoại|zalo|viber|sms|whatsapp"


def _before(words: str, links: str) -> re.Pattern[str]:
    between = rf"(?:[\s:.,(“\"'*_`\[]*(?:{links})(?![^\W_]))*[\s:.#(“\"'*_`\[]*"
    # A call, not to call.
    named = "".join(f"(?<!{noun} )" for noun in ("cuộc", "lượt", "lần", "cú", "tin", "tên", "kêu"))
    return re.compile(rf"(?<![^\W_]){named}" + _spaced(rf"(?:{words})(?![^\W_]){between}$"), re.IGNORECASE)


def _spaced(pattern: str) -> str:
    """The same pattern, whatever space stands between its words."""
    return pattern.replace(" ", r"\s+")


_BY_VERB, _BY_NOUN = _before(_VERBS, _LINK), _before(_NOUNS, f"{_LINK}|là")  # “gọi là 105” calls nobody
_BY_LABEL = _before(_LABELS, f"{_LINK}|là")
_BY_MESSAGE = re.compile(  # “soạn GIUP gửi 8088”: what is typed stands between
    rf"(?<![^\W_])(?:soạn|nhắn)[\s:][^.;\n]{{1,40}}?(?<![^\W_])(?:gửi|tới|đến|về)\s+(?:(?:{_LINK}|đầu số)\s+)*[(“\"*_`\[]*$",
    re.IGNORECASE,
)
_RESCUERS = "cấp cứu|cứu hỏa|chữa cháy|cứu nạn|cứu hộ|bảo vệ trẻ em|pccc"
_SERVICES = f"tổng đài|công an|cảnh sát|{_RESCUERS}"
_CALLING = re.compile(_spaced(f"{_VERBS}|soạn|{_NOUNS}|{_SERVICES}"))
_REACH = 90  # how far back the patterns above look, the word itself included
_BESIDE = re.compile(rf"{_SIGN}[^\w]{{0,20}}(?:{_spaced(_SERVICES)})")
_AFTER_SERVICE = re.compile(_spaced(rf"(?<![^\W_])(?:{_SERVICES})[\s:(“\"*–-]*$"), re.IGNORECASE)
_BEFORE_SERVICE = re.compile(_spaced(rf"[\s:(“\"*–-]*(?:{_SERVICES})(?![^\W_])"), re.IGNORECASE)
# A number alone on its line beside who answers it: “- Cấp cứu: 116”, “116: công an”. “Công an: 116” may be what they counted.
_ENTRY = re.compile(r"(?:^|\n)[\s>#*_-]*$")
_ENTRY_AFTER = re.compile(_spaced(rf"(?:^|\n)[\s>#*_-]*(?:số )?(?:{_RESCUERS})[\s:(“\"*_–-]*$"), re.IGNORECASE)
_ENTRY_ENDS = re.compile(r"[\s.)”\"*_]*(?:\n|$)")
_ENTRY_BEFORE = re.compile(_spaced(rf"[*_]*\s?[:–-][\s*_]*(?:gọi )?(?:{_SERVICES})(?![^\W_])"), re.IGNORECASE)
_REFERRED = re.compile(  # what is numbered, and what is counted
    r"(?<![^\W_])(?:điều|khoản|mục|chương|trang|phụ lục|mẫu|quốc lộ|ql|tỉnh lộ|ngõ|ngách|phòng|nhà|lớp|bài|tập|tổ|khối|km|tờ|thửa|năm|tháng|ngày"
    r"|hơn|gần|khoảng|trên|dưới|tổng cộng|đạt)\s*(?:số\s*)?(?:[0-9]{3}\s*(?:[,;–-]|và|đến)\s*){0,9}$",
    re.IGNORECASE,
)
_GOES_ON = (  # words that follow a number that was called; any other word after digits is what they count
    "khi|nếu|hoặc|và|hay|để|ngay|là|cho|rồi|trước|của|thì|sẽ|không|cũng|đang|có|được|miễn|trong|lúc|từ|ở|tại|với|nhé|nha|này|"
    "đi|mà|vì|như|luôn|liền|cả|nghe|nhận|trả|giúp|hỗ|tư|bảo|phục|trực|hướng|sau|nhưng|nữa|đó|ấy|mọi|bất|bằng|qua"
)
_COUNTED = re.compile(rf"[^\S\n]+(?!(?:{_GOES_ON})(?![^\W_]))[^\W\d_]", re.IGNORECASE)
_JOINED = re.compile(r"[\s,;/–*_-]*(?:(?:và|hoặc|hay|rồi)\s*)?(?:số\s*)?[\s*_]*", re.IGNORECASE)
_PART_BEFORE = re.compile(r"[0-9][.,/:-]$|[A-Za-zĐđ][/-]$")
_IN_RANGE = re.compile(rf"[0-9]\s?[{DASHES}]\s?#|#\s?[{DASHES}]\s?[0-9]")
_LISTED = re.compile(r"(?:,1(?:01|1[0-69]|56|[04][0-9]{2})(?![0-9]))+")  # “113,114,115” are three, and no fraction
_PART_AFTER = re.compile(r"[.,:][0-9]|[/-][A-ZĐ]|[/-][0-9]{4}(?![0-9])|[^\W_]")


def _is_called(before: str) -> bool:
    """True when what stands before says that a number to dial follows."""
    return bool(_BY_VERB.search(before) or _BY_NOUN.search(before))


def _is_asked_for(before: str) -> bool:
    """The same of a short code, to which one may also write."""
    return bool(_BY_VERB.search(before) or _BY_MESSAGE.search(before))


def _apart(text: str, groups: list[_Group]) -> str:
    """A short code whose digits stand apart after a call (“gọi 1-1-3”), or ''."""
    if len(groups[0].digits) != 1:
        return ""
    sizes, digits = [len(group.digits) for group in groups], "".join(group.digits for group in groups[:3])
    if sizes[:3] != [1, 1, 1] or sizes[3:] == [1] or groups[1].gap != groups[2].gap or kind_of(digits) != "short":
        return ""
    return digits if _is_called(text[max(0, groups[0].start - 60) : groups[0].start]) else ""


def _is_named(before: str, is_planned: bool) -> bool:
    """True after a noun of calling; one with a colon (“đường dây nóng: 150”) may also be what was counted there."""
    return bool(
        _BY_LABEL.search(before) or (_BY_NOUN.search(before) and (is_planned or not re.search(r":\s*$", before)))
    )


_MAY_BE_SHORT = re.compile("(?!(?:19|20)[0-9]{2}$)[1-9][0-9]{2,5}")


def _short(text: str, group: _Group, last: int) -> Found | None:
    """A short code, sure or not; None when it is visibly something else. `last`: where the number before it ends."""
    if not _MAY_BE_SHORT.fullmatch(group.digits):
        return None
    before, after = text[max(0, group.start - 60) : group.start], text[group.end : group.end + 30]
    is_joined = 0 <= last <= group.start and bool(_JOINED.fullmatch(text, last, group.start))
    if (listed := _LISTED.match(after)) and (is_joined or _is_asked_for(before)):
        after = after[listed.end() :]
    if _PART_AFTER.match(after) or _UNIT.match(after) or (group.digits not in HELP and _COUNTED.match(after)):
        return None
    if not is_joined and (_PART_BEFORE.search(before) or _REFERRED.search(before)):  # which takes longer
        return None
    is_planned = kind_of(group.digits) == "short"
    is_beside = group.digits in HELP and bool(
        _AFTER_SERVICE.search(before) or _BEFORE_SERVICE.match(after) or _BY_LABEL.search(before)
    )
    if _COUNTED.match(after) and not is_beside:
        return None
    called = is_joined or (group.digits[0] == "1" and _is_named(before, is_planned)) or _is_asked_for(before)
    is_beside = is_beside or (is_planned and group.digits.startswith("11") and _is_entry(before, after))
    if not called and _IN_RANGE.search(before[-4:] + "#" + after[:4]):
        return None
    if is_beside or called or is_planned:
        return _found(text, [group], group.digits, is_sure=bool(is_beside or called))
    return None


def _is_entry(before: str, after: str) -> bool:
    """True for the number of a list or a heading that names one and whom it reaches."""
    if _ENTRY.search(before):
        return _ENTRY_BEFORE.match(after) is not None
    return _ENTRY_AFTER.search(before) is not None and _ENTRY_ENDS.match(after) is not None


# --- digits in words -----------------------------------------------------------------------------------------------


def _in_words(text: str, match: re.Match[str]) -> Iterator[Found]:
    tokens = list(_WORD.finditer(text, match.start(), match.end()))
    if all(token.group().isdigit() for token in tokens):
        return
    at = 0
    while at < len(tokens):
        sizes = range(len(tokens) - at, 2, -1)
        size = next((n for n in sizes if _is_spoken(text, tokens[at : at + n])), 0)
        if size:
            start, end = tokens[at].start(), tokens[at + size - 1].end()
            yield Found(start, end, dialed(text[start:end]), text[start:end])
        at += size or 1


def _is_spoken(text: str, tokens: list[re.Match[str]]) -> bool:
    """Whether words in a row spell a number of the plan. Three of them also count: with their marks, or after a call."""
    start, end = tokens[0].start(), tokens[-1].end()
    words = [token.group().lower() for token in tokens if not token.group().isdigit()]
    digits = digits_in(spelled(text[start:end]))
    if not words or digits[0] not in "01":
        return False
    if kind_of(digits) == "short":
        is_counted = _UNIT.match(text, end) or _COUNTED.match(text, end)
        is_marked = digits.startswith("11") and not all(word in PLAIN_WORDS for word in words)
        return _is_called(text[max(0, start - 60) : start]) or (is_marked and not is_counted)
    return len(digits) > 7 and kind_of(dialed(digits)) is not None


# --- in HTML and Markdown ------------------------------------------------------------------------------------------

_INLINE = (  # parted by their first letters: read at every tag of a site
    "a(?:bbr)?|b(?:d[io]|ig)?|c(?:ite|ode)|d(?:ata|el|fn)|em|font|i(?:ns)?|kbd|mark|q|s(?:amp|mall|pan|trong|u[bp])?|t(?:ime|t)"
    "|u|var|wbr"
)
_IS_INLINE = re.compile(_INLINE)
_ATTRIBUTES = r"(?:[^<>\"']++|\"[^\"]*\"|'[^']*')*+"
_ENTITY = "(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);"
_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(  # where one begins or ends: no number goes across
    rf"<(?!/?(?:br|{_INLINE})(?![\w-]))(?=/?[a-zA-Z])", re.IGNORECASE
)
_MARKUP = re.compile(rf"\0+|</?([a-zA-Z][\w-]*)({_ATTRIBUTES})>|&{_ENTITY}", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")
_SHOWN = frozenset({
    "alt", "title", "aria-label", "aria-description", "content", "value", "placeholder", "label", "summary",
    "download", "data-number", "data-shown", "data-name",
})  # fmt: skip
_DIALS = re.compile(r"\s*(?:tel|sms|callto|smsto|mailto|zalo|viber|whatsapp):", re.IGNORECASE)


def find_in_html(html: str) -> list[Found]:
    """Every number of HTML, or of Markdown, across tags and entities, and of the attributes that are shown or dialed.

    Scripts, styles and comments are left out; places are those in `html`.
    """
    return [found for found in _find_in_html(html) if found.is_sure]


def _find_in_html(html: str) -> list[Found]:
    seen = _HIDDEN.sub(lambda match: "\0" * len(match.group()), html)
    found: list[Found] = []
    for start, end in pairwise((0, *(block.start() for block in _BLOCK.finditer(seen)), len(seen))):
        if inside := _in_block(seen[start:end]):
            found += [one._replace(start=one.start + start, end=one.end + start) for one in inside]
    return found


@lru_cache(maxsize=8192)  # what frames a page stands on every one of them
def _in_block(html: str) -> tuple[Found, ...]:
    if not _MAY_HOLD.search(html):
        return ()
    parts: list[tuple[str, int, int]] = []  # what is read, and from where to where it stands
    found: list[Found] = []
    last = 0
    for match in _MARKUP.finditer(html):
        parts.append((html[last : match.start()], last, match.start()))
        last = match.end()
        if match.group()[0] == "\0":
            continue
        if match[1] is None:
            parts.append((unescape(match.group()), *match.span()))
            continue
        if not _IS_INLINE.fullmatch(match[1].lower()):
            parts.append(("\n" if match[1].lower() == "br" else "\n\n", *match.span()))
        for attribute in _ATTRIBUTE.finditer(match[2]):
            which = attribute.lastindex or 2
            if _is_read(attribute[1].lower(), attribute[which]):
                found += _in_attribute(attribute[which], match.start(2) + attribute.start(which))
    parts.append((html[last:], last, len(html)))
    if inside := every("".join(text for text, _, _ in parts)):
        found += _placed(inside, _spans(parts, html), html)
    return tuple(sorted(found))


def _spans(parts: Iterable[tuple[str, int, int]], html: str) -> Spans:
    """Where in `html` each sign of the parts stands."""
    spans: Spans = []
    for text, start, end in parts:
        spans += [(start, end)] * len(text) if text != html[start:end] else ((i, i + 1) for i in range(start, end))
    return spans


def _is_read(name: str, value: str) -> bool:
    return name in _SHOWN or (name in ("href", "src") and bool(_DIALS.match(value) or _MESSENGER.search(value)))


def _in_attribute(value: str, start: int) -> list[Found]:
    parts, spans = [], []
    for match in re.finditer(r"&[#\w]+;|.", value, re.DOTALL):
        text = unescape(match.group())
        parts.append(text)
        spans += [match.span()] * len(text)
    return _placed(every("".join(parts)), spans, value, start)


# --- withdrawn -----------------------------------------------------------------------------------------------------

TAKEN_OUT = "(số đang tạm rút)"


def withdrawn_in(text: str, gone: Collection[str]) -> list[Found]:
    """Every number of a plain text that `taken_out` would take out."""
    return [found for found in every(text) if found.digits in gone] if gone else []


def taken_out(text: str, gone: Collection[str], instead: str = TAKEN_OUT) -> str:
    """The text without the numbers whose digits are in `gone`, in whatever spelling; the rest of it is untouched."""
    return _without(text, gone, instead, every) if gone else text


_ODD = re.compile(rf"\0|<!--|<(?i:script|style)\b|&(?!{_ENTITY})")
_LINE = re.compile(r"</?[bB][rR](?![\w-])(?:[^<>\"'\0]++|\"[^\"\0]*\"|'[^'\0]*')*+>")
_TAG = re.compile(r"</?[a-zA-Z](?:[^<>\"'\0]++|\"[^\"\0]*\"|'[^'\0]*')*+>")
_VALUE = re.compile(r"=(?=\s*(?:\"([^\"]*)|'([^']*)|([^\s\"'=<>`]+)))")


def may_be_withdrawn_in_html(html: str, gone: Collection[str]) -> bool:
    """A quick no for nearly every page: no number of `gone` is in a text of its HTML, in any value, or behind a “#” in one.

    Its texts are what `_in_block` reads, but for white space at their ends, and are mostly known. A value is whatever follows “=” to
    its quote, so that those of all attributes are among them.
    """
    if _ODD.search(html):
        return True
    bare = _TAG.sub("", _LINE.sub(r"\g<0>\n", _BLOCK.sub("\0<", html)))
    values = ["".join(value) for value in _VALUE.findall(html)]
    anchors = [value.partition("#")[2] for value in values if "#" in value]
    texts = unescape("\0".join((bare, *values, *anchors))).split("\0")
    return any(withdrawn_in(text, gone) for text in unknown(texts))


def taken_out_of_html(html: str, gone: Collection[str], instead: str = TAKEN_OUT) -> str:
    """The same of HTML: tags within a number stay where they are, so that what is open is closed."""
    return _without(html, gone, instead, _find_in_html) if gone else html


def _without(text: str, gone: Collection[str], instead: str, find_all: Callable[[str], Iterable[Found]]) -> str:
    parts, last = [], 0
    for found in find_all(text):
        if found.digits in gone and found.start >= last:
            tags = re.findall(r"<[^>]*>", found.written) if find_all is _find_in_html else []
            parts += [text[last : found.start], instead, *tags]
            last = found.end
    return "".join([*parts, text[last:]]) if parts else text
