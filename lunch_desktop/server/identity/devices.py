"""What somebody may do with the devices on which they, or for admins others, are signed in."""

from lunch_desktop.server.identity.service import Identity, Session
from lunch_desktop.store.company.device_list import DeviceList
from lunch_desktop.wire.identity import Device, DeviceEnding, DevicesEnding
from lunch_desktop.wire.problems import ProblemError, WireCode


class DeviceCare:
    """Lists, names and ends devices. Safe from every thread. Whose device it is not, it is not found for."""

    def __init__(self, identity: Identity, listed: DeviceList) -> None:
        self._identity = identity
        self._listed = listed

    def own(self, session: Session) -> list[Device]:
        """The devices on which the asking employee is signed in."""
        return self._listed.of(session.employee_id, session.family)

    def of(self, employee_id: str) -> list[Device]:
        """Somebody else's, without from where they are used: an admin ends devices, and follows nobody.

        Raises ProblemError `not_found`.
        """
        self._check_account(employee_id)
        return [one.model_copy(update={"network": ""}) for one in self._listed.of(employee_id, "")]

    def rename(self, session: Session, family: str, name: str) -> None:
        """Name one of one's own. Raises ProblemError `not_found`."""
        if not self._listed.rename(family, session.employee_id, name.strip()):
            raise ProblemError(WireCode.NOT_FOUND)

    def end_own(self, session: Session, family: str, wanted: DeviceEnding, address: str) -> None:
        """End one of one's own. Raises ProblemError: wrong_credentials, too_many_attempts, not_found."""
        self._identity.confirm_password(session, wanted.password, address)
        self._end(session.employee_id, family, actor=session.employee_id, lost=wanted.lost)

    def end_all_own(self, session: Session, wanted: DevicesEnding, address: str) -> list[str]:
        """End all others of one's own, or with `everywhere` all; their families. Raises as `end_own`."""
        self._identity.confirm_password(session, wanted.password, address)
        kept = None if wanted.everywhere else session.family
        return self._identity.end_devices(session.employee_id, actor=session.employee_id, kept=kept)

    def end(self, admin: Session, employee_id: str, family: str, *, lost: bool) -> None:
        """End one of somebody else's. Raises ProblemError `not_found`."""
        self._end(employee_id, family, actor=admin.employee_id, lost=lost)

    def end_all(self, admin: Session, employee_id: str) -> list[str]:
        """End all of somebody else's; their families. Raises ProblemError `not_found`."""
        self._check_account(employee_id)
        return self._identity.end_devices(employee_id, actor=admin.employee_id)

    def end_everybody(self, admin: Session, password: str, address: str) -> list[str]:
        """End everybody's but the asking one; their families. Raises as `end_own`."""
        self._identity.confirm_password(admin, password, address)
        return self._identity.end_everybody(admin)

    def _end(self, employee_id: str, family: str, *, actor: str, lost: bool) -> None:
        if not self._identity.end_device(family, employee_id, actor=actor, lost=lost):
            raise ProblemError(WireCode.NOT_FOUND)

    def _check_account(self, employee_id: str) -> None:
        if self._identity.accounts.by_employee(employee_id) is None:
            raise ProblemError(WireCode.NOT_FOUND)
