"""What a process leaves for the next is read only where it was left, whole; else all of it is made again, in silence."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import building
from facts.__main__ import main
from facts.project import on_disk
from facts.project.memory import JUDGED
from province import GOLDEN, TODAY

LEFT = {"what": ("was", "made", 1)}
PAGE = "docs/gioi-thieu/index.md"


def _flip(file: Path) -> None:
    said = bytearray(file.read_bytes())
    said[-3] ^= 1
    file.write_bytes(said)


def _copied(root: Path) -> None:
    """As an archive, a commit or another machine brings it: the same bytes, come to lie there another time."""
    folder = root / on_disk.FOLDER
    shutil.copytree(folder, root / "copy")
    shutil.rmtree(folder)
    shutil.move(root / "copy", folder)


def _strange(root: Path) -> None:
    (root / on_disk.FOLDER / "x").write_bytes(b"0" * 32 + pickle.dumps(LEFT))


def _led_elsewhere(root: Path) -> None:
    (root / on_disk.FOLDER).rename(root / "elsewhere")
    (root / on_disk.FOLDER).symlink_to(root / "elsewhere")


HARM: dict[str, Callable[[Path], object]] = {
    "one bit": lambda root: _flip(root / on_disk.FOLDER / "x"),
    "cut": lambda root: os.truncate(root / on_disk.FOLDER / "x", 40),
    "empty": lambda root: os.truncate(root / on_disk.FOLDER / "x", 0),
    "another key": lambda root: _flip(root / on_disk.FOLDER / "key"),
    "no key": lambda root: (root / on_disk.FOLDER / "key").unlink(),
    "copied": _copied,
    "a stranger's": _strange,
    "a link": _led_elsewhere,
    "a folder": lambda root: [(root / on_disk.FOLDER / "x").unlink(), (root / on_disk.FOLDER / "x").mkdir()],
    "gone": lambda root: shutil.rmtree(root / "build"),
}


def test_a_system_that_has_no_owners_keeps_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no `os.getuid`, and says 0 of every file."""
    monkeypatch.delattr(os, "getuid")
    monkeypatch.setattr(on_disk, "_whoever", lambda: (tmp_path / on_disk.FOLDER / "key").lstat().st_uid)
    on_disk.write(tmp_path, "x", LEFT)
    assert on_disk.read(tmp_path, "x") == LEFT


def test_what_another_user_left_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk.write(tmp_path, "x", LEFT)
    monkeypatch.setattr(on_disk, "_whoever", lambda: -1)
    assert on_disk.read(tmp_path, "x") is None


def test_what_is_left_is_read_again(tmp_path: Path) -> None:
    assert on_disk.read(tmp_path, "x") is None
    on_disk.write(tmp_path, "x", LEFT)
    assert on_disk.read(tmp_path, "x") == LEFT
    assert on_disk.read(tmp_path, "y") is None


@pytest.mark.parametrize("name", HARM)
def test_what_is_not_just_what_was_left_is_not_there(tmp_path: Path, name: str) -> None:
    on_disk.write(tmp_path, "x", LEFT)
    HARM[name](tmp_path)
    assert on_disk.read(tmp_path, "x") is None
    if name != "a folder":
        on_disk.write(tmp_path, "x", LEFT)
        assert on_disk.read(tmp_path, "x") == (None if name == "a link" else LEFT)


def test_what_other_code_or_packages_left_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, packages = tmp_path / "code", tmp_path / "packages"
    for folder in (code, packages / "one-1.0.dist-info"):
        folder.mkdir(parents=True)
    (code / "rule.py").write_text("one = 1\n", encoding="utf-8")
    monkeypatch.setattr(on_disk, "_CODE", code)
    monkeypatch.syspath_prepend(str(packages))
    on_disk.write(tmp_path, "x", LEFT)
    (code / "rule.py").write_text("one = 2\n", encoding="utf-8")
    assert on_disk.read(tmp_path, "x") is None
    on_disk.write(tmp_path, "x", LEFT)
    assert on_disk.read(tmp_path, "x") == LEFT
    (packages / "one-1.0.dist-info").rename(packages / "one-1.1.dist-info")
    assert on_disk.read(tmp_path, "x") is None


def test_what_is_too_much_is_not_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk.write(tmp_path, "x", LEFT)
    monkeypatch.setattr(on_disk, "MOST", 10)
    on_disk.write(tmp_path, "x", LEFT)
    assert not (tmp_path / on_disk.FOLDER / "x").exists()


@pytest.mark.usefixtures("keeps")
def test_a_check_says_the_same_whatever_was_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A host's machine leaves and reads nothing."""
    root = building.assemble(tmp_path / "project", GOLDEN)

    def check(host: str = "") -> str:
        JUDGED.__init__()  # type: ignore[misc]  # as a new process
        with building.environment({**building.settings("", TODAY), "CI": host}):
            main(["check", "--root", str(root)])
        return capsys.readouterr().out

    whole, file = check(host="true"), root / PAGE
    assert not (root / on_disk.FOLDER).exists()
    assert check() == check() == whole
    before = file.read_text(encoding="utf-8")
    file.write_text(before + "\nGọi 0999 999 999.\n", encoding="utf-8")
    told = check(host="true")
    assert check() == told != whole
    file.write_text(before, encoding="utf-8")
    _flip(root / on_disk.FOLDER / "check")
    assert check() == whole
    JUDGED.__init__()  # type: ignore[misc]
