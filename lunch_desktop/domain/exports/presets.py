"""`preset.save` and `preset.remove`: how an admin likes to make an export, under a name, on all of their desktops."""

import json
from dataclasses import dataclass
from typing import Final

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.exports.entities import EXPORT_PRESETS, ExportPreset, preset_id
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.roots import actor_only
from lunch_desktop.domain.world import ABSENT, Reader, World

MOST_PRESETS: Final = 50
LONGEST_NAME: Final = 60
LONGEST_SETTINGS: Final = 8_000
"""Characters of JSON; sixty columns and their order fit in."""


@dataclass(frozen=True, slots=True)
class SavePreset:
    """The preset of this name, which takes the place of one that has it; `settings` are an object in JSON."""

    name: str
    settings: str


@dataclass(frozen=True, slots=True)
class RemovePreset:
    """The preset of this name is wanted no more."""

    name: str


def save_preset(world: World, args: SavePreset) -> Answer:
    """Keep it. A name is one without regard to blanks around and between its words."""
    name = _tidied(args.name)
    if not name:
        raise Refusal(RefusalCode.NAME_MISSING)
    for field, text, most in (("name", name, LONGEST_NAME), ("settings", args.settings, LONGEST_SETTINGS)):
        if len(text) > most:
            raise Refusal(RefusalCode.TEXT_TOO_LONG, field=field, most=most)
    if not _is_object(args.settings):
        raise Refusal(RefusalCode.INVALID_VALUE, field="settings")
    known = preset_id(world.actor, name)
    is_new = not world.get(EXPORT_PRESETS, known)
    if is_new and len(world.find(EXPORT_PRESETS, employee_id=world.actor)) >= MOST_PRESETS:
        raise Refusal(RefusalCode.TOO_MANY, field="presets", most=MOST_PRESETS)
    world.put(EXPORT_PRESETS, ExportPreset(known, world.actor, name, args.settings))
    return NOTHING


def remove_preset(world: World, args: RemovePreset) -> Answer:
    """Forget it; one that is not there is gone already."""
    known = preset_id(world.actor, _tidied(args.name))
    if world.get(EXPORT_PRESETS, known) is not ABSENT:
        world.delete(EXPORT_PRESETS, known)
    return NOTHING


def _tidied(name: str) -> str:
    return " ".join(name.split())


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _unsave(world: Reader, args: SavePreset) -> Intent:
    former = world.get(EXPORT_PRESETS, preset_id(world.actor, _tidied(args.name)))
    if former:
        return Intent("preset.save", SavePreset(former.name, former.settings))
    return Intent("preset.remove", RemovePreset(args.name))


def _unremove(world: Reader, args: RemovePreset) -> Intent | None:
    former = world.get(EXPORT_PRESETS, preset_id(world.actor, _tidied(args.name)))
    return Intent("preset.save", SavePreset(former.name, former.settings)) if former else None


SAVE_PRESET = Mutation(
    name="preset.save",
    version=1,
    arguments=SavePreset,
    run=save_preset,
    authorise=RULES["preset.save"],
    roots=actor_only,
    inverse=_unsave,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_ADMIN,
            RefusalCode.NAME_MISSING,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.INVALID_VALUE,
            RefusalCode.TOO_MANY,
        }
    ),
)
REMOVE_PRESET = Mutation(
    name="preset.remove",
    version=1,
    arguments=RemovePreset,
    run=remove_preset,
    authorise=RULES["preset.remove"],
    roots=actor_only,
    inverse=_unremove,
    refusals=frozenset({RefusalCode.NOT_FOUND, RefusalCode.NOT_ADMIN}),
)
