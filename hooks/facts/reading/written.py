"""Where in a Markdown body something was written that is only known from what was made of it."""

from __future__ import annotations

import re

from facts.numbers.spotting import find_in_html

# What may stand between two signs of a text that a reader sees without it: marks, tags, spaces, a backslash.
_BETWEEN = r"(?:[\s\\*_~`]|<[^<>]*>|&(?:nbsp|shy|#160|#xa0|#8203|#x200b);)*"
_BEFORE_TARGET = re.compile(r"\]\(\s*<?\s*\Z")
_BEFORE_DEFINED = re.compile(r"^ {0,3}(\[)[^\[\]\n]*\]:\s*<?\s*\Z", re.MULTILINE)
_DIALING = re.compile(r"(?<=\]\()[^()\s]*(?:tel|sms):[^()]*(?=\))", re.IGNORECASE)
_BEFORE_BARE = re.compile(r"<\s*\Z")


def places(body: str, text: str) -> list[int]:
    """Offsets at which a text stands in a body, however its signs are escaped, spaced or marked."""
    signs = [_sign(sign) for sign in text if not sign.isspace()]
    return [match.start() for match in re.finditer(_BETWEEN.join(signs), body)] if signs else []


def _sign(sign: str) -> str:
    return rf"(?:{re.escape(sign)}|&#0*{ord(sign)};?|&#[xX]0*{ord(sign):x};?)"


def place_of(body: str, text: str, nth: int = 0) -> int | None:
    """The offset of the `nth` place (from 0) of a text, or of the last one; None when it stands nowhere."""
    found = places(body, text)
    return found[min(nth, len(found) - 1)] if found else None


def place_of_number(body: str, digits: str, nth: int = 0) -> int | None:
    """Where the `nth` of the numbers with these digits is written, in whatever spelling; links that dial it are not words."""
    found = [one.start for one in find_in_html(_DIALING.sub(lambda m: " " * len(m[0]), body)) if one.digits == digits]
    return found[min(nth, len(found) - 1)] if found else place_of(body, digits, nth)


def place_of_definition(body: str, label: str) -> int:
    """Where the address of a link by its label is defined; labels have no case."""
    words = r"\s+".join(map(re.escape, label.split()))
    found = re.search(rf"^ {{0,3}}\[\s*{words}\s*\]:", body, re.IGNORECASE | re.MULTILINE)
    return found.start() if found else 0


def place_of_link(body: str, href: str, words: str, nth: int = 0) -> int | None:
    """Where the `nth` link (from 0) to `href` is written: at its `[`, else at its address; None when it cannot be found."""
    target = place_of(body, href, nth)
    if target is None:  # in HTML, its address in signs that only a browser reads
        found = place_of(body, f"[{words}]", nth)
        return place_of(body, f">{words}<", nth) if found is None else found
    if opening := _BEFORE_TARGET.search(body, 0, target):
        return _opened(body, opening.start())
    if defined := _BEFORE_DEFINED.search(body, 0, target):
        used = place_of(body, f"[{words}]", nth)
        return defined.start(1) if used is None else used
    bare = _BEFORE_BARE.search(body, 0, target)
    return bare.start() if bare else target


def _opened(body: str, closing: int) -> int:
    """Where the bracket was opened that closes at `closing`; a backslash takes its meaning from the next one."""
    depth = 0
    for at in range(closing, -1, -1):
        if body[at] in "[]" and body[at - 1 : at] != "\\":
            depth += 1 if body[at] == "]" else -1
            if depth == 0:
                return at
    return closing
