"""on_config: build beside the site; on_post_build, the last of all: move it into place, when nothing was told.

`mkdocs serve` builds into a folder of its own and a dirty build into the site itself: both are left alone.
"""

import logging
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

from facts import whole

log = logging.getLogger("mkdocs.hooks.whole")
# Of the process, not of a site: an error is told without its config, and it is the same command from first to last.
_is_dirty = False
_turn: whole.Turn | None = None


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether the site's own folder is to be written in."""
    global _is_dirty
    _is_dirty = dirty


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Turn `site_dir` aside. Raises Abort while another build of the same folder is going on."""
    global _turn
    if config.extra["serving"] or _is_dirty:
        return config
    try:
        _turn = whole.Turn(Path(config.site_dir))
    except BlockingIOError:
        raise Abort("Một lần dựng khác đang chạy trong thư mục này. Đợi nó xong.") from None
    config.site_dir = str(_turn.new)
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Move the new site into place. After warnings a strict build is stopped by MkDocs itself; nothing is moved."""
    global _turn
    if _turn is None:
        return
    told = [h for h in logging.getLogger("mkdocs").handlers if isinstance(h, CountHandler) and h.get_counts()]
    if not told:
        whole.write_manifest(_turn.new)
        _turn.finish()
    _turn.end()
    config.site_dir = str(_turn.site)
    _turn = None


def on_build_error(error: Exception) -> None:
    """Take away what was half built; a disk that is full or closed is told in words."""
    global _turn
    if _turn is not None:
        _turn.end()
        kept = "Trang cũ còn nguyên." if _turn.site.exists() else "Chưa có gì được đặt vào chỗ của trang."
        _turn = None
        if isinstance(error, OSError):
            raise Abort(f"Không ghi được {error.filename or ''} ({error.strerror}). {kept}") from error
