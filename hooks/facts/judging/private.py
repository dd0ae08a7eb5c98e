"""What is one person's alone and stands on no page: numbers of their papers and accounts, a name with its year of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from facts.numbers.phones import kind_of
from facts.problems import Level

_PAPERS = re.compile(
    r"(?<!\w)(?:CCCD|CMND|CMT|BHYT|căn cước|chứng minh (?:nhân dân|thư)|hộ chiếu|bảo hiểm y tế"
    r"|(?P<account>STK|số tài khoản|tài khoản số))"
    r"(?!\w)[^\d\n|]{0,24}?(?P<number>[A-Z]{0,2}[0-9](?:[ .-]?[0-9]){6,}+)"
    r"(?! ?(?:đồng|đ(?!\w)|lượt))",  # so much, no number of one
    re.IGNORECASE,
)
# Days and years have eight digits.
_OF_A_PAPER = re.compile(r"[A-Z]{1,2}[0-9]{7,8}|[A-Z]{2}[0-9]{13}|[0-9]{9,10}|0[0-9]{11}", re.IGNORECASE)
_DAY = r"(?:[0-9]{1,2}(?:[/.-]| tháng | năm )){0,2}"
_BORN = re.compile(
    rf",? ?\(?(?:sinh (?:năm|ngày):? ?(?=[0-9])|SN:? ?(?={_DAY}[0-9]{{4}}))"  # SN 12 is a house
    rf"(?!{_DAY}1(?:[0-8][0-9]|9[01])[0-9](?![0-9]))"  # someone of history
    rf"(?!{_DAY}[0-9]{{4}} ?(?:trở (?:đi|lại đây|lên|xuống|về (?:trước|sau))|(?:[–-]|đến|tới) ?(?:năm )?[0-9]))"  # many
)
_LONG = re.compile(r"[0-9](?:[ .-]?[0-9]){6}")  # a quick no


def found_in(text: str) -> Iterator[tuple[int, str, str, Level]]:
    """Yield (offset, code, what to do, how much it weighs) for each place of one text."""
    for papers in _PAPERS.finditer(text) if _LONG.search(text) else ():
        digits = re.sub(r"[ .-]", "", papers["number"])
        if papers["account"]:
            message = "số tài khoản: một chữ số sai là tiền tới người khác. Của một người thì xóa; của một quỹ thì dẫn tới trang của quỹ."
            yield papers.start("number"), "private", message, Level.WARNING
        elif _OF_A_PAPER.fullmatch(digits) and not kind_of(digits):  # numbers to call are judged as such
            message = "số giấy tờ của riêng một người, ai đọc cũng dùng được. Xóa số ấy."
            yield papers.start("number"), "private", message, Level.ERROR
    for born in _BORN.finditer(text) if "sinh n" in text or "SN" in text else ():
        words = text[: born.start()].rpartition("\n")[2].split(" ")[-6:]
        name = " ".join(reversed([*takewhile(lambda word: word[:1].isupper(), reversed(words))]))
        many = name == "Việt Nam" or name.startswith("Người ") or " ".join(words).endswith(f" người {name}")
        if " " in name and not many:
            message = f"“{name}” cùng năm sinh chỉ rõ một người. Là người dân thì xóa cả tên và năm sinh."
            yield born.start() - len(name), "private", message, Level.WARNING
