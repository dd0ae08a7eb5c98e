"""The smallest sound records, and a project in a temporary folder made of a few files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from facts.judging import together
from facts.judging.fields import judge
from facts.problems import Problem
from facts.reading import load
from facts.records.kinds import FOLDERS
from facts.site.store import Facts

TODAY = date(2026, 11, 24)

AGENCY = """\
id: cuc-tre-em
name: Cục Trẻ em
level: national
sources: [qd-1472]
verified_on: 2026-11-01
"""
SOURCE = """\
id: qd-1472
title: Quyết định 1472
publisher: Bộ Mẫu
url: https://mau.tinh-mau.vn/1472
grade: official
verified_on: 2026-11-01
"""
HOTLINE = """\
id: tre-em
name: Tổng đài quốc gia bảo vệ trẻ em
purpose: help
agency: cuc-tre-em
for_whom: Trẻ em.
answers: Nhân viên tổng đài nghe máy.
channels:
  - kind: call
    value: "111"
    hours: always
recorded: {value: unknown, say: Chưa rõ.}
anonymous: {value: unknown, say: Chưa rõ.}
area: Toàn quốc
newest_source_on: 2026-10
sources: [qd-1472]
verified_on: 2026-11-01
"""
LINE = "data/hotlines/tre-em.yml"
SOUND = {"data/agencies/cuc-tre-em.yml": AGENCY, "data/sources/qd-1472.yml": SOURCE, LINE: HOTLINE}

DOCUMENT = """\
id: ke-hoach
name: Kế hoạch 1
type: Kế hoạch
title: Kế hoạch
standing: confirmed
sources: [qd-1472]
verified_on: 2026-11-01
"""
PLAN = """\
id: ke-hoach
name: Kế hoạch
document: ke-hoach
level: province
starts_on: 2026
ends_on: 2030
summary: Một kế hoạch.
sources: [qd-1472]
verified_on: 2026-11-01
"""
CAMPAIGN = """\
id: thang
name: Tháng hành động
level: province
sources: [qd-1472]
verified_on: 2026-11-01
"""
PROGRAM = """\
id: mo-hinh
name: Mô hình
summary: Một mô hình.
where: Một xã.
run_by: Xã.
standing: confirmed
sources: [qd-1472]
verified_on: 2026-11-01
"""
RESULT = """\
id: con-so
name: Con số
as_of: 2026
value: 1
unit: xã
of: xã sạch
scope: toàn tỉnh
basis_of_count: theo tiêu chí cũ
sources: [qd-1472]
verified_on: 2026-11-01
"""
GAP = """\
id: nghi-dinh
name: nghị định nói rõ luật này
topic: law
sought_in: trang của Bộ Mẫu
wordings: [chưa thấy nghị định]
verified_on: 2026-11-01
"""
ANSWER = "answered_by: documents/ke-hoach\nanswered_on: 2026-11-10\n"
CHANGE = """\
id: doi
name: Đổi
changed_on: 2026-11-01
what: Đổi một số.
why: Vì sai.
verified_on: 2026-11-01
"""


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Put files below `root`, as they stand."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def judged(root: Path, files: Mapping[str, str | bytes], today: date = TODAY) -> tuple[Facts, list[Problem]]:
    """The facts and problems of the sound records with `files` put over them."""
    return together.read(write(root, {**SOUND, **files}), today)


def told(problems: list[Problem]) -> list[tuple[str, int, int, str]]:
    """Path, line, column and code of each problem."""
    return [(*problem.place, problem.code) for problem in problems]


def changed(text: str, old: str, new: str) -> str:
    """The text with its one `old` replaced."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def record(text: str, kind: str = "hotlines") -> object:
    """A record of the text, for tests of what is already sound."""
    found, problems = judge(load.parse(text, "x.yml"), FOLDERS[kind])
    assert problems == []
    return found


# Pages of a whole small site, with its settings.
PAGES = {
    "docs/index.md": "---\ntitle: Trang đầu\n---\n\n# Trang đầu\n\nXem [ai nghe máy](goi-ngay/index.md).\n",
    "docs/goi-ngay/index.md": '---\ntitle: Gọi ai\n---\n\n# Gọi ai\n\n{{ hotlines(purpose="help") }}\n',
    "docs/thoi-tiet.md": "---\ntitle: Thời tiết\ntemplate: blank.html\n---\n\n# Thời tiết\n",
    "docs/nguon.md": "---\ntitle: Nguồn\n---\n\n# Nguồn\n\n{{ source_list() }}\n",
    "docs/gioi-thieu/co-quan.md": "---\ntitle: Cơ quan\n---\n\n# Cơ quan\n\n{{ agency_list() }}\n",
    "mkdocs.yml": "INHERIT: project.yml\nsite_name: Trang nhỏ\nnav:\n  - index.md\n  - goi-ngay/index.md\n",
}
