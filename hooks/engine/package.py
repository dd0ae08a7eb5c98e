"""The engine's wheel in a province's repository: where it lies, the line that locks it, and what else comes out of it."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

from terminal import disk

FOLDER = "engine"  # of the province's repository
REQUIREMENTS = "requirements.txt"
_NAME = re.compile(r"trang_tinh-[0-9][0-9a-z.+]*-py3-none-any\.whl")
# Files of the wheel that a province's repository has too, so that people read them there, and where.
BESIDE = {
    "requirements.txt": f"{FOLDER}/{REQUIREMENTS}",
    "requirements-tools.txt": f"{FOLDER}/requirements-tools.txt",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
}
_TEXT = """\
# Gói của trang, và các gói mà nó cần. Đổi bằng: make update FROM=…
-r {folder}/requirements.txt
./{folder}/{name} --hash=sha256:{digest}
"""


def wrong(file: Path) -> str:
    """Why a file is no wheel of the engine, as a Vietnamese sentence; '' when it is one."""
    if not file.is_file():
        return f"không có tệp {file}. Viết: make update FROM=<tệp .whl>"
    if not _NAME.fullmatch(file.name):
        return f"{file.name}: tên gói phải như trang_tinh-2026.12.1.100-py3-none-any.whl. Giữ tên như lúc nhận."
    try:
        with zipfile.ZipFile(file) as archive:
            names = {*archive.namelist()}
            damaged = archive.testzip()
    except (OSError, zipfile.BadZipFile):
        return f"{file.name}: không mở được. Tải lại gói."
    lacking = [name for name in BESIDE if f"trang_tinh/{name}" not in names]
    return f"{file.name}: gói hỏng. Tải lại gói." if damaged or lacking else ""


def put(file: Path, root: Path) -> None:
    """Make the wheel that lies in the folder of the repository at `root` the one that is used."""
    content = file.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name, path in BESIDE.items():
            _write(root / path, archive.read(f"trang_tinh/{name}"))
    digest = hashlib.sha256(content).hexdigest()
    _write(root / REQUIREMENTS, _TEXT.format(folder=FOLDER, name=file.name, digest=digest).encode())


def read(file: Path, name: str) -> bytes:
    """A file of the engine out of its wheel; b'' where the wheel has none."""
    with zipfile.ZipFile(file) as archive:
        path = f"trang_tinh/{name}"
        return archive.read(path) if path in archive.namelist() else b""


def _write(file: Path, content: bytes) -> None:
    """Only what differs: what was made of a file is made again when it is written."""
    if not file.is_file() or file.read_bytes() != content:
        disk.write(file, content)


def used(root: Path) -> Path:
    """The wheel that the repository at `root` locks. Raises ValueError when it names none."""
    lines = (root / REQUIREMENTS).read_text(encoding="utf-8")
    found = re.search(rf"^\./({FOLDER}/{_NAME.pattern}) ", lines, re.MULTILINE)
    if not found:
        raise ValueError(f"{REQUIREMENTS}: không có dòng nào khóa gói ở {FOLDER}/. Lấy lại dòng cũ.")
    return root / found[1]
