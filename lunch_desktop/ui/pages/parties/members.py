"""The people of a party, each with where they stand."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import MembershipState
from lunch_desktop.store.desktop.queries.parties import GuestView, Member
from lunch_desktop.ui.pages.parties.guest_row import GuestRow
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Tone, Weight
from lunch_desktop.ui.widgets.avatar import Avatar
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import IconButton
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import ElidedLabel
from lunch_desktop.ui.widgets.pill import PillContent, StatePill

translate = QCoreApplication.translate


class MemberRow(QWidget):
    """Face, name, department, and a pill for anything but a confirmed seat."""

    withdrawn = Signal(str)

    def __init__(self, theme: Theme, member: Member, *, is_me: bool, may_withdraw: bool) -> None:
        super().__init__()
        self.theme = theme
        name = fill(translate("Parties", "%1 (me)"), member.employee.name) if is_me else member.employee.name
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(Avatar(theme, member.employee.name, 32))
        self._name_row = QHBoxLayout()
        self._name_row.addWidget(ElidedLabel(theme, name, weight=Weight.SEMIBOLD))
        if member.is_host:
            crown = IconLabel(theme, Icon.HOST, ColourRole.CONFIRMED_TEXT, 16)
            crown.setToolTip(translate("Parties", "Host"))
            self._name_row.addWidget(crown)
        self._name_row.addStretch(1)
        self._words = QVBoxLayout()
        self._words.addLayout(self._name_row)
        department = ElidedLabel(theme, member.department, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self._words.addWidget(department)
        self._layout.addLayout(self._words, 1)
        pills = _pills(member)
        for pill in pills:
            self._layout.addWidget(StatePill(theme, pill))
        if may_withdraw:
            self._layout.addWidget(self._withdraw_button(member))
        said = (name, translate("Parties", "Host") if member.is_host else "", member.department)
        self.setAccessibleName(", ".join(part for part in (*said, *(pill.text for pill in pills)) if part))
        follow(theme, self._restyle)

    def _withdraw_button(self, member: Member) -> IconButton:
        freed = member.membership.state != MembershipState.INVITED
        text = translate("Parties", "Withdraw invitation of %1")
        name = fill(translate("Parties", "Free the seat of %1") if freed else text, member.employee.name)
        button = IconButton(self.theme, Icon.CLOSE, name)
        button.clicked.connect(lambda: self.withdrawn.emit(member.employee.id))
        return button

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self._name_row.setSpacing(self.theme.px(self.theme.metrics.space_xs))
        self._words.setSpacing(0)


class MemberList(QWidget):
    """All of them, guests last; made anew only when something about them changed."""

    withdrawn = Signal(str)
    dropped = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._shown: object = None
        self._rows: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        follow(theme, self._restyle)

    def show_members(
        self,
        members: tuple[Member, ...],
        me: EmployeeId,
        guests: tuple[GuestView, ...] = (),
        *,
        host_is_me: bool,
        over: bool = False,
    ) -> None:
        """Shows other people, or the same with other standings."""
        wanted = (members, guests, me, host_is_me, over, translate("Parties", "Host"))
        if wanted == self._shown:
            return
        self._shown = wanted
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for member in members:
            withdraws = host_is_me and not over and _is_the_hosts_to_take_back(member)
            row = MemberRow(self.theme, member, is_me=member.employee.id == me, may_withdraw=withdraws)
            row.withdrawn.connect(self.withdrawn)
            self._add(row)
        for guest in guests:
            mine = guest.guest.inviter_id == me
            guest_row = GuestRow(self.theme, guest, may_drop=(host_is_me or mine) and not over)
            guest_row.dropped.connect(self.dropped)
            self._add(guest_row)

    def _add(self, row: QWidget) -> None:
        self._layout.addWidget(row)
        self._rows.append(row)

    def _restyle(self) -> None:
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_s))


def _is_the_hosts_to_take_back(member: Member) -> bool:
    """An invitation that nobody has answered, and a seat that the host gave by hand."""
    by_hand = member.membership.seated_by is not None and not member.is_host
    return member.membership.state == MembershipState.INVITED or by_hand


def _pills(member: Member) -> tuple[PillContent, ...]:
    state = {
        MembershipState.REQUESTED: PillContent(translate("Parties", "Requested"), Tone.REQUESTED),
        MembershipState.WAITLISTED: PillContent(
            fill(translate("Parties", "In line: %1"), member.waiting_place), Tone.WAITING
        ),
        MembershipState.INVITED: PillContent(translate("Parties", "Invited"), Tone.NEUTRAL, Icon.INVITE),
    }.get(MembershipState(member.membership.state))
    if state is None and member.membership.seated_by is not None:
        state = PillContent(translate("Parties", "Seated by the host"), Tone.NEUTRAL, Icon.SEAT)
    late = member.membership.late_minutes
    lateness = PillContent(fill(translate("Parties", "+%1 min"), late), Tone.NEUTRAL, Icon.CLOCK) if late else None
    return tuple(pill for pill in (lateness, state) if pill is not None)
