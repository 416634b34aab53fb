"""Lunch proposals: the sheet in which one is made."""
