"""Every key there is on a common keyboard, as a terminal sends it."""

from __future__ import annotations

PRINTABLE = {chr(number): bytes([number]) for number in range(32, 127)}
CONTROL = {
    f"ctrl+{letter}": bytes([ord(letter) - 96])
    for letter in "abcdefghijklmnopqrstuvwxyz"
    if letter != "q"
}
"""All but the one that quits."""
NAMED = {
    "escape": b"\x1b",
    "delete": b"\x1b[3~",
    "insert": b"\x1b[2~",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "shift+tab": b"\x1b[Z",
    "backspace": b"\x7f",
    "ctrl+@": b"\x00",
    "ctrl+\\": b"\x1c",
    "ctrl+]": b"\x1d",
    "ctrl+^": b"\x1e",
    "ctrl+_": b"\x1f",
    "ctrl+up": b"\x1b[1;5A",
    "ctrl+down": b"\x1b[1;5B",
    "ctrl+right": b"\x1b[1;5C",
    "ctrl+left": b"\x1b[1;5D",
    "ctrl+home": b"\x1b[1;5H",
    "ctrl+end": b"\x1b[1;5F",
    "ctrl+delete": b"\x1b[3;5~",
    "shift+up": b"\x1b[1;2A",
    "shift+down": b"\x1b[1;2B",
    "shift+right": b"\x1b[1;2C",
    "shift+left": b"\x1b[1;2D",
    "shift+home": b"\x1b[1;2H",
    "shift+end": b"\x1b[1;2F",
    "shift+enter": b"\x1b[13;2u",
    "é": "é".encode(),
    "ß": "ß".encode(),
    "日": "日".encode(),
    "👩‍👩‍👧": "👩‍👩‍👧".encode(),
    "שלום": "שלום".encode(),
}
FUNCTION = {
    f"f{number}": code
    for number, code in enumerate(
        (
            b"\x1bOP",
            b"\x1bOQ",
            b"\x1bOR",
            b"\x1bOS",
            *(f"\x1b[{n}~".encode() for n in (15, 17, 18, 19, 20, 21, 23, 24)),
        ),
        start=1,
    )
}
ALT = {f"alt+{key}": b"\x1b" + code for key, code in PRINTABLE.items() if key not in "[O]P_X^"}
"""Without those that begin a sequence of their own."""
ALL = PRINTABLE | CONTROL | NAMED | FUNCTION | ALT
