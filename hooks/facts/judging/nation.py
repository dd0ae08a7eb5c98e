"""What a nation's record or page must not say, since every province shows it: a sentence that names this one.

Names of publishers may stay, with what rests on them: where a fact was read is true everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from facts.problems import Problem
from facts.reading import layers
from facts.reading.markdown import MarkdownPage
from facts.records.models import Record, Source
from facts.records.parts import texts
from facts.site.store import Facts

_NOT_OURS = re.compile(r"\{\{ *(?:sources|quote)\(.*?\}\}|\]\([^)]*\)|\{ *#[^}]*\}", re.DOTALL)


def check(facts: Facts, pages: Iterable[MarkdownPage], root: Path) -> Iterator[Problem]:
    """Every sentence of the nation's layer that names the province of this site; nothing where the layer is not written."""
    table = facts.tables.province
    if table is None or layers.is_taken(root):
        return
    word = rf"(?<!Báo )\b{re.escape(table.name)}\b"
    name = re.compile(
        rf"{word}(?<!, {re.escape(table.name)})|{word}(?!,| và|$)"
    )  # as one of several it is no sentence on it
    say = f"“{table.name}” ở bản của cả nước: tỉnh nào cũng hiện câu này."
    for (kind, id), document in sorted(facts.documents.items()):
        record = facts.find(kind, id)
        if not layers.in_nation(document.path) or not isinstance(record, Record) or isinstance(record, Source):
            continue
        for loc, text in texts(record):
            if name.search(text):
                advice = f"Viết câu chung, hoặc để câu riêng ở data/{kind}/{id}.yml, tệp của tỉnh."
                yield Problem(facts.place_in(kind, id, loc), "local", f"{say} {advice}")
    for page in pages:
        if not layers.in_nation(page.path):
            continue
        advice = "Viết câu chung, hoặc {{ local(…) }} với câu riêng ở docs/local/."
        for field in ("title", "description", "crumb"):
            if name.search(page.meta.get(field, "")):
                yield Problem(page.places[field], "local", f"{field}: {say} {advice}")
        body = page.written or page.body
        ours = _NOT_OURS.sub(lambda match: " " * len(match[0]), body)
        for match in name.finditer(ours):
            yield Problem(page.place_as_written(match.start()), "local", f"{say} {advice}")
