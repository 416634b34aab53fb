"""What a server's processes take, as Linux tells it: the first one with all that it started."""

import os
from collections.abc import Sequence
from pathlib import Path


def processor_seconds(pid: int | None) -> float:
    """Processor time that they have used."""
    ticks = 0
    for one in _family(pid):
        fields: Sequence[str] = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int | None) -> float:
    """Memory that they have; what workers share with the first counts for each."""
    pages = [int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in _family(pid)]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _family(pid: int | None) -> list[int]:
    if pid is None:
        return []
    found = [pid]
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            found += _family(int(child))
    return found
