"""The window around the pages: rail, header, notices, keys, and what it remembers."""
