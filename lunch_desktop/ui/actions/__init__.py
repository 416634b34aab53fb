"""What a person can do in the window: one small function each, named as the person would name it."""
