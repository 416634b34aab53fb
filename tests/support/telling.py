"""What a test has to tell whoever runs the tests, however it ended."""

from typing import Final

TOLD_AT_THE_END: Final = "told at the end"
"""Name of a recorded property whose text is printed after the tests, from whatever process it comes."""
