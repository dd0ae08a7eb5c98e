"""A small web server for the browser tests: a folder on 127.0.0.1, gzip as hosts send it, and what was asked of it."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"

TYPES = {".js": "text/javascript", ".json": "application/json", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass
class Served:
    """Where the folder is served, and every answer given so far: path with query, status, bytes on the wire."""

    url: str
    answers: list[tuple[str, int, int]] = field(default_factory=list)

    def bytes(self) -> int:
        """Say how many bytes were sent since the answers were last cleared."""
        return sum(size for _, _, size in self.answers)


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve a folder under the strictest policy the site may have, until the block ends."""
    served = Served("")

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            found = path.is_file()
            content = gzip.compress(path.read_bytes(), 6, mtime=0) if found else b""
            served.answers.append((self.path, 200 if found else 404, len(content)))
            self.send_response(200 if found else 404)
            if found:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", TYPES.get(path.suffix, "text/html") + "; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Cache-Control", "max-age=600")
            self.end_headers()
            with suppress(ConnectionError):  # the browser may have gone on to another page
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the answers are kept instead."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
