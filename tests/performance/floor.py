"""The raw floor that syncing is measured beside: rows as gzip NDJSON over plain HTTP, parsed, and inserted by sqlite3.

No protocol, no rights, no rules, no index but the primary key: what anything that moves the same rows has to do.
"""

import gzip
import http.client
import http.server
import json
import resource
import sqlite3
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LEVEL = 6


def ndjson(rows: Iterable[tuple[str, Any]]) -> bytes:
    """(table, entity) pairs, a line each."""
    lines = (
        json.dumps(
            {"table": name, **{one.name: getattr(row, one.name) for one in fields(row)}, "version": 1},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for name, row in rows
    )
    return "\n".join(lines).encode() + b"\n"


class FloorServer:
    """Serves one text: `/now` compresses it when asked, `/ready` has it compressed already, `/plain` does not."""

    def __init__(self, content: bytes) -> None:
        ready = gzip.compress(content, LEVEL)
        self.bytes_on_the_wire = len(ready)

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = {"/now": lambda: gzip.compress(content, LEVEL), "/ready": lambda: ready}.get(
                    self.path, lambda: content
                )()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                """Nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()


def take(address: str, path: str, target: Path) -> dict[str, float]:
    """Fetch, parse and insert into a durable SQLite file in one transaction: milliseconds, and peak MiB over idle."""
    idle = _resident()
    began = time.perf_counter()
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    text = body if path == "/plain" else gzip.decompress(body)
    rows: dict[str, list[Sequence[Any]]] = {}
    columns: dict[str, list[str]] = {}
    for line in text.splitlines():
        row = json.loads(line)
        name = row.pop("table")
        if name not in rows:
            rows[name], columns[name] = [], list(row)
        rows[name].append(tuple(row.values()))
    store(target, columns, rows)
    return {"ms": (time.perf_counter() - began) * 1000, "peak": _peak() - idle}


def store(target: Path, columns: dict[str, list[str]], rows: dict[str, list[Sequence[Any]]]) -> None:
    """Insert in one transaction; rows that are there are replaced."""
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    for name, names in columns.items():
        listed = ", ".join(f'"{one}"' + (" PRIMARY KEY" if one == "id" else "") for one in names)
        connection.execute(f"CREATE TABLE IF NOT EXISTS {name} ({listed})")
        marks = ", ".join("?" * len(names))
        connection.executemany(f"INSERT OR REPLACE INTO {name} VALUES ({marks})", rows[name])
    connection.execute("COMMIT")
    connection.close()


def _resident() -> float:
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


def _peak() -> float:
    """Of this program alone: the system's other figure also knows how large the process was that started it."""
    said = Path("/proc/self/status").read_text()
    return int(said.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    print(json.dumps(take(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
