"""The page of settings, made of their declaration."""
