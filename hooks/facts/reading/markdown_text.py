"""Values as text of a Markdown that a host shows: nothing in them dresses, links or calls anybody."""

from __future__ import annotations

import re

# What a host turns into a mention, a reference or a link after it has read the Markdown, so that a backslash does not help.
_LIVE = re.compile(r"(?<=[@#])(?=\w)|(?<=://)(?=\S)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-\d)", re.IGNORECASE)
_JOINER = "\u2060"  # U+2060, word joiner: nothing to see, and no break


def escape(text: str) -> str:
    """One line of Markdown in which a value from data/ is nothing but text: it dresses nothing, links and calls nobody."""
    quiet = _LIVE.sub(_JOINER, re.sub(r"\s+", " ", text).strip())
    return re.sub(r"([\\`*_{}\[\]<>()#|~!@&])", r"\\\1", quiet)


def code(path: str) -> str:
    """A path or address as Markdown code."""
    return "`" + path.replace("`", "'") + "`"
