"""Where somebody can be in the app: how one gets there, and what is typed then."""

from __future__ import annotations

import time
from typing import Any

from .keys import FUNCTION, NAMED
from .terminal import ROOT, Terminal

FILE = str(ROOT / "scenarios" / "northmere" / "sceptical-cfo.yaml")
CTRL_G, CTRL_P, CTRL_S, CTRL_T = b"\x07", b"\x10", b"\x13", b"\x14"
DOWN, ESC = NAMED["down"], NAMED["escape"]

PLACES: dict[str, tuple[tuple[str, ...], tuple[bytes, ...]]] = {
    "home": (("home",), ()),
    "keys": (("home",), (b"?",)),
    "palette": (("home",), (CTRL_P, b"li")),
    "library": (("library",), ()),
    "filters": (("library",), (FUNCTION["f2"],)),
    "nothing found": (("library",), (b"zzzz",)),
    "briefing": (("briefing", "sceptical-cfo"), ()),
    "new call": (("call", "sceptical-cfo", "a"), ()),
    "call": (("resume", "{open}"), (b"And who says so?\nWhat then?",)),
    "palette over a call": (("resume", "{open}"), (CTRL_P,)),
    "note": (("resume", "{open}"), (FUNCTION["f3"],)),
    "meant": (("resume", "{open}"), (CTRL_T,)),
    "end": (("resume", "{open}"), (CTRL_G,)),
    "over": (("again", "{done}", "4"), (b"Hello.\r", CTRL_G, DOWN, b"\r")),
    "debrief": (("debrief", "{done}"), ()),
    "moment": (("debrief", "{done}"), (ESC,)),
    "reading": (("debrief", "{done}"), (b"\r", b"s")),
    "history": (("history",), ()),
    "search": (("history",), (b"/freight",)),
    "history filters": (("history",), (b"f",)),
    "forget": (("history",), (NAMED["delete"],)),
    "levels": (("history",), (b"l",)),
    "takes": (("takes", "{again}"), ()),
    "which takes": (("takes", "{again}"), (b"o",)),
    "settings": (("settings",), ()),
    "name": (("settings",), (b"\r",)),
    "model": (("model",), ()),
    "model, address": (("model",), (b"\r",)),
    "author": (("author", FILE), ()),
    "author, mind": (("author", FILE), (FUNCTION["f2"],)),
    "author, tries": (("author", FILE), (FUNCTION["f5"],)),
    "author, save": (("author", FILE), (b"Hello.\r", CTRL_S)),
    "trouble": (("trouble",), ()),
}


def reach(terminal: Terminal, name: str, calls: dict[str, str]) -> dict[str, Any]:
    """Go there; what it looks like."""
    where, typed = PLACES[name]
    others: list[str | int] = [each.format(**calls) for each in where[1:]]
    if where[0] == "again":
        others[1] = int(others[1])
    looks = terminal.go(where[0], *others)
    for keys in typed:
        terminal.type(keys)
        looks = terminal.looks()
    return looks


def stays_wrong(terminal: Terminal) -> str | None:
    """What is wrong with how it looks, and still is after a moment: something may be opening."""
    found = wrong(terminal.looks())
    for _ in range(_MOMENTS):
        if found is None:
            return None
        time.sleep(0.1)
        found = wrong(terminal.looks())
    return found


_MOMENTS = 5


def wrong(looks: dict[str, Any]) -> str | None:
    """What is wrong with it; None if somebody can go on from here."""
    columns, rows = looks["size"]
    if columns < 60 or rows < 15:
        return None
    if looks["focusable"] and looks["focus"] is None:
        return f"nothing is focused: {looks['stack']}"
    if looks["focus"] is not None and not looks["focus_seen"]:
        return f"what is focused is not seen: {looks['focus']} {looks['stack']} {looks['classes']}"
    return None
