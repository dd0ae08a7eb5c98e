"""Nothing half-built is published: whatever stops a build, the old site stands whole, or the new one does."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

import building
import samples
from building import ROOT, Site
from delivery import manifest, turn

TODAY = samples.TODAY.isoformat()

WORD = "Gọi ai"
NEW_WORD = "Gọi ai bây giờ"

# Builds many times from one start: each build in a child of its own, which kills itself at one event of writing.
KILLER = """
import os, signal, sys
sys.path[:0] = [{hooks!r}, {tests!r}]
import building, mkdocs.commands.build
from pathlib import Path
from delivery import contain
from facts.exports import hosting
from facts.project import pages
root, moments = Path(sys.argv[1]), [float(m) for m in sys.argv[2:]]
EVENTS = {{"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"}}

def child(kill_at):
    count = 0
    def watch(event, args):
        nonlocal count
        if event in EVENTS and args and ".site-" in str(args[0]) + str(args[1:2]) or event == "ctypes.dlsym":
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
    pid = os.fork()
    if pid == 0:
        reader, writer = 0, 0
        sys.addaudithook(watch)
        try:
            building.build(root, today={today!r})
        finally:
            Path(root, "events").write_text(str(count))
            os._exit(0)
    return os.waitpid(pid, 0)[1]

if not moments:
    child(-1)
else:
    for moment in moments:
        status = child(int(moment))
        print(int(moment), status, flush=True)
        sys.stdin.readline()
"""


def killer(root: Path, *moments: int) -> subprocess.Popen[str]:
    code = KILLER.format(hooks=str(ROOT / "hooks"), tests=str(ROOT / "tests"), today=TODAY)
    command = [sys.executable, "-c", code, str(root), *map(str, moments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two pages and one line, built once: what is tried here does not depend on the size."""
    content = samples.write(tmp_path_factory.mktemp("content"), {**samples.SOUND, **samples.PAGES})
    root = building.assemble(tmp_path_factory.mktemp("built") / "project", content)
    building.build(root, today=TODAY)
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of it to be changed."""
    return Path(shutil.copytree(built, tmp_path / "project"))


def change(root: Path) -> None:
    """Something that the next build shows on one page."""
    file = root / "docs" / "goi-ngay" / "index.md"
    file.write_text(file.read_text(encoding="utf-8").replace(f"# {WORD}", f"# {NEW_WORD}"), encoding="utf-8")


def litter(root: Path) -> list[str]:
    return sorted(p.name for p in root.iterdir() if p.name.startswith(".site"))


def test_a_site_is_built_beside_and_nothing_is_left_there(project: Path) -> None:
    assert litter(project) == []
    assert list(manifest.check(project / "site")) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be copied here")
@pytest.mark.parametrize("most", [5, pytest.param(40, marks=pytest.mark.exhaustive)])
def test_killed_at_any_moment_the_old_site_or_the_new_one_stands_whole(project: Path, most: int) -> None:
    before = Site(project / "site").files()
    change(project)
    other = project.with_name("other")
    shutil.copytree(project, other)
    measured = killer(other)
    measured.communicate()
    after = Site(other / "site").files()
    events = int((other / "events").read_text())
    assert before != after
    assert events > 40
    # So many moments over the whole, and the last ones each: that is where the sites change places.
    moments = sorted({1 + events * step // most for step in range(most)} | {events - n for n in range(6)})
    assert len(moments) >= most
    process = killer(project, *moments)
    assert process.stdout
    assert process.stdin
    seen = set()
    for moment in moments:
        number, status = map(int, process.stdout.readline().split())
        assert number == moment
        assert status in (9, 0)
        files = Site(project / "site").files()
        assert files in (before, after), moment
        assert list(manifest.check(project / "site")) == []
        seen.add(files == after)
        process.stdin.write("\n")
        process.stdin.flush()
    process.communicate()
    assert False in seen, "no moment was before the change"
    assert litter(project) == [] or building.build(project, today=TODAY).files() == after
    assert building.build(project, today=TODAY).files() == after
    assert litter(project) == []


def test_between_the_two_steps_of_a_system_that_cannot_exchange_the_next_build_mends(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Site(project / "site").files()
    work = project / ".site-work"
    work.mkdir()
    (work / turn.MARKER).touch()
    (project / "site").rename(work / "old")  # killed here
    mended = turn.Turn(project / "site")
    assert Site(project / "site").files() == before
    mended.end()
    monkeypatch.setattr(turn, "_exchange", lambda one, other: False)
    change(project)
    assert NEW_WORD in building.build(project, today=TODAY).read("goi-ngay/")
    assert litter(project) == []


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda root: (root / "data/hotlines/tre-em.yml").write_text("id: [", encoding="utf-8"), id="a mistake in data"),
        pytest.param(lambda root: (root / "docs/index.md").write_text("# Trang\n\n[x](khong-co.md)\n", encoding="utf-8"), id="a dead link"),
        pytest.param(lambda root: (root / "overrides/base.html").write_text("{% if", encoding="utf-8"), id="a broken template"),
        pytest.param(lambda root: (root / "overrides/footer.html").write_text("", encoding="utf-8") or (root / "overrides/main.html").write_text("{{ khong_co.x }}", encoding="utf-8"), id="a template without its value"),
    ],
)  # fmt: skip
def test_a_build_that_stops_leaves_the_old_site(project: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    before = Site(project / "site").files()
    spoil(project)
    with pytest.raises(Exception, match=r".*"):
        building.build(project, today=TODAY)
    assert Site(project / "site").files() == before
    assert litter(project) == []


MKDOCS = f"{shlex.quote(sys.executable)} -m mkdocs build --strict"
FULL = f"mount -t tmpfs -o size={{size}}k none disk && cp -r project/. disk && cd disk && {MKDOCS}; status=$?; cp -r . ../seen; exit $status"
CLOSED = f"mount --bind project project && mount -o remount,bind,ro project && cd project && {MKDOCS}"


def test_on_a_full_disk_the_old_site_stands_and_it_is_said(project: Path) -> None:
    before = Site(project / "site").files()
    change(project)
    kilobytes = [-(-p.stat().st_size // 4096) * 4 for p in project.rglob("*") if p.is_file()]
    room = sum(-(-p.stat().st_size // 4096) * 4 for p in (project / "site").rglob("*") if p.is_file()) // 3
    (project.parent / "disk").mkdir()
    done = building.in_a_world_of_its_own(project.parent, FULL.format(size=sum(kilobytes) + room), SITE_TODAY=TODAY)
    assert done.returncode == 1, done.stdout
    assert re.search(r"Không ghi được .*Trang cũ còn nguyên", done.stdout), done.stdout
    assert "Traceback" not in done.stdout
    assert Site(project.parent / "seen" / "site").files() == before
    assert litter(project.parent / "seen") == []


def test_in_a_folder_that_cannot_be_written_it_is_said(project: Path) -> None:
    before = Site(project / "site").files()
    change(project)
    done = building.in_a_world_of_its_own(project.parent, CLOSED, SITE_TODAY=TODAY)
    assert done.returncode == 1
    assert re.search(r"Không ghi được .*Trang cũ còn nguyên", done.stdout), done.stdout
    assert "Traceback" not in done.stdout
    assert Site(project / "site").files() == before


def test_two_builds_of_one_site_take_turns(project: Path) -> None:
    first = turn.Turn(project / "site")
    with pytest.raises(Abort, match="lần dựng khác"):
        building.build(project, today=TODAY)
    first.end()
    assert building.build(project, today=TODAY).has("index.html")


def test_builds_of_two_sites_beside_each_other_do_not_wait(project: Path) -> None:
    first = turn.Turn(project / "site")
    assert building.build(project, today=TODAY, drafts=True).folder == project / "site-drafts"
    assert building.build(project, today=TODAY, to=project / "site-2").has("index.html")
    first.end()
    assert list(manifest.check(project / "site")) == []
    assert litter(project) == []


def test_the_manifest_is_what_sha256sum_reads(project: Path) -> None:
    if not shutil.which("sha256sum"):
        pytest.skip("no sha256sum here to ask")
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", manifest.MANIFEST], cwd=project / "site", check=False
    )
    assert done.returncode == 0


# Whose place is taken is tried in test_turn.py; here, that MkDocs asks before it cleans or writes, and says so.


REFUSED = r"(mine|there) .*: chưa có gì bị đổi; chọn .*\."


def everything(folder: Path) -> dict[str, object]:
    found = (path for path in folder.rglob("*") if "__pycache__" not in path.parts)
    return {str(path): (path.lstat().st_mode, path.read_bytes() if path.is_file() else None) for path in found}


@pytest.mark.parametrize("made", ["file", "folder", "link", "repository"])
def test_what_is_not_ours_is_refused_in_a_sentence_and_not_touched(
    project: Path, monkeypatch: pytest.MonkeyPatch, made: str
) -> None:
    mine = project / "mine"
    (mine / "thu-muc").mkdir(parents=True)
    (mine / "thu-muc" / "tho.txt").write_text("thơ", encoding="utf-8")
    if made == "file":
        shutil.rmtree(mine)
        mine.write_text("thơ", encoding="utf-8")
    elif made == "link":
        mine.rename(project / "there")
        mine.symlink_to("there")
    elif made == "repository":
        shutil.rmtree(mine)
        shutil.copytree(project / "site", mine)
        (mine / ".git").mkdir()
    before = everything(project)
    if made == "folder":  # as it is typed, and as `make build` asks
        for words in ("build", "build --dirty"):  # where no host runs it, so that it may keep
            done = building.command(project, *f"-m mkdocs {words} -d mine".split(), SITE_TODAY=TODAY, CI="")
            assert done.returncode == 1
            assert re.search(rf"^{REFUSED}$", done.stdout, re.MULTILINE), done
            assert "Traceback" not in done.stderr
    else:
        monkeypatch.chdir(project)  # from where it is told
        with pytest.raises(Abort, match=rf"^{REFUSED}$"):
            building.build(project, today=TODAY, to=mine)
    assert everything(project) == before


@pytest.mark.parametrize("place", ["docs", ".", "..", "docs/moi", "data"])
def test_no_site_is_put_where_a_site_is_made_from(project: Path, place: str) -> None:
    before = everything(project.parent)
    with pytest.raises(Abort, match="chưa có gì bị đổi; chọn"):
        building.build(project, today=TODAY, to=Path(os.path.normpath(project / place)))
    assert everything(project.parent) == before


def test_a_link_to_a_web_root_is_followed_each_time(project: Path) -> None:
    expected = Site(project / "site").files()
    www = project.parent / "www"
    (project / "site").rename(www)
    (project / "site").symlink_to(www)
    for _ in range(2):
        (www / "index.html").unlink()
        building.build(project, today=TODAY)
        assert (project / "site").readlink() == www
        assert Site(www).files() == expected
    assert litter(project) == litter(project.parent) == []


def test_what_somebody_put_into_a_site_stays_there_and_is_told(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    site = project / "site"
    expected = Site(site).files()
    (site / "CNAME").write_text("trang.example", encoding="utf-8")
    (site / "index.html").write_text("sửa tay", encoding="utf-8")
    with caplog.at_level("INFO"):
        now = building.build(project, today=TODAY).files()
    assert now == {**expected, "CNAME": b"trang.example"}
    assert "CNAME không do trang này dựng ra: giữ nguyên" in caplog.text
    assert "index.html đã bị sửa sau lần dựng trước: bản mới thay vào" in caplog.text
    assert list(manifest.check(site)) == ["CNAME: thừa"]


def test_a_new_page_does_not_take_the_place_of_what_somebody_put_there(project: Path) -> None:
    (project / "site" / "moi").write_text("của tôi", encoding="utf-8")
    before = Site(project / "site").files()
    page = project / "docs" / "moi" / "index.md"
    page.parent.mkdir()
    page.write_text("---\ntitle: Mới\n---\n\n# Mới\n", encoding="utf-8")
    with pytest.raises(Abort, match=r"^moi .* dời nó đi rồi dựng lại.$"):
        building.build(project, today=TODAY)
    assert Site(project / "site").files() == before
    assert litter(project) == []


def test_any_web_server_can_read_what_a_careful_builder_made(project: Path) -> None:
    before = os.umask(0o077)
    try:
        site = building.build(project, today=TODAY).folder
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [site, *site.rglob("*")]}
    assert {path for path, mode in modes.items() if mode != (0o755 if path.is_dir() else 0o644)} == set()


def test_in_a_folder_of_another_it_is_said_and_nothing_is_lost(project: Path) -> None:
    before = Site(project / "site").files()
    project.chmod(0o555)
    try:
        done = building.as_who_has_no_power(project, *shlex.split(MKDOCS), SITE_TODAY=TODAY)
    finally:
        project.chmod(0o755)
    assert done.returncode == 1
    assert re.search(r"Không ghi được .*site-work \(không có quyền\)\. Trang cũ còn nguyên", done.stdout), done
    assert "Traceback" not in done.stderr
    assert Site(project / "site").files() == before
