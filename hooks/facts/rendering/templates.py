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
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    make_light(made)
    return made


def make_light(environment: jinja2.Environment) -> None:
    """Let it be of one build: its few templates stay loaded, and what they may ask of it is whole before the first."""
    environment.bytecode_cache = Compiled()
    environment.optimized = False  # to look for constants again and again costs a seventh of compiling; they are few
    environment.auto_reload, environment.cache = False, {}
    # Of a chain of two each template and each part that it includes would make a set of all names.
    environment.make_globals = lambda d: {**environment.globals, **(d or {})}  # type: ignore[method-assign]
