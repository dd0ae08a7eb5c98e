#!/usr/bin/env bash
# The Vietnamese Hunspell dictionary knows “tuý, hoà, uỷ, khoẻ” and not “túy, hòa, ủy, khỏe”, the spelling of the laws; nor does it offer one for the other.
#
# Seen with dictionary-vi 3.0.0 read by nspell 2.1.5: “túy” is wrong, and the nearest words offered are “túc, túm, tay”. Both places of
# the mark stand in print, and whoever checks the spelling of a page that quotes a law gets “túy” marked on every line: compare after the mark is
# brought to one place.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-save dictionary-vi@3.0.0 nspell@2.1.5

cat > try.mjs <<'JS'
import dictionary from "dictionary-vi"
import nspell from "nspell"

const PAIRS = [["tuý", "túy"], ["hoà", "hòa"], ["uỷ", "ủy"], ["khoẻ", "khỏe"], ["thuý", "thúy"], ["khoá", "khóa"]]
const spelling = nspell(dictionary)
let isOneSided = true
for (const [known, other] of PAIRS) {
  const offered = spelling.suggest(other)
  console.log(`${known} ${spelling.correct(known)}   ${other} ${spelling.correct(other)}, offered: ${offered.slice(0, 4).join(", ")}`)
  isOneSided &&= spelling.correct(known) && !spelling.correct(other) && !offered.includes(known)
}
process.exit(isOneSided ? 0 : 1)
JS
node try.mjs
