"""A tiny made-up province, built whole and compared with what was accepted: the site's bytes, seen by a person once.

`make bless` accepts what is built now and shows the diff. That the province builds at all proves that no code knows
a real one.
"""

from __future__ import annotations

import difflib
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

import building
import shared
from building import ROOT, Site
from facts.problems import Level
from facts.project import pages
from province import GOLDEN, TODAY

EXPECTED = GOLDEN / "expected"

# What is left out of the comparison, each with its reason. All of it is in the bytes that test_real.py holds equal.
LEFT_OUT = {
    r"assets/.*": "style, scripts and pictures: the looks have tests of their own, and names carry hashes of the content",
    r"hinh/.*": "a picture, copied as it is",
    r"SHA256SUMS": "the hashes of all of it, the looks included",
    r"finder/.*": "the index of the search: cut by size and named by hash; test_search.py reads it",
}
# The same looks stand inside pages; without this every change of a color would rewrite every page.
LOOKS = (
    (re.compile(r"(<style\b[^>]*>).*?(?=</style>)", re.DOTALL), r"\1"),
    (re.compile(r"(<script\b(?![^>]*json)[^>]*>).*?(?=</script>)", re.DOTALL), r"\1"),
    (re.compile(r"(?<=\.)[0-9a-f]{8,10}(?=\.(?:min\.)?(?:css|js|svg|png|webmanifest)\b)"), "hash"),
    (re.compile(r"'sha256-[^']*'"), "'sha256-'"),
)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return shared.built(tmp_path_factory, GOLDEN, today=TODAY)


def compared(site: Site) -> dict[str, str]:
    """Every file that is compared, path → text without looks."""
    texts = {}
    for path, raw in site.files().items():
        if any(re.fullmatch(pattern, path) for pattern in LEFT_OUT):
            continue
        text = raw.decode("utf-8")
        for pattern, instead in LOOKS:
            text = pattern.sub(instead, text)
        texts[path] = text
    return texts


def test_the_province_is_built_as_it_was_accepted(province: Site, bless: bool) -> None:
    built = compared(province)
    if bless:
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for path, text in built.items():
            file = EXPECTED / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
    expected = {p.relative_to(EXPECTED).as_posix(): p.read_bytes().decode() for p in EXPECTED.rglob("*") if p.is_file()}
    assert sorted(built) == sorted(expected), "other files than accepted; see `make bless`"
    told = [difference(path, expected[path], built[path]) for path in built if built[path] != expected[path]]
    assert not told, "other bytes than accepted; see `make bless`\n" + "\n".join(told)


def difference(path: str, expected: str, built: str) -> str:
    """The first lines of a diff, tag by tag: pages have long lines."""
    before, after = (text.replace("><", ">\n<").splitlines() for text in (expected, built))
    lines = list(difflib.unified_diff(before, after, f"expected/{path}", f"built/{path}", lineterm="", n=1))
    return "\n".join(line[:300] for line in lines[:30])


def test_every_link_of_the_province_leads_somewhere(province: Site) -> None:
    assert province.findings() == []


def test_nothing_of_the_real_province_is_in_the_made_up_one(province: Site) -> None:
    named = [path for path, text in compared(province).items() if re.search(r"nghệ\s+an|nghe-?an", text, re.IGNORECASE)]
    assert named == []


def test_no_code_or_template_names_a_province() -> None:
    named = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for folder in ("hooks", "overrides")
        for file in sorted((ROOT / folder).rglob("*"))
        if file.is_file() and file.suffix not in (".pyc", ".png", ".woff2", ".xz")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"nghệ\s+an|nghe-?an", line, re.IGNORECASE)
    ]
    assert named == []


def test_a_draft_is_nowhere_and_a_withdrawn_number_is_nowhere(province: Site) -> None:
    whole = "\n".join(compared(province).values())
    assert "còn là nháp" not in whole
    assert "Ứng dụng nháp" not in whole
    for number in ("0900000003", "0900000004", "0900000005"):
        assert not re.search(r"[ .]?".join(number), whole), number


def test_drafts_are_built_elsewhere_when_asked_for(tmp_path: Path) -> None:
    root = building.assemble(tmp_path / "project", GOLDEN)
    drafts = building.build(root, today=TODAY, drafts=True)
    assert drafts.folder.name == "site-drafts"
    assert not (root / "site").exists()
    assert "Đường dây còn là nháp" in drafts.read("goi-ngay/")
    assert drafts.findings() == []


RECORDS = sorted(file.relative_to(GOLDEN / "data").with_suffix("").as_posix() for file in GOLDEN.glob("data/*/*.yml"))


def withdraw(root: Path, record: str) -> None:
    """Take a record off as an editor does: one line, and one for the reason."""
    file = root / "data" / f"{record}.yml"
    text = re.sub(r"^(publish|because):.*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(f"{text}publish: withdrawn\nbecause: Vì thử {record}.\n", encoding="utf-8")


@pytest.mark.parametrize("every", ["one", "second", "other second"])
def test_records_of_every_kind_can_be_withdrawn_and_the_build_stays_green(tmp_path: Path, every: str) -> None:
    chosen = {"one": RECORDS, "second": RECORDS[::2], "other second": RECORDS[1::2]}[every]
    root = building.assemble(tmp_path / "project", GOLDEN)
    for record in chosen:
        withdraw(root, record)
    site = building.build(root, today=TODAY)
    whole = "".join(site.pages().values())
    assert [record for record in chosen if f"Vì thử {record}." not in whole] == []


def test_a_draft_is_left_out_or_told_where_others_name_it(tmp_path: Path) -> None:
    root = building.assemble(tmp_path / "project", GOLDEN)
    alone = []
    for record in RECORDS:
        file = root / "data" / f"{record}.yml"
        before = file.read_text(encoding="utf-8")
        withdraw(root, record)
        file.write_text(file.read_text(encoding="utf-8").replace("withdrawn", "draft"), encoding="utf-8")
        _, problems = pages.read_site(root, date.fromisoformat(TODAY))
        errors = [problem for problem in problems if problem.level is Level.ERROR]
        for problem in errors:
            id = record.split("/")[1]
            assert id in problem.message or problem.place.path.startswith("docs/"), f"{record}: {problem}"
        if errors:
            file.write_text(before, encoding="utf-8")
        else:
            alone.append(record)
    assert len(alone) > 10
    assert building.build(root, today=TODAY).findings() == []
