"""Names kept for examples (RFC 2606): what stands on one nobody can open, so it is of a made-up province and no fact.

A project that is a play from end to end says so: `extra.example: true` in mkdocs.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from facts.judging import settings
from facts.problems import Place, Problem
from facts.reading.markdown import MarkdownPage
from facts.records.kinds import FOLDERS
from facts.records.parts import addresses
from facts.site.store import Facts

_HOST = re.compile(
    r"(?:https?://|(?:mailto:)?[^\s/()<>\"'@:]+@)(?:[^\s/()<>\"'@]*[.@])?(?:example|invalid|test|example\.(?:com|net|org))(?![\w.-]*\w)",
    re.IGNORECASE,
)
# Most pages have none, and to seek one well is slow.
_MAY_BE = re.compile(r"[.@/](?:example|invalid|test)", re.IGNORECASE)


def check(facts: Facts, pages: Iterable[MarkdownPage], root: Path) -> Iterator[Problem]:
    """Every address on a name for examples, in records and pages; nothing where there is no site to make."""
    if _is_play(root):
        return
    for kind in sorted(FOLDERS):
        for id, record in sorted(facts.records.get(kind, {}).items()):
            for loc, url in addresses(record):
                if _HOST.match(url):
                    yield _told(facts.place_in(kind, id, loc), url)
    for page in pages:
        for found in _HOST.finditer(page.body) if _MAY_BE.search(page.body) else ():
            yield _told(page.place(found.start()), found[0])


def check_settings(root: Path) -> Iterator[Problem]:
    """The same of the settings."""
    for key, (place, text) in settings.shown(root).items() if not _is_play(root) else ():
        if key.startswith("extra.") and (named := _HOST.search(text)):
            yield _told(place, named[0])


def _is_play(root: Path) -> bool:
    """True where there is no site to make, and where the settings that would say so are told wrong."""
    shown = settings.shown(root)
    return (
        not (root / settings.FILE).is_file() or not shown or shown.get("extra.example", (None, "false"))[1] != "false"
    )


def _told(place: Place, url: str) -> Problem:
    return Problem(place, "made-up", f"“{url[:60]}” là địa chỉ để làm mẫu, không ai mở được. Thay bằng nơi có thật.")
