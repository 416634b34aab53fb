"""Proposals: somebody asks colleagues to lunch, and a party begins when the first one agrees."""
