"""Whether the person asked the system for less motion."""

import ctypes
import sys

from PySide6.QtCore import QObject

_SPI_GETCLIENTAREAANIMATION = 0x1042


def prefers_less_motion(accessibility: QObject) -> bool:
    """What Qt's accessibility hints say where they know (Qt 6.12), else what Windows says; False elsewhere."""
    preference = getattr(accessibility, "motionPreference", None)
    if preference is not None:
        return bool(preference().value)
    if sys.platform == "win32":
        enabled = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(enabled), 0)
        return not enabled.value
    return False
