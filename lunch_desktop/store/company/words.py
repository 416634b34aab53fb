"""What is said of a commit: whom it concerns, and where it is small what changed.

Each commit keeps beside its version whom it concerns, so that every process can tell its own streams of what another
one wrote, in order and without a gap. What changed goes from process to process only through the bus.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.wire.sync import PullResponse, Rows

LARGEST_PATCH: Final = 64 * 1024
"""Bytes of a patch; of a longer one only the head is told."""
MOST_CONCERNED: Final = 500
"""Scopes and employees that a commit keeps; one that concerns more concerns everybody."""
NOBODY: Final = "[[],[],null]"
"""What a commit keeps that concerns nobody."""


class NotAWord(ValueError):
    """What came from another process is no word of a commit."""


@dataclass(frozen=True, slots=True)
class Word:
    """One commit, to be told in order of version.

    `patch` is the commit as a PullResponse in JSON for somebody in all of `scopes`; None where only the head is to be
    told. `everybody`: whom it concerns was not kept, so everybody's rights may have changed.
    """

    version: int
    tag: str
    scopes: frozenset[str] = frozenset()
    affects_rights_of: frozenset[str] = frozenset()
    pushed_by: str | None = None
    patch: str | None = None
    everybody: bool = False

    def delta_for(self, scopes: frozenset[str]) -> str | None:
        """The commit for an audience that belongs to `scopes`; None if only the head is to be told."""
        if self.patch is None or self.scopes <= scopes:
            return self.patch
        return narrowed(self.patch, scopes)

    def as_json(self) -> str:
        """As it goes to another process."""
        concerned = [sorted(self.scopes), sorted(self.affects_rights_of)]
        return json.dumps([self.version, self.tag, *concerned, self.pushed_by, self.patch, self.everybody])

    @classmethod
    def from_json(cls, text: str | bytes) -> "Word":
        """What `as_json` made. Raises NotAWord where it is something else."""
        try:
            version, tag, scopes, rights, pushed_by, patch, everybody = json.loads(text)
            return cls(version, tag, frozenset(scopes), frozenset(rights), pushed_by, patch, everybody)
        except (TypeError, ValueError) as error:
            raise NotAWord from error


def narrowed(patch: str, scopes: frozenset[str]) -> str:
    """A patch without what lies outside `scopes`."""
    whole = PullResponse.model_validate_json(patch)
    kept = [one for one in whole.scopes if one.scope in scopes]
    wanted = {(table, row_id) for one in kept for table, ids in one.present.items() for row_id in ids}
    tables = {}
    for name, rows in whole.tables.items():
        place = rows.columns.index("id")
        values = [row for row in rows.values if (name, row[place]) in wanted]
        if values:
            tables[name] = Rows(columns=rows.columns, values=values)
    return whole.model_copy(update={"scopes": kept, "tables": tables}).model_dump_json(exclude_defaults=True)


def concerned(scopes: Iterable[str] = (), employees: Iterable[str] = (), pushed_by: str | None = None) -> str | None:
    """What a commit keeps of whom it concerns; None if they are too many."""
    whole = sorted(set(scopes)), sorted(set(employees))
    if sum(map(len, whole)) > MOST_CONCERNED:
        return None
    return json.dumps([*whole, pushed_by], separators=(",", ":"))


def words_from(connection: Connection, schema: CompanySchema, version: int, limit: int) -> list[Word]:
    """The commits from `version` on, in order, without their patches; at most `limit`."""
    commits = schema.commits
    query = select(commits.c.version, commits.c.tag, commits.c.concerns)
    found = connection.execute(query.where(commits.c.version >= version).order_by(commits.c.version).limit(limit))
    return [_word(*row) for row in found]


def _word(version: int, tag: str, concerns: str | None) -> Word:
    if concerns is None:
        return Word(version, tag, everybody=True)
    scopes, employees, pushed_by = json.loads(concerns)
    return Word(version, tag, frozenset(scopes), frozenset(employees), pushed_by)
