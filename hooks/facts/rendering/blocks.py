"""Records to HTML: the blocks an editor places by name in Markdown, rendered through overrides/blocks/*.html.

Autoescape is on, an undefined name is an error, and every link goes through `link(kind, id)`, so a value from data/
can never become markup and a link can never lead nowhere. A rendered block is one line of HTML: Markdown leaves it be.
"""

from __future__ import annotations

import ast
import difflib
import inspect
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload
from urllib.parse import quote

from markupsafe import Markup

from facts.numbers import spotting
from facts.numbers.phones import dialed
from facts.records import addresses, when
from facts.records.addresses import address, edit_link, former_unit, relative
from facts.records.kinds import KINDS
from facts.records.models import ID, UNKNOWN_BASIS, Commune, Record, Source
from facts.records.nearness import near
from facts.rendering import qr, said_once
from facts.rendering.rendered import Trace
from facts.site import gaps, moved, off, row
from facts.site.site import Settings, Site
from facts.site.standing import Numbers
from facts.site.store import AnyRecord, Facts, Wrong, name_of
from facts.site.words import FILTERS, LABELS

if TYPE_CHECKING:  # who only judges renders next to nothing, and should not wait for a language of templates
    import jinja2

TEMPLATES = Path(__file__).resolve().parents[3] / "overrides" / "blocks"
# What templates ask of days; whether a record is shown they ask the site.
WHEN = {name: getattr(when, name) for name in ("promise_ends_on", "is_source_old", "has_ended_parts")}
STANDS_FOR_A_BLOCK = Markup("<hr>")  # where nothing is rendered: Markdown reads on as it would below the block


class BlockError(ValueError):
    """A block that cannot be rendered: `code` from problems.CODES and a Vietnamese sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class ToldElsewhereError(BlockError):
    """The block names a record that was told wrong, at its own line: there is nothing to tell here."""

    def __init__(self) -> None:
        super().__init__("", "")


@dataclass(frozen=True)
class Context:
    """What a block is rendered with: the site, the page's site-relative address, and what may be said in a page's words."""

    site: Site
    numbers: Numbers  # what each number is, to take those that are gone out of words that are not of data/
    wrong: Wrong  # records that were told wrong, at their own lines
    url: str = ""
    renders: bool = True  # False: a block that stands alone is judged and gives a stand-in, in half the time
    sizes: Mapping[str, int] = field(default_factory=dict)  # of the files for other programs, in bytes, by path
    tried: Mapping[str, str] = field(default_factory=dict)  # the programs that read each of them
    said_files: tuple[tuple[str, str], ...] = ()  # those that the page of open data names, as (path, what it is)
    trace: Trace = field(default_factory=Trace)  # what this page asks for
    first: Context | None = field(default=None, repr=False, compare=False)  # whose pages share what is made once

    @classmethod
    def of(
        cls, facts: Facts, today: date, url: str = "", settings: Settings | None = None, renders: bool = True
    ) -> Context:
        """Render facts as they were read: what is taken off is taken out of them."""
        numbers = Numbers.of(facts, today, [settings.phone] if settings else ())
        return cls(Site.of(facts, today, settings, numbers), numbers, facts.wrong, url, renders)

    def at(self, url: str) -> Context:
        """The same context on another page, of which nothing was asked yet."""
        return replace(self, url=url, trace=Trace(), first=self.first or self)

    def rendering(self) -> Context:
        """The same context where blocks are rendered, whatever is done around them."""
        return self if self.renders else replace(self, renders=True, first=self.first or self)

    def lend(self, environment: jinja2.Environment) -> None:
        """Give other templates the filters, the addresses and the compiled code that blocks have."""
        from facts.rendering.templates import make_light

        environment.filters.update(FILTERS)
        environment.globals["addresses"] = addresses
        make_light(environment)

    def in_reach(self, declared: str, links: Iterable[str]) -> list[row.InReach]:
        """The numbers at the thumb of a page: those that stand everywhere, its own first (`row.row`)."""
        return row.row(self.site, declared, links)

    def take_off_html(self, html: str) -> str:
        """HTML that is not of data/ without the numbers that are taken off."""
        return off.html_without(html, self.gone)

    def anchors_taken_off(self, html: str) -> set[str]:
        """The anchors of such HTML that have another name then."""
        return off.anchors_with(html, self.gone)

    @cached_property
    def environment(self) -> jinja2.Environment:
        """The templates; made once and shared by every page."""
        if self.first:
            return self.first.environment
        from facts.rendering import templates

        environment = templates.environment(TEMPLATES)
        environment.filters.update(
            FILTERS, best=self.best, sought=lambda record: gaps.sought(self.site, record), qr=qr.draw
        )
        environment.globals.update(
            facts=self.site.facts,
            today=self.site.today,
            settings=self.site.settings,
            is_off=self.site.is_off,
            freshness=self.site.freshness,
            status=self.site.status,
            when=WHEN,
            **LABELS | {"LEVELS": LABELS["LEVELS"] | {"province": self.site.facts.province_type}},
            dialed=dialed,
            UNKNOWN_BASIS=UNKNOWN_BASIS,
            addresses=addresses,
        )
        return environment

    @property
    def gone(self) -> frozenset[str]:
        """The digits of every number that only withdrawn lines have."""
        return self.numbers.gone

    def take_off(self, text: str) -> str:
        """Words that are not of data/ without the numbers that are taken off."""
        return spotting.taken_out(text, self.gone)

    def link(self, kind: str, id: str) -> str:
        """A link to a record, relative to this page. Raises BlockError when there is no such record."""
        if not self.site.facts.has(kind, id):
            raise BlockError("unknown-record", f"không có {kind}/{id}.")
        self.trace.records.add((kind, id))
        return relative(address(kind, id), self.url)

    def checked(self, day: date) -> Markup:
        """“đối chiếu 05/12/2025”: the day a record was checked on, where a page does not say it once for all."""
        self.trace.checked_on.add(day)
        return said_once.mark(said_once.CHECKED, day)

    def sought_until(self, day: date) -> Markup:
        """“tìm đến 05/12/2025”: how long something was looked for in vain; the same."""
        return said_once.mark(said_once.SOUGHT, day)

    def dated(self, day: date) -> date:
        """A day on which something of the page itself changed: it is as new as that."""
        self.trace.checked_on.add(day)
        return day

    def edit(self, record: Record | Commune) -> str:
        """Where the host's editor opens a record's own file, communes at their line; '' while no host is set."""
        self.trace.records.add((record.kind, record.id))  # whatever is shown with a way to mend it is on the page
        return edit_link(self.site.settings.edit_uri, self.site.facts.edited_at(record.kind, record.id))

    def report(self, record: Record | Commune) -> str:
        """A mail with the record's id, file and line filled in, for someone without an account; '' while unset."""
        if not self.site.settings.email:
            return ""
        place = self.site.facts.positions[(record.kind, record.id)]
        body = f"{place.path}:{place.line}\r\n\r\n"
        subject = f"Báo sai {record.kind}/{record.id}"
        return f"mailto:{quote(self.site.settings.email, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"

    def old_ids(self, record: Record | Commune) -> tuple[str, ...]:
        """The anchors that data/moved.yml leads to this record's entry."""
        return self.old_anchors.get(address(record.kind, record.id), ())

    def old_ids_of_unit(self, name: str, code: str) -> tuple[str, ...]:
        """The same for a unit of before, whose name may have been misspelt."""
        return self.old_anchors.get(former_unit(name, code), ())

    @cached_property
    def old_anchors(self) -> dict[str, tuple[str, ...]]:
        """Old anchors by the address of the entry they lead to; read once and shared by every page."""
        return self.first.old_anchors if self.first else moved.anchors(self.site.facts)

    def best(self, ids: tuple[str, ...]) -> list[str]:
        """Sources by how good they are, then how new: what a reader short of time should see first."""
        grades = list(LABELS["GRADES"])
        found = [self.site.facts.get(Source, id) for id in ids if self.site.facts.has("sources", id)]
        found.sort(key=lambda source: source.published_on or "", reverse=True)
        return [source.id for source in sorted(found, key=lambda source: grades.index(source.grade))]

    def page(self, target: str) -> str:
        """A link to a page or file of the site, relative to this page."""
        return relative(target, self.url)

    def render(self, name: str, **values: Any) -> Markup:
        """Render overrides/blocks/<name>.html into one line of HTML."""
        if not self.renders:
            return STANDS_FOR_A_BLOCK
        html = self.environment.get_template(f"{name}.html").render(
            link=self.link, page=self.page, url=self.url, context=self, **values
        )
        return Markup(re.sub(r"\s*\n\s*", " ", html).strip())  # ours, escaped value by value

    @overload
    def record(self, kind: type[AnyRecord], id: str) -> AnyRecord: ...
    @overload
    def record(self, kind: str, id: str) -> Record | Commune: ...
    def record(self, kind: Any, id: str) -> Any:
        """One record, or a BlockError that names the nearest."""
        kind = name_of(kind)
        if kind not in KINDS:
            kinds = difflib.get_close_matches(kind, KINDS, 1)
            hint = f"Ý bạn là “{kinds[0]}”?" if kinds else "Viết loại/mã, ví dụ hotlines/tre-em."
            raise BlockError("unknown-record", f"“{kind[:40]}” không phải một loại. {hint}")
        if self.wrong.has(kind, id):
            raise ToldElsewhereError
        if not self.site.facts.has(kind, id):
            meant = near(id, self.site.facts.records.get(kind, {}), kind)
            hint = f" Ý bạn là “{meant}”?" if meant else ""
            raise BlockError("unknown-record", f"không có {KINDS[kind].label} “{id}”.{hint}")
        self.trace.records.add((kind, id))
        return self.site.facts.get(kind, id)


# --- the blocks ----------------------------------------------------------------------------------------------------


Maker = Callable[..., Markup]


@dataclass(frozen=True)
class Block:
    """A block: what makes it, and what editors are told of it."""

    make: Maker
    call: str  # how it is written, as an editor would
    says: str  # what it shows
    names: str = ""  # the kind of record that its positional arguments name, known before anything is rendered
    is_inline: bool = False  # it may stand within a sentence
    choices: Mapping[str, Collection[str]] = field(default_factory=dict)  # what an argument may be, where it is no id
    entries: str = ""  # the kind whose records it gives an entry each, at their id

    def calls(self) -> Iterator[str]:
        """Every way to write it, where its arguments are chosen and not ids."""
        name = self.make.__name__
        for values in product(*self.choices.values()):
            arguments = ", ".join(f'{key}="{value}"' for key, value in zip(self.choices, values, strict=True))
            yield f"{name}({arguments})"


BLOCKS: dict[str, Block] = {}


def block(
    call: str,
    says: str,
    *,
    names: str = "",
    inline: bool = False,
    choices: Mapping[str, Collection[str]] | None = None,
    entries: str = "",
) -> Callable[[Maker], Maker]:
    """Offer a function to editors as the block of its name; `call` and `says` are what the guide tells of it."""

    def register(function: Maker) -> Maker:
        BLOCKS[function.__name__] = Block(function, call, says, names, inline, choices or {}, entries)
        return function

    return register


def parse_call(text: str) -> tuple[str, list[Any], dict[str, Any]]:
    """Read `name("a", b="c")`: a block's name and its plain arguments. Raises BlockError; runs nothing."""
    name, args, kwargs = _parsed(text)
    return name, list(args), dict(kwargs)


@cache  # a check reads each call of a page about ten times
def _parsed(text: str) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    try:
        tree = ast.parse(text, mode="eval").body
        if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name):
            raise ValueError
        args = tuple(ast.literal_eval(arg) for arg in tree.args)
        kwargs = {str(k.arg): ast.literal_eval(k.value) for k in tree.keywords if k.arg}
        if len(kwargs) != len(tree.keywords) or not all(isinstance(v, str) for v in (*args, *kwargs.values())):
            raise ValueError
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        like = BLOCKS.get(re.split(r"\W", text)[0]) or BLOCKS["hotlines"]
        raise BlockError("block", f"khối viết chưa đúng mẫu. Viết như {{{{ {like.call} }}}}.") from None
    if not all(value.strip() for value in (*args, *kwargs.values())):
        raise BlockError("block", 'giữa hai dấu "" chưa có chữ nào. Điền vào, hoặc bỏ khối này.')
    return tree.func.id, args, tuple(kwargs.items())


def find(name: str) -> Block:
    """The block of that name, or a BlockError that names the nearest."""
    if name not in BLOCKS:
        like = difflib.get_close_matches(name, BLOCKS, 1)
        hint = f"Ý bạn là “{like[0]}”?" if like else f"Các khối: {', '.join(sorted(BLOCKS))}."
        raise BlockError("unknown-block", f"không có khối “{name[:40]}”. {hint}")
    return BLOCKS[name]


def render(text: str, context: Context) -> Markup:
    """Render one call as an editor wrote it, without its braces. Raises BlockError."""
    name, args, kwargs = parse_call(text)
    block = find(name)
    signature = _signature(block.make)
    args, kwargs = [_said(context, arg) for arg in args], {key: _said(context, arg) for key, arg in kwargs.items()}
    try:
        given = signature.bind(context, *args, **kwargs).arguments
    except TypeError:
        raise BlockError("block", f"khối {name} viết chưa đúng mẫu. Viết như {{{{ {block.call} }}}}.") from None
    for argument, choices in block.choices.items():
        _choose(argument, given[argument], choices)
    # the words of a sentence are judged as they will be read
    return block.make(context.rendering() if block.is_inline else context, *args, **kwargs)


@cache
def _signature(make: Maker) -> inspect.Signature:
    return inspect.signature(make)


def _choose(argument: str, value: str, choices: Collection[str]) -> None:
    if value not in choices:
        like = difflib.get_close_matches(value, choices, 1)
        hint = f" Ý bạn là “{like[0]}”?" if like else ""
        raise BlockError("block", f"{argument}=“{value}” không dùng được. Chọn một: {', '.join(choices)}.{hint}")


def _said(context: Context, argument: str) -> str:
    """What a block is given to say, without the numbers that are taken off; an id says nothing."""
    return argument if ID.fullmatch(argument) else context.take_off(argument)
