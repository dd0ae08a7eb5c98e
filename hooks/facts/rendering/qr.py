"""QR codes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import cache

from markupsafe import Markup

DRAWN: dict[str, str] = {}  # every code of this process → what it leads to: nothing else reads them
_OF_BEFORE: set[str] = set()  # what codes lead to that an earlier process drew, until one of them is met


@cache
def draw(text: str) -> Markup:
    """A QR code as SVG in black on its own white, with the quiet zone of four modules that ISO 18004 asks for."""
    out = io.BytesIO()
    import segno  # no check draws one, and none should wait for it

    code = segno.make(text, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=4, dark="#000", light="#fff",
              svgclass="qr", lineclass=None, nl=False)  # fmt: skip
    drawn = out.getvalue().decode()  # by us: no text of the code is in it; paper.css colors it
    drawing = Markup(drawn.replace('fill="#fff"', 'class="light"').replace('stroke="#000"', 'class="dark"'))
    DRAWN[str(drawing)] = text
    return drawing


def codes(html: str) -> Iterator[str]:
    """The drawings of HTML that are codes to scan, from their first sign to their last."""
    at = html.find('class="qr"')
    while at >= 0:
        end = html.find("</svg>", at) + len("</svg>")
        yield html[html.rfind("<svg", 0, at) : end]
        at = html.find('class="qr"', end)


def texts(html: str) -> tuple[str, ...]:
    """What the codes of HTML lead to that was made in this process; another one that is told so knows them too."""
    return tuple(dict.fromkeys(filter(None, map(leads_to, codes(html)))))


def know(texts: Iterable[str]) -> None:
    """Take in what `texts` gave in an earlier process."""
    _OF_BEFORE.update(texts)


def leads_to(code: str) -> str:
    """What a code leads to, "" for one that no process of ours drew. It is drawn once more, for none is read."""
    if code not in DRAWN:
        while _OF_BEFORE:
            draw(_OF_BEFORE.pop())
    return DRAWN.get(code, "")
