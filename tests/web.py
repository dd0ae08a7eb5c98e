"""Servers of a test's own, on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def serve(
    handler: type[BaseHTTPRequestHandler], port: int = 0, kind: type[ThreadingHTTPServer] = ThreadingHTTPServer
) -> Iterator[str]:
    """The origin of a server that answers with `handler` until the generator is closed; port 0 is a free one."""
    server = kind(("127.0.0.1", port), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Web(BaseHTTPRequestHandler):
    """One server with a page for each thing that can come of asking."""

    asked: list[str]

    def do_HEAD(self) -> None:
        self.asked.append(f"{self.command} {self.path} {self.headers['User-Agent']}")
        status = {
            "/gone": 404, "/gone2": 410, "/moved": 301, "/moved2": 308, "/passing": 302, "/passing2": 303, "/passing3": 307,
            "/refused": 403, "/no-head": 405,
        }.get(self.path, 200)  # fmt: skip
        if self.path == "/no-head" and self.command == "GET":
            status = 200
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", "http://new.example/x")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815  http.server's own name

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
