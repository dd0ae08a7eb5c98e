"""What the hooks of one build hand on to each other and to templates: all that a build knows beside its settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from delivery.assets import Assets
from delivery.links import Found
from delivery.same import Held, Lying, Same, lies, lying
from facts.problems import Problem
from facts.reading.as_made import OPTIONS
from facts.reading.content import Content
from facts.reading.markdown import MarkdownPage
from facts.records.addresses import KEEP, OFFLINE
from facts.rendering import qr
from facts.rendering.blocks import Context
from facts.rendering.converter import Converter
from facts.rendering.rendered import SaidOnce, Seen
from facts.search.index import FOLDER, Read
from facts.site.site import Site


@dataclass
class Progress:
    """How far a build has come: when it began, by the machine's own clock, and its pages, read and written, done and in all."""

    since: float = 0.0
    all: int = 0
    done: int = 0


@dataclass
class Build:
    """One build, from `on_config` on; it stands in `extra` under "build", where no editor's setting can be."""

    day: date
    is_serving: bool  # an editor is looking on
    has_drafts: bool
    commit: str  # ten digits, or '' where none was named
    context: Context
    converter: Converter
    problems: tuple[Problem, ...] = ()  # while an editor looks on: what stands on every page instead of the site
    pages: dict[str, MarkdownPage] = field(default_factory=dict)  # as editors wrote them, by path, until read
    site: Site | None = None  # that of the context, of which no question is noted: for what is not kept
    unchecked: str = ""  # what of the province nobody has checked yet, as sentences for its readers
    keeps: bool = False  # it takes from the builds before what is the same
    made_by: bytes = b""  # what stands for the code, where it takes from another process
    read: dict[str, Read] = field(default_factory=dict)  # what finished pages hold, by their address
    seen: dict[str, Seen] = field(default_factory=dict)  # what went into each page, by its address
    crumbs: Callable[[str], list[tuple[str, str]]] = lambda url: []  # the pages above an address, as (address, title)
    edited_at: dict[str, str] = field(default_factory=dict)  # the file an editor changes, by that of the finished page
    kept: tuple[str, ...] = ()  # what the worker keeps for readers who ask, by address
    progress: Progress = field(default_factory=Progress)
    # Where it keeps: what pages share, and what each is made of; what is being asked; the files of the last build.
    frame: Any = ()
    templates: Any = ()
    content_of: dict[str, bytes] = field(default_factory=dict)  # what stands for the content of each
    html_of: dict[str, bytes] = field(default_factory=dict)  # the content, where it was not read again
    made_of: dict[str, Any] = field(default_factory=dict)
    answers: dict[Any, Any] = field(default_factory=dict)
    left: set[str] | None = None
    held: Held = field(default_factory=Held)  # what files are known to hold
    same: Same | None = None  # where it keeps and no editor looks on: the files that the site that stands has too
    named: dict[bytes, Found] = field(default_factory=dict)  # what pages name, by the SHA-256 of what was to be written
    files: set[str] = field(default_factory=set)
    lying: dict[str, Lying] = field(default_factory=dict)  # all of the finished site, once it was looked at
    markdown_options: ClassVar[Mapping[str, Mapping[str, Any]]] = OPTIONS
    # Under `mkdocs serve`, beside the pages: the index once somebody searches, and what is shown instead of the site.
    search: ClassVar[str] = FOLDER
    told: ClassVar[str] = ".problems"
    offline: ClassVar[str] = OFFLINE  # the page that stands for one that was not kept
    _assets: Assets | None = None

    @classmethod
    def of(cls, extra: Mapping[str, Any]) -> Build:
        """The build that is going on, out of the settings that MkDocs hands to every hook."""
        found = extra["build"]
        assert isinstance(found, cls)
        return found

    def choose_kept(self, pages: Mapping[str, Mapping[str, Any]]) -> None:
        """Of the pages by their address, each with its front matter: the light ones, and the page that takes them off again.

        Where the way out leads is one of them: what is not kept is answered offline by the page with the numbers, which
        is what a reader leaves. None where the site has no page to keep from, or none to show offline.
        """
        light = [
            url
            for url, meta in pages.items()
            if (meta.get("light") or meta.get("quiet") or meta.get("template") == "blank.html")
            and not meta.get("moved_to")
        ]
        loaded = [self.assets.css, self.assets.js, self.assets.scripts["keep.js"], self.assets.manifest]
        if KEEP in pages and self.offline in pages:
            self.kept = tuple(sorted([*light, self.assets.icon, KEEP, *loaded]))

    def look(self, site: Path) -> Mapping[str, Lying]:
        """All that lies in the finished site, looked at once: who writes there afterwards says so (`know`)."""
        self.lying = lying(str(site))
        return self.lying

    def know(self, site: Path, path: str) -> None:
        """Know a file of the finished site that was written since."""
        self.lying[path] = lies(site / path)

    @staticmethod
    def codes_of(html: str) -> tuple[str, ...]:
        """What the codes to scan lead to that stand in HTML of this process."""
        return qr.texts(html)

    @staticmethod
    def know_codes(codes: Iterable[str]) -> None:
        """Know the codes of a page that is taken: the last gate lets no others be."""
        qr.know(codes)

    @property
    def contents(self) -> dict[str, Content]:
        """What is in each finished page, by its address."""
        return {url: read.content for url, read in self.read.items()}

    def content(self, url: str | None) -> Content:
        """The content of the finished page at an address; nothing of a page that is made without Markdown (None)."""
        return self.read[url].content if url in self.read else Content()

    def said_once(self, url: str | None) -> SaidOnce:
        """The days that the page at an address says once for all of it."""
        seen = None if url is None else self.seen.get(url)
        return seen.said_once if seen else SaidOnce()

    @property
    def assets(self) -> Assets:
        """The site's own styles and scripts, once the files are known."""
        assert self._assets is not None
        return self._assets

    @assets.setter
    def assets(self, assets: Assets) -> None:
        self._assets = assets
