"""Records judged together: what no single value can know, each at its place, and nothing that is sound."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from facts.judging import together
from facts.problems import Level
from facts.project import pages
from facts.reading import markdown
from samples import (
    AGENCY,
    CAMPAIGN,
    CHANGE,
    DOCUMENT,
    HOTLINE,
    LINE,
    PLAN,
    PROGRAM,
    RESULT,
    SOUND,
    SOURCE,
    TODAY,
    changed,
    judged,
    told,
    write,
)
from work import work

SECOND = changed(HOTLINE, "id: tre-em\nname: Tổng", "id: khac\nname: Một tổng")
OTHER = "data/hotlines/khac.yml"
COMMUNES = """\
effective_on: 2025-07-01
verified_on: 2026-11-01
sources: [qd-1472]
communes:
  - id: ben-that
    code: "99001"
    type: xã
    name: Bến Thật
    former:
      - {name: Xã Bến Giả, code: "99101", district: Huyện Bến Giả}
  - id: doi
    code: "99002"
    type: phường
    name: Đồi
    former:
      - {name: Phường Đồi, code: "99102", district: Thành phố Mẫu}
"""


def test_the_sound_records_are_sound(tmp_path: Path) -> None:
    facts, problems = judged(tmp_path, {})
    assert problems == []
    assert [(kind, len(found)) for kind, found in facts.records.items() if found] == [
        ("agencies", 1),
        ("sources", 1),
        ("hotlines", 1),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("value: 1", "value: 1.313", [(4, 8, "number")]),
        ("value: 1", "value: '1.200'", [(4, 8, "number")]),
        ("value: 1", "value: 1.3130", []),
        ("value: 1\nunit: xã", "value: 468.281\nunit: km", []),
        ("value: 1\nunit: xã", 'value: 1.125\nunit: "% so với 2025"', []),
        ("value: 1", "value: 1\nout_of: 4.412", [(5, 9, "number")]),
        ("of: xã sạch", "of: “xã sạch”", [(6, 5, "doubtful")]),
        ("of: xã sạch", "of: xã “sạch”", []),
        ("of: xã sạch", 'of: "“xã sạch”"', []),
    ],
)
def test_a_figure_that_reads_two_ways_and_quotes_of_word_are_told(
    tmp_path: Path, old: str, new: str, expected: list[tuple[int, int, str]]
) -> None:
    path = "data/results/con-so.yml"
    problems = judged(tmp_path, {path: changed(RESULT, old, new)})[1]
    assert told(problems) == [(path, *one) for one in expected]


class TestSources:
    def test_a_fact_without_a_source_is_told_unless_it_is_advice(self, tmp_path: Path) -> None:
        text = changed(HOTLINE, "sources: [qd-1472]\n", "")
        assert told(judged(tmp_path, {LINE: text})[1]) == [(LINE, 1, 1, "no-source")]
        assert judged(tmp_path, {LINE: text + "basis: editorial\n"})[1] == []

    @pytest.mark.parametrize(
        ("grades", "expected"),
        [
            (["weak"], [(LINE, 15, 10, "weak-source")]),
            (["weak", "weak"], [(LINE, 15, 10, "weak-source")]),
            (["weak", "press"], []),
            (["press"], []),
            (["copy"], []),
            (["official"], []),
        ],
    )
    def test_weak_sources_alone_carry_nothing(self, tmp_path: Path, grades: list[str], expected: list[object]) -> None:
        ids = [f"nguon-{n}" for n in range(len(grades))]
        files = {
            f"data/sources/{id}.yml": changed(
                changed(SOURCE, "qd-1472\n", id + "\n"), "grade: official", f"grade: {grade}"
            )
            for id, grade in zip(ids, grades, strict=True)
        }
        text = changed(HOTLINE, "[qd-1472]", f"[{', '.join(ids)}]")
        assert told(judged(tmp_path, {**files, LINE: text})[1]) == expected
        assert judged(tmp_path, {**files, LINE: text + "basis: editorial\n"})[1] == []

    @pytest.mark.parametrize(
        ("grade", "note", "is_seen"),
        [("official", "note: Ở thư viện.\n", True), ("official", "", False), ("press", "note: Ở thư viện.\n", False)],
    )
    def test_a_source_without_an_address_must_be_official_and_say_where_it_is(
        self, tmp_path: Path, grade: str, note: str, is_seen: bool
    ) -> None:
        source = changed(SOURCE, "url: https://mau.tinh-mau.vn/1472\n", "").replace("official", grade) + note
        problems = judged(tmp_path, {"data/sources/qd-1472.yml": source})[1]
        assert {problem.code for problem in problems} == (set() if is_seen else {"unseen-source"})

    def test_a_source_that_nobody_cites_is_told_at_its_id(self, tmp_path: Path) -> None:
        path = "data/sources/thua.yml"
        assert told(judged(tmp_path, {path: changed(SOURCE, "qd-1472\n", "thua\n")})[1]) == [
            (path, 1, 5, "uncited-source")
        ]

    @pytest.mark.parametrize(
        "words", ['{{ sources("thua") }}', '{{ quote("a", source="thua", where="b") }}', "[x](facts:sources/thua)"]
    )
    def test_a_page_may_cite_a_source(self, tmp_path: Path, words: str) -> None:
        write(tmp_path, {"docs/index.md": f"# Trang\n\n{words}\n"})
        write(tmp_path, {**SOUND, "data/sources/thua.yml": changed(SOURCE, "qd-1472\n", "thua\n")})
        cited = pages.cited(markdown.read_pages(tmp_path))
        assert together.read(tmp_path, TODAY, cited)[1] == []

    def test_a_point_may_have_sources_of_its_own(self, tmp_path: Path) -> None:
        weak = changed(changed(SOURCE, "qd-1472\n", "yeu\n"), "official", "weak")
        text = HOTLINE + "does:\n  - text: Nghe.\n    sources: [yeu]\n"
        assert told(judged(tmp_path, {"data/sources/yeu.yml": weak, LINE: text})[1]) == [(LINE, 19, 14, "weak-source")]

    def test_beside_a_source_that_is_not_there_the_others_are_not_weighed(self, tmp_path: Path) -> None:
        weak = changed(changed(SOURCE, "qd-1472\n", "yeu\n"), "official", "weak")
        text = changed(HOTLINE, "[qd-1472]", "[yeu, khong-co]")
        codes = [problem.code for problem in judged(tmp_path, {"data/sources/yeu.yml": weak, LINE: text})[1]]
        assert "unknown-reference" in codes
        assert "weak-source" not in codes

    def test_what_was_only_sought_and_not_found_needs_none(self, tmp_path: Path) -> None:
        text = changed(CAMPAIGN, "sources: [qd-1472]\n", "year: 2026\nnot_found: [chủ đề năm 2026]\n")
        assert judged(tmp_path, {"data/campaigns/thang.yml": text})[1] == []
        problems = judged(tmp_path, {"data/campaigns/thang.yml": text + "theme: Một chủ đề\n"})[1]
        assert [problem.code for problem in problems] == ["no-source"]


class TestReferences:
    @pytest.mark.parametrize(
        ("kind", "text", "field", "column"),
        [
            ("hotlines", HOTLINE, "shares_number_with: [khong-co]", 22),
            ("agencies", AGENCY, "part_of: khong-co", 10),
            ("agencies", AGENCY, "succeeded_by: khong-co", 15),
            ("documents", DOCUMENT, "issuer: khong-co", 9),
            ("documents", DOCUMENT, "superseded_by: khong-co", 16),
            ("plans", PLAN, "succeeded_by: khong-co", 15),
            ("campaigns", CAMPAIGN, "document: khong-co", 11),
            ("campaigns", CAMPAIGN, "results: [khong-co]", 11),
            ("campaigns", CAMPAIGN, "part_of: khong-co", 10),
            ("programs", PROGRAM, "succeeded_by: khong-co", 15),
            ("results", RESULT, "joined_with: [khong-co]", 15),
            ("results", RESULT, "programs: [khong-co]", 12),
            ("changes", CHANGE, "about: [hotlines/khong-co]", 9),
            ("changes", CHANGE, "about: [khong-co]", 9),
            ("changes", CHANGE, "about: [so/khong-co]", 9),
            ("changes", CHANGE, "about: [hotlines/tre-em/x]", 9),
        ],
    )
    def test_an_unknown_record_is_told_where_it_is_named(
        self, tmp_path: Path, kind: str, text: str, field: str, column: int
    ) -> None:
        id = text.split("\n")[0].removeprefix("id: ")
        path = f"data/{kind}/{id}.yml"
        files = {path: text + field + "\n"}
        if kind == "plans":
            files["data/documents/ke-hoach.yml"] = DOCUMENT
        problems = judged(tmp_path, files)[1]
        assert told(problems) == [(path, text.count("\n") + 1, column, "unknown-reference")]

    def test_a_near_name_is_offered(self, tmp_path: Path) -> None:
        _, problems = judged(tmp_path, {LINE: changed(HOTLINE, "cuc-tre-em", "cuc-tre-en")})
        assert told(problems) == [(LINE, 4, 9, "unknown-reference")]
        assert "Ý bạn là “cuc-tre-em”?" in problems[0].message

    def test_a_record_told_wrong_is_not_called_unknown_on_top(self, tmp_path: Path) -> None:
        path = "data/agencies/cuc-tre-em.yml"
        _, problems = judged(tmp_path, {path: changed(AGENCY, "level: national", "level: trung-uong")})
        assert told(problems) == [(path, 3, 8, "choice")]

    def test_a_source_cited_only_by_a_record_told_wrong_is_not_called_uncited(self, tmp_path: Path) -> None:
        files = {
            "data/sources/rieng.yml": changed(SOURCE, "qd-1472\n", "rieng\n"),
            LINE: changed(changed(HOTLINE, "[qd-1472]", "[rieng]"), "purpose: help", "purpose: giup"),
        }
        assert told(judged(tmp_path, files)[1]) == [(LINE, 3, 10, "choice")]

    def test_a_source_cited_only_by_the_table_told_wrong_is_not_called_uncited(self, tmp_path: Path) -> None:
        files = {
            "data/sources/rieng.yml": changed(SOURCE, "qd-1472\n", "rieng\n"),
            "data/communes.yml": changed(changed(COMMUNES, "[qd-1472]", "[rieng]"), '"99001"', '"990011"'),
        }
        assert told(judged(tmp_path, files)[1]) == [("data/communes.yml", 6, 11, "text")]

    def test_a_misspelt_source_is_told_once_and_the_one_meant_is_not_called_uncited(self, tmp_path: Path) -> None:
        files = {
            "data/sources/rieng-2026.yml": changed(SOURCE, "qd-1472\n", "rieng-2026\n"),
            LINE: changed(HOTLINE, "[qd-1472]", "[rieng-2062]"),
        }
        assert [p.code for p in judged(tmp_path, files)[1]] == ["unknown-reference"]

    def test_a_draft_is_told_where_it_is_named(self, tmp_path: Path) -> None:
        path = "data/agencies/cuc-tre-em.yml"
        facts, problems = judged(tmp_path, {path: AGENCY + "publish: draft\nbecause: Chờ trả lời.\n"})
        assert told(problems) == [(LINE, 4, 9, "unknown-reference")]
        assert "nháp" in problems[0].message
        assert not facts.has("agencies", "cuc-tre-em")
        drafts, problems = together.read(tmp_path, TODAY, drafts=True)
        assert problems == []
        assert drafts.has("agencies", "cuc-tre-em")

    def test_what_cites_what_is_known_for_the_page_of_sources(self, tmp_path: Path) -> None:
        facts, _ = judged(tmp_path, {})
        assert facts.cited_by["sources", "qd-1472"] == (("agencies", "cuc-tre-em"), ("hotlines", "tre-em"))


@pytest.mark.parametrize("content", ["", "# ghi chú\n", "---\n"])
@pytest.mark.parametrize("name", ["moved", "pins", "province", "synonyms", "words"])
def test_a_table_without_a_line_is_told_with_what_it_takes_away(name: str, content: str, tmp_path: Path) -> None:
    path = f"data/{name}.yml"
    assert [p.place.path for p in judged(tmp_path, {path: content})[1]] == [path]


@pytest.mark.parametrize(
    ("name", "told_at"),
    [("Bến Thật", []), ("Thành Bến", []), ("Xã Bến Thật", ["data/communes.yml:8:11"]), ("phường Bến", ["data/communes.yml:8:11"])],
)  # fmt: skip
def test_a_kind_that_is_said_twice_is_told_once_where_it_is_too_much(
    name: str, told_at: list[str], tmp_path: Path
) -> None:
    found = judged(tmp_path, {"data/communes.yml": changed(COMMUNES, "name: Bến Thật", f"name: {name}")})[1]
    assert [str(p.place) for p in found] == told_at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trẻ em <b>và</b> người lớn.", ["WARNING"]),
        ("Trẻ em **và** người lớn.", ["WARNING"]),
        ("Xem [trang](a.md).", ["WARNING"]),
        ("Trẻ em&nbsp;nhỏ.", ["WARNING"]),
        ("Tr&#7867; em.", ["WARNING"]),
        ("Tr\\u1ebb em.", ["WARNING"]),
        ("Trẻ em ở {{ xã }}.", ["WARNING"]),
        ('Trẻ em ở {{ local("x") }}.', ["WARNING"]),
        ("Trẻ em ở {{ tỉnh }}.", []),
        ("Trẻ em * nhỏ (từ 1 < 2 tuổi) [cũ].", []),
    ],
)
def test_marks_of_pages_in_a_record_are_told(text: str, expected: list[str], tmp_path: Path) -> None:
    found = judged(tmp_path, {LINE: changed(HOTLINE, "for_whom: Trẻ em.", f"for_whom: '{text}'")})[1]
    assert [(p.place.line, p.code, p.level) for p in found] == [(5, "printed", level) for level in expected]


def test_an_id_named_twice_in_one_list_is_told_at_the_second(tmp_path: Path) -> None:
    found = judged(tmp_path, {LINE: changed(HOTLINE, "[qd-1472]", "[qd-1472, qd-1472]")})[1]
    assert [(str(p.place), p.code) for p in found] == [(f"{LINE}:15:20", "doubtful")]


@pytest.mark.parametrize("doubled", ["Tỉnh Sông Mẫu", "thành phố Sông Mẫu"])
def test_the_kind_of_a_province_in_its_name_is_told_once(doubled: str, tmp_path: Path) -> None:
    province = f'code: "99"\ntype: tỉnh\nname: {doubled}\n'
    settings = (
        "site_name: Sông Mẫu\nsite_description: Sông Mẫu\nextra: {province: Tỉnh Sông Mẫu, quiet_name: Sông Mẫu}\n"
    )
    write(tmp_path, {**SOUND, "data/province.yml": province, "mkdocs.yml": settings})
    found = [p for p in pages.read_site(tmp_path, TODAY)[1] if "Sông Mẫu" in p.message]
    assert [(str(p.place), p.code) for p in found] == [("data/province.yml:3:7", "table")]


def test_a_part_of_a_former_unit_whose_rest_is_nowhere_is_known(tmp_path: Path) -> None:
    parts = changed(COMMUNES, "district: Huyện Bến Giả}", "district: Huyện Bến Giả, part: true}")
    facts, problems = judged(tmp_path, {"data/communes.yml": parts})
    assert (problems, facts.table and facts.table.lone_parts) == ([], {"99101"})
    both = parts + '      - {name: Xã Bến Giả, code: "99101", district: Huyện Bến Giả, part: true}\n'
    facts, problems = judged(tmp_path, {"data/communes.yml": both})
    assert (problems, facts.table and facts.table.lone_parts) == ([], frozenset())


class TestPhones:
    def test_a_number_of_two_lines_is_told_unless_they_say_they_share_it(self, tmp_path: Path) -> None:
        assert told(judged(tmp_path, {OTHER: SECOND})[1]) == [(LINE, 9, 12, "shared-phone")]
        assert judged(tmp_path, {OTHER: SECOND + "shares_number_with: [tre-em]\n"})[1] == []

    def test_the_same_number_written_in_groups_is_the_same(self, tmp_path: Path) -> None:
        first = changed(HOTLINE, '"111"', '"0900 000 001"')
        second = changed(SECOND, '"111"', '"0900.000.001"')
        assert [code for *_, code in told(judged(tmp_path, {LINE: first, OTHER: second})[1])] == ["shared-phone"]

    def test_one_line_may_have_a_number_on_several_channels(self, tmp_path: Path) -> None:
        text = changed(HOTLINE, "    hours: always\n", '  - kind: sms\n    value: "111"\n')
        assert judged(tmp_path, {LINE: text})[1] == []

    @pytest.mark.parametrize("quotes", ["{}", "'{}'"])
    def test_every_number_stands_in_double_quotes_former_ones_too(self, tmp_path: Path, quotes: str) -> None:
        text = HOTLINE + f"formerly:\n  - value: {quotes.format('0900000001')}\n"
        assert told(judged(tmp_path, {LINE: text})[1]) == [(LINE, 18, 12, "quotes")]

    @pytest.mark.parametrize(
        "number",
        ["0900000001", "0900 000 001", "0900.000.001", "1800 0001", "1900000001", "1900 00 00 01", "09 0000 0001"],
    )
    def test_a_number_in_a_text_must_be_one_of_a_line(self, tmp_path: Path, number: str) -> None:
        path, text = "data/changes/doi.yml", CHANGE.replace("Đổi một số.", f"Đổi số {number}, rồi thôi.")
        assert told(judged(tmp_path, {path: text})[1]) == [(path, 4, 7, "phone-in-text")]
        plain = number.replace(" ", "").replace(".", "")
        known = HOTLINE + f'formerly:\n  - value: "{plain}"\n'
        assert judged(tmp_path, {path: text, LINE: known})[1] == []

    @pytest.mark.parametrize(
        "text", ["105/KH-UBND", "2026-11-24", "0,5", "12.345.678.901", "https://a.example/0900000001/", "số 1472"]
    )
    def test_a_number_of_something_else_is_left_alone(self, tmp_path: Path, text: str) -> None:
        assert judged(tmp_path, {"data/changes/doi.yml": CHANGE.replace("Đổi một số.", f"Đổi {text} rồi.")})[1] == []


class TestDaysAndCircles:
    @pytest.mark.parametrize(
        ("kind", "text", "old", "new", "line", "column"),
        [
            ("hotlines", HOTLINE, "verified_on: 2026-11-01", "verified_on: 2026-11-25", 16, 14),
            ("hotlines", HOTLINE, "newest_source_on: 2026-10", "newest_source_on: 2026-12", 14, 19),
            ("hotlines", HOTLINE, "area: Toàn quốc", "area: Toàn quốc\ncalled_on: 2026-11-25", 14, 12),
            ("results", RESULT, "as_of: 2026", "as_of: 2027", 3, 8),
            ("changes", CHANGE, "changed_on: 2026-11-01", "changed_on: 2026-11-25", 3, 13),
        ],
    )
    def test_a_day_to_come_is_told_where_it_cannot_be(
        self, tmp_path: Path, kind: str, text: str, old: str, new: str, line: int, column: int
    ) -> None:
        path = f"data/{kind}/{text.split()[1]}.yml"
        assert told(judged(tmp_path, {path: changed(text, old, new)})[1]) == [(path, line, column, "future")]

    def test_today_and_the_running_month_and_year_are_not_to_come(self, tmp_path: Path) -> None:
        text = changed(
            changed(HOTLINE, "2026-11-01", "2026-11-24"), "newest_source_on: 2026-10", "newest_source_on: 2026-11"
        )
        assert judged(tmp_path, {LINE: text, "data/results/con-so.yml": RESULT})[1] == []

    @pytest.mark.parametrize(
        ("kind", "text", "days", "column"),
        [
            ("campaigns", CAMPAIGN, "starts_on: 2026-06-30\nends_on: 2026-06-01\n", 10),
            ("campaigns", CAMPAIGN, "starts_on: 2026-07\nends_on: 2026-06-30\n", 10),
            ("programs", PROGRAM, "since: 2026\nends_on: 2025\n", 10),
        ],
    )
    def test_an_end_before_its_start_is_told_at_the_end(
        self, tmp_path: Path, kind: str, text: str, days: str, column: int
    ) -> None:
        path = f"data/{kind}/{text.split()[1]}.yml"
        line = text.count("\n") + 2
        assert told(judged(tmp_path, {path: text + days})[1]) == [(path, line, column, "order-of-days")]

    def test_an_end_in_the_same_month_or_on_the_same_day_is_sound(self, tmp_path: Path) -> None:
        for days in ("starts_on: 2026-06-30\nends_on: 2026-06\n", "starts_on: 2026-06-30\nends_on: 2026-06-30\n"):
            assert judged(tmp_path, {"data/campaigns/thang.yml": CAMPAIGN + days})[1] == []

    @pytest.mark.parametrize("length", [1, 2, 5])
    def test_records_that_replace_each_other_in_a_circle_are_told(self, tmp_path: Path, length: int) -> None:
        files = {
            f"data/documents/v{n}.yml": changed(
                changed(DOCUMENT, "id: ke-hoach", f"id: v{n}"), "name: Kế", f"name: V{n} kế"
            )
            + f"superseded_by: v{(n + 1) % length}\n"
            for n in range(length)
        }
        files["data/documents/truoc.yml"] = changed(DOCUMENT, "id: ke-hoach", "id: truoc") + "superseded_by: v0\n"
        problems = judged(tmp_path, files)[1]
        assert told(problems) == [(f"data/documents/v{n}.yml", 8, 16, "circle") for n in range(length)]


class TestFigures:
    TARGET = 'targets:\n  - id: mot\n    year: 2030\n    text: Giảm.\n    value: 5\n    unit: "%"\n    of: số người\n'

    @pytest.mark.parametrize("missing", ["value: 5", 'unit: "%"', "of: số người"])
    def test_a_target_says_how_many_of_what(self, tmp_path: Path, missing: str) -> None:
        path = "data/plans/ke-hoach.yml"
        files = {"data/documents/ke-hoach.yml": DOCUMENT, path: PLAN + self.TARGET}
        assert judged(tmp_path, files)[1] == []
        files[path] = changed(files[path], f"    {missing}\n", "")
        assert told(judged(tmp_path, files)[1]) == [(path, 11, 5, "target")]

    def test_a_figure_has_its_day(self, tmp_path: Path) -> None:
        path = "data/results/con-so.yml"
        assert [code for *_, code in told(judged(tmp_path, {path: changed(RESULT, "as_of: 2026\n", "")})[1])] == [
            "as-of"
        ]

    @pytest.mark.parametrize(
        ("old", "new", "is_joined"),
        [
            ("value: 1", "value: 2", True),
            ("scope: toàn tỉnh", "scope: nửa tỉnh", False),
            ("unit: xã", "unit: người", False),
            ("theo tiêu chí cũ", "theo tiêu chí mới", False),
            ("theo tiêu chí cũ", "không rõ", False),
        ],
    )
    def test_two_figures_are_joined_only_when_they_count_the_same(
        self, tmp_path: Path, old: str, new: str, is_joined: bool
    ) -> None:
        path = "data/results/con-so.yml"
        other = changed(changed(RESULT, "id: con-so", "id: khac"), old, new)
        problems = judged(tmp_path, {path: RESULT + "joined_with: [khac]\n", "data/results/khac.yml": other})[1]
        assert told(problems) == ([] if is_joined else [(path, 11, 15, "joined-results")])

    def test_two_figures_of_unknown_counting_are_not_joined_though_equal(self, tmp_path: Path) -> None:
        first = changed(RESULT, "theo tiêu chí cũ", "không rõ")
        files = {
            "data/results/con-so.yml": first + "joined_with: [khac]\n",
            "data/results/khac.yml": changed(first, "id: con-so", "id: khac"),
        }
        assert [code for *_, code in told(judged(tmp_path, files)[1])] == ["joined-results"]


class TestCommunes:
    PATH = "data/communes.yml"

    def test_the_table_is_read_and_each_commune_has_its_line(self, tmp_path: Path) -> None:
        facts, problems = judged(tmp_path, {self.PATH: COMMUNES})
        assert problems == []
        assert facts.get("communes", "doi").full_name == "Phường Đồi"
        assert facts.positions["communes", "doi"] == (self.PATH, 11, 9)

    @pytest.mark.parametrize(
        ("old", "new", "line", "column"), [("id: doi", "id: ben-that", 11, 9), ('"99002"', '"99001"', 12, 11)]
    )
    def test_a_commune_that_stands_twice_is_told(
        self, tmp_path: Path, old: str, new: str, line: int, column: int
    ) -> None:
        problems = judged(tmp_path, {self.PATH: changed(COMMUNES, old, new)})[1]
        assert told(problems) == [(self.PATH, line, column, "table")]

    def test_a_commune_that_is_not_in_the_table_is_told(self, tmp_path: Path) -> None:
        path = "data/programs/mo-hinh.yml"
        problems = judged(tmp_path, {self.PATH: COMMUNES, path: PROGRAM + "places: [doi, ben-gia]\n"})[1]
        assert told(problems) == [(path, 9, 15, "commune-code")]

    @pytest.mark.parametrize(
        ("text", "is_told"),
        [
            ("Ở huyện Bến Giả có một đường dây.", True),
            ("Ở thành phố Mẫu.", True),
            ("Ở TP Mẫu và TP. Mẫu.", True),
            ("Ở Huyện Bến Giả.", True),
            ("Ở huyện Bến Giả (cũ).", False),
            ("Ở huyện Bến Giả, tỉnh Mẫu cũ.", False),
            ("Ở huyện Bến Giả. Chuyện cũ.", True),
            ("Ở huyện Bến Giả và thành phố Mẫu (cũ).", True),
            ("Ở huyện Bến Giả, Bến Thật (cũ).", False),
            ("Ở Bến Giả.", False),
            ("Ở huyện Khác.", False),
        ],
    )
    def test_a_district_is_never_named_as_if_it_still_were(self, tmp_path: Path, text: str, is_told: bool) -> None:
        path = "data/changes/doi.yml"
        problems = judged(tmp_path, {self.PATH: COMMUNES, path: CHANGE.replace("Đổi một số.", text)})[1]
        assert told(problems) == ([(path, 4, 7, "district")] if is_told else [])


class TestPublish:
    def test_withdrawing_without_a_reason_is_told_but_stops_nothing(self, tmp_path: Path) -> None:
        _, problems = judged(tmp_path, {LINE: HOTLINE + "publish: withdrawn\n"})
        assert told(problems) == [(LINE, 17, 10, "because")]
        assert problems[0].level is Level.WARNING

    def test_a_draft_without_a_reason_is_told(self, tmp_path: Path) -> None:
        _, problems = judged(tmp_path, {LINE: HOTLINE + "publish: draft\n"})
        assert told(problems) == [(LINE, 17, 10, "because")]
        assert problems[0].level is Level.ERROR

    def test_a_draft_is_judged_like_any_other(self, tmp_path: Path) -> None:
        text = changed(HOTLINE, "purpose: help", "purpose: giup") + "publish: draft\nbecause: Chờ.\n"
        assert told(judged(tmp_path, {LINE: text})[1]) == [(LINE, 3, 10, "choice")]

    @pytest.mark.parametrize("id", ["qua-han", "con-so"])
    def test_kinds_that_share_a_page_share_no_id(self, tmp_path: Path, id: str) -> None:
        side = f"id: {id}\nname: Hai bên\nversions:\n  - text: Một.\n    sources: [qd-1472]\nused: Một.\nsources: [qd-1472]\nverified_on: 2026-11-01\n"
        path = f"data/contradictions/{id}.yml"
        problems = judged(tmp_path, {"data/results/con-so.yml": RESULT, path: side})[1]
        assert told(problems) == ([(path, 1, 5, "id-taken")] if id == "con-so" else [])


def test_one_run_tells_everything(tmp_path: Path) -> None:
    files = {f"data/hotlines/sai-{n}.yml": changed(HOTLINE, "id: tre-em", "id: Sai") for n in range(50)}
    _, problems = judged(tmp_path, files)
    assert len(problems) == 50
    assert problems == sorted(problems, key=lambda problem: problem.place)


def test_many_records_are_judged_in_a_straight_line(tmp_path: Path) -> None:
    """Four times the records are four times the work; how long it takes is measured by `make bench`."""
    lines = []
    for many in (100, 400):
        root = tmp_path / str(many)
        numbers = (f'"09{n:08}"' for n in range(1, many + 1))
        files = {
            f"data/hotlines/l{n}.yml": HOTLINE.replace("id: tre-em\nname: Tổng", f"id: l{n}\nname: L{n} tổng").replace(
                '"111"', number
            )
            for n, number in enumerate(numbers)
        }
        write(root, {**SOUND, **files})
        facts, problems = together.read(root, TODAY)
        assert problems == []
        assert len(facts.hotlines) == many + 1
        lines.append(work(partial(together.read, root, TODAY)))
    assert lines[1] < 4.1 * lines[0]
    assert lines[1] < 6_000 * 400
