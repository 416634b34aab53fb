"""Opening a company's database to look at its audit log, with nothing changed in it: no start, no migration."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.database import MIGRATIONS, CompanyDatabase
from lunch_desktop.store.company.inspecting import parsed, revision_at
from lunch_desktop.store.company.schema import company_schema
from lunch_desktop.store.failures import explained
from lunch_desktop.store.migrate import known_revisions
from lunch_desktop.system.problems import Problem, ProblemCode


@contextmanager
def opened_to_look(url: str) -> Iterator[CompanyDatabase]:
    """The database at `url`, moved or not.

    Raises Problem: as `revision_at`, and where there is no company, or none that a server of this version has served.
    """
    if revision_at(url) != known_revisions(MIGRATIONS)[-1]:
        raise Problem(ProblemCode.AUDIT_NOT_THERE, database=parsed(url).render_as_string(hide_password=True))
    with explained(url):
        engine = connections.connect(url, foreign_keys=True, readers=1)
    with closing(CompanyDatabase(engine, company_schema())) as database:
        yield database
