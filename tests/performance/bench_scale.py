"""What companies of 1,000, 10,000 and 100,000 need, computed from measured costs.

python packaging/dev.py bench scale --api FILE --server FILE --sync FILE [--write]

The files are what `bench api`, `bench server` and `bench sync` wrote with `--json`. With `--write` the tables go into
docs/scale.md, where the formulas stand.
"""

import argparse
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.performance.figures import ROOT, write_block

DOCUMENT: Final = ROOT / "docs" / "scale.md"
COMPANIES: Final = ((1_000, 1_000), (10_000, 1_000), (10_000, 10_000), (100_000, 1_000), (100_000, 10_000))
"""Employees, and how many of them share an office."""
WHO_ACTS: Final = 0.7
CHANGES_EACH: Final = 1.3
RUSH_SECONDS: Final = 600
PEAK: Final = 2.0
"""The busiest minute against the middle of the rush."""
USED: Final = 0.6
"""How much of a core may be used before waiting grows."""
BACK_SECONDS: Final = 10.0
"""Within which desktops open their lost streams again (`sync.core.FIRST_REOPENING`)."""


@dataclass(frozen=True)
class Costs:
    """What was measured: milliseconds of processor time, KiB, bytes."""

    request: float
    delta: float
    stream_kib: float
    delta_bytes: float
    commits: float
    first_ms: float
    first_bytes: float

    @classmethod
    def of(cls, api: dict[str, Any], server: dict[str, Any], sync: dict[str, Any]) -> "Costs":
        """From the three files; PostgreSQL where both were measured."""
        over = api.get("postgresql") or api["sqlite"]
        request = over["requests"]["cpu a request"]
        rush = server["rush"]
        asked = rush["push"]["count"] + rush["pull"]["count"]
        spent = rush["server cpu"] * 1000 - asked * request
        synced = sync.get("postgresql") or sync["sqlite"]
        first = synced[max((one for one in synced if one.startswith("first")), key=lambda name: int(name.split()[1]))]
        return cls(
            request=request,
            delta=max(0.0, spent) / max(1, rush["deltas"]),
            stream_kib=over["streams"]["bytes each"] / 1024,
            delta_bytes=rush["stream bytes"] / max(1, rush["deltas"]),
            commits=max(over["commits"]["a second"].values()),
            first_ms=first["all"]["cpu"][-1],
            first_bytes=first["wire"],
        )


@dataclass(frozen=True)
class Need:
    """What a company needs in its busiest minute."""

    people: int
    office: int
    costs: Costs

    @property
    def changes(self) -> float:
        """A second."""
        return self.people * WHO_ACTS * CHANGES_EACH / RUSH_SECONDS * PEAK

    @property
    def deltas(self) -> float:
        """A second: every change is told to its office."""
        return self.changes * self.office

    @property
    def cores(self) -> float:
        """Of processor time: each change is a push and a pull, and is told to an office."""
        return (2 * self.changes * self.costs.request + self.deltas * self.costs.delta) / 1000

    @property
    def processes(self) -> int:
        """Each has one core's worth of Python."""
        return max(1, math.ceil(self.cores / USED))

    @property
    def megabits(self) -> float:
        """A second, of deltas."""
        return self.deltas * self.costs.delta_bytes * 8 / 1e6

    @property
    def head(self) -> float:
        """How much of what the one head counter can take."""
        return self.changes / self.costs.commits

    @property
    def back(self) -> float:
        """Cores while everybody comes back: a pull and a stream each within the window."""
        return 2 * self.people / BACK_SECONDS * self.costs.request / 1000


def main() -> int:
    """Compute and print, and write where asked."""
    parser = argparse.ArgumentParser(prog="bench scale")
    for name in ("api", "server", "sync"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="write the tables into docs/scale.md")
    options = parser.parse_args()
    api, server, sync = (json.loads(one.read_text()) for one in (options.api, options.server, options.sync))
    costs = Costs.of(api, server, sync)
    lines = report(costs)
    sys.stdout.write("\n".join(lines) + "\n")
    if options.write:
        write_block("bench scale", lines, DOCUMENT)
    return 0


def report(costs: Costs) -> list[str]:
    """The costs, and what follows."""
    lines = [
        "| measured | |",
        "|---|---|",
        f"| `q`: processor time of an ordinary request | {costs.request:.2f} ms |",
        f"| `d`: processor time of telling one stream of one commit, in a rush | {costs.delta * 1000:.0f} µs |",
        f"| `b`: bytes of that on the wire | {costs.delta_bytes:,.0f} |",
        f"| `m`: memory of a stream | {costs.stream_kib:.0f} KiB |",
        f"| `h`: commits a second under one head counter | {costs.commits:,.0f} |",
        f"| first sync of 100,000 rows: the server's processor time when its volumes are made, and the wire "
        f"| {costs.first_ms:,.0f} ms, {costs.first_bytes / 2**20:.1f} MiB |",
        "",
        "| employees, in offices of | changes/s | told/s | cores | processes | wire at 11:20 | memory of streams "
        "| of the head counter | cores while all come back |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for people, office in COMPANIES:
        need = Need(people, office, costs)
        lines.append(
            f"| {people:,}, {office:,} | {need.changes:,.1f} | {need.deltas:,.0f} | {need.cores:,.1f} "
            f"| {need.processes} | {need.megabits:,.0f} Mbit/s | {people * costs.stream_kib / 1024:,.0f} MiB "
            f"| {need.head:.1%} | {need.back:,.1f} |"
        )
    most = costs.commits / (WHO_ACTS * CHANGES_EACH / RUSH_SECONDS * PEAK)
    lines += [
        "",
        f"The head counter is the limit at {most:,.0f} employees; half of it, which leaves room, at {most / 2:,.0f}.",
    ]
    return lines


if __name__ == "__main__":
    sys.exit(main())
