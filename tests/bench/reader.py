"""Time until a phone number is on the reader's screen, beside a page made by hand that does nothing else.

    python tests/bench/reader.py [site] [--runs 5] [--pages /,/goi-ngay/]

Both pages come from one server to one Chromium, in turn, each time in a new context (nothing kept). The network is
emulated by Chromium itself: one delay for each request, then one shared rate. Ratios are what counts; seconds depend on
the machine. Fails when a ratio is past its limit.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "browser"))
from chromium import launch  # noqa: E402
from serving import serve  # noqa: E402

# name: (kbit/s, delay in ms, processor slowed by, limit of the ratio)
NETWORKS = {"slow 3G": (400, 400, 4, 1.1), "2G": (50, 800, 4, 1.2)}
# The number is there, inside the screen, and a frame has been made with it: the time of the frame after the first.
WATCH = """
window.shownAt = new Promise(done => (function look() {
  requestAnimationFrame(() => {
    const link = document.querySelector('main a[href^="tel:"], body > ul a[href^="tel:"]');
    const box = link && link.getBoundingClientRect();
    if (box && box.height && box.top < innerHeight) requestAnimationFrame(() => done(performance.now()));
    else look();
  });
})());
"""


def time_to_number(browser: Browser, address: str, rate: float, delay: float, slowed: float) -> float:
    """Milliseconds from the start of the navigation until the first number's frame."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    throughput = rate * 1000 / 8
    conditions = {"offline": False, "latency": delay, "downloadThroughput": throughput, "uploadThroughput": throughput}
    devtools.send("Network.emulateNetworkConditions", conditions)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
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
    arguments.add_argument("--pages", default="/,/goi-ngay/")
    given = arguments.parse_args()
    failed = False
    with serve(given.site.resolve(), HERE) as origin, sync_playwright() as playwright:
        browser = launch(playwright)
        time_to_number(browser, origin + "/minimal.html", 10_000, 0, 1)  # the first page of a browser is slow
        for name, (rate, delay, slowed, limit) in NETWORKS.items():
            for path in given.pages.split(","):
                pair: dict[str, list[float]] = {path: [], "/minimal.html": []}
                for _ in range(given.runs):
                    for each, times in pair.items():
                        times.append(time_to_number(browser, origin + each, rate, delay, slowed))
                ours, least = (statistics.median(times) for times in pair.values())
                ratio = ours / least
                failed |= ratio > limit
                verdict = "ok" if ratio <= limit else "TOO SLOW"
                print(
                    f"{name:8} {path:20} {ours:6.0f} ms, by hand {least:6.0f} ms: {ratio:.2f} (limit {limit}) {verdict}"
                )
        browser.close()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
