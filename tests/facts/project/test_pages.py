"""Markdown pages: what an editor writes, told at its true line and column, and what becomes of it on the site."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from building import Builder
from facts.judging import as_read, together
from facts.judging.as_read import Judge
from facts.problems import Level, Problem
from facts.project import pages
from facts.reading import markdown
from facts.reading.as_made import converter
from facts.rendering.blocks import Context
from facts.site.off import html_without
from facts.site.standing import Numbers
from province import GOLDEN
from province import TODAY as GOLDEN_DAY
from samples import DOCUMENT, HOTLINE, LINE, SOUND, TODAY, changed, told, write

FRONT = "---\ntitle: Trang\n---\n"
PAGE = "docs/index.md"


def problems_of(root: Path, page: str, files: dict[str, str] | None = None) -> list[Problem]:
    """What is told of one page that stands beside the sound records; warnings about how it speaks left out."""
    write(root, {**SOUND, **(files or {}), PAGE: page})
    return [problem for problem in pages.read_site(root, TODAY)[1] if problem.level is Level.ERROR]


# What a page is made of, right and wrong: signs drawn one by one hardly ever make a block or a link.
PIECES = [
    *"{}()%\"'[]<>:#=, \n", "{{ ", " }}", 'call("tre-em")', 'hotline("tre-em")', "{% ", "[a](", "tel:111", "111", "tel:", "chữ",
    "facts:hotlines/tre-em", "{{ call('tre-em') }}", '\n\n{{ hotlines(purpose="help") }}\n\n',
]  # fmt: skip


class TestFrontMatter:
    @pytest.mark.parametrize(
        ("front", "line", "column"),
        [
            pytest.param("title: Một\ntieu-de: Hai\n", 3, 1, id="an unknown field"),
            pytest.param("title: [Một, Hai]\n", 2, 8, id="a list"),
            pytest.param("title: {a: b}\n", 2, 8, id="a group"),
            pytest.param("title: <b>Một</b>\n", 2, 8, id="markup"),
            pytest.param("description: Một {{ hai }}\n", 2, 14, id="signs of templates"),
            pytest.param("quiet: yes\n", 2, 8, id="yes for true"),
            pytest.param("light: True\n", 2, 8, id="True for true"),
            pytest.param("field: y-te\n", 2, 8, id="an unknown field of work"),
            pytest.param("template: khong-co.html\n", 2, 11, id="a template that is not there"),
            pytest.param("template: ../blocks/call.html\n", 2, 11, id="a template elsewhere"),
            pytest.param("- title\n", 2, 1, id="a list of fields"),
            pytest.param("chỉ một câu\n", 2, 1, id="a sentence"),
        ],
    )
    def test_a_mistake_is_told_at_its_line(self, tmp_path: Path, front: str, line: int, column: int) -> None:
        problems = problems_of(tmp_path, f"---\n{front}---\n\n# Trang\n")
        assert told(problems) == [(PAGE, line, column, "front-matter")]

    @pytest.mark.parametrize(
        "page",
        [
            pytest.param("---\ntitle: Một\n\n# Trang\n", id="never closed"),
            pytest.param("---\n---\n\n# Trang\n", id="empty"),
            pytest.param("---\n", id="one mark"),
            pytest.param("Title: Một\n\n# Trang\n", id="without its marks"),
            pytest.param(" ---\ntitle: Một\n---\n\n# Trang\n", id="a space before it"),
            pytest.param("—\ntitle: Một\n—\n\n# Trang\n", id="a dash of Word"),
            pytest.param("```yaml\ntitle: Một\n```\n\n# Trang\n", id="a frame around it"),
            pytest.param("Note: đọc kỹ.\n\n# Trang\n", id="a first line that MkDocs takes for it"),
            pytest.param("template: khong-co.html\n\n# Trang\n", id="a template without marks"),
            pytest.param("\n\nhttps://a.example/ là trang cũ.\n", id="a first line that is an address"),
        ],
    )
    def test_what_mkdocs_would_swallow_is_told(self, tmp_path: Path, page: str) -> None:
        assert [code for _, line, _, code in told(problems_of(tmp_path, page)) if line == 1] == ["front-matter"]

    @pytest.mark.parametrize("end", ["---", "..."])
    def test_it_ends_where_mkdocs_ends_it(self, end: str) -> None:
        from mkdocs.utils.meta import get_data

        text = f"---\ntitle: Một\nquiet: true\n{end}\n\n# Trang\n"
        page = markdown.split(text, PAGE, "")
        body, meta = get_data(text)
        assert page.body.strip("\n") == body.strip("\n")
        assert dict(page.meta) == {"title": meta["title"], "quiet": "true"}

    @given(
        st.lists(st.sampled_from([*"-.:\n #ab", "---\n", "---", "...\n", "a: b\n", "Ghi: b\n"]), max_size=12).map(
            "".join
        )
    )
    @example("---\na: b\n---\n# a\n")
    @example("---\n---\n\na: b\n")
    @settings(max_examples=300, deadline=None)
    def test_whatever_mkdocs_takes_for_it_is_read_or_told(self, text: str) -> None:
        from mkdocs.utils.meta import get_data

        body, meta = get_data(text)
        page = markdown.split(text, PAGE, "")
        if meta or body.strip() != text.strip():
            assert page.problems or page.body.strip() == body.strip()

    def test_a_title_with_signs_is_shown_as_it_stands(self, build: Builder) -> None:
        def change(root: Path) -> None:
            (root / "docs" / "cap-nhat.md").write_text(
                '---\ntitle: "Một & hai \\" ba \'"\ndescription: "Một & \\"hai\\" > ba"\n---\n\n# Cập nhật\n\n{{ changes() }}\n',
                encoding="utf-8",
            )

        page = build(GOLDEN, change, today=GOLDEN_DAY).read("cap-nhat/")
        head = page[: page.index("<body")]
        assert re.search(r"<title>Một &amp; hai (&#34;|&quot;|\") ba ('|&#39;)", head)
        description = re.search(r'name="description" content="([^"]*)"', head)
        assert description
        assert description[1] in ("Một &amp; &#34;hai&#34; &gt; ba", "Một &amp; &quot;hai&quot; &gt; ba")


class TestBlocksAndLinks:
    @pytest.mark.parametrize(
        ("body", "line", "column", "code"),
        [
            pytest.param('Xem\n\n{{ hotlnes(purpose="help") }}\n', 6, 1, "unknown-block", id="a misspelt block"),
            pytest.param('{{ hotlines(purpose="helps") }}\n', 4, 1, "block", id="a misspelt choice"),
            pytest.param("{{ hotlines() }}\n", 4, 1, "block", id="something missing"),
            pytest.param('{{ hotlines("help", "x") }}\n', 4, 1, "block", id="too much"),
            pytest.param("{{ hotlines(purpose=help) }}\n", 4, 1, "block", id="no quotes"),
            pytest.param("{{ hotlines }}\n", 4, 1, "block", id="no brackets"),
            pytest.param("{{}}\n", 4, 1, "block", id="nothing"),
            pytest.param('{{ caution(" ") }}\n', 4, 1, "block", id="no words"),
            pytest.param('[{{ call("tre-em") }}](index.md)\n', 4, 2, "block", id="a block for the words of a link"),
            pytest.param('{{ hotline("tre-en") }}\n', 4, 1, "unknown-record", id="an unknown record"),
            pytest.param('{{ call("khong-co") }}\n', 4, 1, "unknown-record", id="an unknown line"),
            pytest.param('Câu {{ hotline("tre-em") }} này.\n', 4, 5, "block", id="a block inside a sentence"),
            pytest.param('- {{ hotline("tre-em") }}\n', 4, 3, "block", id="a block inside a list"),
            pytest.param('{{ hotlines(purpose="help")\n', 4, 1, "block", id="never closed"),
            pytest.param("Một }} hai.\n", 4, 5, "block", id="never opened"),
            pytest.param("{% for x in y %}\n", 4, 1, "block", id="a loop"),
            pytest.param('Gọi [{{ call("tre-em") }}](index.md)\n', 4, 6, "block", id="a block as the words of a link"),
            pytest.param(
                "Đường [x](facts:hotlines/tre-en) ạ.\n", 4, 9, "unknown-record", id="a link to an unknown record"
            ),
            pytest.param("[x](facts:hotline/tre-em)\n", 4, 3, "unknown-record", id="a link to an unknown kind"),
            pytest.param("[x](facts:)\n", 4, 3, "unknown-record", id="a link to nothing"),
            pytest.param("[Gọi](tel:0900000099)\n", 4, 1, "tel", id="a number nobody has"),
            pytest.param("[Gọi](tel:+84111)\n", 4, 1, "tel", id="a number as dialed from abroad"),
            pytest.param("[Gọi](sms:112)\n", 4, 1, "tel", id="a message to nobody"),
            pytest.param("[Gọi](tel:1 1 1)\n", 4, 1, "tel", id="a number with spaces"),
            pytest.param("[gọi]: tel:111\n", 4, 1, "tel", id="a link defined at the end"),
            pytest.param("Ờ ờ, gọi 0900 000 099 nhé.\n", 4, 10, "phone-in-text", id="a number in a sentence"),
            pytest.param("- 1900.00.00.99\n", 4, 3, "phone-in-text", id="a number in a list"),
            pytest.param("Một\n\n[0900 000 099](index.md)\n", 6, 2, "phone-in-text", id="a number in a link"),
        ],
    )
    def test_a_mistake_is_told_at_its_line_and_column(
        self, tmp_path: Path, body: str, line: int, column: int, code: str
    ) -> None:
        problems = problems_of(tmp_path, FRONT + body)
        assert (PAGE, line, column, code) in told(problems)
        assert {place[3] for place in told(problems)} <= {code, "link"}
        assert len([place for place in told(problems) if place[3] == code]) == 1
        assert re.search("[à-ỹđ]", problems[0].message)

    def test_a_block_where_a_link_leads_is_told_and_leads_nowhere(self, tmp_path: Path) -> None:
        problems = problems_of(tmp_path, FRONT + 'Gọi [số]({{ call("tre-em") }})\n')
        assert told(problems) == [(PAGE, 4, 6, "dead-link"), (PAGE, 4, 10, "block")]

    def test_every_mistake_of_every_page_is_told_in_one_run(self, tmp_path: Path) -> None:
        write(tmp_path, {"docs/a/b.md": FRONT + "{{ x() }}\n\n{{ y() }}\n", "docs/c.md": "# Trang\n\n{{ z() }}\n"})
        problems = problems_of(tmp_path, FRONT + "[x](facts:a/b)\n")
        places = [("docs/a/b.md", 4, 1), ("docs/a/b.md", 6, 1), ("docs/c.md", 3, 1), (PAGE, 4, 3)]
        assert [place[:3] for place in told(problems)] == places

    @pytest.mark.parametrize(
        "body",
        [
            '{{ hotlines(purpose="help") }}\n',
            "   {{ hotlines(purpose='help') }}   \n",
            'Gọi {{ call("tre-em") }} nhé, hoặc {{ call("tre-em") }}.\n',
            "[Tổng đài](facts:hotlines/tre-em) và [nguồn](facts:sources/qd-1472)\n",
            "[Gọi 111](tel:111)\n",
            "Ngày 24/11/2026, số 105/KH-UBND, 12.345.678.901 đồng.\n",
        ],
    )
    def test_what_is_sound_is_told_nothing(self, tmp_path: Path, body: str) -> None:
        assert problems_of(tmp_path, FRONT + body) == []

    @pytest.mark.parametrize(
        ("source", "link", "expected"),
        [
            ("index.md", "facts:hotlines/tre-em", "goi-ngay/tre-em.md"),
            ("nguon.md", "facts:sources/qd-1472", "nguon.md#qd-1472"),
            ("a/index.md", "facts:hotlines/tre-em", "../goi-ngay/tre-em.md"),
            ("a/b/c.md", "facts:agencies/cuc-tre-em", "../../gioi-thieu/co-quan.md#cuc-tre-em"),
        ],
    )
    def test_a_link_to_a_record_becomes_one_that_mkdocs_checks(
        self, tmp_path: Path, source: str, link: str, expected: str
    ) -> None:
        facts, _ = pages.read_site(write(tmp_path, {**SOUND, PAGE: FRONT}), TODAY)
        context = Context.of(facts, TODAY)
        assert str(pages.expand(f"[x]({link})", context, source, lambda *_: None)) == f"[x]({expected})"

    def test_a_withdrawn_number_is_taken_out_of_what_an_editor_wrote(self, tmp_path: Path) -> None:
        line = changed(HOTLINE, '"111"', '"0900 000 001"') + "publish: withdrawn\nbecause: Sai.\n"
        body = 'Gọi 0900000001, [0900.000.001](tel:0900000001), {{ call("tre-em") }}.'
        assert problems_of(tmp_path, FRONT + body, {LINE: line}) == []
        facts, _ = pages.read_site(tmp_path, TODAY)
        context = Context.of(facts, TODAY)
        made = converter(tmp_path).convert(str(pages.expand(body, context, "index.md", lambda *_: None)))
        shown = html_without(made, context.gone)
        assert "0900" not in shown
        assert "tel:" not in shown
        assert shown.count("đang tạm rút") == 3

    def test_no_brace_of_a_block_reaches_the_site(self, build: Builder) -> None:
        for path, page in build(GOLDEN, today=GOLDEN_DAY).pages().items():
            body = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
            assert "{{" not in body, path
            assert "}}" not in body, path
            assert "{%" not in body, path
            assert "{ #" not in body, path

    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(body=st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
    def test_whatever_a_page_says_is_told_or_built(self, tmp_path: Path, body: str) -> None:
        facts, _ = pages.read_site(write(tmp_path, SOUND), TODAY)
        page = markdown.split(FRONT + body, PAGE, "")
        judge = Judge(as_read.converter(tmp_path), Numbers.of(facts, TODAY))
        found = list(pages.check_page(page, Context.of(facts, TODAY, renders=False), judge))
        for problem in found:
            lines = (FRONT + body).split("\n")
            assert problem.place.line <= len(lines)
            assert problem.place.column <= len(lines[problem.place.line - 1]) + 1
        pages.expand(page.body, Context.of(facts, TODAY), "index.md", lambda *_: None)


def test_a_page_names_no_district_as_if_it_still_were(tmp_path: Path) -> None:
    communes = (GOLDEN / "data/communes.yml").read_text(encoding="utf-8").replace("[cong-bao]", "[qd-1472]")
    communes = communes.replace("[bao-song-mau]", "[qd-1472]").replace("2030-01-10", "2026-11-01")
    files = {"data/communes.yml": communes}
    page = FRONT + "# Trang\n\nỞ huyện Bến Giả (cũ).\nHỏi UBND huyện Bến Giả.\n"
    assert [(p.code, p.place.line, p.place.column) for p in problems_of(tmp_path, page, files)] == [("district", 7, 10)]


class TestWhatIsNoLongerSo:
    def test_a_document_named_in_a_sentence_says_what_superseded_it(self, tmp_path: Path) -> None:
        documents = {
            "data/documents/cu.yml": changed(DOCUMENT, "id: ke-hoach", "id: cu") + "superseded_by: luat-moi\n",
            "data/documents/luat-moi.yml": changed(
                DOCUMENT, "id: ke-hoach\nname: Kế hoạch 1", "id: luat-moi\nname: Luật [mới]"
            ),
        }
        assert expanded(tmp_path, "[luật](facts:documents/cu)", documents) == (
            "[luật](van-ban.md#cu) (đã được thay bằng [Luật &#91;mới&#93;](van-ban.md#luat-moi))"
        )

    @pytest.mark.parametrize(("day", "said"), [(TODAY, " (một phần đã hết hiệu lực)"), (TODAY + timedelta(days=1), "")])
    def test_a_document_named_in_a_sentence_says_that_a_part_of_it_ended(
        self, tmp_path: Path, day: date, said: str
    ) -> None:
        ended = DOCUMENT + f"ended_parts: [{{what: Điều 20, ended_on: {day}}}]\n"
        files = {"data/documents/ke-hoach.yml": ended}
        assert expanded(tmp_path, "[nghị định](facts:documents/ke-hoach)", files) == (
            f"[nghị định](van-ban.md#ke-hoach){said}"
        )

    def test_a_line_named_in_a_sentence_says_that_it_is_taken_off_and_why(self, tmp_path: Path) -> None:
        gone = {LINE: HOTLINE + "publish: withdrawn\nbecause: Số đã đổi.\n"}
        assert expanded(tmp_path, "[111](facts:hotlines/tre-em)", gone).endswith(" &#40;tạm rút&#58; Số đã đổi&#41;")


def expanded(root: Path, body: str, files: dict[str, str]) -> str:
    """A page's body as MkDocs is given it; any mistake fails."""
    facts, problems = together.read(write(root, {**SOUND, **files}), TODAY)
    assert [p for p in problems if p.level is Level.ERROR] == []

    def tell(offset: int, code: str, message: str) -> None:
        raise AssertionError(f"{offset} {code} {message}")

    return str(pages.expand(body, Context.of(facts, TODAY), "index.md", tell))


@pytest.mark.parametrize("table", ["known:\n\t- ABC\nwords: []\n", "known: [ABC]\nworsd: []\n"])
def test_a_table_of_words_told_wrong_does_not_make_every_abbreviation_unexplained(tmp_path: Path, table: str) -> None:
    page = FRONT + "# Trang\n\nABC nghe máy.\n"
    assert [p.code for p in pages.read_site(write(tmp_path, {**SOUND, PAGE: page}), TODAY)[1]] == ["abbreviation"]
    (tmp_path / "data/words.yml").write_text(table, encoding="utf-8")
    assert {p.place.path for p in pages.read_site(tmp_path, TODAY)[1]} == {"data/words.yml"}


def test_the_reading_of_pages_follows_the_names_of_files(tmp_path: Path) -> None:
    write(tmp_path, {"docs/index.md": "", "docs/a/index.md": "", "docs/a/b.md": "", "docs/ảnh.png": ""})
    assert [(page.path, page.url) for page in markdown.read_pages(tmp_path)] == [
        ("docs/a/b.md", "a/b/"),
        ("docs/a/index.md", "a/"),
        ("docs/index.md", ""),
    ]


def test_what_a_page_cites_is_known_before_anything_is_rendered() -> None:
    body = '{{ sources("a", "b") }}\n{{ quote("x", source="c", where="y") }}\n[x](facts:hotlines/d) {{ sai'
    page = markdown.split(FRONT + body, PAGE, "")
    assert set(pages.cited([page])) == {("sources", "a"), ("sources", "b"), ("sources", "c"), ("hotlines", "d")}
