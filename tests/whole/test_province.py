"""`make new-province`, gone with nothing but what it prints: Quảng Trị's repository made, checked, built and walked."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import building
from building import DAY, ROOT, Site
from facts.problems import Problem
from facts.project.pages import read_site
from facts.records.addresses import address
from facts.records.kinds import FOLDERS, KINDS
from facts.site.store import Facts
from provinces.tables import provinces

OURS = "Nghệ An"


def told(root: Path) -> list[Problem]:
    return read_site(root, date.fromisoformat(DAY))[1]


def made(code: str, out: Path) -> str:
    """What the command prints when it has made the repository of a province in `out`."""
    command = [sys.executable, str(ROOT / "tests" / "provinces" / "new.py"), code, str(out)]
    done = subprocess.run(
        command,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    out = tmp_path_factory.mktemp("province") / "quang-tri"
    return out, made("44", out)


@pytest.fixture(scope="module")
def quang_tri(kit: tuple[Path, str]) -> Site:
    """Built after the one thing that is printed last: a first sentence of the province's own."""
    root, said = kit
    path = re.search(r"viết một dòng vào (\S+\.md), câu ấy hiện ở trang Gọi ai", said)
    assert path
    assert "113" in said
    (root / path[1]).parent.mkdir()
    (root / path[1]).write_text("Câu đầu tiên của tỉnh.\n", encoding="utf-8")
    return building.build(root)


def test_the_new_repository_is_sound_and_holds_nothing_of_ours(kit: tuple[Path, str], facts: Facts) -> None:
    root, _ = kit
    assert [str(problem) for problem in told(root)] == []
    own = [file for name in ("data", "docs") for file in (root / name).rglob("*") if file.suffix in (".yml", ".md")]
    own = [file for file in own if "national" not in file.parts] + [root / "mkdocs.yml", root / "README.md"]
    assert {file.name for file in own if OURS in file.read_text(encoding="utf-8")} == set()
    assert [
        file for file in (root / "data").rglob("*.yml") if 'province: "40"' in file.read_text(encoding="utf-8")
    ] == []
    assert facts.get("communes", "my-ly")
    assert (root / ".git").is_dir()
    assert list((root / ".git" / "refs" / "heads").iterdir()) == []


def test_the_site_is_quang_tri_s_and_leads_nowhere_that_is_not_there(quang_tri: Site) -> None:
    assert quang_tri.findings() == []
    assert "Quảng Trị phòng, chống ma túy" in quang_tri.read("")
    assert "Tỉnh Quảng Trị" in quang_tri.read("in/")
    assert "Câu đầu tiên của tỉnh." in quang_tri.read("goi-ngay/")
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


def test_the_nation_s_layer_is_whole_without_any_province(facts: Facts) -> None:
    """What lies in it leans on nothing of ours, and most of what a frightened reader needs lies there."""
    nation = {kind: len(list((ROOT / "data" / "national" / kind).glob("*.yml"))) for kind in FOLDERS}
    assert nation["hotlines"] == len(facts.all("hotlines"))


def test_a_code_of_no_province_and_a_folder_in_use_are_told(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    for code in ("99", "44"):
        done = subprocess.run(
            [sys.executable, str(ROOT / "tests" / "provinces" / "new.py"), code, str(tmp_path)],
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "hooks")}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert ("Không có tỉnh" if code == "99" else "đã có tệp") in done.stdout
    assert [file.name for file in tmp_path.iterdir()] == ["x"]


@pytest.mark.exhaustive
@pytest.mark.parametrize("code", sorted(provinces()))
def test_the_repository_of_every_province_is_sound(code: str, tmp_path: Path) -> None:
    made(code, tmp_path / "new")
    assert [str(problem) for problem in told(tmp_path / "new") if problem.stops] == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("code", ["92", "56"])
def test_a_city_and_far_islands_are_built(code: str, tmp_path: Path) -> None:
    made(code, tmp_path / "new")
    assert building.build(tmp_path / "new").findings() == []
