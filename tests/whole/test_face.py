"""The face as bytes: budgets, what a page may hold, what the site may hold, and what of Material is still in use."""

from __future__ import annotations

import gzip
import hashlib
import json
import posixpath
import re
import subprocess
import zlib
from pathlib import Path

import material
import pytest

import node_tools
from building import ROOT, SITE_NAME, Site, attributes, text_of
from conftest import Builder
from province import GOLDEN, TODAY

KB = 1024
PACKET = 1_400  # bytes of a page that one packet of a phone's line holds (browser/serving.py)
# Pages that hold a whole table and may weigh more.
TABLES = ("xa-phuong/", "nguon/", "van-ban/", "so-lieu/", "tim-kiem/")
FORBIDDEN_WORD = "ma túy"


def small(data: bytes) -> int:
    """Bytes on the wire: gzip -6, as hosts do it."""
    return len(gzip.compress(data, compresslevel=6, mtime=0))


def address_of(path: str) -> str:
    return path.removesuffix("index.html")


def is_light(page: str) -> bool:
    return '<link rel="stylesheet"' not in page


def named(path: str, page: str) -> list[str]:
    """The files of ours that a browser fetches for a page by itself, as paths in the site."""
    found = []
    for tag in re.findall(r"<(?:link|script|img)\b[^>]*>", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)):
        if re.search(r'rel="(canonical|alternate)"', tag):
            continue
        if target := re.search(r'(?:href|src)="([^"#]+)"', tag):
            base = "/" if path == "404.html" else "/" + posixpath.dirname(path)
            found.append(posixpath.normpath(posixpath.join(base, target[1])).lstrip("/"))
    return found


def limits(path: str, page: str) -> tuple[int, int]:
    """(KB of HTML, CSS and JS; requests) that a page may cost a phone on a slow line."""
    if is_light(page):
        return 14, 2  # the page and the icon
    return (48, 6) if address_of(path) in TABLES else (24, 6)


def test_every_page_keeps_its_budget_on_the_wire(site: Site) -> None:
    over = {}
    for path, page in site.pages().items():
        files = named(path, page)
        weight = small(page.encode()) + sum(
            small((site.folder / file).read_bytes()) for file in files if file.endswith((".css", ".js"))
        )
        kilobytes, requests = limits(path, page)
        if weight > kilobytes * KB or 1 + len(files) > requests:
            over[path] = (round(weight / KB, 1), 1 + len(files))
    assert over == {}


def test_quiet_pages_and_the_first_page_are_light_and_whole(site: Site) -> None:
    light = {address_of(path): page for path, page in site.pages().items() if is_light(page)}
    wanted = {"", "goi-ngay/", "goi-ngay/tre-em/", "khong-chiu-noi/", "huong-dan/rieng-tu/", "404.html"}
    assert wanted <= set(light)
    for page in light.values():
        assert not re.search("<link[^>]*preload", page)
        assert 'rel="manifest"' not in page


def first_packet(page: str) -> str:
    """What a browser can read of a page when its first packet has come."""
    sent = gzip.compress(page.encode(), compresslevel=6, mtime=0)[:PACKET]
    return zlib.decompressobj(wbits=31).decompress(sent).decode(errors="ignore")


def test_the_first_number_of_a_light_page_comes_with_its_first_packet(site: Site, site_at_root: Site) -> None:
    """On 2G a packet takes a quarter of a second. With an address the head is longer, and the number's words may wait."""
    late = set()
    for built, end in ((site, "</a>"), (site_at_root, "tel:")):
        for path, page in built.pages().items():
            number = page.find('href="tel:', page.index("<main"), page.index("</main>"))
            if is_light(page) and number != -1 and len(first_packet(page)) < page.index(end, number):
                late.add(path)
    assert late == set()


def test_quiet_pages_do_not_say_what_they_are_about(site: Site) -> None:
    for path in ("goi-ngay/", "goi-ngay/c04/", "khong-chiu-noi/", "huong-dan/rieng-tu/", "404.html"):
        page = site.read(path)
        shown = re.findall(r"<title>(.*?)</title>|<meta property=\"og:[^>]*content=\"([^\"]*)\"", page)
        header = text_of(page[page.index("<header") : page.index("</header>")])
        for words in [*(one for pair in shown for one in pair), header]:
            assert FORBIDDEN_WORD not in words.lower(), f"{path}: {words}"


def test_the_first_page_keeps_its_true_name(site: Site) -> None:
    assert f"<title>{SITE_NAME}</title>" in site.read("")


def test_no_page_carries_a_style_or_an_event_handler_in_an_attribute(site: Site) -> None:
    found = {
        f"{path}: <{tag} {name}>"
        for path, page in site.pages().items()
        for tag, name, _ in attributes(page)
        if name == "style" or name.startswith("on")
    }
    assert found == set()


def inline(page: str, tag: str) -> set[str]:
    texts = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    return {hashlib.sha256(text.encode()).hexdigest() for text in texts}


def test_all_inline_styles_and_scripts_are_few_texts_known_in_one_place(site: Site) -> None:
    pages = site.pages().values()
    assert len(set().union(*(inline(page, "style") for page in pages))) <= 2  # first, rest
    assert len(set().union(*(inline(page, "script") for page in pages))) <= 1


def test_no_phone_makes_links_of_numbers_that_are_not_to_be_dialed(site: Site) -> None:
    """iOS links what looks like a number, an old one too, unless the page says no; `tel:` links stay links."""
    without = [
        path
        for path, page in site.pages().items()
        if page.count('<meta name="format-detection" content="telephone=no">') != 1
    ]
    assert without == []


def test_every_page_sends_no_referrer_and_names_its_language(site: Site) -> None:
    for path, page in site.pages().items():
        assert '<meta name="referrer" content="no-referrer">' in page, path
        assert '<html lang="vi">' in page, path


def test_the_site_holds_no_asset_that_no_page_names(site: Site, site_at_root: Site) -> None:
    for built in (site, site_at_root):
        texts = "".join(built.read(path) for path in built.paths() if path.endswith((".html", ".css", ".js", ".json")))
        assets = [path for path in built.paths() if path.startswith("assets/")]
        assert assets
        assert [path for path in assets if posixpath.basename(path) not in texts] == []


def test_nothing_of_material_is_served(site: Site) -> None:
    theirs = {file.name for file in (Path(material.__file__).parent / "templates/assets").rglob("*") if file.is_file()}
    assert theirs & {posixpath.basename(path) for path in site.paths()} == set()


def test_style_and_script_are_named_by_their_content(site: Site) -> None:
    for path in site.paths():
        if found := re.fullmatch(r"assets/site\.([0-9a-f]{10})\.(css|js|webmanifest)", path):
            assert hashlib.sha256((site.folder / path).read_bytes()).hexdigest().startswith(found[1]), path


def test_a_share_shows_one_neutral_picture_once_there_is_an_address(site: Site, site_at_root: Site) -> None:
    for path in ("", "goi-ngay/c04/", "xa-phuong/"):
        assert "og:image" not in site.read(path)
        found = re.search(r'property="og:image" content="https://tinh\.example/([^"]+)"', site_at_root.read(path))
        assert found
        assert (site_at_root.folder / found[1]).stat().st_size <= 30 * KB


def test_the_manifest_is_quiet_and_its_icon_is_there(site: Site) -> None:
    path = next(path for path in site.paths() if path.endswith(".webmanifest"))
    manifest = json.loads(site.read(path))
    assert FORBIDDEN_WORD not in manifest["name"].lower()
    assert (site.folder / "assets" / manifest["icons"][0]["src"]).is_file()


def test_the_menu_is_the_same_on_every_page_but_for_where_it_is(site: Site) -> None:
    def menu(page: str) -> str:
        found = re.search(r'<nav aria-label="Thanh điều hướng">(.*?)</nav>', page, re.DOTALL)
        assert found
        return re.sub(r' aria-current="\w+"|(?<=href=")[./]+', "", found[1]).replace('href=""', 'href="@"')

    counted = {re.sub(r'href="[^"]*"', "", menu(page)) for path, page in site.pages().items() if "<nav" in page}
    assert len(counted) == 1
    assert counted.pop().count("<a ") <= 6


@pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_the_checker_of_html_finds_nothing_wrong(site: Site, step: int) -> None:
    """Every page; of the units and their sheets, hundreds that three templates make, each tenth in `make test`."""
    paths = [*site.pages()]
    alike = [path for path in paths if path.startswith(("in/", "xa-phuong/"))]
    checked = [str(site.folder / path) for path in sorted({*paths} - {*alike}) + alike[::step]]
    assert len(checked) > 100
    script = node_tools.module("html-validate/bin/html-validate.mjs")
    config = node_tools.FOLDER / "htmlvalidate.mjs"
    run = subprocess.run(
        [node_tools.find(), script, "--config", config, "--formatter", "text", *checked],
        capture_output=True,
        text=True,
        cwd=node_tools.FOLDER,
    )
    assert run.stdout.replace(str(site.folder), "") == ""
    assert run.returncode == 0, run.stderr


# --- what of Material is in real use ---------------------------------------------------------------------------------

BLOCKS = [
    "site_meta",
    "htmltitle",
    "styles",
    "extrahead",
    "libs",
    "header",
    "tabs",
    "announce",
    "site_nav",
    "container",
    "content",
    "footer",
    "scripts",
]


@pytest.fixture
def probe(build: Builder) -> Site:
    """The made-up province with one page more, made by a template that says a word in each of Material's blocks."""

    def change(root: Path) -> None:
        said = "\n".join(
            f"{{% block {name} %}}{{{{ super() }}}}<!-- said-{name} -->{{% endblock %}}"
            for name in BLOCKS
            if name != "container"
        )
        (root / "overrides" / "main.html").write_text('{% extends "base.html" %}\n' + said, encoding="utf-8")
        (root / "docs" / "thu.md").write_text("---\ntitle: Thử\n---\n\n# Thử\n", encoding="utf-8")

    return build(GOLDEN, change, today=TODAY)


def test_a_template_written_for_material_fills_our_blocks(probe: Site) -> None:
    page = probe.read("thu/")
    # `tabs` stands inside `header`, `content` inside `container`: a template that fills the outer one leaves the inner.
    assert [name for name in BLOCKS if f"said-{name} " not in page and name not in ("tabs", "container")] == []
    skeleton = (ROOT / "overrides" / "base.html").read_text(encoding="utf-8")
    assert [name for name in BLOCKS if f"block {name} " not in skeleton] == []


def test_words_and_icons_are_materials(site: Site) -> None:
    templates = Path(material.__file__).parent / "templates"
    words = (templates / "partials/languages/vi.html").read_text(encoding="utf-8")
    menu = re.search(r'"nav": "([^"]+)"', words)
    assert menu
    assert f'<nav aria-label="{menu[1]}">' in site.read("")
    icon = re.search(r'd="([^"]+)"', (templates / ".icons/material/phone.svg").read_text(encoding="utf-8"))
    assert icon
    assert icon[1] in site.read("goi-ngay/")
