"""on_config: build beside the site; on_post_build, the last of all: move it into place, when nothing was told.

`mkdocs serve` builds into a folder of its own, which is left alone.
"""

import errno
import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

from delivery import same, turn
from facts.project import beginning, on_disk
from facts.project.build import Build
from facts.project.memory import LYING

log = logging.getLogger("mkdocs.hooks.whole")
# Of the process, where a Build cannot be: MkDocs tells an error without the config, and a build that never began has none.
_turn: turn.Turn | None = None
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Turn `site_dir` aside. Raises Abort where no build may write, and while another is going on there."""
    global _turn
    build = Build.of(config.extra)
    if build.is_serving:
        return config
    root = Path(config.config_file_path).parent
    read = [Path(config.docs_dir), *map(Path, config.watch), root / "data", root / "hooks", root / ".git"]
    try:
        _turn = turn.Turn(Path(config.site_dir), read, on_disk.place(root, "site") if build.keeps else None)
        if build.keeps:
            build.held = same.Held(LYING.before("held", ()))
            build.same = same.Same(_turn.site, _turn.new, build.held)
    except turn.Refused as refused:
        raise Abort(str(refused)) from None
    except BlockingIOError:
        raise Abort("Một lần dựng khác đang viết vào cùng thư mục này. Đợi nó xong.") from None
    except OSError as error:
        raise Abort(f"Không ghi được {turn.say(error)}. {_kept(Path(config.site_dir))}") from error
    config.site_dir = str(_turn.new)
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Move the new site into place. After warnings a strict build is stopped by MkDocs itself; nothing is moved."""
    global _turn
    if _turn is None:
        return
    told = [h for h in logging.getLogger("mkdocs").handlers if isinstance(h, CountHandler) and h.get_counts()]
    if not told:
        build = Build.of(config.extra)
        _turn.finish(build.held, build.lying)
        if build.same:
            LYING.keep("held", (), {}, build.held.found, news=build.held.news)
        _leave(config)
    done, _turn = _turn, None
    done.end()
    config.site_dir = str(done.site)
    for sentence in done.told():
        log.info("%s", sentence)


def _leave(config: MkDocsConfig) -> None:
    """Leave what was made for the next build; only where every warning would have stopped this one, for it is not told again."""
    if config.strict and Build.of(config.extra).keeps:
        beginning.leave(Path(config.config_file_path).parent, Build.of(config.extra).made_by)


def on_build_error(error: Exception) -> None:
    """Take away what was half built; a disk that is full or closed is told in words."""
    global _turn
    stopped, _turn = _turn, None
    if stopped is not None:
        stopped.end()
    if isinstance(error, turn.Refused):
        raise Abort(str(error)) from None
    if isinstance(error, OSError):
        if stopped is None:
            raise Abort(f"Không đọc được {turn.say(error)}. Chưa có gì bị đổi.") from error
        did = "ghi" if error.errno in _FULL or _is_written(stopped, error.filename) else "đọc"
        raise Abort(f"Không {did} được {turn.say(error)}. {_kept(stopped.site)}") from error


def _is_written(stopped: turn.Turn, name: object) -> bool:
    """A build only reads, but in its work folder and where the site stands."""
    work = stopped.new.parent
    return not isinstance(name, str) or Path(name) in (stopped.site, work.parent) or Path(name).is_relative_to(work)


def _kept(site: Path) -> str:
    return "Trang cũ còn nguyên." if site.exists() else "Chưa có gì được đặt vào chỗ của trang."
