"""The finder as a reader meets it: a small made-up site, served under the strictest policy, in Chromium."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, expect
from playwright.sync_api import Page as Tab
from waiting import ask_last, requests, until

from bench import tables
from bench.made_up import make
from bench.serving import Served, serving
from delivery.small import small_css, small_js
from finder.index import Former, Page, Section, Term, build

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/search/folding.json").read_text(encoding="utf-8"))
NUMBERS = [case for case in json.loads((ROOT / "tests/phones.json").read_text(encoding="utf-8")) if case[0] == "dialed"]

FORM = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="icon" href="{base}icon.svg">
<script type="module" src="{base}assets/javascripts/find.js"></script>
<form class="find" role="search" data-base="{base}" action="{base}tim-kiem/">
<label for="q">Tìm</label> <input id="q" type="search"> <button>Tìm</button></form><main><h1>{title}</h1>{body}</main>"""
RESULTS = """<div id="pinned"></div><p id="status" role="status"></p><ol id="results"></ol><h2>Mục lục A–Z</h2>"""


def section(text: str, heading: str = "", anchor: str = "") -> Section:
    return Section(heading, anchor, text)


PAGES = [
    Page(
        "duong-day-nong/",
        "Số cần nhớ",
        (
            section("Bà con gọi ngay khi thấy người mua bán ma túy. Cuộc gọi được ghi nhận cả ngày lẫn đêm."),
            section("Cả ngày lẫn đêm, kể cả ngày lễ.", "Đường dây nóng trực lúc nào", "goi-luc-nao"),
        ),
        weight=1.5,
        lead="Đường dây nóng của tỉnh, gọi là có người nghe.",
    ),
    Page("ma-tuy-da/", "Ma túy đá là gì", (section("Tinh thể như đường phèn. Đã dùng lâu thì khó ngủ."),)),
    Page("da-bong/", "Giải đá bóng hè", (section("Đội bản đá ba trận. Đường vào sân đã khô."),)),
    Page("methadone/", "Điều trị thay thế", (section("Methadone uống mỗi ngày một lần tại trạm y tế."),)),
    Page("kim/", "Thủy tinh", (section("Cẩn thận mảnh vỡ."),), terms=(Term("0769040404"),)),
    *(
        Page(
            f"xa-phuong/{name}/",
            title,
            (section("Công an xã, trạm y tế."),),
            formerly=(Former("Hưng Mẫu", f"Xã Hưng Mẫu cũ (thành phố Mẫu), nay thuộc {title}"),),
        )
        for name, title in [("thanh-mau", "Phường Thành Mẫu"), ("truong-mau", "Phường Trường Mẫu")]
    ),
    Page(
        "goi-ngay/tre-em/",
        "Số điện thoại hỗ trợ",
        (section("Gọi 111, miễn phí."),),
        formerly=(Former("1800 1567", "1800 1567 là số cũ, nay là 111"),),
    ),
]
SYNONYMS, PINS, PINNED = tables.synonyms(), tables.pins(), tables.read("pins")


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def write_site(folder: Path, pages: list[Page]) -> None:
    """Write the site the finder lives on: its scripts, a home page, the results page, and every page it can find."""
    for part in [*(ROOT / "docs/assets/javascripts").glob("find*.js"), ROOT / "docs/assets/stylesheets/finder.css"]:
        put(folder, {f"assets/{part.parent.name}/{part.name}": part.read_bytes()})
    put(folder, build(pages, SYNONYMS, PINS) | {"icon.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>'})
    for page in [*pages, Page("", "Trang chủ"), Page("tim-kiem/", "Tìm kiếm")]:
        parts = "".join(f'<h2 id="{part.anchor}">{part.heading}</h2><p>{part.text}</p>' for part in page.sections)
        body = RESULTS if page.url == "tim-kiem/" else parts or "<p><input aria-label='khác'></p>"
        html = FORM.format(title=page.title, base="../" * page.url.count("/") or "./", body=body)
        put(folder, {f"{page.url}index.html": html.encode()})


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site in a subfolder of its host: nothing may count on lying at the root."""
    folder = tmp_path_factory.mktemp("finder")
    write_site(folder / "o" / "day", PAGES)
    with serving(folder) as served:
        served.url += "o/day/"
        yield served


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[tuple[Served, Path]]:
    """A site of the test's own, with its folder, to be built anew under the reader's feet."""
    write_site(tmp_path, PAGES)
    with serving(tmp_path) as served:
        yield served, tmp_path


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site of a thousand pages, with the scripts and the style as a build writes them."""
    folder = tmp_path_factory.mktemp("thousand")
    write_site(folder, PAGES)
    shutil.rmtree(folder / "finder")
    put(folder, build([*PAGES, *make(1000 - len(PAGES))], SYNONYMS, PINS))
    for path in (folder / "assets").rglob("find*.*s"):
        path.write_text(
            small_js(path.read_text("utf-8")) if path.suffix == ".js" else small_css(path.read_text("utf-8"))
        )
    with serving(folder) as served:
        yield served


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One profile for all: what it has kept makes pages come faster, and nothing may be stored in it anyway."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    yield context
    context.close()


@pytest.fixture(scope="module")
def one_tab(context: BrowserContext) -> Tab:
    return context.new_page()


@pytest.fixture
def anywhere(one_tab: Tab) -> Iterator[Tab]:
    """A tab, wherever the test before left it; at the end no script error and no policy broken."""
    wrong: list[str] = []

    def told(message: ConsoleMessage) -> None:
        if message.type == "error" and "404" not in message.text:
            wrong.append(message.text)

    def failed(error: Error) -> None:
        wrong.append(str(error))

    one_tab.on("pageerror", failed)
    one_tab.on("console", told)
    yield one_tab
    one_tab.remove_listener("pageerror", failed)
    one_tab.remove_listener("console", told)
    assert wrong == []


@pytest.fixture
def tab(anywhere: Tab, served: Served) -> Tab:
    """The home page."""
    served.answers.clear()
    anywhere.goto(served.url)
    return anywhere


def results(tab: Tab, served: Served, query: str) -> Locator:
    """Open the results page for a query as a link would, and wait until it has answered this one."""
    tab.goto(f"{served.url}tim-kiem/#q={query}")
    expect(tab.locator("#q")).to_have_value(query)
    return answered(tab).locator("> li")


def answered(tab: Tab) -> Locator:
    """Wait until what is listed is the answer to what is typed."""
    items = tab.locator("#results, #find-list")
    expect(items).to_have_attribute("aria-busy", "false")
    return items


def hrefs(items: Locator, served: Served) -> list[str]:
    links: list[str] = items.evaluate_all("items => items.map(item => item.firstElementChild.href)")
    return [link.removeprefix(served.url) for link in links]


def asked(served: Served) -> list[str]:
    root = urlsplit(served.url).path
    return [path.removeprefix(root) for path, _, _ in served.answers]


# ---- Folding


@pytest.mark.parametrize("table", [pytest.param(CASES, id="folding"), pytest.param(NUMBERS, id="numbers")])
def test_the_browser_agrees_with_the_table_python_runs_too(tab: Tab, table: list[list[object]]) -> None:
    names: dict[object, object] = {"one_edit": "oneEdit"}
    given = [[names.get(case[0], case[0]), case[1:-1]] for case in table]
    found = tab.evaluate(
        """async cases => {
            const finder = await import(new URL('assets/javascripts/finder.js', location))
            return cases.map(([name, given]) => finder[name](...given))
        }""",
        given,
    )
    assert [[*case[:-1], answer] for case, answer in zip(table, found, strict=True)] == table


# ---- The list under the form


def test_nothing_loads_before_the_reader_touches_the_form(context: BrowserContext, served: Served) -> None:
    tab = context.new_page()
    tab.clock.install()
    made = requests(tab)
    tab.goto(served.url)
    tab.clock.run_for("10:00")  # whatever a script put off
    last = ask_last(tab, served.url)
    assert {url.removeprefix(served.url) for url in made if url != last} <= {
        "",
        "icon.svg",
        "assets/javascripts/find.js",
    }
    with tab.expect_response("**/finder/manifest.json"):
        tab.locator("#q").focus()
    expect(tab.get_by_role("combobox")).to_be_visible()
    tab.close()


def test_words_without_marks_list_the_page_and_arrows_and_enter_go_to_its_heading(tab: Tab, served: Served) -> None:
    box = tab.locator("#q")
    box.press_sequentially("duong day nong")
    options = tab.get_by_role("option")
    answered(tab)
    expect(options.first).to_contain_text("Số cần nhớ › Đường dây nóng trực lúc nào")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "find-0")
    expect(box).to_be_focused()
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowDown")
    box.press("Enter")
    tab.wait_for_url(f"{served.url}duong-day-nong/#goi-luc-nao")


def test_enter_after_more_was_typed_goes_to_the_results_and_not_to_what_was_chosen_before(
    tab: Tab, served: Served
) -> None:
    box = tab.locator("#q")
    box.press_sequentially("duong day")
    answered(tab)
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "find-0"
    box.press_sequentially(" nong")
    box.press("Enter")
    tab.wait_for_url(f"{served.url}tim-kiem/#q=duong%20day%20nong")


def test_a_link_to_a_search_works_on_the_results_page_before_the_form_is_touched(tab: Tab, served: Served) -> None:
    tab.goto(f"{served.url}tim-kiem/")
    tab.evaluate("location.hash = '#q=methadone'")
    expect(answered(tab).locator("> li a").first).to_have_text("Điều trị thay thế")
    expect(tab.locator("#q")).to_have_value("methadone")


def test_escape_closes_the_list_and_keeps_what_was_typed(tab: Tab) -> None:
    box = tab.locator("#q")
    box.press_sequentially("ma túy")
    answered(tab)
    expect(tab.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(tab.locator("#find-list")).to_be_hidden()
    expect(box).to_have_value("ma túy")


def test_leaving_the_form_closes_the_list(tab: Tab) -> None:
    tab.locator("#q").press_sequentially("ma túy")
    answered(tab)
    expect(tab.get_by_role("option").first).to_be_visible()
    tab.locator("main input").focus()
    expect(tab.locator("#find-list")).to_be_hidden()


def test_a_click_on_an_option_opens_its_page(tab: Tab, served: Served) -> None:
    tab.locator("#q").press_sequentially("methadone")
    answered(tab)
    tab.get_by_role("option").first.click()
    tab.wait_for_url(f"{served.url}methadone/")


def test_a_slash_goes_to_the_form_but_not_out_of_another_field(tab: Tab) -> None:
    tab.locator("main input").press("/")
    expect(tab.locator("main input")).to_have_value("/")
    tab.locator("main input").blur()
    tab.keyboard.press("/")
    expect(tab.locator("#q")).to_be_focused()
    expect(tab.locator("#q")).to_have_value("")


def test_a_pinned_number_is_a_link_that_dials_and_can_be_reached_by_tab(tab: Tab) -> None:
    tab.locator("#q").press_sequentially("qua lieu")
    number = tab.locator(".find-panel a[href='tel:115']")
    answered(tab)
    expect(number).to_be_visible()
    expect(tab.locator(".find-panel [role='status']")).to_contain_text("115 ngay ở trên.")  # and is heard
    tab.keyboard.press("Tab")  # the button of the form
    tab.keyboard.press("Tab")
    expect(number).to_be_focused()


# ---- The results page


def test_enter_opens_the_results_page_with_the_query_in_the_fragment(tab: Tab, served: Served) -> None:
    tab.locator("#q").press_sequentially("tổng đài ")
    tab.locator("#q").press("Enter")
    tab.wait_for_url(f"{served.url}tim-kiem/#q=t%E1%BB%95ng%20%C4%91%C3%A0i%20")
    expect(tab.locator("#q")).to_have_value("tổng đài ")
    items = answered(tab).locator("> li")
    assert sorted(hrefs(items, served)) == ["duong-day-nong/#goi-luc-nao", "goi-ngay/tre-em/"]
    expect(tab.locator("#status")).to_contain_text("Cũng tìm: đường dây nóng")


def test_typing_on_the_results_page_leaves_one_entry_and_sends_nothing_typed(tab: Tab, served: Served) -> None:
    tab.goto(f"{served.url}tim-kiem/")
    before = tab.evaluate("history.length")
    made = requests(tab)
    tab.locator("#q").press_sequentially("duong day nong ma tuy da")
    expect(tab).to_have_url(f"{served.url}tim-kiem/#q=duong%20day%20nong%20ma%20tuy%20da")
    expect(answered(tab).locator("> li a").first).to_be_visible()
    assert tab.evaluate("history.length") == before
    ask_last(tab, served.url)
    assert any("/finder/" in url for url in made)
    assert not [url for url in made if "?" in url or "nong" in url or "tuy" in url]


def test_nothing_is_stored(anywhere: Tab, served: Served, context: BrowserContext) -> None:
    expect(results(anywhere, served, "ma túy đá").first).to_be_visible()
    assert anywhere.evaluate("localStorage.length + sessionStorage.length") == 0
    assert anywhere.evaluate("indexedDB.databases()") == []
    assert context.cookies() == []
    assert anywhere.locator("#q").get_attribute("autocomplete") == "off"
    assert anywhere.locator("#q").get_attribute("spellcheck") == "false"


def test_matches_are_marked_in_the_text_as_it_is_written(anywhere: Tab, served: Served) -> None:
    first = results(anywhere, served, "duong day nong").first
    expect(first.locator("p")).to_have_text("Đường dây nóng của tỉnh, gọi là có người nghe.")
    for part in ("p mark", "a mark"):
        expect(first.locator(part)).to_have_text(["Đường", "dây", "nóng"])
    expect(anywhere.locator("#status em")).to_have_count(0)  # marks left out are nothing that was replaced


def test_a_word_that_only_folds_alike_is_not_marked(anywhere: Tab, served: Served) -> None:
    first = results(anywhere, served, "ma tuy da").first
    expect(first.locator("a")).to_have_text("Ma túy đá là gì")
    expect(first.locator("a mark")).to_have_text(["Ma", "túy", "đá"])
    expect(first.locator("p mark")).to_have_count(0)


def test_exact_marks_come_before_words_that_fold_alike(anywhere: Tab, served: Served) -> None:
    assert hrefs(results(anywhere, served, "đã dùng"), served)[0] == "ma-tuy-da/"
    assert hrefs(results(anywhere, served, "đường vào"), served)[0] == "da-bong/"


@pytest.mark.parametrize(
    ("query", "page"),
    [
        pytest.param("thuỷ tinh", "kim/", id="the tone on the other vowel"),
        pytest.param("dduwowngf daay nongs", "duong-day-nong/#goi-luc-nao", id="raw Telex"),
        pytest.param("d9uo7ng2 da6y no1ng", "duong-day-nong/#goi-luc-nao", id="raw VNI"),
        pytest.param("ma tu\u0301y đa\u0301", "ma-tuy-da/", id="decomposed"),
        pytest.param("metadone", "methadone/", id="one letter left out"),
        pytest.param("metha", "methadone/", id="the beginning of a word"),
        pytest.param("đường dây n", "duong-day-nong/#goi-luc-nao", id="the beginning of the last word"),
        pytest.param("matuyda", "ma-tuy-da/", id="no spaces"),
        pytest.param("đá", "ma-tuy-da/", id="slang alone with its marks"),
        pytest.param("ma túy đá là gì vậy", "ma-tuy-da/", id="a whole question"),
        pytest.param(
            "đường dây nóng tr", "duong-day-nong/#goi-luc-nao", id="the beginning of a word that ends no phrase"
        ),
        pytest.param("thủy t", "kim/", id="one letter after a word"),
        pytest.param("0769 040 404", "kim/", id="a number in groups"),
        pytest.param("+84769040404", "kim/", id="a number with the country code"),
        pytest.param("0769 04", "kim/", id="the beginning of a number"),
        pytest.param("gọi (0769) 040-404", "kim/", id="a number with brackets and a hyphen"),
        pytest.param("+84 (0)769.040.404", "kim/", id="a number with the country code and the zero too"),
        pytest.param("０７６９０４０４０４", "kim/", id="a number in wide digits"),
        pytest.param("O769 04O 4O4", "kim/", id="a number with letters for digits"),
        pytest.param("không bảy sáu chín không bốn không bốn không bốn", "kim/", id="a number in words"),
    ],
)
def test_what_people_type_finds_the_page(anywhere: Tab, served: Served, query: str, page: str) -> None:
    assert hrefs(results(anywhere, served, query), served)[0] == page


@pytest.mark.parametrize(
    ("query", "instead"),
    [
        pytest.param("gọi metadone", "methadone", id="a slip"),
        pytest.param("matuyda", "Ma túy đá", id="joined words"),
        pytest.param("thuyr tinh", "Thủy", id="Telex"),
    ],
)
def test_what_was_looked_for_instead_is_told_and_nothing_else(
    anywhere: Tab, served: Served, query: str, instead: str
) -> None:
    results(anywhere, served, query)
    expect(anywhere.locator("#status em")).to_have_text(instead)


@pytest.mark.parametrize(
    ("query", "absent"),
    [
        pytest.param("giá vinfast ma túy", "giá, vinfast", id="beside words that are there"),
        pytest.param("nấu đá", "nấu", id="a syllable that is no slip of another"),
    ],
)
def test_a_word_that_stands_on_no_page_is_named(anywhere: Tab, served: Served, query: str, absent: str) -> None:
    expect(results(anywhere, served, query).first).to_be_visible()
    expect(anywhere.locator("#status")).to_contain_text(f"Không trang nào có chữ: {absent}.")


def test_a_word_with_other_marks_than_were_typed_comes_after(
    context: BrowserContext, changing: tuple[Served, Path]
) -> None:
    (served, site), tab = changing, context.new_page()
    write_site(site, [Page(f"{n}/", text, (section(text),)) for n, text in enumerate(["Có bán", "Cỏ bàn", "Cờ bạn"])])
    for query, first in (("cỏ", "1/"), ("cờ", "2/"), ("có", "0/")):
        assert hrefs(results(tab, served, query), served)[0] == first
    tab.close()


def test_an_old_commune_leads_to_all_of_todays_and_says_so(anywhere: Tab, served: Served) -> None:
    items = results(anywhere, served, "xa hung mau cu")
    assert sorted(hrefs(items, served)[:2]) == ["xa-phuong/thanh-mau/", "xa-phuong/truong-mau/"]
    expect(items.first.locator("p")).to_contain_text("Xã Hưng Mẫu cũ (thành phố Mẫu), nay thuộc Phường")


@pytest.mark.parametrize("query", ["18001567", "1800 1567", "1800.1567"])
def test_an_old_number_leads_to_todays_and_says_so(anywhere: Tab, served: Served, query: str) -> None:
    items = results(anywhere, served, query)
    assert hrefs(items, served)[0] == "goi-ngay/tre-em/"
    expect(items.first.locator("p")).to_have_text("1800 1567 là số cũ, nay là 111")


def test_nothing_found_tells_what_was_tried_the_nearest_words_and_the_numbers(anywhere: Tab, served: Served) -> None:
    items = results(anywhere, served, "methxxdonzz")
    expect(items).to_have_count(0)
    expect(anywhere.locator("#status")).to_contain_text("Không thấy “methxxdonzz”, cả khi bỏ dấu")
    expect(anywhere.locator("#pinned a[href^='tel:'] b")).to_have_text(["115", "111", "113"])
    anywhere.locator("#status a", has_text="methadone").click()
    expect(items.first.locator("a")).to_have_text("Điều trị thay thế")


def test_markup_in_a_query_is_shown_as_text(anywhere: Tab, served: Served) -> None:
    results(anywhere, served, "<img src=x onerror=alert(1)> zzzzqq")
    expect(anywhere.locator("#status")).to_contain_text("<img src=x onerror=alert(1)> zzzzqq")
    expect(anywhere.locator("#status img")).to_have_count(0)


def test_a_title_comes_before_a_heading_and_that_before_the_text(
    context: BrowserContext, changing: tuple[Served, Path]
) -> None:
    (served, site), tab = changing, context.new_page()
    texts = {"chu/": section("Có nhắc thuốc lào."), "muc/": section("Chữ khác.", "Thuốc lào", "muc")}
    write_site(
        site, [Page("ten/", "Thuốc lào", (section("Chữ khác."),)), *(Page(u, "Trang", (s,)) for u, s in texts.items())]
    )
    assert hrefs(results(tab, served, "thuoc lao"), served) == ["ten/", "muc/#muc", "chu/"]
    tab.close()


def test_a_long_page_is_one_result_that_shows_and_leads_to_the_part_asked_for(
    context: BrowserContext, changing: tuple[Served, Path]
) -> None:
    (served, site), tab = changing, context.new_page()
    parts = tuple(section(f"Điều {n} nói dài. " + "chữ thêm " * 200, f"Mục {n}", f"muc-{n}") for n in range(6))
    last = section("Người mang thai không bị áp dụng.", "Không áp dụng", "khong-ap-dung")
    write_site(site, [*PAGES, Page("luat/", "Luật dài", (*parts, last))])
    served.answers.clear()
    items = results(tab, served, "luật mang thai")
    assert hrefs(items, served) == ["luat/#khong-ap-dung"]
    expect(items.first.locator("a")).to_have_text("Luật dài › Không áp dụng")
    # On a small site all that is shown comes with the head.
    assert not [path for path in asked(served) if "/p/" in path]
    tab.close()


def test_short_slang_is_not_meant_beside_another_word(anywhere: Tab, served: Served) -> None:
    items = results(anywhere, served, "giải đá bóng")
    assert hrefs(items, served)[0] == "da-bong/"
    expect(anywhere.locator("#status")).not_to_contain_text("Cũng tìm")


def test_going_back_and_forth_searches_again(anywhere: Tab, served: Served) -> None:
    results(anywhere, served, "methadone")
    anywhere.evaluate("location.hash = '#q=đá'")
    expect(anywhere.locator("#results > li a").first).to_have_text("Ma túy đá là gì")
    anywhere.go_back()
    expect(anywhere.locator("#results > li a").first).to_have_text("Điều trị thay thế")
    expect(anywhere.locator("#q")).to_have_value("methadone")


def test_more_results_come_when_asked_for(context: BrowserContext, changing: tuple[Served, Path]) -> None:
    (served, site), tab = changing, context.new_page()
    write_site(site, [*PAGES, *(Page(f"xom/{n}/", f"Xóm số {n}") for n in range(15))])
    items = results(tab, served, "xóm")
    expect(items).to_have_count(6)
    expect(tab.locator("#status")).to_contain_text("Có 15 trang, đây là 6 trang gần nhất.")
    tab.get_by_role("button", name="Xem thêm").click()
    expect(items).to_have_count(12)
    tab.get_by_role("button", name="Xem thêm").click()
    expect(items).to_have_count(15)
    expect(tab.get_by_role("button", name="Xem thêm")).to_be_hidden()


# ---- Pins


def test_every_pin_shows_its_numbers_with_and_without_marks(tab: Tab) -> None:
    wanted = [
        (typed, [show.url for show in tables.shown(pin)]) for pin in PINNED["pins"] for typed in tables.typed(pin)
    ]
    answers = tab.evaluate(
        """async queries => {
            const { Index, search } = await import(new URL('assets/javascripts/finder.js', location))
            const index = new Index(new URL('finder/', location).href)
            const pins = []
            for (const query of queries) {
                await search(index, query, 6, told => pins.push(told.map(([, url]) => url)))
            }
            return pins
        }""",
        [typed for typed, _ in wanted],
    )
    seen = zip(wanted, answers, strict=True)
    assert [typed for (typed, urls), answer in seen if not set(urls) <= set(answer)] == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        pytest.param("em muốn chết quá", "khong-chiu-noi/", id="in a sentence"),
        pytest.param("muoons cheets", "khong-chiu-noi/", id="raw Telex"),
        pytest.param("tụ tử", "khong-chiu-noi/", id="a wrong mark"),
        pytest.param("sowj", "khong-chiu-noi/", id="raw Telex of one syllable"),
        pytest.param("em muốn tự tữ", "khong-chiu-noi/", id="ngã for hỏi, one sound in the province"),
        pytest.param(
            "dạ cho em hỏi với là hồi tối đến giờ em cứ ngồi một mình ở đây không biết nói với ai mà em muốn chết quá",
            "khong-chiu-noi/",
            id="at the end of what was dictated in one breath",
        ),
        pytest.param("mẹ ơi con sợ", "khong-chiu-noi/", id="one syllable with its marks in a sentence"),
        pytest.param("gọi 111", "goi-ngay/tre-em/", id="a number in a sentence"),
    ],
)
def test_pins_are_seen_in_what_is_really_typed(anywhere: Tab, served: Served, query: str, first: str) -> None:
    results(anywhere, served, query)
    assert anywhere.locator("#pinned a").first.get_attribute("href") in (served.url + first, "tel:111")


def test_a_pin_with_no_page_below_it_is_not_called_nothing(anywhere: Tab, served: Served) -> None:
    expect(results(anywhere, served, "rach tay")).to_have_count(0)
    expect(anywhere.locator("#pinned a[href$='khong-chiu-noi/']")).to_be_visible()
    expect(anywhere.locator("#status")).to_have_text("115 ngay ở trên.")


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        pytest.param("chồng đập vợ", ["113", "111"], id="a pattern"),
        pytest.param("ck e hay dap e", ["113", "111"], id="shortened, with words between"),
        pytest.param("k mun sog nua", ["115", "111"], id="as people write"),
        pytest.param("lay nó mãi không thấy dậy", ["115"], id="gaps"),
        pytest.param("bị mấy đứa lớp trên đánh", ["113", "111"], id="four words in a gap"),
        pytest.param("mẹ em ngày nào đi làm về cũng lấy đòn gánh phang", ["113", "111"], id="in any order, far apart"),
        pytest.param("môi nó thâm lại", ["115"], id="a weak word with someone in it"),
        pytest.param("em co giật khi uống cà phê", ["115"], id="what only asks, from who is in it"),
        pytest.param("chồng đánh tôi thì phạt thế nào", ["113", "111"], id="a question of law from who is in it"),
        pytest.param(
            "chong doa giet hai me con roi tu sat", ["113", "111", "115"], id="who means to kill others first"
        ),
        pytest.param(
            "em bi lua sang lao, ho giu giay to", ["113", "111", "111"], id="the police first for who is held"
        ),
    ],
)
def test_patterns_are_seen_with_gaps_and_as_people_shorten(
    anywhere: Tab, served: Served, query: str, numbers: list[str]
) -> None:
    results(anywhere, served, query)
    expect(anywhere.locator("#pinned a[href^='tel:'] b")).to_have_text(numbers)


@pytest.mark.parametrize(
    "query",
    [
        *("so sánh giá", "nghiên cứu", "cá chép", "giải bóng"),
        *("khởi tố cha dượng hiếp dâm", "bài văn về bạo lực học đường", "luật bảo vệ trẻ em bị xâm hại"),
        *(
            "thâm lại",
            "co giật khi uống cà phê",
            "vì sao thúy kiều nhảy xuống sông",
            "vì sao anh ấy tự sát trong truyện",
        ),
        *("số vụ ma túy bị bắt năm 2023", "đánh giá kết quả cho em", "tu van cho con", "danh mục chất ma túy"),
        *("bi ban be noi xau", "dang ky ket hon nguoi lao", "giam sat nguoi nghien", "an duong vuong chem my chau"),
    ],
)
def test_pins_are_not_seen_in_words_that_only_fold_alike(anywhere: Tab, served: Served, query: str) -> None:
    results(anywhere, served, query)
    assert anywhere.locator("#pinned a[href*='khong-chiu-noi']").count() == 0


# ---- Hosts and readers as they are


def test_an_index_of_an_older_build_is_read_anew_once(context: BrowserContext, changing: tuple[Served, Path]) -> None:
    (served, site), tab = changing, context.new_page()
    expect(results(tab, served, "methadone")).to_have_count(1)
    shutil.rmtree(site / "finder")
    write_site(site, [*PAGES, Page("moi/", "Trang mới", (section("Bệnh viện tâm thần."),))])
    served.answers.clear()
    tab.locator("#q").fill("bệnh viện tâm thần")
    expect(tab.locator("#results > li a").first).to_have_text("Trang mới")
    assert asked(served).count("finder/manifest.json") == 1


HELD_BACK = """
    const real = fetch
    let answer
    const isAsked = new Promise(done => { answer = done })
    window.fetch = async (url, set) => {
        if (String(url).includes('/k/')) answer()
        const response = await real(url, set)
        if (!String(url).endsWith('manifest.json')) return response
        const [first, ...rest] = (await response.text()).split('\\n').map(line => new TextEncoder().encode(line + '\\n'))
        return new Response(new ReadableStream({ async start(to) {
            to.enqueue(first)
            await isAsked
            rest.forEach(line => to.enqueue(line))
            to.close()
        } }))
    }"""


def test_postings_are_asked_for_before_the_second_line_of_the_head_has_come(
    context: BrowserContext, served: Served
) -> None:
    """On a slow line pins and what results show come while the host already looks for the words."""
    tab = context.new_page()
    tab.add_init_script(HELD_BACK)
    expect(results(tab, served, "methadone").first.locator("a")).to_have_text("Điều trị thay thế")
    tab.close()


# One line of the head never comes.
WITHOUT_LINE = """
    const real = fetch
    window.fetch = async (url, set) => {
        const response = await real(url, set)
        if (!String(url).endsWith('manifest.json')) return response
        const lines = (await response.text()).split('\\n').slice(0, LINE)
        return new Response(new ReadableStream({ start: to => to.enqueue(new TextEncoder().encode(lines.join('\\n') + '\\n')) }))
    }"""


def test_a_number_is_put_first_while_what_results_show_is_still_on_its_way(
    context: BrowserContext, served: Served
) -> None:
    tab = context.new_page()
    tab.add_init_script(WITHOUT_LINE.replace("LINE", "2"))
    tab.goto(f"{served.url}tim-kiem/#q=gọi qua lieu")
    expect(tab.locator("#pinned a[href='tel:115']")).to_be_visible()
    expect(tab.locator("#results")).to_have_attribute("aria-busy", "true")
    tab.close()


def test_a_whole_syllable_that_no_page_has_is_not_cut_in_two(anywhere: Tab, served: Served) -> None:
    """There are khô and an."""
    assert results(anywhere, served, "khoản").count() == 0
    expect(anywhere.locator("#status")).to_contain_text("Không thấy “khoản”")


def test_a_search_that_cannot_be_had_says_where_the_numbers_are(
    context: BrowserContext, changing: tuple[Served, Path]
) -> None:
    (served, site), tab = changing, context.new_page()
    shutil.rmtree(site / "finder")
    results(tab, served, "methadone")
    expect(tab.locator("#status a")).to_have_attribute("href", f"{served.url}tim-kiem/")
    assert asked(served).count("finder/manifest.json") == 2


def test_without_script_the_form_leads_to_the_results_page_with_no_query_in_the_address(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(served.url)
    tab.locator("#q").fill("ma túy")
    tab.get_by_role("button", name="Tìm").click()
    assert tab.url.rstrip("?") == f"{served.url}tim-kiem/"
    context.close()


@pytest.mark.parametrize("query", ["duong day nong", "con em chơi đá thì phải làm gì", "dau hieu con dung ma tuy"])
def test_the_first_result_at_1000_pages_costs_few_requests_and_little(
    browser: Browser, thousand: Served, query: str
) -> None:
    """It was 30 KB in up to 38 files: a quarter more may be spent for asking seldom, and for wordings of a crisis."""
    context = browser.new_context()  # with nothing kept from before
    tab = context.new_page()
    tab.goto(f"{thousand.url}tim-kiem/")
    made = requests(tab)
    thousand.answers.clear()
    tab.locator("#q").fill(query)
    expect(tab.locator("#results > li a").first).to_be_visible()
    ask_last(tab, thousand.url)
    assert f"{thousand.url}assets/stylesheets/finder.css" in made
    wanted = {url.removeprefix(thousand.url) for url in made if "icon" not in url}  # that comes when it comes
    until(lambda: wanted <= set(asked(thousand)))
    # 6,000 bytes less since phrases of pins lie with the words that a query asks for anyway.
    # 1,000 more for a fifth file of words: of 840 long questions that nobody had tuned for it answers 20 more with the first result.
    # The wordings that two writers' practice showed missing are 300 of these; 400 more those of batches 14 to 17.
    assert 10_000 < thousand.bytes() <= 36_800
    # The head, five of postings, six of what is shown.
    assert len([path for path in asked(thousand) if path.startswith("finder/")]) <= 12
    context.close()
