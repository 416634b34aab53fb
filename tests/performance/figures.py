"""Percentiles, the machine they were taken on, and their place in the README."""

import json
import os
import platform
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"


@dataclass(frozen=True)
class Spread:
    """Milliseconds: the middle, the worst but one in a hundred, and how many were taken."""

    p50: float
    p99: float
    count: int

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> "Spread":
        """Of at least two measurements."""
        ordered = sorted(milliseconds)
        at_99 = ordered[min(len(ordered) - 1, round(0.99 * (len(ordered) - 1)))]
        return cls(round(statistics.median(ordered), 3), round(at_99, 3), len(ordered))

    def __str__(self) -> str:
        return f"p50 {self.p50:.2f} ms, p99 {self.p99:.2f} ms ({self.count}×)"


def machine() -> dict[str, str]:
    """What it was measured on, and which state of the code."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    changed = subprocess.run(
        ["git", "status", "--porcelain", "lunch_desktop"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "commit": (commit.stdout.strip() or "unknown") + (" and changes" if changed.stdout.strip() else ""),
        "date": datetime.now(UTC).date().isoformat(),
    }


def write_json(path: Path, figures: Mapping[str, Any]) -> None:
    """Keep all figures."""
    path.write_text(json.dumps(figures, indent=2, ensure_ascii=False, default=asdict) + "\n", encoding="utf-8")


def write_block(name: str, lines: Sequence[str], document: Path = README) -> None:
    """Put lines between a document's markers of that name. Raises ValueError where it has none."""
    text = document.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{document.name} has no block {name}")
    document.write_text(f"{before}{begin}\n" + "\n".join(lines) + f"\n{end}{after}", encoding="utf-8")
