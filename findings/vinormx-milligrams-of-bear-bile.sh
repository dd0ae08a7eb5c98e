#!/usr/bin/env bash
# vinormx, which writes Vietnamese out for a voice, reads the unit mg as “mật gấu”, bear bile, and a million of dong as one comma nought.
#
# Seen with vinormx 1.0.8 (which needs PyYAML and does not say so): “5 mg” is “năm mật gấu”, for its list of acronyms has mg so and comes before the units; “50mg” without a space is “năm mười métg”.
# A point is a comma to it, so “1.000.000 đồng”, as amounts are written in Vietnam, is “một phẩy không không không .không”; without points the number is
# right. A dose or a fine that is read aloud through it is nonsense, and no error says so.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check vinormx==1.0.8 pyyaml==6.0.3

cat > try.py <<'PY'
from vinormx import TTSnorm

for text in ("uống 5 mg", "uống 50mg", "uống 5 kg", "phạt 1.000.000 đồng", "phạt 1000000 đồng"):
    print(text, "->", TTSnorm(text))
PY
said=$(venv/bin/python try.py)
echo "$said"
expected="uống 5 mg -> uống năm mật gấu
uống 50mg -> uống năm mười métg
uống 5 kg -> uống năm ki lô gam
phạt 1.000.000 đồng -> phạt một phẩy không không không .không đồng
phạt 1000000 đồng -> phạt một triệu đồng"
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
