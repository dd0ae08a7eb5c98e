"""QR codes."""

from __future__ import annotations

import io
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
