"""`make serve` as an editor meets it: a save shows soon, a mistake shows its problems and goes when it is mended.

How soon is measured by `make bench`.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import pytest

import building
from province import GOLDEN, TODAY
from servers import free_port


@dataclass
class Served:
    root: Path
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def ask(self, path: str) -> tuple[int, str]:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=building.PATIENCE)) as connection:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode("utf-8")

    def wait(self, path: str, is_there: Callable[[int, str], bool], limit: float = building.PATIENCE) -> float:
        """Seconds until the page at `path` is as said."""
        started = time.monotonic()
        while time.monotonic() - started < limit:
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            try:
                if is_there(*self.ask(path)):
                    return time.monotonic() - started
            except OSError:
                pass  # not up yet
            time.sleep(0.05)
        raise AssertionError(f"{path} is not as expected\n{self.log.read_text(encoding='utf-8')[-3000:]}")

    def write(self, path: str, text: str) -> None:
        (self.root / path).write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")


def start(root: Path) -> Served:
    port = free_port()
    env = {**os.environ, "SITE_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--dev-addr", f"127.0.0.1:{port}"]
    log = root / "serve.log"
    with log.open("wb") as told:
        # A shell that runs us in the background has SIGINT ignored, and so would have what we start.
        heeds = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        process = subprocess.Popen(command, cwd=root, env=env, stdout=told, stderr=told, preexec_fn=heeds)
    return Served(root, port, process, log)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The made-up province, served, and started with a mistake in it."""
    root = building.assemble(tmp_path_factory.mktemp("serve") / "project", GOLDEN)
    (root / "site").write_text("của tôi", encoding="utf-8")
    line = root / "data" / "hotlines" / "tre-em.yml"
    whole = line.read_text(encoding="utf-8")
    line.write_text(whole.replace("purpose: help", "purpose: helps"), encoding="utf-8")
    server = start(root)
    server.wait("/", lambda status, page: "phải sửa" in page)
    line.write_text(whole, encoding="utf-8")
    server.wait("/", lambda status, page: status == 200 and 'href="tel:111"' in page)
    yield server
    server.process.send_signal(signal.SIGINT)
    server.process.wait(timeout=building.PATIENCE)


def test_it_starts_with_a_mistake_and_mends_itself(served: Served) -> None:
    told = served.log.read_text(encoding="utf-8")
    assert "data/hotlines/tre-em.yml:3:10" in told
    assert "Traceback" not in told


def test_a_saved_page_is_shown(served: Served) -> None:
    page = "docs/goi-ngay/index.md"
    for number in range(2):
        served.write(page, served.read(page) + f"\nChữ mới số {number}\n")
        served.wait("/goi-ngay/", lambda status, text, number=number: f"Chữ mới số {number}" in text)  # type: ignore[misc]


def test_a_saved_fact_is_shown(served: Served) -> None:
    path = "data/hotlines/tre-em.yml"
    served.write(path, re.sub(r"(?m)^area: .*$", "area: Cả nước Việt Nam", served.read(path)))
    served.wait("/goi-ngay/tre-em/", lambda status, text: "Cả nước Việt Nam" in text)


@pytest.mark.parametrize("wrong", ["extra_x: [\n", "theme: khong-co\n"])
def test_settings_that_mkdocs_cannot_take_are_told_too_and_leave_nobody_waiting(served: Served, wrong: str) -> None:
    whole = served.read("mkdocs.yml")
    try:
        served.write("mkdocs.yml", whole + wrong)
        for address in ("/", "/khong/co/"):
            served.wait(address, lambda _, page: "phải sửa" in page and "mkdocs.yml:" in page)
    finally:
        served.write("mkdocs.yml", whole)
    served.wait("/", lambda status, page: status == 200 and 'href="tel:111"' in page)
    assert "Traceback" not in served.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["/", "/goi-ngay/tre-em/", "/khong/co/"])
def test_a_mistake_shows_its_problems_everywhere_and_goes_when_it_is_mended(served: Served, address: str) -> None:
    path = "data/hotlines/tre-em.yml"
    whole = served.read(path)
    served.write(path, whole + "giờ: 8\n" + "vùng: <script>alert(1)</script>\n")
    served.wait(address, lambda status, page: "2 lỗi phải sửa" in page)
    _, page = served.ask(address)
    lines = whole.count("\n")
    assert f"{path}:{lines + 1}:1" in page
    assert f"{path}:{lines + 2}:1" in page
    assert "<script>alert" not in page
    assert "livereload(" in page, "it reloads by itself"
    assert f"ERROR  {path}:{lines + 1}:1" in served.log.read_text(encoding="utf-8").replace("ERROR   -  ", "")
    served.write(path, whole)
    served.wait(address, lambda status, page: "phải sửa" not in page)


def test_a_file_that_is_removed_and_put_back_is_told_and_shown(served: Served) -> None:
    path = "data/agencies/bo-mau.yml"
    whole = served.read(path)
    (served.root / path).unlink()
    served.wait("/", lambda status, page: "phải sửa" in page and "bo-mau" in page)
    served.write(path, whole)
    served.wait("/", lambda status, page: "phải sửa" not in page)


def test_what_stands_where_a_build_would_put_the_site_is_not_touched(served: Served) -> None:
    assert served.read("site") == "của tôi"
    assert [path.name for path in served.root.iterdir() if path.name.startswith(".site")] == []


def test_the_terminal_never_shows_a_traceback(served: Served) -> None:
    assert "Traceback" not in served.log.read_text(encoding="utf-8")


def test_what_is_kept_from_build_to_build_goes_when_a_fact_or_a_template_changes(served: Served) -> None:
    path = "data/hotlines/tre-em.yml"
    served.write(path, served.read(path) + "call_when: Chữ vừa đổi trong mục\n")
    for address in ("/", "/in/an-lanh/"):  # a block, a sheet
        served.wait(address, lambda status, page: status == 200 and "Chữ vừa đổi trong mục" in page)
    block = "overrides/blocks/source_list.html"
    served.write(block, "<p>Chữ vừa đổi trong mẫu</p>" + served.read(block))
    served.wait("/nguon/", lambda status, page: "Chữ vừa đổi trong mẫu" in page)
