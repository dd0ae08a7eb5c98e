"""What a build prints, read by a host that obeys some lines: none of them is a page's."""

from __future__ import annotations

from pathlib import Path

import pytest

import building
from province import GOLDEN, TODAY
from terminal.log_safe import told_safely


@pytest.mark.parametrize(
    "text",
    [
        "::error::x", "a\n::stop-commands::x", "a\r::notice::x", "a\r\n  ::warning::x", "##[error]x", "a\n\t##[command]x",
        "\x1b[31mx", "a\u2028::error::x", "a\x85::error::x", "a\x0b::error::x", "a\x00b",
    ],
)  # fmt: skip
def test_no_line_of_a_message_is_a_command_or_paints(text: str) -> None:
    lines = told_safely(text).split("\n")
    assert not [line for line in lines if line.lstrip().startswith(("::", "##["))]
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("text", ["ERROR  data/a.yml:1:1: x [id]", "a\nb", "a :: b", "## Tiêu đề"])
def test_a_plain_message_is_told_as_it_is(text: str) -> None:
    assert told_safely(text) == text


def test_what_a_page_says_never_begins_a_line_of_a_build(tmp_path: Path) -> None:
    root = building.assemble(tmp_path / "project", GOLDEN)
    page = "# Thử\n\n[x](#a\n::error::mot)\n\n[x](a%0A::error::hai.md) &#27;[31m [y](&#10;::notice::ba.md)\n"
    (root / "docs" / "thu.md").write_text(page, encoding="utf-8")
    done = building.command(root, "-m", "mkdocs", "build", "--strict", SITE_TODAY=TODAY)
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "thu.md" in said
    assert not [line for line in said.splitlines() if line.lstrip().startswith("::")]
    assert "\x1b" not in said
