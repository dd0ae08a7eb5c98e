"""The way of hooks/PROVINCE.md, gone with nothing but what it says: this project made into Quảng Trị's, checked, built and walked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

import building
from building import DAY, ROOT, Site
from facts.problems import Problem
from facts.project.pages import read_site
from facts.records.addresses import address
from facts.records.kinds import KINDS
from facts.site.store import Facts

WAY = (ROOT / "hooks" / "PROVINCE.md").read_text(encoding="utf-8")
BLOCKS = [
    re.sub("^   ", "", block, flags=re.MULTILINE)
    for block in re.findall(r"^ *```sh\n(.*?)^ *```", WAY, re.MULTILINE | re.DOTALL)
]
MOST_ROUNDS = 6


def errors(root: Path) -> list[Problem]:
    return [problem for problem in read_site(root, date.fromisoformat(DAY))[1] if problem.stops]


def mend(root: Path, told: list[Problem]) -> None:
    """What an editor does first with each line that is told: take it out; a source that nobody cites goes whole."""
    lines: dict[str, set[int]] = defaultdict(set)
    for problem in told:
        lines[problem.place.path].add(0 if problem.code == "uncited-source" else problem.place.line)
    for path, numbers in lines.items():
        file = root / path
        if 0 in numbers:
            file.unlink()
            continue
        text = file.read_text(encoding="utf-8").split("\n")
        file.write_text(
            "\n".join(line for number, line in enumerate(text, 1) if number not in numbers), encoding="utf-8"
        )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[list[Problem]]]:
    """The project after the way, mended until nothing stops it, and what each check told."""
    root = building.assemble(tmp_path_factory.mktemp("province") / "project")
    shutil.copytree(
        ROOT / "tests" / "provinces", root / "tests" / "provinces", ignore=shutil.ignore_patterns("__pycache__")
    )
    (root / ".git").mkdir()
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    for block in BLOCKS:
        done = subprocess.run(
            ["sh", "-e", "-c", block],
            cwd=root,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
    rounds = []
    while (found := errors(root)) and len(rounds) < MOST_ROUNDS:
        rounds.append(found)
        mend(root, found)
    return root, [*rounds, found]


@pytest.fixture(scope="module")
def quang_tri(told: tuple[Path, list[list[Problem]]]) -> Site:
    return building.build(told[0])


def test_nothing_of_the_settings_units_or_another_province_is_left_to_tell(
    told: tuple[Path, list[list[Problem]]],
) -> None:
    root, rounds = told
    assert {problem.code for problem in rounds[0]} <= {
        "uncited-source",
        "unknown-reference",
        "unknown-record",
        "dead-link",
        "search",
    }
    assert rounds[-1] == []
    assert not [file for file in (root / "data").rglob("*.yml") if 'province: "40"' in file.read_text(encoding="utf-8")]


def test_the_site_is_quang_tri_s_and_leads_nowhere_that_is_not_there(quang_tri: Site) -> None:
    assert quang_tri.findings() == []
    assert "Quảng Trị phòng, chống ma túy" in quang_tri.read("")
    assert "Tỉnh Quảng Trị" in quang_tri.read("in/")
    page = building.text_of(quang_tri.read("xa-phuong/con-co/"))
    assert "Đặc khu Cồn Cỏ có từ ngày" in page
    assert "Huyện Cồn Cỏ (cũ), không chia xã." in page
    all_units = quang_tri.read("xa-phuong/")
    assert 'id="tinh-quang-binh"' in all_units
    assert "Tỉnh Quảng Bình trước khi sáp nhập, nay thuộc Tỉnh Quảng Trị" in all_units


def test_no_figure_plan_or_place_of_the_other_province_went_along(quang_tri: Site, facts: Facts) -> None:
    addresses = {path for path in quang_tri.paths() if path.endswith("index.html")}
    for kind in ("results", "plans", "programs", "places"):
        gone = [record for record in facts.records[kind].values() if record.province == "40"]
        assert gone
        shared = quang_tri.read(KINDS[kind].hub)
        for record in gone:
            assert f"{address(kind, record.id)}index.html" not in addresses
            assert f'id="{record.id}"' not in shared
    for number in ("113", "115", "111"):
        assert f'href="tel:{number}"' in quang_tri.read("")
