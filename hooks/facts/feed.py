"""The Atom feed (RFC 4287): what changed on the site, and the campaigns that are on or coming. It needs the site's
whole address, which its ids are made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import escape
from typing import NamedTuple

from facts import when
from facts.addresses import address
from facts.blocks import Context
from facts.records import Campaign, Change
from facts.words import say_day

PATH = "cap-nhat/atom.xml"
KINDS = ("changes", "campaigns")
MOST = 50


class Entry(NamedTuple):
    """One entry: its place on the site, title, text, and the day it is dated."""

    place: str
    title: str
    text: str
    day: date


def to_atom(context: Context) -> str:
    """The feed, newest first."""
    from feedgenerator import Atom1Feed  # here, so that `make check`, which makes no feed, does not wait for it

    settings = context.settings
    feed = Atom1Feed(
        title=settings.site_name,
        link=settings.whole("cap-nhat/"),
        description=settings.description,
        subtitle="Trang này đã đổi gì, và đợt phát động nào đang diễn ra hoặc sắp tới.",
        language="vi",
        feed_url=settings.whole(PATH),
        feed_guid=settings.whole(PATH),
        author_name=settings.operator or settings.site_name,
    )
    entries = sorted(entries_of(context), key=lambda entry: (entry.day, entry.place), reverse=True)
    for entry in entries[:MOST]:
        at = datetime(entry.day.year, entry.day.month, entry.day.day, tzinfo=when.VIETNAM)
        url = settings.whole(entry.place)
        feed.add_item(
            title=entry.title, link=url, description=escape(entry.text), unique_id=url,
            pubdate=at, updateddate=at,
        )  # fmt: skip
    if not entries:  # the library would read the clock
        feed.latest_post_date = lambda: datetime(context.today.year, context.today.month, context.today.day, tzinfo=UTC)
    text: str = feed.writeString("utf-8")
    return text


def entries_of(context: Context) -> Iterator[Entry]:
    """Changes on the day they were made; campaigns on the day their facts were checked."""
    changes: list[Change] = context.facts.all("changes")
    for change in changes:
        if not when.is_withdrawn(change, context.today):
            yield Entry(
                address("changes", change.id), change.name, f"{change.what} Vì sao: {change.why}", change.changed_on
            )
    campaigns: list[Campaign] = context.facts.all("campaigns")
    for campaign in campaigns:
        status = context.status(campaign)
        if when.is_withdrawn(campaign, context.today) or status not in (when.Status.ACTIVE, when.Status.UPCOMING):
            continue
        first, last = when.campaign_days(campaign, context.today, context.facts.find("campaigns", campaign.part_of))
        days = f"{say_day(first) or '…'} – {say_day(last) or '…'}" if first or last else ""
        said = filter(None, (days, f"“{campaign.theme}”" if campaign.theme else "", campaign.summary))
        yield Entry(address("campaigns", campaign.id), campaign.name, ". ".join(said), campaign.verified_on)
