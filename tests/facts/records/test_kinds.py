"""A kind is told once, and whatever it lacks anywhere is told in one message."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from building import ROOT
from facts import __main__ as facts_main
from facts.__main__ import main
from facts.editing import guide, lacking
from facts.project.memory import JUDGED
from facts.reading.markdown import read_pages
from facts.records import addresses
from facts.records.kind import Kind
from facts.records.kinds import FOLDERS, KINDS
from facts.records.models import CommuneId, Record
from facts.rendering import blocks, catalog


def test_no_kind_is_half_there() -> None:
    assert lacking.check(ROOT) == []


class TestHalfAKind:
    @pytest.fixture
    def half(self, monkeypatch: pytest.MonkeyPatch) -> Kind:
        class Half(Record):
            kind = "halves"
            label = "sự kiện"
            on_site = Kind("nua-voi/{id}/", in_feed=True, rows="days", is_read_in_fear=True, form="nua-voi")
            places: tuple[CommuneId, ...] = ()

        monkeypatch.setitem(KINDS, "halves", Half.on_site)
        return Half.on_site

    def test_all_that_it_lacks_is_told_in_one_message(self, half: Kind) -> None:
        [message] = lacking.check(ROOT)
        wanted = [
            "loại “halves” còn thiếu: in_index, in_calendar, in_json_ld trong on_site, hooks/facts/records/models.py",
            "trường days, mà rows= nêu tên, trong hooks/facts/records/models.py",
            "một chỗ trong KINDS của hooks/facts/exports/feed.py, vì in_feed=True",
            "mẫu overrides/blocks/half_page.html",
            "một mục đặt ra: tests/golden/data/halves/<mã>.yml",
            "trang mà các mục đứng ở đó hay ở dưới đó: tests/golden/docs/nua-voi.md",
            "ví dụ, do make schema chép từ mục đặt ra: hooks/facts/editing/examples/halves.yml",
            "mẫu để người đọc báo: .github/ISSUE_TEMPLATE/nua-voi.yml",
            "lược đồ, do make schema viết: data/schema/halves.json",
            "dòng halves/ trong .github/CODEOWNERS.",
        ]
        assert message.split("; ") == wanted

    def test_what_another_file_knows_must_be_said(self, half: Kind) -> None:
        quiet = replace(KINDS["campaigns"], in_calendar=False)
        quiet.__set_name__(KINDS["campaigns"].model, "on_site")
        assert list(lacking.of(quiet, ROOT)) == [
            "in_calendar=True trong on_site, hooks/facts/records/models.py, vì KINDS của hooks/facts/exports/agenda.py có nó"
        ]

    def test_a_block_shows_it_where_it_has_no_page_of_its_own(self, half: Kind) -> None:
        shared = replace(half, address="nua-voi/#{id}")
        shared.__set_name__(half.model, "on_site")
        assert 'khối có entries="halves" trong hooks/facts/rendering/catalog.py' in list(lacking.of(shared, ROOT))

    def test_its_page_says_whether_to_believe_it_and_its_example_what_it_is(
        self, half: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(guide, "EXAMPLES", tmp_path)
        template, example = tmp_path / "overrides/blocks/half_page.html", tmp_path / "halves.yml"
        template.parent.mkdir(parents=True)
        template.write_text("<h1>{{ record.name }}</h1>", encoding="utf-8")
        example.write_text("id: nua\n", encoding="utf-8")
        wanted = {
            "{{ state(record) }}, lời của mục tạm rút hay quá hạn, trong overrides/blocks/half_page.html",
            "{{ proof(record, link) }}, nguồn và ngày đối chiếu, trong overrides/blocks/half_page.html",
            "dòng ghi chú ở đầu hooks/facts/editing/examples/halves.yml",
        }
        assert wanted <= set(lacking.of(half, tmp_path))
        template.write_text("{{ state(record) }}{{ proof(record, link) }}", encoding="utf-8")
        example.write_text("# Nửa việc.\nid: nua\n", encoding="utf-8")
        assert not wanted & set(lacking.of(half, tmp_path))

    def test_its_page_needs_no_function(self, half: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(blocks, "BLOCKS", {})
        catalog.offer_page(half)
        assert blocks.BLOCKS["half_page"].call == 'half_page("ma-su-kien")'
        assert blocks.BLOCKS["half_page"].names == "halves"

    def test_nobody_says_that_all_is_well(self, half: Kind, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", "--root", str(ROOT)]) == 1
        assert "loại “halves” còn thiếu: " in capsys.readouterr().out

    def test_it_is_beside_the_communes_that_it_names_without_being_told(self, half: Kind) -> None:
        assert half.is_beside_communes


def test_a_kind_without_an_example_begins_with_a_made_up_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guide, "EXAMPLES", tmp_path)
    (tmp_path / "gaps.yml").write_text("# viết tay\n", encoding="utf-8")
    guide.begin_examples(ROOT)
    assert {file.stem for file in tmp_path.iterdir()} == set(FOLDERS)
    assert (tmp_path / "gaps.yml").read_text(encoding="utf-8") == "# viết tay\n"
    assert guide.example("results").startswith("id: ")


def test_what_kinds_say_of_themselves_is_so() -> None:
    assert [kind.name for kind in KINDS.values() if not issubclass(kind.model, Record)] == [
        kind.name for kind in KINDS.values() if not kind.has_files
    ]
    forms = {file.stem for file in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")} - {"config"}
    assert {kind.form for kind in KINDS.values()} == forms, "a form that is of no kind, or the other way round"


def test_the_guide_cannot_be_written_of_half_a_kind(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lacking, "check", lambda root: ["loại “x” còn thiếu: một chỗ."])
    monkeypatch.setattr("facts.editing.schemas.write", lambda root: None)
    monkeypatch.setattr("facts.editing.guide.write", lambda root: pytest.fail("written"))
    assert main(["schema", "--root", str(ROOT)]) == 1
    assert capsys.readouterr().out == "ERROR  loại “x” còn thiếu: một chỗ.\n"


def test_what_a_kind_lacks_is_asked_again_when_anything_of_it_comes_goes_or_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(lacking, "check", lambda root: asked.append(root) or [f"{len(asked)}"])
    monkeypatch.setattr(facts_main, "PROJECT", tmp_path)
    record, owners = tmp_path / "tests/golden/data/agencies/mot.yml", tmp_path / ".github/CODEOWNERS"
    example = tmp_path / "hooks/facts/editing/examples/mot.yml"
    record.parent.mkdir(parents=True)
    example.parent.mkdir(parents=True)
    owners.parent.mkdir()
    written = (partial(file.write_text, text) for file in (owners, example) for text in ("mot", "hai"))
    JUDGED.begin(is_on=True)
    try:
        for times, change in enumerate((record.touch, *written, record.unlink), 1):
            change()
            assert facts_main._lacking(tmp_path) == facts_main._lacking(tmp_path) == [f"{times}"]
    finally:
        JUDGED.begin(is_on=False)


# Literals that name kinds because each of these has words of its own there, and whatever they do not name has its place too;
# of what JSON-LD knows a kind itself says whether it is among them.
NAMED_APART = {"compare.py": 2, "catalog.py": 1, "json_ld.py": 1}


def test_no_table_of_kinds_stands_beside_the_one() -> None:
    """Three names of kinds in one literal are a table, and a table does not know of the next kind."""
    found: dict[str, int] = {}
    for file in (ROOT / "hooks").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            items = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
            if sum(isinstance(item, ast.Constant) and item.value in KINDS for item in items) >= 3:
                found[file.name] = found.get(file.name, 0) + 1
    assert found == NAMED_APART


PAGES = {
    name: value for name, value in vars(addresses).items() if name.isupper() and str(value).endswith("/")
} | addresses.HUBS


def test_an_address_that_code_leads_to_is_typed_once_and_has_a_page() -> None:
    pages = {name: address for name, address in PAGES.items() if name != "API"}
    assert len(pages) > 15
    layers = (ROOT / "data", ROOT / "data" / "national")
    empty = {hub for kind, hub in addresses.HUBS.items() if not any(any(data.glob(f"{kind}*")) for data in layers)}
    assert set(pages.values()) - {page.url for page in read_pages(ROOT)} - empty == set()
    typed = re.compile(rf"""["'](?:{"|".join(map(re.escape, {*PAGES.values(), "in/"}))})""")
    found = [
        f"{file.name}: {line.strip()}"
        for file in (*(ROOT / "hooks").rglob("*.py"), *(ROOT / "overrides").rglob("*.html"))
        if file.name not in ("models.py", "addresses.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if typed.search(line) and not line.startswith("@block(")  # a sample for editors
    ]
    assert found == []
