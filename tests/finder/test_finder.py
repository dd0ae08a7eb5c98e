"""The finder without a browser: folding, and what an index is made of."""

import gzip
import json
import math
import random
import re
import string
import subprocess
from collections import defaultdict
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import node_tools
from bench.made_up import make
from building import ROOT
from delivery.small import small_js
from finder import fold, wordings
from finder.index import (
    FIRM,
    WEAK,
    Former,
    Gathered,
    Group,
    Page,
    Pin,
    Pins,
    Section,
    Synonyms,
    Target,
    Telling,
    Term,
    build,
)
from work import work

CASES = json.loads((ROOT / "tests" / "search").joinpath("folding.json").read_text(encoding="utf-8"))

CALL = Target("Tổng đài bảo vệ trẻ em", "goi-ngay/tre-em/", "111", "24/24")
SYNONYMS = Synonyms((Group(("tổng đài", "đường dây nóng"), alone=("đá",)),), ("là gì",))
PINS = Pins((Pin(("muốn chết", "111"), (CALL,), alone=("sợ",)),), (CALL,))


def a_page(url: str, title: str = "Một trang", text: str = "chữ trong trang", **more: object) -> Page:
    return Page(url, title, (Section("Đầu mục", "dau-muc", text),), **more)  # type: ignore[arg-type]


def opened(files: dict[str, bytes]) -> dict[str, object]:
    """Read an index as a browser would: the head, and what it names."""
    first, rest, best = json.loads(files["finder/manifest.json"])
    head = first | rest | {"cards": best}
    named = {name.removeprefix(f"finder/{head['folder']}/"): text for name, text in files.items() if "/" in name[7:]}
    return {"head": head} | {name: json.loads(text) for name, text in named.items()}


STEPS = string.digits + string.ascii_lowercase + string.ascii_uppercase + "-_"


def read_postings(text: str) -> list[tuple[int, int]]:
    """Read postings as pages and places."""
    found, page = [], 0
    for digits in re.findall(r"[w-zA-Z_-]*[0-9a-v]", text):
        step = sum(STEPS.index(digit) % 32 * 32**place for place, digit in enumerate(digits))
        page += step // 3
        found.append((page, step % 3))
    return found


def postings(files: dict[str, bytes]) -> dict[str, Any]:
    """Every key with its pages and places: a word, a pair, a group; a word written in several ways, way by way."""
    found: dict[str, Any] = {}
    for part in [part for name, part in opened(files).items() if name.startswith("k/")]:
        for word, kept in part[0].items():  # type: ignore[index]
            if word[0] == "~":
                found[word] = read_postings(kept[0])
                continue
            own, before, after = (*kept, {}, {})[:3]
            found[word] = (
                {way: read_postings(text) for way, text in own.items()} if isinstance(own, dict) else read_postings(own)
            )
            found |= {f"{one} {word}": read_postings(text) for one, text in before.items()}
            found |= {f"{word} {other}": read_postings(text) for other, text in after.items()}
    return found


def cards(files: dict[str, bytes]) -> dict[int, list[Any]]:
    """What results show, by the number of the page."""
    there = opened(files)
    some = [there["head"]["cards"], *(part for name, part in there.items() if name.startswith("p/"))]  # type: ignore[index]
    return {int(number): card for part in some for number, card in part.items()}


def whole(shortened: str) -> list[str]:
    """Read sorted texts that were written as a capital (letters shared with the one before) and the rest."""
    found = [""]
    for shared, rest in re.findall(r"([A-Z])([^A-Z]*)", shortened):
        found.append(found[-1][: ord(shared) - ord("A")] + rest)
    return found[1:]


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(map(str, case)))
def test_folding_agrees_with_the_table_the_browser_runs_too(case: list[object]) -> None:
    name, *given, expected = case
    assert getattr(fold, str(name))(*given) == expected


@given(st.text(alphabet="aBđ1_-. \t\n\u00a0\u2002\u0301\u0323ắ\u1100\u1161\u200b") | st.text())
def test_no_word_goes_across_a_space(text: str) -> None:
    assert [word for part in text.split() for word in fold.words(part)] == fold.words(text)


def test_the_same_pages_in_any_order_give_the_same_bytes() -> None:
    pages = [a_page(f"trang-{number}/", text=f"bài số {number} về bóng đá") for number in range(40)]
    mixed = pages.copy()
    random.Random(1).shuffle(mixed)
    assert build(pages, SYNONYMS, PINS) == build(mixed, SYNONYMS, PINS)


def test_all_but_the_manifest_lies_in_a_folder_named_after_the_content() -> None:
    first = build([a_page("a/")], SYNONYMS, PINS)
    second = build([a_page("a/", text="chữ khác")], SYNONYMS, PINS)
    assert first.keys() & second.keys() == {"finder/manifest.json"}


def test_no_file_is_named_after_a_word_so_that_no_address_tells_what_is_typed() -> None:
    names = build([a_page("tu-tu/", text="muốn chết")], SYNONYMS, PINS)
    assert all(re.fullmatch(r"finder/(manifest|[0-9a-f]{12}/[kp]/\d+)\.json", name) for name in names)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        pytest.param("tieu", 2, id="a word of the title"),
        pytest.param("dau muc", 1, id="a pair in a heading"),
        pytest.param("ma tuy", 0, id="a pair in the text"),
        pytest.param("0769040404", 0, id="a number, as it is dialed"),
        pytest.param("hung chinh", 1, id="a former name"),
        pytest.param("ke", 2, id="a term given for the title"),
        pytest.param("~0", 0, id="a phrase of a group of synonyms"),
    ],
)
def test_a_page_is_kept_under_the_weightiest_place_of_a_key(key: str, place: int) -> None:
    page = a_page(
        "a/",
        "Tiêu đề",
        "Ma túy. Tổng đài 0769 040 404. Tiêu dùng.",
        terms=(Term("ke", 2),),
        formerly=(Former("Hưng Chính", "Xã Hưng Chính cũ, nay thuộc phường Thành Vinh"),),
    )
    told = build([page], SYNONYMS, PINS, numbers=lambda text: ["0769040404"] if "0769 040 404" in text else [])
    assert postings(told)[key] == [(0, place)]


def test_a_word_written_in_several_ways_is_kept_way_by_way() -> None:
    found = postings(build([a_page("a/", text="cỏ"), a_page("b/", text="có"), a_page("c/", text="có")], SYNONYMS, PINS))
    assert found["co"] == {fold.canon("cỏ"): [(0, 0)], fold.canon("có"): [(1, 0), (2, 0)]}
    assert found["trang"] == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        pytest.param("ĐÁNH … em/con", "", id="right"),
        pytest.param("đánh", "chỉ có một phần", id="one part"),
        pytest.param("ĐÂM … em", "không có nhóm chữ “ĐÂM”", id="a set that is not there"),
        pytest.param("ép … em/AI", "không có nhóm chữ “AI”", id="a set that is not there, among words"),
        pytest.param("… đánh em", "mở đầu hoặc kết thúc bằng …", id="a gap at the beginning"),
        pytest.param("đánh … … em", "hai dấu … hoặc + liền nhau", id="two gaps"),
        pytest.param("đánh…em con", "không đọc được “đánh…em”", id="a gap without spaces"),
        pytest.param("ĐÁNH + em … con", "", id="one and the other"),
        pytest.param("ĐÁNH em +", "mở đầu hoặc kết thúc bằng +", id="one and nothing"),
        pytest.param("ĐÁNH + … em", "hai dấu … hoặc + liền nhau", id="a gap beside both"),
    ],
)
def test_a_pattern_that_cannot_match_says_why(pattern: str, fault: str) -> None:
    told = list(wordings.faults(pattern, ["ĐÁNH"]))
    assert fault in " ".join(told)
    assert bool(told) is bool(fault)


def test_a_phrase_that_a_pattern_finds_is_not_kept_twice() -> None:
    pins = Pins((Pin(("bị đánh đau", "đánh nhau", "sợ"), (CALL,), patterns=("bị … ĐÁNH",)),), sets={"ĐÁNH": ("đánh",)})
    head = opened(build([a_page("a/")], SYNONYMS, pins))["head"]
    assert head["pins"][0][1] == "DanhSnhau/sQJ"  # type: ignore[index]


def test_a_phrase_that_holds_a_shorter_one_of_its_pin_is_not_kept() -> None:
    pins = Pins((Pin(("bị đánh đau", "bị đánh", "sợ hãi", "sợ"), (CALL,)),))
    head = opened(build([a_page("a/")], SYNONYMS, pins))["head"]
    assert head["pins"][0][1] == "biJDanhS/sQJ/_haiX"  # type: ignore[index] # "so hai" is not "so"


def test_sets_are_named_by_their_number_wherever_words_stand_and_parts_in_any_order_stand_apart() -> None:
    pins = Pins(
        (Pin(("sợ",), (CALL,), patterns=("AI + đánh", "ép … AI/bạn_tôi"), level=WEAK),),
        sets={"AI": ("em", "con")},
        present=("AI", "cứu"),
        about=(Telling(("phim",), ("AI", "đang")),),
    )
    head = opened(build([a_page("a/")], SYNONYMS, pins))["head"]
    assert head["present"] == "$0/cUuS"
    assert head["about"] == [[FIRM, "phim", "$0/Dang", ""]]  # type: ignore[index]
    assert head["pins"][0][3:] == ["$0 + DanhS,epS~$0/banJtOi", WEAK]  # type: ignore[index]


def test_patterns_are_written_with_sets_by_number() -> None:
    pins = Pins((Pin(("sợ",), (CALL,), patterns=("ĐÁNH … em/trẻ_con",)),), sets={"ĐÁNH": ("đánh", "bóp cổ")})
    head = opened(build([a_page("a/")], SYNONYMS, pins))["head"]
    assert head["pins"][0][3] == "$0~em/treRcon"  # type: ignore[index]
    assert head["sets"] == ["DanhS/bopScOR"]  # type: ignore[index]


def test_a_synonym_is_found_by_its_marks_and_not_in_words_that_only_fold_alike() -> None:
    page = a_page("a/", text="tong dai, tông đại, đường đầy nong")
    assert "~0" not in postings(build([page], SYNONYMS, PINS))


# What a part of a pattern may be, and as a regular expression: words with a space after each; a marked one covers nothing.
_PARTS = {"a": "a ", "a_b": "a b ", "b/c_a": "(?:b |c a )", "a!": "(?!)", "AI": "(?:a |b b )", "AI/c!": "(?:a |b b )"}
_SAID = st.lists(st.sampled_from("abcdd"), max_size=8).map(" ".join)
_ROWS = st.lists(
    st.lists(st.tuples(st.sampled_from(sorted(_PARTS)), st.booleans()), min_size=1, max_size=3), min_size=1, max_size=2
)


@given(rows=_ROWS, said=_SAID)
@settings(max_examples=300)
def test_a_pattern_covers_what_a_regular_expression_finds(rows: list[list[tuple[str, bool]]], said: str) -> None:
    written, expressions = [], []
    for row in rows:
        gaps = [*(has_gap for _, has_gap in row[1:]), False]  # after each part but the last
        written.append(" ".join(part + " …" * gap for (part, _), gap in zip(row, gaps, strict=True)))
        one = "".join(_PARTS[part] + "(?:. ){0,4}" * gap for (part, _), gap in zip(row, gaps, strict=True))
        expressions.append(re.compile(rf"(?<!\S){one}"))
    covers = wordings.covering(" + ".join(written), {"AI": ("a", "b b", "d!")})
    assert covers(said) == all(expression.search(f"{said} ") for expression in expressions)


def test_postings_are_steps_between_pages_however_far() -> None:
    far = [a_page(f"{n:04}/", text="trạm" if n in (0, 2, 1999) else "khác") for n in range(2000)]
    assert postings(build(far, SYNONYMS, PINS))["tram"] == [(0, 0), (2, 0), (1999, 0)]


# Words with marks, without, with a mark alone, and two in one between spaces.
_TEXTS = st.lists(st.sampled_from(["ma", "má", "túy", "kỹ", "kĩ", "ma_túy", "\u0301", "·"]), max_size=6).map(" ".join)


@given(said=st.lists(st.tuples(_TEXTS, _TEXTS, _TEXTS), min_size=1, max_size=12), at_once=st.sampled_from([2, 5000]))
@settings(max_examples=30)
def test_a_key_stands_once_on_each_page_that_has_it_at_its_best_place(
    said: list[tuple[str, str, str]], at_once: int
) -> None:
    pairs: defaultdict[str, dict[int, int]] = defaultdict(dict)
    ways: defaultdict[str, defaultdict[str, dict[int, int]]] = defaultdict(partial(defaultdict, dict))
    for number, texts in enumerate(said):
        for place, text in zip((2, 1, 0), texts, strict=True):
            written = [(folded, fold.canon(word)) for word in fold.words(text) if (folded := fold.fold(word))]
            for folded, marked in written:
                ways[folded][marked].setdefault(number, place)
            for (one, _), (other, _) in pairwise(written):
                pairs[f"{one} {other}"].setdefault(number, place)
    expected: dict[str, Any] = {pair: list(of.items()) for pair, of in pairs.items()}
    for folded, forms in ways.items():
        of_each = {marked: list(of.items()) for marked, of in forms.items()}
        expected[folded] = of_each if len(of_each) > 1 else next(iter(of_each.values()))
    pages = [Page(f"{n:02}/", title, (Section(head, "", text),)) for n, (title, head, text) in enumerate(said)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("finder.index._AT_ONCE", at_once)
        built = build(pages, Synonyms(), Pins())
    assert postings(built) == expected
    head: Any = opened(built)["head"]
    counts = [ord(sign) - ord("A") if sign.isupper() else int(sign) for sign in head["counts"]]
    assert dict(zip(whole(head["words"]), counts, strict=True)) == {
        folded: round(math.log2(1 + len(set().union(*forms.values())))) for folded, forms in ways.items()
    }


def test_an_index_of_what_was_gathered_before_is_the_same_as_one_from_nothing_and_asks_only_of_changed_pages() -> None:
    chance, asked = random.Random(21), list[str]()

    def numbers(text: str) -> list[str]:
        asked.append(text)
        return re.findall("[0-9]{2,}", text)

    pages, others, gathered = make(24), make(24, seed=8), Gathered()
    build(pages, SYNONYMS, PINS, numbers=numbers, gathered=gathered)
    for number in range(8):
        at = chance.randrange(len(pages))
        pages[at] = replace(chance.choice(others), url=pages[at].url, terms=(Term("tổng đài 111"),) * (number % 2))
        asked.clear()
        again = build(pages, SYNONYMS, PINS, numbers=numbers, gathered=gathered)
        assert 0 < len(asked) < 20
        assert again == build(pages, SYNONYMS, PINS, numbers=numbers)
    for group in ("khác", "đường dây nóng"):  # and one page less, and other groups of words
        del pages[3]
        synonyms = Synonyms((Group(("tổng đài", group)),))
        again = build(pages, synonyms, PINS, numbers=numbers, gathered=gathered)
        assert again == build(pages, synonyms, PINS, numbers=numbers)


def test_postings_are_the_same_however_often_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [a_page("0/"), *make(20)]
    once = build(pages, SYNONYMS, PINS)
    monkeypatch.setattr("finder.index._AT_ONCE", 3)
    assert build(pages, SYNONYMS, PINS) == once


def test_a_pair_lies_with_its_rarer_word_and_a_group_with_the_rarest_of_each_phrase() -> None:
    pages = [a_page(f"{n}/", "Tên", f"chữ hiếm{n % 9} tổng đài") for n in range(60)]
    for part in opened(build(pages, SYNONYMS, PINS)).values():
        if isinstance(part, list) and "hiem4" in part[0]:
            assert "chu" in part[0]["hiem4"][1]
            assert "tong" in part[0]["hiem4"][2]
        if isinstance(part, list) and "chu" in part[0]:
            assert not any("hiem" in word for pairs in part[0]["chu"][1:] for word in pairs)
        for word in ("tong", "duong"):  # of tổng đài, and of đường dây nóng, which no page says
            assert not isinstance(part, list) or word not in part[0] or "~0" in part[0]


def test_what_says_which_files_to_ask_for_is_a_line_of_its_own_and_the_first() -> None:
    first, rest, best = build([a_page("a/", weight=1.5)], SYNONYMS, PINS)["finder/manifest.json"].split(b"\n")
    assert {"folder", "words", "counts", "leads", "weights", "best", "ignore", "short"} == set(json.loads(first[1:-1]))
    assert {"pins", "targets"} <= set(json.loads(rest[:-1]))
    assert json.loads(best[:-1])["0"][0] == "a/"


def test_each_file_begins_with_the_word_whose_count_is_a_capital() -> None:
    pages = [a_page(f"{n}/", text=" ".join(f"chu{(n * 7 + i) % 97} so{i}" for i in range(120))) for n in range(60)]
    files = opened(build(pages, SYNONYMS, PINS))
    head: Any = files["head"]
    known = zip(whole(head["words"]), head["counts"], strict=True)
    firsts = [word for word, count in known if count.isupper()]
    assert len(firsts) > 2
    for number, first in enumerate(firsts):
        keys = [key for key in files[f"k/{number}.json"][0] if key[0] != "~"]  # type: ignore[index]
        following = firsts[number + 1 : number + 2]
        assert keys == sorted(keys)
        assert first <= keys[0]  # a word of pins alone may be the first
        assert not following or keys[-1] < following[0]


def test_a_word_before_all_of_which_anything_is_kept_is_looked_for_in_the_first_file() -> None:
    head: Any = opened(build([a_page("a/")], Synonyms((Group(("an", "âm")),)), Pins()))["head"]
    assert whole(head["words"])[:2] == ["am", "an"]
    assert (head["counts"][0], sum(map(str.isupper, head["counts"]))) == ("A", 1)


def test_a_long_page_is_numbered_section_by_section_and_shown_once() -> None:
    sections = tuple(Section(f"Mục {n}", f"muc-{n}", f"từ{n} " + "chữ " * 150) for n in range(5))
    built = build([Page("dai/", "Trang dài", sections), a_page("ngan/")], SYNONYMS, PINS)
    levels = opened(built)["head"]["weights"]  # type: ignore[index]
    assert re.fullmatch(r"\w-----\w", levels)
    shown = cards(built)
    assert {number: card[:2] for number, card in shown.items()} == {0: ["dai/", "Trang dài"], 6: ["ngan/", "Một trang"]}
    assert shown[0][3:] == [f"Mục {n}#2" for n in range(5)]
    found = postings(built)
    assert found["dai"] == [(0, 2)]
    assert found["tu4"] == [(5, 0)]


def test_what_the_likeliest_pages_show_comes_with_the_head_and_the_rest_in_files_of_few() -> None:
    """The likeliest are those of which most is asked, more so of those that weigh more and show less."""
    asked = {n: (Term("một"), Term("hai")) for n in range(280, 350)}
    pages = [
        replace(a_page(f"{n:03}/", lead="chữ " * 60), weight=1.5 if n > 330 else 1.0, terms=asked.get(n, ()))
        for n in range(350)
    ]
    pages[349] = replace(pages[349], lead="chữ " * 900)
    built = build(pages, SYNONYMS, PINS)
    head: Any = opened(built)["head"]
    shown = cards(built)
    best = [page for page, _ in read_postings(head["best"])]
    assert list(map(str, best)) == list(head["cards"])
    urls = {shown[page][0] for page in best}
    assert {f"{n:03}/" for n in range(331, 349)} <= urls
    assert "349/" not in urls
    assert urls - {f"{n:03}/" for n in range(331, 349)} <= {f"{n:03}/" for n in range(280, 331)}
    firsts = [number for number, level in enumerate(head["weights"]) if level.isupper()]
    assert len(firsts) > 2
    for number, first in enumerate(firsts):
        assert next(iter(opened(built)[f"p/{number}.json"])) == str(first)  # type: ignore[call-overload]
    assert sorted(card[0] for card in shown.values()) == [page.url for page in pages]


@pytest.mark.parametrize(
    ("heading", "anchor", "written"),
    [
        ("Làm ngay bây giờ", "lam-ngay", "#2"), ("Khi bạn bị ép", "bi-ep", "#22"), ("Luật", "luat", "#1"),
        ("Gọi C04", "kenh-c04", "#kenh-c04"), ("Câu #1", "", "#"), ("Câu #1", "cau-1", "#2"), ("Không neo", "", ""),
        ("Mục", "5", "#%35"), ("Mục", "105", "#105"), ("Mục", "12", "#%31%32"),
    ],
)  # fmt: skip
def test_an_anchor_is_written_by_the_words_of_its_heading(heading: str, anchor: str, written: str) -> None:
    built = build([Page("a/", "Một trang", (Section(heading, anchor, "chữ"),))], SYNONYMS, PINS)
    assert cards(built)[0][3] == heading + written


READ = """
import { readFileSync } from 'node:fs'
globalThis.fetch = async path => new Response(readFileSync(path))
const { Index, search } = await import('./finder.mjs')
const index = new Index('finder/')
let pins
const { found, absent } = await search(index, process.argv[2], 6, told => { pins = told.map(([name]) => name) })
console.log(JSON.stringify([found.map(({ url }) => url), absent, pins, [...index.counts].filter(([, count]) => !count).map(([word]) => word)]))
"""


# What comes after the first line of the head comes when a card has been there for some turns.
LATE = READ.replace(
    "globalThis.fetch = async path => new Response(readFileSync(path))",
    """
    let go
    const shown = new Promise(done => { go = done })
    globalThis.fetch = async path => {
        const text = readFileSync(path, 'utf-8')
        if (path.includes('/p/')) go()
        if (!path.endsWith('manifest.json')) return new Response(text)
        const [first, ...rest] = text.split('\\n')
        return new Response(new ReadableStream({ async start(to) {
            to.enqueue(new TextEncoder().encode(first + '\\n'))
            await shown
            for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
            to.enqueue(new TextEncoder().encode(rest.join('\\n')))
            to.close()
        } }))
    }""",
)


def asked(folder: Path, pages: list[Page], pins: Pins, query: str, read: str = READ) -> Any:
    """What the browser's side makes of an index, as it is sent: addresses, words that no page has, pins, words of tables alone."""
    for name, content in build(pages, Synonyms(), pins).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    script = small_js((ROOT / "docs/assets/javascripts/finder.js").read_text("utf-8"))
    (folder / "finder.mjs").write_text(script, "utf-8")
    (folder / "ask.mjs").write_text(read, "utf-8")
    command = [node_tools.find(), "ask.mjs", query]
    return json.loads(subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout)


def test_anchors_and_the_words_of_tables_are_read_as_they_were_written(tmp_path: Path) -> None:
    anchors = {"Làm ngay bây giờ": "lam-ngay", "Khi bạn bị ép": "bi-ep", "Gọi C04": "kenh-c04", "Câu #1 hỏi": ""}
    pages = [
        Page(f"{n}/", "Trang", (Section(heading, anchor, ""),)) for n, (heading, anchor) in enumerate(anchors.items())
    ]
    pins = Pins(
        (Pin(("bóp cổ",), (CALL,), alone=("sos",), patterns=("ĐÁNH … trẻ_con/mày!",)),),
        sets={"ĐÁNH": ("đánh", "tát")}, present=("ngươi",), harmless=("treo cờ",), about=(Telling(("nghị quyết",), ("tôi",)),),
    )  # fmt: skip
    pages_of = [f"{n}/{'#' if anchor else ''}{anchor}" for n, anchor in enumerate(anchors.values())]
    found, absent, _, alone = asked(tmp_path, pages, pins, "trang bây ép C04 hỏi treo")
    assert sorted(found) == pages_of
    assert absent == ["treo"]
    words_of = "bop co sos danh tat tre con may nguoi treo nghi quyet toi"
    assert sorted(alone) == sorted(words_of.split())


def test_results_wait_for_what_is_recognized_so_that_nothing_moves_once_they_stand(tmp_path: Path) -> None:
    pages = [a_page(f"{n:03}/", lead="chữ " * 90) for n in range(90)]
    pages.append(a_page("z/", "Một cây cầu", lead="chữ " * 900))
    found, _, pinned, _ = asked(tmp_path, pages, PINS, "cây cầu em muốn chết", LATE)
    assert (found[0], pinned) == ("z/", [CALL.name])


# The same query three times, each with an index of its own: wanted to the end, until its words are asked for, not at all.
OVERTAKEN = """
import { readFileSync } from 'node:fs'
const asked = []
globalThis.fetch = async path => { asked.push(path.split('/').at(-2)); return new Response(readFileSync(path)) }
const { Index, search } = await import('./finder.mjs')
const answers = []
for (const wanted of [() => true, () => !asked.includes('k'), () => false]) {
    asked.length = 0
    const answer = await search(new Index('finder/'), process.argv[2], 6, () => 0, wanted)
    answers.push([answer?.found.length ?? null, [...new Set(asked)].filter(part => 'kp'.includes(part))])
}
console.log(JSON.stringify(answers))
"""


def test_a_search_that_was_overtaken_asks_for_nothing_more(tmp_path: Path) -> None:
    pages = [a_page(f"{n:03}/", lead="chữ " * 90) for n in range(90)]
    pages.append(a_page("z/", "Một cây cầu", lead="chữ " * 900))
    assert asked(tmp_path, pages, PINS, "cây cầu", OVERTAKEN) == [[1, ["k", "p"]], [None, ["k"]], [None, []]]


@pytest.mark.parametrize(
    ("query", "is_recognized"),
    [
        pytest.param("đánh em", True, id="phrases of the lists themselves"),
        pytest.param("tát cho mà gãy", True, id="phrases that lie with their words"),
        pytest.param("danh den ga4y", True, id="one of each, one in keys of VNI"),
        pytest.param("đánh cờ gãy", False, id="what is harmless, of a file"),
        pytest.param("hiem em", True, id="a phrase known by its rarest word, its last"),
        pytest.param("gãy em", False, id="a part of a pattern"),
    ],
)
def test_pins_are_recognized_by_phrases_wherever_they_lie(tmp_path: Path, query: str, is_recognized: bool) -> None:
    pages = [a_page(f"{n}/", "Tên", "đánh em" + " gãy cờ" * (n == 7)) for n in range(60)]
    pins = Pins(
        (Pin(("em hiểm", "hiểm em"), (CALL,), patterns=("ĐÁNH … em/gãy",)),),
        sets={"ĐÁNH": ("đánh", "tát")},
        harmless=("đánh cờ",),
    )
    *_, pinned, _ = asked(tmp_path, pages, pins, query)
    assert pinned == [CALL.name] * is_recognized


def test_a_page_is_told_by_its_lead_and_else_by_how_it_begins() -> None:
    long = "Một câu dài hơn thế. " * 20
    shown = cards(build([a_page("a/", lead="Trang nói gì."), a_page("b/", text=long), a_page("c/")], SYNONYMS, PINS))
    assert shown[0][2] == "Trang nói gì."
    assert shown[1][2].endswith("…")
    assert long.startswith(shown[1][2][:-1])
    assert shown[2][2] == "chữ trong trang"


def test_words_of_synonyms_and_of_pins_are_known_though_no_page_has_them() -> None:
    head = opened(build([a_page("a/")], SYNONYMS, PINS))["head"]
    known = dict(zip(whole(head["words"]), head["counts"], strict=True))  # type: ignore[index]
    assert known["dai"] == known["duong"] == "0"
    assert known["chu"] in "1B"
    assert known["chet"] in "pZ"  # of pins alone


def test_a_phrase_of_pins_lies_with_its_rarest_word_and_stays_in_its_list_if_all_its_words_are_common() -> None:
    pages = [a_page(f"{n}/", "Tên", "đánh em" + " gãy" * (n < 4) + " ngã" * (n < 6)) for n in range(60)]
    pins = Pins(
        (Pin(("gãy", "sợ em"), (CALL,), patterns=("ĐÁNH … em/gãy",)),),
        sets={"ĐÁNH": ("đánh", "đánh gãy", "em sợ", "ngã")},
    )
    files = opened(build(pages, SYNONYMS, pins))
    head: Any = files["head"]
    assert head["sets"] == ["DanhS/ngaX"]
    assert head["pins"][0][1:4] == ["", "", "$0~em"]
    kept = [part[1].split(",") for name, part in sorted(files.items()) if name[0] == "k" and part[1:]]  # type: ignore[index]
    told = dict(phrase.split(" ") for phrases in kept for phrase in phrases if phrase)
    lists = {phrase: [number for number, _ in read_postings(written)] for phrase, written in told.items()}
    assert lists == {"DanhSgayX": [0], "em_sQJ": [0], "gayX": [3, 6], "sQJem": [3]}
    leads = [STEPS.index(digit) >> at & 1 for digit in head["leads"] for at in range(5)]
    assert [word for word, leads in zip(whole(head["words"]), leads, strict=False) if leads] == ["gay", "so"]


def test_a_page_that_is_part_of_another_keeps_its_own_anchor() -> None:
    shown = cards(build([a_page("van-ban/#kh-105")], SYNONYMS, PINS))
    assert shown == {0: ["van-ban/#kh-105", "Một trang", "chữ trong trang", "Đầu mục"]}


def test_a_decomposed_text_is_shown_composed() -> None:
    assert cards(build([a_page("a/", text="tu\u0301y")], SYNONYMS, PINS))[0][2] == "túy"


def test_a_site_without_pages_still_has_its_pins(tmp_path: Path) -> None:
    assert asked(tmp_path, [], PINS, "em muốn chết")[2] == [CALL.name]


def test_building_costs_no_more_a_page_when_there_are_more() -> None:
    """What it takes in milliseconds is printed by `make bench-search`."""
    few, many = (work(partial(build, make(count), SYNONYMS, PINS)) for count in (100, 400))
    assert many <= 4 * few
    assert many <= 10_000 * 400


def test_the_code_for_the_browser_stays_small() -> None:
    scripts = (ROOT / "docs/assets/javascripts").glob("find*.js")
    size = {path.name: len(gzip.compress(small_js(path.read_text(encoding="utf-8")).encode())) for path in scripts}
    # 120 more for phrases of pins that come with the words: the head is 8,900 bytes less; 80 for choosing which words are read and for joined keys; 10 for numbers in titles; 20 for ngã as hỏi.
    assert size["finder.js"] <= 6_080
    assert size["find.js"] <= 975
    assert sum(size.values()) <= 9_530  # 35 for saying aloud what stands above
