"""What a disk did not do, in words; and how a file is changed so that a full disk cannot shorten it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from facts.problems import shown

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


def change(file: Path, content: bytes) -> None:
    """Give an existing file other bytes, all of them or none. Raises OSError, and then the file is what it was."""
    beside = file.with_name(f".{file.name}.tmp")
    try:
        beside.write_bytes(content)
        beside.chmod(file.stat().st_mode & 0o7777)
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
