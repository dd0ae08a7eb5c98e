"""`python -m facts check | schema | fix | changes`: the same problems as the build, without MkDocs."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from datetime import date
from pathlib import Path

from facts.project.loading import LOADING

if __name__ == "__main__":  # before anything else is loaded
    gc.disable()  # one short run that keeps what it makes, where collecting finds nothing
    LOADING.begin(Path(), "code of a check")

from facts.judging import settings
from facts.problems import Level, counted, in_order
from facts.records import clock
from terminal import console
from terminal.log_safe import shown

PROJECT = Path(__file__).resolve().parents[2]
COMMANDS = {
    "check": "kiểm tra data/ và docs/",
    "settings": "kiểm tra mkdocs.yml và các biến SITE_*, trước khi dựng",
    "schema": "viết lại data/schema/ và HUONG-DAN.md",
    "fix": "đặt nháy, xếp trường, sửa dấu và cách xuống dòng trong data/",
    "changes": "kể một lần lưu đổi gì cho người đọc",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 when nothing stops a build, 1 when something does, 2 when the call is wrong."""
    parser = argparse.ArgumentParser(prog="facts", description="Kiểm tra data/ và docs/.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in COMMANDS.items():
        command = commands.add_parser(name, help=words)
        command.add_argument("--root", type=Path, default=Path(), help="thư mục gốc của dự án")
        if name == "changes":
            command.add_argument("base", help="nhánh hoặc lần lưu trước")
            command.add_argument("head", nargs="?", default="HEAD", help="lần lưu sau; bỏ trống: lần lưu mới nhất")
            command.add_argument("--json", action="store_true", help="cho máy đọc")
            command.add_argument("--entry", action="store_true", help="soạn sẵn một tệp cho data/changes/")
    options = parser.parse_args(argv)
    try:
        today = clock.build_day()
    except ValueError as error:
        print(f"ERROR  {error}", file=sys.stderr)
        return 2
    if options.command in ("check", "settings") and (wrong := settings.wrong_environment()):
        print(f"ERROR  {wrong}", file=sys.stderr)
        return 2
    root = options.root.resolve()
    try:
        (root / "data").exists()
    except PermissionError:
        print(f"ERROR  {root}: không mở được thư mục này. Xem lại quyền đọc.", file=sys.stderr)
        return 2
    if options.command == "settings":
        return tell_settings(root)
    if options.command == "schema":
        return write_schema(root)
    if options.command == "fix":
        return tell_fixed(root)
    if options.command == "changes":
        return tell_changes(root, today, options)
    return tell_checked(root, today)


def tell_checked(root: Path, today: date) -> int:
    """Print every mistake in data/ and docs/; 1 when one of them stops a build."""
    # `settings`, which every build and every server begins with, should not wait for these
    from facts.editing import schemas
    from facts.project import on_disk
    from facts.project.held import state_of
    from facts.project.memory import JUDGED, leave_codes, resume_codes
    from facts.project.pages import read_site

    LOADING.end()

    def written() -> object:
        return state_of(root / schemas.FOLDER, root / schemas.EDITOR)

    by = on_disk.made_by(root) if on_disk.is_wanted() else b""
    if by:
        JUDGED.resume(root, "check", by)
        resume_codes(root, by)
    JUDGED.begin(is_on=bool(by))
    facts, problems = read_site(root, today, kept=JUDGED)
    problems = in_order([*problems, *JUDGED.of_files("schema", written, lambda: schemas.check(root))])
    lacking = _lacking(root)
    if by:
        JUDGED.leave(root, "check", by)
        leave_codes(root, by)
    LOADING.leave(root)
    for problem in problems:
        print(problem)
    if _tell_lacking(lacking):
        return 1
    records = sum(len(kind) for kind in facts.records.values())
    print(counted(problems) + (f" Đã đọc {records} mục." if not problems else ""))
    return 1 if any(p.level is Level.ERROR for p in problems) else 0


def write_schema(root: Path) -> int:
    """Write what follows from the models; 1 when a kind is half there."""
    from facts.editing import schemas

    schemas.write(root)
    is_package = (PROJECT / "national").is_dir()  # whose guide a province has
    if root != PROJECT and not is_package:  # it is of this code, not of a made-up province
        return 0
    from facts.editing import guide

    if root == PROJECT:
        guide.begin_examples(root)
    if told := _tell_lacking(_lacking(root)):
        return told
    guide.write(root)
    return 0


def _lacking(root: Path) -> list[str]:
    """A sentence for each kind of this code that is half there, which only this project can mend."""
    if root != PROJECT or not (root / "tests" / "golden").is_dir():
        return []  # a province's project has the code and no tests
    from facts.editing import schemas
    from facts.project import held
    from facts.project.memory import JUDGED

    def there() -> object:
        names = held.names_below(*(root / folder for folder in ("tests/golden", ".github", schemas.FOLDER)))
        return "\0".join(names), held.state_of(root / ".github/CODEOWNERS", root / "hooks/facts/editing/examples")

    def check() -> list[str]:
        from facts.editing import lacking  # with all exports, for which a check where nothing changed should not wait

        return lacking.check(root)

    return JUDGED.of_files("lacking", there, check)


def _tell_lacking(found: list[str]) -> int:
    for sentence in found:
        print(f"ERROR  {sentence}")
    return 1 if found else 0


def tell_settings(root: Path) -> int:
    """Print what is wrong with mkdocs.yml, which MkDocs would say in English before it asks any hook."""
    problems = in_order(list(settings.check(root)))
    for problem in problems:
        print(problem)
    return 1 if any(p.level is Level.ERROR for p in problems) else 0


def tell_fixed(root: Path) -> int:
    """Mend data/ and name the files that changed."""
    from facts.editing import fix

    changed = fix.fix(root)
    for path in changed:
        print(f"Đã sửa {path}")
    print(f"Đã sửa {len(changed)} tệp. Xem lại, rồi chạy make check." if changed else "Không có gì phải sửa.")
    return 0


def tell_changes(root: Path, today: date, options: argparse.Namespace) -> int:
    """Print the report of two commits; 1 when a step must be mended."""
    from facts.review import history, report  # a check in the editor's hands should not wait for these

    try:
        found = report.report(root, options.base, options.head, today)
        unsaved = history.unsaved(root) if options.head == "HEAD" else []
    except history.GitError as error:
        print(f"ERROR  {error}", file=sys.stderr)
        return 2
    if unsaved:  # only what is committed is compared
        names = ", ".join(map(shown, unsaved[:5])) + ("…" if len(unsaved) > 5 else "")
        print(f"Chưa kể {len(unsaved)} tệp chưa lưu (git commit): {names}", file=sys.stderr)
    if options.entry:
        print(report.to_entry(found), end="")
        return 0
    print(report.to_json(found) if options.json else report.to_markdown(found), end="")
    return 1 if found.stops else 0


if __name__ == "__main__":
    status = console.run(main)
    sys.stderr.flush()
    os._exit(status)  # what was made need not be taken apart, object by object: that is a twentieth of a check
