"""A module in a process of its own, which is told by lines of JSON what to do and answers each with one."""

import json
import subprocess
import sys
from typing import Any


class ToldProcess:
    """`python -m module arguments`; it has said once that it is ready."""

    def __init__(self, module: str, *arguments: str) -> None:
        command = [sys.executable, "-m", module, *arguments]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._answer()

    def ask(self, what: str, **arguments: Any) -> dict[str, Any]:
        """Have it do something, and wait."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": what, **arguments}) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        """End it; one that does not end by itself is killed."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the process ended")
        answer: dict[str, Any] = json.loads(line)
        return answer
