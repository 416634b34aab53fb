"""Every component, for the eyes of those who build with them. Not part of the program's window."""
