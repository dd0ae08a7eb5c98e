"""`make new-province CODE=44 OUT=../quang-tri`: the repository of another province, with the nation's layer and nothing of ours.

What a province owns is written; the engine and the nation's layer come along as they are. Nothing of this province is
copied: neither its facts, pages and local sentences nor its history.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from tables import OUTLINES, for_editors, provinces

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENGINE = (
    ".editorconfig", ".gitattributes", ".github", ".gitignore", ".vscode", "CONTRIBUTING.md", "HUONG-DAN.md", "LICENSE",
    "LICENSE-content", "Makefile", "data/national", "data/schema", "docs/assets", "docs/national", "hooks", "overrides",
    "pyproject.toml", "requirements.txt", "requirements-dev.txt", "requirements-tools.txt", "requirements-node.txt",
)  # fmt: skip
LEFT = (
    ".github/workflows/code.yml",
    ".github/link-exemptions.yml",
    ".github/site.webp",
)  # runs our tests; asks for our sources; our face
README = """# {site_name}

Trang thông tin công khai cho {full_name}: số có thể gọi, hướng dẫn, và điều của riêng {full_name} khi đã đối chiếu.

`make serve` dựng và mở tại http://localhost:8000. `make check` kể mọi lỗi kèm tệp, dòng. Sửa thế nào: [CONTRIBUTING.md](CONTRIBUTING.md).

Điều của cả nước ở `data/national/`, `docs/national/`: đừng sửa ở đây. Điều của {full_name} ở ngay `data/`, `docs/`; một câu riêng
trong trang của cả nước ở `docs/local/`.
"""
FIRST = """\
{out}: trang của {full_name}. Chưa có điều gì của riêng {full_name}: chỉ có số và hướng dẫn của cả nước.

Việc đầu tiên, theo thứ tự; chưa xong thì chưa đưa lên:
 1. Hỏi Công an {type}: ai nghe 113 ở đây. Rồi gọi thử các số ở data/national/hotlines/.
 2. Hỏi Sở Y tế: 115 gọi tới đâu, giờ nào. 112 ở vùng biên, ngoài đảo có gọi được không.
 3. So data/communes.yml với nghị quyết về đơn vị hành chính: máy lấy từ bảng, chưa ai so.{unsure}
 4. Có xã biên giới thì ghi border: ở data/communes.yml kèm border_sources:, và border: ở data/province.yml.
 5. Điều chưa biết thì mỗi điều một tệp data/gaps/<mã>.yml; danh sách ấy đang trống.
 6. Giao tệp cho người: điền tên vào .github/CODEOWNERS.

Bây giờ:  cd {out} && make check && make serve
Thêm câu đầu tiên của {full_name}: viết một dòng vào docs/local/so-truc-cong-an-xa.md, câu ấy hiện ở trang Gọi ai.
"""


def main(code: str, out: Path) -> int:
    """Make the repository in the new folder `out`; 1, with a sentence, when it cannot be made."""
    if code not in provinces():
        print(
            f"Không có tỉnh, thành phố mã “{code}”. Các mã: {', '.join(f'{c} {p.name}' for c, p in provinces().items())}."
        )
        return 1
    if out.exists() and any(out.iterdir()):
        print(f"{out} đã có tệp. Chọn một thư mục mới.")
        return 1
    one = provinces()[code]
    full_name = f"{one.kind.capitalize()} {one.name}"
    _copy(out)
    name = str(yaml.safe_load((ROOT / "data/province.yml").read_text(encoding="utf-8"))["name"])
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"(province: )\S.*?( +#)", rf"\g<1>{full_name}\2", settings).replace(name, one.name)
    if one.kind != "tỉnh":
        settings = settings.replace("- Tỉnh hứa gì:", "- Thành phố hứa gì:")
    _write(out / "mkdocs.yml", settings)
    table = for_editors(code)
    _write(out / "data/communes.yml", table)
    if (OUTLINES / f"{code}.topojson").is_file():
        shutil.copy(OUTLINES / f"{code}.topojson", out / "data/communes.topojson")
    olds = {**dict.fromkeys(re.findall(r"^ +province: (.+)$", table, re.MULTILINE))}
    lines = [
        f'code: "{code}"',
        f"type: {one.kind}",
        f'name: "{one.name}"',
        *([f"formerly: [{', '.join(olds)}]"] if olds else []),
    ]
    _write(out / "data/province.yml", "\n".join(lines) + "\n")
    _write(out / "data/moved.yml", "moved: []\n")
    for page in sorted((HERE / "start").rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        for word, value in (("{name}", one.name), ("{full_name}", full_name), ("{Type}", one.kind.capitalize())):
            text = text.replace(word, value)
        _write(out / "docs" / page.relative_to(HERE / "start"), text)
    site_name = re.search(r"^site_name: (.*)$", settings, re.MULTILINE)
    _write(out / "README.md", README.format(site_name=site_name[1] if site_name else one.name, full_name=full_name))
    subprocess.run(["git", "init", "--quiet", str(out)], check=True)
    unsure = ", ".join(str(unit["name"]) for unit in one.units if unit["code"] in one.unsure)
    says = f" Hai bảng nói khác nhau về: {unsure}." if unsure else ""
    print(FIRST.format(out=out, full_name=full_name, type=one.kind, unsure=says), end="")
    return 0


def _copy(out: Path) -> None:
    for name in ENGINE:
        source, target = ROOT / name, out / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    _write(out / "data/national/.taken", commit or "?\n")
    for name in LEFT:
        (out / name).unlink(missing_ok=True)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
