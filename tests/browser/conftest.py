"""One Chromium for all tests in a browser, and the real site served to it from this machine, as a phone sees it."""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import get_chromium
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from building import Site

PHONE = {"width": 360, "height": 740}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a plain static host does: no listing, the 404 page for what is not there, no log."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def list_directory(self, path: object) -> None:
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; gives the address of its root, with "/" at the end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    path = get_chromium.find()
    if not path:
        pytest.fail(get_chromium.CANNOT.format(python="python"), pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=get_chromium.FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """Where the real site is served."""
    with serving(site.folder) as served:
        yield served


Opener = Callable[..., BrowserContext]


@pytest.fixture
def open_browser(browser: Browser, address: str) -> Iterator[Opener]:
    """`open_browser(javascript=True, **options of new_context)`: a fresh profile, the size of a small phone.

    Every request to another host is stopped and fails the test, and so does every error of a script: nothing of
    ours may ask anyone else.
    """
    contexts: list[BrowserContext] = []
    told: list[str] = []
    host = urlsplit(address).netloc

    def stop_strangers(route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.netloc == host or url.scheme in ("data", "blob"):
            route.continue_()
        else:
            told.append(f"request to {route.request.url}")
            route.abort()

    def open(javascript: bool = True, **options: object) -> BrowserContext:
        options = {"viewport": PHONE, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", **options}
        context = browser.new_context(java_script_enabled=javascript, **options)  # type: ignore[arg-type]
        context.set_default_timeout(5000)
        context.route("**/*", stop_strangers)
        context.on("weberror", lambda error: told.append(f"error of a script: {error.error}"))
        contexts.append(context)
        return context

    yield open
    for context in contexts:
        context.close()
    assert told == []


@pytest.fixture
def page(open_browser: Opener) -> Page:
    """A page in a phone's browser, JavaScript on."""
    return open_browser().new_page()


@pytest.fixture
def page_without_script(open_browser: Opener) -> Page:
    """A page in a phone's browser, JavaScript off."""
    return open_browser(javascript=False).new_page()
