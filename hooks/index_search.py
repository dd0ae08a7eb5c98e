"""on_page_content, after all that makes it: read once what a page holds; on_env: the index of the search, of pages that are whole by then; files of a folder named after what they hold.

Under `mkdocs serve` the index takes as long as all the rest of a build, and an editor looks at pages: it is made when somebody
asks for it, of the pages of the last build.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from facts.project.build import Build
from facts.project.memory import MADE
from facts.search import index

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

# Of the process: what makes the index of the last build, until somebody asks for it, and what was gathered for the one before.
_waiting: list[Callable[[], None]] = []
_gathered = index.Gathered()
_turn = threading.Lock()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Read it for templates and the search, and tell MkDocs which anchors there are, those of blocks too."""
    build = Build.of(config.extra)
    read = build.read[page.url] = index.read(build.context.site, page.url.removeprefix("./"), html)
    page.present_anchor_ids = (page.present_anchor_ids or set()) | set(read.content.anchors)
    return html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Write them: MkDocs would ask for the folder of each of a thousand small files. A page with `search: false` or a template that hides it is not found."""
    if Build.of(config.extra).is_serving:
        _waiting[:] = [lambda: _write_afresh(Path(config.site_dir), _index(config, files, _gathered))]
        return env
    gathered = MADE.before("search", ()) or index.Gathered()
    made = _index(config, files, gathered)
    MADE.keep("search", (), {}, gathered)
    if same := Build.of(config.extra).same:
        same.rename(index.FOLDER, next((path.split("/")[1] for path in made if path.count("/") > 1), ""))
        made = {path: content for path, content in made.items() if not same.has(path, hashlib.sha256(content).digest())}
    _write(Path(config.site_dir), made)
    return env


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Make the index before the first answer that is taken from it."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if environ["PATH_INFO"].startswith(f"{server.mount_path}{index.FOLDER}/"):
            with server._epoch_cond:  # of a build that is whole
                server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)
            with _turn:
                while _waiting:
                    _waiting.pop()()
        return server.serve_request(environ, start_response)

    server.set_app(answer)
    return server


def _write_afresh(site: Path, made: dict[str, bytes]) -> None:
    shutil.rmtree(site / index.FOLDER, ignore_errors=True)
    _write(site, made)


def _write(site: Path, made: dict[str, bytes]) -> None:
    for folder in {path.rpartition("/")[0] for path in made}:
        (site / folder).mkdir(parents=True, exist_ok=True)
    for path, content in made.items():
        with open(f"{site}/{path}", "wb", buffering=0) as file:  # noqa: PTH123  a thousand
            file.write(content)


def _index(config: MkDocsConfig, files: Files, gathered: index.Gathered) -> dict[str, bytes]:
    build = Build.of(config.extra)
    written = [
        index.Written(
            file.url.removeprefix("./"),
            page.content or "",
            str(page.meta.get("title", "")),
            str(page.meta.get("description", "")),
            str(page.meta.get("topics", "")),
            str(page.meta.get("record", "")),
            str(page.meta.get("asked", "")),
            read=build.read.get(page.url),
        )
        for file in files.documentation_pages()
        if (page := file.page)
        and str(page.meta.get("search")).lower() != "false"
        and page.meta.get("template") in (None, "keep.html")
    ]
    return index.files(build.site or build.context.site, written, gathered)
