"""How much room the times at the left of rows take."""

from PySide6.QtGui import QFontMetrics

from lunch_desktop.ui.texts.times import widest_clock
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import TextRole, Weight


def time_column(theme: Theme) -> int:
    """As wide as the longest time in the present language, so that what follows stands in one line."""
    metrics = QFontMetrics(theme.font(TextRole.BODY, Weight.SEMIBOLD, tabular=True))
    return max(theme.px(theme.metrics.row_time), metrics.horizontalAdvance(widest_clock()) + theme.px(4))
