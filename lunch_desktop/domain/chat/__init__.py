"""Chat: a room for each party and each group."""
