"""Exports on the server: rows for admins' desktops as a stream, and files that are made on a schedule."""
