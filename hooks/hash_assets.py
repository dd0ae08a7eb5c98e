"""The site's own style and script: small, named by their content, and inline where a page must be whole at once.

Material's scripts, styles and pictures are left out of the site: no page of ours names them.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

STYLES = ("core.css", "content.css")
# One script for every page: a light page carries it inline, so that the policy needs one hash for it.
SCRIPTS = ("exit.js", "call.js", "old.js", "hours.js")
SOURCES = Path(__file__).resolve().parent.parent / "docs" / "assets"
SHARE = "assets/images/share.png"


def small_css(text: str) -> str:
    """The same rules without comments and the white space that CSS does not need."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,>]) ?", r"\1", text)
    return re.sub(r": ", ":", text).replace(";}", "}").strip()


def small_js(text: str) -> str:
    """The same statements without comment lines, indents and empty lines; line ends stay, so nothing else can change."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def hashed(name: str, text: str) -> str:
    """`site.css` with ten digits of its content's SHA-256, so that a host may cache it for ever."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(text.encode()).hexdigest()[:10]}.{ending}"


def manifest_of(config: MkDocsConfig, icon: str) -> str:
    """The web manifest. It carries the quiet name: an installed page stands on a shared phone's first screen."""
    name = config.extra.get("quiet_name") or config.site_name
    icons = [{"src": icon.removeprefix("assets/"), "sizes": "any", "type": "image/svg+xml"}]
    facts = {"name": name, "short_name": name, "lang": "vi", "start_url": "../", "scope": "../", "display": "browser",
             "background_color": "#fbfaf6", "theme_color": "#0b5d4f", "icons": icons}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the hashed files in the place of the sources, and keep for `on_env` what is to stand inline."""
    core, content = (small_css((SOURCES / "stylesheets" / name).read_text("utf-8")) for name in STYLES)
    script = "".join(small_js((SOURCES / "javascripts" / name).read_text("utf-8")) for name in SCRIPTS)
    icon = (SOURCES / "images" / "icon.svg").read_text("utf-8")
    named = {"css": ("assets/site.css", core + content), "js": ("assets/site.js", script), "icon": ("assets/icon.svg", icon)}
    assets = SimpleNamespace(core=core, rich=core + content, script=script, others={}, share="")
    for key, (name, text) in named.items():
        path = hashed(name, text)
        setattr(assets, key, path)
        files.append(File.generated(config, path, content=text))
    text = manifest_of(config, assets.icon)
    assets.manifest = hashed("assets/site.webmanifest", text)
    files.append(File.generated(config, assets.manifest, content=text))

    bundled = {f"assets/stylesheets/{name}" for name in STYLES} | {f"assets/javascripts/{name}" for name in SCRIPTS}
    theme = tuple(str(Path(folder).resolve()) for folder in config.theme.dirs)
    for file in list(files):
        uri = file.src_uri
        if uri == SHARE and config.site_url:
            assets.share = uri
        from_theme = file.abs_src_path and str(Path(file.abs_src_path).resolve()).startswith(theme)
        if from_theme or uri in bundled or uri == "assets/images/icon.svg" or (uri == SHARE and not config.site_url):
            files.remove(file)
        elif uri.startswith("assets/javascripts/") and uri.endswith(".js"):
            text = small_js(file.content_string)
            files.remove(file)
            assets.others[uri.rpartition("/")[2]] = path = hashed(uri, text)
            files.append(File.generated(config, path, content=text))
    config.extra["assets"] = assets
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Templates read `assets.css` and its kin, ask `pages` what exists and `crumbs(url)` what stands above a page."""
    pages: dict[str, Any] = {file.url: file.page for file in files.documentation_pages()}

    def crumbs(url: str) -> list[tuple[str, str]]:
        """The pages above `url`, outermost first, as (url, title); a level without a page of its own is left out."""
        parts = url.rstrip("/").split("/")
        above = ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
        return [(address, pages[address].title) for address in above if address in pages]

    env.globals.update(assets=config.extra["assets"], pages=pages, crumbs=crumbs)
    return env
