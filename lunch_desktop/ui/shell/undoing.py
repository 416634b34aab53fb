"""Ctrl+Z: the way back from what was told last."""

from collections.abc import Callable
from dataclasses import dataclass

WayBack = Callable[[], object]

_MOST = 20


@dataclass(eq=False, slots=True)
class _Offer:
    way: WayBack
    on_gone: Callable[[], object]


class WaysBack:
    """The undos that were offered and nobody has used, newest last. They outlive the toast that offered them."""

    def __init__(self) -> None:
        self._offers: list[_Offer] = []

    def offer(self, way: WayBack, show: Callable[[WayBack], Callable[[], object]]) -> None:
        """Have `show` offer the way back: it is given what its button does, and gives what takes the offer away.

        A way is gone once, whether by the button or by the key. The same way offered again takes the place of the
        older offer.
        """
        for older in [one for one in self._offers if one.way == way]:
            self._withdraw(older)
        offer = _Offer(way, lambda: None)
        self._offers.append(offer)
        del self._offers[:-_MOST]
        offer.on_gone = show(lambda: self._go(offer))

    def go_back(self) -> bool:
        """Undo the newest; False when there is nothing to undo."""
        if not self._offers:
            return False
        self._go(self._offers[-1])
        return True

    def _go(self, offer: _Offer) -> None:
        if offer in self._offers:
            self._withdraw(offer)
            offer.way()

    def _withdraw(self, offer: _Offer) -> None:
        self._offers.remove(offer)
        offer.on_gone()
