#!/usr/bin/env bash
# vietnormalizer, which writes Vietnamese out for a voice, reads “phạt tù 3-5 năm” (three to five years in prison) as the third of May: “ba tháng năm năm”.
#
# Seen with vietnormalizer 0.2.3: two numbers with a hyphen, a dash or a stroke between them are a day and a month wherever they can be one, whatever stands beside
# them. “trực 24/7” is on duty on 24 July, “trẻ 6-12 tuổi” (children of 6 to 12) is 6 December, “uống 1/2 viên” (half a tablet) 1 February. What cannot be a date
# keeps its hyphen (“7-15 năm”), and its documents show ranges of years and of percents, which are read as ranges. Words are safe: “từ 3 đến 5 năm”.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check vietnormalizer==0.2.3

cat > try.py <<'PY'
from vietnormalizer import VietnameseNormalizer

normalizer = VietnameseNormalizer()
for text in ("phạt tù 3-5 năm", "phạt tù 7-15 năm", "trực 24/7", "trẻ 6-12 tuổi", "uống 1/2 viên", "3-5%", "phạt tù từ 3 đến 5 năm"):
    print(text, "->", normalizer.normalize(text))
PY
said=$(venv/bin/python try.py)
echo "$said"
expected="phạt tù 3-5 năm -> phạt tù ba tháng năm năm
phạt tù 7-15 năm -> phạt tù bảy-mười lăm năm
trực 24/7 -> trực hai mươi tư tháng bảy
trẻ 6-12 tuổi -> trẻ sáu tháng mười hai tuổi
uống 1/2 viên -> uống một tháng hai viên
3-5% -> ba đến năm phần trăm
phạt tù từ 3 đến 5 năm -> phạt tù từ ba đến năm năm"
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
