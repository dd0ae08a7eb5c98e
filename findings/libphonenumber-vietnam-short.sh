#!/usr/bin/env bash
# libphonenumber does not know Viet Nam's 111 and 112, and takes longer numbers for a call to 113.
#
# Seen with phonenumberslite 9.0.42 (the data of libphonenumber): 113, 114 and 115 are emergency numbers that cost nothing; 111, the
# national line for the protection of children, and 112, search and rescue, are no valid short numbers, of unknown cost;
# `connects_to_emergency_number("1130", "VN")` is true, for digits after the number count as ignored. So its word cannot decide
# which short numbers a page may dial: a list of one's own has to stand above it.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check phonenumberslite==9.0.42

cat > try.py <<'PY'
import phonenumbers
from phonenumbers import shortnumberinfo as short

COSTS = {0: "free", 3: "unknown"}
for number in ("111", "112", "113", "114", "115"):
    parsed = phonenumbers.parse(number, "VN")
    valid = short.is_valid_short_number_for_region(parsed, "VN")
    cost = short.expected_cost_for_region(parsed, "VN")
    print(number, short.is_emergency_number(number, "VN"), valid, COSTS.get(cost, cost))
print("1130", short.is_emergency_number("1130", "VN"), short.connects_to_emergency_number("1130", "VN"))
PY
said=$(venv/bin/python try.py)
echo "$said"
expected="111 False False unknown
112 False False unknown
113 True True free
114 True True free
115 True True free
1130 False True"
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
echo "As seen: 111 and 112 are unknown, and 1130 counts as a call to 113."
