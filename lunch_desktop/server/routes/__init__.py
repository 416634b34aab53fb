"""The API, one file a group of routes. Each has `add(table, services)`."""

from typing import Final

API: Final = "/api/v1"
