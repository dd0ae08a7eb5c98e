"""What a change means, for the person who reviews it: `python -m facts changes BASE [HEAD]`, in words and as JSON."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from facts.reading.layers import below, nation_in
from facts.reading.markdown import url_of
from facts.reading.markdown_text import code, escape
from facts.records import clock
from facts.records.models import Record
from facts.review import history
from facts.review import rules as steps
from facts.review.compare import GROUPS, RecordChange, Report, compare, snapshot
from facts.review.values import FieldChange
from facts.site.words import say_day

SCHEMA_VERSION = 1


def report(root: Path, base: str, head: str, today: date) -> Report:
    """Compare two commits of the repository at `root`, from where their histories parted. Raises GitError."""
    head_hash = history.resolve(root, head)
    parted = history.merge_base(root, history.resolve(root, base), head_hash)
    commits = tuple(history.commits(root, parted, head_hash))
    before, after = (snapshot(history.files(root, commit), today) for commit in (parted, head_hash))
    found = compare(before, after, today)
    return dataclasses.replace(found, steps=steps.judge(before, after, commits))


def of_packages(root: Path, old: Path, new: Path) -> Report:
    """What readers of the project in `root`, as it lies there, get differently by another package of the engine."""
    own = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for name in ("data", "docs", "mkdocs.yml")
        for path in (root / name, *(root / name).rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    today = clock.build_day()
    before, after = (snapshot({**nation_in(file.read_bytes()), **own}, today) for file in (old, new))
    return compare(before, after, today)


# --- in words ------------------------------------------------------------------------------------------------------


def _some(lines: list[str], most: int, indent: str, what: str) -> list[str]:
    """At most so many lines, and one that says how many are left out."""
    return lines if len(lines) <= most else [*lines[:most], f"{indent}- và {len(lines) - most} {what} nữa"]


def to_markdown(found: Report) -> str:
    """The report for the person who reviews: what readers get, first; then what must be mended in the step."""
    counts = [f"{len(found.groups[group])} {words.lower()}" for group, words in GROUPS.items() if found.groups[group]]
    kinds = {".md": "trang viết", ".yml": "bảng hay cài đặt"}
    sums = Counter(words for path in found.written for end, words in kinds.items() if path.endswith(end))
    counts += [f"{count} {words}" for words, count in sums.items()]
    lines = ["## Người đọc thấy gì khác", "", " · ".join(counts) or "Không có dữ kiện nào đổi.", ""]
    if found.problems:
        lines += [f"data/ và docs/ còn {found.problems} lỗi: mục nào đang lỗi thì chưa kể ở đây.", ""]
    for group, words in GROUPS.items():
        if found.groups[group]:
            told = ["\n".join(_record_lines(change, group)) for change in found.groups[group]]
            lines += [f"### {words}", "", *_some(told, 60, "", "mục"), ""]
    if found.written:
        told = ["\n".join(_rewritten_lines(path, found)) for path in found.written]
        lines += ["### Trang viết, bảng và cài đặt", "", *_some(told, 60, "", "tệp"), ""]
    if found.pages:
        told = [f"- {code('/' + url)} {escape(title)}" for url, title in found.pages.items()]
        lines += [f"### Các trang đổi theo ({len(told)})", "", *_some(told, 40, "", "trang"), ""]
    if found.steps:
        lines += ["### Cần xem lại", ""]
        lines += [f"- **{escape(str(step.place))}** {escape(step.message)} {code(step.code)}" for step in found.steps]
        if found.groups["withdrawn"] and not found.stops:
            lines.append("- Có mục được rút, nên không điều nào ở trên giữ đề nghị này lại.")
        lines.append("")
    return "\n".join(lines)


def _rewritten_lines(path: str, found: Report) -> Iterator[str]:
    yield _written_line(path, found)
    said = [FieldChange(one.what, one.old, one.new) for one in found.rewritten if one.path == path]
    yield from _some([f"  - {_say(one, 'changed')}" for one in said], 40, "  ", "điều")


# What befell a part of a page, in the order told.
_SECTIONS = {"new": "phần mới", "changed": "đổi", "gone": "bỏ phần"}


def _written_line(path: str, found: Report) -> str:
    """A page written by hand by its title, with its parts that changed; any other file by its path alone."""
    title, parts = title_of(path, found), []
    for how, words in _SECTIONS.items():
        of_it = [one.heading for one in found.sections.get(path, ()) if one.how == how]
        headings = [f"“{escape(heading)}”" if heading else "đoạn đầu" for heading in of_it]
        parts += [f"{words} {', '.join(headings)}"] if headings else []
    return (
        f"- {f'**{escape(title)}** ({code(path)})' if title else code(path)}{': ' if parts else ''}{'; '.join(parts)}"
    )


def title_of(path: str, found: Report) -> str:
    """The title of a page that was written by hand and changed for readers; '' for any other file."""
    return found.pages.get(url_of(below(path)), "") if path.endswith(".md") else ""


def _record_lines(change: RecordChange, group: str) -> Iterator[str]:
    note = f": {escape(change.note)}" if change.note else ""
    if change.kind == "sources" and group == "added":  # proof of what stands above: who said it, when, how good
        said = {one.field: one.new or "" for one in change.fields}
        note = f": {escape('; '.join(filter(None, map(said.get, ('nơi đăng', 'ngày đăng', 'độ tin cậy')))))}"
        yield f"- **{escape(change.name)}** ({code(change.path)}){note}"
        return
    yield f"- **{escape(change.name)}** ({code(change.path)}){note}"
    yield from _some([f"  - {_say(one, group)}" for one in _sources_together(change.fields)], 30, "  ", "điều")
    if change.pages:
        shown = ", ".join(code("/" + url) for url in change.pages[:6])
        yield f"  - trên: {shown}" + (f" và {len(change.pages) - 6} trang nữa" if len(change.pages) > 6 else "")


_SOURCES = str(Record.model_fields["sources"].title)


def _sources_together(fields: tuple[FieldChange, ...]) -> Iterator[FieldChange]:
    """Sources that came, and those that went, in one line each; whoever published two is named once."""
    told: dict[tuple[str, bool], list[FieldChange]] = {}
    for one in fields:
        told.setdefault((one.field, one.new is None), []).append(one)
    for one in fields:
        together = told[(one.field, one.new is None)]
        if one.field.rpartition(" › ")[2] != _SOURCES:
            yield one
        elif one is together[0]:
            said = "”, “".join(dict.fromkeys(other.new or other.old or "" for other in together))
            yield dataclasses.replace(one, old=said if one.new is None else None, new=said if one.new else None)


def _say(one: FieldChange, group: str) -> str:
    if one.old and one.new and (parts := _sentences_changed(one.old, one.new)):
        return f"{escape(one.field)}: {'; '.join(f'{did} “{escape(said)}”' for did, said in parts)}"
    old, new = (f"“{escape(value)}”" if value is not None else "" for value in (one.old, one.new))
    if old and new:
        return f"{escape(one.field)}: {old} → {new}"
    return f"{escape(one.field)}: {'' if group == 'added' else 'thêm ' if new else 'bỏ '}{new or old}"


_SENTENCE_END = re.compile(r"(?<=[.!?]) +")


def _sentences_changed(old: str, new: str) -> list[tuple[str, str]]:
    """What was taken out of a text and put into it, by sentences; nothing when no sentence of it stayed."""
    before, after = _SENTENCE_END.split(old), _SENTENCE_END.split(new)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    if not any(tag == "equal" for tag, *_ in steps):
        return []
    found = []
    for tag, start, end, new_start, new_end in steps:
        if tag != "equal":
            found += [("bỏ", " ".join(before[start:end]))] if end > start else []
            found += [("thêm", " ".join(after[new_start:new_end]))] if new_end > new_start else []
    return found


def to_json(found: Report) -> str:
    """The same report for programs."""

    def plain(change: RecordChange) -> dict[str, Any]:
        fields = [{"field": one.field, "old": one.old, "new": one.new} for one in change.fields]
        return {
            "kind": change.kind,
            "id": change.id,
            "name": change.name,
            "path": change.path,
            "note": change.note,
            "fields": fields,
            "pages": list(change.pages),
        }

    envelope = {
        "schema_version": SCHEMA_VERSION,
        "day": found.day.isoformat(),
        **{group: [plain(change) for change in changes] for group, changes in found.groups.items()},
        "pages": dict(found.pages),
        "written": list(found.written),
        "rewritten": [dataclasses.asdict(one) for one in found.rewritten],
        "steps": [
            {
                "path": step.place.path,
                "line": step.place.line,
                "column": step.place.column,
                "level": step.level.value,
                "code": step.code,
                "message": step.message,
            }
            for step in found.steps
        ],
        "problems": found.problems,
    }
    return json.dumps(envelope, ensure_ascii=False, indent=1) + "\n"


# What an entry leaves out: nothing of these changed for whoever reads /cap-nhat/.
_UNTOLD = ("leaning", "stale")


def _named(names: list[str], most: int = 250) -> str:
    """Names in a sentence, as many as `most` letters hold, and how many more there are."""
    kept = list(dict.fromkeys(names))
    whole = len(kept)
    while len("; ".join(kept)) > most:
        kept.pop()
    return "; ".join(kept) + (f" và {whole - len(kept)} mục nữa" if len(kept) < whole else "")


def to_entry(found: Report) -> str:
    """A file for data/changes/, so that /cap-nhat/ tells the same; whoever saves it fills in `why:`, which is empty."""
    told = {group: [c for c in found.groups[group] if c.kind != "sources"] for group in GROUPS if group not in _UNTOLD}
    said = {GROUPS[group]: [change.name for change in changes] for group, changes in told.items()}
    said["Trang viết"] = [title for path in found.written if (title := title_of(path, found))]
    what = ". ".join(f"{words}: {_named(names)}" for words, names in said.items() if names)
    about = [f"{c.kind}/{c.id}" for group, changes in told.items() if group != "removed" for c in changes]
    lines = [
        f"id: ngay-{found.day}",
        f"name: Cập nhật ngày {say_day(found.day)}",
        f"changed_on: {found.day}",
        f"what: {json.dumps(what, ensure_ascii=False)}",
        "why:",
        *(["about:"] if about else []),
        *(f"  - {key}" for key in about[:50]),
        f"verified_on: {found.day}",
    ]
    return "\n".join(lines) + "\n"
