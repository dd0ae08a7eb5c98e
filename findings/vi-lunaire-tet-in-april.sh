#!/usr/bin/env bash
# vi-lunaire puts the first day of Tết of every year from 1990 to 2000 into March, April or May: 16 April 1999, not 16 February.
#
# Seen with vi-lunaire 2026.4.11, whose code names 1900 to 2100 as its range: from 2001 to 2035 lunar_to_solar(year, 1, 1) is the day that holidays 0.109 has. The other way is
# wrong too, to 1999: 16 February of that year is called the first of the twelfth month of 1998. No error. Whoever dates an old paper by it is one to three months off, and a
# look at this year's Tết, as its documents show, tells nothing of it. Take a day of the lunar calendar from no single library.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check vi-lunaire==2026.4.11 holidays==0.109

cat > try.py <<'PY'
import holidays
import vi_lunaire

tet = {day.year: day for day, name in holidays.VN(years=range(1990, 2036), language="en_US").items() if name == "Lunar New Year"}
made = {year: vi_lunaire.lunar_to_solar(year, 1, 1) for year in tet}
wrong = [year for year in tet if made[year] != tet[year]]
print(len(tet), "years, other days in", *wrong)
print("1999:", made[1999], "not", tet[1999], "months", *sorted({made[year].month for year in wrong}))
back = [vi_lunaire.solar_to_lunar(tet[year].year, tet[year].month, tet[year].day) for year in tet]
print("solar to lunar, other days in", *(year for year, one in zip(tet, back) if (one.month, one.day) != (1, 1)))
PY
said=$(venv/bin/python try.py)
echo "$said"
expected='46 years, other days in 1990 1991 1992 1993 1994 1995 1996 1997 1998 1999 2000
1999: 1999-04-16 not 1999-02-16 months 3 4 5
solar to lunar, other days in 1990 1991 1992 1993 1994 1995 1996 1997 1998 1999'
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
