"""`python -m host annotations | summary | stale | links | issue`: the steps of the workflows, one command each."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path

from facts.editing import schemas
from facts.problems import Level, Problem, counted
from facts.project.pages import read_site
from facts.records import clock
from facts.records.models import Source
from facts.review import history
from facts.review import report as changes
from host import annotate, issue, links, owners, stale
from terminal import console, disk

# What the weekly workflows leave behind for `issue`: label → (title, what is asked for).
REPORTS = {
    "stale": "Các mục tới hạn đối chiếu",
    "links": "Các nguồn không còn mở được",
}


def found(root: Path, today: date, base: str) -> tuple[list[Problem], set[str], str]:
    """Every problem of the state and of the step since `base`, the changed files, and the report of changes."""
    _, problems = read_site(root, today)
    problems += schemas.check(root)
    if not base:
        return problems, set(), ""
    report = changes.report(root, base, "HEAD", today)
    return [*problems, *report.steps], set(history.changed_paths(root, base, "HEAD")), changes.to_markdown(report)


def tell_annotations(root: Path, today: date, base: str) -> int:
    """Print the first ten problems where the host shows them; 1 when anything stops the change."""
    problems, changed, _ = found(root, today, base)
    for line in annotate.lines(problems, changed):
        print(line)
    print(counted(problems, "xem bản tóm tắt"))
    return 1 if any(problem.level is Level.ERROR for problem in problems) else 0


def tell_summary(root: Path, today: date, base: str) -> int:
    """Write every problem and the report of changes where the host shows a step's summary, else print them."""
    problems, changed, report = found(root, today, base)
    text = annotate.summary(problems, changed, os.environ.get("SITE_EDIT_URI", ""), report)
    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(text)
    else:
        print(text, end="")
    return 0


def write_report(root: Path, name: str, text: str, is_needed: bool) -> int:
    """Leave a report below build/ for `issue`, and print it."""
    folder = root / "build"
    folder.mkdir(exist_ok=True)
    disk.write(folder / f"{name}.json", json.dumps({"body": text, "is_needed": is_needed}))
    print("\n".join(f"> {line}" for line in text.splitlines()))  # no line of a report can start a workflow command
    return 0


def tell_stale(root: Path, today: date) -> int:
    """What has to be looked at again."""
    facts, _ = read_site(root, today)
    text = stale.report(facts, today, owners.read(root), os.environ.get("SITE_EDIT_URI", ""))
    return write_report(root, "stale", text, stale.is_needed(facts, today))


def tell_links(root: Path, today: date) -> int:
    """Which sources do not open."""
    facts, _ = read_site(root, today)
    held, problems = links.read_exemptions(root, facts, today)
    asked = [source for source in facts.all(Source) if source.id not in held and source.publish is None]
    answers = links.ask_all(asked)
    text = links.report(facts, answers, held, problems, today, os.environ.get("SITE_EDIT_URI", ""))
    return write_report(root, "links", text, links.is_needed(answers, problems))


def put_issue(root: Path, name: str) -> int:
    """Make the one issue say what the report says."""
    file = root / "build" / f"{name}.json"
    if not file.is_file():
        print(f"ERROR  chưa có build/{name}.json. Chạy make {name} trước.", file=sys.stderr)
        return 2
    report = json.loads(file.read_text(encoding="utf-8"))
    host = issue.Host.read(os.environ)
    print(issue.rewrite(host, name, REPORTS[name], report["body"], report["is_needed"]))
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run one step; 0 when it is done, 1 when the change must be mended, 2 when the call or the host is wrong."""
    parser = argparse.ArgumentParser(prog="host", description="Các bước chạy trên máy của nơi chứa kho.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("annotations", "summary", "stale", "links", "issue"):
        command = commands.add_parser(name)
        command.add_argument("--root", type=Path, default=Path())
        if name in ("annotations", "summary"):
            command.add_argument("--base", default="", help="lần lưu mà đề nghị này bắt đầu từ đó")
        if name == "issue":
            command.add_argument("report", choices=sorted(REPORTS))
    options = parser.parse_args(argv)
    root = options.root.resolve()
    try:
        today = clock.build_day()
        match options.command:
            case "annotations":
                return tell_annotations(root, today, options.base)
            case "summary":
                return tell_summary(root, today, options.base)
            case "stale":
                return tell_stale(root, today)
            case "links":
                return tell_links(root, today)
            case _:
                return put_issue(root, options.report)
    except ValueError as error:  # GitError, HostError, a wrong SITE_TODAY: each a sentence
        print(f"ERROR  {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(console.run(main))
