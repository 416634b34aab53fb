"""Inputs that find something by typing: a restaurant, or colleagues."""
