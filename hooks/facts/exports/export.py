"""What a file for other programs is: one value a file, from which it is written, described, listed and served."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid5

from facts.records.addresses import slugify
from facts.site.site import Site

JSON = "application/json"
NAMESPACE = UUID("0f2f4a3e-6a0b-5f0e-9d0e-6c1d5b1f7a10")  # ours, once and for all


def lasting_id(site: Site, *parts: str) -> str:
    """A UUID made of our own ids (RFC 9562, version 5): neither the host nor the day is part of it."""
    return str(uuid5(NAMESPACE, "/".join((slugify(site.settings.province), *parts))))


@dataclass(frozen=True)
class Export:
    """One file: where it stands on the site, what it is, and what makes its text."""

    path: str
    type: str  # what hosts say that it is (RFC 6838)
    make: Callable[[Site], str]
    says: str = ""  # what it is, on the page of open data; without, that page does not name it
    is_there: Callable[[Site], bool] = lambda _: True  # False: it would have nothing to say
    # Of its content: it is one of the API that OpenAPI describes.
    schema: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""  # there; made from the name of the file unless it was public by another
    summary: str = ""  # there; `says` unless it was public in other words

    def worded(self, site: Site) -> Export:
        """The same in the words of this province: {tỉnh} is its kind."""
        says, summary = (text.replace("{tỉnh}", site.facts.province_type) for text in (self.says, self.summary))
        return replace(self, says=says, summary=summary)

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rpartition("/")[2]
