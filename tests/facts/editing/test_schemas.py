"""The schemas that lie in data/: what an editor's program completes by, told and mended where they are stale."""

from __future__ import annotations

import json
from pathlib import Path

from building import ROOT
from facts.editing import schemas
from facts.records.kinds import FOLDERS, MODELS


def test_an_editor_on_ones_own_machine_completes_every_kind_by_its_schema(tmp_path: Path) -> None:
    (tmp_path / ".vscode").mkdir()
    settings = tmp_path / schemas.EDITOR
    settings.write_text('{"files.eol": "lf", "yaml.schemas": {"./data/schema/gone.json": "data/gone/*.yml"}}', "utf-8")
    schemas.write(tmp_path)
    assert schemas.check(tmp_path) == []
    found = json.loads(settings.read_text(encoding="utf-8"))
    assert found["files.eol"] == "lf"
    files = {kind: f"{kind}/*.yml" if kind in FOLDERS else f"{kind}.yml" for kind in MODELS}
    assert found["yaml.schemas"] == {
        f"./data/schema/{kind}.json": [f"data/{file}", f"data/national/{file}"] for kind, file in files.items()
    }
    settings.write_text("{}", encoding="utf-8")
    assert [problem.place.path for problem in schemas.check(tmp_path)] == [schemas.EDITOR]


def test_the_schemas_in_data_are_those_of_the_fields() -> None:
    assert schemas.check(ROOT) == []


def test_a_stale_schema_is_told_and_mended(tmp_path: Path) -> None:
    schemas.write(tmp_path)
    assert schemas.check(tmp_path) == []
    file = tmp_path / "data" / "schema" / "hotlines.json"
    file.write_text("{}", encoding="utf-8")
    (file.parent / "plans.json").unlink()
    assert [problem.place.path for problem in schemas.check(tmp_path)] == [
        "data/schema/hotlines.json",
        "data/schema/plans.json",
    ]
    schemas.write(tmp_path)
    assert schemas.check(tmp_path) == []
