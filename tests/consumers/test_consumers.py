"""Every line of `facts.exports.tried`: the export is given to the program, in the version that /du-lieu/ names.

`make consumers` makes the environment of its own in build/consumers that the larger programs need.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import re
import shutil
import struct
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import engines
import pypdfium2
import pytest
import zxingcpp
from ical.calendar_stream import IcsCalendarStream
from serving import serve

import building
import node_tools
from building import ROOT, UNIT, Site
from facts.exports.csv_tables import BOM
from facts.exports.tried import TRIED, tried_with
from facts.records.addresses import CALENDAR, FEED

FOLDER = ROOT / "build" / "consumers"
PYTHON = FOLDER / "venv" / "bin" / "python"
READ = ROOT / "tests" / "consumers" / "read.py"
CANNOT = "cần make consumers"


def locked() -> dict[str, str]:
    """Package → version, of every lock file of ours."""
    found: dict[str, str] = {}
    for name in ("requirements-dev.txt", "requirements-consumers.txt"):
        found |= dict(
            re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        )
    for folder in ("node", "consumers"):
        found |= json.loads((ROOT / "tests" / folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return found


def test_the_versions_that_are_told_are_those_that_are_locked() -> None:
    versions = locked()
    told = {
        (name, version) for programs in TRIED.values() for name, version in programs.items() if name != "LibreOffice"
    }
    assert {(name, version) for name, version in told if versions.get(name) != version} == set()


def test_every_line_has_what_tries_it() -> None:
    assert {name for programs in TRIED.values() for name in programs} == {*READERS, *IN_MAKE_TEST}


def test_the_page_says_of_each_file_what_was_tried(site_at_root: Site) -> None:
    page = site_at_root.read("du-lieu/")
    for path in site_at_root.paths():
        if any(fnmatch(path, pattern) for pattern in TRIED):
            assert tried_with(path) in page, path


# Those are read in tests/facts/exports/test_other_readers.py and test_open_data.py, at every `make test`.
IN_MAKE_TEST = {"ajv", "jsonschema", "ical", "ical.js", "node-ical", "ts-ics", "feedparser", "feedsmith"}


def run(*words: str | Path, folder: Path = ROOT) -> str:
    said = subprocess.run([*map(str, words)], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert said.returncode == 0, (said.stdout + said.stderr)[:3000]
    return said.stdout


def read(program: str, *words: str | Path) -> Any:
    """What tests/consumers/read.py says, in the environment of the programs."""
    return json.loads(run(PYTHON, READ, program, *words))


def npm(program: str, file: Path, *words: str) -> Any:
    return json.loads(run(node_tools.find(), FOLDER / "read.mjs", program, file, *words))


def tables(site: Site) -> list[Path]:
    return sorted((site.folder / "api/v1").glob("*.csv"))


def rows(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode().removeprefix(BOM)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def same(cell: Any, written: str) -> bool:
    """Whether a program took a cell for what was written there: its text, its number, its day, or nothing."""
    if cell is None or cell == "":
        return written == ""
    if isinstance(cell, bool):
        return written == str(cell).lower()
    if isinstance(cell, int | float):
        return float(written) == cell
    return str(cell) == written or (written == str(cell)[:10] and bool(re.fullmatch(r"[0-9-]{10}", written)))


def by_cells(site: Site, program: str) -> int:
    """Read every table; the number of cells, all of which are as written."""
    count = 0
    for path in tables(site):
        found, written = read(program, path), rows(path)
        assert len(found) == len(written), path.name
        for one, other in zip(found, written, strict=True):
            assert [*one] == [*other], path.name
            for name, cell in one.items():
                count += 1
                assert same(cell, other[name]), (path.name, name, cell, other[name])
    return count


def pandas(site: Site, _: Path) -> None:
    assert by_cells(site, "pandas") > 1000


def duckdb(site: Site, _: Path) -> None:
    assert by_cells(site, "duckdb") > 1000


OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
LANGUAGES = {"vi": 1066, "en": 1033}


def cells(file: Path) -> list[list[str | float]]:
    """The first sheet of a flat OpenDocument file, each cell as its value: a number, a day, or its text."""
    found = []
    for row in ElementTree.parse(file).iter(f"{TABLE}table-row"):
        line: list[str | float] = []
        for cell in row.iter(f"{TABLE}table-cell"):
            kind = cell.get(f"{OFFICE}value-type")
            value: str | float = "\n".join("".join(one.itertext()) for one in cell.iter(f"{TEXT}p"))
            if kind in ("float", "percentage", "currency"):
                value = float(str(cell.get(f"{OFFICE}value")))
            elif kind == "date":
                value = str(cell.get(f"{OFFICE}date-value"))
            elif kind == "boolean":
                value = str(cell.get(f"{OFFICE}boolean-value"))
            line += [value] * min(int(cell.get(f"{TABLE}number-columns-repeated", "1")), 60)
        found.append(line)
    return found


def libreoffice(site: Site, folder: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "không có LibreOffice: sudo apt-get install libreoffice-calc-nogui"
        )
    assert f"LibreOffice {TRIED['api/v1/*.csv']['LibreOffice']}." in run(program, "--version")
    for name, language in LANGUAGES.items():
        how = [
            "--headless",
            "--convert-to",
            "fods",
            "--outdir",
            folder / name,
            f"--infilter=CSV:44,34,76,1,,{language},false,true",
        ]
        run(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", *how, *tables(site))
    fractions = 0
    for path in tables(site):
        vi, en = (cells(folder / name / f"{path.stem}.fods") for name in LANGUAGES)
        assert vi == en, path.name
        written = rows(path)
        for line, row in zip(vi[1:], written, strict=False):
            for cell, text in zip(line, row.values(), strict=False):
                assert same(cell, text) or str(cell) == " ".join(text.split()), (path.name, cell, text)
                fractions += isinstance(cell, float) and not cell.is_integer()
    assert fractions


def occurrences(site: Site) -> set[tuple[str, str, str]]:
    events = IcsCalendarStream.calendar_from_ics((site.folder / CALENDAR).read_bytes().decode())
    spans = events.timeline.overlapping(date(2010, 1, 1), date(2031, 1, 1))
    return {(one.uid, str(one.dtstart), str(one.dtend)) for one in spans if one.uid}


def recurring_ical_events(site: Site, _: Path) -> None:
    found = {tuple(one) for one in read("recurring_ical_events", site.folder / CALENDAR)}
    assert found == {one for one in occurrences(site) if one[2] > "2020-01-01"}


def vobject(site: Site, _: Path) -> None:
    found = {tuple(one) for one in read("vobject", site.folder / CALENDAR)}
    assert {one for one in found if one[1] < "2031"} == {one for one in occurrences(site) if one[1] < "2031"}


def rss_parser(site: Site, _: Path) -> None:
    found = npm("feed", site.folder / FEED)
    written = ElementTree.parse(site.folder / FEED).getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    assert found == [
        [one.findtext(f"{atom}id"), one.findtext(f"{atom}title"), one.find(f"{atom}link").get("href")]  # type: ignore[union-attr]
        for one in written.iter(f"{atom}entry")
    ]


def openapi_python_client(site: Site, folder: Path) -> None:
    document = site.folder / "api/v1/openapi.json"
    client = folder / "client"
    words = ["generate", "--path", document, "--output-path", client, "--meta", "none"]
    # It tidies with the ruff beside it.
    path = {
        **os.environ,
        "PATH": f"{PYTHON.parent}{os.pathsep}{os.environ['PATH']}",
    }
    said = subprocess.run(
        [PYTHON.with_name("openapi-python-client"), *words], capture_output=True, text=True, check=True, env=path
    )
    assert "response will be omitted" not in said.stdout
    found = read("openapi_python_client", client, site.folder)
    assert set(found) == {one.strip("/") for one in json.loads(document.read_text(encoding="utf-8"))["paths"]}
    assert [name for name, is_right in found.items() if not is_right] == []
    assert [file.name for file in client.rglob("*.py") if not file.name.isascii()] == []


def openapi_typescript(site: Site, folder: Path) -> None:
    """The types that it writes are held against each file, every field of it, by the compiler of TypeScript."""
    document = site.folder / "api/v1/openapi.json"
    cli = FOLDER / "node_modules/openapi-typescript/bin/cli.js"
    # Without the last word what has a default is told as always there.
    run(node_tools.find(), cli, document, "-o", folder / "client.d.ts", "--default-non-nullable=false")
    lines = ['import type {paths} from "./client"']
    for number, path in enumerate(json.loads(document.read_text(encoding="utf-8"))["paths"]):
        if path.endswith(".json"):
            text = (site.folder / "api/v1" / path[1:]).read_text(encoding="utf-8")
            lines.append(
                f'const file{number}: paths["{path}"]["get"]["responses"]["200"]["content"]["application/json"] = {text}'
            )
    (folder / "files.ts").write_text("\n".join(lines), encoding="utf-8")
    compile_(folder / "files.ts")


def swagger_typescript_api(site: Site, folder: Path) -> None:
    """The client that it writes asks a server of ours for every path, and hands over what is there."""
    document = site.folder / "api/v1/openapi.json"
    cli = FOLDER / "node_modules/swagger-typescript-api/dist/cli.mjs"
    run(node_tools.find(), cli, "generate", "--path", document, "-o", folder, "-n", "client.ts", "--silent")
    with serve(site.folder) as origin:
        found = npm("client", folder / "client.ts", f"{origin}/api/v1")
        assert {one.removeprefix(f"{origin}/api/v1") for one in found} == {
            *json.loads(document.read_text(encoding="utf-8"))["paths"]
        }
    assert [url for url, is_right in found.items() if not is_right] == []


def compile_(file: Path) -> None:
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--moduleDetection", "force"]
    run(node_tools.find(), FOLDER / "node_modules/typescript/bin/tsc", *options, file, folder=FOLDER)


def llms_txt(site: Site, _: Path) -> None:
    text = site.read("llms.txt")
    assert read("llms_txt", site.folder / "llms.txt") == {"Đọc thêm": len(re.findall(r"^- \[", text, re.MULTILINE))}


READERS: dict[str, Callable[[Site, Path], None]] = {
    "pandas": pandas,
    "duckdb": duckdb,
    "LibreOffice": libreoffice,
    "recurring-ical-events": recurring_ical_events,
    "vobject": vobject,
    "rss-parser": rss_parser,
    "openapi-python-client": openapi_python_client,
    "openapi-typescript": openapi_typescript,
    "swagger-typescript-api": swagger_typescript_api,
    "llms-txt": llms_txt,
}


@pytest.fixture(scope="module")
def programs() -> None:
    if not (FOLDER / ".ready").exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(CANNOT)


@pytest.mark.exhaustive
@pytest.mark.usefixtures("programs")
@pytest.mark.parametrize("program", READERS)
def test_a_program_reads_what_is_told_of_it(site_at_root: Site, tmp_path: Path, program: str) -> None:
    READERS[program](site_at_root, tmp_path)


# --- what no page tells ----------------------------------------------------------------------------------------------


@pytest.mark.exhaustive
@pytest.mark.usefixtures("programs")
def test_the_sitemap_is_one(site_at_root: Site) -> None:
    found = npm("sitemap", site_at_root.folder / "sitemap.xml")
    assert len(found) > 200
    for url, day in found:
        assert site_at_root.has(url.removeprefix("https://tinh.example/")), url
        assert not day or datetime.fromisoformat(day.replace("Z", "+00:00")).date() <= date.fromisoformat(building.DAY)


@pytest.mark.exhaustive
@pytest.mark.usefixtures("programs")
def test_security_txt_is_one(tmp_path: Path) -> None:
    file = tmp_path / "security.txt"
    lines = ["Contact: mailto:bao-sai@mau.example", "Expires: 2027-11-26T00:00:00Z", "Preferred-Languages: vi, en"]
    file.write_text(
        "\n".join([*lines, "Canonical: https://tinh.example/.well-known/security.txt", ""]), encoding="utf-8"
    )
    assert read("sectxt", file) == []


@pytest.mark.exhaustive
@pytest.mark.usefixtures("programs")
def test_json_ld_is_in_the_words_of_schema_org(site_at_root: Site, tmp_path: Path) -> None:
    """One page of each kind: Google's types for schema.org are held against it by the compiler of TypeScript."""
    kinds: dict[tuple[str, ...], str] = {}
    for page in site_at_root.pages().values():
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
            key = tuple(sorted({f"{one['@type']} {' '.join(one)}" for one in json.loads(block)["@graph"]}))
            kinds.setdefault(key, block)
    assert len(kinds) > 5
    lines = ['import type {Graph} from "schema-dts"']
    lines += [f"const page{number}: Graph = {block}" for number, block in enumerate(kinds.values())]
    shutil.copytree(FOLDER / "node_modules/schema-dts", tmp_path / "node_modules/schema-dts")
    (tmp_path / "pages.ts").write_text("\n".join(lines), encoding="utf-8")
    compile_(tmp_path / "pages.ts")


# --- pages and paper ---------------------------------------------------------------------------------------------------

SEARCH = "tim-kiem/#q=" + quote("lay khong day")
SHEETS = ["in/ca-tinh/", f"in/{UNIT}/the/"]


def one_of_each_kind(site: Site) -> list[str]:
    """The first page below each folder, and each page at the top."""
    found: dict[str, str] = {}
    for path in site.pages():
        address = path.removesuffix("index.html")
        found.setdefault("/".join(address.split("/")[: max(1, address.count("/") - 1)]), address)
    return [one for one in found.values() if one != "404.html"]


@pytest.mark.exhaustive
@pytest.mark.parametrize("engine", engines.NAMES)
def test_an_engine_shows_the_numbers_and_finds(site_at_root: Site, engine: str) -> None:
    """In an engine that none of the tests in a browser runs: whole at 360 px, no error, every first number there to be called."""
    with serve(site_at_root.folder) as origin:
        found = engines.look(engine, origin + "/", [*one_of_each_kind(site_at_root), SEARCH])
    print(engine, found["version"], len(found["pages"]))
    assert len(found["pages"]) > 20
    for path, page in found["pages"].items():
        written = site_at_root.read(path.partition("#")[0])
        assert page["styled"], path
        assert page["over"] <= 0, path
        assert page["errors"] == [], path
        for number in ("115", "111", "113"):
            assert (f"tel:{number}" in page["dials"]) == (f'href="tel:{number}"' in written), (path, number)
    assert found["pages"][SEARCH]["results"] > 0
    assert "115" in found["pages"][SEARCH]["words"]


@pytest.mark.exhaustive
@pytest.mark.usefixtures("programs")
def test_a_sheet_printed_by_firefox_is_one_page_whose_codes_two_readers_read(
    site_at_root: Site, tmp_path: Path
) -> None:
    with serve(site_at_root.folder) as origin:
        pages = engines.look("firefox", origin + "/", SHEETS)["pages"]
    for path in SHEETS:
        document = pypdfium2.PdfDocument(base64.b64decode(pages[path]["pdf"]))
        assert len(document) == 1, path
        said = document[0].get_textpage().get_text_range()
        for number in ("115", "111", "113"):
            assert number in said, (path, number)
        codes = codes_on(document, tmp_path / "code.bin")
        assert codes, path
        assert [one for one in codes if one[0] != one[1]] == [], path
        assert {one[0] for one in codes if one[0].startswith("tel:")} >= {"tel:111"}, path


def codes_on(document: pypdfium2.PdfDocument, file: Path) -> list[tuple[str, str]]:
    """Each code of a sheet as (what zxing reads, what jsQR reads), at 200 dots an inch."""
    bitmap = document[0].render(scale=200 / 72, grayscale=True)
    rows = [bytes(bitmap.buffer)[y * bitmap.stride :][: bitmap.width] for y in range(bitmap.height)]
    image = memoryview(b"".join(rows)).cast("B", shape=[bitmap.height, bitmap.width])
    found = []
    for code in zxingcpp.read_barcodes(image):
        at = code.position
        x = [corner.x for corner in (at.top_left, at.top_right, at.bottom_left, at.bottom_right)]
        y = [corner.y for corner in (at.top_left, at.top_right, at.bottom_left, at.bottom_right)]
        left, right, top, bottom = min(x) - 12, max(x) + 12, min(y) - 12, max(y) + 12  # its quiet zone with it
        cut = b"".join(row[left:right] for row in rows[top:bottom])
        file.write_bytes(struct.pack(">I", right - left) + cut)
        found.append((code.text, npm("code", file)))
    return found
