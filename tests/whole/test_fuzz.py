"""Any bytes in any data file give problems or a site, never a traceback; what is accepted is shown escaped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import samples
from delivery import contain
from facts.exports import files
from facts.project import pages
from facts.rendering import generated
from facts.rendering.blocks import Context
from province import GOLDEN, TODAY

DAY = date.fromisoformat(TODAY)
FILES = {
    file.relative_to(GOLDEN).as_posix(): file.read_bytes()
    for folder in ("data", "docs")
    for file in sorted((GOLDEN / folder).rglob("*"))
    if file.is_file()
}
DAMAGED = sorted(path for path in FILES if path.startswith("data/") or path == "docs/goi-ngay/index.md")

HOSTILE = (
    b'"><img src=x onerror=alert(1)>', b"<script>alert(1)</script>", b"{{ 7*7 }}", b"[x](javascript:alert(1))", b"\xff",
    b"\xe2\x80\xae", b"\x00", b"&lt;b&gt;", b": ", b"\n- ", b"[", b"{", b"*x", b"&x ", b"!!python/object:x ", b"'", b'"',
    b"|\n", b"\t", b"---\n", b"\xef\xbb\xbf", b"<<: *a", b"0x1", b"1e999", b"null", b"~", b"9" * 400, b"2026-02-30",
)  # fmt: skip


def damage(original: bytes) -> st.SearchStrategy[bytes]:
    """The file with a piece of it replaced by something hostile, by other bytes, or by nothing; or other bytes whole."""
    piece = st.one_of(
        st.sampled_from(HOSTILE),
        st.binary(max_size=12),
        st.text(max_size=8).map(lambda t: t.encode("utf-8", "surrogatepass")),
    )

    def put(start: int, length: int, new: bytes) -> bytes:
        return original[:start] + new + original[start + length :]

    spots = [i + 2 for i in range(len(original)) if original[i : i + 2] == b": "] or [0]
    start = st.one_of(st.sampled_from(spots), st.integers(0, len(original)))
    return st.one_of(st.builds(put, start, st.integers(0, 40), piece), st.binary(max_size=200))


CHOICES = st.sampled_from(DAMAGED).flatmap(lambda path: st.tuples(st.just(path), damage(FILES[path])))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return samples.write(tmp_path_factory.mktemp("fuzz"), FILES)


def test_what_is_damaged_is_sound_before(root: Path) -> None:
    assert [p for p in pages.read_site(root, DAY)[1] if p.level == "ERROR"] == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param("data/pins.yml", b"- cap-cuu", b"- {a: b}", id="a group where an id belongs"),
        pytest.param(
            "data/sources/cong-bao.yml",
            b"verified_on: ",
            b"verified_on: |\n  ::error::x\n  ",
            id="a line that commands",
        ),
        pytest.param("data/pins.yml", FILES["data/pins.yml"], b"$", id="a table that is one word"),
        pytest.param("data/hotlines/tu-van.yml", b"agency: so-mau", b"agency: [a]", id="a list where an id belongs"),
    ],
)
def test_what_was_found_before_is_told(root: Path, path: str, old: bytes, new: bytes) -> None:
    damaged = FILES[path].replace(old, new, 1)
    assert damaged != FILES[path]
    (root / path).write_bytes(damaged)
    try:
        told = [str(p) for p in pages.read_site(root, DAY)[1] if p.place.path == path and p.level == "ERROR"]
        assert told
        assert "\n" not in "".join(told)
    finally:
        (root / path).write_bytes(FILES[path])


SETTLED = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@settings(SETTLED, max_examples=50)
@given(CHOICES)
def test_any_bytes_in_any_file_give_problems_or_a_site(root: Path, choice: tuple[str, bytes]) -> None:
    gives_problems_or_a_site(root, *choice)


@pytest.mark.exhaustive
@settings(SETTLED, max_examples=1_000)
@given(CHOICES)
def test_more_bytes_in_any_file_give_problems_or_a_site(root: Path, choice: tuple[str, bytes]) -> None:
    gives_problems_or_a_site(root, *choice)


def gives_problems_or_a_site(root: Path, path: str, content: bytes) -> None:
    (root / path).write_bytes(content)
    try:
        facts, problems = pages.read_site(root, DAY)
        for problem in problems:
            str(problem).encode("utf-8")
            assert "\n" not in str(problem)
        if not any(problem.level == "ERROR" for problem in problems):
            shown(Context.of(facts, DAY))
    finally:
        (root / path).write_bytes(FILES[path])


def shown(context: Context) -> None:
    """Render every page that records have, and every file for other programs: nothing of it runs or is cut short."""

    def tell(offset: int, code: str, message: str) -> None:
        raise AssertionError(message)

    for page in generated.pages(context.site.facts):
        body = pages.expand(
            page.text.partition("\n---\n")[2], context.at(page.path.removesuffix(".md") + "/"), page.path, tell
        )
        assert contain.contain(str(body))[1] == [], page.path
    files.files(context.site)
