"""The page of what happened: the inbox."""
