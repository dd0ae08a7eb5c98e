"""From every record to its own file, by the host's editor or by mail; and from every old address to today's."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

import building
from building import Site
from facts.problems import Problem
from facts.project import pages
from facts.records.addresses import ADDRESSES, PAGE_KINDS, address, edit_link
from facts.rendering import blocks
from facts.site import names
from facts.site.site import Settings
from facts.site.store import Facts
from province import GOLDEN, TODAY

GITHUB = "https://github.com/ai/kho/edit/main/{path}"
GITLAB = "https://gitlab.com/nhom/kho/-/edit/main/{path}"
EMAIL = "bien-tap@song-mau.example"


def made(folder: Path, edit_uri: str, email: str) -> Site:
    """The made-up province with these settings."""
    root = building.assemble(folder / "project", GOLDEN)
    file = root / "mkdocs.yml"
    text = re.sub(r"email: .*", f"email: '{email}'", file.read_text(encoding="utf-8"))
    file.write_text(f"{text}\nedit_uri_template: '{edit_uri}'\n", encoding="utf-8")
    return building.build(root, today=TODAY)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("edited"), GITHUB, EMAIL)


@pytest.fixture(scope="module")
def unset(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("unset"), "", "")


@pytest.fixture(scope="module")
def golden() -> Facts:
    facts, _ = pages.read_site(GOLDEN, date.fromisoformat(TODAY))
    return facts


def links(page: str, name: str) -> list[str]:
    """Where the links of a class lead, in order."""
    return [html.unescape(href) for href in re.findall(rf'<a class="{name}" href="([^"]*)"', page)]


def shown(facts: Facts) -> Iterator[tuple[str, str]]:
    for kind in ADDRESSES:
        for record in facts.all(kind):
            yield kind, record.id


def entry(site: Site, kind: str, id: str) -> str:
    """The page of a record, or its entry on the page it shares: from its id to the next entry's."""
    page, _, anchor = address(kind, id).partition("#")
    text = site.read(page)
    if not anchor:
        return text
    return re.split(r'<(?:li|tr|article) id="', text.split(f' id="{anchor}"', 1)[1], maxsplit=1)[0]


# --- the host's editor -----------------------------------------------------------------------------------------------


def test_every_record_leads_to_its_own_file(edited: Site, golden: Facts) -> None:
    seen = set()
    for kind, id in shown(golden):
        (link,) = set(links(entry(edited, kind, id), "edit")) - _of_others(edited, golden, kind, id)
        path, _, line = link.removeprefix("https://github.com/ai/kho/edit/main/").partition("#")
        assert path == ("data/communes.yml" if kind == "communes" else f"data/{kind}/{id}.yml")
        if kind == "communes":
            number = int(line.removeprefix("L"))
            assert (GOLDEN / path).read_text(encoding="utf-8").splitlines()[number - 1].strip() == f"- id: {id}"
        seen.add(kind)
    assert seen == set(ADDRESSES), "every kind has a record in the made-up province"


def _of_others(site: Site, facts: Facts, kind: str, id: str) -> set[str]:
    """On a commune's page the lines of others are shown too, each with its own link."""
    own = "data/communes.yml#" if kind == "communes" else f"data/{kind}/{id}.yml"
    return {link for link in links(entry(site, kind, id), "edit") if own not in link}


@pytest.mark.parametrize(
    ("page", "kind"),
    [("chien-dich/", "campaigns"), ("mo-hinh/", "programs"), ("ke-hoach/", "plans"), ("goi-ngay/", "hotlines")],
)
def test_an_entry_in_a_list_leads_to_its_own_file_too(edited: Site, page: str, kind: str) -> None:
    listed = {link.rsplit("/", 1)[1] for link in links(edited.read(page), "edit") if f"/data/{kind}/" in link}
    named = {f"{id}.yml" for id in re.findall(r'href="(?:\./)?([a-z0-9-]+)/"', edited.read(page))}
    assert listed
    assert listed <= {f.name for f in (GOLDEN / "data" / kind).glob("*.yml")}
    assert kind == "hotlines" or listed >= named & {f.name for f in (GOLDEN / "data" / kind).glob("*.yml")}


def test_a_page_written_by_hand_leads_to_its_own_file(edited: Site) -> None:
    assert "https://github.com/ai/kho/edit/main/docs/goi-ngay/index.md" in html.unescape(edited.read("goi-ngay/"))
    assert "https://github.com/ai/kho/edit/main/docs/index.md" in html.unescape(edited.read(""))


def test_while_nothing_is_set_nothing_leads_nowhere(unset: Site) -> None:
    for path, page in unset.pages().items():
        assert links(page, "edit") == [], path
        assert links(page, "report") == [], path
        assert "mailto:?" not in page, path
        assert 'href=""' not in page, path
        assert "Báo sai" not in page, path
    assert unset.findings() == []


@pytest.mark.parametrize(
    ("template", "path", "expected"),
    [
        pytest.param(GITHUB, "data/hotlines/x.yml", "https://github.com/ai/kho/edit/main/data/hotlines/x.yml", id="GitHub"),
        pytest.param(GITLAB, "data/communes.yml#L12", "https://gitlab.com/nhom/kho/-/edit/main/data/communes.yml#L12", id="GitLab"),
        pytest.param("https://h.example/?f={path!q}", "data/a.yml#L3", "https://h.example/?f=data%2Fa.yml#L3", id="in a query"),
        pytest.param(GITHUB, "docs/tên lạ.md", "https://github.com/ai/kho/edit/main/docs/t%C3%AAn%20l%E1%BA%A1.md", id="odd letters"),
        pytest.param("", "data/a.yml", "", id="unset"),
    ],
)  # fmt: skip
def test_the_address_of_the_editor_is_filled_in_as_the_host_wants_it(template: str, path: str, expected: str) -> None:
    assert edit_link(template, path) == expected


# --- by mail, by phone -----------------------------------------------------------------------------------------------


def test_a_mail_names_the_record_its_file_and_line(edited: Site, golden: Facts) -> None:
    for kind, id in shown(golden):
        place = golden.positions[(kind, id)]
        found = [unquote(link) for link in links(entry(edited, kind, id), "report")]
        assert any(f"{place.path}:{place.line}\r\n" in link for link in found), (kind, id)
    link = urlsplit(links(edited.read("goi-ngay/tre-em/"), "report")[0])
    assert (link.scheme, link.path) == ("mailto", EMAIL)
    given = parse_qs(link.query, strict_parsing=True)
    assert given["subject"] == ["Báo sai hotlines/tre-em"]
    assert given["body"] == ["data/hotlines/tre-em.yml:1\r\n\r\n"]


def test_an_address_for_mail_cannot_add_to_the_link(golden: Facts) -> None:
    context = blocks.Context.of(golden, date.fromisoformat(TODAY), settings=Settings(email='a@b.example?bcc=x"&y'))
    link = urlsplit(context.report(golden.get("hotlines", "tre-em")))
    assert set(parse_qs(link.query)) == {"subject", "body"}
    assert "bcc=" not in link.query


def test_a_phone_stands_where_there_is_no_mail_and_is_not_taken_for_a_line(golden: Facts) -> None:
    context = blocks.Context.of(golden, date.fromisoformat(TODAY), settings=Settings(phone="(0000) 000"))
    card = blocks.render('hotline("tre-em")', context)
    assert "Báo sai qua điện thoại của ban biên tập, không phải số cấp cứu: (0000) 000" in card
    assert "tel:0000" not in card


# --- old addresses ---------------------------------------------------------------------------------------------------


def test_an_old_address_has_a_page_that_leads_on(edited: Site) -> None:
    page = edited.read("goi-ngay/ma-cu/")
    assert 'href="../tre-em/"' in page
    assert "Địa chỉ này thôi dùng từ 01/10/2026. Đổi mã theo tên &lt;mới&gt; của tổng đài." in page
    assert 'href="../"' in edited.read("goi-ngay/da-bo/")
    assert edited.findings() == []


def test_an_old_address_of_a_line_is_as_quiet_as_the_line(edited: Site) -> None:
    title = re.search(r"<title>(.*?)</title>", edited.read("goi-ngay/ma-cu/"), re.DOTALL)
    assert title
    assert "ma túy" not in title[1]


def test_an_old_anchor_stands_in_the_entry_that_it_leads_to(edited: Site) -> None:
    assert '<span id="bao-cu"></span>' in entry(edited, "sources", "cong-bao")
    assert edited.read("nguon/").count('id="bao-cu"') == 1


Change = Callable[[str], str]


def told(tmp_path: Path, table: str) -> list[Problem]:
    root = building.assemble(tmp_path / "project", GOLDEN)
    (root / "data" / "moved.yml").write_text(table, encoding="utf-8")
    _, problems = pages.read_site(root, date.fromisoformat(TODAY))
    return [problem for problem in problems if problem.place.path == "data/moved.yml"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("goi-ngay/cu/", "goi-ngay/tre-em/", [], id="to a record"),
        pytest.param("goi-ngay/cu/", "goi-ngay/", [], id="to a page"),
        pytest.param("nguon/#cu", "nguon/#cong-bao", [], id="an anchor to an entry"),
        pytest.param("nguon/#cu", "nguon/", [], id="an anchor to its page"),
        pytest.param("goi-ngay/tre-em/", "goi-ngay/", ["2:11 “goi-ngay/tre-em/” vẫn là địa chỉ"], id="from one that lives"),
        pytest.param("goi-ngay/", "nguon/", ["2:11 “goi-ngay/” vẫn là địa chỉ"], id="from a page that lives"),
        pytest.param("goi-ngay/cu/", "goi-ngay/khong-co/", ["3:9 không có “goi-ngay/khong-co/”"], id="to nothing"),
        pytest.param("goi-ngay/cu/", "goi-ngay/cu/", ["3:9 không có “goi-ngay/cu/”"], id="to itself"),
        pytest.param("nguon/#cu", "goi-ngay/", ["3:9 địa chỉ cũ nằm trên trang nguon/"], id="an anchor to another page"),
        pytest.param("/goi-ngay/cu", "goi-ngay/", ["2:11 “/goi-ngay/cu” chưa đúng mẫu"], id="not an address"),
        pytest.param("goi-ngay/../x/", "goi-ngay/", ["2:11 “goi-ngay/../x/” chưa đúng mẫu"], id="out of the site"),
    ],
)  # fmt: skip
def test_a_line_of_the_table_is_judged_at_its_place(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    found = told(tmp_path, f"moved:\n  - from: {old}\n    to: {new}\n    moved_on: 2030-01-01\n")
    assert len(found) == len(expected)
    for problem, words in zip(found, expected, strict=True):
        place, _, said = words.partition(" ")
        assert f"{problem.place.line}:{problem.place.column}" == place
        assert problem.code == "moved"
        assert said in problem.message


def test_an_address_moves_once(tmp_path: Path) -> None:
    line = "  - from: goi-ngay/cu/\n    to: goi-ngay/\n    moved_on: 2030-01-01\n"
    assert [p.message for p in told(tmp_path, "moved:\n" + line + line)] == [
        "from: “goi-ngay/cu/” đã có ở trên. Giữ lại một."
    ]


def test_a_table_of_comments_alone_says_what_is_gone(tmp_path: Path) -> None:
    assert ["địa chỉ cũ không còn dẫn đi đâu" in problem.message for problem in told(tmp_path, "# chưa có\n")] == [True]


def test_the_kinds_with_a_page_are_the_ones_whose_old_address_gets_one(golden: Facts) -> None:
    """Anchors are kept by the entry, pages by a page: nothing else can be moved."""
    assert {move.old.split("/")[0] for move in golden.tables.moved.moved if "#" not in move.old} <= {
        ADDRESSES[kind].split("/")[0] for kind in PAGE_KINDS
    }


KEPT = """      - {name: Xã An Lành, code: "99104", district: Thị xã Lành}
"""


def test_a_unit_of_before_says_that_it_was_kept_and_answers_to_its_misspelt_name(tmp_path: Path) -> None:
    root = building.assemble(tmp_path / "project", GOLDEN)
    table = root / "data" / "communes.yml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text[: text.index("      - {name: Thị trấn An,")] + KEPT, encoding="utf-8")
    line = "xa-phuong/#xa-an-lanh-99104\n    moved_on: 2030-01-01\n"
    (root / "data" / "moved.yml").write_text(f"moved:\n  - from: xa-phuong/#xa-an-lan-99104\n    to: {line}", "utf-8")
    facts, problems = pages.read_site(root, date.fromisoformat(TODAY))
    assert [problem for problem in problems if problem.place.path in ("data/moved.yml", "data/communes.yml")] == []
    context = blocks.Context.of(facts, date.fromisoformat(TODAY), "xa-phuong/")
    rendered = blocks.render("former_units()", context)
    kept = re.search(r'<li id="xa-an-lanh-99104">.*?</li>', rendered)
    assert kept
    assert "(giữ nguyên)" in kept[0]
    assert '<span id="xa-an-lan-99104"></span>' in kept[0]
    assert rendered.count("(giữ nguyên)") == 1
    assert "giữ nguyên, không sáp nhập" in blocks.render('commune_page("an-lanh")', context)
    assert "không sáp nhập" not in blocks.render('commune_page("doi")', context)
    assert [
        name.leads_to[0][0] for _, under in names.by_letter(context.site) for name in under if "giữ nguyên" in str(name)
    ] == ["Xã An Lành (giữ nguyên)"]
