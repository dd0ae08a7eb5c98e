"""What all tests share: the real site and the made-up province, built once a run, `--bless`, and the time each file took beside its budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

import building
import shared
from building import DAY, ROOT, Builder, Site
from facts.judging import together
from facts.project import on_disk, pages
from facts.records import when
from province import GOLDEN, TODAY
from servers import hosted, origin  # noqa: F401  fixtures

_IS_WANTED = on_disk.is_wanted
on_disk.is_wanted = lambda: False  # a test that has patched code leaves nothing of it for other processes
hypothesis.settings.register_profile("ours", deadline=None)  # no test depends on a quiet machine
hypothesis.settings.load_profile("ours")

# Seconds a file may take beside another on two cores, its share of session fixtures included. Told at the end, failing nothing:
# a slow file is a thing to look at, not a broken promise.
BUDGETS = {
    "tests/whole/test_builders.py": 25,
    "tests/facts/review/test_changes.py": 40,
    "tests/terminal/test_disk.py": 20,
    "tests/whole/test_face.py": 20,
    "tests/facts/editing/test_fix.py": 20,
    "tests/host/test_host.py": 25,
    "tests/facts/exports/test_hosting.py": 40,
    "tests/whole/test_kept.py": 25,
    "tests/whole/test_machine.py": 20,
    "tests/facts/test_gate.py": 25,
    "tests/facts/test_main.py": 30,
    "tests/facts/exports/test_open_data.py": 25,
    "tests/whole/test_province.py": 30,
    "tests/whole/test_real.py": 70,
    "tests/host/test_rehearsal.py": 60,
    "tests/whole/test_bad_input.py": 40,
    "tests/whole/test_fuzz.py": 25,
    "tests/whole/test_serve.py": 25,
    "tests/delivery/test_whole_builds.py": 35,
    "tests/browser/test_contained.py": 35,
    "tests/browser/test_accessible.py": 45,
    "tests/browser/test_bar.py": 25,
    "tests/browser/test_face.py": 30,
    "tests/browser/test_finder.py": 25,
    "tests/browser/test_fonts.py": 35,
    "tests/browser/test_hosts.py": 35,
    "tests/browser/test_geometry.py": 25,
    "tests/browser/test_offline.py": 20,
    "tests/browser/test_search.py": 40,
}
USUAL_BUDGET = 15
_spent: Counter[str] = Counter()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless",
        action="store_true",
        help="write what tests/golden and tests/awful give as expected, and promise what is new in the open data",
    )


def pytest_configure() -> None:
    """A budget without its file would put the file among the short ones, at the end, without a word."""
    gone = [path for path in BUDGETS if not (ROOT / path).is_file()]
    if gone:
        raise pytest.UsageError(f"BUDGETS names what is not there: {', '.join(gone)}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: workers take whole files, and end together only if the last ones are short."""
    items.sort(key=lambda item: -BUDGETS.get(item.location[0], USUAL_BUDGET))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _spent[report.location[0]] += report.duration


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("seconds a file, of its budget")
    for path, seconds in _spent.most_common():
        budget = BUDGETS.get(path, USUAL_BUDGET)
        over = "  over its budget" if seconds > budget else ""
        terminalreporter.line(f"{seconds:7.1f} of {budget:3d}  {path}{over}")
    terminalreporter.line(f"{sum(_spent.values()):7.1f} in all")


@pytest.fixture
def keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check or a build of this test leaves what it made, as it does for an editor."""
    monkeypatch.setattr(on_disk, "is_wanted", _IS_WANTED)
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture(scope="session")
def bless(request: pytest.FixtureRequest) -> bool:
    """True when this run writes the expected outputs instead of comparing them."""
    return bool(request.config.getoption("--bless"))


@pytest.fixture
def build(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """`build(content, change, site_url="", today=building.DAY)`: a site made of the data/ and docs/ of a folder.

    Without `content` it is the real one. What `change` is called with first is a folder of this test's own; a site that is
    built as it stands belongs to all.
    """
    made = 0

    def one(content: Path = ROOT, change: Callable[[Path], object] | None = None, **how: str) -> Site:
        nonlocal made
        if change is None:
            return shared.built(tmp_path_factory, content, **how)
        made += 1
        root = building.assemble(tmp_path / f"project-{made}", content)
        change(root)
        return building.build(root, site_url=how.get("site_url", ""), today=how.get("today", DAY))

    return one


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real project that nobody changes."""
    return shared.once(tmp_path_factory, "unbuilt", building.assemble)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, built without an address: every link relative."""
    return shared.built(tmp_path_factory)


@pytest.fixture(scope="session")
def site_at_root(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site for https://tinh.example/."""
    return shared.built(tmp_path_factory, site_url="https://tinh.example/")


@pytest.fixture(scope="session")
def site_in_folder(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The made-up province for https://a.example/du-an/."""
    return shared.built(tmp_path_factory, GOLDEN, site_url="https://a.example/du-an/", today=TODAY)


@pytest.fixture(scope="session")
def facts() -> together.Facts:
    """The real facts on the day of the tests."""
    found, problems = pages.read_site(ROOT, when.date.fromisoformat(DAY))
    assert problems == []
    return found
