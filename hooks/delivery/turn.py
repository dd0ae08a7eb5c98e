"""Whose place a finished site may take, and how it takes it.

A build writes beside, in `.NAME-work`. Only a whole site is moved into place, in one step where the system has one
(Linux, macOS), so that a build killed at any moment, or a full disk, leaves the old site as it was.

A place is taken only where nothing of anyone else's can be lost: it is missing, an empty folder, or a folder that an
earlier build made, which says so by `MARKER`. What somebody put into such a folder since then stays in it.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from delivery import manifest
from delivery.same import Held, Lying, lies, lying
from terminal import console, disk
from terminal.log_safe import shown

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

MARKER = "made-by-build.txt"
_SAYS = "Thư mục này do máy dựng ra (make build, make hosting). Lần sau, máy thay mọi tệp ghi trong SHA256SUMS.\n"
_ELSEWHERE = "chưa có gì bị đổi; chọn một thư mục trống, hoặc một tên chưa có, để dựng vào."
_AT_FDCWD = -100 if sys.platform == "linux" else -2
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


class Refused(Exception):  # noqa: N818  # what it says is a sentence, not an error of ours
    """A place that a build must not take; the text is a sentence that says which and why."""


def resolve(site: Path, read: Iterable[Path] = ()) -> Path:
    """Where `site` really is, links followed. Raises Refused where no build may write whatever stands there.

    `read` are the folders that builds are made from: a place is neither one of them, nor in one, nor around one.
    """
    for part in (site, *site.parents):
        if part.is_symlink() and not part.exists():
            raise Refused(f"{_told(part)} là một liên kết không dẫn tới đâu: {_ELSEWHERE}")
    place = site.resolve()
    for folder in place.parents:
        if folder.exists() and not folder.is_dir():
            raise Refused(f"{_told(folder)} không phải là thư mục: {_ELSEWHERE}")
    for source in (folder.resolve() for folder in read):
        if place == source or place in source.parents or source in place.parents:
            where = _told(place) if place == source else f"{_told(place)} đụng tới {_told(source)}, nơi"
            raise Refused(f"{where} giữ những gì để dựng trang: {_ELSEWHERE}")
    return place


def judge(place: Path) -> None:
    """Raise Refused where something stands that no build of ours has made."""
    if not os.path.lexists(place):
        return
    if place.is_symlink() or not place.is_dir():
        raise Refused(f"{_told(place)} không phải là thư mục: {_ELSEWHERE}")
    for mount in [*_mounts(), *[place] * place.is_mount()]:
        if mount == place or place in mount.parents:
            raise Refused(f"{_told(mount)} là một ổ đĩa được gắn vào, không thể thay cả thư mục: {_ELSEWHERE}")
    names = _names(place)
    if ".git" in names:
        raise Refused(f"{_told(place)} là một kho git: {_ELSEWHERE}")
    if names and not _is_ours(place):
        strange = [*itertools.chain(*_differing(place)), *names][0]
        raise Refused(f"{_told(place)} có thứ không phải do trang này dựng ra ({shown(strange)}): {_ELSEWHERE}")


def _is_ours(place: Path) -> bool:
    """Ours by the marker; or, as before there was one, by a manifest that lists just what lies there, pages too."""
    said = _listed(place)
    if MARKER in said and (place / MARKER).is_file():
        return True
    return "index.html" in said and _differing(place) == ([], [])


def strangers(place: Path) -> list[str]:
    """What lies in a finished site and was not there when it was made, folders as a whole; nothing without a manifest."""
    return sorted((path for path, _, is_strange in _look(place, _listed(place)) if is_strange), key=manifest.in_order)


def _differing(place: Path, held: Held | None = None) -> tuple[list[str], list[str]]:
    """The strangers in a finished site, and what has other bytes than when it was made; what `held` knows is not read."""
    listed, held = _listed(place), held or Held()
    strange, altered = [], []
    for path, entry, is_strange in _look(place, listed):
        if is_strange:
            strange.append(path)
        elif path != manifest.MANIFEST and held.of(entry.path, entry.stat(follow_symlinks=False)).hex() != listed[path]:
            altered.append(path)
    return sorted(strange, key=manifest.in_order), sorted(altered, key=manifest.in_order)


def _look(place: Path, listed: Mapping[str, str]) -> Iterator[tuple[str, os.DirEntry[str], bool]]:
    """All files of a finished site by their path; True for a file or a whole folder that is not listed."""
    folders = {parent for folder in {path.rpartition("/")[0] for path in listed} for parent in _parents(folder + "/")}
    left = [""] if listed else []
    while left:
        below = left.pop()
        with os.scandir(f"{place}/{below}") as entries:
            for entry in entries:
                path = below + entry.name
                if entry.is_dir(follow_symlinks=False) and path in folders:
                    left.append(path + "/")
                else:
                    yield path, entry, path not in listed or not entry.is_file(follow_symlinks=False)


def _listed(place: Path) -> dict[str, str]:
    """What a folder's manifest lists, itself included; nothing where it has none that can be read."""
    try:
        said = manifest.promised(place)
    except (OSError, UnicodeDecodeError):
        return {}
    return {**said, manifest.MANIFEST: ""}


def _parents(path: str) -> Iterator[str]:
    return (path[: slash.start()] for slash in re.finditer("/", path))


def _mounts() -> Iterator[Path]:
    """Where disks are mounted. Two folders of one disk are found in Linux's list only."""
    try:
        lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        name = re.sub(rb"\\([0-7]{3})", lambda octal: bytes([int(octal[1], 8)]), line.split(b" ")[4])
        yield Path(os.fsdecode(name))


def _told(path: Path) -> str:
    return shown(os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path))


say = disk.say  # what a disk did not do while a site was built or took its place


class Turn:
    """One build's turn at a place: `new` is written, then `finish` makes it the site; `end` leaves nothing behind.

    The place is locked meanwhile, by its own work folder. `spare` is where the old site is put when its time is over, so that
    the next `new` begins with it. Raises Refused where a build must not write, and BlockingIOError when it is another's
    turn; then nothing was written.
    """

    def __init__(self, site: Path, read: Iterable[Path] = (), spare: Path | None = None) -> None:
        self.site, self._spare = resolve(site, read), spare
        judge(self.site)
        self._work = self.site.with_name(f".{self.site.name}-work")
        self.new = self._work / "new"
        self._old = self._work / "old"
        self.kept: list[str] = []  # what others put into the site, told after `finish`
        self.replaced: list[str] = []  # what others changed in the site, told after `finish`
        self._is_done = False
        self._parents = [folder for folder in self.site.parents if not folder.exists()]
        self._lock: int | None = None
        try:
            self.site.parent.mkdir(parents=True, exist_ok=True)
            self._lock = _lock(self._work)
            self._begin()
        except BaseException:
            self._leave()
            raise

    def _begin(self) -> None:
        """Take the work folder, and bring to its end what a build that was killed left there."""
        names = set(_names(self._work))
        odd = [name for name in ("new", "old") if name in names and not _is_real_folder(self._work / name)]
        if odd or (names and MARKER not in names):
            raise Refused(f"{_told(self._work)} không phải do lần dựng nào để lại: dời nó đi rồi dựng lại.")
        (self._work / MARKER).write_text(_SAYS, encoding="utf-8", newline="\n")
        self._tidy()
        if self._spare and _is_real_folder(self._spare):
            with contextlib.suppress(OSError):  # on another disk
                (self._spare / manifest.MANIFEST).unlink(missing_ok=True)  # no longer true of it
                self._spare.rename(self.new)

    def finish(self, held: Held | None = None, found: Mapping[str, Lying] | None = None) -> None:
        """Let `new` be the site from one moment to the next. Raises OSError or Refused, and then the site is what it was.

        What `held` knows is not read again; `found` is all that lies in `new`, for who has looked.
        """
        _open_to_readers(self.new, mark(self.new, held, found))
        judge(self.site)
        if not self.site.exists():
            self.new.rename(self.site)
            return
        self.kept, self.replaced = _differing(self.site, held)
        self._is_done = True
        for path in self.kept:
            _settle(path, self.site, self.new, move=False)
        if not os.access(self.site, os.W_OK):
            self.site.chmod(0o755)  # a folder that changes its parent is written in
        if not _exchange(self.new, self.site):
            self.site.rename(self._old)
            self.new.rename(self.site)

    def told(self) -> Iterator[str]:
        """After `finish`: what is to be said of files that others put into the site, or changed in it."""
        for path in self.kept:
            yield f"{shown(path)} không do trang này dựng ra: giữ nguyên trong thư mục của trang."
        for path in self.replaced:
            yield f"{shown(path)} đã bị sửa sau lần dựng trước: bản mới thay vào. Sửa ở docs/ hay data/."

    def end(self) -> None:
        """Take away what is not the site, and let others have their turn."""
        with contextlib.suppress(OSError, Refused):  # the next build tells what is in its way
            self._tidy()
            if _names(self._work) == [MARKER]:
                (self._work / MARKER).unlink()
        self._leave()

    def _tidy(self) -> None:
        """Leave one site: the old one is put back where it has no successor, and else goes, but for what others put in."""
        if self._old.exists() and not self.site.exists():
            self._old.rename(self.site)  # stopped between two steps
        for folder in filter(_is_real_folder, (self.new, self._old)):
            for path in strangers(folder):
                _settle(path, folder, self.site, move=True)
            if not self._put_aside(folder):
                _remove(folder)

    def _put_aside(self, folder: Path) -> bool:
        if self._spare and self._is_done:
            with contextlib.suppress(OSError):  # on another disk, or something lies there
                folder.rename(self._spare)
                return True
        return False

    def _leave(self) -> None:
        if self._lock is not None:
            with contextlib.suppress(OSError):  # not empty: there is something to be told by the next build
                self._work.rmdir()
            if self._lock >= 0:
                os.close(self._lock)
            self._lock = None
        with contextlib.suppress(OSError):
            for folder in self._parents:
                folder.rmdir()


def mark(site: Path, held: Held | None = None, found: Mapping[str, Lying] | None = None) -> Mapping[str, Lying]:
    """Let a folder say that all that lies in it now is ours to replace; give what that is, but for the manifest."""
    marker = site / MARKER
    marker.write_text(_SAYS, encoding="utf-8", newline="\n")
    found = {**found, MARKER: lies(marker)} if found else lying(str(site))
    manifest.write_manifest(site, held, found)
    return found


def clear(site: Path) -> None:
    """Take a built site away, and what a killed build left; what others put there stays, and so does a link.

    Raises Refused, OSError, and BlockingIOError while a build is going on there.
    """
    place = Turn(site)
    try:
        for path in _listed(place.site):
            (place.site / path).unlink(missing_ok=True)
        for folder in sorted(_folders(place.site), reverse=True) if place.site.exists() else []:
            with contextlib.suppress(OSError):  # something of another's is in it
                folder.rmdir()
    finally:
        place.end()


def main(sites: list[str]) -> int:
    """Clear each of these sites; 1 when one is not ours."""
    status = 0
    for site in sites:
        try:
            clear(Path(site))
        except Refused as refused:
            print(f"ERROR  {refused}")
            status = 1
        except BlockingIOError:
            print(f"ERROR  Một lần dựng đang viết vào {site}. Đợi nó xong.")
            status = 1
    return status


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _is_real_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _settle(path: str, site: Path, new: Path, *, move: bool) -> None:
    """Move what is not ours from a site into the next, or only look. Raises Refused where something else stands there."""
    there = new / path
    if _is_real_folder(site / path) and _is_real_folder(there):
        for name in _names(site / path):
            _settle(f"{path}/{name}", site, new, move=move)
        return
    way = [new / parent for parent in _parents(path)]
    if os.path.lexists(there) or any(os.path.lexists(at) and not _is_real_folder(at) for at in way):
        raise Refused(f"{shown(path)} không do trang này dựng ra, mà nay trang cũng có tên ấy: dời nó đi rồi dựng lại.")
    if move:
        for at in way:
            if not at.is_dir():
                at.mkdir()
                at.chmod(0o755)
        (site / path).rename(there)


def _open_to_readers(site: Path, found: Mapping[str, Lying]) -> None:
    """Let any web server read the files, whatever the builder's umask is; `found` is what lies there, but for the manifest."""
    modes = [(file, told.st_mode, 0o755 if path[-1] == "/" else 0o644) for path, (file, told) in found.items()]
    for folder, mode in ((site, 0o755), (site / manifest.MANIFEST, 0o644)):
        modes.append((str(folder), folder.stat().st_mode, mode))
    for file, was, mode in modes:
        if stat.S_IMODE(was) != mode:
            os.chmod(file, mode)  # noqa: PTH101  many files


def _remove(folder: Path) -> None:
    """Remove a folder of ours, closed ones in it too."""
    for at in _folders(folder):
        at.chmod(0o700)
    shutil.rmtree(folder)


def _folders(folder: Path) -> Iterator[Path]:
    """A folder and those below, each given before it is read."""
    yield folder
    with os.scandir(folder) as entries:
        below = sorted(entry.path for entry in entries if entry.is_dir(follow_symlinks=False))
    for path in below:
        yield from _folders(Path(path))


def _lock(folder: Path) -> int:
    """Make a folder and lock it until the number is closed; -1 where folders cannot be locked (Windows).

    Raises BlockingIOError when another has it, Refused where something else stands.
    """
    while True:
        with contextlib.suppress(FileExistsError):
            folder.mkdir()
        if os.path.lexists(folder) and not _is_real_folder(folder):
            raise Refused(f"{_told(folder)} không phải do lần dựng nào để lại: dời nó đi rồi dựng lại.")
        if fcntl is None:
            return -1
        try:
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except FileNotFoundError:
            continue  # the build that had it has just ended
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(lock), os.lstat(folder)):
                return lock
        except FileNotFoundError:
            pass
        except OSError:
            os.close(lock)
            raise
        os.close(lock)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system or the disk cannot."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        rename = libc.renameat2 if sys.platform == "linux" else libc.renameatx_np
    except (OSError, AttributeError, TypeError):
        return False
    names = (os.fsencode(one), os.fsencode(other))
    return bool(rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE) == 0)


if __name__ == "__main__":
    sys.exit(console.run(lambda: main(sys.argv[1:])))
