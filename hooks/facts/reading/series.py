"""Topics that take several short pages: which page is a part of which topic, and in what order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping


def parts_of(pages: Iterable[tuple[str, Mapping[str, str]]]) -> dict[str, tuple[str, ...]]:
    """Of pages by address with their front matter: the addresses of a topic's parts in order, by that of its contents."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for url, meta in pages:
        if topic := meta.get("part_of"):
            found[topic].append((int(meta.get("order") or 0), url))
    return {topic: tuple(url for _, url in sorted(parts)) for topic, parts in found.items()}
