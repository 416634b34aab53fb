"""Attacks: `python packaging/dev.py attack NAME [--budget N] [--seed S]`. Each exits non-zero on any violation."""
