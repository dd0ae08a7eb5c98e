"""Finished pages as the search is given them: cut at their headings, records of shared pages one by one, other names.

Text is taken from the HTML that readers get, so what is not shown (drafts, withdrawn numbers) cannot be found either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from facts.numbers.phones import dialed, shown
from facts.reading.content import Content, Reader, in_a_line
from facts.records.addresses import ABOUT, ADDRESSES, CALM, GUIDES, HUBS, SHEETS, address, slugify
from facts.records.kinds import KINDS
from facts.records.models import (
    Campaign,
    Commune,
    CommuneTable,
    Document,
    FormerUnit,
    Gap,
    Hotline,
    Plan,
    Record,
    Source,
    SupportPlace,
)
from facts.records.units import COMMUNE_KINDS, District, bare_province, parted
from facts.site import alphabet
from facts.site.site import Site
from facts.site.store import Facts
from finder.index import TITLE, Former, Page, Section, Term

# Of pages that are no record's own; the page that a kind's records stand below or upon weighs as they do, unless named here.
_PAGES = {
    "": 1.0,
    CALM: 1.5,
    GUIDES: 1.5,
    ABOUT: 0.8,
    HUBS["documents"]: 1.0,
    HUBS["results"]: 1.0,
    HUBS["gaps"]: 0.8,
}
WEIGHTS = {HUBS[name]: kind.weight for name, kind in KINDS.items()} | _PAGES
_ABOVE = 0.55  # of a guide in parts: one of them answers, the guide only leads there
# What every page repeats, or what says nothing of its subject.
_SKIPPED_TAGS = {"button", "form", "meter", "nav", "pre", "script", "style", "svg", "template"}
_SKIPPED_CLASSES = {"act", "calls", "crumbs", "editorial", "leave", "off", "print-only", "proof", "proof-inline", "tag"}
_SKIPPED_CLASSES |= {"district", "names", "rests", "same-for-all"}  # long lists of what is found by itself
_HEADINGS = {"h1", "h2", "h3"}
_VOID = {"area", "br", "col", "hr", "img", "input", "wbr"}
_BLOCKS = _HEADINGS | {
    "article", "blockquote", "dd", "details", "div", "dt", "li", "p", "section", "summary", "td", "th", "tr",
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A page as MkDocs made it: `record` is `kind/id` when the page is a record's own."""

    url: str
    html: str
    title: str = ""
    description: str = ""
    topics: str = ""
    record: str = ""
    asked: str = ""
    read: Read | None = None  # its content, where that was read already


@dataclass
class _Part:
    heading: str = ""
    anchor: str = ""
    text: list[str] = field(default_factory=list)
    left_out: bool = False  # it held something that is skipped


@dataclass(frozen=True)
class Entry:
    """A page, or one record of a shared page: its name, and what is under each heading."""

    title: str
    sections: tuple[Section, ...]


@dataclass
class _Entry:
    """The same while it is read."""

    parts: list[_Part] = field(default_factory=lambda: [_Part()])
    title: str = ""

    def whole(self) -> Entry:
        """What was read, to its end."""
        found = [(part, _tidy("".join(part.text))) for part in self.parts]
        sections = (
            Section(part.heading, part.anchor, text)
            for part, text in found
            if text or (part.heading and not part.left_out)
        )
        return Entry(self.title, tuple(sections))


# Of an address: nobody types it, and its words are words of the index.
_PATH = re.compile(r"(https?://[^\s/|]+)/[^\s|]*")


def _tidy(text: str) -> str:
    """One line, with a mark where a line of the page ended without one."""
    lines = [line for part in _PATH.sub(r"\1", text).split("|") if (line := in_a_line(part))]
    return "".join(line + (" " if line[-1] in ".!?:;,…" else " · ") for line in lines[:-1]) + "".join(lines[-1:])


class _Reader(Reader):
    """Reads one page; `entries` says which ids are records of their own."""

    def __init__(self, html: str, ids: Iterable[str]) -> None:
        super().__init__(html)
        self.page = _Entry()
        self.entries = {id: _Entry() for id in ids}
        self._open: list[tuple[str, bool, _Entry]] = [("", False, self.page)]  # tag, is it skipped, whose text is in it
        self._heading: _Part | None = None

    def handle_starttag(self, tag: str, values: Mapping[str, str]) -> None:
        _, skipped, entry = self._open[-1]
        if "id" in values:
            entry = self.entries.get(values["id"], entry)
        if not skipped and (
            tag in _SKIPPED_TAGS or ("class" in values and not _SKIPPED_CLASSES.isdisjoint(values["class"].split()))
        ):
            skipped = True
            entry.parts[-1].left_out = True
        if tag in _BLOCKS and not skipped and not self._heading:
            entry.parts[-1].text.append("|")
        if tag not in _VOID:
            self._open.append((tag, skipped, entry))
        if tag in _HEADINGS and not skipped:
            self._heading = _Part(anchor=values.get("id", ""))

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1][0] != tag and all(open_tag != tag for open_tag, _, _ in self._open):
            return
        found = ""
        while found != tag:
            found, skipped, entry = self._open.pop()
        if self._heading and tag in _HEADINGS:
            self._close_heading(entry, tag)
        elif tag in _BLOCKS and not skipped and not self._heading:
            entry.parts[-1].text.append(":|" if tag in ("dt", "th") else "|")

    def handle_data(self, data: str) -> None:
        _, skipped, entry = self._open[-1]
        if skipped:
            return
        if self._heading:
            self._heading.heading += data.replace("|", " ")
        else:
            entry.parts[-1].text.append(data.replace("|", " "))

    def _close_heading(self, entry: _Entry, tag: str) -> None:
        assert self._heading is not None
        part, self._heading = self._heading, None
        part.heading = in_a_line(part.heading)
        if tag == "h1":
            entry.title = part.heading
        elif part.heading and entry is self.page:  # a record of a shared page has one heading, its name
            entry.parts.append(part)


@dataclass(frozen=True)
class Read:
    """A finished page, read once for its templates and for the search."""

    content: Content
    own: Entry
    entries: Mapping[str, Entry]  # of a shared page: each record by its anchor


def read(site: Site, url: str, html: str) -> Read:
    """Read the content of the page at `url`."""
    reader = _Reader(html, _shared(site, url))
    content = reader.read()
    return Read(content, reader.page.whole(), {id: entry.whole() for id, entry in reader.entries.items()})


def pages(site: Site, written: Iterable[Written]) -> Iterator[Page]:
    """Every page of the site that can be found, and every record of a shared page; withdrawn records are not."""
    written = list(written)
    folders = {page.url.rstrip("/").rpartition("/")[0] + "/" for page in written}
    above = {url for url in folders if url.startswith(GUIDES) and url != GUIDES}
    planned = {plan.document for plan in site.facts.all("plans") if isinstance(plan, Plan)}  # its page says more
    for page in written:
        record = _record(site.facts, page.record)
        if record is not None and site.is_off(record):
            continue
        shared = _shared(site, page.url)
        read_page = page.read or read(site, page.url, page.html)
        title = read_page.own.title or page.title
        yield Page(
            page.url,
            title,
            tuple(part for part in read_page.own.sections if part.text or not shared),
            _weight(page.url) * (_ABOVE if page.url in above else 1),
            _terms(page, record, title) + _number(site, record) + _season(site, record),
            tuple(_formerly(site, record)),
            page.description,
        )
        for anchor, entry in read_page.entries.items():
            found = shared[anchor]
            if (sections := entry.sections) and not site.is_off(found):
                here = address(found.kind, found.id)
                weight = KINDS[found.kind].weight * (_ABOVE if found.id in planned else 1)
                yield Page(here, _title(found), sections, weight, _names(found))
        if page.url == HUBS["communes"]:
            yield from _districts(site)
        if isinstance(record, Commune):
            yield _poster(record)


def _districts(site: Site) -> Iterator[Page]:
    """The old districts and provinces, each by its anchor on the page of all communes."""
    table = site.facts.table
    became: dict[District, dict[str, str]] = {}
    for commune in table.communes if table else ():
        for district in commune.districts:
            became.setdefault(district, {})[commune.id] = commune.full_name
    for district, names in became.items():
        spoken = table.spoken(district) if table else ""
        here = f"{HUBS['communes']}#{slugify(spoken)}"
        asked = Term(f"{district.name} có mấy xã, gồm những xã phường nào, các xã sau sáp nhập")
        text = f"Nay là: {', '.join(sorted(names.values(), key=alphabet.key))}."
        one, *others = names.values()
        those = f"{len(names)} xã, phường, là những nơi trong danh sách này" if others else one
        note = f"{spoken} (cũ) nay có {those}."
        formerly = tuple(Former(name, note) for name in district.names)
        yield Page(here, f"{spoken} (cũ)", (Section("", "", text),), 0.6, (asked,), formerly)
    for province in table.old_provinces if table else ():
        gone = dict.fromkeys(district.full_name for district in became if district.province == province)
        today = site.facts.tables.province
        now = f"Nay thuộc {today.spoken}. " if today else ""
        text = f"{now}Gồm {', '.join(sorted(gone, key=alphabet.key))} (cũ)."
        asked = Term(f"{bare_province(province)} nay thuộc tỉnh nào, sáp nhập vào đâu")
        here = f"{HUBS['communes']}#{slugify(province)}"
        yield Page(here, f"{province} trước khi sáp nhập", (Section("", "", text),), 1.0, (asked,))


def _poster(commune: Commune) -> Page:
    """The sheet of a commune to print; it shows what other pages show, so only its name is searched."""
    text = "Tờ treo khổ A4 có số gọi khi cần, để in ra giấy."
    called = Term("áp phích, poster, in tờ dán bảng tin, tờ rơi, thẻ bỏ túi, bản in, tờ gấp")
    title = f"Tờ treo: {commune.full_name}"
    return Page(SHEETS["poster"].format(id=commune.id), title, (Section("", "", text),), 0.85, (called,))


def _record(facts: Facts, key: str) -> Record | Commune | None:
    kind, _, id = key.partition("/")
    return facts.find(kind, id)


def _title(record: Record | Commune) -> str:
    """A source says that it is one, as does what nobody has found; a name guessed from an address is no name to show."""
    if isinstance(record, Gap):
        return f"Chưa tìm thấy: {record.name}"
    if isinstance(record, Source):
        return f"Nguồn: {record.publisher if record.title_is_inferred else record.name}"
    return str(record.name)


def _shared(site: Site, url: str) -> Mapping[str, Record | Commune]:
    """The records that stand on this page as anchors, by anchor."""
    kinds = [kind for kind, where in ADDRESSES.items() if where == f"{url}#{{id}}"]
    return {record.id: record for kind in kinds for record in site.facts.all(kind)}


def _weight(url: str) -> float:
    return WEIGHTS[max((start for start in WEIGHTS if url.startswith(start)), key=len)]


def _terms(page: Written, record: Record | Commune | None, title: str) -> tuple[Term, ...]:
    told = [Term(page.title, TITLE)] if page.title not in ("", title) and record is None else []
    told += [Term(topic.strip(), TITLE) for topic in page.topics.split(",") if topic.strip()]
    told += [Term(question.strip()) for question in page.asked.split(",") if question.strip()]
    return (*told, *([Term(page.description)] if page.description else []), *_names(record))


def _names(record: Record | Commune | None) -> tuple[Term, ...]:
    """Under what else a record is looked for, though its page may not say it so."""
    called = tuple(Term(told) for told in KINDS[record.kind].called.split(", ") if told) if record else ()
    if isinstance(record, Hotline) and record.purpose == "report":
        called += (Term("báo tin qua"),)  # as people ask: "báo tin qua VNeID"
    match record:
        case Hotline() | SupportPlace():
            return (*called, *(Term(number, TITLE) for number in dict.fromkeys(dialed(c.value) for c in record.dialed)))
        case Document(number=str(number)):
            return (*called, Term(f"{record.type} {number}", TITLE))
    return (*called, *(Term(name) for name in getattr(record, "formerly", ()) if isinstance(name, str)))


def _number(site: Site, record: Record | Commune | None) -> tuple[Term, ...]:
    """The number of the document that a plan is, under which its page is looked for too."""
    document = site.facts.find("documents", record.document) if isinstance(record, Plan) and record.document else None
    return _names(document) if isinstance(document, Document) else ()


def _season(site: Site, record: Record | Commune | None) -> tuple[Term, ...]:
    """What is asked of a campaign by its time: of this year's, of last year's, and of one that comes back each year."""
    if not isinstance(record, Campaign):
        return ()
    if record.recurs:
        return (Term("là gì, tháng mấy ngày mấy, có từ khi nào, vì sao, các năm, hằng năm"),)
    days = (record.year, *(day.first.year for day in (record.starts_on, record.ends_on) if day))
    told = {site.today.year: "năm nay", site.today.year - 1: "năm ngoái, năm trước"}
    return tuple(Term(told[year]) for year in dict.fromkeys(days) if year in told)


def _formerly(site: Site, record: Record | Commune | None) -> Iterator[Former]:
    if isinstance(record, Hotline):
        for number in record.formerly:
            until = "" if number.until is None else f", dùng đến năm {number.until.first.year}"
            yield Former(dialed(number.value), f"{shown(number.value)} là số cũ{until}. Nay: {record.name}.")
    elif isinstance(record, Commune):
        for unit in record.former:
            _, bare = parted(unit.name, COMMUNE_KINDS)
            name = unit.name if bare.isdigit() else bare  # Phường 1
            yield Former(name, _unit_note(unit, record, site.facts.table))
        for district in record.districts:
            table = site.facts.table
            spoken = table.spoken(district) if table else district.full_name
            others = " và những nơi khác trong danh sách này" if table and table.spread[district] > 1 else ""
            note = f"{spoken} (cũ) nay có {record.full_name}{others}."
            for name in district.names:
                yield Former(name, note)


def _unit_note(unit: FormerUnit, commune: Commune, table: CommuneTable | None) -> str:
    district = table.spoken(unit.of) if table else unit.district
    part = "Một phần " if unit.part else ""
    name = unit.name[0].lower() + unit.name[1:] if part else unit.name
    rest = " Phần còn lại: chưa tìm thấy." if table and unit.code in table.lone_parts else ""
    now = f"giữ nguyên, nay vẫn là {commune.full_name}" if commune.is_kept_whole else f"nay thuộc {commune.full_name}"
    return f"{part}{name} (cũ), {district} (cũ), {now}.{rest}"
