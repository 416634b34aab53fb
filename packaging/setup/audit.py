"""Whether a known vulnerability stands in a dependency: pip-audit over the lock, and what its answer is worth.

Who has no network is told that nothing was looked up, and may go on: a build must not depend on a service of others.
Silence never passes for a clean bill: a package that the service does not know is counted apart.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from setup.auditing_tools import auditing_tool
from setup.layout import ACCEPTED, AUDIT_LOCK, LOCK, ROOT, SetupError

_SECONDS = 180.0


@dataclass(frozen=True)
class Finding:
    """A vulnerability of a pinned package; `fixed_in` are the versions without it."""

    package: str
    version: str
    identifier: str
    fixed_in: tuple[str, ...]

    def __str__(self) -> str:
        remedy = f"fixed in {', '.join(self.fixed_in)}" if self.fixed_in else "not fixed yet"
        return f"{self.package} {self.version}: {self.identifier}, {remedy}"


@dataclass(frozen=True)
class Verdict:
    """What was found, how many packages were looked up, and how many the service does not know."""

    findings: tuple[Finding, ...]
    looked_up: int
    unknown: int


def audit(mirror: str | None = None) -> int:
    """Look up every pinned package, of the product and of the tools, and tell; 1 where something stands against one.

    `mirror` is the address of a service that answers as OSV's does (its `/v1/query`), instead of the package index.
    """
    try:
        verdicts = [_ask(lock, mirror) for lock in (LOCK, AUDIT_LOCK)]
    except SetupError as error:
        print(f"Not audited: {error}", file=sys.stderr)
        return 0
    accepted = accepted_today(tomllib.loads(ACCEPTED.read_text(encoding="utf-8")), datetime.now(UTC).date())
    findings = [one for verdict in verdicts for one in verdict.findings]
    for one in findings:
        print(f"{'Accepted' if one.identifier in accepted else 'VULNERABLE'}: {one}", file=sys.stderr)
    unknown = sum(verdict.unknown for verdict in verdicts)
    print(f"{sum(verdict.looked_up for verdict in verdicts)} packages looked up, {len(findings)} vulnerabilities")
    if unknown:
        print(f"Not audited: {unknown} packages that the advisory service does not know or did not answer for")
    return 1 if any(one.identifier not in accepted for one in findings) else 0


def accepted_today(said: Mapping[str, Any], today: date) -> set[str]:
    """The identifiers that are passed over, each until its day; see accepted.toml."""
    return {one["id"] for one in said.get("accepted", ()) if today <= one["until"]}


def verdict_of(said: Mapping[str, Any]) -> Verdict:
    """What pip-audit's JSON says."""
    packages = said["dependencies"]
    known = [one for one in packages if "skip_reason" not in one]
    findings = [
        Finding(one["name"], one["version"], vulnerability["id"], tuple(vulnerability["fix_versions"]))
        for one in known
        for vulnerability in one["vulns"]
    ]
    return Verdict(tuple(findings), len(known), len(packages) - len(known))


def _ask(lock: Path, mirror: str | None) -> Verdict:
    """Raises SetupError where the tool can't be had, or the service not be reached."""
    command = [
        *(auditing_tool("pip-audit"), "--requirement", lock, "--disable-pip", "--require-hashes"),
        *("--format", "json", "--progress-spinner", "off", "--timeout", "10"),
        *(("--vulnerability-service", "osv", "--osv-url", mirror) if mirror else ()),
    ]
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
        return verdict_of(json.loads(done.stdout))
    except subprocess.TimeoutExpired as error:
        raise SetupError(f"the advisory service took more than {_SECONDS:.0f} s") from error
    except ValueError as error:
        last = (done.stderr.strip() or "it said nothing").splitlines()[-1]
        raise SetupError(f"the advisory service could not be asked: {last[:300]}") from error
