"""Reads a window as a screen reader does, in a process of its own: on the accessibility bus, by AT-SPI.

Runs in the system's Python, which has the bindings (Debian: python3-gi, gir1.2-atspi-2.0), and imports nothing of ours.
Lines of JSON on standard input are commands, each is answered by one line.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # noqa: E402

PATIENCE_SECONDS = 40
STATES = {
    "focusable": Atspi.StateType.FOCUSABLE,
    "focused": Atspi.StateType.FOCUSED,
    "checked": Atspi.StateType.CHECKED,
    "selected": Atspi.StateType.SELECTED,
    "enabled": Atspi.StateType.ENABLED,
}


def children(thing: Any) -> list[Any]:
    """Those that are shown."""
    found = (thing.get_child_at_index(place) for place in range(thing.get_child_count()))
    return [one for one in found if one is not None and one.get_state_set().contains(Atspi.StateType.SHOWING)]


def walk(thing: Any) -> Iterator[Any]:
    """A thing and all that is shown in it."""
    yield thing
    for child in children(thing):
        yield from walk(child)


def window(name: str) -> Any:
    """The window of an application, once it is on the bus."""
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(place)
        if application is not None and application.get_name() == name:
            return next(iter(children(application)), None)
    return None


def describe(thing: Any) -> dict[str, Any]:
    """One thing in plain values."""
    states, action = thing.get_state_set(), thing.get_action_iface()
    names = [] if action is None else [Atspi.Action.get_action_name(action, n) for n in range(action.get_n_actions())]
    return {
        "role": thing.get_role_name(),
        "name": thing.get_name(),
        "description": thing.get_description(),
        "states": [name for name, state in STATES.items() if states.contains(state)],
        "actions": names,
        "editable": thing.get_editable_text_iface() is not None,
        "children": [describe(child) for child in children(thing)],
    }


def find(name: str, role: str, part: str) -> Any:
    """The first thing of a role ("a|b": of one of several) whose name contains `part`."""
    root, roles = window(name), role.split("|")
    things = () if root is None else walk(root)
    return next((one for one in things if one.get_role_name() in roles and part in one.get_name()), None)


def wait_for(name: str, role: str, part: str) -> Any:
    """The same, once it is there."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            found = find(name, role, part)
        except GLib.Error:  # what went while it was read
            found = None
        if found is not None:
            return found
        time.sleep(0.1)
    raise SystemExit(f"there is no {role} {part!r}")


def press(thing: Any) -> Any:
    """The default action of a thing."""
    return Atspi.Action.do_action(thing.get_action_iface(), 0)


def write(thing: Any, text: str) -> Any:
    """Put text into a field."""
    return Atspi.EditableText.set_text_contents(thing.get_editable_text_iface(), text)


def answer(command: dict[str, str]) -> Any:
    """What one command asks for."""
    name, role, part = command["application"], command.get("role", ""), command.get("name", "")
    if command["do"] == "read":
        wait_for(name, role, part)
        return describe(window(name))
    found = wait_for(name, role, part)
    if command["do"] == "press":
        return press(found)
    if command["do"] == "write":
        return write(found, command["text"])
    return describe(found)


for line in sys.stdin:
    sys.stdout.write(f"{json.dumps(answer(json.loads(line)))}\n")
    sys.stdout.flush()
