"""The finder without a browser: folding, and what an index is made of."""

import gzip
import json
import random
import re
from functools import partial

import pytest

from bench.make_pages import make
from building import ROOT
from delivery.assets import small_js
from finder import fold, wordings
from finder.index import Former, Group, Page, Pin, Pins, Section, Synonyms, Target, Term, build
from work import work

CASES = json.loads((ROOT / "tests" / "search").joinpath("folding.json").read_text(encoding="utf-8"))

CALL = Target("Tổng đài bảo vệ trẻ em", "goi-ngay/tre-em/", "111", "24/24")
SYNONYMS = Synonyms((Group(("tổng đài", "đường dây nóng"), alone=("đá",)),), ("là gì",))
PINS = Pins((Pin(("muốn chết", "111"), (CALL,), alone=("sợ",)),), (CALL,))


def a_page(url: str, title: str = "Một trang", text: str = "chữ trong trang", **more: object) -> Page:
    return Page(url, title, (Section("Đầu mục", "dau-muc", text),), **more)  # type: ignore[arg-type]


def opened(files: dict[str, bytes]) -> dict[str, object]:
    """Read an index as a browser would, following the manifest."""
    folder = json.loads(files["finder/manifest.json"])["folder"]
    return {name.removeprefix(f"finder/{folder}/"): json.loads(text) for name, text in files.items() if folder in name}


def postings(files: dict[str, bytes]) -> dict[str, list[int]]:
    parts = [part for name, part in opened(files).items() if name.startswith("k/")]
    return {key: found for part in parts for key, found in part[0].items()}  # type: ignore[index]


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
    assert all(re.fullmatch(r"finder/(manifest|[0-9a-f]{12}/(index|[kp]/\d+))\.json", name) for name in names)


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
    assert postings(told)[key] == [place]


def test_a_word_written_in_several_ways_is_kept_way_by_way() -> None:
    found = postings(build([a_page("a/", text="cỏ"), a_page("b/", text="có"), a_page("c/", text="có")], SYNONYMS, PINS))
    assert found["co"] == {fold.canon("cỏ"): [0], fold.canon("có"): [3, 3]}
    assert found["trang"] == [2, 5, 5]


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        pytest.param("ĐÁNH … em/con", "", id="right"),
        pytest.param("đánh", "chỉ có một phần", id="one part"),
        pytest.param("ĐÂM … em", "không có nhóm chữ “ĐÂM”", id="a set that is not there"),
        pytest.param("… đánh em", "mở đầu hoặc kết thúc bằng …", id="a gap at the beginning"),
        pytest.param("đánh … … em", "hai dấu … liền nhau", id="two gaps"),
        pytest.param("đánh…em con", "không đọc được “đánh…em”", id="a gap without spaces"),
    ],
)
def test_a_pattern_that_cannot_match_says_why(pattern: str, fault: str) -> None:
    told = list(wordings.faults(pattern, ["ĐÁNH"]))
    assert fault in " ".join(told)
    assert bool(told) is bool(fault)


def test_a_phrase_that_a_pattern_finds_is_not_kept_twice() -> None:
    pins = Pins((Pin(("bị đánh đau", "đánh nhau", "sợ"), (CALL,), patterns=("bị … ĐÁNH",)),), sets={"ĐÁNH": ("đánh",)})
    head = opened(build([a_page("a/")], SYNONYMS, pins))["index.json"]
    assert head["pins"][0][1] == "đánh_nhau/sợ"  # type: ignore[index]


def test_patterns_are_written_with_sets_by_number_and_their_words_are_known() -> None:
    pins = Pins((Pin(("sợ",), (CALL,), patterns=("ĐÁNH … em/trẻ_con",)),), sets={"ĐÁNH": ("đánh", "bóp cổ")})
    head = opened(build([a_page("a/")], SYNONYMS, pins))["index.json"]
    assert head["pins"][0][3] == "$0 ~ em/trẻ_con"  # type: ignore[index]
    assert head["sets"] == ["đánh/bóp_cổ"]  # type: ignore[index]
    assert {"danh", "bop", "co", "tre"} <= set(whole(head["words"]))  # type: ignore[index]


def test_a_synonym_is_found_by_its_marks_and_not_in_words_that_only_fold_alike() -> None:
    page = a_page("a/", text="tong dai, tông đại, đường đầy nong")
    assert "~0" not in postings(build([page], SYNONYMS, PINS))


def test_postings_are_distances_between_pages() -> None:
    pages = [a_page(f"{name}/", text="trạm" if name in "ac" else "khác") for name in "abcd"]
    assert postings(build(pages, SYNONYMS, PINS))["tram"] == [0, 6]


def test_each_key_lies_in_the_file_whose_beginning_is_the_last_before_it() -> None:
    pages = [a_page(f"{n}/", text=" ".join(f"chu{(n * 7 + i) % 97} so{i}" for i in range(120))) for n in range(60)]
    files = opened(build(pages, SYNONYMS, PINS))
    firsts = whole(files["index.json"]["files"])  # type: ignore[index]
    assert len(firsts) > 2
    for number, first in enumerate(firsts):
        keys = list(files[f"k/{number}.json"][0])  # type: ignore[index]
        following = firsts[number + 1 : number + 2]
        assert keys == sorted(keys)
        assert first <= keys[0]
        assert not following or keys[-1] < following[0]


def test_a_long_page_lies_in_parts_that_share_its_title_and_its_weight() -> None:
    sections = tuple(Section(f"Mục {n}", f"muc-{n}", f"từ{n} " + "chữ " * 150) for n in range(5))
    files = opened(build([Page("dai/", "Trang dài", sections), a_page("ngan/")], SYNONYMS, PINS))
    levels = files["index.json"]["weights"]  # type: ignore[index]
    shown = [files[f"p/{number}.json"] for number in range(len(levels))]
    assert re.fullmatch(r"\w---\w", levels)
    assert [page[:2] for page in shown] == [["dai/", "Trang dài"]] * 4 + [["ngan/", "Một trang"]]  # type: ignore[index]
    assert [section[1] for page in shown[:4] for section in page[2:]] == [f"#muc-{n}" for n in range(5)]  # type: ignore[index]
    found = postings(build([Page("dai/", "Trang dài", sections), a_page("ngan/")], SYNONYMS, PINS))
    assert found["dai"] == [2]
    assert found["tu4"] == [9]


def test_words_of_pins_and_synonyms_are_known_though_no_page_has_them() -> None:
    head = opened(build([a_page("a/")], SYNONYMS, PINS))["index.json"]
    known = dict(zip(whole(head["words"]), head["counts"], strict=True))  # type: ignore[index]
    assert known["chet"] == known["dai"] == known["so"] == "0"
    assert known["chu"] == "1"


def test_a_page_that_is_part_of_another_keeps_its_own_anchor() -> None:
    page = opened(build([a_page("van-ban/#kh-105")], SYNONYMS, PINS))["p/0.json"]
    assert page == ["van-ban/#kh-105", "Một trang", ["Đầu mục", "", "chữ trong trang"]]


def test_a_decomposed_text_is_shown_composed() -> None:
    page = opened(build([a_page("a/", text="tu\u0301y")], SYNONYMS, PINS))["p/0.json"]
    assert page[2][2] == "túy"  # type: ignore[index]


def test_a_site_without_pages_still_has_its_pins() -> None:
    head = opened(build([], SYNONYMS, PINS))["index.json"]
    assert head["targets"] == [["Tổng đài bảo vệ trẻ em", "goi-ngay/tre-em/", "111", "24/24"]]  # type: ignore[index]


def test_building_costs_no_more_a_page_when_there_are_more() -> None:
    """What it takes in milliseconds is printed by `make bench-search`."""
    few, many = (work(partial(build, make(count), SYNONYMS, PINS)) for count in (100, 400))
    assert many <= 4 * few
    assert many <= 10_000 * 400


def test_the_code_for_the_browser_stays_small() -> None:
    scripts = (ROOT / "docs/assets/javascripts").glob("find*.js")
    size = {path.name: len(gzip.compress(small_js(path.read_text(encoding="utf-8")).encode())) for path in scripts}
    assert size["finder.js"] <= 7_000  # as it is sent; 1,400 of it for pins by patterns, marks and what was not found
    assert size["find.js"] <= 1_100  # with the row 115 · 111 · 113 above the list, and why nothing comes
    assert sum(size.values()) <= 11_100
