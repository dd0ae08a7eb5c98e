"""What a kind still lacks anywhere in the project, all told at once: whatever does not ask for it would forget it silently."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from facts.editing import guide, schemas
from facts.exports import agenda, feed, json_ld
from facts.records.kind import Kind
from facts.records.kinds import KINDS
from facts.records.models import Record
from facts.rendering import generated
from facts.rendering.catalog import BLOCKS

_MODELS = "hooks/facts/records/models.py"
_EXAMPLES = f"hooks/facts/editing/{guide.EXAMPLES.name}/"
_OWNERS = ".github/CODEOWNERS"
# What other files know of some kinds, by what a kind says of itself.
_KNOWN_APART: dict[str, tuple[str, Collection[str]]] = {
    "in_calendar": ("hooks/facts/exports/agenda.py", agenda.KINDS),
    "in_feed": ("hooks/facts/exports/feed.py", feed.KINDS),
    "in_json_ld": ("hooks/facts/exports/json_ld.py", json_ld.KINDS),
}
# What every template of a record's own page calls, and how: readers must see whether to believe it.
_ON_EVERY_PAGE = {
    "{{ state(": "{{ state(record) }}, lời của mục tạm rút hay quá hạn,",
    "{{ proof(": "{{ proof(record, link) }}, nguồn và ngày đối chiếu,",
}


def check(root: Path) -> list[str]:
    """A sentence for each kind that is half there in the project at `root`."""
    ours = [model for model in Record.__subclasses__() if model.__module__.startswith("facts.")]
    strays = [
        f"loại “{model.kind}” chưa có on_site = Kind(…) trong {_MODELS}." for model in ours if model.kind not in KINDS
    ]
    found = {name: list(of(kind, root)) for name, kind in KINDS.items()}
    return strays + [f"loại “{name}” còn thiếu: {'; '.join(lacks)}." for name, lacks in found.items() if lacks]


def of(kind: Kind, root: Path) -> Iterator[str]:
    """What one kind lacks, each as a few words that say where it belongs."""
    unsaid = [name for name in ("in_index", *_KNOWN_APART) if getattr(kind, name) is None]
    if unsaid:
        yield f"{', '.join(unsaid)} trong on_site, {_MODELS}"
    if kind.rows and kind.rows not in kind.model.model_fields:
        yield f"trường {kind.rows}, mà rows= nêu tên, trong {_MODELS}"
    for name, (module, knows) in _KNOWN_APART.items():
        is_said = getattr(kind, name)
        if is_said and kind.name not in knows:
            yield f"một chỗ trong KINDS của {module}, vì {name}=True"
        if is_said is False and kind.name in knows:
            yield f"{name}=True trong on_site, {_MODELS}, vì KINDS của {module} có nó"
    yield from _where_it_shows(kind, root)
    example = guide.EXAMPLES / f"{kind.name}.yml"
    if example.is_file() and not example.read_text(encoding="utf-8").startswith("# "):
        yield f"dòng ghi chú ở đầu {_EXAMPLES}{example.name}"
    for says, *paths in _files(kind):
        if not any(any(root.glob(path)) for path in paths):
            yield f"{says}: {paths[0].replace('*', '<mã>')}"
    owners = root / _OWNERS
    if kind.is_read_in_fear and owners.is_file() and f"\n{kind.name}/ " not in owners.read_text(encoding="utf-8"):
        yield f"dòng {kind.name}/ trong {_OWNERS}"  # of either layer


def _where_it_shows(kind: Kind, root: Path) -> Iterator[str]:
    """The block that is a record's own page, or the one that gives each an entry on a page that they share."""
    catalog = "hooks/facts/rendering/catalog.py"
    if not kind.has_pages and not any(block.entries == kind.name for block in BLOCKS.values()):
        yield f'khối có entries="{kind.name}" trong {catalog}'
    if not kind.has_pages or kind.name in generated.MAKERS:
        return
    if (block := BLOCKS.get(kind.page)) and block.names != kind.name:
        yield f'names="{kind.name}" ở khối {kind.page} trong {catalog}'
    template = f"overrides/blocks/{kind.page}.html"
    if not (root / template).is_file():
        yield f"mẫu {template}"
    elif kind.has_files:  # else nobody withdraws one of them
        shows = (root / template).read_text(encoding="utf-8")
        yield from (f"{says} trong {template}" for call, says in _ON_EVERY_PAGE.items() if call not in shows)


def _files(kind: Kind) -> Iterator[tuple[str, ...]]:
    """What each file is that a kind needs, and where it lies, as patterns."""
    page = f"tests/golden/docs/{kind.hub.rstrip('/')}"
    yield "một mục đặt ra", f"tests/golden/{kind.files}"
    yield "trang mà các mục đứng ở đó hay ở dưới đó", f"{page}.md", f"{page}/index.md"
    yield "ví dụ, do make schema chép từ mục đặt ra", f"{_EXAMPLES}{kind.name}.yml"
    yield "mẫu để người đọc báo", f".github/ISSUE_TEMPLATE/{kind.form}.yml"
    yield "lược đồ, do make schema viết", f"{schemas.FOLDER}/{kind.name}.json"
