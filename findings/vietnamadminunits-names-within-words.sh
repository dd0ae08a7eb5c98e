#!/usr/bin/env bash
# vietnamadminunits reads a name that is no more since the reform of 2025 as another place whose name lies within its letters: “tỉnh Thái Bình” is a ward of Thanh Hóa.
#
# Seen with vietnamadminunits 1.0.4, parse_address() as it comes: all 3,321 communes of today are read rightly; but “Quảng Bình” is the
# commune Quảng Bị of Hà Nội, “tỉnh Ninh Thuận” and “tỉnh Nam Định” are Hà Nội, and “xã Thanh Sơn, Nghệ An”, a commune until 2025, is “Xã Th” in the commune Anh
# Sơn. No error, no measure of doubt. In the mode LEGACY the same four names are known. Old addresses must go through convert_address() first.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check vietnamadminunits==1.0.4

cat > try.py <<'PY'
import sqlite3
from pathlib import Path

import vietnamadminunits
from vietnamadminunits import parse_address

data = sqlite3.connect(Path(vietnamadminunits.__file__).parent / "data" / "dataset.db")
communes = data.execute("SELECT ward, province, wardCode FROM admin_units").fetchall()
print(sum(parse_address(f"{ward}, {province}").ward_code == code for ward, province, code in communes), "of", len(communes))
for address in ("tỉnh Thái Bình", "Quảng Bình", "tỉnh Ninh Thuận", "tỉnh Nam Định"):
    print(address, "->", parse_address(address).get_address(), "| LEGACY:", parse_address(address, mode="LEGACY").get_address())
print("xã Thanh Sơn, Nghệ An ->", parse_address("xã Thanh Sơn, Nghệ An").get_address())
PY
said=$(venv/bin/python try.py 2>/dev/null)
echo "$said"
expected="3321 of 3321
tỉnh Thái Bình -> Tỉnh T, Phường Hải Bình, Tỉnh Thanh Hóa | LEGACY: Tỉnh Thái Bình
Quảng Bình -> Xã Quảng Bị, Thành phố Hà Nội | LEGACY: Tỉnh Quảng Bình
tỉnh Ninh Thuận -> Thành phố Hà Nội | LEGACY: Tỉnh Ninh Thuận
tỉnh Nam Định -> Thành phố Hà Nội | LEGACY: Tỉnh Nam Định
xã Thanh Sơn, Nghệ An -> Xã Th, Xã Anh Sơn, Tỉnh Nghệ An"
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
