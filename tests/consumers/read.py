"""Reads our exports with programs of PyPI that the site itself does not need: `python read.py PROGRAM FILE…` prints JSON.

It runs in an environment of its own (`make consumers`): nothing of it is imported by the tests or by the site.
"""

import json
import re
import sys
import threading
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path


def pandas(path):
    """The rows, as the program itself takes them: empty cells as null."""
    import pandas

    return json.loads(pandas.read_csv(path).to_json(orient="records", date_format="iso"))


def duckdb(path):
    """The same by DuckDB's own sniffer."""
    import duckdb

    table = duckdb.read_csv(path)
    return json.loads(json.dumps([dict(zip(table.columns, row, strict=True)) for row in table.fetchall()], default=str))


def recurring_ical_events(path):
    """Every occurrence before 2031, as tests/node/readers.mjs has it."""
    import icalendar
    import recurring_ical_events

    calendar = icalendar.Calendar.from_ical(Path(path).read_bytes())
    return [
        [str(one["uid"]), str(one["dtstart"].dt), str(one["dtend"].dt)]
        for one in recurring_ical_events.of(calendar).between(date(2020, 1, 1), date(2031, 1, 1))
    ]


def vobject(path):
    """The same; its rule sets give the first days."""
    import vobject

    found = []
    for event in vobject.readOne(Path(path).read_text(encoding="utf-8")).vevent_list:
        first, end = event.dtstart.value, event.dtend.value
        days = [one.date() for one in event.rruleset if one.year < 2031] if event.rruleset else [first]
        found += [[event.uid.value, str(day), str(day + (end - first))] for day in days]
    return found


def llms_txt(path):
    """The sections and how many links each has."""
    from llms_txt import parse_llms_file

    return {
        name: len(links) for name, links in parse_llms_file(Path(path).read_text(encoding="utf-8")).sections.items()
    }


def sectxt(path):
    """The errors that the checker of security.txt finds."""
    from sectxt import Parser

    return [
        one["code"]
        for one in Parser(Path(path).read_bytes(), urls="https://tinh.example/.well-known/security.txt").errors
    ]


def openapi_python_client(client, site):
    """Path → whether the generated client, asking over HTTP, reads the file and gives it back as it is."""
    sys.path.insert(0, str(Path(client).parent))
    handler = partial(Quiet, directory=site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Client = import_module(f"{Path(client).name}.client").Client  # noqa: N806  a class
    asking = Client(base_url=f"http://127.0.0.1:{server.server_port}/api/v1", raise_on_unexpected_status=True)
    found = {}
    document = json.loads(Path(site, "api", "v1", "openapi.json").read_bytes())
    named = {path[1:]: one["get"]["operationId"] for path, one in document["paths"].items()}
    for name, operation in named.items():
        stem = re.sub(r"(?=[A-Z])", "_", operation).lower()
        answer = import_module(f"{Path(client).name}.api.default.{stem}").sync_detailed(client=asking)
        there = Path(site, "api", "v1", name).read_bytes()
        if name.endswith(".json"):
            found[name] = answer.parsed is not None and answer.parsed.to_dict() == json.loads(there)
        else:
            found[name] = answer.content == there
    server.shutdown()
    return found


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


if __name__ == "__main__":
    program, *words = sys.argv[1:]
    json.dump(globals()[program](*words), sys.stdout)
