"""A finished site, read as a browser would: every link leads to a file and an anchor that are there."""

from __future__ import annotations

import html
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RAW = re.compile(r"(<(script|style|textarea|template)\b[^>]*>).*?</\2>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LINKS = {"href", "src", "action", "poster", "data", "xlink:href", "aria-describedby", "aria-labelledby"}
_IDS_ONLY = {"aria-describedby", "aria-labelledby"}
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def attributes(page: str) -> Iterator[tuple[str, str, str]]:
    """Yield (tag, attribute, value) for every attribute of a page's HTML, entities resolved."""
    bare = _RAW.sub(r"\1", _COMMENT.sub("", page))
    for tag in _TAG.finditer(bare):
        for name, double, single, plain in _ATTRIBUTE.findall(tag[2]):
            yield tag[1].lower(), name.lower(), html.unescape(double or single or plain)


def walk(site: Path, base: str = "/", root_served: str = "404.html") -> list[str]:
    """Every dead link, dead anchor and repeated id below `site`, as sentences, in order.

    `base` is the path under which the site is served ("/" or "/du-an/"); links that start with "/" must start with
    it. `root_served` is the page a host shows at any address, whose relative links therefore lead astray.
    """
    pages = {p.relative_to(site).as_posix(): p for p in sorted(site.rglob("*.html"))}
    present = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    links: list[tuple[str, str, str]] = []
    ids: dict[str, set[str]] = {}
    findings: list[str] = []
    for path, file in pages.items():
        counted: Counter[str] = Counter()
        for tag, name, value in attributes(file.read_text(encoding="utf-8")):
            if name == "id" or (name == "name" and tag == "a"):
                counted[value] += 1
            elif name in _IDS_ONLY:
                links += [(path, name, f"#{one}") for one in value.split()]
            elif name in _LINKS:
                links.append((path, name, value))
            elif name == "srcset":
                links += [(path, name, one.split()[0]) for one in value.split(",") if one.strip()]
        ids[path] = set(counted)
        findings += [f"{path}: id “{id}” đứng {n} lần" for id, n in sorted(counted.items()) if n > 1]
    for path, name, link in dict.fromkeys(links):
        if problem := _follow(path, link, base, present, ids, path == root_served):
            findings.append(f"{path}: {name}=“{link}” {problem}")
    return findings


def _follow(path: str, link: str, base: str, present: set[str], ids: dict[str, set[str]], anywhere: bool) -> str:
    """Say what is wrong with a link, or ''."""
    if _ELSEWHERE.match(link) or link.startswith("//"):
        return ""
    parts = urlsplit(link)
    target = unquote(parts.path)
    if parts.query:
        return "có dấu hỏi: không địa chỉ nào của trang này mang câu hỏi theo"
    if target.startswith("/"):
        if not target.startswith(base):
            return f"ra ngoài {base}"
        found = target[len(base) :].removeprefix("./")
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
    if found not in present:
        return "không dẫn tới đâu"
    anchor = unquote(parts.fragment)
    if anchor and found in ids and anchor not in ids[found] and not anchor.startswith("q="):
        return "không có chỗ neo đó"
    return ""
