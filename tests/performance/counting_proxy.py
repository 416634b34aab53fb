"""A TCP proxy that counts the bytes of each direction; figures taken through it are of bytes, not of time."""

import asyncio
import threading
from urllib.parse import urlsplit


class CountingProxy:
    """Stands before `server`; `address` is where to go instead."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        assert parts.hostname is not None
        assert parts.port is not None
        self._target = (parts.hostname, parts.port)
        self.up = self.down = 0
        self._loop = asyncio.new_event_loop()
        self._listening = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.sockets[0].getsockname()[1]}"
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        its_reader, its_writer = await asyncio.open_connection(*self._target)
        await asyncio.gather(self._pump(reader, its_writer, up=True), self._pump(its_reader, writer, up=False))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, up: bool) -> None:
        try:
            while some := await reader.read(65536):
                if up:
                    self.up += len(some)
                else:
                    self.down += len(some)
                writer.write(some)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()
