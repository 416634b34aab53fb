"""`python -m lunch_desktop`."""

import sys

from lunch_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
