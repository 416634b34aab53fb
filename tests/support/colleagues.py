"""What colleagues do whose desktops nobody looks at: the server hears of it, and decides."""

from typing import Any

from lunch_desktop.domain.ids import ClientId, uuid7
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from lunch_desktop.wire.sync import PushedChange, PushRequest
from tests.support.company import Company


class Colleagues:
    """Each thing that somebody does comes from a new desktop of theirs, which costs a tenth of making one."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self._made = 0

    def do(self, employee_id: str, name: str, args: Any) -> dict[str, Any]:
        """The server's answer to a change. Fails where it was refused."""
        now = self._company.clock.now()
        said = {"name": name, "mutation_version": 1, "args": arguments_as_json(args), "base": 0, "created_at": now}
        change = PushedChange(seq=1, uuid=self._new_id(), payload=as_text(said))
        request = PushRequest(client_id=ClientId(self._new_id()), epoch=None, mutations=[change])
        (result,) = self._company.sync.push(employee_id, request).results
        assert result.code is None, result
        return dict(result.answer)

    def _new_id(self) -> str:
        self._made += 1
        return uuid7(self._company.clock.now(), self._made.to_bytes(10))
