"""Putting values into translated texts, with the Korean particles behind them right."""

import re

from lunch_desktop.system.particles import resolve_particles


def fill(text: str, *values: object) -> str:
    """Put `values` in the places %1, %2, ... of a translated text, then choose the particles behind them."""
    filled = re.sub(r"%([1-9])", lambda place: str(values[int(place.group(1)) - 1]), text)
    return resolve_particles(filled)
