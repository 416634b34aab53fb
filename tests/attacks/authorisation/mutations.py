"""Every registered mutation, by every caller and from every way to stand to a party, pushed to the real server."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import uuid4

import requests

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.parties.editing import EDITABLE, EditParty
from lunch_desktop.domain.parties.entities import PARTIES
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.seating import SeatColleague
from lunch_desktop.domain.parties.standing import Relation
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from tests.attacks.authorisation.areas import TRIES
from tests.attacks.authorisation.callers import TURNED_AWAY, Caller
from tests.attacks.authorisation.cast import PEOPLE, PLACE_THERE, WHO, Cast
from tests.attacks.authorisation.cells import ALLOWED, Seen
from tests.attacks.authorisation.owned import EVERY_ROW, OWNED
from tests.attacks.authorisation.routes import word
from tests.attacks.authorisation.samples import NOWHERE
from tests.attacks.authorisation.stages import (
    ARGUMENTS,
    BY_STATE,
    ITS_OWN,
    STAGES,
    WAITING_CANT,
    WAITING_MAY,
    Stage,
    Staged,
    an_opening,
    staged,
)
from tests.support import plain

PUSH: Final = "/api/v1/sync/push"
_IN: Final = "tests/attacks/authorisation/stages.py"


def walk(
    cast: Cast,
    seen: Seen,
    *,
    roles: Sequence[Caller] = (Caller.EMPLOYEE, Caller.ADMIN),
    every_way: bool = True,
) -> None:
    """Every mutation; `roles` are tried from everywhere, in each way or in one for each relation."""
    first = {stage.relation: stage for stage in reversed(STAGES)}
    stages = STAGES if every_way else tuple(first.values())
    for mutation in mutations():
        name = mutation.name
        if name not in RULES or mutation.authorise is not RULES[name]:
            seen.violations.append(
                f"{name} is not authorised by a row of RULES, in lunch_desktop/domain/authorisation.py"
            )
        elif name in TRIES:
            _try_area(cast, seen, name, roles)
        elif name not in ARGUMENTS:
            seen.violations.append(f"{name} has no arguments to be tried with: give it a line in ARGUMENTS, in {_IN}")
        else:
            _try(cast, seen, name, roles, stages)
    _name_others(cast, seen)
    _write_other_fields(cast, seen)


def _try(cast: Cast, seen: Seen, name: str, roles: Sequence[Caller], stages: Sequence[Stage]) -> None:
    for caller, code in TURNED_AWAY.items():
        on = staged(cast, STAGES[0], PEOPLE[1], name)
        answer = _push(cast, cast.tokens[caller], name, ARGUMENTS[name](on))
        seen.add(name, f"{caller}", code, word(answer) if answer.status_code >= 400 else "served")
    for caller in roles:
        actor = PEOPLE[WHO[caller]]
        if RULES[name].allowed is None:
            on = staged(cast, STAGES[0], actor, name)
            seen.add(name, f"{caller}, for oneself", ALLOWED, _decide(cast, seen, caller, name, on, ALLOWED))
            continue
        for stage in stages:
            on = staged(cast, stage, actor, name)
            stated = stated_for(name, stage)
            seen.add(name, f"{caller}, {stage.told}", stated, _decide(cast, seen, caller, name, on, stated))


def _try_area(cast: Cast, seen: Seen, name: str, roles: Sequence[Caller]) -> None:
    """A mutation of an area that says itself how one can stand to what it names."""
    for caller, code in TURNED_AWAY.items():
        one = next(iter(TRIES[name](cast, PEOPLE[1])))
        answer = _push(cast, cast.tokens[caller], name, one.args)
        seen.add(name, f"{caller}", code, word(answer) if answer.status_code >= 400 else "served")
    for caller in roles:
        actor = PEOPLE[WHO[caller]]
        for one in TRIES[name](cast, actor):
            before = _rows(cast)
            answer = _push(cast, cast.tokens[caller], name, one.args)
            assert answer.status_code == 200, answer.text
            (result,) = answer.json()["results"]
            changed = _rows(cast) ^ before
            said = str(result.get("code", "applied"))
            seen.add(name, f"{caller}, {one.told}", one.stated, ALLOWED if said == "applied" else said)
            if one.stated != ALLOWED and changed:
                seen.violations.append(f"{name}: refused with {said}, and yet {sorted(changed)} changed")
            strange = {whose for table, _, whose, _ in changed if table in OWNED} - {actor.id, *one.may_change}
            if strange:
                seen.violations.append(f"{name}: changed what is {strange}'s")
            if said == "not_found" and one.nothing is not None:
                _is_like(cast, seen, caller, name, one.args, {**arguments_as_json(one.args), **one.nothing}, answer)


def stated_for(name: str, stage: Stage) -> str:
    """What the table says of a mutation from there."""
    code = RULES[name].of(stage.relation)
    return ALLOWED if code is None else code.value


def _decide(cast: Cast, seen: Seen, caller: Caller, name: str, on: Staged, stated: str) -> str:
    """The server's word on it; and whether it changed nothing that it must not."""
    actor = PEOPLE[WHO[caller]]
    before = _rows(cast)
    args = ARGUMENTS[name](on)
    answer = _push(cast, cast.tokens[caller], name, args)
    assert answer.status_code == 200, answer.text
    (result,) = answer.json()["results"]
    changed = _rows(cast) ^ before
    said = str(result.get("code", "applied"))
    if stated != ALLOWED:
        if changed:
            seen.violations.append(f"{name}: refused with {said}, and yet {sorted(changed)} changed")
        if said == "not_found":
            _is_like_nothing(cast, seen, caller, name, args, answer)
        return said
    may_change = {actor.id} | ITS_OWN.get(name, frozenset())
    strange = {whose for table, _, whose, _ in changed if table in OWNED} - may_change
    if strange:
        seen.violations.append(f"{name}: changed what is {strange}'s")
    waits = on.mine is not None and on.mine.state == "waitlisted"
    expected = {"applied", *([WAITING_CANT[name]] if waits and name in WAITING_CANT else [])}
    relation = Relation.HOST if on.party.host_id == actor.id else Relation.MEMBER
    seated = on.mine is not None and on.mine.state in ("confirmed", "waitlisted")
    if seated and (name, relation) in BY_STATE:
        expected = {"applied"} if waits and name in WAITING_MAY else {BY_STATE[name, relation]}
    return ALLOWED if said in expected else said


def _is_like_nothing(cast: Cast, seen: Seen, caller: Caller, name: str, args: Any, answer: requests.Response) -> None:
    """The whole answer is that to the same wish about a party that nobody has ever thought of."""
    _is_like(cast, seen, caller, name, args, {**arguments_as_json(args), "party_id": NOWHERE}, answer)


def _is_like(
    cast: Cast, seen: Seen, caller: Caller, name: str, args: Any, senseless: dict[str, Any], answer: requests.Response
) -> None:
    """The whole answer is that to the same wish with `senseless` ids in it."""
    nothing = _push(cast, cast.tokens[caller], name, senseless)
    seen.twins += 1
    if _essence(answer) != _essence(nothing):
        asked = arguments_as_json(args)
        seen.violations.append(f"{name}: {_essence(answer)} for {asked}, and for nothing {_essence(nothing)}")


def _essence(answer: requests.Response) -> tuple[int, dict[str, str], Any]:
    """All of an answer but what is the request's own: its change's id and hash, the version and the device's seal."""
    headers = {k.lower(): v for k, v in answer.headers.items() if k.lower() not in ("date", "lunch-request")}
    said = answer.json()
    length = int(headers.pop("content-length"))
    for result in said.get("results", ()):
        assert len(result["hash"]) == 64
        length -= len(str(result["version"]))
        result.update(uuid="", hash="", version=0)
    said["length"] = length
    return answer.status_code, headers, said


def _name_others(cast: Cast, seen: Seen) -> None:
    """What a change names beside its party has to be of the party's office, and is else not there."""
    own = STAGES[7]
    assert own.hosts
    for name, what, args in (
        ("party.open", "a restaurant of another office", lambda on: an_opening(on, PLACE_THERE.id)),
        ("party.open", "no restaurant at all", lambda on: an_opening(on, NOWHERE)),
        ("party.edit", "a restaurant of another office", lambda on: _dine(on, PLACE_THERE.id)),
        ("party.edit", "no restaurant at all", lambda on: _dine(on, NOWHERE)),
        ("party.invite", "somebody of another office", lambda on: Invite(on.party.id, PEOPLE[8].id)),
        ("party.invite", "somebody deactivated", lambda on: Invite(on.party.id, PEOPLE[WHO[Caller.DEACTIVATED]].id)),
        ("party.invite", "nobody", lambda on: Invite(on.party.id, NOWHERE)),  # type: ignore[arg-type]
        ("party.seat", "somebody of another office", lambda on: SeatColleague(on.party.id, PEOPLE[8].id)),
        ("party.seat", "somebody deactivated", lambda on: SeatColleague(on.party.id, PEOPLE[3].id)),
        ("party.seat", "nobody", lambda on: SeatColleague(on.party.id, NOWHERE)),  # type: ignore[arg-type]
    ):
        on = staged(cast, own, PEOPLE[1], name)
        (result,) = _push(cast, cast.tokens[Caller.EMPLOYEE], name, args(on)).json()["results"]
        seen.add(name, f"host, naming {what}", "not_found", str(result.get("code", "applied")))


def _write_other_fields(cast: Cast, seen: Seen) -> None:
    """A host edits what is stated for it, and nothing else of their party."""
    for name in sorted({*PARTIES.columns, "version", "extra", "__class__"} - EDITABLE.keys()):
        on = staged(cast, STAGES[7], PEOPLE[1], "party.edit")
        before = _rows(cast)
        wish = EditParty(on.party.id, {name: (arguments_as_json(on.party).get(name), NOWHERE)})
        (result,) = _push(cast, cast.tokens[Caller.EMPLOYEE], "party.edit", wish).json()["results"]
        seen.add("party.edit", f"host, of {name}", "invalid_value", str(result.get("code", "applied")))
        if _rows(cast) != before:
            seen.violations.append(f"party.edit: {name} was written")


def _dine(on: Staged, where: str) -> EditParty:
    return EditParty(on.party.id, {"restaurant_id": (None, where)})


def _push(cast: Cast, token: str | None, name: str, args: Any) -> requests.Response:
    values = args if isinstance(args, dict) else arguments_as_json(args)
    payload = as_text({"name": name, "mutation_version": 1, "args": values, "base": 0, "created_at": cast.now})
    change = {"seq": 1, "uuid": str(uuid4()), "payload": payload}
    return cast.server.call("POST", PUSH, token, json={"client_id": str(uuid4()), "mutations": [change]})


def _rows(cast: Cast) -> frozenset[tuple[Any, ...]]:
    """Every row of the lunches by plain SQL: its table, id, whose it is, and the version at which it was written."""
    return frozenset(plain.ask(cast.url, EVERY_ROW))
