"""on_config: read data/ and docs/ once, or stop with every problem; hand the facts on through `config.extra`.

First in line, because everything after it renders what was read here. Nothing of a build is kept in globals: `mkdocs serve`
does not reload hook modules.
"""

import gc
import logging
import os
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files

from facts.project.loading import LOADING

_often = gc.get_threshold()
gc.set_threshold(0)  # until `on_startup`: all that is loaded stays, and to look through it for what goes finds nothing
LOADING.begin(Path(), "code of a build")
from facts.project import beginning  # noqa: E402
from facts.project.build import Build  # noqa: E402
from terminal.log_safe import told_safely  # noqa: E402

log = logging.getLogger("mkdocs.hooks.facts")
# Of the process, not of a build: MkDocs tells the command once, before the first config, and has no place to put it.
_is_serving = _keeps = False


def _refuse_in_words(record: logging.LogRecord) -> bool:
    """MkDocs judges its settings when the hooks are loaded and none is asked yet, in English."""
    if record.levelno == logging.ERROR and (said := beginning.refused(record.getMessage())):
        raise Abort(said)
    return True


logging.getLogger("mkdocs.config").addFilter(_refuse_in_words)


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether an editor is looking on, and whether to make only what changed (`--dirty`); let nothing that a page says reach a host's log as a command."""
    global _is_serving, _keeps
    _is_serving = command == "serve"
    _keeps = dirty
    gc.freeze()  # one run keeps nearly all it makes: to look through it again and again finds nothing
    gc.set_threshold(*(_often if _is_serving else (250_000, 100, 100)))
    for handler in logging.getLogger("mkdocs").handlers:
        handler.addFilter(_tell_safely)


def on_shutdown() -> None:
    """What was made need not be looked through once more when the process ends."""
    gc.freeze()


def _tell_safely(record: logging.LogRecord) -> bool:
    record.msg, record.args = told_safely(record.getMessage()), None
    return True


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Begin the build that every other hook finds in `config.extra`."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material's red banner is not for editors
    root = Path(config.config_file_path).parent
    LOADING.end()
    try:
        build, problems = beginning.begin(
            root,
            _is_serving,
            _keeps,
            config.extra,
            config.edit_uri_template,
            site_url=config.site_url,
            site_name=config.site_name,
            description=config.site_description,
        )
    except beginning.CannotBeginError as error:
        raise Abort(str(error)) from None
    for problem in problems:
        log.log(logging.ERROR if problem.stops else logging.INFO, "%s", problem)
    config.extra["build"] = build
    if build.problems:
        if _is_serving:
            return config
        raise Abort(f"{len(build.problems)} lỗi trong data/ và docs/, xem ở trên. Không có gì được dựng.")
    if build.has_drafts and not _is_serving:  # never beside what is published
        config.site_dir = str(Path(config.site_dir).with_name(Path(config.site_dir).name + "-drafts"))
    if not config.site_url:
        log.info("Chưa đặt SITE_URL: bỏ qua những gì cần địa chỉ đầy đủ; mọi liên kết là tương đối.")
    for extension, options in build.markdown_options.items():
        config.mdx_configs.setdefault(extension, {}).update(options)
    return config


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give templates what blocks have, so that a day is written one way everywhere, and the build."""
    build = Build.of(config.extra)
    build.context.lend(env)
    env.globals["build"] = build
    return env
