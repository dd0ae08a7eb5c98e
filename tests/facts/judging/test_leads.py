"""Where pages lead, told by the check at its line: nothing is left for the builder, which has no line, to say."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

import building
import samples
from facts.exports import files
from facts.judging.leads import _ID, Leads, _forms, _name, _rendered, frame_ids
from facts.project import pages
from facts.rendering.blocks import BLOCKS, Context
from facts.site.site import Site
from province import GOLDEN, TODAY

DAY = date.fromisoformat(TODAY)
HEAD = "---\ntitle: Trang thử\ndescription: Một trang thử.\n---\n# Trang thử\n\n"


def province(root: Path) -> Path:
    """The made-up province in the new folder `root`, to be judged and not built."""
    for name in ("data", "docs"):
        shutil.copytree(GOLDEN / name, root / name)
    shutil.copy(GOLDEN / "mkdocs.yml", root)
    shutil.copy(building.ROOT / "mkdocs.yml", root / "project.yml")
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return province(tmp_path / "project")


def told(root: Path) -> set[tuple[str, str, int]]:
    """(code, path, line) of every error."""
    problems = pages.read_site(root, DAY)[1]
    return {(p.code, p.place.path, p.place.line) for p in problems if p.level == "ERROR"}


CASES = [
    ("dead-link", "[x](khong-co.md)"), ("dead-link", "[x](index.md#khong-co)"), ("dead-link", "[x](#khong-co)"),
    ("dead-link", "[x](goi-ngay/)"), ("dead-link", "[x](goi-ngay)"), ("dead-link", "[x](../ra-ngoai.md)"),
    ("dead-link", "[x](khong-co.png)"), ("dead-link", "[x](<khong-co.md>)"), ("dead-link", "[x](khong-co.md 'tên')"),
    ("dead-link", "![x](khong-co.png)"), ("link", "![x](https://a.vn/x.png)"), ("link", "![x](facts:hotlines/tre-em)"),
    ("dead-link", "![x](khong-co.gif)"), ("link", "![x](//a.vn/x.png)"), ("link", "![x](/x.png)"),
    ("link", "[x](/goi-ngay/)"), ("link", "[x](index.md?x=1)"), ("link", "[x](https://a.vn@b.example/)"),
    ("link", "[x](https:a.vn)"), ("link", "[x](https://localhost/)"), ("link", "[x](http://10.0.0.1/)"),
    ("link", "<https://intranet/>"), ("dead-link", "[x](goi-ngay/tre-em.md#khong-co)"),
    ("dead-link", "[x](nguon.md#khong-co-nguon)"), ("dead-link", "[x](khong-co.md#%C4%91)"),
    ("dead-link", "[x](index.md#noi-dung)"), ("dead-link", "Gọi [115]() ngay."), ("dead-link", "[x](<>)"), ("dead-link", "[x](  )"),
    ("dead-link", "Gọi [**111**](#)."), ("dead-link", "[gọi 1 1 5](#)"),
    ("repeated-id", '{{ hotline("tre-em") }}\n\n{{ hotline("tre-em") }}'), ("repeated-id", "## A { #m }\n\n## B { #m }"),
    ("repeated-id", "## A { #noi-dung }"), ("footnote", "A[^x].\n\n[^x]: Một.\n[^x]: Hai."), ("footnote", "[^x]: Thừa."),
    ("footnote", "A[^y]."), ("footnote", "- [^x]: Thừa."), ("footnote", "> [^x]: Thừa."), ("footnote", "`A[^x]`\n\n[^x]: Thừa."),
    ("dead-link", "[x](assets/stylesheets/first.css)"), ("dead-link", "[x](goi-ngay/../assets/javascripts/call.js)"),
    ("footnote", "A[^x].\n\n- [^x]: Một.\n\n[^x]: Hai."),
    ("repeated-id", '{{ hotlines(purpose="help") }}\n\n{{ hotline("tre-em") }}'),
    ("repeated-id", '{{ hotlines(purpose="help") }}\n\n{{ hotlines(purpose="help") }}'),
    ("repeated-id", '## Trẻ em\n\n{{ hotline("tre-em") }}'), ("repeated-id", "## Năm 2028\n\n{{ past_campaigns() }}"),
    ("repeated-id", '{{ poster("ca-tinh") }}\n\n{{ cards("ca-tinh") }}'), ("repeated-id", "## Status\n\n{{ search_results() }}"),
    ("dead-link", '## Gọi {{ call("tre-em") }}\n\n[x](#goi)'), ("dead-link", "```\n## A { #m }\n```\n\n[x](#m)"),
    ("link", "[x](mailto:abc)"), ("link", "[x](mailto:a@b)"), ("link", "[x](mailto:)"), ("link", "[x](mailto:a b@c.vn)"),
    ("footnote", "A[^x] B[^z].\n\n[^x]: Một."), ("footnote", "A[^x].\n\n[^x]:\n\nMột."),
]  # fmt: skip


SOUND = [
    "[x](index.md)", "[x](goi-ngay/index.md)", "[x](goi-ngay/tre-em.md)", "[x](nguon.md#cong-bao)", "[x](#trang-thu)",
    "## A { #rieng }\n\n[x](#rieng)", "[x](facts:sources/cong-bao)", "[x](https://a.vn/#x)", "[x](mailto:a@b.vn)", "[x](mailto:a.b@c-d.gov.vn?subject=X)",
    "[x](goi-ngay.txt)", "[x](api/v1/hotlines.json)", "A[^x].\n\n[^x]: Một.", "[x](tel:111)",
    '{{ sources("cong-bao") }}\n\n{{ sources("cong-bao") }}', "```\n[^khong]\n## A { #m }\n```\n\n## B { #m }",
    "`[^x]`", "A[^x].\n\n- [^x]: Lời.", "A[^x].\n\n[^x]:\n\n    Lời.", "A[^x].\n\n[^x]:\n    Lời.", "    [^x]: Mã.", "A[^a b].\n\n[^a b]: Lời.",
    "## Năm 1999\n\n{{ past_campaigns() }}", '{{ documents(status="active") }}\n\n{{ documents(status="ended") }}',
    "[năm 2026](#)", "[Kế hoạch 105](#)", "[x](in/ben-that.md)", "[x](%67oi-ngay/index.md)",
]  # fmt: skip


@pytest.fixture(scope="module")
def all_told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, int]]]:
    """Body → (code, line) of every error, each on a page of its own, all judged at once."""
    bodies = [body for _, body in CASES] + SOUND
    root = province(tmp_path_factory.mktemp("cases") / "project")
    paths = {f"docs/thu-{number}.md": body for number, body in enumerate(bodies)}
    samples.write(root, {path: f"{HEAD}Chữ.\n\n{body}\n" for path, body in paths.items()})
    found: dict[str, list[tuple[str, int]]] = {body: [] for body in bodies}
    for code, path, line in told(root):
        found[paths[path]].append((code, line))
    return found


@pytest.mark.parametrize(("code", "body"), CASES)
def test_what_leads_nowhere_is_told_at_its_line(
    all_told: dict[str, list[tuple[str, int]]], code: str, body: str
) -> None:
    first = HEAD.count("\n") + 3
    found = [line for said, line in all_told[body] if said == code]
    assert found, all_told[body]
    assert all(first <= line <= first + body.count("\n") for line in found)


@pytest.mark.parametrize("body", SOUND)
def test_what_leads_somewhere_is_let_stand(all_told: dict[str, list[tuple[str, int]]], body: str) -> None:
    assert all_told[body] == []


@pytest.mark.parametrize(
    ("link", "number"), [("[115]()", "115"), ("[1800 1567](<>)", "18001567"), ("[Kế hoạch 105]()", "")]
)
def test_only_a_number_is_told_how_to_be_called(project: Path, link: str, number: str) -> None:
    (project / "docs" / "thu.md").write_text(f"{HEAD}Xem {link}.\n", encoding="utf-8")
    (problem,) = [
        p for p in pages.read_site(project, DAY)[1] if p.place.path == "docs/thu.md" and p.code == "dead-link"
    ]
    assert problem.message.endswith(f"(tel:{number})." if number else "sau chữ.")


def test_pages_that_hide_one_another_are_told(project: Path) -> None:
    for path in ("goi-ngay/tre-em.md", "in/ben-that.md", "cap-nhat/index.md"):
        file = project / "docs" / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(HEAD + "Chữ.\n", encoding="utf-8")
    assert {(code, path) for code, path, _ in told(project)} >= {
        ("hidden-page", "docs/goi-ngay/tre-em.md"), ("hidden-page", "docs/in/ben-that.md"), ("hidden-page", "docs/cap-nhat/index.md"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "page", ["index.md", "nguon.md", "goi-ngay/index.md", "cap-nhat.md", "so-lieu.md", "thoi-tiet.md"]
)
def test_a_page_that_records_lead_to_is_missed(project: Path, page: str) -> None:
    (project / "docs" / page).unlink()
    codes = {code for code, _, _ in told(project)}
    assert "missing-page" in codes


def test_the_way_out_may_lead_elsewhere(project: Path) -> None:
    (project / "docs/thoi-tiet.md").unlink()
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as text:
        text.write("  exit_url: https://thoi-tiet.song-mau.example/\n")
    assert not [one for one in told(project) if one[0] == "missing-page"]


def test_an_entry_of_the_menu_that_leads_nowhere_is_told_at_its_line(project: Path) -> None:
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(text.replace("Nguồn: nguon.md", "Nguồn: nguoi.md"), encoding="utf-8")
    line = text[: text.index("Nguồn: nguon.md")].count("\n") + 1
    assert told(project) == {("dead-link", "mkdocs.yml", line)}


def test_an_entry_of_the_menu_leads_to_a_page_or_a_mailbox_and_runs_nothing(project: Path) -> None:
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(text.replace("nguon.md", "javascript:alert(1)"), encoding="utf-8")
    assert told(project) == {("link", "mkdocs.yml", text[: text.index("nguon.md")].count("\n") + 1)}
    (project / "mkdocs.yml").write_text(text.replace("nguon.md", "mailto:a@b.gov.vn"), encoding="utf-8")
    assert told(project) == set()


@pytest.mark.parametrize(
    "entry",
    [
        "Nhóm: []",
        "Nhóm:",
        "",
        "[]",
        "{Một: index.md, Hai: nguon.md}",
        "Nhóm: {Một: index.md}",
        "'': index.md",
        "Trang: ''",
    ],
)
def test_an_entry_of_the_menu_of_another_shape_is_told_at_its_line(project: Path, entry: str) -> None:
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(text.replace("  - Nguồn: nguon.md\n", f"  - {entry}\n"), encoding="utf-8")
    line = text[: text.index("Nguồn: nguon.md")].count("\n") + 1
    assert told(project) == {("setting", "mkdocs.yml", line)}


@pytest.mark.parametrize(("groups", "is_told"), [(5, False), (6, True)])
def test_the_menu_may_go_five_groups_deep(project: Path, groups: int, is_told: bool) -> None:
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    deep = "- Nhóm: " + "[Nhóm: " * (groups - 1) + "[Nguồn: nguon.md]" + "]" * (groups - 1)
    (project / "mkdocs.yml").write_text(text.replace("- Nguồn: nguon.md", deep), encoding="utf-8")
    assert bool(told(project)) is is_told


@pytest.mark.parametrize(
    ("page", "call"),
    [
        ("van-ban.md", 'documents(status="ended")'), ("nguon.md", "source_list()"), ("noi-ho-tro.md", "places()"),
        ("gioi-thieu/co-quan.md", "agency_list()"), ("gioi-thieu/dang-tim.md", "gaps_found()"), ("cap-nhat.md", "changes()"),
        ("so-lieu.md", "results()"), ("so-lieu.md", "contradictions()"),
    ],
)  # fmt: skip
def test_a_page_that_lost_its_entries_is_told_with_the_block_that_shows_them(
    project: Path, page: str, call: str
) -> None:
    """Every program and other page is given links to them, whoever wrote the page."""
    file = project / "docs" / page
    text = file.read_text(encoding="utf-8")
    assert f"{{{{ {call} }}}}" in text
    file.write_text(text.replace(f"{{{{ {call} }}}}", "Chữ."), encoding="utf-8")
    (said,) = [str(p) for p in pages.read_site(project, DAY)[1] if p.code == "missing-page"]
    assert said.startswith(f"ERROR  docs/{page}:")
    assert f"Thêm {{{{ {call} }}}}." in said


@pytest.mark.parametrize("anchor", ["noi-dung", "cong-bao"])
def test_an_old_anchor_that_lives_is_told_at_its_line(project: Path, anchor: str) -> None:
    file = project / "data" / "moved.yml"
    file.write_text(
        f"moved:\n  - from: nguon/#{anchor}\n    to: nguon/#cong-bao\n    moved_on: 2026-10-01\n", encoding="utf-8"
    )
    assert ("data/moved.yml", 2) in {(path, line) for _, path, line in told(project)}


def test_pages_may_stand_as_deep_as_their_folders(tmp_path: Path) -> None:
    root = building.assemble(tmp_path / "project", GOLDEN)
    deep = root / "docs" / "mot" / "hai" / "ba" / "trang.md"
    deep.parent.mkdir(parents=True)
    deep.write_text(HEAD + "[x](../../../index.md)\n", encoding="utf-8")
    assert building.build(root, today=TODAY).has("mot/hai/ba/trang/")


def test_what_the_check_lets_stand_is_built_and_what_it_tells_is_not(tmp_path: Path) -> None:
    """Of one made page each, all at once: the build of the good ones is green, each bad one alone stops at the check."""
    root = building.assemble(tmp_path / "project", GOLDEN)
    for number, body in enumerate(SOUND):
        (root / "docs" / f"thu-{number}.md").write_text(f"{HEAD}Chữ.\n\n{body}\n", encoding="utf-8")
    site = building.build(root, today=TODAY)
    assert site.findings() == []
    (root / "docs" / "hong.md").write_text(f"{HEAD}[x](khong-co.md)\n", encoding="utf-8")
    with pytest.raises(Abort):
        building.build(root, today=TODAY)


def test_the_paths_of_exports_are_those_that_are_made(project: Path) -> None:
    facts, _ = pages.read_site(project, DAY)
    site = Site.of(facts, DAY)
    assert files.paths(site) == set(files.files(site))


def test_the_ids_of_the_frame_are_those_of_a_page() -> None:
    assert "noi-dung" in frame_ids()


def test_the_ids_of_a_block_are_found_without_rendering_all_of_it() -> None:
    facts, _ = pages.read_site(GOLDEN, DAY)
    context = Context.of(facts, DAY)
    leads = Leads(GOLDEN, [], {}, facts, context, frozenset)
    calls = {call for block in BLOCKS.values() if not block.entries for call in block.calls()}
    asked = {call: set(leads._ids(call, "")) for call in calls if "*" in _forms(_name(call))}
    assert sum(map(bool, asked.values())) > 1
    assert {call: set(_ID.findall(_rendered(call, leads._only_ids))) for call in asked} == asked
