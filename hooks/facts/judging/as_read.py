"""What is wrong with a page as its reader would get it, told where its editor wrote it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from facts.judging import pasted, preview, titles
from facts.numbers import spotting
from facts.numbers.spotting import Found
from facts.problems import Level, Place, Problem
from facts.reading import as_made, written
from facts.reading.as_made import Made
from facts.reading.markdown import MarkdownPage
from facts.rendering.converter import Converter
from facts.rendering.rendered import Body
from facts.site import dialing
from facts.site.dialing import Told
from facts.site.standing import Numbers

MOST_TOLD = 200  # of one page: no one reads more
# What is wrong with a page, and what came of it where it could be made.
Outcome = tuple[tuple[Problem, ...], Made | None]
Keep = Callable[[MarkdownPage, Body, Callable[[], Outcome]], Outcome]


def _of_records(href: str) -> Told | None:
    """What is wrong with a link to a record that is still one: every other form was made a link to its page before."""
    if not href.strip().lower().startswith("facts:"):
        return None
    return Told("link", "liên kết tới một mục viết đúng thế này: [chữ](facts:loại/mã), không thêm gì trong ngoặc.")


def converter(root: Path) -> Converter:
    """What converts the pages of the project in `root` as MkDocs would, for the check and for the build after it."""
    return Converter(lambda shaping, rare: as_made.converter(root, shaping, rare=rare), as_made.may_be_rare)


class Judge:
    """Judges pages as `converter` makes them; `numbers` says what may be dialed. Of a site every page has a name."""

    def __init__(self, converter: Converter, numbers: Numbers, *, is_of_site: bool = False) -> None:
        self._is_of_site = is_of_site
        self._converter = converter
        self._numbers = numbers
        self.made: dict[str, Made] = {}  # what came of each page that was judged, by its path from the root
        # Gives what came of a page with such a body before, or has it judged: whoever sets it knows when all else is the same.
        self.keep: Keep = lambda page, body, judge: judge()

    def page(self, page: MarkdownPage, body: Body) -> Iterator[Problem]:
        """Everything wrong with what Markdown makes of a page's body with its blocks expanded."""
        problems, made = self.keep(page, body, partial(self._judged, page, body))
        if made is not None:
            self.made[page.path] = made
        yield from problems

    def _judged(self, page: MarkdownPage, body: Body) -> Outcome:
        try:
            made = self._converter.convert_first(body.markdown)
            found = as_made.read(self._converter.finish(made, body.blocks, str), made.defined)
        except RecursionError:
            return (Problem(page.place(0), "nested", "trang lồng nhau quá sâu."),), None
        return tuple(islice(self._told(page, found), MOST_TOLD)), found

    def _told(self, page: MarkdownPage, found: Made) -> Iterator[Problem]:
        yield from self._links(page, found)
        yield from self._texts(page, found)
        if not any(problem.code == "front-matter" and problem.place.line == 1 for problem in page.problems):
            yield from self._previewed(page, found)  # else its first lines are no text

    def _links(self, page: MarkdownPage, found: Made) -> Iterator[Problem]:
        before: Counter[str] = Counter()
        for link in found.links:
            if told := _of_records(link.href) or dialing.judge(link.href, f"{link.title} {link.words}", self._numbers):
                offset = written.place_of_link(page.body, link.href, link.words, before[link.href])
                yield Problem(page.place(offset or 0), *told)
            before[link.href] += 1
        led = {link.href for link in found.links} | set(found.pictures)
        for label, address in found.defined.items():
            place = page.place(written.place_of_definition(page.body, label))
            if dialing.number_in(address) is not None or _of_records(address):
                yield Problem(place, "tel", "viết liên kết này ngay trong câu, không viết ở cuối trang.")
            elif address not in led:
                message = (
                    f"dòng này biến mất: “[{label[:40]}]:” được coi là địa chỉ của một liên kết. Bỏ dấu [ ], hoặc xóa."
                )
                yield Problem(place, "eaten", message)

    def _previewed(self, page: MarkdownPage, found: Made) -> Iterator[Problem]:
        eaten = list(preview.check(page.body, found))
        for offset, message in eaten:
            yield Problem(page.place(offset), "eaten", message)
        for offset, message in titles.check(page.body, found) if self._is_of_site and page.body.strip() else ():
            if offset not in [there for there, _ in eaten]:  # “#111 gọi” was to be no heading
                yield Problem(page.place(offset), "title", message)
        for offset, message in preview.marks(page.body):
            yield Problem(page.place(offset), "printed", message, Level.WARNING)
        for offset, message in (*pasted.flat_tables(page.body, found), *pasted.cut_rows(page.body)):
            yield Problem(page.place(offset), "eaten", message)
        for offset, code, message in pasted.doubtful(page.body, found):
            yield Problem(page.place(offset), code, message, Level.WARNING)

    def _texts(self, page: MarkdownPage, found: Made) -> Iterator[Problem]:
        before: Counter[str] = Counter()

        def place(number: Found) -> Place:
            before[number.digits] += 1
            return page.place(written.place_of_number(page.body, number.digits, before[number.digits] - 1) or 0)

        gone = self._numbers.gone
        for text in (*found.texts, *found.said):
            numbers = spotting.every(text) if gone else spotting.find(text)  # which says no sooner
            for number in numbers:
                if number.digits in gone:
                    yield Problem(place(number), "taken-off", dialing.say_gone(number.written), Level.WARNING)
            for number in numbers:
                if number.is_sure and not self._numbers.is_known(number.digits):
                    message = f"có dãy số giống số điện thoại ({number.written}) mà data/ không có."
                    yield Problem(place(number), "phone-in-text", message)
