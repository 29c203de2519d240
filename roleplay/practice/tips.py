"""What a coach says beside a call: one line at a time, each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from roleplay.domain.buyer import State
from roleplay.domain.ledger import NeedState
from roleplay.domain.moves import Heard, Kind, Speaker
from roleplay.domain.transcript import (
    CorrectedEvent,
    DecidedEvent,
    Event,
    HeardEvent,
    Started,
)
from roleplay.engine.conditions import match
from roleplay.engine.points import points_of
from roleplay.listening.foreign import foreign

if TYPE_CHECKING:
    from roleplay.domain.scenario import Scenario
    from roleplay.domain.tips import Tip

    from .live import LiveCall

GOODBYE = "You have both said goodbye. Enter ends the call, and shows which of your words did what."
GOODBYE_PLAIN = "You have both said goodbye. Ctrl+D ends the call, and shows how it went."
"""Said in place of any other tip: nothing else is left to do."""
ENGLISH_ONLY = (
    "That was in no English, the only language the listener knows: what it does not understand"
    " neither earns nor costs you anything."
)
"""Said once a call, after the first such turn."""
_SILENCE = Heard(segments=(), dominant=Kind.OTHER)


def tip(live: LiveCall, *, plain: bool = False) -> str | None:
    """What the coach says now; None when there is nothing to say, or the call is over.

    A function of what is kept: a call that is taken up again has the tip it was left with.
    ``plain`` is the wording for a call that goes line by line.
    """
    if live.ended:
        return None
    if _first_not_understood(live):
        return ENGLISH_ONLY
    if not live.scenario.tips:
        return None
    if live.parting:
        return GOODBYE_PLAIN if plain else GOODBYE
    said: list[Tip] = []
    now: Tip | None = None
    for moment in _moments(live.scenario, live.events):
        left = [each for each in live.scenario.tips if each not in said]
        now = next((each for each in left if moment.fits(each)), None)
        if now is not None:
            said.append(now)
    if now is None:
        return None
    return now.plain if plain and now.plain else now.say


def _first_not_understood(live: LiveCall) -> bool:
    """Whether the seller's last turn is the first of theirs in another language."""
    said = [turn.text for turn in live.turns if turn.speaker is Speaker.SELLER]
    return bool(said) and foreign(said[-1], ()) and not any(foreign(t, ()) for t in said[:-1])


class _Moment:
    """The call after the buyer has spoken, as a tip's ``when`` looks at it."""

    def __init__(self, scenario: Scenario, turn: int, before: State, after: State, heard: Heard):
        self._turn = turn
        self._after = after
        self._points = points_of(scenario, before, heard, turn)
        self._stated = {
            need for need, state in before.needs.items() if state.at_least(NeedState.STATED)
        }

    def fits(self, tip: Tip) -> bool:
        """Whether the tip is for now."""
        if self._turn == 1 and tip.when.turn != 1:
            return False
        found = match(tip.when, self._points, self._after, self._turn, stated_before=self._stated)
        return found is not None


def _moments(scenario: Scenario, events: Sequence[Event]) -> Iterator[_Moment]:
    """The opener, then each answered turn as it was last heard and decided."""
    started = next(event for event in events if isinstance(event, Started))
    yield _Moment(scenario, 1, started.state, started.state, _SILENCE)
    heard = {
        event.turn: event.heard
        for event in events
        if isinstance(event, HeardEvent | CorrectedEvent)
    }
    decided = {event.turn: event.state for event in events if isinstance(event, DecidedEvent)}
    before = started.state
    for turn in sorted(decided):
        yield _Moment(scenario, turn, before, decided[turn], heard.get(turn, _SILENCE))
        before = decided[turn]
