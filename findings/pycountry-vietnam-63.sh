#!/usr/bin/env bash
# pycountry lists the 63 provinces that Viet Nam had before 1 July 2025, not the 34 of today.
#
# Seen with pycountry 26.2.16: 63 subdivisions of VN, among them Quảng Bình (VN-24), which is part of Quảng Trị now, and “Kiến Giang” (VN-47), a
# slip for Kiên Giang. vietnam-provinces 2026.9.0 has 34. A form or an export that takes its list of provinces from ISO
# 3166-2 offers provinces that are no more.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pycountry==26.2.16

said=$(venv/bin/python -c '
import pycountry
found = {one.code: one.name for one in pycountry.subdivisions.get(country_code="VN")}
print(len(found), found.get("VN-24"), "|", found.get("VN-25"), "|", found.get("VN-47"))')
echo "$said"
expected="63 Quảng Bình | Quảng Trị | Kiến Giang"
[ "$said" = "$expected" ] || { echo "CHANGED: expected $expected"; exit 1; }
echo "As seen: 63 provinces, the merged ones among them."
