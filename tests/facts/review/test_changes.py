"""What a change means: made histories of the made-up province, each step told and judged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from facts import __main__ as command
from facts import problems
from facts.judging import together
from facts.records.kinds import FOLDERS
from facts.records.models import CommuneTable
from facts.review import compare, history, values
from facts.review import report as changes
from facts.review.compare import GROUPS, RecordChange, Report, Snapshot
from province import TODAY
from repository import Edit, Repository

DAY = date.fromisoformat(TODAY)
TU_VAN, TRE_EM, QUA_HAN, TU_RUT = (f"data/hotlines/{id}.yml" for id in ("tu-van", "tre-em", "qua-han", "tu-rut"))
WITHDRAWN = "publish: withdrawn\nbecause: Không ai nghe máy.\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.of(tmp_path / "kho")


_snapshots: dict[object, Snapshot] = {}


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every history here begins with the same province: it is read once for all of them."""

    def remembered(files: Mapping[str, bytes], today: date) -> Snapshot:
        key = (tuple(sorted(files.items())), today)
        if key not in _snapshots:
            _snapshots[key] = compare.snapshot(files, today)
        return _snapshots[key]

    monkeypatch.setattr(changes, "snapshot", remembered)


def told(repository: Repository, *edits: Edit, message: str = "sửa") -> Report:
    """Make the edits in one commit, and compare it with what was there before."""
    for edit in edits:
        edit(repository)
    repository.commit(message)
    return changes.report(repository.root, "HEAD~1", "HEAD", DAY)


def groups(report: Report) -> dict[str, list[str]]:
    """Which records stand in which group."""
    return {group: [f"{c.kind}/{c.id}" for c in found] for group, found in report.groups.items() if found}


def only(report: Report, group: str) -> RecordChange:
    (change,) = report.groups[group]
    return change


def swap(path: str, old: str, new: str) -> Edit:
    return lambda repository: repository.edit(path, old, new)


def add(path: str, text: str) -> Edit:
    return lambda repository: repository.append(path, text)


def put(path: str, text: str) -> Edit:
    return lambda repository: repository.write(path, text)


def drop(path: str) -> Edit:
    return lambda repository: repository.remove(path)


LOOKED = swap(TU_VAN, "verified_on: 2030-01-10", "verified_on: 2030-01-14")
MORE_SOURCES = swap(TU_VAN, "sources: [bao-song-mau]", "sources: [bao-song-mau, cong-bao]")
NEW_NUMBER = swap(TU_VAN, 'call\n    value: "0900 000 001"', 'call\n    value: "0900 000 021"')
# Have the number that NEW_NUMBER takes from the calls.
SMS_AND_ZALO = [f"{TU_VAN}:{line}:12 still-shown" for line in (40, 43)]
EVERY_NUMBER = [NEW_NUMBER, *(swap(TU_VAN, f'{kind}\n    value: "0900 000 001"', f'{kind}\n    value: "0900 000 021"') for kind in ("sms", "zalo"))]  # fmt: skip
CAMPAIGN = """id: dot-moi
name: Đợt mới
level: province
starts_on: 2030-02-01
ends_on: 2030-02-10
sources: [cong-bao]
verified_on: 2030-01-15
"""


# --- what a reader gets ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([], {}, id="nothing changed"),
        pytest.param([add(TU_VAN, "# đã hỏi lại\n")], {}, id="only a comment"),
        pytest.param([swap(TRE_EM, 'value: "no"', "value:   'no'")], {}, id="only the way it is written"),
        pytest.param([LOOKED], {"rechecked": ["hotlines/tu-van"]}, id="only looked at again"),
        pytest.param(
            [swap(TRE_EM, "called_on: 2030-01-11", "called_on: 2030-01-14")],
            {"rechecked": ["hotlines/tre-em"]},
            id="only called again",
        ),
        pytest.param([NEW_NUMBER, LOOKED], {"changed": ["hotlines/tu-van"]}, id="a number, and looked"),
        pytest.param([swap(TU_VAN, "Tư vấn Sông Mẫu", "Tư vấn tỉnh")], {"changed": ["hotlines/tu-van"]}, id="a name"),
        pytest.param([add(TU_VAN, WITHDRAWN)], {"withdrawn": ["hotlines/tu-van"]}, id="withdrawn in two lines"),
        pytest.param(
            [add(TU_VAN, "publish: withdrawn\n")], {"withdrawn": ["hotlines/tu-van"]}, id="withdrawn in one line"
        ),
        pytest.param(
            [swap("data/hotlines/bi-rut.yml", "publish: withdrawn\nbecause: Người nghe máy nói gọi nhầm số.\n", "")],
            {"returned": ["hotlines/bi-rut"]},
            id="an editor brings a line back",
        ),
        pytest.param(
            [swap(TU_RUT, "verified_on: ", "verified_on: 2030-01-14 # trước đó ")],
            {"returned": ["hotlines/tu-rut"]},
            id="a line that had left by its age is looked at",
        ),
        pytest.param(
            [swap("data/hotlines/bi-rut.yml", "nói gọi nhầm số", "không nói gì")],
            {"changed": ["hotlines/bi-rut"]},
            id="another reason for the same withdrawal",
        ),
        pytest.param(
            [swap(QUA_HAN, "verified_on: 2029-09-01", "verified_on: 2030-01-14")],
            {"stale": ["hotlines/qua-han"], "rechecked": ["hotlines/qua-han"]},
            id="past its promise, looked at",
        ),
        pytest.param(
            [swap(TU_VAN, "verified_on: 2030-01-10", "verified_on: 2030-01-12\nreview_days: 2")],
            {"stale": ["hotlines/tu-van"], "changed": ["hotlines/tu-van"]},
            id="a shorter promise, already broken",
        ),
        pytest.param(
            [put("data/campaigns/dot-moi.yml", CAMPAIGN)], {"added": ["campaigns/dot-moi"]}, id="a campaign is new"
        ),
        pytest.param(
            [put("data/campaigns/dot-moi.yml", CAMPAIGN + "publish: draft\nbecause: Chờ văn bản.\n")],
            {},
            id="a draft is nothing to a reader",
        ),
        pytest.param(
            [swap("data/documents/ke-hoach-2.yml", "standing: confirmed", "standing: confirmed\nsuperseded_by: luat-sap-toi")],
            {
                "changed": ["documents/ke-hoach-2"],
                "leaning": ["documents/ke-hoach-1", "gaps/van-ban-moi", "plans/giai-doan-2"],
            },
            id="a document is superseded, and what leans on it",
        ),
        pytest.param(
            [swap("data/gaps/muc-ho-tro.yml", "topic: treatment", "topic: treatment\nanswered_by: documents/ke-hoach-2\nanswered_on: 2030-01-14")],
            {"changed": ["gaps/muc-ho-tro"], "leaning": ["campaigns/khong-ngay", "documents/ke-hoach-2"]},
            id="what was sought is found, and what said that it was not",
        ),
        pytest.param(
            [add("data/documents/ke-hoach-2.yml", "ended_parts: [{what: Điều 2, ended_on: 2030-01-10}]\n")],
            {
                "changed": ["documents/ke-hoach-2"],
                "leaning": ["documents/ke-hoach-1", "gaps/van-ban-moi", "plans/giai-doan-2"],
            },
            id="a part of a document ended, and what leans on it",
        ),
        pytest.param(
            [swap("data/communes.yml", "name: An Lành", "name: An Lạc")], {"changed": ["communes/an-lanh"]}, id="a commune"
        ),
        pytest.param([swap(TU_VAN, "id: tu-van", "id: tu-vân")], {}, id="told wrong: not judged, but counted"),
    ],
)  # fmt: skip
def test_a_change_is_told_as_what_it_is_to_a_reader(
    repository: Repository, edits: list[Edit], expected: dict[str, list[str]]
) -> None:
    assert groups(told(repository, *edits)) == expected


def test_a_record_that_is_told_wrong_is_counted(repository: Repository) -> None:
    assert told(repository, swap(TU_VAN, "id: tu-van", "id: tu-vân")).problems > 0


def test_a_drawing_that_a_build_takes_is_not_counted_as_wrong(repository: Repository) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>'
    assert told(repository, put("docs/assets/images/dau.svg", drawing)).problems == 0


def test_a_value_is_shown_before_and_after_in_a_readers_words(repository: Repository) -> None:
    report = told(repository, NEW_NUMBER, LOOKED, swap(TU_VAN, "cost: standard\n    seen", "cost: free\n    seen"))
    fields = {f.field: (f.old, f.new) for f in only(report, "changed").fields}
    assert fields == {
        "kênh 1 › số hoặc tên": ("0900 000 001", "0900 000 021"),
        "kênh 1 › tiền cước": ("Như cuộc gọi thường", "Không mất"),
    }


def _choices(model: type[BaseModel]) -> Iterator[tuple[type[BaseModel], str, str]]:
    """Every value that is a word of machines, with the model and field that may hold it, parts of parts included."""
    for name, field in model.model_fields.items():
        waiting = [field.annotation]
        while waiting:
            kind = waiting.pop()
            if get_origin(kind) is Literal:
                yield from ((model, name, choice) for choice in get_args(kind))
            elif isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from _choices(kind)
            else:
                waiting += get_args(kind)


def test_no_word_of_machines_is_shown_for_a_value() -> None:
    apart = {"publish", "days"}  # the first has its own group; the second is said with the hours it is part of
    words = {found for model in (*FOLDERS.values(), CommuneTable) for found in _choices(model) if found[1] not in apart}
    assert len(words) > 40
    names = values.names_of(together.Facts({}, None, {}, {}))
    shown = {
        (model, name, word)
        for model, name, word in words
        if word.isascii() and values._say(model, name, word, names) == word
    }
    assert shown == set()


def test_a_line_of_a_list_is_added_or_taken_away_wherever_it_stands(repository: Repository) -> None:
    report = told(repository, swap(TRE_EM, "  - Nghe và tư vấn.\n", "  - Giữ kín.\n  - Nghe và tư vấn.\n"))
    assert [(f.field, f.old, f.new) for f in only(report, "changed").fields] == [("làm gì", None, "Giữ kín.")]


def test_a_target_is_known_by_its_id_not_by_its_place(repository: Repository) -> None:
    plan = "data/plans/giai-doan-2.yml"
    first = "  - id: them\n    year: 2031\n    text: Một.\n    value: 1\n    unit: xã\n    of: trong 12 xã\n"
    report = told(repository, swap(plan, "targets:\n", "targets:\n" + first))
    said = "2031; chỉ tiêu: Một.; con số: 1; đơn vị: xã; của cái gì: trong 12 xã"
    assert [(f.field, f.old, f.new) for f in only(report, "changed").fields] == [("chỉ tiêu", None, said)]
    report = told(repository, swap(plan, first, ""))
    assert [(f.field, f.old, f.new) for f in only(report, "changed").fields] == [("chỉ tiêu", said, None)]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(
            swap(TRE_EM, "  - Nghe và tư vấn.\n", "  - Nghe và tư vấn ban ngày.\n"),
            ("làm gì", "Nghe và tư vấn.", "Nghe và tư vấn ban ngày."),
            id="a line worded anew",
        ),
        pytest.param(
            swap("data/communes.yml", "name: Thị trấn An,", "name: Thị trấn Ân,"),
            ("đơn vị cũ Thị trấn Ân › tên cũ", "Thị trấn An", "Thị trấn Ân"),
            id="an item that has a name",
        ),
        pytest.param(MORE_SOURCES, ("nguồn", None, "Tỉnh Sông Mẫu"), id="a source by who published it"),
        pytest.param(
            swap("data/campaigns/ra-quan.yml", "legal_basis:", "document: ke-hoach-2\nlegal_basis:"),
            ("văn bản", None, "Kế hoạch 2/KH-MAU"),
            id="a document by its name",
        ),
        pytest.param(
            swap("data/documents/ke-hoach-2.yml", "standing: confirmed", "standing: ended"),
            ("hiệu lực", "nguồn cho thấy còn hiệu lực", "đã hết hiệu lực"),
            id="whether a document is in force",
        ),
    ],
)  # fmt: skip
def test_nothing_is_told_by_an_id_and_a_line_worded_anew_is_told_once(
    repository: Repository, edit: Edit, expected: tuple[str, str | None, str]
) -> None:
    assert [(f.field, f.old, f.new) for f in only(told(repository, edit), "changed").fields] == [expected]


def test_the_pages_that_show_a_change_are_exactly_those_whose_text_differs(repository: Repository) -> None:
    report = told(repository, NEW_NUMBER, LOOKED)
    after = compare.snapshot(history.files(repository.root, "HEAD"), DAY).pages
    new = {url for url, page in after.items() if "0900000021" in re.sub(r"(?<=\d)[ .](?=\d)", "", page.text)}
    assert {"goi-ngay/", "goi-ngay/tu-van/"} <= new <= set(report.pages)
    sizes = {"du-lieu/"}  # tells how large and fresh every export is
    assert set(only(report, "changed").pages) == set(report.pages) - sizes, "nothing else changed"
    assert not {"", "nguon/", "chien-dich/"} & set(report.pages)


def test_a_change_of_one_record_is_not_shown_on_the_pages_of_another(repository: Repository) -> None:
    report = told(repository, NEW_NUMBER, LOOKED, swap("data/programs/den-sang.yml", "name: ", "name: Mới "))
    pages = {c.id: c.pages for c in report.groups["changed"]}
    assert "mo-hinh/den-sang/" in pages["den-sang"]
    assert not any(page.startswith("mo-hinh/") for page in pages["tu-van"])


def test_a_withdrawal_says_why_and_takes_the_number_from_every_page(repository: Repository) -> None:
    report = told(repository, add(TU_VAN, WITHDRAWN))
    change = only(report, "withdrawn")
    assert change.note == "Không ai nghe máy."
    assert {"goi-ngay/", "goi-ngay/tu-van/"} <= set(change.pages)


def test_a_page_written_by_hand_is_named(repository: Repository) -> None:
    report = told(repository, swap("docs/index.md", "# Cần giúp ngay?", "# Bạn cần giúp?"))
    assert (report.written, dict(report.pages)) == (("docs/index.md",), {"": "Bạn cần giúp?"})


# --- the step --------------------------------------------------------------------------------------------------------


def renamed(repository: Repository) -> None:
    """A line gets another id, and whatever named it names the new one."""
    repository.git("mv", "data/hotlines/ung-dung.yml", "data/hotlines/ung-dung-moi.yml")
    repository.edit("data/hotlines/ung-dung-moi.yml", "id: ung-dung", "id: ung-dung-moi")


def page_renamed(repository: Repository) -> None:
    """A page written by hand gets another name; nothing leads to it by the old one."""
    repository.git("mv", "docs/moi-thu.md", "docs/thu-moi.md")


PAGE_MOVED = "  - from: moi-thu/\n    to: thu-moi/\n    moved_on: 2030-01-15\n"
MOVED = "  - from: goi-ngay/ung-dung/\n    to: goi-ngay/ung-dung-moi/\n    moved_on: 2030-01-15\n"
CODE = put("hooks/facts/x.py", "x = 1\n")
HOURS = swap(TRE_EM, "hours: always", "hours: unknown")
NO_SOURCE = [drop("data/sources/dien-dan.yml"), add("data/moved.yml", "  - from: nguon/#dien-dan\n    to: nguon/\n    moved_on: 2030-01-15\n")]  # fmt: skip


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([NEW_NUMBER], [f"{TU_VAN}:13:12 unverified-change", *SMS_AND_ZALO], id="a number, without looking"),
        pytest.param([HOURS], [f"{TRE_EM}:19:12 unverified-change"], id="hours, without looking"),
        pytest.param([swap(TRE_EM, "cost: free", "cost: unknown")], [f"{TRE_EM}:20:11 unverified-change"], id="cost, without looking"),
        pytest.param(
            [swap(TU_VAN, 'opens: "07:30"', 'opens: "08:30"')], [f"{TU_VAN}:15:7 unverified-change"], id="weekly hours, without looking"
        ),
        pytest.param(
            [swap("data/results/nguoi-2028.yml", "value: 12345.5", "value: 12000")],
            ["data/results/nguoi-2028.yml:5:8 unverified-change"],
            id="a figure, without looking",
        ),
        pytest.param(
            [swap("data/plans/giai-doan-2.yml", "value: 10", "value: 11")],
            ["data/plans/giai-doan-2.yml:12:12 unverified-change"],
            id="a target, without looking",
        ),
        pytest.param([*EVERY_NUMBER, LOOKED], [], id="a number, having looked"),
        pytest.param([*EVERY_NUMBER, MORE_SOURCES], [], id="a number, with a new source"),
        pytest.param([NEW_NUMBER, LOOKED], SMS_AND_ZALO, id="a number of one channel, which others have still"),
        pytest.param([swap(TU_VAN, "Tư vấn Sông Mẫu", "Tư vấn tỉnh")], [], id="a name needs no look"),
        pytest.param([NEW_NUMBER, add(TU_VAN, WITHDRAWN)], [], id="a number of a line withdrawn at once"),
        pytest.param(
            [swap(TU_VAN, "verified_on: 2030-01-10", "verified_on: 2030-01-09")], [f"{TU_VAN}:57:14 verified-back"], id="looked earlier than before"
        ),
        pytest.param(
            [swap("data/communes.yml", "verified_on: 2030-01-10", "verified_on: 2030-01-09")],
            ["data/communes.yml:3:14 verified-back"],
            id="the table of communes, looked at earlier",
        ),
        pytest.param([renamed], ["data/hotlines/ung-dung.yml:1:1 id-gone"], id="an id is gone"),
        pytest.param([renamed, add("data/moved.yml", MOVED)], [], id="an id is gone and its address leads on"),
        pytest.param([page_renamed], ["docs/moi-thu.md:1:1 id-gone"], id="a page has another name"),
        pytest.param([drop("docs/moi-thu.md")], ["docs/moi-thu.md:1:1 id-gone"], id="a page is gone"),
        pytest.param([page_renamed, add("data/moved.yml", PAGE_MOVED)], [], id="a page has another name and its address leads on"),
        pytest.param(
            [add("data/hotlines/ung-dung.yml", "publish: draft\nbecause: Chờ.\n")],
            ["data/hotlines/ung-dung.yml:21:10 id-gone"],
            id="a public line is made a draft",
        ),
        pytest.param(
            NO_SOURCE,
            ["data/hotlines/qua-han.yml:15:10 source-gone", "data/results/nguoi-2028.yml:12:10 source-gone"],
            id="a source is gone, and cited still",
        ),
        pytest.param(
            [
                *NO_SOURCE,
                swap(QUA_HAN, "bao-song-mau, dien-dan]", "bao-song-mau]"),
                swap("data/results/nguoi-2028.yml", "bao-song-mau, dien-dan]", "bao-song-mau]"),
                swap(QUA_HAN, "verified_on: 2029-09-01", "verified_on: 2030-01-14"),
            ],
            ["data/results/nguoi-2028.yml:12:10 source-gone"],
            id="a source is gone, one fact looked at again and one not",
        ),
        pytest.param([add(TRE_EM, WITHDRAWN)], [f"{TRE_EM}:32:10 still-shown"], id="a number that another line has too"),
        pytest.param(
            [add(TRE_EM, WITHDRAWN), add("data/hotlines/chung-so.yml", WITHDRAWN)], [], id="a number of two lines, both withdrawn"
        ),
        pytest.param(
            [CODE, swap(TU_VAN, "Tư vấn Sông Mẫu", "Tư vấn tỉnh")], [f"{TU_VAN}:1:1 mixed-commit"], id="facts and code in one commit"
        ),
        pytest.param([CODE, swap("docs/index.md", "ngay?", "ngay!")], ["docs/index.md:1:1 mixed-commit"], id="a page and code in one commit"),
        pytest.param([CODE, put("docs/assets/x.css", "a{}\n")], [], id="looks are code"),
        pytest.param([CODE, put("data/schema/hotlines.json", "{}\n")], [], id="schemas are made by the code"),
        *(
            pytest.param([put(path, "x\n"), swap("docs/index.md", "ngay?", "ngay!")], [], id=f"{path} goes with facts")
            for path in ("README.md", "HUONG-DAN.md", "LICENSE", "LICENSE-content", "data/schema/hotlines.json")
        ),
        *(
            pytest.param([put(path, "x\n"), swap("docs/index.md", "ngay?", "ngay!")], ["docs/index.md:1:1 mixed-commit"], id=f"{path} is code")
            for path in ("Makefile", "mkdocs.yml", "overrides/README.md", "docs/assets/x.js", "readme.md")
        ),
    ],
)  # fmt: skip
def test_a_step_is_judged_at_its_line(repository: Repository, edits: list[Edit], expected: list[str]) -> None:
    steps = told(repository, *edits).steps
    assert [f"{step.place} {step.code}" for step in steps] == expected
    told_only = {"still-shown"}  # which may be as it should, and comes with a withdrawal, which nothing holds up
    assert all((step.level is problems.Level.WARNING) == (step.code in told_only) for step in steps)


def test_every_code_of_a_step_is_given_by_some_history() -> None:
    marks = test_a_step_is_judged_at_its_line.pytestmark  # type: ignore[attr-defined]
    given = {line.split()[-1] for case in marks[0].args[1] for line in case.values[1]}
    assert given == problems.STEP_CODES


def test_a_commit_that_says_why_it_mixes_is_let_through(repository: Repository) -> None:
    message = "Thêm trường\n\nTogether-because: trường mới phải có trong mọi tệp\n"
    assert told(repository, CODE, swap("docs/index.md", "ngay?", "ngay!"), message=message).steps == ()


def test_each_commit_is_judged_by_itself_for_mixing(repository: Repository) -> None:
    repository.edit("docs/index.md", "ngay?", "ngay!")
    repository.commit("trang")
    report = told(repository, CODE)
    assert report.steps == changes.report(repository.root, "HEAD~2", "HEAD", DAY).steps == ()


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([swap(TRE_EM, "hours: always", "hours: unknown")], id="unverified-change"),
        pytest.param([swap(TRE_EM, "verified_on: 2030-01-10", "verified_on: 2030-01-09")], id="verified-back"),
        pytest.param([renamed], id="id-gone"),
        pytest.param(NO_SOURCE, id="source-gone"),
        pytest.param([CODE], id="mixed-commit"),
    ],
)
def test_withdrawing_is_never_held_up(
    repository: Repository, edits: list[Edit], request: pytest.FixtureRequest
) -> None:
    report = told(repository, *edits, add(TU_VAN, "publish: withdrawn\n"))
    assert {step.code for step in report.steps} == {request.node.callspec.id}
    assert not report.stops
    assert "không điều nào ở trên giữ đề nghị này lại" in changes.to_markdown(report)


def test_withdrawing_a_source_names_what_leans_on_it_and_holds_nothing_up(repository: Repository) -> None:
    report = told(repository, add("data/sources/dien-dan.yml", WITHDRAWN))
    assert groups(report)["leaning"] == ["hotlines/qua-han", "results/nguoi-2028"]
    assert report.steps == ()


def test_a_number_that_leaves_by_its_age_does_not_let_other_steps_through(repository: Repository) -> None:
    report = told(repository, HOURS, swap(TU_VAN, "verified_on: 2030-01-10", "verified_on: 2027-01-10"))
    assert groups(report)["withdrawn"] == ["hotlines/tu-van"]
    assert report.stops


def test_what_others_did_meanwhile_is_not_taken_for_a_change(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "sua")
    told(repository, NEW_NUMBER, LOOKED)
    repository.git("switch", "--quiet", "main")
    told(repository, put("data/campaigns/dot-moi.yml", CAMPAIGN))
    report = changes.report(repository.root, "main", "sua", DAY)
    assert groups(report) == {"changed": ["hotlines/tu-van"]}


# --- in words --------------------------------------------------------------------------------------------------------

MARKDOWN = """## Người đọc thấy gì khác

1 tạm rút · 1 đổi

### Tạm rút

- **Tổng đài trẻ em** (`data/hotlines/tre-em.yml`): Không ai nghe máy.
  - trên: …

### Đổi

- **Tư vấn Sông Mẫu** (`data/hotlines/tu-van.yml`)
  - kênh 1 › tiền cước: “Như cuộc gọi thường” → “Không mất”
  - trên: …
"""


def test_of_a_page_that_has_moved_only_what_changed_in_it_is_told(repository: Repository) -> None:
    report = told(
        repository, page_renamed, add("data/moved.yml", PAGE_MOVED), swap("docs/thu-moi.md", "Phần ẩn.", "Phần kín.")
    )
    assert [(one.path, one.old, one.new) for one in report.rewritten] == [("docs/thu-moi.md", "Phần ẩn.", "Phần kín.")]
    assert {"moi-thu/", "thu-moi/"} <= report.pages.keys()


def test_the_report_is_read_from_top_to_bottom(repository: Repository) -> None:
    report = told(repository, swap(TU_VAN, "cost: standard\n    seen", "cost: free\n    seen"), add(TRE_EM, WITHDRAWN))
    text = changes.to_markdown(report)
    assert re.sub(r"trên: `/.*", "trên: …", text).startswith(MARKDOWN)
    assert re.search(r"trên: `/`, `/goi-ngay/`, .*( và \d+ trang nữa)?\n", text)
    assert text.splitlines()[-1] == "- Có mục được rút, nên không điều nào ở trên giữ đề nghị này lại."


def test_of_a_long_text_only_the_sentences_that_differ_are_told(repository: Repository) -> None:
    note = "data/hotlines/bi-rut.yml"
    repository.edit(note, "note: Trước đây số 0900000003 là của người khác.", "note: Một câu. Hai câu. Ba câu.")
    repository.commit("ghi chú dài")
    text = changes.to_markdown(told(repository, swap(note, "Hai câu. Ba câu.", "Hai câu mới. Ba câu.")))
    assert "  - ghi chú: bỏ “Hai câu.”; thêm “Hai câu mới.”\n" in text
    text = changes.to_markdown(told(repository, swap(note, "Một câu. Hai câu mới. Ba câu.", "Khác hẳn.")))
    assert "  - ghi chú: “Một câu. Hai câu mới. Ba câu.” → “Khác hẳn.”\n" in text


def test_sources_stand_on_one_line_and_a_new_one_tells_who_and_when(repository: Repository) -> None:
    more = swap(TU_VAN, "sources: [bao-song-mau]", "sources: [bao-song-mau, cong-bao, bai-moi]")
    source = "id: bai-moi\ntitle: Bài mới\npublisher: Báo Mẫu\nurl: https://a.example/\ngrade: press\nverified_on: 2030-01-14\n"
    text = changes.to_markdown(told(repository, more, put("data/sources/bai-moi.yml", source)))
    assert "  - nguồn: thêm “Tỉnh Sông Mẫu”, “Báo Mẫu”\n" in text
    assert "- **Bài mới** (`data/sources/bai-moi.yml`): Báo Mẫu; báo chí\n" in text
    assert "a.example" not in text


def test_a_page_written_by_hand_is_told_by_its_title_and_its_parts(repository: Repository) -> None:
    page = "docs/noi-ho-tro.md"
    repository.write(
        page,
        "---\ntitle: Nơi hỗ trợ\n---\n# Nơi\n\nĐầu.\n\n## Một { #mot }\n\nMột.\n\n{{ places() }}\n\n## Hai\n\nHai.\n",
    )
    repository.commit("trang")
    after = "---\ntitle: Nơi hỗ trợ\n---\n# Nơi\n\nĐầu\nkhác.\n\n## Ba\n\n```\n## Không phải\n```\n\n## Một\n\nMột.\n\n{{ places() }}\n"
    report = told(repository, put(page, after), add("data/synonyms.yml", "# thêm\n"))
    assert report.written == ("data/synonyms.yml", page)
    lines = changes.to_markdown(report).splitlines()
    assert "- `data/synonyms.yml`" in lines
    assert f"- **Nơi** (`{page}`): phần mới “Ba”; đổi đoạn đầu; bỏ phần “Hai”" in lines


def test_a_value_cannot_become_markup_in_the_report(repository: Repository) -> None:
    evil = "Tư vấn <img src=x> [bấm](https://xau.example) **đậm** `mã` @ai"
    report = told(repository, swap(TU_VAN, "name: Tư vấn Sông Mẫu", f"name: '{evil}'"))
    text = changes.to_markdown(report)
    assert r"\<img src=x\> \[bấm\]\(https://⁠xau.example\) \*\*đậm\*\* \`mã\` \@⁠ai" in text
    assert "<img" not in text.replace(r"\<img", "")


def test_no_line_of_the_report_can_be_taken_for_a_command_of_the_host(repository: Repository) -> None:
    report = told(repository, swap(TU_VAN, "name: Tư vấn Sông Mẫu", 'name: "::error::x"'))
    assert not any(line.startswith("::") for line in changes.to_markdown(report).splitlines())


def test_json_says_the_same_as_words(repository: Repository) -> None:
    report = told(repository, NEW_NUMBER)
    given = json.loads(changes.to_json(report))
    assert set(given) == {"schema_version", "day", *GROUPS, "pages", "written", "rewritten", "steps", "problems"}
    assert given["changed"][0]["fields"] == [
        {"field": "kênh 1 › số hoặc tên", "old": "0900 000 001", "new": "0900 000 021"}
    ]
    step = given["steps"][0]
    assert (step["path"], step["line"], step["code"]) == (TU_VAN, 13, "unverified-change")


def test_the_same_two_commits_and_day_give_the_same_bytes(repository: Repository) -> None:
    one = told(repository, NEW_NUMBER, renamed)
    two = changes.report(repository.root, "HEAD~1", "HEAD", DAY)
    assert changes.to_json(one) == changes.to_json(two)
    assert changes.to_markdown(one) == changes.to_markdown(two)


def test_an_entry_for_the_page_of_changes_is_right_once_its_why_is_filled_in(repository: Repository) -> None:
    entry = changes.to_entry(told(repository, NEW_NUMBER, LOOKED, put("data/campaigns/dot-moi.yml", CAMPAIGN)))
    assert "why:\n" in entry
    repository.write(f"data/changes/ngay-{TODAY}.yml", entry.replace("why:\n", "why: Tổng đài báo số mới.\n"))
    facts, wrong = together.read(repository.root, DAY)
    assert [p for p in wrong if f"ngay-{TODAY}" in p.place.path] == []
    change = facts.get("changes", f"ngay-{TODAY}")
    assert change.what == "Mới: Đợt mới. Đổi: Tư vấn Sông Mẫu"
    names = [f"Tên thứ {n}, dài một chút" for n in range(99)]
    assert len(said := changes._named(names)) < 300
    assert said.startswith("Tên thứ 0, dài một chút; Tên thứ 1")
    assert re.search(r" và (\d+) mục nữa$", said)
    assert change.about == ("campaigns/dot-moi", "hotlines/tu-van")


# --- the command -----------------------------------------------------------------------------------------------------


def run(repository: Repository, *words: str) -> int:
    return command.main(["changes", *words, "--root", str(repository.root)])


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_TODAY", TODAY)


def test_the_command_fails_only_when_a_step_must_be_mended(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.edit(TU_VAN, "Tư vấn Sông Mẫu", "Tư vấn tỉnh")
    repository.commit()
    assert run(repository, "HEAD~1") == 0
    HOURS(repository)
    repository.commit()
    assert run(repository, "HEAD~1") == 1
    assert run(repository, "HEAD~2", "HEAD~1", "--json") == 0
    assert run(repository, "HEAD~1", "--entry") == 0
    assert "Traceback" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["khong-co", "--upload-pack=x", "HEAD:data", ""])
def test_a_commit_that_is_not_there_is_told_in_a_sentence(
    repository: Repository, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(history.GitError, match=r"^(git không đọc được|“)"):
        changes.report(repository.root, name, "HEAD", DAY)
    if not name.startswith("-"):  # the command's own grammar refuses an option before we see it
        assert run(repository, name) == 2
        assert capsys.readouterr().err.startswith("ERROR  ")


def test_links_and_odd_names_in_a_commit_are_not_followed(repository: Repository, tmp_path: Path) -> None:
    secret = tmp_path / "bi-mat.yml"
    secret.write_text("id: bi-mat\n", encoding="utf-8")
    (repository.root / "data" / "sources" / "lien-ket.yml").symlink_to(secret)
    repository.write("data/sources/tên lạ.yml", "x\n")
    repository.commit()
    files = history.files(repository.root, "HEAD")
    assert "data/sources/lien-ket.yml" not in files
    assert files["data/sources/tên lạ.yml"] == b"x\n"


@pytest.mark.parametrize(
    "text", ["@ban-bien-tap", "a@b.vn", "#12", "kho/ma#12", "GH-12", "https://a.vn/x", "www.a.vn", "HTTP://a.vn"]
)
def test_a_text_in_a_report_calls_nobody_and_leads_nowhere(text: str) -> None:
    """GitHub looks for mentions, references and addresses after the Markdown is read, so a backslash does not stop it."""
    said = changes.escape(text).replace("\\", "")
    assert said != text
    assert not re.search(r"@[\w-]|#\d|GH-\d|://\w|www\.\w", said, re.IGNORECASE)
    assert said.replace("\u2060", "") == text
