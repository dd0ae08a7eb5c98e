"""What a process leaves below build/kept/ for the next one of the same code on the same machine.

What lies there is read only when this machine wrote it there: its first bytes are a code over all of it, made with a key that is
drawn here, and with when and where the key's file came to lie (no copy, archive or commit brings that along). Whatever is damaged,
foreign or of other code or packages is as if it were not there, and made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import pickle
import platform
import sys
from collections.abc import Iterable
from pathlib import Path

from facts.project.held import names_below

FOLDER = "build/kept"
MOST = 256 << 20  # bytes of one file; what is more is not kept
_CODE = Path(__file__).resolve().parents[2]
_DIGEST = hashlib.sha256().digest_size
Part = bytes | memoryview  # a value, packed


def place(root: Path, name: str) -> Path | None:
    """Where something that is no secret may be left under `name`; None where the folder leads elsewhere."""
    folder = root / FOLDER
    return None if any(one.is_symlink() for one in (folder.parent, folder)) else folder / name


def is_wanted() -> bool:
    """False where nobody waits for a second run: a host's machine makes everything of the files alone."""
    return not os.environ.get("CI")


def read(root: Path, name: str, by: bytes = b"") -> object:
    """What was last left under `name` by what `by` stands for (`made_by`); None when there is nothing that may be read."""
    return read_beside(root, name, by)[0]


def read_beside(root: Path, name: str, by: bytes = b"") -> tuple[object, memoryview]:
    """The same, and a text that ends with what was left beside it."""
    try:
        key = _key(root, make=False)
        said = memoryview((root / FOLDER / name).read_bytes() if key else b"")
    except OSError:
        return None, memoryview(b"")
    if not key or not hmac.compare_digest(said[:_DIGEST], _code(key, by or made_by(root), said[_DIGEST:])):
        return None, memoryview(b"")
    try:
        found: object = pickle.loads(said[_DIGEST:])  # this machine wrote it, see above; what follows is not read
    except Exception:  # whatever a wrong pickle raises: it is made again
        return None, memoryview(b"")
    return found, said


def packed(value: object) -> bytes:
    """A part of what is to be left, so that who reads all may leave it packed. Raises RecursionError where it lies too deep."""
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(said: Part) -> object:
    """Such a part, out of what `read_beside` gave."""
    return pickle.loads(said)  # this machine wrote it, see there


def write(root: Path, name: str, left: object, by: bytes = b"", beside: Iterable[Part] = ()) -> None:
    """Leave it under `name`, for what `by` stands for. Where that cannot be done nothing is left, and nothing said: it is made again.

    `beside` are packed parts: megabytes that neither who reads nor who writes need copy.
    """
    with contextlib.suppress(OSError, RecursionError):
        if key := _key(root, make=True):
            parts = (pickle.dumps(left, protocol=pickle.HIGHEST_PROTOCOL), *beside)
            if sum(map(len, parts)) <= MOST:
                new = root / FOLDER / f"{name}.{os.getpid()}.tmp"  # two may run at once
                with new.open("wb") as file:
                    file.writelines((_code(key, by or made_by(root), *parts), *parts))
                new.replace(root / FOLDER / name)
            else:
                (root / FOLDER / name).unlink(missing_ok=True)


def _key(root: Path, make: bool) -> bytes:
    """The key of this folder on this machine; b"": there is none."""
    file = place(root, "key")
    if file is None:
        return b""
    if make and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as drawn:
            drawn.write(os.urandom(_DIGEST))
    told = file.lstat()
    lies = (told.st_mode, told.st_uid, told.st_dev, told.st_ino, told.st_ctime_ns, platform.node())
    return file.read_bytes() + repr(lies).encode() if told.st_uid == _whoever() else b""


_whoever = getattr(os, "getuid", lambda: 0)  # Windows says 0 of every file


def _code(key: bytes, by: bytes, *parts: Part) -> bytes:
    whole = hmac.new(key, by, digestmod=hashlib.sha256)
    for part in parts:
        whole.update(part)
    return whole.digest()


def made_by(root: Path) -> bytes:
    """What stands for all that makes it but data/ and docs/."""
    whole = hashlib.sha256()
    for part in _parts(root):
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


def _parts(root: Path) -> Iterable[bytes]:
    """Where, Python, the packages by name and version, code and templates."""
    yield repr((str(root.resolve()), sys.version, sys.flags, sys.platform)).encode()
    for place in map(Path, sys.path):
        # MkDocs adds folders of code while it runs: only those with packages count.
        if packages := sorted(one.name for one in place.glob("*.dist-info")):
            yield repr(packages).encode()
    for file in names_below(_CODE, _CODE.parent / "overrides"):
        if file.endswith((".py", ".html")):
            yield os.fsencode(file)
            with open(file, "rb", buffering=0) as code:  # noqa: PTH123  three hundred
                yield code.readall()
