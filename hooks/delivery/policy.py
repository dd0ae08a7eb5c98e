"""What a browser may do with a page of ours: one list, from which the pages' own policy and every host's headers come.

Content Security Policy 3. Nothing is allowed but what is named. Inline scripts and styles are allowed one by one, by the
hash of texts that the build itself put there; a script from elsewhere has no hash here and does not run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from delivery import links

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",  # the form of the search has no field with a name: it only leads to its page
}
# Counts only as a header: a page cannot say who may frame it.
HEADER_ONLY = {"frame-ancestors": "'none'"}

HEADERS = {
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
}

# What replaces them where the data is: a page of any other site may read it, and nothing there is a secret or a page to frame.
SHARED = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}

CHARSET = '<meta charset="utf-8">'
_META = re.compile(re.escape(CHARSET) + r'\n<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_ADDRESSES = {"action", "formaction", "href", "src"}
_CODE_ADDRESS = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
# Blocks of data are not run, whatever stands in them (HTML, "script" element, data blocks).
_DATA = re.compile(r'\btype="application/(?:ld\+)?json"')


def digest(text: str) -> str:
    """A source expression that allows exactly this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The policy of a site whose inline scripts and styles are these texts."""
    more = {"script-src": scripts, "style-src": styles}
    allowed = {name: " ".join(sorted({digest(text) for text in more.get(name, ())})) for name in DIRECTIVES}
    return "; ".join(f"{name} {value} {allowed[name]}".rstrip() for name, value in DIRECTIVES.items())


def as_header(policy: str) -> str:
    """The same policy with what only a header can say."""
    return "; ".join([policy, *(f"{name} {value}" for name, value in HEADER_ONLY.items())])


def put_in(page: str, policy: str) -> str:
    """The page with its policy right after its charset, before anything that the policy is about."""
    if CHARSET not in page:
        raise ValueError("không có <meta charset>")
    return page.replace(CHARSET, f'{CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def of_page(page: str) -> str:
    """The policy that a finished page carries, or ''."""
    found = _META.search(page[:1000])
    return found[1] if found else ""


def violations(page: str, policy: str, tags: Iterable[str] | None = None) -> Iterator[str]:
    """Yield what in a finished page its policy would refuse, or what only seems to be refused; `tags` are its, for who has them."""
    for tag, attributes, text in _INLINE.findall(page):
        is_data = tag.lower() == "script" and (_DATA.search(attributes) or "src=" in attributes)
        if not is_data and digest(text) not in policy:
            yield f"<{tag}> không có trong danh sách: {text.strip()[:60]}"
        if is_data and "src=" in attributes and text.strip():
            yield "<script src> mà còn chữ bên trong"
    for found in filter(None, map(_runs, links.tags(page) if tags is None else tags)):
        yield from found


@lru_cache(maxsize=4096)
def _runs(written: str) -> tuple[str, ...]:
    """The attributes of a tag that run code or bring a style."""
    return tuple(
        f"<{tag} {name}={value[:60]}>"
        for tag, name, value in links.attributes_of(written)
        if name.startswith("on") or name in ("style", "srcdoc") or (name in _ADDRESSES and _CODE_ADDRESS.match(value))
    )
