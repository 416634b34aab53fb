"""Sign-in: passwords, keys, tokens, limits, and who is asking."""
