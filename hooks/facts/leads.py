"""Where the links, anchors and pictures of pages lead, seen before anything is built: what is not there is told at its line.

MkDocs and a walk over the finished site tell the same later, without a line. Addresses here are Markdown paths below
docs/, as MkDocs takes them; the pages that records make are among them.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import yaml

from facts import blocks, exports, generated, load, written
from facts.addresses import ADDRESSES, PAGE_KINDS, slugify, source_path
from facts.blocks import BlockError, Context
from facts.made import Made
from facts.markdown import MarkdownPage, url_of
from facts.problems import Place, Problem
from facts.records import addressed
from facts.store import Facts

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".svg")
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_ID = re.compile(r"""\bid=["']([^"'{}<>]+)["']""")
_OWN_ID = re.compile(r"\{[^{}\n]*#([\w-]+)[^{}\n]*\}")
_BLOCK = re.compile(r"\{\{(.*?)\}\}")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)(?:\s*\{[^{}]*?#([\w-]+)[^{}]*\})?\s*#*$", re.MULTILINE)
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\n]+)\]:", re.MULTILINE)
_USED = re.compile(r"\[\^([^\]\n]+)\](?!:)")
_FENCED = re.compile(r"^(```+|~~~+).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_OF_TABLE = re.compile(r"(?:xa-phuong|in)/")
_OVERRIDES = Path(__file__).resolve().parents[2] / "overrides"


class _Wrong(NamedTuple):
    code: str
    message: str


class Leads:
    """Judges where pages lead. `made`: what Markdown makes of each hand-written page, by its path from the root."""

    def __init__(
        self, root: Path, pages: Iterable[MarkdownPage], made: Mapping[str, Made], facts: Facts, context: Context
    ) -> None:
        self._root = root
        self._written = {page.path.removeprefix("docs/"): page for page in pages}
        self._made = made
        self._facts = facts
        self._context = context
        everything = (*generated.pages(facts), *generated.papers(facts, ""))
        self._generated = {page.path: page.text for page in everything}
        self._edited = {page.path: page.edited_at for page in everything}
        self._anchors: dict[str, frozenset[str]] = {}

    def check(self) -> Iterator[Problem]:
        """Everything that leads nowhere, that hides or doubles, in pages, records and the menu."""
        for path, page in self._written.items():
            yield from self._page(path, page)
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
        for link in found.links:
            if written.place_of(page.body, link.href) is None:
                continue  # what a block within a sentence wrote: the walk over the finished site follows it
            if told := self._wrong(path, link.href):
                offset = written.place_of_link(page.body, link.href, link.words, before[link.href])
                yield Problem(page.place(offset or 0), *told)
            before[link.href] += 1
        for source in found.pictures:
            if told := self._wrong_picture(path, source):
                offset = written.place_of(page.body, source)
                yield Problem(page.place(max(0, page.body.find("![")) if offset is None else offset), *told)
        yield from self._doubled(page)
        yield from _notes(page)

    def _wrong(self, path: str, href: str) -> _Wrong | None:
        """What is wrong with a link of the page at `path`, or None; numbers are judged elsewhere."""
        bare = href.strip()
        if scheme := _SCHEME.match(bare):
            is_web = scheme[1].lower() in ("http", "https")
            if is_web and not re.match(r"https?://[^/]", bare, re.IGNORECASE):
                return _Wrong("link", "địa chỉ trang bắt đầu bằng https:// hoặc http://, đủ hai gạch chéo.")
            said = addressed(re.sub(r"\s+", "", bare)) if is_web else ""
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
        if not wanted.endswith(".md") and ((self._root / "docs" / wanted).is_file() or wanted in self._exports):
            return None
        shown = " ".join(target.split())[:60]
        if not wanted.endswith(".md"):
            for file in (f"{wanted.rstrip('/')}.md", f"{wanted.rstrip('/')}/index.md"):
                if file in self._written or file in self._generated:
                    return _Wrong(
                        "dead-link", f"“{shown}” là địa chỉ trên mạng. Viết tới tệp: {self._from(path, file)}"
                    )
        return _Wrong("dead-link", f"không có tệp “{shown}”{self._like(wanted, path) or '.'}")

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
        near = difflib.get_close_matches(anchor, sorted(self._anchors_of(path)), 1)
        return _Wrong("dead-link", f"trang ấy không có chỗ “#{shown}”." + (f" Ý bạn là “#{near[0]}”?" if near else ""))

    # --- anchors ---------------------------------------------------------------------------------------------------

    def _cheap_anchors(self, path: str) -> frozenset[str]:
        """Anchors of a page that are known without rendering its blocks: headings and the entries that stand there."""
        page = self._written.get(path)
        made = self._made.get(page.path) if page else None
        text = page.body if page else self._generated.get(path, "")
        headings = {own or slugify(re.sub(r"\{\{.*?\}\}", "", words)) for words, own in _HEADING.findall(text)}
        return frozenset({*(made.ids if made else ()), *headings}) | self._entries.get(url_of(path), frozenset())

    @cached_property
    def _of_wrong_records(self) -> frozenset[str]:
        """The pages that records told wrong would have."""
        return frozenset(source_path(kind, id) for kind, id in self._facts.wrong.keys if kind in PAGE_KINDS)

    @cached_property
    def _exports(self) -> frozenset[str]:
        return exports.paths(self._context.site)

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
        if path not in self._anchors:
            page = self._written.get(path)
            text = page.body if page else self._generated.get(path, "")
            context = self._context.at("").rendering()
            html = "".join(_rendered(call, context.at(url_of(path))) for call in _calls(text))
            found = {*_ID.findall(html), *_OWN_ID.findall(text), *self._cheap_anchors(path)}
            self._anchors[path] = frozenset(found)
        return self._anchors[path]

    def _doubled(self, page: MarkdownPage) -> Iterator[Problem]:
        """One id twice on a page: a link to it leads to the first, whoever wrote the second."""
        seen: dict[str, int] = {}
        for match in _BLOCK.finditer(page.body):
            call = match[1].strip()
            if not _may_have_ids(call.partition("(")[0].strip()):
                continue
            if call not in seen:
                seen[call] = match.start()
                continue
            context = self._context.at("").rendering()
            if _ID.search(_rendered(call, context.at(page.url))):
                first = page.place(seen[call]).line
                yield Problem(page.place(match.start()), "repeated-id", f"khối này đã có ở dòng {first}. Giữ lại một.")
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

    # --- pages beside one another ----------------------------------------------------------------------------------

    def _hidden(self) -> Iterator[Problem]:
        """Pages of one address: all but one would be lost without a word."""
        seen: dict[str, str] = {url_of(path): self._edited[path] for path in self._generated}
        for path in sorted(self._written):
            url = url_of(path)
            if url in seen:
                message = f"địa chỉ /{url} đã là của {seen[url]}. Đổi tên tệp này."
                yield Problem(Place(f"docs/{path}"), "hidden-page", message)
            seen.setdefault(url, f"docs/{path}")

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
        told: set[str] = set()
        for kind, form in ADDRESSES.items():
            hub = re.split(r"#|\{", form)[0]
            if self._facts.records.get(kind) and hub not in known and hub not in told:
                told.add(hub)
                message = f"thiếu trang docs/{hub.rstrip('/')}.md: các mục ở data/{kind}/ dẫn tới đó. Đặt lại tệp ấy."
                yield Problem(Place("docs"), "missing-page", message)

    def _menu(self) -> Iterator[Problem]:
        """What `nav:` of mkdocs.yml names is there."""
        text, _ = load.read_text(self._root / "mkdocs.yml", "mkdocs.yml") if self._has_settings else (None, [])
        try:
            node = yaml.compose(text or "", Loader=yaml.SafeLoader)
        except (yaml.YAMLError, RecursionError):
            return  # told with the settings
        entries = {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
        for leaf in _leaves(entries.get("nav"), 0):
            target = leaf.value
            if _SCHEME.match(target) or target in self._written or target in self._generated:
                continue
            place = Place("mkdocs.yml", leaf.start_mark.line + 1, leaf.start_mark.column + 1)
            yield Problem(place, "dead-link", f"nav: không có tệp docs/{target[:60]}{self._like(target) or '.'}")

    @property
    def _has_settings(self) -> bool:
        return (self._root / "mkdocs.yml").is_file()

    # --- words -----------------------------------------------------------------------------------------------------

    def _like(self, wanted: str, path: str = "") -> str:
        near = difflib.get_close_matches(wanted, [*self._written, *self._generated], 1, 0.7)
        return f". Ý bạn là “{self._from(path, near[0])}”?" if near else ""

    def _from(self, path: str, target: str) -> str:
        return posixpath.relpath(target, posixpath.dirname(path) or ".")


def check(
    root: Path, pages: Iterable[MarkdownPage], made: Mapping[str, Made], facts: Facts, context: Context
) -> Iterator[Problem]:
    """Everything in pages that leads nowhere; see Leads. A record that is told wrong is not missed on top of that."""
    yield from Leads(root, pages, made, facts, context).check()


@cache
def frame_ids() -> frozenset[str]:
    """The ids that the templates around a page's content have, as they stand there."""
    files = [*_OVERRIDES.glob("*.html"), *_OVERRIDES.glob("partials/*.html")]
    return frozenset(id for file in files for id in _ID.findall(file.read_text(encoding="utf-8")))


@cache
def _may_have_ids(block: str) -> bool:
    """True when the template of a block, by its name, writes an id; most do not, and need not be rendered to know."""
    file = _OVERRIDES / "blocks" / f"{block}.html"
    return block.isidentifier() and file.is_file() and 'id="' in file.read_text(encoding="utf-8")


def _calls(text: str) -> Iterator[str]:
    return (match[1].strip() for match in _BLOCK.finditer(text))


def _rendered(call: str, context: Context) -> str:
    try:
        return blocks.render(call, context)
    except BlockError:
        return ""  # told where it stands


def _notes(page: MarkdownPage) -> Iterator[Problem]:
    """Footnotes: one that nothing refers to has a way back to nowhere; of two of one name the first is lost."""
    body = _FENCED.sub(lambda fence: re.sub(r"[^\n]", " ", fence[0]), page.body)
    used = set(_USED.findall(body))
    seen: dict[str, int] = {}
    for match in _NOTE.finditer(body):
        name = match[1]
        if name in seen:
            message = f"chú thích [^{name[:30]}] đã có ở dòng {page.place(seen[name]).line}: chú thích trước sẽ mất. Đổi tên một."
            yield Problem(page.place(match.start()), "footnote", message)
        elif name not in used:
            message = f"không chỗ nào gọi chú thích này. Viết [^{name[:30]}] ở câu cần chú thích, hoặc xóa dòng."
            yield Problem(page.place(match.start()), "footnote", message)
        seen.setdefault(name, match.start())
    for match in _USED.finditer(body):
        if match[1] not in seen:
            message = f"không có chú thích [^{match[1][:30]}]. Thêm một dòng [^{match[1][:30]}]: lời chú thích."
            yield Problem(page.place(match.start()), "footnote", message)


def _leaves(node: yaml.Node | None, depth: int) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode) and depth < 10:
        for item in node.value:
            yield from _leaves(item, depth + 1)
    elif isinstance(node, yaml.MappingNode) and depth < 10:
        for _, value in node.value:
            yield from _leaves(value, depth + 1)
