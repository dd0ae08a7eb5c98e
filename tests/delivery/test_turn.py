"""Whose place a site may take: what is missing, empty or ours, links followed; nothing of anyone else's is ever lost."""

from __future__ import annotations

import os
import shlex
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import building
from building import ROOT
from delivery import manifest as whole
from delivery import turn

PAGES = {"index.html": "trang", "goi-ngay/index.html": "số", "goi-ngay/bo-y-te/index.html": "số", "robots.txt": "x"}


def build(site: Path, pages: dict[str, str] = PAGES) -> turn.Turn:
    """A build in miniature."""
    taken = turn.Turn(site)
    try:
        write(taken.new, pages)
        taken.finish()
    finally:
        taken.end()
    return taken


def write(folder: Path, pages: dict[str, str]) -> None:
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def seen(folder: Path) -> dict[str, object]:
    """All that lies in a folder: what a link says, a file's bytes, a folder's or a device's kind."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        mode = path.lstat().st_mode
        name = path.relative_to(folder).as_posix()
        if stat.S_ISLNK(mode):
            found[name] = path.readlink()
        else:
            found[name] = (mode, path.read_bytes() if stat.S_ISREG(mode) else None)
    return found


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder `site` that a build of ours made, beside a file and a folder of somebody's."""
    write(tmp_path, {"my.txt": "của tôi", "mine/tho.txt": "thơ"})
    build(tmp_path / "site")
    return tmp_path / "site"


def as_before_the_marker(site: Path) -> None:
    """What the edition before left: the same, but only its manifest says whose it is."""
    (site / turn.MARKER).unlink()
    manifest = site / whole.MANIFEST
    lines = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
    manifest.write_text("".join(line for line in lines if turn.MARKER not in line), encoding="utf-8")


def older(change: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda site: (as_before_the_marker(site), change(site))


def instead(make: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda site: (shutil.rmtree(site), make(site))


def with_a_manifest_of_its_own(site: Path) -> None:
    write(site, {"debian.iso": "an image"})
    whole.write_manifest(site)


NOT_OURS: dict[str, Callable[[Path], object]] = {
    "a plain file": instead(lambda site: site.write_text("của tôi", encoding="utf-8")),
    "a pipe": instead(lambda site: os.mkfifo(site)),
    "a link to a file": instead(lambda site: site.symlink_to("my.txt")),
    "a link to a folder of someone": instead(lambda site: site.symlink_to("mine")),
    "a link to a device": instead(lambda site: site.symlink_to("/dev/null")),
    "a link to nothing": instead(lambda site: site.symlink_to("khong-co")),
    "a link to itself": instead(lambda site: site.symlink_to("site")),
    "a link to a link to nothing": instead(
        lambda site: (site.symlink_to("a"), (site.parent / "a").symlink_to("khong-co"))
    ),
    "a folder with a file": instead(lambda site: write(site, {"tho.txt": "thơ"})),
    "a folder with a hidden file": instead(lambda site: write(site, {".env": "x"})),
    "a folder with a page": instead(lambda site: write(site, {"index.html": "x"})),
    "a folder with a folder": instead(lambda site: (site / "anh").mkdir(parents=True)),
    "an empty repository": instead(lambda site: (site / ".git").mkdir(parents=True)),
    "a folder with a marker only": instead(lambda site: write(site, {turn.MARKER: ""})),
    "a folder with a manifest of its own": instead(with_a_manifest_of_its_own),
    "a site of ours that is a repository": lambda site: (site / ".git").mkdir(),
    "a site of ours that is a second worktree": lambda site: write(site, {".git": "gitdir: ../.git"}),
    "a site of ours whose manifest is gone": lambda site: (site / whole.MANIFEST).unlink(),
    "a site of ours whose manifest is empty": lambda site: (site / whole.MANIFEST).write_bytes(b""),
    "a site of ours whose manifest is no text": lambda site: (site / whole.MANIFEST).write_bytes(b"\xff"),
    "an older site with a file of someone": older(lambda site: write(site, {"goi-ngay/CNAME": "x"})),
    "an older site with a folder of someone": older(lambda site: (site / "goi-ngay" / "anh").mkdir()),
    "an older site with a link of someone": older(lambda site: (site / "anh").symlink_to("goi-ngay")),
    "an older site that was changed by hand": older(lambda site: write(site, {"robots.txt": "của tôi"})),
    "an older site that is a repository": older(lambda site: (site / ".git").mkdir()),
}


@pytest.mark.parametrize("case", NOT_OURS)
def test_what_is_not_ours_is_refused_before_anything_is_written(site: Path, case: str) -> None:
    NOT_OURS[case](site)
    before = seen(site.parent)
    for _ in range(2):
        with pytest.raises(turn.Refused) as told:
            build(site)
        assert seen(site.parent) == before
        assert str(told.value).endswith(
            ": chưa có gì bị đổi; chọn một thư mục trống, hoặc một tên chưa có, để dựng vào."
        )


OURS: dict[str, Callable[[Path], object]] = {
    "missing": shutil.rmtree,
    "empty": instead(lambda site: site.mkdir()),
    "a site of ours": lambda site: None,
    "a site of ours without a page": lambda site: (site / "index.html").unlink(),
    "an older site": as_before_the_marker,
    "an older site without a page": older(lambda site: (site / "index.html").unlink()),
    "a link to a site of ours": lambda site: (site.rename(site.parent / "www"), site.symlink_to("www")),
    "a link to an older site": older(lambda site: (site.rename(site.parent / "www"), site.symlink_to("www"))),
    "a link to an empty folder": instead(lambda site: ((site.parent / "www").mkdir(), site.symlink_to("www"))),
    "a link to a link": lambda site: (
        site.rename(site.parent / "www"),
        (site.parent / "a").symlink_to("www"),
        site.symlink_to(site.parent / "a"),
    ),
}


@pytest.mark.parametrize("can_exchange", [True, False], ids=["in one step", "in two steps"])
@pytest.mark.parametrize("case", OURS)
def test_what_is_free_or_ours_is_taken_and_a_link_to_it_followed_each_time(
    site: Path, case: str, can_exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not can_exchange:
        monkeypatch.setattr(turn, "_exchange", lambda one, other: False)
    OURS[case](site)
    leads_to = site.readlink() if site.is_symlink() else None
    for text in ("một", "hai"):
        build(site, {"index.html": text, "moi/index.html": text})
        assert leads_to == (site.readlink() if site.is_symlink() else None)
        assert (site / "moi" / "index.html").read_text(encoding="utf-8") == text
        assert sorted(whole.promised(site)) == ["index.html", turn.MARKER, "moi/index.html"]
        assert list(whole.check(site)) == []
        assert not list(site.parent.glob(".*-work"))


@pytest.mark.parametrize("place", ["docs", "docs/a/b", ".", "..", "data", "link", "link/a", "/"])
def test_no_site_is_put_where_a_site_is_made_from(tmp_path: Path, place: str) -> None:
    root = tmp_path / "project"
    write(root, {"docs/a/index.md": "# Trang", "data/x.yml": "x: y"})
    (root / "link").symlink_to("data")
    before = seen(tmp_path)
    with pytest.raises(turn.Refused, match="giữ những gì để dựng trang: chưa có gì bị đổi"):
        turn.Turn(root / place, [root / "docs", root / "data"])
    assert seen(tmp_path) == before


@pytest.mark.parametrize("place", ["my.txt/site", "/dev/null", "/dev/null/site"])
def test_a_place_that_cannot_be_is_told(site: Path, place: str) -> None:
    before = seen(site.parent)
    with pytest.raises(turn.Refused, match="không phải là thư mục"):
        turn.Turn(site.parent / place)
    assert seen(site.parent) == before


def test_no_folder_is_made_behind_a_link_to_nothing(site: Path) -> None:
    (site.parent / "www").symlink_to("khong-co")
    before = seen(site.parent)
    with pytest.raises(turn.Refused, match="www là một liên kết không dẫn tới đâu"):
        turn.Turn(site.parent / "www" / "site")
    assert seen(site.parent) == before


def test_folders_on_the_way_are_made_and_go_again_when_the_build_stops(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "site"
    turn.Turn(deep).end()
    assert not list(tmp_path.iterdir())
    build(deep)
    assert list(whole.check(deep)) == []


MOUNT = """
set -e
mkdir -p {at}
mount {how} {at}
exec {python} -c "
from pathlib import Path
from delivery import turn
turn.Turn(Path('site'))
"
"""


@pytest.mark.parametrize("at", ["site", "site/goi-ngay"])
@pytest.mark.parametrize("how", ["-t tmpfs none", "--bind mine"])
def test_a_disk_that_is_mounted_there_is_refused(site: Path, at: str, how: str) -> None:
    before = seen(site.parent)
    script = MOUNT.format(at=at, how=how, python=shlex.quote(sys.executable))
    hooks = {"PYTHONPATH": str(ROOT / "hooks"), "PYTHONIOENCODING": "utf-8"}
    done = building.in_a_world_of_its_own(site.parent, script, **hooks)
    assert f"Refused: {at} là một ổ đĩa được gắn vào" in done.stdout, done.stdout
    assert seen(site.parent) == before


def test_what_somebody_put_into_a_site_stays_there(site: Path) -> None:
    before = seen(site)
    write(site, {".well-known/acme-challenge/tra-loi": "x", "goi-ngay/anh/a.txt": "x", "CNAME": "trang.example"})
    (site / "trong" / "rong").mkdir(parents=True)
    (site / "CNAME").chmod(0o600)
    (site / "ra-ngoai").symlink_to("/khong/co")
    put = {path: what for path, what in seen(site).items() if path not in before}
    assert len(put) == 9
    build(site, {"index.html": "trang"})
    for _ in range(2):
        done = build(site)
        assert done.kept[0] == ".well-known"
        assert seen(site) == {**before, **put}


def test_what_somebody_put_into_a_site_survives_a_build_that_is_killed_after_the_exchange(site: Path) -> None:
    write(site, {"CNAME": "trang.example"})
    killed = turn.Turn(site)
    write(killed.new, PAGES)
    killed.finish()
    killed._leave()
    assert not (site / "CNAME").exists()
    turn.Turn(site).end()
    assert (site / "CNAME").read_text(encoding="utf-8") == "trang.example"
    assert not list(site.parent.glob(".*-work"))


@pytest.mark.parametrize("mine", ["moi", "moi/index.html", "moi/anh/x"])
def test_a_new_page_does_not_take_the_place_of_what_somebody_put_there(site: Path, mine: str) -> None:
    write(site, {mine: "của tôi"})
    before = seen(site.parent)
    with pytest.raises(turn.Refused, match=r"^moi\S* không do trang này dựng ra, .*: dời nó đi rồi dựng lại.$"):
        build(site, {"index.html": "trang", "moi/index.html": "mới", "moi/anh": "ảnh"})
    assert seen(site.parent) == before


def test_a_page_of_ours_that_became_a_link_is_not_replaced(site: Path) -> None:
    (site / "robots.txt").unlink()
    (site / "robots.txt").symlink_to("../my.txt")
    before = seen(site.parent)
    with pytest.raises(turn.Refused, match=r"^robots.txt "):
        build(site)
    assert seen(site.parent) == before


def test_what_was_changed_by_hand_is_made_anew_and_told(site: Path) -> None:
    before = seen(site)
    (site / "goi-ngay" / "index.html").write_text("sửa tay", encoding="utf-8")
    done = build(site)
    assert done.replaced == ["goi-ngay/index.html"]
    assert seen(site) == before


def test_between_the_two_steps_of_a_system_that_cannot_exchange_the_old_site_is_put_back(site: Path) -> None:
    before = seen(site)
    write(site.parent / ".site-work", {turn.MARKER: "", "new/nua.html": "nửa"})
    site.rename(site.parent / ".site-work" / "old")  # killed here
    turn.Turn(site).end()
    assert seen(site) == before
    assert not list(site.parent.glob(".*-work"))


@pytest.mark.parametrize("was", ["missing", "ours"])
def test_what_came_to_stand_there_during_the_build_is_not_taken(site: Path, was: str) -> None:
    if was == "missing":
        shutil.rmtree(site)
    taken = turn.Turn(site)
    write(taken.new, PAGES)
    shutil.rmtree(site, ignore_errors=True)
    write(site, {"tho.txt": "thơ"})
    with pytest.raises(turn.Refused, match=r"tho\.txt"):
        taken.finish()
    taken.end()
    assert seen(site).keys() == {"tho.txt"}


def test_a_lock_that_is_got_on_a_folder_that_has_gone_is_no_lock(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build that had the folder ends between our opening and our locking it, and a third makes it anew."""
    work = site.parent / ".site-work"
    flock, asked = turn.fcntl.flock, []

    def late(lock: int, how: int) -> None:
        if not asked:
            work.rename(site.parent / "gone")
            work.mkdir()
        asked.append(lock)
        flock(lock, how)

    monkeypatch.setattr(turn.fcntl, "flock", late)
    first = turn.Turn(site)
    assert len(asked) == 2
    with pytest.raises(BlockingIOError):
        turn.Turn(site)
    first.end()


WORK: dict[str, Callable[[Path], object]] = {
    "a link": lambda work: work.symlink_to("mine"),
    "a link to nothing": lambda work: work.symlink_to("khong-co"),
    "a file": lambda work: work.write_text("của tôi", encoding="utf-8"),
    "a folder of someone": lambda work: write(work, {"tho.txt": "thơ"}),
    "ours with a link": lambda work: (write(work, {turn.MARKER: ""}), (work / "new").symlink_to("../mine")),
    "ours with a file": lambda work: write(work, {turn.MARKER: "", "old": "thơ"}),
}


@pytest.mark.parametrize("case", WORK)
def test_what_stands_where_a_build_would_work_is_refused_and_kept(site: Path, case: str) -> None:
    WORK[case](site.parent / ".site-work")
    before = seen(site.parent)
    with pytest.raises(turn.Refused, match=r"\.site-work không phải do lần dựng nào để lại: dời nó đi rồi dựng lại.$"):
        build(site)
    assert seen(site.parent) == before


def test_a_file_that_somebody_put_where_a_build_works_is_kept(site: Path) -> None:
    write(site.parent / ".site-work", {turn.MARKER: "", "tho.txt": "thơ", "new/nua.html": "nửa"})
    for _ in range(2):
        build(site)
    assert sorted(seen(site.parent / ".site-work")) == [turn.MARKER, "tho.txt"]


def test_what_an_older_build_left_beside_is_not_touched(site: Path) -> None:
    (site.parent / ".site-new").symlink_to("mine")
    write(site.parent / ".site-old", {"index.html": "x"})
    before = seen(site.parent)
    build(site)
    assert seen(site.parent) == before


def test_two_builds_of_one_site_take_turns_whatever_it_is_called(site: Path) -> None:
    (site.parent / "link").symlink_to("site")
    first = turn.Turn(site)
    for same in ("site", "link", "mine/../site"):
        with pytest.raises(BlockingIOError):
            turn.Turn(site.parent / same)
    for other in ("site-2", "site-drafts", "mine/site"):
        build(site.parent / other)
    first.end()
    build(site)
    assert not list(site.parent.glob(".*-work"))


def test_what_was_built_can_be_cleared_and_nothing_else(site: Path) -> None:
    others = {path: what for path, what in seen(site.parent).items() if not path.startswith("site")}
    write(site.parent / ".site-work", {turn.MARKER: "", "new/nua.html": "nửa"})
    turn.clear(site)
    assert seen(site.parent) == others
    turn.clear(site)  # nothing is there
    assert seen(site.parent) == others


def test_clearing_leaves_what_somebody_put_there_and_the_folder_that_a_link_leads_to(site: Path) -> None:
    write(site, {"goi-ngay/CNAME": "x"})
    site.rename(site.parent / "www")
    site.symlink_to("www")
    turn.clear(site)
    assert site.readlink() == Path("www")
    assert sorted(seen(site.parent / "www")) == ["goi-ngay", "goi-ngay/CNAME"]


@pytest.mark.parametrize("case", NOT_OURS)
def test_what_is_not_ours_is_not_cleared(site: Path, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    NOT_OURS[case](site)
    before = seen(site.parent)
    assert turn.main([str(site)]) == 1
    assert capsys.readouterr().out.startswith("ERROR  ")
    assert seen(site.parent) == before


CLOSED = "from pathlib import Path; import test_turn; test_turn.build(Path('site'), {'index.html': 'mới'})"


def test_closed_folders_of_ours_do_not_stop_a_build(site: Path) -> None:
    shutil.copytree(site, site.parent / ".site-work" / "new")
    write(site.parent / ".site-work", {turn.MARKER: ""})
    for folder in (site, site.parent / ".site-work" / "new"):
        for path in [*folder.rglob("*"), folder]:
            path.chmod(0o555 if path.is_dir() else 0o444)
    path = os.pathsep.join(map(str, (ROOT / "hooks", ROOT / "tests", ROOT / "tests/delivery")))
    done = building.as_who_has_no_power(site.parent, sys.executable, "-c", CLOSED, PYTHONPATH=path)
    assert done.returncode == 0, done.stderr
    assert (site / "index.html").read_text(encoding="utf-8") == "mới"
    assert list(whole.check(site)) == []
    assert not list(site.parent.glob(".*-work"))


def test_what_cannot_be_moved_stays_as_it_is(site: Path) -> None:
    before = seen(site.parent)
    site.parent.chmod(0o555)
    path = os.pathsep.join(map(str, (ROOT / "hooks", ROOT / "tests", ROOT / "tests/delivery")))
    done = building.as_who_has_no_power(site.parent, sys.executable, "-c", CLOSED, PYTHONPATH=path)
    site.parent.chmod(0o755)
    assert "PermissionError" in done.stderr
    assert seen(site.parent) == before


def test_files_and_folders_are_open_to_readers_whatever_the_umask(site: Path) -> None:
    write(site, {"goi-ngay/bo-y-te/CNAME": "x"})
    (site / "goi-ngay" / "bo-y-te" / "CNAME").chmod(0o644)
    umask = os.umask(0o077)
    try:
        build(site, {"index.html": "trang"})
        build(site.parent / "b" / "site")
    finally:
        os.umask(umask)
    for folder in (site, site.parent / "b" / "site"):
        for path in [folder, *folder.rglob("*")]:
            assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path
