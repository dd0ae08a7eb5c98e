"""The site's own styles and scripts as texts: named by their content, and what pages may say of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property

from delivery import policy


@dataclass
class Assets:
    """Texts that may stand inline, and the addresses of the files that pages may name."""

    first: str  # in the head of a light page
    rest: str  # at the end of a light page
    script: str
    css: str = ""
    paper: str = ""  # beside it, on the sheets that are printed
    js: str = ""
    scripts: dict[str, str] = field(default_factory=dict)  # keep.js → assets/javascripts/keep.0123456789.js
    worker: str = ""
    icon: str = ""
    manifest: str = ""
    share: str = ""  # empty while there is no site address: a share picture needs a whole one

    @cached_property
    def policy(self) -> str:
        """What pages may do: run and wear these texts and files of ours, and nothing else.

        Each text costs 43 bytes before the first number of every page, so they are three.
        """
        return policy.policy(scripts=[self.script], styles=(self.first, self.rest))


def hashed(name: str, text: str) -> str:
    """`site.0123456789.css`: ten digits of the content's SHA-256, so that a host may let it be kept for ever."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(text.encode()).hexdigest()[:10]}.{ending}"


def manifest(name: str, icon: str) -> str:
    """The web manifest. Its name is the quiet one: it may come to stand on the first screen of a shared phone."""
    return json.dumps(
        {
            "name": name,
            "short_name": name,
            "lang": "vi",
            "start_url": "../",
            "scope": "../",
            "display": "browser",
            "background_color": "#fbfaf6",
            "theme_color": "#0b5d4f",
            "icons": [{"src": icon.rpartition("/")[2], "sizes": "any", "type": "image/svg+xml"}],
        },
        ensure_ascii=False,
    )
