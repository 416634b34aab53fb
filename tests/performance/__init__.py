"""Benchmarks: `python packaging/dev.py bench NAME`. They measure; they are not tests."""
