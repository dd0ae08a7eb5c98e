"""The Atom feed (RFC 4287): what changed on the site, and the campaigns that are on or coming. It needs the site's
whole address, which its links are made of; its ids are made of ours, and stay on another host."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import escape
from typing import NamedTuple

from facts.exports.export import Export, lasting_id
from facts.records import clock, when
from facts.records.addresses import FEED, HUBS, address
from facts.records.models import Campaign, Change
from facts.site.site import Site
from facts.site.words import say_day

KINDS = ("changes", "campaigns")
MOST = 50


class Entry(NamedTuple):
    """One entry: its place on the site, title, text, the day it is dated, and the day on which it came, where one is known."""

    key: tuple[str, str]
    title: str
    text: str
    day: date
    came_on: date | None = None


def to_atom(site: Site) -> str:
    """The feed, newest first."""
    from feedgenerator import Atom1Feed  # here, so that `make check`, which makes no feed, does not wait for it

    settings = site.settings
    feed = Atom1Feed(
        title=settings.site_name,
        link=settings.whole(HUBS["changes"]),
        description=settings.description,
        subtitle="Trang này đã đổi gì, và đợt phát động nào đang diễn ra hoặc sắp tới.",
        language="vi",
        feed_url=settings.whole(FEED),
        feed_guid=f"urn:uuid:{lasting_id(site, FEED)}",
        author_name=settings.operator or settings.site_name,
    )
    entries = sorted(entries_of(site), key=lambda entry: (entry.day, entry.key), reverse=True)
    for entry in entries[:MOST]:
        feed.add_item(
            title=entry.title, link=settings.whole(address(*entry.key)), description=escape(entry.text),
            unique_id=f"urn:uuid:{lasting_id(site, *entry.key)}",
            pubdate=_midnight(entry.came_on) if entry.came_on else None, updateddate=_midnight(entry.day),
        )  # fmt: skip
    if not entries:  # the library would read the clock
        feed.latest_post_date = lambda: datetime(site.today.year, site.today.month, site.today.day, tzinfo=UTC)
    text: str = feed.writeString("utf-8")
    return text


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)


def entries_of(site: Site) -> Iterator[Entry]:
    """Changes on the day they were made; campaigns on the day their facts were checked, which moves: nobody wrote down
    when they came."""
    for change in site.shown(Change):
        text, day = f"{change.what} Vì sao: {change.why}", change.changed_on
        yield Entry(("changes", change.id), change.name, text, day, day)
    for campaign in site.shown(Campaign):
        if site.status(campaign) not in (when.Status.ACTIVE, when.Status.UPCOMING):
            continue
        first, last = when.campaign_days(campaign, site.today, site.facts.find(Campaign, campaign.part_of))
        days = f"{say_day(first) or '…'} – {say_day(last) or '…'}" if first or last else ""
        said = filter(None, (days, f"“{campaign.theme}”" if campaign.theme else "", campaign.summary))
        yield Entry(("campaigns", campaign.id), campaign.name, ". ".join(said), campaign.verified_on)


EXPORT = Export(
    FEED, "application/atom+xml", to_atom, "nguồn tin Atom: trang đổi gì, đợt phát động nào sắp tới",
    is_there=lambda site: bool(site.settings.site_url),
)  # fmt: skip
