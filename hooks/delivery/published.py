"""What a host does to a site: every file of its manifest asked for as readers ask, and each difference told.

Only that site is asked, no redirect is followed, and never more than one request a second but on this machine itself.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import re
import sys
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, quote, urlsplit

import brotli  # type: ignore[import-untyped]

from delivery import manifest, policy
from terminal import console

USER_AGENT = "phong-chong-ma-tuy/1 (kiem tra trang sau khi dang; look at the site after publishing)"
SECONDS_BETWEEN = 1.0
SECONDS_TO_WAIT = 60
MOST_NAMED = 5  # files named with a fault; of the others only how many
MISSING = "khong/co/trang-nay/"
NOT_FOUND = "404.html"
FOR_HOSTS = {"_headers", "_redirects"}  # whoever reads these serves them to nobody
TYPES = {  # what browsers refuse, or only offer to save, under another name
    "html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "txt": "text/plain",
    "json": "application/json",
}  # fmt: skip
ALSO = {"application/javascript": "text/javascript", "application/x-javascript": "text/javascript"}
BOM = b"\xef\xbb\xbf"
OURS = ("Strict-Transport-Security", "X-Content-Type-Options", "Referrer-Policy")


@dataclass(frozen=True)
class Answer:
    """What came of one request: a status (0 when nothing came), headers, the bytes as sent, and why nothing came."""

    status: int
    headers: Message
    body: bytes
    why: str = ""


@dataclass(frozen=True)
class Fault:
    """One thing that the host did. `is_note`: the site works, and could stand better."""

    path: str
    says: str
    is_note: bool = False


Ask = Callable[[str, str], Answer]  # path below the site's address, accepted encodings


def asker(site: SplitResult, seconds: float) -> Ask:
    """What asks for a path of one site, `seconds` after the request before."""
    last = 0.0

    def ask(path: str, encodings: str) -> Answer:
        nonlocal last
        time.sleep(max(0.0, last + seconds - time.monotonic()))
        last = time.monotonic()
        kind = HTTPSConnection if site.scheme == "https" else HTTPConnection
        connection = kind(site.hostname or "", site.port, timeout=SECONDS_TO_WAIT)
        try:
            headers = {"User-Agent": USER_AGENT, "Accept-Encoding": encodings}
            connection.request("GET", quote(site.path, safe="/%") + quote(path), headers=headers)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        except (OSError, HTTPException, UnicodeError) as error:  # the last: a name that no host can have
            return Answer(0, Message(), b"", str(error) or type(error).__name__)
        finally:
            connection.close()

    return ask


def seconds_between(site: SplitResult) -> float:
    """None on this machine itself, a second anywhere else."""
    return 0.0 if site.hostname in ("localhost", "127.0.0.1", "::1") else SECONDS_BETWEEN


class Unpublished(ValueError):  # noqa: N818  a state, in the words of those who read it
    """There is no site of ours at that address; the sentence says why."""


def promised(ask: Ask) -> dict[str, str]:
    """Path → SHA-256 as the running site's manifest says. Raises Unpublished where there is none."""
    answer = ask(manifest.MANIFEST, "identity")
    if answer.status != 200:
        raise Unpublished(f"{manifest.MANIFEST}: {_no(answer)}. Địa chỉ có đúng không, và trang đã đăng chưa?")
    lines = re.findall(rb"^([0-9a-f]{64})  (.+)$", answer.body, re.MULTILINE)
    if not lines or len(lines) != len(answer.body.splitlines()):
        raise Unpublished(f"{manifest.MANIFEST}: không phải danh sách của trang này.")
    return {path.decode("utf-8", "replace"): digest.decode() for digest, path in lines}


def look(ask: Ask, said: Mapping[str, str]) -> Iterator[Fault]:
    """Ask for every file that the manifest names, and for one that is not there."""
    home = ask("", "identity")
    expected = policy.of_page(home.body.decode("utf-8", "replace"))
    yield from _headers(home, expected)
    for number, (path, digest) in enumerate(said.items()):
        if path not in FOR_HOSTS | {NOT_FOUND}:
            yield from file(path, digest, ask(_address(path), ("gzip", "br", "identity")[number % 3]), expected)
    yield from _missing(ask(MISSING, "identity"), said.get(NOT_FOUND, ""))


def file(path: str, digest: str, answer: Answer, expected: str) -> Iterator[Fault]:
    """What is wrong with the answer for one file; `expected` is the policy of the site's pages."""
    if answer.status != 200:
        yield Fault(path, _no(answer))
        return
    try:
        body = _unpacked(answer)
    except ValueError as error:
        yield Fault(path, str(error))
        return
    if hashlib.sha256(body).hexdigest() != digest:
        is_page = path.endswith(".html") and not policy.of_page(body.decode("utf-8", "replace"))
        why = " Trang mất cả chính sách (Content-Security-Policy)." if is_page else ""
        yield Fault(path, f"khác lúc dựng: máy chủ hay lớp trung gian đã viết lại.{why}")
    yield from _kind(path, answer, body)
    header = answer.headers.get_all("Content-Security-Policy", [])
    if path.endswith(".html") and header and header != [policy.as_header(expected)]:
        yield Fault(
            path, "máy chủ gửi một Content-Security-Policy khác của trang: chữ, hình hay tìm kiếm có thể bị chặn."
        )
    if _is_shared(path) and answer.headers.get("Access-Control-Allow-Origin") != "*":
        yield Fault(path, "trang khác không lấy được tệp này: thiếu Access-Control-Allow-Origin: *.", is_note=True)


def _kind(path: str, answer: Answer, body: bytes) -> Iterator[Fault]:
    sent = answer.headers.get("Content-Type", "")
    kind, charset = sent.partition(";")[0].strip().lower(), (answer.headers.get_content_charset() or "").lower()
    due = TYPES.get(path.rpartition(".")[2])
    if due and ALSO.get(kind, kind) != due:
        yield Fault(path, f"gửi là “{kind or 'không loại nào'}”, phải là {due}.")
    if charset and charset not in ("utf-8", "us-ascii") and not kind.startswith("image/"):
        yield Fault(path, f"gửi với bảng mã {charset}: chữ Việt sẽ vỡ. Phải là utf-8.")
    if due == "text/plain" and not charset and not body.isascii() and not body.startswith(BOM):
        yield Fault(path, "không nói bảng mã: chữ Việt có thể vỡ. Thêm charset=utf-8 cho tệp .txt.", is_note=True)


def _unpacked(answer: Answer) -> bytes:
    """The bytes that a browser gets. Raises ValueError with a sentence where they are not what their header says."""
    encoding = (answer.headers.get("Content-Encoding") or "identity").lower()
    try:
        match encoding:
            case "identity":
                return answer.body
            case "gzip":
                return gzip.decompress(answer.body)
            case "br":
                return bytes(brotli.decompress(answer.body))
    except (OSError, EOFError, zlib.error, brotli.error):
        raise ValueError(f"nói là nén {encoding} mà không mở ra được: trình duyệt báo lỗi.") from None
    raise ValueError(f"nén bằng {encoding}, điều không ai hỏi.")


def _headers(home: Answer, expected: str) -> Iterator[Fault]:
    """What the host says beside every page."""
    told = home.headers
    if not expected:
        yield Fault(
            "", "trang đầu không mang chính sách (Content-Security-Policy): đã bị viết lại, hoặc không phải trang này."
        )
    if "Content-Security-Policy" not in told:
        words = "không gửi Content-Security-Policy. Trang vẫn mang chính sách của mình; chỉ thiếu phần cấm trang khác đóng khung."
        yield Fault("", words, is_note=True)
    if lacking := [name for name in OURS if name not in told]:
        yield Fault("", f"không gửi {', '.join(lacking)}.", is_note=True)
    if "no-transform" not in told.get("Cache-Control", ""):
        yield Fault(
            "", "không gửi Cache-Control: no-transform, nên lớp trung gian được phép viết lại trang.", is_note=True
        )


def _missing(answer: Answer, digest: str) -> Iterator[Fault]:
    """What an address that is not there gives."""
    if answer.status == 200:
        yield Fault(MISSING, "địa chỉ không có mà trả 200: máy tìm kiếm sẽ giữ trang không có thật. Phải trả 404.")
    elif answer.status != 404:
        yield Fault(MISSING, f"địa chỉ không có: {_no(answer)}. Phải trả 404.")
    elif hashlib.sha256(answer.body).hexdigest() != digest:
        yield Fault(MISSING, "lỗi 404 hiện trang của máy chủ, không phải 404.html: người đọc không thấy số nào.")


def _no(answer: Answer) -> str:
    if answer.why:
        return f"không trả lời ({answer.why})"
    if 300 <= answer.status < 400:
        return f"bị dẫn sang {answer.headers.get('Location', 'nơi không rõ')}"
    if answer.status in (404, 410):
        return "thiếu trên máy chủ"
    return f"trả {answer.status}"


def _address(path: str) -> str:
    """A page is asked for by the address that readers have."""
    return path.removesuffix("index.html") if path.endswith("/index.html") or path == "index.html" else path


def _is_shared(path: str) -> bool:
    return path.startswith("api/") or path.endswith((".ics", "/atom.xml"))


def tell(faults: Sequence[Fault]) -> list[str]:
    """The faults as lines: those of one kind together, with the first files and how many more."""
    together: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for fault in faults:
        together[(fault.is_note, fault.says)].append(fault.path)
    lines = []
    for (is_note, says), paths in sorted(together.items(), key=lambda one: one[0][0]):
        more = f" và {len(paths) - MOST_NAMED} tệp nữa" if len(paths) > MOST_NAMED else ""
        where = ", ".join(filter(None, paths[:MOST_NAMED])) or "mọi trang"
        lines.append(f"{'NOTE ' if is_note else 'ERROR'}  {where}{more}: {says}")
    return lines


def _address_of_site(url: str) -> SplitResult | None:
    """The address of a whole site, with a slash at its end; None for a text that is no such address."""
    try:
        site = urlsplit(url if url.endswith("/") else f"{url}/")
        has_host = bool(site.hostname) and site.port != 0 and "@" not in site.netloc
    except ValueError:  # a port that is not a number, a bracket that is not closed
        return None
    return site if has_host and site.scheme in ("http", "https") and not (site.query or site.fragment) else None


def main(argv: list[str] | None = None) -> int:
    """Tell what the host of a running site does to it; 1 when a reader gets something else than was built."""
    parser = argparse.ArgumentParser(
        prog="delivery.published", description="Trang đang chạy có là trang đã dựng không."
    )
    parser.add_argument("url", metavar="URL", help="địa chỉ của trang, ví dụ https://dia-chi.example/")
    parser.add_argument("--again", type=float, default=0, metavar="GIÂY", help="hỏi lại một lần sau chừng ấy giây")
    options = parser.parse_args(argv)
    site = _address_of_site(options.url)
    if site is None:
        print("ERROR  Cần địa chỉ của trang: make published URL=https://dia-chi-cua-trang/", file=sys.stderr)
        return 2
    ask = asker(site, seconds_between(site))
    try:
        said = promised(ask)
        faults = [*look(ask, said)]
        if options.again and any(not fault.is_note for fault in faults):  # a cache may have given the edition before
            time.sleep(options.again)
            said = promised(ask)
            faults = [*look(ask, said)]
    except Unpublished as error:
        print(f"ERROR  {error}")
        return 1
    for line in tell(faults):
        print(line)
    wrong = {fault.path for fault in faults if not fault.is_note}
    print(
        f"{len(said)} tệp đã hỏi, {len(wrong)} chỗ khác lúc dựng."
        if wrong
        else f"{len(said)} tệp đã hỏi, nguyên như lúc dựng."
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(console.run(main))
