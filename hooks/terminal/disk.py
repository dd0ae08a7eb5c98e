"""What a disk did not do, in words; and how a file is changed so that a full disk cannot shorten it."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from terminal.log_safe import shown

_WHY = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã dùng hết phần đĩa được cấp",
    errno.EIO: "ổ đĩa hỏng",
    errno.EBUSY: "đang có việc khác dùng",
    errno.EXDEV: "nằm trên ổ đĩa khác",
    errno.ENOENT: "không có ở đó",
    errno.ENOTDIR: "một phần của đường dẫn không phải là thư mục",
    errno.EISDIR: "là một thư mục",
    errno.EEXIST: "đã có ở đó",
    errno.ENOTEMPTY: "thư mục không trống",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "liên kết vòng tròn",
}


def say(error: OSError) -> str:
    """One piece of a sentence: which file, and why not."""
    why = _WHY.get(error.errno or 0, error.strerror or str(error))
    name = error.filename
    return f"{shown(os.fsdecode(name))} ({why})" if isinstance(name, (str, bytes, os.PathLike)) else why


def write(file: Path, text: str | bytes) -> None:
    """Make a file, or give it other content, all of it or none. Raises OSError, and then the file is what it was."""
    beside = file.with_name(f".{file.name}.tmp")
    if file.exists() and not os.access(file, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
    try:
        beside.write_bytes(text.encode() if isinstance(text, str) else text)
        if file.exists():
            _take_after(beside, file.stat())
        beside.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise OSError(error.errno, error.strerror, str(file)) from error


def _take_after(new: Path, old: os.stat_result) -> None:
    new.chmod(old.st_mode & 0o7777)
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):  # only root gives files away
            os.chown(new, old.st_uid, old.st_gid)
