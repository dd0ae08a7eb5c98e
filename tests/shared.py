"""What several tests read and nobody changes, made once a run: the first worker makes it, the others wait for it."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import building
from building import DAY, ROOT, Site


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The new folder `name` of this run, as `make` left it. What `make` raises is raised, and who asks next tries anew."""
    run = factory.getbasetemp()
    run = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run  # a worker's own folder lies in the run's
    folder = run / "shared" / name
    done = folder.with_name(f"{name}.made")
    folder.parent.mkdir(exist_ok=True)
    with folder.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            done.touch()
    return folder


def built(
    factory: pytest.TempPathFactory,
    content: Path = ROOT,
    *,
    site_url: str = "",
    today: str = DAY,
    change: Callable[[Path], object] = lambda root: None,
    name: str = "",
) -> Site:
    """The site of the data/ and docs/ in `content`, built once a run; one that is changed before needs a `name` of its own."""

    def make(folder: Path) -> None:
        root = building.assemble(folder, content)
        change(root)
        building.build(root, site_url=site_url, today=today)

    words = re.sub(r"\W+", "-", f"{name or content.name} {today} {site_url}")
    return Site(once(factory, words, make) / "site", building.base_of(site_url))
