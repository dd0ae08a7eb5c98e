"""A gap has one place: what names it follows it, and what says it by hand is told once it is found."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import building
from facts.exports import files as exports
from facts.problems import Level
from facts.project import pages
from facts.records import when
from facts.rendering import blocks
from facts.rendering.blocks import Context
from facts.site import gaps
from province import GOLDEN
from province import TODAY as GOLDEN_DAY
from samples import ANSWER, CHANGE, DOCUMENT, GAP, HOTLINE, LINE, RESULT, SOUND, TODAY, changed, record, told, write

FILE = "data/gaps/nghi-dinh.yml"
PAGE = "docs/index.md"
SIDES = """\
id: hai-ben
name: Hai bên
versions:
  - {text: Một., sources: [qd-1472]}
used: Dùng cả hai.
sources: [qd-1472]
verified_on: 2026-11-01
"""
FRONT = "---\ntitle: Trang\n---\n"
LEANING = HOTLINE + "not_found: [gaps/nghi-dinh, giờ trực đêm]\n"
ALL = {**SOUND, "data/documents/ke-hoach.yml": DOCUMENT}
SAYS = "Chúng tôi chưa tìm thấy nghị định nói rõ luật này"


def read(root: Path, files: dict[str, str]) -> tuple[Context, list[tuple[str, int, int, str]]]:
    """The site of these files, and what is told of gaps in it."""
    facts, problems = pages.read_site(write(root, {**ALL, **files}), TODAY)
    about_others = [p for p in problems if p.level is Level.ERROR and "gap" not in p.code]
    assert about_others == []
    return Context.of(facts, TODAY), told([p for p in problems if "gap" in p.code])


def exported(context: Context) -> list[str]:
    """What the open data of the one line says was not found."""
    found = json.loads(exports.files(context.site)["api/v1/hotlines.json"])
    return found["data"][0]["not_found"]


class TestWhatNamesIt:
    def test_a_page_says_what_was_sought_until_when_with_the_way_to_its_place(self, tmp_path: Path) -> None:
        context, problems = read(tmp_path, {FILE: GAP, PAGE: f'{FRONT}Luật ấy. {{{{ gap("nghi-dinh") }}}}\n'})
        assert problems == []
        said = blocks.render('gap("nghi-dinh")', context)
        until = '<time class="sought" datetime="2026-11-01">tìm đến 01/11/2026</time>'
        assert f'{SAYS} (<a href="gioi-thieu/dang-tim/#nghi-dinh">{until}</a>).' in said

    def test_one_file_answers_the_page_and_the_record_at_once(self, tmp_path: Path) -> None:
        context, _ = read(tmp_path, {FILE: GAP + ANSWER, LINE: LEANING})
        for said in (blocks.render('gap("nghi-dinh")', context), blocks.render('hotline_page("tre-em")', context)):
            assert SAYS not in said
            answer = (
                'Đã tìm thấy: nghị định nói rõ luật này. Xem <a href="van-ban/#ke-hoach">Kế hoạch 1</a> (10/11/2026).'
            )
            assert answer in said

    def test_the_open_data_have_the_words_as_before_and_not_once_they_are_answered(self, tmp_path: Path) -> None:
        plain = HOTLINE + "not_found: [nghị định nói rõ luật này, giờ trực đêm]\n"
        before = exported(read(tmp_path / "plain", {LINE: plain})[0])
        assert before == exported(read(tmp_path / "open", {FILE: GAP, LINE: LEANING})[0])
        assert exported(read(tmp_path / "answered", {FILE: GAP + ANSWER, LINE: LEANING})[0]) == ["giờ trực đêm"]

    def test_a_gap_that_was_taken_off_is_said_by_no_record(self, tmp_path: Path) -> None:
        off = GAP + "publish: withdrawn\nbecause: Hỏi nhầm.\n"
        context, _ = read(tmp_path, {FILE: off, LINE: LEANING})
        assert "nghị định nói rõ" not in blocks.render('hotline_page("tre-em")', context)
        assert "nghị định nói rõ" not in blocks.render('gap("nghi-dinh")', context)
        assert exported(context) == ["giờ trực đêm"]

    def test_several_are_one_list_with_a_count(self, tmp_path: Path) -> None:
        context, _ = read(tmp_path, {FILE: GAP, LINE: LEANING})
        said = blocks.render('hotline_page("tre-em")', context)
        assert said.count("Chúng tôi chưa tìm thấy") == 1
        assert "Chúng tôi chưa tìm thấy 2 điều:" in said

    def test_its_place_says_where_it_was_sought_who_may_know_and_what_leans_on_it(self, tmp_path: Path) -> None:
        known = GAP + "ask: Bộ Mẫu\nasked_on: 2026-11-02\n"
        context, _ = read(tmp_path, {FILE: known, LINE: LEANING, PAGE: f'{FRONT}{{{{ gap("nghi-dinh") }}}}\n'})
        there = blocks.render('gap_list(topic="law")', context.at("gioi-thieu/dang-tim/"))
        for words in ("trang của Bộ Mẫu", "<b>Hỏi:</b> Bộ Mẫu", "hỏi ngày 02/11/2026", "tre-em/", ">Trang</a>"):
            assert words in there
        assert gaps.shown_at(context.site.facts, "nghi-dinh") == ["", "goi-ngay/tre-em/"]

    def test_alone_on_its_line_it_is_a_paragraph(self, tmp_path: Path) -> None:
        site = building.build(building.assemble(tmp_path / "project", GOLDEN), today=GOLDEN_DAY)
        assert '<p><span class="none">Chúng tôi chưa tìm thấy danh sách cơ sở' in site.read("gioi-thieu/")

    @pytest.mark.parametrize(
        "item",
        ["gaps/Nghi-Dinh", "data/gaps/nghi-dinh.yml", "nghi-dinh", "gap/nghi-dinh", "gaps/", "gaps/nghi-dinh.yml"],
    )
    def test_a_name_written_otherwise_is_not_taken_for_a_sentence(self, tmp_path: Path, item: str) -> None:
        files = write(tmp_path, {**ALL, FILE: GAP, LINE: HOTLINE + f"not_found: [{item}]\n"})
        assert told(pages.read_site(files, TODAY)[1]) == [(LINE, 17, 13, "unknown-reference")]

    @pytest.mark.parametrize("words", ["số máy/địa chỉ", "giờ mở cửa 24/7", "Zalo", "số điện thoại, e-mail"])
    def test_a_sentence_stays_a_sentence(self, tmp_path: Path, words: str) -> None:
        context, problems = read(tmp_path, {LINE: HOTLINE + f'not_found: ["{words}"]\n'})
        assert (problems, exported(context)) == ([], [words])


# What an editor may have written somewhere before the answer was known; `¦` stands where it is told.
STILL = {
    "as declared": "Luật cần nói rõ. Chúng tôi ¦chưa thấy nghị định, nên chưa biết.",
    "in capitals": "¦CHƯA THẤY NGHỊ ĐỊNH nào.",
    "over the end of a line": "Chúng tôi ¦chưa thấy\nnghị định.",
    "with emphasis": "Chúng tôi ¦chưa **thấy** nghị định.",
    "with a link": "Chúng tôi ¦chưa thấy [nghị định](https://mau.example/nd-1).",
    "around a link": "Chúng tôi ¦chưa [thấy](https://mau.example/nghi/dinh) nghị định.",
    "with marks in another order": "Chúng tôi ¦chưa thâ\u0301y nghị định.",
    "in a heading": "## ¦Chưa thấy nghị định",
    "in a table": "| Luật | ¦chưa thấy nghị định |\n| --- | --- |",
    "in a list": "- Luật: ¦chưa thấy nghị định.",
    "in a block": '{{ caution("¦Chưa thấy nghị định nào.") }}',
    "within quotes": "Trang này viết “¦chưa thấy nghị định”.",
}


class TestWhatStillSaysSo:
    @pytest.mark.parametrize("text", STILL.values(), ids=STILL)
    def test_a_sentence_of_a_page_is_told_where_it_begins_once_it_is_answered(self, tmp_path: Path, text: str) -> None:
        before, _, after = text.partition("¦")
        line, column = 4 + before.count("\n"), len(before.rpartition("\n")[2]) + 1
        open_, answered = ({FILE: one, PAGE: f"{FRONT}{before}{after}\n"} for one in (GAP, GAP + ANSWER))
        assert [one for one in read(tmp_path / "1", open_)[1] if one[3] == "answered-gap"] == []
        assert (PAGE, line, column, "answered-gap") in read(tmp_path / "2", answered)[1]

    def test_everything_is_told_at_its_place_in_one_run(self, tmp_path: Path) -> None:
        page = (
            "---\ntitle: Trang\ndescription: Luật mà chúng tôi chưa thấy nghị định.\n---\n"
            '{{ gap("nghi-dinh") }}\n\nXem [điều này](facts:gaps/nghi-dinh).\n'
        )
        files = {
            FILE: GAP + ANSWER,
            LINE: changed(LEANING, "for_whom: Trẻ em.", "for_whom: Trẻ em, chưa thấy nghị định."),
            PAGE: page,
            "overrides/blocks/loi.html": "<p>\n  Ta chưa thấy nghị định.</p>\n",
        }
        problems = read(tmp_path, files)[1]
        assert problems == [
            (LINE, 5, 11, "answered-gap"),
            (LINE, 17, 13, "answered-gap"),
            (PAGE, 3, 14, "answered-gap"),
            (PAGE, 5, 1, "answered-gap"),
            (PAGE, 7, 22, "answered-gap"),
            ("overrides/blocks/loi.html", 2, 6, "answered-gap"),
        ]

    def test_a_sentence_is_told_once(self, tmp_path: Path) -> None:
        files = {
            FILE: GAP + ANSWER,
            LINE: HOTLINE + "note: Chúng tôi chưa thấy nghị định.\n",
            PAGE: "---\ntitle: Trang\ndescription: Chúng tôi chưa thấy nghị định.\n---\nChúng tôi chưa thấy nghị định.\n",
        }
        places = [(LINE, 17, 7), (PAGE, 3, 14), (PAGE, 5, 11)]
        assert read(tmp_path, files)[1] == [(*place, "answered-gap") for place in places]

    def test_what_a_machine_corrects_is_told_and_what_only_a_hand_can_correct_stops(self, tmp_path: Path) -> None:
        files = {FILE: GAP + ANSWER, LINE: LEANING, PAGE: f"{FRONT}Chưa thấy nghị định.\n"}
        problems = pages.read_site(write(tmp_path, {**ALL, **files}), TODAY)[1]
        levels = {p.place.path: p.level for p in problems if p.code == "answered-gap"}
        assert levels == {LINE: Level.WARNING, PAGE: Level.ERROR}

    @pytest.mark.parametrize(
        "path",
        ["docs/cap-nhat.md", "data/changes/doi.yml"],
    )
    def test_where_changes_are_told_an_old_wording_may_be_named(self, tmp_path: Path, path: str) -> None:
        said = {
            "docs/cap-nhat.md": f"{FRONT}Trước đây trang này viết: chưa thấy nghị định.\n",
            "data/changes/doi.yml": changed(CHANGE, "Đổi một số.", "Trước viết chưa thấy nghị định.")
            + "about: [gaps/nghi-dinh]\n",
        }
        assert read(tmp_path, {FILE: GAP + ANSWER, path: said[path]})[1] == []

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param("Chúng tôi chưa thấy. Nghị định mới đã có.", id="two sentences"),
            pytest.param("Chúng tôi chưa thấy\n\nNghị định mới", id="two paragraphs"),
            pytest.param("Chưa thấy nghị quyết nào.", id="other words"),
            pytest.param("Đã thấy nghị định.", id="the answer"),
        ],
    )
    def test_what_does_not_say_so_is_not_told(self, tmp_path: Path, words: str) -> None:
        problems = read(tmp_path, {FILE: GAP + ANSWER, PAGE: f"{FRONT}{words}\n"})[1]
        assert [one for one in problems if one[3] == "answered-gap"] == []

    def test_the_words_of_others_are_theirs(self, tmp_path: Path) -> None:
        source = changed(SOUND["data/sources/qd-1472.yml"], "Quyết định 1472", "Bài báo nói chưa thấy nghị định")
        assert read(tmp_path, {FILE: GAP + ANSWER, "data/sources/qd-1472.yml": source})[1] == []

    def test_no_template_of_ours_says_what_was_found(self) -> None:
        facts, problems = pages.read_site(building.ROOT, date.fromisoformat(building.DAY))
        assert [p for p in problems if p.code == "answered-gap"] == []
        assert facts.all("gaps")


HAND = {
    "as the site says it": "Luật ấy. ¦Chúng tôi chưa thấy giờ phát thuốc.",
    "not found": "Số trực chúng tôi ¦chưa tìm thấy.",
    "over the end of a line": "Số trực ¦chưa tìm\nthấy ở đâu.",
    "with emphasis": "Số trực ¦chưa **tìm thấy**.",
    "no result": "Địa chỉ: ¦không tìm thấy.",
    "long sought": "Số ấy ¦tìm mãi mà chưa ra.",
    "no source says so": "¦Chưa có nguồn nào nói họ thấy gì ở bạn.",
    "none has said": "¦Không nguồn nào nói rõ việc này.",
    "the sources do not say": "Ai giữ kín: ¦nguồn chúng tôi đọc không nói.",
    "no document in its place": "¦Chưa thấy văn bản thay.",
    "not clear whether": "Thông tư ấy ¦chưa rõ sau 01/7/2026 còn dùng hay không.",
    "not known to us": "¦Chúng tôi chưa biết họ có nhận người tự nguyện hay không.",
    "this page has none": "¦Trang này không có nguồn cho việc ấy.",
    "in a table": "| Số | ¦chưa tìm thấy |\n| --- | --- |\n",
    "in a footnote": "Một câu[^1].\n\n[^1]: ¦Chưa tìm thấy nguồn.",
    "in a block": '{{ caution("Hỏi lại. ¦Chúng tôi chưa thấy văn bản thay.") }}',
}
NOT_BY_HAND = {
    "advice": "Không thấy người đó thở thì gọi ngay.",
    "what a reader looks for": "Cần tiền không rõ lý do. Chưa thấy đỡ thì hỏi bác sĩ.",
    "a habit of the site, named": "Trang ghi “chúng tôi chưa tìm thấy”, kèm ngày.",
    "a heading": "## Chưa tìm thấy { #chua-tim-thay }",
    "the law's own words": '{{ quote("Trường hợp chưa có quy định nào cho việc này", source="qd-1472", where="Điều 1") }}',
    "a rule of the site": "Điều không có nguồn thì không đăng. Lời khuyên chưa có nguồn tốt thì ghi rõ.",
    "privacy": "Chúng tôi không biết bạn là ai. Chúng tôi không thấy bạn gõ gì.",
}


class TestWhatIsSaidByHand:
    @pytest.mark.parametrize("text", HAND.values(), ids=HAND)
    def test_a_page_is_told_where_it_says_so_and_what_to_write(self, tmp_path: Path, text: str) -> None:
        before, _, after = text.partition("¦")
        line, column = 4 + before.count("\n"), len(before.rpartition("\n")[2]) + 1
        assert read(tmp_path, {PAGE: f"{FRONT}{before}{after}\n"})[1] == [(PAGE, line, column, "gap-by-hand")]

    @pytest.mark.parametrize("text", NOT_BY_HAND.values(), ids=NOT_BY_HAND)
    def test_what_says_something_else_is_not_told(self, tmp_path: Path, text: str) -> None:
        assert read(tmp_path, {PAGE: f"{FRONT}{text}\n"})[1] == []

    @pytest.mark.parametrize(
        ("files", "advice"),
        [
            pytest.param({PAGE: f"{FRONT}Số ấy chưa tìm thấy.\n"}, 'data/gaps/<mã>.yml rồi viết {{ gap("mã") }}', id="new"),
            pytest.param(
                {FILE: GAP, PAGE: f"{FRONT}Nghị định nói rõ luật này chúng tôi chưa tìm thấy.\n"},
                'Đã có data/gaps/nghi-dinh.yml: viết {{ gap("nghi-dinh") }}.', id="known by its name",
            ),
            pytest.param(
                {FILE: GAP, PAGE: f"{FRONT}Chúng tôi chưa thấy nghị định.\n"},
                'Đã có data/gaps/nghi-dinh.yml: viết {{ gap("nghi-dinh") }}.', id="known by a wording",
            ),
            pytest.param(
                {PAGE: f'{FRONT}{{{{ caution("Số ấy chưa tìm thấy.") }}}}\n'}, "tách câu này ra khỏi khối", id="in a block",
            ),
            pytest.param(
                {PAGE: "---\ntitle: Trang\ndescription: Số ấy chưa tìm thấy.\n---\n"}, "bỏ câu này ở đây", id="front matter",
            ),
            pytest.param(
                {LINE: HOTLINE + "note: Số ấy chưa tìm thấy.\n"},
                "Bỏ câu này khỏi note:, thêm vào not_found: một dòng “- điều đã tìm”.", id="in a record",
            ),
            pytest.param(
                {FILE: GAP, LINE: HOTLINE + "note: Nghị định nói rõ luật này chưa tìm thấy.\n"},
                "thêm vào not_found: một dòng “- gaps/nghi-dinh”.", id="in a record, known",
            ),
        ],
    )  # fmt: skip
    def test_the_advice_is_valid_there(self, tmp_path: Path, files: dict[str, str], advice: str) -> None:
        problems = pages.read_site(write(tmp_path, {**ALL, **files}), TODAY)[1]
        (problem,) = [p for p in problems if p.code == "gap-by-hand"]
        assert advice in problem.message

    def test_a_sentence_by_hand_that_names_what_was_found_stops(self, tmp_path: Path) -> None:
        files = {
            FILE: GAP + ANSWER,
            LINE: HOTLINE + "note: Nghị định nói rõ luật này chưa tìm thấy.\n",
            PAGE: f"{FRONT}Không tìm thấy nghị định nói rõ luật này.\n",
        }
        problems = pages.read_site(write(tmp_path, {**ALL, **files}), TODAY)[1]
        assert [(p.place.path, p.code) for p in problems if p.level is Level.ERROR] == [
            (LINE, "answered-gap"),
            (PAGE, "answered-gap"),
        ]

    def test_a_record_says_of_itself_what_is_not_known(self, tmp_path: Path) -> None:
        said = changed(HOTLINE, "anonymous: {value: unknown, say: Chưa rõ.}",
                       "anonymous: {value: unknown, say: Chưa tìm thấy nguồn nói có phải xưng tên không.}")  # fmt: skip
        assert read(tmp_path, {LINE: said})[1] == []

    @pytest.mark.parametrize("kind", ["sources", "agencies", "results", "contradictions"])
    def test_every_kind_shows_what_it_was_not_found_to_say(self, tmp_path: Path, kind: str) -> None:
        path, text, block = {
            "sources": ("data/sources/qd-1472.yml", SOUND["data/sources/qd-1472.yml"], "source_list()"),
            "agencies": ("data/agencies/cuc-tre-em.yml", SOUND["data/agencies/cuc-tre-em.yml"], "agency_list()"),
            "results": ("data/results/con-so.yml", RESULT, "results()"),
            "contradictions": ("data/contradictions/hai-ben.yml", SIDES, "contradictions()"),
        }[kind]
        context, _ = read(tmp_path, {FILE: GAP, path: text + "not_found: [gaps/nghi-dinh]\n"})
        assert SAYS in blocks.render(block, context)


class TestTwice:
    def test_the_same_words_of_two_records_are_one_gap_or_not_clear(self, tmp_path: Path) -> None:
        files = {
            LINE: HOTLINE + "not_found: [giờ trực đêm]\n",
            "data/documents/ke-hoach.yml": DOCUMENT + "not_found: ['Giờ trực  đêm']\n",
        }
        assert read(tmp_path, files)[1] == [(LINE, 17, 13, "gap-twice")]

    def test_words_that_have_a_place_are_named_there(self, tmp_path: Path) -> None:
        files = {FILE: GAP, LINE: HOTLINE + "not_found: [nghị định nói rõ luật này]\n"}
        problems = pages.read_site(write(tmp_path, {**ALL, **files}), TODAY)[1]
        assert [p.message for p in problems] == ["not_found: đã có data/gaps/nghi-dinh.yml. Viết gaps/nghi-dinh ở đây."]

    def test_words_of_what_was_found_stop(self, tmp_path: Path) -> None:
        files = {FILE: GAP + ANSWER, LINE: HOTLINE + "not_found: [nghị định nói rõ luật này]\n"}
        problems = pages.read_site(write(tmp_path, {**ALL, **files}), TODAY)[1]
        assert [(p.code, p.level) for p in problems] == [("answered-gap", Level.ERROR)]

    def test_two_gaps_of_one_name_are_told(self, tmp_path: Path) -> None:
        other = changed(GAP, "id: nghi-dinh", "id: van-ban")
        problems = read(tmp_path, {FILE: GAP, "data/gaps/van-ban.yml": other})[1]
        assert problems == [("data/gaps/van-ban.yml", 2, 7, "gap-twice")]


class TestItsDays:
    def test_what_waits_too_long_is_to_be_sought_again_and_what_was_found_is_not(self) -> None:
        late = date(2028, 1, 1)
        assert when.freshness(record(GAP, "gaps"), late) is when.Freshness.STALE
        assert when.freshness(record(GAP + ANSWER, "gaps"), late) is when.Freshness.FRESH

    @pytest.mark.parametrize("have", ANSWER.splitlines())
    def test_an_answer_has_its_place_and_its_day(self, tmp_path: Path, have: str) -> None:
        problems = pages.read_site(write(tmp_path, {**ALL, FILE: f"{GAP}{have}\n"}), TODAY)[1]
        assert [(code, line) for _, line, _, code in told(problems)] == [("missing-field", 7)]

    def test_an_answer_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        answer = changed(ANSWER, "documents/ke-hoach", "documents/khong-co")
        problems = pages.read_site(write(tmp_path, {**ALL, FILE: GAP + answer}), TODAY)[1]
        assert told(problems) == [(FILE, 7, 14, "unknown-reference")]
