"""What a kind still lacks anywhere in the project, all told at once: whatever does not ask for it would forget it silently."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from facts.editing import guide
from facts.exports import agenda, feed
from facts.records import schema
from facts.records.kinds import KINDS, Kind
from facts.records.models import Record
from facts.rendering import generated
from facts.rendering.catalog import BLOCKS

_OWNERS = ".github/CODEOWNERS"


def check(root: Path) -> list[str]:
    """A sentence for each kind that is half there in the project at `root`."""
    ours = [model for model in Record.__subclasses__() if model.__module__.startswith("facts.")]
    strays = [
        f"loại “{model.kind}” chưa có trong KINDS, hooks/facts/records/kinds.py."
        for model in ours
        if model.kind not in KINDS
    ]
    found = {name: list(of(kind, root)) for name, kind in KINDS.items()}
    return strays + [f"loại “{name}” còn thiếu: {'; '.join(lacks)}." for name, lacks in found.items() if lacks]


def of(kind: Kind, root: Path) -> Iterator[str]:
    """What one kind lacks, each as a few words that say where it belongs."""
    unsaid = [name for name in ("in_index", "in_calendar", "in_feed") if getattr(kind, name) is None]
    if unsaid:
        yield f"{', '.join(unsaid)} trong hooks/facts/records/kinds.py"
    if kind.rows and kind.rows not in kind.model.model_fields:
        yield f"trường {kind.rows}, mà rows= nêu tên, trong hooks/facts/records/models.py"
    for module, knows, is_said in (("agenda", agenda.KINDS, kind.in_calendar), ("feed", feed.KINDS, kind.in_feed)):
        if is_said and kind.name not in knows:
            yield f"một chỗ trong KINDS của hooks/facts/exports/{module}.py"
    if kind.has_pages and kind.name not in generated.MAKERS:
        yield from _of_its_page(kind, root)
    for says, *paths in _files(kind):
        if not any(any(root.glob(path)) for path in paths):
            yield f"{says}: {paths[0].replace('*', '<mã>')}"
    owners = root / _OWNERS
    if kind.is_read_in_fear and owners.is_file() and f"/data/{kind.name}/ " not in owners.read_text(encoding="utf-8"):
        yield f"dòng /data/{kind.name}/ trong {_OWNERS}"


def _of_its_page(kind: Kind, root: Path) -> Iterator[str]:
    if not kind.page:
        yield "page=, tên khối làm trang riêng của mỗi mục, trong hooks/facts/records/kinds.py"
    elif kind.page not in BLOCKS:
        yield f"khối {kind.page} trong hooks/facts/rendering/catalog.py"
    elif BLOCKS[kind.page].names != kind.name:
        yield f'names="{kind.name}" ở khối {kind.page} trong hooks/facts/rendering/catalog.py'
    template = f"overrides/blocks/{kind.page}.html"
    if kind.page and not (root / template).is_file():
        yield f"mẫu {template}"


def _files(kind: Kind) -> Iterator[tuple[str, ...]]:
    """What each file is that a kind needs, and where it lies, as patterns."""
    page = f"tests/golden/docs/{kind.hub.rstrip('/')}"
    yield "một mục đặt ra", f"tests/golden/{kind.files}"
    yield "trang mà các mục đứng ở đó hay ở dưới đó", f"{page}.md", f"{page}/index.md"
    yield "ví dụ có ghi chú", f"hooks/facts/editing/{guide.EXAMPLES.name}/{kind.name}.yml"
    yield "lược đồ, do make schema viết", f"{schema.FOLDER}/{kind.name}.json"
