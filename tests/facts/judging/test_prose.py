"""How long a sentence and a text may be: told wherever a reader meets them, with what can be done there."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.judging import prose
from facts.judging.prose import LONGEST_SENTENCE, LONGEST_TEXT
from facts.problems import Level, Problem
from facts.project import pages
from facts.reading.markdown import split
from samples import (
    CAMPAIGN,
    CHANGE,
    DOCUMENT,
    GAP,
    HOTLINE,
    LINE,
    PAGES,
    PLAN,
    RESULT,
    SOUND,
    TODAY,
    changed,
    write,
)


def words(count: int) -> str:
    return "chữ " * (count - 1) + "cuối"


def sentences(count: int) -> str:
    """So many words in sentences of ten."""
    return " ".join(f"{words(10)}." for _ in range(count // 10)) + (f" {words(count % 10)}." if count % 10 else "")


def told(root: Path, files: dict[str, str]) -> list[Problem]:
    found = pages.read_site(write(root, {**SOUND, **files}), TODAY)[1]
    return [problem for problem in found if problem.code.startswith("long-")]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (LINE, HOTLINE + "note: {}\n"),
        ("data/documents/ke-hoach.yml", DOCUMENT + "note: {}\n"),
        ("data/documents/ke-hoach.yml", DOCUMENT + "key_points:\n  - {}\n"),
        ("data/campaigns/thang.yml", CAMPAIGN + "activities:\n  - text: {}\n    sources: [qd-1472]\n"),
        ("data/results/con-so.yml", RESULT + "note: {}\n"),
        ("data/gaps/nghi-dinh.yml", GAP + "note: {}\n"),
        ("data/changes/doi.yml", changed(CHANGE, "what: Đổi một số.\n", "what: {}\n")),
    ],
)
def test_a_long_sentence_of_a_record_is_told_at_its_place_and_one_at_the_limit_is_not(
    tmp_path: Path, path: str, text: str
) -> None:
    files = {"data/documents/ke-hoach.yml": DOCUMENT}
    (problem,) = told(tmp_path, {**files, path: text.replace("{}", f"{words(LONGEST_SENTENCE + 1)}.")})
    line = next(line for line, written in enumerate(text.split("\n"), 1) if "{}" in written)
    column = text.split("\n")[line - 1].index("{}") + 1
    assert (problem.place, problem.level) == ((path, line, column), Level.WARNING)
    assert "“chữ chữ chữ…”: câu dài 26 chữ, tối đa 25. Tách làm hai." in problem.message
    assert told(tmp_path, {**files, path: text.replace("{}", f"{words(LONGEST_SENTENCE)}.")}) == []


def test_a_name_that_stands_in_the_sentence_of_another_is_not_to_be_split(tmp_path: Path) -> None:
    gap = changed(GAP, "nghị định nói rõ luật này", words(LONGEST_SENTENCE + 1))
    (problem,) = told(tmp_path, {"data/gaps/nghi-dinh.yml": gap})
    assert problem.message.endswith("Viết gọn lại, vì lời này đứng trong một câu khác.")


def test_what_a_publisher_wrote_is_left_as_it_is(tmp_path: Path) -> None:
    source = SOUND["data/sources/qd-1472.yml"]
    assert isinstance(source, str)
    long = changed(source, "title: Quyết định 1472", f"title: {words(40)}")
    document = changed(DOCUMENT, "title: Kế hoạch", f"title: {words(40)}")
    assert told(tmp_path, {"data/sources/qd-1472.yml": long, "data/documents/ke-hoach.yml": document}) == []


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize(
    ("block", "is_told"),
    [
        ("{{{{ caution({0}{1}.{0}) }}}}", True),
        ("{{{{ quote({0}{1}.{0}, source={0}qd-1472{0}, where={0}Điều 1{0}) }}}}", False),
    ],
)
def test_what_a_block_says_is_read_as_what_a_page_says_but_for_the_words_of_a_law(
    tmp_path: Path, block: str, is_told: bool, quote: str
) -> None:
    page = PAGES["docs/index.md"] + "\n" + block.format(quote, words(LONGEST_SENTENCE + 1)) + "\n"
    found = told(tmp_path, {"docs/index.md": page})
    column = 1 + page.rstrip().rpartition("\n")[2].index("chữ")
    assert [problem.place for problem in found] == ([("docs/index.md", page.count("\n"), column)] if is_told else [])


def test_what_search_engines_show_of_a_page_is_as_short(tmp_path: Path) -> None:
    page = changed(PAGES["docs/index.md"], "title: Trang đầu\n", f"title: Trang đầu\ndescription: {words(26)}\n")
    (problem,) = told(tmp_path, {"docs/index.md": page})
    assert (problem.place, problem.message) == (
        ("docs/index.md", 3, 14),
        "description: câu dài 26 chữ, tối đa 25. Tách làm hai.",
    )


TEXT = f"{sentences(LONGEST_TEXT + 1)}"


@pytest.mark.parametrize(
    ("path", "text", "advice"),
    [
        (
            "data/plans/ke-hoach.yml",
            changed(PLAN, "summary: Một kế hoạch.", "summary: {}"),
            "Bớt chữ mà giữ đủ ý; ý nào có trường riêng thì chuyển sang đó.",
        ),
        (
            "data/plans/ke-hoach.yml",
            PLAN + "goals:\n  - id: a\n    text: {}\n",
            "Tách thành hai mục của danh sách, hoặc bớt chữ mà giữ đủ ý.",
        ),
        (
            "data/campaigns/thang.yml",
            CAMPAIGN + "activities:\n  - {}\n",
            "Tách thành hai mục của danh sách, hoặc bớt chữ mà giữ đủ ý.",
        ),
    ],
)
def test_a_long_text_of_a_plan_or_campaign_is_told_with_what_can_be_done_there(
    tmp_path: Path, path: str, text: str, advice: str
) -> None:
    files = {"data/documents/ke-hoach.yml": DOCUMENT}
    (problem,) = told(tmp_path, {**files, path: text.format(TEXT)})
    assert (problem.code, problem.level) == ("long-text", Level.WARNING)
    assert problem.message.endswith(f"đoạn dài {LONGEST_TEXT + 1} chữ, tối đa {LONGEST_TEXT}. {advice}")
    assert told(tmp_path, {**files, path: text.format(sentences(LONGEST_TEXT))}) == []


def test_a_note_may_be_as_long_as_its_cautions_and_other_kinds_too(tmp_path: Path) -> None:
    files = {
        "data/documents/ke-hoach.yml": f"{DOCUMENT}key_points:\n  - {TEXT}\n",
        "data/plans/ke-hoach.yml": f"{PLAN}note: {TEXT}\n",
    }
    assert told(tmp_path, files) == []


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        ("none", False),
        ("BS Lê Văn A, 2026-11-24", False),
        ("Sở Tư pháp, 24/11/2026", False),
        ("đã đọc", True),
        ("BS Lê Văn A", True),
        ("BS Lê Văn A, 31/02/2026", True),
    ],
)
def test_who_reviewed_says_on_which_day(said: str, is_told: bool) -> None:
    page = split(f"---\ntitle: Trang\nreviewed: {said}\n---\n\n# Trang\n", "docs/trang.md", "trang/")
    assert [(one.place.line, one.code) for one in prose._reviewed(page)] == [(3, "reviewed")] * is_told


def test_a_word_not_to_say_is_found_whatever_letters_it_begins_and_ends_with(tmp_path: Path) -> None:
    table = "words:\n  - {word: đối tượng, say: người}\n  - {word: ma tuý, say: ma túy}\n"
    page = PAGES["docs/index.md"] + "\nĐối tượng ở đây. Một đối tượng (ma tuý), mađối tượngx.\n"
    found = pages.read_site(write(tmp_path, {**SOUND, "data/words.yml": table, "docs/index.md": page}), TODAY)[1]
    assert [one.place.column for one in found if one.code == "word"] == [1, 22, 33]
