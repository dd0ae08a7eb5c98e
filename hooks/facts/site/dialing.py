"""What a link may dial: a number that is answered today, written plainly, and no other than the one its words name."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from facts.numbers import phones, spotting
from facts.problems import Level
from facts.site.standing import Numbers

# A browser takes spaces off both ends of an address, and tabs and line ends out of it.
_UNSEEN = re.compile(r"^[\x00-\x20]+|[\x00-\x20]+$|[\t\n\r]")
_CALL = re.compile(r"(?:tel|sms|smsto|callto|facetime):([^?]*)", re.IGNORECASE)
_MESSAGE = re.compile(
    r"(?:https?:)?//(?:[\w-]+\.)*(?:zalo\.me|wa\.me|whatsapp\.com|viber\.(?:me|com)|signal\.me|t\.me)/"
    r"(?:[\w/-]*\?(?:[^#]*&)?(?:phone|number)=|(?:#p/|chat/|send/|s/|g/)?)(\+?[0-9]{3,12})(?![\w])",
    re.IGNORECASE,
)
# What is in a message before anyone typed.
_WRITES = re.compile(r"(?:sms|smsto|mailto):[^?]*\?(.*)", re.IGNORECASE | re.DOTALL)
# Three or four digits on their own, which only within the words of a link are a number without more ado.
_SHORT = re.compile(r"(?<![\w.,/-])[0-9]{3,4}(?!\w|[.,/-][0-9])")


class Told(NamedTuple):
    """What is wrong with a link: a code from problems.CODES, a Vietnamese sentence, how much it weighs."""

    code: str
    message: str
    level: Level = Level.ERROR


def number_in(href: str) -> str | None:
    """The number that a link dials, or writes to by a messenger, as it stands there; None when it leads elsewhere."""
    bare = unquote(_UNSEEN.sub("", href))
    match = _CALL.match(bare) or _MESSAGE.match(bare)
    return match[1] if match else None


def say_gone(written: str) -> str:
    """What an editor is told where a number stands that is taken off."""
    return f"số {written} đang tạm rút, trang bỏ đi. Xem câu còn đọc được không."


def judge(href: str, words: str, numbers: Numbers) -> Told | None:
    """What is wrong with a link that dials or begins a message; None when nothing is, and for every other link."""
    written = number_in(href)
    return (_judge_dialed(href, written, words, numbers) if written is not None else None) or _judge_message(
        href, numbers
    )


def _judge_message(href: str, numbers: Numbers) -> Told | None:
    message = _WRITES.match(unquote(_UNSEEN.sub("", href)))
    found = spotting.find(message[1].replace("=", " ")) if message else []
    if other := next((one for one in found if not numbers.is_known(one.digits)), None):
        return Told("phone-in-text", f"tin nhắn soạn sẵn có số {other.written} mà data/ không có.")
    if gone := next((one for one in found if one.digits in numbers.gone), None):
        return Told("taken-off", say_gone(gone.written), Level.WARNING)
    return None


def _judge_dialed(href: str, written: str, words: str, numbers: Numbers) -> Told | None:
    digits, is_call = phones.dialed(written), _CALL.match(_UNSEEN.sub("", href)) is not None
    if not numbers.is_known(digits):
        message = f"số “{written[:40]}” trong liên kết không phải số của đường dây nào trong data/."
        return Told("tel" if is_call else "phone-in-text", message)
    if is_call and written != digits:
        return Told(
            "tel",
            f"số “{written[:40]}” trong liên kết phải viết liền: {href.partition(':')[0].strip().lower()}:{digits}.",
        )
    if digits in numbers.gone:
        return Told("taken-off", say_gone(digits), Level.WARNING)
    if digits in numbers.former:
        return Told("tel", f"số {digits} là số cũ, không còn gọi được. Viết số hiện nay, hoặc để số này là chữ thường.")
    if other := other_than(digits, words, numbers):
        return Told("tel", f"chữ của liên kết nói {other}, mà bấm vào thì gọi {digits}. Sửa cho khớp.")
    if other := _whom_else(digits, words, numbers):
        message = f"chữ của liên kết nói {other}, mà bấm vào thì gọi {digits}. Sửa cho khớp; gọi {digits} là đúng thì viết số ấy vào chữ."
        return Told("tel", message)
    return None


def other_than(digits: str, words: str, numbers: Numbers) -> str:
    """A number that words name though what they stand on dials `digits`, one that is taken off aside; '' for none."""
    return min(_named(words, numbers) - {digits} - numbers.gone, default="")


def _whom_else(digits: str, words: str, numbers: Numbers) -> str:
    """“công an (113)” where words without a number name whom it reaches, and `digits` reach another who is called something; or ''."""
    reached = {name for name, number in numbers.called if number == digits}
    if not reached or _named(words, numbers):
        return ""
    found = [
        (name, number)
        for name, number in sorted(numbers.called)
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE)
    ]
    return f"{found[0][0]} ({found[0][1]})" if found and reached.isdisjoint(name for name, _ in found) else ""


def _named(words: str, numbers: Numbers) -> set[str]:
    """The numbers that a link's words name; a short one that no line has only when nothing names what is dialed."""
    named = {found.digits for found in spotting.find(words)}
    short = set(_SHORT.findall(words))
    named |= {number for number in short if numbers.is_known(number)}
    return named or {number for number in short if number.startswith("1")}
