"""Shapes what Markdown makes of a page: puts blocks in their places, lets keys scroll tables, names checkboxes.

An extension of Python-Markdown, so that it works on Markdown's own tree and never on the text of our HTML. What only the
build knows stays open: a mark stands for each block, and for where each link leads (`converter`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from copy import deepcopy
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import TocTreeprocessor, remove_fnrefs, render_inner_html, strip_tags, unique
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString, Registry

from facts.rendering.marks import block_mark, link_mark, mark

_MARK = re.compile(f"^{mark('([0-9]+)')}$")
_BOXES = {
    f'<input type="checkbox" disabled{checked}/> ': f'<input type="checkbox" disabled{checked} aria-label="{said}"> '
    for checked, said in ((" checked", "đã xong"), ("", "chưa xong"))
}
# The inline patterns that the library and our settings have, and the signs of which each of them needs one.
# fmt: off
_PATTERNS = (
    "autolink", "automail", "backtick", "em_strong", "em_strong2", "entity", "escape", "footnote", "html", "image_link",
    "image_reference", "linebreak", "link", "not_strong", "reference", "short_image_ref", "short_reference",
)
# The same of its processors of blocks: none of them but the last takes lines that begin with a letter.
_PROCESSORS = (
    "admonition", "code", "defindent", "deflist", "details", "empty", "footnote", "hashheader", "hr", "indent", "olist",
    "paragraph", "quote", "reference", "setextheader", "tabbed", "table", "ulist",
)
# The same of what goes over the tree, and over the text that is made of it.
_TREE = ("attr_list", "footnote", "footnote-duplicate", "inline", "prettify", "task-list", "toc", "unescape")
_TEXT = ("amp_substitute", "footnote", "raw_html")
# fmt: on
_LINES = re.compile(r"[^\W\d_].*(?:\n[^\W\d_].*)*")
_SIGNS = ("\\", "`", "*", "_", "[", "<", "&", "  \n")
_MARKUP = re.compile(f"[<>&{STX}]")
_ADDRESSES = {"a": "href", "img": "src"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Shaping(Extension):
    """One instance serves pages one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.leads: list[str] = []  # where the links and pictures of the page lead, in its order
        self.title: str | None = None  # the words of the heading that it begins with

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the library's name
        """Join in: before HTML is looked for, and after every part of the tree has its attributes and ids."""
        md.registerExtension(self)
        page = _Page(md)
        page.spare(
            md.preprocessors, "normalize_whitespace", STX, ETX, "\r", "\t", "\n ", made=lambda lines: [*lines, "", ""]
        )
        page.spare(md.preprocessors, "fenced_code_block", "```", "~~~")
        page.spare(md.preprocessors, "html_block", "<", "&")
        md.preprocessors.register(_Blocks(md), "facts-blocks", 22)
        page.spare(md.preprocessors, "facts-blocks", mark("")[0])
        has_our_blocks = _are_all(md.parser.blockprocessors, _PROCESSORS)
        if has_our_blocks and _are_all(md.inlinePatterns, _PATTERNS) and _are_all(md.treeprocessors, _TREE):
            page.spare(md.treeprocessors, "attr_list", "{")
            page.spare(md.treeprocessors, "unescape", "\\")
            page.spare(md.treeprocessors, "task-list", "[")
            md.treeprocessors.register(_Plain(page), "facts-plain", 21)
        if has_our_blocks:
            md.parser.blockprocessors.register(_Paragraph(md.parser), "facts-paragraph", 110)
        if "toc" in md.treeprocessors and _are_all(md.postprocessors, _TEXT):
            toc = md.treeprocessors["toc"]
            if isinstance(toc, TocTreeprocessor) and _only_names(toc):
                md.treeprocessors.register(_Contents(toc), "toc", 5)
        md.block_level_elements = frozenset(md.block_level_elements)  # type: ignore[assignment]  # asked of each element
        md.treeprocessors.register(_Shapes(md), "facts-shapes", 3)
        md.treeprocessors.register(_Leads(md, self), "facts-leads", -1)

    def reset(self) -> None:
        """Begin another page."""
        self.leads, self.title = [], None


def _are_all(registered: Registry[Any], names: Collection[str]) -> bool:
    return len(registered) == sum(name in registered for name in names)


class _Page:
    """The page that the library is at: its lines are put together once for all who look for signs in them."""

    def __init__(self, md: Markdown) -> None:
        self.md: Any = md
        self._lines: list[str] = []
        self._text = ""

    def has_any(self, *signs: str) -> bool:
        """True where one of them stands in the page; one letter is found much sooner than two in a row."""
        if self._lines is not self.md.lines:
            self._lines, self._text = self.md.lines, "\n".join(self.md.lines)
        return any(sign[0] in self._text and sign in self._text for sign in signs)

    def spare(
        self, registered: Registry[Any], name: str, *signs: str, made: Callable[[Any], Any] = lambda given: given
    ) -> None:
        """Ask a processor only of a page with a sign that it needs: it would go over every line or element and find nothing.

        Of any other page it would have `made` the same.
        """
        if name in registered:
            processor: Any = registered[name]
            run = processor.run
            processor.run = lambda given: run(given) if self.has_any(*signs) else made(given)


def _only_names(toc: TocTreeprocessor) -> bool:
    """True where the settings have it change nothing of headings but their ids."""
    return not toc.base_level and not toc.use_anchors and toc.use_permalinks in (False, None)


class _Paragraph(ParagraphProcessor):
    """Takes a plain paragraph at once: the library would ask seventeen other processors first."""

    def test(self, parent: Element, block: str) -> bool:
        return _LINES.fullmatch(block) is not None


class _Blocks(Preprocessor):
    """Puts a mark away for each block, as the library does with HTML of its own."""

    def run(self, lines: list[str]) -> list[str]:
        shaped: list[str] = []
        for line in lines:
            if found := _MARK.match(line):
                shaped += ["", self.md.htmlStash.store(block_mark(found[1]) + "\n"), ""]
            else:
                shaped.append(line)
        return shaped


class _Plain(Treeprocessor):
    """Spares texts without a sign that any pattern needs: the library would try every pattern on each of them.

    A sign comes from the page's lines, or stands for what the library has put away.
    """

    def __init__(self, page: _Page) -> None:
        super().__init__(page.md)
        self._page = page

    def run(self, root: Element) -> None:
        signs = [sign for sign in _SIGNS if self._page.has_any(sign)]
        for element in root.iter():
            if (text := element.text) and STX not in text and not (signs and any(sign in text for sign in signs)):
                element.text = AtomicString(text)
            if (tail := element.tail) and STX not in tail and not (signs and any(sign in tail for sign in signs)):
                element.tail = AtomicString(tail)


class _Contents(Treeprocessor):
    """Gives headings their ids; the library is asked only for a page with the mark of its list of contents: the one that readers see is ours."""

    def __init__(self, toc: TocTreeprocessor) -> None:
        super().__init__(toc.md)
        self._toc = toc

    def run(self, root: Element) -> None:
        if any(self._toc.marker in element.text for element in root.iter() if element.text):
            self._toc.run(root)
            return
        ids = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
        found: dict[str, int] = {}
        for heading in (element for element in root.iter() if element.tag in _HEADINGS):
            if "id" not in heading.attrib:
                words = unescape(_words(heading, self._toc.md))
                heading.set("id", unique(self._toc.slugify(words, self._toc.sep), ids, found))
            heading.attrib.pop("data-toc-label", None)


def _words(heading: Element, md: Markdown) -> str:
    """The words of a heading, as the library gives them to its list of contents; with no markup in it they are its text."""
    text = heading.text or ""
    if len(heading) or _MARKUP.search(text):
        return strip_tags(render_inner_html(remove_fnrefs(heading), md))
    return " ".join(text.split())


class _Leads(Treeprocessor):
    """Notes the title, and where links and pictures lead; leaves a mark for each where the library has nothing left to put in."""

    def __init__(self, md: Markdown, shaping: Shaping) -> None:
        super().__init__(md)
        self._shaping = shaping

    def run(self, root: Element) -> None:
        if len(root) and root[0].tag == "h1":
            self._shaping.title = self._read(root[0])
        for element in root.iter():
            name = _ADDRESSES.get(element.tag)
            if name and (url := element.get(name)) is not None:
                if STX not in url:
                    element.set(name, link_mark(len(self._shaping.leads)))
                self._shaping.leads.append(url)

    def _read(self, heading: Element) -> str:
        """The words of a heading, of a picture what is read aloud."""
        bare = deepcopy(heading) if len(heading) else heading
        for image in bare.iter("img"):
            image.tag, image.text, image.attrib = "span", image.get("alt", ""), {}
        return _words(bare, self.md)


class _Shapes(Treeprocessor):
    """Cells are aligned by class (`style=` is refused); a table's box takes the focus, so that keys scroll it."""

    def run(self, root: Element) -> None:
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[:] = [_BOXES.get(raw, raw) if isinstance(raw, str) else raw for raw in stash]
        for parent in root.iter():
            if parent.tag in ("td", "th") and (style := parent.attrib.pop("style", "")):
                parent.set("class", style.removeprefix("text-align: ").rstrip(";"))
            elif parent.tag == "ul" and _is_of_doors(parent):
                parent.set("class", "doors")
            for at, child in enumerate(parent):
                if child.tag == "table" and parent.get("class") != "wide":
                    parent[at] = _in_a_box(child)


def _is_of_doors(items: Element) -> bool:
    first = items.find("li/a")
    return first is not None and "door" in first.get("class", "").split() and not (items[0].text or "").strip()


def _in_a_box(table: Element) -> Element:
    box = Element("div", {"class": "wide", "role": "group", "aria-label": "Bảng", "tabindex": "0"})
    box.tail, table.tail = table.tail, None
    box.append(table)
    return box
