"""Offline, only after a tap: nothing is kept before, numbers stand after, a new build takes the old one's place."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from waiting import until

from building import UNIT, Site
from facts.site.store import Facts


class Host:
    """A host that can lose its network and publish anew, at one address under a base path.

    Without network it takes a connection and ends it unanswered: one that a browser kept open would otherwise go on.
    """

    def __init__(self, folder: Path, base: str) -> None:
        self.folder, self.base, self.is_online = folder, base, True
        host = self

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *args: object) -> None:
                super().__init__(*args, directory=str(folder))  # type: ignore[arg-type]

            def do_GET(self) -> None:
                if host.is_online:
                    super().do_GET()
                else:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Say nothing on the terminal."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def publish(self, site: Site, base: str | None = None) -> None:
        where = self.folder / (self.base if base is None else base)
        shutil.rmtree(where, ignore_errors=True)
        shutil.copytree(site.folder, where, copy_function=os.link)

    def go_offline(self) -> None:
        self.is_online = False

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/"

    @property
    def address(self) -> str:
        return self.origin + self.base


@pytest.fixture
def host(request: pytest.FixtureRequest, tmp_path: Path, site: Site) -> Iterator[Host]:
    """The real site in a folder, or, with ANYWHERE, at the root too."""
    made = Host(tmp_path / "host", getattr(request, "param", "du-an/"))
    made.publish(site)
    yield made
    made.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="vi-VN", viewport={"width": 360, "height": 740})
    yield context
    context.close()


ANYWHERE = pytest.mark.parametrize("host", ["", "du-an/"], ids=["at the root", "in a folder"], indirect=True)


def keep(page: Page, host: Host) -> None:
    page.goto(host.address + "luu/")
    page.get_by_role("button", name="Lưu để xem khi không có mạng").click()
    expect(page.get_by_role("status")).to_contain_text("đang giữ")


def caches(page: Page) -> list[str]:
    return page.evaluate("caches.keys()")  # type: ignore[no-any-return]


def workers(page: Page) -> list[str]:
    return page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.map(one => one.scope))")  # type: ignore[no-any-return]


def test_nothing_is_kept_before_a_tap_and_nothing_opens_offline(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    for path in ("", "goi-ngay/", "luu/", f"xa-phuong/{UNIT}/"):
        page.goto(host.address + path)
    expect(page.locator("h1")).to_be_visible()
    page.goto(host.address + "luu/")
    expect(page.get_by_role("status")).to_contain_text("chưa giữ gì")
    expect(page.get_by_role("button", name="Xóa khỏi máy")).to_be_hidden()
    assert caches(page) == []
    assert workers(page) == []
    host.go_offline()
    with pytest.raises(Error, match="ERR_EMPTY_RESPONSE"):
        page.goto(host.address + "goi-ngay/c04/")  # not seen before: what was seen a browser may hold by itself


@ANYWHERE
def test_after_a_tap_the_numbers_stand_without_a_network(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    keep(page, host)
    assert workers(page) == [host.address]
    host.go_offline()
    for path in ("", "goi-ngay/", "goi-ngay/tre-em/", "khong-chiu-noi/"):
        page.goto(host.address + path)
        assert page.url == host.address + path
        expect(page.locator("a[href='tel:111']").first).to_be_visible()


@ANYWHERE
def test_offline_an_address_that_is_not_kept_shows_the_numbers(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    keep(page, host)
    host.go_offline()
    for path in (f"xa-phuong/{UNIT}/", "khong/co/trang/nay", "so-lieu/"):
        page.goto(host.address + path)
        assert page.url == host.address + "ngoai-mang/"
        expect(page.locator("h1")).to_have_text("Đang không có mạng")
        expect(page.locator("a[href='tel:115']").first).to_be_visible()
    page.get_by_role("link", name="Mọi số có thể gọi").first.click()
    assert page.url == host.address + "goi-ngay/"


def test_offline_the_way_out_leads_away_from_the_numbers(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    keep(page, host)
    page.goto(host.address + "goi-ngay/")
    host.go_offline()
    page.locator("a.exit").click()
    page.wait_for_url(host.address + "thoi-tiet/")
    expect(page.locator("a[href^='tel:']")).to_have_count(0)


def test_it_is_taken_off_again_even_without_a_network(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    keep(page, host)
    assert len(caches(page)) == 1
    host.go_offline()
    page.goto(host.address + "luu/")
    page.get_by_role("button", name="Xóa khỏi máy").click()
    expect(page.get_by_role("status")).to_contain_text("chưa giữ gì")
    assert caches(page) == []
    assert workers(page) == []
    other = reader.new_page()
    with pytest.raises(Error, match="ERR_EMPTY_RESPONSE"):
        other.goto(host.address + "goi-ngay/")


def test_a_withdrawn_number_is_gone_from_the_kept_copy_at_the_first_contact(
    host: Host, reader: BrowserContext, site: Site, tmp_path: Path
) -> None:
    page = reader.new_page()
    keep(page, host)
    before = caches(page)
    host.publish(without_111(site, tmp_path / "later"))
    page.goto(host.address)  # one visit, online
    until(lambda: len(now := caches(page)) == 1 and now != before)
    host.go_offline()
    for path in ("", "goi-ngay/", "goi-ngay/tre-em/", "khong-chiu-noi/", "ngoai-mang/"):
        page.goto(host.address + path)
        assert page.locator("a[href='tel:111']").count() == 0
        expect(page.locator("h1")).to_be_visible()


def without_111(site: Site, folder: Path) -> Site:
    """What a later build publishes: the same pages without a number, and the worker that names them."""
    shutil.copytree(site.folder, folder, copy_function=os.link)
    link = re.compile(r'<a[^>]*href="tel:111".*?</a>|(?<=VERSION = ")\w+', re.DOTALL)
    for path, text in {**site.pages(), "sw.js": site.read("sw.js")}.items():
        if link.search(text):
            (folder / path).unlink()  # a link to the built site's own file
            (folder / path).write_text(link.sub("later" if path == "sw.js" else "", text), encoding="utf-8")
    return Site(folder)


def test_the_page_that_is_read_online_is_the_new_one_at_once(
    host: Host, reader: BrowserContext, site: Site, tmp_path: Path
) -> None:
    page = reader.new_page()
    keep(page, host)
    host.publish(without_111(site, tmp_path / "later"))
    page.goto(host.address + "goi-ngay/")
    assert page.locator("a[href='tel:111']").count() == 0


def test_another_site_beside_it_is_left_alone(host: Host, reader: BrowserContext, site: Site) -> None:
    host.publish(site, "ben-canh/")
    beside = host.origin + "ben-canh/"
    page = reader.new_page()
    keep(page, host)
    page.goto(beside + "luu/")
    expect(page.get_by_role("status")).to_contain_text("chưa giữ gì")
    assert workers(page) == [host.address]
    host.go_offline()
    with pytest.raises(Error, match="ERR_EMPTY_RESPONSE"):
        page.goto(beside + "goi-ngay/")


def test_every_light_page_is_kept_and_little_else(site: Site, facts: Facts) -> None:
    found = re.search(r"const KEPT = (\[.*\])", site.read("sw.js"))
    assert found
    kept = set(re.findall(r'"([^"]*)"', found[1]))
    light = {
        path.removesuffix("index.html")
        for path, text in site.pages().items()
        if "<style>" in text.partition("</head>")[0] and path != "404.html"
    }
    assert light <= kept
    assert {path for path in kept - light if not path.startswith("assets/")} == {"luu/"}
    assert {f"goi-ngay/{line.id}/" for line in facts.hotlines} <= kept
    assert (
        sum((site.folder / (p + "index.html" if p.endswith("/") or not p else p)).stat().st_size for p in kept)
        < 800_000
    )


def test_the_worker_changes_when_a_kept_page_does_and_not_otherwise(site: Site, site_at_root: Site) -> None:
    version = re.compile(r'VERSION = "(\w{16})"')
    first, second = (version.search(built.read("sw.js")) for built in (site, site_at_root))
    assert first
    assert second
    assert first[1] != second[1]  # canonical addresses differ
    assert not re.search(r"https?://", site.read("sw.js"))
