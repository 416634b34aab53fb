"""Ctrl+K: pages, actions, people, restaurants and parties in one list; and the sheet of keys."""
