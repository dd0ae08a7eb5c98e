"""Markdown pages: what they name in data/, what is wrong with them, and their blocks turned into HTML.

Grammar: `{{ name("a", b="c") }}`, alone on its line or, for inline blocks, within a sentence; links to records
are written `[words](facts:kind/id)`. Nothing in braces reaches the site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

from markupsafe import escape

from facts.judging import (
    as_read,
    begun,
    by_hand,
    corners,
    covering,
    in_texts,
    law,
    made_up,
    markup,
    nation,
    own_sentences,
    pins,
    prose,
    province,
    series,
    settings,
    withdrawing,
)  # fmt: skip
from facts.judging.as_read import MOST_TOLD, Judge, Outcome
from facts.judging.leads import Leads
from facts.problems import Level, Problem, in_order
from facts.project import opened
from facts.project.apart import Apart
from facts.project.asked import through
from facts.project.held import names_below, state_of
from facts.project.memory import NOTHING, Memory
from facts.reading import layers, local
from facts.reading.as_made import Made, settings_of
from facts.reading.markdown import MarkdownPage, files, read_pages
from facts.records import when
from facts.records.addresses import source_path
from facts.records.models import Commune, Document, Gap, Hotline, Record
from facts.rendering import blocks, catalog, said_once
from facts.rendering.blocks import BlockError, Context
from facts.rendering.converter import Converter
from facts.rendering.rendered import BlockHtml, Body
from facts.site import gaps, moved, off
from facts.site.standing import Numbers
from facts.site.store import Facts, Key

BLOCKS = catalog.BLOCKS  # importing the catalog is what offers its blocks

_BRACES = re.compile(r"\{\{(.*?)\}\}|\{\{|\{%|\}\}")
_FACTS_LINK = re.compile(r"\]\(facts:([^)\s]*)\)")


def written(root: Path) -> Iterator[tuple[str, Path, str | None]]:
    """Every page of both layers: the path that MkDocs knows it by, its file, and its path to an editor; None for who edits none."""
    for source, file in files(root):
        yield source, file, None if layers.is_shipped(file) else layers.path_of(file, root)


def cited(pages: Iterable[MarkdownPage], kept: Memory = NOTHING) -> dict[Key, tuple[tuple[str, str], ...]]:
    """The records that pages name in blocks and links, each with the (address, title) of the pages that name it.

    Under ("meanwhile", id) those on health whose own number a line is: what to do until somebody comes.
    """
    found: dict[Key, dict[tuple[str, str], None]] = {}
    for page in pages:
        for key in kept.get(("cited", page.path), page.all, partial(_cited, page)):
            found.setdefault(key, {})[(page.url, page.meta.get("title", page.url))] = None
    return {key: tuple(named) for key, named in found.items()}


def _cited(page: MarkdownPage) -> list[Key]:
    own = [("meanwhile", page.meta["call"])] if page.meta.get("call") and page.meta.get("field") == "health" else []
    return list(dict.fromkeys([*own, *(key for _, key in _named(page.body))]))


def _braces(body: str) -> Iterable[re.Match[str]]:
    """All that stands in braces in a body, and braces of no pair; sought only where there is one, as on few pages."""
    return _BRACES.finditer(body) if "{" in body or "}" in body else ()


def _named(body: str) -> Iterator[tuple[int, Key]]:
    """Yield (offset, key) for every record that a body names."""
    for match in _braces(body):
        try:
            name, args, kwargs = blocks.parse_call((match[1] or "").strip())
        except BlockError:
            continue
        if (block := BLOCKS.get(name)) and block.names:
            yield from ((match.start(), (block.names, str(arg))) for arg in args)
        if "source" in kwargs:
            yield match.start(), ("sources", str(kwargs["source"]))
    for link in _FACTS_LINK.finditer(body):
        kind, _, id = link[1].partition("/")
        yield link.start(1), (kind, id)


Tell = Callable[[int, str, str], None]


def expand(body: str, context: Context, source: str, tell: Tell) -> Body:
    """Turn blocks and `facts:` links of a Markdown body into what MkDocs reads, and say what that was made of.

    `source` is the page's path below docs/, from which links to other Markdown files are made. Each mistake goes to
    `tell(offset, code, message)`; what it stood for is left out.
    """

    def one_block(match: re.Match[str]) -> str | BlockHtml:
        if match[1] is None:
            if match.start() in over_lines:
                tell(match.start(), "block", "khối này xuống dòng ở giữa. Viết cả khối trên một dòng.")
            elif match.start() not in over_lines.values():
                tell(match.start(), "block", "dấu {{ hoặc {% mở mà không đóng, hoặc đóng mà không mở.")
            return ""
        call = match[1].strip()
        if _in_link(body, match):
            tell(match.start(), "block", "khối không đứng trong liên kết. Đặt khối ngoài dấu [ ] và ( ).")
            return ""
        try:
            html = blocks.render(call, context)
        except BlockError as error:
            tell(match.start(), error.code, str(error))
            return ""
        name = blocks.parse_call(call)[0]
        is_inline = BLOCKS[name].is_inline
        if not is_inline and not _is_alone(body, match):
            tell(match.start(), "block", f"khối {name} phải đứng một mình trên một dòng.")
            return ""
        return _as_words(html) if is_inline else BlockHtml(html)

    def one_link(match: re.Match[str], start: int) -> str:
        kind, _, id = match[1].partition("/")
        try:
            record = context.record(kind, id)
        except BlockError as error:
            tell(start, error.code, str(error))
            return "](#)"
        return f"]({_from(source, source_path(kind, id))}){_standing(record, context, source)}"

    def links(first: int, last: int) -> str:
        return _FACTS_LINK.sub(lambda match: one_link(match, first + match.start()), body[first:last])

    alone = [match for match in _braces(body) if match[1] is None]
    over_lines = {one.start(): then.start() for one, then in pairwise(alone) if (one[0], then[0]) == ("{{", "}}")}
    parts: list[str | BlockHtml] = []
    last = 0
    for match in _braces(body):  # text between blocks is an editor's; what blocks render is ours
        parts += [links(last, match.start()), one_block(match)]
        last = match.end()
    parts.append(links(last, len(body)))
    shown, once = said_once.gather(parts)
    return Body(shown, replace(context.trace.seen(), said_once=once))


_TAG_ENTITY_OR_SIGN = re.compile(r"<[^>]*>|&[#\w]+;|([!-/:-@\[-`{-~])")


def _as_words(html: str) -> str:
    """HTML within a sentence, where Markdown reads on: every sign of its text as an entity, so that it stays text."""
    return _TAG_ENTITY_OR_SIGN.sub(lambda found: f"&#{ord(found[1])};" if found[1] else found[0], html)


def _standing(record: Record | Commune, context: Context, source: str) -> str:
    """What a sentence that names a record says after its name: taken off and why, or superseded by what."""
    if isinstance(record, Record) and context.site.is_off(record):
        why = record.because if record.publish == "withdrawn" else "đã quá lâu chưa ai đối chiếu lại"
        return _as_words(str(escape(f" (tạm rút: {why.rstrip('.')})" if why else " (tạm rút)")))
    if (
        isinstance(record, Document)
        and record.superseded_by
        and context.site.facts.has("documents", record.superseded_by)
    ):
        newer = context.record(Document, record.superseded_by)
        return f" (đã được thay bằng [{_as_words(str(escape(newer.name)))}]({_from(source, source_path('documents', newer.id))}))"
    if isinstance(record, Document) and when.has_ended_parts(record, context.site.today):
        return " (một phần đã hết hiệu lực)"
    return ""


def _in_link(body: str, match: re.Match[str]) -> bool:
    """True for a block that is the words of a link, or where it leads."""
    return body.startswith("](", match.end()) or body.endswith("](", 0, match.start())


def _is_alone(body: str, match: re.Match[str]) -> bool:
    start = body.rfind("\n", 0, match.start()) + 1
    end = body.find("\n", match.end())
    return not body[start : match.start()].strip() and not body[match.end() : end if end >= 0 else len(body)].strip()


def _from(source: str, target: str) -> str:
    return "../" * source.count("/") + target


def check_page(page: MarkdownPage, context: Context, judge: Judge) -> Iterator[Problem]:
    """Everything wrong with one page: front matter, markup, blocks, records, and what Markdown made of it."""
    yield from page.problems
    yield from markup.check(page)
    kind, _, id = page.meta.get("record", "").partition("/")
    if id and not (context.site.facts.has(kind, id) or (kind, id) in context.wrong.keys):
        yield Problem(page.places["record"], "unknown-record", f"record: không có {kind}/{id} trong data/.")
    yield from _declared_call(page, context)
    yield from prose.reviewed_later(page, context.site.today)
    found: list[Problem] = []

    def tell(offset: int, code: str, message: str) -> None:
        if code:  # else it is told elsewhere
            found.append(Problem(page.place(offset), code, message))

    body = expand(page.body, context.at(page.url), page.source, tell)
    yield from found
    for offset, (kind, id) in _named(page.body):
        gap = context.site.facts.find(Gap, id) if kind == "gaps" else None
        if gap and gap.answered_by:
            message = f"{gaps.say_answered(gap)} Viết lại chỗ này theo đó, rồi bỏ “{id}” ở đây."
            yield Problem(page.place(offset), "answered-gap", message, Level.WARNING)
    yield from judge.page(page, body)


def _declared_call(page: MarkdownPage, context: Context) -> Iterator[Problem]:
    """What is wrong with the line that a page's front matter puts first at the thumb."""
    if id := page.meta.get("call"):
        try:
            line = context.record(Hotline, id)
        except BlockError as error:
            if error.code:  # else it is told elsewhere
                yield Problem(page.places["call"], error.code, f"call: {error}")
        else:
            if not line.permanent:
                codes = ", ".join(one.id for one in context.site.facts.hotlines if one.permanent)
                say = f"call: {id} không phải số ngắn quốc gia (permanent: true). Chọn một: {codes}."
                yield Problem(page.places["call"], "front-matter", say)


def read_site(
    root: Path,
    today: date,
    drafts: bool = False,
    kept: Memory = NOTHING,
    converter: Converter | None = None,
    pages: Sequence[MarkdownPage] | None = None,
) -> tuple[Facts, list[Problem]]:
    """Read data/ and docs/ below `root` and judge them on the day `today`: the facts and every problem, in order.

    `kept`: what was judged before, and is judged again when anything changed that it was judged by. `converter` has what
    it made of pages for the build, which has read `pages`.
    """
    pages = read_pages(root, kept.get) if pages is None else pages
    named = cited(pages, kept)
    read = opened.read(root, today, drafts, named, kept)
    facts = replace(read.facts, named_on=named)
    numbers = Numbers.of(facts, today)
    beside = _Beside.of(root, numbers) if kept.is_on else _Beside()
    site = _Site(root, today, kept, read, facts, pages, numbers, beside)
    if converter is None:
        converter = as_read.converter(root)
        converter.build_follows = False
    problems = [*read.problems, *site.as_written(), *site.as_made(converter)]
    problems += markup.check_files(root)
    return facts, in_order(withdrawing.unhindered(problems, facts.taken_off))


@dataclass(frozen=True)
class _Beside:
    """What stands for all that a page is judged by beside itself; where nothing is kept nobody asks, and it is empty."""

    numbers: tuple[list[str], ...] = ()
    templates: bytes = b""
    names: Sequence[str] = ()  # of every file that a link may lead to
    settings: tuple[object, ...] = ()

    @classmethod
    def of(cls, root: Path, numbers: Numbers) -> _Beside:
        settings = (repr(settings_of(root)), state_of(*sorted(root.glob("*.yml"))))
        return cls(known(numbers), state_of(root / "overrides"), names_below(*layers.both(root, "docs")), settings)


@dataclass(frozen=True)
class _Site:
    """Records and pages as they were read, to be judged once."""

    root: Path
    today: date
    kept: Memory
    read: opened.Read
    facts: Facts  # as read, with the pages that name each record
    pages: Sequence[MarkdownPage]
    numbers: Numbers
    beside: _Beside

    def as_written(self) -> Iterator[Problem]:
        """What is wrong with records, pages and settings whatever Markdown makes of them."""
        root, facts, pages, numbers, beside = self.root, self.facts, self.pages, self.numbers, self.beside
        kept, of_tables = self.kept, self.read.state_of_tables
        apart = Apart(kept, self.read, pages)
        gaps_found = apart.state_of(["gaps"]) if kept.is_on else b""
        urls = [page.url for page in pages]
        there = " ".join(sorted(f"{kind}/{id}" for kind, id in facts.known())) if kept.is_on else ""
        of_others = (of_tables, beside.numbers, beside.settings, beside.names)
        yield from apart.problems("prose", prose.check, ["communes"])
        yield from apart.problems("by hand", by_hand.check, ["gaps"])
        yield from kept.get(
            "templates", (beside.templates, gaps_found), lambda: [*by_hand.check_templates(facts, root)]
        )
        yield from by_hand.check_twice(facts)
        yield from apart.problems("law", law.check, ["documents"])
        yield from apart.problems("made up", lambda facts, pages: made_up.check(facts, pages, root), of=beside.settings)
        yield from made_up.check_settings(root)
        yield from apart.problems(
            "corners", lambda facts, pages: corners.check(facts, pages, numbers), of=beside.numbers
        )
        yield from kept.get("corners", of_others, lambda: [*corners.check_others(facts, root, numbers)])
        yield from apart.problems("nation", lambda facts, pages: nation.check(facts, pages, root))
        yield from apart.problems("in texts", in_texts.check)
        yield from series.check(pages)
        yield from begun.check(facts, pages)
        yield from own_sentences.check(pages, local.sentences(root))
        yield from apart.problems("covering", lambda facts, pages: covering.check(facts, root))
        yield from covering.check_others(facts, pages, root)
        yield from moved.check(facts, urls, self.today)
        yield from settings.check(root)
        yield from province.check(facts, root)
        yield from kept.get("pins", (of_tables, there, urls), lambda: [*pins.check(facts, urls)])
        yield from off.check(facts, numbers.gone, self.today)

    def as_made(self, converter: Converter) -> Iterator[Problem]:
        """What is wrong with what Markdown makes of each page, and where its links lead."""
        judge = self._judge(converter)
        context = Context.of(self.facts, self.today, renders=False)
        if self.kept.is_on:
            self.read.name(self.kept.watch)
            context = through(self.kept.watch, context)
        judged = {page.path: self._judge_page(page, context, judge) for page in self.pages}
        for one in judged.values():
            yield from one.problems
        yield from self._leads(context, judge, judged).check()

    def _judge(self, converter: Converter) -> Judge:
        """The judge of pages, who reads no page again that is the same."""
        kept, beside = self.kept, self.beside
        # Of what a page is made in blocks, Markdown sees but the places: a fact that changes in them changes nothing of that.
        if kept.is_on:
            converter.remember = lambda text, make: kept.get(
                ("converted", kept.watch.digest(text)), beside.settings, make
            )
        judge = Judge(converter, self.numbers, is_of_site=(self.root / settings.FILE).is_file())

        def keep_read(page: MarkdownPage, body: Body, make: Callable[[], Outcome]) -> Outcome:
            of = (page.all, body.markdown, body.blocks, beside.numbers, beside.settings)
            return kept.get(("as read", page.path), of, make)

        judge.keep = keep_read
        return judge

    def _judge_page(self, page: MarkdownPage, context: Context, judge: Judge) -> _Judged:
        kept, beside = self.kept, self.beside
        return kept.get(
            ("judged", page.path),
            (page.all, self.today, beside.numbers, beside.templates, beside.settings),
            partial(_judged, page, context, judge, kept.watch.digest if kept.is_on else None),
        )

    def _leads(self, context: Context, judge: Judge, judged: Mapping[str, _Judged]) -> Leads:
        """What judges links, who follows no page's links again while it and all pages that it may lead to are the same."""
        kept, beside = self.kept, self.beside
        of = {page.path: (page.all, judged[page.path].state) for page in self.pages}

        def keep(path: str, lead: Callable[[], Iterable[Problem]]) -> Iterable[Problem]:
            return kept.get(("leads", path), (of[path], shared), lambda: tuple(lead()))

        def keep_anchors(path: str, find: Callable[[], frozenset[str]]) -> frozenset[str]:
            return kept.get(("anchors", path), shared, find)

        def paths() -> frozenset[str]:
            return kept.get("paths", (), partial(_exported, context))

        made = _Made(judge.made, kept, {path for path, one in judged.items() if one.is_made})
        anchors = keep_anchors if kept.is_on else None
        leads = Leads(self.root, self.pages, made, self.facts, context, paths, keep, anchors)
        shared: tuple[object, ...] = ()
        if kept.is_on:
            led_to = {path: one.led_to for path, one in judged.items()}
            shared = (
                led_to, leads.beside, beside.numbers, beside.names, beside.templates, beside.settings, self.today,
            )  # fmt: skip
        return leads


def _exported(context: Context) -> frozenset[str]:
    from facts.exports import files  # all formats, for which a check that asks for none should not wait

    return files.paths(context.site)


class _Judged(NamedTuple):
    problems: tuple[Problem, ...]
    led_to: tuple[str, ...]  # all of the page that decides where a link to it leads
    is_made: bool  # by Markdown; not where it lies too deep, or where too much was told before
    state: bytes  # stands for what came of it; said once, for it takes long


def _judged(page: MarkdownPage, context: Context, judge: Judge, digest: Callable[[object], bytes] | None) -> _Judged:
    problems = tuple(islice(check_page(page, context, judge), MOST_TOLD))
    made = judge.made.get(page.path)
    return _Judged(problems, _led_to(page, made), made is not None, digest(made) if digest else b"")


class _Made(Mapping[str, Made]):
    """What Markdown made of pages, now or before: nearly always nobody asks."""

    def __init__(self, now: Mapping[str, Made], kept: Memory, paths: Collection[str]) -> None:
        self._now, self._kept, self._paths = now, kept, paths

    def __getitem__(self, path: str) -> Made:
        if path not in self._paths:
            raise KeyError(path)
        return self._now[path] if path in self._now else self._kept.last(("as read", path))[1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _led_to(page: MarkdownPage, made: Made | None) -> tuple[str, ...]:
    """All of a page that decides where a link to it leads."""
    return (*sorted(made.ids), *(match[0] for match in _braces(page.body))) if made else (page.body,)


def known(numbers: Numbers) -> tuple[list[str], ...]:
    """All that a page is judged by of numbers and of what was told wrong, in order."""
    wrong = numbers.wrong
    keys = [f"{kind}/{id}" for kind, id in sorted(wrong.keys)]
    called = [f"{name} {digits}" for name, digits in numbers.called]
    found = (
        numbers.live,
        numbers.former,
        numbers.gone,
        called,
        keys,
        wrong.texts,
        wrong.tables,
        [str(wrong.has_table)],
    )
    return tuple(sorted(one) for one in found)
