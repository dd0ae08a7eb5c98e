"""Nothing that stands on a name for examples goes public, unless the whole site is one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from facts.judging import made_up
from facts.problems import Problem
from facts.project.pages import read_site
from facts.reading.markdown import split
from facts.site.store import Facts
from province import GOLDEN, TODAY

PAGE = "# A\n\nXem [bài này]({}) hôm nay.\n"


def told(facts: Facts, root: Path, settings: str, page: str = "") -> list[Problem]:
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    pages = [split(page, "docs/a.md", "a/")] if page else []
    return [*made_up.check(facts, pages, root), *made_up.check_settings(root)]


@pytest.fixture(scope="module")
def nothing() -> Facts:
    return Facts({}, None, {}, {})


@pytest.fixture(scope="module")
def province() -> Facts:
    return read_site(GOLDEN, date.fromisoformat(TODAY))[0]


def test_the_made_up_province_is_told_once_it_says_that_it_is_real(province: Facts, tmp_path: Path) -> None:
    found = told(province, tmp_path, "site_name: A\n")
    paths = {problem.place.path for problem in found}
    assert {
        f"data/sources/{file.name}"
        for file in (GOLDEN / "data" / "sources").glob("*.yml")
        if "url:" in file.read_text(encoding="utf-8")
    } <= paths
    assert {problem.code for problem in found} == {"made-up"}
    assert all(problem.place.line > 1 for problem in found)
    assert told(province, tmp_path, "site_name: A\nextra:\n  example: true\n") == []


@pytest.mark.parametrize(
    "url",
    ["https://bao.example/1", "http://a.b.invalid", "https://x.test:8000/", "https://example.com/a", "https://www.EXAMPLE.org", "mailto:a@b.example", "https://test"],
)  # fmt: skip
def test_a_page_that_leads_to_a_name_for_examples_is_told(nothing: Facts, tmp_path: Path, url: str) -> None:
    (problem,) = told(nothing, tmp_path, "site_name: A\n", PAGE.format(url))
    assert (problem.place.line, problem.place.column) == (3, 15)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.gov.vn/",
        "https://vi-du.vn/x.example",
        "https://test.vn/",
        "https://example.com.vn/",
        "https://latest/",
    ],
)
def test_a_real_name_is_not(nothing: Facts, tmp_path: Path, url: str) -> None:
    assert told(nothing, tmp_path, "site_name: A\n", PAGE.format(url)) == []


def test_an_address_in_the_settings_is_told(nothing: Facts, tmp_path: Path) -> None:
    (problem,) = told(nothing, tmp_path, "site_name: A\nextra:\n  contact:\n    email: a@tinh.example\n")
    assert (problem.place.path, problem.place.line) == ("mkdocs.yml", 4)
