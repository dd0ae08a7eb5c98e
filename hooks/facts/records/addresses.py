"""Where each kind of record lives on the site, and how one page links to another."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import quote

from facts.records.kinds import KINDS

ADDRESSES = {name: kind.address for name, kind in KINDS.items()}
PAGE_KINDS = tuple(name for name, kind in KINDS.items() if kind.has_pages)
HUBS = {name: kind.hub for name, kind in KINDS.items()}  # the pages that all records of a kind stand below or upon
# Pages of docs/ that code and templates lead to.
ABOUT, GUIDES, PRIVACY, CALM = "gioi-thieu/", "huong-dan/", "huong-dan/rieng-tu/", "khong-chiu-noi/"
DATA, SEARCH, KEEP, OFFLINE = "du-lieu/", "tim-kiem/", "luu/", "ngoai-mang/"
# Sheets to print, of a commune or the province.
SHEETS = {"poster": "in/{id}/", "cards": "in/{id}/the/"}
# Files for programs and for phones.
API = "api/v1/"
CALENDAR = f"{HUBS['campaigns']}lich.ics"
FEED = f"{HUBS['changes']}atom.xml"
MESSAGE = f"{HUBS['hotlines'].rstrip('/')}.txt"


def address(kind: str, id: str) -> str:
    """The site-relative address of a record, `goi-ngay/tre-em/` or `nguon/#skds-2025`."""
    return ADDRESSES[kind].format(id=id)


def former_unit(name: str, code: str) -> str:
    """The anchor of a unit of before among all old names, on the page at `xa-phuong/`."""
    return f"{HUBS['communes']}#{slugify(name)}-{code}"


def source_path(kind: str, id: str) -> str:
    """The Markdown path that MkDocs knows the record's page by, with its anchor: `nguon.md#skds-2025`."""
    page, mark, anchor = address(kind, id).partition("#")
    return f"{page.rstrip('/')}.md{mark}{anchor}"


def relative(target: str, base: str) -> str:
    """Link to the site-relative address `target` from the page at site-relative address `base` ('' is home).

    A base that starts with '/' is the root of a page served at any address (404): links are then absolute.
    """
    if base.startswith("/"):
        return base + target
    path, mark, anchor = target.partition("#")
    if path == base and mark:
        return f"#{anchor}"
    folder = base if base.endswith("/") else posixpath.dirname(base)
    climbed = posixpath.relpath("/" + path, "/" + folder)
    if path == "" or path.endswith("/"):
        climbed = "./" if climbed == "." else climbed + "/"
    return climbed + mark + anchor


def slugify(text: str, separator: str = "-") -> str:
    """An ASCII anchor for a heading, đ kept as d: “Đường dây nóng” → `duong-day-nong`."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", separator, bare.encode("ascii", "ignore").decode()).strip(separator)


def edit_link(template: str, path: str) -> str:
    """Fill MkDocs's `edit_uri_template` as MkDocs does, for a path that may end in `#L12`; '' without a template."""
    if not template or not path:
        return ""
    file, mark, line = path.partition("#")
    return template.replace("{path!q}", quote(file, safe="")).replace("{path}", quote(file)) + mark + line


def address_in_words(url: str) -> str:
    """An address as people write it: without its scheme and its last slash."""
    return url.partition("://")[2].rstrip("/")
