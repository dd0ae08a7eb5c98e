"""On a disk that is full, closed or cannot be read, every command ends in a sentence and no file is lost or shortened."""

from __future__ import annotations

import errno
import os
import shlex
import stat
import sys
from pathlib import Path

import pytest

import building
import samples
from building import ROOT
from delivery import manifest, policy, turn
from facts.exports import hosting
from terminal import disk

DAY = samples.TODAY.isoformat()
UNQUOTED = samples.changed(samples.HOTLINE, 'value: "111"', "value: 111")  # `make fix` would mend it


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return samples.write(tmp_path / "project", {**samples.SOUND, samples.LINE: UNQUOTED})


# --- one file ---


def test_a_file_is_given_other_content_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    disk.write(file, "một\n")
    file.chmod(0o640)
    disk.write(file, b"hai\n")
    assert file.read_text(encoding="utf-8") == "hai\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["a.yml"]


def test_whoever_is_reading_a_file_reads_all_of_what_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    disk.write(file, "một\n")
    with file.open(encoding="utf-8") as opened:
        disk.write(file, "hai\n")
        assert opened.read() == "một\n"
    assert file.read_text(encoding="utf-8") == "hai\n"


def test_a_file_that_cannot_be_finished_is_what_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yml"
    file.write_text("một\n", encoding="utf-8")

    def fill(self: Path, content: bytes) -> int:
        with self.open("wb") as half:
            half.write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", fill)
    with pytest.raises(OSError, match="full") as told:
        disk.write(file, "hai ba bốn\n")
    assert disk.say(told.value) == f"{file} (ổ đĩa đã đầy)"
    assert file.read_text(encoding="utf-8") == "một\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yml"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EACCES, "x", "a"), "a (không có quyền)"),
        (OSError(errno.ENOSPC, "x", b"a"), "a (ổ đĩa đã đầy)"),
        (OSError(errno.EROFS, "x", Path("a")), "a (ổ đĩa chỉ cho đọc)"),
        (OSError(errno.EROFS, "x"), "ổ đĩa chỉ cho đọc"),
        (OSError(errno.ENOSPC, "x", 5), "ổ đĩa đã đầy"),
        (OSError(errno.ENOTTY, "lạ", "a\nb"), "a?b (lạ)"),
        (OSError("chỉ có lời"), "chỉ có lời"),
    ],
)
def test_what_a_disk_did_not_do_is_said_in_words(error: OSError, said: str) -> None:
    assert disk.say(error) == said


# --- every command ---


def run(root: Path, *words: str) -> tuple[int, str]:
    """A command for whom closed folders are closed: its status, and all it said."""
    variables = {"SITE_TODAY": DAY, "PYTHONPATH": str(ROOT / "hooks")}
    done = building.as_who_has_no_power(root, sys.executable, "-m", *words, **variables)
    return done.returncode, done.stdout + done.stderr


def assert_told(status: int, said: str) -> None:
    assert status != 0
    assert "Traceback" not in said
    assert said.strip().splitlines()[-1].endswith("."), said


def test_fix_leaves_a_file_alone_that_is_closed(project: Path) -> None:
    before = contents(project)
    (project / samples.LINE).chmod(0o444)
    status, said = run(project, "facts", "fix")
    assert_told(status, said)
    assert "tre-em.yml (không có quyền)" in said
    assert contents(project) == before


@pytest.mark.parametrize(
    "words",
    [
        ["facts", "fix"],
        ["facts", "schema"],
        ["host", "stale"],
        ["engine.new", "44", "quang-tri"],
        ["engine.wheel", "w"],
    ],
    ids=" ".join,
)
def test_in_a_closed_folder_a_command_ends_in_a_sentence(project: Path, words: list[str]) -> None:
    before = contents(project)
    folders = [project, *(path for path in project.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        status, said = run(project, *words)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert_told(status, said)
    assert contents(project) == before


@pytest.mark.parametrize(
    ("words", "closed"),
    [
        ("facts fix", samples.LINE),
        ("facts fix", "data"),
        ("host annotations", samples.LINE),
        ("host stale", "data/hotlines"),
    ],
)
def test_what_cannot_be_read_ends_in_a_sentence(project: Path, words: str, closed: str) -> None:
    (project / closed).chmod(0)
    try:
        _, said = run(project, *words.split())
    finally:
        (project / closed).chmod(0o755)
    assert "Traceback" not in said
    assert said.strip()


FULL = """
mkdir disk && mount -t tmpfs -o size={size}k none disk && cp -r project/. disk && cd disk
{python} -m {words}; status=$?
cp -r . ../seen; exit $status
"""


def on_a_full_disk(project: Path, words: str, room: int) -> tuple[int, str, dict[str, bytes]]:
    """Status, words, and what lies on the disk afterwards; `room` kilobytes were free."""
    used = sum(-(-path.stat().st_size // 4096) * 4 for path in project.rglob("*") if path.is_file())
    script = FULL.format(size=used + room, python=shlex.quote(sys.executable), words=words)
    variables = {"SITE_TODAY": DAY, "PYTHONPATH": str(ROOT / "hooks")}
    done = building.in_a_world_of_its_own(project.parent, script, **variables)
    return done.returncode, done.stdout, contents(project.parent / "seen")


@pytest.mark.parametrize("words", ["facts fix", "facts schema", "host stale"])
def test_on_a_full_disk_a_command_ends_in_a_sentence_and_shortens_nothing(project: Path, words: str) -> None:
    long = UNQUOTED + "".join(f"# {'x' * 70}\n" for _ in range(200))
    (project / samples.LINE).write_text(long, encoding="utf-8", newline="\n")
    before = contents(project)
    status, said, after = on_a_full_disk(project, words, room=0)
    assert_told(status, said)
    assert "ổ đĩa đã đầy" in said
    assert {path: after[path] for path in before} == before
    assert [path for path in after if path.endswith(".tmp")] == []


def test_of_a_new_province_s_repository_a_full_disk_leaves_no_half(project: Path) -> None:
    before = contents(project)
    status, said, after = on_a_full_disk(project, "engine.new 44 quang-tri", room=400)
    assert_told(status, said)
    assert "ổ đĩa đã đầy" in said
    assert after == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (f"engine.new 44 {samples.LINE}/quang-tri", "một phần của đường dẫn không phải là thư mục"),
        (f"engine.wheel {samples.LINE}", "đã có ở đó"),
        ("engine.update take a.whl", "requirements.txt (không có ở đó)"),
    ],
)
def test_where_a_package_has_no_place_is_told_and_nothing_is_touched(project: Path, words: str, why: str) -> None:
    before = contents(project)
    status, said = run(project, *words.split())
    assert_told(status, said)
    assert why in said
    assert contents(project) == before


def test_what_is_said_to_a_full_disk_is_said_otherwise(project: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    variables = {"SITE_TODAY": DAY, "PYTHONPATH": str(ROOT / "hooks")}
    done = building.in_a_world_of_its_own(
        project, f"{shlex.quote(sys.executable)} -m facts check >/dev/full", **variables
    )
    assert done.returncode == 2
    assert done.stdout == "ERROR  Không đọc hay ghi được ổ đĩa đã đầy. Không tệp nào bị cắt ngắn.\n"


# --- what is made ready for a host ---


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A whole site of two pages."""
    site = tmp_path / "project" / "site"
    page = f'{policy.CHARSET}\n<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">' + "x" * 9000
    for name in ("index.html", "goi-ngay/index.html"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(page, encoding="utf-8")
    turn.mark(site)
    return site


def make(site: Path, to: Path) -> int:
    return hosting.main(["make", "--site", str(site), "--to", str(to)])


HOSTED = {"Caddyfile", "SHA256SUMS", "_headers", "made-by-build.txt", "nginx.conf", "www"}


def test_what_a_host_gets_changes_in_one_step(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = tmp_path / "build" / "hosting"
    assert make(built, to) == 0
    before = contents(to)
    assert {path.name for path in to.iterdir()} == HOSTED
    assert list(manifest.check(to)) == []
    (built / "moi.txt").write_text("mới", encoding="utf-8")
    turn.mark(built)
    exchange = turn._exchange

    def watched(one: Path, other: Path) -> bool:
        assert contents(to) == before
        assert (one / "www" / "moi.txt").exists()
        return exchange(one, other)

    monkeypatch.setattr(turn, "_exchange", watched)
    assert make(built, to) == 0
    assert (to / "www" / "moi.txt").exists()
    assert [path.name for path in to.parent.iterdir()] == ["hosting"]


def test_what_is_not_ours_is_not_taken_for_a_host(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "tho.txt").write_text("thơ", encoding="utf-8")
    for to in (mine, mine / "tho.txt", built, built.parent, built / "www"):
        before = contents(tmp_path)
        assert make(built, to) == 1
        assert ": chưa có gì bị đổi; chọn" in capsys.readouterr().err
        assert contents(tmp_path) == before


def test_what_the_edition_before_made_for_a_host_is_taken(built: Path, tmp_path: Path) -> None:
    to = tmp_path / "hosting"
    make(built, to)
    for name in (turn.MARKER, manifest.MANIFEST):
        (to / name).unlink()
    (to / "cua-toi.txt").write_text("x", encoding="utf-8")
    assert make(built, to) == 1
    (to / "cua-toi.txt").unlink()
    assert make(built, to) == 0
    assert {path.name for path in to.iterdir()} == HOSTED


def test_what_somebody_put_among_what_a_host_has_stays(built: Path, tmp_path: Path) -> None:
    to = tmp_path / "hosting"
    make(built, to)
    answer = to / "www" / ".well-known" / "acme-challenge" / "tra-loi"
    answer.parent.mkdir(parents=True)
    answer.write_text("x", encoding="utf-8")
    assert make(built, to) == 0
    assert answer.read_text(encoding="utf-8") == "x"


def test_on_a_full_disk_a_host_keeps_what_it_had(built: Path, tmp_path: Path) -> None:
    make(built, built.parent / "build" / "hosting")
    before = contents(built.parent)
    status, said, after = on_a_full_disk(built.parent, "facts.exports.hosting make", room=20)
    assert_told(status, said)
    assert "ổ đĩa đã đầy" in said
    assert after == before


def put_a_link_for_a_page(site: Path) -> None:
    (site / "goi-ngay" / "index.html").rename(site.parent / "elsewhere.html")
    (site / "goi-ngay" / "index.html").symlink_to("../../elsewhere.html")


ODD = {
    "a link to a folder": lambda site: (site / "etc").symlink_to("/etc"),
    "a link to a file": lambda site: (site / "etc").symlink_to("/etc/hostname"),
    "a link to nothing": lambda site: (site / "etc").symlink_to("/khong/co"),
    "a link for a page": put_a_link_for_a_page,
    "a pipe": lambda site: os.mkfifo(site / "ong"),
    "a manifest that is no text": lambda site: (site / manifest.MANIFEST).write_bytes(b"\xff\xfe"),
    "no manifest": lambda site: (site / manifest.MANIFEST).unlink(),
    "a hidden file": lambda site: (site / ".env").write_text("x", encoding="utf-8"),
}


@pytest.mark.parametrize("case", ODD)
def test_a_site_with_what_is_no_file_of_it_is_not_published(
    built: Path, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hosting.main(["check", "--site", str(built)]) == 0
    ODD[case](built)
    capsys.readouterr()
    assert hosting.main(["check", "--site", str(built)]) == 1
    assert capsys.readouterr().out.startswith("ERROR  ")
    assert make(built, built.parent / "to") == 1
    assert not (built.parent / "to").exists()


def test_a_site_that_cannot_be_read_is_told(built: Path) -> None:
    (built / "index.html").chmod(0)
    status, said = run(built.parent, "facts.exports.hosting", "check")
    assert_told(status, said)
    assert "index.html (không có quyền)" in said
