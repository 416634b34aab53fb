"""Stands in for the desktop's settings on the session bus: what GNOME or KDE says of the colours that people chose.

Run by the system's own Python, which has GLib. Says READY once it answers; then each line on standard input is a
setting of org.freedesktop.appearance and its number, "color-scheme 1", and is told to whoever listens. Ends with its
input.
"""

import sys
from typing import Any

from gi.repository import Gio, GLib  # type: ignore[import-not-found]

APPEARANCE = "org.freedesktop.appearance"
SETTINGS = "org.freedesktop.portal.Settings"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = """<node><interface name="org.freedesktop.portal.Settings">
<method name="Read"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/></method>
<method name="ReadOne"><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="v" direction="out"/></method>
<method name="ReadAll"><arg type="as" direction="in"/><arg type="a{sa{sv}}" direction="out"/></method>
<signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
<property name="version" type="u" access="read"/>
</interface></node>"""

chosen = {"color-scheme": 0, "contrast": 0}
loop = GLib.MainLoop()
bus = Gio.bus_get_sync(Gio.BusType.SESSION)


def answer(*asked: Any) -> None:
    """Answer a question about the settings."""
    method, parameters, invocation = asked[4:7]
    said = {name: GLib.Variant("u", value) for name, value in chosen.items()}
    if method == "ReadAll":
        invocation.return_value(GLib.Variant("(a{sa{sv}})", ({APPEARANCE: said},)))
        return
    namespace, name = parameters.unpack()
    if namespace != APPEARANCE or name not in said:
        invocation.return_dbus_error("org.freedesktop.portal.Error.NotFound", name)
    elif method == "Read":
        invocation.return_value(GLib.Variant("(v)", (GLib.Variant("v", said[name]),)))
    else:
        invocation.return_value(GLib.Variant("(v)", (said[name],)))


def choose(*_watched: Any) -> bool:
    """The person chooses something else."""
    line = sys.stdin.readline()
    if not line:
        loop.quit()
        return False
    name, value = line.split()
    chosen[name] = int(value)
    told = GLib.Variant("(ssv)", (APPEARANCE, name, GLib.Variant("u", chosen[name])))
    bus.emit_signal(None, PATH, SETTINGS, "SettingChanged", told)
    return True


def ready(*_owned: Any) -> None:
    """The name is ours."""
    sys.stdout.write("READY\n")
    sys.stdout.flush()


interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
bus.register_object(PATH, interface, answer, lambda *_: GLib.Variant("u", 2), None)
Gio.bus_own_name_on_connection(bus, "org.freedesktop.portal.Desktop", Gio.BusNameOwnerFlags.NONE, ready, None)
GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.IO_IN | GLib.IO_HUP, choose)
loop.run()
