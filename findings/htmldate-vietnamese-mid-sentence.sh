#!/usr/bin/env bash
# htmldate finds a Vietnamese date in words at the start of a text only; after a place or “Cập nhật”, where it stands in practice, the page is of 1 January.
#
# Seen with htmldate 1.11.0: “ngày 15 tháng 3 năm 2026” is 15 March; “Vinh, ngày 15 tháng 3 năm 2026”, as each official paper begins, and “Cập nhật ngày 15 tháng 3
# năm 2026” are 2026-01-01, which looks like a date that was found. English, French and German are found behind other words, and so is 15/3/2026. “Quý 2/2026”, the
# second quarter, is 1 February. Whoever asks how old our pages are is told wrong: a page needs a <time datetime>.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check htmldate==1.11.0

cat > try.py <<'PY'
import htmldate

DATES = (
    "ngày 15 tháng 3 năm 2026", "Vinh, ngày 15 tháng 3 năm 2026", "Cập nhật ngày 15 tháng 3 năm 2026", "Cập nhật ngày 15/3/2026", "Quý 2/2026",
    "Updated on 15 March 2026", "Mis à jour le 15 mars 2026", "Stand: 15. März 2026", '<time datetime="2026-03-15">Cập nhật ngày 15 tháng 3 năm 2026</time>',
)
for date in DATES:
    print(date, "->", htmldate.find_date(f"<html><head><title>Page</title></head><body><main><p>{date}</p></main></body></html>"))
PY
said=$(venv/bin/python try.py)
echo "$said"
expected='ngày 15 tháng 3 năm 2026 -> 2026-03-15
Vinh, ngày 15 tháng 3 năm 2026 -> 2026-01-01
Cập nhật ngày 15 tháng 3 năm 2026 -> 2026-01-01
Cập nhật ngày 15/3/2026 -> 2026-03-15
Quý 2/2026 -> 2026-02-01
Updated on 15 March 2026 -> 2026-03-15
Mis à jour le 15 mars 2026 -> 2026-03-15
Stand: 15. März 2026 -> 2026-03-15
<time datetime="2026-03-15">Cập nhật ngày 15 tháng 3 năm 2026</time> -> 2026-03-15'
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
