"""The app in a terminal."""

import os

# Textual waits that many milliseconds after Esc for the rest of a key that begins like it, 100
# unless told: long enough to be felt each time something is closed.
os.environ.setdefault("ESCDELAY", "35")
