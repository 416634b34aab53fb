"""docs/authorisation.md, made of what the program states."""

from collections.abc import Iterable, Sequence
from typing import Final

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.catalogue import TABLES, mutations
from lunch_desktop.domain.parties.editing import EDITABLE
from lunch_desktop.domain.parties.standing import PARTY, Relation
from lunch_desktop.server.needs import Needs, Of
from tests.attacks.authorisation.callers import Caller, told
from tests.attacks.authorisation.cells import ALLOWED
from tests.attacks.authorisation.routes import Route
from tests.attacks.authorisation.samples import ACCEPTED
from tests.attacks.authorisation.scopes import COLUMNS, HELD

_NEEDS: Final = {
    Needs.NOTHING: "whoever can reach the server",
    Needs.EMPLOYEE: "an employee who is signed in",
    Needs.ADMIN: "an admin who is signed in",
    Needs.OPERATOR: "who looks after the server: from its own machine, or elsewhere with the operator's token",
}
_OF: Final = {
    Of.NOBODY: "tells and changes nothing of people, offices or lunches",
    Of.ONESELF: "the account, the devices and the queues of the one who asks",
    Of.SEEN: "rows of the scopes that the one who asks belongs to now; changes by the table of changes",
    Of.HOLDER: "what the secret in the request is for: a password, a refresh token, an invitation's code",
    Of.COMPANY: "everything of that kind, of all offices",
}

_RELATIONS: Final = (
    Relation.HOST,
    Relation.MEMBER,
    Relation.INVITED,
    Relation.LEFT,
    Relation.COLLEAGUE,
    Relation.STRANGER,
    Relation.ELSEWHERE,
    Relation.NONE,
)

_HEAD: Final = """# Who may do what

This page is written by `python packaging/dev.py attack authorisation --markdown docs/authorisation.md`, from what the
program itself runs by; a test keeps it so. The same command starts a server, walks every route of its description and
every registered change as everybody below, and fails where one is missing or behaves otherwise.

What is not stated is refused. What is out of reach answers like what is not there: status, body and headers are the
same byte for byte, and it takes as long. Nobody is believed about who they are but by the session behind their access
token, which is looked up (5 seconds at most are remembered); the role is today's, whatever the token says.
"""
_CALLERS: Final = """## Callers

What each is told by a route that needs something, before anything of the request is read.
"""
_DEVELOPING: Final = """While developing, the description is open to everybody, and `GET /api/v1/docs` shows it.
"""
_CHANGES: Final = """## Changes

Who may make each change, by how they stand to what it names. Who is at another office is nothing else to it, and of the
rest the first column that fits counts. A deactivated account makes no change (`account_deactivated`). The role is of no
account but where a column says so: an admin is an employee like others. What a table allows is applied unless the
state of the thing or the time is in the way.
"""
_NAMED: Final = """What a change names beside its party, a restaurant or a guest, has to be of the party's office, and
the guest's account active; else it is `not_found`. What a change says of its author counts for nothing: the actor is
the session's.
"""
_ROWS: Final = """## Rows

Who is sent a row, as seen from the one whose row it is; `domain/visibility.py` has the scopes, `demo/witness.py` the
same once more in SQL.
"""
_FIELDS: Final = """## Fields

Of a row that somebody is sent they are sent these fields and its version, and no other: nothing of accounts, sign-ins
or devices is in them. What a change can write is what its arguments have; ids, the author, the office, the time and all
standing is made by the server.
"""
_EDITS: Final = "A host edits {}, and no other field of a party; its state to `open` and `closed` only.\n"
_TELLING: Final = """## Ids that tell something

By these one can find out that somebody else has the very same id, and nothing more.
"""


def page(routes: Sequence[Route]) -> str:
    """The whole page; `routes` as a server in production describes them."""
    parts = [
        _HEAD,
        _CALLERS,
        _callers(),
        "## Routes\n",
        _list(f"needs **{needs}**: {text}" for needs, text in _NEEDS.items()),
        _list(f"about **{of}**: {text}" for of, text in _OF.items()),
        _routes(routes),
        _DEVELOPING,
        _CHANGES,
        _changes(),
        _NAMED,
        _ROWS,
        _rows(),
        _FIELDS,
        _fields(),
        _arguments(),
        _EDITS.format(_named(EDITABLE)),
        _TELLING,
        _list(f"`{place}` of `{path}`: {why}" for (path, place), why in ACCEPTED.items()),
    ]
    return "\n".join(parts)


def _callers() -> str:
    needing = [Needs.NOTHING, Needs.EMPLOYEE, Needs.ADMIN]
    return _table(
        ["", *(f"needs {one}" for one in needing)],
        ([str(caller), *(_code(told(one, caller)) for one in needing)] for caller in Caller),
    )


def _routes(routes: Sequence[Route]) -> str:
    ordered = sorted(routes, key=lambda one: (one.path, one.method))
    return _table(
        ["route", "needs", "is about"], ([f"`{one.method} {one.path}`", str(one.needs), str(one.of)] for one in ordered)
    )


def _changes() -> str:
    subjects = dict.fromkeys(rule.subject for rule in RULES.values() if rule.subject is not None)
    own = [name for name, rule in RULES.items() if rule.subject is None]
    parts = [f"Of one's own alone, and so for everybody: {_named(own)}.\n"]
    for subject in subjects:
        relations = list(_RELATIONS if subject is PARTY else subject.relations)
        named = [(name, rule) for name, rule in RULES.items() if rule.subject is subject]
        rows = [[f"`{name}`", *(_code(rule.of(one)) for one in relations)] for name, rule in named]
        parts += [f"### To a {subject.name}\n", _table(["", *map(str, relations)], rows)]
    return "\n".join(parts)


def _rows() -> str:
    return _table(
        ["", "table", *COLUMNS],
        ([one.what, f"`{one.table}`", *("yes" if who in one.by else "–" for who in COLUMNS)] for one in HELD),
    )


def _fields() -> str:
    return _table(["table", "fields that are sent"], ([f"`{one.name}`", _named(one.columns)] for one in TABLES))


def _arguments() -> str:
    known = ([f"`{one.name}`", _named(one.arguments.__dataclass_fields__)] for one in mutations())
    return _table(["change", "arguments"], known)


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _code(code: str | None) -> str:
    return ALLOWED if code is None else f"`{code}`"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) + "\n"
