"""The rules of lunch: entities, values and mutations. Pure Python; no clock, no I/O, no Qt, no SQL."""
