"""The licences of the other people's work that this program is shipped with."""

import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

_OWN: Final = "lunch-desktop"
_OPTIONS: Final = ("desktop", "server")
"""Of this package: what is shipped has both."""
_EXTRA: Final = re.compile(r"extra == ['\"]([\w-]+)")
_LICENCE_FILE: Final = re.compile(r"(?i)(licen[cs]e|copying|notice)[^/]*$")


@dataclass(frozen=True, slots=True)
class Licence:
    """One library, the licence it names, and its text where it brings one."""

    name: str
    version: str
    licence: str
    text: str


def shipped_licences() -> tuple[Licence, ...]:
    """Of every library that the program needs, and those that they need; by name. It reads many small files."""
    found: dict[str, Licence] = {}
    wanted = [(_OWN, option) for option in ("", *_OPTIONS)]
    seen: set[tuple[str, str]] = set()
    while wanted:
        name, option = wanted.pop()
        if (name, option) in seen:
            continue
        seen.add((name, option))
        try:
            known = distribution(name)
        except PackageNotFoundError:  # for another system
            continue
        wanted += [one for needed in known.requires or () for one in _needed(needed, option)]
        if name != _OWN and name not in found:
            found[name] = _licence_of(known)
    return tuple(found[name] for name in sorted(found))


def _needed(requirement: str, option: str) -> list[tuple[str, str]]:
    """What a line of "name[options]; condition" asks for, where it counts for this option ("" for none)."""
    said, _, condition = requirement.partition(";")
    asked = _EXTRA.search(condition)
    if (asked.group(1) if asked else "") != option:
        return []
    name, *options = re.findall(r"[\w.-]+", re.split(r"[<>=!~(]", said, maxsplit=1)[0])
    return [(_normal(name), one) for one in ("", *options)]


def _licence_of(known: Distribution) -> Licence:
    facts = known.metadata
    named = {name: facts[name] for name in ("License-Expression", "License") if name in facts}
    said = named.get("License-Expression") or _classified(facts.get_all("Classifier") or []) or named.get("License", "")
    files = (Path(str(known.locate_file(one))) for one in known.files or () if _LICENCE_FILE.search(str(one)))
    texts = [file.read_text(encoding="utf-8", errors="replace").strip() for file in files if file.is_file()]
    return Licence(facts["Name"], known.version, said.strip().partition("\n")[0], "\n\n".join(texts))


def _classified(classifiers: list[str]) -> str:
    named = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License :: ")]
    return ", ".join(one for one in named if one != "OSI Approved")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()
