"""What a page would print as typed instead of doing it: frames, code and notes that Markdown did not take for such.

Python-Markdown says nothing of a fence that is not closed or of a note whose quotes do not match: the signs stand on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from facts.reading.signs import has_any

_FENCE = re.compile(r"^( *)(`{3,}|~{3,})(.*)$")
_NOTE = re.compile(r"^( {0,3})(!!!|\?\?\?\+?|===[+!]*)(?= |\"|[a-z])(.*)$")
_TITLED = re.compile(r' ?[\w-]+(?: +[\w-]+)* +"[^"]*\S[^"]*" *')
_TAB = re.compile(r' +"[^"]*\S[^"]*" *')
_CODE = re.compile(r"(`(?<!``)`*)(?!`)(.+?)(?<!`)\1(?!`)")
# One of these is in whatever is told, and so is one of their signs: most pages have none.
_SIGNS = tuple("`~[]!?=")
_MAY_BE = re.compile(r"`|~~~|\][ \t]*\(|\[[^\[\]()\n]+\(|\)\[|!!!|\?\?\?|===|\[\[|\]\[|\^\[|\[!|\[TOC\]")

# A link as it is typed by who writes one seldom: what is not closed, what is apart, what is the other way round.
_TO = r"(?:https?://|mailto:|tel:|sms:|facts:|[\w./-]+\.(?:md|png|jpe?g|webp)\b)"
_NO_LINK = re.compile(
    rf"(?P<apart>\][ \t]+\((?={_TO}[^\s()]*\)))|(?P<open>\]\((?={_TO}[^()]*$))|(?P<half>\[[^\[\]()]+\((?={_TO}[^\s()]*\)(?![^\[]*\])))|(?P<turned>\)\[(?={_TO}[^\s\[\]]*\](?!\()))"
    r"|(?P<wiki>(?<!\\)\[\[[^\[\]]+\]\](?!\())|(?P<note>\^\[[^\]]+\](?!:))|(?P<github>^[> \t]*\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\])"
    r"|(?P<toc>^\[TOC\][ \t]*$)|(?P<nowhere>(?<=[^\s\]\\])\]\[(?!\^|[0-9]+\])(?P<key>[^\[\]]+)\](?![(:\[]))"
)
_SAY = {
    "apart": "giữa ] và ( có dấu cách nên đây không thành liên kết. Bỏ dấu cách.",
    "open": "liên kết thiếu dấu ) ở cuối, sẽ hiện nguyên các dấu. Thêm ).",
    "half": "liên kết thiếu dấu ] trước ngoặc tròn, sẽ hiện nguyên các dấu. Viết [chữ](địa chỉ).",
    "turned": "liên kết viết ngược, sẽ hiện nguyên các dấu. Viết [chữ](địa chỉ).",
    "wiki": "[[…]] không thành liên kết, sẽ hiện nguyên các dấu. Viết [chữ](tệp.md).",
    "note": "^[…] không thành chú thích, sẽ hiện nguyên các dấu. Viết [^1], rồi một dòng [^1]: lời chú thích.",
    "github": 'dòng này hiện nguyên các dấu. Viết !!! note "Ghi chú", chữ bên dưới lùi vào bốn dấu cách.',
    "toc": "mục lục tự có trên trang. Xóa dòng [TOC].",
    "nowhere": "[…][…] không dẫn tới đâu, sẽ hiện nguyên các dấu. Viết [chữ](địa chỉ).",
}
_DEFINED = re.compile(r"^ {0,3}\[([^\]\n]+)\]:", re.MULTILINE)


def check(body: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, what to write instead) for each."""
    if not (has_any(body, _SIGNS) and _MAY_BE.search(body)):
        return
    fence, opened, offset, indented = "", 0, 0, ""
    defined = {label.lower() for label in _DEFINED.findall(body)}
    lines = body.split("\n")
    for number, line in enumerate(lines):
        here = offset
        offset += len(line) + 1
        found = _FENCE.match(line)
        if fence:
            if found and found[2] == fence and not found[3].strip() and not found[1]:
                fence = ""
            elif "{{" in line:
                yield here + line.index("{{"), "khối trong khung ``` sẽ hiện ra mã máy. Đưa khối ra ngoài khung."
        elif found and found[1] and found[2] == indented:
            indented = ""  # told where it opens
        elif found and found[1]:
            indented = found[2]
            yield (
                here + len(found[1]),
                "khung ``` phải bắt đầu ở đầu dòng, không lùi vào; lùi vào thì hiện nguyên các dấu.",
            )
        elif found and found[2][0] in found[3]:
            yield here, "khung viết trên một dòng sẽ hiện nguyên các dấu. Mở ``` một dòng, đóng ``` một dòng."
        elif found:
            fence, opened = found[2], here
        elif code := next((code for code in _CODE.finditer(line) if "{{" in code[2]), None):
            yield here + code.start(), "khối trong dấu ` sẽ hiện ra mã máy. Bỏ dấu ` ở hai đầu."
        elif not line.startswith("    ") and (
            links := [*_NO_LINK.finditer(_CODE.sub(lambda code: "`" * len(code[0]), line))]
        ):
            for link in links:
                if not (link["key"] and link["key"].lower() in defined):
                    yield here + link.start(), _SAY[link.lastgroup or ""]
        elif note := _NOTE.match(line):
            yield from ((here + len(note[1]), message) for message in _wrong_note(note, lines[number + 1 :]))
    if fence:
        yield opened, f"khung {fence} mở ở đây mà không đóng: chữ sau nó hiện nguyên các dấu. Thêm một dòng {fence}."


def _wrong_note(note: re.Match[str], rest: list[str]) -> Iterator[str]:
    sign, words = note[2], note[3]
    form = _TAB if sign.startswith("===") else _TITLED
    if not form.fullmatch(words):
        example = '=== "Tên thẻ"' if sign.startswith("===") else f'{sign} note "Ghi chú"'
        yield f"dòng này hiện ra nguyên dấu, hoặc mang tên tiếng Anh. Viết đủ loại và tên trong nháy kép: {example}"
        return
    following = next((line for line in rest if line.strip()), "")
    if not following.startswith(("    ", "\t")):
        yield "khung này rỗng. Chữ trong khung phải lùi vào bốn dấu cách."
