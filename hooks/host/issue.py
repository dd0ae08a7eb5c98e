"""One issue, rewritten in place: found by its label, opened when there is something to say, closed when there is not."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_CHARACTERS = 60_000  # GitHub refuses a body above 65,536


class HostError(ValueError):
    """The host refused: a Vietnamese sentence."""


@dataclass(frozen=True)
class Host:
    """GitHub's REST API as a workflow's environment names it."""

    api: str
    repository: str
    token: str

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Host:
        """Take it from the environment of a workflow. Raises HostError."""
        names = {"GITHUB_REPOSITORY": "kho", "GITHUB_TOKEN": "khóa"}
        missing = [f"{name} ({words})" for name, words in names.items() if not environ.get(name)]
        if missing:
            raise HostError(f"thiếu {', '.join(missing)}. Lệnh này chạy trên máy của GitHub.")
        api = environ.get("GITHUB_API_URL", "https://api.github.com")
        return cls(api.rstrip("/"), environ["GITHUB_REPOSITORY"], environ["GITHUB_TOKEN"])

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Send one request; the answer read as JSON. Raises HostError."""
        request = urllib.request.Request(
            f"{self.api}/repos/{self.repository}/{path}",
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={
                "Authorization": f"Bearer {self.token}",
                "Accept": "application/vnd.github+json",
                "Content-Type": "application/json",
                "User-Agent": self.repository,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise HostError(f"GitHub trả lời {error.code} cho {method} {path}.") from None
        except (OSError, ValueError):
            raise HostError(f"không hỏi được GitHub ({method} {path}).") from None


def rewrite(host: Host, label: str, title: str, body: str, is_needed: bool) -> str:
    """Make the one issue of `label` say `body`; what was done, in one sentence."""
    if len(body) > MOST_CHARACTERS:
        body = body[:MOST_CHARACTERS].rsplit("\n", 1)[0] + "\n\nCòn nữa: chạy lệnh này trên máy mình để xem hết.\n"
    query = urllib.parse.urlencode(
        {"labels": label, "state": "all", "sort": "created", "direction": "asc", "per_page": 100}
    )
    # The first is ours. GitHub lists pull requests among issues: one that bears the label is somebody's own words.
    found = [one for one in host.ask("GET", f"issues?{query}") if "pull_request" not in one]
    wanted = {"title": title, "body": body, "state": "open" if is_needed else "closed"}
    if found:
        number = int(found[0]["number"])
        host.ask("PATCH", f"issues/{number}", wanted)
        return f"Đã viết lại vấn đề số {number}."
    if not is_needed:
        return "Không có gì để nói, không mở vấn đề nào."
    made = host.ask("POST", "issues", {"title": title, "body": body, "labels": [label]})
    return f"Đã mở vấn đề số {int(made['number'])}."
