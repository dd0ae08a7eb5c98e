"""One page of each kind that the site has, and what several tests in a browser do with each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page

from building import PLAN, PROGRAM, RICH_UNIT

# One page of each kind. The first block is light: whole without script, in one request.
LIGHT = {
    "home": "",
    "numbers": "goi-ngay/",
    "line": "goi-ngay/tre-em/",
    "breaking point": "khong-chiu-noi/",
    "emergency": "huong-dan/nghi-qua-lieu/",
    "privacy": "huong-dan/rieng-tu/",
    "nothing there": "khong-co-trang-nay/",
}
OTHER = {
    "contents": "huong-dan/lo-cho-con/",
    "guidance": "huong-dan/lo-cho-con/duoi-18/",
    "plan": f"ke-hoach/{PLAN}/",
    "plans": "ke-hoach/",
    "promises": "ke-hoach/hua/",
    "documents": "van-ban/",
    "campaigns": "chien-dich/",
    "programs": "mo-hinh/",
    "program": f"mo-hinh/{PROGRAM}/",
    "places": "noi-ho-tro/",
    "communes": "xa-phuong/",
    "commune": f"xa-phuong/{RICH_UNIT}/",
    "figures": "so-lieu/",
    "sources": "nguon/",
    "search": "tim-kiem/",
    "open data": "du-lieu/",
    "papers": "in/",
    "markdown": "thu/",
}
KINDS = LIGHT | OTHER
# Light pages and those with the most of their own to use: what `make test` tries where all kinds would take minutes.
SAMPLE = LIGHT | {name: OTHER[name] for name in ("communes", "search", "markdown")}
WAYS_OUT = [*LIGHT.values(), "huong-dan/lo-cho-con/"]
Opener = Callable[..., BrowserContext]  # conftest's `open_browser`

# What an editor used to Material may write; its class names are styled here too.
MARKDOWN = """---
title: Thử
---

# Mọi thứ của Markdown

!!! note "Ghi nhớ"
    Một lời ghi nhớ, dài vừa đủ để xuống dòng trên máy nhỏ.

!!! warning "Cẩn thận"
    Một lời nhắc.

!!! danger "Nguy hiểm"
    Một lời cảnh báo.

??? info "Bấm để mở"
    Nội dung ẩn.

## Thẻ

=== "Cha mẹ"
    Lời cho cha mẹ.

=== "Thầy cô"
    Lời cho thầy cô.

## Việc

- [ ] Việc chưa làm
- [x] Việc đã làm

## Bảng

| Năm | Chỉ tiêu | Một cột khá rộng để phải cuộn | Cột thứ tư cũng rộng | Cột thứ năm |
| --- | ---: | :---: | --- | --- |
| 2025 | 20 % | một hai ba bốn năm | sáu bảy tám chín | mười |

## Trích

> Một câu trích dẫn, và `mã`[^1].

[^1]: Một chú thích.
"""


def each(kinds: dict[str, str]) -> Any:
    return pytest.mark.parametrize("path", kinds.values(), ids=kinds.keys())


def go(page: Page, url: str) -> None:
    answer = page.goto(url)
    assert answer
    assert answer.status == (404 if "khong-co" in url else 200)


def field_of(page: Page) -> Locator:
    """The field of the search, out of the menu where that is folded."""
    field, menu = page.locator("#find"), page.locator(".menu > summary")
    if not field.is_visible():
        menu.click()
    return field
