"""Every block that an editor can place by name: which records it takes, and the template that shows them.

A function here picks and orders; overrides/blocks/<template>.html says how it looks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from facts.numbers import spotting
from facts.numbers.spotting import TAKEN_OUT
from facts.records import when
from facts.records.addresses import API, CALENDAR, FEED, HUBS, address, address_in_words, slugify
from facts.records.kind import Kind
from facts.records.kinds import FOLDERS, KINDS
from facts.records.models import (
    Agency,
    Campaign,
    Change,
    Commune,
    CommuneTable,
    Contradiction,
    Document,
    FormerUnit,
    Gap,
    Hotline,
    Plan,
    Program,
    Record,
    Result,
    Source,
    SupportPlace,
    Target,
)
from facts.records.units import District
from facts.rendering import charts, generated, qr
from facts.rendering.blocks import BLOCKS, BlockError, Context, ToldElsewhereError, block
from facts.site import alphabet, gaps, sheets
from facts.site import promises as promises_of
from facts.site.names import by_letter, letter_of
from facts.site.promises import Promise
from facts.site.store import Key
from facts.site.words import LABELS, in_order, say_number

__all__ = ["BLOCKS"]


@block(
    'hotlines(purpose="help")',
    "Mọi đường dây một loại: emergency, help hoặc report.",
    choices={"purpose": LABELS["PURPOSES"]},
    entries="hotlines",
)
def hotlines(context: Context, purpose: str) -> Markup:
    """Every line of one purpose that lists may show, confirmed ones first."""
    lines = [line for line in context.site.live if line.purpose == purpose]
    return context.render("hotlines", lines=lines, purpose=purpose)


@block('hotline("tre-em")', "Một đường dây, dạng thẻ.", names="hotlines", entries="hotlines")
def hotline(context: Context, id: str) -> Markup:
    """One line as a card."""
    return context.render("hotline", line=context.record(Hotline, id), level=3)


@block('hotline_page("tre-em")', "Mọi điều về một đường dây; trang riêng của nó dùng khối này.", names="hotlines")
def hotline_page(context: Context, id: str) -> Markup:
    """Everything known about one line."""
    return context.render("hotline_page", line=context.record(Hotline, id))


@block("numbers_checked()", "Câu nói các số được đối chiếu khi nào, mấy số đã gọi thử.", inline=True)
def numbers_checked(context: Context) -> Markup:
    """When the numbers of the site were checked and how many were called: said once above them all."""
    lines = context.site.live
    return context.render(
        "numbers_checked", days=sorted({line.verified_on for line in lines}), count=len(lines),
        called=sum(bool(line.called_on) for line in lines),
    )  # fmt: skip


@block(
    'call("tre-em")',
    "Số của một đường dây, đặt ngay trong câu; tạm rút thì hiện “đang tạm rút”.",
    names="hotlines",
    inline=True,
)
def call(context: Context, id: str) -> Markup:
    """The number of a line as a link inside a sentence; “tạm rút” when it is withdrawn."""
    line = _with_number(context, id)
    return context.render("call", line=line, called=_without_numbers(line.name))


def _without_numbers(name: str) -> str:
    """What a line that is taken off is called within a sentence, where no number may stand for it."""
    return spotting.taken_out(name, {found.digits for found in spotting.find(name)}, "").replace(TAKEN_OUT, "").strip()


def _with_number(context: Context, id: str) -> Hotline:
    line = context.record(Hotline, id)
    if not line.dialed and not context.site.is_off(line):
        raise BlockError("block", f"đường dây “{id}” không có số để gọi. Dùng liên kết [chữ](facts:hotlines/{id}).")
    return line


@block('numbers("cap-cuu-115", "tre-em")', "Vài số thật to, theo thứ tự viết ở đây.", names="hotlines")
def numbers(context: Context, *ids: str) -> Markup:
    """A few numbers, large, with one sentence each, in the order given; withdrawn ones are left out.

    On the home page lines that must first be asked again are left out too.
    """
    lines = [_with_number(context, id) for id in ids]
    return context.render("numbers", lines=[h for h in lines if _may_stand(context, h)])


def _may_stand(context: Context, line: Hotline) -> bool:
    return not context.site.is_off(line) and (bool(context.url) or when.is_confirmed(line))


@block('sources("tt-22-2014")', "Dòng nguồn nhỏ, chứng cho điều viết ở trên.", names="sources")
def sources(context: Context, id: str, *more: str) -> Markup:
    """The small line that proves what stands above it."""
    return context.render("proof", sources=[context.record(Source, one) for one in (id, *more)])


@block("source_list()", "Mọi nguồn, và điều gì dựa vào nó.", entries="sources")
def source_list(context: Context) -> Markup:
    """Every source, its grade and day, and the facts that rest on it."""
    return context.render(
        "source_list",
        sources=context.site.facts.all(Source),
        leaning_on=lambda source: _leaning_on(context, ("sources", source.id)),
    )


def _leaning_on(context: Context, key: Key) -> list[tuple[str, str]]:
    """(link, name) of the records and pages that name a record; the table of communes is one record."""
    facts = context.site.facts
    found = []
    for kind, id in facts.cited_by.get(key, ()):
        if facts.has(kind, id):
            found.append((context.link(kind, id), facts.get(kind, id).name))
        elif kind == "communes":
            found.append((context.page(HUBS["communes"]), "Bảng xã, phường"))
    return found + [(context.page(url), title) for url, title in facts.named_on.get(key, ())]


@block("agency_list()", "Các cơ quan mà trang nhắc tới.", entries="agencies")
def agency_list(context: Context) -> Markup:
    """The agencies that the site's facts speak of."""
    return context.render("agency_list", agencies=in_order(context.site.facts.all(Agency)))


@block("editorial()", "Ghi rõ điều ở trên là lời khuyên của người viết, chưa ai duyệt.")
def editorial(context: Context) -> Markup:
    """Marks what stands above as advice of the writers that nobody has reviewed."""
    return context.render("editorial")


@block('caution("Hỏi bác sĩ trước khi dừng thuốc.")', "Lời dặn phải đọc trước khi đọc tiếp.")
def caution(context: Context, text: str) -> Markup:
    """A caution that must be read before what follows."""
    return context.render("caution", text=text)


@block(
    'quote("Lời của luật.", source="tt-22-2014", where="khoản 1 Điều 2")', "Nguyên văn một câu luật, kèm chỗ nó đứng."
)
def quote(context: Context, words: str, source: str, where: str) -> Markup:
    """A law in its own words, with where they stand."""
    return context.render("quote", words=words, source=context.record(Source, source), where=where)


@block(
    'law_note("nd-mau-2026")',
    "Câu phải có một lần ở trang về luật, trước điều luật đầu tiên; nói đã đọc văn bản ghi mã thế nào. Có read_by: luật sư đã đọc.",
    names="documents",
)
def law_note(context: Context, *documents: str, read_by: str = "") -> Markup:
    """What must be said once on a page of law, before the first of it; and of `documents`, how and when they were read."""
    found = [context.record(Document, id) for id in documents]
    return context.render("law_note", documents=found, read_by=read_by)


@block("contact()", "Cách liên lạc với ban biên tập; chưa đặt thì nói chưa có.")
def contact(context: Context) -> Markup:
    """How to reach the people behind the site, from the settings; an honest sentence while unset."""
    return context.render("contact", email=context.site.settings.email, phone=context.site.settings.phone)


@block("operator()", "Ai phụ trách trang; chưa có cơ quan nào nhận thì nói vậy.")
def operator(context: Context) -> Markup:
    """Who runs the site, from the settings; an honest sentence while no authority has adopted it."""
    return context.render("operator", operator=context.site.settings.operator)


@block(
    'gap("so-truc-xa")',
    "Câu “chúng tôi chưa tìm thấy … (tìm đến …)” của một điều trong data/gaps/; thấy rồi thì nói đọc ở đâu.",
    names="gaps",
    inline=True,
)
def gap(context: Context, id: str, *more: str) -> Markup:
    """Say what was sought and not found, until which day; once it is found, where to read it."""
    records: list[Gap] = [context.record(Gap, one) for one in (id, *more)]
    return context.render("gap", items=[(g, gaps.Sought(g.name, g.verified_on, g)) for g in records])


@block(
    'local("hoi-o-dau")',
    "Câu của riêng tỉnh trong trang của cả nước: chữ ở docs/local/<tên>.md. Tỉnh chưa có tệp ấy thì chỗ này trống. Chữ “tỉnh” mà ở thành phố phải khác thì viết {{ tỉnh }}, {{ Tỉnh }}; trong data/ cũng vậy, cả câu trong nháy kép.",
    inline=True,
)
def local(context: Context, id: str) -> Markup:
    """Nothing: a sentence that the province has was put in when the page was read."""
    if not re.fullmatch(r"[a-z0-9-]+", id):
        raise BlockError("block", f"local: “{id[:40]}” không phải tên tệp. Viết chữ thường không dấu, số và gạch nối.")
    return Markup("")


@block(
    'gap_list(topic="health")',
    "Những điều chưa tìm thấy về một chuyện: health, lines, law, treatment hoặc plans.",
    choices={"topic": LABELS["TOPICS"]},
    entries="gaps",
)
def gap_list(context: Context, topic: str) -> Markup:
    """What was sought of one topic and is not found yet: where, until when, whom to ask, what leans on it."""
    found = [g for g in context.site.facts.all(Gap) if g.topic == topic and not g.answered_by]
    return _gaps(context, "gap_list", found)


@block("gaps_found()", "Những điều từng chưa tìm thấy, nay đã thấy.", entries="gaps")
def gaps_found(context: Context) -> Markup:
    """What was sought for a time and then found, the newest first."""
    found = [g for g in context.site.facts.all(Gap) if g.answered_by]
    found.sort(key=lambda g: g.answered_on or g.verified_on, reverse=True)
    return _gaps(context, "gaps_found", found)


def _gaps(context: Context, template: str, found: list[Gap]) -> Markup:
    on = [g for g in found if not context.site.is_off(g)]
    leaning = {g.id: _leaning_on(context, ("gaps", g.id)) for g in on}
    places = Counter(g.sought_in for g in on)
    shared = next((place for place, count in places.most_common(1) if count > 1), "")  # said once, above them all
    items = on if template == "gaps_found" else in_order(on)
    asked = Counter(g.ask for g in items if g.ask)
    # Who may know several is named once, above those; the rest name their own.
    groups = [(ask, [g for g in items if g.ask == ask]) for ask, count in asked.items() if count > 1]
    rest = [g for g in items if asked[g.ask or ""] < 2]
    return context.render(
        template, items=items, groups=[*groups, (None, rest)], leaning=leaning, shared=shared,
        off=[g for g in found if context.site.is_off(g)],
    )  # fmt: skip


@block("gaps_of_records()", "Điều chưa tìm thấy của riêng từng mục, không có tệp trong data/gaps/.")
def gaps_of_records(context: Context) -> Markup:
    """What was sought for one record alone and not found, by record."""
    found = []
    for record in (r for model in FOLDERS.values() for r in in_order(context.site.shown(model))):
        own = [one for one in gaps.sought(context.site, record) if one.gap is None]
        found += [(record, own)] if own else []
    return context.render("gaps_of_records", items=found)


# --- plans, documents ----------------------------------------------------------------------------------------------


@block("plans()", "Mọi kế hoạch trên một dòng thời gian.")
def plans(context: Context) -> Markup:
    """All plans on one line of time, and which followed which."""
    site = context.site
    found = sorted(site.shown(Plan), key=lambda p: (p.starts_on.first, p.order or 0, p.id))
    ends = [day.last for plan in found for day in (plan.starts_on, plan.ends_on) if day]
    due = {plan.id: Counter(p.due_on for p in promises_of.of_plan(site, plan)) for plan in found}
    years = charts.Years.of([*ends, *(day for days in due.values() for day in days), site.today])
    return context.render("plan_timeline", plans=found, years=years, due=due)


@block("due_this_year()", "Những điều các kế hoạch phải xong trong năm dựng trang.")
def due_this_year(context: Context) -> Markup:
    """What all plans want of the year in which the page is built, with its day where the source names one."""
    year = context.site.today.year
    return context.render("due_this_year", items=promises_of.owed(context.site, year), year=year)


@block(
    'targets(measure="xa-sach", caption="Xã sạch, hứa và thấy")',
    'Một thước đo qua các năm. Phần trăm của mọi xã, phường thì thêm among="communes": trang tính ra mấy xã.',
)
def targets(context: Context, measure: str, caption: str, among: str = "") -> Markup:
    """One measure's targets over the years, each as promised and as found. Measures are never joined.

    `among`: `communes` when they are shares of all communes, so that the page can say how many that is.
    """
    rows = [(p, t) for p in context.site.facts.all(Plan) for t in p.targets if t.measure == measure]
    if not rows and any(kind == "plans" for kind, _ in context.wrong.keys):
        raise ToldElsewhereError
    if not rows:
        raise BlockError("unknown-record", f"không có chỉ tiêu nào mang thước đo “{measure}”.")
    if among not in ("", Commune.kind):
        raise BlockError("block", f'among=“{among}” không dùng được. Viết among="{Commune.kind}", hoặc bỏ đi.')
    found = [p for plan in context.site.shown(Plan) for p in promises_of.of_plan(context.site, plan)]
    found = sorted((p for p in found if p.target.measure == measure), key=lambda p: (p.due_on, p.plan.starts_on.first))
    count = len(context.site.facts.all(Commune)) if among else 0
    return _promises(
        context, "targets", found, rows=[(p, _share_of(count, p.target)) for p in found], caption=caption,
        show_of=not among and len({p.target.of for p in found}) != 1, among=count,
    )  # fmt: skip


def _share_of(count: int, target: Target) -> str:
    """How many of `count` a share of them is, rounded up; '' when it is no share of them."""
    if not count or target.unit != "%" or target.value is None:
        return ""
    return say_number(-(-count * target.value // 100))


def _promises(context: Context, template: str, found: Sequence[Promise], **values: Any) -> Markup:
    """Render promises; `until`: the day up to which a result was looked for at least."""
    until = min((p.plan.verified_on for p in found), default=context.site.today)
    return context.render(
        template, promises=found, until=until, promised=charts.promised, **values,
        lengths=lambda p: [length for r in p.results if (length := charts.found(p.target, r)) is not None],
    )  # fmt: skip


@block("promise_counts()", "Tỉnh đã hứa bao nhiêu điều có con số, mấy điều tới hạn, mấy điều thấy kết quả.")
def promise_counts(context: Context) -> Markup:
    """How many promises of the province have a number, are due, have a result, or one that does not fit."""
    found = promises_of.promises(context.site)
    return _promises(context, "promise_counts", found, counts=promises_of.counts(found))


@block(
    'promises(due="past")',
    "Từng lời hứa có con số của tỉnh theo hạn: past là đã qua, this-year là năm nay, later là sau năm nay.",
    choices={"due": LABELS["DUE"]},
)
def promises(context: Context, due: str) -> Markup:
    """The province's promises with a number that are past their day, due this year, or later: due, found, promised where."""
    found = promises_of.promises(context.site)
    return _promises(context, "promises", found, items=[p for p in found if p.due == due])


@block('plan_head("ma-ke-hoach")', "Tên, tình trạng, tóm tắt của một kế hoạch, và kế hoạch trước, sau.", names="plans")
def plan_head(context: Context, id: str) -> Markup:
    """Name, status, summary and neighbors of a plan."""
    before = [p for p in context.site.facts.all(Plan) if p.succeeded_by == id]
    return context.render("plan_head", plan=context.record(Plan, id), preceded_by=before)


@block('plan_goals("ma-ke-hoach")', "Các mục tiêu của một kế hoạch.", names="plans")
def plan_goals(context: Context, id: str) -> Markup:
    """What a plan wants, in words."""
    return context.render("plan_goals", plan=context.record(Plan, id))


@block('plan_tasks("ma-ke-hoach")', "Từng nhiệm vụ, cơ quan nào chủ trì.", names="plans")
def plan_tasks(context: Context, id: str) -> Markup:
    """What a plan has done, by whom."""
    plan = context.record(Plan, id)
    return context.render("plan_tasks", plan=plan, tasks=sorted(plan.tasks, key=lambda t: t.order))


@block('plan_responsibilities("ma-ke-hoach")', "Ai lo việc gì trong một kế hoạch.", names="plans")
def plan_responsibilities(context: Context, id: str) -> Markup:
    """Who answers for what in a plan."""
    return context.render("plan_responsibilities", plan=context.record(Plan, id))


@block('plan_targets("ma-ke-hoach")', "Từng chỉ tiêu: hứa gì, thấy gì.", names="plans")
def plan_targets(context: Context, id: str) -> Markup:
    """Each target of a plan: promised, found, or not found."""
    plan = context.record(Plan, id)
    return _promises(context, "plan_targets", promises_of.of_plan(context.site, plan), plan=plan)


@block(
    'proof_of("plans", "ma-ke-hoach")',
    "Điều chưa tìm thấy, nguồn và ngày đối chiếu của một mục.",
    choices={"kind": FOLDERS},
)
def proof_of(context: Context, kind: str, id: str) -> Markup:
    """What a record was not found to say, its sources and the day it was checked."""
    return context.render("proof_of", record=context.record(kind, id))


@block(
    'documents(status="active")',
    "Văn bản theo tình trạng: active, unknown, upcoming hoặc ended.",
    choices={"status": LABELS["DOCUMENT_STATUSES"]},
    entries="documents",
)
def documents(context: Context, status: str) -> Markup:
    """Documents of one status: active, unknown (unverified), upcoming or ended; in their order, then the newest first."""
    found = [d for d in context.site.shown(Document) if context.site.status(d) == status]
    found.sort(key=lambda d: d.issued_on or "", reverse=True)
    found.sort(key=lambda d: when.in_order(d)[0])
    off = context.site.taken_off(Document) if status == "ended" else []
    return context.render("documents", items=found, off=off, standing=status, empty="Chưa có văn bản nào.")


# --- campaigns, programs -------------------------------------------------------------------------------------------


@block(
    'campaigns(status="active")',
    "Chiến dịch theo tình trạng: active, upcoming, ended hoặc unknown.",
    choices={"status": LABELS["STATUSES"]},
)
def campaigns(context: Context, status: str) -> Markup:
    """Campaigns that are active, upcoming, or of unknown days on the build day."""
    found = _campaigns(context, status)
    empty = {"active": "Chúng tôi chưa thấy đợt nào đang diễn ra.", "upcoming": "Chúng tôi chưa thấy đợt nào sắp tới."}
    return context.render("campaigns", items=found, years=(), empty=empty.get(status, "Không có đợt nào."))


@block("past_campaigns()", "Chiến dịch đã xong, theo năm.")
def past_campaigns(context: Context) -> Markup:
    """Campaigns that are over, by year, newest first."""
    ended = _campaigns(context, "ended")
    ended.sort(key=lambda c: (_year(c), c.starts_on or ""), reverse=True)
    years = [(year, list(items)) for year, items in groupby(ended, _year)]
    return context.render("past_campaigns", years=years, all=ended)


@block("now()", "Đang có gì và sắp có gì, cho trang đầu.")
def now(context: Context) -> Markup:
    """What is going on and what comes next, for the home page."""
    return context.render("now", active=_campaigns(context, "active"), upcoming=_campaigns(context, "upcoming")[:1])


@block('campaign_page("thang-hanh-dong-2025")', "Mọi điều về một chiến dịch.", names="campaigns")
def campaign_page(context: Context, id: str) -> Markup:
    """Everything known about one campaign."""
    parts = [c for c in context.site.facts.all(Campaign) if c.part_of == id]
    parts.sort(key=lambda c: (_year(c), c.starts_on or ""), reverse=True)
    return context.render("campaign_page", c=context.record(Campaign, id), parts=parts)


def _campaigns(context: Context, status: str) -> list[Campaign]:
    found = [c for c in context.site.shown(Campaign) if context.site.status(c) == status]
    return sorted(found, key=lambda c: (when.campaign_days(c, context.site.today)[0] or context.site.today, c.id))


def _year(campaign: Campaign) -> int:
    """The year a campaign is listed under; 0 when its sources name none."""
    if campaign.year:
        return campaign.year
    return campaign.starts_on.first.year if campaign.starts_on else 0


@block(
    'programs(status="active")',
    "Mô hình theo tình trạng: active, unknown hoặc ended.",
    choices={"status": LABELS["PROGRAM_STATUSES"]},
)
def programs(context: Context, status: str) -> Markup:
    """Model programs that are active, of unknown standing, or over."""
    found = [p for p in in_order(context.site.shown(Program)) if context.site.status(p) == status]
    return context.render("programs", items=found, empty="Trang này chưa ghi mô hình nào.")


# --- communes ------------------------------------------------------------------------------------------------------


@block("communes()", "Mọi xã, phường từ A đến Z.")
def communes(context: Context) -> Markup:
    """All communes from A to Z."""
    found = sorted(context.site.facts.all(Commune), key=lambda c: alphabet.key(c.name))
    letters = [(letter, list(items)) for letter, items in groupby(found, lambda c: letter_of(c.name))]
    return context.render("communes", letters=letters)


@block("commune_map()", "Bản đồ xã, phường; mỗi hình là một liên kết.")
def commune_map(context: Context) -> Markup:
    """All communes as one drawing of links, border ones marked, with the old districts' lines and names."""
    found = sorted(context.site.facts.all(Commune), key=lambda c: alphabet.key(c.name))
    shapes = context.site.facts.shapes
    table = context.site.facts.table
    members: dict[District, list[str]] = {}
    for commune in found:  # a commune made of parts of two old districts stands with the first one named
        if commune.districts and not (shapes and commune.code in shapes.insets):
            members.setdefault(commune.districts[0], []).append(commune.code)
    spoken = {table.spoken(district): district for district in members} if table else {}
    bare = Counter(district.name for district in members)
    labels = {_on_map(name, old, bare[old.name] > 1): members[old] for name, old in sorted(spoken.items())}
    names = shapes.labels(labels, 36) if shapes else []
    districts_of = {code: name for name, old in spoken.items() for code in members[old]}
    return context.render("commune_map", communes=found, districts=names, districts_of=districts_of)


def _on_map(spoken: str, district: District, is_one_of_two: bool) -> str:
    return (spoken if is_one_of_two or district.name.isdigit() else district.name) + " (cũ)"


@block("former_units()", "Tên huyện, xã cũ, mỗi tên dẫn tới mọi đơn vị hôm nay.")
def former_units(context: Context) -> Markup:
    """Old districts and old communes, each leading to all of today's units it went into."""
    return context.render("former_units", former=lambda: _former(context.site.facts.table))


Ends = list[tuple[Commune, FormerUnit]]  # today's units that one of before went into
OldDistrict = tuple[str, list[Commune], list[tuple[tuple[str, str], Ends]]]  # its name, what it is today, its units


def _former(table: CommuneTable | None) -> list[tuple[str, list[OldDistrict]]]:
    """Old provinces with their districts and units: worked out only where it is shown, not where a page is judged."""
    ends: dict[District, dict[tuple[str, str], Ends]] = {}
    today_of: dict[str, list[Commune]] = {}
    for commune in sorted(table.communes if table else (), key=lambda c: alphabet.key(c.name)):
        for district in commune.districts:
            ends.setdefault(district, {})
            today_of.setdefault(_spoken(table, district), []).append(commune)
        for unit in commune.former:
            ends[unit.of].setdefault((unit.name, unit.code), []).append((commune, unit))
    districts = [
        (
            old.province,
            (
                spoken,
                today_of[spoken],
                sorted(names.items(), key=lambda item: alphabet.key(item[0][0].split(" ", 1)[-1])),
            ),
        )
        for spoken, old, names in sorted(
            ((_spoken(table, old), old, names) for old, names in ends.items()),
            key=lambda item: (alphabet.key(item[1].province), alphabet.key(item[0])),
        )
    ]
    return [(province, [one for _, one in found]) for province, found in groupby(districts, lambda item: item[0])]


def _spoken(table: CommuneTable | None, district: District) -> str:
    return table.spoken(district) if table else district.full_name


@block('commune_page("my-ly")', "Mọi điều về một xã, phường.", names="communes")
def commune_page(context: Context, id: str) -> Markup:
    """One commune: whom to call, what the province promised to all, what concerns it, what it was made of."""
    commune = context.record(Commune, id)
    here = {
        kind: in_order(r for r in context.site.by_place.get(id, ()) if r.kind == kind)
        for kind in (name for name, kind in KINDS.items() if kind.is_beside_communes)
    }
    # Each in words of its own.
    apart = {kind: here.pop(kind) for kind in ("programs", "campaigns", "results", "places")}
    shapes = context.site.facts.shapes
    by_code = {c.code: c for c in context.site.facts.all(Commune)}
    beside = shapes.neighbors(commune.code) if shapes else set()
    neighbors = sorted((by_code[code] for code in beside), key=lambda c: alphabet.key(c.name))
    across = [by_code[code] for code in shapes.across_water(commune.code)] if shapes else []
    return context.render(
        "commune_page",
        c=commune,
        numbers=context.site.first_numbers,
        neighbors=neighbors,
        across=across,
        promised=_promised_to_communes(context),
        figures=_figures(apart.pop("results")),
        others=[(KINDS[kind].label.capitalize(), items) for kind, items in here.items() if items],
        **apart,
    )


def _promised_to_communes(context: Context) -> list[tuple[Plan, Target]]:
    """The targets of a measure followed over the years that count communes, those of years past left out."""
    found = [
        (plan, target)
        for plan in context.site.shown(Plan)
        for target in plan.targets
        if target.measure and target.year >= context.site.today.year and _COUNTS_COMMUNES.search(target.of or "")
    ]
    return sorted(found, key=lambda one: (one[1].year, one[0].starts_on.first))


_COUNTS_COMMUNES = re.compile(r"\b(?:xã|phường)\b", re.IGNORECASE)


def _figures(results: list[Any]) -> list[tuple[str, list[Any], str]]:
    """A commune's figures by what they count: those of it alone, then those in which it is one of several."""
    own = [one for one in results if len(one.places) == 1]
    shared = [one for one in results if len(one.places) > 1]
    note = "" if own else "Không con số nào của riêng nơi này."
    groups = [("Con số của nơi này", own, ""), ("Con số đếm chung nhiều xã cũ, có nơi này", shared, note)]
    return [group for group in groups if group[1]]


# --- paper ---------------------------------------------------------------------------------------------------------


@block("papers()", "Mọi tờ để in: của tỉnh, rồi của từng xã, phường.")
def papers(context: Context) -> Markup:
    """Every sheet to print: the province's, then each commune's."""
    found = sorted(context.site.facts.all(Commune), key=lambda c: alphabet.key(c.name))
    return context.render("papers", paper=sheets.paper(context.site), communes=found, all=sheets.ALL)


@block("keep_offline()", "Các nút lưu trang để xem khi không có mạng.")
def keep_offline(context: Context) -> Markup:
    """Where the buttons that keep a copy on the reader's machine stand."""
    return context.render("keep_offline")


def sheet(context: Context, name: str) -> Markup:
    """A sheet to print by its name: `poster/my-ly`, `cards/ca-tinh`."""
    kind, _, id = name.partition("/")
    return {"poster": poster, "cards": cards}[kind](context, id)


@block('poster("my-ly")', "Một tờ treo tường khổ A4 cho một xã, phường, hoặc cả tỉnh.")
def poster(context: Context, id: str) -> Markup:
    """An A4 poster for a commune, or for the province."""
    found, name, place = _sheet(context, id)
    url = context.site.settings.whole(place)
    if not found:
        return _no_paper(context)
    drawn = qr.draw(url) if url else ""
    return context.render("poster", paper=found, called=name, address=address_in_words(url), address_qr=drawn)


@block('cards("my-ly")', "Một tờ A4 gồm mười thẻ bỏ túi để cắt.")
def cards(context: Context, id: str) -> Markup:
    """An A4 sheet of ten pocket cards to cut, the size of a bank card (ISO 7810 ID-1)."""
    found, name, _ = _sheet(context, id)
    if not found:
        return _no_paper(context)
    scanned = next((one for one in found.lines if one.hotline.purpose == "help"), found.lines[0])
    return context.render("cards", paper=found, called=name, scanned=scanned)


def _sheet(context: Context, id: str) -> tuple[sheets.Paper | None, str, str]:
    """The lines to print, whose name stands on the sheet, and the page that its code opens."""
    found = sheets.paper(context.site)
    if id == sheets.ALL:
        return found, context.site.settings.province, HUBS["hotlines"]
    commune = context.record(Commune, id)
    return found, commune.full_name, address("communes", id)


def _no_paper(context: Context) -> Markup:
    return context.render("papers", paper=None)


# --- figures, places, changes --------------------------------------------------------------------------------------


@block("results()", "Mọi con số, gấp theo chuyện.", entries="results")
def results(context: Context) -> Markup:
    """Every figure, folded by topic, newest first; figures of unequal scope or basis are never put in one row or chart."""
    topics = [(topic, items) for topic, items in _by_topic(context).items() if items]
    scopes: dict[str, str] = {}  # the first figure of each: links of before led to their scopes
    for _, items in topics:
        for r in items:
            scopes.setdefault(r.scope, r.id)
    return context.render(
        "results", topics=topics, scopes=scopes, off=context.site.taken_off(Result)
    )  # fmt: skip


def _by_topic(context: Context) -> dict[str | None, list[Result]]:
    found = sorted(context.site.shown(Result), key=lambda r: (r.as_of, r.id), reverse=True)
    return {topic: [r for r in found if r.topic == topic] for topic in LABELS["RESULT_TOPICS"]}


@block(
    'newest("so-truc-xa")',
    "Con số mới nhất của mỗi chuyện đã bao lâu rồi; mã là điều trong data/gaps/ mà chưa có con số nào.",
    names="gaps",
)
def newest(context: Context, *gaps: str) -> Markup:
    """How old the newest figure of each topic is, on a line of time; `gaps`: of what there is no figure at all."""
    missing = [record for id in gaps if not context.site.is_off(record := context.record(Gap, id))]
    topics = [(t, items) for t, items in _by_topic(context).items() if items and t != "elsewhere"]
    days = [r.as_of.last for _, items in topics for r in items]
    years = charts.Years.of([*(r.as_of.first for _, items in topics for r in items), context.site.today])
    return context.render(
        "newest", topics=topics, missing=[g for g in missing if not g.answered_by], years=years, count=len(days),
    )  # fmt: skip


@block(
    'shares("xa-sach-2028", "xa-bien-2028", title="Phần xã sạch")',
    "Vài phần của tổng đặt cạnh nhau; máy từ chối khi khác ngày chốt, khác cách tính hay không chung nguồn.",
)
def shares(context: Context, *ids: str, title: str) -> Markup:
    """Shares side by side, each of its own whole; refused unless they were counted on one day, in one known way."""
    return _chart(context, "shares", ids, title, charts.refusal)


@block(
    'whole("xa-sach-2028", "xa-chua-sach-2028", title="Sạch và chưa sạch")',
    "Các phần của một tổng; máy từ chối khi chúng không cùng tổng, ngày chốt, phạm vi và nguồn.",
)
def whole(context: Context, *ids: str, title: str) -> Markup:
    """The parts of one whole in the order given; refused unless they share it, their day, place and source."""
    return _chart(context, "whole", ids, title, charts.refusal_of_parts)


def _chart(context: Context, template: str, ids: Sequence[str], title: str, refuse: Callable[..., str]) -> Markup:
    found = [context.record(Result, id) for id in ids]
    shown = [r for r in found if not context.site.is_off(r)]
    if len(shown) < len(found):  # the rest of a picture would say something else
        return context.render("chart_off", title=title)
    if told := refuse(shown):
        raise BlockError("joined-results", f"khối {template}: {told}")
    shared = [id for id in shown[0].sources if all(id in r.sources for r in shown)]
    return context.render(
        template, items=shown, title=title, percent=charts.percent, sum=sum(r.value for r in shown), sources=shared,
    )  # fmt: skip


@block("contradictions()", "Chỗ các nguồn nói khác nhau, kể cả hai bên.", entries="contradictions")
def contradictions(context: Context) -> Markup:
    """Where sources disagree: both sides, which is used and why."""
    items = in_order(context.site.shown(Contradiction))
    return context.render("contradictions", items=items, off=context.site.taken_off(Contradiction))


@block("places()", "Các nơi hỗ trợ, theo loại.", entries="places")
def places(context: Context) -> Markup:
    """Places to go, by type."""
    found = in_order(context.site.facts.all(SupportPlace))
    types = [(t, [p for p in found if p.type == t]) for t in LABELS["PLACE_TYPES"]]
    return context.render("places", types=[(t, items) for t, items in types if items], all=found)


@block("changes()", "Trang đã đổi gì, mới nhất đứng đầu.", entries="changes")
def changes(context: Context) -> Markup:
    """What changed on the site, newest first, and why."""
    found = sorted(context.site.shown(Change), key=lambda c: (c.changed_on, c.order or 0, c.id), reverse=True)
    return context.render("changes", items=found, off=context.site.taken_off(Change))


@block("data_files()", "Các tệp cho máy khác đọc, mỗi tệp có bao nhiêu mục.")
def data_files(context: Context) -> Markup:
    """The files that other programs read: how many records each holds, how large and how fresh it is."""
    site = context.site
    kinds = [(kind, KINDS[kind].label, site.shown(kind)) for kind in site.kinds]
    days = [record.verified_on for _, _, found in kinds for record in found if isinstance(record, Record)]
    return context.render(
        "data_files", kinds=kinds, api=API, others=context.said_files,
        size=lambda path: _say_size(context.sizes[path]) if path in context.sizes else "",
        tried=context.tried.get, newest=max(days, default=None), oldest=min(days, default=None),
    )  # fmt: skip


def _say_size(count: int) -> str:
    return f"({say_number(max(1, round(count / 1000)))} kB)"


@block("calendar_link()", "Cách theo dõi lịch các chiến dịch.")
def calendar_link(context: Context) -> Markup:
    """How to subscribe to the calendar."""
    return context.render("calendar_link", path=CALENDAR)


@block("feed_link()", "Cách theo dõi tin cập nhật; trang chưa có địa chỉ thì nói vậy.")
def feed_link(context: Context) -> Markup:
    """How to follow the feed; an honest sentence while the site has no address."""
    return context.render("feed_link", path=FEED)


# --- the search ----------------------------------------------------------------------------------------------------


@block("search_results()", "Chỗ hiện kết quả tìm kiếm.")
def search_results(context: Context) -> Markup:
    """Where the search puts what it finds; nothing is seen of it without a script."""
    return context.render("search_results")


@block("index_of_names()", "Mọi tên hôm nay và tên cũ từ A đến Z, cho người không có script.")
def index_of_names(context: Context) -> Markup:
    """Every name of today and of old from A to Z, each with all it leads to: what a reader has without a script."""
    return context.render("index_of_names", by_letter=lambda: by_letter(context.site))


@block('moved_page("goi-ngay/ma-cu/")', "Trang ở một địa chỉ cũ; máy tự làm từ data/moved.yml.")
def moved_page(context: Context, old: str) -> Markup:
    """What stands at an old address: where it leads, since when and why."""
    for move in context.site.facts.tables.moved.moved:
        if move.old == old:
            return context.render("moved_page", move=move)
    raise BlockError("moved", f"không có “{old}” trong data/moved.yml.")


# --- pages that are one record and no more -------------------------------------------------------------------------


def offer_page(kind: Kind) -> None:
    """Offer the block that is all of a record's page, where its template needs nothing but `record`."""

    def page(context: Context, id: str) -> Markup:
        return context.render(kind.page, record=context.record(kind.name, id))

    page.__name__ = kind.page
    block(f'{kind.page}("ma-{slugify(kind.label)}")', f"Mọi điều về một {kind.label}.", names=kind.name)(page)


for _kind in KINDS.values():
    if _kind.has_pages and _kind.page not in BLOCKS and _kind.name not in generated.MAKERS:
        offer_page(_kind)
