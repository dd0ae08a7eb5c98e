"""A page of docs/ as its reader gets it: converted as MkDocs will, then its links, texts, ids, pictures, headings and lists.

What a link dials and what a list shows is only sure once Markdown has been made of it; so it is judged there, and told at
the place in the source where it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from facts.reading import load
from facts.reading.content import in_a_line
from facts.reading.signs import has_any
from facts.records.addresses import slugify

if TYPE_CHECKING:
    import markdown
    from markdown.extensions import Extension

OURS = Path(__file__).resolve().parents[3]
BUILTINS = ("toc", "tables", "fenced_code")  # what MkDocs itself always adds
# What settings cannot say, or no editor should have to: the build gives MkDocs the same.
OPTIONS: dict[str, dict[str, Any]] = {
    "toc": {"slugify": slugify},
    "footnotes": {"BACKLINK_TITLE": "Về chỗ có chú thích {}"},
}
MOST_INHERITED = 5
# What one page of seventy asks for, as our settings have it: a box to open, tabs, boxes to tick. To load them takes longer than to
# convert a page.
_RARE: dict[str, dict[str, Any]] = {
    "pymdownx.details": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {},
}
_RARE_SIGNS = ("???", "===", *(f"[{box}]" for box in " \txX"), "\x02", "\x03")  # the last two Markdown takes out first

_MADE_LISTS = ("footnote", "toc")  # classes
_INLINE = frozenset({"a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "img", "input", "ins", "kbd", "label", "mark",
                     "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"})  # fmt: skip
_SAID = ("alt", "title", "aria-label", "aria-description", "data-shown", "data-number", "data-name")
_VOID = frozenset({"br", "col", "hr", "img", "input", "wbr"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# A tag as Markdown and our templates write it, whatever reads it; not of those that may hold a “<” which begins none.
_TAG = re.compile(
    r"<(?!(?:script|style|textarea|title|xmp|iframe|no[a-z]+|plaintext)\b)"
    r"(?:/([a-z][a-z0-9]*)|([a-z][a-z0-9]*)((?: [a-z-]+=\"(?:[^\"<&]|&(?:amp|lt|gt|quot);)*\")*)(?: ?/)?)>"
)
_VALUE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")


@dataclass
class Link:
    """A link as it was made: its address, its words (alternative texts of pictures among them) and its title."""

    href: str
    words: str = ""
    title: str = ""


@dataclass
class Item:
    """A heading or an item of a list as it is shown: `h`, `ul` or `ol`, its level or number, how deep, how it begins."""

    kind: str
    number: int
    depth: int
    text: str = ""


@dataclass
class Made:
    """One page's content: texts across tags (one a paragraph, cell or item), links, ids, pictures, headings and items."""

    texts: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # in attributes that are shown or read aloud
    links: list[Link] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    wordless: list[str] = field(default_factory=list)  # those of them without an alternative text
    code: list[str] = field(default_factory=list)  # blocks of it, fenced or indented
    items: list[Item] = field(default_factory=list)
    defined: Mapping[str, str] = field(default_factory=dict)  # link definitions of the page: label → address


# mkdocs.yml has tags of MkDocs' own (`!ENV`); none stands where we look.
_Loader: type[yaml.SafeLoader] = type("_Loader", (load.LOADER,), {})
_Loader.add_multi_constructor("", lambda loader, tag, node: None)


def settings_of(root: Path) -> dict[str, Any]:
    """mkdocs.yml below `root`, over the one that it inherits from; {} where none can be read (a snapshot has none)."""
    found: dict[str, Any] = {}
    file: Path | None = root / "mkdocs.yml"
    for _ in range(MOST_INHERITED):
        try:
            read = yaml.load(file.read_bytes(), _Loader) if file else None
        except (OSError, yaml.YAMLError):
            break
        if not isinstance(read, dict):
            break
        found = {**read, **found}
        file = file.parent / str(read["INHERIT"]) if file and "INHERIT" in read else None
    return found


def may_be_rare(text: str) -> bool:
    """False where a text has no sign of what `_RARE` makes: each asks for one of them, so it makes nothing of such a text."""
    return has_any(text, _RARE_SIGNS)


def converter(root: Path, *more: Extension, rare: bool = True) -> markdown.Markdown:
    """What MkDocs would convert a page with, by the `markdown_extensions:` of the project in `root`, or of ours; and `more`.

    Without `rare` it converts texts that are not (`may_be_rare`).
    """
    settings = settings_of(root)
    wanted = (settings if "markdown_extensions" in settings else settings_of(OURS)).get("markdown_extensions")
    configs: dict[str, Any] = {}
    for one in wanted if isinstance(wanted, list) else []:
        configs |= (
            {str(name): config or {} for name, config in one.items()} if isinstance(one, dict) else {str(one): {}}
        )
    configs = {**{name: {} for name in BUILTINS}, **configs}
    import markdown  # a check that converts no page should not wait for it

    try:
        configs |= {name: {**configs[name], **options} for name, options in OPTIONS.items() if name in configs}
        found = [_extension(name, config) for name, config in configs.items() if rare or _RARE.get(name) != config]
        return markdown.Markdown(extensions=[*found, *more], extension_configs=configs)
    except (ImportError, AttributeError, KeyError, TypeError, ValueError):
        if root == OURS:
            raise
        return converter(OURS, *more, rare=rare)  # an extension is not there or set wrongly: told with the settings


def _extension(name: str, config: Mapping[str, Any]) -> Extension | str:
    """An extension of Markdown's own or of pymdownx; of another's its name, by which Markdown looks for it.

    Markdown would look for each in the list of all that is installed, which a check should not have to read.
    """
    try:
        module = import_module(name if name.startswith("pymdownx.") else f"markdown.extensions.{name}")
    except ModuleNotFoundError:
        return name
    made: Extension = module.makeExtension(**config)
    return made


def make(converter: markdown.Markdown, text: str) -> Made:
    """Convert a body whose blocks are expanded, and read what came of it. Raises RecursionError as Markdown does."""
    html = converter.reset().convert(text)
    return read(html, {label: url for label, (url, _) in converter.references.items()})


def read(html: str, defined: Mapping[str, str]) -> Made:
    """Read what came of a body; `defined` are the link definitions of the page: label → address."""
    reader = _Reader()
    reader.read(html)
    made = reader.made
    made.texts = [words for text in made.texts if text and (words := in_a_line(text))]
    for link in made.links:
        link.words = in_a_line(link.words)
    made.defined = defined
    return made


class _Reader(HTMLParser):
    """Reads the HTML of Markdown: tags within a line do not end a text, all others do."""

    def __init__(self) -> None:
        super().__init__()
        self.made = Made(texts=[""])
        self._link: Link | None = None
        self._lists: list[tuple[str, int]] = []  # those open: their tag and the number of the next item
        self._item: Item | None = None  # whose beginning is being read
        self._is_code = False
        self._below_made = 0  # open tags of notes or contents: Markdown made that list, no editor numbered it

    def read(self, html: str) -> None:
        """Read all of it: tag by tag where each “<” begins a plain one, as nearly always; else as the library does, which is slow."""
        parts = _TAG.split(html)
        if len(parts) // 4 != html.count("<"):
            self.feed(html)
            self.close()
            return
        for text, ended, begun, values in zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=False):
            if text:
                self.handle_data(unescape(text))
            if ended:
                self.handle_endtag(ended)
            else:
                self.handle_starttag(
                    begun, [(name, unescape(value)) for name, value in _VALUE.findall(values)] if values else []
                )
        self.handle_data(unescape(parts[-1]))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values: dict[str, str] = {}
        if attrs:  # as few tags have
            values = {name: value or "" for name, value in reversed(attrs)}  # of two alike a browser takes the first
            self.made.said += [values[name] for name in _SAID if values.get(name)]
            if "id" in values:
                self.made.ids.append(values["id"])
        if tag not in _VOID and (self._below_made or values.get("class") in _MADE_LISTS):
            self._below_made += 1
        if tag == "a" and "href" in values:
            self._link = Link(values["href"], "", values.get("title", ""))
            self.made.links.append(self._link)
        elif tag == "img":
            self.made.pictures.append(values.get("src", ""))
            if not values.get("alt", "").strip():
                self.made.wordless.append(values.get("src", ""))
            words = f" {values.get('alt', '')} {values.get('title', '')} "
            if self._link:
                self._link.words += words
            if self._item:
                self._item.text += words
        elif tag == "br":
            self.handle_data(" ")
        elif ":" in tag:  # `<tel:115>`: a link as an editor meant it, a tag as Markdown takes it
            self.made.links.append(Link(tag))
        elif tag not in _INLINE and tag != "wbr":
            self._begin(tag, values)

    def _begin(self, tag: str, values: Mapping[str, str]) -> None:
        self.made.texts.append("")
        if tag == "pre":
            self._is_code = True
            self.made.code.append("")
        if self._below_made:
            return
        if tag in ("ul", "ol"):
            self._lists.append(
                (tag, int(found[0]) if (found := re.match("[0-9]{1,9}", values.get("start", ""))) else 1)
            )
            self._item = None
        elif tag == "li" and self._lists:
            kind, number = self._lists[-1]
            self._lists[-1] = (kind, number + 1)
            self._show(Item(kind, number if kind == "ol" else 0, len(self._lists)))
        elif tag in _HEADINGS:
            self._show(Item("h", int(tag[1]), 0))

    def _show(self, item: Item) -> None:
        self._item = item
        self.made.items.append(item)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # `<hr />` ends nothing

    def handle_endtag(self, tag: str) -> None:
        if self._below_made:
            self._below_made -= 1
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag == "a":
            self._link = None
        elif tag not in _INLINE:
            self.made.texts.append("")
            self._item = None
            self._is_code &= tag != "pre"

    def handle_data(self, data: str) -> None:
        self.made.texts[-1] += data
        if self._is_code:
            self.made.code[-1] += data
        if self._link:
            self._link.words += data
        if self._item:
            self._item.text += data
