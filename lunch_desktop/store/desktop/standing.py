"""Where a desktop stands, as its file says: what the sync engine asks before and after it exchanges."""

from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.outbox import Outbox
from lunch_desktop.store.desktop.proofs import Place, Proofs
from lunch_desktop.store.desktop.state import CLIENT_ID, CURSOR, PAGES, VERSION, State
from lunch_desktop.wire.sync import OfferAgainRequest


class Standing:
    """Questions to one desktop's file. Safe to use from several threads, beside writers."""

    def __init__(self, database: DesktopDatabase) -> None:
        self.database = database
        self._schema = database.schema

    def client_id(self) -> str:
        """This device's identity towards the server; see `become_new_client`."""
        with self.database.reading() as connection:
            return str(State(connection, self._schema).get(CLIENT_ID))

    def version(self) -> int:
        """The version up to which this desktop has everything; -1 before the first pull."""
        with self.database.reading() as connection:
            state = State(connection, self._schema)
            return int(state.get(VERSION, 0)) if state.get(CURSOR) is not None else -1

    def is_at(self, version: int, tag: str) -> bool:
        """Whether this desktop has everything up to the very commit of `version` that has the `tag`, and no more."""
        with self.database.reading() as connection:
            cursor = State(connection, self._schema).get(CURSOR)
        return cursor is not None and cursor.split(".")[1:3] == [str(version), tag]

    def waiting(self, after: int = 0) -> int:
        """How many changes behind the `seq` `after` wait for the server."""
        with self.database.reading() as connection:
            return Outbox(connection, self._schema).count(after)

    def owed(self, last_seq: int) -> bool:
        """Whether changes wait although the server has decided everything up to `last_seq`: their results got lost."""
        with self.database.reading() as connection:
            outbox = Outbox(connection, self._schema)
            return outbox.count() > outbox.count(after=last_seq)

    def progress(self) -> tuple[int, int] | None:
        """Rows that have come of a long answer, and how many there are; None while none is under way."""
        with self.database.reading() as connection:
            pages = State(connection, self._schema).get(PAGES)
        return None if pages is None else (pages.get("done", 0), pages.get("total", 0))

    def asks_for_epoch(self) -> OfferAgainRequest:
        """What asks a server for its epoch: an offer of nothing."""
        with self.database.reading() as connection:
            return Proofs(connection, self._schema).request(None, None)[0]

    def has_proofs(self, epoch: str) -> bool:
        """Whether this desktop knows to have been applied what it has no result of from a server of this epoch."""
        with self.database.reading() as connection:
            return Proofs(connection, self._schema).due(epoch)

    def proofs(self, epoch: str, after: Place | None) -> tuple[OfferAgainRequest, Place | None]:
        """See `Proofs.request`."""
        with self.database.reading() as connection:
            return Proofs(connection, self._schema).request(epoch, after)
