"""An export as somebody typed it on a command line; nothing heavy is imported for handing it to an open window."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from lunch_desktop.system.problems import ProblemCode

USAGE: Final = frozenset(
    {
        ProblemCode.EXPORT_DATASET_UNKNOWN,
        ProblemCode.EXPORT_COLUMN_UNKNOWN,
        ProblemCode.EXPORT_FORMAT_UNKNOWN,
        ProblemCode.EXPORT_LANGUAGE_UNKNOWN,
        ProblemCode.EXPORT_OFFICE_UNKNOWN,
        ProblemCode.EXPORT_DEPARTMENT_UNKNOWN,
        ProblemCode.EXPORT_PRESET_UNKNOWN,
        ProblemCode.EXPORT_PERIOD_UNKNOWN,
        ProblemCode.EXPORT_DAY_UNKNOWN,
        ProblemCode.EXPORT_PERIOD_BACKWARDS,
        ProblemCode.EXPORT_FILTER_UNUSED,
        ProblemCode.EXPORT_OUT_NEEDED,
        ProblemCode.EXPORT_OUT_NOT_STREAMED,
    }
)
"""Problems of what was typed, not of the environment."""
_LISTS: Final = frozenset({"columns", "order"})
_FLAGS: Final = frozenset({"offline", "online"})


@dataclass(frozen=True, slots=True)
class ExportWish:
    """Names are as they were typed, empty where nothing was; `out` is an absolute path.

    `spoken` is the language of whoever typed, for a file for which none is chosen.
    Without `offline` and `online` the rows come from the server if it answers, else from this desktop.
    """

    dataset: str
    out: str
    day_from: str = ""
    day_to: str = ""
    period: str = ""
    office: str = ""
    department: str = ""
    columns: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    language: str = ""
    format: str = ""
    preset: str = ""
    spoken: str = ""
    offline: bool = False
    online: bool = False

    @property
    def target(self) -> Path:
        """Where the file is to be."""
        return Path(self.out)

    def as_message(self) -> bytes:
        """One line of JSON."""
        return json.dumps({"export": asdict(self)}).encode() + b"\n"

    @classmethod
    def from_message(cls, message: bytes) -> "ExportWish | None":
        """What another program sent; None where that is something else. Raises ValueError for half of one."""
        match json.loads(message):
            case {"export": dict(said)}:
                return cls._of(said)
        return None

    @classmethod
    def _of(cls, said: dict[str, object]) -> "ExportWish":
        given: dict[str, object] = {}
        for field in fields(cls):
            value = said.get(field.name)
            if field.name in _LISTS and isinstance(value, list) and all(isinstance(one, str) for one in value):
                given[field.name] = tuple(value)
            elif field.name not in _LISTS and type(value) is (bool if field.name in _FLAGS else str):
                given[field.name] = value
            else:
                raise ValueError(f"no {field.name}")
        wish = cls(**given)  # type: ignore[arg-type]
        if not wish.target.is_absolute():
            raise ValueError("an absolute path is wanted")
        return wish
