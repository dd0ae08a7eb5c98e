"""What differs between two commits in what people write: pages, number by number and link by link, and mkdocs.yml.

A reviewer is told old → new in the words that readers get, because a number in a sentence is dialed like one in data/.
"""

from __future__ import annotations

import contextlib
import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import markdown as python_markdown

from facts.judging import settings
from facts.numbers import spotting
from facts.numbers.phones import dialed as digits_of
from facts.numbers.phones import grouped
from facts.reading import as_made, layers, markdown
from facts.reading.markdown import FRONT_MATTER, MarkdownPage
from facts.site.dialing import number_in

_BLOCK = re.compile(r"\{\{(.*?)\}\}")
# Where readers meet a setting; the rest is of the machine.
_SEEN = {
    "site_name": "tên trang, ở mọi trang", "site_description": "lời giới thiệu khi chia sẻ", "extra.province": "tờ in, lịch, dữ liệu",
    "extra.quiet_name": "tên các trang yên tĩnh", "extra.operator": "ai phụ trách, ở chân mọi trang",
    "extra.contact.email": "địa chỉ báo sai, ở chân mọi trang", "extra.contact.phone": "số báo sai, ở chân mọi trang",
    "extra.exit_url": "nơi nút Thoát dẫn tới, ở mọi trang",
}  # fmt: skip


@dataclass(frozen=True)
class Rewritten:
    """One thing in a page or in mkdocs.yml, before and after; None where there was or is none."""

    path: str
    what: str
    old: str | None
    new: str | None


def between(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[Rewritten, ...]:
    """Everything that differs, of files path → bytes: settings first, then pages in the order of their paths."""
    found = list(_settings(before.get(settings.FILE, b""), after.get(settings.FILE, b"")))
    converter = as_made.converter(as_made.OURS)
    pages = sorted(path for path in {*before, *after} if path.startswith("docs/") and path.endswith(".md"))
    for path in pages:
        if before.get(path) != after.get(path):
            found += _page(path, before.get(path), after.get(path), converter)
    return tuple(found)


def _pairs(path: str, what: str, old: list[str], new: list[str]) -> Iterator[Rewritten]:
    """What only one side has, side by side in their order."""
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    was, now = ([one for one in dict.fromkeys(side) if one in odd] for side, odd in ((old, gone), (new, come)))
    for index in range(max(len(was), len(now))):
        yield Rewritten(path, what, was[index] if index < len(was) else None, now[index] if index < len(now) else None)


def _settings(old: bytes, new: bytes) -> Iterator[Rewritten]:
    was, now = (settings.flat(text.decode("utf-8", "replace")) for text in (old, new))
    for key in dict.fromkeys((*now, *was)):
        if was.get(key) != now.get(key):
            what = f"{key} ({_SEEN[key]})" if key in _SEEN else key
            yield Rewritten(settings.FILE, what, was.get(key) or None, now.get(key) or None)


def _page(path: str, old: bytes | None, new: bytes | None, converter: python_markdown.Markdown) -> Iterator[Rewritten]:
    sides = [_Side.of(path, content, converter) for content in (old, new)]
    was, now = sides
    yield from _pairs(path, "số trong bài", was.numbers, now.numbers)
    for words in dict.fromkeys((*now.links, *was.links)):
        yield from _pairs(path, f"liên kết “{words[:60]}”", was.links.get(words, []), now.links.get(words, []))
    for name in dict.fromkeys((*now.meta, *was.meta)):
        if was.meta.get(name) != now.meta.get(name):
            yield Rewritten(path, FRONT_MATTER.get(name, name), was.meta.get(name), now.meta.get(name))
    yield from _pairs(path, "khối", was.blocks, now.blocks)
    for tag, a, b, c, d in difflib.SequenceMatcher(a=was.texts, b=now.texts, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _pairs(path, "chữ", was.texts[a:b], now.texts[c:d])


@dataclass(frozen=True)
class _Side:
    """One page of one commit, as lists to be compared."""

    meta: Mapping[str, str]
    numbers: list[str]
    links: Mapping[str, list[str]]
    blocks: list[str]
    texts: list[str]

    @classmethod
    def of(cls, path: str, content: bytes | None, converter: python_markdown.Markdown) -> _Side:
        page = _parted(path, content)
        blocks = [match[1].strip() for match in _BLOCK.finditer(page.body)]
        found = as_made.Made(texts=page.body.split("\n"))
        if not any(markdown.too_much_in(page.body)):  # else the check refuses it, and Markdown would take minutes
            with contextlib.suppress(RecursionError):
                found = as_made.make(converter, _BLOCK.sub(" ", page.body))
        numbers = [
            grouped(one.digits) for text in (*found.texts, *blocks, *page.meta.values()) for one in spotting.find(text)
        ]
        links: dict[str, list[str]] = {}
        for link in found.links:
            links.setdefault(link.words, []).append(link.href)
            if (number := number_in(link.href)) is not None:
                numbers.append(grouped(digits_of(number)))
        for picture in found.pictures:
            links.setdefault("(hình)", []).append(picture)
        return cls(page.meta, numbers, links, blocks, found.texts)


def _parted(path: str, content: bytes | None) -> MarkdownPage:
    text = (content or b"").decode("utf-8", "replace").replace("\r\n", "\n")
    return markdown.split(text, path, markdown.url_of(layers.below(path)))


# --- by headings ---------------------------------------------------------------------------------------------------


class Section(NamedTuple):
    """A part of a page written by hand, by its heading ('' for what stands before the first), and what befell it."""

    heading: str
    how: Literal["new", "changed", "gone"]


def by_headings(path: str, base: Mapping[str, bytes], head: Mapping[str, bytes]) -> tuple[Section, ...]:
    """The parts of a page that are new, changed or gone, as `head` has them and then those that only `base` had."""
    if not path.endswith(".md"):
        return ()
    before, after = (_under_headings(side.get(path, b"").decode("utf-8", "replace")) for side in (base, head))
    new = [Section(one, "changed" if one in before else "new") for one in after if before.get(one) != after[one]]
    return (*new, *(Section(one, "gone") for one in before if one not in after))


def _under_headings(text: str) -> dict[str, str]:
    """The text of a page under each of its headings; spaces and line ends count for nothing."""
    found: dict[str, list[str]] = {}
    heading, fence = "", ""
    for line in text.splitlines():
        mark = re.match(r" {0,3}(```|~~~)", line)
        fence = ("" if fence == mark[1] else fence or mark[1]) if mark else fence
        if not fence and (title := re.match(r"##{1,5} +(\S.*)", line.rstrip())):
            heading, line = _without_attributes(title[1]), ""
        found.setdefault(heading, []).extend(line.split())
    return {heading: " ".join(words) for heading, words in found.items() if heading or words}


def _without_attributes(heading: str) -> str:
    """The words of a heading, without what stands in braces behind them: `Nơi hỏi { #hoi }` → `Nơi hỏi`."""
    begins = heading.find("{", 1) if heading.endswith("}") else -1
    return heading[:begins].rstrip() if begins > 0 else heading
