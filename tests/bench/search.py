"""How well and how cheaply the search finds: `python tests/bench/search.py site` for a built site, and for N made-up pages.

Prints what is found of each batch of queries; then, for the site and for as many made-up pages as each of
`--pages` says, bytes to the first result, milliseconds from the last keystroke to the result at a CPU slowed four times, and what building costs.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / part) for part in ("hooks", "tests", "tests/browser")]

from chromium import launch  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from waiting import ask_last, requests, until  # noqa: E402

from bench import recall, tables  # noqa: E402 - the line above says where these lie
from bench.make_pages import make  # noqa: E402
from bench.serving import serving  # noqa: E402
from finder.index import build  # noqa: E402

TYPED = """async text => {
    const input = document.querySelector('input[type=search]')
    const status = document.querySelector('#status, .find-panel [role=status]')
    input.value = text
    const start = performance.now()
    const seen = new Promise(done => new MutationObserver((_, watch) => {
        watch.disconnect()
        requestAnimationFrame(() => done(performance.now() - start))
    }).observe(status, { childList: true }))
    input.dispatchEvent(new Event('input', { bubbles: true }))
    return seen
}"""


def search_all(browser: Browser, folder: Path, queries: list[str]) -> list[recall.Answer]:
    """Give what the finder that lies in the folder answers to each query."""
    with serving(folder) as served:
        tab = browser.new_page()
        tab.goto(served.url)
        found = recall.ask(tab, folder, queries)
        tab.close()
    return found


def first_bytes(browser: Browser, folder: Path, query: str) -> int:
    """Say what a reader with nothing cached downloads from the touch of the form to the first result."""
    with serving(folder) as served:
        context = browser.new_context()
        tab = context.new_page()
        tab.goto(f"{served.url}tim-kiem/")
        ask_last(tab, served.url)
        made = requests(tab)
        served.answers.clear()
        tab.locator("input[type=search]").fill(query)
        tab.locator("#status:not(:empty)").wait_for()
        wanted = {url.removeprefix(served.url) for url in made if "icon" not in url}  # that comes when it comes
        until(lambda: wanted <= {path[1:] for path, _, _ in served.answers})
        context.close()
        return served.bytes()


def keystroke_times(browser: Browser, folder: Path, page: str, queries: list[str]) -> list[float]:
    """Give the milliseconds from each keystroke to its result, typing the queries letter by letter at a fourth of the CPU."""
    with serving(folder) as served:
        context = browser.new_context()
        tab = context.new_page()
        tab.goto(f"{served.url}{page}")
        with tab.expect_response("**/finder/manifest.json"):
            tab.locator("input[type=search]").focus()
        tab.locator("[aria-busy], [role=status]").first.wait_for(state="attached")
        context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        times = [tab.evaluate(TYPED, query[:end]) for query in queries for end in range(2, len(query) + 1)]
        context.close()
    return times


def report_batches(browser: Browser, folder: Path, batches: list[recall.Batch], misses: bool) -> None:
    """Print of each batch when it was written and first asked, what was found that day, and what is found today."""
    for batch in batches:
        found = search_all(browser, folder, [query.text for query in batch.queries])
        first_day = recall.told(batch, batch.first_day) if batch.first_day else "not kept"
        state = f"known since {batch.asked}, first day: {first_day}" if batch.asked else "fresh: write down this day"
        print(f"\n{batch.name}, written {batch.written} by {batch.by}; {state}")
        print(f"  today: {recall.told(batch, recall.figures(batch, found))}")
        if batch.kind == "situations":
            first, five = recall.recall(batch.queries, found, 1), recall.recall(batch.queries, found, 5)
            print("  " + ", ".join(f"{kind} {first[kind][0]} {hits}/{count}" for kind, (hits, count) in five.items()))
        for query in recall.misses(batch, found) if misses else []:
            print(f"  missed: {query}")


def report(browser: Browser, name: str, folder: Path, queries: list[recall.Query]) -> None:
    """Print what a search costs on one site."""
    print(f"\n{name}")
    some = ["duong day nong", *(query.text for query in queries[:: max(1, len(queries) // 60)])]
    sizes = sorted(first_bytes(browser, folder, text) / 1000 for text in some)
    print(f"  first result, KB from the touch of the form: {spread(sizes)}")
    typed = some[:: max(1, len(some) // 15)]
    for page in ("tim-kiem/", "ke-hoach/"):
        times = sorted(keystroke_times(browser, folder, page, typed))
        print(f"  keystroke to result at a fourth of the CPU, ms, {len(times)} keys on {page}: {spread(times)}")
    print(f"  (load of the machine: {os.getloadavg()[0]:.1f})", flush=True)


def spread(values: list[float]) -> str:
    """Say the middle, what 95 of 100 stay within, and the most of sorted values."""
    return (
        f"median {statistics.median(values):.1f}, p95 {values[int(len(values) * 0.95)]:.1f}, at most {values[-1]:.1f}"
    )


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--batches", type=Path, default=recall.BATCHES)
    parser.add_argument(
        "--only-recall", action="store_true", help="print recall and what is missed, no bytes and times"
    )
    parser.add_argument("--pages", type=int, nargs="*", default=[1000, 10_000])
    args = parser.parse_args()
    batches = recall.read_batches(args.batches)
    queries = [query for batch in batches if batch.kind == "situations" for query in batch.queries]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as work:
        browser = launch(playwright)
        shutil.copytree(args.site, Path(work, "site"))
        report_batches(browser, Path(work, "site"), batches, args.only_recall)
        if args.only_recall:
            return
        report(browser, "the site", Path(work, "site"), queries)
        for count in args.pages:
            folder = Path(work, str(count))
            pages = make(count)
            start = time.process_time()
            files = build(pages, tables.synonyms(), tables.pins())
            spent = (time.process_time() - start) * 1000 / count
            shutil.copytree(args.site, folder, ignore=shutil.ignore_patterns("finder"))
            for name, content in files.items():
                put(folder / name, content)
            report(browser, f"{count} made-up pages, indexed in {spent:.2f} ms of CPU a page", folder, queries)
        browser.close()


if __name__ == "__main__":
    main()
