#!/usr/bin/env bash
# segno makes a Micro QR code of any short text unless told not to, and two of three readers do not see it.
#
# Seen with segno 1.6.6: make("tel:113") gives the design M3. zxing-cpp 3.1.1 reads it; zbar-wasm 0.11.0 and jsqr 1.4.0 find
# nothing in the picture. With micro=False all three read the same text. A poster with an emergency number is just that
# short, so whoever prints one has to say micro=False.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check segno==1.6.6 zxing-cpp==3.1.1 pillow==12.0.0
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @undecaf/zbar-wasm@0.11.0 jsqr@1.4.0

cat > make.py <<'PY'
import json

import segno
import zxingcpp
from PIL import Image

for name, how in (("default", {}), ("whole", {"micro": False})):
    code = segno.make("tel:113", **how)
    code.save(f"{name}.png", scale=10, border=4)
    picture = Image.open(f"{name}.png")
    rgba = picture.convert("RGBA")
    with open(f"{name}.json", "w") as file:
        json.dump({"width": rgba.width, "height": rgba.height, "data": list(rgba.tobytes())}, file)
    print(name, code.designator, "zxing-cpp", [found.text for found in zxingcpp.read_barcodes(picture)])
PY
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { scanRGBABuffer } from '@undecaf/zbar-wasm'
import jsQR from 'jsqr'
for (const name of ['default', 'whole']) {
  const { width, height, data } = JSON.parse(readFileSync(`${name}.json`))
  const zbar = (await scanRGBABuffer(new Uint8Array(data).buffer, width, height)).map(one => one.decode())
  console.log(name, 'zbar', zbar.join() || '-', 'jsqr', jsQR(Uint8ClampedArray.from(data), width, height)?.data || '-')
}
JS
said=$(venv/bin/python make.py; node read.mjs)
echo "$said"
expected="default M3-M zxing-cpp ['tel:113']
whole 1-H zxing-cpp ['tel:113']
default zbar - jsqr -
whole zbar tel:113 jsqr tel:113"
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
echo "As seen: the default is a Micro QR code, and two of three readers see nothing."
