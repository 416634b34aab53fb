"""The directory of colleagues."""
