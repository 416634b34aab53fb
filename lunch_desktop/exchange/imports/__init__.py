"""What lists may be brought in: one file each, found by itself."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from lunch_desktop.exchange.importer import Importer


@cache
def importers() -> Mapping[str, Importer]:
    """Every kind of list, by its name; each module of this package has one as `IMPORTER`."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    made = [import_module(f"{__name__}.{name}").IMPORTER for name in names]
    return {one.name: one for one in sorted(made, key=lambda one: (one.place, one.name))}
