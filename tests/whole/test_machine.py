"""Any machine: another system's line ends, an odd folder, a closed home, no network, another language and zone."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import building
import samples
from building import ROOT, Site

TODAY = samples.TODAY.isoformat()
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def git(folder: Path, *words: str) -> bytes:
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", *words], cwd=folder, env=env, capture_output=True, check=True)
    return done.stdout


def files_of(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_checkout_on_windows_has_the_same_bytes_and_is_told_as_unchanged(tmp_path: Path) -> None:
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    ignore = shutil.ignore_patterns("__pycache__", "node_modules", "shots")
    for name in ("data", "docs", "hooks", "overrides", "tests", ".ci"):
        shutil.copytree(ROOT / name, origin / name, ignore=ignore)
    for name in (".gitattributes", "Makefile", "mkdocs.yml"):
        shutil.copy(ROOT / name, origin)
    git(origin, "init", "--quiet")
    git(origin, "-c", "core.autocrlf=false", "add", "--all", "--force")
    git(origin, "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "--quiet", "--message=a")
    git(tmp_path, "clone", "--quiet", "--config", "core.autocrlf=true", "origin", "clone")
    assert files_of(clone) == files_of(origin)
    assert any(b"\r\n" in content for content in files_of(clone).values()), "files that have CRLF keep it"
    for file in clone.rglob("*"):
        if file.is_file() and ".git" not in file.parts:
            os.utime(file, (0, 0))  # so that git looks into it
    assert git(clone, "-c", "core.autocrlf=true", "status", "--porcelain") == b""
    for where, is_kept in (("data/moi.yml", False), ("tests/golden/expected/moi.csv", True)):
        (clone / where).write_bytes(b"id: moi\r\n")
        git(clone, "add", where)
        assert (b"\r" in git(clone, "cat-file", "blob", f":{where}")) is is_kept


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = samples.write(tmp_path_factory.mktemp("content"), {**samples.SOUND, **samples.PAGES})
    root = building.assemble(tmp_path_factory.mktemp("usual") / "project", content)
    building.build(root, today=TODAY)
    return root


def test_an_odd_folder_a_closed_home_no_network_and_another_language_give_the_same_bytes(
    project: Path, tmp_path: Path
) -> None:
    odd = tmp_path / "Nơi ấy, “thư mục” có dấu (1) % #" / "dự án\u00a0mới"
    shutil.copytree(project, odd)
    shutil.rmtree(odd / "site")
    home = tmp_path / "home"
    home.mkdir(mode=0o555)
    alone = ["unshare", "--net", "--map-root-user"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        alone = []
    words = [*alone, "sh", "-c", 'umask 077; exec "$0" -m mkdocs build --strict', sys.executable]
    variables = {
        "HOME": str(home),
        "LANG": "C",
        "LC_ALL": "C",
        "TZ": "America/Los_Angeles",
        "SITE_TODAY": TODAY,
        "NO_MKDOCS_2_WARNING": "1",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(words, cwd=odd, env=variables, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", errors="replace")
    assert Site(odd / "site").files() == Site(project / "site").files()
    assert list(home.iterdir()) == []


def test_who_may_read_but_not_write_elsewhere_builds_the_same(project: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(project, mine)
    for folder in ("data", "docs", "overrides", "hooks"):
        for path in [mine / folder, *(mine / folder).rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
    done = building.as_who_has_no_power(mine, sys.executable, "-m", "mkdocs", "build", "--strict", SITE_TODAY=TODAY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert Site(mine / "site").files() == Site(project / "site").files()


def test_an_interpreter_that_forgets_docstrings_is_refused(project: Path, tmp_path: Path) -> None:
    done = building.command(project, "-OO", "-m", "mkdocs", "build", "-d", str(tmp_path / "x"), SITE_TODAY=TODAY)
    assert done.returncode == 1
    assert "PYTHONOPTIMIZE" in done.stdout
    assert not (tmp_path / "x").exists()


def test_a_port_that_is_taken_is_told(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = building.command(project, *f"-m mkdocs serve --dev-addr {address}".split(), SITE_TODAY=TODAY)
    assert done.returncode == 1
    assert "có chương trình khác đang dùng. Gõ: make serve PORT=8001" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("closed", ["overrides/partials/footer.html", "docs/assets/images/icon.svg"])
def test_a_source_that_cannot_be_read_is_not_told_as_a_disk_that_cannot_be_written(
    project: Path, tmp_path: Path, closed: str
) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(project, mine)
    (mine / closed).chmod(0)
    done = building.as_who_has_no_power(mine, sys.executable, "-m", "mkdocs", "build", SITE_TODAY=TODAY)
    assert done.returncode == 1
    assert re.search(
        rf"^Không đọc được .*{closed} \(không có quyền\)\. (Trang cũ còn nguyên|Chưa có gì bị đổi)\.$",
        done.stdout,
        re.MULTILINE,
    ), done
    assert Site(mine / "site").files() == Site(project / "site").files()


# --- the Makefile ---


def make(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
    return subprocess.run(
        ["make", *words],
        cwd=folder,
        env={**env, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder in which nothing is set up."""
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_help_is_in_vietnamese_to_the_last_line(bare: Path) -> None:
    lines = make(bare, "help").stdout.splitlines()
    told = {name: words for name, _, words in (re.sub(" +", " ", line).partition(" ") for line in lines)}
    assert {"help", "serve", "build", "check", "fix", "test", "clean"} <= set(told)
    assert [name for name, words in told.items() if not re.search("[à-ỹđ]", words, re.IGNORECASE)] == []


def test_every_message_of_the_makefile_is_in_vietnamese() -> None:
    messages = re.findall(r'\becho "([^"]+)"', MAKEFILE)
    assert len(messages) >= 3
    assert [words for words in messages if not re.search("[à-ỹđ]", words, re.IGNORECASE)] == []


@pytest.mark.parametrize("target", ["check", "clean"])
def test_without_a_python_that_is_new_enough_it_is_said(bare: Path, target: str) -> None:
    done = make(bare, target, "PYTHON=")
    assert done.returncode == 2
    assert "Cần Python 3.11 trở lên." in done.stdout


def test_where_no_venv_can_be_made_it_is_said_and_tried_anew(bare: Path) -> None:
    for _ in range(2):
        done = make(bare, "check", "PYTHON=false")
        assert done.returncode == 2
        assert "Không tạo được .venv" in done.stdout
        (bare / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
        (bare / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (bare / ".venv" / "bin" / "python").chmod(0o755)


def test_where_no_package_can_be_had_it_is_said_and_tried_anew(bare: Path) -> None:
    python = bare / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\ntest "$3" = --version\n', encoding="utf-8")
    python.chmod(0o755)
    for _ in range(2):
        done = make(bare, "check")
        assert done.returncode == 2
        assert "Không lấy được các gói" in done.stdout
    assert not (bare / ".venv" / ".ready").exists()


def test_only_what_is_locked_is_installed_and_an_audit_of_nothing_is_no_audit() -> None:
    installs = re.findall(r"pip install (.*)", MAKEFILE)
    assert len(installs) >= 4
    assert [words for words in installs if not re.match(r"\$\(PIP\) -r requirements[a-z-]*\.txt ", words)] == []
    assert "--require-hashes" in re.findall(r"^PIP := (.*)", MAKEFILE, re.MULTILINE)[0]
    assert "pip_audit --strict " in MAKEFILE


def test_a_folder_that_was_moved_still_has_its_commands() -> None:
    """A program in .venv/bin names its interpreter by the path it was installed at; `python -m` needs none."""
    commands = re.findall(r"^\t.*\$\(BIN\)/(mkdocs|pytest)\b", MAKEFILE, re.MULTILINE)
    assert commands == []


# --- README ---

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_readme_shows_the_site_in_one_small_picture_that_is_no_part_of_it() -> None:
    [(words, path)] = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", README)
    assert "115, 111, 113" in words
    assert not path.startswith("docs/")
    picture = (ROOT / path).read_bytes()
    assert picture[:4] == b"RIFF"
    assert picture[8:12] == b"WEBP"
    assert len(picture) <= 80_000


def test_the_first_screen_of_readme_says_what_this_is_in_english_too_and_the_rest_in_this_order() -> None:
    first = README.split("\n\n")[:4]
    assert any(text.startswith("*In English: ") and "`make serve`" in text for text in first)
    order = ["![", "*In English", "Một trang thông tin công khai", "**Cho ai.**", "## Sửa một điều sai", "## Chạy thử"]
    places = [README.index(text) for text in order]
    assert places == sorted(places)


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md"])
def test_who_may_be_asked_to_change_the_builder_is_warned_in_a_sentence(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8").replace("\n", " ")
    [sentence] = re.findall(r"[^.]*Zensical[^.]*\.", text)
    assert "không có số điện thoại" in sentence
