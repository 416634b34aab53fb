"""`group.edit`: the host changes fields of the group, for all its lunches from a day on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.groups.checks import check_goes_on, check_group, held_group, tidy_tags
from lunch_desktop.domain.groups.entities import GROUPS
from lunch_desktop.domain.groups.lunches import DAYS_AHEAD, moved, reach, zone_of
from lunch_desktop.domain.groups.roots import group_root
from lunch_desktop.domain.ids import GroupId
from lunch_desktop.domain.merge import merge
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.rule import check_named
from lunch_desktop.domain.times import Day, day_of, is_day
from lunch_desktop.domain.world import Reader, World

GROUP_FIELDS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "name": str,
    "description": str,
    "tags": str,
    "visibility": str,
    "rule": str,
    "starts_on": str,
    "meets": str,
    "minutes": int,
    "place": str,
    "capacity": int,
    "restaurant_id": (str, type(None)),
}


@dataclass(frozen=True, slots=True)
class EditGroup:
    """`edits` maps a field to [the value that the author saw, the value that they want].

    `from_day`: parties that are opened for days before it stay as they are; None for all that are still to come. It is
    a week ahead at most, because what is later is not opened yet and follows the group in any case.
    """

    group_id: GroupId
    edits: dict[str, tuple[Any, Any]]
    from_day: Day | None


def edit_group(world: World, args: EditGroup) -> Answer:
    """Apply what still can be; fields that somebody changed meanwhile stay, and both values go into the answer."""
    _check_shape(args)
    group = held_group(world.get(GROUPS, args.group_id))
    if group is None:
        return NOTHING
    check_goes_on(group)
    if args.from_day is not None and args.from_day > moved(day_of(world.now, zone_of(world, group)), DAYS_AHEAD):
        raise Refusal(RefusalCode.INVALID_VALUE, field="from_day")
    merged = merge(group, _tidy(args.edits))
    edited = replace(group, **merged.values)
    check_group(edited)
    if edited.restaurant_id is not None:
        check_named(world, RESTAURANTS, edited.restaurant_id, group.office_id)
    world.put(GROUPS, edited)
    reach(world, group, edited, args.from_day)
    if merged.conflicts:
        return {"conflicts": {name: list(both) for name, both in merged.conflicts.items()}}
    return NOTHING


def _tidy(edits: Mapping[str, tuple[Any, Any]]) -> Mapping[str, tuple[Any, Any]]:
    """The edits as `group.make` would take them."""
    tidied = {name: (old, new.strip() if isinstance(new, str) else new) for name, (old, new) in edits.items()}
    old, new = tidied.get("tags", (None, None))
    if isinstance(new, str):  # the inverse is made before the shape is checked
        tidied["tags"] = (old, tidy_tags(new))
    return tidied


def _check_shape(args: EditGroup) -> None:
    if not args.edits:
        raise Refusal(RefusalCode.NOTHING_TO_CHANGE)
    for name, (_, new) in args.edits.items():
        kind = GROUP_FIELDS.get(name)
        if kind is None or not isinstance(new, kind) or isinstance(new, bool):
            raise Refusal(RefusalCode.INVALID_VALUE, field=name)
    if args.from_day is not None and not is_day(args.from_day):
        raise Refusal(RefusalCode.INVALID_VALUE, field="from_day")


def _inverse(world: Reader, args: EditGroup) -> Intent:
    """Back to what the author saw, from what was written: the edits as they are kept, not as they were typed."""
    del world
    back = {name: (new, old) for name, (old, new) in _tidy(args.edits).items()}
    return Intent("group.edit", EditGroup(args.group_id, back, args.from_day))


EDIT_GROUP = Mutation(
    name="group.edit",
    version=1,
    arguments=EditGroup,
    run=edit_group,
    authorise=RULES["group.edit"],
    roots=group_root,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_HOST,
            RefusalCode.GROUP_ENDED,
            RefusalCode.TITLE_MISSING,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.CAPACITY_OUT_OF_RANGE,
            RefusalCode.TIME_OUT_OF_RANGE,
            RefusalCode.RULE_NOT_POSSIBLE,
            RefusalCode.NOTHING_TO_CHANGE,
            RefusalCode.INVALID_VALUE,
        }
    ),
)
