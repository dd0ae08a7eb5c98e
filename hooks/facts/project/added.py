"""The files that a build adds to those that editors wrote: pages of records, sheets to print, files for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from markupsafe import Markup

from facts.exports import files
from facts.exports.tried import tried_with
from facts.project.build import Build
from facts.project.memory import MADE
from facts.rendering import catalog, generated
from facts.rendering.generated import GeneratedPage


def pages(build: Build) -> Iterator[GeneratedPage]:
    """Every page that nobody wrote: those that records have, and the sheets to print."""
    site = build.context.site
    yield from generated.pages(site.facts)
    yield from generated.papers(site.facts, site.settings.province)


def exports(build: Build) -> Mapping[str, bytes]:
    """Every file for other programs, by its path; from then on pages can say how large each is."""
    site = build.context.site
    of = (site.today, site.settings)
    there = MADE.get("exports there", of, lambda: tuple(files.there(site)))
    found = {
        export.path: MADE.get(("export", export.path), of, lambda export=export: export.make(site).encode())  # type: ignore[misc]
        for export in there
    }
    build.context = replace(
        build.context,
        sizes=MADE.watched("sizes", {path: len(content) for path, content in found.items()}),
        said_files=tuple((export.path, export.says) for export in there if export.says),
        tried={path: tried_with(path) for path in found},
    )
    return found


def sheet(build: Build, url: str, name: str) -> Markup:
    """The sheet to print of this name, for the page at `url`."""
    context = build.context.at(url)
    return catalog.sheet(context, name)
