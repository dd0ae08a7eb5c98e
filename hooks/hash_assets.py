"""on_files: the site's own style and script, small and named by their content; on_env: what stands inline.

Material's scripts, styles and pictures are left out of the site, and so is whatever else no page of ours names.
The text of every inline style and script is in `Assets`, and nowhere else: a policy can allow them by their hashes.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from facts import policy

SOURCES = Path(__file__).resolve().parent.parent / "docs" / "assets"
STYLES = ("first.css", "rest.css", "content.css")
PAPER = "paper.css"
OF_ONE_KIND = ("print.js", "keep.js")  # each beside site.js on one kind of page
WORKER = "worker.js"  # becomes sw.js at the site's root, where its scope is the whole site
# A light page carries them inline, the second pair only where there is a number to act on or an hour to tell.
ALWAYS, NUMBERS = ("exit.js", "old.js", "find.js"), ("call.js", "hours.js")
# Fetched when the form of the search is touched. Each names those before it.
FETCHED = ("stylesheets/finder.css", "javascripts/finder.js", "javascripts/finder-form.js")
SHARE = "assets/images/share.png"


@dataclass
class Assets:
    """Texts that may stand inline, and the addresses of the files that pages may name."""

    first: str  # in the head of a light page
    rest: str  # at the end of a light page
    rich: str  # there instead, when the page holds more than numbers and text
    always: str
    numbers: str
    css: str = ""
    paper: str = ""  # beside it, on the sheets that are printed
    js: str = ""
    scripts: dict[str, str] = field(default_factory=dict)  # keep.js → assets/javascripts/keep.0123456789.js
    worker: str = ""
    icon: str = ""
    manifest: str = ""
    share: str = ""  # empty while there is no site address: a share picture needs a whole one

    @cached_property
    def policy(self) -> str:
        """What pages may do: run and wear these texts and files of ours, and nothing else."""
        return policy.policy(scripts=(self.always, self.numbers), styles=(self.first, self.rest, self.rich))


def small_css(text: str) -> str:
    """The same rules without comments and the white space that CSS does not need."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r" ?([{};,>~]) ?", r"\1", re.sub(r"\s+", " ", text))
    return text.replace(": ", ":").replace(";}", "}").strip()


def small_js(text: str) -> str:
    """The same statements without comment lines, indents and empty lines. Line ends stay, so nothing can change."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def hashed(name: str, text: str) -> str:
    """`site.0123456789.css`: ten digits of the content's SHA-256, so that a host may let it be kept for ever."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(text.encode()).hexdigest()[:10]}.{ending}"


def manifest(name: str, icon: str) -> str:
    """The web manifest. Its name is the quiet one: it may come to stand on the first screen of a shared phone."""
    return json.dumps(
        {
            "name": name,
            "short_name": name,
            "lang": "vi",
            "start_url": "../",
            "scope": "../",
            "display": "browser",
            "background_color": "#fbfaf6",
            "theme_color": "#0b5d4f",
            "icons": [{"src": icon.rpartition("/")[2], "sizes": "any", "type": "image/svg+xml"}],
        },
        ensure_ascii=False,
    )


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put hashed files in the place of their sources; drop the theme's."""

    def add(name: str, text: str) -> str:
        path = hashed(name, text)
        files.append(File.generated(config, path, content=text))
        return path

    first, rest, content = (small_css((SOURCES / "stylesheets" / name).read_text("utf-8")) for name in STYLES)
    fetched: dict[str, str] = {}  # finder.js → finder.0123456789.js

    def script(name: str) -> str:
        text = small_js((SOURCES / name).read_text("utf-8"))
        for before, now in fetched.items():
            text = text.replace(before, now)
        return text

    for name in FETCHED:
        text = script(name) if name.endswith(".js") else small_css((SOURCES / name).read_text("utf-8"))
        fetched[name.rpartition("/")[2]] = add(f"assets/{name}", text).rpartition("/")[2]
    always, numbers = ("".join(script(f"javascripts/{name}") for name in names) for names in (ALWAYS, NUMBERS))
    assets = Assets(first=first, rest=rest, rich=rest + content, always=always, numbers=numbers)
    assets.css = add("assets/site.css", first + assets.rich)
    assets.paper = add("assets/paper.css", small_css((SOURCES / "stylesheets" / PAPER).read_text("utf-8")))
    assets.js = add("assets/site.js", always + numbers)
    assets.scripts = {name: add(f"assets/javascripts/{name}", script(f"javascripts/{name}")) for name in OF_ONE_KIND}
    assets.worker = script(f"javascripts/{WORKER}")
    assets.icon = add("assets/icon.svg", (SOURCES / "images" / "icon.svg").read_text("utf-8").strip())
    assets.manifest = add("assets/site.webmanifest", manifest(config.extra.get("quiet_name", ""), assets.icon))

    ours = {f"assets/{name}" for name in FETCHED} | {f"assets/stylesheets/{name}" for name in (*STYLES, PAPER)}
    ours |= {f"assets/javascripts/{name}" for name in (*ALWAYS, *NUMBERS, *OF_ONE_KIND, WORKER)}
    theme = [Path(folder).resolve() for folder in config.theme.dirs]
    for file in list(files):
        uri = file.src_uri
        if uri == SHARE and config.site_url:
            assets.share = uri
        elif (
            uri in ours or uri in (SHARE, "assets/images/icon.svg", "assets/images/share.svg") or _is_below(file, theme)
        ):
            files.remove(file)
    config.extra["assets"] = assets
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Templates write `{{ assets.css | url }}` and `<style>{{ assets.first }}</style>`."""
    env.globals["assets"] = config.extra["assets"]
    return env


def _is_below(file: File, folders: list[Path]) -> bool:
    path = Path(file.abs_src_path).resolve() if file.abs_src_path else None
    return path is not None and any(path.is_relative_to(folder) for folder in folders)
