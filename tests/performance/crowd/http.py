"""The least HTTP/1.1 client that can hold thousands of connections: one call at a time, and streams of events."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

HEADERS = {"Lunch-Protocol": "2", "Accept-Encoding": "gzip", "Content-Type": "application/json"}


class Broken(Exception):
    """The connection ended, or never came about."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        """Its content."""
        content = gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body
        found: dict[str, Any] = json.loads(content)
        return found


class Connection:
    """One connection, opened when it is needed and kept."""

    def __init__(self, host: str, port: int, token: str) -> None:
        self._host, self._port, self._token = host, port, token
        self._pair: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.received = 0

    async def call(self, method: str, path: str, body: object = None) -> Answer:
        """One request and its answer. Raises Broken; whether the server took the request is then not known."""
        try:
            reader, writer = await self._opened()
            self._write(writer, method, path, body)
            status, headers = await self._head(reader)
            length = int(headers.get("content-length", "0"))
            content = await reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError, ValueError, IndexError) as error:
            self.close()
            raise Broken from error
        self.received += length
        if headers.get("connection") == "close":
            self.close()
        return Answer(status, headers, content)

    async def events(self, path: str) -> AsyncIterator[tuple[str, bytes]]:
        """Events as (name, data); first an empty one, when the server begins to answer. Raises Broken at the end."""
        try:
            reader, writer = await self._opened()
            self._write(writer, "GET", path, None)
            status, headers = await self._head(reader)
            if status != 200:
                raise Broken
            yield "", b""
            name, data = "", b""
            chunked = headers.get("transfer-encoding") == "chunked"
            buffer = b""
            while True:
                some = await self._chunk(reader) if chunked else await reader.read(65536)
                if not some:
                    raise Broken
                self.received += len(some)
                buffer += some
                *lines, buffer = buffer.split(b"\n")
                for line in lines:
                    if line.startswith(b"event: "):
                        name = line[7:].decode()
                    elif line.startswith(b"data: "):
                        data = line[6:]
                    elif not line and name:
                        yield name, data
                        name, data = "", b""
        except (OSError, asyncio.IncompleteReadError, ValueError, IndexError) as error:
            raise Broken from error
        finally:
            self.close()

    def close(self) -> None:
        """Close it; the next call opens another."""
        if self._pair is not None:
            self._pair[1].close()
            self._pair = None

    async def _opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._pair is not None and self._pair[0].at_eof():
            self.close()  # the server let it go while nobody asked for anything
        if self._pair is None:
            self._pair = await asyncio.wait_for(asyncio.open_connection(self._host, self._port), 30)
        return self._pair

    def _write(self, writer: asyncio.StreamWriter, method: str, path: str, body: object) -> None:
        content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        lines = [f"{method} /api/v1{path} HTTP/1.1", f"Host: {self._host}:{self._port}"]
        lines += [f"{name}: {value}" for name, value in HEADERS.items()]
        lines += [f"Authorization: Bearer {self._token}", f"Content-Length: {len(content)}", "", ""]
        writer.write("\r\n".join(lines).encode() + content)

    async def _head(self, reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines if line)
        return int(first.split()[1]), {name.lower(): value for name, value in headers.items()}

    async def _chunk(self, reader: asyncio.StreamReader) -> bytes:
        size = int((await reader.readline()).strip() or b"0", 16)
        content = await reader.readexactly(size + 2)
        return content[:-2]
