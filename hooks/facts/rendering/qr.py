"""QR codes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache

from markupsafe import Markup

DRAWN: dict[str, str] = {}  # every code of this process → what it leads to, for the last gate: nothing else reads them


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
    """What the codes of HTML that was made in this process lead to; drawn again, they are known in another one too."""
    return tuple(dict.fromkeys(DRAWN[code] for code in codes(html) if code in DRAWN))
