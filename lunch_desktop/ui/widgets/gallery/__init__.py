"""Pictures of every component, for the eyes of those who build them. Not part of the program's window."""
