"""`make serve` in a browser: an editor who saves stays where they were on the page, a mistake in between or not."""

from __future__ import annotations

import signal
from pathlib import Path

from playwright.sync_api import Browser
from test_serve import start

import building
from province import GOLDEN


def test_the_place_on_the_page_is_kept_when_a_file_is_saved(browser: Browser, tmp_path: Path) -> None:
    path = "docs/goi-ngay/index.md"
    served = start(building.assemble(tmp_path / "project", GOLDEN))
    served.wait("/", lambda status, text: status == 200)
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.goto(f"http://127.0.0.1:{served.port}/goi-ngay/")
    page.evaluate("scrollTo(0, 700)")
    served.write(path, served.read(path) + "\nChữ vừa thêm.\n")
    page.get_by_text("Chữ vừa thêm.").wait_for()
    page.wait_for_function("scrollY === 700")
    whole = served.read(path)
    served.write(path, whole + "\n{{ khong() }}\n")
    page.get_by_text("1 lỗi phải sửa").wait_for()
    served.write(path, whole)
    page.get_by_text("Chữ vừa thêm.").wait_for()
    page.wait_for_function("scrollY === 700")
    page.context.close()
    served.process.send_signal(signal.SIGINT)
    served.process.wait(timeout=building.PATIENCE)
