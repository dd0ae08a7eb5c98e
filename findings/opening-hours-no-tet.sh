#!/usr/bin/env bash
# opening_hours knows Vietnam's holidays by the solar calendar only: what is shut on holidays (“PH off”) is open on the first day of Tết, without a warning.
#
# Seen with opening_hours 3.15.0, country vn: 1 January, 30 April, 1 May and 2 September are holidays; Tết (17 to 20 February 2026), the Hùng Kings' day (26 April
# 2026) and the second day of National Day are not, and getWarnings() is empty. The days to compare with come from holidays 0.109.
# Hours in this format must not be trusted to say whether a station is open in the days of Tết.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check holidays==0.109
npm init --yes >/dev/null
npm install --silent --no-save opening_hours@3.15.0

venv/bin/python -c 'import holidays; print(*(f"{day}\t{name}" for day, name in sorted(holidays.VN(years=2026).items())), sep="\n")' > days.tsv
cat > try.cjs <<'JS'
const {readFileSync} = require("fs")
const OpeningHours = require("opening_hours")

const hours = new OpeningHours("Mo-Su 08:00-17:00; PH off", {address: {country_code: "vn"}, lat: 18.67, lon: 105.69})
const open = []
for (const line of readFileSync("days.tsv", "utf8").trim().split("\n")) {
  const [day, name] = line.split("\t")
  const isOpen = hours.getState(new Date(`${day}T09:00`))
  console.log(isOpen ? "open" : "shut", day, name)
  if (isOpen) open.push(day)
}
console.log("warnings:", JSON.stringify(hours.getWarnings()))
const isShut = (day) => !open.includes(day)
const seen = open.includes("2026-02-17") && open.includes("2026-04-26") && isShut("2026-09-02") && isShut("2026-04-30") && !hours.getWarnings().length
process.exit(seen ? 0 : 1)
JS
node try.cjs
