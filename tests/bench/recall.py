"""What people type (tests/search/queries.tsv), asked of a built site's finder in one page of Chromium, and how often it is found."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

QUERIES = Path(__file__).parents[1] / "search" / "queries.tsv"
ASK = """async ([script, queries]) => {
    const { Index, search } = await import(new URL(script, location))
    const index = new Index(new URL('finder/', location).href)
    const answers = []
    for (const query of queries) {
        const { former, found, later, pins } = await search(index, query)
        const urls = [...former, ...found, ...later].map(({ url }) => url)
        answers.push([[...new Set(urls)], pins.map(([, url]) => url), [...former, ...later].map(({ note }) => note)])
    }
    return answers
}"""


@dataclass(frozen=True)
class Query:
    """What someone types, the kind of trouble in it, the addresses any of which answers it, and its half."""

    text: str
    kind: str
    expected: tuple[str, ...]
    half: str


@dataclass(frozen=True)
class Answer:
    """Addresses of the results in order, of the pins above them, and what is said of names of old."""

    urls: list[str]
    pins: list[str]
    notes: list[str]


def read_queries(path: Path = QUERIES) -> list[Query]:
    """Read a table with the columns query, class, expected (addresses parted by `|`) and half."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Query(row["query"], row["class"], tuple(row["expected"].split("|")), row["half"]) for row in rows]


def ask(tab: Page, site: Path, queries: Sequence[str]) -> list[Answer]:
    """Ask the finder of the site that `tab` has open; `site` is its folder, where the script's name is read."""
    script = next((site / "assets/javascripts").glob("finder.*js")).relative_to(site).as_posix()
    return [Answer(*answer) for answer in tab.evaluate(ASK, [script, list(queries)])]


def answers(query: Query, url: str) -> bool:
    """Say whether a found address is one of the expected, whatever heading of the page it leads to."""
    return any(url == wanted or ("#" not in wanted and url.split("#")[0] == wanted) for wanted in query.expected)


def is_found(query: Query, answer: Answer, most: int) -> bool:
    """Say whether one of the first results answers the query."""
    return any(answers(query, url) for url in answer.urls[:most])


def recall(queries: list[Query], found: list[Answer], most: int) -> dict[str, tuple[int, int]]:
    """By class, by half and in all: how many queries have an expected page among the first `most`, and how many there are."""
    counts: dict[str, list[bool]] = defaultdict(list)
    for query, answer in zip(queries, found, strict=True):
        for name in (query.kind, f"half {query.half}", "all"):
            counts[name].append(is_found(query, answer, most))
    return {name: (sum(hits), len(hits)) for name, hits in counts.items()}
