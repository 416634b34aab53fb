"""The keys of the commands. They work while the Korean input method is on, and keep what is being composed."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from lunch_desktop.domain.matching.keyboard import JAMO_OF_KEY, KEY_OF_JAMO
from lunch_desktop.ui.shell.commands import Commands
from lunch_desktop.ui.widgets.ime import commit_pending_input

_EVDEV_ROWS = ((24, "qwertyuiop"), (38, "asdfghjkl"), (52, "zxcvbnm"))
_LETTER_OF_SCAN_CODE = {start + place: letter for start, row in _EVDEV_ROWS for place, letter in enumerate(row)}
"""X11 and Wayland: evdev codes, which X11 counts from 8."""


def hangul_keys(keys: str) -> str | None:
    """The sequence as a Korean layout sends it: "Ctrl+ㅏ" for "Ctrl+K"; None where it ends in no letter."""
    *modifiers, last = keys.split("+")
    jamo = JAMO_OF_KEY.get(last.lower()) if len(last) == 1 else None
    return "+".join((*modifiers, jamo)) if jamo is not None and modifiers else None


def latin_letter(event: QKeyEvent, *, windows: bool) -> str | None:
    """The Latin letter on the key that was pressed, by its jamo, else by the codes of the system."""
    if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
        return chr(event.key())
    jamo = KEY_OF_JAMO.get(chr(event.key())) if event.key() < 0x10000 else None
    if jamo is not None:
        return jamo.upper()
    if windows:  # virtual key codes of letters are the letters, whatever the layout
        code = event.nativeVirtualKey()
        return chr(code) if 0x41 <= code <= 0x5A else None
    letter = _LETTER_OF_SCAN_CODE.get(event.nativeScanCode())
    return letter.upper() if letter is not None else None


class Keys(QObject):
    """Binds the keys of all commands to a window."""

    def __init__(self, window: QWidget, commands: Commands) -> None:
        super().__init__(window)
        self._window, self._commands = window, commands
        self._shortcuts: dict[str, QShortcut] = {}
        self._hangul: dict[str, QShortcut] = {}
        commands.changed.connect(self.bind)
        self.bind()

    def bind(self) -> None:
        """Make shortcuts for keys that have none yet; those that mean nothing on this page are left to its widgets."""
        wanted = {keys for command in self._commands.all() for keys in command.keys}
        for keys in wanted - self._shortcuts.keys():
            self._shortcuts[keys] = self._shortcut(keys, lambda keys=keys: self.press(keys))
            jamo = hangul_keys(keys)
            if jamo is not None:
                self._hangul[keys] = self._shortcut(jamo, lambda keys=keys: self._press_hangul(keys))
        for bound in (self._shortcuts, self._hangul):
            for keys, shortcut in bound.items():
                shortcut.setEnabled(keys in wanted)

    def press(self, keys: str) -> bool:
        """Do what the keys mean now, after what is being composed is in its field; False where they mean nothing."""
        command = self._commands.with_keys(keys)
        if command is None:
            return False
        commit_pending_input(self._window)
        command.run()
        return True

    def handle(self, event: QKeyEvent, *, windows: bool) -> bool:
        """A key that no shortcut knew: layouts that send neither Latin letters nor jamo are read by the key's codes."""
        modifiers = event.modifiers()
        if not modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        letter = latin_letter(event, windows=windows)
        if letter is None:
            return False
        keys = QKeySequence(modifiers.value | ord(letter)).toString(QKeySequence.SequenceFormat.PortableText)
        return keys in self._shortcuts and self.press(keys)

    def _shortcut(self, keys: str, on_press: object) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.activated.connect(on_press)
        return shortcut

    def _press_hangul(self, keys: str) -> None:
        """Fields take Latin sequences such as Ctrl+Z for themselves before any shortcut: so they do here."""
        focused = QApplication.focusWidget()
        if focused is None or not _takes(focused, keys):
            self.press(keys)


def _takes(widget: QWidget, keys: str) -> bool:
    """Offer a key to a widget as Qt offers it before shortcuts; True where it used it."""
    pressed = QKeySequence(keys)[0]  # type: ignore[index]
    key, modifiers = pressed.key(), pressed.keyboardModifiers()
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
    asked.ignore()
    QCoreApplication.sendEvent(widget, asked)
    if not asked.isAccepted():
        return False
    QCoreApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))
    return True
