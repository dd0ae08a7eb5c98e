"""Templates as Jinja reads them: autoescape on, undefined is an error, compiled once."""

from __future__ import annotations

from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from facts.rendering.codes import CODES


class Compiled(jinja2.BytecodeCache):
    """Has templates compiled once."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of the same text, if it is known."""
        bucket.code = CODES.find(bucket.key, bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            CODES.keep(bucket.key, bucket.checksum, bucket.code)


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
