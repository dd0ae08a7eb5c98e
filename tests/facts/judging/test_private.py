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
        ("Anh Nguyễn Văn Không, sinh năm 1990", 0),
        ("Lê Không Có sinh ngày 12 tháng 5 năm 1990 đến khai", 0),
        ("Nguyễn Việt Nam, SN: 2001", 0),
        ("BHYT: 4000000001", 6),
        ("căn cước 000 000 000 001 người khai", 9),
        ("STK 0000000001 người nhận: Quỹ", 4),
        ("em Lê Không Có (sinh ngày 01/01/1990)", 3),
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
        "Mất hộ chiếu thì gọi 0900 000 001; hỏi bảo hiểm y tế: 1900 0001.",
        "Cấp căn cước ngày 01-07-2024, đợt sau 01.07.2025 – 31.12.2025.",
        "Đã cấp căn cước cho 1.234.567 người; bảo hiểm y tế: 3.200.000 người.",
        "Quỹ bảo hiểm y tế chi 126.000.000.000 đồng, trả 123.456.789 lượt khám.",
        "Mượn CCCD: 300.000-500.000 đồng. Tài khoản số dư trên 10.000.000 đồng.",
        "Chỉ tiêu bảo hiểm y tế giai đoạn 2026-2030.",
        "Thủ tục cấp căn cước, mã 1.011234.000.00.00.H41.",
        "Phan Bội Châu, sinh năm 1867; Phan Đăng Lưu, sinh năm 1902; Hồ Chí Minh (sinh ngày 19 tháng 5 năm 1890).",
        "Công dân Việt Nam sinh năm 2007 khám, Người Nghệ An sinh năm 2008 cũng vậy.",
        "Với người Ơ Đu sinh năm 2010, thế hệ Gen Z (sinh năm 1997–2012).",
        "Số nhà ở đường Nguyễn Du, SN 24; hồ sơ căn cước H41.15-251128-0012.",
        "Chi bảo hiểm y tế (đồng): 126.000.000.000; thẻ BHYT 2025-2026-2027.",
        "Học viên Trường Mẫu sinh năm 2010 trở đi.",
    ],
)
def test_what_is_everyones_may_stand(text: str) -> None:
    assert list(private.found_in(text)) == []
