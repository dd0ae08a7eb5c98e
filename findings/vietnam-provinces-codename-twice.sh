#!/usr/bin/env bash
# In vietnam-provinces the `codename` of a commune, made for addresses, is not one of a kind even within its province: eight pairs of today's communes share theirs.
#
# Seen with vietnam-provinces 2025.10.1, 3,321 communes: names that differ by their marks alone fold to one, as “Tân Thành” and “Tân Thạnh” do in two provinces.
# A page a commune needs an id that is looked at for the whole province, with a rule for who gets which.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check vietnam-provinces==2025.10.1

cat > try.py <<'PY'
from collections import defaultdict

from vietnam_provinces import Ward

named = defaultdict(list)
for ward in Ward.iter_all():
    named[ward.province_code.value, ward.codename].append(ward.name)
shared = {key: names for key, names in named.items() if len(names) > 1}
print(sum(map(len, named.values())), "communes")
for (province, codename), names in sorted(shared.items()):
    print(province, codename, ":", ", ".join(names))
raise SystemExit(not (len(shared) == 8 and all(len({*names}) == 2 for names in shared.values())))
PY
venv/bin/python try.py
