"""on_serve: a save is seen when it is made, where the system tells of it (MkDocs looks twice a second, and still does)."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from watchdog.events import FileSystemEvent

_State = tuple[tuple[str, int, int, int], ...]
SETTLED = 0.05  # seconds without a change: an editor that writes a file in two steps has done


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


def _state(watched: Iterable[str]) -> _State:
    """Every watched file: when it changed, its size and which it is."""
    found = []
    for place in map(Path, watched):
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            try:
                told = file.lstat()
            except OSError:
                continue  # gone in this moment: another change follows
            found.append((str(file), told.st_mtime_ns, told.st_size, told.st_ino))
    return tuple(found)
