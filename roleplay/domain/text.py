"""What every text from outside goes through before it is kept or shown."""

from __future__ import annotations

import re
import unicodedata

MAX_TURN = 8_000
"""Characters a single turn may have."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    r"""``text`` without what could drive a terminal or hide in it.

    Drops C0 controls except newline and tab, DEL, C1, U+2028/2029, lone surrogates and the BOM;
    writes bidirectional controls visibly as ``<U+202E>``; keeps joiners, so emoji stay whole.
    ``\r\n`` and ``\r`` become ``\n``. The result is NFC, so that equal words have equal offsets.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text)
    text = _BIDI.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
    return unicodedata.normalize("NFC", text)
