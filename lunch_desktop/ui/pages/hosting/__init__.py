"""Hosting a team's server on this PC, and inviting colleagues."""
