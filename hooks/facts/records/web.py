"""What an address on the web must be, so that everyone can open it and see where it leads."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

# Whoever reads such an address does not see where it leads, and its owner may lead it elsewhere tomorrow.
_PASSES_ON = re.compile(
    r"(?:www\.)?(?:(?:bit|buff|cutt|ow|t|rebrand)\.ly|by\.com\.vn|fb\.me|goo\.gl|is\.gd|rb\.gy|s\.id|shorturl\.at|t\.co"
    r"|tinyurl\.com)/.*|(?:www\.google\.com(?:\.vn)?/url|l\.facebook\.com/l\.php|zalo\.me/link)/?"
)

# What Facebook, Zalo and counters of visits put behind an address as it is shared, so that they know by whom.
_FOLLOWS = re.compile(r"(?:^|&)(fbclid|gclid|mibextid|utm_[a-z]+|zarsrc)=")


def addressed(url: str) -> str:
    """What is wrong with an http address as one that everyone can open and that says of nobody who shared it, or ''."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "địa chỉ này không mở được. Chép lại cả dòng từ trình duyệt."
    if "@" in parts.netloc or "\\" in url:
        return "địa chỉ có @ trước tên trang: nơi mở ra khác nơi đọc thấy. Chép lại từ trình duyệt."
    if _PASSES_ON.fullmatch(f"{host}{parts.path or '/'}"):
        return (
            "địa chỉ rút gọn hay chuyển tiếp: người đọc không biết nó dẫn tới đâu. Mở ra, rồi chép địa chỉ của trang."
        )
    if follows := _FOLLOWS.search(parts.query):
        return f"địa chỉ có đuôi theo dõi ({follows[1]}=…), thêm vào lúc chia sẻ. Xóa phần đó đi, rồi mở thử."
    try:
        is_public = ip_address(host).is_global
    except ValueError:  # a name, not a number
        is_public = host != "localhost" and not host.endswith(
            (".local", ".internal", ".lan", ".home.arpa", ".localhost")
        )
        if is_public and not re.fullmatch(r"([^\W_]([^\W_]|-)*\.)+[^\W\d_]([^\W_]|-)+", host.rstrip(".")):
            return f"tên trang “{host[:40]}” viết chưa đúng. Chép lại cả dòng từ trình duyệt."
    return (
        "" if is_public else "địa chỉ này chỉ mở được trên một máy hay trong một cơ quan. Dùng địa chỉ ai cũng mở được."
    )
