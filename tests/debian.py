"""Programs that Debian has and the tests use: found, or installed where we may. Needs nothing but Python.

`python tests/debian.py` installs what `make test` wants of them, while pip brings the packages of Python.
"""

from __future__ import annotations

import os
import shutil
import subprocess

BROWSER = "chromium-headless-shell"  # Chromium without its windows, as Debian calls it: program and package
SERVERS = {"nginx": "nginx-light libnginx-mod-http-brotli-static", "caddy": "caddy", "wrk": "wrk"}  # program → packages


def find(name: str) -> str | None:
    """The program's path; Debian keeps servers where only root's PATH leads."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


def install(packages_of: dict[str, str]) -> list[str]:
    """Install what is missing on Debian as root, on a host that checks changes by sudo; the names of what is still missing.

    `packages_of` names the packages of each program. Those that this system has come, whichever it has not.
    """
    missing = [name for name in packages_of if not find(name)]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    sudo = [] if is_root else ["sudo", "--non-interactive"]
    if missing and shutil.which("apt-get") and (is_root or (os.environ.get("CI") and shutil.which("sudo"))):

        def apt(*words: str) -> int:
            env = {**os.environ, "RUNLEVEL": "1", "DEBIAN_FRONTEND": "noninteractive"}  # no server is started
            command = [*sudo, "apt-get", "--quiet", *words]
            return subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=env).returncode

        def get(*names: str) -> int:
            packages = " ".join(packages_of[name] for name in names).split()
            return apt("install", "--yes", "--no-install-recommends", *packages)

        apt("update")
        if get(*missing) and len(missing) > 1:
            for name in missing:
                get(name)
    return [name for name in missing if not find(name)]


if __name__ == "__main__":
    install(({} if os.environ.get("CHROMIUM") else {BROWSER: BROWSER}) | SERVERS)
