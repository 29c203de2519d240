"""The app: screens on which a person practises, keyboard first."""

import os

# Milliseconds to wait after Esc for the rest of a key that begins like it; Textual's own 100 are
# felt each time something is closed.
os.environ.setdefault("ESCDELAY", "25")
