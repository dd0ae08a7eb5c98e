#!/usr/bin/env bash
# vietnam-number reads digits that are said one by one as it should (“một một năm”: 115), until a “không” (zero) is among them: then most are lost, without a word.
#
# Seen with vietnam-number 1.0.6: w2n("một tám không không một năm sáu bảy"), a hotline read aloud, is 100; “hai không hai lăm”, a year, is 200. w2n_single reads both
# rightly, but whoever calls it must know beforehand how a number was said. And n2w writes the zero of tens with a word that is none: 1005 has “lẽ” for “lẻ”.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check vietnam-number==1.0.6

cat > try.py <<'PY'
from vietnam_number import n2w, w2n, w2n_single

SAID = {"một một năm": "115", "một tám không không một năm sáu bảy": "18001567", "hai không hai lăm": "2025"}
found = {said: (w2n(said), w2n_single(said)) for said in SAID}
for said, (read, one_by_one) in found.items():
    print(f"{said}: w2n {read}, w2n_single {one_by_one}, meant {SAID[said]}")
print("1005:", n2w("1005"))
is_read = [str(read) == SAID[said] for said, (read, _) in found.items()]
ones_are = all(str(one_by_one) == SAID[said] for said, (_, one_by_one) in found.items())
raise SystemExit(not (is_read == [True, False, False] and ones_are and "lẽ" in n2w("1005")))
PY
venv/bin/python try.py
