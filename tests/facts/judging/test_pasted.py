"""What comes in with text from Word or a mail and would be flattened is told, and a picture from a phone; what is shown as it was meant is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.judging import markup, pasted
from facts.reading import as_made

HEAD, RULE, ROW = "| **Việc** | [Ai](ai.md) |", "| --- | ---: |", "| Một | Xã |"


def made_of(body: str) -> as_made.Made:
    return as_made.make(as_made.converter(as_made.OURS), body)


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        (f"Xem bảng:\n{HEAD}\n{RULE}\n{ROW}\n", 2, "dòng trống ở trên"),
        (f"{HEAD}\n{ROW}\n{ROW}\n", 1, "Thêm dòng | --- | --- |"),
        (f"{HEAD}\n{ROW}\n{RULE}\n", 1, "Thêm dòng"),
        (f"{HEAD}\n", 1, "Thêm dòng"),
        (f"{HEAD}\n| --- |\n{ROW}\n", 1, "có 1 cột, dòng đầu có 2"),
        (f"{HEAD}\n\n{RULE}\n\n{ROW}\n", 1, "Xóa các dòng trống"),
        (f"- Mục\n  {HEAD}\n  {RULE}\n  {ROW}\n", 2, "dòng trống ở trên"),
        (f"> {HEAD}\n> {ROW}\n", 1, "Thêm dòng"),
        ("Xem:\nViệc | Ai\n--- | ---\nMột | Xã\n", 2, "dòng trống ở trên"),
    ],
)
def test_a_table_that_would_be_one_line_is_told(body: str, line: int, said: str) -> None:
    [(offset, message)] = pasted.flat_tables(body, made_of(body))
    assert body.count("\n", 0, offset) + 1 == line
    assert said in message


@pytest.mark.parametrize(
    "body",
    [
        f"{HEAD}\n{RULE}\n{ROW}\n",
        "Việc | Ai\n--- | ---\nMột | Xã\n",
        f"```\n{HEAD}\n{ROW}\n```\n",
        "Chọn a|b hoặc c | d.\n",
        f"{HEAD}\n{RULE}\n| Một \\| hai | `a|b` |\n",
        f"!!! note\n\n    {HEAD}\n    {RULE}\n    {ROW}\n",
    ],
)
def test_a_table_that_is_one_is_not_told(body: str) -> None:
    assert not list(pasted.flat_tables(body, made_of(body)))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Chữ.\n\n    Lùi vào từ Word.\n\nChữ.\n", [(3, "printed")]),
        ("- Mục\n\n        Lùi vào.\n", [(3, "printed")]),
        ("```\n    mã\n```\n\n!!! note\n    Chữ.\n\n- Mục\n\n    Chữ.\n", []),
        ("![](a.png) và ![ ][hình]\n\n[hình]: b.png\n", [(1, "picture"), (1, "picture")]),
        ("![Lời](a.png)\n\n```\n![](a.png)\n```\n", []),
        ("!!! note\n\n    ![](a.png)\n\n    ```\n    ![](a.png)\n    ```\n", [(3, "picture")]),
        ("# Tên\n\n### Ba\n\n#### Bốn\n\n## Hai\n\n### Ba\n", [(3, "title")]),
        ("# Tên\n\n## Hai\n\n### Ba\n\n## Hai\n", []),
        ("– Em đau không?\n– Không ạ.\n\na) Một\nb) Hai\n", [(1, "printed"), (4, "printed")]),
        ("115: cấp cứu\n113: công an\n\n**115** – cấp cứu\n**113** – công an\n", [(1, "printed"), (4, "printed")]),
        (
            "Cấp cứu: 115\nCông an: **113**\n\n115: cấp cứu  \n113: công an\n\n- 115: cấp cứu\n- 113: công an\n",
            [(1, "printed")],
        ),
        ("Gọi một số: 115\nhoặc 113.\n\nSố vụ: 1151515\nSố người: 2.000\n", []),
        ("– Em đau không?  \n– Không ạ.<br>\n– Vâng.\n\na) Một  \nb) Hai\n", []),
        ("**Một và **hai**\n\n** Ba ** và **bốn\n\n**(năm)\n", [(1, "printed"), (3, "printed"), (5, "printed")]),
        ("| Xã | Số |\n| --- | --- |\n| Mẫu** | 2** |\n\n** Ước tính. (**) Chưa có. 2 ** 3 = 8.\n", []),
        ("Chữ.\n\nXã\tSố vụ\nBến Mẫu\t12\nKhe\t13\n", [(3, "printed")]),
        ("-\tMột\n-\tHai\n\nChữ.\n\n1.\tBa\n2.\tBốn\n\nMột\tdòng.\n", []),
        ("Chữ {.khong} và { #dau .door }\n\n[a](b.md){ .door }\n\n## Tên { #ten }\n", [(1, "printed"), (1, "printed")]),
        ("**Đậm qua\nhai dòng**, **a *b* c** và “09** *** ***”, (**).\n", []),
    ],
)
def test_what_was_hardly_meant_is_told(body: str, told: list[tuple[int, str]]) -> None:
    found = [(body.count("\n", 0, offset) + 1, code) for offset, code, _ in pasted.doubtful(body, made_of(body))]
    assert found == told


PNG, JPG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"
# Of two tags.
LITTLE, BIG = (
    b"II*\0\x08\0\0\0\x02\0\x12\x01" + 10 * b"\0",
    b"MM\0*\0\0\0\x08\0\x02\x01\x12" + 10 * b"\0",
)
TAKEN_BY_A_CAMERA = "hình còn mang điều máy ảnh ghi kèm (Exif, XMP), có khi cả nơi chụp. "


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.png", PNG + b"\0\0\0\rIHDR", ""),
        ("a.png", JPG, "hình bên trong là JPG. "),
        ("a.jpg", b"ftypheic", "tệp này không phải hình PNG, JPG hay WebP. "),
        ("a.jpg", b"", "tệp trống, không phải hình. "),
        ("a.jpg", JPG + b"\0\x10JFIF\0 eXIf EXIF Exif", ""),
        ("a.jpg", JPG + b"\xff\xe1\x01\0Exif\0\0" + LITTLE + b"\x25\x88", TAKEN_BY_A_CAMERA),
        ("a.png", PNG + b"\0\0\0\x20eXIf" + BIG + b"\x01\x10", TAKEN_BY_A_CAMERA),
        ("a.webp", b"RIFF\x99\0\0\0WEBPVP8X\n\0\0\0EXIF\x20\0\0\0" + BIG + b"\x88\x25", TAKEN_BY_A_CAMERA),
        ("a.png", PNG + b"\0\0\0\x20eXIf" + BIG + b"\x87\x69", ""),  # of a screen
        ("a.jpg", JPG + b"\xff\xe1\x01\0Exif\0\0" + LITTLE + b"\x0f\x02", ""),
        ("a.jpg", JPG + b"\xff\xe1\x01\0Exif\0\0II*\0\xff\xff\xff\xff", ""),
        (
            "a.jpg",
            JPG + b"\xff\xe1\x01\0http://ns.adobe.com/xap/1.0/\0<rdf:Description tiff:Model='x'/>",
            TAKEN_BY_A_CAMERA,
        ),
        (
            "a.png",
            PNG + b"\0\0\1\0iTXtXML:com.adobe.xmp\0\0\0\0\0<exif:GPSLatitude>18,40.5N</exif:GPSLatitude>",
            TAKEN_BY_A_CAMERA,
        ),
        (
            "a.webp",
            b"RIFF\x99\0\0\0WEBPVP8X\n\0\0\0XMP \x40\0\0\0<rdf:Description exif:GPSLongitude='105,40.2E'/>",
            TAKEN_BY_A_CAMERA,
        ),
        ("a.png", PNG + b"iTXtXML:com.adobe.xmp\0\0\0\0\0<rdf:Description tiff:Orientation='1' dc:title='Model'/>", ""),
    ],
)
def test_a_picture_as_a_phone_gives_it_is_told_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    """The three that hold Exif, and the three that hold XMP, are laid out as Pillow and Exiv2 write them."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / name).write_bytes(content)
    told = [problem.message for problem in markup.check_files(tmp_path)]
    assert [message[: len(expected)] for message in told] == ([expected] if expected else [])
