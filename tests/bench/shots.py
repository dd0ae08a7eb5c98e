"""Pictures of the built site for eyes to judge: ten kinds of pages, on a phone and a desk, light, dark, print, no script.

python tests/bench/shots.py [site]        (into tests/shots/, which git ignores; and the picture of README)
"""

from __future__ import annotations

import base64
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "browser")]
from chromium import launch  # noqa: E402
from serving import serve  # noqa: E402

PAGES = {
    "home": "",
    "numbers": "goi-ngay/",
    "line": "goi-ngay/tre-em/",
    "now-at-the-end": "khong-chiu-noi/",
    "guidance": "huong-dan/nghi-qua-lieu/",
    "plan": "ke-hoach/ke-hoach-105/",
    "campaigns": "chien-dich/",
    "communes": "xa-phuong/",
    "commune": "xa-phuong/muong-xen/",
    "figures": "so-lieu/",
    "sources": "nguon/",
    "search": "tim-kiem/#q=met",
    "nothing": "khong-co/",
}
PHONE, DESK = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
WAYS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": PHONE},
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark"},
    "phone-no-script": {"viewport": PHONE, "java_script_enabled": False},
    "desk": {"viewport": DESK},
    "desk-dark": {"viewport": DESK, "color_scheme": "dark"},
    "narrow-200": {"viewport": {"width": 320, "height": 640}},
    "print": {"viewport": {"width": 760, "height": 1000}},
}

PORTRAIT = HERE.parents[1] / ".github" / "site.webp"
FRAME = """<!doctype html><style>
body {{ margin: 0; height: 600px; background: #e9eeea; position: relative; overflow: hidden }}
img {{ position: absolute; display: block; border: 1px solid #b9c4bc; box-shadow: 0 6px 24px #0003; border-radius: 8px }}
.desk {{ left: 32px; top: 32px; width: 850px }}
.phone {{ right: 32px; bottom: 28px; width: 236px; border: 7px solid #26332b; border-radius: 22px }}
</style><img class="desk" src="{desk}" alt=""><img class="phone" src="{phone}" alt="">"""


def portrait(browser: Browser, origin: str) -> bytes:
    """The home page on a desk and on a phone in one small picture (WebP)."""
    taken = {}
    for name, viewport in (("desk", DESK), ("phone", {"width": 360, "height": 740})):
        page = browser.new_context(viewport=viewport, device_scale_factor=1.5).new_page()  # type: ignore[arg-type]
        page.goto(origin + "/")
        taken[name] = "data:image/png;base64," + base64.b64encode(page.screenshot()).decode()
        page.context.close()
    page = browser.new_context(viewport={"width": 1000, "height": 600}).new_page()
    page.set_content(FRAME.format(**taken))
    asked = {"format": "webp", "quality": 78}
    picture = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)["data"]
    page.context.close()
    return base64.b64decode(picture)


def main() -> None:
    """Take them all; the first screen of a phone too, as `…-first.png`."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve()
    shots = HERE.parent / "shots"
    shots.mkdir(exist_ok=True)
    with serve(site) as origin, sync_playwright() as playwright:
        browser = launch(playwright, fonts="middle")  # as phones have them
        PORTRAIT.write_bytes(portrait(browser, origin))
        for way, options in WAYS.items():
            page = browser.new_context(**options).new_page()
            for name, path in PAGES.items():
                page.goto(f"{origin}/{path}")
                if way == "print":
                    page.emulate_media(media="print")
                if way == "narrow-200":
                    page.evaluate("document.documentElement.style.fontSize = '200%'")
                page.screenshot(path=shots / f"{name}-{way}.png", full_page=True)
                if way == "phone":
                    page.screenshot(path=shots / f"{name}-first.png")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
