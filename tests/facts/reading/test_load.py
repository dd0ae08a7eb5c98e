"""Bad text in data/: each mistake is told at its line and column, in Vietnamese, and none ends in a traceback.

The mistakes are those that editors, spreadsheets, phones and attackers make, each put into the one sound record.
"""

from __future__ import annotations

import pickle
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facts.problems import Problem
from facts.reading import load
from samples import HOTLINE, LINE, SOUND, changed, judged, told, write
from work import work

NAME = "Tổng đài quốc gia bảo vệ trẻ em"
PHONE = '"111"'


def mistake(id: str, old: str, new: str, line: int, column: int, code: str) -> object:
    return pytest.param(changed(HOTLINE, old, new), line, column, code, id=id)


MISTAKES = [
    # what YAML itself trips over
    mistake("a sentence that starts with @", NAME, "@" + NAME, 2, 7, "yaml"),
    mistake("a sentence that starts with a backquote", NAME, "`" + NAME, 2, 7, "yaml"),
    mistake("a sentence that starts with %", NAME, "%" + NAME, 2, 7, "yaml"),
    mistake("a colon inside a sentence", NAME, "Tổng đài: trẻ em", 2, 15, "yaml"),
    mistake("a quote that never closes", f"name: {NAME}", f'name: "{NAME}', 2, 7, "yaml"),
    mistake("a backslash in double quotes", f"name: {NAME}", r'name: "Tổng\đài"', 2, 13, "yaml"),
    mistake("words after the closing quote", f"name: {NAME}", 'name: "Tổng đài" quốc gia', 2, 18, "yaml"),
    mistake("a list that never closes", "[qd-1472]", "[qd-1472", 15, 10, "yaml"),
    mistake("a name without a colon", "area: Toàn quốc", "area", 13, 1, "yaml"),
    mistake("a line that is indented too far", "area: Toàn quốc", "  area: Toàn quốc", 13, 3, "yaml"),
    mistake("a list on the line of its name", "sources: [qd-1472]", "sources: - qd-1472", 15, 10, "yaml"),
    # what Word and phones make of signs
    mistake("a dash of Word for a list", "  - kind: call", "  – kind: call", 8, 3, "yaml"),
    mistake("a dot of Word for a list", "  - kind: call", "  • kind: call", 8, 3, "yaml"),
    mistake("a star for a list", "  - kind: call", "  * kind: call", 8, 3, "yaml"),
    mistake("a colon within quotes of Word", "area: Toàn quốc", "area: “Lưu ý: cả nước”", 13, 7, "yaml"),
    mistake("a quote that Word closes", "area: Toàn quốc", 'area: "Toàn quốc”', 13, 17, "yaml"),
    mistake("a quote that only closes", "area: Toàn quốc", 'area: Toàn quốc"', 13, 7, "yaml"),
    mistake("a dash for nothing", "area: Toàn quốc", "area: -", 13, 7, "empty"),
    mistake("more than", "area: Toàn quốc", "area: >100 xã", 13, 9, "yaml"),
    mistake("a choice within quotes of Word", "purpose: help", "purpose: “help”", 3, 10, "choice"),
    mistake("a day within quotes of Word", "verified_on: 2026-11-01", "verified_on: “2026-11-01”", 16, 14, "date"),
    mistake("a tab for an indent", '    value: "111"', '\tvalue: "111"', 9, 1, "tab"),
    mistake("an anchor", "Toàn quốc", "&goc Toàn quốc", 13, 7, "alias"),
    mistake("an alias", "Toàn quốc", "*goc", 13, 7, "alias"),
    mistake("emphasis of Markdown", NAME, "*Tổng đài* quốc gia", 2, 7, "alias"),
    mistake("a merge key", "area: Toàn quốc", "<<: {area: Toàn quốc}", 13, 1, "alias"),
    mistake("a tag of Python", PHONE, '!!python/object/apply:os.system ["touch pwned"]', 9, 12, "tag"),
    mistake("a tag of YAML", PHONE, "!!str 111", 9, 12, "tag"),
    mistake("a tag nobody knows", PHONE, "!so 111", 9, 12, "tag"),
    mistake("brackets in brackets", "[qd-1472]", "[" * 9 + "]" * 9, 15, 17, "depth"),
    mistake("a second document", "area: Toàn quốc", "area: Toàn quốc\n---\nid: khac", 14, 1, "two-documents"),
    mistake("a hash that cuts the text", NAME, "Tổng đài hỗ trợ #1", 2, 23, "hash"),
    mistake("a field written twice", "area: Toàn quốc", "area: Toàn quốc\nname: Khác", 14, 1, "duplicate-key"),
    mistake(
        "a field of a part written twice",
        "    hours: always",
        '    hours: always\n    value: "112"',
        11,
        5,
        "duplicate-key",
    ),
    mistake("a name that is a list", "area: Toàn quốc", "area: Toàn quốc\n? [a, b]\n: c", 14, 3, "key"),
    mistake("a name that is a group", "area: Toàn quốc", "area: Toàn quốc\n{a: b}: c", 14, 1, "key"),
    # what PyYAML would turn into something else
    mistake("a number with a leading zero", PHONE, "0111", 9, 12, "phone"),
    mistake("a number without quotes", PHONE, "111", 9, 12, "quotes"),
    mistake("a number in single quotes", PHONE, "'111'", 9, 12, "quotes"),
    mistake("a number with an underscore", PHONE, "1_800", 9, 12, "phone"),
    mistake("a number in octal", PHONE, "0o157", 9, 12, "phone"),
    mistake("a time of day that YAML 1.1 counts in sixties", "hours: always", "hours: 17:00", 10, 12, "hours"),
    mistake("yes for true", "area: Toàn quốc", "area: Toàn quốc\npermanent: yes", 14, 12, "choice"),
    mistake("no value", "Toàn quốc", "", 13, 6, "empty"),
    mistake("null", "Toàn quốc", '""', 13, 7, "empty"),
    mistake("an id that is a number", "id: tre-em", "id: 111", 1, 5, "id"),
    mistake("a day with a time", "verified_on: 2026-11-01", "verified_on: 2026-11-01T23:30:00Z", 16, 14, "date"),
    mistake("a day without zeros", "verified_on: 2026-11-01", "verified_on: 2025-3-2", 16, 14, "date"),
    mistake("a day as people write it", "verified_on: 2026-11-01", "verified_on: 01/11/2026", 16, 14, "date"),
    mistake("a day that is not", "verified_on: 2026-11-01", "verified_on: 2026-02-30", 16, 14, "date"),
    mistake("a day to come", "verified_on: 2026-11-01", "verified_on: 2099-01-01", 16, 14, "future"),
    # characters that hide, reorder or imitate
    mistake("right to left, written", PHONE, '"\u202e111 2190\u202c"', 9, 13, "character"),
    mistake("right to left, escaped", PHONE, r'"\u202e1119"', 9, 12, "character"),
    mistake("a soft hyphen", NAME, "Tổng\xad đài quốc gia", 2, 11, "character"),
    mistake("a space that does not break", PHONE, '"0238\xa03844\xa0111"', 9, 17, "character"),
    mistake("a space without width", NAME, "Tổng\u200bđài", 2, 11, "character"),
    mistake("a mark of byte order in the middle", NAME, "Tổng\ufeff đài", 2, 11, "character"),
    mistake("a line separator", NAME, "Tổng đài\u2028Khác", 2, 15, "character"),
    mistake("a bell", NAME, "Tổng\x07đài", 2, 11, "character"),
    mistake("a digit of Arabic", PHONE, '"11\u0661"', 9, 15, "character"),
    mistake("a wide letter", NAME, "\uff34ổng đài", 2, 7, "character"),
    mistake("a Cyrillic letter in an id", "id: tre-em", "id: tr\u0435-em", 1, 7, "character"),
    mistake("a Cyrillic letter in a word", NAME, "T\u043eng dai", 2, 8, "character"),
    mistake("a letter for a digit", PHONE, "O111", 9, 12, "phone"),
    # shapes and sizes
    mistake("a group where a text is meant", PHONE, "{so: 111}", 9, 12, "shape"),
    mistake("a list where a text is meant", "Toàn quốc", "[Toàn quốc]", 13, 7, "shape"),
    mistake("a text where a list is meant", "[qd-1472]", "qd-1472", 15, 10, "shape"),
    mistake("a text where a group is meant", "{value: unknown, say: Chưa rõ.}\nano", "không\nano", 11, 11, "shape"),
    mistake("a name of two lines", f"name: {NAME}", "name: |\n  Tổng đài\n  # Tiêu đề", 2, 7, "text"),
    mistake("a name of one letter", NAME, "=", 2, 7, "text"),
    mistake("a name that never ends", NAME, "Đ" * 121, 2, 7, "text"),
    mistake("a number that never ends", PHONE, f'"{"9" * 5000}"', 9, 12, "text"),
    mistake("an id with capitals", "id: tre-em", "id: Tre-Em", 1, 5, "id"),
    mistake("an id that is a dot", "id: tre-em", "id: .", 1, 5, "id"),
    mistake("an id with a line end", "id: tre-em", r'id: "tre-em\n"', 1, 5, "id"),
    mistake("an id that climbs", "id: tre-em", "id: ../../x", 1, 5, "id"),
    mistake("an id that is not written", "id: tre-em", "id:", 1, 4, "empty"),
    # one mistake with several signs of itself
    mistake("wide digits", PHONE, '"\uff11\uff11\uff11"', 9, 13, "character"),
    mistake("spaces of a page for an indent", "  - kind: call", "\xa0 - kind: call", 8, 1, "character"),
    mistake("such a space before the colon", "purpose: help", "purpose\xa0: help", 3, 8, "character"),
    mistake("a whole line read in the wrong encoding", NAME, NAME.encode().decode("latin-1"), 2, 8, "letters"),
    mistake("a needed field misspelt", "purpose: help", "purpse: help", 3, 1, "unknown-field"),
    mistake("a number whose quote only closes", PHONE, '111"', 9, 12, "yaml"),
    mistake("a comma in braces", "say: Chưa rõ.}\nano", "say: Chưa rõ, chưa hỏi.}\nano", 11, 42, "yaml"),
    mistake("a colon in braces", "say: Chưa rõ.}\nano", "say: Lưu ý: chưa rõ.}\nano", 11, 38, "yaml"),
    mistake("a link of Markdown", NAME, "[Tổng đài](https://mau.tinh-mau.vn/)", 2, 17, "yaml"),
    mistake("a sentence that begins in braces", NAME, "{Mới} Tổng đài", 2, 13, "yaml"),
    mistake("quotes within quotes", NAME, '"Tổng đài "trẻ em" ấy"', 2, 18, "yaml"),
    mistake("a sentence that begins with a hash", NAME, "#1 Tổng đài", 2, 7, "hash"),
    mistake("letters in the style of social networks", NAME, "\U0001d413ổng đài", 2, 7, "character"),
    mistake("a picture of several signs", NAME, "Tổng đài \u260e\ufe0f", 2, 17, "character"),
    mistake("a number that a spreadsheet took the zero of", PHONE, "987654320", 9, 12, "phone"),
    mistake("round the clock", "hours: always", "hours: 24/24h", 10, 12, "hours"),
    mistake("an id of another file", "id: tre-em", "id: tre-em-2", 1, 5, "id-file"),
]


@pytest.mark.parametrize(("text", "line", "column", "code"), MISTAKES)
def test_a_mistake_is_told_once_at_its_line_and_column(
    tmp_path: Path, text: str, line: int, column: int, code: str
) -> None:
    _, problems = judged(tmp_path, {LINE: text})
    assert told(problems)[0] == (LINE, line, column, code)
    assert len(problems) == 1, "more than one mistake is told"
    assert not (tmp_path / "pwned").exists()
    assert re.search("[à-ỹđ]", problems[0].message), "not in Vietnamese"


def test_what_is_said_of_a_field_that_is_needed_never_tells_to_leave_it_out(tmp_path: Path) -> None:
    for field in ("name: " + NAME, "purpose: help", "verified_on: 2026-11-01", "area: Toàn quốc"):
        _, problems = judged(tmp_path, {LINE: changed(HOTLINE, field, field.partition(" ")[0])})
        assert [problem.message for problem in problems] == [f"{field.partition(':')[0]}: để trống. Điền vào."]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        pytest.param("", 1, "record", id="an empty file"),
        pytest.param("# chỉ có ghi chú\n", 1, "record", id="a file of comments"),
        pytest.param("---\n", 2, "record", id="a file of one mark"),
        pytest.param("chưa có", 1, "record", id="a file of one sentence"),
        pytest.param("- id: tre-em\n- id: khac\n", 1, "record", id="a list of records"),
        pytest.param("\n\n- a", 3, "record", id="a list on its third line"),
        pytest.param("[" * 100_000, 1, "depth", id="a hundred thousand brackets"),
        pytest.param("a: " * 100_000, 1, "yaml", id="a hundred thousand colons"),
        pytest.param("- " * 100_000, 1, "depth", id="a hundred thousand dashes"),
        pytest.param("? " * 100_000, 1, "depth", id="a hundred thousand question marks"),
        pytest.param("a: &x [*x]\n", 1, "alias", id="an anchor in itself"),
        pytest.param("x" * 1_000_001, 1, "too-big", id="more than a megabyte"),
        pytest.param("".join(f"k{n}: v\n" for n in range(100_000)), 201, "too-big", id="a hundred thousand fields"),
        pytest.param("x: 'a\n---\nb'", 1, "yaml", id="a mark inside a quote"),
        pytest.param("%TAG ! tag:x,2000:\n---\na: !x b\n", 3, "tag", id="a directive for tags"),
        pytest.param("%YAML 9.9\n---\na: b\n", 1, "yaml", id="a version nobody knows"),
    ],
)
def test_a_file_that_is_no_record_is_told(tmp_path: Path, text: str, line: int, code: str) -> None:
    problems: list[Problem] = []
    lines = work(lambda: problems.extend(judged(tmp_path, {LINE: text})[1]))
    assert [(path, at, what) for path, at, _, what in told(problems) if path == LINE] == [(LINE, line, code)]
    assert lines <= 10_000 + 100 * len(text), "more work than reading it sign by sign"


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        pytest.param(HOTLINE.encode().replace("Tổng".encode(), b"T\xf4ng"), 2, 8, id="Latin-1 in a name"),
        pytest.param(HOTLINE.encode() + b"note: \xff\n", 17, 7, id="a byte that no text has"),
        pytest.param(HOTLINE.encode("utf-16"), 1, 1, id="UTF-16"),
        pytest.param(HOTLINE.encode("utf-16-be"), 1, 1, id="UTF-16 without a mark"),
        pytest.param(HOTLINE.encode("utf-16-le"), 1, 1, id="UTF-16 of Windows without a mark"),
        pytest.param(b"\xc0\xae", 1, 1, id="an overlong dot"),
        pytest.param(b"id: \xed\xa0\x80", 1, 5, id="half a surrogate pair"),
    ],
)
def test_bytes_that_are_not_utf_8_are_told_at_their_line(tmp_path: Path, raw: bytes, line: int, column: int) -> None:
    _, problems = judged(tmp_path, {LINE: raw})
    assert (LINE, line, column) in [place[:3] for place in told(problems)]
    assert {problem.code for problem in problems} <= {"encoding", "character"}


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        pytest.param(b"\xef\xbb\xbf" + HOTLINE.encode(), NAME, id="a mark of byte order"),
        pytest.param(HOTLINE.replace("\n", "\r\n").encode(), NAME, id="line ends of Windows"),
        pytest.param(HOTLINE.replace("\n", "\r").encode(), NAME, id="line ends of old Macs"),
        pytest.param(unicodedata.normalize("NFD", HOTLINE).encode(), NAME, id="letters taken apart"),
        pytest.param(HOTLINE.rstrip("\n").encode(), NAME, id="no line end at the end"),
        pytest.param(("---\n" + HOTLINE + "...\n").encode(), NAME, id="marks around the document"),
        pytest.param(HOTLINE.replace(NAME, '"Tổng đài # 1"').encode(), "Tổng đài # 1", id="a hash in quotes"),
        pytest.param(HOTLINE.replace(NAME, f"{NAME}  # ghi chú").encode(), NAME, id="a comment"),
        pytest.param(HOTLINE.replace(NAME, "'Có “nháy”, – và ×'").encode(), "Có “nháy”, – và ×", id="fine typography"),
        pytest.param(
            HOTLINE.replace(NAME, "Xã Nậm Cắn, bản Noọng Dẻ").encode(), "Xã Nậm Cắn, bản Noọng Dẻ", id="names"
        ),
        pytest.param(HOTLINE.replace(NAME, "Москва").encode(), "Москва", id="a whole word in another script"),
    ],
)
def test_what_is_only_unusual_is_read_in_silence(tmp_path: Path, raw: bytes, name: str) -> None:
    facts, problems = judged(tmp_path, {LINE: raw})
    assert problems == []
    assert facts.get("hotlines", "tre-em").name == name
    assert unicodedata.is_normalized("NFC", facts.get("hotlines", "tre-em").name)


def test_every_scalar_stays_text() -> None:
    document = load.parse("a: 0111\nb: 17:00\nc: no\nd: 1e3\ne: 2026-11-24\nf: ~\ng: 0x1F\nh: .inf\n", "x.yml")
    assert document.root is not None
    assert load.plain(document.root) == {
        "a": "0111", "b": "17:00", "c": "no", "d": "1e3", "e": "2026-11-24", "f": "~", "g": "0x1F", "h": ".inf",
    }  # fmt: skip


def test_a_value_knows_its_line_and_column_in_characters() -> None:
    document = load.parse("tên: Đường\nnhóm:\n  - ố: 'ă'\n", "x.yml")
    assert document.root is not None
    assert load.place_of(document.root, ("tên",)) == ("x.yml", 1, 6)
    assert load.place_of(document.root, ("nhóm", 0, "ố")) == ("x.yml", 3, 8)
    assert load.place_of(document.root, ("nhóm", 0, "thiếu")) == ("x.yml", 3, 5)


def test_both_parsers_give_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [HOTLINE, *(text for text in SOUND.values()), "a: [b, {c: d}]\nb: |\n  dài\n  hơn\nc: >-\n  gấp\n  lại\n"]
    fast = [load.parse(text, "x.yml") for text in texts]
    monkeypatch.setattr(load, "_FAST_LOADER", load.yaml.SafeLoader)
    assert [load.parse(text, "x.yml") for text in texts] == fast


class TestFiles:
    """What stands in data/ besides records."""

    @pytest.mark.parametrize(
        ("path", "place"),
        [
            ("data/hotlines/tre-em.yaml", "data/hotlines/tre-em.yaml"),
            ("data/hotlines/tre-em.yml.txt", "data/hotlines/tre-em.yml.txt"),
            ("data/hotlines/Tre-Em.yml", "data/hotlines/Tre-Em.yml"),
            ("data/hotlines/trẻ-em.yml", "data/hotlines/trẻ-em.yml"),
            ("data/hotlines/tre em.yml", "data/hotlines/tre em.yml"),
            ("data/hotlines/..yml", "data/hotlines/..yml"),  # a record that would be in no list
            ("data/hotlines/.tre-em.yml", "data/hotlines/.tre-em.yml"),
            ("data/.moved.yaml", "data/.moved.yaml"),
            ("data/hotlines/-.yml", "data/hotlines/-.yml"),
            ("data/hotlines/con.bak", "data/hotlines/con.bak"),
            ("data/hotlines/thu-muc.yml/x.yml", "data/hotlines/thu-muc.yml"),
            ("data/hotline/tre-em.yml", "data/hotline"),
            ("data/khac.yml", "data/khac.yml"),
            ("data/ghi-chu.md", "data/ghi-chu.md"),
            ("data/.DS_Store", None),
            ("data/hotlines/.tre-em.yml.swp", None),
            ("data/schema/thua.json", None),
        ],
    )
    def test_what_has_no_place_there_is_told_at_its_first_line(
        self, tmp_path: Path, path: str, place: str | None
    ) -> None:
        _, problems = judged(tmp_path, {path: "x"})
        assert told(problems) == ([(place, 1, 1, "file")] if place else [])

    @pytest.mark.parametrize("target", ["hotlines/tre-em.yml", "../bi-mat.yml", "khong-co", "hotlines", "vong.yml"])
    def test_a_link_is_not_followed_wherever_it_leads(self, tmp_path: Path, target: str) -> None:
        write(tmp_path, {**SOUND, "bi-mat.yml": "mật khẩu"})
        (tmp_path / "data" / "hotlines" / "vong.yml").symlink_to(tmp_path / "data" / target)
        (tmp_path / "data" / "vong").symlink_to(tmp_path / "data")
        _, problems = judged(tmp_path, {})
        assert told(problems) == [("data/hotlines/vong.yml", 1, 1, "file"), ("data/vong", 1, 1, "file")]

    def test_a_project_without_data_is_told(self, tmp_path: Path) -> None:
        from facts.judging import together
        from samples import TODAY

        assert told(together.read(tmp_path, TODAY)[1]) == [("data", 1, 1, "file")]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_nodes_or_problems_and_never_a_traceback(raw: bytes) -> None:
    text, problems = load.decode(raw, "x.yml")
    if text is not None:
        document = load.parse(text, "x.yml")
        assert (
            document.root is not None
            or document.problems
            or not text.strip()
            or text.strip().startswith(("#", "-", "."))
        )
    for problem in problems:
        assert problem.place.line <= raw.count(b"\n") + raw.count(b"\r") + 1


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_to_a_record_is_told_or_harmless(tmp_path: Path, data: st.DataObject) -> None:
    raw = HOTLINE.encode()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 30)))
    put = data.draw(
        st.binary(max_size=12)
        | st.sampled_from(["\t", ": ", "- ", "'", '"', "#", "&a ", "[", "{", "\n"]).map(str.encode)
    )
    facts, problems = judged(tmp_path, {LINE: raw[:start] + put + raw[end:]})
    assert problems or facts.has("hotlines", "tre-em")


def test_a_file_that_was_left_for_another_process_gives_its_nodes_when_somebody_asks() -> None:
    document = load.parse(HOTLINE, LINE)
    left = document
    for _ in range(2):  # and once more, by a process that asked for nothing
        left = pickle.loads(pickle.dumps(left))
        assert "root" not in vars(left)
        assert left.place == load.place_of(document.root, ("id",))  # type: ignore[arg-type]
        assert "root" not in vars(left)
    assert left == document
    assert pickle.loads(pickle.dumps(left)) == document
    nothing = pickle.loads(pickle.dumps(load.parse("", LINE)))
    assert (nothing.place, nothing.root) == (None, None)
    with pytest.raises(AttributeError):
        left.nodes  # noqa: B018
