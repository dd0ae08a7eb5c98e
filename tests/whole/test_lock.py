"""Every package is locked with its hashes, and of those only what somebody may install."""

from __future__ import annotations

import re

import pytest
import yaml

import lock
from building import ROOT


def test_every_locked_package_has_hashes() -> None:
    for name in lock.LOCKS:
        text = (ROOT / name).read_text(encoding="utf-8")
        entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
        assert entries
        for entry in entries:
            assert "==" in entry.split("\n")[0], entry[:60]
            assert "--hash=sha256:" in entry, entry[:60]


@pytest.mark.parametrize(
    ("end", "is_kept"),
    [
        pytest.param("py3-none-any.whl", True, id="any machine"),
        pytest.param("cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl", True, id="Linux"),
        pytest.param("cp314-cp314-manylinux_2_28_aarch64.whl", True, id="Linux on ARM"),
        pytest.param("cp315-cp315-macosx_10_15_universal2.whl", True, id="macOS, a Python to come"),
        pytest.param("cp39-abi3-win_arm64.whl", True, id="any newer Python, Windows on ARM"),
        pytest.param("cp311-cp311-win32.whl", False, id="32 bits, Windows"),
        pytest.param("cp311-cp311-manylinux1_i686.manylinux_2_5_i686.whl", False, id="32 bits, Linux"),
        pytest.param("cp314-cp314t-win_amd64.whl", False, id="without the global lock"),
        pytest.param("pp311-pypy311_pp73-win_amd64.whl", False, id="PyPy"),
        pytest.param("graalpy312-graalpy250_312_native-macosx_11_0_arm64.whl", False, id="GraalPy"),
        pytest.param("cp313-cp313-musllinux_1_2_x86_64.whl", False, id="Alpine"),
        pytest.param("cp314-cp314-ios_13_0_arm64_iphoneos.whl", False, id="a telephone"),
        pytest.param("py3-none-manylinux_2_17_ppc64le.whl", False, id="a rare processor"),
    ],
)
def test_a_lock_has_the_hashes_of_the_files_that_somebody_may_install(end: str, is_kept: bool) -> None:
    assert lock.may_be_installed(f"some_package-1.2-{end}") is is_kept
    assert lock.may_be_installed("some_package-1.2.tar.gz")


def test_a_lock_without_some_hashes_is_still_a_lock() -> None:
    lines = [
        "a==1 \\",
        "    --hash=sha256:1 \\",
        "    --hash=sha256:2",
        "    # via b",
        "b==2 \\",
        "    --hash=sha256:3",
    ]
    assert [*lock.shortened(lines, {"1", "3"})] == [*lines[:1], "    --hash=sha256:1", *lines[3:]]
    assert [*lock.shortened(lines, {"1", "2", "3"})] == lines


def test_every_lock_of_npm_is_watched_for_newer_packages() -> None:
    asked = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))["updates"]
    (npm,) = (one["directories"] for one in asked if one["package-ecosystem"] == "npm")
    tests = ROOT / "tests"
    assert {*npm} == {f"/tests/{file.parent.name}" for file in tests.glob("*/package-lock.json")}
