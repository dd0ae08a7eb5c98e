#!/usr/bin/env bash
# ts-ics expands “the last day of February” (BYMONTH=2;BYMONTHDAY=-1) to 30 January.
#
# Seen with ts-ics 2.4.6: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1 from 2020-02-29 gives days in January; ical.js 2.2.1 gives 29 February 2020,
# 28 February 2021 and so on (RFC 5545, section 3.3.10). Our calendar therefore never counts from a month's end.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-save ts-ics@2.4.6 ical.js@2.2.1

cat > try.cjs <<'JS'
const {convertIcsRecurrenceRule, extendByRecurrenceRule} = require("ts-ics")
const ICAL = require("ical.js")

const RULE = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
const first = new Date("2020-02-29T00:00Z")
const rule = convertIcsRecurrenceRule(undefined, {value: RULE})
const found = extendByRecurrenceRule(rule, {start: first, end: new Date("2024-12-31T00:00Z")}).map((day) => day.toISOString().slice(0, 10))
const right = []
const days = ICAL.Recur.fromString(RULE).iterator(ICAL.Time.fromDateString("2020-02-29"))
for (let day = days.next(); day.year < 2025; day = days.next()) right.push(day.toString())
console.log("ts-ics: ", found.join(" "))
console.log("ical.js:", right.join(" "))
process.exit(right.every((day) => day.slice(5, 7) === "02") && found.some((day) => day.slice(5, 7) === "01") ? 0 : 1)
JS
TZ=UTC node try.cjs
