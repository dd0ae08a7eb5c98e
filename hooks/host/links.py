"""Whether the sources' addresses still open: asked once a week, one page at a time, by name, and never hurried."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote, urlsplit

from pydantic import Field

from facts.judging.fields import judge
from facts.problems import Problem
from facts.reading import load
from facts.reading.markdown_text import code, escape
from facts.records.addresses import edit_link
from facts.records.models import Day, Line, Part, Source, SourceId
from facts.site.store import Facts
from facts.site.words import say_day

EXEMPTIONS = ".github/link-exemptions.yml"
USER_AGENT = "phong-chong-ma-tuy/1 (kiem tra nguon moi tuan; weekly check of cited sources)"
SECONDS_BETWEEN = 2.0  # two requests to one host
SECONDS_TO_WAIT = 20


class Exemption(Part):
    """A source that is not asked until a day, and why."""

    source: SourceId = Field(title="nguồn", description="Mã nguồn.")
    until: Day = Field(title="đến ngày", description="Ngày cuối còn bỏ qua; sau đó lại hỏi.")
    because: Line = Field(title="vì sao", description="Vì sao bỏ qua.")


class ExemptionTable(Part):
    """.github/link-exemptions.yml."""

    exempt: tuple[Exemption, ...] = Field((), title="bỏ qua", description="Mỗi dòng một nguồn.")


class Outcome(StrEnum):
    """What came of asking for one page."""

    OPEN = "mở được"
    MOVED = "đã dời"
    GONE = "không còn"
    REFUSED = "không cho máy xem"
    SILENT = "không trả lời"


@dataclass(frozen=True)
class Answer:
    """The outcome with what proves it: a status, the address it ended at, or why nothing came."""

    outcome: Outcome
    detail: str = ""


Ask = Callable[[str], Answer]


class _NoFollow(urllib.request.HTTPRedirectHandler):
    """Redirects are told, not followed: a source that moved is for an editor to read again."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoFollow)


def ask(url: str) -> Answer:
    """Ask for the head of a page, and for the page where a server knows no heads."""
    answer = Answer(Outcome.SILENT)
    for method in ("HEAD", "GET"):
        answer = _ask_once(url, method)
        if answer.outcome in (Outcome.OPEN, Outcome.MOVED):
            break
    return answer


def _ask_once(url: str, method: str) -> Answer:
    # An address may be written in Vietnamese; a server is asked in ASCII.
    written = quote(url, safe="!#$%&'()*+,/:;=?@[]~")
    request = urllib.request.Request(written, method=method, headers={"User-Agent": USER_AGENT, "Accept": "*/*"})
    try:
        with _OPENER.open(request, timeout=SECONDS_TO_WAIT) as answer:
            return Answer(Outcome.OPEN, str(answer.status))
    except urllib.error.HTTPError as error:
        with error:
            if error.code in (301, 308):
                return Answer(Outcome.MOVED, error.headers.get("Location", ""))
            if error.code in (302, 303, 307):
                return Answer(Outcome.OPEN, str(error.code))
            gone = error.code in (404, 410)
            return Answer(Outcome.GONE if gone else Outcome.REFUSED, str(error.code))
    except (OSError, ValueError, HTTPException) as error:  # the last: a server that does not speak HTTP
        return Answer(Outcome.SILENT, type(error).__name__)


def ask_all(
    sources: Iterable[Source], ask: Ask = ask, pause: Callable[[float], None] = time.sleep
) -> dict[str, Answer]:
    """Ask for every source that has an address: source id → answer; hosts in turn, each with a pause between its pages.

    A host that did not answer is asked once more at the end: a moment's fault is nobody's dead link.
    """
    answers: dict[str, Answer] = {}
    waiting = [source for source in sources if source.url]
    for turn in range(2):
        by_host: dict[str, list[Source]] = defaultdict(list)
        for source in waiting:
            by_host[urlsplit(source.url or "").netloc].append(source)
        while by_host:
            for host in list(by_host):
                source = by_host[host].pop(0)
                answers[source.id] = ask(source.url or "")
                if not by_host[host]:
                    del by_host[host]
            if by_host:
                pause(SECONDS_BETWEEN)
        waiting = [source for source in waiting if answers[source.id].outcome is Outcome.SILENT]
        if not waiting or turn:
            break
        pause(SECONDS_BETWEEN)
    return answers


def read_exemptions(root: Path, facts: Facts, today: date) -> tuple[dict[str, Exemption], list[Problem]]:
    """Those that still hold on `today`, by source; and what is wrong with the table, ended ones included."""
    file = root / EXEMPTIONS
    document = load.load(file, root) if file.is_file() else None
    if document is None or document.root is None:
        return {}, list(document.problems) if document else []
    table, problems = judge(document, ExemptionTable)
    problems = [*document.problems, *problems]
    held: dict[str, Exemption] = {}
    for index, one in enumerate(table.exempt if table else ()):
        place = load.place_of(document.root, ("exempt", index, "source"))
        if not facts.has("sources", one.source):
            problems.append(Problem(place, "unknown-reference", f"không có nguồn “{one.source}”. Xóa dòng này."))
        elif one.until < today:
            problems.append(
                Problem(place, "table", f"hết hạn bỏ qua từ {say_day(one.until)}. Xóa, hoặc xem lại rồi ghi ngày mới.")
            )
        else:
            held[one.source] = one
    return held, problems


_TELL = {
    Outcome.GONE: "Không còn trang ấy. Tìm địa chỉ mới, hoặc nguồn khác; không có thì rút điều dựa vào nó.",
    Outcome.MOVED: "Đã dời hẳn. Đọc lại ở địa chỉ mới, rồi sửa `url:`.",
    Outcome.SILENT: "Hỏi hai lần không trả lời. Thử mở bằng trình duyệt.",
    Outcome.REFUSED: "Máy chủ không cho máy xem. Thử mở bằng trình duyệt; mở được thì thôi.",
}


def report(
    facts: Facts,
    answers: Mapping[str, Answer],
    held: Mapping[str, Exemption],
    problems: Iterable[Problem],
    today: date,
    template: str,
) -> str:
    """The text of the weekly issue."""
    opened = sum(answer.outcome is Outcome.OPEN for answer in answers.values())
    lines = [
        f"Ngày {say_day(today)}. Tệp này do máy viết lại mỗi tuần; đừng sửa ở đây.",
        "",
        f"Hỏi {len(answers)} địa chỉ, {opened} mở được, bỏ qua {len(held)}.",
        "",
    ]
    for outcome, words in _TELL.items():
        ids = [id for id, answer in sorted(answers.items()) if answer.outcome is outcome]
        if ids:
            lines += [f"### {outcome.value.capitalize()} ({len(ids)})", "", words, ""]
            lines += [_line(facts, id, answers[id], template) for id in ids]
            lines.append("")
    told = [f"- {code(str(problem.place))} {escape(problem.message)}" for problem in problems]
    if told:
        lines += ["### Bảng bỏ qua", "", *told, ""]
    return "\n".join(lines)


def _line(facts: Facts, id: str, answer: Answer, template: str) -> str:
    path = facts.edited_at("sources", id)
    address = edit_link(template, path)
    rests = [f"{kind}/{one}" for kind, one in facts.cited_by.get(("sources", id), ()) if one]
    where = f"[{code(path)}]({address})" if address else code(path)
    leaning = (
        f"; dựa vào nó: {', '.join(code(key) for key in rests[:5])}" + (" …" if len(rests) > 5 else "") if rests else ""
    )
    return f"- {where} {code(facts.get(Source, id).url or '')} ({escape(answer.detail)}){leaning}"


def is_needed(answers: Mapping[str, Answer], problems: Iterable[Problem]) -> bool:
    """True when the issue should be open."""
    return any(answer.outcome is not Outcome.OPEN for answer in answers.values()) or bool(list(problems))
