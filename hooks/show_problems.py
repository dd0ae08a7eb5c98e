"""Under `mkdocs serve`, a mistake in data/ or docs/ shows its problems on every page, and goes when it is mended.

MkDocs itself stops at the first build that fails, and hangs at a later one. So a build with problems succeeds here: every
other hook is left out, and one page, at every address, says what is wrong and where. on_serve: pages that are not there
reload by themselves too, for while problems are shown most pages are not there. Where a page was scrolled to is kept meanwhile.
"""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import DictLoader, Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.structure.files import File, Files

from facts.project import beginning
from facts.project.build import Build

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.hooks.problems")
# Of the process: MkDocs gives the server to one event, and each build may show another folder.
_servers: list[LiveReloadServer] = []
_shown: list[str] = []

# A browser itself keeps the place on a page that reloads, but not beyond the problems, which are shorter.
_PLACE = b"""<script>{
const key = `place ${location.pathname}`
if (sessionStorage.told) {
  sessionStorage.removeItem("told")
  history.scrollRestoration = "manual"
  addEventListener("load", () => scrollTo(0, sessionStorage.getItem(key) ?? 0))
}
addEventListener("pagehide", () => { sessionStorage.setItem(key, scrollY); history.scrollRestoration = "auto" })
}</script>"""
_TOLD = b'<script>sessionStorage.told = "yes"</script>'

TEMPLATE = Path(__file__).resolve().parent.parent / "overrides" / "partials" / "problems.html"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leave out the hooks that would make a site of facts that are wrong. They are set by read_facts."""
    if Build.of(config.extra).problems:
        config.nav = None
        config.site_dir = str(Path(config.site_dir) / Build.told)
        config.theme.static_templates = {"404.html"}
        for methods in config.plugins.events.values():
            methods[:] = [method for method in methods if method.__module__ == __name__]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """One page and nothing else."""
    return Files([File.generated(config, "index.md", content="")]) if Build.of(config.extra).problems else files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Every template is the list of problems."""
    if Build.of(config.extra).problems:
        env.autoescape = True
        env.globals["build"] = Build.of(config.extra)
        env.loader = DictLoader(dict.fromkeys(("main.html", "404.html"), TEMPLATE.read_text(encoding="utf-8")))
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Show the folder of this build."""
    _shown[:] = [config.site_dir]
    for server in _servers:
        server.root = config.site_dir


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Put the reloading script into the page that MkDocs gives without it. Raises Abort where the port is taken."""
    with socket.socket(server.address_family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(server.server_address)
        except OSError:
            port = server.server_address[1]
            raise Abort(
                f"Không mở được cổng {port}: có chương trình khác đang dùng. Gõ: make serve PORT=8001"
            ) from None
    # Five threads look for changes; a build must not wait 5 ms for each of them after each file that it writes.
    sys.setswitchinterval(0.0005)
    server.root = _shown[0]
    _servers[:] = [server]

    def with_script(code: int) -> bytes | None:
        file = Path(server.root) / f"{code}.html"
        page = file.read_bytes() if file.is_file() else None
        return page and server._inject_js_into_html(page, server._visible_epoch)  # type: ignore[no-untyped-call]

    server.error_handler = with_script
    inject = server._inject_js_into_html

    def with_place(page: bytes, epoch: int) -> bytes:
        reloading: bytes = inject(page, epoch)  # type: ignore[no-untyped-call]
        return reloading + (_TOLD if Path(server.root).name == Build.told else _PLACE)

    server._inject_js_into_html = with_place  # type: ignore[method-assign]  # the one place where MkDocs changes a page that it serves
    build, root = server.builder, Path(config.config_file_path).parent

    def build_or_tell() -> None:
        try:
            build()
        except (ConfigurationError, Abort):
            # Before any hook is asked: it would answer nobody until mkdocs.yml is mended.
            problems = beginning.wrong_settings(root)
            if not problems:
                raise
            for problem in problems:
                log.error("%s", problem)
            server.root = str(_page_of(problems))

    server.builder = build_or_tell
    return server


def _page_of(problems: Iterable[object]) -> Path:
    """A folder that shows them at every address, where no build of MkDocs can make one."""
    folder = Path(_shown[0])
    folder = folder if folder.name == Build.told else folder / Build.told
    folder.mkdir(exist_ok=True)
    told = {"build": {"problems": problems}}
    page = Environment(autoescape=True).from_string(TEMPLATE.read_text(encoding="utf-8")).render(told)
    for name in ("index.html", "404.html"):
        (folder / name).write_text(page, encoding="utf-8")
    return folder
