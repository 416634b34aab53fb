"""Groups: a circle of colleagues who have lunch regularly."""
