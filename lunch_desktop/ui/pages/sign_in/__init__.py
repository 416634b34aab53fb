"""Signing in: the first screen, and the dialog that asks again when a session has ended."""
