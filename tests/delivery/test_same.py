"""A site that begins with the one before the last holds what one holds that is made of nothing, whatever was done to either."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from delivery import same, turn
from delivery.manifest import MANIFEST, check, write_manifest

FIRST = {
    "index.html": "trang",
    "a/index.html": "một",
    "a/b/index.html": "hai",
    "finder/1/k/0": "chữ",
    "anh.svg": "<svg/>",
}
AGAIN = {**FIRST, "a/index.html": "một, sửa"}


def test_whoever_reads_a_manifest_reads_a_whole_one_while_another_is_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("một", encoding="utf-8")
    write_manifest(tmp_path)
    before = (tmp_path / MANIFEST).read_bytes()
    with (tmp_path / MANIFEST).open("rb") as opened:
        (tmp_path / "b").write_text("hai", encoding="utf-8")
        write_manifest(tmp_path)
        assert opened.read() == before
    assert [*check(tmp_path)] == []


class Builds:
    """A site that is built again and again, in miniature; `written` are the files that the last one had to write."""

    def __init__(self, folder: Path) -> None:
        self.site, self.spare, self.written = folder / "site", folder / "kept" / "site", set[str]()
        self.spare.parent.mkdir()
        self._known: dict[same.Lies, bytes] = {}

    def build(self, files: dict[str, str], name: str = "1") -> None:
        taken, held = turn.Turn(self.site, spare=self.spare), same.Held(self._known)
        try:
            new = same.Same(taken.site, taken.new, held)
            new.rename("finder", name)
            new.begin(files)
            wanted = {path: hashlib.sha256(text.encode()).digest() for path, text in files.items()}
            self.written = {path for path, digest in wanted.items() if not new.has(path, digest)}
            for path in self.written:
                (taken.new / path).parent.mkdir(parents=True, exist_ok=True)
                (taken.new / path).write_text(files[path], encoding="utf-8")
            taken.finish(held)
        finally:
            taken.end()
        self._known = held.found

    def is_right(self, files: dict[str, str]) -> bool:
        """The site holds this and no more, folders too."""
        assert list(check(self.site)) == []
        lying = {path.relative_to(self.site).as_posix(): path for path in self.site.rglob("*") if path.is_file()}
        folders = [path for path in self.site.rglob("*") if path.is_dir() and not any(path.iterdir())]
        found = {path: file.read_text(encoding="utf-8") for path, file in lying.items()}
        return {path: found[path] for path in found.keys() - {MANIFEST, turn.MARKER}} == files and not folders


def settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what was just written count as settled."""
    for name in ("_SETTLED", "_SETTLED_FINE"):
        monkeypatch.setattr(same, name, -1)


def note_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on."""
    read: list[str] = []
    digest_of = same.digest_of
    monkeypatch.setattr(same, "digest_of", lambda file: read.append(Path(file).name) or digest_of(file))
    return read


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    """A site that was built three times, so that all there is to take may be taken; what was just written counts as settled."""
    settle(monkeypatch)
    made = Builds(tmp_path)
    for _ in range(3):
        made.build(FIRST)
    return made


def test_what_is_the_same_is_not_written_again_nor_read(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    read = note_reads(monkeypatch)
    builds.build(FIRST)
    assert builds.written == set()
    assert set(read) == {turn.MARKER}
    for files in (AGAIN, {**AGAIN, "moi.html": "mới"}):
        builds.build(files)
        assert builds.is_right(files)
        assert len(builds.written) == 1


def test_a_folder_that_is_named_after_its_content_is_taken_under_its_new_name(builds: Builds) -> None:
    for name in ("2", "3", "4"):
        files = {path.replace("/1/", f"/{name}/"): text for path, text in FIRST.items()} | {f"finder/{name}/k/1": name}
        builds.build(files, name)
        assert builds.written == {f"finder/{name}/k/1"}
        assert builds.is_right(files)


OTHER_NAMES: dict[str, dict[str, str]] = {
    "a page less": {path: text for path, text in FIRST.items() if path != "a/b/index.html"},
    "a folder for a file": {**{path: text for path, text in FIRST.items() if path != "anh.svg"}, "anh.svg/x": "x"},
    "a file for a folder": {**{path: text for path, text in FIRST.items() if not path.startswith("a/")}, "a": "x"},
    "nothing of before": {"x": "x"},
}


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_what_the_new_site_has_not_goes(builds: Builds, name: str) -> None:
    for files in (OTHER_NAMES[name], FIRST, OTHER_NAMES[name]):
        builds.build(files)
        assert builds.is_right(files)


def _with_its_old_times(file: Path) -> None:
    """Other bytes, as many, and a time of writing that is set back: only when it was changed at all tells."""
    before = file.stat()
    while file.stat().st_ctime_ns == before.st_ctime_ns:  # within one step of the disk's clock
        file.write_bytes(b"x" * before.st_size)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


HARM: dict[str, Callable[[Path], object]] = {
    "written into": lambda site: (site / "index.html").write_text("khác"),
    "its old times": lambda site: _with_its_old_times(site / "index.html"),
    "gone": lambda site: (site / "index.html").unlink(),
    "replaced": lambda site: ((site / "x").write_text("khác"), (site / "x").replace(site / "index.html")),
    "a page for another": lambda site: (site / "a" / "index.html").replace(site / "index.html"),
}


@pytest.mark.parametrize("where", ["site", "spare"])
@pytest.mark.parametrize("name", HARM)
def test_only_a_file_with_the_right_bytes_is_taken(builds: Builds, name: str, where: str) -> None:
    HARM[name](getattr(builds, where))
    for _ in range(3):
        builds.build(FIRST)
        assert builds.is_right(FIRST)


def _links_in_it(spare: Path) -> None:
    """The folder of a page and a page lead elsewhere, to what is there."""
    elsewhere = spare.with_name("elsewhere")
    shutil.copytree(spare, elsewhere)
    shutil.rmtree(spare / "a")
    (spare / "a").symlink_to(elsewhere / "a")
    (spare / "index.html").unlink()
    (spare / "index.html").symlink_to(elsewhere / "index.html")


SPARE: dict[str, Callable[[Path], object]] = {
    "gone": shutil.rmtree,
    "a file": lambda spare: (shutil.rmtree(spare), spare.write_text("x")),
    "a link": lambda spare: (spare.rename(spare.with_name("y")), spare.symlink_to(spare.with_name("y"))),
    "links in it": _links_in_it,
    "a stranger's": lambda spare: ((spare / "b").mkdir(), (spare / "b" / "x").write_text("x"), (spare / "x").mkdir()),
    "no folder for it": lambda spare: shutil.rmtree(spare.parent),
}


@pytest.mark.parametrize("name", SPARE)
def test_whatever_lies_where_the_old_site_was_put_the_new_one_is_right(builds: Builds, name: str) -> None:
    SPARE[name](builds.spare)
    elsewhere = builds.spare.with_name("elsewhere")
    for _ in range(2):
        builds.build(AGAIN)
        assert builds.is_right(AGAIN)
    assert (
        not elsewhere.exists() or (elsewhere / "a" / "index.html").read_text(encoding="utf-8") == FIRST["a/index.html"]
    )


def test_nothing_is_taken_through_a_link_in_the_site_that_stands(builds: Builds, tmp_path: Path) -> None:
    new, held = tmp_path / "new", same.Held()
    path, digest = "a/b/index.html", hashlib.sha256(FIRST["a/b/index.html"].encode()).digest()
    assert same.Same(builds.site, new, held).has(path, digest)
    (builds.site / "a").rename(tmp_path / "elsewhere")
    (builds.site / "a").symlink_to(tmp_path / "elsewhere")
    shutil.rmtree(new)
    assert not same.Same(builds.site, new, held).has(path, digest)
    assert not new.exists()


def test_what_somebody_put_into_the_site_stays_in_it(builds: Builds) -> None:
    (builds.site / "CNAME").write_text("mau.example")
    for _ in range(3):
        builds.build(FIRST)
        assert (builds.site / "CNAME").read_text() == "mau.example"
        assert not (builds.spare / "CNAME").exists()


def test_a_build_that_was_killed_leaves_no_file_of_its_own_in_the_site(builds: Builds) -> None:
    """It began with the old site, and wrote a page: neither is what somebody put there."""
    killed = turn.Turn(builds.site, spare=builds.spare)
    (killed.new / "moi.html").write_text("mới")
    os.close(killed._lock or 0)
    killed._lock = None
    builds.build(FIRST)
    assert builds.is_right(FIRST)


def test_what_was_only_given_another_name_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second build finds nothing that was put aside: it links all of the first."""
    settle(monkeypatch)
    builds = Builds(tmp_path)
    builds.build(FIRST)
    read = note_reads(monkeypatch)
    for _ in range(3):
        builds.build(FIRST)
        assert set(read) == {turn.MARKER}


def test_what_was_written_into_while_it_was_given_another_name_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    file, other, held = tmp_path / "x", tmp_path / "y", same.Held()
    file.write_text("một")
    before = file.stat()
    held.of(str(file))
    file.write_text("hai")
    os.link(file, other)
    held.linked(str(other), before)
    assert held.of(str(other)) == hashlib.sha256(b"hai").digest()


@pytest.mark.parametrize(("step", "age", "is_known"), [
    pytest.param(1, 1, True, id="a second ago, by a clock of small steps"),
    pytest.param(1, -60, False, id="now, or by a clock ahead"),
    pytest.param(10**9, 0, False, id="this second, by a clock of seconds"),
    pytest.param(10**9, 60, True, id="a minute ago, by a clock of seconds"),
])  # fmt: skip
def test_what_has_just_changed_is_read_again(tmp_path: Path, step: int, age: int, is_known: bool) -> None:
    """It may change once more within one step of the disk's clock."""
    file = tmp_path / "x"
    file.write_text("x")
    at = (time.time_ns() + 1 - age * 10**9) // step * step
    told = SimpleNamespace(st_dev=1, st_ino=1, st_size=1, st_mtime_ns=at, st_ctime_ns=at)
    held = same.Held()
    held.of(str(file), told)  # type: ignore[arg-type]  # all of it that is asked for
    assert bool(held.found) is is_known
