"""Batches of what people may type (tests/search/batches.yml), asked of a built site's finder, and how each is answered."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from playwright.sync_api import Page

from building import CODE

BATCHES = Path(__file__).parents[1] / "search" / "batches.yml"
ASK = """async ([script, queries]) => {
    const { Index, search } = await import(new URL(script, location))
    const index = new Index(new URL('finder/', location).href)
    const answers = []
    for (const query of queries) {
        let pins
        const { former, found, later } = await search(index, query, 6, told => { pins = told })
        const urls = [...former, ...found, ...later].map(({ url }) => url)
        answers.push([[...new Set(urls)], pins.map(([, url]) => url), [...former, ...later].map(({ note }) => note),
            pins.map(([, , dial]) => dial).filter(Boolean)])
    }
    return answers
}"""
Kind = Literal["situations", "crisis", "everyday"]


@dataclass(frozen=True)
class Query:
    """What someone types, the kind of trouble in it, and what answers it: addresses, or numbers that may stand first."""

    text: str
    kind: str
    expected: tuple[str, ...]


@dataclass(frozen=True)
class Batch:
    """Queries written on one day; `asked` is the first day they were asked, none while they are fresh.

    `province`: whose places, plans and documents they ask for, by its code; none for what is asked of any province's site.
    """

    name: str
    kind: Kind
    queries: tuple[Query, ...]
    written: date
    by: str
    asked: date | None
    first_day: dict[str, int] | None
    province: str | None


@dataclass(frozen=True)
class Answer:
    """Addresses of the results in order, of the pins above them, what is said of names of old, and the pins' numbers."""

    urls: list[str]
    pins: list[str]
    notes: list[str]
    dials: list[str]


def read_batches(path: Path = BATCHES) -> list[Batch]:
    """Read the batches that may be asked of this province's site, in the order they were written."""
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Batch(
            Path(one["file"]).stem,
            one["kind"],
            tuple(_read_queries(path.parent / one["file"])),
            one["written"],
            one["by"],
            one.get("asked"),
            one.get("first_day"),
            one.get("province"),
        )
        for one in listed
        if one.get("province") in (None, CODE)
    ]


def _read_queries(path: Path) -> list[Query]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wanted = [row.get("expected") or row.get("first") or "" for row in rows]
    return [
        Query(row["query"], row.get("class") or "", tuple(one.split("|")) if one else ())
        for row, one in zip(rows, wanted, strict=True)
    ]


def ask(tab: Page, site: Path, queries: Sequence[str]) -> list[Answer]:
    """Ask the finder of the site that `tab` has open; `site` is its folder, where the script's name is read."""
    script = next((site / "assets/javascripts").glob("finder.*js")).relative_to(site).as_posix()
    return [Answer(*answer) for answer in tab.evaluate(ASK, [script, list(queries)])]


def answers(query: Query, url: str) -> bool:
    """Say whether a found address is one of the expected, whatever heading of the page it leads to.

    A guide that was one page when the batch was written, and is several now, is found when one of its parts is;
    `ke-hoach/*` is that page and any below it.
    """
    page = url.split("#")[0]
    return any(
        url == wanted
        or (wanted.endswith("*") and page.startswith(wanted[:-1]))
        or ("#" not in wanted and page == wanted)
        or (wanted.startswith("huong-dan/") and wanted != "huong-dan/" and page.startswith(wanted))
        for wanted in query.expected
    )


def is_found(query: Query, answer: Answer, most: int) -> bool:
    """Say whether one of the first results answers the query; a pin that does stands before them all."""
    return any(answers(query, url) for url in (*answer.pins, *answer.urls[:most]))


def is_right(query: Query, answer: Answer) -> bool:
    """Say whether the number put first is one of those that may be."""
    return bool(answer.dials) and answer.dials[0] in query.expected


def recall(queries: Sequence[Query], found: Sequence[Answer], most: int) -> dict[str, tuple[int, int]]:
    """By class and in all: how many queries have an expected page among the first `most`, and how many there are."""
    counts: dict[str, list[bool]] = defaultdict(list)
    for query, answer in zip(queries, found, strict=True):
        for name in (query.kind, "all"):
            counts[name].append(is_found(query, answer, most))
    return {name: (sum(hits), len(hits)) for name, hits in counts.items()}


def figures(batch: Batch, found: Sequence[Answer]) -> dict[str, int]:
    """Count how a batch is answered, as its `first_day` does."""
    asked = list(zip(batch.queries, found, strict=True))
    if batch.kind == "everyday":
        return {"pinned": sum(bool(answer.pins) for answer in found)}
    if batch.kind == "crisis":
        right = sum(is_right(*pair) for pair in asked)
        return {"right": right, "wrong": sum(bool(answer.dials) for answer in found) - right}
    return {name: sum(is_found(*pair, most) for pair in asked) for name, most in (("five", 5), ("first", 1))}


def told(batch: Batch, counted: dict[str, int]) -> str:
    """Say figures of a batch in words."""
    size = len(batch.queries)
    return ", ".join(f"{name} {count} of {size} ({count / size:.1%})" for name, count in counted.items())


def misses(batch: Batch, found: Sequence[Answer]) -> list[str]:
    """List the queries of a batch that are not answered: not among the first five, no number or a wrong one, a pin."""
    good = {
        "situations": lambda query, answer: is_found(query, answer, 5),
        "crisis": is_right,
        "everyday": lambda _, answer: not answer.pins,
    }[batch.kind]
    return [query.text for query, answer in zip(batch.queries, found, strict=True) if not good(query, answer)]
