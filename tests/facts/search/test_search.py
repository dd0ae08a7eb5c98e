"""What the search is given: finished pages cut at their headings, other names, and the editors' tables judged."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import shared
from building import ROOT, Site
from facts.problems import Level
from facts.project import pages
from facts.project.pages import read_pages
from facts.records.models import Commune
from facts.rendering.blocks import Context
from facts.search import pages as search_pages
from facts.search import tables
from facts.search.pages import Written
from facts.site import names
from finder.fold import fold, words
from finder.index import TITLE, Page, Term
from province import GOLDEN
from province import TODAY as GOLDEN_DAY
from samples import HOTLINE, LINE, SOURCE, TODAY, judged


@pytest.fixture(scope="module")
def province() -> Context:
    found, _ = pages.read_site(GOLDEN, date.fromisoformat(GOLDEN_DAY))
    return Context.of(found, date.fromisoformat(GOLDEN_DAY))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return shared.built(tmp_path_factory, GOLDEN, today=GOLDEN_DAY)


def found(context: Context, url: str, html: str, **more: str) -> list[Page]:
    return list(search_pages.pages(context.site, [Written(url, html, **more)]))


@pytest.mark.parametrize(
    ("id", "asked"),
    [
        ("ra-quan", ["năm nay"]),
        ("thang-hanh-dong-2029", ["năm ngoái, năm trước"]),
        ("thang-hanh-dong-2028", ["năm ngoái, năm trước"]),  # which began a year earlier
        ("khong-ngay", []),
    ],
)
def test_a_campaign_is_found_by_how_long_ago_it_was(province: Context, id: str, asked: list[str]) -> None:
    (page,) = found(province, f"chien-dich/{id}/", "<h1>Tên</h1><p>Chữ</p>", record=f"campaigns/{id}")
    assert [term.text for term in page.terms if term.text.startswith("năm ")] == asked


def test_a_page_is_cut_at_its_headings_and_keeps_their_anchors(province: Context) -> None:
    html = '<h1>Tên</h1><p>Đầu.</p><h2 id="hai">Hai</h2><ul><li>Một</li><li>Hai</li></ul><h3>Ba</h3><p>Cuối</p>'
    (page,) = found(province, "huong-dan/x/", html)
    assert page.title == "Tên"
    assert [(s.heading, s.anchor, s.text) for s in page.sections] == [
        ("", "", "Đầu."),
        ("Hai", "hai", "Một · Hai"),
        ("Ba", "", "Cuối"),
    ]


WHITE = [chr(code) for code in range(0x3001) if chr(code).isspace()]


@given(
    text=st.text(" aở", max_size=4) | st.text(st.sampled_from([*WHITE, "a", "\xad", "\u200b", "\u0301"]), max_size=4)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_white_space_words_have_between_them_they_are_given_a_space_apart(
    province: Context, text: str
) -> None:
    (page,) = found(province, "huong-dan/x/", f'<h2 id="hai">b{text}b</h2><p>c{text}c</p>')
    assert [(s.heading, s.text) for s in page.sections] == [tuple(" ".join(f"{x}{text}{x}".split()) for x in "bc")]


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<script>chữ</script>", id="a script"),
        pytest.param('<p class="proof">chữ</p>', id="proof"),
        pytest.param('<ul class="calls"><li>chữ</li></ul>', id="the numbers of every page"),
        pytest.param("<nav>chữ</nav>", id="a list of links"),
        pytest.param("<svg><text>chữ</text></svg>", id="a drawing"),
    ],
)
def test_what_every_page_repeats_is_left_out(province: Context, html: str) -> None:
    (page,) = found(province, "x/", f"<h1>Tên</h1><p>Giữ.</p>{html}<p>Lại.</p>")
    assert [section.text for section in page.sections] == ["Giữ. Lại."]


def test_a_record_of_a_shared_page_is_found_by_itself(province: Context) -> None:
    ids = sorted(province.site.facts.records["sources"])[:2]
    html = "<h1>Nguồn</h1>" + "".join(f'<ul><li id="{id}"><p>Chữ của {id}</p></li></ul>' for id in ids)
    first, *rest = found(province, "nguon/", html)
    assert (first.url, first.sections) == ("nguon/", ())
    assert [page.url for page in rest] == [f"nguon/#{id}" for id in ids]
    assert all(page.title.startswith("Nguồn: ") for page in rest)


def test_what_nobody_has_found_does_not_look_like_a_thing_to_have(province: Context) -> None:
    gap = next(iter(province.site.facts.records["gaps"].values()))
    _, one = found(province, "gioi-thieu/dang-tim/", f'<h1>Đang tìm</h1><p id="{gap.id}">{gap.name}. Đã tìm.</p>')
    assert one.title == f"Chưa tìm thấy: {gap.name}"


def test_a_page_is_found_by_its_topics_and_description_though_they_are_not_shown(province: Context) -> None:
    (page,) = found(province, "x/", "<h1>Tên</h1>", title="Tên khác", description="Một câu.", topics="ngáo đá, vật vã")
    assert page.terms == (Term("Tên khác", TITLE), Term("ngáo đá", TITLE), Term("vật vã", TITLE), Term("Một câu."))


def test_a_page_is_found_by_what_people_ask_in_the_weight_of_a_heading(province: Context) -> None:
    (page,) = found(province, "x/", "<h1>Tên</h1>", asked="bạn rủ hút, nhờ giữ hộ gói đồ")
    assert page.terms == (Term("bạn rủ hút"), Term("nhờ giữ hộ gói đồ"))


def test_every_guide_says_ten_things_that_people_ask_of_it_and_every_part_of_one_some() -> None:
    counts = {
        page.source.removeprefix("huong-dan/"): len(page.meta["asked"].split(","))
        for page in read_pages(ROOT)
        if page.source.startswith("huong-dan/") and "asked" in page.meta
    }
    guides: dict[str, int] = {}
    for path, count in counts.items():
        topic = path.removesuffix(".md").split("/")[0]
        guides[topic] = guides.get(topic, 0) + count
    assert len(guides) == 12
    assert {topic: count for topic, count in guides.items() if count < 9} == {}
    folder = ROOT / "docs/national/huong-dan"
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*/*.md")}
    assert written
    assert written <= set(counts)
    # Ten to begin with, and what each batch of strangers asked since; more would make a guide answer everything.
    assert {path: count for path, count in counts.items() if not 3 <= count <= 24} == {}


def test_an_old_district_is_found_at_its_anchor_and_a_poster_by_its_commune(province: Context) -> None:
    (whole, *districts) = found(province, "xa-phuong/", "<h1>Xã, phường</h1><p>Chữ.</p>")
    assert whole.url == "xa-phuong/"
    assert ("xa-phuong/#huyen-ben-gia", "Huyện Bến Giả (cũ)") in [(page.url, page.title) for page in districts]
    commune = province.site.facts.get(Commune, "ben-that")
    (_, poster) = found(province, "xa-phuong/ben-that/", "<h1>X</h1>", record="communes/ben-that")
    assert (poster.url, poster.title) == ("in/ben-that/", f"Tờ treo: {commune.full_name}")


def test_a_line_is_found_by_its_digits_and_by_its_old_number(province: Context) -> None:
    line = province.site.facts.get("hotlines", "tu-van")
    (page,) = found(province, "goi-ngay/tu-van/", "<h1>Tư vấn</h1>", record="hotlines/tu-van")
    assert [term.text for term in page.terms if term.place == TITLE] == ["0900000001"]
    assert [former.name for former in page.formerly] == [old.value for old in line.formerly]
    assert line.name in page.formerly[0].note


@pytest.mark.parametrize(
    ("kind", "word"), [("programs", "mô hình"), ("campaigns", "chiến dịch")], ids=["programs", "campaigns"]
)
def test_a_record_is_found_by_what_readers_call_its_kind(province: Context, kind: str, word: str) -> None:
    record = province.site.facts.all(kind)[0]
    (page,) = found(province, f"x/{record.id}/", "<h1>Tên</h1>", record=f"{kind}/{record.id}")
    assert Term(word) in page.terms


def test_a_withdrawn_line_is_not_found(province: Context) -> None:
    assert found(province, "goi-ngay/bi-rut/", "<h1>Rút</h1>", record="hotlines/bi-rut") == []


@pytest.mark.parametrize(
    ("id", "note"),
    [
        ("ben-that", "Một phần xã Bến Giả (cũ), Huyện Bến Giả (cũ), nay thuộc Xã Bến Thật."),
        ("an-lanh", "Một phần xã Núi (cũ), Thị xã Lành (cũ), nay thuộc Xã An Lành. Phần còn lại: chưa tìm thấy."),
    ],
)
def test_an_old_unit_of_which_a_part_came_says_so(province: Context, id: str, note: str) -> None:
    page, *_ = found(province, f"xa-phuong/{id}/", "<h1>X</h1>", record=f"communes/{id}")
    assert note in [former.note for former in page.formerly]


@pytest.mark.parametrize(
    ("url", "record", "note"),
    [
        ("xa-phuong/doi/", "communes/doi", "Thành phố Mẫu (cũ) nay có Phường Đồi."),
        (
            "xa-phuong/doi/",
            "communes/doi",
            "Huyện Bến Giả (cũ) nay có Phường Đồi và những nơi khác trong danh sách này.",
        ),
        ("xa-phuong/", "", "Thành phố Mẫu (cũ) nay có Phường Đồi."),
        ("xa-phuong/", "", "Huyện Bến Giả (cũ) nay có 2 xã, phường, là những nơi trong danh sách này."),
    ],
)
def test_an_old_district_says_of_other_units_only_where_it_has_them(
    province: Context, url: str, record: str, note: str
) -> None:
    listed = found(province, url, "<h1>X</h1>", record=record)
    assert note in [former.note for page in listed for former in page.formerly]


def test_numbers_and_guidance_weigh_more_than_plans_and_those_more_than_sources(province: Context) -> None:
    urls = ["goi-ngay/x/", "ke-hoach/x/", "nguon/"]
    weights = [found(province, url, "<h1>X</h1>")[0].weight for url in urls]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3


def test_a_pin_shows_lines_that_answer_and_else_the_page_that_says_why_not(province: Context) -> None:
    pins = tables.pins(province.site, {"goi-ngay/": "Gọi ai"})
    shown = {pin.words[0]: [(target.url, target.dial) for target in pin.shows] for pin in pins.pins}
    assert shown["ngất"] == [("goi-ngay/cap-cuu/", "115")]
    assert shown["bị rút"] == [("goi-ngay/bi-rut/", "")]
    assert shown["bị đánh"][0] == ("goi-ngay/", "")


def test_a_withdrawn_number_is_in_no_title_that_the_search_shows(tmp_path: Path) -> None:
    line = (
        re.sub("^name: .*", "name: Tổng đài 111", HOTLINE, flags=re.MULTILINE) + "publish: withdrawn\nbecause: Sai.\n"
    )
    source = re.sub("^title: .*", "title: Chức năng của Tổng đài 111", SOURCE, flags=re.MULTILINE)
    pin = "pins:\n  - words: [gọi ai]\n    hotlines: [tre-em]\nnothing_found: [tre-em]\n"
    files = {LINE: line, "data/sources/qd-1472.yml": source, "data/pins.yml": pin}
    facts, problems = judged(tmp_path, files)
    assert [problem for problem in problems if problem.level is Level.ERROR] == []
    context = Context.of(facts, TODAY)
    pages = found(context, "nguon/", '<h1>Nguồn</h1><ul><li id="qd-1472"><p>Bộ Mẫu.</p></li></ul>')
    titles = [page.title for page in pages] + [one.name for one in tables.pins(context.site, {}).pins[0].shows]
    assert len(titles) == 3
    assert "111" not in " ".join(titles)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"purpose": "report"}, id="a line to report to"),
        pytest.param({"recheck": "Cần hỏi lại số này."}, id="one to ask about again"),
    ],
)
def test_some_lines_are_read_about_before_they_are_dialed(tmp_path: Path, change: dict[str, str]) -> None:
    text = HOTLINE
    for key, value in change.items():
        text = re.sub(rf"^{key}: .*\n", "", text, flags=re.MULTILINE) + f"{key}: {value}\n"
    facts, problems = judged(tmp_path, {"data/hotlines/tre-em.yml": text})
    assert [p for p in problems if p.code not in ("unknown-reference", "uncited-source")] == []
    (line,) = facts.hotlines
    assert tables.target(line).dial == ""


def test_neither_drafts_nor_withdrawn_numbers_are_in_the_index(built: Site) -> None:
    files = {path: built.read(path) for path in built.paths() if path.startswith("finder/")}
    assert len(files) > 20
    whole = re.sub(r"[ .]", "", "\n".join(files.values()))
    for number in ("0900000003", "0900000004", "0900000005"):
        assert number not in whole
    assert "còn là nháp" not in "\n".join(files.values())


def cards(built: Site) -> list[list[Any]]:
    """What results show of each page."""
    rest = [json.loads(built.read(path)) for path in built.paths() if re.fullmatch(r"finder/\w+/p/\d+\.json", path)]
    *_, best = json.loads(built.read("finder/manifest.json"))
    return [card for some in (best, *rest) for card in some.values()]


def leads_to(section: str) -> str:
    """The anchor of a heading as a card writes it: as it stands, or in digits by the heading's own words."""
    heading, _, written = section.rpartition("#") if "#" in section else (section, "", "")
    if not re.fullmatch("[0-9]{1,2}", written):
        return written
    start, size = int(written[:-1] or 0), int(written[-1])
    return "-".join(list(map(fold, words(heading)))[start : start + size])


def test_the_index_leads_to_pages_and_anchors_that_are_there(built: Site) -> None:
    for url, _, _, *sections in cards(built):
        page, _, anchor = url.partition("#")
        html = built.read(page)
        for wanted in [anchor, *map(leads_to, sections)]:
            assert not wanted or f'id="{wanted}"' in html, f"{url} {wanted}"


def test_moved_pages_and_the_search_itself_are_not_found(built: Site) -> None:
    shown = [card[0] for card in cards(built)]
    assert not {"tim-kiem/", "goi-ngay/ma-cu/", "thoi-tiet/"} & set(shown)
    assert "goi-ngay/tre-em/" in shown


def test_every_name_of_old_stands_in_the_index_with_all_it_became(province: Context) -> None:
    listed = [name for _, under in names.by_letter(province.site) for name in under]
    for commune in province.site.facts.all("communes"):
        for unit in commune.former:
            ends = [there for name in listed if name.name in unit.name for _, there in name.leads_to]
            assert f"xa-phuong/{commune.id}/" in ends
    for line in province.site.facts.hotlines:
        assert (line.name in [name.name for name in listed]) is (line in province.site.live)


def test_the_letters_of_the_index_stand_as_vietnamese_has_them(province: Context) -> None:
    letters = [letter for letter, _ in names.by_letter(province.site)]
    assert letters[0] == "0–9"
    assert len(letters) == len(set(letters))
    assert letters == sorted(letters, key=lambda letter: "Dz" if letter == "Đ" else letter)
