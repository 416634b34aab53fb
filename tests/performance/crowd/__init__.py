"""Simulated desktops by the thousand: real protocol, real planning, one process."""
