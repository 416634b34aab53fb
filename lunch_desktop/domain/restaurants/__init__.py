"""Restaurants near an office, what colleagues say of them, and where they have been."""
