"""nginx and Caddy as Debian has them, with the files of `make hosting`, on this machine only; and wrk, a crowd of readers.

`python tests/servers.py` installs what is missing when it may. Tests install nothing: without a server they are
skipped with these words, and on a host that checks changes (CI is set) they fail.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

import shared
from building import PATIENCE, Site
from debian import SERVERS as PACKAGES
from debian import find, install
from facts.exports import hosting

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
CANNOT = """\
Không có {name} và không tự cài được, nên chưa thử được tệp của make hosting với {name}.
  Debian, Ubuntu:  sudo apt-get install {package}
{name} was not found and could not be installed, so the files of `make hosting` were not tried with it."""


def needed(name: str) -> str:
    """The program, or the end of this test: told outside CI, failed in it."""
    program = find(name)
    if program is None:
        said = CANNOT.format(name=name, package=PACKAGES[name])
        (pytest.fail if os.environ.get("CI") else pytest.skip)(said)
    return str(program)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, log: Path, **env: str) -> Iterator[str]:
    """A server process until the block ends; yields its origin once it answers."""
    with log.open("wb") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told, env={**os.environ, **env})
        try:
            deadline = time.monotonic() + PATIENCE
            while True:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


NGINX = """\
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
{modules}
events {{ worker_connections 512; }}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {root}/www; include {folder}/site.conf; }}
}}
"""


@contextmanager
def serve_with_nginx(hosted: Path, folder: Path) -> Iterator[str]:
    """nginx with our include; without Debian's brotli module its line is left out, as the file itself says to."""
    program, port = needed("nginx"), free_port()
    lines = (hosted / "nginx.conf").read_text(encoding="utf-8").splitlines(keepends=True)
    has_brotli = BROTLI.is_file()
    kept = [line for line in lines if has_brotli or not line.startswith("brotli_static")]
    (folder / "site.conf").write_text("".join(kept), encoding="utf-8")
    modules = f"load_module {BROTLI};" if has_brotli else ""
    config = folder / "main.conf"
    config.write_text(NGINX.format(folder=folder, modules=modules, port=port, root=hosted), encoding="utf-8")
    with running([program, "-c", str(config), "-p", str(folder)], port, folder / "told.log") as origin:
        yield origin


@contextmanager
def serve_with_caddy(hosted: Path, folder: Path) -> Iterator[str]:
    """Caddy with our Caddyfile, its address and root set as on a host; only its admin port is turned off."""
    program, port = needed("caddy"), free_port()
    config = folder / "Caddyfile"
    config.write_text("{\n\tadmin off\n}\n" + (hosted / "Caddyfile").read_text(encoding="utf-8"), encoding="utf-8")
    env = {
        "SITE_ADDRESS": f"http://127.0.0.1:{port}",
        "SITE_ROOT": str(hosted / "www"),
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    command = [program, "run", "--config", str(config), "--adapter", "caddyfile"]
    with running(command, port, folder / "told.log", **env) as origin:
        yield origin


SERVERS = {"nginx": serve_with_nginx, "caddy": serve_with_caddy}


@pytest.fixture(scope="session")
def hosted(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make hosting` writes for the real site."""
    return shared.once(tmp_path_factory, "hosting", lambda folder: hosting.make(site.folder, folder))


@pytest.fixture(scope="session", params=list(SERVERS))
def origin(request: pytest.FixtureRequest, hosted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the real site stands, once with each server."""
    with SERVERS[request.param](hosted, tmp_path_factory.mktemp(request.param)) as address:
        yield address


def ask(origin: str, target: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    """One request whose target is sent as it stands, dots and bad escapes included."""
    connection = HTTPConnection(origin.removeprefix("http://"), timeout=PATIENCE)
    connection.putrequest(method, target, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


if __name__ == "__main__":
    missing = install(PACKAGES)
    for name in missing:
        print(CANNOT.format(name=name, package=PACKAGES[name]))
    sys.exit(bool(missing and os.environ.get("CI")))
