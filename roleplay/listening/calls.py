"""A whole call that took place, heard: each side's words into what counts of those before them.

People say ``mm-hm`` into each other's sentences and talk of the weather, and speech-to-text cuts
what one side says into several turns. None of that changes what a call was worth, so the rest is
heard as if it were not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Protocol

from roleplay.domain.moves import BuyerSaid, Heard, Kind, Said, Segment, Speaker
from roleplay.domain.transcript import HeardCall, HeardTurn, Turn

from .buyer import hear_buyer
from .seller import hear

_NOISES = frozenset({"mm", "mmm", "mhm", "hm", "hmm", "uh", "um", "huh", "aha", "ah", "oh", "er"})
_NODS = frozenset({"right", "okay", "ok", "yeah", "yes", "yep", "sure", "i", "see", "aye"})
"""Beside noises, the words of a seller who only lets the buyer go on."""
_NOISE_WORDS = 3
"""More words than that are no noise."""
_SMALL = frozenset({Kind.RAPPORT, Kind.OTHER, Kind.ACKNOWLEDGE})
_OF_NOTHING = frozenset({Said.ACCEPTANCE, Said.DOUBT})
"""What is heard in a reply to small talk and then is about nothing."""
_SMALL_WORDS = 12
"""More words than that from a buyer are no small talk, whatever is heard in them."""
_FILLER = re.compile(
    r"\b(?:u+m+|u+h+|e+r+m?|m+h?m+|h+m+)\b[\s,.…]*|(?<=[,.])\s*(?:you know|i mean|sort of),",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"\s*(?=(?:[\w']+[\s,.…]+){0,4}?(?:um|uh|er|erm|you know|i mean)\b)"
    r"(?:(?:um|uh|er|erm|so|well|yeah|okay|ok|right|like|look|you know|i mean)\b[\s,.…]+){2,}",
    re.IGNORECASE,
)
"""``Um, you know, so, yeah.`` before somebody begins; a ``so`` alone says something."""


class _Place(Protocol):
    """Words by place."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class _Side:
    """What one side says before the other does anything."""

    def __init__(self, turns: tuple[Turn, ...]) -> None:
        self.turns = turns
        self.speaker = turns[0].speaker
        self.of_nothing = False
        """A reply to small talk."""
        spoken = [turn for turn in turns if turn.text]
        places = [
            (turn, place)
            for number, turn in enumerate(spoken)
            for place in ((0, *range(len(turn.text))) if number else range(len(turn.text)))
        ]
        whole = " ".join(turn.text for turn in spoken)
        kept = _kept(whole)
        self._places = [places[place] for place in kept]
        """For each character of `text` where it stood."""
        self.text = "".join(whole[place] for place in kept)
        """All of it, without fillers."""

    @property
    def as_turn(self) -> Turn:
        """All of it as one turn."""
        return Turn(turn=self.turns[0].turn, speaker=self.speaker, text=self.text)

    def turn_of(self, words: _Place) -> int:
        """The turn in which these words begin."""
        return self._places[words.start][0].turn

    def stood(self, words: _Place) -> dict[str, int]:
        """Where these words stand in the turn in which they begin."""
        turn, start = self._places[words.start]
        ends = [place for each, place in self._places[words.start : words.end] if each is turn]
        return {"start": start, "end": ends[-1] + 1}


def _kept(text: str) -> list[int]:
    """The places of the characters that are no filler; all of them, where nothing else is."""
    dropped: set[int] = set()
    for found in (_LEAD_IN.match(text), *_FILLER.finditer(text)):
        if found is not None:
            dropped.update(range(*found.span()))
    kept = [place for place in range(len(text)) if place not in dropped]
    return kept if any(not text[place].isspace() for place in kept) else list(range(len(text)))


def hear_call(turns: Sequence[Turn]) -> HeardCall:
    """What each turn of a call without a scenario amounts to, and which of them only fill it."""
    heard = {turn.turn: _unheard(turn) for turn in turns}
    counting: list[Turn] = []
    sides = list(_sides(turns))
    for place, side in enumerate(sides):
        if side.of_nothing:
            continue
        if side.speaker is Speaker.SELLER:
            done = hear(side.text, counting)
            # The last words of a call end it, however small they are.
            reply = sides[place + 1] if place + 2 < len(sides) else None
            if reply is not None and _small_talk(done, reply, [*counting, side.as_turn]):
                reply.of_nothing = True
                continue
            heard.update((turn.turn, turn) for turn in _did(side, done))
        else:
            heard.update((turn.turn, turn) for turn in _said(side, hear_buyer(side.text, counting)))
        counting.append(side.as_turn)
    return HeardCall(turns=tuple(heard[turn.turn] for turn in turns))


def _unheard(turn: Turn) -> HeardTurn:
    heard = Heard() if turn.speaker is Speaker.SELLER else None
    return HeardTurn(turn=turn.turn, speaker=turn.speaker, text=turn.text, heard=heard, fills=True)


def _sides(turns: Sequence[Turn]) -> Iterator[_Side]:
    """The call by sides, without the noises that one makes while the other speaks."""
    counting: list[Turn] = []
    for place, turn in enumerate(turns):
        if not _noise(turn, counting[-1:], turns[place + 1 : place + 2]):
            counting.append(turn)
    for _, spoken in groupby(counting, key=lambda turn: turn.speaker):
        yield _Side(tuple(spoken))


def _noise(turn: Turn, before: Sequence[Turn], after: Sequence[Turn]) -> bool:
    """Whether it only lets the other side go on."""
    words = re.findall(r"[^\W\d_]+", turn.text.lower())
    others = [each for each in (*before, *after) if each.speaker is not turn.speaker]
    if len(others) < 2 or not 0 < len(words) <= _NOISE_WORDS or "?" in turn.text:
        return False
    return (_NOISES | _NODS if turn.speaker is Speaker.SELLER else _NOISES).issuperset(words)


def _small_talk(done: Heard, reply: _Side, context: Sequence[Turn]) -> bool:
    """Whether what a seller does and what the buyer replies are about nothing."""
    return (
        any(segment.kind is Kind.RAPPORT for segment in done.segments)
        and all(segment.kind in _SMALL for segment in done.segments)
        and not any(segment.takes_up for segment in done.segments)
        and len(reply.text.split()) <= _SMALL_WORDS
        and all(item.said in _OF_NOTHING for item in hear_buyer(reply.text, context))
    )


def _did(side: _Side, done: Heard) -> Iterator[HeardTurn]:
    """A seller's turns with what was heard in them together, each where it was said."""
    for turn in side.turns:
        segments = tuple(
            _moved(segment, side) for segment in done.segments if side.turn_of(segment) == turn.turn
        )
        kinds = [segment.kind for segment in segments]
        dominant = done.dominant if done.dominant in kinds or not kinds else kinds[0]
        yield HeardTurn(
            turn=turn.turn,
            speaker=turn.speaker,
            text=turn.text,
            heard=Heard(segments=segments, dominant=dominant),
        )


def _said(side: _Side, said: Sequence[BuyerSaid]) -> Iterator[HeardTurn]:
    """A buyer's turns with what was heard in them together, each where it was said."""
    for turn in side.turns:
        yield HeardTurn(
            turn=turn.turn,
            speaker=turn.speaker,
            text=turn.text,
            said=tuple(
                item.model_copy(update=side.stood(item))
                for item in said
                if side.turn_of(item) == turn.turn
            ),
        )


def _moved(segment: Segment, side: _Side) -> Segment:
    """A segment with all its places as they are in its turn."""
    figure = segment.unsupported
    return segment.model_copy(
        update={
            **side.stood(segment),
            "unsupported": figure and figure.model_copy(update=side.stood(figure)),
            "claims": tuple(claim.model_copy(update=side.stood(claim)) for claim in segment.claims),
        }
    )
