"""What a host needs beside the site: headers for three kinds of hosts from one list, and the files compressed ahead.

`python -m facts.exports.hosting make` reads the policy that the built pages carry, so headers and pages can never differ.
`python -m facts.exports.hosting check` says whether a built site is what its manifest says.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from delivery import manifest, policy, turn
from facts.exports import files
from facts.records.addresses import API, CALENDAR, DATA, FEED
from terminal import console

# A name that changes with its content may be kept for ever; any other address is asked for again after minutes.
HASHED = r"\.[0-9a-f]{10}\.[a-z0-9]+$"
# Nobody between may write in it (RFC 9111, section 5.2.2.6): a page that is rewritten no longer has its hash.
WHOLE = "no-transform"
FOR_EVER = f"public, max-age=31536000, immutable, {WHOLE}"
SHORT = f"public, max-age=300, {WHOLE}"
# Cloudflare's and Netlify's own answer for pages, and that.
EACH_TIME = f"public, max-age=0, must-revalidate, {WHOLE}"
# What other sites may read: the open data, and what people subscribe to.
SHARED = (f"/{API.partition('/')[0]}/*", f"/{DATA}*", f"/{CALENDAR}", f"/{FEED}")
# Two addresses never change their names and say what is newest: a kept copy and the search are renewed by them.
NEWEST = ("sw.js", "finder/manifest.json")
ASKED_EACH_TIME = f"no-cache, {WHOLE}"
# Copies for the server itself, and a file for other hosts: no pages of the site.
NO_PAGE = r"\.(?:gz|br)$|^/_headers$"
# A host's own answers to a request that cannot be served, in English: ours stands in their place, the status stays.
REFUSED = "400 405 408 413 414 416 431 500 501 502 503 504"
_SHARED = "|".join(f"^{re.escape(path[:-1])}" if path.endswith("*") else f"^{re.escape(path)}$" for path in SHARED)
_NEWEST = f"/(?:{'|'.join(map(re.escape, NEWEST))})$"
# What the pages are made of; files for other programs say themselves what they are.
_OF_PAGES = {
    "text/html": "html",
    "text/css": "css",
    "text/javascript": "js",
    "text/plain": "txt md",
    "application/json": "json topojson",
    "application/manifest+json": "webmanifest",
    "application/xml": "xml",
    "application/pdf": "pdf",
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg jpeg",
    "image/webp": "webp",
}


def _types() -> tuple[dict[str, str], dict[str, str]]:
    """The endings of each type, and the type of each file whose ending says too little, as of a feed (RFC 4287, section 7)."""
    known = {ending: kind for kind, endings in _OF_PAGES.items() for ending in endings.split()}
    apart = {}
    for export in files.every():
        ending = export.name.rpartition(".")[2]
        if "." in export.name and known.setdefault(ending, export.type) != export.type:
            apart[export.name] = export.type
    types = {
        kind: " ".join(ending for ending in known if known[ending] == kind) for kind in dict.fromkeys(known.values())
    }
    return types, apart


TYPES, APART = _types()
_TEXTS = {ending for kind, endings in TYPES.items() if not kind.startswith("image/") for ending in endings.split()}
_TEXTS = (_TEXTS | {"svg"}) - {"pdf"}
_MADE = "Do `make hosting` viết từ hooks/delivery/policy.py; đừng sửa ở đây."


def headers(page_policy: str) -> dict[str, str]:
    """Every header that does not depend on the address."""
    return {"Content-Security-Policy": policy.as_header(page_policy), **policy.HEADERS}


def to_headers_file(page_policy: str, hashed: list[str]) -> str:
    """`_headers`, read by Cloudflare Pages and Netlify. Pages keep the host's own caching, which is none."""
    lines = [f"# {_MADE}", "/*", *(f"  {name}: {value}" for name, value in headers(page_policy).items())]
    for name, kind in APART.items():
        lines += [f"/*/{name}", f"  Content-Type: {kind}; charset=utf-8"]
    for path in SHARED:  # two rules for one address are joined, so the first has to be taken off
        lines += [path, *(f"  ! {name}" for name in policy.SHARED if name in policy.HEADERS)]
        lines += [f"  {name}: {value}" for name, value in policy.SHARED.items()]
    for path in ("/", "/*/"):
        lines += [path, f"  Cache-Control: {EACH_TIME}"]
    kept = {**dict.fromkeys(NEWEST, ASKED_EACH_TIME), **dict.fromkeys(hashed, FOR_EVER)}
    for path, caching in kept.items():
        lines += [f"/{path}", f"  Cache-Control: {caching}"]
    return "\n".join(lines) + "\n"


def to_nginx(page_policy: str) -> str:
    """Lines to include in a `server {}` that says where it listens and what its root is."""

    def add(caching: str, indent: str, **more: str) -> list[str]:
        found = {**headers(page_policy), "Cache-Control": caching, **more}
        return [f'{indent}add_header {name} "{value}" always;' for name, value in found.items()]

    types = [f"    {kind} {endings};" for kind, endings in TYPES.items()]
    apart = []
    for name, kind in APART.items():
        apart += [
            f'location ~ "{_named(name)}" {{',
            "    types { }",
            f"    default_type {kind};",
            *add(SHORT, "    ", **(policy.SHARED if name in _shared_names() else {})),
            "}",
        ]
    return "\n".join(
        [
            f"# {_MADE}",
            "# Trong server { listen …; server_name …; root …/www; include …/nginx.conf; }",
            "server_tokens off;",
            "# Không ghi lại ai đọc gì: địa chỉ của người đọc không vào nhật ký nào, cả khi hỏi một thư mục hay gửi sai.",
            "# Lỗi lúc nginx khởi động vẫn vào nhật ký chung của nginx.",
            "access_log off;",
            "error_log /dev/null emerg;",
            "absolute_redirect off;",
            "charset utf-8;",
            f"charset_types {' '.join(kind for kind in (*TYPES, *APART.values()) if kind not in ('text/html', 'application/pdf') and not kind.startswith('image/'))};",
            "types {",
            *types,
            "}",
            "default_type application/octet-stream;",
            "index index.html;",
            "gzip_static on;",
            "gzip_vary on;",
            "brotli_static on;  # gói libnginx-mod-http-brotli-static; không cài thì xóa dòng này",
            "error_page 403 404 =404 /404.html;",
            f"error_page {REFUSED} /404.html;",
            *add(SHORT, ""),
            "# add_header trong location thay cho mọi add_header ở trên, nên viết lại đủ.",
            f'location ~ "{NO_PAGE}" {{ return 404; }}',
            *apart,
            f'location ~ "{_SHARED}" {{',
            *add(SHORT, "    ", **policy.SHARED),
            "}",
            f'location ~ "{HASHED}" {{',
            *add(FOR_EVER, "    "),
            "}",
            f'location ~ "{_NEWEST}" {{',
            *add(ASKED_EACH_TIME, "    "),
            "}",
            "",
        ]
    )


def _shared_names() -> set[str]:
    """The names of single files that other sites may read."""
    return {path.rpartition("/")[2] for path in SHARED}


def _named(name: str) -> str:
    return f"/{re.escape(name)}$"


def to_caddy(page_policy: str) -> str:
    """A Caddyfile for one site: SITE_ADDRESS and SITE_ROOT come from the environment."""
    common = [f'\t\t{name} "{value}"' for name, value in headers(page_policy).items() if name not in policy.SHARED]
    shut = [f'{name} "{policy.HEADERS[name]}"' for name in policy.SHARED if name in policy.HEADERS]
    odd = {kind: endings for kind, endings in TYPES.items() if kind.startswith(("text/c", "application/"))}
    kinds = []
    for kind, endings in odd.items():
        name = re.sub(r"\W", "-", kind)
        kinds.append(f"\t@{name} path {' '.join(f'*.{ending}' for ending in endings.split())}")
        kinds.append(f'\theader @{name} Content-Type "{kind}{"; charset=utf-8" if kind != "application/pdf" else ""}"')
    for name, kind in APART.items():
        matcher = re.sub(r"\W", "-", name)
        kinds += [
            f"\t@{matcher} path_regexp {_named(name)}",
            f'\theader @{matcher} Content-Type "{kind}; charset=utf-8"',
        ]
    return "\n".join(
        [
            f"# {_MADE}",
            "# Caddy không ghi nhật ký truy cập khi không có dòng log; đừng thêm.",
            "(safe) {",
            "\theader {",
            *common,
            "\t\t?Vary Accept-Encoding",
            "\t\t-Server",
            "\t}",
            "}",
            "",
            "{$SITE_ADDRESS:localhost} {",
            "\troot * {$SITE_ROOT:/srv/www}",
            "\timport safe",
            "\t@write not method GET HEAD",
            "\terror @write 405",
            "\t# Tên mà ổ đĩa không nhận thì cũng là không có, không phải lỗi của máy chủ.",
            "\t@odd path_regexp [\\x00-\\x1f]|[^/]{200}|^.{1000}",
            "\terror @odd 404",
            f"\t@nopage path_regexp {NO_PAGE}",
            "\terror @nopage 404",
            f"\t@hashed path_regexp {HASHED}",
            f"\t@newest path_regexp {_NEWEST}",
            "\t@page {",
            f"\t\tnot path_regexp {HASHED}",
            f"\t\tnot path_regexp {_NEWEST}",
            "\t}",
            f'\theader @hashed Cache-Control "{FOR_EVER}"',
            f'\theader @newest Cache-Control "{ASKED_EACH_TIME}"',
            f'\theader @page Cache-Control "{SHORT}"',
            f"\t@shared path_regexp {_SHARED}",
            f"\t@shut not path_regexp {_SHARED}",
            *(f'\theader @shared {name} "{value}"' for name, value in policy.SHARED.items()),
            *(f"\theader @shut {line}" for line in shut),
            *kinds,
            "\tfile_server {",
            "\t\tprecompressed br gzip",
            "\t}",
            "\thandle_errors {",
            "\t\timport safe",
            *(f"\t\theader {line}" for line in shut),
            f'\t\theader Cache-Control "{SHORT}"',
            "\t\trewrite * /404.html",
            "\t\tfile_server",
            "\t}",
            "}",
            "",
        ]
    )


def press(file: Path) -> None:
    """Put `file.gz` and `file.br` beside a text, the same bytes each time; not where they save nothing."""
    import brotli  # type: ignore[import-untyped]  # only here, so that nothing else needs it

    text = file.read_bytes()
    for ending, small in (
        (".gz", gzip.compress(text, 9, mtime=0)),
        (".br", brotli.compress(text, mode=brotli.MODE_TEXT, quality=11, lgwin=22)),
    ):
        if len(small) < len(text):
            file.with_name(file.name + ending).write_bytes(small)


def make(site: Path, folder: Path) -> None:
    """Write headers files and `www/`, the site with its texts compressed, and let them take `folder` in one step.

    Raises ValueError where the site must not be published, and what `turn.Turn` raises where the folder must not be taken.
    """
    faults = faults_of(site)
    if faults:
        raise ValueError("; ".join(faults[:5]))
    _adopt(folder)
    taken = turn.Turn(folder, [site])
    try:
        _write(site, taken.new)
        taken.finish()
    finally:
        taken.end()


def _adopt(folder: Path) -> None:
    """Mark a folder that the edition before wrote: it had no manifest of its own, but one of the site in it."""
    www, config = folder / "www", folder / "nginx.conf"
    if (folder / manifest.MANIFEST).exists() or not (
        config.is_file() and config.read_bytes()[2:].startswith(_MADE.encode())
    ):
        return
    try:
        pages = {*manifest.promised(www), manifest.MANIFEST, "_headers"}
    except (OSError, UnicodeDecodeError):
        return
    ours = {"_headers", "nginx.conf", "Caddyfile"} | {
        f"www/{page}{end}" for page in pages for end in ("", ".gz", ".br")
    }
    if manifest.hashes(folder).keys() <= ours:
        turn.mark(folder)


def _write(site: Path, folder: Path) -> None:
    www = folder / "www"
    for path in (*manifest.promised(site), manifest.MANIFEST):
        (www / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / path, www / path)
    page_policy = policy.of_page((site / "index.html").read_text(encoding="utf-8"))
    hashed = sorted(path for path in manifest.hashes(site) if re.search(HASHED, path))
    for name, text in (
        ("_headers", to_headers_file(page_policy, hashed)),
        ("nginx.conf", to_nginx(page_policy)),
        ("Caddyfile", to_caddy(page_policy)),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    shutil.copy(folder / "_headers", www)
    texts = [file for file in sorted(www.rglob("*")) if file.is_file() and file.suffix[1:] in _TEXTS]
    with ProcessPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        list(pool.map(press, texts, chunksize=16))


def faults_of(site: Path) -> list[str]:
    """Why a site must not be published: not what its manifest says, or a page without the one policy."""
    faults = list(manifest.check(site))
    if faults:
        return faults
    policies = {policy.of_page(page.read_text(encoding="utf-8")) for page in site.rglob("*.html")}
    if len(policies) != 1 or "" in policies:
        faults.append("các trang không mang cùng một chính sách (Content-Security-Policy)")
    return faults


def main(argv: list[str] | None = None) -> int:
    """`make` or `check`; 1 when the site must not be published."""
    parser = argparse.ArgumentParser(
        prog="facts.exports.hosting", description="Những gì máy chủ cần; trang có nguyên vẹn không."
    )
    parser.add_argument("command", choices=["make", "check"])
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--to", type=Path, default=Path("build/hosting"))
    options = parser.parse_args(argv)
    if options.command == "make":
        try:
            make(options.site, options.to)
        except (ValueError, turn.Refused) as error:
            print(f"ERROR  {error}", file=sys.stderr)
            return 1
        except BlockingIOError:
            print(f"ERROR  Một lần khác đang viết vào {options.to}. Đợi nó xong.", file=sys.stderr)
            return 1
        print(f"Đã viết {options.to}/: www, _headers, nginx.conf, Caddyfile.")
        return 0
    faults = faults_of(options.site)
    for fault in faults:
        print(f"ERROR  {fault}")
    print(f"ERROR  {len(faults)} chỗ không khớp." if faults else f"{options.site}/ nguyên vẹn.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(console.run(main))
