"""Which servers this PC knows by their keys, for whoever signs in there again."""

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from lunch_desktop.system.files import read, write_atomically
from lunch_desktop.wire.pins import is_pin, parted, with_pin

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Pins:
    """The pin of each server's address; and of each address without TLS that one of them had before it had a key."""

    servers: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)


class PinBook:
    """Kept in a file. A pin is written when its server has proved it and let somebody in, and stands until then."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def place(self, address: str) -> str:
        """The address with the pin that is known for it; a place that has one stays as it is."""
        server, pin = parted(address)
        return with_pin(server, pin or self._read().servers.get(server, ""))

    def keep(self, place: str, *, had_former: bool) -> str:
        """Know the server of a place from now on, and give what its accounts on this PC are called by.

        That is its key, since its address changes with its network. `had_former`: there is an account of the time when
        the server spoke no TLS; it goes on, unless another key has taken it over. Empty for a place without a pin.
        """
        address, pin = parted(place)
        if not pin:
            return ""
        known, plain = self._read(), former_address(address)
        adopted = known.former.get(plain) == pin or (had_former and plain not in known.former)
        former = {**known.former, plain: pin} if adopted else known.former
        self._write(_Pins({**known.servers, address: pin}, former), known)
        return plain if adopted else pin

    def _read(self) -> _Pins:
        try:
            said = json.loads(read(self._path))
            return _Pins(_checked(said["servers"]), _checked(said["former"]))
        except FileNotFoundError:
            return _Pins()
        except (LookupError, TypeError, ValueError, OSError, AttributeError) as error:
            _logger.warning("the pins of servers can't be read: %s", type(error).__name__)
            return _Pins()

    def _write(self, pins: _Pins, known: _Pins) -> None:
        """A disk that is full costs the next sign-in a new invitation, not this one."""
        if pins == known:
            return
        try:
            write_atomically(self._path, json.dumps(asdict(pins), indent=1).encode())
        except OSError as error:
            _logger.warning("the pins of servers can't be kept: %s", type(error).__name__)


def former_address(place: str) -> str:
    """Where the server of a place was before it spoke TLS."""
    return f"http://{parted(place)[0].partition('://')[2]}"


def _checked(pins: Mapping[str, object]) -> Mapping[str, str]:
    return {address: pin for address, pin in pins.items() if isinstance(pin, str) and is_pin(pin)}
