"""on_files: the site's own style and script, small and named by their content; on_env: what stands inline.

Material's scripts, styles and pictures are left out of the site, and so is whatever else no page of ours names.
The text of every inline style and script is in `Assets`, and nowhere else: a policy can allow them by their hashes.
"""

import os
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from delivery.assets import Assets, hashed, manifest
from delivery.small import small_css, small_js
from facts.project.build import Build

SOURCES = Path(__file__).resolve().parent.parent / "docs" / "assets"
STYLES = ("first.css", "rest.css", "content.css", "figures.css")
PAPER = "paper.css"
OF_ONE_KIND = ("print.js", "keep.js")  # each beside site.js on one kind of page
WORKER = "worker.js"  # becomes sw.js at the site's root, where its scope is the whole site
SCRIPTS = ("exit.js", "old.js", "find.js", "call.js", "hours.js")  # one text, which a light page carries inline
# Fetched when the form of the search is touched. Each names those before it.
FETCHED = ("stylesheets/finder.css", "javascripts/finder.js", "javascripts/finder-form.js")
SHARE = "assets/images/share.png"


class _Unlisted(FileSystemLoader):
    """Templates that are found and not listed: MkDocs lists all 12,000 files of the theme, to copy what we would drop."""

    def list_templates(self) -> list[str]:
        return []


def on_config(config: MkDocsConfig) -> None:
    """Let nothing of the theme's into the site."""
    theme, make = config.theme, config.theme.get_env

    def get_env() -> Environment:
        env = make()
        env.loader = _Unlisted(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]  # MkDocs has no event between the list and the files


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put hashed files in the place of their sources; drop the theme's."""
    assets = Build.of(config.extra).assets = _put(files, config)
    if config.site_url:
        if SHARE not in files.src_uris:  # the looks came with a package
            picture = (SOURCES / "images" / "share.png").read_bytes()
            files.append(File.generated(config, SHARE, content=picture))
        assets.share = SHARE
    _drop(files, config, kept=assets.share)
    return files


def _put(files: Files, config: MkDocsConfig) -> Assets:
    """Add each file under its hashed name."""

    def add(name: str, text: str) -> str:
        path = hashed(name, text)
        files.append(File.generated(config, path, content=text))
        return path

    is_read = Build.of(config.extra).is_serving  # whoever looks for a fault finds the lines that were written
    first, rest, content, figures = (small_css((SOURCES / "stylesheets" / name).read_text("utf-8")) for name in STYLES)
    fetched: dict[str, str] = {}  # finder.js → finder.0123456789.js

    def script(*names: str) -> str:
        text = "\n".join((SOURCES / name).read_text("utf-8") for name in names)
        for before, now in fetched.items():
            text = text.replace(before, now)
        return text if is_read else small_js(text)

    for name in FETCHED:
        text = script(name) if name.endswith(".js") else small_css((SOURCES / name).read_text("utf-8"))
        fetched[name.rpartition("/")[2]] = add(f"assets/{name}", text).rpartition("/")[2]
    assets = Assets(first, rest, script=script(*(f"javascripts/{name}" for name in SCRIPTS)))
    assets.css = add("assets/site.css", first + rest + content + figures)
    assets.paper = add("assets/paper.css", small_css((SOURCES / "stylesheets" / PAPER).read_text("utf-8")))
    assets.js = add("assets/site.js", assets.script)
    assets.scripts = {name: add(f"assets/javascripts/{name}", script(f"javascripts/{name}")) for name in OF_ONE_KIND}
    assets.worker = script(f"javascripts/{WORKER}")
    assets.icon = add("assets/icon.svg", (SOURCES / "images" / "icon.svg").read_text("utf-8").strip())
    assets.manifest = add("assets/site.webmanifest", manifest(config.extra.get("quiet_name", ""), assets.icon))
    return assets


def _drop(files: Files, config: MkDocsConfig, kept: str) -> None:
    """Leave out the sources and all of the theme's, but for `kept`."""
    ours = {f"assets/{name}" for name in FETCHED} | {f"assets/stylesheets/{name}" for name in (*STYLES, PAPER)}
    ours |= {f"assets/javascripts/{name}" for name in (*SCRIPTS, *OF_ONE_KIND, WORKER)}
    ours |= {SHARE, "assets/images/icon.svg", "assets/images/share.svg"}
    theme = tuple(Path(folder).resolve() for folder in config.theme.dirs)
    _is_folder_below.cache_clear()
    for file in list(files):
        if file.src_uri != kept and (file.src_uri in ours or _is_below(file, theme)):
            files.remove(file)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Templates write `{{ assets.css | url }}` and `<style>{{ assets.first }}</style>`."""
    env.globals["assets"] = Build.of(config.extra).assets
    return env


def _is_below(file: File, folders: tuple[Path, ...]) -> bool:
    return file.abs_src_path is not None and _is_folder_below(os.path.dirname(file.abs_src_path), folders)  # noqa: PTH120


@cache
def _is_folder_below(folder: str, folders: tuple[Path, ...]) -> bool:
    path = Path(folder).resolve()
    return any(path.is_relative_to(one) for one in folders)
