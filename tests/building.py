"""Real sites, built by MkDocs itself in a temporary folder; nothing of it is mocked.

A build in this process is about twice as fast as the command and runs the same code: `facts` is already imported
from hooks/, and every hook file is loaded anew. tests/facts/test_main.py holds the command line against it.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from delivery import links

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 600  # seconds for anything that another program does; only what hangs takes so long


def newest_look(data: Path) -> str:
    """The newest day on which anyone looked at a fact below `data`, as files write it: 2026-11-27."""
    day = re.compile(r"^(?:verified_on|called_on|changed_on): *([0-9]{4}-[0-9]{2}-[0-9]{2})", re.MULTILINE)
    return max(found for file in data.rglob("*.yml") for found in day.findall(file.read_text(encoding="utf-8")))


# The day of every test of the real data: facts set it, so that looking at one again never makes it one of the future.
DAY = newest_look(ROOT / "data")


def _said(path: str, field: str) -> str:
    """The first value of a field in a file of the project, as it is written there."""
    found = re.search(rf"^ *(?:- )?{field}: *\"?([^\"\n]+)", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{path}: no {field}"
    return found[1]


# What the tests of the engine call the province, its site and one of its units: by its own files, so that they hold for any.
SITE_NAME = _said("mkdocs.yml", "site_name")
PROVINCE = f"{_said('data/province.yml', 'type').capitalize()} {_said('data/province.yml', 'name')}"
NAME = _said("data/province.yml", "name")
CODE = _said("data/province.yml", "code")
UNIT = _said("data/communes.yml", "id")
HOST = "tinh.example"  # where the site would be served that knows its address
ORIGIN = f"https://{HOST}/"


def _longest(kind: str) -> str:
    """The id of the province's record of a kind that says most; the nation's, where it has none."""
    layers = ((ROOT / layer).glob(f"{kind}/*.yml") for layer in ("data", "data/national"))
    files = next(filter(None, map(list, layers)))
    return max(files, key=lambda file: (file.stat().st_size, file.name)).stem


PLAN, PROGRAM, CAMPAIGN = map(_longest, ("plans", "programs", "campaigns"))


def _most_named() -> str:
    """The id of the unit that most records name."""
    files = [file for file in (ROOT / "data").glob("*/*.yml") if file.parent.name != "national"]
    said = Counter(word for file in files for word in {*re.findall(r"[a-z0-9-]+", file.read_text(encoding="utf-8"))})
    ids = re.findall(r"^ *- id: (\S+)", (ROOT / "data/communes.yml").read_text(encoding="utf-8"), re.MULTILINE)
    return max(ids, key=lambda unit: said[unit])


RICH_UNIT = _most_named()
SETTINGS = ("SITE_URL", "SITE_TODAY", "SITE_DRAFTS", "SITE_EDIT_URI", "SITE_COMMIT", "SOURCE_DATE_EPOCH")


@dataclass(frozen=True)
class Site:
    """A finished site and the path it is meant to be served under."""

    folder: Path
    base: str = "/"

    def read(self, path: str) -> str:
        """The text of a file, or of the page at an address that ends in "/" or is empty."""
        file = path + "index.html" if path == "" or path.endswith("/") else path
        return (self.folder / file).read_text(encoding="utf-8")

    def has(self, path: str) -> bool:
        return (self.folder / path / "index.html").is_file() or (self.folder / path).is_file()

    def pages(self) -> dict[str, str]:
        """Every HTML file, path → text, the 404 page included."""
        return {path: self.read(path) for path in self.paths() if path.endswith(".html")}

    def paths(self) -> list[str]:
        return sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())

    def files(self) -> dict[str, bytes]:
        """Every file, path → bytes."""
        return {path: (self.folder / path).read_bytes() for path in self.paths()}

    def findings(self) -> list[str]:
        """Dead links, dead anchors and repeated ids."""
        return links.walk(self.folder, self.base)


Builder = Callable[..., Site]  # conftest's `build`


def attributes(page: str) -> Iterator[tuple[str, str, str]]:
    """Every attribute of a page's HTML as (tag, attribute, value), entities resolved."""
    for tag in links.tags(page):
        yield from links.attributes_of(tag)


def text_of(page: str) -> str:
    """What a reader sees of a page, roughly: without head, scripts and tags."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body))


def in_a_world_of_its_own(folder: Path, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script that may mount disks nobody else sees; both its streams as one. Skips where the system does not let us."""
    world = ["unshare", "--mount", "--map-root-user"]
    if not shutil.which("unshare") or subprocess.run([*world, "true"], capture_output=True, check=False).returncode:
        pytest.skip("disks of a chosen kind cannot be made here")
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1", **variables}
    return subprocess.run(
        [*world, "sh", "-c", script], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """The process's environment with these settings of the site and no others, put back afterwards."""
    before = dict(os.environ)
    for name in SETTINGS:
        os.environ.pop(name, None)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def settings(site_url: str = "", today: str = DAY, drafts: bool = False) -> dict[str, str]:
    """The environment of one build."""
    values = {"SITE_TODAY": today, "NO_MKDOCS_2_WARNING": "1"}
    if site_url:
        values["SITE_URL"] = site_url
    if drafts:
        values["SITE_DRAFTS"] = "1"
    return values


def base_of(site_url: str) -> str:
    """The path that a site with this address is served under."""
    return urlsplit(site_url).path or "/"


def lying(root: Path, path: str) -> Path:
    """The file `data/…` or `docs/…` of the project in `root`, in whichever layer it lies."""
    name, _, rest = path.partition("/")
    own = root / path
    return own if own.exists() else root / name / "national" / rest


def assemble(root: Path, content: Path = ROOT) -> Path:
    """Make a project in the new folder `root`: the code and looks of ours with data/ and docs/ of `content`.

    A `content` with its own mkdocs.yml inherits ours by `INHERIT: project.yml`.
    """
    root.mkdir(parents=True)
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=ignore)
    for name in ("data", "docs"):
        if (content / name).is_dir():
            shutil.copytree(content / name, root / name, symlinks=True)
    if content != ROOT:
        if (ROOT / "docs" / "assets").is_dir():
            shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets", dirs_exist_ok=True)
        shutil.copy(ROOT / "mkdocs.yml", root / "project.yml")
    shutil.copy(content / "mkdocs.yml" if (content / "mkdocs.yml").is_file() else ROOT / "mkdocs.yml", root)
    return root


def build(root: Path, *, site_url: str = "", today: str = DAY, drafts: bool = False, to: Path | None = None) -> Site:
    """Build the project in `root` strictly, in this process, into `site` or `to`. Raises MkDocs's Abort when it stops."""
    logging.getLogger("mkdocs").setLevel(logging.INFO)  # as the command sets it, so that warnings count
    with environment(settings(site_url, today, drafts)):
        config = load_config(str(root / "mkdocs.yml"), strict=True, site_dir=str(to or root / "site"))
        mkdocs_build(config)
        return Site(Path(config.site_dir), base_of(site_url))


def command(root: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `python <words>` in `root` as a person would, with these settings and no others of the site."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    env = {**kept, "PYTHONPATH": str(root / "hooks"), "NO_MKDOCS_2_WARNING": "1", **variables}
    return subprocess.run(
        [sys.executable, *words], cwd=root, env=env, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE
    )


def as_who_has_no_power(root: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command for whom closed folders are closed, root too. Skips where root's power cannot be laid down."""
    powerless = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"] if os.geteuid() == 0 else []
    if powerless and (not shutil.which("setpriv") or subprocess.run([*powerless, "true"], check=False).returncode):
        pytest.skip("root's power over closed folders cannot be laid down here")
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1", **variables}
    return subprocess.run([*powerless, *words], cwd=root, env=env, capture_output=True, text=True, check=False)
