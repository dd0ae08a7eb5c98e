"""A quick no is never said of a text in which the whole way finds anything, and what was written to be fast finds the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from types import ModuleType, SimpleNamespace
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import ROOT
from facts.judging import by_hand, corners, districts, markup, nation, own_word, pasted, preview, prose
from facts.project import pages
from facts.reading import as_made, content, letters, load, markdown, raw_markdown
from facts.reading.as_made import Made
from facts.reading.markdown import MarkdownPage, read_pages
from province import GOLDEN, TODAY

BODIES = [page.body for root in (ROOT, GOLDEN) for page in read_pages(root)]
BEGINS = [
    *"#->+1.)!?=:[`~|{}“”\\<(]",
    "```",
    "1.",
    "- ",
    "> ",
    "---",
    "___",
    "~~~",
    "===",
    '!!! note "A"',
    "[^1]:",
    "{{ x }}",
]


def page(text: str) -> MarkdownPage:
    return MarkdownPage("docs/a.md", "a/", {}, text, 1)


def by_hand_of(text: str) -> list[object]:
    return list(by_hand._body(page(text), by_hand._Known([])))


SAID = [
    "chưa tìm thấy", "CHƯA TÌM ĐƯỢC", "Không tìm thấy", "\u212ahông tìm thấy", "tìm mãi mà vẫn chưa ra", "chúng tôi chưa rõ", "trang này chưa biết",
    "người viết không có nguồn", "không rõ việc này đã xong hay chưa", "nguồn chúng tôi đã đọc không nêu", "chưa thấy văn bản nào", "chưa có tin nào ghı",
    "không có bài nào ghi", "chưa tài liệu nào nói", "không văn bản nào nêu", "không nguồn nào nói", "không ai nói",
]  # fmt: skip
CUT = [
    "| 0912 | 345678 |",
    "0912 | 345678",
    "| 0912345 | 678 | a",
    "a | 0238 | 3 000 003 |",
    "| 912 | 345678 |",
    "a 0912 | 345678",
]
GAPS = [*[" "] * 40, "  ", "\n", "\u00a0", "*", " _", "“a”", " “a” ", "[a](b)", "](b) ", " {{ quote('a') }}", "\n# a\n", "x", ""]  # fmt: skip


def of(*pieces: str) -> st.SearchStrategy[str]:
    """Texts put together of some of these."""
    return st.lists(st.sampled_from(pieces), max_size=9).map("".join)


def with_gaps(said: list[str]) -> st.SearchStrategy[str]:
    """One of these with whatever between its words."""
    gaps = st.lists(st.sampled_from(GAPS), min_size=9, max_size=9)
    return st.builds(
        lambda one, gaps: "".join(map("".join, zip(one.split(), gaps, strict=False))), st.sampled_from(said), gaps
    )


# What says the quick no, what it is said for, a text of which something is told, and others that hold it just so or just not.
Case = tuple[ModuleType, str, Callable[[str], Iterable[object]], str, st.SearchStrategy[str]]
QUICK: list[Case] = [
    (by_hand, "_DENIES", by_hand_of, "chưa tìm thấy", with_gaps(SAID)),
    (corners, "_BEGINS_NUMBER", lambda text: corners._across_cells(page(text)), "| 0912 | 345678 |", with_gaps(CUT)),
    (markup, "_MAY_LEAD", markup._targets, "[a](javascript:b)", of(
        "[a]", "[a", "]", "(b)", "]( ", ":", "]: x:y", "\n[", "\n   [a]", "\n[a]: b:c", "[^a]", "<", "<a:b>", "<tel:1>", "javascript:x", "//x", "\n",
    )),
    (letters, "_MAY_BE_WRONG", letters.found_in, "ViÖt Nam", of(
        "Ã", "Ä‘", "áº¿", "à", "´", "ViÖt", "ViÖt Nam", "®", "aù", "coâ tuù", "aõ", "ù", "õ", "đ", "ma tuý", "aÐ", "ß", "²", "’", "\u0080", "\u00bf",
        "m²", "ø", "maø", " ", "\n", "a",
    )),
    (markdown, "_MAY_NEST", markdown.too_much_in, "- " * 12 + "a", st.one_of(
        of("> > >", ">>>>", ">\t>", "> ", "\n", "a"),
        st.lists(st.sampled_from(["- ", "* ", "+  ", "1. ", "12) "]), min_size=11, max_size=13).map("".join),
    )),
    (preview, "_MAY_BE_PRINTED", preview.marks, "~~a~~", of(
        "~~a~~", "~", "==a==", "=", "*", "*[A]: b", "[", "\\", "\\\n", "https://a", ":", "//", "www.a.vn", "w", "ww.a", "a@b.vn", "@",
        "\n• a", "   • a", "•", "\n✔ a", "\n", " ",
    )),
    (preview, "_SIGNS", preview.marks, "~~a~~", of(
        "~~a~~", "==a==", "\n*[A]: b", "a\\\n", "https://a", "www.a.vn", "a@b.vn", "\n• a", "\n   ✔ a", "*", ":", "\n", " ", "a",
    )),
    (raw_markdown, "_SIGNS", raw_markdown.check, "[[a]]", of(
        "`{{ a }}`", "```\n", "~~~\n", "[a] (b.md)", "(a)[b.md]", "!!! a\n", "??? a\n", "=== a\n", "[[a]]", "a][b]", "^[a]", "[!NOTE]\n", "[TOC]\n",
        "\n", " ", "a", "(b.md)",
    )),
    (load, "_NEVER_OURS", load.odd_characters, "Ðà", of("Ð", "ð", "Ɖ", "ɖ", "\ufffd", "Đ", "đ", "a", " ", "’")),
    (pasted, "_MAY_RUN_ON", lambda text: pasted.doubtful(text, Made()), "– a\n– b", of(
        "– a", "—a", "-a", "- a", "a) b", "đ)b", "115: a", "**113** – a", "a: 114", "a:**115**.", "   – a", "    – a", "\n", "\n\n", "-1", ")", "  ", "\t",
    )),
    (preview, "_NO_TEXT", lambda text: [vars(preview._read.__wrapped__(text))], "# a", of(*BEGINS, "a", "đ", "\n", "\n\n", "\n    ", "\n\t", "\n  ")),
]  # fmt: skip


@pytest.mark.parametrize(("module", "name", "check", "told", "texts"), QUICK, ids=[case[1] for case in QUICK])
def test_a_quick_no_is_a_no(
    module: ModuleType,
    name: str,
    check: Callable[[str], Iterable[object]],
    told: str,
    texts: st.SearchStrategy[str],
) -> None:
    @settings(max_examples=200, derandomize=True)
    @given(texts)
    def agree(text: str) -> None:
        quick = shown(check(text))
        with patch.object(module, name, yes(getattr(module, name))):
            assert quick == shown(check(text))

    assert shown(check(told)) != shown(check(""))
    agree()
    for body in BODIES:
        agree.hypothesis.inner_test(body)


def yes(no: object) -> object:
    """What never says no, in the form of a quick no: a pattern, a text, or some of one or the other."""
    return tuple(map(yes, no)) if isinstance(no, tuple) else "" if isinstance(no, str) else re.compile("")


def shown(found: Iterable[object]) -> list[str]:
    return [str(one) for one in found]


PLAIN = [
    (by_hand._TARGET, r"(?<=\])\([^)\n]*\)"),
    (corners._NAMED, r"(?<!\{)\{[^{}\n]*(#[a-zA-Z0-9_-]+)"),
    (markup._BRACES, r"(?<!\{)\{(?![{%])([^{}\n]*)\}?(?!\})"),
    (preview._CODE, r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)"),
    (raw_markdown._CODE, r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)"),
]


@pytest.mark.parametrize(("quick", "plain"), PLAIN)
@settings(max_examples=200, derandomize=True)
@given(text=st.lists(st.sampled_from([*"{}[]()#%\na ", "`", "``", "#a", "{{", "}}", "](a)"]), max_size=12).map("".join))
def test_a_pattern_that_begins_with_its_sign_finds_the_same(quick: re.Pattern[str], plain: str, text: str) -> None:
    assert [match.span() for match in quick.finditer(text)] == [match.span() for match in re.finditer(plain, text)]


LIVING = districts.pattern(pages.read_site(GOLDEN, date.fromisoformat(TODAY))[0].table)
assert LIVING is not None
NAMES = LIVING.pattern[LIVING.pattern.index(") (?:") + 1 :]
KINDS = ["huyện", "Quận", "thị xã", "THÀNH PHỐ", "TP", "tp.", "Tp. ", "_", " ", "x", "\n"]
NAMED = [re.sub(r"\\(.)", r"\1", name) for name in NAMES[4:-3].split("|")]


@settings(max_examples=200, derandomize=True)
@given(text=st.lists(st.sampled_from([*KINDS, *NAMED, *(f" {name}" for name in NAMED)]), max_size=8).map("".join))
def test_a_district_is_found_as_by_the_plain_pattern(text: str) -> None:
    plain = re.compile(rf"\b(?:huyện|quận|thị xã|thành phố|TP\.?){NAMES}", re.IGNORECASE)
    assert LIVING is not None
    assert [match.span() for match in LIVING.finditer(text)] == [match.span() for match in plain.finditer(text)]


OF_PROVINCE = [
    "Tỉnh Mẫu", "Tỉnh ta ", "Mẫu", "Báo ", ", ", " và ", ",", " ", "x", "_", ".", "\n", "tỉnh", "Tỉnh", "trong ", "Công an ", " ta", " khác", "“", "”", ". "
]  # fmt: skip
PROVINCE = SimpleNamespace(province=SimpleNamespace(name="Mẫu"))


@settings(max_examples=300, derandomize=True)
@given(text=of(*OF_PROVINCE))
def test_what_is_of_one_province_is_found_as_by_the_plain_patterns(text: str) -> None:
    word = r"(?<!Báo )\bMẫu\b"
    plain = [match.start() for match in re.finditer(rf"{word}(?<!, Mẫu)|{word}(?!,| và|$)", text)]
    body = replace(page(text), path="docs/national/a.md")
    told = nation.check(SimpleNamespace(tables=PROVINCE, documents={}), [body], GOLDEN)  # type: ignore[arg-type]
    assert [one.place for one in told if "“Mẫu”" in one.message] == [body.place_as_written(at) for at in plain]
    assert list(own_word.own(text)) == list(own_word.own(f"{text}\ntỉnh"))  # of which no quick no is said


TAGS = [
    "<p>", "</p>", "<br />", "<br/>", "<hr>", "<b>", "</b >", "<ul>", '<ol start="3">', "<li>", "</li>", "</ol>", "<h2 id=\"a\">", "</h2>",
    '<a href="b?c&amp;d" title="&quot;e&quot;">', "<a href='b'>", '<a href="b" href="c">', '<a href="&copy;">', '<a href="<b>">', "</a>",
    '<img alt="" src="c.png" />', "<input disabled>", '<div class="footnote">', "</div>", "<tel:115>", "<P>", "<!-- a -->", "<![CDATA[a]]>",
    "<?a?>", "<script>", "</script>", "<style>", "</style>", "<title>", "</title>", "<noscript>", "<", "< a", "<a", '<a href="', ">", '">', "&amp;", "&lt;", "&", "&co",
    "một", " ", "  ", "\n", "\u00a0", "<pre>", "</pre>", "<code>", "</code>",
]  # fmt: skip


@settings(max_examples=300, derandomize=True)
@given(html=st.lists(st.sampled_from(TAGS), max_size=10).map("".join))
def test_html_is_read_as_the_library_reads_it(html: str) -> None:
    quick, whole = as_made._Reader(), as_made._Reader()
    quick.read(html)
    whole.feed(html)
    whole.close()
    assert quick.made == whole.made


@settings(max_examples=200, derandomize=True)
@given(text=of(" a" * 12, " a" * 24, " a", "a ", ". ", ".", ".b", "! ", "?", ": ", ":b", "… ", " ", "\n", "\t"))
def test_a_long_sentence_is_found_as_by_a_look_at_each(text: str) -> None:
    long = [one for one in prose._SENTENCE.finditer(text) if one[0].count(" ") >= prose.LONGEST_SENTENCE]
    counts = [count for one in long if (count := prose._words(one[0])) > prose.LONGEST_SENTENCE]
    assert [count for _, count in prose._long_sentences(text)] == counts


@given(st.text(alphabet=" \n\t\u00a0\u2003\u2028\u00ad\u200b\u1680\x1cab", max_size=8))
def test_a_text_is_put_in_a_line(text: str) -> None:
    assert content.in_a_line(text) == " ".join(text.split())
