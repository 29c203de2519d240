"""Ways of making a call longer that make it no better and no worse."""

from __future__ import annotations

import re

from roleplay.domain.moves import Speaker
from roleplay.domain.transcript import Turn

SELLER, BUYER = Speaker.SELLER, Speaker.BUYER
Lines = list[tuple[Speaker, str]]

_PLEASANTRIES = [
    ("Lovely weather we're having.", "It is, isn't it."),
    ("How was your weekend?", "Quiet, thanks."),
    ("I had the worst coffee this morning.", "Ha, me too."),
    ("Traffic was terrible today.", "It always is on a Monday."),
    ("Did you see the game last night?", "I did, yes."),
    ("Is it cold where you are?", "A bit."),
]
_GOODBYES = [
    ("Thanks so much for your time today.", "You're welcome."),
    ("It was really nice talking to you.", "You too."),
    ("Have a great afternoon.", "And you."),
    ("Say hello to the team.", "I will."),
    ("Safe travels.", "Thanks."),
    ("Bye for now.", "Bye bye."),
]


def turns(lines: Lines) -> list[Turn]:
    """The lines as a call."""
    return [
        Turn(turn=place, speaker=speaker, text=text)
        for place, (speaker, text) in enumerate(lines, start=1)
    ]


def pleasantries(lines: Lines) -> Lines:
    """Six exchanges about nothing, once both have spoken."""
    first = next(place for place, (speaker, _) in enumerate(lines) if speaker is SELLER)
    return lines[: first + 2] + _exchanges(_PLEASANTRIES) + lines[first + 2 :]


def goodbyes(lines: Lines) -> Lines:
    """Six at the end."""
    end = [(BUYER, "Bye.")] if lines[-1][0] is SELLER else []
    return lines + end + _exchanges(_GOODBYES)


def fillers(lines: Lines) -> Lines:
    """The seller takes a run-up to every turn."""
    return [(s, f"Um, you know, so, yeah. {text}" if s is SELLER else text) for s, text in lines]


def cut(lines: Lines) -> Lines:
    """Every turn of several sentences comes as two."""
    return [(speaker, part) for speaker, text in lines for part in _halves(text)]


def everything(lines: Lines) -> Lines:
    """All of them at once."""
    return cut(goodbyes(fillers(pleasantries(lines))))


def _exchanges(pairs: list[tuple[str, str]]) -> Lines:
    return [line for a, b in pairs for line in ((SELLER, a), (BUYER, b))]


def _halves(text: str) -> list[str]:
    sentences = re.split(r"(?<=[.?!])\s+", text)
    middle = len(sentences) // 2
    parts = [" ".join(sentences[:middle]), " ".join(sentences[middle:])]
    return [part for part in parts if part]
