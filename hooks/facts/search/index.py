"""The files of the index: finished pages and the editors' tables, given to the finder."""

from __future__ import annotations

from collections.abc import Iterable

from facts.numbers import spotting
from facts.search import tables
from facts.search.pages import Read, Written, pages, read
from facts.site.site import Site
from finder.index import Gathered, build

__all__ = ["FOLDER", "Gathered", "Read", "Written", "files", "read"]

FOLDER = "finder"  # below which all files of the index lie


def files(site: Site, written: Iterable[Written], gathered: Gathered | None = None) -> dict[str, bytes]:
    """Every file of the index by its address, of the pages that may be found; `gathered` by an earlier one, and by this."""
    found = list(pages(site, written))
    pins = tables.pins(site, {page.url: page.title for page in found})
    synonyms = tables.synonyms(site.facts)
    return dict(build(found, synonyms, pins, FOLDER, _numbers, gathered))


def _numbers(text: str) -> Iterable[str]:
    return (one.digits for one in spotting.find(text))
