"""How the buyer's turns came about in a call in which a model speaks: what is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from roleplay.domain.requests import Outcome
from roleplay.domain.transcript import Event, SpokenEvent, Started

from .voices import MODEL, SCRIPTED

LAST_WORDS = 3
"""How many words say where a reply was cut."""
_CUT = {
    "guard": "Stopped{here}: the next sentence was not one for this call.",
    "closed": "The app was closed{here}.",
    Outcome.STOPPED.value: "You interrupted{here}.",
    Outcome.TRUNCATED.value: "Stopped{here}: the model went on for too long.",
    Outcome.FILTERED.value: "Stopped{here} by the model's own filter.",
    Outcome.OUT_OF_TIME.value: "Time ran out{here}: the model was too slow.",
    Outcome.STALLED.value: "The model fell silent{here}.",
}
_LOST = "The connection was lost{here}."


def cuts(events: Iterable[Event]) -> dict[int, str]:
    """What is told under each buyer's turn that was cut short, by the turn's number.

    Such as ``The connection was lost here.``, or, where the author's words follow because they
    had to be said, ``The connection was lost after “by about noon.” The rest is as scripted.``
    """
    told: dict[int, str] = {}
    for event in _spoken(events):
        told.pop(event.turn, None)  # it was answered anew
        spoken = event.spoken
        if not spoken.cut:
            continue
        end = len(spoken.text) if spoken.cut_at is None else spoken.cut_at
        line = _CUT.get(spoken.cut_by, _LOST)
        if spoken.text[end:].strip():
            words = " ".join(spoken.text[:end].split()[-LAST_WORDS:])
            rest = "The rest is as scripted."
            told[event.turn] = f"{line.format(here=f' after “{words}”').rstrip('.')}. {rest}"
        else:
            told[event.turn] = line.format(here=" here")
    return told


def as_scripted(events: Iterable[Event]) -> frozenset[int]:
    """The buyer's turns that are in the author's words, in a call in which a model speaks too.

    The opener is always the author's, and is none of them.
    """
    voices: dict[int, str] = {}
    by_model = False
    for event in events:
        if isinstance(event, Started):
            by_model = by_model or event.voice == MODEL
        elif isinstance(event, SpokenEvent) and event.turn > 1:
            voices[event.turn] = event.voice
    by_model = by_model or MODEL in voices.values()
    return frozenset(t for t, voice in voices.items() if by_model and voice == SCRIPTED)


def _spoken(events: Iterable[Event]) -> Iterator[SpokenEvent]:
    return (event for event in events if isinstance(event, SpokenEvent))
