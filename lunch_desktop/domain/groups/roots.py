"""The aggregates that the groups' mutations lock: the group, for its members, its rule and the lunches it opens."""

from collections.abc import Iterable

from lunch_desktop.domain.groups.entities import GROUPS
from lunch_desktop.domain.groups.standing import OfGroup
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.mutations import Root


def group_root(actor: EmployeeId, args: OfGroup) -> Iterable[Root]:
    """The group alone."""
    del actor
    return ((GROUPS.name, args.group_id),)
