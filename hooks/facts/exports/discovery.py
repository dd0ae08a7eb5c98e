"""What makes the site found, and last: robots.txt, sitemap.xml, redirects, security.txt, and the numbers as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from html import escape
from urllib.parse import quote, urlsplit

from facts.exports.export import Export
from facts.numbers.phones import dialed, shown, uri
from facts.records.addresses import HUBS, MESSAGE, address_in_words
from facts.site import sheets
from facts.site.site import Site
from facts.site.words import say_day

TEXT = "text/plain"
BOM = "\ufeff"  # of a text that a host may serve without its charset: browsers would take it for windows-1252
MOST_BYTES = 1024  # of the message: it is pasted into SMS and Zalo
SECURITY_DAYS = 364  # RFC 9116 recommends less than a year ahead; each build moves it on


def robots(site: Site) -> str:
    """Everyone may read everything; where the sitemap is, once it has an address (RFC 9309)."""
    sitemap = site.settings.whole("sitemap.xml")
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {sitemap}\n" if sitemap else "")


def sitemap(site: Site, pages: Iterable[tuple[str, date | None]]) -> str:
    """The sitemap of pages given as (site-relative address, day its facts were last checked); addresses are whole."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for place, day in sorted(pages):
        dated = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(site.settings.whole(place), quote=False)}</loc>{dated}</url>")
    return "\n".join([*lines, "</urlset>"]) + "\n"


def redirects(site: Site) -> str:
    """Old pages as Cloudflare Pages and Netlify read them; an old anchor never reaches a server."""
    base = urlsplit(site.settings.site_url).path or "/"
    moves = [move for move in site.facts.tables.moved.moved if "#" not in move.old]
    return "".join(f"{base}{move.old} {base}{move.new} 301\n" for move in moves)


def message(site: Site) -> str:
    """The numbers to paste into a message: only those that may stand where nobody can take them back."""
    sheet = sheets.paper(site)
    if not sheet:  # the file stays, for pages lead to it
        return f"{BOM}{_TITLE}\nChưa có số nào đủ chắc để gửi đi.\n"
    over = " Đã quá hạn, hỏi lại khi gọi." if sheet.is_over else ""
    days = f"Kiểm tra {say_day(sheet.checked_on)}, dùng đến {say_day(sheet.holds_until)}.{over}"
    ends = [days, *filter(None, [address_in_words(site.settings.whole(HUBS["hotlines"]))])]
    lines = [f"{shown(one.channel.value)}: {one.hotline.call_when or one.hotline.name}" for one in sheet.lines]
    while lines and len("\n".join([BOM + _TITLE, *lines, *ends, ""]).encode()) >= MOST_BYTES:
        lines.pop()
    return "\n".join([BOM + _TITLE, *lines, *ends, ""])


_TITLE = "Số gọi khi cần"


def llms(site: Site, files: Mapping[str, str]) -> str:
    """The site for programs that answer people: the numbers first, then how long they hold, then where the rest is.

    Its form (llmstxt.org) lets nothing but lists of links stand below a heading of the second level.
    `files`: the paths of open data that such a program is told of, each with its name.
    """
    settings = site.settings
    sheet = sheets.paper(site)
    lines = [f"# {settings.site_name}", "", f"> {settings.description}", "", "Số gọi ngay:", ""]
    if sheet:
        lines += [
            f"- {one.digits}: {one.hotline.name}. {one.hotline.call_when or one.hotline.for_whom}"
            for one in sheet.lines
        ]
        lines += ["", f"Kiểm tra ngày {say_day(sheet.checked_on)}, dùng đến ngày {say_day(sheet.holds_until)}."]
        if sheet.is_over:
            lines.append("Đã quá hạn kiểm tra: nói rõ như vậy khi kể lại.")
    lines += [
        "",
        "Mỗi điều trên trang này có ngày đối chiếu. Khi kể lại, nói cả ngày đó. Không đoán số, không ghép số.",
        "Đừng kể một số điện thoại đã quá hạn: đọc lại trang trước, vì số sai có thể hại người đang cần giúp.",
        "Trang này không phải của cơ quan nhà nước."
        if not settings.operator
        else f"Trang do {settings.operator} phụ trách.",
        "Không thay lời khuyên của bác sĩ hay luật sư.",
        "",
        "## Đọc thêm",
        "",
        *(f"- [{name}]({settings.whole(place) or place})" for place, name in {**_PAGES, **files}.items()),
        "",
    ]
    return "\n".join(lines)


_PAGES = {
    HUBS["hotlines"]: "Mọi số, và điều gì xảy ra khi gọi",
    HUBS["sources"]: "Nguồn của mọi điều",
}


def security(site: Site) -> str:
    """Whom to tell of a hole (RFC 9116); '' while nobody can be told."""
    settings = site.settings
    contacts = [f"mailto:{quote(settings.email, safe='@')}"] if settings.email else []
    contacts += filter(None, [uri(dialed(settings.phone))])
    if not contacts:
        return ""
    lines = [f"Contact: {contact}" for contact in contacts]
    lines += [f"Expires: {site.today + timedelta(days=SECURITY_DAYS)}T00:00:00Z", "Preferred-Languages: vi, en"]
    if settings.site_url:
        lines.append(f"Canonical: {settings.whole('.well-known/security.txt')}")
    return "\n".join([*lines, ""])


EXPORTS = (
    Export(MESSAGE, TEXT, message, "các số, bằng chữ thường, để dán vào tin nhắn"),
    Export("robots.txt", TEXT, robots),
    Export("_redirects", TEXT, redirects, is_there=lambda site: bool(redirects(site))),
    Export(".well-known/security.txt", TEXT, security, is_there=lambda site: bool(security(site))),
)
