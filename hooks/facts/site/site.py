"""The facts as published on a day: what is shown, what is taken off and where each record stands are decided here, once.

Whoever writes a page or a file takes a `Site` and asks nothing again. What is taken off cannot be reached from it: no text
holds a number that only withdrawn lines have, and a withdrawn record has lost its numbers and figures.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, overload

from facts.numbers import spotting
from facts.numbers.phones import dialed
from facts.records import when
from facts.records.kinds import KINDS
from facts.records.models import Campaign, Commune, Document, Hotline, Plan, Record
from facts.site import off
from facts.site.standing import Numbers
from facts.site.store import AnyRecord, Facts, Key

MOST_IN_REACH = 3  # numbers: more do not fit beside the way out with letters of double size


@dataclass(frozen=True)
class Settings:
    """What mkdocs.yml says that blocks and exports show. Empty text means: not set, and said so."""

    operator: str = ""
    email: str = ""
    phone: str = ""
    province: str = ""
    edit_uri: str = ""  # mkdocs.yml's `edit_uri_template`, with {path} from the project's root
    site_url: str = ""  # ends in "/"; while it is empty, what needs a whole address is left out
    site_name: str = ""
    description: str = ""

    @classmethod
    def read(cls, extra: Mapping[str, Any], edit_uri: str | None = "", **site: str | None) -> Settings:
        """Take them from `extra:`, `edit_uri_template:` and the site's own; whatever is missing or not text is empty."""
        contact = extra.get("contact") or {}
        found = {name: extra.get(name) for name in ("operator", "province")}
        found |= {"email": contact.get("email"), "phone": contact.get("phone"), "edit_uri": edit_uri, **site}
        return cls(**{name: str(value or "") for name, value in found.items()})

    def without(self, gone: Collection[str]) -> Settings:
        """The same settings with the numbers of `gone` in none of them."""
        kept = {name: spotting.taken_out(value, gone) for name, value in vars(self).items()}
        return Settings(**{**kept, "phone": self.phone if kept["phone"] == self.phone else ""})

    def whole(self, address: str) -> str:
        """The whole address of a page or file of the site; '' while the site has none."""
        return self.site_url + address if self.site_url else ""


@dataclass(frozen=True)
class Site:
    """What is published on the day `today`: facts without what is taken off, and the site's own settings."""

    facts: Facts
    today: date
    settings: Settings
    freshness_by_key: Mapping[Key, when.Freshness] = field(repr=False)

    @classmethod
    def of(cls, facts: Facts, today: date, settings: Settings | None = None, numbers: Numbers | None = None) -> Site:
        """Publish facts as they were read; `numbers`: what each number is that day, when that is known already."""
        numbers = numbers or Numbers.of(facts, today)
        fresh = {
            (kind, id): when.freshness(record, today)
            for kind, records in facts.records.items()
            for id, record in records.items()
            if isinstance(record, Record)
        }
        taken_off = {key for key, found in fresh.items() if found is when.Freshness.WITHDRAWN}
        published = off.published(facts, numbers.gone, taken_off)
        return cls(published, today, (settings or Settings()).without(numbers.gone), fresh)

    def freshness(self, record: Record) -> when.Freshness:
        """Whether the last check of a record holds, is past its promise, or the record is taken off."""
        return self.freshness_by_key[(record.kind, record.id)]

    def is_off(self, record: Record | Commune) -> bool:
        """True when no list may show the record."""
        return self.freshness_by_key.get((record.kind, record.id)) is when.Freshness.WITHDRAWN

    @overload
    def shown(self, kind: type[AnyRecord]) -> list[AnyRecord]: ...
    @overload
    def shown(self, kind: str) -> Sequence[Record | Commune]: ...
    def shown(self, kind: Any) -> list[Any]:
        """The records of a kind that lists may show, in the order of their ids."""
        return [record for record in self.facts.all(kind) if not self.is_off(record)]

    @overload
    def taken_off(self, kind: type[AnyRecord]) -> list[AnyRecord]: ...
    @overload
    def taken_off(self, kind: str) -> Sequence[Record | Commune]: ...
    def taken_off(self, kind: Any) -> list[Any]:
        """The rest: their names and reasons stay, for other pages lead there."""
        return [record for record in self.facts.all(kind) if self.is_off(record)]

    @cached_property
    def by_place(self) -> Mapping[str, Sequence[Record]]:
        """The records that lists may show, of every kind, by each commune that they are in (`places:`)."""
        found: dict[str, list[Record]] = {}
        for kind in KINDS:
            for record in self.shown(kind):
                if isinstance(record, Record):
                    for id in dict.fromkeys(getattr(record, "places", ())):
                        found.setdefault(id, []).append(record)
        return found

    @property
    def kinds(self) -> list[str]:
        """The kinds that have a record."""
        return [kind for kind in KINDS if self.facts.all(kind)]

    @cached_property
    def live(self) -> list[Hotline]:
        """The lines that lists may show, confirmed ones first, then by `order` and name."""
        return when.live(self.shown(Hotline), self.today)

    @cached_property
    def short_codes(self) -> list[Hotline]:
        """The national short codes that may be shown, in the editors' order, each number once."""
        lines: dict[str, Hotline] = {}
        for line in self.live:
            if line.permanent and when.is_confirmed(line):
                lines.setdefault(dialed(line.dialed[0].value), line)
        return list(lines.values())

    @property
    def first_numbers(self) -> list[Hotline]:
        """Those that stand everywhere: the first short codes to which editors gave a place (`order:`)."""
        return [line for line in self.short_codes if line.order is not None][:MOST_IN_REACH]

    def may_be_kept(self, line: Hotline) -> bool:
        """True when a line may stand where nobody can take it back: on paper, in a message, in a file of numbers."""
        return not self.is_off(line) and when.may_be_kept(line, self.today)

    def place_of(self, record: Campaign | Plan) -> str:
        """Where it is, in the words that its page has or that its level means: “Việt Nam”, the province, its communes."""
        if isinstance(record, Campaign):
            if record.where:
                return record.where
            if record.level == "commune" and record.places:
                return ", ".join(self.facts.get(Commune, id).full_name for id in record.places)
        return "Việt Nam" if record.level == "national" else self.settings.province

    def status(self, record: Any) -> when.Status:
        """Where a record stands on the day, looking at the records it leans on."""
        match record:
            case Campaign(part_of=parent):
                return when.campaign_status(record, self.today, self.facts.find(Campaign, parent))
            case Plan(document=document):
                return when.plan_status(record, self.today, self.facts.find(Document, document))
            case Document():
                return when.document_status(record, self.today)
            case _:
                return when.standing_status(record, self.today)
