"""Where the links, anchors and pictures of pages lead, seen before anything is built: what is not there is told at its line.

MkDocs and a walk over the finished site tell the same later, without a line. Addresses here are Markdown paths below
docs/, as MkDocs takes them; the pages that records make are among them.
"""

from __future__ import annotations

import difflib
import html
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

import yaml
from markupsafe import Markup

from facts.judging import settings
from facts.judging.markup import is_allowed
from facts.numbers import phones, spotting
from facts.problems import Place, Problem
from facts.reading import load, written
from facts.reading.as_made import Link, Made
from facts.reading.markdown import MarkdownPage, url_of
from facts.records.addresses import ADDRESSES, PAGE_KINDS, slugify, source_path
from facts.records.models import Record
from facts.records.nearness import near
from facts.records.web import addressed
from facts.rendering import blocks, catalog, generated
from facts.rendering.blocks import BlockError, Context
from facts.site.store import Facts, Key

if TYPE_CHECKING:
    import jinja2

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".svg")
WAY_OUT = "thoi-tiet/"  # where every page leads who must leave, unless exit_url says elsewhere (overrides/base.html)
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_MAIL = re.compile(r"mailto:[^\s@<>\"':;,()]+@([^\W_]([^\W_]|-)*\.)+[^\W\d_]{2,}(?:\?|$)", re.IGNORECASE)
_ID = re.compile(r"""\bid=["']([^"'{}<>]+)["']""")
_OWN_ID = re.compile(r"\{[^{}\n]*#([\w-]+)[^{}\n]*\}")
_BLOCK = re.compile(r"\{\{(.*?)\}\}")
_EXPRESSION = re.compile(r"\{\{.*?\}\}")
_STATEMENT_OR_ID = re.compile(
    r"""\{%(?!-?\s*(?:from|import|include|macro|call)\b).*?%\}|\bid="(?:\{\{.*?\}\}|[^"])*\"""", re.DOTALL
)
_HEADING = re.compile(r"^#{1,6}\s+(.*?)(?:\s*\{[^{}]*?#([\w-]+)[^{}]*\})?\s*#*$", re.MULTILINE)
_NOTE = re.compile(r"^[ \t>*+0-9.-]*\[\^([^\]\n]+)\]:", re.MULTILINE)
_USED = re.compile(r"\[\^([^\]\n]+)\](?!:)")
_FENCED = re.compile(r"^(```+|~~~+).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(rf"{_FENCED.pattern}|(`+)(?!`)[^\n]*?(?<!`)\2(?!`)", _FENCED.flags)
_EMPTY = re.compile(r"(?<!!)\[([^\[\]]+)\]\(\s*(<>|#|)\s*\)")  # see _nowhere
_DOMAIN = re.compile(r"(?:[\w-]+\.)+(?:vn|com|org|net|info|gov|edu)(?:/\S*)?", re.IGNORECASE)
_WORDLESS = re.compile(r"(?<!!)\[\s*\]\(")
_DEEPEST_MENU = 5
_OF_TABLE = re.compile(r"(?:xa-phuong|in)/")
_OVERRIDES = Path(__file__).resolve().parents[3] / "overrides"


Paths = Callable[[], frozenset[str]]
Keep = Callable[[str, Callable[[], Iterable[Problem]]], Iterable[Problem]]
KeepAnchors = Callable[[str, Callable[[], frozenset[str]]], frozenset[str]]


class _Wrong(NamedTuple):
    code: str
    message: str


def _at_hand() -> KeepAnchors:
    """Keep the anchors of pages for one judge. As its method it would be a circle, and what was made of all pages stay for the whole build."""
    known: dict[str, frozenset[str]] = {}

    def keep(path: str, find: Callable[[], frozenset[str]]) -> frozenset[str]:
        if path not in known:
            known[path] = find()
        return known[path]

    return keep


class Leads:
    """Judges where pages lead; a record that is told wrong is not missed on top of that.

    `made`: what Markdown makes of each hand-written page, by its path from the root. `paths` gives those of the files for other
    programs, when a page leads to a file. `keep` is asked for the problems of a page, by its path, and may know them from before;
    `keep_anchors` for the anchors of one, by its path below docs/.
    """

    def __init__(
        self,
        root: Path,
        pages: Iterable[MarkdownPage],
        made: Mapping[str, Made],
        facts: Facts,
        context: Context,
        paths: Paths,
        keep: Keep = lambda path, judge: judge(),
        keep_anchors: KeepAnchors | None = None,
    ) -> None:
        self._root = root
        self._written = {page.source: page for page in pages}
        self._made = made
        self._facts = facts
        self._context = context
        self._paths = paths
        self._keep = keep
        everything = (*generated.pages(facts), *generated.papers(facts, ""))
        self._generated = {page.path: page.text.partition("\n---\n")[2] for page in everything}  # without front matter
        self._edited = {page.path: page.edited_at for page in everything}
        self._keep_anchors = keep_anchors or _at_hand()

    @property
    def beside(self) -> tuple[object, ...]:
        """All of the facts that a page is judged by, but what it asks of the context."""
        wrong, anchors = self._facts.wrong, repr(self._context.at("").old_anchors)
        entries = {page: " ".join(sorted(ids)) for page, ids in self._entries.items()}
        return "\0".join(chain(*self._generated.items())), entries, sorted(wrong.keys), wrong.has_table, anchors

    def check(self) -> Iterator[Problem]:
        """Everything that leads nowhere, that hides or doubles, in pages, records and the menu."""
        for path, page in self._written.items():
            yield from self._keep(page.path, partial(self._page, path, page))
        yield from self._hidden()
        yield from self._moved()
        yield from self._hubs()
        yield from self._menu()

    # --- one page --------------------------------------------------------------------------------------------------

    def _page(self, path: str, page: MarkdownPage) -> Iterator[Problem]:
        found = self._made.get(page.path)
        if found is None:
            return
        before: Counter[str] = Counter()
        body = _bare(page.body) if found.links else ""
        empty = (match for match in _EMPTY.finditer(page.body) if match[2] != "#" or _number_of(match[1]))
        for link in found.links:
            if _bare(link.href) not in body:
                continue  # what a block within a sentence wrote
            if not is_allowed(link.href):
                continue  # told by markup
            if nowhere := _nowhere(link):
                written_here = next(empty, None)
                offset = written_here.start() if written_here else written.place_of(page.body, link.words)
                yield Problem(page.place(offset or 0), *nowhere)
            elif not link.words.strip() and (wordless := _WORDLESS.search(page.body)):
                message = "liên kết không có chữ nào để bấm. Viết chữ vào ngoặc vuông: [chữ](địa chỉ)."
                yield Problem(page.place(wordless.start()), "link", message)
            elif told := self._wrong(path, link.href):
                offset = written.place_of_link(page.body, link.href, link.words, before[link.href])
                yield Problem(page.place(offset or 0), *told)
            before[link.href] += 1
        for source in found.pictures:
            if is_allowed(source) and (told := self._wrong_picture(path, source)):
                offset = written.place_of(page.body, source)
                yield Problem(page.place(max(0, page.body.find("![")) if offset is None else offset), *told)
        yield from self._doubled(page, found)
        yield from _notes(page, found)

    def _wrong(self, path: str, href: str) -> _Wrong | None:
        """What is wrong with a link of the page at `path`, or None; numbers are judged elsewhere."""
        bare = href.strip()
        if scheme := _SCHEME.match(bare):
            said = _wrong_elsewhere(scheme[1].lower(), bare)
            return _Wrong("link", said) if said else None
        if bare.startswith("/"):
            near = self._like(bare.strip("/") + ".md")
            return _Wrong(
                "link", f"đường dẫn không bắt đầu bằng /. Viết tới tệp, tính từ thư mục của trang này{near or '.'}"
            )
        target, _, anchor = bare.partition("#")
        anchor = unquote(anchor)
        if not target:
            return self._wrong_anchor(path, anchor)
        parts = urlsplit(target)
        if parts.query:
            return _Wrong("link", "đường dẫn trong trang không có dấu hỏi. Xóa từ dấu ? trở đi.")
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
        if wanted.startswith("../") or wanted == "..":
            return _Wrong("dead-link", "đường dẫn ra ngoài docs/.")
        if wanted in self._written or wanted in self._generated:
            return self._wrong_anchor(wanted, anchor)
        if wanted in self._of_wrong_records or (not self._facts.wrong.has_table and _OF_TABLE.match(wanted)):
            return None
        if wanted.startswith("assets/"):
            return _Wrong("dead-link", "tệp ở assets/ là của khung trang: tên đổi khi dựng. Dẫn tới một trang.")
        if not wanted.endswith(".md") and ((self._root / "docs" / wanted).is_file() or wanted in self._paths()):
            return None
        return _Wrong("dead-link", self._say_gone(path, target, wanted))

    def _say_gone(self, path: str, target: str, wanted: str) -> str:
        """What to write in the place of a `target` that leads to `wanted`, which is not there."""
        shown = " ".join(target.split())[:60]
        if not wanted.endswith(".md"):
            for file in (f"{wanted.rstrip('/')}.md", f"{wanted.rstrip('/')}/index.md"):
                if file in self._written or file in self._generated:
                    return f"“{shown}” là địa chỉ trên mạng. Viết tới tệp: {self._from(path, file)}"
        if _DOMAIN.fullmatch(target):
            return f"không có tệp “{shown}”. Là trang trên mạng thì viết https://{shown}"
        return f"không có tệp “{shown}”{self._like(wanted, path) or '.'}"

    def _wrong_picture(self, path: str, source: str) -> _Wrong | None:
        bare = source.strip()
        if bare.lower().startswith("facts:") or bare.partition("#")[0].endswith(".md"):
            return _Wrong("link", "dấu ! ở đầu là hình. Dẫn tới một mục thì bỏ dấu ! đi: [chữ](facts:loại/mã).")
        if _SCHEME.match(bare) or bare.startswith("//"):
            return _Wrong("link", "hình phải nằm trong docs/: hình ở nơi khác không hiện, và cho nơi ấy biết ai xem.")
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(bare.partition("#")[0])))
        if bare.startswith("/") or wanted.startswith(".."):
            return _Wrong("link", "đường dẫn tới hình tính từ thư mục của trang này, không ra ngoài docs/.")
        if not wanted.lower().endswith(PICTURES):
            return _Wrong("dead-link", f"“{bare[:60]}” không phải hình PNG, JPG hay WebP.")
        if not (self._root / "docs" / wanted).is_file():
            return _Wrong("dead-link", f"không có hình “{bare[:60]}”.")
        return None

    def _wrong_anchor(self, path: str, anchor: str) -> _Wrong | None:
        if not anchor or anchor.startswith("q="):  # what was typed into the search
            return None
        shown = " ".join(anchor.split())[:40]
        if anchor in self._cheap_anchors(path) or anchor in self._anchors_of(path):
            return None
        like = difflib.get_close_matches(anchor, sorted(self._anchors_of(path)), 1)
        return _Wrong("dead-link", f"trang ấy không có chỗ “#{shown}”." + (f" Ý bạn là “#{like[0]}”?" if like else ""))

    # --- anchors ---------------------------------------------------------------------------------------------------

    def _cheap_anchors(self, path: str) -> frozenset[str]:
        """Anchors of a page that are known without rendering its blocks: headings and the entries that stand there."""
        page = self._written.get(path)
        made = self._made.get(page.path) if page else None
        text = page.body if page else self._generated.get(path, "")
        headings = (own or slugify(re.sub(r"\{\{.*?\}\}", "", words)) for words, own in _HEADING.findall(text))
        return frozenset(made.ids if made else headings) | self._entries.get(url_of(path), frozenset())

    @cached_property
    def _of_wrong_records(self) -> frozenset[str]:
        """The pages that records told wrong would have."""
        return frozenset(source_path(kind, id) for kind, id in self._facts.wrong.keys if kind in PAGE_KINDS)

    @cached_property
    def _entries(self) -> dict[str, frozenset[str]]:
        """Addresses of pages that hold entries of several records → their anchors."""
        found: dict[str, set[str]] = {}
        for kind, form in ADDRESSES.items():
            page, mark, _ = form.partition("#")
            if mark:
                wrong = {id for wrong_kind, id in self._facts.wrong.keys if wrong_kind == kind}
                found.setdefault(page, set()).update(self._facts.records.get(kind, ()), wrong)
        return {page: frozenset(ids) for page, ids in found.items()}

    def _anchors_of(self, path: str) -> frozenset[str]:
        """Every anchor of a page, its blocks rendered; worked out once, for a link whose anchor nothing cheaper knows."""
        return self._keep_anchors(path, partial(self._rendered_anchors, path))

    def _rendered_anchors(self, path: str) -> frozenset[str]:
        page = self._written.get(path)
        text = page.body if page else self._generated.get(path, "")
        context = self._context.at("").rendering()
        rendered = "".join(_rendered(call, context.at(url_of(path))) for call in _calls(text))
        return frozenset({*_ID.findall(rendered), *(() if page else _OWN_ID.findall(text)), *self._cheap_anchors(path)})

    def _doubled(self, page: MarkdownPage, made: Made) -> Iterator[Problem]:
        """One id twice on a page: a link to it leads to the first, whoever wrote the second."""
        if "{" not in page.body:
            return  # as in most pages: neither a block nor an id of its own
        yield from self._doubled_by_blocks(page, made)
        yield from _doubled_by_hand(page)

    def _doubled_by_blocks(self, page: MarkdownPage, made: Made) -> Iterator[Problem]:
        others = {**dict.fromkeys(frame_ids(), "khung trang"), **dict.fromkeys(made.ids, "một đề mục")}
        calls = [(match.start(), match[1].strip()) for match in _BLOCK.finditer(page.body)]
        calls = [(start, call) for start, call in calls if _may_have_ids(_name(call))]
        cheap = [self._ids_at_least(call, others) for _, call in calls]
        seen: dict[str, int] = {}
        if sum(map(len, cheap)) > len(set().union(*cheap) - set(others)):  # only then what it costs to be sure
            for start, call in calls:
                ids = self._ids(call, page.url)
                before = next((id for id in ids if id in seen), None)
                other = next((id for id in ids if id in others), None)
                if before is not None:
                    message = f"#{before} của khối này đã có ở khối dòng {page.place(seen[before]).line}. Giữ lại một."
                    yield Problem(page.place(start), "repeated-id", message)
                elif other is not None:
                    message = (
                        f"khối này và {others[other]} cùng có mã #{other}. Đặt mã khác cho đề mục: {{ #ma-khac }}."
                    )
                    yield Problem(page.place(start), "repeated-id", message)
                seen.update(dict.fromkeys(ids, start))

    def _ids_at_least(self, call: str, others: Iterable[str]) -> set[str]:
        """The ids of a block as far as its template and the records that it is given tell: `nam-*` for all of that form.

        A form that one of `others` has is given as that.
        """
        block = _name(call)
        forms = _forms(block)
        is_list = block in catalog.BLOCKS and catalog.BLOCKS[block].entries
        if "*" in forms and not is_list:
            return set(_ID.findall(_rendered(call, self._only_ids)))
        found = {id for _, id in self._listed([call])} if is_list else set()
        for form in forms - {"*"}:
            same = re.compile(re.escape(form).replace(r"\*", ".*"))
            found |= {id for id in others if same.fullmatch(id)} or {form}
        return found

    @cached_property
    def _only_ids(self) -> Context:
        return _OnlyIds(self._context.site, self._context.numbers, self._context.wrong)

    def _ids(self, call: str, url: str) -> list[str]:
        """The ids that a block writes."""
        context = self._context.at("").rendering()
        return _ID.findall(_rendered(call, context.at(url)))

    # --- pages beside one another ----------------------------------------------------------------------------------

    def _hidden(self) -> Iterator[Problem]:
        """Pages of one address: all but one would be lost without a word."""
        seen: dict[str, str] = {url_of(path): self._edited[path] for path in self._generated}
        for source, page in sorted(self._written.items()):
            url = url_of(source)
            if url in seen:
                message = f"địa chỉ /{url} đã là của {seen[url]}. Đổi tên tệp này."
                yield Problem(Place(page.path), "hidden-page", message)
            seen.setdefault(url, page.path)

    def _moved(self) -> Iterator[Problem]:
        """An anchor of before stands on its page again, beside those of today: it may be none of them."""
        tables = self._facts.tables
        paths = {url_of(path): path for path in (*self._generated, *self._written)}
        for index, move in enumerate(tables.moved.moved):
            url, mark, anchor = move.old.partition("#")
            taken = mark and url in paths and (anchor in frame_ids() or anchor in self._cheap_anchors(paths[url]))
            if taken:
                place = tables.place_in("moved", ("moved", index, "from"))
                yield Problem(place, "repeated-id", f"from: trang /{url} đã có mã #{anchor}. Xóa dòng này.")

    def _hubs(self) -> Iterator[Problem]:
        """The pages on which records stand or that lead to them: links of blocks lead there."""
        known = {url_of(path) for path in (*self._written, *self._generated)}
        if not self._has_settings:
            return  # facts alone, of which no site is made
        if "" not in known:
            yield Problem(Place("docs"), "missing-page", "thiếu trang đầu: docs/index.md.")
            return
        if WAY_OUT not in known and "extra.exit_url" not in settings.shown(self._root):
            message = "thiếu trang docs/thoi-tiet.md: nút Thoát ở mọi trang dẫn tới đó. Đặt lại tệp ấy, hoặc ghi exit_url: trong mkdocs.yml."
            yield Problem(Place("docs"), "missing-page", message)
        told: set[str] = set()
        for kind, form in ADDRESSES.items():
            hub = re.split(r"#|\{", form)[0]
            if self._facts.records.get(kind) and hub not in known and hub not in told:
                told.add(hub)
                message = f"thiếu trang docs/{hub.rstrip('/')}.md: các mục ở data/{kind}/ dẫn tới đó. Đặt lại tệp ấy."
                yield Problem(Place("docs"), "missing-page", message)
            elif "#" in form and hub in known:
                yield from self._left_out(kind, hub)

    def _left_out(self, kind: str, hub: str) -> Iterator[Problem]:
        """Records without a page of their own, whose entry no block of the page they live on shows."""
        page = next(page for source, page in self._written.items() if url_of(source) == hub)
        wanted = set(self._facts.records[kind])
        if missing := wanted - self._shown(kind, _calls(page.body)):
            lists = (block for block in catalog.BLOCKS.values() if block.entries == kind)
            calls = (call for block in lists for call in block.calls())
            lacking = [call for call in calls if missing & self._shown(kind, [call])]
            names = f"{', '.join(sorted(missing)[:3])}{'…' if len(missing) > 3 else ''}"
            say = f"trang này thiếu {len(missing)} mục của data/{kind}/ ({names}): liên kết tới đó sẽ chết."
            write = " và ".join(f"{{{{ {call} }}}}" for call in lacking)
            yield Problem(Place(page.path), "missing-page", f"{say} Thêm {write}." if write else say)

    def _shown(self, kind: str, calls: Iterable[str]) -> set[str]:
        """The ids of the records of a kind among them."""
        return {id for shown, id in self._listed(calls) if shown == kind}

    def _listed(self, calls: Iterable[str]) -> set[Key]:
        """The records that have an entry in any of these blocks, found without rendering one."""
        listing = _Listing(self._context.site, self._context.numbers, self._context.wrong)
        for call in calls:
            if _may_have_ids(_name(call)):
                _rendered(call, listing)
        return listing.shown

    def _menu(self) -> Iterator[Problem]:
        """What `nav:` of mkdocs.yml names is there."""
        text, _ = load.read_text(self._root / "mkdocs.yml", "mkdocs.yml") if self._has_settings else (None, [])
        try:
            node = load.compose(text or "")
        except (yaml.YAMLError, RecursionError):
            return  # told with the settings
        entries = {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
        yield from (Problem(place, "setting", message) for place, message in _misshapen(entries.get("nav")))
        for leaf in _leaves(entries.get("nav"), 0):
            target = leaf.value
            place = Place("mkdocs.yml", leaf.start_mark.line + 1, leaf.start_mark.column + 1)
            if _SCHEME.match(target) and not (re.match(r"https?://[^/]", target) or _MAIL.match(target)):
                yield Problem(
                    place, "link", f"nav: “{target[:40]}” không phải một trang. Viết tới tệp: goi-ngay/index.md."
                )
                continue
            if not target or _SCHEME.match(target) or target in self._written or target in self._generated:
                continue
            yield Problem(place, "dead-link", f"nav: không có tệp docs/{target[:60]}{self._like(target) or '.'}")

    @property
    def _has_settings(self) -> bool:
        return (self._root / "mkdocs.yml").is_file()

    # --- words -----------------------------------------------------------------------------------------------------

    def _like(self, wanted: str, path: str = "") -> str:
        """The file that was meant: of records' pages only one spelt nearly so, since another is another fact."""
        folder, _, name = wanted.rpartition("/")
        beside = [file.removeprefix(f"{folder}/") for file in self._generated if file.startswith(f"{folder}/")]
        meant = near(name, beside, "communes" if _OF_TABLE.match(wanted) else "")
        written = difflib.get_close_matches(wanted, self._written, 1, 0.7)
        like = f"{folder}/{meant}" if meant else next(iter(written), "")
        return f". Ý bạn là “{self._from(path, like)}”?" if like else ""

    def _from(self, path: str, target: str) -> str:
        return posixpath.relpath(target, posixpath.dirname(path) or ".")


@dataclass(frozen=True)
class _Listing(Context):
    """Renders nothing, and keeps which records blocks would have shown an entry of."""

    shown: set[Key] = field(default_factory=set)

    def render(self, name: str, **values: Any) -> Markup:
        if _may_have_ids(name):
            self._keep(values)
        return Markup()

    def _keep(self, value: Any) -> None:
        if isinstance(value, Record):
            self.shown.add((value.kind, value.id))
        elif isinstance(value, dict):
            self._keep(list(value.values()))
        elif isinstance(value, list | tuple):
            for one in value:
                self._keep(one)


@dataclass(frozen=True)
class _OnlyIds(Context):
    """Renders of a template its ids and what decides how often they stand there: a tenth of what all of it costs."""

    templates: dict[str, jinja2.Template] = field(default_factory=dict)

    def render(self, name: str, **values: Any) -> Markup:
        text = _template(name)
        if "{% include" in text:  # what is included may stand in a loop
            return super().render(name, **values)
        if name not in self.templates:
            self.templates[name] = self.environment.from_string("".join(_STATEMENT_OR_ID.findall(text)))
        return Markup(self.templates[name].render(context=self, **values))


@cache
def frame_ids() -> frozenset[str]:
    """The ids that the templates around a page's content have, as they stand there."""
    files = [*_OVERRIDES.glob("*.html"), *_OVERRIDES.glob("partials/*.html")]
    return frozenset(id for file in files for id in _ID.findall(file.read_text(encoding="utf-8")))


@cache
def _may_have_ids(block: str) -> bool:
    """True when the template of a block, by its name, writes an id; most do not, and need not be rendered to know."""
    return 'id="' in _template(block)


@cache
def _template(block: str) -> str:
    """The text of a block's template with those that it includes; '' when there is none."""
    file = _OVERRIDES / "blocks" / f"{block}.html"
    text = file.read_text(encoding="utf-8") if block.isidentifier() and file.is_file() else ""
    return text + "".join(map(_template, re.findall(r'\{% include "(\w+)\.html"', text)))


@cache
def _forms(block: str) -> frozenset[str]:
    """The ids of a block as its template writes them, every expression as a star: `nam-*`, `ket-qua`, `*`."""
    return frozenset(_EXPRESSION.sub("*", id) for id in re.findall(r'id="((?:\{\{.*?\}\}|[^"])*)"', _template(block)))


def _name(call: str) -> str:
    return call.partition("(")[0].strip()


def _bare(text: str) -> str:
    """A text without what Markdown takes out of it or reads otherwise, to know whether one was written within another."""
    return re.sub(r"[\s\\*_~`]+", "", html.unescape(text))


def _calls(text: str) -> Iterator[str]:
    return (match[1].strip() for match in _BLOCK.finditer(text))


def _rendered(call: str, context: Context) -> str:
    try:
        return blocks.render(call, context)
    except BlockError:
        return ""  # told where it stands


def _wrong_elsewhere(scheme: str, address: str) -> str:
    """What is wrong with an address that leads out of the site, as a sentence; '' when nothing is."""
    if scheme == "mailto":
        return "" if _MAIL.match(unquote(address)) else "địa chỉ thư chưa đúng. Viết như mailto:ten@co-quan.gov.vn."
    if scheme not in ("http", "https"):
        return ""
    if not re.match(r"https?://[^/]", address, re.IGNORECASE):
        return "địa chỉ trang bắt đầu bằng https:// hoặc http://, đủ hai gạch chéo."
    return addressed(re.sub(r"\s+", "", address))


def _nowhere(link: Link) -> _Wrong | None:
    """A link without an address, or a number's that leads to the top of its page: who taps it waits for nothing."""
    bare, number = link.href.strip(), _number_of(link.words)
    if not bare or (bare == "#" and number):
        dialed = f" Muốn gọi được thì viết (tel:{number})." if number else ""
        return _Wrong("dead-link", f"liên kết chưa dẫn tới đâu. Viết địa chỉ vào ngoặc tròn sau chữ.{dialed}")
    return None


def _number_of(words: str) -> str:
    """The digits of the number that the words of a link give, or all that they are; "" for a plan's number or a year."""
    if found := spotting.find(words):
        return found[0].digits
    digits = phones.dialed(words)
    return digits if phones.kind_of(digits) and not re.search(r"[^\W\d_]", words) else ""


def _doubled_by_hand(page: MarkdownPage) -> Iterator[Problem]:
    """An id that the editor gave twice, or that the frame of every page has."""
    own: dict[str, int] = {}
    for match in _OWN_ID.finditer(_FENCED.sub(lambda fence: re.sub(r"[^\n]", " ", fence[0]), page.body)):
        if match[1] in own:
            first = page.place(own[match[1]]).line
            message = f"mã #{match[1]} đã có ở dòng {first}. Chọn mã khác."
            yield Problem(page.place(match.start()), "repeated-id", message)
        elif match[1] in frame_ids():
            message = f"mã #{match[1]} là của khung trang. Chọn mã khác."
            yield Problem(page.place(match.start()), "repeated-id", message)
        own.setdefault(match[1], match.start())


def _notes(page: MarkdownPage, made: Made) -> Iterator[Problem]:
    """Footnotes: one that nothing refers to has a way back to nowhere; of two of one name the first is lost."""
    if "[^" not in page.body:
        return
    body = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), page.body)
    called = {match[1].strip().lower() for match in _USED.finditer(body)}
    seen: dict[str, int] = {}
    for match in _NOTE.finditer(body):
        name = match[1]
        if f"fn:{name}" not in made.ids:
            continue  # printed as it stands, in code
        if name in seen:
            message = f"chú thích [^{name[:30]}] đã có ở dòng {page.place(seen[name]).line}: chú thích trước sẽ mất. Đổi tên một."
            yield Problem(page.place(match.start()), "footnote", message)
        elif re.match(r"[ \t]*(?:\n|$)(?![ \t]+\S|\n+ {4}[ \t]*\S)", body[match.end() :]):
            message = f"chú thích [^{name[:30]}] chưa có lời. Viết lời ngay sau dấu hai chấm, hoặc xóa cả chỗ gọi."
            yield Problem(page.place(match.start()), "footnote", message)
        elif f"fnref:{name}" not in made.ids and name.lower() not in called:  # else told where it is called
            message = f"không chỗ nào gọi chú thích này. Viết [^{name[:30]}] ở câu cần chú thích, hoặc xóa dòng."
            yield Problem(page.place(match.start()), "footnote", message)
        seen.setdefault(name, match.start())
    for match in _USED.finditer(body):
        if f"fn:{match[1]}" not in made.ids:
            if like := next((name for name in seen if name.lower() == match[1].strip().lower()), ""):
                message = f"không có chú thích [^{match[1][:30]}]. Ý bạn là [^{like[:30]}]?"
            else:
                message = f"không có chú thích [^{match[1][:30]}]. Thêm một dòng [^{match[1][:30]}]: lời chú thích."
            yield Problem(page.place(match.start()), "footnote", message)


def _misshapen(node: yaml.Node | None, depth: int = 0) -> Iterator[tuple[Place, str]]:
    """What in `nav:` is no page, name of a page, or named group of these: MkDocs says so in English, or gives no page."""
    if node is None:
        return
    place = Place("mkdocs.yml", node.start_mark.line + 1, node.start_mark.column + 1)
    if not isinstance(node, yaml.SequenceNode):
        yield place, "nav: phải là một danh sách, mỗi dòng “- Tên: tệp.md”."
    elif not node.value:
        yield place, "nav: nhóm này rỗng. Thêm một dòng “- Tên: tệp.md” vào dưới, hoặc xóa nhóm."
    elif depth > _DEEPEST_MENU:
        yield place, "nav: lồng nhau quá sâu."
    else:
        for item in node.value:
            at = Place("mkdocs.yml", item.start_mark.line + 1, item.start_mark.column + 1)
            entry = item.value if isinstance(item, yaml.MappingNode) else []
            name, value = entry[0] if len(entry) == 1 else (item, item)
            if isinstance(value, yaml.SequenceNode) and value is not item:
                yield from _misshapen(value, depth + 1)
            elif not isinstance(value, yaml.ScalarNode) or not value.value or not str(getattr(name, "value", "")):
                yield at, "nav: viết mỗi dòng “- Tên: tệp.md”, hoặc “- Tên:” rồi một danh sách lùi vào."


def _leaves(node: yaml.Node | None, depth: int) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode) and depth < 10:
        for item in node.value:
            yield from _leaves(item, depth + 1)
    elif isinstance(node, yaml.MappingNode) and depth < 10:
        for _, value in node.value:
            yield from _leaves(value, depth + 1)
