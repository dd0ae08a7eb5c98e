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
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from facts.phones import (
    CLOSE,
    DASHES,
    DOTS,
    MARKS,
    OPEN,
    PLAIN_WORDS,
    SLASHES,
    UNSEEN,
    WORD,
    dialed,
    digits_in,
    kind_of,
    spelled,
    value_of,
)

_SEP = rf"[\s{UNSEEN}{DASHES}{DOTS}{SLASHES}{OPEN}{CLOSE}{MARKS},+>\uff0b]"
_ODD_DIGITS = "²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽❶-❾➀-➈➊-➒"
_LIKE = "OoОоΟοIl|"
_UNIT = rf"(?:[\d{_ODD_DIGITS}]|(?<![^\W\d_])[{_LIKE}]{{1,2}}(?=\d)|(?<=\d)[{_LIKE}]{{1,2}}(?![^\W\d_]))"
_RUN = re.compile(rf"(?:[+\uff0b{OPEN}]{_SEP}{{0,2}}){{0,2}}{_UNIT}(?:{_SEP}{{0,6}}{_UNIT})*")
_GROUP = re.compile(rf"{_UNIT}(?:[{UNSEEN}{MARKS}]*{_UNIT})*")
_SPOKEN = re.compile(
    rf"(?<![^\W_])(?:(?:{WORD}|\d+)[\s,.{DASHES}{MARKS}]{{1,3}}){{2,}}(?:{WORD}|\d+)(?![^\W_])", re.IGNORECASE
)


class Found(NamedTuple):
    """A number in a text: where it stands, its digits as dialed, and how it is written there."""

    start: int
    end: int
    digits: str
    written: str


class _Group(NamedTuple):
    start: int
    end: int
    digits: str
    gap: str  # what stands between the group before and this one; marks of Markdown and unseen signs left out


def find(text: str) -> list[Found]:
    """Every number of a plain text that a person could dial, in order."""
    return [found for found, is_sure in _find(text) if is_sure]


def _find(text: str) -> list[tuple[Found, bool]]:
    """Numbers in order, each with whether it is sure: what is not may be a count."""
    if not unicodedata.is_normalized("NFC", text):
        return _mapped(*_composed(text))
    found: list[tuple[Found, bool]] = []
    for match in _RUN.finditer(text):
        for part in _parts(text, match.start(), match.end()):
            found += _in_run(text, part, found)
    for match in _SPOKEN.finditer(text):
        if not any(one.start < match.end() and match.start() < one.end for one, is_sure in found if is_sure):
            found += _in_words(text, match)
    return sorted(found)


def _composed(text: str) -> tuple[str, list[int], str]:
    """NFC, where each of its signs began, and the text itself."""
    parts, starts = [], []
    for match in re.finditer(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", text, re.DOTALL):
        composed = unicodedata.normalize("NFC", match.group())
        parts.append(composed)
        starts += [match.start()] * len(composed)
    return "".join(parts), [*starts, len(text)], text


def _mapped(text: str, starts: list[int], source: str) -> list[tuple[Found, bool]]:
    """What is found in a text, at its places in the source that it was made of."""
    found = []
    for one, is_sure in _find(text):
        start, end = starts[one.start], starts[one.end - 1] + 1
        found.append((Found(start, end, one.digits, source[start:end]), is_sure))
    return found


_BREAK = re.compile(r"\n\s*\n|\n\s*[-*+]\s|[^\n\s>]\s*>|^\s*>")
_DATE = re.compile(
    r"(?<![0-9./-])(?:(?:0?[1-9]|[12][0-9]|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}([/.-])(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12][0-9]|3[01]))(?![0-9]|[./-][0-9])"
)
_TIMES = re.compile(
    rf"(?<![0-9./-])(?:[01][0-9]|2[0-4])([.]?)[0-5][0-9]\s?[{DASHES}]\s?(?:[01][0-9]|2[0-4])\1[0-5][0-9](?![0-9]|[./-][0-9])"
)


def _parts(text: str, start: int, end: int) -> Iterator[list[_Group]]:
    """A run cut where it is no longer one: at paragraphs, list items, days and times of day."""
    run = text[start:end]
    barred = [m.span() for pattern in (_DATE, _TIMES) for m in pattern.finditer(run)]
    part: list[_Group] = []
    last = start
    for match in _GROUP.finditer(text, start, end):
        gap = re.sub(rf"[{UNSEEN}{MARKS}]", "", text[last : match.start()])
        is_barred = any(a <= match.start() - start < b for a, b in barred)
        if part and (is_barred or _BREAK.search(text[last : match.start()])):
            yield part
            part = []
        if not is_barred:
            part.append(_Group(match.start(), match.end(), digits_in(spelled(match.group())), gap if part else ""))
        last = match.end()
    if part:
        yield part


_URL = re.compile(r"(?:https?://|www\.|(?<![\w@])(?:[\w-]+\.)+[a-z]{2,}/)[^\s<>\"'“”]*$", re.IGNORECASE)
_MESSENGER = re.compile(r"(?:zalo\.me|wa\.me|whatsapp\.com|viber|t\.me/\+)", re.IGNORECASE)
_LABELED = re.compile(
    r"(?:\b(?:ISBN|ISSN|DOI|MST|mã số thuế|CCCD|CMND|căn cước|tài khoản|STK|docid|itemid)\b)[^\d\n]{0,12}$",
    re.IGNORECASE,
)
_UNITS = re.compile(
    r"[^\S\n]*(?:đồng|đ|vnđ|vnd|usd|triệu|tỷ|tỉ|nghìn|ngàn|%|‰|km|m|m2|m²|ha|kg|g|mg|ml|tấn|mét|người|xã|hộ|lượt|vụ|calo|kcal)(?![^\W_])",
    re.IGNORECASE,
)


def _in_run(text: str, groups: list[_Group], before: list[tuple[Found, bool]]) -> Iterator[tuple[Found, bool]]:
    first, last = groups[0].start, groups[-1].end
    head, tail = text[max(0, first - 300) : first], text[last : last + 60]
    if _is_code(head, tail) or _LABELED.search(head[-40:]):
        return
    if (address := _URL.search(head)) and not _MESSENGER.search(address.group()):
        return
    at = 0
    chained = _Chain(text, before)
    while at < len(groups):
        size, digits = _longest(text, groups, at)
        if size:
            one = _found(text, groups[at : at + size], digits)
            yield one, True
            chained.after(one)
        elif one_short := chained.short(groups, at):
            yield one_short
            size = 1
        at += size or 1


def _found(text: str, groups: list[_Group], digits: str) -> Found:
    start, end = groups[0].start, groups[-1].end
    opening = re.search(rf"[+\uff0b{OPEN}][\s+\uff0b{OPEN}]*$", text[max(0, start - 6) : start])
    if opening and (digits.startswith("+") or re.search(rf"[+\uff0b{CLOSE}]", opening.group() + text[start:end])):
        start -= len(opening.group())
    return Found(start, end, digits, text[start:end])


def _is_code(head: str, tail: str) -> bool:
    """True within a token of letters and digits mixed: a hash, a version, an id."""
    before, after = re.search(r"[^\W_]*$", head), re.match(r"[^\W_]*", tail)
    letters, more = before.group() if before else "", after.group() if after else ""
    if any(sign.isdigit() for sign in letters + more):
        return True
    return len(letters) == 1 or bool(letters + more and re.fullmatch("[a-f]+", letters + more))


def _longest(text: str, groups: list[_Group], at: int) -> tuple[int, str]:
    """How many groups from `at` on make a number, and its digits as dialed: one of the plan before one that only looks so."""
    if at and not (" " in _flat(groups[at].gap) or re.fullmatch(rf"[{SLASHES}{DASHES}]", groups[at].gap)):
        return 0, ""
    likely = (0, "")
    for size in range(min(len(groups) - at, 14), 0, -1):
        part = groups[at : at + size]
        after = groups[at + size].gap if at + size < len(groups) else " "
        if not (" " in _flat(after) or re.match(rf"[{SLASHES}{DASHES},]", after)):
            continue
        start, end = part[0].start, part[-1].end
        has_plus = bool(re.search(rf"[+\uff0b]\s?[{OPEN}]?$", text[max(0, start - 3) : start]))
        digits = dialed(("+" if has_plus else "") + "".join(group.digits for group in part))
        if _is_number(digits, part, has_plus, text[max(0, start - 40) : start], text[end : end + 12]):
            if kind_of(digits):
                return size, digits
            likely = max(likely, (size, digits))
    return likely


def _flat(gap: str) -> str:
    return re.sub(r"\s", " ", gap)


def _is_number(digits: str, groups: list[_Group], has_plus: bool, before: str, after: str) -> bool:
    """Whether groups of digits make something that a person could dial; short codes are judged elsewhere."""
    written = "".join(group.digits for group in groups)
    sizes = [len(group.digits) for group in groups]
    gaps = "".join(group.gap for group in groups[1:])
    is_thousands = len(groups) > 1 and sizes[0] < 4 and set(sizes[1:]) == {3} and set(gaps) <= {".", ","}
    if has_plus or written.startswith("0084"):
        return 8 <= len(digits) <= 15 and not is_thousands and not _UNITS.match(after)
    if written.startswith("84") and digits != written:
        return (
            not (is_thousands and not _called(before))
            and not _UNITS.match(after)
            and _is_phone_shape(sizes, gaps, groups)
        )
    if re.match("1[89]00", written):
        is_span = (
            sizes == [4, 4] and re.fullmatch(rf"\s?[{DASHES}]\s?", gaps) and re.match("1[89]|20", groups[1].digits)
        )
        return (
            8 <= len(written) <= 10
            and (sizes[0] == 4 or len(sizes) == 1 or set(sizes) == {1})
            and not (is_span and not _called(before))
            and not _UNITS.match(after)
        )
    if re.fullmatch(r"0(?:69|80)[0-9]{5,6}", written):
        return sizes[0] > 2 and not re.search(rf"[{SLASHES}]", gaps)
    if not re.fullmatch(r"0[2-9][0-9]{8}|0[1-9][0-9]{9}", written):
        return (
            bool(re.fullmatch(r"0[1-9][0-9]{7,10}", written))
            and _called(before)
            and _is_phone_shape(sizes, gaps, groups)
        )
    return _is_phone_shape(sizes, gaps, groups)


def _is_phone_shape(sizes: list[int], gaps: str, groups: list[_Group]) -> bool:
    """Groups as people cut numbers: not the parts of a decimal, of two years, of a list that counts up."""
    if len(sizes) == 1:
        return True
    values = [int(group.digits) for group in groups]
    if all(later - sooner == 1 for sooner, later in pairwise(values)):
        return set(sizes) == {1}
    if re.search(rf"[{SLASHES}]", "".join(group.gap for group in groups[2:])):
        return False
    if "," in gaps and not (sizes[0] > 2 and re.fullmatch(",+", gaps)):
        return False
    if sizes[0] == 1 and set(sizes) != {1}:
        return re.search(r"[\s(\[)\]]", groups[1].gap) is not None
    return not (sizes[0] == 2 and len(sizes) == 3 and all(1900 <= value <= 2100 for value in values[1:]))


# --- short codes ---------------------------------------------------------------------------------------------------

_LINK = r"(?:số|tới|đến|ngay|cho|qua|vào|về|là|theo|máy|tổng đài|đường dây|hotline|quốc gia|miễn phí|nóng|khẩn cấp|điện thoại|sđt|đt)"
_VERB = r"(?:gọi|bấm|quay|alo|nhắn|nhắn tin|liên hệ|soạn tin|call)"
_NOUN = r"(?:tổng đài|đường dây|đường dây nóng|hotline|điện thoại|số máy|số khẩn cấp|đt|sđt|tel|phone|zalo|viber|sms|whatsapp)"
_BETWEEN = rf"(?:[\s:.,(“\"'*_`\[]*{_LINK})*[\s:.(“\"'*_`\[]*$"
_BY_VERB = re.compile(rf"(?<![^\W_]){_VERB}(?![^\W_]){_BETWEEN}", re.IGNORECASE)
_BY_NOUN = re.compile(rf"(?<![^\W_]){_NOUN}(?![^\W_]){_BETWEEN}", re.IGNORECASE)
_SERVICE = re.compile(
    r"(?:công an|cảnh sát|cấp cứu|cứu hỏa|chữa cháy|cứu nạn|cứu hộ|bảo vệ trẻ em|trẻ em|pccc)[\s:(“\"*–-]*$",
    re.IGNORECASE,
)
_ITS_SERVICE = re.compile(
    r"[\s:(“\"*–-]*(?:tổng đài|công an|cảnh sát|cấp cứu|cứu hỏa|chữa cháy|cứu nạn|bảo vệ trẻ em|pccc)", re.IGNORECASE
)
_REFERRED = re.compile(
    r"(?<![^\W_])(?:điều|khoản|mục|chương|trang|phụ lục|mẫu|quốc lộ|ql|tỉnh lộ|ngõ|ngách|phòng|lớp|tổ|khối|năm|tháng|ngày"
    r"|hơn|gần|khoảng|trên|dưới|tổng cộng|đạt)\s*(?:số\s*)?$",
    re.IGNORECASE,
)
_FUNCTION = (
    "khi|nếu|hoặc|và|hay|để|ngay|là|cho|rồi|trước|của|thì|sẽ|không|cũng|đang|có|được|miễn|trong|lúc|từ|ở|tại|với|nhé|nha|"
    "này|đi|mà|vì|như|luôn|liền|cả|nghe|nhận|trả|giúp|hỗ|tư|bảo|phục|trực|hướng|sau|nhưng|nữa|đó|ấy|mọi|bất|bằng|qua"
)
_COUNTED = re.compile(rf"[^\S\n]+(?!(?:{_FUNCTION})(?![^\W_]))[^\W\d_]")
_JOINED = re.compile(r"[\s,;/–*_-]*(?:(?:và|hoặc|hay|rồi|or)\s*)?(?:số\s*)?[\s*_]*$", re.IGNORECASE)
_SHORT = re.compile(r"[1-9][0-9]{2,5}")


def _called(before: str) -> bool:
    """True when what stands before says that a number to dial follows."""
    return bool(_BY_VERB.search(before) or _BY_NOUN.search(before))


class _Chain:
    """Short codes of a text, which are only called numbers after a word that says so, or after another one."""

    def __init__(self, text: str, found: list[tuple[Found, bool]]) -> None:
        self.text = text
        sure = [one for one, is_sure in found if is_sure]
        self.last = sure[-1].end if sure else -1

    def after(self, found: Found) -> None:
        """A number stood there."""
        self.last = found.end

    def short(self, groups: list[_Group], at: int) -> tuple[Found, bool] | None:
        """The short code at a group, and whether it is sure; None when it is visibly something else."""
        group = groups[at]
        if not _SHORT.fullmatch(group.digits):
            return None
        before, after = self.text[max(0, group.start - 60) : group.start], self.text[group.end : group.end + 30]
        if re.search(r"[0-9][.,/:-]$|[A-Za-zĐđ][/-]$", before) and not self._is_joined(group):
            return None
        if re.match(r"[.,][0-9]|[/-][A-ZĐ]|[/-][0-9]{4}(?![0-9])|[^\W_]", after) or _UNITS.match(after):
            return None
        if _REFERRED.search(before):
            return None
        by_verb, by_noun = _BY_VERB.search(before), _BY_NOUN.search(before)
        is_planned = kind_of(group.digits) == "short"
        is_named = is_planned and (_SERVICE.search(before) or _ITS_SERVICE.match(after))
        is_counted = bool(_COUNTED.match(after)) and not _ITS_SERVICE.match(after)
        found = _found(self.text, [group], group.digits)
        if is_named or (not is_counted and (self._is_joined(group) or by_verb or (by_noun and group.digits[0] == "1"))):
            self.last = group.end
            return found, True
        return (found, False) if is_planned and not is_counted else None

    def _is_joined(self, group: _Group) -> bool:
        return 0 <= self.last <= group.start and bool(_JOINED.fullmatch(self.text[self.last : group.start]))


def _in_words(text: str, match: re.Match[str]) -> Iterator[tuple[Found, bool]]:
    tokens = list(re.finditer(rf"(?<![^\W_])(?:{WORD}|\d+)(?![^\W_])", match.group(), re.IGNORECASE))
    has_word = [not token.group().isdigit() for token in tokens]
    values = [value_of(token.group()) if word else token.group() for token, word in zip(tokens, has_word, strict=True)]
    at = 0
    while at < len(tokens):
        size = next(
            (
                n
                for n in range(len(tokens) - at, 2, -1)
                if _is_spoken(text, match, tokens[at : at + n], values[at : at + n])
            ),
            0,
        )
        if size:
            start, end = match.start() + tokens[at].start(), match.start() + tokens[at + size - 1].end()
            yield Found(start, end, dialed("".join(values[at : at + size])), text[start:end]), True
        at += size or 1


def _is_spoken(text: str, match: re.Match[str], tokens: list[re.Match[str]], values: list[str]) -> bool:
    digits = "".join(values)
    start, end = match.start() + tokens[0].start(), match.start() + tokens[-1].end()
    is_marked = any(token.group().lower() not in PLAIN_WORDS and not token.group().isdigit() for token in tokens)
    if all(token.group().isdigit() for token in tokens):
        return False
    if kind_of(digits) == "short":
        is_counted = _UNITS.match(text[end : end + 20]) or _COUNTED.match(text[end : end + 20])
        return _called(text[max(0, start - 60) : start]) or (is_marked and digits.startswith("11") and not is_counted)
    return len(digits) > 7 and kind_of(dialed(digits)) is not None


# --- in HTML and Markdown ------------------------------------------------------------------------------------------

_INLINE = "a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|tt|u|var|wbr"
_MARKUP = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|</?([a-zA-Z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")
_READ = frozenset(
    (
        "alt",
        "title",
        "aria-label",
        "content",
        "value",
        "placeholder",
        "label",
        "summary",
        "data-number",
        "data-shown",
        "data-name",
        "download",
    )
)


def find_in_html(html: str) -> list[Found]:
    """Every number of HTML (or of Markdown, which is a little more than HTML) across its tags and entities, and those of
    the attributes that are shown, read aloud or dialed; places are those in `html`."""
    return [found for found, is_sure in _find_in_html(html) if is_sure]


def _find_in_html(html: str) -> list[tuple[Found, bool]]:
    text, starts, attributes = _seen(html)
    found = _mapped(text, starts, html)
    for start, value in attributes:
        inner, inner_starts, _ = _seen(value)
        found += [
            (Found(start + one.start, start + one.end, one.digits, one.written), is_sure)
            for one, is_sure in _mapped(inner, inner_starts, value)
        ]
    return sorted(found)


def _seen(html: str) -> tuple[str, list[int], list[tuple[int, str]]]:
    """What is read of HTML, where each sign of it began, and (start, value) of the attributes that are."""
    parts: list[str] = []
    starts: list[int] = []
    attributes: list[tuple[int, str]] = []

    def add(text: str, start: int, is_one: bool = False) -> None:
        parts.append(text)
        starts.extend([start] * len(text) if is_one else range(start, start + len(text)))

    last = 0
    for match in _MARKUP.finditer(html):
        add(html[last : match.start()], last)
        last = match.end()
        if match.group().startswith("&"):
            add(_entity(match.group()), match.start(), is_one=True)
        elif match[2]:
            name = match[2].lower()
            for attribute in _ATTRIBUTE.finditer(match[3]):
                group = next(index for index in (2, 3, 4) if attribute[index] is not None)
                if attribute[1].lower() in _READ or _is_dialing(attribute[1], attribute[group]):
                    attributes.append((match.start(3) + attribute.start(group), attribute[group]))
            if name == "br":
                add("\n", match.start(), is_one=True)
            elif not re.fullmatch(_INLINE, name):
                add("\n\n", match.start(), is_one=True)
    add(html[last:], last)
    return "".join(parts), [*starts, len(html)], attributes


def _is_dialing(name: str, value: str) -> bool:
    is_address = name.lower() in ("href", "src", "action")
    return is_address and bool(
        re.match(r"\s*(?:tel|sms|callto|smsto|zalo|viber):", value, re.IGNORECASE) or _MESSENGER.search(value)
    )


@lru_cache(maxsize=1000)
def _entity(entity: str) -> str:
    return unescape(entity)


# --- withdrawn -----------------------------------------------------------------------------------------------------

TAKEN_OUT = "(số đang tạm rút)"


def taken_out(text: str, gone: Collection[str], instead: str = TAKEN_OUT) -> str:
    """The text without the numbers whose digits are in `gone`, in whatever spelling; the rest of it is untouched."""
    return _without(text, gone, instead, _find) if gone else text


def taken_out_of_html(html: str, gone: Collection[str], instead: str = TAKEN_OUT) -> str:
    """The same of HTML: tags within a number stay where they are, so that what is open is closed."""
    return _without(html, gone, instead, _find_in_html) if gone else html


def _without(
    text: str, gone: Collection[str], instead: str, find_all: Callable[[str], list[tuple[Found, bool]]]
) -> str:
    parts, last = [], 0
    for found, _ in find_all(text):
        if found.digits in gone and found.start >= last:
            tags = re.findall(r"<[^>]*>", found.written) if find_all is _find_in_html else []
            parts += [text[last : found.start], instead, *tags]
            last = found.end
    return "".join([*parts, text[last:]]) if parts else text
