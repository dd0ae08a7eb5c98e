"""What an editor is told of the two layers: a local sentence in the nation's, one that nobody shows, and what a file covers."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.judging.covering import state_of
from facts.problems import Level, Problem
from facts.project.memory import Memory
from facts.project.pages import read_site
from facts.reading.markdown import read_pages
from samples import HOTLINE, LINE, SOUND, TODAY, changed, write

NATION = LINE.replace("data/", "data/national/")
PROVINCE = {"data/province.yml": 'code: "44"\ntype: tỉnh\nname: Sông Cái\n'}
PAGE = "---\ntitle: Trang\n---\n\n# Trang\n\nChữ trước. {} Chữ sau.\n\nHết.\n"


def told(root: Path, files: dict[str, str], *codes: str) -> list[tuple[str, int, int]]:
    """Where these codes are told; a file of no text is not there."""
    every = {path: text for path, text in {**SOUND, **PROVINCE, **files}.items() if text}
    found: list[Problem] = read_site(write(root, every), TODAY)[1]
    return [tuple(problem.place) for problem in found if problem.code in codes]  # type: ignore[misc]


def test_a_sentence_of_the_province_stands_in_the_nation_s_page_and_is_told_in_its_own_file(tmp_path: Path) -> None:
    page = PAGE.format('{{ local("hoi") }}')
    files = {"docs/national/a.md": page, "docs/local/hoi.md": "Câu một.\n\nGọi 0987 654 321.\n"}
    assert told(tmp_path / "there", files, "local", "phone-in-text") == [("docs/local/hoi.md", 3, 5)]
    later = {
        **files,
        "docs/national/a.md": page.replace("Hết", "Gọi 0987 654 321"),
        "docs/local/hoi.md": "Một.\n\nHai.\n",
    }
    assert told(tmp_path / "after", later, "local", "phone-in-text") == [("docs/national/a.md", 9, 5)]
    assert told(tmp_path / "without", {"docs/national/a.md": page}, "local", "block", "unknown-block") == []


@pytest.mark.parametrize(("type", "word"), [("tỉnh", "tỉnh"), ("thành phố", "thành phố")])
def test_a_page_of_the_nation_calls_the_province_what_it_is_and_is_told_where_it_was_written(
    tmp_path: Path, type: str, word: str
) -> None:
    page = PAGE.format("{{ Tỉnh }} hứa. Gọi 0987 654 321").replace("title: Trang", 'title: "{{ Tỉnh }} hứa gì"')
    table = PROVINCE["data/province.yml"].replace("tỉnh", type)
    files = {"docs/national/a.md": page, "data/province.yml": table}
    assert told(tmp_path, files, "phone-in-text", "front-matter", "block", "unknown-block") == [
        ("docs/national/a.md", 7, 32)
    ]
    there = next(page for page in read_pages(tmp_path) if page.source == "a.md")
    assert there.meta["title"] == f"{word.capitalize()} hứa gì"
    assert f"Chữ trước. {word.capitalize()} hứa." in there.body


def test_a_sentence_that_no_page_shows_is_told(tmp_path: Path) -> None:
    files = {"docs/national/a.md": PAGE.format('{{ local("hoi") }}'), "docs/local/khac.md": "Câu.\n"}
    assert told(tmp_path, files, "local") == [("docs/local/khac.md", 1, 1)]


@pytest.mark.parametrize("call", ['{{ local("hoi") }}', "{{ local('hoi') }}", '{{local( "hoi" )}}'])
def test_a_sentence_is_put_in_however_it_is_called_and_one_that_is_not_there_is_told(call: str, tmp_path: Path) -> None:
    files = {"docs/a.md": PAGE.format(call), "docs/national/b.md": PAGE.format('{{ local("khac") }}')}
    assert told(tmp_path, files, "local") == [("docs/a.md", 7, 12)]  # the nation's page has it where a province has
    assert told(tmp_path, {**files, "docs/local/hoi.md": "Câu.\n"}, "local") == []
    assert "Chữ trước. Câu." in next(page for page in read_pages(tmp_path) if page.source == "a.md").body


@pytest.mark.parametrize(
    ("files", "where"),
    [
        pytest.param({"docs/national/a.md": PAGE.format("Ở Sông Cái thì khác.")}, [("docs/national/a.md", 7, 14)], id="a page"),
        pytest.param({"docs/national/a.md": PAGE.replace("Trang\n---", "Sông Cái\n---")}, [("docs/national/a.md", 2, 8)], id="a title"),
        pytest.param({NATION: HOTLINE + "note: Ở Sông Cái thì khác.\n", LINE: ""}, [(NATION, 17, 7)], id="a record"),
        pytest.param({"docs/national/a.md": PAGE.format("Báo Sông Cái viết.")}, [], id="the name of a publisher"),
        pytest.param({"docs/national/a.md": PAGE.format("Ở Sông Con, Sông Cái, Sông Mẹ.")}, [], id="one of several"),
        pytest.param({"docs/national/a.md": PAGE.format("Từ hôm ấy, Sông Cái có.")}, [("docs/national/a.md", 7, 23)], id="after a comma"),
        pytest.param({"docs/national/a.md": PAGE.format("Ở Sông Cái thì khác."), "data/national/.taken": "?\n"}, [], id="a layer of others"),
        pytest.param({"docs/a.md": PAGE.format("Ở Sông Cái thì khác.")}, [], id="a page of the province"),
    ],
)  # fmt: skip
def test_the_province_s_name_in_a_sentence_of_the_nation_is_told(
    tmp_path: Path, files: dict[str, str], where: list[tuple[str, int, int]]
) -> None:
    assert told(tmp_path, {**files, LINE: files.get(LINE, HOTLINE)}, "local") == where


@pytest.mark.parametrize(
    "marked",
    [
        "Hỏi Công an ¦tỉnh. Hỏi UBND ¦tỉnh.",
        "Trong ¦tỉnh có nơi nhận. ¦Tỉnh trả tiền.",
        "Hỏi ¦Tỉnh đoàn, ¦Tỉnh ủy.",
        "Hỏi Công an {{ tỉnh }}. {{ Tỉnh }} trả tiền.",
        "Công an cấp tỉnh trả lời. Của tỉnh nào cũng vậy, trong tỉnh khác cũng vậy.",
        "Hỏi Công an tỉnh Sông Con; Công an tỉnh, thành phố; của tỉnh/thành phố.",
        "Lay mà không tỉnh, bất tỉnh. Tỉnh dậy thì gọi. Tỉnh Sông Con có.",
        "Luật nói “Giám đốc Công an tỉnh quyết định”.",
    ],
)
def test_a_tinh_that_is_whichever_shows_it_is_told_in_the_nation_s_words(tmp_path: Path, marked: str) -> None:
    """Each where a bar stands; else not."""
    parts, says = f"Chữ trước {marked}".split("¦"), marked.replace("¦", "")
    columns = [len("".join(parts[:number])) + 1 for number in range(1, len(parts))]
    page = {"docs/national/a.md": PAGE.replace("Chữ trước. {}", f"Chữ trước {says}")}
    assert told(tmp_path / "page", page, "local") == [("docs/national/a.md", 7, column) for column in columns]
    title = {"docs/national/a.md": PAGE.replace("title: Trang", f'title: "{says}"')}
    assert {*told(tmp_path / "title", title, "local")} == {("docs/national/a.md", 2, 8) for _ in columns}
    record = {NATION: f'{HOTLINE}note: "{says}"\n', LINE: ""}
    assert {*told(tmp_path / "record", record, "local")} == {(NATION, 17, 7) for _ in columns}
    own = {LINE: f'{HOTLINE}note: "{says}"\n', "docs/a.md": PAGE.replace("Chữ trước. {}", says)}
    assert told(tmp_path / "own", own, "local") == []


@pytest.mark.parametrize("type", ["tỉnh", "thành phố"])
def test_a_record_calls_the_province_what_it_is(tmp_path: Path, type: str) -> None:
    table = {"data/province.yml": PROVINCE["data/province.yml"].replace("tỉnh", type)}
    note = 'note: "{{ Tỉnh }} này: hỏi Công an {{ tỉnh }}."\n'
    files = {path: text for path, text in {**SOUND, **table, NATION: HOTLINE + note}.items() if path != LINE}
    facts, problems = read_site(write(tmp_path, files), TODAY)
    assert [problem for problem in problems if problem.code in ("local", "words", "yaml")] == []
    assert facts.hotlines[0].note == f"{type.capitalize()} này: hỏi Công an {type}."


def test_what_is_withdrawn_says_why_in_the_words_of_the_province(tmp_path: Path) -> None:
    table = {"data/province.yml": PROVINCE["data/province.yml"].replace("tỉnh", "thành phố")}
    says = "because: Công an {{ tỉnh }} báo số sai.\npublish: withdrawn\n"
    for name, broken, own in (("sound", "", ""), ("broken", "nonsense: [\n", ""), ("covered", "", HOTLINE)):
        files = {**SOUND, **table, NATION: HOTLINE + says + broken, LINE: own}
        facts, _ = read_site(write(tmp_path / name, {path: text for path, text in files.items() if text}), TODAY)
        assert facts.hotlines[0].because == "Công an thành phố báo số sai."


def test_a_nation_s_sentence_that_is_too_long_only_in_a_city_is_told_in_a_tinh(tmp_path: Path) -> None:
    line = changed(
        HOTLINE, "answers: ", 'answers: "{{ tỉnh }} một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn." # '
    )
    assert told(tmp_path / "nation", {NATION: line, LINE: ""}, "words") == [
        (NATION, line[: line.index("answers")].count("\n") + 1, 10)
    ]
    assert told(tmp_path / "own", {LINE: line}, "words") == []


def test_a_file_of_data_is_read_again_when_the_province_is_called_otherwise(tmp_path: Path) -> None:
    note = 'note: "Công an {{ tỉnh }}."\n'
    kept = Memory()
    for type in ("tỉnh", "thành phố", "tỉnh"):
        table = {"data/province.yml": PROVINCE["data/province.yml"].replace("tỉnh", type)}
        root = write(tmp_path, {**SOUND, **table, LINE: HOTLINE + note})
        kept.begin(True)
        assert read_site(root, TODAY, kept=kept)[0].hotlines[0].note == f"Công an {type}."


def test_a_file_over_one_of_the_nation_is_told_until_it_says_what_it_covers_and_again_when_that_changed(
    tmp_path: Path,
) -> None:
    nation = {NATION: HOTLINE, "docs/national/a.md": PAGE, "docs/a.md": PAGE}
    assert told(tmp_path / "new", nation, "covered") == [(LINE, 1, 5), ("docs/a.md", 1, 1)]
    line, page = (state_of(tmp_path / "new" / path) for path in (NATION, "docs/national/a.md"))
    read = {
        **nation,
        LINE: HOTLINE + f'covers: "{line}"\n',
        "docs/a.md": PAGE.replace("title: Trang\n", f'title: Trang\ncovers: "{page}"\n'),
    }
    assert told(tmp_path / "read", read, "covered") == []
    moved_on = {
        **read,
        NATION: changed(HOTLINE, "name: Tổng", "name: Mới tổng"),
        "docs/national/a.md": PAGE + "Thêm.\n",
    }
    assert [path for path, _, _ in told(tmp_path / "later", moved_on, "covered")] == [LINE, "docs/a.md"]
    alone = {path: text for path, text in read.items() if "national" not in path}
    assert [path for path, _, _ in told(tmp_path / "gone", alone, "covered")] == [LINE, "docs/a.md"]


@pytest.mark.parametrize(
    "says",
    ["publish: withdrawn\n", "publish: withdrawn\nbecause: Gọi không ai nghe.\n", "id: tre-em\nPublish：withdrawn\n"],
)
def test_a_line_or_two_withdraw_in_a_province_what_is_the_nation_s(tmp_path: Path, says: str) -> None:
    """CONTRIBUTING says two lines, and the rest of the file lies in a package that nobody there opens."""
    facts, problems = read_site(write(tmp_path, {**SOUND, **PROVINCE, NATION: HOTLINE, LINE: says}), TODAY)
    record = facts.get("hotlines", Path(LINE).stem)
    assert (record.publish, [channel.value for channel in record.channels]) == ("withdrawn", ["111"])
    assert {one.code for one in problems if one.place.path == LINE} <= {"because", "character"}
    assert [one for one in problems if one.level is Level.ERROR] == []


def test_what_two_lines_withdraw_is_the_nation_s_as_it_is_now(tmp_path: Path) -> None:
    """An editor looks on: the number that is taken off is the one that stands in the nation's file by then."""
    files, kept = {**SOUND, **PROVINCE, NATION: HOTLINE, LINE: "publish: withdrawn\n"}, Memory()
    for number in ("111", "113"):
        kept.begin(True)
        root = write(tmp_path, {**files, NATION: changed(HOTLINE, 'value: "111"', f'value: "{number}"')})
        record = read_site(root, TODAY, kept=kept)[0].get("hotlines", Path(LINE).stem)
        assert [channel.value for channel in record.channels] == [number]


def test_a_table_over_one_of_the_nation_s_is_told_until_it_says_what_it_covers(tmp_path: Path) -> None:
    """Whoever adds a pin in a file of the province's would else take away all that people in danger are shown."""
    names = ("pins", "synonyms", "words")
    nation = {f"data/national/{name}.yml": "{}\n" for name in names}
    new = nation | {f"data/{name}.yml": "{}\n" for name in names}
    assert {path for path, _, _ in told(tmp_path / "new", new, "covered")} == {f"data/{name}.yml" for name in names}
    read = {
        path: "{}\n" if path in nation else f'covers: "{state_of(tmp_path / "new" / "data/national/pins.yml")}"\n'
        for path in new
    }
    assert told(tmp_path / "read", read, "covered") == []
    assert told(tmp_path / "own", {path: "{}\n" for path in new if path not in nation}, "covered") == []


@pytest.mark.parametrize("says", ["publish: withdrawn\n", "Publish: Withdrawn\nbecause: Số sai: xem lại\n"])
def test_what_the_nation_withdraws_is_off_in_the_province_that_covers_it(tmp_path: Path, says: str) -> None:
    """Also when the province never looked again: a wrong number must not live on in its words."""
    files = {**SOUND, **PROVINCE, NATION: HOTLINE + says, LINE: HOTLINE}
    facts, problems = read_site(write(tmp_path, files), TODAY)
    record = facts.get("hotlines", Path(LINE).stem)
    assert record.publish == "withdrawn"
    assert record.because == ("Số sai: xem lại" if "because" in says else None)
    assert [problem.message for problem in problems if problem.code == "covered"] == [
        f"{NATION} đã tạm rút mục này, nên ở đây cũng rút theo. Còn đúng ở tỉnh thì viết thành mục khác, mã khác."
    ]
    assert [problem for problem in problems if problem.level is Level.ERROR] == []
    facts, _ = read_site(write(tmp_path / "before", {**files, NATION: HOTLINE}), TODAY)
    assert facts.get("hotlines", Path(LINE).stem).publish is None
