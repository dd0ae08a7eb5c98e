#!/usr/bin/env bash
# simple-opening-hours takes a line that is answered through the night (“Mo-Su 22:00-06:00”) for one that never answers: shut at 23:00, shut at 02:00.
#
# Seen with simple-opening-hours 0.1.1, which reads OpenStreetMap's hours in a page: no error, and its table shows the span as it was written, so that the words are
# right beside a “closed” that is wrong, just when somebody needs the line. opening-hours-py 2.1.4 reads the same words rightly. Split at midnight, “00:00-06:00,22:00-24:00”,
# they are read alike by both. That is how hours stand in our data too: a span must close after it opens.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check opening-hours-py==2.1.4
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund simple-opening-hours@0.1.1

cat > try.cjs <<'JS'
const { SimpleOpeningHours } = require('simple-opening-hours')
for (const words of ['Mo-Su 22:00-06:00', 'Mo-Su 00:00-06:00,22:00-24:00']) {
  const hours = new SimpleOpeningHours(words)
  const said = ['23:00', '02:00', '12:00'].map((time) => (hours.isOpenOn(new Date(`2026-06-24T${time}`)) ? 'open' : 'shut'))
  console.log(words, 'simple-opening-hours:', ...said)
}
JS
cat > try.py <<'PY'
from datetime import datetime

from opening_hours import OpeningHours

for words in ("Mo-Su 22:00-06:00", "Mo-Su 00:00-06:00,22:00-24:00"):
    hours = OpeningHours(words)
    said = ["open" if hours.is_open(datetime(2026, 6, 24, hour)) else "shut" for hour in (23, 2, 12)]
    print(words, "opening-hours-py:", *said)
PY
said=$(node try.cjs; venv/bin/python try.py)
echo "$said"
expected='Mo-Su 22:00-06:00 simple-opening-hours: shut shut shut
Mo-Su 00:00-06:00,22:00-24:00 simple-opening-hours: open open shut
Mo-Su 22:00-06:00 opening-hours-py: open open shut
Mo-Su 00:00-06:00,22:00-24:00 opening-hours-py: open open shut'
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
