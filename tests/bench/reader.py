"""Time until a phone number is on the reader's screen, beside a page made by hand that does nothing else.

    python tests/bench/reader.py [site] [--runs 5] [--pages /,/goi-ngay/]

Both pages come from one server to one Chromium, in turn, each time in a new context (nothing kept). The network is
emulated twice: by Chromium alone, and with the delay of Chromium and the rate kept by the server, a packet at a time as a
line does. Alone, Chromium hands over a first piece of about 4 KB at once, whatever stands in it: on 2G any page larger
than that shows nothing before 1.4 s, and no order of its bytes helps. Ratios are what counts; seconds depend on the
machine. Fails when any ratio is past its limit.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "browser")]
from chromium import launch  # noqa: E402
from serving import serve  # noqa: E402

# name: (kbit/s, delay in ms, limit of the ratio)
NETWORKS = {"slow 3G": (400, 400, 1.1), "2G": (50, 800, 1.2)}
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


def time_to_number(browser: Browser, address: str, rate: float, delay: float) -> float:
    """Milliseconds from the start of the navigation until the first number's frame."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    throughput = rate * 1000 / 8 if rate else -1
    conditions = {"offline": False, "latency": delay, "downloadThroughput": throughput, "uploadThroughput": throughput}
    devtools.send("Network.emulateNetworkConditions", conditions)
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
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, (rate, delay, limit) in NETWORKS.items():
            for paced in (False, True):
                with serve(given.site.resolve(), HERE, rate=rate * 1000 / 8 if paced else 0) as origin:
                    time_to_number(browser, f"{origin}/minimal.html", 0, 0)  # a browser's first page is slow
                    for path in given.pages.split(","):
                        times: dict[str, list[float]] = {path: [], "/minimal.html": []}
                        for each in [*times] * given.runs:
                            times[each].append(time_to_number(browser, origin + each, 0 if paced else rate, delay))
                        ours, least = (statistics.median(one) for one in times.values())
                        failed |= ours / least > limit
                        how = "packet by packet" if paced else "Chromium alone"
                        print(f"{name:8} {how:17} {path:12} {ours:5.0f} ms, by hand {least:5.0f} ms: "
                              f"{ours / least:.2f} (limit {limit})", flush=True)  # fmt: skip
        browser.close()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
