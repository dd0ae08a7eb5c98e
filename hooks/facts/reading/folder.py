"""What may lie in a layer of data/: a file for each record, in the folder of its kind, and a few tables beside them."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from facts.problems import Place, Problem
from facts.reading import layers
from facts.records.kinds import FOLDERS
from facts.records.models import ID, TABLE_MODELS
from terminal.log_safe import shown

OTHER_FILES = ("communes.topojson",)
OF_PROVINCE = ("province", "communes", "moved")  # tables that no nation has
MOST_FILES = 20_000  # of one kind: reading that many takes seconds, a hundred thousand would take minutes


def files(root: Path) -> Iterator[Path | Problem]:
    """Every record and table of both layers, and a problem for each thing that is neither.

    A file of the nation's layer that the province has too is left out: the province's wins, whole.
    """
    data = root / "data"
    if data.is_symlink():
        yield Problem(Place("data"), "file", "không dùng liên kết ở data/. Chép thư mục thật vào.")
        return
    if not data.is_dir():
        yield Problem(Place("data"), "file", "không có thư mục data/.")
        return
    own = [*_layer(data, "data")]
    yield from own
    nation = layers.national(root, "data")
    if not layers.is_folder(nation):
        return
    covered = {file.relative_to(data) for file in own if isinstance(file, Path)}
    for file in _layer(nation, f"data/{layers.NATIONAL}"):
        if isinstance(file, Problem) or file.relative_to(nation) not in covered:
            yield file


def is_table(file: Path) -> bool:
    """True for a table of its layer, False for a record in the folder of its kind."""
    return file.parent.name not in FOLDERS


def _layer(data: Path, above: str) -> Iterator[Path | Problem]:
    is_nation = above != "data"
    for entry in _entries(data, above):
        if isinstance(entry, Problem):
            yield entry
            return
        path = f"{above}/{shown(entry.name)}"
        file = data / entry.name
        if entry.is_symlink():
            yield Problem(Place(path), "file", "không dùng liên kết trong data/. Chép tệp thật vào.")
        elif entry.is_dir():
            if is_nation or entry.name not in ("schema", layers.NATIONAL):
                yield from _folder(file, path)
        elif is_nation and file.stem in OF_PROVINCE:
            yield Problem(Place(path), "file", "bảng này là của riêng một tỉnh. Đặt ngay trong data/.")
        elif file.suffix == ".yml" and file.stem in TABLE_MODELS:
            yield file
        elif entry.name not in OTHER_FILES and not _is_of_a_tool(entry.name):
            yield Problem(Place(path), "file", _say_misplaced(entry.name))


def _entries(folder: Path, path: str) -> Sequence[os.DirEntry[str] | Problem]:
    try:
        with os.scandir(folder) as found:
            entries = [*islice(found, MOST_FILES + 1)]
    except OSError:
        return [Problem(Place(path), "file", "không mở được thư mục này. Xem lại quyền đọc.")]
    if len(entries) > MOST_FILES:
        return [Problem(Place(path), "file", f"hơn {MOST_FILES} tệp trong một thư mục.")]
    return sorted(entries, key=lambda entry: entry.name)


def _is_of_a_tool(name: str) -> bool:
    """What git or a desktop leaves beside files. A record whose name begins with a dot is a slip: it would be in no list."""
    return name.startswith(".") and not name.lower().endswith((".yml", ".yaml"))


def _say_misplaced(name: str) -> str:
    if name.lower().endswith((".yaml", ".yml.txt", ".txt")):
        return "đuôi tệp phải là .yml."
    return "tệp này không có chỗ trong data/. Mỗi mục là một tệp data/<loại>/<mã>.yml."


def _folder(folder: Path, path: str) -> Iterator[Path | Problem]:
    if folder.name not in FOLDERS:
        near = difflib.get_close_matches(folder.name, FOLDERS, 1)
        hint = f" Ý bạn là “{near[0]}”?" if near else f" Các loại: {', '.join(sorted(FOLDERS))}."
        yield Problem(Place(path), "file", f"không có loại “{folder.name}”.{hint}")
        return
    for entry in _entries(folder, path):
        if isinstance(entry, Problem):
            yield entry
            return
        here = f"{path}/{shown(entry.name)}"
        file = folder / entry.name
        if _is_of_a_tool(entry.name) and not entry.is_symlink():
            continue
        if entry.is_symlink():
            yield Problem(Place(here), "file", "không dùng liên kết trong data/. Chép tệp thật vào.")
        elif not entry.is_file():
            yield Problem(Place(here), "file", "chỗ này phải là một tệp, không phải thư mục.")
        elif file.suffix != ".yml":
            yield Problem(Place(here), "file", _say_misplaced(entry.name))
        elif not ID.fullmatch(unicodedata.normalize("NFC", file.stem)):
            yield Problem(Place(here), "file", "tên tệp chỉ gồm chữ thường không dấu, số và gạch nối.")
        else:
            yield file
