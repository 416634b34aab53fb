"""The messages of the API and their protocol version."""
