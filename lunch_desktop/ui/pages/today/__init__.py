"""The start page: my lunch today, what I can join, and who is free."""
