"""A folder on this machine under the strictest policy a site may have, and what was asked of it: for the search alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from serving import Answers, serve

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"


@dataclass
class Served:
    """Where the folder is served, and every answer given so far: path with query, status, bytes on the wire."""

    url: str
    answers: Answers = field(default_factory=list)

    def bytes(self) -> int:
        """Say how many bytes were sent since the answers were last cleared."""
        return sum(size for _, _, size in self.answers)


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve a folder until the block ends."""
    served = Served("")
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "max-age=600"}
    with serve(folder, headers=headers, answers=served.answers) as origin:
        served.url = f"{origin}/"
        yield served
