"""The last gate: no finished file has a number that no record has, whatever wrote it; and what it would stop, check tells."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.exceptions import Abort

import building
from building import Site
from delivery.same import lying
from facts.exports import files
from facts.judging import as_read, corners, gate
from facts.judging.as_read import Judge
from facts.judging.gate import Gate
from facts.numbers import spotting
from facts.problems import Level
from facts.project import pages
from facts.reading import as_made, markdown
from facts.rendering import blocks, qr
from facts.rendering.blocks import Context
from facts.site.off import html_without
from facts.site.standing import Numbers
from facts.site.store import Facts, Wrong
from province import GOLDEN
from province import TODAY as GOLDEN_DAY
from samples import HOTLINE, LINE, SOUND, TODAY, changed, write

NUMBERS = Numbers(frozenset({"111", "0900000001"}), frozenset({"0900000002"}), frozenset({"0900000003"}), Wrong())
PAGE = '<!doctype html>\n<html lang="vi"><head><title>Trang</title></head><body><main>{}</main></body></html>'


def told(text: str, ending: str = ".html") -> list[tuple[str, Level]]:
    return [(digits, level) for digits, _, level in Gate(NUMBERS).read_text(text, ending)]


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        pytest.param(PAGE.format("<p>Gọi 0987 654 321.</p>"), ".html", id="words"),
        pytest.param(PAGE.format("<p>Gọi 0987<b>654</b><wbr>321.</p>"), ".html", id="across tags"),
        pytest.param(PAGE.format("<p>Gọi 0987<br>654 321.</p>"), ".html", id="across a line"),
        pytest.param(PAGE.format("<p>Gọi 0987&nbsp;654&#160;321.</p>"), ".html", id="entities"),
        pytest.param(PAGE.format("<p>Gọi &#48;987654321.</p>"), ".html", id="a digit as an entity"),
        pytest.param(PAGE.format("<p>+84 987 654 321</p>"), ".html", id="from abroad"),
        pytest.param(PAGE.format("<p>(0238) 3844 111</p>"), ".html", id="a landline"),
        pytest.param(PAGE.format("<p>1900 0099</p>"), ".html", id="a service"),
        pytest.param(PAGE.format("<p>không chín tám bảy sáu năm bốn ba hai một</p>"), ".html", id="in words"),
        pytest.param(PAGE.format("<p>Gọi 116 ngay.</p>"), ".html", id="a short code that is called"),
        pytest.param(PAGE.replace("Trang", "Gọi 0987654321").format(""), ".html", id="a title"),
        pytest.param(PAGE.replace("</head>", '<meta name="description" content="0987.654.321"></head>').format(""), ".html", id="a description"),
        pytest.param(PAGE.format('<img src="x.png" alt="Gọi 0987654321">'), ".html", id="an alternative text"),
        pytest.param(PAGE.format('<a href="x" title="0987654321">x</a>'), ".html", id="the title of a link"),
        pytest.param(PAGE.format("<p aria-label='0987654321'>x</p>"), ".html", id="a label in single quotes"),
        pytest.param(PAGE.format('<span data-shown="0987 654 321">x</span>'), ".html", id="what a script shows"),
        pytest.param(PAGE.format('<span data-number="0987654321">x</span>'), ".html", id="what a script dials"),
        pytest.param(PAGE.format('<a href="tel:0987654321">x</a>'), ".html", id="a link"),
        pytest.param(PAGE.format("<a href=tel:113>x</a>"), ".html", id="a link without quotes"),
        pytest.param(PAGE.format("<a class='b' href=' TEL:113'>x</a>"), ".html", id="a link in capitals after a space"),
        pytest.param(PAGE.format('<a href="&#116;el:113">x</a>'), ".html", id="a link as entities"),
        pytest.param(PAGE.format('<a href="sms:113?body=x">x</a>'), ".html", id="a message"),
        pytest.param(PAGE.format('<a href="https://zalo.me/0987654321">x</a>'), ".html", id="a messenger"),
        pytest.param(PAGE.format('<svg><a xlink:href="tel:113"><text>x</text></a></svg>'), ".html", id="a link in a drawing"),
        pytest.param(PAGE.format('<form action="tel:113"></form>'), ".html", id="a form"),
        pytest.param(PAGE.format('<a href="tel:0900000002">x</a>'), ".html", id="a link to an old number"),
        pytest.param(PAGE.format('<a href="tel:0900000001">Gọi 111</a>'), ".html", id="words that say another"),
        pytest.param(PAGE.format('<a href="tel:111">Gọi <b>0900 000 001</b></a>'), ".html", id="bold words that say another"),
        pytest.param(PAGE.format('<a href="tel:111" aria-label="Gọi 0900000001">111</a>'), ".html", id="a label that says another"),
        pytest.param(PAGE.format('<script type="application/ld+json">{"telephone":"0987654321"}</script>'), ".html", id="linked data"),
        pytest.param('<feed><entry><title>Gọi 0987654321</title></entry></feed>', ".xml", id="a feed"),
        pytest.param('{"value": "0987 654 321"}', ".json", id="json"),
        pytest.param('{"value": "0987\\u00a0654\\u00a0321"}', ".json", id="json with escapes"),
        pytest.param('["gọi 0987654321 ngay", {"0987654321": [1, 2]}]', ".index", id="the index"),
        pytest.param('ten,so\nA,0987 654 321\n', ".csv", id="a table"),
        pytest.param('ten,so\nA,"Gọi 0987\n654 321"\n', ".csv", id="a cell of two lines"),
        pytest.param("SUMMARY:Gọi 0987\r\n  654 321\r\n", ".ics", id="a folded line"),
        pytest.param("DESCRIPTION:Gọi\\n0987\\,654 321\r\n", ".ics", id="a line with escapes"),
        pytest.param("Số gọi\n0987 654 321: A\n", ".txt", id="text"),
        pytest.param('const number = "0987654321"', ".js", id="a script"),
    ],
)  # fmt: skip
def test_a_number_that_no_record_has_is_an_error_wherever_it_stands(text: str, ending: str) -> None:
    assert Level.ERROR in [level for _, level in told(text, ending)]


@pytest.mark.parametrize(
    "text",
    [
        "<p>Gọi <a href='tel:111'>111</a> hoặc <a href=\"tel:0900000001\">0900 000 001</a>.</p>",
        '<p>Số cũ 0900 000 002</p><span data-number="111" data-shown="111">x</span>',
        '<p>Ngày 24/11/2026, 105/KH-UBND, 12.345.678.901 đồng, 2025-2030, 07:30–17:00</p>',
        '<a href="https://bao.example/tin-0987654321.html" title="Báo">Báo</a>',
        '<svg viewBox="0 0 100 100"><path d="M0987654321 0l12-3 0 9 8 7 6 5 4 3 2 1"/></svg>',
        '<td>0</td><td>987</td><td>654</td><td>321</td>',
        "<style>p{margin:0987654321px}</style><script>var n = '0987654321'</script><!-- 0987654321 -->",
        '<link href="assets/site.0987654321.css"><img src="x-0987654321.png" alt="Hình">',
        '<p id="a0987654321">Mã 16681, phần 2.066 và 2.348</p>',
    ],
)  # fmt: skip
def test_what_is_no_number_or_a_known_one_passes_unsaid(text: str) -> None:
    assert told(PAGE.format(text)) == []


def test_a_withdrawn_number_is_a_warning() -> None:
    for text in ("<p>Gọi +84 900 000 003</p>", '<a href="tel:0900000003">x</a>', '<p title="0900.000.003">x</p>'):
        assert {level for _, level in told(PAGE.format(text))} == {Level.WARNING}


def test_what_the_check_has_read_already_is_told_all_the_same() -> None:
    texts = ["Gọi 0987654321.", "Gọi 116 ngay.", "Gọi 111.", "Số cũ 0900 000 003", "một hai ba", "Không số nào."]
    for text in texts:
        for known in (text, f"{text} Nữa."):
            spotting.every(known)
            spotting.find(known)
        for page in (
            PAGE.replace("Trang", text).format(""),
            PAGE.format(f"<p>{text}</p>"),
            PAGE.format(f'<p title="{text}">'),
        ):
            found = told(page)
            spotting._FREE.clear()
            assert found == told(page)


@given(
    st.lists(
        st.sampled_from([*"<> \"'/0\0", "a", "href", "src", "title", "data-number", "tel:0987654321", "http://a.vn"])
    ).map("".join)
)
def test_a_block_without_a_sign_of_a_value_has_no_attribute_that_is_read(block: str) -> None:
    for before, after in (("<a ", ""), (" ", ">"), ("", "")):
        assert not gate._LEADS.search(before + block + after)
        assert not gate._SHOWN.search(before + block + after)


def test_what_was_found_is_told_for_every_file_that_has_it(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(PAGE.format("<p>Gọi 0987654321</p>"), encoding="utf-8")
    assert [finding.path for finding in Gate(NUMBERS).read(lying(str(tmp_path)))] == ["a.html", "b.html"]


@pytest.mark.parametrize("together", [1, 2, 3, 200])
def test_what_is_wrong_in_the_index_is_told_at_its_file_however_many_are_read_together(
    together: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "_TOGETHER", together)
    (tmp_path / "finder" / "k").mkdir(parents=True)
    wrong = ["finder/k/1.json", "finder/k/4.json", "m.html"]
    for path in (*(f"finder/k/{number}.json" for number in range(5)), "a.html", "m.html"):
        said = '["Gọi 0987654321"]' if path in wrong else '["Gọi 111"]'
        (tmp_path / path).write_text(said, encoding="utf-8")
    assert [finding.path for finding in Gate(NUMBERS).read(lying(str(tmp_path)))] == wrong


def test_a_file_that_was_well_is_not_read_again_and_one_that_was_not_is_told_again(tmp_path: Path) -> None:
    for name, text in {"a.html": "Gọi 0987654321", "b.html": "Gọi 111", "finder/k/0.json": '["chữ"]'}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PAGE.format(text), encoding="utf-8")
    first = Gate(NUMBERS, well=())
    found = list(first.read(lying(str(tmp_path))))
    assert [finding.path for finding in found] == ["a.html"]
    assert len(first.found_well) == 2
    again = Gate(Numbers(frozenset(), frozenset(), frozenset(), Wrong()), well=first.found_well)
    assert list(again.read(lying(str(tmp_path)))) == found  # 111 would be told, were b.html read
    (tmp_path / "b.html").write_text(PAGE.format("Gọi 0987654322"), encoding="utf-8")
    assert [finding.digits for finding in Gate(NUMBERS, well=first.found_well).read(lying(str(tmp_path)))] == [
        "0987654321",
        "0987654322",
    ]


def test_what_is_taken_out_of_a_file_stays_in_the_same_file_of_the_site_that_stands(tmp_path: Path) -> None:
    stands, made = tmp_path / "a.html", tmp_path / "b.html"
    stands.write_text(PAGE.format("<p>Gọi 0900 000 003</p>"), encoding="utf-8")
    made.hardlink_to(stands)
    gate.take_out(made, NUMBERS.gone)
    assert "003" not in made.read_text(encoding="utf-8")
    assert "003" in stands.read_text(encoding="utf-8")


def test_a_code_to_scan_leads_to_a_number_that_is_answered() -> None:
    assert told(PAGE.format(qr.draw("tel:111"))) == []
    for other in ("tel:113", "tel:0900000002", "https://khac.example/"):
        assert told(PAGE.format(qr.draw(other))) == [("QR", Level.ERROR)]
    here = "https://trang.example/"
    assert list(Gate(NUMBERS, here).read_text(PAGE.format(qr.draw(f"{here}goi-ngay/")), ".html")) == []
    assert told(PAGE.format('<svg class="qr"><path d="M0 0h1"/></svg>')) == [("QR", Level.ERROR)]


def test_a_code_of_an_earlier_process_is_known_by_where_it_said_to_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.format(qr.draw("tel:111"))
    said = qr.texts(page)
    monkeypatch.setattr(qr, "DRAWN", {})
    qr.draw.cache_clear()
    assert told(page) == [("QR", Level.ERROR)]
    qr.know(said)
    assert told(page) == []


def leak(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param("overrides/partials/footer.html", "<footer", "<p>0987 654 321</p><footer", id="a template of the theme"),
        pytest.param("hooks/facts/exports/discovery.py", "User-agent: *", "# 0987654321\\nUser-agent: *", id="a careless writer"),
        pytest.param("mkdocs.yml", "site_description: Số", "site_description: Số 0987654321,", id="the settings"),
    ],
)  # fmt: skip
def test_a_build_that_lets_a_number_through_is_not_published(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, path: str, old: str, new: str
) -> None:
    root = building.assemble(tmp_path / "project", GOLDEN)
    leak(root, path, old, new)
    if path.endswith(".py"):
        done = building.command(root, "-m", "mkdocs", "build", "--strict", SITE_TODAY=GOLDEN_DAY)
        assert done.returncode == 1
        assert "robots.txt" in done.stdout + done.stderr
    else:
        with pytest.raises(Abort):
            building.build(root, today=GOLDEN_DAY)
        assert re.search(rf"{path}:[0-9]+:[0-9]+: .*0987 ?654 ?321", caplog.text)
    assert not (root / "site").exists()


def test_the_whole_real_site_passes_unsaid(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    assert [record for record in caplog.records if record.name == "mkdocs.hooks.numbers"] == []
    assert site.has("goi-ngay/")


@pytest.mark.parametrize(
    "tag",
    [
        '<a href="tel:199" data-number="111" data-shown="111">x</a>',
        '<a data-number="111" href="tel:199">x</a>',
        '<a title="a > b" href="tel:199">x</a>',
        '<a href="tel:111" title="x"><img alt="Gọi 0900000001"></a>',
        '<a href="tel:111"\nclass="x">Gọi 0900 000 001</a>',
    ],
)
def test_every_attribute_that_leads_somewhere_is_read(tag: str) -> None:
    assert Level.ERROR in [level for _, level in told(PAGE.format(f"<p>{tag}</p>"))]


# --- held together -------------------------------------------------------------------------------------------------

WRITTEN = st.sampled_from(
    [
        "111", "113", "116", "0900000001", "0900 000 001", "0900.000.002", "0987654321", "0987 654 321", "0987-654-321", "+84 987 654 321",
        "(0238) 3844 111", "0238 3844 111", "0987&nbsp;654&nbsp;321", "0987**654**321", "0987<wbr>654321", "_0987654321_", "0987\n654 321",
        "1900 0099", "1800 1567", "069 234 5678", "không chín tám bảy sáu năm bốn ba hai một", "&#48;987654321", "0987–654–321", "O987654321",
        "２０２５", "０９８７６５４３２１", "24/11/2026", "105/KH-UBND", "12.345.678.901 đồng", "2025–2030", "0,5 %", "16681", "8 giờ 30", "Điều 113",
    ]
)  # fmt: skip
BEFORE = st.sampled_from(
    ["", "Gọi ", "gọi số ", "Tổng đài ", "Số ", "Có ", "Công an ", "Zalo: ", "- ", "> ", "## ", "1. ", "| ", "*"]
)
AFTER = st.sampled_from(["", ".", " ngay", " người", ", 115", " hoặc 113", "*", " |", " (miễn phí)", "\n"])
LINKED = st.sampled_from(
    ["{}", "[{}](tel:111)", "[gọi](tel:{})", "[{}]( tel:0900000001)", "[gọi](<sms:{}>)", "[x](https://zalo.me/{})", '[x](trang.md "{}")',
     "![{}](hinh.png)", "`{}`", "[{0}](tel:{0})", "<tel:{}>", "[x][y]\n\n[y]: tel:{}"]
)  # fmt: skip
PIECES = st.builds(
    lambda before, linked, word, after: before + linked.format(word) + after, BEFORE, LINKED, WRITTEN, AFTER
)
OTHER = changed(changed(HOTLINE, "id: tre-em", "id: khac"), '"111"', '"0900 000 001"') + (
    'formerly: [{value: "0900000002"}]\n'
)


class Judged(NamedTuple):
    """A small project, and what reads its pages."""

    root: Path
    facts: Facts
    numbers: Numbers
    context: Context
    judge: Judge
    converter: Markdown


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    root = write(tmp_path_factory.mktemp("gate"), {**SOUND, "data/hotlines/khac.yml": OTHER})
    facts, _ = pages.read_site(root, TODAY)
    context = Context.of(facts, TODAY, renders=False)
    return Judged(
        root, facts, context.numbers, context, Judge(as_read.converter(root), context.numbers), as_made.converter(root)
    )


FEW = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=4000, derandomize=False)
PAGES = given(
    pieces=st.lists(PIECES, min_size=1, max_size=4), title=st.sampled_from(["Trang", "Gọi 111", "Gọi 0987 654 321"])
)
FIELDS = st.sampled_from(["for_whom", "answers", "area", "note", "name", "call_when"])
RECORDS = given(field=FIELDS, before=BEFORE, word=WRITTEN, after=AFTER)


@FEW
@PAGES
def test_what_the_gate_would_stop_in_a_page_check_tells(judged: Judged, pieces: list[str], title: str) -> None:
    gate_and_check_agree_on_a_page(judged, pieces, title)


WAYS = [
    "Gọi 0987[^1] 654 321.\n\n[^1]: Chú.", "Câu[^n].\n\n[^n]:\n    Gọi 0987654321.", "Gọi **0987**{ .to } 654 321.", "Số máy\n:   0987 654 321",
    '!!! note "Gọi 0987 654 321"\n\n    Câu.', '=== "Máy 0987654321"\n\n    Câu.', "| 0987 654 321 |\n| --- |\n| An |", "HTML.\n\n*[HTML]: Gọi 0987654321",
    "Gọi 0987&shy;654&shy;321.", "Gọi 0987&#x2009;654&thinsp;321.", "Gọi 0987&hyphen;654&middot;321.", "Gọi 0987<sup>654</sup>321.",
    "Gọi 0987<!-- x -->654321.", "Gọi 0987  \n654321.", "- 0987\n  654\n  321", "Gọi 116[^a].\n\n[^a]: Chú.", "Gọi <kbd>116</kbd>.", "Gọi *1*1*6*.",
    "## Mục {: title='Gọi 0987654321' }\n\nCâu.", "- [ ] Gọi 116", "Gọi [0987](a.md) [654 321](b.md)", "<details><summary>Gọi 0987654321</summary>x</details>",
    "```\nGọi 0987654321\n```", "    0987654321", "<div>\nGọi 0987654321\n</div>", "<svg><text>0987654321</text></svg>", "<textarea>0987654321</textarea>",
    "<https://wa.me/84987654321>", "[x](https://api.whatsapp.com/send/?text=a&phone=84987654321)", "[x](viber://chat?number=%2B84987654321)", "[x](//zalo.me/0987654321)",
    "[x](tel:%30987654321)", "[x](tel://0987654321)", "[x](callto:0987654321)", "[x](facetime:0987654321)", "[x](sms:111,0987654321)", "[x](sms:111;0987654321)",
    "[x](sms:111?body=0987654321)", "[x](mailto:a@b.vn?body=G%E1%BB%8Di%200987654321)", "[x](tel:111;ext=0987654321)", "[x](tel:111p0987654321)", "[x](tel:+84111)",
    "[x](tel&colon;0987654321)", "[một một một](tel:113)", "[Gọi 1<b>1</b>1](tel:113)", "[111 hoặc 0900 000 001](tel:111)", "[![111](x.png)](tel:0987654321)", "[c][c]\n\n[c]: <tel:199>",
    "<A HREF=tel:0987654321>x</A>", "<a\nhref='tel:&#48;987654321'>x</a>", "<area href='tel:0987654321'>", '<a href="#" data-number="0987654321">x</a>', "<input value='0987654321'>",
]  # fmt: skip


def test_every_way_that_was_ever_tried_is_told_before_anything_is_built(judged: Judged) -> None:
    made = {way: markdown.split(f"---\ntitle: Trang\n---\n{way}\n", "docs/thu.md", "thu/") for way in WAYS}
    told = {way: [*pages.check_page(page, judged.context, judged.judge)] for way, page in made.items()}
    assert [way for way in WAYS if Level.ERROR not in {problem.level for problem in told[way]}] == []


@pytest.mark.exhaustive
@MANY
@PAGES
def test_what_the_gate_would_stop_in_any_page_check_tells(judged: Judged, pieces: list[str], title: str) -> None:
    gate_and_check_agree_on_a_page(judged, pieces, title)


def gate_and_check_agree_on_a_page(judged: Judged, pieces: list[str], title: str) -> None:
    page = markdown.split(f'---\ntitle: "{title}"\n---\n' + "\n\n".join(pieces) + "\n", "docs/thu.md", "thu/")
    problems = [*pages.check_page(page, judged.context, judged.judge)]
    problems += corners.check(judged.facts, [page], judged.numbers)
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    content = judged.converter.reset().convert(str(pages.expand(page.body, judged.context, "thu.md", lambda *_: None)))
    html = PAGE.replace("Trang", title).format(html_without(content, judged.context.gone).replace("{", "&#123;"))
    stopped = [one for one in Gate(judged.numbers).read_text(html, ".html") if one[2] is Level.ERROR]
    assert errors or not stopped, stopped


@settings(FEW, max_examples=40)
@RECORDS
def test_what_the_gate_would_stop_of_a_record_check_tells(
    tmp_path: Path, field: str, before: str, word: str, after: str
) -> None:
    gate_and_check_agree_on_a_record(tmp_path, field, before, word, after)


@pytest.mark.exhaustive
@MANY
@RECORDS
def test_what_the_gate_would_stop_of_any_record_check_tells(
    tmp_path: Path, field: str, before: str, word: str, after: str
) -> None:
    gate_and_check_agree_on_a_record(tmp_path, field, before, word, after)


def gate_and_check_agree_on_a_record(tmp_path: Path, field: str, before: str, word: str, after: str) -> None:
    value = f"Câu {before}{word}{after} ở đây".replace("\n", " ").replace('"', "")
    text = re.sub(rf"^{field}: .*\n", "", HOTLINE, flags=re.MULTILINE) + f'{field}: "{value}"\n'
    write(tmp_path, {**SOUND, "data/hotlines/khac.yml": OTHER, LINE: text})
    facts, problems = pages.read_site(tmp_path, TODAY)
    if any(problem.level is Level.ERROR for problem in problems):
        return
    context = Context.of(facts, TODAY)
    gate = Gate(context.numbers)
    found = [*gate.read_text(PAGE.format(blocks.render('hotline_page("tre-em")', context)), ".html")]
    for path, content in files.files(context.site).items():
        if not path.startswith("api/v1/schema"):
            found += gate.read_text(content, Path(path).suffix)
    assert [one for one in found if one[2] is Level.ERROR] == []
