#!/usr/bin/env bash
# chrono-node in Vietnamese takes “sáng mai”, tomorrow morning, for this morning, “2 giờ đêm”, two at night, for two in the afternoon, and “trước ngày 30/6”,
# before 30 June, for yesterday.
#
# Seen with chrono-node 2.10.3, chrono.vi: of “sáng mai” only “sáng” is read, so it is today at 9, and “24 giờ” is read from its second digit, as 4 in the morning;
# “trước ngày” without a number counts as one day ago, before the date that follows is looked at. English gets the first and the last right (“tomorrow
# morning”, “before 30/6”), and “ngày mai” alone is tomorrow. A date from Vietnamese text must be shown to its writer before it is used.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund chrono-node@2.10.3

cat > try.mjs <<'JS'
import { en, vi } from 'chrono-node'

const NOW = new Date(2026, 2, 20, 15)
const say = (language, text) => console.log(`${text} -> ${language.parseDate(text, NOW).toLocaleString('sv')}`)
for (const text of ['sáng mai', '8 giờ sáng mai', 'ngày mai', '2 giờ đêm', '24 giờ', 'trước ngày 30/6', 'ngày 30/6']) say(vi, text)
for (const text of ['tomorrow morning', 'before 30/6']) say(en.GB, text)
JS
said=$(TZ=Asia/Ho_Chi_Minh node try.mjs)
echo "$said"
expected="sáng mai -> 2026-03-20 09:00:00
8 giờ sáng mai -> 2026-03-20 08:00:00
ngày mai -> 2026-03-21 15:00:00
2 giờ đêm -> 2026-03-20 14:00:00
24 giờ -> 2026-03-20 04:00:00
trước ngày 30/6 -> 2026-03-19 15:00:00
ngày 30/6 -> 2026-06-30 12:00:00
tomorrow morning -> 2026-03-21 06:00:00
before 30/6 -> 2026-06-30 12:00:00"
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
