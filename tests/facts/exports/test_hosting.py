"""What hosts need, tried with the hosts themselves: headers, errors, odd addresses, caching, compression."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import brotli
import pytest

from building import PATIENCE, Site
from delivery import manifest, policy
from facts.exports import hosting
from servers import SERVERS, ask, needed, serve_with_nginx


def hashed_paths(site: Site) -> list[str]:
    return [path for path in site.paths() if re.search(hosting.HASHED, path)]


SAMPLES = ["/", "/goi-ngay/", "/khong-co/trang-nay", "/api/v1/hotlines.json", "/goi-ngay", "/%ff", "/assets/"]


@pytest.mark.parametrize("target", SAMPLES)
def test_every_answer_has_every_header(origin: str, site: Site, target: str) -> None:
    response, _ = ask(origin, target)
    expected = hosting.headers(policy.of_page(site.read("")))
    if target.startswith("/api/"):
        expected |= policy.SHARED
    assert {name: response.headers.get_all(name) for name in expected} == {k: [v] for k, v in expected.items()}
    assert "Cache-Control" in response.headers
    assert "no-transform" in response.headers["Cache-Control"]
    assert not re.search(r"\d", response.headers.get("Server", "")), "no version of the server"


def test_a_page_is_asked_for_again_soon_and_a_hashed_file_never(origin: str, site: Site) -> None:
    assert ask(origin, "/goi-ngay/")[0].headers.get_all("Cache-Control") == [hosting.SHORT]
    assert len(hashed_paths(site)) > 3
    for path in hashed_paths(site):
        assert ask(origin, f"/{path}")[0].headers.get_all("Cache-Control") == [hosting.FOR_EVER], path


def test_what_says_which_version_is_newest_is_asked_for_each_time(origin: str, site: Site) -> None:
    assert set(hosting.NEWEST) <= set(site.paths())
    for path in hosting.NEWEST:
        assert ask(origin, f"/{path}")[0].headers.get_all("Cache-Control") == [hosting.ASKED_EACH_TIME], path


@pytest.mark.parametrize(
    "path",
    ["api/v1/hotlines.json", "api/v1/results.csv", "api/v1/schema/plans.json", "du-lieu/", "chien-dich/lich.ics"],
)
def test_other_sites_may_read_the_open_data_and_nothing_else(origin: str, path: str) -> None:
    told = ask(origin, f"/{path}")[0].headers
    assert {name: told.get_all(name) for name in policy.SHARED} == {k: [v] for k, v in policy.SHARED.items()}
    for other in ("/", "/goi-ngay/", "/tim-kiem/", "/finder/manifest.json", "/chien-dich/"):
        told = ask(origin, other)[0].headers
        assert told.get_all("Cross-Origin-Resource-Policy") == ["same-origin"], other
        assert "Access-Control-Allow-Origin" not in told, other


@pytest.mark.parametrize(
    ("target", "statuses"),
    [
        pytest.param("/", {200}, id="home"),
        pytest.param("/goi-ngay/", {200}, id="a page"),
        pytest.param("/goi-ngay", {301, 302, 307, 308}, id="a page without its slash"),
        pytest.param("/khong-co/", {404}, id="nothing"),
        pytest.param("/assets/", {404}, id="a folder without a page"),
        pytest.param("/../../etc/passwd", {400, 404}, id="up and out"),
        pytest.param("/goi-ngay/../../../etc/passwd", {400, 404}, id="up and out from below"),
        pytest.param("/..%2f..%2f..%2fetc/passwd", {400, 404}, id="up and out, slashes hidden"),
        pytest.param("/%2e%2e/%2e%2e/etc/passwd", {400, 404}, id="up and out, dots hidden"),
        pytest.param("/..%5c..%5cetc", {400, 404}, id="backslashes"),
        pytest.param("/%00", {400, 404}, id="a zero"),
        pytest.param("/%ff%fe", {400, 404}, id="not UTF-8"),
        pytest.param("/%zz", {400, 404}, id="not hexadecimal"),
        pytest.param("/%E1%BA%A3nh/", {404}, id="Vietnamese"),
        pytest.param("/goi-ngay/?x=<script>alert(1)</script>", {200, 400}, id="a query"),
        pytest.param("/<script>alert(1)</script>", {400, 404}, id="markup"),
        pytest.param("/" + "a" * 3_000, {404, 414}, id="3,000 characters"),
        pytest.param("/" + "a" * 60_000, {400, 404, 414, 431}, id="60,000 characters"),
        pytest.param("/" + "a/" * 1_000, {404, 414}, id="1,000 folders"),
        pytest.param("//evil.example/", {400, 404}, id="two slashes"),
        pytest.param("/.git/config", {404}, id="a hidden file"),
        pytest.param("/goi-ngay/index.html.gz", {404}, id="a copy pressed for the server"),
        pytest.param("/goi-ngay/index.html.br", {404}, id="a copy pressed smaller"),
        pytest.param("/_headers", {404}, id="a file for another host"),
    ],
)
def test_an_address_is_answered_rightly(origin: str, target: str, statuses: set[int]) -> None:
    response, body = ask(origin, target)
    assert response.status in statuses
    assert b"root:" not in body
    assert b"<script>alert(1)" not in body
    before_caddy = body == b"400 Bad Request"  # Go's server, which lies under Caddy, refuses what is not HTTP by itself
    if response.status >= 400 and body and not before_caddy:
        assert "Không có trang này".encode() in body, "an error in our words, with the numbers"


def test_a_redirect_stays_on_the_same_host(origin: str) -> None:
    for target in ("/goi-ngay", "//evil.example/..", "/goi-ngay?x"):
        where = ask(origin, target)[0].headers.get("Location", "")
        assert not where.startswith(("//", "http")) or where.startswith(origin + "/"), where


def test_an_unknown_address_shows_our_page_with_the_numbers(origin: str, site: Site) -> None:
    response, body = ask(origin, "/khong/co/o/day")
    assert (response.status, body.decode()) == (404, site.read("404.html"))
    assert 'href="tel:113"' in body.decode()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_but_reading_is_answered(origin: str, method: str) -> None:
    response, body = ask(origin, "/goi-ngay/", method, Content_Length="0")
    assert response.status >= 400 or (method == "OPTIONS" and not body)


def test_head_is_get_without_a_body(origin: str) -> None:
    got, body = ask(origin, "/goi-ngay/")
    head, nothing = ask(origin, "/goi-ngay/", "HEAD")
    assert (head.status, nothing) == (200, b"")
    assert head.headers["Content-Length"] == got.headers["Content-Length"] == str(len(body))
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


def test_a_part_can_be_asked_for(origin: str, site: Site) -> None:
    response, body = ask(origin, "/goi-ngay/", Range="bytes=10-19")
    assert (response.status, body) == (206, site.files()["goi-ngay/index.html"][10:20])
    assert ask(origin, "/goi-ngay/", Range="bytes=99999999-")[0].status == 416


def test_what_did_not_change_is_not_sent_again(origin: str) -> None:
    for encoding in ("identity", "gzip", "br"):
        first, _ = ask(origin, "/goi-ngay/", Accept_Encoding=encoding)
        again, body = ask(origin, "/goi-ngay/", Accept_Encoding=encoding, If_None_Match=first.headers["ETag"])
        assert (again.status, body) == (304, b"")
        assert again.headers["Content-Security-Policy"]
    assert ask(origin, "/goi-ngay/", If_None_Match='"other"')[0].status == 200


def test_texts_are_sent_as_they_were_compressed_at_the_build(origin: str, site: Site, hosted: Path) -> None:
    for path in ("goi-ngay/index.html", "api/v1/hotlines.json", hashed_paths(site)[0]):
        target = "/" + path.removesuffix("index.html")
        for encoding, ending, unpack in (("gzip", ".gz", gzip.decompress), ("br", ".br", brotli.decompress)):
            response, body = ask(origin, target, Accept_Encoding=encoding)
            packed = hosted / "www" / (path + ending)
            if not packed.is_file():
                continue  # too small to gain
            assert response.headers["Content-Encoding"] == encoding, (path, encoding)
            assert body == packed.read_bytes()
            assert unpack(body) == site.files()[path]
        assert ask(origin, target)[1] == site.files()[path]


def test_every_kind_of_file_is_sent_as_what_it_is(origin: str, site: Site) -> None:
    by_ending = {Path(path).suffix[1:]: path for path in site.paths() if "." in path}
    kinds = {ending: kind for kind, endings in hosting.TYPES.items() for ending in endings.split()}
    assert set(by_ending) <= set(kinds)
    for ending, path in by_ending.items():
        sent = ask(origin, f"/{path.removesuffix('index.html')}")[0].headers["Content-Type"]
        assert sent.partition(";")[0] == kinds[ending], path
        says_so = kinds[ending].startswith("image/") or "json" in kinds[ending]  # images have none, JSON only UTF-8
        assert says_so or "utf-8" in sent.lower(), path


@pytest.mark.parametrize("name", SERVERS)
def test_a_feed_is_sent_as_a_feed(name: str, hosted: Path, tmp_path: Path) -> None:
    """RFC 4287, section 7. A site without an address of its own has no feed, so one is laid there."""
    copy = tmp_path / "hosting"
    (copy / "www" / "cap-nhat").mkdir(parents=True)
    (copy / "www" / "cap-nhat" / "atom.xml").write_text("<feed>đ</feed>", encoding="utf-8")
    for file in ("nginx.conf", "Caddyfile"):
        shutil.copy(hosted / file, copy)
    with SERVERS[name](copy, tmp_path) as origin:
        response, body = ask(origin, "/cap-nhat/atom.xml")
    assert (response.status, body.decode()) == (200, "<feed>đ</feed>")
    assert response.headers.get_all("Content-Type") == ["application/atom+xml; charset=utf-8"]
    assert response.headers.get_all("Cache-Control") == [hosting.SHORT]
    assert response.headers.get_all("Access-Control-Allow-Origin") == ["*"]


def test_the_headers_file_is_what_cloudflare_and_netlify_read(hosted: Path, site: Site) -> None:
    rules: dict[str, dict[str, str]] = {}
    for line in (hosted / "_headers").read_text(encoding="utf-8").splitlines():
        assert len(line) < 2_000, "Cloudflare's limit for a line"
        if line.startswith("/"):
            rules[line] = {}
        elif not line.startswith("#"):
            name, _, value = line.strip().partition(": ")
            assert name.startswith("! ") or value, line
            rules[list(rules)[-1]][name] = value
    assert len(rules) <= 100, "Cloudflare's limit for a file"
    assert rules["/*"] == hosting.headers(policy.of_page(site.read("")))
    for path in hashed_paths(site):
        assert rules[f"/{path}"] == {"Cache-Control": hosting.FOR_EVER}
    for path in ("sw.js", "finder/manifest.json"):
        assert rules[f"/{path}"] == {"Cache-Control": hosting.ASKED_EACH_TIME}
    for path in ("/api/*", "/du-lieu/*", "/chien-dich/lich.ics"):
        taken_off = {"! Cross-Origin-Resource-Policy": ""}  # what two rules give a header is joined
        assert rules[path] == {**taken_off, **policy.SHARED}
    assert rules["/"] == rules["/*/"] == {"Cache-Control": hosting.EACH_TIME}
    caching = [path for path, told in rules.items() if "Cache-Control" in told]
    assert not [path for path in caching if path.endswith("/") and path not in ("/", "/*/")]


def test_a_shared_cache_is_told_that_bytes_differ_by_encoding(origin: str) -> None:
    """RFC 9110, section 12.5.5: else a proxy may hand brotli to a phone that cannot read it."""
    for encoding in ("br", "gzip", "identity"):
        for target in ("/goi-ngay/", "/api/v1/hotlines.json"):
            assert "accept-encoding" in ask(origin, target, Accept_Encoding=encoding)[0].headers["Vary"].lower()


def test_no_log_of_nginx_holds_the_address_of_a_reader(hosted: Path, tmp_path: Path) -> None:
    """Also of a folder, of a bad address and of a bad method, which nginx by itself tells with the address."""
    with serve_with_nginx(hosted, tmp_path) as origin:
        for target in ("/assets/", "/api/v1/", "/khong-co/", "/%zz", "/%00", "/" + "a" * 3_000, "/.git/"):
            ask(origin, target)
        ask(origin, "/goi-ngay/", "POST")
    logs = [file for file in tmp_path.rglob("*.log") if file.is_file()]
    assert logs, "the server's own log"
    assert not [line for file in logs for line in file.read_text().splitlines() if "127.0.0.1" in line]


def crowd(origin: str, path: str) -> float:
    """Fifty readers at once for a second: requests answered a second. An error of any kind ends the test."""
    command = [needed("wrk"), "-t1", "-c50", "-d1s", "-H", "Accept-Encoding: br, gzip", origin + path]
    said = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout
    assert "Socket errors" not in said, said
    assert "Non-2xx" not in said, said
    return float(re.findall(r"Requests/sec: +([0-9.]+)", said)[0])


def test_a_crowd_is_answered_without_an_error(hosted: Path, tmp_path: Path) -> None:
    """Beside nginx's own small page under the same lines; the ratio is told (pytest -s) and nothing rests on it."""
    small = tmp_path / "small"
    (small / "www").mkdir(parents=True)
    shutil.copy(hosted / "nginx.conf", small)
    (small / "www" / "index.html").write_text("<!doctype html><title>nginx</title>" + "x" * 580, encoding="utf-8")
    needed("wrk")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    with serve_with_nginx(small, tmp_path / "a") as origin:
        least = crowd(origin, "/")
    with serve_with_nginx(hosted, tmp_path / "b") as origin:
        for path in ("/", "/goi-ngay/", "/xa-phuong/", "/api/v1/hotlines.json"):
            found = crowd(origin, path)
            print(f"{path} {found:.0f} requests a second, {found / least:.2f} of nginx's small page")
            assert found > 0, path


def test_the_same_site_gives_the_same_files(site_in_folder: Site, tmp_path: Path) -> None:
    for name in ("first", "again"):
        hosting.make(site_in_folder.folder, tmp_path / name)
    assert Site(tmp_path / "first").files() == Site(tmp_path / "again").files()


def test_only_a_whole_site_is_made_ready(site: Site, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site.folder, copy)
    assert hosting.main(["check", "--site", str(copy)]) == 0
    page = copy / "goi-ngay" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("111", "112"), encoding="utf-8")
    (copy / "404.html").unlink()
    (copy / "la.html").write_text("x", encoding="utf-8")
    assert list(manifest.check(copy)) == ["404.html: thiếu", "goi-ngay/index.html: khác lúc dựng", "la.html: thừa"]
    assert hosting.main(["check", "--site", str(copy)]) == 1
    assert hosting.main(["make", "--site", str(copy), "--to", str(tmp_path / "none")]) == 1
    assert not (tmp_path / "none").exists()
