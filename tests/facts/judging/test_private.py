"""What is one person's alone is told; numbers and years of everyone are not."""

from __future__ import annotations

import pytest

from facts.judging import private


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Gửi về STK: 0000 0000 0001.", 12),
        ("Kèm CCCD số 000000000001", 12),
        ("số tài khoản ngân hàng 0000000001", 23),
        ("hộ chiếu B0000001", 9),
        ("Thẻ BHYT: DN0000000000001", 10),
        ("Anh Nguyễn Văn Không, sinh năm 1900", 0),
        ("em Lê Không Có (sinh ngày 01/01/1900)", 3),
    ],
)
def test_it_is_told_where_it_stands(text: str, start: int) -> None:
    assert [found[0] for found in private.found_in(text)] == [start]


@pytest.mark.parametrize(
    "text",
    [
        "Mang theo CCCD khi đến, trước ngày 01/07/2025.",
        "Căn cước công dân theo Luật 26/2023/QH15.",
        "Trẻ em sinh năm 2010 trở đi.",
        "Người ở xã, sinh năm 1990 đến 2000.",
        "Thẻ bảo hiểm y tế còn hạn đến 31/12/2026.",
        "Tài khoản có 1.200.000 đồng.",
        "Gọi 0238 3844 111.",
    ],
)
def test_what_is_everyones_may_stand(text: str) -> None:
    assert list(private.found_in(text)) == []
