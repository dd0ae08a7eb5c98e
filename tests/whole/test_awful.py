"""Every mistake an editor can make, once: tests/awful is a project in which nothing is right.

What it tells, line by line, is kept in EXPECTED.txt and compared as a whole; `make bless` accepts what is told now.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import building
from building import ROOT
from facts import __main__ as command
from facts.problems import CODES, STEP_CODES
from province import GOLDEN, TODAY
from work import work

AWFUL = ROOT / "tests" / "awful"
EXPECTED = AWFUL / "EXPECTED.txt"


@pytest.fixture(scope="module")
def awful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with what git keeps badly: links, wrong bytes, a folder named as a file, a large file, a tab."""
    root = tmp_path_factory.mktemp("awful") / "project"
    shutil.copytree(AWFUL, root)
    shutil.copy(building.ROOT / "mkdocs.yml", root / "project.yml")
    lines = root / "data" / "hotlines"
    (lines / "byte.yml").write_bytes("id: byte\nname: Tổng đài\n".encode()[:-5] + b"\xf4i\n")
    (lines / "utf-16.yml").write_bytes("id: utf-16\n".encode("utf-16"))
    (lines / "to.yml").write_text("# " + "x" * 1_000_000, encoding="utf-8")
    (lines / "thu-muc.yml").mkdir()
    (lines / "lien-ket.yml").symlink_to(lines / "dung.yml")
    (root / "data" / "ra-ngoai").symlink_to(root / "docs")
    (root / "docs" / "hinh" / "Ảnh.png").write_bytes(b"")
    (root / "docs" / "ra-ngoai").symlink_to(root / "data")
    (root / "docs" / "lien-ket.md").symlink_to(root / "docs" / "index.md")
    (root / "docs" / "byte.md").write_bytes(b"# Trang \xff\n")
    return root


@pytest.fixture(scope="module")
def told(awful: Path) -> list[str]:
    """What `python -m facts check` prints, line by line; the same command in a process of its own is in test_main."""
    done = building.command(
        awful, "-m", "facts", "check", PYTHONPATH=str(building.ROOT / "hooks"), SITE_TODAY=building.DAY
    )
    assert (done.returncode, done.stderr) == (1, "")
    return done.stdout.splitlines()


def test_every_mistake_is_told_at_its_line_in_the_same_words(told: list[str], bless: bool) -> None:
    if bless:
        EXPECTED.write_text("\n".join(told) + "\n", encoding="utf-8")
    assert told == EXPECTED.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("code", [code for code in CODES if code not in STEP_CODES])  # those: test_changes
def test_a_code_is_told_by_some_mistake(told: list[str], code: str) -> None:
    assert any(line.endswith(f"[{code}]") for line in told)


def test_no_mistake_has_a_code_without_a_meaning(told: list[str]) -> None:
    codes = {match[1] for line in told if (match := re.search(r"\[([a-z-]+)\]$", line))}
    assert codes <= set(CODES)


def test_the_lines_are_sorted_by_path_line_and_column(told: list[str]) -> None:
    places = [re.match(r"(?:ERROR |WARNING) (\S+):(\d+):(\d+): ", line) for line in told[:-1]]
    assert all(places)
    keys = [(place[1], int(place[2]), int(place[3])) for place in places if place]
    assert keys == sorted(keys)


def test_the_last_line_counts_them(told: list[str]) -> None:
    errors = sum(line.startswith("ERROR ") for line in told[:-1])
    warnings = sum(line.startswith("WARNING ") for line in told[:-1])
    assert told[-1] == f"ERROR  {errors} lỗi, {warnings} điều nên sửa, xem ở trên."


def test_every_place_is_in_a_file_and_on_a_line_that_are_there(awful: Path, told: list[str]) -> None:
    for line in told[:-1]:
        path, number, column = re.match(r"\w+ +(\S+):(\d+):(\d+): ", line).groups()  # type: ignore[union-attr]
        file = awful / path
        if path.startswith("data/schema/"):
            continue  # a schema that is not there yet has no line
        assert file.exists() or file.is_symlink(), line
        if not file.is_file() or (number, column) == ("1", "1"):
            continue
        lines = file.read_bytes().decode("utf-8", errors="replace").split("\n")
        assert int(number) <= len(lines), line
        assert int(column) <= len(lines[int(number) - 1]) + 1, line


def test_nothing_is_said_in_a_language_of_machines(told: list[str]) -> None:
    said = "\n".join(line.split(": ", 1)[-1] for line in told)
    english = (
        r"\b(Traceback|\w*Error:|Input|found|expected|mapping|scalar|token|pydantic|None|codec|should|value_error)\b"
    )
    assert re.findall(english, said) == []


def test_mistakes_cost_little_more_than_sound_files(
    awful: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines_a_file(root: Path, today: str) -> float:
        monkeypatch.setenv("SITE_TODAY", today)
        lines = work(lambda: command.main(["check", "--root", str(root)]))
        return lines / sum(file.is_file() for folder in ("data", "docs") for file in (root / folder).rglob("*"))

    sound = building.assemble(tmp_path / "golden", GOLDEN)
    assert lines_a_file(awful, building.DAY) < 5 * lines_a_file(sound, TODAY)
