"""A finished site, read as a browser would: every link leads to a file and an anchor that are there."""

from __future__ import annotations

import html
import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from delivery.same import Held, Lying, lying

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RAW = re.compile(r"(<(s(?:cript|tyle)|te(?:xtarea|mplate))\b[^>]*>).*?</\2>", re.DOTALL | re.IGNORECASE)
# But one that is only a name.
_TAG = re.compile(r"<[a-zA-Z][\w:-]*+(?!>)[^<>\"']*+(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*+)*+>")
_NAME = re.compile(r"[\w:-]+")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LINKS = {"href", "src", "action", "poster", "data", "xlink:href", "aria-describedby", "aria-labelledby"}
_IDS_ONLY = {"aria-describedby", "aria-labelledby"}
_CLIMBS = re.compile(r"\.\./[\w.-]")  # and is no root or query or address once the first step is off
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def tags(page: str) -> list[str]:
    """Every tag of a page's HTML that may have attributes, as it is written. A site has few, each many times."""
    found: list[str] = _TAG.findall(_RAW.sub(r"\1", _COMMENT.sub("", page)))
    return found


def attributes_of(tag: str) -> Iterator[tuple[str, str, str]]:
    """Yield (tag, attribute, value) for every attribute of a tag, entities resolved."""
    of = _NAME.findall(tag)[0]
    for name, double, single, plain in _ATTRIBUTE.findall(tag, 1 + len(of)):
        yield of.lower(), name.lower(), html.unescape(double or single or plain)


class Found(NamedTuple):
    """What a page's HTML names: its ids with how often each stands there, and (attribute, link), each once."""

    ids: dict[str, int]
    links: tuple[tuple[str, str], ...]


@dataclass
class Known:
    """What a walk that had nothing to tell leaves for the next one."""

    base: str = ""
    pages: dict[str, tuple[bytes, tuple[str, ...]]] = field(default_factory=dict)  # the SHA-256 and the ids of each
    led: set[tuple[str, str]] = field(default_factory=set)  # where links led to: file and anchor


def walk(
    site: Path,
    base: str = "/",
    root_served: str = "404.html",
    known: Known | None = None,
    held: Held | None = None,
    found: Mapping[str, Lying] | None = None,
    named: Mapping[bytes, Found] | None = None,
) -> list[str]:
    """Every dead link, dead anchor and repeated id below `site`, as sentences, in order.

    `base` is the path under which the site is served ("/" or "/du-an/"); links that start with "/" must start with
    it. `root_served` is the page a host shows at any address, whose relative links therefore lead astray. `known` is of an
    earlier walk, and afterwards of this one: of pages whose SHA-256 is the same nothing is read, unless something is gone that a link
    led to. What `held` knows is not read for it; `found` is all that lies there, for who has looked. `named` is what pages name
    by the SHA-256 of their bytes, for who has read them already.
    """
    held, found, named = held or Held(), lying(str(site)) if found is None else found, named or {}
    present = {path for path in found if path[-1] != "/"}
    paths = sorted((path for path in present if path.endswith(".html")), key=lambda path: path.split("/"))
    before = known if known and known.base == base else Known()
    digests = {path: held.of(*found[path]) for path in paths} if known or named else {}
    ids: dict[str, Collection[str]] = {
        path: one[1] for path, one in before.pages.items() if one[0] == digests.get(path)
    }
    read = {
        path: named.get(digests.get(path, b"")) or found_in(tags((site / path).read_bytes().decode("utf-8")))
        for path in paths
        if path not in ids
    }
    ids |= {path: page.ids for path, page in read.items()}
    if any(path not in present or (anchor and anchor not in ids[path]) for path, anchor in before.led):
        return walk(site, base, root_served, known and _forgotten(known), held, found, named)
    findings = [
        f"{path}: id “{id}” đứng {n} lần" for path, page in read.items() for id, n in sorted(page.ids.items()) if n > 1
    ]
    ways = _Ways(base, root_served, present, ids)
    for path, page in read.items():
        findings += ways.dead(path, page)
    if known and not findings:
        known.base, known.led = base, before.led | ways.led
        known.pages = {path: (digests[path], tuple(ids[path])) for path in paths}
    elif known:
        _forgotten(known)
    return findings


def _forgotten(known: Known) -> Known:
    known.base, known.pages, known.led = "", {}, set()
    return known


def found_in(tags: Iterable[str]) -> Found:
    """What a page of these tags names."""
    ids: Counter[str] = Counter()
    links: dict[tuple[str, str], None] = {}
    for named, led in map(_named, tags):
        for id in named:
            ids[id] += 1
        links.update(led)
    return Found(dict(ids), tuple(links))


@lru_cache(maxsize=4096)
def _named(written: str) -> tuple[list[str], dict[tuple[str, str], None]]:
    """The ids that a tag gives, and each (attribute, link)."""
    ids: list[str] = []
    links: list[tuple[str, str]] = []
    for tag, name, value in attributes_of(written):
        if name == "id" or (name == "name" and tag == "a"):
            ids.append(value)
        elif name in _IDS_ONLY:
            links += [(name, f"#{one}") for one in value.split()]
        elif name in _LINKS:
            links.append((name, value))
        elif name == "srcset":
            links += [(name, one.split()[0]) for one in value.split(",") if one.strip()]
    return ids, dict.fromkeys(links)


def _from_above(folder: str, link: str) -> tuple[str, str]:
    """A link within the site as it is written from the folder that it climbs to: many pages have it, each in its own folder."""
    while folder and _CLIMBS.match(link) and ":" not in link:
        folder, link = folder.rpartition("/")[0], link[3:]
    return folder, link


class _Ways:
    """Follows the links of one site, each way once for all pages of a folder that have it."""

    def __init__(self, base: str, root_served: str, present: set[str], ids: Mapping[str, Collection[str]]) -> None:
        self._base, self._root_served, self._present, self._ids = base, root_served, present, ids
        self._told: dict[tuple[str, str], str] = {}  # where it is followed from, and how
        self.led: set[tuple[str, str]] = set()  # where links led to: file and anchor

    def dead(self, path: str, page: Found) -> Iterator[str]:
        """A sentence for each link of a page that leads nowhere."""
        folder, anywhere, told = posixpath.dirname(path), path == self._root_served, self._told
        for name, link in page.links:
            if link[:1] == "#" and link[1:] in page.ids and "%" not in link:
                continue
            is_of_folder = link[:1] not in ("", "#", "?") and not anywhere  # it leads to the same from every page of it
            key = _from_above(folder, link) if is_of_folder else (path, link)
            if key not in told:
                start = path if key[1] == link else posixpath.join(key[0], "index.html")
                told[key] = self._follow(start, key[1], anywhere)
            if problem := told[key]:
                yield f"{path}: {name}=“{link}” {problem}"

    def _follow(self, path: str, link: str, anywhere: bool) -> str:
        """Say what is wrong with a link, or '' and note into `led` where it leads."""
        if _ELSEWHERE.match(link) or link.startswith("//"):
            return ""
        parts = urlsplit(link)
        target = unquote(parts.path)
        if parts.query:
            return "có dấu hỏi: không địa chỉ nào của trang này mang câu hỏi theo"
        if target.startswith("/"):
            if not target.startswith(self._base):
                return f"ra ngoài {self._base}"
            found = target[len(self._base) :].removeprefix("./")
            found = "" if found == "." else found  # so the builder writes the home page, seen from the 404 page
        elif not target:
            found = path
        elif anywhere:
            return "là tương đối, mà trang này hiện ở mọi địa chỉ"
        else:
            found = posixpath.normpath(posixpath.join(posixpath.dirname("/" + path), target)).lstrip("/")
            if target.endswith(("/", "..", ".")) and found and not found.endswith("/"):
                found += "/"
            if posixpath.normpath(posixpath.join(posixpath.dirname(path), target)).startswith(".."):
                return "ra ngoài trang"
        if found == "" or found.endswith("/"):
            found += "index.html"
        if found not in self._present:
            return "không dẫn tới đâu"
        anchor = unquote(parts.fragment)
        if anchor.startswith("q=") or found not in self._ids:
            anchor = ""
        if anchor and anchor not in self._ids[found]:
            return "không có chỗ neo đó"
        self.led.add((found, anchor))
        return ""
