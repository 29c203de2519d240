"""A whole call that took place, heard: each turn into what counts of those before it.

People say ``mm-hm`` into each other's sentences and talk of the weather; speech-to-text cuts what
one side says into several turns. None of that changes what a call was worth, so a turn is heard
as if it were not there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from roleplay.domain.moves import BuyerSaid, Heard, Kind, Said, Segment, Speaker
from roleplay.domain.transcript import HeardCall, HeardTurn, Turn

from .buyer import hear_buyer
from .seller import hear

_NOISES = frozenset({"mm", "mmm", "mhm", "hm", "hmm", "uh", "um", "huh", "aha", "ah", "oh", "er"})
_NODS = frozenset({"right", "okay", "ok", "yeah", "yes", "yep", "sure", "i", "see", "aye"})
"""Beside noises, the words of a seller who only lets the buyer go on."""
_SMALL = frozenset({Kind.RAPPORT, Kind.OTHER, Kind.ACKNOWLEDGE})
_OF_NOTHING = frozenset({Said.ACCEPTANCE, Said.DOUBT})
"""What is said to small talk and then is about nothing."""
_SMALL_TALK_WORDS = 12
"""More words than that from a buyer are no small talk, whatever is heard in them."""
_FILLER = re.compile(
    r"\b(?:u+m+|u+h+|e+r+m?|m+h?m+|h+m+)\b[\s,.…]*|(?<=[,.])\s*(?:you know|i mean|sort of),",
    re.IGNORECASE,
)


def hear_call(turns: Sequence[Turn]) -> HeardCall:
    """What each turn of a call without a scenario amounts to, and which of them only fill it."""
    counting: list[Turn] = []
    heard: list[HeardTurn] = []
    for place, turn in enumerate(turns):
        nothing = _noise(turn, turns[place + 1 :][:1], counting[-1:])
        if turn.speaker is Speaker.SELLER:
            found = HeardTurn(
                turn=turn.turn, speaker=turn.speaker, text=turn.text, heard=_seller(turn, counting)
            )
        else:
            found = HeardTurn(
                turn=turn.turn, speaker=turn.speaker, text=turn.text, said=_buyer(turn, counting)
            )
            before = heard[-1] if heard else None
            if before is not None and _small_talk(before, found, turns[place + 1 :][:1]):
                heard[-1] = before.model_copy(update={"fills": True})
                said = tuple(item for item in found.said if item.said not in _OF_NOTHING)
                found = found.model_copy(update={"said": said, "fills": True})
                counting = [each for each in counting if each.turn != before.turn]
                nothing = True
        if nothing:
            found = found.model_copy(update={"fills": True})
        else:
            counting.append(turn)
        heard.append(found)
    return HeardCall(turns=tuple(heard))


def _noise(turn: Turn, after: Sequence[Turn], before: Sequence[Turn]) -> bool:
    """Whether it only lets the other side go on."""
    words = re.findall(r"[^\W\d_]+", turn.text.lower())
    going_on = [each for each in (*before, *after) if each.speaker is not turn.speaker]
    if len(going_on) < 2 or not words:
        return False
    allowed = _NOISES | _NODS if turn.speaker is Speaker.SELLER else _NOISES
    return len(words) <= 3 and allowed.issuperset(words)


def _small_talk(seller: HeardTurn, buyer: HeardTurn, after: Sequence[Turn]) -> bool:
    """Whether a seller's turn and the buyer's reply to it are about nothing."""
    return (
        seller.heard is not None
        and bool(seller.heard.segments)
        and all(segment.kind in _SMALL for segment in seller.heard.segments)
        and any(segment.kind is Kind.RAPPORT for segment in seller.heard.segments)
        and not any(segment.takes_up for segment in seller.heard.segments)
        and len(buyer.text.split()) <= _SMALL_TALK_WORDS
        and all(item.said in _OF_NOTHING for item in buyer.said)
        and bool(after)
    )


def _seller(turn: Turn, counting: Sequence[Turn]) -> Heard:
    plain, places = _without_fillers(turn.text)
    heard = hear(plain, counting)
    if plain == turn.text:
        return heard
    segments = tuple(_back(segment, places) for segment in heard.segments)
    return heard.model_copy(update={"segments": segments})


def _back(segment: Segment, places: Sequence[int]) -> Segment:
    """A segment of the text without fillers, where it stands in the whole text."""
    moved = {"start": places[segment.start], "end": places[segment.end - 1] + 1}
    if segment.unsupported is not None:
        figure = segment.unsupported
        moved["unsupported"] = figure.model_copy(
            update={"start": places[figure.start], "end": places[figure.end - 1] + 1}
        )
    claims = tuple(
        claim.model_copy(update={"start": places[claim.start], "end": places[claim.end - 1] + 1})
        for claim in segment.claims
    )
    return segment.model_copy(update={**moved, "claims": claims})


def _buyer(turn: Turn, counting: Sequence[Turn]) -> tuple[BuyerSaid, ...]:
    asked = len(counting)
    while asked and counting[asked - 1].speaker is Speaker.BUYER:
        asked -= 1
    plain, places = _without_fillers(turn.text)
    return tuple(
        item.model_copy(update={"start": places[item.start], "end": places[item.end - 1] + 1})
        for item in hear_buyer(plain, counting[:asked])
    )


def _without_fillers(text: str) -> tuple[str, Sequence[int]]:
    """The text without ``um`` and the like, and where each of its characters stood."""
    if not _FILLER.search(text):
        return text, range(len(text))
    places: list[int] = []
    at = 0
    for filler in _FILLER.finditer(text):
        places.extend(range(at, filler.start()))
        at = filler.end()
    places.extend(range(at, len(text)))
    plain = "".join(text[place] for place in places)
    return (plain, places) if plain.strip() else (text, range(len(text)))
