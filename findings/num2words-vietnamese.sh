#!/usr/bin/env bash
# num2words in Vietnamese: minus three is seventeen, 1.5 is one comma fifty, the fifth is five.
#
# Seen with num2words 0.5.14, lang="vi": -3 gives “mười bảy” (17) and no error; 1.5 gives “một phẩy năm mươi”; an ordinal is the bare number,
# without “thứ”; 1010 gives “một nghìn lẻ mười”, where one says “một nghìn không trăm mười”. English is right in all four.
# As a witness for numbers in words it serves for whole numbers below a thousand only.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check num2words==0.5.14

cat > try.py <<'PY'
from num2words import num2words

for number in (-3, 1.5, 1010, 115):
    print(number, num2words(number, lang="vi"), "|", num2words(number, lang="en"))
print("5th", num2words(5, lang="vi", to="ordinal"), "|", num2words(5, lang="en", to="ordinal"))
PY
said=$(venv/bin/python try.py)
echo "$said"
expected="-3 mười bảy | minus three
1.5 một phẩy năm mươi | one point five
1010 một nghìn lẻ mười | one thousand and ten
115 một trăm mười lăm | one hundred and fifteen
5th năm | fifth"
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
echo "As seen: wrong without an error below zero, after the comma, for ordinals and past a thousand."
