"""on_config: read data/ and docs/ once, or stop with every problem; hand the facts on through `config.extra`.

First in line, because everything after it renders what was read here. Nothing is kept in globals: `mkdocs serve`
does not reload hook modules.
"""

import logging
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files

from facts.judging import settings, together
from facts.problems import Level
from facts.project.build import Build
from facts.project.kept import KEPT, KEPT_FILES, state_of
from facts.project.pages import read_site
from facts.reading.as_made import OPTIONS
from facts.records import when
from facts.rendering.blocks import Compiled, Context
from facts.site import words
from facts.site.site import Settings
from terminal.log_safe import told_safely

log = logging.getLogger("mkdocs.hooks.facts")
# Of the process, not of a site: the command is told once, before the first config.
_is_serving = False


def _refuse_in_words(record: logging.LogRecord) -> bool:
    """MkDocs judges its settings when the hooks are loaded and none is asked yet, in English."""
    if record.levelno == logging.ERROR and (said := settings.refused(record.getMessage())):
        raise Abort(said)
    return True


logging.getLogger("mkdocs.config").addFilter(_refuse_in_words)


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether an editor is looking on; let nothing that a page says reach a host's log as a command."""
    global _is_serving
    _is_serving = command == "serve"
    for handler in logging.getLogger("mkdocs").handlers:
        handler.addFilter(_tell_safely)


def _tell_safely(record: logging.LogRecord) -> bool:
    record.msg, record.args = told_safely(record.getMessage()), None
    return True


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Begin the build that every other hook finds in `config.extra`."""
    if sys.flags.optimize > 1:  # what models say of themselves is a part of the open data
        raise Abort("Đừng dựng với PYTHONOPTIMIZE=2 hay python -OO: dữ liệu mở sẽ thiếu lời giải thích.")
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material's red banner is not for editors
    root = Path(config.config_file_path).parent
    try:
        today = when.build_day()
    except ValueError as error:
        raise Abort(str(error)) from None
    if refused := settings.wrong_environment():
        raise Abort(refused)
    drafts = os.environ.get("SITE_DRAFTS") == "1"
    facts, problems = read_site(root, today, drafts, KEPT_FILES.open if _is_serving else together.open_file)
    for problem in problems:
        log.log(logging.ERROR if problem.level is Level.ERROR else logging.INFO, "%s", problem)
    errors = sum(problem.level is Level.ERROR for problem in problems)
    if errors and _is_serving:
        wrong = tuple(problem for problem in problems if problem.level is Level.ERROR)
        config.extra["build"] = Build(today, _is_serving, drafts, "", Context.of(facts, today), wrong)
        return config
    if errors:
        raise Abort(f"{errors} lỗi trong data/ và docs/, xem ở trên. Không có gì được dựng.")
    if drafts and not _is_serving:  # never beside what is published
        config.site_dir = str(Path(config.site_dir).with_name(Path(config.site_dir).name + "-drafts"))
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp()))
    if not config.site_url:
        log.info("Chưa đặt SITE_URL: bỏ qua những gì cần địa chỉ đầy đủ; mọi liên kết là tương đối.")
    shown = Settings.read(
        config.extra,
        config.edit_uri_template,
        site_url=config.site_url,
        site_name=config.site_name,
        description=config.site_description,
    )
    config.extra["build"] = Build(today, _is_serving, drafts, _commit(), Context.of(facts, today, settings=shown))
    sources = (root / "data", root / "overrides", root / "docs" / "assets")
    KEPT.begin((state_of(*sources), frozenset(facts.named_on.items()), today, drafts, shown) if _is_serving else None)
    for extension, options in OPTIONS.items():
        config.mdx_configs.setdefault(extension, {}).update(options)
    return config


def _commit() -> str:
    """`SITE_COMMIT`, the only way in which a commit comes into a site: never git, never a folder's name."""
    commit = os.environ.get("SITE_COMMIT", "")
    if commit and not re.fullmatch(r"[0-9a-f]{7,64}", commit):
        raise Abort("SITE_COMMIT phải là mã của một lần lưu: 7 đến 64 chữ số thập lục.")
    return commit[:10]


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give templates the filters that blocks have, so that a day is written one way everywhere, and the build."""
    env.filters.update(words.FILTERS)
    env.bytecode_cache = Compiled()
    env.globals["build"] = Build.of(config.extra)
    env.globals["config"] = config  # so that Material's words are imported once, not once a page
    return env
