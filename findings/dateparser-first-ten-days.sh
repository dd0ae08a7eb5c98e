#!/usr/bin/env bash
# dateparser reads no Vietnamese day that is written with “mùng” or “mồng”, as the first ten days of a month usually are.
#
# Seen with dateparser 1.5.0, languages=["vi"]: “ngày 5 tháng 3 năm 2026” is read; “mùng 5 tháng 3 năm 2026” and “mồng 5 …” are None; and a bare
# span, as laws give for a deadline (“24 giờ”), is a moment in the past: one day before now.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check dateparser==1.5.0

cat > try.py <<'PY'
from datetime import datetime

import dateparser

NOW = datetime(2026, 3, 20, 12)
for text in ("ngày 5 tháng 3 năm 2026", "mùng 5 tháng 3 năm 2026", "mồng 5 tháng 3 năm 2026", "24 giờ"):
    print(text, "->", dateparser.parse(text, languages=["vi"], settings={"RELATIVE_BASE": NOW}))
PY
said=$(venv/bin/python try.py)
echo "$said"
expected="ngày 5 tháng 3 năm 2026 -> 2026-03-05 00:00:00
mùng 5 tháng 3 năm 2026 -> None
mồng 5 tháng 3 năm 2026 -> None
24 giờ -> 2026-03-19 12:00:00"
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
echo "As seen: “mùng” and “mồng” are not read, and a span of hours lies in the past."
