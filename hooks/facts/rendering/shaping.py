"""What Markdown makes of a page, in our shape: blocks at their places, tables that keys can scroll, boxes that are named.

An extension of Python-Markdown, so that it works on Markdown's own tree and never on the text of our HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

# Unicode keeps these two code points for a program's own use: no text has them.
_MARK = re.compile("^\ufdd0([0-9]+)\ufdd1$")
_BOXES = {
    f'<input type="checkbox" disabled{checked}/> ': f'<input type="checkbox" disabled{checked} aria-label="{said}"> '
    for checked, said in ((" checked", "đã xong"), ("", "chưa xong"))
}


def mark(number: int) -> str:
    """The line that stands in a page's Markdown for its block of that number, from 0."""
    return f"\ufdd0{number}\ufdd1"


class Shaping(Extension):
    """Give it the blocks of a page before the page is converted; one instance serves pages one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: Sequence[str] = ()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the library's name
        """Join in: before HTML is looked for, and after every part of the tree has its attributes and ids."""
        md.preprocessors.register(_Blocks(md, self), "facts-blocks", 22)
        md.treeprocessors.register(_Shapes(md), "facts-shapes", 3)


class _Blocks(Preprocessor):
    """Puts each block away as finished HTML, as the library does with HTML of its own."""

    def __init__(self, md: Markdown, shaping: Shaping) -> None:
        super().__init__(md)
        self._shaping = shaping

    def run(self, lines: list[str]) -> list[str]:
        shaped: list[str] = []
        for line in lines:
            if found := _MARK.match(line):
                shaped += ["", self.md.htmlStash.store(self._shaping.blocks[int(found[1])] + "\n"), ""]
            else:
                shaped.append(line)
        return shaped


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
