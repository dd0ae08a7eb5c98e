"""Which records have to be checked again, by agency: who is asked, and when each line leaves the lists by itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from facts.reading.markdown_text import code, escape
from facts.records import when
from facts.records.addresses import edit_link
from facts.records.kinds import FOLDERS
from facts.records.models import Record
from facts.site.store import Facts
from facts.site.words import say_day
from host.owners import asked

SOON = timedelta(days=30)
_CLOSING = """\
Đọc lại nguồn. Còn đúng thì sửa `verified_on:` thành ngày bạn đọc; không còn đúng thì sửa, hoặc thêm
`publish: withdrawn`. Cách làm: CONTRIBUTING.md.

GitHub tự tắt các việc hẹn giờ sau 60 ngày không ai đổi gì trong kho. Thấy tuần nào không có bản mới thì mở mục
Actions và bật lại.""".splitlines()


def due(facts: Facts, today: date) -> list[Record]:
    """Every record past its promise, or within a month of its end; withdrawn by an editor left out."""
    found = [record for model in FOLDERS.values() for record in facts.all(model) if record.publish is None]
    ends = [(when.promise_ends_on(record), record) for record in found]
    late = [(day, record) for day, record in ends if day and day - SOON < today]
    return [record for _, record in sorted(late, key=lambda item: (item[0], item[1].kind, item[1].id))]


def report(facts: Facts, today: date, rules: list[tuple[str, tuple[str, ...]]], template: str) -> str:
    """The text of the weekly issue; an honest sentence when nothing is due."""
    found = due(facts, today)
    lines = [f"Ngày {say_day(today)}. Tệp này do máy viết lại mỗi tuần; đừng sửa ở đây.", ""]
    if not found:
        lines += ["Không có mục nào quá hạn hay sắp tới hạn đối chiếu.", ""]
    by_agency: dict[str, list[Record]] = defaultdict(list)
    for record in found:
        by_agency[_agency(record)].append(record)
    for agency in sorted(by_agency, key=lambda agency: (not agency, agency)):
        lines += [f"### {escape(facts.get('agencies', agency).name) if agency else 'Không thuộc cơ quan nào'}", ""]
        people = sorted(
            {name for record in by_agency[agency] for name in asked(rules, facts.edited_at(record.kind, record.id))}
        )
        lines += [f"Hỏi: {' '.join(people) or 'chưa ai được giao: điền tên vào .github/CODEOWNERS'}", ""]
        lines += ["| Mục | Lần cuối | Hạn | Rời danh sách |", "| --- | --- | --- | --- |"]
        lines += [
            _row(record, facts.edited_at(record.kind, record.id), today, template) for record in by_agency[agency]
        ]
        lines.append("")
    return "\n".join([*lines, *_CLOSING]) + "\n"


def _agency(record: Record) -> str:
    if record.kind == "agencies":
        return record.id
    return str(getattr(record, "agency", None) or getattr(record, "issuer", None) or "")


def _row(record: Record, path: str, today: date, template: str) -> str:
    address = edit_link(template, path)
    name = f"[{escape(record.name)}]({address})" if address else f"{escape(record.name)} ({code(path)})"
    ends, leaves = when.promise_ends_on(record), when.leaves_lists_on(record)
    late = f"**quá hạn từ {say_day(ends)}**" if ends and today > ends else f"đến {say_day(ends)}"
    if leaves is None:
        gone = "không tự rời"
    elif today >= leaves:
        gone = f"**đã rời từ {say_day(leaves)}**"
    else:
        gone = say_day(leaves)
    return f"| {name} | {say_day(record.verified_on)} | {late} | {gone} |"


def is_needed(facts: Facts, today: date) -> bool:
    """True when the issue should be open."""
    return bool(due(facts, today))
