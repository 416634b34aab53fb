"""What crosses the border: files read and files written."""
