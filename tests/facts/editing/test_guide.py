"""The field guide for editors: it explains all there is, nothing that is gone, and its examples are valid."""

from __future__ import annotations

import inspect
import re
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel

import building
from building import ROOT
from facts.editing import fix, guide
from facts.judging import markup
from facts.problems import CODES
from facts.project import pages
from facts.reading.markdown import FRONT_MATTER
from facts.records.kinds import FOLDERS, MODELS
from facts.records.models import TABLE_MODELS, Point, Record, in_file_order
from facts.records.parts import part_of
from facts.rendering import blocks

TEXT = (ROOT / guide.FILE).read_text(encoding="utf-8")
COMMON = {info.alias or name for name, info in Record.model_fields.items()}


def section(anchor: str) -> str:
    """One part of the guide, from its anchor to the next."""
    return TEXT.split(f'<a id="{anchor}"></a>')[1].split("\n## ")[0]


def rows(part: str) -> dict[str, list[str]]:
    """The rows of the tables in a part of the guide: what stands in the first cell → the other cells."""
    found = {}
    for line in part.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if line.startswith("| `"):
            found[cells[0].strip("`")] = cells[1:]
    return found


def fields(model: type[BaseModel], prefix: str = "") -> dict[str, tuple[str, str]]:
    """Every field of a model, however deep: its path → (title, description)."""
    found = {}
    for name, info in model.model_fields.items():
        path = prefix + (info.alias or name)
        found[path] = (str(info.title), str(info.description))
        part = part_of(model, name)
        if part and part is not Point:
            found |= fields(part, path + ".")
    return found


def test_the_guide_is_what_the_code_says_now() -> None:
    assert guide.text() == TEXT, "chạy make schema"


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_of_a_kind_is_explained_and_none_that_is_gone(kind: str) -> None:
    explained = rows(section(kind))
    expected = {
        path: words for path, words in fields(MODELS[kind]).items() if kind in TABLE_MODELS or path not in COMMON
    }
    assert set(explained) == set(expected)
    for path, (title, description) in expected.items():
        cells = [cell.replace(r"\|", "|") for cell in explained[path]]
        assert (cells[0], cells[2]) == (title, description)
        assert title != "None"
        assert len(description) > 5, path
        assert cells[1], "how it is written"


def test_what_every_record_has_is_explained_once() -> None:
    assert set(rows(section("moi-muc"))) == COMMON | set(Point.model_fields)


@pytest.mark.parametrize("kind", MODELS)
def test_what_must_be_there_is_marked(kind: str) -> None:
    explained = rows(section(kind))
    for name, info in MODELS[kind].model_fields.items():
        if (key := info.alias or name) in explained:
            assert ("**bắt buộc**" in explained[key][1]) is info.is_required(), key


def test_no_form_is_left_to_guess() -> None:
    """A pattern without words, or a part without its rows, would show here."""
    for kind in MODELS:
        for path, (_, form, _) in rows(section(kind)).items():
            assert "^" not in form, path
            if "nhóm các dòng dưới đây" in form:
                assert any(other.startswith(path + ".") for other in rows(section(kind))), path


# --- examples --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project made of nothing but the guide's examples, and the two records that they lean on beside themselves."""
    root = tmp_path_factory.mktemp("examples")

    def put(path: str, text: str) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    for kind in MODELS:
        text = guide.example(kind)
        id = re.search(r"^id: (\S+)", text, re.MULTILINE)
        put(f"data/{kind}/{id[1]}.yml" if id and kind in FOLDERS else f"data/{kind}.yml", text)
    agency = re.sub(r"^part_of:.*\n", "", guide.example("agencies"), flags=re.MULTILINE)
    put(
        "data/agencies/bo-mau.yml",
        agency.replace("id: so-mau", "id: bo-mau").replace("name: ", "name: Bộ, không phải "),
    )
    source = guide.example("sources").replace("id: cong-bao-mau", "id: bao-song-mau").replace("so-12", "so-13")
    put("data/sources/bao-song-mau.yml", source)
    put("docs/index.md", "# Trang đầu\n")
    return root


def test_the_examples_are_valid_all_together(example_project: Path) -> None:
    facts, problems = pages.read_site(example_project, date.fromisoformat(building.DAY))
    assert problems == []
    assert {kind for kind in FOLDERS if facts.all(kind)} == set(FOLDERS)


@pytest.mark.parametrize("kind", MODELS)
def test_an_example_stands_whole_in_the_guide_is_commented_and_mended(kind: str) -> None:
    text = guide.example(kind)
    assert f"```yaml\n{text.rstrip()}\n```" in section(kind)
    assert text.startswith("# ")
    assert fix.fixed(text.encode(), "x", MODELS[kind]).decode() == text


@pytest.mark.parametrize("kind", FOLDERS)
def test_an_example_shows_every_field_that_must_be_there(kind: str) -> None:
    text = guide.example(kind)
    for name, info in FOLDERS[kind].model_fields.items():
        if info.is_required():
            assert re.search(rf"^{info.alias or name}:", text, re.MULTILINE)


def test_there_is_no_example_of_something_gone() -> None:
    assert {file.stem for file in guide.EXAMPLES.glob("*.yml")} == set(MODELS)


# --- pages, blocks, codes --------------------------------------------------------------------------------------------


def test_how_big_a_picture_may_be_is_said_as_it_is_judged() -> None:
    assert f"Tối đa {markup.MOST_BYTES // 1000} kB," in guide.text()


def test_every_block_is_explained_and_none_that_is_gone() -> None:
    explained = rows(section("khoi"))
    assert set(explained) == set(pages.BLOCKS)
    for name, (call, words) in explained.items():
        block = pages.BLOCKS[name]
        assert (call.strip("`"), words) == (block.call, block.says)
        assert len(words) > 10, name


def test_the_way_a_block_is_written_is_the_way_it_is_read() -> None:
    for name, block in pages.BLOCKS.items():
        called, args, kwargs = blocks.parse_call(block.call)
        assert called == name
        given = inspect.signature(block.make).bind(None, *args, **kwargs).arguments
        assert [key for key, choices in block.choices.items() if given[key] not in choices] == [], name


def test_every_field_of_a_pages_head_is_explained() -> None:
    assert {name: cells[0] for name, cells in rows(section("trang-viet")).items()} == FRONT_MATTER


def test_every_problem_code_is_explained_and_none_that_is_gone() -> None:
    assert {code: cells[0] for code, cells in rows(section("ma-loi")).items()} == CODES


def test_every_link_of_the_guide_leads_somewhere() -> None:
    anchors = re.findall(r'<a id="([^"]+)">', TEXT)
    assert sorted(re.findall(r"\]\(#([^)]+)\)", TEXT)) == sorted(anchors)
    for file in re.findall(r"\]\(([A-Z][^)#]*)\)", TEXT):
        assert (ROOT / file).is_file()


def test_the_order_in_the_guide_is_the_order_of_files() -> None:
    assert [path for path in rows(section("hotlines")) if "." not in path] == [
        key for key in in_file_order(FOLDERS["hotlines"]) if key not in COMMON
    ]
