"""Time until a phone number is on the reader's screen, beside a page made by hand with the same words and numbers.

    python tests/bench/reader.py [site] [--runs 5] [--pages /,/goi-ngay/,…]

The page by hand is ours without all that is not words: its text first, then what stands around it, plain headings, lists
and links, one line of style. Both come from one server to one Chromium, in turn, each time in a new context (nothing kept).
The server does what a line does: the first byte comes after the round trips of a new reader (connection, TLS 1.3, the
request), then a packet at a time. Chromium's own emulation is not used: it hands over the first 4 KB at once, and its
delay swallows whatever a line would have brought meanwhile. A busy machine only adds: the least of the runs counts. Fails
when a ratio is past its limit.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "browser")]
from chromium import launch  # noqa: E402
from serving import serve  # noqa: E402

NETWORKS = {"slow 3G": (400, 400), "2G": (50, 800)}  # kbit/s, a round trip in ms
ROUND_TRIPS = 3
LIMIT = 1.05
PAGES = "/,/goi-ngay/,/huong-dan/nghi-qua-lieu/,/goi-ngay/cap-cuu-115/"
STYLE = "body{max-width:40rem;margin:auto;padding:1rem;font:1.1rem/1.5 system-ui,sans-serif}li a{font-weight:700}"
# The number is there, inside the screen, and a frame has been made with it: the time of the frame after the first.
WATCH = """
window.shownAt = new Promise(done => (function look() {
  requestAnimationFrame(() => {
    const link = document.querySelector('a[href^="tel:"]');
    const box = link && link.getBoundingClientRect();
    if (box && box.height && box.top < innerHeight) requestAnimationFrame(() => done(performance.now()));
    else look();
  });
})());
"""


def by_hand(page: str) -> str:
    """The words, headings, lists and links of a page of ours, what it is about first."""
    title = re.search(r"<title>.*?</title>", page)
    body = re.sub(r"<(head|script|style|svg)\b.*?</\1>|<!--.*?-->", "", page, flags=re.DOTALL)
    before, main, after = re.split(r"<main\b[^>]*>|</main>", body)
    words = re.sub(r"<(?!/?(?:a|h[1-3]|p|ul|ol|li|dl|dt|dd)\b)[^>]*>", " ", main + before + after)
    words = re.sub(r"<(\w+)(?:[^>]*?(\shref=\"[^\"]*\"))?[^>]*>", r"<\1\2>", words)
    head = f'<!doctype html><html lang="vi"><meta charset="utf-8">{title[0] if title else ""}'
    head += f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{STYLE}</style>'
    return head + re.sub(r"\s+", " ", words)


def time_to_number(browser: Browser, address: str) -> float:
    """Milliseconds from the start of the navigation until the first number's frame."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    shown = float(page.evaluate("window.shownAt"))
    context.close()
    return shown


def main() -> int:
    """Print one line a page and network; 1 when a ratio is past its limit."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("site", nargs="?", type=Path, default=Path("site"))
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--pages", default=PAGES)
    given = arguments.parse_args()
    site, paths, failed = given.site.resolve(), given.pages.split(","), False
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(paths):
            page = (site / path.strip("/") / "index.html").read_text(encoding="utf-8")
            Path(folder, f"by-hand-{number}.html").write_text(by_hand(page), encoding="utf-8")
        browser = launch(playwright)
        for name, (rate, trip) in NETWORKS.items():
            with serve(site, Path(folder), rate=rate * 1000 / 8, delay=ROUND_TRIPS * trip / 1000) as origin:
                time_to_number(browser, f"{origin}/by-hand-0.html")  # a browser's first page is slow
                for number, path in enumerate(paths):
                    both = (path, f"/by-hand-{number}.html")
                    times: dict[str, list[float]] = {each: [] for each in both}
                    for each in both * given.runs:
                        times[each].append(time_to_number(browser, origin + each))
                    ours, least = (min(one) for one in times.values())
                    failed |= ours / least > LIMIT
                    print(f"{name:8} {path:12} {ours:5.0f} ms, by hand {least:5.0f} ms: {ours / least:.3f} (limit {LIMIT})",
                          flush=True)  # fmt: skip
        browser.close()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
