"""Records to HTML: no value becomes markup, no link leads nowhere, nothing undefined is shown, whatever is asked."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import building
from building import Builder
from facts.project import pages
from facts.records.addresses import ADDRESSES, address, relative, slugify
from facts.records.kinds import KINDS
from facts.records.models import Partial, WeeklyHours
from facts.rendering import blocks, templates
from facts.rendering.blocks import BlockError, Context
from facts.rendering.codes import Codes, Left
from facts.site import words
from facts.site.site import Settings
from province import GOLDEN
from province import TODAY as GOLDEN_DAY
from samples import DOCUMENT, HOTLINE, LINE, SOURCE, TODAY, changed, judged


def context_of(root: Path, files: dict[str, str], url: str = "") -> Context:
    facts, problems = judged(root, files)
    assert [one for one in problems if one.code != "printed"] == []  # hostile texts are told, and shown as they stand
    return Context.of(facts, TODAY, url)


@pytest.fixture(scope="module")
def province() -> Context:
    """The made-up province, on its home page."""
    facts, _ = pages.read_site(GOLDEN, date.fromisoformat(GOLDEN_DAY))
    return Context.of(facts, date.fromisoformat(GOLDEN_DAY), "", Settings(operator="Sở Mẫu", email="a@mau.example"))


class _Outline(HTMLParser):
    """Tags as a browser sees them: what is open, what was never closed, every attribute."""

    VOID = ("br", "hr", "img", "input", "meta", "link", "wbr")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(str(page))  # Markup would escape what the parser puts together
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return  # an outline of the map is closed at once, as HTML wants it
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


HOSTILE = [
    pytest.param("<script>alert(1)</script><img src=x onerror=alert(1)> Tổng đài", id="html"),
    pytest.param('Tổng đài { onclick="alert(1)" #tre-em-2 .x }', id="attr_list"),
    pytest.param("[Bấm vào đây](javascript:alert(1)) [x](//evil.example)", id="links of Markdown"),
    pytest.param("{{ facts.hotlines }} {% for x in y %} {# ẩn #}", id="signs of templates"),
    pytest.param('" onmouseover="alert(1)" x="', id="an attribute that breaks out"),
    pytest.param("' onmouseover='alert(1)' x='", id="the same in single quotes"),
    pytest.param("</article></main><h1>Trang khác</h1>", id="tags that close ours"),
    pytest.param("&lt;b&gt; &amp; &#60;i&#62;", id="entities"),
    pytest.param("**đậm** _nghiêng_ `mã` # đầu mục ![](x.png)", id="Markdown"),
    pytest.param("<!-- ghi chú --> <![CDATA[ x ]]> <?php ?>", id="comments and instructions"),
    pytest.param('=HYPERLINK("http://evil.example","Gọi")', id="a formula"),
    pytest.param("*[HTML]: chữ tắt ==x== ~~y~~ ^^z^^ :smile: [^1] [TOC] ???+ !!! note", id="extensions of Markdown"),
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "block",
    ['hotlines(purpose="help")', 'hotline("tre-em")', 'hotline_page("tre-em")', "source_list()", "agency_list()"],
)
def test_a_value_is_shown_as_it_stands_and_never_becomes_markup(tmp_path: Path, text: str, block: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    files = {
        LINE: re.sub("(name|for_whom|area): .*", lambda m: f"{m[1]}: {quoted}", HOTLINE)
        + f"does: [{quoted}]\nnote: {quoted}\n",
        "data/sources/qd-1472.yml": re.sub("(publisher): .*", lambda m: f"{m[1]}: {quoted}", SOURCE)
        + f"note: {quoted}\n",
    }
    hostile = blocks.render(block, context_of(tmp_path / "hostile", files))
    plain = {path: value.replace(quoted, "Lành") for path, value in files.items()}
    harmless = blocks.render(block, context_of(tmp_path / "plain", plain))
    seen, expected = _Outline(hostile), _Outline(harmless)
    assert seen.tags == expected.tags
    assert [name for name, _ in seen.attributes] == [name for name, _ in expected.attributes]
    assert seen.open == []
    assert re.sub(r"\s+", " ", text) in re.sub(r"\s+", " ", seen.text)


def test_hostile_values_run_nowhere_on_the_finished_pages(build: Builder) -> None:
    texts = [str(case.values[0]) for case in HOSTILE]  # the last one stands in the long texts only
    lines = [
        "tu-van",
        "tre-em",
        "chung-so",
        "qua-han",
        "can-hoi-lai",
        "ung-dung",
        "bi-rut",
        "rut-voi",
        "tu-rut",
        "cap-cuu",
        "cong-an",
    ]

    def put(root: Path, record: str, field: str, text: str) -> None:
        file = root / "data" / f"{record}.yml"
        quoted = "'" + text.replace("'", "''") + "'"
        before = file.read_text(encoding="utf-8")
        after = re.sub(rf"^{field}: .*$", lambda _: f"{field}: {quoted}", before, flags=re.MULTILINE)
        assert after != before
        file.write_text(after, encoding="utf-8")

    def change(root: Path) -> None:
        for line, text in zip(lines, texts[:-1], strict=True):
            put(root, f"hotlines/{line}", "name", text)
            put(root, f"hotlines/{line}", "area", text)
        together = " ".join(texts)
        for record, field in (
            ("plans/giai-doan-1", "summary"),
            ("programs/den-sang", "summary"),
            ("sources/bao-song-mau", "publisher"),
            ("contradictions/so-xa", "used"),
            ("changes/rut-so", "what"),
            ("documents/ke-hoach-1", "title"),
            ("results/xa-sach-2028", "of"),
            ("places/tram-mau", "where"),
        ):
            put(root, record, field, together if field in ("summary", "used", "what", "title") else together[:390])

    site = build(GOLDEN, change, today=GOLDEN_DAY)
    for path, page in site.pages().items():
        scripts = "".join(re.findall(r"<script\b(?![^>]*json)[^>]*>(.*?)</script>", page, re.DOTALL))
        assert "alert(1)" not in scripts, path
        assert "<img src=x" not in page, path
        assert "Trang khác</h1>" not in page, path
        outline = _Outline(page)
        for name, value in outline.attributes:
            assert not name.startswith("on"), path
            if name in ("href", "src", "action"):
                assert not re.match(r"\s*(javascript|data):", str(value), re.IGNORECASE), path
                assert "evil.example" not in str(value), path
    seen = _Outline(site.read("goi-ngay/")).text
    for line, text in zip(lines, texts[:-1], strict=True):
        if line not in ("bi-rut", "rut-voi", "tu-rut"):
            assert re.sub(r"\s+", " ", text) in re.sub(r"\s+", " ", seen), line
    for path, raw in site.files().items():
        if path.endswith(".json"):
            json.loads(raw)


def test_every_block_of_the_province_is_one_line_of_sound_html(province: Context) -> None:
    for call in calls(province):
        rendered = blocks.render(call, province)
        assert "\n" not in rendered, call
        assert "{{" not in rendered, call
        assert "None" not in rendered, call
        outline = _Outline(rendered)
        assert outline.open == [], call
        for name, value in outline.attributes:
            assert value is not None or name in ("hidden", "reversed"), (call, name)
            assert not name.startswith("on"), (call, name)
            assert name != "style", call


# Ids in the samples that the guide gives, where no kind is named by the block itself → ids of the province.
OF_THE_PROVINCE = {
    "my-ly": "ben-that", "ma-ke-hoach": "giai-doan-1", "tt-22-2014": "cong-bao", "so-truc-xa": "van-ban-moi",
}  # fmt: skip


def calls(context: Context) -> list[str]:
    """Each block as the guide writes it, for every record and every choice that it can be given."""
    found = []
    for name, block in blocks.BLOCKS.items():
        _, args, kwargs = blocks.parse_call(block.call)
        args = [OF_THE_PROVINCE.get(arg, arg) for arg in args]
        kwargs = {key: OF_THE_PROVINCE.get(value, value) for key, value in kwargs.items()}
        given = [(args, kwargs)]
        if block.names:
            given = [([id], kwargs) for id in context.site.facts.records[block.names]]
        elif key := next((key for key in block.choices if key in kwargs), ""):
            given = [(args, {**kwargs, key: choice}) for choice in block.choices[key]]
        for args, kwargs in given:
            said = [*map(repr, args), *(f"{key}={value!r}" for key, value in kwargs.items())]
            found.append(f"{name}({', '.join(said)})")
    without_number = {line.id for line in context.site.facts.hotlines if not line.dialed}
    return [
        call for call in found if not (call.startswith(("call(", "numbers(")) and call.split("'")[1] in without_number)
    ]


@st.composite
def calls_of_any_kind(draw: st.DrawFn) -> str:
    words = [
        "",
        "tu-van",
        "bi-rut",
        "ung-dung",
        "help",
        "active",
        "plans",
        "giai-doan-1",
        "2030",
        "xa-sach",
        "x'y",
        "communes",
    ]
    value = st.sampled_from([*words, "ben-that", "../x"]) | st.text(max_size=5)
    name = draw(st.sampled_from(sorted(blocks.BLOCKS)))
    args = draw(st.lists(value, max_size=3))
    named = draw(st.dictionaries(st.sampled_from(["purpose", "day", "source", "where", "status"]), value, max_size=2))
    return f"{name}({', '.join([*map(repr, args), *(f'{key}={said!r}' for key, said in named.items())])})"


@given(call=calls_of_any_kind())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_of_a_block_is_rendered_or_told_and_told_without_rendering_too(
    province: Context, call: str
) -> None:
    dry = replace(province, renders=False)
    outcomes = []
    for context in (province, dry):
        try:
            blocks.render(call, context)
            outcomes.append("")
        except BlockError as error:
            outcomes.append(str(error))
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize(
    "text",
    [
        "", "hotlines", "hotlines(", "hotlines()()", "hotlines(purpose=x)", "hotlines(**{'purpose': 'help'})", "hotlines(*['help'])",
        "facts.hotlines()", "__import__('os').system('touch pwned')", "hotlines(purpose='help') or 1", "1", "lambda: 1",
        "hotlines(purpose=('help',))", "hotlines(purpose=1)", "hotlines(purpose=True)", "hotlines(purpose=None)",
        "hotlines(purpose='help', purpose='help')", "[" * 500, "hotlines(purpose=" + "(" * 300, "hotline(1)", "hotline(b'x')", "a=b", "\x00", "hotline('x' 'y', z='a')",
    ],
)  # fmt: skip
def test_what_is_no_call_is_told_and_never_run(
    province: Context, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BlockError) as told:
        blocks.render(text, province)
    assert told.value.code in ("block", "unknown-block", "unknown-record")
    assert re.search("[à-ỹđ]", str(told.value))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("hotlnes", "hotlines"), ("hotline_pages", "hotline_page"), ("number", "numbers"), ("gap_lits", "gap_list")],
)
def test_a_misspelt_block_is_answered_with_the_right_one(province: Context, wrong: str, meant: str) -> None:
    with pytest.raises(BlockError, match=f"Ý bạn là “{meant}”"):
        blocks.render(f"{wrong}()", province)


def test_something_undefined_in_a_template_is_an_error_and_not_an_empty_box(province: Context) -> None:
    for template in (
        "{{ khong_co }}",
        "{{ facts.khong_co }}",
        "{{ lines[0].dialed[5].value }}",
        "{% if khong_co %}{% endif %}",
    ):
        with pytest.raises(jinja2.UndefinedError):
            province.environment.from_string(template).render(lines=province.site.facts.hotlines)


def test_every_template_escapes_and_is_used(province: Context) -> None:
    sources = {file.stem: file.read_text(encoding="utf-8") for file in blocks.TEMPLATES.glob("*.html")}
    for name, source in sources.items():
        assert not re.search(r"\|\s*safe\b|%\s*autoescape|Markup", source), name
        assert not re.search(r'="?\{\{[^}]*\}\}(?![^<]*")[^"<>]*>', re.sub(r'="[^"]*"', "", source)), (
            f"{name}: a value outside quotes"
        )
        province.environment.get_template(f"{name}.html")
    code = "".join(file.read_text(encoding="utf-8") for file in (building.ROOT / "hooks").rglob("*.py"))
    pages = {kind.page for kind in KINDS.values() if kind.has_pages}
    for name in sources:
        used = (
            name in pages
            or f'"{name}"' in code
            or f"'{name}'" in code
            or any(f'"{name}.html"' in other for other in sources.values())
        )
        assert used, f"{name}.html is not used"


class TestLinks:
    @pytest.mark.parametrize("kind", ADDRESSES)
    @pytest.mark.parametrize(
        "base", ["", "nguon/", "goi-ngay/", "goi-ngay/tre-em/", "a/b/c/d/", "404.html", "a/b.html"]
    )
    def test_a_link_leads_to_the_record_from_any_depth(self, kind: str, base: str) -> None:
        target = address(kind, "tre-em")
        link = relative(target, base)
        path, _, anchor = link.partition("#")
        here = "/" + (base if not path and anchor else "")
        if path:
            import posixpath

            folder = "/" + (base if base.endswith("/") else posixpath.dirname(base))
            here = posixpath.normpath(posixpath.join(folder, path))
            here = here if here.endswith("/") else here + "/"
        assert here.rstrip("/") + "/" == "/" + target.partition("#")[0]
        assert anchor == target.partition("#")[2]
        assert not link.startswith("/")

    def test_a_link_within_a_page_is_its_anchor_alone(self) -> None:
        assert relative("nguon/#a", "nguon/") == "#a"

    @pytest.mark.parametrize("base", ["/", "/du-an/"])
    def test_a_page_served_at_any_address_links_from_the_root(self, base: str) -> None:
        assert relative("nguon/#a", base) == f"{base}nguon/#a"

    @pytest.mark.parametrize(
        ("kind", "id"), [("hotlines", "khong-co"), ("khong-co", "x"), ("hotlines", "nhap"), ("hotlines", "")]
    )
    def test_a_link_to_nothing_is_an_error(self, province: Context, kind: str, id: str) -> None:
        with pytest.raises(BlockError):
            province.link(kind, id)

    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("Đường dây nóng", "duong-day-nong"),
            ("ĐẶC  biệt!", "dac-biet"),
            ("Ủy ban 2", "uy-ban-2"),
            ("—", ""),
            ("<b>", "b"),
        ],
    )
    def test_an_anchor_keeps_its_letters_without_marks(self, text: str, slug: str) -> None:
        assert slugify(text) == slug


class TestWords:
    @pytest.mark.parametrize(
        ("day", "said"),
        [
            (date(2026, 1, 9), "09/01/2026"),
            (date(2026, 7, 1), "01/7/2026"),
            (date(2026, 10, 30), "30/10/2026"),
            (Partial("2026-02-03"), "03/02/2026"),
            (Partial("2026-01"), "1/2026"),
            (Partial("2026-12"), "12/2026"),
            (Partial("2026"), "2026"),
            (None, ""),
        ],
    )
    def test_a_day_is_written_as_it_is_known(self, day: date | str | None, said: str) -> None:
        assert words.say_day(day) == said

    @pytest.mark.parametrize(("unit", "said"), [("%", "20%"), ("% mỗi năm", "20% mỗi năm"), ("xã", "20 xã")])
    def test_a_share_stands_at_its_figure_and_any_other_unit_apart(self, unit: str, said: str) -> None:
        assert words.say_measure(20, unit) == said

    @pytest.mark.parametrize(
        ("value", "said"),
        [(0, "0"), (1313, "1.313"), (1.5, "1,5"), (1234567.25, "1.234.567,25"), (-2, "-2"), (100.0, "100"), (10, "10")],
    )
    def test_a_figure_is_written_the_vietnamese_way(self, value: float, said: str) -> None:
        assert words.say_number(value) == said

    @pytest.mark.parametrize(
        ("spans", "said"),
        [
            ([(["mon"], "07:00", "11:00")], "Thứ Hai: 07:00–11:00"),
            ([(["sun", "sat"], "07:00", "24:00")], "Thứ Bảy, Chủ nhật: 07:00–24:00"),
            ([(["mon", "tue", "wed", "thu", "fri"], "07:30", "17:00")], "Thứ Hai đến thứ Sáu: 07:30–17:00"),
            ([(["mon", "wed", "fri"], "07:00", "11:00")], "Thứ Hai, thứ Tư, thứ Sáu: 07:00–11:00"),
            ([(["mon"], "07:00", "11:00"), (["tue"], "13:00", "17:00")], "Thứ Hai: 07:00–11:00; thứ Ba: 13:00–17:00"),
        ],
    )
    def test_hours_are_one_sentence(self, spans: list[tuple[list[str], str, str]], said: str) -> None:
        weekly = [{"days": days, "opens": opens, "closes": closes} for days, opens, closes in spans]
        assert words.say_hours(WeeklyHours.model_validate({"weekly": weekly})) == said


GONE = "publish: withdrawn\nbecause: Sai.\n"


class TestWithdrawn:
    """A number taken off is in no text, in whatever groups it is written."""

    @pytest.mark.parametrize(
        "written", ["0900000001", "0900 000 001", "0900.000.001", "09 00 00 00 01", "(0900000001)", "số 0900000001."]
    )
    def test_a_withdrawn_number_is_taken_out_of_every_text(self, tmp_path: Path, written: str) -> None:
        text = changed(HOTLINE, '"111"', '"0900 000 001"') + "publish: withdrawn\nbecause: Sai.\n"
        context = context_of_withdrawn(tmp_path, text)
        cleaned = str(context.take_off(f"Gọi {written} nhé."))
        assert "0900" not in cleaned
        assert "tạm rút" in cleaned

    def test_a_reason_that_several_share_is_said_once_and_each_keeps_its_anchor(self, tmp_path: Path) -> None:
        reasons = {"a": "Sai.", "b": "Cũ.", "c": "Sai."}
        files = {
            f"data/documents/{id}.yml": changed(
                DOCUMENT, "id: ke-hoach\nname: Kế hoạch 1", f"id: {id}\nname: Văn bản {id}"
            )
            + f"publish: withdrawn\nbecause: {because}\n"
            for id, because in reasons.items()
        }
        shown = str(blocks.render('documents(status="ended")', context_of(tmp_path, files)))
        assert [shown.count("Sai."), shown.count("Cũ.")] == [1, 1]
        assert [id for id in reasons if f'<li id="{id}"><b>Văn bản {id}</b>' not in shown] == []

    @pytest.mark.parametrize("written", ["1110", "2111", "24/11", "111/KH-UBND", "11-1"])
    def test_another_number_is_left_alone(self, tmp_path: Path, written: str) -> None:
        context = context_of_withdrawn(tmp_path, HOTLINE + "publish: withdrawn\nbecause: Sai.\n")
        assert context.take_off(f"số {written} nhé") == f"số {written} nhé"

    def test_a_number_that_another_line_still_has_stays(self, tmp_path: Path) -> None:
        other = changed(HOTLINE, "id: tre-em", "id: khac") + "shares_number_with: [tre-em]\n"
        facts, _ = judged(
            tmp_path, {LINE: HOTLINE + "publish: withdrawn\nbecause: Sai.\n", "data/hotlines/khac.yml": other}
        )
        assert Context.of(facts, TODAY).take_off("Gọi 111.") == "Gọi 111."

    def test_what_a_block_is_given_loses_it_too(self, tmp_path: Path) -> None:
        context = context_of_withdrawn(tmp_path, changed(HOTLINE, '"111"', '"0900000001"') + GONE)
        assert "0900" not in blocks.render('caution("Gọi 0900 000 001 ngay")', context)

    @pytest.mark.parametrize(
        ("more", "is_shown"),
        [("", True), ("publish: withdrawn\nbecause: Sai.\n", False), ("review_days: 1\n", False)],
        ids=["a line that is answered", "withdrawn by an editor", "gone by its age"],
    )
    def test_an_old_number_is_shown_beside_what_replaced_it_only(
        self, tmp_path: Path, more: str, is_shown: bool
    ) -> None:
        context = context_of_withdrawn(tmp_path, f'{HOTLINE}formerly: [{{value: "0900000008"}}]\n{more}')
        page = blocks.render('hotline_page("tre-em")', context)
        assert ("0900000008" in re.sub(r"(?<=\d)[ .\u00a0](?=\d)", "", page)) == is_shown


def context_of_withdrawn(root: Path, text: str) -> Context:
    facts, problems = judged(root, {LINE: text})
    assert problems == []
    return Context.of(facts, TODAY)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ('hotlines(purpose="report")', "Hiện không có số nào"),
        ("source_list()", "Báo"),
        ("gaps_of_records()", "Không còn chỗ trống"),
        ('gap_list(topic="law")', "không còn điều nào phải tìm"),
        ("gaps_found()", "Chưa có điều nào"),
        ("contact()", "chưa có địa chỉ liên hệ"),
        ("operator()", "không phải của cơ quan nhà nước"),
        ("plans()", "Chưa có kế hoạch"),
        ('campaigns(status="active")', "chưa thấy đợt nào"),
        ('programs(status="active")', "Trang này chưa ghi mô hình"),
        ('documents(status="active")', "Chưa có văn bản"),
        ("results()", "Chưa có con số"),
        ("contradictions()", "Chưa thấy chỗ nào"),
        ("places()", "Chưa có nơi nào"),
        ("changes()", "Chưa có thay đổi"),
        ("communes()", "Chưa có bảng"),
        ("former_units()", "Chưa có bảng"),
        ("past_campaigns()", "class=\"none\""),
        ("now()", "class=\"none\""),
    ],
)  # fmt: skip
def test_a_block_given_nothing_says_so(tmp_path: Path, block: str, said: str) -> None:
    rendered = blocks.render(
        block, context_of(tmp_path, {"data/sources/qd-1472.yml": SOURCE.replace("Bộ Mẫu", "Báo Mẫu")})
    )
    assert said in rendered


def test_a_compiled_template_of_an_earlier_process_is_taken_only_for_the_same_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def show(text: str, left: Left) -> tuple[str, Left]:
        codes = Codes()
        codes.read = lambda: left
        monkeypatch.setattr(templates, "CODES", codes)
        (tmp_path / "x.html").write_text(text)
        loader = jinja2.FileSystemLoader(tmp_path)
        shown = jinja2.Environment(loader=loader, bytecode_cache=templates.Compiled()).get_template("x.html").render()
        return shown, codes.to_leave()

    _, left = show("một", {})
    with monkeypatch.context() as patched:
        patched.setattr(jinja2.Environment, "compile", None)
        assert show("một", left) == ("một", {})
    shown, other = show("hai", left)
    assert shown == "hai"
    assert other.keys() == left.keys()
    assert other != left
