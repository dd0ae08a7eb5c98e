"""Three sets of fonts, wide to narrow: on paper and on screens nothing is cut, no number broken, nothing over another.

Wherever the site is read or printed, the machine's font must not decide whether a number can be read. A few sheets are
tried in `make test`, those with the longest names first; all of them in `make test-all`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from chromium import launch
from fonts import SETS
from kinds import LIGHT
from playwright.sync_api import Browser, Page, Playwright
from serving import serve

import building
from building import DAY, PROVINCE, Site
from facts.records import when
from facts.site.sheets import ALL, paper
from facts.site.site import Site as Published
from facts.site.store import Facts
from facts.site.words import say_day
from province import GOLDEN
from province import TODAY as GOLDEN_DAY

# Sheets are looked at as they print (A4 at 96 dots an inch), on a phone and on a desk.
VIEWS = (("print", 794), ("screen", 360), ("screen", 1280))

# What is wrong with the parts of a page that `boxes` names, each a whole in itself: a sheet, a card on it.
FAULTS = """boxes => {
  const told = [], texts = []
  const shown = it => it.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}) && !it.closest('.sr, .skip')
  if (document.documentElement.scrollWidth > innerWidth) told.push(`the page is ${document.documentElement.scrollWidth} wide`)
  for (const box of [...document.querySelectorAll(boxes)].filter(shown)) {
    const edge = box.getBoundingClientRect()
    if (edge.left < -.5 || edge.right > innerWidth + .5) told.push(`sticks out: ${edge.left} to ${edge.right}`)
    if (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
      told.push(`cut: ${box.scrollWidth} x ${box.scrollHeight} in ${box.clientWidth} x ${box.clientHeight}`)
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node; node = walker.nextNode();) {
    const it = node.parentElement, box = it.closest(boxes)
    if (!box || !node.data.trim() || !shown(it)) continue
    const [edge, range, words] = [box.getBoundingClientRect(), document.createRange(), node.data.trim().slice(0, 30)]
    range.selectNodeContents(node)
    for (const line of range.getClientRects()) {
      if (line.width <= 1) continue
      if (line.left < edge.left - .5 || line.right > edge.right + .5 || line.top < edge.top - .5 || line.bottom > edge.bottom + .5)
        told.push(`outside: ${words}`)
      const inset = line.height * .22   // a line of text is lower than the room its font asks for
      texts.push({it, words, l: line.left, r: line.right, t: line.top + inset, b: line.bottom - inset})
    }
    // Phone numbers and days; not a plain number in a sentence.
    for (const {0: number, index} of node.data.matchAll(/[0-9]+(?:[ .\\/][0-9]+)*/g)) {
      range.setStart(node, index)
      range.setEnd(node, index + number.length)
      if (new Set([...range.getClientRects()].map(line => Math.round(line.top))).size > 1) told.push(`broken: ${number}`)
    }
  }
  texts.sort((a, b) => a.t - b.t)
  texts.forEach((a, i) => {
    for (let j = i + 1; j < texts.length && texts[j].t < a.b; j++) {
      const b = texts[j]
      if (a.it !== b.it && Math.min(a.r, b.r) - Math.max(a.l, b.l) > 1 && Math.min(a.b, b.b) - b.t > 1) told.push(`over: ${a.words} / ${b.words}`)
    }
  })
  return [...new Set(told)]
}"""
SHEET = ".sheet, .card"


@pytest.fixture(scope="module", params=SETS)
def typeset(request: pytest.FixtureRequest, playwright: Playwright) -> Iterator[Browser]:
    """A browser that has one set of fonts."""
    browser = launch(playwright, fonts=request.param)
    yield browser
    browser.close()


WIDEST = pytest.mark.parametrize("typeset", ["wide"], indirect=True)
# The middle one is between: in `make test-all`.
ENDS = pytest.mark.parametrize("typeset", ["wide", "narrow"], indirect=True)


@pytest.fixture
def page(typeset: Browser) -> Iterator[Page]:
    """A page in it."""
    page = typeset.new_page(bypass_csp=True)  # one test adds a style
    yield page
    page.close()


@pytest.fixture(scope="module")
def address(site_at_root: Site) -> Iterator[str]:
    """Where the site is served that knows its own address: posters have it on them."""
    with serve(site_at_root.folder) as origin:
        yield origin + "/"


def names(facts: Facts) -> dict[str, str]:
    """Id → what every sheet is called, the longest first."""
    called = {commune.id: commune.full_name for commune in facts.all("communes")} | {ALL: PROVINCE}
    return dict(sorted(called.items(), key=lambda one: (-len(one[1]), one[0])))


def sample(facts: Facts) -> list[str]:
    """The two longest names, the shortest, and the province."""
    ids = list(names(facts))
    return [*ids[:2], ids[-1], ALL]


def faults_of(page: Page, sheets: list[str], views: tuple[tuple[str, int], ...] = VIEWS) -> list[str]:
    """What is wrong with the sheets at these addresses, in every view."""
    found = []
    for sheet in sheets:
        page.emulate_media(media="screen")
        page.goto(sheet)
        for media, width in views:
            page.emulate_media(media=media)  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": 1123})
            found += [f"{sheet} {media} {width}: {one}" for one in page.evaluate(FAULTS, SHEET)]
    return found


def both(address: str, ids: list[str]) -> list[str]:
    return [f"{address}in/{id}/{kind}" for id in ids for kind in ("", "the/")]


def test_a_browser_of_the_tests_has_one_set_of_fonts_and_nothing_of_the_machine(
    page: Page, request: pytest.FixtureRequest
) -> None:
    """Whatever is asked for, with every mark of Vietnamese, in every weight that the site uses."""
    letters = "ẢẮẰẲẴẶẤẦẨẪẬẺẼẾỀỂỄỆỈỊỎỐỒỔỖỘỚỜỞỠỢỦỨỪỬỮỰỲỴỶỸĐ".lower() + "0123456789"
    families = ("system-ui", "sans-serif", "Georgia, serif", "Arial")
    page.set_content(
        "".join(
            f'<p style="font-family: {family}; font-weight: {weight}">{letters}</p>'
            for family in families
            for weight in (400, 600, 700, 800)
        )
    )
    asked = page.context.new_cdp_session(page)
    asked.send("DOM.enable")
    asked.send("CSS.enable")
    root = asked.send("DOM.getDocument")["root"]["nodeId"]
    paragraphs = asked.send("DOM.querySelectorAll", {"nodeId": root, "selector": "p"})["nodeIds"]
    family, _ = SETS[request.node.callspec.params["typeset"]]
    for node in paragraphs:
        used = asked.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert [font["familyName"].startswith(family) for font in used] == [True], "letters from another font"
    assert len(paragraphs) == 16


@ENDS
def test_a_sheet_is_whole_on_paper_and_on_screens(page: Page, address: str, facts: Facts) -> None:
    assert faults_of(page, both(address, sample(facts))) == []


@pytest.mark.exhaustive
def test_every_sheet_is_whole_on_paper_and_on_screens(page: Page, address: str, facts: Facts) -> None:
    sheets = both(address, list(names(facts)))
    assert len(sheets) > 250
    assert faults_of(page, sheets, (*VIEWS, ("screen", 320), ("screen", 768))) == []


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        pytest.param(
            ".card ul li b { min-width: 0; width: 7mm; white-space: normal !important; overflow-wrap: anywhere }",
            "broken: 115",
            id="broken",
        ),
        pytest.param(".card li b { min-width: 0; width: 7mm; font-size: 12mm }", "over: 115", id="over another"),
        pytest.param(".card li { font-size: 5mm } .sheet ul { flex-wrap: nowrap }", "outside: ", id="cut"),
        pytest.param(".cards-sheet { grid-template-columns: repeat(2, 120mm) }", "sticks out: ", id="beyond the paper"),
    ],
)
@WIDEST
def test_what_is_wrong_with_a_sheet_is_seen(page: Page, address: str, rule: str, fault: str) -> None:
    page.goto(address + "in/ca-tinh/the/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    assert page.evaluate(FAULTS, SHEET) == []
    page.evaluate(
        "rule => document.head.append(Object.assign(document.createElement('style'), {textContent: rule}))", rule
    )
    assert [one for one in page.evaluate(FAULTS, SHEET) if one.startswith(fault)]


# --- what records may say ----------------------------------------------------------------------------------------------

# As long as `call_when` (60 letters) and `answers` (15 words) may be; some of the widest words there are.
WHEN = "Thường xuyên nghiêng người, chuyển nhượng, trưởng phường xin"
ANSWERS = "Nghiêng nghiêng trưởng phường chuyển nhượng thường xuyên khoảng trường thương tường chứng những chuyện."


def at_the_limits(root: Path) -> None:
    """Four lines on a card, two of them with ten digits, and as many words beside each as there may be."""
    for file in (root / "data" / "hotlines").glob("*.yml"):
        text = re.sub(r"^(call_when|answers|called_on): .*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        if file.stem == "cong-an":
            text += "publish: withdrawn\nbecause: Để thử.\n"
        if file.stem in ("tu-van", "can-hoi-lai"):
            text += "called_on: 2030-01-11\n"
        file.write_text(text + f"call_when: {WHEN}\nanswers: {ANSWERS}\n", encoding="utf-8")
    settings = root / "mkdocs.yml"
    operator = "operator: Trung tâm Kiểm soát bệnh tật và Phòng, chống tệ nạn xã hội"
    settings.write_text(settings.read_text(encoding="utf-8").replace("operator: Sở Mẫu", operator), encoding="utf-8")


def made(factory: pytest.TempPathFactory, name: str, change: Callable[[Path], None] = lambda _: None) -> Path:
    root = building.assemble(factory.mktemp(name) / "project", GOLDEN)
    change(root)
    return root


@pytest.fixture(scope="module")
def extremes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The made-up province with sheets as full as they may be, and long past the day they hold until: name → address."""
    sites = {
        "full": building.build(
            made(tmp_path_factory, "full", at_the_limits),
            today=GOLDEN_DAY,
            site_url="https://phong-chong-te-nan.song-mau.gov.example/",
        ),
        "past": building.build(
            made(tmp_path_factory, "past"), today="2032-06-15", site_url="https://song-mau.example/"
        ),
    }
    with serve(sites["full"].folder) as full, serve(sites["past"].folder) as past:
        yield {"full": full + "/", "past": past + "/"}


@pytest.mark.parametrize("which", ["full", "past"])
def test_a_sheet_is_whole_whatever_its_records_say(page: Page, extremes: dict[str, str], which: str) -> None:
    sheets = both(extremes[which], ["an-lanh", ALL])
    page.goto(sheets[1])
    said = page.locator(".card").first.inner_text()
    if which == "full":
        assert [number for number in ("115", "111", "0900 000 001", "1800 0001") if number not in said] == []
    else:
        assert "Quá hạn kiểm tra" in said
    assert faults_of(page, sheets) == []


# --- what other programs read ------------------------------------------------------------------------------------------


def printed(page: Page, sheet: str, **how: object) -> list[str]:
    """The text of each page of a PDF, its white space made one."""
    page.goto(sheet)
    made = pypdfium2.PdfDocument(page.pdf(print_background=True, **how))  # type: ignore[arg-type]
    return [re.sub(r"\s+", " ", made[n].get_textpage().get_text_range()) for n in range(len(made))]


def unread(page: Page, address: str, facts: Facts, ids: list[str]) -> list[str]:
    """Numbers, days and names that are not in the text of a sheet, as often as they stand on it."""
    found = paper(Published.of(facts, when.date.fromisoformat(DAY)))
    assert found
    missing = []
    called = names(facts)
    for sheet in both(address, ids):
        is_card, id = sheet.endswith("/the/"), sheet.split("/in/")[1].split("/")[0]
        texts = printed(page, sheet, prefer_css_page_size=True)
        lines = found.lines[:4] if is_card else found.lines
        wanted = [one.channel.value for one in lines] + [called[id]]
        wanted += [f"{say_day(day)}" for day in (found.checked_on, found.holds_until)]
        missing += [f"{sheet}: {one}" for one in wanted if texts[0].count(one) < (10 if is_card else 1)]
        missing += [f"{sheet}: {len(texts)} pages"] * (len(texts) != 1)
    return missing


def test_every_number_and_day_is_in_the_text_of_what_is_printed(page: Page, address: str, facts: Facts) -> None:
    assert unread(page, address, facts, sample(facts)) == []


@pytest.mark.exhaustive
def test_every_number_and_day_is_in_the_text_of_every_sheet(page: Page, address: str, facts: Facts) -> None:
    assert unread(page, address, facts, list(names(facts))) == []


@WIDEST
def test_a_line_s_number_stands_on_its_first_sheet(page: Page, address: str, facts: Facts) -> None:
    """A card taller than what is left of a sheet begins there all the same: no sheet has the site's name alone."""
    margins = dict.fromkeys(("top", "right", "bottom", "left"), "1cm")
    for line in facts.hotlines:
        first = printed(page, f"{address}goi-ngay/{line.id}/", format="A4", margin=margins)[0]
        assert line.answers in first, line.id
        assert all(channel.value in first for channel in line.dialed), line.id


# --- pages -------------------------------------------------------------------------------------------------------------


# How high a page may be at 360 pixels, with the middle font; the widest may take a tenth more.
HEIGHTS = {"": 2300, "goi-ngay/": 3800}


def test_no_number_is_broken_and_nothing_lies_over_another_on_pages_of_numbers(
    page: Page, address: str, request: pytest.FixtureRequest
) -> None:
    found = []
    slack = 1.1 if request.node.callspec.params["typeset"] == "wide" else 1
    for path in LIGHT.values():
        page.goto(address + path)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            whole = "a.call, a.big, a.sms, .tel, .value"
            found += [f"{path} {width}: {one}" for one in page.evaluate(FAULTS, whole)]
            if (
                width == 360
                and (height := page.evaluate("document.documentElement.scrollHeight"))
                > HEIGHTS.get(path, height) * slack
            ):
                found.append(f"{path}: {height} pixels high")
    assert found == []
