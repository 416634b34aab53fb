"""Lunch Desktop: colleagues arrange lunch together, online or offline, and a company server keeps them in step."""

__version__ = "0.1.0"
