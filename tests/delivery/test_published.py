"""A running site is the one that was built: asked file by file, behind our own hosts and behind one that misbehaves in each way."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
import pytest

from building import ROOT, Site
from delivery import manifest, policy, published
from web import serve

POLICY = policy.policy([], [])
PAGE = policy.put_in(f"<!doctype html>\n{policy.CHARSET}\n<title>Mẫu</title>\n<p>Gọi 115</p>\n", POLICY)
FILES = {
    "index.html": PAGE,
    "404.html": PAGE.replace("115", "113"),
    "goi-ngay/index.html": PAGE.replace("115", "111"),
    "goi-ngay.txt": "\ufeffSố gọi khi cần\n",
    "llms.txt": "# Số\n",
    "robots.txt": "User-agent: *\n",
    "_redirects": "/cu /moi 301\n",
    "assets/a.css": "p{color:red}\n",
    "assets/a.js": "0;\n",
    "api/v1/hotlines.json": '{"data": "số"}\n',
    ".well-known/security.txt": "Contact: tel:+84111\n",
    "hinh/anh mau.svg": "<svg/>\n",
}
TYPES = {**published.TYPES, "html": "text/html; charset=utf-8", "txt": "text/plain; charset=utf-8"}


@dataclass(frozen=True)
class Sent:
    """What the small host answers; a misbehaviour changes it."""

    path: str
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    def but(self, **headers: str) -> Sent:
        return replace(
            self, headers={**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        )

    def without(self, name: str) -> Sent:
        return replace(self, headers={key: value for key, value in self.headers.items() if key != name})


Change = Callable[[Sent], Sent]


class Host(BaseHTTPRequestHandler):
    """A host that is right until `change` spoils its answers."""

    root: Path
    change: Change
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        path = unquote(self.path).removeprefix("/trang/")
        path = path + "index.html" if path == "" or path.endswith("/") else path
        is_there = (self.root / path).is_file() and path != "_redirects"
        file = self.root / (path if is_there else "404.html")
        headers = {"Content-Type": TYPES.get(file.suffix[1:], "application/octet-stream"),
                   "Content-Security-Policy": policy.as_header(POLICY), **policy.HEADERS,
                   "Cache-Control": "public, max-age=300, no-transform", "Access-Control-Allow-Origin": "*"}  # fmt: skip
        body, accepted = file.read_bytes(), self.headers["Accept-Encoding"]
        if accepted in ("gzip", "br"):
            body = gzip.compress(body) if accepted == "gzip" else brotli.compress(body)
            headers["Content-Encoding"] = accepted
        sent = type(self).change(Sent(path, 200 if is_there else 404, body, headers))
        if not sent.status:
            return  # the connection closes without a word
        self.send_response(sent.status)
        for name, value in {**sent.headers, "Content-Length": str(len(sent.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(sent.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    manifest.write_manifest(root)
    return root


@pytest.fixture(scope="module")
def running(root: Path) -> Iterator[tuple[type[Host], str]]:
    handler = type("OneHost", (Host,), {"root": root})
    for origin in serve(handler):
        yield handler, f"{origin}/trang/"


@pytest.fixture
def host(running: tuple[type[Host], str]) -> tuple[type[Host], str]:
    """A host that is right, and the address of its site."""
    running[0].change, running[0].asked = staticmethod(lambda sent: sent), []
    return running


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = published.main([*words])
    return status, capsys.readouterr().out


def test_a_host_that_serves_what_was_built_is_asked_for_each_file_once(
    host: tuple[type[Host], str], capsys: pytest.CaptureFixture[str]
) -> None:
    handler, address = host
    assert told(capsys, address) == (0, f"{len(FILES)} tệp đã hỏi, nguyên như lúc dựng.\n")
    assert "/trang/hinh/anh%20mau.svg" in handler.asked
    assert "/trang/.well-known/security.txt" in handler.asked
    # The list, the first page once more; neither 404.html nor _redirects, one address that is not there.
    assert len(handler.asked) == len(FILES) + 1


def only(path: str, change: Change) -> Change:
    return lambda sent: change(sent) if sent.path == path else sent


def in_pages(change: Change) -> Change:
    return lambda sent: change(sent) if sent.path.endswith(".html") else sent


def plain(sent: Sent) -> Sent:
    """The same answer, not packed."""
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(sent.headers.get("Content-Encoding", ""), bytes)
    return replace(sent.without("Content-Encoding"), body=unpack(sent.body))


def written(old: bytes, new: bytes) -> Change:
    return lambda sent: replace(plain(sent), body=plain(sent).body.replace(old, new))


# What the host does → what is told, and whether it is more than a note.
MISBEHAVIOURS: dict[str, tuple[Change, str, bool]] = {
    "leaves out names that begin with a dot": (
        only(".well-known/security.txt", lambda sent: replace(plain(sent), status=404)),
        ".well-known/security.txt: thiếu trên máy chủ", True,
    ),
    "writes in a page": (in_pages(written(b"</title>", b"</title><script>0</script>")), "đã viết lại", True),
    "writes a script without its last line": (only("assets/a.js", written(b"\n", b"")), "assets/a.js: khác lúc dựng", True),
    "takes the policy out of pages": (
        in_pages(written(b"http-equiv", b"name")), "Trang mất cả chính sách (Content-Security-Policy)", True,
    ),
    "says gzip and sends none": (
        only("assets/a.css", lambda sent: plain(sent).but(Content_Encoding="gzip")), "nói là nén gzip mà không mở ra được", True,
    ),
    "cuts what it packed": (
        lambda sent: replace(sent, body=sent.body[:-4]) if sent.headers.get("Content-Encoding") == "gzip" else sent,
        "mà không mở ra được", True,
    ),
    "packs twice": (
        only("assets/a.js", lambda sent: replace(plain(sent), body=gzip.compress(gzip.compress(plain(sent).body)))
             .but(Content_Encoding="gzip")), "assets/a.js: khác lúc dựng", True,
    ),
    "packs in what nobody asked for": (
        only("llms.txt", lambda sent: plain(sent).but(Content_Encoding="zstd")), "nén bằng zstd", True,
    ),
    "names no charset": (
        only("llms.txt", lambda sent: sent.but(Content_Type="text/plain")), "llms.txt: không nói bảng mã", False,
    ),
    "names another charset": (
        in_pages(lambda sent: sent.but(Content_Type="text/html; charset=windows-1252")), "bảng mã windows-1252", True,
    ),
    "calls a script text": (only("assets/a.js", lambda sent: sent.but(Content_Type="text/plain")), "phải là text/javascript", True),
    "calls nothing anything": (
        only("assets/a.css", lambda sent: sent.without("Content-Type")), "không loại nào", True,
    ),
    "leads elsewhere": (
        only("goi-ngay/index.html", lambda sent: replace(plain(sent), status=301).but(Location="https://khac.example/")),
        "bị dẫn sang https://khac.example/", True,
    ),
    "answers what is not there": (
        lambda sent: replace(sent, status=200) if sent.status == 404 else sent, "địa chỉ không có mà trả 200", True,
    ),
    "leads from what is not there to the first page": (
        lambda sent: replace(sent, status=302).but(Location="/") if sent.status == 404 else sent,
        "địa chỉ không có: bị dẫn sang /", True,
    ),
    "has a page of its own for what is not there": (
        lambda sent: replace(sent, body=b"<h1>404 Not Found</h1>") if sent.status == 404 else sent,
        "không phải 404.html", True,
    ),
    "sends no policy": (lambda sent: sent.without("Content-Security-Policy"), "không gửi Content-Security-Policy", False),
    "sends a policy of its own": (
        in_pages(lambda sent: sent.but(Content_Security_Policy="default-src 'none'")), "một Content-Security-Policy khác", True,
    ),
    "does not say HTTPS only": (
        lambda sent: sent.without("Strict-Transport-Security"), "không gửi Strict-Transport-Security", False,
    ),
    "lets others write in it": (lambda sent: sent.but(Cache_Control="max-age=600"), "no-transform", False),
    "keeps the data to itself": (
        lambda sent: sent.without("Access-Control-Allow-Origin"), "hotlines.json: trang khác không lấy được", False,
    ),
    "fails": (only("index.html", lambda sent: replace(plain(sent), status=503)), "index.html: trả 503", True),
    "hangs up": (only("assets/a.css", lambda sent: replace(sent, status=0)), "assets/a.css: không trả lời", True),
    "refuses": (only("robots.txt", lambda sent: replace(plain(sent), status=403)), "robots.txt: trả 403", True),
    "has no list": (
        only(manifest.MANIFEST, lambda sent: replace(plain(sent), status=404)), "trang đã đăng chưa?", True,
    ),
    "answers everything with one page": (
        lambda sent: replace(plain(sent), status=200, body=b"<p>Loading</p>"), "không phải danh sách của trang này", True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("misbehaviour", MISBEHAVIOURS)
def test_what_a_host_does_is_told(
    host: tuple[type[Host], str], capsys: pytest.CaptureFixture[str], misbehaviour: str
) -> None:
    handler, address = host
    change, words, is_fault = MISBEHAVIOURS[misbehaviour]
    handler.change = staticmethod(change)
    status, said = told(capsys, address)
    (line,) = [line for line in said.splitlines() if words in line]
    assert line.startswith("ERROR" if is_fault else "NOTE")
    assert status == is_fault


def test_five_files_of_one_fault_are_named() -> None:
    def line(count: int) -> str:
        (one,) = published.tell([published.Fault(f"{number}.css", "thiếu trên máy chủ") for number in range(count)])
        return one

    assert line(5) == "ERROR  0.css, 1.css, 2.css, 3.css, 4.css: thiếu trên máy chủ"
    assert line(7) == "ERROR  0.css, 1.css, 2.css, 3.css, 4.css và 2 tệp nữa: thiếu trên máy chủ"


def test_a_cache_that_gives_the_edition_before_is_asked_once_more(
    host: tuple[type[Host], str], capsys: pytest.CaptureFixture[str]
) -> None:
    handler, address = host
    asked = handler.asked

    def stale(sent: Sent) -> Sent:
        return (
            replace(plain(sent), status=404)
            if sent.path == "robots.txt" and asked.count("/trang/robots.txt") < 2
            else sent
        )

    handler.change = staticmethod(stale)
    assert told(capsys, address, "--again", "0.01")[0] == 0


@pytest.mark.parametrize(
    "address",
    [
        "", "trang.example", "ftp://trang.example/", "https://", "https://trang.example/?x=1", "https://trang.example:cong/",
        "https://[trang.example/", "https://toi@trang.example/",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_told(capsys: pytest.CaptureFixture[str], address: str) -> None:
    assert published.main([address]) == 2
    assert "make published URL=https://" in capsys.readouterr().err


def test_a_host_that_can_be_no_host_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert published.main([f"http://{'a' * 70}.invalid/"]) == 1
    assert "SHA256SUMS: không trả lời" in capsys.readouterr().out


def test_a_site_in_a_folder_of_a_vietnamese_name_is_asked_for(host: tuple[type[Host], str]) -> None:
    handler, address = host
    published.asker(urlsplit(f"{address}Thư mục/"), 0)("index.html", "identity")
    assert handler.asked[-1] == "/trang/Th%C6%B0%20m%E1%BB%A5c/index.html"


def test_only_this_machine_is_asked_faster_than_once_a_second() -> None:
    assert published.seconds_between(urlsplit("https://trang.example/")) == published.SECONDS_BETWEEN == 1
    assert published.seconds_between(urlsplit("http://localhost.example/")) == 1
    assert published.seconds_between(urlsplit("http://127.0.0.1:8000/")) == 0


@pytest.mark.parametrize("share", [12, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_our_own_hosts_serve_the_real_site_as_it_was_built(origin: str, site: Site, share: int) -> None:
    said = dict(list(manifest.promised(site.folder).items())[::share])
    said[published.NOT_FOUND] = manifest.promised(site.folder)[published.NOT_FOUND]
    ask = published.asker(urlsplit(f"{origin}/"), 0)
    assert published.promised(ask) == manifest.promised(site.folder)
    assert [*published.look(ask, said)] == []


def test_a_workflow_leaves_no_file_out_of_what_it_hands_on() -> None:
    """Both actions leave names that begin with a dot behind unless they are told not to."""
    found = 0
    for workflow in sorted((ROOT / ".github/workflows").glob("*.yml")):
        steps = workflow.read_text(encoding="utf-8").split("uses: ")
        for step in steps[1:]:
            if step.startswith(("actions/upload-pages-artifact@", "actions/upload-artifact@")) and re.search(
                "path: (site|build/preview)", step
            ):
                found += 1
                assert "include-hidden-files: true" in step, workflow.name
    assert found == 2
