"""The software bill of materials: what a server and a desktop are made of, in CycloneDX."""

import json
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from setup.auditing_tools import auditing_tool, install
from setup.layout import DESKTOP_LOCK, PYPROJECT, ROOT, SERVER_LOCK, SetupError, script
from setup.processes import run_quietly

PRODUCTS = {"lunch-desktop": DESKTOP_LOCK, "lunch-desktop-server": SERVER_LOCK}
LICENCES = {"quickjs-ng": "MIT", "sqlcipher3": "Zlib"}
"""Of packages whose metadata name none; read in the licence file that each brings along."""
_COPYLEFT = re.compile(r"\bA?GPL\b|\bGNU (Affero )?General Public", re.IGNORECASE)
_MILD = re.compile(r"\bLGPL|Lesser General Public", re.IGNORECASE)


def write_bills(folder: Path) -> int:
    """Write a bill for each product into `folder`; 1 where a licence stands in it that the product can't live with.

    Each is read from an environment with exactly the product's pinned packages on this operating system.
    """
    tool = auditing_tool("cyclonedx-py")
    folder.mkdir(parents=True, exist_ok=True)
    unfit: list[str] = []
    for product, lock in PRODUCTS.items():
        target = folder / f"{product}.cdx.json"
        with tempfile.TemporaryDirectory(prefix="bill-") as temporary:
            environment = Path(temporary) / "environment"
            install(environment, lock, f"Installing what {product} is made of")
            run_quietly(
                [
                    *(tool, "environment", script(environment, "python"), "--pyproject", PYPROJECT),
                    *("--output-format", "JSON", "--output-reproducible", "--output-file", target),
                ],
                f"Writing {target}",
                "",
            )
        bill = json.loads(target.read_text(encoding="utf-8"))
        for component in bill["components"]:
            if not component.get("licenses") and component["name"] in LICENCES:
                component["licenses"] = [{"license": {"id": LICENCES[component["name"]]}}]
        bill["metadata"]["component"] |= {"name": product, "version": _version()}
        target.write_text(json.dumps(bill, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
        print(f"Wrote {target}: {len(bill['components'])} components")
        unfit += unfit_licences(bill)
    for line in unfit:
        print(f"A licence to look at: {line}", file=sys.stderr)
    return 1 if unfit else 0


def unfit_licences(bill: Mapping[str, Any]) -> list[str]:
    """The components that no licence lets a company use in-house and modified; one of several that does will do."""
    found = []
    for component in bill["components"]:
        named = [said.get("expression") or _name(said["license"]) for said in component.get("licenses", ())]
        choices = [choice for one in named for choice in re.split(r"\bOR\b", one)]
        if not choices:
            found.append(f"{component['name']} {component['version']}: none is named")
        elif all(_COPYLEFT.search(one) and not _MILD.search(one) for one in choices):
            found.append(f"{component['name']} {component['version']}: {', '.join(named)}")
    return found


def _name(licence: Mapping[str, Any]) -> str:
    return str(licence.get("id") or licence.get("name") or "")


def _version() -> str:
    said = re.search(r'__version__ = "([^"]+)"', (ROOT / "lunch_desktop" / "__init__.py").read_text(encoding="utf-8"))
    if said is None:
        raise SetupError("lunch_desktop/__init__.py names no version.")
    return said[1]
