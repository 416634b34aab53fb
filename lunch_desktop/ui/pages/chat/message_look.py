"""Where the parts of a message lie, and how they are drawn."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from lunch_desktop.ui.pages.chat.items import Delivery, Mark, MessageItem
from lunch_desktop.ui.pages.chat.message_text import LaidText
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.avatar import face_colours, initials, paint_face
from lunch_desktop.ui.widgets.base import paint_box

translate = QCoreApplication.translate

RETRY: Final = "retry"
COPY: Final = "copy"
DISCARD: Final = "discard"

_FACE, _SIDE, _PAD_X, _PAD_Y = 32, 16, 12, 8
_DAY, _FRESH = 44, 32
_APART, _TOGETHER = 12, 4
_WIDEST_EM, _SHARE = 38, 0.78


@dataclass(frozen=True, slots=True)
class Laid:
    """A message in the pixels of its row. `deeds` are the words that can be pressed."""

    height: int
    text: LaidText
    origin: QPoint
    bubble: QRect
    day: QRect
    fresh: QRect
    author: QRect
    face: QRect
    beside: QRect
    below: QRect
    deeds: tuple[tuple[str, QRect], ...]

    def cursor_at(self, point: QPoint) -> int:
        """The place in the text nearest to a point."""
        return self.text.cursor_at(point.x() - self.origin.x(), point.y() - self.origin.y())

    def word_at(self, point: QPoint) -> tuple[int, int]:
        """The word at a point."""
        return self.text.word_at(point.x() - self.origin.x(), point.y() - self.origin.y())

    def link_at(self, point: QPoint) -> Mark | None:
        """The link at a point."""
        return self.text.mark_at(point.x() - self.origin.x(), point.y() - self.origin.y())


def lay_out(theme: Theme, item: MessageItem, width: int) -> Laid:
    """A message in a row of this width."""
    side, nothing, caption = theme.px(_SIDE), QRect(), theme.line(TextRole.CAPTION)
    top = 0
    day = QRect(side, top, width - 2 * side, theme.px(_DAY)) if item.day else nothing
    top += day.height() if item.day else 0
    fresh = QRect(side, top, width - 2 * side, theme.px(_FRESH)) if item.fresh else nothing
    top += fresh.height() if item.fresh else 0
    top += theme.px(_APART if item.first else _TOGETHER) // (2 if item.day or item.fresh else 1)
    left = side if item.mine else side + theme.px(_FACE + theme.metrics.space_s)
    shows_author = item.first and not item.mine
    author = QRect(left, top, width - left - side, caption + theme.px(4)) if shows_author else nothing
    face = QRect(side, top, theme.px(_FACE), theme.px(_FACE)) if shows_author else nothing
    top += author.height() if shows_author else 0

    beside_width = _beside_width(theme, item)
    room = width - left - side - beside_width - theme.px(theme.metrics.space_s)
    widest = max(theme.px(60), min(room, round(width * _SHARE), theme.px(_WIDEST_EM * 14)))
    text = LaidText(theme, shown_text(item), () if item.deleted else item.marks, widest - 2 * theme.px(_PAD_X))
    bubble_width = text.width + 2 * theme.px(_PAD_X)
    bubble_left = width - side - bubble_width if item.mine else left
    bubble = QRect(bubble_left, top, bubble_width, text.height + 2 * theme.px(_PAD_Y))
    gap = theme.px(6)
    beside_left = bubble_left - gap - beside_width if item.mine else bubble.right() + 1 + gap
    beside = QRect(beside_left, bubble.bottom() + 1 - 2 * caption, beside_width, 2 * caption)
    top = bubble.bottom() + 1
    below = nothing
    deeds: tuple[tuple[str, QRect], ...] = ()
    if item.delivery is not Delivery.DELIVERED:
        below = QRect(side, top + theme.px(2), width - 2 * side, caption + theme.px(4))
        deeds = _place_deeds(theme, item, below)
        top = below.bottom() + 1
    return Laid(
        max(top, face.bottom() + 1) + theme.px(2),
        text,
        QPoint(bubble.left() + theme.px(_PAD_X), bubble.top() + theme.px(_PAD_Y)),
        bubble,
        day,
        fresh,
        author,
        face,
        beside,
        below,
        deeds,
    )


def shown_text(item: MessageItem) -> str:
    """What stands in the bubble."""
    return translate("Chat", "This message was deleted") if item.deleted else item.text


def word_of_deed(key: str) -> str:
    """What can be done with a refused message."""
    return {
        RETRY: translate("Chat", "Try again"),
        COPY: translate("Chat", "Copy"),
        DISCARD: translate("Chat", "Discard"),
    }[key]


def paint_message(
    painter: QPainter, theme: Theme, item: MessageItem, laid: Laid, selected: tuple[int, int], ratio: float
) -> None:
    """Draws a message."""
    if item.day:
        _paint_line_with_word(painter, theme, laid.day, item.day, ColourRole.BORDER)
    if item.fresh:
        _paint_line_with_word(
            painter, theme, laid.fresh, translate("Chat", "New messages"), ColourRole.CONTROL, Weight.SEMIBOLD
        )
    if not laid.author.isNull():
        paint_face(painter, theme, QRectF(laid.face), initials(item.author), face_colours(item.author, dark=theme.dark))
        painter.setFont(theme.font(TextRole.CAPTION, Weight.SEMIBOLD))
        painter.setPen(theme.colour(ColourRole.SECONDARY))
        shown = painter.fontMetrics().elidedText(item.author, Qt.TextElideMode.ElideRight, laid.author.width())
        painter.drawText(laid.author, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)
    _paint_bubble(painter, theme, item, laid, selected)
    _paint_beside(painter, theme, item, laid.beside)
    if item.delivery is not Delivery.DELIVERED:
        _paint_below(painter, theme, item, laid, ratio)


def paint_not_yet(painter: QPainter, theme: Theme, rect: QRect, number: int) -> None:
    """Draws the place of a message that is not read yet: the same for a number every time."""
    side = theme.px(_SIDE)
    width = min(theme.px(120 + 53 * (number % 5)), rect.width() - 2 * side)
    box = QRect(side + theme.px(_FACE + 8), theme.px(4), width, rect.height() - theme.px(8))
    paint_box(painter, box, theme.px(theme.metrics.radius_card), theme.colour(ColourRole.SUNKEN))


def _paint_bubble(painter: QPainter, theme: Theme, item: MessageItem, laid: Laid, selected: tuple[int, int]) -> None:
    radius, refused = theme.px(theme.metrics.radius_card), item.delivery is Delivery.REFUSED
    border = theme.colour(ColourRole.REFUSED_TEXT if refused else ColourRole.BORDER)
    if item.deleted:
        paint_box(painter, laid.bubble, radius, None, border, dashed=True)
    elif item.mine:
        ground = theme.colour(ColourRole.REFUSED_FILL if refused else ColourRole.SELECTED)
        edge = border if refused or theme.high_contrast else None
        waiting = item.delivery is Delivery.WAITING
        if waiting:
            edge = theme.colour(ColourRole.CONTROL)
        paint_box(painter, laid.bubble, radius, ground, edge, dashed=waiting)
    else:
        paint_box(painter, laid.bubble, radius, theme.colour(ColourRole.SURFACE), border)
    ink = ColourRole.SECONDARY if item.deleted else ColourRole.TEXT
    laid.text.paint(painter, laid.origin.x(), laid.origin.y(), ink, selected)


def _beside(item: MessageItem) -> tuple[str, str]:
    """What stands beside the bubble: how many have not read it, and the time."""
    edited = translate("Chat", "edited") if item.edited and not item.deleted else ""
    time = item.time if item.last else ""
    upper = str(item.unread) if item.unread and item.delivery is Delivery.DELIVERED and not item.deleted else ""
    if edited:
        upper = f"{edited} {upper}".strip()
    return upper, time


def _beside_width(theme: Theme, item: MessageItem) -> int:
    metrics = QFontMetrics(theme.font(TextRole.CAPTION, Weight.SEMIBOLD, tabular=True))
    return max(metrics.horizontalAdvance(part) for part in _beside(item)) + 2


def _paint_beside(painter: QPainter, theme: Theme, item: MessageItem, place: QRect) -> None:
    upper, time = _beside(item)
    side = Qt.AlignmentFlag.AlignRight if item.mine else Qt.AlignmentFlag.AlignLeft
    half = place.height() // 2
    lower = place.adjusted(0, half, 0, 0)
    painter.setPen(theme.colour(ColourRole.SECONDARY))
    painter.setFont(theme.font(TextRole.CAPTION, Weight.SEMIBOLD, tabular=True))
    painter.drawText(place.adjusted(0, 0, 0, -half) if time else lower, side | Qt.AlignmentFlag.AlignVCenter, upper)
    painter.setFont(theme.font(TextRole.CAPTION, tabular=True))
    painter.drawText(lower, side | Qt.AlignmentFlag.AlignVCenter, time)


def _state_words(item: MessageItem) -> str:
    if item.delivery is Delivery.WAITING:
        return translate("Chat", "Waiting to be sent")
    return fill(translate("Chat", "Not sent: %1"), item.reason)


def _place_deeds(theme: Theme, item: MessageItem, below: QRect) -> tuple[tuple[str, QRect], ...]:
    """The words at the end of the line below a refused message."""
    if item.delivery is not Delivery.REFUSED:
        return ()
    metrics = QFontMetrics(theme.font(TextRole.CAPTION, Weight.SEMIBOLD))
    places, right = [], below.right() + 1
    for key in (DISCARD, COPY, RETRY):
        width = metrics.horizontalAdvance(word_of_deed(key)) + theme.px(4)
        places.append((key, QRect(right - width, below.top(), width, below.height())))
        right -= width + theme.px(theme.metrics.space_s)
    return tuple(reversed(places))


def _paint_below(painter: QPainter, theme: Theme, item: MessageItem, laid: Laid, ratio: float) -> None:
    refused = item.delivery is Delivery.REFUSED
    ink = theme.colour(ColourRole.REFUSED_TEXT if refused else ColourRole.SECONDARY)
    side, gap = theme.px(14), theme.px(4)
    end = laid.deeds[0][1].left() - theme.px(theme.metrics.space_m) if laid.deeds else laid.below.right() + 1
    painter.setFont(theme.font(TextRole.CAPTION))
    metrics = painter.fontMetrics()
    room = max(0, end - laid.below.left() - side - gap)
    words = metrics.elidedText(_state_words(item), Qt.TextElideMode.ElideRight, room)
    left = end - metrics.horizontalAdvance(words) - side - gap
    icon = theme.icon_pixmap(Icon.ERROR if refused else Icon.CLOCK, ink, 14, ratio)
    painter.drawPixmap(left, laid.below.top() + (laid.below.height() - side) // 2, icon)
    painter.setPen(ink)
    place = QRect(left + side + gap, laid.below.top(), end - left - side - gap + 2, laid.below.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
    painter.setFont(theme.font(TextRole.CAPTION, Weight.SEMIBOLD))
    painter.setPen(theme.colour(ColourRole.ACCENT))
    for key, deed in laid.deeds:
        painter.drawText(deed, Qt.AlignmentFlag.AlignCenter, word_of_deed(key))


def _paint_line_with_word(
    painter: QPainter, theme: Theme, place: QRect, word: str, line: ColourRole, weight: Weight = Weight.REGULAR
) -> None:
    painter.setFont(theme.font(TextRole.CAPTION, weight))
    gap, middle = theme.px(theme.metrics.space_m), place.center().y()
    shown = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, place.width() - 4 * gap)
    width = painter.fontMetrics().horizontalAdvance(shown)
    start = place.left() + (place.width() - width) // 2
    painter.fillRect(QRect(place.left(), middle, start - gap - place.left(), 1), theme.colour(line))
    painter.fillRect(QRect(start + width + gap, middle, place.right() - start - width - gap, 1), theme.colour(line))
    painter.setPen(theme.colour(ColourRole.SECONDARY))
    painter.drawText(QRect(start, place.top(), width + 2, place.height()), Qt.AlignmentFlag.AlignVCenter, shown)
