"""data/schema/: the schema of every kind as a file, by which editors' tools complete and explain what is being written."""

from __future__ import annotations

import json
from pathlib import Path

from facts.problems import Place, Problem
from facts.records.kinds import FOLDERS, MODELS
from facts.records.schema import schema_of
from terminal import disk

FOLDER = "data/schema"
EDITOR = ".vscode/settings.json"  # where an editor on one's own machine reads which schema a file has


def write(root: Path) -> None:
    """Write every schema below `root`, and remove those of kinds that are gone."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.json"):
        if file.stem not in MODELS:
            file.unlink()
    for kind in MODELS:
        disk.write(folder / f"{kind}.json", schema_of(kind))
    if text := _written(root / EDITOR):
        disk.write(root / EDITOR, _told_to_editors(text))


def check(root: Path) -> list[Problem]:
    """A problem for each schema that is not what the models say; a project without the folder has none."""
    folder = root / FOLDER
    try:
        if not folder.is_dir():
            return []
    except OSError:  # told with the folder that does not open
        return []
    stale = [kind for kind in MODELS if _written(folder / f"{kind}.json") != schema_of(kind)]
    message = "lược đồ này cũ so với hooks/facts/records/models.py. Chạy make schema rồi lưu lại."
    paths = [f"{FOLDER}/{kind}.json" for kind in sorted(stale)]
    if (text := _written(root / EDITOR)) and text != _told_to_editors(text):
        paths.append(EDITOR)
    return [Problem(Place(path), "schema", message) for path in paths]


def _told_to_editors(settings: str) -> str:
    """The same settings with each file's schema in them; what is no JSON is left as it is."""
    try:
        found = json.loads(settings)
    except ValueError:
        return settings
    files = {name: f"{name}/*.yml" if name in FOLDERS else f"{name}.yml" for name in MODELS}
    layers = {name: [f"data/{file}", f"data/national/{file}"] for name, file in files.items()}
    found["yaml.schemas"] = {f"./{FOLDER}/{name}.json": file for name, file in layers.items()}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _written(file: Path) -> str:
    """The file's text, or '' when there is none to read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
