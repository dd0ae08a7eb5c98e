"""What day it is in Vietnam, or what it is said to be."""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def build_day() -> date:
    """The one place that reads the clock: SITE_TODAY (YYYY-MM-DD), else today in Vietnam.

    Raises ValueError with a Vietnamese sentence when SITE_TODAY is not a day.
    """
    said = os.environ.get("SITE_TODAY", "")
    if not said:
        return datetime.now(VIETNAM).date()
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", said) and said[:2] in ("20", "21", "22"):
            return date.fromisoformat(said)
    except ValueError:
        pass  # such as the 31st of November
    raise ValueError("SITE_TODAY phải là năm-tháng-ngày, từ 2000 đến 2299, ví dụ 2026-11-24.")
