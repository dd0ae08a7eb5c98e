"""The step from one commit to another, judged: what was changed without looking, lost, or mixed.

Withdrawing is never held up: once anything is taken off, every finding here is only told.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator

from facts.numbers.phones import dialed
from facts.problems import Level, Place, Problem, in_order
from facts.records.addresses import ADDRESSES, address
from facts.records.kinds import FOLDERS
from facts.records.models import CommuneTable, Record
from facts.records.parts import looked_first, references
from facts.review import values
from facts.review.compare import Snapshot, written_pages
from facts.review.history import Commit
from facts.site.store import Key

_CODE = re.compile(r"(?!data/|docs/)|data/schema/|docs/assets/")
# Files that describe the facts to editors and are made from the code, or are nobody's code.
_NEITHER = re.compile(r"data/schema/|[A-Z-]+\.md$|LICENSE")
TOGETHER = re.compile(r"^Together-because: \S", re.MULTILINE)


def judge(base: Snapshot, head: Snapshot, commits: tuple[Commit, ...]) -> tuple[Problem, ...]:
    """Every finding about the step, in order; all of them mere warnings once an editor takes something off."""
    steps: list[Problem] = []
    for key in sorted(base.keys):
        old, new = base.get(key), head.get(key)
        if isinstance(new, Record) and new.publish != "withdrawn":
            steps += _judge_looked(old, new, head)
    steps += _judge_table(base.facts.table, head.facts.table, head)
    steps += _judge_gone(base, head)
    steps += _judge_pages(base, head)
    steps += _judge_sources(base, head)
    steps += _judge_withdrawn(base, head)
    steps += _judge_mended(base, head)
    steps += _judge_commits(commits)
    if any(_is_taken_off(key, base, head) for key in head.keys):
        steps = [dataclasses.replace(step, level=Level.WARNING) for step in steps]
    return tuple(in_order(steps))


def _is_taken_off(key: Key, base: Snapshot, head: Snapshot) -> bool:
    old, new = base.get(key), head.get(key)
    return isinstance(new, Record) and new.publish == "withdrawn" and not (old and old.publish == "withdrawn")


def _judge_looked(old: Record, new: Record, head: Snapshot) -> Iterator[Problem]:
    path = head.path_of((new.kind, new.id))
    if new.verified_on < old.verified_on:
        message = f"verified_on: lùi từ {old.verified_on} về {new.verified_on}. Ghi ngày bạn đọc lại nguồn."
        yield Problem(head.place(path, ("verified_on",)), "verified-back", message)
    if new.verified_on != old.verified_on or new.sources != old.sources:
        return
    for change in values.differing(old, new):
        if change.loc and (change.loc[0], change.loc[-1]) in looked_first(type(new)):
            message = (
                f"{change.loc[-1]}: đổi từ “{change.old or 'chưa có'}” thành “{change.new}”, mà verified_on và sources "
                "vẫn như cũ. Đọc lại nguồn, rồi ghi ngày đọc vào verified_on."
            )
            yield Problem(head.place(path, change.loc), "unverified-change", message)


def _judge_table(old: CommuneTable | None, new: CommuneTable | None, head: Snapshot) -> Iterator[Problem]:
    if old and new and old.verified_on and (not new.verified_on or new.verified_on < old.verified_on):
        message = f"verified_on: lùi từ {old.verified_on} về {new.verified_on or 'trống'}. Ghi ngày bạn đọc lại nguồn."
        yield Problem(head.place("data/communes.yml", ("verified_on",)), "verified-back", message)


def _judge_gone(base: Snapshot, head: Snapshot) -> Iterator[Problem]:
    leads = {move.old for move in head.facts.tables.moved.moved}
    for key in sorted(base.keys - head.keys):
        kind, id = key
        path = head.path_of(key)
        is_draft = head.publish(path) == "draft"
        if path in head.files and not is_draft and kind in FOLDERS:
            continue  # still there, but told wrong
        if kind not in ADDRESSES or address(kind, id) in leads:
            continue
        if is_draft:
            message = f"“{id}” đã đăng, để nháp thì địa chỉ của nó mất. Muốn rút thì viết publish: withdrawn."
            yield Problem(head.place(path, ("publish",)), "id-gone", message)
        else:
            message = (
                f"“{id}” không còn, mà địa chỉ {address(kind, id)} đã từng đăng. Thêm vào data/moved.yml: "
                f"from: {address(kind, id)} và to: địa chỉ đang dùng. Muốn rút một số thì giữ tệp, viết publish: withdrawn."
            )
            yield Problem(Place(path), "id-gone", message)


def _judge_pages(base: Snapshot, head: Snapshot) -> Iterator[Problem]:
    """A page written by hand that is gone or has another name: its address may be in someone's phone, as a record's may."""
    kept = {*written_pages(head.files), *(move.old for move in head.facts.tables.moved.moved)}
    for at, path in written_pages(base.files).items():
        if at in base.pages and at not in kept:
            message = (
                f"trang này không còn, mà địa chỉ {at} đã từng đăng. Thêm vào data/moved.yml: from: {at} và to: địa chỉ "
                "đang dùng."
            )
            yield Problem(Place(path), "id-gone", message)


def _judge_sources(base: Snapshot, head: Snapshot) -> Iterator[Problem]:
    """A source deleted: whatever leaned on it must have been looked at again, or be withdrawn."""
    for id in sorted(base.facts.records.get("sources", {})):
        path = head.path_of(("sources", id))
        if path in head.files and head.publish(path) != "draft":
            continue
        for key in base.facts.cited_by.get(("sources", id), ()):
            old, new = base.get(key), head.get(key)
            if not isinstance(new, Record) or not isinstance(old, Record) or new.publish == "withdrawn":
                continue
            cites = any((kind, there) == ("sources", id) for _, kind, there in references(new))
            if cites or new.verified_on == old.verified_on:
                message = (
                    f"nguồn “{id}” không còn, mà mục này dựa vào nó. Đọc nguồn khác, ghi lại sources và verified_on."
                )
                yield Problem(head.place(head.path_of(key), ("sources",)), "source-gone", message)


def _judge_withdrawn(base: Snapshot, head: Snapshot) -> Iterator[Problem]:
    """A number taken off that another record still has: readers go on meeting it, which whoever withdraws must know."""
    for line in head.facts.answering:
        if not _is_taken_off((line.kind, line.id), base, head):
            continue
        numbers = {dialed(channel.value) for channel in line.dialed}
        for other in head.facts.answering:
            shared = sorted(numbers & {dialed(channel.value) for channel in other.dialed})
            if shared and other.publish != "withdrawn":
                message = (
                    f"số {shared[0]} còn ở {other.label} “{other.id}”, nên người đọc vẫn gặp. "
                    f"Số ấy sai thì rút cả {head.path_of((other.kind, other.id))}."
                )
                yield Problem(head.place(head.path_of((line.kind, line.id)), ("publish",)), "still-shown", message)


def _judge_mended(base: Snapshot, head: Snapshot) -> Iterator[Problem]:
    """A number that gave place to another in one channel, and stands in another still: call, SMS and Zalo often share one."""
    before, after = _numbers(base), _numbers(head)
    for key in before.keys() & after.keys():
        gone, come = before[key] - after[key], after[key] - before[key]
        for other in head.facts.answering if gone and come else ():
            for at, channel in enumerate(other.channels):
                if channel in other.dialed and dialed(channel.value) in gone and other.publish != "withdrawn":
                    say = f"số {channel.value} vừa được thay ở {head.path_of(key)}, ở đây thì còn. Số ấy sai thì sửa cả ở đây."
                    place = head.place(head.path_of((other.kind, other.id)), ("channels", at, "value"))
                    yield Problem(place, "still-shown", say, Level.WARNING)


def _numbers(snapshot: Snapshot) -> dict[Key, Counter[str]]:
    """Each number of whoever answers, and in how many channels."""
    return {
        (line.kind, line.id): Counter(dialed(channel.value) for channel in line.dialed)
        for line in snapshot.facts.answering
    }


def _judge_commits(commits: tuple[Commit, ...]) -> Iterator[Problem]:
    for commit in commits:
        if TOGETHER.search(commit.message):
            continue
        known = [path for path in commit.paths if not _NEITHER.match(path)]
        code = [path for path in known if _CODE.match(path)]
        facts = [path for path in known if not _CODE.match(path)]
        if code and facts:
            message = (
                f"lần lưu {commit.hash} đổi cả tệp này lẫn mã nguồn ({code[0]}). Tách làm hai lần lưu; "
                "buộc phải đi cùng thì ghi trong lời nhắn một dòng “Together-because: vì sao”."
            )
            yield Problem(Place(facts[0]), "mixed-commit", message)
