"""What the last edition published still answers: every address, and every anchor, without a script.

`published.txt` holds each page with the ids of its content as they were. A line is never taken out of it: a page that goes
leaves its address (data/moved.yml), a text that moves leaves its anchor on the line that leads to it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from building import Site, attributes
from facts.reading.markdown import read_pages
from facts.reading.series import parts_of

LAST = Path(__file__).with_name("published.txt")
PUBLISHED = [line.split() for line in LAST.read_text(encoding="utf-8").splitlines()]


def ids(page: str) -> set[str]:
    return {value for _, name, value in attributes(page) if name == "id"}


def unanswered(site: Site, published: list[list[str]]) -> list[str]:
    """Each address, and each anchor, that led somewhere and leads nowhere now."""
    found = []
    for url, *anchors in published:
        address = url.removeprefix("./")
        if not site.has(address):
            found.append(url)
            continue
        there = ids(site.read(address))
        found += [f"{url}#{anchor}" for anchor in anchors if anchor not in there]
    return found


def test_every_address_and_anchor_of_the_last_edition_answers(site: Site) -> None:
    assert len(PUBLISHED) > 400
    assert unanswered(site, PUBLISHED) == []


def test_one_that_is_gone_is_told(site: Site) -> None:
    gone = [["huong-dan/khong-con/", "a"], ["huong-dan/luat-2025/", "lam-ngay", "khong-con"]]
    assert unanswered(site, gone) == ["huong-dan/khong-con/", "huong-dan/luat-2025/#khong-con"]


def topics(root: Path) -> dict[str, tuple[str, ...]]:
    return parts_of((page.url, page.meta) for page in read_pages(root))


@pytest.mark.parametrize("topic", ["huong-dan/lo-cho-con/", "huong-dan/luat-2025/", "huong-dan/muon-dung-lai/"])
def test_a_topic_lists_its_parts_and_each_anchor_stands_on_the_line_that_leads_to_it(
    site: Site, project: Path, topic: str
) -> None:
    parts = topics(project)[topic]
    page = site.read(topic)
    listed = page[page.index('<section class="parts"') :]
    listed = listed[: listed.index("</section>")]
    found = re.findall(r'<li id="([^"]+)"[^>]*><a href="([^"#]+)#([^"]+)">', listed)
    assert found
    for bears, target, anchor in found:
        assert bears == anchor
        assert topic + target in parts
        assert bears in ids(site.read(topic + target))
    assert list(dict.fromkeys(topic + href for href in re.findall(r'href="([^"#]+)"', listed))) == list(parts)


@pytest.mark.parametrize("topic", ["huong-dan/lo-cho-con/", "huong-dan/luat-2025/", "huong-dan/muon-dung-lai/"])
def test_each_part_leads_to_the_next_and_the_last_to_the_contents(site: Site, project: Path, topic: str) -> None:
    parts = topics(project)[topic]
    for here, after in zip(parts, [*parts[1:], topic], strict=True):
        leads = re.search(r'<nav class="next"[^>]*><a href="([^"]+)"', site.read(here))
        assert leads
        assert leads[1] == ("../" if after == topic else f"../{after.removeprefix(topic)}")
