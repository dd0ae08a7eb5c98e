"""A withdrawal is total, and nothing holds it up: one line, however it is written, and the number is in no file of the site."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import building
from building import Site
from facts.numbers import spotting
from facts.numbers.phones import dialed, grouped
from facts.problems import Level, Problem
from facts.project import pages
from facts.records import when
from facts.records.kinds import FOLDERS
from facts.site import off
from facts.site.off import anchors_with, html_without
from facts.site.standing import Numbers
from province import GOLDEN
from province import TODAY as GOLDEN_DAY
from samples import HOTLINE, LINE, SOUND, TODAY, changed, write

NUMBER = changed(HOTLINE, '"111"', '"0900 000 001"')


def read(root: Path, text: str) -> tuple[bool, list[Problem]]:
    facts, problems = pages.read_site(write(root, {**SOUND, LINE: text}), TODAY)
    line = facts.find("hotlines", "tre-em")
    return line is not None and when.is_withdrawn(line, TODAY), problems


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("publish: withdrawn\n", id="one line"),
        pytest.param("Publish: withdrawn\n", id="a capital"),
        pytest.param("PUBLISH: WITHDRAWN\n", id="capitals"),
        pytest.param("Publish: Withdrawn\nBecause: Số đã đổi.\n", id="capitals of a phone's keyboard"),
        pytest.param("publish: Withdrawn.\n", id="a full stop"),
        pytest.param('publish: "withdrawn"\n', id="quotes"),
        pytest.param("publish: “withdrawn”\n", id="curly quotes"),
        pytest.param("publish : withdrawn\n", id="a space before the colon"),
        pytest.param("publish:withdrawn\n", id="no space after the colon"),
        pytest.param("publish:   withdrawn   # gấp\n", id="a comment"),
        pytest.param("publish: withdrawn, số sai\n", id="a comma, and why"),
        pytest.param("publish: withdrawn!\n", id="a cry"),
        pytest.param("publish:\u00a0withdrawn\u00a0\n", id="spaces of another kind"),
        pytest.param("publish：withdrawn\n", id="a wide colon"),
        pytest.param("publish = withdrawn\n", id="an equals sign"),
        pytest.param("publish: [withdrawn]\n", id="brackets"),
        pytest.param("'publish': 'withdrawn'\n", id="a field in quotes"),
        pytest.param("publish: withdrawn\nbecause: |\nsố sai\n", id="a text that is not indented"),
        pytest.param("publish: withdrawn\nbecause: Số sai: gọi 111\n", id="a second colon"),
        pytest.param("publish: withdrawn\nbecause: 'Số sai\n", id="a quote that is not closed"),
        pytest.param("publish: withdrawn\nbecause: “Số sai: gọi nhầm”\n", id="curly quotes around a colon"),
        pytest.param("publish: withdrawn\nbecause: @ban báo\n", id="a sign that YAML refuses"),
        pytest.param("publish: withdrawn\nbecause: [Số sai\n", id="a bracket"),
        pytest.param("publish: withdrawn\nbecause: &a *b\n", id="an anchor"),
        pytest.param("publish: withdrawn\nbecause: " + "dài " * 200 + "\n", id="too long a reason"),
        pytest.param("publish: withdrawn\nbecause:\n", id="an empty reason"),
        pytest.param("publish: withdrawn\nvi-sao: Số sai\n", id="an unknown field"),
        pytest.param("publish: withdrawn\nnote: a\nnote: b\n", id="a field twice"),
        pytest.param("publish: draft\npublish: withdrawn\nbecause: Sai\n", id="a draft before"),
        pytest.param("publish: withdrawn\ncalled_on: hôm qua\n", id="a wrong day"),
        pytest.param("publish: withdrawn\nnote: Gọi\u200b nhầm\n", id="an unseen sign"),
        pytest.param("publish: withdrawn\nreview_days: nhiều\n", id="a wrong figure"),
        pytest.param("publish: withdrawn\n\tnote: x\n", id="a tab at the beginning of a line"),
    ],
)
def test_nothing_but_a_file_that_cannot_be_read_holds_a_withdrawal_up(tmp_path: Path, lines: str) -> None:
    is_off, problems = read(tmp_path, NUMBER + lines)
    assert is_off
    assert [str(problem) for problem in problems if problem.level is Level.ERROR] == []


PLACE = "data/places/tram-mau.yml"
AROUND_IT = ("agencies/so-mau.yml", "sources/bao-song-mau.yml", "communes.yml", "province.yml")
AT_A_PLACE = {"02380000001", "0900000011"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("note: Máy bàn của trạm.", "note: Máy bàn: của trạm", id="a second colon in a channel"),
        pytest.param("cost: standard", "cost: rẻ", id="a wrong word in a channel"),
        pytest.param('opens: "07:00"', 'opens: "7h"', id="a wrong hour"),
        pytest.param("kind: call", "kind: phone", id="a wrong kind"),
        pytest.param('"0238 0000 001"', '"0238 0000 001', id="a quote that is not closed"),
        pytest.param('"0238 0000 001"', "0238 0000 001 (mới)", id="words behind the number"),
        pytest.param("name: Trạm", "nam: 1\nname: Trạm", id="an unknown field"),
    ],
)
def test_whatever_is_wrong_with_a_channel_its_number_is_withdrawn(tmp_path: Path, old: str, new: str) -> None:
    """A number that was left out with its channel would be a stranger's on the page that names it, and stop the build."""
    text = changed((GOLDEN / PLACE).read_text(encoding="utf-8"), old, new)
    sources = {f"data/{path}": (GOLDEN / "data" / path).read_text(encoding="utf-8") for path in AROUND_IT}
    page = "---\ntitle: Trang\n---\n\n# Trang\n\nGọi [trạm](tel:02380000001), hoặc 0900.000.011.\n"
    root = write(tmp_path, {**sources, PLACE: text + "publish: withdrawn\n", "docs/trang.md": page})
    facts, problems = pages.read_site(root, date.fromisoformat(GOLDEN_DAY))
    assert Numbers.of(facts, date.fromisoformat(GOLDEN_DAY)).gone >= AT_A_PLACE
    of_them = [problem for problem in problems if problem.place.path in (PLACE, "docs/trang.md")]
    assert [str(problem) for problem in of_them if problem.level is Level.ERROR] == []
    assert PLACE in {problem.place.path for problem in of_them}


def test_a_former_number_at_a_place_is_told_where_it_belongs(tmp_path: Path) -> None:
    text = (GOLDEN / PLACE).read_text(encoding="utf-8") + 'formerly:\n  - value: "0900000009"\n'
    _, problems = pages.read_site(write(tmp_path, {PLACE: text}), date.fromisoformat(GOLDEN_DAY))
    (problem,) = (one for one in problems if one.code == "unknown-field")
    assert "Chỉ đường dây (hotlines) có trường ấy" in problem.message


def test_what_is_wrong_beside_it_is_still_told_at_its_line(tmp_path: Path) -> None:
    _, problems = read(tmp_path, NUMBER + "Publish: Withdrawn\nbecause: Số sai: gọi 111\n")
    last = NUMBER.count("\n")
    assert {problem.place.line for problem in problems} <= {last + 1, last + 2}
    assert len(problems) > 0


@pytest.mark.parametrize(
    "lines",
    ["publish: withdraw\n", "publish: false\n", "# publish: withdrawn\n", "  publish: withdrawn\n", "publish:\n"],
)
def test_what_says_no_such_thing_takes_nothing_off(tmp_path: Path, lines: str) -> None:
    is_off, _ = read(tmp_path, NUMBER + lines)
    assert not is_off


# --- planted everywhere --------------------------------------------------------------------------------------------


def spellings(number: str) -> list[str]:
    """A number as people write it: each is the number to whoever reads it."""
    if len(number) < 7:
        return [f"gọi {number}", f"tổng đài {number}"]
    cut = grouped(number)
    plain = [number, *(cut.replace(" ", sign) for sign in (" ", ".", "-", "–", "  "))]
    plain += [f"({number[:4]}) {number[4:]}", " ".join(number)]
    return [*plain, f"+84 {cut[1:]}", f"+84{number[1:]}"] if number.startswith("0") else plain


def page_of(number: str, measure: str) -> str:
    """A page that says a number in every place of its own and in every spelling."""
    words = spellings(number)
    front = f'title: "Trang {words[0]}"\ndescription: "Một câu {words[1]}."\ntopics: "{words[0]}, khác"\ncrumb: "{words[0]}"'
    said = [
        *(f"Câu {word} ở giữa." for word in words),
        f"Số {words[1].replace(' ', '&nbsp;')} và {words[-1].replace(' ', chr(10))}.",
        f"[Gọi](tel:{number}), [{number}]( tel:{number}), [gấp](<tel:{number}>), [nhắn](sms:{number}).",
        f"- một {words[-1]}\n- hai",
        f"| a | b |\n| - | - |\n| {words[0]} | c |",
        f"## Đề mục {words[0]} {{ #muc-{number} }}",
        f"[Xem chỗ ấy](#muc-{number}).",
        f'{{{{ caution("Đừng {words[1]} nữa") }}}}',
        f'{{{{ targets(measure="{measure}", caption="Bảng {words[0]}") }}}}',
        f"![Hình {words[0]}](trong.png)",
    ]
    if len(number) > 6:
        said += [
            f"[Zalo](https://zalo.me/{number}).",
            f"{number[:4]}**{number[4:]}** và {number[:4]}<wbr>{number[4:]}.",
        ]
    return f"---\n{front}\n---\n\n# Trang {words[0]}\n\n" + "\n\n".join(said) + "\n"


def plant(root: Path, numbers: list[str], measure: str) -> None:
    """Put numbers into every place where an editor writes words: pages, names and notes of records, tables."""
    for index, number in enumerate(numbers):
        (root / "docs" / f"trong-{index}.md").write_text(page_of(number, measure), encoding="utf-8")
    (root / "docs" / "trong.png").write_bytes((GOLDEN / "docs" / "hinh" / "mau.png").read_bytes())
    words = [word for number in numbers for word in spellings(number)]
    for index, record in enumerate(sorted((root / "data").rglob("*/*.yml"))):
        text = record.read_text(encoding="utf-8")
        if re.search(r"^publish:", text, re.MULTILINE) or record.parent.name not in FOLDERS:
            continue
        word = words[index % len(words)]
        if not re.search(r"^note:", text, re.MULTILINE):
            text = text.rstrip("\n") + f'\nnote: "Ghi chú {word}."\n'
        if name := re.search(r'^(name|title|for_whom|summary|what): (?:"(.*)"|([^"\n>|]*))$', text, re.MULTILINE):
            text = text.replace(name[0], f'{name[1]}: "{name[2] or name[3]} {word}"', 1)
        record.write_text(text, encoding="utf-8")
    synonyms = building.lying(root, "data/synonyms.yml")
    phrases = "".join(f'  - words: ["{spellings(number)[0]}", "chữ {index}"]\n' for index, number in enumerate(numbers))
    synonyms.write_text(
        synonyms.read_text(encoding="utf-8").replace("groups:\n", f"groups:\n{phrases}", 1), encoding="utf-8"
    )


def standing(site: Site, numbers: set[str]) -> list[tuple[str, str]]:
    """(path, number) of every file that still has one of the numbers in any spelling."""
    found = []
    for path, raw in site.files().items():
        if path == "SHA256SUMS" or path.endswith((".png", ".css", ".woff2")):
            continue
        text = raw.decode("utf-8")
        text = re.sub(r"\r?\n[ \t]", "", text) if path.endswith(".ics") else text
        read = spotting.find_in_html(text) if path.endswith((".html", ".xml")) else spotting.find(text)
        found += [(path, one.digits) for one in read if one.digits in numbers]
        found += [
            (path, number) for number in numbers if len(number) > 6 and number in re.sub(r"[ .()\u00a0–-]", "", text)
        ]
        found += [(path, number) for number in numbers if re.search(rf"(?:tel|sms):{number}\b", text)]
    return found


def withdraw(root: Path, id: str, kind: str = "hotlines") -> None:
    file = building.lying(root, f"data/{kind}/{id}.yml")
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + "\npublish: withdrawn\n", encoding="utf-8")


def withdrawn_everywhere(root: Path, today: date) -> tuple[Site, set[str], list[Problem]]:
    """The site of the project in `root` with the number of each line planted, then every one of these lines withdrawn."""
    facts, _ = pages.read_site(root, today)
    _, *lines = (line for line in when.live(facts.hotlines, today) if line.dialed)  # one stays, and names the others
    numbers = sorted({dialed(channel.value) for line in lines for channel in line.dialed})
    plant(
        root, numbers, next(target.measure for plan in facts.all("plans") for target in plan.targets if target.measure)
    )
    for line in lines:
        withdraw(root, line.id)
    facts, problems = pages.read_site(root, today)
    assert [str(problem) for problem in problems if problem.level is Level.ERROR] == []
    assert set(numbers) <= Numbers.of(facts, today).gone
    return building.build(root, today=today.isoformat(), site_url="https://song-mau.example/"), set(numbers), problems


def test_a_withdrawn_number_that_was_planted_everywhere_is_in_no_file(tmp_path: Path) -> None:
    """All at once in one copy of the made-up province: the numbers of every line."""
    site, gone, problems = withdrawn_everywhere(
        building.assemble(tmp_path / "project", GOLDEN), date.fromisoformat(GOLDEN_DAY)
    )
    assert len(gone) > 4
    assert standing(site, gone) == []
    told = [problem for problem in problems if problem.code == "taken-off"]
    assert {problem.place.path for problem in told} >= {
        "docs/trong-0.md",
        "data/agencies/so-mau.yml",
        "data/synonyms.yml",
    }
    assert {problem.level for problem in told} == {Level.WARNING}


def test_before_it_is_withdrawn_it_stands_there(tmp_path: Path) -> None:
    """One number planted without the one line: else the test above would find nothing whatever the site did."""
    root = building.assemble(tmp_path / "project", GOLDEN)
    note = root / "data" / "agencies" / "so-mau.yml"
    note.write_text(
        note.read_text(encoding="utf-8").rstrip("\n") + '\nnote: "Ghi chú 0900-000-001."\n', encoding="utf-8"
    )
    page = "---\ntitle: Trang 0900.000.001\n---\n\n# Trang\n\nGọi [+84 900 000 001](tel:0900000001).\n"
    (root / "docs" / "trong.md").write_text(page, encoding="utf-8")
    site = building.build(root, today=GOLDEN_DAY, site_url="https://a.example/")
    paths = {path for path, _ in standing(site, {"0900000001"})}
    assert {"trong/index.html", "api/v1/agencies.json", "api/v1/agencies.csv", "goi-ngay/index.html"} <= paths
    assert any(path.startswith("finder/") for path in paths)


@pytest.mark.exhaustive
def test_each_number_of_the_real_data_is_nowhere_once_it_is_withdrawn(site: Site, tmp_path: Path) -> None:
    found, gone, _ = withdrawn_everywhere(building.assemble(tmp_path / "project"), date.fromisoformat(building.DAY))
    dials = set(re.findall(r'href="tel:([0-9]+)"', site.read("goi-ngay/")))
    assert len(dials - gone) == 1, "all that the page of lines dials, but the number of the line that stays"
    assert standing(found, gone) == []


GONE = frozenset({"0987654321", "115", "18001567"})
WAYS = (
    "0987654321",
    "0987 654 321",
    "+84 987 654 321",
    "O987 654 32l",
    "987'654'321",
    "115",
    "1800 1567",
    "một một năm",
)
AROUND = ("gọi ", "điều ", "www.x.vn/", " người", "a", "\n", "\n- ", '"', "'", ">", "<", "&", "&amp;", "&sup2", "=", "#", '="', "O",
          '<a title="', '<p id="', "<a href='../x/#", '<a href="../x/#', '">', "'>", "<p>", "</p>", "<p ", "<br>", "<B>", "<!--", "-->",
          "<script>", "</script>")  # fmt: skip
WITHIN = ("", "<b>", "</b>", "<br>", "<i title='1'>", "<p>", "&nbsp;", "&#49;", "<!-- -->", "\u200b", '"')


PLACES = (
    "{}",
    '<a title="{}">',
    "<a title = '{}'>",
    "<img alt={}>",
    '<p id="{}">',
    '<a href="../x/#{}">',
    '<a href="www.x.vn/#{}">',
)


@st.composite
def of_html(draw: st.DrawFn) -> str:
    """Some HTML around a number of `GONE`, which something may stand in the middle of."""
    number, within = draw(st.sampled_from(WAYS)), draw(st.sampled_from(WITHIN))
    cut = draw(st.integers(0, len(number)))
    around = st.lists(st.sampled_from(AROUND), max_size=4).map("".join)
    place = draw(st.sampled_from(PLACES))
    return draw(around) + place.format(number[:cut] + within + number[cut:]) + draw(around)


@settings(max_examples=300)
@given(of_html())
@example("1800 &#160;1567")  # as plain text this is no number, and may be known as that
@example("<p O987 <br>654 32l></p>")
@example("a<p>O987 654 32l</p>")
@example("0987<!-- 1 -->654321")
@example('<a href="www.x.vn/#0987654321">')  # the whole address has none
def test_html_is_the_same_after_a_glance_and_after_a_look(html: str) -> None:
    spotting.every(html)
    after_a_glance = html_without(html, GONE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(off, "may_be_withdrawn_in_html", lambda html, gone: True)
        assert html_without(html, GONE) == after_a_glance
    assert after_a_glance != html or anchors_with(html, GONE) == set()


def test_most_html_is_passed_over_at_a_glance() -> None:
    html = '<h2 id="gọi-ai">Gọi ai?</h2><p>Gọi <a href="tel:111">111</a>, không <b>mất</b> tiền &amp; cả đêm.<br>Từ 2025.</p>'
    assert not spotting.may_be_withdrawn_in_html(html, GONE)
    assert spotting.may_be_withdrawn_in_html(html.replace("2025", "0987<b>654</b>321"), GONE)
