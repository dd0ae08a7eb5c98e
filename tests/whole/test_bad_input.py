"""Files that are far too big, too deep or not files at all: each is told, within a gibibyte.

Mistakes of the usual size are in test_load.py and tests/awful; here a whole check runs as a process of its own. How long
each takes beside a check of the real facts is measured by `make bench-check`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import commands
from province import GOLDEN, TODAY

GIBIBYTE = 2**30
SOURCE = """\
id: {id}
title: Một trang
publisher: Báo Mẫu
url: https://mau.tinh-mau.vn/
grade: press
verified_on: 2030-01-10
"""
LINE = (GOLDEN / "data/hotlines/tu-van.yml").read_text(encoding="utf-8").replace("id: tu-van", "id: k")
PAGE = "---\ntitle: Trang\n---\n\n# Trang\n\n"


def text(path: str, content: str) -> Callable[[Path], object]:
    """Write one file."""
    return lambda root: (root / path).write_text(content, encoding="utf-8")


def many(path: str, count: int) -> Callable[[Path], object]:
    """Write many sound records."""
    return lambda root: [
        (root / path.format(n)).write_text(SOURCE.format(id=f"k-{n}"), encoding="utf-8") for n in range(count)
    ]


def raw_name(folder: str, name: bytes) -> Callable[[Path], object]:
    """Make an empty file whose name is not UTF-8."""
    return lambda root: os.close(os.open(os.fsencode(root / folder) + b"/" + name, os.O_CREAT | os.O_WRONLY))


def link(path: str, target: str) -> Callable[[Path], object]:
    return lambda root: (root / path).symlink_to(root / target if not target.startswith("/") else target)


def moved_away(path: str) -> Callable[[Path], object]:
    """Put a link in the place of a folder."""

    def move(root: Path) -> None:
        (root / path).rename(root / "noi-khac")
        (root / path).symlink_to(root / "noi-khac")

    return move


Case = tuple[Callable[[Path], object], str]  # what is made, and where the check begins to tell it
CASES: dict[str, Case] = {
    "ten megabytes of YAML": (text("data/sources/k.yml", "a: " + "x" * 10**7), "data/sources/k.yml:1:1"),
    "ten megabytes of Markdown": (text("docs/k.md", "x" * 10**7), "docs/k.md:1:1"),
    "more records than are read": (many("data/sources/k-{}.yml", 20_001), "data/sources:1:1"),
    "a hundred thousand keys": (text("data/sources/k.yml", "".join(f"k{n}: 1\n" for n in range(90_000))), "data/sources/k.yml:201:1"),
    "one key two hundred thousand times": (text("data/sources/k.yml", "a: 1\n" * 190_000), "data/sources/k.yml:2:1"),
    "a list of a hundred thousand": (text("data/hotlines/k.yml", LINE + "not_found:\n" + "  - a\n" * 100_000), "data/hotlines/k.yml:50"),
    "a hundred thousand brackets": (text("data/sources/k.yml", "[" * 100_000), "data/sources/k.yml:1:9"),
    "a hundred thousand braces": (text("data/sources/k.yml", "{" * 100_000), "data/sources/k.yml:1:1"),
    "a hundred thousand signs that turn text around": (text("data/sources/k.yml", "a: " + "\u202e" * 100_000), "data/sources/k.yml:1:4"),
    "a table of a hundred thousand lines": (text("data/moved.yml", "moved:\n" + "  - {from: a/, to: b/}\n" * 40_000), "data/moved.yml:5002"),
    "a map of a hundred thousand brackets": (text("data/communes.topojson", "[" * 100_000), "data/communes.topojson:1:1"),
    "a page of a hundred thousand brackets": (text("docs/k.md", PAGE + "[" * 100_000), "docs/k.md:"),
    "a page of ninety thousand brackets, line by line": (text("docs/k.md", PAGE + ("[" * 90 + "\n") * 1_000), "docs/k.md:7:1"),
    "a page of a hundred thousand paragraphs": (text("docs/k.md", PAGE + "a\n\n" * 100_000), "docs/k.md"),
    "a page of forty thousand open blocks": (text("docs/k.md", PAGE + "{{" * 40_000), "docs/k.md:7:1"),
    "a page of a thousand blocks": (text("docs/k.md", PAGE + "{{ khong_co() }}\n\n" * 1_000), "docs/k.md:7:1"),
    "a page of nine thousand phone numbers": (text("docs/k.md", PAGE + ("0912345678 " * 100 + "\n") * 90), "docs/k.md:7:1"),
    "brackets in front matter": (text("docs/k.md", "---\ntitle: " + "[" * 50_000 + "\n---\n# Trang\n"), "docs/k.md:2:15"),
    "quotes in quotes": (text("docs/k.md", PAGE + "> " * 1_000 + "a\n"), "docs/k.md:7:1"),
    "data that is a link": (moved_away("data"), "data:1:1"),
    "a kind that is a link": (moved_away("data/hotlines"), "data/hotlines:1:1"),
    "docs that is a link": (moved_away("docs"), "docs:1:1"),
}  # fmt: skip
# What is no file, or has a name that is none: each in its own place, all in one project.
NAMES: dict[str, Case] = {
    "a link out of data": (link("data/hotlines/k.yml", "/etc/passwd"), "data/hotlines/k.yml:1:1"),
    "a link in a circle": (link("data/hotlines/k", "data"), "data/hotlines/k:1:1"),
    "a link in a circle in docs": (link("docs/k", "docs"), "docs/k:1:1"),
    "a link that leads nowhere": (link("docs/k.md", "/khong/co"), "docs/k.md:1:1"),
    "a folder named .yml": (lambda root: (root / "data/hotlines/thu-muc.yml").mkdir(), "data/hotlines/thu-muc.yml:1:1"),
    "a folder named .md": (lambda root: (root / "docs/thu-muc.md").mkdir(), "docs/thu-muc.md:1:1"),
    "a pipe named .yml": (lambda root: os.mkfifo(root / "data/hotlines/ong.yml"), "data/hotlines/ong.yml:1:1"),
    "a pipe named .md": (lambda root: os.mkfifo(root / "docs/ong.md"), "docs/ong.md:1:1"),
    "a name that is not UTF-8": (raw_name("data/hotlines", b"\xff.yml"), "data/hotlines/?.yml:1:1"),
    "a page whose name is not UTF-8": (raw_name("docs", b"\xff.md"), "docs/?.md:1:1"),
    "a name over two lines": (text("data/hotlines/hai\n::error::b.yml", "id: a"), "data/hotlines/hai?::error::b.yml:1:1"),
    "a name as long as names can be": (text("data/hotlines/" + "a" * 250 + ".yml", "id: a"), "data/hotlines/aaaa"),
    "a name with a sign that joins": (text("data/hotlines/a\u200db.yml", "id: a"), "data/hotlines/a?b.yml:1:1"),
}  # fmt: skip


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up province without most of its records: what is checked is the one file that is too much."""
    root = tmp_path_factory.mktemp("pristine")
    for name in ("data", "docs"):
        shutil.copytree(GOLDEN / name, root / name)
    return root


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="limits and pipes of Unix")
@pytest.mark.parametrize("cases", [*([case] for case in CASES.values()), list(NAMES.values())], ids=[*CASES, "names"])
def test_it_is_told_in_a_gibibyte(pristine: Path, tmp_path: Path, cases: list[Case]) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root)
    for make, _ in cases:
        make(root)
    done = commands.facts(root, "check", memory=GIBIBYTE, SITE_TODAY=TODAY)
    told = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert [place for _, place in cases if not any(line.startswith(f"ERROR  {place}") for line in told)] == [], told[:5]
    assert len(told) < 1_500, "no one reads that much"
    assert all(line.startswith(("ERROR ", "WARNING ")) for line in told)
    shutil.rmtree(root, ignore_errors=True)  # twenty thousand files are not kept
