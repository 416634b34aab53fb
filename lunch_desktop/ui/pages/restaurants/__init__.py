"""The page of restaurants."""
