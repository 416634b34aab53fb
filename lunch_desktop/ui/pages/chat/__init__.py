"""Chat: the rooms of my parties and groups, and what is said in them."""
