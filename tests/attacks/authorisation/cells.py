"""What was tried, what is stated and what happened."""

from dataclasses import dataclass, field
from typing import Final

ALLOWED: Final = "allowed"


@dataclass(frozen=True)
class Cell:
    """One try: `stated` is `allowed` or a code; `observed` is the same, or whatever else happened."""

    what: str
    who: str
    stated: str
    observed: str

    @property
    def holds(self) -> bool:
        """Whether it is as stated."""
        return self.stated == self.observed


@dataclass
class Seen:
    """Everything that an attack saw."""

    cells: list[Cell] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    twins: int = 0
    slowest: tuple[float, str] = (1.0, "")
    """Of two answers that must be alike, how much longer the one about something of others took, at most."""

    def add(self, what: str, who: str, stated: str, observed: str) -> None:
        """Note a try; one that is not as stated is a violation."""
        cell = Cell(what, str(who), str(stated), str(observed))
        self.cells.append(cell)
        if not cell.holds:
            self.violations.append(f"{what}: {who} is to be told '{stated}' and was told '{observed}'")
