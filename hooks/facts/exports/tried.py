"""Which programs read which export, in which version: what /du-lieu/ says, and what tests try one by one.

`make test` holds the versions to the lock files, and `make consumers` runs every line.
"""

from __future__ import annotations

from fnmatch import fnmatch

from facts.records.addresses import API, CALENDAR, FEED

# Files of one form → the programs that read them, by the names of their packages.
TRIED: dict[str, dict[str, str]] = {
    f"{API}*.csv": {"pandas": "3.1.1", "duckdb": "2.0.1", "LibreOffice": "7.4"},
    f"{API}openapi.json": {"openapi-python-client": "0.29.1", "openapi-typescript": "7.13.0", "swagger-typescript-api": "13.13.0"},
    f"{API}hsds.json": {"jsonschema": "4.26.0", "openapi-python-client": "0.29.1"},
    f"{API}*.json": {"ajv": "8.20.0", "jsonschema": "4.26.0"},
    CALENDAR: {
        "ical": "14.3.1", "ical.js": "2.2.1", "node-ical": "0.26.1", "ts-ics": "2.4.6", "recurring-ical-events": "3.8.2",
        "vobject": "0.9.9",
    },
    FEED: {"feedparser": "6.0.14", "feedsmith": "3.0.1", "rss-parser": "3.13.0"},
    "llms.txt": {"llms-txt": "0.0.7"},
}  # fmt: skip


def tried_with(path: str) -> str:
    """The programs that read a file, with their versions: “pandas 3.1.1, duckdb 2.0.1”; '' when none was tried."""
    found = next((programs for pattern, programs in TRIED.items() if fnmatch(path, pattern)), {})
    return ", ".join(f"{name} {version}" for name, version in found.items())
