"""Ctrl+Z: the way back from what was told last."""

from collections.abc import Callable

WayBack = Callable[[], object]

_MOST = 20


class WaysBack:
    """The undos that toasts offered and nobody has used, newest last. They outlive their toast."""

    def __init__(self) -> None:
        self._ways: list[WayBack] = []

    def offer(self, way: WayBack) -> WayBack:
        """Keep a way back; gives one that can be gone once, by the toast's button or by Ctrl+Z, whichever is first."""

        def go() -> None:
            if go in self._ways:
                self._ways.remove(go)
                way()

        self._ways.append(go)
        del self._ways[:-_MOST]
        return go

    def go_back(self) -> bool:
        """Undo the newest; False when there is nothing to undo."""
        if not self._ways:
            return False
        self._ways[-1]()
        return True
