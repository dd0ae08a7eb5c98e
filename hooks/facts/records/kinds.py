"""Every kind of record by its name, in the order of the site: what all tables of kinds are made of."""

from __future__ import annotations

from facts.records.kind import Kind
from facts.records.models import TABLE_MODELS, Commune, Record, Table

_TOLD: tuple[type[Record] | type[Commune], ...] = (*Record.__subclasses__(), Commune)
KINDS: dict[str, Kind] = {model.kind: model.on_site for model in _TOLD if hasattr(model, "on_site")}

# What each folder of data/ holds, and what each file of it is: a record or a table.
FOLDERS: dict[str, type[Record]] = {name: kind.model for name, kind in KINDS.items() if issubclass(kind.model, Record)}
MODELS: dict[str, type[Record] | type[Table]] = {**FOLDERS, **TABLE_MODELS}
