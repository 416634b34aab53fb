"""Carries out packaging/Dockerfile without Docker: its own COPY and RUN, in a folder that stands for the image's root.

What the base image brings (Python, a shell, the system's libraries) is this machine's. Everything else has to come from
the file's own instructions, so that a step which is missing there is missing here too.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from setup.layout import ROOT, SetupError
from setup.uv_tool import base_python

DOCKERFILE = ROOT / "packaging" / "Dockerfile"
_OWN = re.compile(r"(?<![\w./-])/(?:opt/lunch|build|var/lib/lunch|run/secrets|tmp)(?![\w-])")
"""Where the image's own files are; any other path is the machine's."""
_SHOWN_LINES = 15


@dataclass(frozen=True)
class Instruction:
    """One instruction: its name, its flags (without dashes), and the rest of the line."""

    name: str
    flags: dict[str, str]
    rest: str

    @property
    def words(self) -> list[str]:
        """The rest as a list: JSON where it is JSON, else split at spaces."""
        return [str(word) for word in json.loads(self.rest)] if self.rest.startswith("[") else self.rest.split()


@dataclass
class Image:
    """What the last stage says about a container, and the folder that stands for its root."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    user: str = "0"

    def here(self, text: str) -> str:
        """A path or a command of the image, with the image's own paths in the folder."""
        return _OWN.sub(lambda found: f"{self.root}{found[0]}", text)


def instructions(dockerfile: Path) -> list[Instruction]:
    """All instructions of a Dockerfile, in order."""
    lines = [line for line in dockerfile.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    found = []
    for line in re.sub(r"\\\n\s*", " ", "\n".join(lines)).splitlines():
        if not line.strip():
            continue
        name, _, rest = line.strip().partition(" ")
        flags = {}
        while match := re.match(r"--([\w-]+)=(\S+)\s+", rest.strip() + " "):
            flags[match[1]] = match[2]
            rest = rest.strip()[match.end() :]
        found.append(Instruction(name.upper(), flags, rest.strip()))
    return found


def build(root: Path, dockerfile: Path = DOCKERFILE) -> Image:
    """Carry the file out in the empty folder `root`. Raises SetupError where a step fails."""
    image = Image(root)
    for step in instructions(dockerfile):
        if step.name == "FROM":
            image = Image(root)
        elif step.name == "COPY":
            _copy(image, step)
        elif step.name == "RUN":
            _run(image, step.rest)
        elif step.name == "ENV":
            image.environment |= dict(pair.split("=", 1) for pair in step.words)
        elif step.name == "USER":
            image.user = step.rest
        elif step.name == "ENTRYPOINT":
            image.entrypoint = step.words
        elif step.name == "CMD":
            image.command = step.words
        elif step.name == "HEALTHCHECK":
            image.health = Instruction("CMD", {}, step.rest.removeprefix("CMD ")).words
        elif step.name not in ("EXPOSE", "STOPSIGNAL", "VOLUME"):
            raise SetupError(f"{dockerfile.name} has an instruction that is not known here: {step.name}")
    return image


def _copy(image: Image, step: Instruction) -> None:
    *sources, target = step.words
    for source in sources:
        where = Path(image.here(target))
        if "from" in step.flags:
            if image.here(source) != str(where):
                raise SetupError("between stages only what stays at its path can be copied here")
            continue
        where.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, where, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / source, where)


def _run(image: Image, command: str) -> None:
    if os.name == "posix" and os.geteuid() != 0:  # only root gives files away
        command = re.sub(r"--(owner|group)=\d+ ", "", command)
    written = re.sub(r"^python ", f"{base_python()} ", image.here(command))
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    _shell(["sh", "-ec", written], environment, command)


def _shell(command: Sequence[str], environment: dict[str, str], what: str) -> None:
    done = subprocess.run(
        command, env=environment, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-_SHOWN_LINES:]
        raise SetupError("\n  ".join([f"RUN {what} failed (exit code {done.returncode}).", *said]))
