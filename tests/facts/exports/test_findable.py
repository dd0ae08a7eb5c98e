"""Found and lasting: sitemap, robots, canonical addresses, redirects, security.txt, plain text, and JSON-LD true to its page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

import building
from building import CAMPAIGN, PROGRAM, SITE_NAME, UNIT, Builder, Site, text_of
from facts.exports import discovery, json_ld
from facts.records import when
from facts.site import sheets
from facts.site.site import Settings
from facts.site.site import Site as Published
from facts.site.store import Facts
from facts.site.words import say_day
from province import GOLDEN
from province import TODAY as TODAY_THERE
from samples import TODAY, judged

DAY = date.fromisoformat(building.DAY)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


# --- sitemap, robots, canonical --------------------------------------------------------------------------------------


def listed(site: Site) -> dict[str, str | None]:
    root = ElementTree.fromstring(site.read("sitemap.xml"))
    return {str(url.findtext(f"{SITEMAP}loc")): url.findtext(f"{SITEMAP}lastmod") for url in root}


def test_the_sitemap_lists_every_page_of_facts_and_words(site_at_root: Site) -> None:
    base = "https://tinh.example/"
    places = {url.removeprefix(base) for url in listed(site_at_root)}
    assert all(url.startswith(base) for url in listed(site_at_root))
    pages = {path.removesuffix("index.html") for path in site_at_root.pages() if path != "404.html"}
    left_out = pages - places
    assert places <= pages
    assert {place for place in left_out if not place.startswith("in/")} == {"thoi-tiet/"}
    assert "in/" in places


def test_a_page_s_day_is_the_newest_that_it_says_itself(site_at_root: Site, facts: Facts) -> None:
    days = listed(site_at_root)
    assert days[f"https://tinh.example/xa-phuong/{UNIT}/"] == str(facts.table.verified_on if facts.table else "")
    assert days["https://tinh.example/van-ban/"] == max(str(one.verified_on) for one in facts.all("documents"))
    assert None in days.values()
    assert all(day is None or day <= building.DAY for day in days.values())


def test_without_an_address_there_is_no_sitemap_and_no_canonical(site: Site) -> None:
    assert not site.has("sitemap.xml")
    assert site.read("robots.txt") == "User-agent: *\nAllow: /\n"
    assert [path for path, text in site.pages().items() if 'rel="canonical"' in text] == []


def test_robots_tells_where_the_sitemap_is(site_in_folder: Site) -> None:
    assert "Sitemap: https://a.example/du-an/sitemap.xml\n" in site_in_folder.read("robots.txt")


def test_every_page_says_its_own_whole_address_once(site_at_root: Site, site_in_folder: Site) -> None:
    for site, base in ((site_at_root, "https://tinh.example/"), (site_in_folder, "https://a.example/du-an/")):
        for path, text in site.pages().items():
            # An old address names the new.
            if path in ("404.html", "thoi-tiet/index.html") or 'http-equiv="refresh"' in text:
                continue
            found = re.findall(r'<link rel="canonical" href="([^"]*)">', text)
            assert found == [f"{base}{path.removesuffix('index.html')}"], path


# --- old addresses ---------------------------------------------------------------------------------------------------


def test_a_host_is_told_where_old_pages_lead(site_in_folder: Site) -> None:
    assert site_in_folder.read("_redirects").splitlines() == [
        "/du-an/goi-ngay/ma-cu/ /du-an/goi-ngay/tre-em/ 301",
        "/du-an/goi-ngay/da-bo/ /du-an/goi-ngay/ 301",
    ]


def test_on_any_other_host_the_old_page_leads_on_by_itself(site_in_folder: Site) -> None:
    page = site_in_folder.read("goi-ngay/ma-cu/")
    assert '<meta http-equiv="refresh" content="0; url=../tre-em/">' in page
    assert '<link rel="canonical" href="https://a.example/du-an/goi-ngay/tre-em/">' in page
    assert 'href="../tre-em/"' in page.partition("<main")[2]
    assert "https://a.example/du-an/goi-ngay/ma-cu/" not in listed(site_in_folder)
    assert all(url.startswith("https://a.example/du-an/") for url in listed(site_in_folder))


def test_a_site_without_old_addresses_has_no_file_of_redirects(site: Site) -> None:
    assert not site.has("_redirects")


# --- for people who find holes, for programs, for messages -----------------------------------------------------------


def published(facts: Facts, today: date = DAY, **settings: str) -> Published:
    return Published.of(facts, today, Settings(**settings))


@pytest.mark.parametrize(
    ("settings", "contacts"),
    [
        ({}, []),
        ({"email": "a@mau.example"}, ["mailto:a@mau.example"]),
        ({"phone": "0900 000 001"}, ["tel:+84900000001"]),
        ({"email": "a@mau.example", "phone": "0900 000 001"}, ["mailto:a@mau.example", "tel:+84900000001"]),
    ],
)
def test_security_txt_is_there_when_someone_can_be_told(
    facts: Facts, settings: dict[str, str], contacts: list[str]
) -> None:
    text = discovery.security(published(facts, **settings))
    assert re.findall(r"^Contact: (.*)$", text, re.MULTILINE) == contacts
    if contacts:
        expires = re.findall(r"^Expires: (\d{4}-\d\d-\d\d)T00:00:00Z$", text, re.MULTILINE)
        assert len(expires) == 1  # RFC 9116, 2.5.5: exactly one
        assert DAY < date.fromisoformat(expires[0]) <= DAY + timedelta(days=366)


@pytest.mark.parametrize(
    ("phone", "contact"),
    [
        ("0900 000 001", "tel:+84900000001"),
        ("0238 0000 001", "tel:+842380000001"),
        ("1900 00 00 01", "tel:1900000001;phone-context=+84"),  # never +84900000001, which is somebody's mobile
        ("1800 0001", "tel:18000001;phone-context=+84"),
        ("111", "tel:111;phone-context=+84"),
        ("không phải số", ""),
    ],
)
def test_security_txt_dials_the_number_that_was_given(facts: Facts, phone: str, contact: str) -> None:
    text = discovery.security(published(facts, phone=phone))
    assert re.findall("Contact: (.*)", text) == ([contact] if contact else [])


def test_security_txt_reaches_the_site_although_its_folder_has_a_dot(site_in_folder: Site) -> None:
    text = site_in_folder.read(".well-known/security.txt")
    assert "Contact: mailto:ban-bien-tap@song-mau.example\n" in text
    assert "Canonical: https://a.example/du-an/.well-known/security.txt\n" in text


@pytest.mark.parametrize("which", ["site", "site_at_root"])
def test_the_message_is_short_and_holds_only_sure_numbers(
    request: pytest.FixtureRequest, facts: Facts, which: str
) -> None:
    site: Site = request.getfixturevalue(which)
    text = site.read("goi-ngay.txt")
    assert len(text.encode()) < discovery.MOST_BYTES
    assert re.findall(r"^([\d ]+): ", text, re.MULTILINE) == ["115", "111", "113", "112", "114"]
    sheet = sheets.paper(Published.of(facts, DAY))
    assert sheet is not None
    assert f"Kiểm tra {say_day(sheet.checked_on)}, dùng đến {say_day(sheet.holds_until)}." in text
    assert "ma túy" not in text
    assert ("tinh.example/goi-ngay" in text) == (which == "site_at_root")


def test_a_message_stays_short_whatever_the_lines_say(tmp_path: Path) -> None:
    long = "call_when: " + "á" * 60 + "\npermanent: true\n"
    from samples import HOTLINE, LINE

    lines = {
        f"data/hotlines/a{n}.yml": HOTLINE.replace("id: tre-em", f"id: a{n}").replace('"111"', f'"11{n}"') + long
        for n in range(2, 6)
    }
    facts, _ = judged(tmp_path, {LINE: HOTLINE + long, **lines})
    text = discovery.message(published(facts, TODAY, site_url="https://mau.example/" + "x" * 300 + "/"))
    assert len(text.encode()) < discovery.MOST_BYTES
    assert "Kiểm tra" in text


def test_a_message_past_its_promise_says_so(facts: Facts) -> None:
    text = discovery.message(published(facts, date(2027, 5, 24)))
    assert "115" in text
    assert "quá hạn" in text


def test_a_text_is_read_as_utf_8_where_a_host_names_no_charset(site_at_root: Site) -> None:
    """A byte order mark where people look. Programs read llms.txt, whose form begins with “# ”, and nobody is led to the
    mark of a build; every other text is ASCII."""
    texts = {path: (site_at_root.folder / path).read_bytes() for path in site_at_root.paths() if path.endswith(".txt")}
    assert texts.pop("goi-ngay.txt").startswith("\ufeffSố gọi khi cần\n".encode())
    assert texts.pop("llms.txt").startswith(b"# ")
    assert texts.pop("made-by-build.txt")
    assert "robots.txt" in texts
    assert [path for path, text in texts.items() if not text.isascii()] == []


def test_llms_txt_has_only_lists_of_links_below_a_heading(site_at_root: Site) -> None:
    _, *sections = re.split(r"^## ", site_at_root.read("llms.txt"), flags=re.MULTILINE)
    assert sections
    for section in sections:
        _, *lines = section.strip().splitlines()
        assert all(re.fullmatch(r"- \[[^]]+\]\([^)]+\)(: .*)?", line) for line in lines if line)


def test_llms_txt_has_the_numbers_first_and_warns_of_days(site_at_root: Site) -> None:
    text = site_at_root.read("llms.txt")
    assert text.startswith(f"# {SITE_NAME}\n")
    assert text.index("- 115:") < text.index("- 111:") < text.index("- 113:") < text.index("ngày đối chiếu")
    assert "Đừng kể một số điện thoại đã quá hạn" in text
    for url in re.findall(r"\]\((.*?)\)", text):
        assert site_at_root.has(url.removeprefix("https://tinh.example/"))


# --- JSON-LD ---------------------------------------------------------------------------------------------------------


def graph(page: str) -> list[dict[str, Any]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return [thing for text in found for thing in json.loads(text)["@graph"]]


def values(thing: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(thing, dict):
        for name, inner in thing.items():
            yield from values(inner, name)
    elif isinstance(thing, list):
        for inner in thing:
            yield from values(inner, key)
    else:
        yield key, str(thing)


@pytest.mark.parametrize(
    ("path", "types"),
    [
        (f"xa-phuong/{UNIT}/", {"BreadcrumbList", "GovernmentService"}),
        ("chien-dich/thang-hanh-dong/", {"BreadcrumbList", "Event"}),
        ("van-ban/", {"Legislation"}),
        ("du-lieu/", {"Dataset"}),
        ("mo-hinh/xa-bien-gioi-sach/", {"BreadcrumbList"}),
        ("so-lieu/", set()),
    ],
)
def test_a_page_says_what_it_is(site_at_root: Site, path: str, types: set[str]) -> None:
    assert {thing["@type"] for thing in graph(site_at_root.read(path))} == types


def test_light_pages_have_none(site_at_root: Site) -> None:
    for path in ("", "goi-ngay/", "goi-ngay/tre-em/", "khong-chiu-noi/", "huong-dan/rieng-tu/", "404.html"):
        assert "ld+json" not in site_at_root.read(path)


def test_what_is_said_to_engines_is_on_the_page(site_at_root: Site) -> None:
    """Words, numbers and days; types, codes and addresses are for programs, and lead to pages that are there."""
    for path in (f"xa-phuong/{UNIT}/", f"chien-dich/{CAMPAIGN}/", "van-ban/", f"mo-hinh/{PROGRAM}/"):
        page = site_at_root.read(path)
        seen = re.sub(r"\s+", " ", html.unescape(text_of(page)))
        linked_to = {
            html.unescape(text_of(site_at_root.read(f"goi-ngay/{id}/")))
            for id in ("cap-cuu-115", "tre-em", "canh-sat-113")
        }
        for key, value in values(graph(page)):
            if key in ("url", "item"):
                place = value.removeprefix("https://tinh.example/").partition("#")[0]
                assert site_at_root.has(place), value
            elif key in ("telephone", "description", "legislationIdentifier"):
                assert value in seen, f"{path} {key}: {value}"
            elif key == "name":  # a service's own name may stand on the page that the number leads to
                assert value in seen or any(value in page for page in linked_to), f"{path}: {value}"


def test_laws_say_whether_they_are_in_force_only_where_that_is_known(site_at_root: Site, facts: Facts) -> None:
    found = {thing["name"]: thing for thing in graph(site_at_root.read("van-ban/"))}
    words = {when.Status.ACTIVE: "https://schema.org/InForce", when.Status.ENDED: "https://schema.org/NotInForce"}
    for document in facts.all("documents"):
        status = when.document_status(document, DAY)
        assert found[document.name].get("legislationLegalForce") == words.get(status)


def test_the_dataset_names_every_file(site_at_root: Site) -> None:
    dataset = graph(site_at_root.read("du-lieu/"))[0]
    for file in dataset["distribution"]:
        assert site_at_root.has(urlsplit(file["contentUrl"]).path.lstrip("/"))
    assert len(dataset["distribution"]) == 2 * len([p for p in site_at_root.paths() if p.startswith("api/v1/schema/")])


def test_without_an_address_no_address_is_made_up(site: Site) -> None:
    for path in (f"xa-phuong/{UNIT}/", "chien-dich/thang-hanh-dong/", "du-lieu/"):
        things = graph(site.read(path))
        assert things
        assert not [value for key, value in values(things) if key in ("url", "item", "contentUrl")]
        assert "BreadcrumbList" not in {thing["@type"] for thing in things}


def test_a_value_cannot_end_the_block(facts: Facts) -> None:
    made = json_ld.script(
        published(facts, site_url="https://mau.example/"), "x/y/", "", "</script><b>&\u2028", [("x/", "<!--")]
    )
    inside = made.removeprefix('<script type="application/ld+json">').removesuffix("</script>\n")
    assert not re.search("[<>&\u2028]", inside)
    assert json.loads(inside)["@graph"][0]["itemListElement"][-1]["name"] == "</script><b>&\u2028"


def test_every_output_is_the_same_bytes_in_any_folder(build: Builder, site_in_folder: Site) -> None:
    elsewhere = build(GOLDEN, lambda root: None, site_url="https://a.example/du-an/", today=TODAY_THERE)
    assert elsewhere.files() == site_in_folder.files()
