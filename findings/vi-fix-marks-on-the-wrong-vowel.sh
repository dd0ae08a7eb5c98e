#!/usr/bin/env bash
# vi-fix, made to bring marks to their place, takes them from it: “kế hoạch”, a plan, becomes “kế họach”, “quý” “qúy”, and “Quỳnh Lưu”, the name of a place, “Qùynh Lưu”.
#
# Seen with vi-fix 1.0.0: fix() exchanges “hoạ, oẻ, uỳ” and the like for “họa, ỏe, ùy” wherever these letters stand, and does not look at a “q” before nor at a
# consonant behind, where neither of the two spellings has the mark there. viet-text-tools 0.1.6 does the same work and leaves the right words alone. Nothing is told: run
# over a list of communes it writes names that are none. A search lets both places count as one instead, and leaves what was written (hooks/finder/fold.py).
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check vi-fix==1.0.0 viet-text-tools==0.1.6

cat > try.py <<'PY'
import vi_fix
from viet_text_tools import normalize_diacritics

for words in ("ma tuý hoà khoẻ", "kế hoạch quý hoảng khoản", "Quỳnh Lưu"):
    print(words, vi_fix.fix(words), normalize_diacritics(words), sep=" | ")
PY
said=$(venv/bin/python try.py)
echo "$said"
expected='ma tuý hoà khoẻ | ma túy hòa khỏe | ma túy hòa khỏe
kế hoạch quý hoảng khoản | kế họach qúy hỏang khỏan | kế hoạch quý hoảng khoản
Quỳnh Lưu | Qùynh Lưu | Quỳnh Lưu'
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
