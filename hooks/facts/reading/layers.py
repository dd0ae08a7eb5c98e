"""The two layers that facts and pages lie in: the province's own, and below it the nation's, of which one file is covered whole."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path

NATIONAL = "national"
TAKEN = ".taken"  # a file in data/national/ that says from which commit of the other repository
WHEELS = "engine"  # the folder of a province's repository that the engine's package lies in
# Where an engine that is a package keeps the nation's layer; in the engine's own repository there is no such folder.
_SHIPPED = Path(__file__).resolve().parents[3] / NATIONAL


def national(root: Path, name: str) -> Path:
    """The folder of the nation's layer of `name` (data, docs): the project's own, else what came with the engine."""
    own, shipped = root / name / NATIONAL, _SHIPPED / name
    return shipped if is_folder(shipped) and not is_folder(own) else own


def both(root: Path, name: str) -> list[Path]:
    """Where files of `name` (data, docs) lie: with the project, and with the engine where it is a package."""
    own, nation = root / name, national(root, name)
    return [own] if nation.is_relative_to(own) else [own, nation]


def is_folder(path: Path) -> bool:
    """True for a folder of its own, no link; False where it cannot be looked at."""
    try:
        return path.is_dir() and not path.is_symlink()
    except OSError:
        return False


def is_package() -> bool:
    """True where the engine is a package that brings the nation's layer, and the project holds only what is a province's."""
    return _SHIPPED.is_dir()


def is_shipped(file: Path) -> bool:
    """True for a file that came with the engine: nobody edits it in this project."""
    return str(file).startswith(f"{_SHIPPED}{os.sep}")


def path_of(file: Path, root: Path) -> str:
    """How a file is named to people: its path from the root, `data/national/…` wherever the nation's layer lies."""
    if not is_shipped(file):
        found, above = str(file), f"{root}{os.sep}"  # asked of each page
        return (
            found[len(above) :].replace(os.sep, "/") if found.startswith(above) else file.relative_to(root).as_posix()
        )
    name, *rest = file.relative_to(_SHIPPED).parts
    return "/".join((name, NATIONAL, *rest))


def below(path: str) -> str:
    """A path of data/ or docs/ without its layer: `docs/national/huong-dan/index.md` → `huong-dan/index.md`."""
    return path.partition("/")[2].removeprefix(f"{NATIONAL}/")


def in_nation(path: str) -> bool:
    """True for the path of a file of the nation's layer."""
    return path.partition("/")[2].startswith(f"{NATIONAL}/")


def is_taken(root: Path) -> bool:
    """True where the nation's layer was taken from another repository: it is not written here."""
    return is_package() or (root / "data" / NATIONAL / TAKEN).is_file()


def in_package(path: str) -> bool:
    """True for the path of a file that came with the engine."""
    return in_nation(path) and is_package()


def paired(*sides: Mapping[str, bytes]) -> tuple[dict[str, bytes], ...]:
    """Files of data/ and docs/ by path, each side's: one file by one name, though it lies in another layer on one side.

    Its name is that on the last side that has it. Of a file that both layers have, only the province's is left.
    """
    names: dict[str, str] = {}
    for side in sides:
        names |= {_without_layer(path): path for path in sorted(side, key=in_nation, reverse=True)}
    return tuple(
        {names[_without_layer(path)]: side[path] for path in sorted(side, key=in_nation, reverse=True)}
        for side in sides
    )


def _without_layer(path: str) -> str:
    name, _, rest = path.partition("/")
    return f"{name}/{rest.removeprefix(f'{NATIONAL}/')}" if rest else path


def unpacked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a province's repository by path, and the nation's layer out of the package that lies among them."""
    wheels = sorted(path for path in files if path.startswith(f"{WHEELS}/") and path.endswith(".whl"))
    own = {path: content for path, content in files.items() if not path.startswith(f"{WHEELS}/")}
    return {**nation_in(files[wheels[-1]]), **own} if wheels else own


def nation_in(package: bytes) -> dict[str, bytes]:
    """The nation's layer out of the engine's package (a zip file): `data/national/…` and `docs/national/…`; {} from any other file."""
    import zipfile  # a check should not wait for it

    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            for name in archive.namelist():
                folder, layer, rest = name.partition(f"/{NATIONAL}/")
                if layer and "/" not in folder and not name.endswith("/"):
                    kind, _, path = rest.partition("/")
                    found[f"{kind}/{NATIONAL}/{path}"] = archive.read(name)
    except zipfile.BadZipFile:
        return {}
    return found
