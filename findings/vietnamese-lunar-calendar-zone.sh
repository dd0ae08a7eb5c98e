#!/usr/bin/env bash
# vietnamese-lunar-calendar gives another lunar day for the same date on a machine in another time zone: in UTC, as on most builders, one day in three is wrong.
#
# Seen with vietnamese-lunar-calendar 0.0.6, asked with year, month and day as numbers: in Vietnam's zone the first day of Tết is that of holidays 0.109 in all years
# from 2000 to 2035; in UTC it is another day in 12 of them (2024: 9 February, not 10), 2004 has it twice, and 4,381 of 13,149 days have another
# number. The documents say nothing of zones. A site is right on its author's computer and wrong from its builder: set TZ=Asia/Ho_Chi_Minh for the process.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check holidays==0.109
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund vietnamese-lunar-calendar@0.0.6

cat > tet.py <<'PY'
import holidays

print(*sorted(str(day) for day, name in holidays.VN(years=range(2000, 2036), language="en_US").items() if "Lunar New Year" in name.split("; ")), sep="\n")
PY
venv/bin/python tet.py > tet.txt
cat > try.cjs <<'JS'
const {appendFileSync} = require('fs')
const {LunarDate} = require('vietnamese-lunar-calendar')
for (let time = Date.UTC(2000, 0, 1); time < Date.UTC(2036, 0, 1); time += 864e5) {
  const date = new Date(time).toISOString().slice(0, 10)
  const {date: day, month} = new LunarDate(...date.split('-').map(Number))
  appendFileSync(`${process.argv[2]}-days.txt`, `${date} ${day}/${month}\n`)
  if (day === 1 && month === 1) appendFileSync(`${process.argv[2]}-tet.txt`, `${date}\n`)
}
JS
TZ=Asia/Ho_Chi_Minh node try.cjs vietnam
TZ=UTC node try.cjs utc

count() { diff "$1" "$2" | grep -c "^>" || true; }
said="years: $(wc -l < tet.txt), Tết elsewhere in Vietnam's zone: $(count tet.txt vietnam-tet.txt), in UTC: $(count tet.txt utc-tet.txt)
days: $(wc -l < vietnam-days.txt), other lunar day in UTC: $(count vietnam-days.txt utc-days.txt)"
echo "$said"
grep -h "^2024-02-\(09\|10\)" vietnam-days.txt utc-days.txt
expected="years: 36, Tết elsewhere in Vietnam's zone: 0, in UTC: 13
days: 13149, other lunar day in UTC: 4381"
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
