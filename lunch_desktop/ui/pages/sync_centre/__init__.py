"""The Sync centre: what waits, what was refused and why, and what happened lately."""
