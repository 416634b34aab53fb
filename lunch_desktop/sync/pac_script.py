"""Running a proxy auto-configuration script (PAC), which comes from the network and is not trusted.

The engine is QuickJS, in this process: it gives the interpreter's lock back while it runs, counts time and memory, and
has no files, no network and no timers. A script can compute and ask for the addresses of names, nothing else.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from lunch_desktop.system.resources import resource_path

LARGEST_SCRIPT: Final = 1024 * 1024
"""Bytes; those of large companies have some hundred kilobytes."""
_CPU_SECONDS: Final = 2
_MEMORY: Final = 32 * 1024 * 1024
_STACK: Final = 128 * 1024
"""Bytes; a thread of macOS has 512 KiB."""
_MOST_ROUNDS: Final = 8
"""How often a script may ask for names that it had not asked for before."""
_MOST_NAMES: Final = 32

Resolve = Callable[[str], str | None]
"""The IPv4 address of a name; None if it has none."""


class ScriptFailed(Exception):
    """The script gave no answer; the argument says why, for the log and the Sync centre."""


def find_proxy(script: str, url: str, host: str, resolve: Resolve, own_address: str) -> str:
    """What the script's FindProxyForURL answers for `url`, as it is. Raises ScriptFailed."""
    known: dict[str, str | None] = {}
    for _ in range(_MOST_ROUNDS):
        answer, wanted, failure = _run(script, url, host, known, own_address)
        if not wanted:
            if failure is not None:
                raise ScriptFailed(failure)
            return answer
        for name in wanted[:_MOST_NAMES]:
            known[name] = resolve(name)
    raise ScriptFailed("it asks for too many names")


def _run(
    script: str, url: str, host: str, known: dict[str, str | None], own_address: str
) -> tuple[str, list[str], str | None]:
    """The answer, the names that have to be looked up first, and why there is no answer."""
    try:
        import quickjs  # type: ignore[import-untyped]
    except ImportError:
        raise ScriptFailed("there is no engine for scripts on this system") from None
    context = quickjs.Context()
    context.set_memory_limit(_MEMORY)
    context.set_max_stack_size(_STACK)
    context.set_time_limit(_CPU_SECONDS)
    try:
        context.eval(_helpers())
        context.eval(f"lunchKnown = {json.dumps(known)}; lunchAddress = {json.dumps(own_address)};")
        context.eval(script)
        found = context.eval(f"FindProxyForURL({json.dumps(url)}, {json.dumps(host)})")
    except (quickjs.JSException, TypeError) as error:  # TypeError: an answer of a kind that Python has not
        return "", _wanted(context), _shortly(error)
    if not isinstance(found, str):
        return "", _wanted(context), "its answer is no text"
    return found, _wanted(context), None


def _wanted(context: Any) -> list[str]:
    """The names that were asked for. The script may have replaced the list by anything."""
    try:
        names = json.loads(context.eval("JSON.stringify(lunchWanted)"))
    except Exception:  # noqa: BLE001  # out of time or memory, or spoilt: then nothing is looked up
        return []
    return [one for one in names if isinstance(one, str) and 0 < len(one) < 254] if isinstance(names, list) else []


def _shortly(error: Exception) -> str:
    """The first line: where in the script it happened helps nobody here."""
    return (str(error).splitlines() or [type(error).__name__])[0][:120]


@lru_cache(maxsize=1)
def _helpers() -> str:
    return resource_path("network", "pac.js").read_text(encoding="utf-8")
