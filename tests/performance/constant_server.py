"""The raw floor of a request: the same uvicorn, answering a constant.

python -m tests.performance.constant_server       (prints its port)
"""

import asyncio
import sys
from typing import Any

import uvicorn

_CONTENT = b'{"constant":"' + b"x" * 300 + b'"}'
_HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(_CONTENT)).encode())]


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Read the request, answer."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _CONTENT})


async def main() -> None:
    """Serve until standard input ends."""
    config = uvicorn.Config(application, port=0, lifespan="off", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn has no event for it
        await asyncio.sleep(0.01)
    sys.stdout.write(f"{server.servers[0].sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.should_exit = True
    await serving


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvicorn.Config(application).get_loop_factory()) as runner:
        runner.run(main())
