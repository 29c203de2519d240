"""The app: screens on which a person practises, keyboard first."""

import os

# Textual waits that many milliseconds after Esc for the rest of a key that begins like it, and
# looks every 100: with its own 100 an Esc may be seen only at the second look.
os.environ.setdefault("ESCDELAY", "35")
