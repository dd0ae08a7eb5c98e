"""`make update FROM=…` in a province's repository: another wheel in the place of the one in use, and what its readers will see.

`take` puts wheel and hash in their place, pip installs what they lock, `tell` compares: then the newer code reads both.
"""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

from engine import package
from facts.review import report
from terminal import console, disk

BEFORE = "build/engine-before.whl"
MAKEFILE = "Makefile"


def take(root: Path, file: Path) -> None:
    """Make `file` the wheel that the repository at `root` uses. Raises ValueError, with a sentence, when it cannot be."""
    old = package.used(root)
    if said := package.wrong(file):
        raise ValueError(said)
    content = file.read_bytes()
    (root / BEFORE).parent.mkdir(exist_ok=True)
    disk.write(root / BEFORE, old.read_bytes())
    new = root / package.FOLDER / file.name
    disk.write(new, content)
    package.put(new, root)
    if old != new:
        old.unlink()
    print(f"{old.name} → {new.name}")


def tell(root: Path) -> None:
    """Print what readers of this province get differently by the wheel in use than by the one before.

    This is the newer code, which may lay more beside the wheel than the older knew of.
    """
    used = package.used(root)
    package.put(used, root)
    print(makefile(root, package.read(root / BEFORE, MAKEFILE), package.read(used, MAKEFILE)), end="")
    print(report.to_markdown(report.of_packages(root, root / BEFORE, used)), end="")
    print("\nĐọc, chạy make test, rồi lưu (commit) gói, requirements.txt và các tệp vừa đổi trong một lần.")


def makefile(root: Path, before: bytes, now: bytes) -> str:
    """Renew the Makefile that nobody here changed; of one that somebody did, say how the newer differs. A sentence, or ''."""
    file = root / MAKEFILE
    here = file.read_bytes().replace(b"\r\n", b"\n") if file.is_file() else before
    if here == now:
        return ""
    if here == before:
        disk.write(file, now)
        return f"{MAKEFILE}: đã thay bằng bản mới.\n\n"
    one, other = (side.decode("utf-8", "replace").splitlines() for side in (here, now))
    lines = difflib.unified_diff(one, other, "của bạn", "bản mới", n=0, lineterm="")
    says = f"{MAKEFILE}: ở đây đã sửa nên được giữ. Bản mới khác ở các dòng sau; dòng nào cần thì chép lấy."
    return "\n".join([says, "```diff", *lines, "```", "", ""])


def main(step: str, file: str) -> int:
    """`take` the wheel `file`, or `tell` what it changed, in the repository that one stands in; 1 when that cannot be."""
    try:
        tell(Path.cwd()) if step == "tell" else take(Path.cwd(), Path(file or "?").expanduser())
    except ValueError as error:
        print(f"ERROR  {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(console.run(lambda: main(sys.argv[1], *(sys.argv[2:] or [""]))))
