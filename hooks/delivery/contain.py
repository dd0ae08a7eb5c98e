"""The HTML that may stand in a page's content, as html5ever (a browser's parser) reads it: tags, attributes, schemes.

The last layer before the policy. `markup` tells an editor what not to write; templates escape what comes from data/;
this holds whether or not those two did their work.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

import nh3

_EVERYWHERE = {"class", "dir", "hidden", "id", "lang", "role", "tabindex", "title"}
_CELL = {"colspan", "rowspan", "scope", "headers"}
_SHAPE = {"d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "width", "height", "points",
          "patternTransform", "patternUnits", "text-anchor", "transform", "vector-effect"}  # fmt: skip
# Markdown's own tags, those of admonitions, details, tabs, task lists and footnotes, and those of overrides/blocks/.
# fmt: off
_BARE_TAGS = (
    "abbr", "article", "aside", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dfn", "div", "dl", "dt",
    "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins", "kbd", "mark",
    "nav", "p", "pre", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody",
    "tfoot", "thead", "tr", "ul", "var", "wbr",
)
_DRAWN_TAGS = (
    "circle", "defs", "desc", "ellipse", "g", "line", "path", "pattern", "polygon", "polyline", "rect", "text", "tspan",
)
# fmt: on
_TAGS: dict[str, set[str]] = {
    **{tag: set() for tag in _BARE_TAGS},
    **dict.fromkeys(_DRAWN_TAGS, _SHAPE),
    "a": {"download", "href", "hreflang", "rel", "type"},
    "details": {"open"},
    "form": {"action"},
    "img": {"alt", "decoding", "height", "loading", "src", "width"},
    "input": {"autocomplete", "checked", "disabled", "name", "placeholder", "spellcheck"},
    "label": {"for"},
    "li": {"value"},
    "meter": {"high", "low", "max", "min", "optimum", "value"},
    "ol": {"reversed", "start", "type"},
    "output": {"for"},
    "progress": {"max", "value"},
    "td": _CELL,
    "th": _CELL,
    "time": {"datetime"},
    "svg": {"focusable", "height", "preserveAspectRatio", "viewBox", "width", "xmlns"},
}
_INPUTS = {"type": {"checkbox", "radio", "search"}}
_PREFIXES = {"aria-", "data-"}
_SCHEMES = {"http", "https", "mailto", "sms", "tel", "webcal"}
# What a scheme may be before it is refused: whatever the text holds, and those that run code however they are spelled.
_DANGEROUS = {"blob", "data", "file", "filesystem", "ftp", "javascript", "vbscript"}


def _attributes(extra: dict[str, set[str]]) -> dict[str, set[str]]:
    return {**extra, "*": _EVERYWHERE}


_STRICT = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_attributes(_TAGS),
    tag_attribute_values={"input": _INPUTS},
    generic_attribute_prefixes=_PREFIXES,
    url_schemes=_SCHEMES,
    link_rel=None,
    url_relative=lambda url: None if re.match(r"[\s\\/]*[\\/][\s\\/]", url) else url,
)
_TAG = re.compile(r"</?([a-zA-Z][^\t\n\f\r />]*)")
# Each begins where a run of its signs does: from every sign of a long one its end would be sought anew.
_VALUED = re.compile(r"(?<![^\t\n\f\r />=\"'<])([^\t\n\f\r />=\"'<]+)[\t\n\f\r ]*=")
_SCHEME = re.compile(r"(?<![a-zA-Z0-9+.-])[0-9+.-]*+([a-zA-Z][a-zA-Z0-9+.-]*):")
_WRITTEN = re.compile(r"<([a-zA-Z][^\t\n\f\r />]*)([^>]*)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NAMES = {name for names in _TAGS.values() for name in names} | _EVERYWHERE | {"type"}
_ENDS_ITSELF = re.compile(r" ?/>")
_EMPTY_VALUE = re.compile(r"<[^<>]*=\"\"[^<>]*>")
# Attributes without a value do nothing worse than these; others are dropped without a word.
_BARE = {"autofocus", "checked", "contenteditable", "disabled", "hidden", "multiple", "novalidate", "open", "required",
         "reversed"}  # fmt: skip


def contain(content: str) -> tuple[str, list[str]]:
    """The content with only what is allowed, and each tag that had to be changed; [] when all of it may stand."""
    contained = _STRICT.clean(content)
    if content == contained or _spelled_alike(content) == _spelled_alike(contained):
        return _bare_values(contained), []
    lost = list(dict.fromkeys(_strange(content)))
    names = set(_VALUED.findall(content))
    everything = _keeping(
        frozenset(map(str.lower, _TAG.findall(content))),
        frozenset(names | set(map(str.lower, names))),
        frozenset(map(str.lower, _SCHEME.findall(html.unescape(content)))),
    ).clean(content)
    lost = lost if contained == everything else lost or _differences(everything, contained)
    return _bare_values(contained), lost


def _bare_values(contained: str) -> str:
    """The same as people write it: `disabled`, where html5ever writes `disabled=""`."""
    return _EMPTY_VALUE.sub(lambda tag: tag[0].replace('=""', ""), contained) if '=""' in contained else contained


def _spelled_alike(content: str) -> str:
    """Where html5ever writes the same thing otherwise than Markdown and templates do. For comparing only."""
    return _ENDS_ITSELF.sub(">", content).replace("&quot;", '"').replace("&#34;", '"').replace("&#39;", "'")


def _strange(content: str) -> Iterator[str]:
    """Tags and attributes that are not allowed by name, as they are written: the parser forgets some of SVG's itself."""
    for name, rest in _WRITTEN.findall(content):
        if name.lower() not in _TAGS:
            yield f"<{name[:40]}>"
        for attribute in _VALUED.findall(_QUOTED.sub('""', rest)):
            if attribute not in _NAMES and not attribute.startswith(("aria-", "data-")):
                yield f"<{name[:40]} {attribute[:40]}>"


@lru_cache(maxsize=256)
def _keeping(tags: frozenset[str], names: frozenset[str], schemes: frozenset[str]) -> nh3.Cleaner:
    """The same parser with nothing taken out, so that the two can be compared."""
    return nh3.Cleaner(
        tags=set(_TAGS) | tags,
        clean_content_tags=set(),
        attributes={"*": _BARE | names},
        url_schemes=schemes | _SCHEMES | _DANGEROUS,
        link_rel=None,
        strip_comments=False,
    )


def _differences(before: str, after: str) -> list[str]:
    """The tags of `before` that are not in `after`, in order, each once; never empty."""
    kept = set(re.findall(r"<[^>]*>", after))
    lost = dict.fromkeys(tag[:120] for tag in re.findall(r"<[^>]*>", before) if tag not in kept)
    return list(lost) or ["<?>"]
