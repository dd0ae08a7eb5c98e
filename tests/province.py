"""The made-up province that is built whole and compared: where it lies and its day."""

from building import ROOT

GOLDEN = ROOT / "tests" / "golden"
TODAY = "2030-01-15"
