"""What the Sync centre reads: its lists, the office's time zone and the restaurants that conflicts speak of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lunch_desktop.store.desktop.queries.sync_centre import ChangeView, SyncCentre
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.actions.sync_centre import built_upon

BEFORE_THE_FIRST_SYNC: Final = "UTC"
"""The time zone while this desktop does not know its office."""


@dataclass(frozen=True, slots=True)
class SyncContent:
    """Everything on the page. `restaurants` names those that conflicts are about, by id."""

    centre: SyncCentre
    time_zone: str
    restaurants: Mapping[str, str]
    dependents: Mapping[str, tuple[ChangeView, ...]]
    """By uuid, the waiting changes that go where that change goes; only where there are any."""


def read_content(reads: Reads) -> SyncContent:
    """Read the page."""
    centre = reads.sync_centre()
    me = reads.me()
    names: dict[str, str] = {}
    for restaurant_id in set(_restaurants(centre)):
        found = reads.restaurant(restaurant_id)
        if found is not None:
            names[restaurant_id] = found.name
    dependents = {one.uuid: built_upon(one, centre.waiting) for one in (*centre.attention, *centre.waiting)}
    return SyncContent(
        centre,
        me[1].time_zone if me is not None else BEFORE_THE_FIRST_SYNC,
        names,
        {uuid: some for uuid, some in dependents.items() if some},
    )


def _restaurants(centre: SyncCentre) -> Iterator[str]:
    for change in centre.attention:
        both: Any = change.conflicts.get("restaurant_id", ())
        yield from (one for one in both if isinstance(one, str))
