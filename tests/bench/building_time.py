"""How long a build takes beside others': this site, default Material with all pages in its nav, Hugo, and the code of f6cce7e.

    python tests/bench/building_time.py [--pages 250,1000,4000,10000] [--runs 5]

The same made-up pages go to all three, each with its own tools: Material and Hugo in virtual environments below
build/bench, made on the first run (that needs the network). Every number is seconds of processor time of one cold build,
its system calls included, the median of `runs` taken in turn; "again" is one that finds what the last one left and one page
changed, as `make build` does. Past 1,000 pages one run each, and none of Material, whose nav
grows with the square. Seconds depend on the machine; what is promised are ratios, and the memory of ten thousand pages.

Hugo makes of each page what this site makes of it: the menu, the way there, the form, the foot, and one list of all text for
a search. That list is two fifths of its time; "bare" is Hugo without list and surroundings, for which nothing is promised.
Of f6cce7e the promise is the same one said without Hugo, whose share differs by machine: it took 5.5 times Hugo where 3.5 was
asked of its successors.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "hooks"), str(HERE.parent)]
from made_up import make  # noqa: E402
from saving import BEFORE, copy  # noqa: E402

BENCH = ROOT / "build" / "bench"
ASIDE = BENCH / "aside"
DAY = "2030-01-15"
IN_A_FOLDER = 25
LIMITS = {"growth": 1.0, "Material": 0.15, "Hugo": 3.5, "before": 3.5 / 5.5, "again": 1.0, "memory": 600}
MEASURED, LARGEST = 1000, 10_000  # pages: where what is beside others is promised, and where the memory is
MATERIAL = """\
site_name: Trang thử
theme: {name: material, language: vi, font: false}
markdown_extensions: [admonition, attr_list, def_list, footnotes, tables, toc]
"""
BARE = {
    "hugo.toml": 'baseURL = "https://mau.example/"\ntitle = "Trang thử"\nlanguageCode = "vi"\ndisableKinds = ["taxonomy", "term", "rss"]\n',
    "layouts/_default/baseof.html": '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
    '</head><body><nav>{{ range first 6 .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>'
    '<main>{{ block "main" . }}{{ end }}</main></body></html>\n',
    "layouts/_default/single.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .TableOfContents }}{{ .Content }}{{ end }}\n',
    "layouts/_default/list.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}\n',
}
HUGO = BARE | {
    "hugo.toml": BARE["hugo.toml"] + '[outputs]\nhome = ["html", "json"]\n',
    "layouts/_default/baseof.html": '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }} – {{ site.Title }}</title>'
    '<meta property="og:title" content="{{ .Title }}"><meta property="og:site_name" content="{{ site.Title }}"></head><body>'
    '<main><nav><ol>{{ range .Ancestors.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ol></nav>'
    '{{ block "main" . }}{{ end }}</main>'
    '<header><a href="/">{{ site.Title }}</a><form action="/tim-kiem/"><label for="find">Tìm</label><input id="find" type="search"></form>'
    '<nav>{{ range first 6 .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav></header>'
    '<footer><p>Dựng ngày {{ now.Format "02/01/2006" }}</p></footer></body></html>\n',
    "layouts/_default/home.json": '[{{ range $n, $page := .Site.RegularPages }}{{ if $n }},{{ end }}'
    '{{ dict "address" .RelPermalink "title" .Title "text" .Plain | jsonify }}{{ end }}]\n',
}  # fmt: skip


@dataclass
class Cost:
    """What one command took."""

    seconds: list[float] = field(default_factory=list)
    mebibytes: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def peak(self) -> float:
        return max(self.mebibytes)


def run(command: list[str | Path], folder: Path, cost: Cost, today: str = DAY) -> None:
    """Run one command to its end, and add what it took. Raises RuntimeError with what it said when it fails."""
    said = {"SITE_TODAY": today, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder / "hooks"), "CI": ""}
    said["PYTHONDONTWRITEBYTECODE"] = ""  # as where `make` runs it
    env = {**os.environ, **said}
    log = folder / "told.log"
    with log.open("wb") as told:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=told, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise RuntimeError(f"{command}\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
    cost.seconds.append(used.ru_utime + used.ru_stime)
    cost.mebibytes.append(used.ru_maxrss / 1024)


def tool(name: str, package: str) -> Path:
    """The program `name` of a package in a virtual environment of its own."""
    place = BENCH / "tools" / name
    program = place / "bin" / name
    if not program.exists():
        venv.create(place, with_pip=True)
        subprocess.run([place / "bin" / "python", "-m", "pip", "install", "--quiet", package], check=True)
    return program


def markdown(count: int) -> dict[str, tuple[str, str]]:
    """Path → (title, Markdown) of as many pages, in folders of twenty-five with a page that leads to each."""
    found: dict[str, tuple[str, str]] = {}
    folders: dict[str, list[tuple[str, str]]] = {}
    for number, page in enumerate(make(count)):
        folder = f"muc-{number // IN_A_FOLDER}"
        parts = [f"## {part.heading}\n\n{part.text}" if part.heading else part.text for part in page.sections]
        table = "| Việc | Ai |\n| --- | ---: |\n| Một | Xã |\n| Hai | Trường |"
        found[f"{folder}/trang-{number}.md"] = (page.title, "\n\n".join([*parts, "- Một\n- Hai\n- Ba", table]))
        folders.setdefault(folder, []).append((page.title, f"trang-{number}.md"))
    for folder, pages in folders.items():
        links = "\n".join(f"- [{title}]({name})" for title, name in pages)
        found[f"{folder}/index.md"] = (f"Mục {folder.partition('-')[2]}", links)
    return found


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def put_aside(made: Path) -> None:
    """Have a build begin without what the last one made; deleted is that at the end.

    A disk without a journal looks through all that was deleted in the last minutes for each file that it makes (ext4,
    `recently_deleted`): three to four times the cost of a file, and it falls on whoever makes most of them.
    """
    if made.exists():
        ASIDE.mkdir(parents=True, exist_ok=True)
        made.rename(Path(tempfile.mkdtemp(dir=ASIDE)) / made.name)


def prepare(count: int) -> dict[str, Path]:
    """Write the three projects of so many pages."""
    import building  # of the tests: it knows what a project is made of

    base = BENCH / str(count)
    shutil.rmtree(base, ignore_errors=True)
    pages = markdown(count)
    fronted = {
        p: f"---\ntitle: {json.dumps(t, ensure_ascii=False)}\n---\n\n# {t}\n\n{m}\n" for p, (t, m) in pages.items()
    }
    ours = building.assemble(base / "ours", ROOT / "tests" / "golden")
    write(ours / "docs", fronted)
    nav = ["nav:", "  - index.md"]
    for folder in dict.fromkeys(path.split("/")[0] for path in pages):
        inside = [path for path in pages if path.startswith(f"{folder}/")]
        nav += [f"  - {folder}:", *(f"    - {path}" for path in sorted(inside))]
    write(base / "material", {"mkdocs.yml": MATERIAL + "\n".join(nav) + "\n", "docs/index.md": "# Trang đầu\n"})
    write(base / "material" / "docs", fronted)
    titled = {p: f"---\ntitle: {json.dumps(t, ensure_ascii=False)}\n---\n\n{m}\n" for p, (t, m) in pages.items()}
    for name, theme in (("hugo", HUGO), ("bare", BARE)):
        write(base / name, theme)
        write(base / name / "content", {p.replace("/index.md", "/_index.md"): text for p, text in titled.items()})
    if count == MEASURED:
        write(assemble_before(base / "before") / "docs", fronted)
    return {place.name: place for place in base.iterdir()}


def assemble_before(root: Path) -> Path:
    """Make the project that `prepare` makes of our code with that of `BEFORE`, by its own `building.assemble`."""
    code = copy(BEFORE, BENCH / "before")
    script = (
        "import sys, pathlib, building; building.assemble(pathlib.Path(sys.argv[1]), building.ROOT / 'tests/golden')"
    )
    env = os.environ | {"PYTHONPATH": f"{code / 'tests'}{os.pathsep}{code / 'hooks'}"}
    subprocess.run([sys.executable, "-c", script, root], env=env, check=True)
    return root


def told(name: str, ratio: float, limit: float | None = None) -> bool:
    """Print a line; True when it is past its limit."""
    verdict = "" if limit is None else f"  (limit {limit:g}) {'ok' if ratio <= limit else 'PAST ITS LIMIT'}"
    print(f"  {name:58} {ratio:7.2f}{verdict}", flush=True)
    return limit is not None and ratio > limit


def measure(sizes: list[int], runs: int) -> bool:
    """Build each size in turn with each tool; True when a promise is broken."""
    ours = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    check = [sys.executable, "-m", "facts", "check"]
    material = [tool("mkdocs", f"mkdocs-material=={locked('mkdocs-material')}"), "build", "--quiet"]
    hugo = [tool("hugo", "hugo"), "--quiet"]
    commands = {"ours": ours, "check": check, "before": ours, "hugo": hugo, "bare": hugo, "material": material}
    broken, growth = False, {}
    for size in sizes:
        places = prepare(size)
        costs = {name: Cost() for name in commands if name in places or name == "check"}
        if size > MEASURED:
            del costs["material"]
        for _ in range(runs if size <= MEASURED else 1):
            for name, cost in costs.items():
                place = places["ours" if name == "check" else name]
                for made in ("site", "public", "build"):
                    put_aside(place / made)
                run(commands[name], place, cost)
        print(f"{size} pages: " + ", ".join(
            f"{name} {cost.median:.1f} s {cost.peak:.0f} MiB" for name, cost in costs.items()))  # fmt: skip
        growth[size] = costs["ours"].median
        told("check / build", costs["check"].median / costs["ours"].median)
        is_promised = size == MEASURED
        broken |= told(
            "build / Hugo", costs["ours"].median / costs["hugo"].median, LIMITS["Hugo"] if is_promised else None
        )
        told("build / Hugo, bare", costs["ours"].median / costs["bare"].median)
        told("memory / Hugo", costs["ours"].peak / costs["hugo"].peak)
        if is_promised:
            broken |= told(f"build / {BEFORE}", costs["ours"].median / costs["before"].median, LIMITS["before"])
            told(f"{BEFORE} / Hugo", costs["before"].median / costs["hugo"].median)
            again = Cost()
            for number in range(runs + 1):
                page = places["ours"] / "docs" / "muc-0" / "trang-0.md"
                page.write_text(f"{page.read_text(encoding='utf-8')}\nThêm lời {number}.\n", encoding="utf-8")
                run([*ours, "--strict", "--dirty"], places["ours"], again)
            del again.seconds[0]  # which found nothing
            broken |= told("build again / Hugo", again.median / costs["hugo"].median, LIMITS["again"])
            told("build again / Hugo, bare", again.median / costs["bare"].median)
            told("build again / build", again.median / costs["ours"].median)
        if "material" in costs:
            limit = LIMITS["Material"] if is_promised else None
            broken |= told(
                "build / Material with all pages in nav", costs["ours"].median / costs["material"].median, limit
            )
        if before := max((other for other in growth if other < size), default=0):
            exponent = math.log(growth[size] / growth[before]) / math.log(size / before)
            broken |= told(f"growth exponent {before} → {size}", exponent, LIMITS["growth"])
        if size == LARGEST:
            broken |= told("peak MiB", costs["ours"].peak, LIMITS["memory"])
    return broken


def locked(package: str) -> str:
    """The version that requirements.txt locks."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return next(line.split("==")[1].split()[0] for line in lines if line.startswith(f"{package}=="))


def main() -> int:
    """Print the ratios; 1 when one is past its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", default="250,1000,4000,10000")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    try:
        return int(measure([int(size) for size in options.pages.split(",")], options.runs))
    finally:
        shutil.rmtree(ASIDE, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
