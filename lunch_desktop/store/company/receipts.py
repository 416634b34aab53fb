"""Receipts: the server's seal over what it decided, by which a desktop can prove it after a restore."""

import json
from typing import Any, Final

from lunch_desktop.store.company.seals import Seals
from lunch_desktop.wire.changes import Outcome, payload_hash
from lunch_desktop.wire.sync import OfferedAgain, Result

_SEAL: Final = "receipt"


def receipt_for(employee_id: str, uuid: str, hashed: str, version: int, place: int, at: int, seals: Seals) -> str:
    """The receipt of an applied change; no other outcome has to be proved ever."""
    return seals.seal(_SEAL, _said(employee_id, uuid, hashed, version, place, at))


def is_proven(offered: OfferedAgain, employee_id: str, seals: Seals) -> bool:
    """Whether this server had applied the very change of this employee, then and there."""
    result = offered.result
    return (
        result.outcome is Outcome.APPLIED
        and result.receipt is not None
        and result.hash == payload_hash(offered.payload)
        and seals.is_ours(_SEAL, _said_of(result, employee_id), result.receipt)
    )


def result_of(row: Any, seals: Seals) -> Result:
    """A kept result as the message that was first given."""
    outcome = Outcome(row.outcome)
    applied = outcome is Outcome.APPLIED
    return Result(
        seq=row.seq,
        uuid=row.uuid,
        hash=row.hash,
        outcome=outcome,
        code=row.code,
        details=row.details if isinstance(row.details, dict) else json.loads(row.details),
        answer=row.answer if isinstance(row.answer, dict) else json.loads(row.answer),
        version=row.version,
        place=row.place,
        at=row.at,
        receipt=receipt_for(row.employee_id, row.uuid, row.hash, row.version, row.place, row.at, seals)
        if applied
        else None,
    )


def _said_of(result: Result, employee_id: str) -> str:
    return _said(employee_id, result.uuid, result.hash, result.version, result.place, result.at)


def _said(employee_id: str, uuid: str, hashed: str, version: int, place: int, at: int) -> str:
    return f"{employee_id}\0{uuid}\0{hashed}\0{version}\0{place}\0{at}\0{Outcome.APPLIED.value}"
