"""How a command ends: with what it returns, or with a sentence and a number of its own."""

from __future__ import annotations

import pytest

from terminal import console


@pytest.mark.parametrize("status", [0, 1, 2])
def test_a_command_ends_with_what_it_returns(status: int) -> None:
    assert console.run(lambda: status) == status


def test_a_command_that_somebody_stopped_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    def main() -> int:
        raise KeyboardInterrupt

    assert console.run(main) == 130, "128 and the number of the signal, as shells say it"
    assert capsys.readouterr().err == "Đã dừng.\n"
