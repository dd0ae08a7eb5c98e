"""The pages that records have without anyone writing Markdown: their text, made of fixed words and blocks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from facts.records.addresses import PAGE_KINDS, SHEETS, source_path
from facts.records.kinds import KINDS
from facts.records.models import Commune, Hotline, Move, Plan, Record
from facts.site.sheets import ALL
from facts.site.store import Facts


@dataclass(frozen=True)
class GeneratedPage:
    """One page: its Markdown path below docs/, its text, and the file that an editor changes to change it."""

    path: str
    text: str
    edited_at: str


def _front(**meta: str) -> str:
    """Front matter with every value quoted, so that no value can end it or add to it."""
    lines = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in meta.items())
    return f"---\n{lines}---\n"


def _hotline(line: Hotline) -> str:
    front = _front(
        title="Số điện thoại hỗ trợ",
        description=f"{line.answers}",
        quiet="true",
        light="true",
        record=f"hotlines/{line.id}",
        crumb=line.name,
    )
    return f'{front}\n{{{{ hotline_page("{line.id}") }}}}\n'


def _plan(plan: Plan) -> str:
    parts = [_front(title=plan.name, description=plan.summary, record=f"plans/{plan.id}", crumb=plan.name)]
    parts.append(f'{{{{ plan_head("{plan.id}") }}}}')
    for heading, block, has in (
        ("Mục tiêu { #muc-tieu }", "plan_goals", plan.goals),
        ("Chỉ tiêu: hứa gì, thấy gì { #chi-tieu }", "plan_targets", plan.targets),
        ("Nhiệm vụ { #nhiem-vu }", "plan_tasks", plan.tasks),
        ("Ai lo việc gì { #phan-cong }", "plan_responsibilities", plan.responsibilities),
    ):
        if has:
            parts += [f"## {heading}", f'{{{{ {block}("{plan.id}") }}}}']
    parts.append(f'{{{{ proof_of("plans", "{plan.id}") }}}}')
    return "\n\n".join(parts) + "\n"


def _one_block(record: Record | Commune) -> str:
    name = record.full_name
    description = getattr(record, "theme", None) or getattr(record, "summary", None) or name
    if isinstance(record, Commune):
        old = [unit.name for unit in record.former] or [district.full_name for district in record.districts]
        description = f"{name}, trước đây là {', '.join(old)}." if old else f"{name}, đơn vị hôm nay."
    toc = {"toc": "false"} if isinstance(record, Commune) else {}  # whom to call stands first
    front = _front(title=name, description=description, record=f"{record.kind}/{record.id}", crumb=name, **toc)
    return f'{front}\n{{{{ {KINDS[record.kind].page}("{record.id}") }}}}\n'


def _moved(move: Move) -> str:
    quiet = {"quiet": "true", "light": "true"} if move.old.startswith(KINDS["hotlines"].hub) else {}
    front = _front(
        title="Trang đã dời",
        description="Địa chỉ cũ; có đường dẫn tới địa chỉ mới.",
        search="false",
        moved_to=move.new,
        **quiet,
    )
    return f'{front}\n{{{{ moved_page("{move.old}") }}}}\n'


# Pages that are more than one block.
MAKERS: dict[str, Callable[..., str]] = {"hotlines": _hotline, "plans": _plan}


def pages(facts: Facts) -> Iterator[GeneratedPage]:
    """Every page that records have of their own, and one at each old address."""
    for kind in PAGE_KINDS:
        make = MAKERS.get(kind, _one_block)
        for record in facts.all(kind):
            yield GeneratedPage(source_path(kind, record.id), make(record), facts.edited_at(kind, record.id))
    for move in facts.tables.moved.moved:
        if "#" not in move.old:
            yield GeneratedPage(move.old.rstrip("/") + ".md", _moved(move), "data/moved.yml")


def papers(facts: Facts, province: str) -> Iterator[GeneratedPage]:
    """A poster and a sheet of cards for each commune and for the province.

    They show nothing that other pages do not, so nothing in them is searched; their template draws the sheet, which
    is faster than to have Markdown read it.
    """
    names = {ALL: province, **{commune.id: commune.full_name for commune in facts.all(Commune)}}
    for id, name in names.items():
        for block, title in (("poster", "Tờ treo"), ("cards", "Thẻ bỏ túi")):
            front = _front(
                title=f"{title}: {name}",
                description="Số gọi khi cần, để in ra giấy.",
                template="paper.html",
                search="false",
                sheet=f"{block}/{id}",
            )
            edited_at = facts.edited_at("communes", id) if id != ALL else "mkdocs.yml"
            yield GeneratedPage(f"{SHEETS[block].format(id=id).rstrip('/')}.md", front, edited_at)
