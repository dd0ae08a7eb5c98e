"""A day that a page would say again and again is said once, at its head: in its place only a day that differs is left.

A page of law showed “đối chiếu 24/11/2026” twenty-six times, and nobody saw the one that was older.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from facts.rendering.rendered import BlockHtml, SaidOnce
from facts.site.words import say_day

CHECKED, SOUGHT = "checked", "sought"
_WORDS = {CHECKED: "đối chiếu", SOUGHT: "tìm đến"}
# What stands for a day that the page says once; a link must have words.
_INSTEAD = {CHECKED: _WORDS[CHECKED], SOUGHT: "đang tìm"}
_TIME = r'<time class="(checked|sought)" datetime="([0-9-]{10})">([^<]*)</time>'
_MARKED = re.compile(_TIME)
_APART = re.compile(rf"(?:(\s*·\s*)|(\s*(?:\(|&#40;))|(<a [^>]*>))?{_TIME}(?:(\)|&#41;)|(\s*·\s*))?")
_EMPTY = re.compile(r'<(p|div) class="proof">\s*</\1>')


def mark(kind: str, day: date) -> Markup:
    """A day in its place, until the page is whole: “đối chiếu 24/11/2026”."""
    return Markup('<time class="{}" datetime="{}">{} {}</time>').format(kind, day, _WORDS[kind], say_day(day))


def gather(parts: Sequence[str | BlockHtml]) -> tuple[tuple[str | BlockHtml, ...], SaidOnce]:
    """The parts of a page without the day that most of them have, where two or more have it; and that day."""
    found: dict[str, Counter[str]] = {CHECKED: Counter(), SOUGHT: Counter()}
    for part in parts:
        for kind, day, _ in _MARKED.findall(part if isinstance(part, str) else part.html):
            found[kind][day] += 1
    most = {kind: days.most_common(1)[0] for kind, days in found.items() if days}
    once = {kind: day for kind, (day, count) in most.items() if count > 1}
    said = SaidOnce(
        {kind: date.fromisoformat(day) for kind, day in once.items()},
        frozenset(kind for kind in once if len(found[kind]) > 1),
    )

    def shown(match: re.Match[str]) -> str:
        before, opened, linked, kind, day, words, closed, after = match.groups()
        around = (before or opened or linked or "", closed or after or "")
        if once.get(kind) != day:
            return f"{around[0]}{words}{around[1]}"
        if linked:
            return f"{linked}{_INSTEAD[kind]}{around[1]}"
        return " · " if before and after else ""

    def without(html: str) -> str:
        return _EMPTY.sub("", _APART.sub(shown, html)) if "<time class=" in html else html

    return tuple(without(p) if isinstance(p, str) else replace(p, html=without(p.html)) for p in parts), said
