"""No injection runs in a browser: not where values are escaped, not where a page's policy is all that is left.

The first is tried with the policy turned off, the second with the markup put into finished pages; and that the markup
does run where neither stands shows that the tests would see it.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from chromium import tell_strangers
from playwright.sync_api import Browser, BrowserContext
from serving import serve
from waiting import ask_last, until

import building
import injections
from building import Site
from province import GOLDEN, TODAY

TOUCH = """() => {
  for (const it of document.querySelectorAll('.injected, .injected *, main [href], main [onclick]')) {
    if (it.matches('a[href^="http"], a[href^="tel"], a[href^="mailto"]')) continue;
    for (const name of ['mouseover', 'focus', 'toggle', 'begin']) it.dispatchEvent(new Event(name));
    if (it.matches('.injected, .injected *')) {
      if (it.click) it.click(); else it.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    }
  }
}"""
# The picture is asked for wherever the base of the page leads.
PLACES = '<div class="injected">{}</div><img src="a.png" alt="">'
# In every frame: the browser itself tells what the policy refused.
WATCH = """addEventListener('securitypolicyviolation', event => {
  (top.refused = top.refused || []).push(event.effectiveDirective)
})"""


@contextmanager
def opened(browser: Browser, origin: str, trusting: bool) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A profile, and what ran in it or left for elsewhere: dialogs and requests to other hosts. Nothing leaves."""
    seen: list[str] = []
    context = browser.new_context(bypass_csp=trusting)
    context.on("dialog", lambda dialog: (seen.append(f"alert {dialog.message}"), dialog.dismiss()))
    tell_strangers(context, origin, seen)
    yield context, seen
    context.close()


@pytest.fixture(scope="module")
def injected(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of the real site once for each injection, with it in the middle, as if nothing had stopped it."""
    folder = tmp_path_factory.mktemp("injected") / "site"
    shutil.copytree(site.folder, folder)
    for number, html in enumerate(injections.HTML.values()):
        (folder / f"thu-{number}").mkdir()
        page = site.read("thoi-tiet/").replace("</main>", PLACES.format(html) + "</main>")
        (folder / f"thu-{number}" / "index.html").write_text(page, encoding="utf-8")
    return folder


@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_the_policy_alone_stops_every_injection(browser: Browser, injected: Path, step: int) -> None:
    """Each (every third in `make test`) is refused by the browser in so many words, and does nothing before or after."""
    done: dict[str, list[str]] = {}
    with serve(injected) as origin, opened(browser, origin, trusting=False) as (context, seen):
        context.add_init_script(WATCH)
        for number, name in [*enumerate(injections.HTML)][::step]:
            page = context.new_page()
            page.goto(f"{origin}/thu-{number}/", wait_until="load")
            page.evaluate(TOUCH)
            if name not in injections.DEAD:
                until(lambda page=page: page.evaluate("window.refused"))
            ask_last(page, origin)
            page.close()
            done[name], seen[:] = list(seen), []
    assert {name: what for name, what in done.items() if what} == {}


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_without_the_policy_they_would_run(browser: Browser, injected: Path, step: int) -> None:
    """Every fourth in `make test`: that the test before sees what runs."""
    run = [it for it in enumerate(injections.HTML) if it[1] not in injections.DEAD | injections.LOOKS]
    with serve(injected) as origin, opened(browser, origin, trusting=True) as (context, seen):
        for number, _ in run[::step]:
            seen.clear()
            page = context.new_page()  # one may have left its page for another
            page.goto(f"{origin}/thu-{number}/", wait_until="load")
            page.evaluate(TOUCH)
            until(lambda: context.cookies() or seen)  # any question brings what the browser told meanwhile
            page.close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The made-up province with hostile words in every text that may be free, and odd words in front matter."""
    root = building.assemble(tmp_path_factory.mktemp("hostile") / "project", GOLDEN)
    fields = "title|publisher|name|summary|note|theme|text|what|why|run_by|where|of|scope|basis_of_count|because|area|for_whom|say|key_points|full_name|address|legal_basis"
    line = re.compile(rf"^( *(?:- )?)({fields}): (?!\{{)(.+)$", re.MULTILINE)
    for file in sorted((root / "data").glob("*/*.yml")):
        text = file.read_text(encoding="utf-8")
        poisoned = line.sub(lambda m: f"{m[1]}{m[2]}: {json.dumps(injections.TEXT, ensure_ascii=False)}", text)
        file.write_text(poisoned, encoding="utf-8")
    for number, front in enumerate(injections.QUIET_FRONT_MATTER.values()):
        page = f"---\n{front}\n---\n\n# &lt;img src=x onerror=alert(1)&gt; `<b>`\n\nChữ.\n"
        (root / "docs" / f"dau-{number}.md").write_text(page.replace("`<b>`", ""), encoding="utf-8")
    return building.build(root, today=TODAY)


def test_hostile_words_are_shown_as_words_on_every_page(browser: Browser, hostile: Site) -> None:
    assert sum(building.text_of(page).count("onerror=alert(1)") for page in hostile.pages().values()) > 60
    with serve(hostile.folder) as origin, opened(browser, origin, trusting=True) as (context, seen):
        page = context.new_page()
        for path in hostile.pages():
            page.goto(f"{origin}/{path.removesuffix('index.html')}", wait_until="load")
            if 'http-equiv="refresh"' in hostile.read(path):  # it leads on by itself, to a page of this list
                page.wait_for_url(lambda url, path=path: not url.endswith(path.removesuffix("index.html")))
                continue
            page.evaluate(TOUCH)
            found = page.evaluate(
                "document.querySelectorAll('script:not([src]):not([type]), [onerror], [onfocus], [onload], iframe').length"
            )
            inline = len(re.findall(r"<script>", hostile.read(path)))
            assert found == inline, path
    assert seen == []


def test_hostile_words_are_words_in_files_for_other_programs_too(hostile: Site) -> None:
    for path, raw in hostile.files().items():
        text = raw.decode("utf-8", errors="replace")
        if path.endswith((".xml", ".svg", ".html", ".atom")):
            assert "<img src=x" not in text, path
        if path.endswith(".json"):
            json.loads(text)
