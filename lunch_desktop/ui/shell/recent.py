"""What was chosen lately, kept from one start to the next."""

from collections.abc import Callable, Sequence
from typing import Final

_MOST: Final = 20


class Recent:
    """Keys, latest first. `keep` writes them down."""

    def __init__(self, keys: Sequence[str], keep: Callable[[Sequence[str]], object]) -> None:
        self._keys, self._keep = list(keys)[:_MOST], keep

    @property
    def keys(self) -> tuple[str, ...]:
        """Latest first."""
        return tuple(self._keys)

    def note(self, key: str) -> None:
        """It was chosen now."""
        self._keys = [key, *(one for one in self._keys if one != key)][:_MOST]
        self._keep(self._keys)
