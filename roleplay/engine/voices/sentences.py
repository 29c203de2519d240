"""A model's stream as sentences, each as soon as it is whole."""

from __future__ import annotations

import re

_STOP = re.compile(r"(?P<mark>[.!?…]+)[\"'”’)\]*]*(?P<after>\s+|$)|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?i:mr|mrs|ms|dr|prof|st|vs|approx|inc|ltd|co|jan|feb|aug|sept|oct|nov|dec|etc|"
    r"e\.g|i\.e|a\.m|p\.m)|\b[A-Za-z](?:\.[A-Za-z])*)$"
)
"""Behind these a full stop ends no sentence; behind a lone letter neither, it is an initial."""
_QUOTES = re.compile(r"(?:^|\s)['‘][^'’]*\Z")
_STRAY = re.compile(r"^[\s.…,;\"'”’)\]]+(?=\s|$)|^\s+")
"""What belongs to the sentence before, and came too late for it."""
_THOUGHT = re.compile(r"<(think|thinking|reasoning|thought)>(?:.*?</\1>|.*\Z)", re.DOTALL | re.I)
_THOUGHT_BEGINS = re.compile(
    r"\s*(?:<(?:t(?:h(?:i(?:n(?:k(?:i(?:n(?:g)?)?)?)?)?)?|h(?:o(?:u(?:g(?:h(?:t)?)?)?)?)?)?"
    r"|r(?:e(?:a(?:s(?:o(?:n(?:i(?:n(?:g)?)?)?)?)?)?)?)?)?>?)?\Z",
    re.I,
)

LONGEST = 600
"""Characters behind which a sentence is handed on, whole or not: nobody speaks like that."""


class Sentences:
    """Takes a stream's pieces and gives its sentences; words are the same however it is cut.

    What a reasoning model thinks aloud at the beginning, between tags, is no part of them.
    """

    def __init__(self) -> None:
        self._rest = ""
        self._thinking = True

    def feed(self, piece: str) -> list[str]:
        """The sentences that are whole with this piece."""
        self._rest += piece
        if self._thinking and not self._past_thinking():
            return []
        found: list[str] = []
        while (end := self._end()) is not None:
            self._take(end, found)
        if len(self._rest) > LONGEST:
            self._take(len(self._rest), found)
        return found

    def finish(self) -> list[str]:
        """What is left when the stream has ended, with or without a mark at its end."""
        found: list[str] = []
        if self._thinking:
            self._rest = _THOUGHT.sub("", self._rest, count=1)
            self._thinking = False
            found += self.feed("")
        self._take(len(self._rest), found)
        return found

    def _take(self, end: int, found: list[str]) -> None:
        sentence = " ".join(_STRAY.sub("", self._rest[:end]).split())
        self._rest = self._rest[end:]
        if any(c.isalnum() for c in sentence):
            found.append(sentence)

    def _past_thinking(self) -> bool:
        if _THOUGHT_BEGINS.match(self._rest):
            return False
        thought = _THOUGHT.match(self._rest.lstrip())
        if thought is not None:
            if not thought[0].rstrip().lower().endswith(f"</{thought[1].lower()}>"):
                return False
            self._rest = _THOUGHT.sub("", self._rest, count=1)
        self._thinking = False
        return True

    def _end(self) -> int | None:
        """Where the first sentence ends, None as long as that cannot be told."""
        for stop in _STOP.finditer(self._rest):
            if stop["mark"] is None:
                return stop.end()
            before = self._rest[: stop.start()]
            follows = self._rest[stop.end() : stop.end() + 1]
            if stop["mark"] == "." and _ABBREVIATION.search(before[-8:]):
                continue
            if not stop["after"] and not _surely_ends(stop["mark"], before):
                continue
            if "..." in stop["mark"] or "…" in stop["mark"]:
                if not follows:
                    return None
                if follows.islower():
                    continue
            return stop.end()
        return None


def _surely_ends(mark: str, before: str) -> bool:
    """Whether a mark at the end of what has come so far ends a sentence, whatever follows it."""
    if before.count('"') % 2 or before.count("“") > before.count("”") or _QUOTES.search(before):
        return False  # the closing mark is to come
    if mark in ("?", "!"):
        return True
    return mark == "." and before[-2:].isalpha() and len(before[-2:]) == 2
