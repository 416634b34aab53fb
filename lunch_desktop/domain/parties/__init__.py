"""Lunch parties: who goes where, when, and who has a seat."""
