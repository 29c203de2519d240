"""``python -m roleplay``."""

import sys

from roleplay.cli import main

if __name__ == "__main__":
    sys.exit(main())
