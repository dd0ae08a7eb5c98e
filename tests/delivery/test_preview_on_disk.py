"""The preview that a reviewer opens from a disk: every link names a file, and the search says why it is silent."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from building import ROOT, attributes
from delivery import manifest, preview
from province import GOLDEN


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("goi-ngay/", "goi-ngay/index.html"),
        ("../nguon/#bao", "../nguon/index.html#bao"),
        ("..", "../index.html"),
        ("./", "./index.html"),
        (".", "./index.html"),
        ("../../#a", "../../index.html#a"),
        ("#a", "#a"),
        ("api/v1/hotlines.json", "api/v1/hotlines.json"),
        ("tel:111", "tel:111"),
        ("https://mau.example/", "https://mau.example/"),
        ("/goi-ngay/", "/goi-ngay/"),
    ],
)
def test_a_link_to_a_folder_names_its_page(link: str, expected: str) -> None:
    assert preview.named(link) == expected


def test_every_link_of_a_whole_site_leads_to_a_file_that_is_there(tmp_path: Path) -> None:
    made = tmp_path / "preview"
    built = shutil.copytree(GOLDEN / "expected", tmp_path / "built")
    (built / manifest.MANIFEST).write_text("", encoding="utf-8")
    preview.make(built, made)
    preview.make(built, made)  # over the one before
    assert not (made / manifest.MANIFEST).exists()
    seen = 0
    for file in sorted(made.rglob("*.html")):
        page = file.read_text(encoding="utf-8")
        for tag, name, value in attributes(page):
            if tag == "a" and name == "href" and not re.match("[a-z]+:|/|#", value):
                seen += 1
                target = file.parent / unquote(value.partition("#")[0])
                assert target.is_file() or "assets" in value, (file.name, value)
        silent = preview.SILENT.split("{}")[0] in page
        assert silent == ('class="find"' in page and 'action="' in page), file
    assert seen > 500


def test_the_search_says_why_it_is_silent_and_leads_to_the_list() -> None:
    page = preview.of_page(
        '<form class="find" role="search" action="../tim-kiem/"><input></form><main id="noi-dung"></main>'
    )
    assert "cần máy chủ" in page
    assert '<a href="../tim-kiem/index.html">danh sách từ A đến Z</a>' in page
    assert "index_of_names" in (ROOT / "docs/national/tim-kiem.md").read_text(encoding="utf-8"), (
        "the list is there without a script"
    )
