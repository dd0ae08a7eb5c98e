"""A real static server for a built site: gzip as hosts do it, 404.html at any unknown address, all requests kept."""

from __future__ import annotations

import gzip
import mimetypes
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import web

TEXTS = (".html", ".css", ".js", ".json", ".svg", ".xml", ".ics", ".webmanifest", ".csv", ".txt")

Answers = list[tuple[str, int, int]]  # path with query, status, bytes on the wire


@cache
def _small(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=6, mtime=0)


PACKET = 1_400  # bytes: what one packet of a phone's line holds besides its own head


@contextmanager
def serve(
    *folders: Path,
    port: int = 0,
    rate: float = 0,
    delay: float = 0,
    headers: Mapping[str, str] | None = None,
    answers: Answers | None = None,
) -> Iterator[str]:
    """Serve the folders, first found first, at a free port of this machine; yields the origin.

    `rate` in bytes a second sends a body a packet at a time, each when a line of that rate would have brought the whole of
    it, the first after `delay` seconds.
    `headers` go with every answer, and `answers` grows by each.
    """
    told: Answers = [] if answers is None else answers

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).lstrip("/")
            if path == "" or path.endswith("/"):
                path += "index.html"
            found = next((folder / path for folder in folders if (folder / path).is_file()), None)
            status, file = (200, found) if found else (404, folders[0] / "404.html")
            body = file.read_bytes() if file.is_file() else b""
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self.send_response(status)
            if file.name.endswith(TEXTS):
                kind, body = f"{kind}; charset=utf-8", _small(body)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", kind)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            told.append((self.path, status, len(body)))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            begun = time.monotonic() + delay
            for start in range(0, len(body), PACKET) if rate else [0]:
                piece = body[start : start + PACKET] if rate else body
                if rate:
                    time.sleep(max(0, begun + (start + len(piece)) / rate - time.monotonic()))
                self.wfile.write(piece)
                self.wfile.flush()

        do_HEAD = do_GET  # noqa: N815  http.server finds methods by their name

        def log_message(self, *_: object) -> None:
            """Say nothing on the terminal."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A browser may leave in the middle of a page; that is no error of ours."""

    yield from web.serve(Handler, port, Server)
