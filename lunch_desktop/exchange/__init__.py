"""What crosses the border: files and tables that people bring in from other programs."""
