"""on_serve: a save is seen when it is made, where the system tells of it (elsewhere MkDocs looks twice a second)."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from watchdog.events import FileSystemEvent

_State = tuple[tuple[str, int, int, int], ...]
SETTLED = 0.03  # seconds without a change: an editor that writes a file in two steps has done
# Seconds between the looks of MkDocs, which take a part of each build, once the system has told of a change.
SELDOM = 10.0


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Build at once; and once, though MkDocs finds the same change a moment later."""
    from watchdog import events  # here, for a build that nobody looks on at should not wait for it
    from watchdog.observers import Observer

    # Not what a build does itself: to open a file and to read it.
    changes = [events.FileCreatedEvent, events.FileDeletedEvent, events.FileModifiedEvent, events.FileMovedEvent]
    watched = [config.config_file_path, config.docs_dir, *config.watch]
    build, told = server.builder, threading.Event()
    built: list[_State] = [()]  # what the files were when the last whole build began

    def build_what_changed() -> None:
        is_told = told.is_set()
        told.clear()
        state = _state(watched)
        if state == built[0] and not is_told:
            server._wanted_epoch = server._visible_epoch  # no browser reads its page again
            return
        built[0] = ()
        build()
        built[0] = state

    def tell(event: FileSystemEvent) -> None:
        _look_seldom(server, Path(os.fsdecode(event.src_path)))
        with server._rebuild_cond:
            told.set()
            server._want_rebuild = True
            server._rebuild_cond.notify_all()

    server.builder, server.build_delay = build_what_changed, SETTLED
    seen = events.FileSystemEventHandler()
    seen.on_any_event = tell  # type: ignore[method-assign]  # as MkDocs does it
    observer = Observer()
    observer.daemon = True
    for folder in watched[1:]:
        observer.schedule(seen, folder, recursive=True, event_filter=changes)
    with contextlib.suppress(OSError):  # no more folders may be watched: MkDocs looks
        observer.start()
    return server


def _look_seldom(server: LiveReloadServer, changed: Path) -> None:
    """In a folder of whose changes the system tells, MkDocs need not find them."""
    for emitter in server.observer.emitters:
        if changed.is_relative_to(emitter.watch.path) and emitter.watch.path != str(changed):
            emitter._timeout = SELDOM


def _state(watched: Iterable[str]) -> _State:
    """Every watched file: when it changed, its size and which it is."""
    found = []
    for path in (path for place in watched for path in _below(place)):
        with contextlib.suppress(OSError):  # gone in this moment: another change follows
            told = os.lstat(path)
            found.append((path, told.st_mtime_ns, told.st_size, told.st_ino))
    return tuple(found)


def _below(place: str) -> Iterator[str]:
    """A file, or all that lies below a folder, links not followed."""
    try:
        with os.scandir(place) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except NotADirectoryError:
        yield place
        return
    except OSError:
        return
    for entry in found:
        yield entry.path
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)
