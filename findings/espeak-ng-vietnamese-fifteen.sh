#!/usr/bin/env bash
# eSpeak NG, the voice that NVDA brings, says 15 in Vietnamese with the word for 5 that stands alone: “mười năm”, ten years.
#
# Seen with eSpeak NG 1.52.0 (espeakng-loader 0.2.4), voice vi: the phonemes of “115” end as those of “một trăm mười năm” and not as those of “mười lăm”, and
# “15 ngày”, a common deadline, is said as “mười năm ngày”. 25, 35 and 55 have their “lăm”. Whoever listens hears a number that is none, or ten years:
# a deadline is safer in words, “mười lăm ngày”, which are said as written.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check espeakng-loader==0.2.4

cat > try.py <<'PY'
import ctypes

import espeakng_loader

SYNCHRONOUS, UTF8, IPA = 2, 1, 2
espeak = ctypes.CDLL(espeakng_loader.get_library_path())
espeak.espeak_Initialize(SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)
espeak.espeak_Info.restype = ctypes.c_char_p
espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
assert espeak.espeak_SetVoiceByName(b"vi") == 0


def said(text: str) -> str:
    """Phonemes of a text, without stress and without the gaps between words."""
    rest = ctypes.c_char_p(text.encode())
    parts = []
    while rest.value is not None:
        parts.append(espeak.espeak_TextToPhonemes(ctypes.byref(rest), UTF8, IPA).decode())
    return "".join(parts).translate({ord(sign): None for sign in "ˈˌ "})


print("eSpeak NG", espeak.espeak_Info(None).decode())
for text in ("15 ngày", "mười năm ngày", "mười lăm ngày", "115", "25", "hai mươi lăm"):
    print(f"{text:16}{said(text)}")
is_ten_years = said("15 ngày") == said("mười năm ngày") != said("mười lăm ngày")
ends_alone = said("115").endswith(said("mười năm")) and not said("115").endswith(said("mười lăm"))
has_its_five = not said("25").endswith(said("năm"))
raise SystemExit(not (is_ten_years and ends_alone and has_its_five))
PY
venv/bin/python try.py
