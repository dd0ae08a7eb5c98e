"""Templates as they were compiled, by the checksum of their text: in this process or an earlier one.

Apart from `templates`: who hands them on to the next process should not wait for a language of templates.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from functools import cached_property
from types import CodeType

Left = dict[str, tuple[str, bytes]]  # by a template's key: checksum and code


class Codes:
    """All that is compiled; a report of changes renders two sites with the same templates."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}
        self.read: Callable[[], object] = dict  # gives what an earlier process left, once somebody compiles

    @cached_property
    def _left(self) -> Left:
        found = self.read()
        return found if isinstance(found, dict) else {}

    def find(self, key: str, checksum: str) -> CodeType | None:
        """The code of the same text, if it is known."""
        left, said = self._left.get(key, ("", b""))
        if left == checksum and (key, checksum) not in self._known:
            self._known[(key, checksum)] = marshal.loads(said)  # it is read only where this machine wrote it
        return self._known.get((key, checksum))

    def keep(self, key: str, checksum: str, code: CodeType) -> None:
        """Keep what was compiled."""
        self._known[(key, checksum)] = code

    def to_leave(self) -> Left:
        """All that is known, for a later process; nothing where that was left already."""
        new = [one for one in self._known if self._left.get(one[0], ("",))[0] != one[1]]
        said = {key: (checksum, marshal.dumps(self._known[(key, checksum)])) for key, checksum in new}
        return {**self._left, **said} if new else {}


CODES = Codes()
