"""What is told after a save is what a first check tells, to the letter: in a project of mistakes they come and go with each edit."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import pytest

import building
from building import ROOT
from facts.project.memory import Memory
from facts.project.pages import read_site
from province import GOLDEN, TODAY

AWFUL = ROOT / "tests" / "awful"
DAY = date.fromisoformat(TODAY)


def told(root: Path, kept: Memory | None = None) -> list[str]:
    if kept is None:
        return [str(problem) for problem in read_site(root, DAY)[1]]
    kept.begin(is_on=True)
    return [str(problem) for problem in read_site(root, DAY, kept=kept)[1]]


def edit(root: Path, chance: random.Random, before: dict[Path, bytes]) -> str:
    """Take away a line or a file, say a line twice, give a line to another file, or undo."""
    files = [file for pattern in ("data/**/*.yml", "docs/**/*.md") for file in sorted(root.glob(pattern))]
    file = chance.choice([file for file in files if file.is_file() and not file.is_symlink()])
    which = chance.randrange(6)
    if which == 0 and before:
        file, content = before.popitem()
        file.write_bytes(content)
        return f"undo {file.name}"
    before[file] = content = file.read_bytes()
    lines = content.splitlines(keepends=True)
    at = chance.randrange(len(lines)) if lines else 0
    if which == 1:
        file.unlink()
    elif which == 2:
        other = chance.choice([one for one in files if one.suffix == file.suffix and one.is_file()])
        other_lines = other.read_bytes().splitlines(keepends=True)
        file.write_bytes(b"".join([*lines[:at], *other_lines[:1], *other_lines[-1:], *lines[at:]]))
    else:
        file.write_bytes(b"".join([*lines[:at], *(lines[at : at + 1] * 2 if which == 3 else []), *lines[at + 1 :]]))
    return f"{file.name}:{at + 1} by {which}"


def walk(root: Path, seed: int, edits: int) -> None:
    """Edit, and hold what is told against a first check; each third time as a new process tells it."""
    chance, kept, before = random.Random(seed), Memory(), dict[Path, bytes]()
    done = []
    told(root, kept)
    for number in range(edits):
        done.append(edit(root, chance, before))
        if number % 3 == 2:
            kept._is_resumed = False  # else a little that is new is not left
            kept.leave(root, "check")
            kept = Memory()
            kept.resume(root, "check")
        assert told(root, kept) == told(root), done
        if number % 8 == 7:
            for file, content in before.items():
                file.write_bytes(content)
            before.clear()


@pytest.fixture
def awful(tmp_path: Path, keeps: None) -> Path:
    root = tmp_path / "project"
    shutil.copytree(AWFUL, root)
    shutil.copy(ROOT / "mkdocs.yml", root / "project.yml")
    return root


def test_each_mistake_comes_and_goes_as_in_a_first_check(awful: Path) -> None:
    walk(awful, 1, edits=8)


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(8))
def test_so_it_does_after_many_edits(awful: Path, seed: int) -> None:
    walk(awful, seed, edits=50)


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(4))
def test_so_it_does_where_most_is_right(tmp_path: Path, keeps: None, seed: int) -> None:
    walk(building.assemble(tmp_path / "project", GOLDEN), seed, edits=50)


def test_what_a_sentence_of_the_province_says_is_told_as_in_a_first_check(tmp_path: Path, keeps: None) -> None:
    """It stands in a file of its own, and is judged in each page that shows it."""
    root, kept = building.assemble(tmp_path / "project", GOLDEN), Memory()
    pages = [root / "docs" / f"gioi-thieu/{name}.md" for name in ("mot", "hai")]
    for page in pages:
        page.write_text('---\ntitle: A\n---\n\n# A\n\n{{ local("dai") }}\n', encoding="utf-8")
    (root / "docs" / "local").mkdir(exist_ok=True)
    sentence = root / "docs" / "local" / "dai.md"
    for text in ("Câu ngắn.\n", f"Một {'câu ' * 30}dài.\n", "Gọi 0999 999 999.\n"):
        sentence.write_text(text, encoding="utf-8")
        found = told(root, kept)
        assert found == told(root)
        assert any("docs/local/dai.md" in one for one in found) == (text != "Câu ngắn.\n")
    pages[0].write_text("# A\n", encoding="utf-8")
    assert told(root, kept) == told(root)
