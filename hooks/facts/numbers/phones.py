"""What a phone number is: of the plan or not, as dialed, as written for readers, and what is wrong with a value.

The numbering plan is Circular 22/2014/TT-BTTTT with the area codes of Decision 2036/QĐ-BTTTT (2017) and the ten-digit
mobiles of 2018. `phonenumberslite` is the witness in the tests; it knows neither 111 nor 112, nor 069 and 080, and takes
a landline of a province as it was written before 2017 for a mobile, so this table stands above it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

# --- the numbering plan --------------------------------------------------------------------------------------------

# Area codes of today, each with the one it had before 2017; both without the zero.
_AREAS = (
    "203:33 204:240 205:25 206:26 207:27 208:280 209:281 210:210 211:211 212:22 213:231 214:20 215:230 216:29 218:218 "
    "219:219 220:320 221:321 222:241 225:31 226:351 227:36 228:350 229:30 232:52 233:53 234:54 235:510 236:511 237:37 "
    "238:38 239:39 24:4 251:61 252:62 254:64 255:55 256:56 257:57 258:58 259:68 260:60 261:501 262:500 263:63 269:59 "
    "270:70 271:651 272:72 273:73 274:650 275:75 276:66 277:67 28:8 290:780 291:781 292:710 293:711 294:74 296:76 297:77 "
    "299:79"
)
AREAS: dict[str, str] = dict(re.findall("([0-9]+):([0-9]+)", _AREAS))

Kind = Literal["short", "mobile", "landline", "service", "state"]

_AREA = "|".join(AREAS)
_KINDS: dict[Kind, re.Pattern[str]] = {
    # 101, 110, 116, 119 ask an operator; 111 to 115 are for whoever needs help; 156 takes reports of spam; 10xx and 14xx
    # answer questions and take gifts
    "short": re.compile(r"1(?:01|1[0-69]|56)|1[04][0-9]{2}"),
    "mobile": re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}"),
    # 024 0384 4111 is a number of Bắc Giang from before 2017: nobody in 024 and 028 has one that begins with 0 or 1
    "landline": re.compile(rf"(?=[0-9]{{11}}$)(?!02[48][01])0(?:{_AREA})[0-9]{{7,8}}"),
    "service": re.compile(r"1[89]00(?:[0-9]{4}|[0-9]{6})"),
    "state": re.compile(r"0(?:69|80)[0-9]{5,7}"),  # police and army; Party and state
}

HELP = frozenset({"111", "112", "113", "114", "115"})  # of the whole country, for whoever needs help now


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the plan: its digits as dialed in Vietnam, and of what kind it is."""

    digits: str
    kind: Kind


def kind_of(digits: str) -> Kind | None:
    """Of what kind a number is, given as dialed in Vietnam; None when the plan has no such number."""
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(digits)), None)


def looks_made_up(digits: str) -> bool:
    """True for a number of the plan as people type one to fill a place: after its prefix nothing but zeros, six times one digit, or a count.

    It may be real (0999 999 999 is sold for its looks): whoever has called it knows.
    """
    kind = kind_of(digits)
    if kind is None or kind == "short":
        return False
    own = digits[3 if kind in ("mobile", "state") or digits[1:3] in AREAS else 4 :]
    steps = {(int(later) - int(sooner)) % 10 for sooner, later in pairwise(own)}
    return set(own) == {"0"} or (len(own) > 5 and (steps <= {0} or steps <= {1} or steps <= {9}))


def grouped(digits: str) -> str:
    """How a number is written for readers: 0238 3844 111, 024 3974 5445, 0987 654 321, 1800 1567, 1900 96 96 80."""
    cuts: tuple[int, ...] = ()
    match kind_of(digits):
        case "landline":
            cuts = (3, 7) if digits[1:3] in AREAS else (4, 8)
        case "mobile":
            cuts = (4, 7)
        case "service":
            cuts = (4,) if len(digits) == 8 else (4, 6, 8)
        case "state":
            cuts = (3,) if len(digits) == 8 else (3, len(digits) - 4) if len(digits) == 9 else (4, 7)
    return " ".join(digits[start:end] for start, end in zip((0, *cuts), (*cuts, None), strict=True))


def shown(written: str) -> str:
    """A number of data/ as readers see it: an editor's own groups are kept, bare digits are grouped."""
    return grouped(written) if written.isdigit() else written.replace(".", " ")


def uri(digits: str) -> str:
    """The address that dials a number from anywhere (RFC 3966): what only Vietnam can dial says so; '' for none."""
    match kind_of(digits):
        case None:
            return ""
        case "mobile" | "landline":
            return f"tel:+84{digits[1:]}"
        case _:
            return f"tel:{digits};phone-context=+84"


LOOKALIKES = {
    **dict.fromkeys("OoОоΟο", "0"), **dict.fromkeys("Il|ІΙӀ", "1"), **dict.fromkeys("Зз", "3"), "Ч": "4",
    **dict.fromkeys("SЅ", "5"), "б": "6", **dict.fromkeys("BВΒ", "8"),
}  # fmt: skip


# --- one value -----------------------------------------------------------------------------------------------------

_CURLY = "“”„‟‘’"
_WRITTEN = re.compile(r"[0-9]+([ .][0-9]+)*")
LONGEST = 20


def judge(written: str) -> Number | str:
    """A value of data/ as a number, or what is wrong with it: a Vietnamese sentence whose advice is valid there."""
    if (bare := written.strip(_CURLY)) != written:
        return f'nháy cong của bàn phím điện thoại. Gõ nháy thẳng: "{bare[:LONGEST]}".'
    if len(written) > 2 * LONGEST:
        return "số điện thoại quá dài."
    digits = dialed(written)
    kind = kind_of(digits)
    if old := _of_before(written, digits):
        return old
    if kind and _WRITTEN.fullmatch(written) and len(written) <= LONGEST and digits == digits_in(written):
        return Number(digits, kind)
    if more := _more_than_one(written):
        return more
    if _WRITTEN.fullmatch(written) and kind_of(f"0{digits}") in ("mobile", "landline"):  # as spreadsheets leave it
        return f'“{written}” thiếu số 0 ở đầu? Xem ở nguồn; đúng vậy thì viết: "{grouped(f"0{digits}")}".'
    advice = f'Viết: "{grouped(digits)}".' if kind else f"Chỉ viết chữ số: {_why_not(digits)}"
    odd = next((sign for word in _WITH_DIGITS.findall(written) for sign in word if sign in LOOKALIKES), "")
    if odd:
        return f"“{written}” có chữ {odd} thay cho số {LOOKALIKES[odd]}. {advice}"
    return f"viết số như khi gọi trong nước. {advice}" if kind else f"“{written}” chưa đúng mẫu. {advice}"


_PARTED = re.compile(r"[,;/*#]+|\s[-–—]\s|[\s(]*[^\W\d_]{2,}[^\d*#]*")


def _more_than_one(written: str) -> str:
    """What to write for two numbers in one value, or one with an extension: all its digits together would be a third number."""
    if written.startswith("*") or written.endswith("#"):
        return (
            f"“{written}” là mã dịch vụ của nhà mạng, không phải số gọi tới người. Xóa kênh này, nói ở note: nếu cần."
        )
    parts = [digits for part in _PARTED.split(spelled(written)) if (digits := dialed(part))]
    whole = next((n for n in range(1, len(parts)) if kind_of(dialed("".join(parts[:n])))), 0)
    if not whole:
        return ""
    first = grouped(dialed("".join(parts[:whole])))
    return (
        f'mỗi dòng value: là một số. Viết: "{first}"; số khác là một mục nữa, số máy lẻ hay phím bấm thì viết ở note:.'
    )


def _why_not(digits: str) -> str:
    if digits.startswith("02") and len(digits) == 11:
        return f"không có mã vùng {digits[:4]}."
    if re.fullmatch(r"1[89]00[0-9]+", digits):
        return "sau 1800, 1900 là 4 hoặc 6 chữ số."
    if re.fullmatch(r"01[0-9]{9}", digits):
        return "di động 11 chữ số không còn từ năm 2018. Tìm số hiện nay ở nguồn."
    return "số ngắn như 111, di động 10 chữ số, máy bàn 11 chữ số (mã vùng 02…), hoặc 1800/1900…"


def _of_before(written: str, digits: str) -> str:
    """A landline as it was written before 2017: (038) 3844 111 is dialed as a stranger's mobile today."""
    kind = kind_of(digits)
    sizes = [len(group) for group in re.findall(r"[0-9]+", written)]
    for area, old in AREAS.items():
        size = 8 if len(area) == 2 else 7
        if old == area or not digits.startswith(f"0{old}") or len(digits) != 1 + len(old) + size:
            continue
        is_set_apart = len(sizes) > 1 and sizes[0] == len(old) + 1 and (sizes[1] in (4, 7) or "(" in written)
        now = f"0{area}{digits[-size:]}"
        if (kind is None or is_set_apart) and kind_of(now):
            other = f' Nếu là số của hôm nay, viết: "{grouped(digits)}".' if kind else ""
            return f'0{old} là mã vùng của trước năm 2017, nay là 0{area}. Nếu là máy bàn ấy, viết: "{grouped(now)}".{other}'
    return ""


# --- any spelling --------------------------------------------------------------------------------------------------

WORDS = {
    "không": "0", "một": "1", "mốt": "1", "hai": "2", "ba": "3", "bốn": "4", "tư": "4", "năm": "5", "lăm": "5", "sáu": "6",
    "bảy": "7", "bẩy": "7", "tám": "8", "chín": "9",
}  # fmt: skip
PLAIN_WORDS = {
    unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode(): digit for word, digit in WORDS.items()
}
LETTERS = "OoОоΟοIlІΙӀЗзЧSЅбBВΒ"  # taken for digits, Cyrillic and Greek ones too
ODD_DIGITS = "²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽❶-❾➀-➈➊-➒"
UNSEEN = "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff\u20e3"
DASHES = "\\-\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d\u30fc"
DOTS = ".\u2026\u00b7\u2022\u2024\u2027\u2219\u22c5\u30fb\uff0e\u3002"
SLASHES = "/\u2044\u2215\uff0f"
OPEN, CLOSE = "(\\[\uff08", ")\\]\uff09"
MARKS = "*_`~\\\\"  # of Markdown: they are not there for whoever reads


WORD = "|".join(sorted({*WORDS, *PLAIN_WORDS}, key=len, reverse=True))


def digits_in(text: str) -> str:
    """The digits of any script in a text, as 0 to 9."""
    if text.isascii() and text.isdigit():
        return text
    return "".join(str(digit) for sign in text if (digit := unicodedata.digit(sign, None)) is not None)


_WITH_DIGITS = re.compile(r"[\w|]*\d[\w|]*")
_DIGIT_WORD = re.compile(rf"(?<![^\W_])(?:{WORD})(?![^\W_])", re.IGNORECASE)
_ABROAD = re.compile(rf"[\s{UNSEEN}{OPEN}]*[+\uff0b]")


def spelled(text: str) -> str:
    """The same text with digits that are written as words, or as letters beside a digit, turned into digits."""
    if text.isdecimal():
        return text
    text = _DIGIT_WORD.sub(lambda m: value_of(m.group()), text)
    return _WITH_DIGITS.sub(lambda m: "".join(LOOKALIKES.get(sign, sign) for sign in m.group()), text)


def value_of(word: str) -> str:
    return WORDS.get(word.lower()) or PLAIN_WORDS[word.lower()]


@lru_cache(maxsize=1000)  # of few numbers the same is asked on every page
def dialed(written: str) -> str:
    """The digits as dialed in Vietnam, from any spelling: +84, 0084 and (84) are a zero; “+” of elsewhere stays."""
    text = unicodedata.normalize("NFC", written)
    digits = digits_in(spelled(text))
    is_abroad = _ABROAD.match(text) is not None or digits.startswith("00")
    bare = digits.lstrip("0") if is_abroad else digits
    if bare.startswith("84") and (is_abroad or kind_of("0" + bare[2:].removeprefix("0")) in ("mobile", "landline")):
        home = bare[2:].removeprefix("0")
        return home if kind_of(home) in ("service", "short") else "0" + home
    return f"+{bare}" if is_abroad and bare else digits
