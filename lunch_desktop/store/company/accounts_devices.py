"""Signed-in devices: families of refresh tokens, rotated on use.

One sign-in starts a *family*. Its refresh token can be exchanged once, for a token of the next *generation*; only
SHA-256 hashes are kept, which suffice for 256 random bits.

**A lost answer.** The desktop sends token *n*, the server exchanges it, the answer never arrives; the desktop, which
still holds only *n*, sends it again. So the token that was exchanged last may be presented again for 60 seconds,
as long as no token of generation *n + 1* has been used, and gives another token of that generation. The first stays
good too, because a delayed duplicate of the request may have been served before the retry. As soon as one token of
the generation is exchanged, the others are as good as spent.

**Why that is still safe.** Whoever steals *n* gets at most a rival token of the generation that its owner holds. The
first of the two to refresh moves the family on; the other then presents a token of a generation that is past, which
revokes the whole family. Two holders are found out at the second one's next refresh, as without the grace, and after
60 seconds a spent token gives nothing and revokes.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, func, insert, select, update

from lunch_desktop.domain.people import EMPLOYEES, Role
from lunch_desktop.domain.times import SECOND, Instant
from lunch_desktop.store.company.accounts_audit import Action, AuditLog
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.device_lives import Life, ends_at, idle_time, is_good
from lunch_desktop.store.company.device_secrets import DeviceSecrets
from lunch_desktop.store.company.policy import Policies
from lunch_desktop.store.prepared import Prepared
from lunch_desktop.system.clock import Clock

GRACE: Final = 60 * SECOND
_MOST_RIVALS: Final = 10
_PRUNED_EVERY: Final = 50


class PasswordChanged(Exception):
    """The password by which somebody signs in was changed since it was checked."""


class Ending(StrEnum):
    """How an exchange ended."""

    ROTATED = "rotated"
    UNKNOWN = "unknown"
    ENDED = "ended"
    """The family was revoked or has expired."""
    REUSED = "reused"
    """A spent token was presented; the family is revoked now."""
    LOST = "lost"
    """The family was revoked because its device was lost."""
    DEACTIVATED = "deactivated"
    """The account is; the token was not consumed."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """The end of an exchange, and whose family it was where that is known."""

    ending: Ending
    family_id: str = ""
    employee_id: str = ""
    role: Role = Role.EMPLOYEE


@dataclass(frozen=True, slots=True)
class Standing:
    """How a session stands now. `open`: neither revoked nor expired. `active`: so is its account."""

    open: bool
    active: bool
    role: Role


class Devices:
    """The families of refresh tokens. Hashes come in, tokens never do. Safe from every thread."""

    def __init__(self, database: CompanyDatabase, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._accounts = database.schema.accounts.accounts
        self._families = database.schema.accounts.token_families
        self._tokens = database.schema.accounts.refresh_tokens
        self._employees = database.schema.entities[EMPLOYEES.name]
        self._with_account = self._families_with_accounts()
        self._standing = Prepared(self._standings(), database.engine.dialect, "family", "whose")
        self._audit = AuditLog(database)
        self._secrets = DeviceSecrets(database, clock)
        self.policies = Policies(database, clock)

    def begin(
        self,
        family_id: str,
        employee_id: str,
        device_name: str,
        token_hash: str,
        address: str,
        network: str = "",
        proved: str | None = None,
    ) -> None:
        """Start a family with its first token. `address` is where the request came from, for the audit log.

        `proved`: the hash of the password by which somebody signs in. Raises PasswordChanged where it is another by
        now: whoever changes a password ends all sessions, and none may slip in with the former one meanwhile.
        """
        policy = self.policies.current()
        with self._database.writing() as connection:
            now = self._clock.now()
            if proved is not None:
                self._check_password(connection, employee_id, proved)
            connection.execute(
                insert(self._families).values(
                    id=family_id,
                    employee_id=employee_id,
                    device_name=device_name,
                    generation=0,
                    created_at=now,
                    last_used_at=now,
                    expires_at=ends_at(now, policy),
                    network=network,
                )
            )
            self._issue(connection, family_id, 0, token_hash, now)
            self._audit.append(
                connection,
                now,
                Action.SIGNED_IN,
                actor=employee_id,
                subject=employee_id,
                device=family_id,
                address=address,
            )

    def exchange(self, token_hash: str, next_hash: str, network: str = "") -> Exchange:
        """Spend a token for the next one, whose hash is given. What went wrong is told, not raised: it is committed."""
        policy = self.policies.current()
        family_id = self._family_of(token_hash)
        if family_id is None:
            return Exchange(Ending.UNKNOWN)
        with self._database.writing() as connection:
            now = self._clock.now()
            family = self._locked(connection, family_id)
            whose = (family.id, family.employee_id, Role(family.role))
            if family.revoked_for == Ending.LOST:
                return Exchange(Ending.LOST, *whose)
            if not (family.active and family.employed):
                return Exchange(Ending.DEACTIVATED, *whose)
            if not is_good(Life.of(family), policy, now):
                return Exchange(Ending.ENDED, *whose)
            token = connection.execute(select(self._tokens).where(self._tokens.c.hash == token_hash)).first()
            if token is None:  # pruned since
                return Exchange(Ending.UNKNOWN)
            if token.generation == family.generation and token.spent_at is None:
                self._rotate(connection, family, token_hash, next_hash, now, network, idle_time(policy))
            elif self._may_be_a_retry(connection, family, token, now):
                self._issue(connection, family.id, family.generation, next_hash, now)
            else:
                self._revoke(connection, family.id, now, Action.TOKEN_REUSED)
                whom = family.employee_id
                self._audit.append(connection, now, Action.TOKEN_REUSED, subject=whom, device=family.id)
                return Exchange(Ending.REUSED, *whose)
            return Exchange(Ending.ROTATED, *whose)

    def end(self, token_hash: str) -> str | None:
        """Sign out with a refresh token, spent or not; the family's id, None if the token is unknown."""
        family_id = self._family_of(token_hash)
        if family_id is None:
            return None
        with self._database.writing() as connection:
            now = self._clock.now()
            family = self._locked(connection, family_id)
            if family.revoked_at is None:
                self._revoke(connection, family_id, now, Action.SIGNED_OUT)
                whose = family.employee_id
                self._audit.append(connection, now, Action.SIGNED_OUT, actor=whose, subject=whose, device=family_id)
        return family_id

    def revoke(self, family_id: str, employee_id: str, *, actor: str | None, lost: bool = False) -> bool:
        """End one device of an employee; False if they have no such device signed in.

        With `lost` the secret for what is on it is destroyed, too.
        """
        with self._database.writing() as connection:
            return family_id in self._revoke_all(connection, employee_id, actor, only=family_id, lost=lost)

    def revoke_others(self, employee_id: str, *, actor: str | None, kept: str | None = None) -> list[str]:
        """End an employee's devices, all but the one `kept`; the ids of those that were ended."""
        with self._database.writing() as connection:
            return self._revoke_all(connection, employee_id, actor, kept=kept)

    def end_all(
        self, connection: Connection, employee_id: str, *, actor: str | None, kept: str | None = None
    ) -> list[str]:
        """End all sessions of an employee but `kept` within the caller's transaction, as the last but notes of it."""
        return self._revoke_all(connection, employee_id, actor, kept=kept)

    def revoke_everybody(self, *, actor: str, kept: str) -> list[str]:
        """End the devices of all employees, all but the one `kept`; the ids of those that were ended."""
        families = self._families
        whose = select(families.c.employee_id).where(families.c.revoked_at.is_(None)).distinct()
        with self._database.writing() as connection:
            employees = sorted(str(found) for found in connection.execute(whose).scalars())
            return [one for whom in employees for one in self._revoke_all(connection, whom, actor, kept=kept)]

    def standing(self, family_id: str, employee_id: str) -> Standing | None:
        """How a session stands; None if there is no such family of that employee."""
        policy = self.policies.current()
        with self._database.asking() as connection:
            found = self._standing.one(connection, family_id, employee_id)
        if found is None:
            return None
        *life, active, employed, role = found
        is_open = is_good(Life(*life), policy, self._clock.now())
        return Standing(is_open, bool(active and employed), Role(role))

    def _family_of(self, token_hash: str) -> str | None:
        """Whose token it is; looked up before anything is locked, so that made-up tokens hold nobody up."""
        with self._database.reading() as connection:
            found = connection.execute(
                select(self._tokens.c.family_id).where(self._tokens.c.hash == token_hash)
            ).scalar()
        return None if found is None else str(found)

    def _check_password(self, connection: Connection, employee_id: str, proved: str) -> None:
        """Locks the account's row, so that this comes before a change of the password or after it."""
        accounts = self._accounts
        query = select(accounts.c.password_hash).where(accounts.c.employee_id == employee_id).with_for_update()
        if connection.execute(query).scalar() != proved:
            raise PasswordChanged

    def _locked(self, connection: Connection, family_id: str) -> Row[Any]:
        """The family with its account, locked: two exchanges of one family go one after the other."""
        connection.execute(select(self._families.c.id).where(self._families.c.id == family_id).with_for_update())
        return connection.execute(self._with_account, {"family": family_id}).one()

    def _families_with_accounts(self) -> Select[Any]:
        families, accounts, employees = self._families, self._accounts, self._employees
        return (
            select(families, accounts.c.active, accounts.c.role, employees.c.active.label("employed"))
            .join(accounts, accounts.c.employee_id == families.c.employee_id)
            .join(employees, employees.c.id == families.c.employee_id)
            .where(families.c.id == bindparam("family"))
        )

    def _standings(self) -> Select[Any]:
        families, accounts, employees = self._families, self._accounts, self._employees
        return (
            select(
                families.c.created_at,
                families.c.last_used_at,
                families.c.expires_at,
                families.c.revoked_at,
                accounts.c.active,
                employees.c.active,
                accounts.c.role,
            )
            .join(accounts, accounts.c.employee_id == families.c.employee_id)
            .join(employees, employees.c.id == families.c.employee_id)
            .where(families.c.id == bindparam("family"), families.c.employee_id == bindparam("whose"))
        )

    def _rotate(
        self,
        connection: Connection,
        family: Row[Any],
        token_hash: str,
        next_hash: str,
        now: Instant,
        network: str,
        idle: int,
    ) -> None:
        families, tokens = self._families, self._tokens
        generation = family.generation + 1
        connection.execute(update(tokens).where(tokens.c.hash == token_hash).values(spent_at=now))
        used = {"generation": generation, "last_used_at": now, "network": network}
        connection.execute(update(families).where(families.c.id == family.id).values(**used))
        self._issue(connection, family.id, generation, next_hash, now)
        if generation % _PRUNED_EVERY == 0:
            old = and_(tokens.c.family_id == family.id, tokens.c.issued_at < now - idle)
            connection.execute(delete(tokens).where(and_(old, tokens.c.generation < family.generation)))

    def _may_be_a_retry(self, connection: Connection, family: Row[Any], token: Row[Any], now: Instant) -> bool:
        """Whether the answer to this token's exchange may have been lost; see the module's text."""
        if token.generation != family.generation - 1 or token.spent_at is None or now - token.spent_at > GRACE:
            return False
        tokens = self._tokens
        rivals = connection.execute(
            select(func.count())
            .select_from(tokens)
            .where(and_(tokens.c.family_id == family.id, tokens.c.generation == family.generation))
        ).scalar_one()
        return int(rivals) < _MOST_RIVALS

    def _issue(self, connection: Connection, family_id: str, generation: int, token_hash: str, now: Instant) -> None:
        connection.execute(
            insert(self._tokens).values(hash=token_hash, family_id=family_id, generation=generation, issued_at=now)
        )

    def _revoke(self, connection: Connection, family_id: str, now: Instant, reason: Action | Ending) -> None:
        families = self._families
        connection.execute(
            update(families).where(families.c.id == family_id).values(revoked_at=now, revoked_for=reason.value)
        )

    def _revoke_all(
        self,
        connection: Connection,
        employee_id: str,
        actor: str | None,
        only: str | None = None,
        kept: str | None = None,
        lost: bool = False,
    ) -> list[str]:
        families, now = self._families, self._clock.now()
        chosen = [families.c.employee_id == employee_id, families.c.revoked_at.is_(None)]
        if only is not None:
            chosen.append(families.c.id == only)
        if kept is not None:
            chosen.append(families.c.id != kept)
        query = select(families.c.id).where(and_(*chosen)).order_by(families.c.id).with_for_update()
        ended = [str(found) for found in connection.execute(query).scalars()]
        for family_id in ended:
            self._revoke(connection, family_id, now, Ending.LOST if lost else Action.SESSION_REVOKED)
        for family_id in ended if lost else ():
            self._secrets.forget(connection, employee_id, family_id, actor=actor)
        said: dict[str, Any] = {"lost": True} if lost else {}
        for family_id in ended:
            self._audit.append(
                connection, now, Action.SESSION_REVOKED, actor=actor, subject=employee_id, family=family_id, **said
            )
        return ended
