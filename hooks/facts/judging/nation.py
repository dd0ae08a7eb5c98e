"""What a record or page of the nation's layer must not say, since every province shows it: the name of this one, or that it is a tỉnh.

Names of publishers may stay, with what rests on them: where a fact was read is true everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from facts.judging import own_word
from facts.problems import Problem
from facts.reading import layers, load, markdown
from facts.reading.markdown import MarkdownPage
from facts.records.models import Record, Source
from facts.records.parts import texts
from facts.site.store import Facts

_SHOWN = ("title", "description", "crumb", "topics")
_NOT_OURS = re.compile(r"\{\{ *(?:sources|quote)\(.*?\}\}|\]\([^)]*\)|\{ *#[^}]*\}", re.DOTALL)


def check(facts: Facts, pages: Iterable[MarkdownPage], root: Path) -> Iterator[Problem]:
    """Every sentence of the nation's layer that is of the province of this site alone; nothing where the layer is not written."""
    table = facts.tables.province
    if table is None or layers.is_taken(root):
        return
    own = re.escape(table.name)  # first, for it is found faster than what may not stand before it
    name = re.compile(  # as one of several it is no sentence on it
        rf"{own}(?<=\b{own})(?<!Báo {own})\b(?:(?<!, {own})|(?!,| và|$))"
    )
    say = f"“{table.name}” ở bản của cả nước: tỉnh nào cũng hiện câu này."
    for (kind, id), document in sorted(facts.documents.items()):
        record = facts.find(kind, id)
        if not layers.in_nation(document.path) or not isinstance(record, Record) or isinstance(record, Source):
            continue
        advice = f"Viết câu chung, hoặc để câu riêng ở data/{kind}/{id}.yml, tệp của tỉnh."
        said = [(facts.place_in(kind, id, loc), text) for loc, text in texts(record)]
        for place, text in said:
            if name.search(text):
                yield Problem(place, "local", f"{say} {advice}")
        if any(any(own_word.own(text)) for _, text in said):  # as read, with what was put in for {{ tỉnh }}
            written = {scalar.place: scalar.text for scalar in load.scalars(load.load(root / document.path, root).root)}
            for place, _ in said:
                yield from (Problem(place, "local", told) for _, told in own_word.own(written.get(place, "")))
    for page in pages:
        if layers.in_nation(page.path):
            yield from _page(page, root, name, table.name, say)


def _page(page: MarkdownPage, root: Path, name: re.Pattern[str], called: str, say: str) -> Iterator[Problem]:
    advice = "Viết câu chung, hoặc {{ local(…) }} với câu riêng ở docs/local/."
    for field in ("title", "description", "crumb"):
        if name.search(page.meta.get(field, "")):
            yield Problem(page.places[field], "local", f"{field}: {say} {advice}")
    for field in ("topics", "asked"):  # small letters, as people ask
        if called.lower() in page.meta.get(field, "").lower():
            yield Problem(page.places[field], "local", f"{field}: {say} Bỏ tên, hoặc viết {{{{ tỉnh }}}}.")
    if any(any(own_word.own(page.meta.get(field, ""))) for field in _SHOWN):
        written = markdown.split(load.read_text(root / page.path, page.path)[0] or "", page.path, page.url)
        for field in _SHOWN:
            for _, told in own_word.own(written.meta.get(field, "")):
                yield Problem(page.places[field], "local", f"{field}: {told}")
    ours = _NOT_OURS.sub(lambda match: " " * len(match[0]), page.body_as_written)
    for match in name.finditer(ours):
        yield Problem(page.place_as_written(match.start()), "local", f"{say} {advice}")
    for offset, told in own_word.own(ours):
        yield Problem(page.place_as_written(offset), "local", told)
