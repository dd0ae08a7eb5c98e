"""on_post_build: sw.js, the worker that keeps the light pages for a reader who asks for it.

It names what it keeps and a hash of all of it, so a browser that looks for a new one finds it whenever a kept page
changed. Written last, because it hashes what was built.
"""

import hashlib
import json
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from facts.project.build import Build


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Choose what may be kept: the light pages and their icon, and the page that takes them off again with what it loads."""
    pages = {file.url.removeprefix("./"): file.page.meta for file in files.documentation_pages() if file.page}
    Build.of(config.extra).choose_kept(pages)
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Write the worker; none when the site has no page to keep from, or none to show offline."""
    build = Build.of(config.extra)
    if not build.kept:
        return
    site = Path(config.site_dir)
    whole = hashlib.sha256()
    for path in build.kept:
        whole.update((site / path / "index.html" if path == "" or path.endswith("/") else site / path).read_bytes())
    values = {"KEPT": build.kept, "OFFLINE": build.offline, "VERSION": whole.hexdigest()[:16]}
    head = "".join(f"const {name} = {json.dumps(value)}\n" for name, value in values.items())
    (site / "sw.js").write_bytes((head + build.assets.worker).encode())
    build.know(site, "sw.js")
