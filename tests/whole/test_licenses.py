"""Every locked package has a licence that lets anyone run, change and pass on the site.

`make licenses` prints the list: `python tests/whole/test_licenses.py`.
"""

from __future__ import annotations

import re
from importlib import metadata

from building import ROOT

# Licences as SPDX names them, and the same in older words of package metadata.
FREE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0",
    "Python-2.0", "Unlicense", "Zlib",
}  # fmt: skip
OLDER_WORDS = {
    r"\bMIT\b|Expat": "MIT",
    r"Apache": "Apache-2.0",
    r"BSD": "BSD-3-Clause",
    r"\bISC\b": "ISC",
    r"Mozilla|MPL": "MPL-2.0",
    r"Python Software Foundation|PSF": "PSF-2.0",
    r"Unlicense|Public Domain": "Unlicense",
}


def locked(name: str) -> dict[str, str]:
    """Package → version, as a file of locked requirements has them."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE))


def licence_of(package: str) -> str | None:
    """What the installed package says of itself; None when it is not installed on this system."""
    try:
        said = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return None
    if expression := said.get("License-Expression"):
        return str(expression)
    words = [line for line in said.get_all("Classifier") or [] if line.startswith("License")]
    older = " ".join([*words, str(said.get("License") or "")[:200]])
    if re.search("GPL|General Public", older):  # whatever stands beside it
        return older
    return next((name for pattern, name in OLDER_WORDS.items() if re.search(pattern, older)), older or "không nói")


def is_free(expression: str) -> bool:
    """True when every part of an SPDX expression is in the list; of parts joined by OR one is enough."""
    parts = re.sub(r"[()]", "", expression).split(" AND ")
    return all(any(one.split(" WITH ")[0].strip() in FREE for one in part.split(" OR ")) for part in parts)


def test_every_locked_package_is_free() -> None:
    found = {name: licence_of(name) for name in locked("requirements-dev.txt")}
    assert sum(licence is not None for licence in found.values()) > 25
    assert {name: licence for name, licence in found.items() if licence is not None and not is_free(licence)} == {}


def test_the_list_of_what_is_free_means_what_it_says() -> None:
    assert is_free("MIT OR GPL-3.0-only")
    assert not is_free("MIT AND GPL-3.0-only")
    assert not is_free("không nói")


if __name__ == "__main__":
    site = locked("requirements.txt")
    for name, version in sorted({**locked("requirements-dev.txt"), **site}.items()):
        where = "trang" if name in site else "thử"
        print(f"{name:28} {version:12} {where:6} {licence_of(name) or 'không cài trên máy này'}")
