"""The page on which admins bring lists in."""
