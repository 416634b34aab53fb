"""The test driver: lets a test use the real window over JSON lines, as a person would. Off unless started.

A line in: ``{"id": 1, "do": "click", "name": "참여"}``; a line out: ``{"id": 1, "ok": true, "value": null}`` or
``{"id": 1, "ok": false, "error": "..."}``. Commands run one after another on the GUI thread.
"""

import json
import sys
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from PySide6.QtCore import QObject, QTimer, Signal

from lunch_desktop.ui.runtime import driver_commands
from lunch_desktop.ui.runtime.bridge import GuiBridge
from lunch_desktop.ui.runtime.driver_act import describe
from lunch_desktop.ui.runtime.driver_commands import Arguments, Deferred
from lunch_desktop.ui.runtime.driver_find import DriverError, find

if TYPE_CHECKING:
    from lunch_desktop.ui.runtime.driver_measure import Measuring

Handler = Callable[[Arguments], object]

# A click that opens a nested event loop (a menu) does not return; the answer is given after this long.
_NESTED_MS = 150


class Driver(QObject):
    """Reads commands, runs them, answers. ``closed`` says that the other side has hung up.

    ``command`` adds the application's own (language, theme, quit). A handler takes the command's fields, and returns a
    value for JSON or a ``Deferred``; what it raises is the answer's error.
    """

    closed = Signal()

    def __init__(
        self, parent: QObject | None = None, *, source: BinaryIO | None = None, sink: BinaryIO | None = None
    ) -> None:
        """Standard input and output unless ``source`` and ``sink`` are given."""
        super().__init__(parent)
        self._bridge = GuiBridge(self)
        self._source = source if source is not None else sys.stdin.buffer
        self._sink = sink if sink is not None else sys.stdout.buffer
        self._waiting: deque[bytes] = deque()
        self._busy: object | None = None
        self._running: object | None = None
        self._handlers: dict[str, Handler] = {
            "find": driver_commands.find_widget,
            "read": driver_commands.find_widget,
            "place": driver_commands.place,
            "click": driver_commands.click,
            "type": driver_commands.type_text,
            "press": driver_commands.press,
            "choose": driver_commands.choose,
            "tree": driver_commands.tree,
            "wait": lambda arguments: driver_commands.wait(arguments, self),
            "size": driver_commands.size,
            "shot": driver_commands.shot,
            "probe": lambda arguments: self._measuring().probe(arguments),
            "effect": lambda arguments: self._measuring().effect(arguments),
        }
        self._measures: Measuring | None = None

    def command(self, name: str, handler: Handler) -> None:
        """Adds a command, or replaces one."""
        self._handlers[name] = handler

    def start(self) -> None:
        """Starts to read, on a thread of its own that ends with the input or the program."""
        threading.Thread(target=self._read, name="lunch-driver", daemon=True).start()

    def handle(self, line: bytes) -> None:
        """Takes one command; for tests in the same process. On the GUI thread."""
        self._waiting.append(line)
        self._next()

    def _read(self) -> None:
        for line in iter(self._source.readline, b""):
            if line.strip():
                self._bridge.call(partial(self.handle, line))
        self._bridge.call(self.closed.emit)

    def _next(self) -> None:
        if self._busy is not None or not self._waiting:
            return
        line = self._waiting.popleft()
        turn = self._busy = object()
        number: Any = None
        try:
            arguments: Arguments = json.loads(line)
            number = arguments.get("id")
            handler = self._handlers.get(str(arguments.get("do")))
            if handler is None:
                raise DriverError(f"unknown command {arguments.get('do')!r}")
            QTimer.singleShot(_NESTED_MS, self, partial(self._nested, turn, number))
            self._running = turn
            value = handler(arguments)
        except KeyError as error:
            self._answer(turn, number, None, f"the command needs {error}")
        except DriverError as error:
            self._answer(turn, number, None, str(error))
        except Exception as error:  # noqa: BLE001 - every command is answered, or the test waits for ever
            self._answer(turn, number, None, f"{type(error).__name__}: {error}")
        else:
            if isinstance(value, Deferred):
                value.listen(partial(self._answer, turn, number))
            else:
                self._answer(turn, number, value, None)
        finally:
            if self._running is turn:
                self._running = None

    def _measuring(self) -> "Measuring":
        """Made when it is first asked for; most tests measure nothing."""
        from lunch_desktop.ui.runtime.driver_measure import Measuring

        if self._measures is None:
            self._measures = Measuring(self)
        return self._measures

    def _nested(self, turn: object, number: Any) -> None:
        """Reached within a command only when it runs an event loop of its own."""
        if self._busy is turn and self._running is turn:
            self._answer(turn, number, None, None)

    def _answer(self, turn: object, number: Any, value: object, error: str | None) -> None:
        if self._busy is not turn:
            return
        self._busy = None
        answer: dict[str, Any] = {"id": number, "ok": error is None}
        answer.update({"value": value} if error is None else {"error": error})
        self._sink.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
        self._sink.flush()
        QTimer.singleShot(0, self, self._next)


__all__ = ["Deferred", "Driver", "DriverError", "Handler", "describe", "find"]
