"""What the Sync centre reads: its lists, the office's time zone and the restaurants that conflicts speak of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from lunch_desktop.store.desktop.notices import Notice
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding, ChangeView, SyncCentre
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.actions.sync_centre import built_upon

BEFORE_THE_FIRST_SYNC: Final = "UTC"
"""The time zone while this desktop does not know its office."""

_WITH_FOLDER: Final = frozenset({"rebuilt", "rebuilt_partly", "backup_failed", "much_removed"})


@dataclass(frozen=True, slots=True)
class SyncContent:
    """Everything on the page. `restaurants` names those that conflicts are about, by id."""

    centre: SyncCentre
    notices: tuple[Notice, ...]
    time_zone: str
    restaurants: Mapping[str, str]
    dependents: Mapping[str, tuple[ChangeView, ...]]
    """By uuid, the changes that go where that change goes; only where there are any."""
    folders: Mapping[int, Path] = field(default_factory=dict)
    """By the id of a notice, the folder that it speaks of; only where that is there."""


def read_content(reads: Reads) -> SyncContent:
    """Read the page. What was set aside only because of another change is told with that one."""
    centre = reads.sync_centre()
    me = reads.me()
    names: dict[str, str] = {}
    for restaurant_id in set(_restaurants(centre)):
        found = reads.restaurant(restaurant_id)
        if found is not None:
            names[restaurant_id] = found.name
    aside = _set_aside_with(centre.attention)
    told = {one.uuid for some in aside.values() for one in some}
    centre = replace(centre, attention=tuple(one for one in centre.attention if one.uuid not in told))
    waiting = {one.uuid: built_upon(one, centre.waiting) for one in (*centre.attention, *centre.waiting)}
    notices = reads.notices()
    folders = {one.id: _folder(one) for one in notices if one.kind in _WITH_FOLDER and not one.seen}
    return SyncContent(
        centre,
        notices,
        me[1].time_zone if me is not None else BEFORE_THE_FIRST_SYNC,
        names,
        {uuid: some for uuid, some in (waiting | aside).items() if some},
        {notice_id: folder for notice_id, folder in folders.items() if folder is not None},
    )


def _folder(notice: Notice) -> Path | None:
    """The folder that a notice speaks of, if it is there."""
    named = notice.details.get("backup") or notice.details.get("path")
    if not isinstance(named, str) or not Path(named).is_absolute():
        return None
    path = Path(named)
    return next((one for one in (path, path.parent) if one.is_dir()), None)


def _set_aside_with(attention: tuple[ChangeView, ...]) -> dict[str, tuple[ChangeView, ...]]:
    """By uuid of a change that was set aside, those that were only because of it, in the order they were made."""
    aside = {one.uuid: one for one in attention if one.standing is ChangeStanding.SET_ASIDE}
    found: dict[str, list[ChangeView]] = {}
    for one in sorted(aside.values(), key=lambda change: change.seq):
        root = aside.get(one.details.get("built_on", ""))
        if root is not None:
            titled = {**one.details, "title": root.args.get("title")}  # of the party that there is no row of
            found.setdefault(root.uuid, []).append(replace(one, details=titled))
    return {uuid: tuple(some) for uuid, some in found.items()}


def _restaurants(centre: SyncCentre) -> Iterator[str]:
    for change in centre.attention:
        both: Any = change.conflicts.get("restaurant_id", ())
        yield from (one for one in both if isinstance(one, str))
