"""Whose each row is, by plain SQL."""

from typing import Final

_TABLES: Final = {
    "host_id": (
        "parties",
        "groups",
    ),
    "employee_id": (
        "memberships",
        "availabilities",
        "free_windows",
        "visits",
        "reviews",
        "favourites",
        "diets",
        "group_members",
        "ballots",
        "proposal_answers",
        "read_markers",
        "import_parts",
        "export_notices",
        "export_presets",
    ),
    "group_id": ("group_exceptions",),
    "inviter_id": ("guests",),
    "party_id": (
        "guest_names",
        "votes",
        "party_needs",
    ),
    "added_by": ("vote_options",),
    "proposer_id": ("proposals",),
    "author_id": ("messages",),
    "id": (
        "rooms",
        "admins",
        "staff_numbers",
        "employees",
    ),
    "office_id": (
        "restaurants",
        "menus",
    ),
    "suggested_by": ("suggestions",),
}
"""By the field that says whose a row is."""
_WHOSE: Final = {table: whose for whose, tables in _TABLES.items() for table in tables}
OWNED: Final = frozenset(name for name, whose in _WHOSE.items() if whose in ("employee_id", "author_id", "inviter_id"))
"""Tables whose rows are one person's, not to be changed by another unless it is stated."""
EVERY_ROW: Final = " UNION ALL ".join(
    f"SELECT '{table}', id, {whose}, version FROM {table}" for table, whose in _WHOSE.items()
)
"""Its table, id, whose it is, and the version at which it was written."""
