"""What is taken from the builds before makes the site that a build of everything makes, after any edits in any order.

A project is saved again and again, with a build after each save as `make serve` does it; now and then it is built anew, by a
process that knows nothing, and the two are compared byte for byte. The same walks go over `make build`, each build by a process
that has but what the last one left on the disk. `exhaustive` walks a thousand edits and shrinks what differs.
"""

from __future__ import annotations

import gc
import logging
import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

import building
from delivery import same, turn
from facts.project import on_disk
from facts.project.memory import JUDGED, MADE
from facts.rendering import blocks, qr
from province import GOLDEN, TODAY

ADDRESS = "http://127.0.0.1:8000/"
PROBLEMS = {"index.html", "404.html"}  # the files of a site that shows them
Step = tuple[int, int]  # which edit, and where


class Serving:
    """A project that is built after each edit, in this process, as `make serve` does."""

    def __init__(self, root: Path) -> None:
        self.root, self.said = root, building.settings("", TODAY)
        self.undo: list[Callable[[], object]] = []
        self.told: list[str] = []  # what was done, for whoever reads a failure
        _forget()

    # --- building --------------------------------------------------------------------------------------------------

    def build(self, to: str, keeps: bool) -> dict[str, bytes]:
        """Every file of the site, that of the search too; of the problems, where there are any."""
        with building.environment(self.said):
            config = load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.root.parent / to))
            config.site_url = ADDRESS
            config.plugins.on_startup(command="serve", dirty=keeps)
            mkdocs_build(config, serve_url=ADDRESS, dirty=keeps)
        site = Path(config.site_dir)
        if not config.extra["build"].problems:
            waiting = config.hooks["hooks/index_search.py"]._waiting  # type: ignore[attr-defined]
            while waiting:
                waiting.pop()()
        found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
        return {path: file.read_bytes() for path, file in found.items() if not path.startswith(".problems/")}

    def is_right(self) -> bool:
        """Compare with a site that is made of nothing but the files; True when it was a site, and not its problems."""
        with _as_a_new_process():
            wanted = self.build("new", keeps=False)
        found = self.build("kept", keeps=True)
        done = "\n".join(self.told)
        assert sorted(found) == sorted(wanted), done
        assert [path for path in wanted if found[path] != wanted[path]] == [], done
        return wanted.keys() != PROBLEMS

    # --- editing ---------------------------------------------------------------------------------------------------

    def write(self, file: Path, text: str | None) -> None:
        """Save a file, or take it away (None)."""
        before = file.read_text(encoding="utf-8") if file.exists() else None
        self.undo.append(lambda: _put(file, before))
        self.told.append(f"{file.relative_to(self.root)}: {_first_difference(before, text)}")
        _put(file, text)

    def edit(self, step: Step) -> None:
        """Do one edit: which, and where, by number."""
        which, where = step
        EDITS[which % len(EDITS)](self, random.Random(where))

    def files(self, pattern: str) -> list[Path]:
        return sorted(self.root.glob(pattern))


class Publishing(Serving):
    """A project that is built after each edit as `make build` does it: by a process that finds what the last one left."""

    def build(self, to: str, keeps: bool) -> dict[str, bytes]:
        """Every file of the site; what was told, where it is told and nothing is built."""
        _forget()
        told = _Told()
        with building.environment({**self.said, "SITE_URL": "https://tinh.example/"}), told.of("mkdocs"):
            config = load_config(str(self.root / "mkdocs.yml"), strict=True, site_dir=str(self.root.parent / to))
            config.plugins.on_startup(command="build", dirty=keeps)
            try:
                mkdocs_build(config, dirty=keeps)
            except Abort as stopped:
                return dict.fromkeys(PROBLEMS, "\n".join([*told.sentences, str(stopped)]).encode())
        return building.Site(Path(config.site_dir)).files()


class _Told(logging.Handler):
    """Whatever a build warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.sentences.append(record.getMessage())

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        logging.getLogger(name).addHandler(self)
        yield
        logging.getLogger(name).removeHandler(self)


def _put(file: Path, text: str | None) -> None:
    if text is None:
        file.unlink(missing_ok=True)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _first_difference(before: str | None, after: str | None) -> str:
    lines = zip([*(before or "").splitlines(), ""], [*(after or "").splitlines(), ""], strict=False)
    return next((f"{one!r} → {other!r}" for one, other in lines if one != other), "longer") if after else "away"


def _forget() -> None:
    for memory in (MADE, JUDGED):
        memory.__init__()  # type: ignore[misc]
    qr.DRAWN.clear()
    qr._OF_BEFORE.clear()
    qr.draw.cache_clear()


@contextmanager
def _as_a_new_process() -> Iterator[None]:
    known = [dict(memory.__dict__) for memory in (MADE, JUDGED)]
    _forget()
    yield
    for memory, before in zip((MADE, JUDGED), known, strict=True):
        memory.__dict__.update(before)


def _on_a_line(serving: Serving, chance: random.Random, pattern: str, line: str, new: str) -> None:
    """Change one line of one file, of those that match."""
    found = [file for file in serving.files(pattern) if re.search(line, file.read_text(encoding="utf-8"), re.M)]
    if found:
        file = chance.choice(found)
        text = file.read_text(encoding="utf-8")
        match = chance.choice(list(re.finditer(line, text, re.MULTILINE)))
        serving.write(file, text[: match.start()] + match.expand(new) + text[match.end() :])


def _words_of_a_fact(serving: Serving, chance: random.Random) -> None:
    fields = "name|summary|answers|note|text|say|short|title|theme|where|because|area|call_when|address|theme"
    _on_a_line(serving, chance, "data/*/*.yml", rf"^(.*\b(?:{fields}): [^\n\"']*\w)$", rf"\1 x{chance.randrange(9)}")


def _number(serving: Serving, chance: random.Random) -> None:
    digit = chance.randrange(1, 10)
    _on_a_line(serving, chance, "data/hotlines/*.yml", r'^(.*value: "0\d+)\d(\d")$', rf"\g<1>{digit}\2")


def _day_of_a_fact(serving: Serving, chance: random.Random) -> None:
    day = f"20{chance.randrange(27, 30)}-0{chance.randrange(1, 9)}-1{chance.randrange(9)}"
    _on_a_line(serving, chance, "data/*/*.yml", r"^(verified_on|called_on|published_on): .*$", rf"\1: {day}")


def _withdrawal(serving: Serving, chance: random.Random) -> None:
    file = chance.choice(serving.files("data/*/*.yml"))
    serving.write(file, file.read_text(encoding="utf-8") + "publish: withdrawn\nbecause: Sai.\n")


def _fact_away(serving: Serving, chance: random.Random) -> None:
    serving.write(chance.choice(serving.files("data/*/*.yml")), None)


def _fact_renamed(serving: Serving, chance: random.Random) -> None:
    file = chance.choice(serving.files("data/*/*.yml"))
    text = file.read_text(encoding="utf-8")
    serving.write(file, None)
    serving.write(file.with_name(f"moi-{file.name}"), re.sub(r"^id: ", "id: moi-", text, flags=re.MULTILINE))


def _fact_copied(serving: Serving, chance: random.Random) -> None:
    file = chance.choice(serving.files("data/*/*.yml"))
    text = file.read_text(encoding="utf-8")
    name = f"them-{chance.randrange(3)}"
    serving.write(file.with_name(f"{name}.yml"), re.sub(r"^id: .*$", f"id: {name}", text, flags=re.MULTILINE))


def _line_of_a_table(serving: Serving, chance: random.Random) -> None:
    _on_a_line(serving, chance, "data/*.yml", r"^(.*\b(?:name|note|say): [^\n\"']*\w)$", r"\1 x")


def _words_of_a_page(serving: Serving, chance: random.Random) -> None:
    _on_a_line(serving, chance, "docs/**/*.md", r"^(\w[^\n|]*\w)\.$", rf"\1 chữ {chance.randrange(9)}.")


def _end_of_a_page(serving: Serving, chance: random.Random) -> None:
    file = chance.choice(serving.files("docs/**/*.md"))
    added = chance.choice(("Thêm một câu.", "## Thêm một mục", '{{ hotlines(purpose="help") }}', "Gọi 111."))
    serving.write(file, f"{file.read_text(encoding='utf-8')}\n{added}\n")


def _head_of_a_page(serving: Serving, chance: random.Random) -> None:
    field = chance.choice(("title", "description", "topics", "crumb"))
    _on_a_line(serving, chance, "docs/**/*.md", rf"^({field}: [^\n\"']*\w)$", r"\1 x")


def _page_away(serving: Serving, chance: random.Random) -> None:
    serving.write(chance.choice(serving.files("docs/*/*.md")), None)


def _page_added(serving: Serving, chance: random.Random) -> None:
    name = f"docs/gioi-thieu/moi-{chance.randrange(3)}.md"
    serving.write(
        serving.root / name, "---\ntitle: Trang mới\ndescription: Trang thêm.\n---\n\n# Trang mới\n\nCó chữ.\n"
    )


def _theme_template(serving: Serving, chance: random.Random) -> None:
    file = serving.root / "overrides" / "partials" / f"{chance.choice(('footer', 'thumb', 'crumbs'))}.html"
    serving.write(file, file.read_text(encoding="utf-8") + f"<!-- {chance.randrange(99)} -->")


def _block_template(serving: Serving, chance: random.Random) -> None:
    file = serving.root / "overrides" / "blocks" / f"{chance.choice(('numbers', 'source_list', 'commune_page'))}.html"
    serving.write(file, file.read_text(encoding="utf-8") + f"<i>{chance.choice('xyz')}</i>")


def _setting(serving: Serving, chance: random.Random) -> None:
    _on_a_line(serving, chance, "mkdocs.yml", r"^( +(?:operator|quiet_name|email): .*\w)$", r"\1x")


def _way_out(serving: Serving, chance: random.Random) -> None:
    file = serving.root / "mkdocs.yml"
    before = re.sub(r"^  exit_url: .*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    serving.write(file, f"{before.rstrip()}\n  exit_url: https://noi-{chance.randrange(9)}.example/\n")


def _look(serving: Serving, chance: random.Random) -> None:
    _on_a_line(serving, chance, "docs/assets/stylesheets/*.css", r"^(.*\bmargin: )", rf"\g<1>{chance.randrange(9)}px ")


def _picture(serving: Serving, chance: random.Random) -> None:
    pictures = serving.files("docs/hinh/*.svg") or serving.files("docs/hinh/*")
    file = chance.choice(pictures)
    before = file.read_bytes()
    serving.undo.append(lambda: file.write_bytes(before))
    serving.told.append(file.name)
    file.write_bytes(before + b"\n")


def _say(serving: Serving, name: str, value: str) -> None:
    before = serving.said
    serving.said = {**before, name: value}
    serving.undo.append(lambda: setattr(serving, "said", before))
    serving.told.append(f"{name}={value}")


def _next_day(serving: Serving, chance: random.Random) -> None:
    _say(serving, "SITE_TODAY", str(date.fromisoformat(serving.said["SITE_TODAY"]) + timedelta(days=1)))


def _another_day(serving: Serving, chance: random.Random) -> None:
    _say(serving, "SITE_TODAY", f"20{chance.randrange(30, 32)}-0{chance.randrange(1, 9)}-15")


def _variable(serving: Serving, chance: random.Random) -> None:
    name, value = chance.choice((("SITE_COMMIT", f"{chance.randrange(10**9):010}"), ("SITE_DRAFTS", "1")))
    _say(serving, name, value)


def _undo(serving: Serving, chance: random.Random) -> None:
    for _ in range(min(len(serving.undo), chance.randrange(1, 4))):
        serving.undo.pop()()
        serving.told.append("undo")


EDITS = (
    _words_of_a_fact, _words_of_a_fact, _words_of_a_fact, _number, _number, _day_of_a_fact, _withdrawal, _fact_away,
    _fact_renamed, _fact_copied, _line_of_a_table, _words_of_a_page, _words_of_a_page, _end_of_a_page, _head_of_a_page,
    _page_away, _page_added, _theme_template, _block_template, _setting, _way_out, _look, _picture, _next_day,
    _another_day, _variable, _undo, _undo,
)  # fmt: skip


def served(folder: Path, patched: pytest.MonkeyPatch, kind: type[Serving] = Serving) -> Serving:
    """The made-up province in `folder`, of which nothing was built yet."""
    made = kind(building.assemble(folder / "project", GOLDEN))
    patched.setattr(blocks, "TEMPLATES", made.root / "overrides" / "blocks")
    return made


@pytest.fixture
def serving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    """The same, forgotten afterwards."""
    yield served(tmp_path, monkeypatch)
    _forget()


@pytest.fixture
def publishing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keeps: None) -> Iterator[Serving]:
    """The same, to be published."""
    yield served(tmp_path, monkeypatch, Publishing)
    _forget()


def walk(serving: Serving, steps: list[Step], built_after: int = 1, compared_after: int = 1) -> int:
    """Edit, build, and compare after so many edits; how often it was a site that was compared."""
    sites = 0
    for number, step in enumerate(steps, 1):
        serving.edit(step)
        while number % built_after == 0 and serving.build("kept", keeps=True).keys() == PROBLEMS and serving.undo:
            serving.undo.pop()()  # the walk goes on with a site
            serving.told.append("undo")
        if number % compared_after == 0:
            sites += serving.is_right()
    return sites


def _thirty(seed: int) -> list[Step]:
    """Every kind of edit, and two more."""
    chance = random.Random(seed)
    which = chance.sample(range(len(EDITS)), len(EDITS)) + [chance.randrange(len(EDITS)) for _ in range(2)]
    return [(one, chance.randrange(10**6)) for one in which]


def test_thirty_edits_make_what_a_new_build_makes(serving: Serving) -> None:
    assert walk(serving, _thirty(3), built_after=3, compared_after=15) == 2


@pytest.mark.exhaustive
def test_thirty_edits_make_what_a_new_process_publishes(publishing: Serving) -> None:
    assert walk(publishing, _thirty(3), built_after=10, compared_after=30) == 1


def test_a_page_is_taken_only_with_the_bytes_that_were_made_for_it(publishing: Serving) -> None:
    """Somebody wrote another number into the site that stands, and damaged what was judged."""
    made = publishing.build("kept", keeps=True)
    assert made.keys() != PROBLEMS
    kept, page = publishing.root / on_disk.FOLDER, publishing.root.parent / "kept" / "goi-ngay" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("111", "112"), encoding="utf-8")
    (kept / "check").write_bytes((kept / "check").read_bytes()[:-1])
    before = (kept / "pages").stat().st_mtime_ns
    assert publishing.build("kept", keeps=True) == made
    assert (kept / "pages").stat().st_mtime_ns == before  # the others were taken


def test_a_file_of_the_site_that_lies_as_it_lay_is_not_read(
    publishing: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second build gives every file another name, the third begins with the first site."""
    for name in ("_SETTLED", "_SETTLED_FINE"):
        monkeypatch.setattr(same, name, -1)
    for _ in range(2):
        publishing.build("kept", keeps=True)
    read: list[str] = []
    digest_of = same.digest_of
    monkeypatch.setattr(same, "digest_of", lambda file: read.append(Path(file).name) or digest_of(file))
    publishing.build("kept", keeps=True)
    assert set(read) <= {turn.MARKER, "404.html", "sw.js"}  # which are written in each


def test_the_command_makes_the_same_of_what_it_left(publishing: Serving) -> None:
    """In processes of their own: nothing that the first one knew is there but what it left."""
    words, found = ("-m", "mkdocs", "build", "--strict", "--dirty"), []
    for _ in range(2):
        done = building.command(publishing.root, *words, CI="", **publishing.said)
        assert done.returncode == 0, done.stderr
        found.append(building.Site(publishing.root / "site").files())
    assert found[0] == found[1]
    assert (publishing.root / on_disk.FOLDER / "pages").exists()


def test_what_may_have_been_warned_of_is_not_left(publishing: Serving) -> None:
    """A page that is taken is not judged again: only where a warning would have stopped the build is anything left."""
    footer = publishing.root / "overrides" / "partials" / "footer.html"
    footer.write_text(footer.read_text(encoding="utf-8") + '<a href="/khong-co/">x</a>', encoding="utf-8")
    assert publishing.build("kept", keeps=True).keys() == PROBLEMS
    assert not (publishing.root / on_disk.FOLDER / "pages").exists()


def test_what_every_page_is_made_of_is_seen_alone(serving: Serving) -> None:
    """In a walk another edit may have all pages made again by chance."""
    serving.build("kept", keeps=True)
    for edit in (_theme_template, _block_template, _way_out, _next_day):
        edit(serving, random.Random(2))
        assert serving.is_right()


def test_a_page_that_is_not_read_again_is_still_named_above_others(serving: Serving) -> None:
    """Where no number is taken off, which would give each page its title for good."""
    for file in serving.files("data/*/*.yml"):
        text = file.read_text(encoding="utf-8")
        if "\npublish: withdrawn" in text or file.stem == "tu-rut":
            text = re.sub(r"^(?:publish|because): .*\n", "", text, flags=re.MULTILINE)
            serving.write(file, re.sub(r"^verified_on: .*$", f"verified_on: {TODAY}", text, flags=re.MULTILINE))
    for name, title in (("index", "Mục mới"), ("trang", "Trang mới")):
        file = serving.root / "docs" / "moi" / f"{name}.md"
        serving.write(file, f"---\ntitle: {title}\ndescription: Trang thêm.\n---\n\n# {title}\n\nCó chữ.\n")
    assert "Mục mới" in serving.build("kept", keeps=True)["moi/trang/index.html"].decode()
    assert serving.is_right()


def test_a_new_page_has_only_those_made_again_that_name_it(serving: Serving) -> None:
    serving.build("kept", keeps=True)
    site = serving.root.parent / "kept"
    before = {page: page.stat().st_mtime_ns for page in site.rglob("*.html")}
    _page_added(serving, random.Random(3))
    serving.build("kept", keeps=True)
    made = {page.parent.name for page in site.rglob("*.html") if page.stat().st_mtime_ns != before.get(page)}
    assert made == {"moi-0", "kept"}  # the page of what is not found is always made


def _texts() -> int:
    """How many letters and bytes of text this process has, but in what Python knows to hold nothing that goes."""
    gc.unfreeze()  # what a build freezes, others hold as it does
    gc.collect()
    texts = {id(one): one for held in gc.get_objects() for one in gc.get_referents(held) if type(one) in (str, bytes)}
    return sum(map(len, texts.values()))


def test_save_after_save_leaves_no_text_of_builds_before(serving: Serving) -> None:
    """Each page is saved once, so what is kept of it would hold what its own build said of the site."""
    serving.build("kept", keeps=True)
    first, *pages = serving.files("docs/*/*.md")[:9]
    before = 0
    for page in (first, *pages):
        serving.write(page, page.read_text(encoding="utf-8") + "\nMột câu nữa.\n")
        assert serving.build("kept", keeps=True).keys() != PROBLEMS
        before = before or _texts()
    assert _texts() - before < 5_000 * len(pages)  # the settings and the frame of all pages are 40,000


STEPS = st.lists(st.tuples(st.integers(0, len(EDITS) - 1), st.integers(0, 999)), min_size=10, max_size=10)


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", [Serving, Publishing])
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_a_thousand_edits_make_what_a_new_build_makes(kind: type[Serving], steps: list[Step], keeps: None) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        walk(served(Path(folder), patched, kind), steps, built_after=2, compared_after=5)
