"""How a build begins: the day, the project read and judged, what is remembered of the build before; or why there is none."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from facts.judging import as_read, settings
from facts.problems import Problem
from facts.project import on_disk
from facts.project.asked import through
from facts.project.build import Build
from facts.project.loading import LOADING
from facts.project.memory import JUDGED, LEFT, LYING, MADE, leave_codes, resume_codes
from facts.project.pages import read_site
from facts.reading.markdown import read_pages
from facts.records import clock
from facts.rendering.blocks import Context
from facts.site.site import Settings

refused = settings.refused  # what MkDocs says of its settings before any build begins, in an editor's words


class CannotBeginError(Exception):
    """Nothing can be built; its sentence says why, in Vietnamese."""


def begin(
    root: Path, is_serving: bool, keeps: bool, extra: Mapping[str, Any], edit_uri: str | None, **site: str | None
) -> tuple[Build, list[Problem]]:
    """Read and judge the project in `root`: its build, and every problem in order.

    While an editor looks on (`is_serving`) a build that has errors is given with them; else they are for the caller to
    stop at. `keeps`: what earlier builds made may be taken, those of this process or, where it is one build, what the last one
    left on the disk. `site` has `site_url`, `site_name` and `description` of mkdocs.yml. Raises CannotBeginError.
    """
    if sys.flags.optimize > 1:  # what models say of themselves is a part of the open data
        raise CannotBeginError("Đừng dựng với PYTHONOPTIMIZE=2 hay python -OO: dữ liệu mở sẽ thiếu lời giải thích.")
    try:
        today = clock.build_day()
    except ValueError as error:
        raise CannotBeginError(str(error)) from None
    if wrong := settings.wrong_environment():
        raise CannotBeginError(wrong)
    drafts = os.environ.get("SITE_DRAFTS") == "1"
    keeps = keeps and (is_serving or on_disk.is_wanted())
    by = on_disk.made_by(root) if keeps and not is_serving else b""
    for name, memory in LEFT.items() if by else ():
        memory.resume(root, name, by)
    if by:
        resume_codes(root, by)
    JUDGED.begin(keeps)
    converter = as_read.converter(root)
    pages = read_pages(root, JUDGED.get)
    facts, problems = read_site(root, today, drafts, JUDGED, converter, pages)
    errors = tuple(problem for problem in problems if problem.stops)
    if errors:
        return Build(today, is_serving, drafts, "", Context.of(facts, today), converter, errors), problems
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp()))
    whose = facts.tables.province.full_name if facts.tables.province else None
    shown = Settings.read({**extra, "province": extra.get("province") or whose}, edit_uri, **site)
    context = Context.of(facts, today, settings=shown)
    MADE.begin(keeps)
    LYING.begin(keeps)
    watched = through(MADE.watch, context) if keeps else context
    said = facts.unchecked
    return Build(
        today,
        is_serving,
        drafts,
        _commit(),
        watched,
        converter,
        site=context.site,
        pages={page.source: page for page in pages},
        unchecked=said,
        keeps=keeps,
        made_by=by,
    ), problems


def wrong_settings(root: Path) -> list[Problem]:
    """What of mkdocs.yml stops a build before it begins."""
    return [problem for problem in settings.check(root) if problem.stops]


def leave(root: Path, by: bytes) -> None:
    """Leave what a build of the project in `root` made for the next process of the same code: what stood for it at its beginning."""
    leave_codes(root, by)
    for name, memory in LEFT.items():
        memory.leave(root, name, by)
    LOADING.leave(root)


def _commit() -> str:
    """`SITE_COMMIT`, the only way in which a commit comes into a site: never git, never a folder's name."""
    commit = os.environ.get("SITE_COMMIT", "")
    if commit and not re.fullmatch(r"[0-9a-f]{7,64}", commit):
        raise CannotBeginError("SITE_COMMIT phải là mã của một lần lưu: 7 đến 64 chữ số thập lục.")
    return commit[:10]
