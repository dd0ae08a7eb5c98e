"""Other builders: one that runs hooks gives the same bytes, one that runs none gives pages that say they are broken."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

import building
from building import DAY, ROOT, Site
from province import GOLDEN

NUMBERS = ("115", "111", "113")


def without_hooks(config: Path) -> None:
    text = config.read_text(encoding="utf-8")
    without, found = re.subn(r"^hooks:\n(?:  - .*\n)+", "", text, flags=re.MULTILINE)
    assert found == 1
    config.write_text(without, encoding="utf-8")


def without_our_templates(root: Path) -> None:
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  custom_dir: overrides\n", ""), encoding="utf-8")
    for page in (root / "docs").rglob("*.md"):
        page.write_text(re.sub(r"(?m)^template: .*\n", "", page.read_text(encoding="utf-8")), encoding="utf-8")


def assert_broken(folder: Path, pages: int) -> None:
    """Every page tells its reader that it is broken and whom to call, with links that dial."""
    built = Site(folder).pages()
    assert len(built) > pages
    for path, page in built.items():
        assert "dựng hỏng" in page, path
        for number in NUMBERS:
            assert f'href="tel:{number}"' in page, path
            assert re.search(rf"{number}\b", re.sub("<[^>]*>", " ", page)), path


def assert_nothing_else(folder: Path) -> None:
    """Nothing that was not judged is shown: neither a raw block nor a number that may be withdrawn."""
    for path, page in Site(folder).pages().items():
        assert "{{" not in page, path
        assert set(re.findall(r"tel:(\d+)", page)) == set(NUMBERS), path


@pytest.fixture
def province(tmp_path: Path) -> Path:
    """The made-up province with a mkdocs.yml that names no hook."""
    root = building.assemble(tmp_path / "project", GOLDEN)
    without_hooks(root / "project.yml")
    return root


def test_without_hooks_every_page_says_that_it_is_broken_and_nothing_else(province: Path) -> None:
    done = building.command(province, "-m", "mkdocs", "build")
    assert done.returncode == 0, done.stderr
    assert_broken(province / "site", pages=5)
    assert_nothing_else(province / "site")


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_without_hooks_and_in_any_theme_every_page_says_that_it_is_broken(province: Path, theme: str) -> None:
    config = province / "project.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("  custom_dir: overrides\n", ""), encoding="utf-8")
    (province / "docs" / "thoi-tiet.md").unlink()  # names a template of ours
    done = building.command(province, "-m", "mkdocs", "build", "--theme", theme)
    assert done.returncode == 0, done.stderr
    assert_broken(province / "site", pages=5)


def test_with_hooks_no_page_says_that_it_is_broken(site: Site) -> None:
    assert [path for path, page in site.pages().items() if "dựng hỏng" in page] == []


# --- the builders themselves ---


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has what is locked, and two builders more."""
    folder = tmp_path_factory.mktemp("builders") / "env"
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    locks = [word for name in ("", "-builders") for word in ("--requirement", str(ROOT / f"requirements{name}.txt"))]
    pip = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([*pip, *locks], check=True)
    return programs


def run(root: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in building.SETTINGS}
    env = {**kept, "SITE_TODAY": DAY, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(words, cwd=root, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.exhaustive
def test_properdocs_builds_the_same_bytes(others: Path, site: Site, tmp_path: Path) -> None:
    root = building.assemble(tmp_path / "project")
    done = run(root, others / "properdocs", "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (root / "site" / "SHA256SUMS").read_text() == site.read("SHA256SUMS")
    assert Site(root / "site").files() == site.files()


@pytest.mark.exhaustive
@pytest.mark.parametrize("words", [["build"], ["build", "--strict"]], ids=" ".join)
@pytest.mark.parametrize("builder", ["properdocs", "zensical", "mkdocs"])
@pytest.mark.parametrize("change", [None, without_our_templates], ids=["our templates", "its own templates"])
def test_a_real_site_that_another_builder_made_without_our_hooks_says_that_it_is_broken(
    others: Path, tmp_path: Path, builder: str, words: list[str], change: Callable[[Path], None] | None
) -> None:
    """Zensical is given `hooks:` as it stands: it takes the line and runs none of them."""
    root = building.assemble(tmp_path / "project")
    if builder != "zensical":
        without_hooks(root / "mkdocs.yml")
    if change:
        change(root)
    done = run(root, others / builder, *words)
    if words == ["build", "--strict"] and done.returncode and not Site(root / "site").pages():
        return  # it stopped before it made a page
    assert done.returncode == 0 or "--strict" in words, done.stdout + done.stderr
    assert_broken(root / "site", pages=30)
    if not change:
        assert_nothing_else(root / "site")
