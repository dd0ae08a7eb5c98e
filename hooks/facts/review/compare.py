"""Two commits' facts side by side: which records changed for a reader, value by value, and on which pages.

Nothing here knows git: a snapshot is made of files and a day.
"""

from __future__ import annotations

import dataclasses
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from facts.judging import withdrawing
from facts.problems import Level, Place, Problem
from facts.project import pages
from facts.reading import layers, load, markdown
from facts.records import when
from facts.records.addresses import address
from facts.records.kinds import FOLDERS, KINDS, MODELS
from facts.records.models import Document, Gap, Record
from facts.records.parts import Loc
from facts.rendering import generated
from facts.rendering.blocks import Context
from facts.review import values
from facts.review.rewritten import Rewritten, Section, between, by_headings
from facts.site.store import Facts, Key
from facts.site.words import say_day

# --- one commit ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A page of one commit: its title, all its text, and the records that it was made of."""

    title: str
    text: str
    records: frozenset[Key]


@dataclass(frozen=True)
class Snapshot:
    """A commit as readers of the day would get it: its files, facts, problems, and pages by their address."""

    files: Mapping[str, bytes]
    facts: Facts
    problems: list[Problem]
    pages: Mapping[str, Shown]

    @property
    def keys(self) -> set[Key]:
        """Every record that was read, drafts and wrong ones left out."""
        return {(kind, id) for kind, records in self.facts.records.items() for id in records}

    def get(self, key: Key) -> Any:
        """One record, or None."""
        return self.facts.records.get(key[0], {}).get(key[1])

    def path_of(self, key: Key) -> str:
        """The file that holds a record, or would: the province's, where it has one."""
        kind, id = key
        own, nation = KINDS[kind].file(id), KINDS[kind].file(id, layers.NATIONAL)
        return nation if nation in self.files and own not in self.files else own

    def place(self, path: str, loc: Loc) -> Place:
        """Where something stands in a file of this commit."""
        document = self._document(path)
        return load.place_of(document.root, loc) if document and document.root else Place(path)

    def publish(self, path: str) -> str:
        """What a record's file says under `publish:`, also when the rest of it is wrong; '' without."""
        text = load.decode(self.files[path], path)[0] if path in self.files else None
        if text is not None and withdrawing.is_meant(text):
            return "withdrawn"
        document = self._document(path)
        scalar = load.scalar_at(document.root, ("publish",)) if document and document.root else None
        return scalar.text if scalar else ""

    def _document(self, path: str) -> load.Document | None:
        text = load.decode(self.files[path], path)[0] if path in self.files else None
        return load.parse(text, path) if text is not None else None


def snapshot(files: Mapping[str, bytes], today: date) -> Snapshot:
    """Read the files of data/ and docs/ as the build does on the day `today`."""
    with tempfile.TemporaryDirectory(prefix="facts-") as name:
        root = Path(name)
        for path, content in files.items():
            is_read = path.endswith((".yml", ".md", ".svg"))
            if (is_read or path.startswith("docs/")) and ".." not in path.split("/"):
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(content if is_read else content[:16])  # of a picture what says that it is one
        facts, problems = pages.read_site(root, today) if (root / "data").is_dir() else (_nothing(), [])
        return Snapshot(files, facts, problems, _rendered(root, facts, today))


def _nothing() -> Facts:
    return Facts({kind: {} for kind in FOLDERS}, None, {}, {})


def _rendered(root: Path, facts: Facts, today: date) -> dict[str, Shown]:
    """Every page by its address, its blocks expanded; what cannot be expanded is left out of it."""
    context = Context.of(facts, today)
    found = {}
    written = [(p.source, p) for p in markdown.read_pages(root)] if (root / "docs").is_dir() else []
    made = [(p.path, markdown.split(p.text, p.path, markdown.url_of(p.path))) for p in generated.pages(facts)]
    for source, page in (*written, *made):
        body = pages.expand(page.body, context.at(page.url), source, lambda *_: None)
        heading = re.search(r"^# (.+?)(?: \{.*)?$", page.body, re.MULTILINE)
        title = page.meta.get("crumb") or (heading[1] if heading else "") or page.meta.get("title", page.url)
        found[page.url] = Shown(title, repr(sorted(page.meta.items())) + str(body), body.seen.records)
    return found


# --- two commits ---------------------------------------------------------------------------------------------------


# What a reader would want to know first: whom to call. Sources are the proof of the rest and come last.
_FIRST = (
    "hotlines", "places", "documents", "plans", "programs", "campaigns", "results", "contradictions", "gaps",
    "communes",
)  # fmt: skip
_LAST = ("agencies", "changes", "sources")


def _as_told(key: Key) -> tuple[int, str]:
    kind, id = key
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST) + 1 + _LAST.index(kind) if kind in _LAST else len(
        _FIRST
    ), id


# What happened to a record, in the order told.
GROUPS = {
    "withdrawn": "Tạm rút",
    "returned": "Trở lại",
    "added": "Mới",
    "removed": "Không còn",
    "changed": "Đổi",
    "stale": "Hạn đối chiếu",
    "leaning": "Dựa vào điều vừa đổi",
    "rechecked": "Chỉ đối chiếu lại",
}


@dataclass(frozen=True)
class RecordChange:
    """One record that changed: its fields, and the addresses of the pages that show it and changed with it."""

    kind: str
    id: str
    name: str
    path: str
    fields: tuple[values.FieldChange, ...] = ()
    pages: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Report:
    """What a reader gets differently, and what is wrong with the step itself."""

    day: date
    groups: Mapping[str, tuple[RecordChange, ...]]  # by the names of GROUPS, each of them there
    pages: Mapping[str, str] = field(default_factory=dict)
    written: tuple[str, ...] = ()
    rewritten: tuple[Rewritten, ...] = ()
    sections: Mapping[str, tuple[Section, ...]] = field(default_factory=dict)  # of pages written by hand, by their path
    steps: tuple[Problem, ...] = ()
    problems: int = 0

    @property
    def stops(self) -> bool:
        """True when some step must be mended before the change goes in."""
        return any(step.level is Level.ERROR for step in self.steps)


def compare(base: Snapshot, head: Snapshot, today: date) -> Report:
    """Say what changes for readers between two snapshots on the day `today`; the step is not judged here."""
    changed_pages = {
        url: (head.pages.get(url) or base.pages[url]).title
        for url in sorted({*base.pages, *head.pages})
        if base.pages.get(url) != head.pages.get(url)
    }
    groups: dict[str, list[RecordChange]] = {group: [] for group in GROUPS}
    for key in sorted(base.keys | head.keys, key=_as_told):
        for group, change in _one(key, base, head, today):
            groups[group].append(dataclasses.replace(change, pages=_pages_of(change, changed_pages, base, head)))
    layers_of = ("data", f"data/{layers.NATIONAL}")
    tables = {"mkdocs.yml", *(f"{layer}/{table}.yml" for table in MODELS.keys() - KINDS.keys() for layer in layers_of)}
    before, after = layers.paired(base.files, head.files)
    before = _renamed(before, after, head.facts)
    written = [path for path in sorted({*before, *after}) if path in tables or path.startswith("docs/")]
    return Report(
        day=today,
        groups={group: tuple(found) for group, found in groups.items()},
        pages=changed_pages,
        written=tuple(path for path in written if before.get(path) != after.get(path)),
        rewritten=between(before, after),
        sections={path: found for path in written if (found := by_headings(path, before, after))},
        problems=len([p for p in head.problems if p.level is Level.ERROR]),
    )


def written_pages(files: Iterable[str]) -> dict[str, str]:
    """The pages written by hand among these files, address → path."""
    return {
        markdown.url_of(layers.below(path)): path for path in files if path.startswith("docs/") and path.endswith(".md")
    }


def _renamed(before: dict[str, bytes], after: Mapping[str, bytes], facts: Facts) -> dict[str, bytes]:
    """The files of before; a page that has moved since stands there by its new name, so that what changed in it is told."""
    gone, come = (written_pages(one.keys() - other.keys()) for one, other in ((before, after), (after, before)))
    names = {gone[one.old]: come[one.new] for one in facts.tables.moved.moved if one.old in gone and one.new in come}
    return {names.get(path, path): content for path, content in before.items()}


def _one(key: Key, base: Snapshot, head: Snapshot, today: date) -> Iterator[tuple[str, RecordChange]]:
    """Yield (group, change) for one record; a record told wrong in `head` is not judged: its problems are told."""
    old, new, path = base.get(key), head.get(key), head.path_of(key)
    if new is None:
        if path not in head.files or head.publish(path) == "draft" or key[0] not in FOLDERS:
            note = "để nháp" if path in head.files and key[0] in FOLDERS else ""
            yield "removed", RecordChange(*key, values.name_of(old), path, note=note)
        return
    change = RecordChange(*key, values.name_of(new), path)
    gone = isinstance(new, Record) and when.is_withdrawn(new, today)
    was_gone = isinstance(old, Record) and when.is_withdrawn(old, today)
    if old is None:
        if (was := base.path_of(key)) not in base.files or base.publish(was) == "draft" or key[0] not in FOLDERS:
            yield "added", dataclasses.replace(change, fields=values.of_new(new, values.names_of(head.facts)))
        return
    if old == new:
        return
    fields = values.told(old, new, values.names_of(base.facts), values.names_of(head.facts))
    if gone and not was_gone:
        yield "withdrawn", dataclasses.replace(change, note=_say_withdrawn(new))
    elif was_gone and not gone:
        yield "returned", dataclasses.replace(change, note=f"đối chiếu {say_day(new.verified_on)}")
    if isinstance(new, Record):
        yield from _freshness(old, new, change, today)
        yield from _leaning(old, new, head)
    if gone and was_gone and old.because != new.because:
        fields += (values.FieldChange(str(Record.model_fields["because"].title), old.because, new.because),)
    if fields:
        yield "changed", dataclasses.replace(change, fields=fields)
    elif gone == was_gone and isinstance(new, Record):
        words = {"verified_on": "đối chiếu", "called_on": "gọi thử"}
        looked = [f"{say} {say_day(getattr(new, name)) or 'bỏ trống'}" for name, say in words.items()
                  if getattr(old, name, None) != getattr(new, name, None)]  # fmt: skip
        if looked:
            yield "rechecked", dataclasses.replace(change, note=", ".join(looked))


def _say_withdrawn(record: Record) -> str:
    if record.publish == "withdrawn":
        return record.because or "chưa nói vì sao"
    return f"quá lâu chưa đối chiếu (lần cuối {say_day(record.verified_on)})"


def _freshness(old: Record, new: Record, change: RecordChange, today: date) -> Iterator[tuple[str, RecordChange]]:
    before, after = when.freshness(old, today), when.freshness(new, today)
    ends = when.promise_ends_on(new)
    if before is after or when.Freshness.WITHDRAWN in (before, after) or ends is None:
        return
    if after is when.Freshness.STALE:
        yield "stale", dataclasses.replace(change, note=f"thành quá hạn từ {say_day(ends)}")
    else:
        yield "stale", dataclasses.replace(change, note=f"hết quá hạn, giữ đến {say_day(ends)}")


def _leaning(old: Record, new: Record, head: Snapshot) -> Iterator[tuple[str, RecordChange]]:
    """What leans on a document just superseded, or on a source just withdrawn."""
    if isinstance(old, Document) and isinstance(new, Document) and new.superseded_by and not old.superseded_by:
        note = f"“{new.name}” đã được thay bằng “{values.names_of(head.facts)('documents', new.superseded_by)}”"
    elif isinstance(old, Document) and isinstance(new, Document) and set(new.ended_parts) - set(old.ended_parts):
        note = f"một phần của “{new.name}” đã hết hiệu lực"
    elif new.kind == "sources" and new.publish == "withdrawn" and old.publish != "withdrawn":
        note = f"nguồn “{new.name}” tạm rút"
    elif isinstance(new, Gap) and new.answered_by and not getattr(old, "answered_by", None):
        note = f"đã tìm thấy “{new.name}” ở “{values.names_of(head.facts)(*new.answered_by.split('/'))}”"
    else:
        return
    for key in head.facts.cited_by.get((new.kind, new.id), ()):
        if record := head.get(key):
            yield "leaning", RecordChange(*key, values.name_of(record), head.path_of(key), note=note)


def _pages_of(change: RecordChange, changed: Mapping[str, str], base: Snapshot, head: Snapshot) -> tuple[str, ...]:
    """The changed pages that the record is a part of: its own, and those that were made of it before or are now."""
    key, own = (change.kind, change.id), address(change.kind, change.id)
    of = [url for side in (base, head) for url, page in side.pages.items() if key in page.records]
    return tuple(url for url in changed if url == own or url in of)
