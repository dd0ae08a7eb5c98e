#!/usr/bin/env bash
# ics.py writes a calendar scale that does not exist: CALSCALE:GEORGIAN.
#
# Seen with ics 0.7.2: a calendar without CALSCALE, read and written again, says “CALSCALE:GEORGIAN”; RFC 5545 (3.7.1) knows GREGORIAN only.
# icalendar 6.3.2 hands the word on unchanged. A reader that refuses scales it does not know loses the whole calendar.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ics==0.7.2 icalendar==6.3.2

cat > try.py <<'PY'
import icalendar
import ics

LINES = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VEVENT
UID:one@site.example
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20260626
SUMMARY:A day
END:VEVENT
END:VCALENDAR
"""
written = ics.Calendar(LINES).serialize()
print(next(line for line in written.splitlines() if line.startswith("CALSCALE")))
print(icalendar.Calendar.from_ical(written)["CALSCALE"])
PY
said=$(venv/bin/python try.py)
echo "$said"
expected=$'CALSCALE:GEORGIAN\nGEORGIAN'
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
echo "As seen: the scale is written GEORGIAN."
