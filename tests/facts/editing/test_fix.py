"""What a machine may mend in data/: quotes, order, NFC, line ends; and that it changes nothing else.

ruamel.yaml, which reads YAML on its own and keeps comments, is the witness of what a file says before and after.
"""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

import building
from facts import __main__ as command
from facts.editing import fix
from facts.reading import load
from facts.records.kinds import FOLDERS
from facts.records.models import CommuneTable, Hotline, Source, in_file_order
from province import GOLDEN

REAL = sorted((building.ROOT / "data").glob("**/*.yml"))
RECORDS = [file for file in (*REAL, *sorted((GOLDEN / "data").glob("*/*.yml"))) if file.parent.name in FOLDERS]


def mended(text: str | bytes, kind: str = "hotlines") -> str:
    raw = text.encode("utf-8") if isinstance(text, str) else text
    return fix.fixed(raw, "data/x.yml", fix.MODELS.get(kind)).decode("utf-8")


def witness(text: str) -> object:
    """What ruamel.yaml reads, without order or quotes."""
    return YAML(typ="safe", pure=True).load(io.StringIO(text))


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"(?:^|\s)(#.*)$", text, re.MULTILINE))


# --- quotes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param('"111"', '"111"', id="double, as it should be"),
        pytest.param("111", '"111"', id="none"),
        pytest.param("'111'", '"111"', id="single"),
        pytest.param("“111”", '"111"', id="of a phone's keyboard"),
        pytest.param("0912345678", '"0912345678"', id="a zero in front, which other readers lose"),
        pytest.param("0912 345 678", '"0912 345 678"', id="in groups"),
        pytest.param("111   # đã gọi", '"111"   # đã gọi', id="a comment after it"),
        pytest.param("O111", "O111", id="a mistake is left to the check"),
    ],
)
def test_a_phone_stands_in_double_quotes(written: str, expected: str) -> None:
    text = "id: x\nchannels:\n  - kind: call\n    value: {}\n    hours: always\n"
    assert mended(text.format(written)) == text.format(expected)


def test_a_former_number_is_a_phone_too() -> None:
    assert mended("id: x\nformerly:\n  - value: 18001567\n") == 'id: x\nformerly:\n  - value: "18001567"\n'


def test_only_what_is_dialed_is_a_phone() -> None:
    text = "id: x\nchannels:\n  - kind: app\n    value: 111\nrecorded:\n  value: 111\nname: 111\n"
    assert '"' not in mended(text)


# --- order -----------------------------------------------------------------------------------------------------------


def test_keys_stand_as_in_the_model_proof_last_and_withdrawal_and_province_at_the_end() -> None:
    order = in_file_order(Hotline)
    assert order[:3] == ("id", "name", "purpose")
    assert order[-8:] == ("sources", "basis", "verified_on", "called_on", "covers", "publish", "because", "province")
    assert set(order) == {info.alias or name for name, info in Hotline.model_fields.items()}
    assert in_file_order(Source)[:3] == ("id", "title", "publisher")


def test_each_key_takes_the_comments_above_it_along() -> None:
    text = """# Đầu tệp, ở lại đầu tệp.
id: x
# Đã hỏi ngày 02/03.
verified_on: 2026-11-24   # đọc lại
name: Tên
# Về nguồn:
#   hai dòng.
sources:
  - a   # bài đầu

  # bài sau
  - b
purpose: help
# Cuối tệp, ở lại cuối tệp.
"""
    assert (
        mended(text)
        == """# Đầu tệp, ở lại đầu tệp.
id: x
name: Tên
purpose: help
# Về nguồn:
#   hai dòng.
sources:
  - a   # bài đầu

  # bài sau
  - b
# Đã hỏi ngày 02/03.
verified_on: 2026-11-24   # đọc lại
# Cuối tệp, ở lại cuối tệp.
"""
    )


def test_a_part_of_a_record_is_put_in_order_too_and_keeps_its_dash() -> None:
    text = """id: x
channels:
  - value: 111
    # gọi thử rồi
    cost: free
    hours:
      weekly:
        - opens: "07:30"
          days: [mon]
          closes: "17:00"
    kind: call
  - kind: web
    value: https://a.example
"""
    assert (
        mended(text)
        == """id: x
channels:
  - kind: call
    value: "111"
    hours:
      weekly:
        - days: [mon]
          opens: "07:30"
          closes: "17:00"
    # gọi thử rồi
    cost: free
  - kind: web
    value: https://a.example
"""
    )


def test_a_field_nobody_knows_goes_to_the_end_and_is_left_to_the_check() -> None:
    assert mended("gio: 1\nname: y\nid: x\n") == "id: x\nname: y\ngio: 1\n"


def test_a_text_of_several_lines_moves_whole() -> None:
    text = "id: x\nnote: |\n  Một.\n\n  # không phải ghi chú\n  Hai.\nname: y\n"
    assert mended(text) == "id: x\nname: y\nnote: |\n  Một.\n\n  # không phải ghi chú\n  Hai.\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{name: y, id: x, verified_on: "2026-11-24"}\n', id="in braces"),
        pytest.param("name: y\nid: x: z\n", id="not YAML"),
        pytest.param("name: y\nname: z\nid: x\n", id="a key twice"),
        pytest.param("- name: y\n- id: x\n", id="a list"),
        pytest.param("", id="empty"),
        pytest.param("# chỉ có ghi chú\n", id="only a comment"),
        pytest.param("\tname: y\nid: x\n", id="a tab"),
    ],
)
def test_what_cannot_be_mended_safely_is_left_alone(text: str) -> None:
    assert mended(text) == text


# --- bytes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"id: x\r\nname: y\r\n", "id: x\nname: y\n", id="line ends of Windows"),
        pytest.param(b"id: x\rname: y", "id: x\nname: y\n", id="line ends of long ago, none at the end"),
        pytest.param(b"\xef\xbb\xbfid: x\n", "id: x\n", id="a mark at the start"),
        pytest.param(b"id: x\n\n\n", "id: x\n", id="empty lines at the end"),
        pytest.param(unicodedata.normalize("NFD", "name: Sông Mẫu\n").encode(), "name: Sông Mẫu\n", id="letters in pieces"),
    ],
)  # fmt: skip
def test_bytes_are_put_right(raw: bytes, expected: str) -> None:
    assert mended(raw) == expected
    assert mended(raw, "words") == expected, "a table without a model too"


def test_a_file_that_is_not_utf_8_keeps_its_bytes() -> None:
    raw = "name: Tổng đài\n".encode("utf-16")
    assert fix.fixed(raw, "data/x.yml", Hotline) == raw


# --- the whole of data/ ----------------------------------------------------------------------------------------------


def name_of(file: Path) -> str:
    return file.relative_to(GOLDEN if GOLDEN in file.parents else building.ROOT).as_posix()


def test_the_real_data_and_the_made_up_are_mended_already() -> None:
    made_up = sorted((GOLDEN / "data").glob("**/*.yml"))
    kinds = {file: file.parent.name if file.parent.name in FOLDERS else file.stem for file in (*REAL, *made_up)}
    assert len(kinds) > 300
    assert len(made_up) > 30
    wrong = [
        name_of(file) for file, kind in kinds.items() if mended(file.read_bytes(), kind) != file.read_text("utf-8")
    ]
    assert wrong == [], "make fix; of the made-up province: python -m facts fix --root tests/golden"


def turned_over(file: Path) -> list[str]:
    """What goes wrong when a record with its fields upside down is mended."""
    kind, text = file.parent.name, file.read_text(encoding="utf-8")
    root = load.parse(text, "x").root
    assert isinstance(root, load.Mapping)
    lines = text.splitlines(keepends=True)
    starts = [place.line - 1 for place in root.keys.values()]
    chunks = ["".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    turned = "".join([*lines[: starts[0]], *reversed(chunks)])
    once = mended(turned, kind)
    again = load.parse(once, "x").root
    assert isinstance(again, load.Mapping)
    right = {
        "nothing was turned": len(chunks) < 2 or turned != text,
        "it says something else": witness(once) == witness(turned) == witness(text),
        "its comments differ": comments(once) == comments(text),
        "it is not mended at once": mended(once, kind) == once,
        "its order": list(again.entries) == [k for k in in_file_order(FOLDERS[kind]) if k in root.entries],
    }
    return [what for what, is_so in right.items() if not is_so]


# One file of each kind and those of the made-up province, which has every field; `make test-all` has every real one.
SOME = [*{file.parent.name: file for file in RECORDS}.values(), *(file for file in RECORDS if GOLDEN in file.parents)]


@pytest.mark.parametrize("files", [SOME, pytest.param(RECORDS, marks=pytest.mark.exhaustive)], ids=["some", "all"])
def test_turned_upside_down_a_record_still_says_the_same_and_is_mended_once(files: list[Path]) -> None:
    assert {file.parent.name for file in files} == set(FOLDERS)
    assert {name_of(file): wrong for file in files if (wrong := turned_over(file))} == {}


def test_the_table_of_communes_is_mended_in_a_moment() -> None:
    text = (building.ROOT / "data" / "communes.yml").read_text(encoding="utf-8")
    swapped = re.sub(r'(    code: "\d+"\n)(    type: .*\n)', r"\2\1", text, count=3)
    assert swapped != text
    assert fix.fixed(swapped.encode(), "data/communes.yml", CommuneTable).decode() == text


_VALUES = st.sampled_from(["x", "111", '"1"', "[a, b]", "{k: v}", "|\n  một\n  hai", "\n  - a\n  - b", "\n  - id: q\n    name: n", ""])  # fmt: skip
_KEYS = st.lists(st.sampled_from(["id", "name", "note", "sources", "channels", "purpose", "khac"]), unique=True)


@settings(max_examples=150, deadline=None)
@given(keys=_KEYS, data=st.data())
def test_whatever_is_written_is_mended_once_and_says_the_same(keys: list[str], data: st.DataObject) -> None:
    parts = []
    for key in keys:
        comment = data.draw(st.sampled_from(["", "# một\n", "\n", "\n# một\n# hai\n", "  # lùi vào\n"]))
        value = data.draw(_VALUES)
        parts.append(f"{comment}{key}:{'' if value.startswith(chr(10)) else ' '}{value}\n")
    text = "".join(parts)
    once = mended(text)
    assert mended(once) == once
    before, after = load.parse(text, "x").root, load.parse(once, "x").root
    if before is not None:
        assert after is not None
        assert load.plain(before) == load.plain(after)
    assert comments(once) == comments(text)


# --- the command -----------------------------------------------------------------------------------------------------


def test_the_command_names_what_it_mended_and_then_finds_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_TODAY", building.DAY)
    (tmp_path / "data" / "hotlines").mkdir(parents=True)
    (tmp_path / "data" / "hotlines" / "x.yml").write_text("name: y\nid: x\n", encoding="utf-8")
    (tmp_path / "data" / "words.yml").write_text("- a\n", encoding="utf-8")
    outside = tmp_path / "ngoai.yml"
    outside.write_bytes(b"name: y\r\n")
    (tmp_path / "data" / "hotlines" / "lien-ket.yml").symlink_to(outside)
    assert command.main(["fix", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "Đã sửa data/hotlines/x.yml\nĐã sửa 1 tệp. Xem lại, rồi chạy make check.\n"
    assert command.main(["fix", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "Không có gì phải sửa.\n"
    assert outside.read_bytes() == b"name: y\r\n", "a link is not followed out of data/"
