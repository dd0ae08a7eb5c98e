"""Templates as Jinja reads them: autoescape on, undefined is an error, compiled once."""

from __future__ import annotations

import marshal
from pathlib import Path
from types import CodeType
from typing import ClassVar

import jinja2
from jinja2.bccache import Bucket


class Compiled(jinja2.BytecodeCache):
    """Templates compiled once in this process, by the checksum of their text: a report of changes renders two sites."""

    codes: ClassVar[dict[tuple[str, str], CodeType]] = {}
    left: ClassVar[dict[str, tuple[str, bytes]]] = {}  # by an earlier process: checksum and code of each

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of the same text, if it is known."""
        checksum, said = self.left.get(bucket.key, ("", b""))
        if checksum == bucket.checksum and (bucket.key, checksum) not in self.codes:
            self.codes[(bucket.key, checksum)] = marshal.loads(said)  # it is read only where this machine wrote it
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    @classmethod
    def to_leave(cls) -> dict[str, tuple[str, bytes]]:
        """All that is known, for a later process; nothing where that was left already."""
        new = {key: checksum for key, checksum in cls.codes if cls.left.get(key, ("",))[0] != checksum}
        said = {key: (checksum, marshal.dumps(cls.codes[(key, checksum)])) for key, checksum in new.items()}
        return {**cls.left, **said} if new else {}

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self.codes[(bucket.key, bucket.checksum)] = bucket.code


def environment(folder: Path) -> jinja2.Environment:
    """Of the templates in a folder."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,  # to look for constants again and again costs a seventh of compiling; they are few
        bytecode_cache=Compiled(),
    )
