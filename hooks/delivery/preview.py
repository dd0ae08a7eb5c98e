"""A finished site as it can be opened from a disk: links name their files, and the search says why it is silent there.

`python -m delivery.preview` makes it of `site/`. It is for eyes and never published: its pages have other bytes.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from delivery import manifest
from terminal import console

_LINK = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)(")', re.IGNORECASE)
_SEARCH = re.compile(r'<form\b[^>]*\bclass="find"[^>]*\baction="([^"]*)"')
_MAIN = re.compile(r"<main\b[^>]*>")
_FOLDER = re.compile(r"(?:|\.|\.\.|.*/|.*/\.\.?)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
SILENT = (
    '<p class="note">Bản xem thử mở từ ổ đĩa: ô tìm cần máy chủ nên không tìm được gì ở đây. '
    'Xem <a href="{}">danh sách từ A đến Z</a>.</p>'
)


def named(link: str) -> str:
    """A relative link to a folder as one to its page; any other as it is."""
    path, mark, anchor = link.partition("#")
    if _ELSEWHERE.match(link) or (not path and mark) or not _FOLDER.fullmatch(path):
        return link
    return f"{path}{'' if path.endswith('/') or not path else '/'}index.html{mark}{anchor}"


def of_page(page: str) -> str:
    """The page as it opens from a disk."""
    page = _LINK.sub(lambda found: found[1] + named(found[2]) + found[3], page)
    if not (search := _SEARCH.search(page)):
        return page
    return below_main(page, SILENT.format(named(search[1])))


def below_main(page: str, note: str) -> str:
    """The page with a note of ours at the top of its content."""
    return _MAIN.sub(lambda found: found[0] + note, page, count=1)


def make(site: Path, folder: Path) -> None:
    """Copy `site` into the preview `folder`, which is emptied first: pages as they open from a disk, and no manifest, which would no longer hold."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns(manifest.MANIFEST))
    for file in folder.rglob("*.html"):
        file.write_text(of_page(file.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def main() -> int:
    """Make build/preview of site/."""
    site, folder = Path("site"), Path("build/preview")
    if not (site / manifest.MANIFEST).is_file():
        print("ERROR  Chưa có site/. Chạy make build trước.", file=sys.stderr)
        return 1
    make(site, folder)
    print(f"Đã viết {folder}/. Mở {folder}/index.html để xem.")
    return 0


if __name__ == "__main__":
    sys.exit(console.run(main))
