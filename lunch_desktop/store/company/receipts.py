"""Receipts: the server's seal over what it decided, by which a desktop can prove it after a restore."""

import json
from typing import Any, Final

from lunch_desktop.store.company.seals import Seals
from lunch_desktop.wire.sync import OfferedAgain, Outcome, Result, payload_hash

_SEAL: Final = "receipt"


def with_receipt(result: Result, employee_id: str, seals: Seals) -> Result:
    """The result as it is given; only one of an applied change has to be proved ever."""
    if result.outcome is not Outcome.APPLIED:
        return result
    return result.model_copy(update={"receipt": seals.seal(_SEAL, _said(result, employee_id))})


def is_proven(offered: OfferedAgain, employee_id: str, seals: Seals) -> bool:
    """Whether this server had applied the very change of this employee, then and there."""
    result = offered.result
    return (
        result.outcome is Outcome.APPLIED
        and result.receipt is not None
        and result.hash == payload_hash(offered.payload)
        and seals.is_ours(_SEAL, _said(result, employee_id), result.receipt)
    )


def result_of(row: Any, seals: Seals) -> Result:
    """A kept result as the message that was first given."""
    result = Result(
        seq=row.seq,
        uuid=row.uuid,
        hash=row.hash,
        outcome=Outcome(row.outcome),
        code=row.code,
        details=row.details if isinstance(row.details, dict) else json.loads(row.details),
        answer=row.answer if isinstance(row.answer, dict) else json.loads(row.answer),
        version=row.version,
        place=row.place,
        at=row.at,
    )
    return with_receipt(result, row.employee_id, seals)


def _said(result: Result, employee_id: str) -> str:
    said = (employee_id, result.uuid, result.hash, result.version, result.place, result.at, result.outcome.value)
    return "\0".join(map(str, said))
