"""Problems as GitHub shows them: annotations at the line, and a summary with links into the editor.

Workflow commands, "Workflow commands for GitHub Actions": one a line, `%`, CR and LF escaped in the message, `:` and
`,` as well in properties. Ten annotations a step and kind are shown, so those of changed files come first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from urllib.parse import quote

from facts.problems import CODES, Level, Problem
from facts.reading.markdown_text import code, escape
from facts.records.addresses import edit_link

SHOWN = 10
MOST_BYTES = 900_000  # a step's summary may hold 1 MiB


def escape_message(text: str) -> str:
    """What follows the second `::`."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """A value between `::error ` and `::`."""
    return escape_message(text).replace(":", "%3A").replace(",", "%2C")


def first_changed(problems: Iterable[Problem], changed: Collection[str]) -> list[Problem]:
    """Those of changed files first, then errors before warnings, then by place."""
    return sorted(problems, key=lambda p: (p.place.path not in changed, p.level is not Level.ERROR, p.place, p.code))


def annotation(problem: Problem) -> str:
    """One workflow command."""
    kind = "error" if problem.level is Level.ERROR else "warning"
    place = problem.place
    title = f"{CODES[problem.code].split('. ')[0].rstrip('.')} [{problem.code}]"
    properties = {"file": place.path, "line": str(place.line), "col": str(place.column), "title": title}
    said = ",".join(f"{name}={escape_property(value)}" for name, value in properties.items())
    return f"::{kind} {said}::{escape_message(problem.message)}"


def lines(problems: Iterable[Problem], changed: Collection[str]) -> list[str]:
    """The first ten, as workflow commands."""
    return [annotation(problem) for problem in first_changed(problems, changed)[:SHOWN]]


def link(template: str, problem: Problem) -> str:
    """The place of a problem as a Markdown link into the editor, at its line; as code without a template."""
    words = str(problem.place)
    if not template:
        return code(words)
    address = edit_link(template, f"{problem.place.path}#L{problem.place.line}")
    return f"[{escape(words)}]({quote(address, safe='/:#%@+=&?~!$;,')})"


def summary(problems: Iterable[Problem], changed: Collection[str], template: str, report: str = "") -> str:
    """Every problem in a table, then the report of changes; cut, and said so, when a host would refuse the length."""
    found = first_changed(problems, changed)
    errors = sum(problem.level is Level.ERROR for problem in found)
    if errors:
        head = [f"## {errors} lỗi cần sửa", "", "Bấm vào chỗ lỗi để mở đúng dòng, sửa như câu nói, rồi lưu.", ""]
    elif found:
        head = [f"## Không có lỗi, {len(found)} điều nên sửa", ""]
    else:
        head = ["## Không có lỗi", ""]
    if found:
        head += ["| Ở đâu | Sửa gì | Mã |", "| --- | --- | --- |"]
    rows = [f"| {link(template, p)} | {escape(p.message)} | {code(p.code)} |" for p in found]
    used = len("\n".join(head).encode()) + len(report.encode())
    kept: list[str] = []
    for row in rows:
        used += len(row.encode()) + 1
        if used > MOST_BYTES:
            kept.append(f"| và {len(rows) - len(kept)} điều nữa | chạy `make check` để xem hết | |")
            break
        kept.append(row)
    return "\n".join([*head, *kept, "", report]).rstrip("\n") + "\n"
