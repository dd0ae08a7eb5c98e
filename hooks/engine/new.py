"""`make new-province CODE=44 OUT=../quang-tri`: the repository of another province, which holds only what is that province's.

The engine and the nation's layer lie in it as one wheel, locked by its hash. Nothing of this province is copied: neither its
facts, pages and local sentences nor its history.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from engine import package, wheel
from engine.tables import OUTLINES, Province, drawn, for_editors, provinces
from facts.reading import local
from terminal import console, disk

START = Path(__file__).resolve().parent / "start"
# Taken as they are: what editors' programs, git and GitHub are told, and the licences.
SAME = (
    ".editorconfig", ".github/ISSUE_TEMPLATE", ".github/pull_request_template.md", ".github/workflows/check.yml",
    ".github/workflows/links.yml", ".github/workflows/publish.yml", ".github/workflows/stale.yml", ".vscode", "HUONG-DAN.md",
    "LICENSE", "LICENSE-content",
)  # fmt: skip
_TOLD = {"so-truc-cong-an-xa", "khan-cap"}  # named where they are needed
_LAST = """\
{out}: trang của {name}. Chưa có điều gì của riêng {name}: chỉ có số và hướng dẫn của cả nước, và mọi trang nói vậy.

Việc đầu tiên, theo thứ tự; chưa xong thì chưa đưa lên:
 1. Hỏi Công an {type}: ai nghe 113 ở đây. Hỏi Sở Y tế: 115 gọi tới đâu, giờ nào. 112 ở vùng biên, ngoài đảo có gọi được không.
    Trả lời viết vào docs/local/khan-cap.md, mỗi câu kèm nguồn: câu ấy hiện ở trang Gọi ai, ngay dưới các số khẩn cấp.
 2. Gọi thử các số ở trang Gọi ai.
 3. So data/communes.yml với nghị quyết về đơn vị hành chính: máy lấy từ bảng, chưa ai so. So xong thì ghi verified_on:.{unsure}
 4. Có xã biên giới thì ghi border: ở data/communes.yml kèm border_sources:, và border: ở data/province.yml.
 5. Điều chưa biết thì mỗi điều một tệp data/gaps/<mã>.yml. Của riêng {name} chưa có tệp nào; điều cả nước còn thiếu thì đã có.
 6. Giao tệp cho người: điền tên vào .github/CODEOWNERS. Ai chịu trách nhiệm, hỏi ở đâu: điền operator và contact ở mkdocs.yml.
 7. Viết lại các câu viết sẵn: make check kể từng câu, tới khi hết.
{undrawn}
Bây giờ:  cd {out} && make check && make serve
Thêm câu đầu tiên của {name}: viết một dòng vào docs/local/so-truc-cong-an-xa.md, câu ấy hiện ở trang Gọi ai, mục Để báo tin.
Số điện thoại thì ghi thành một mục trong data/hotlines/ trước. Tên các câu khác: {sentences}.
Số của cả nước mà ở đây không gọi được: tạo data/hotlines/<mã>.yml, hai dòng publish: withdrawn và because: là đủ.
"""


def main(code: str, out: Path) -> int:
    """Make the repository in the new folder `out`; 1, with a sentence, when it cannot be made. Of a half nothing is left."""
    if said := _wrong(code, out):
        print(f"ERROR  {said}", file=sys.stderr)
        return 1
    one = provinces()[code]
    try:
        _make(out, one)
    except BaseException as error:
        shutil.rmtree(out, ignore_errors=True)  # it was new, or had nothing in it
        if not isinstance(error, subprocess.CalledProcessError):
            raise
        print("ERROR  git không tạo được kho, xem lời ở trên.", file=sys.stderr)
        return 1
    pages = "".join(page.read_text(encoding="utf-8") for page in (wheel.ROOT / "docs/national").rglob("*.md"))
    called = {match[1] for match in local.CALL.finditer(pages) if match[1]}
    unsure = ", ".join(str(unit["name"]) for unit in one.units if unit["code"] in one.unsure)
    says = {
        "sentences": ", ".join(sorted(called - _TOLD)),
        "unsure": f" Hai bảng nói khác nhau về: {unsure}." if unsure else "",
        "undrawn": "" if drawn(code) else " 8. Chưa có bản đồ: hình có sẵn thiếu vài xã, phường.\n",
    }
    print(_LAST.format(out=out, name=one.spoken, type=one.kind, **says), end="")
    return 0


def _make(out: Path, one: Province) -> None:
    _same(out)
    _start(out, one)
    package.put(wheel.write(wheel.ROOT, out / package.FOLDER), out)
    _data(out, one)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(out)], check=True)


def _wrong(code: str, out: Path) -> str:
    """Why no repository of the province can be made in `out`, as a Vietnamese sentence; '' when one can."""
    known = provinces()
    if code not in known:
        codes = ", ".join(f"{c} {p.name}" for c, p in known.items())
        return f"Không có tỉnh, thành phố mã “{code}”. Các mã: {codes}."
    ours = wheel.ROOT / "data/province.yml"
    if ours.is_file() and f'code: "{code}"' in ours.read_text(encoding="utf-8"):
        return f"{known[code].full_name}, mã {code}, là tỉnh của chính kho này. Chọn mã của tỉnh khác."
    if out == Path():
        return f"Thiếu OUT, thư mục cho kho mới: make new-province CODE={code} OUT=../ten-tinh"
    if out.resolve().is_relative_to(wheel.ROOT):
        return f"{out} nằm trong kho này. Mỗi tỉnh một kho riêng, ở ngoài: OUT=../ten-tinh"
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        return f"{out} đã có tệp. Chọn một thư mục mới."
    return ""


def _same(out: Path) -> None:
    for name in SAME:
        for path, file in wheel.files_at(wheel.ROOT / name, name):
            _write(out / path, file.read_bytes())
    # Of its jobs the first; the others run our tests and ask of our packages.
    links = out / ".github/workflows/links.yml"
    text = links.read_text(encoding="utf-8")
    words = re.sub(r"\A(#.*\n)+", "# Mỗi tuần: nguồn nào không còn mở được, viết vào một vấn đề duy nhất.\n", text)
    _write(links, words[: words.index("\n\n  packages:")] + "\n")


def _start(out: Path, one: Province) -> None:
    values = {"{name}": one.name, "{spoken}": one.spoken, "{Type}": one.kind.capitalize()}
    for file in sorted(path for path in START.rglob("*") if path.is_file()):
        text = file.read_text(encoding="utf-8")
        for word, value in values.items():
            text = text.replace(word, value)
        _write(out / file.relative_to(START), text)


def _data(out: Path, one: Province) -> None:
    table = for_editors(one.code)
    _write(out / "data/communes.yml", table)
    if drawn(one.code):
        _write(out / "data/communes.topojson", (OUTLINES / f"{one.code}.topojson").read_bytes())
    olds = {**dict.fromkeys(re.findall(r"^ +province: (.+)$", table, re.MULTILINE))}
    formerly = f"formerly: [{', '.join(olds)}]\n" if olds else ""
    _write(out / "data/province.yml", f'code: "{one.code}"\ntype: {one.kind}\nname: "{one.name}"\n{formerly}')
    _write(out / "data/moved.yml", "moved: []\n")


def _write(file: Path, content: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    disk.write(file, content)


if __name__ == "__main__":
    sys.exit(console.run(lambda: main(sys.argv[1], Path(sys.argv[2]).expanduser())))
