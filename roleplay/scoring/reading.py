"""A heard call laid out for checking: who did what where, and the exact words of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from roleplay.domain.buyer import TELLS, LineKind
from roleplay.domain.ledger import Change, Ledger, ObjectionState
from roleplay.domain.moves import BuyerSaid, Kind, Said, Segment, Span, Speaker
from roleplay.domain.scenario import Scenario
from roleplay.domain.scorecard import Evidence
from roleplay.domain.strategy import Strategy
from roleplay.domain.transcript import HeardCall, HeardTurn

_TELLS_NOTHING = frozenset({Said.DOUBT, Said.PUT_OFF, Said.OBJECTION, Said.REFUSAL})
"""What a buyer can say without answering anything."""
_DOUBTING = frozenset({Said.DOUBT, Said.OBJECTION})

_READY_MADE: frozenset[LineKind] = frozenset({"opener", "again", "repeats", "act"})
"""Kinds of line that say nothing new of this call's own."""

_LINES_OF: dict[str, frozenset[LineKind]] = {
    "need": frozenset({"reveal", "hint"}),
    "objection": frozenset({"objection", "behind"}),
    "commitment": frozenset({"accepts", "declines", "puts_off"}),
}
"""The kinds of line by which the buyer's record of each thing changes."""


@dataclass(frozen=True, slots=True)
class Did:
    """One segment of the seller's, where it stands."""

    turn: HeardTurn
    place: int
    """From 0, among the turn's segments."""
    segment: Segment
    reply: tuple[HeardTurn, ...]
    """What the buyer says next, before the seller does anything: mostly one turn."""
    after: tuple[HeardTurn, ...] = ()
    """What the buyer said just before."""

    @property
    def at(self) -> tuple[int, int]:
        """Turn and place, in the order of the call."""
        return (self.turn.turn, self.place)

    @property
    def answered(self) -> bool:
        """Whether the buyer's next turn tells something.

        By the kinds of line it was made of; on a real call, by what was heard in it.
        """
        if any(turn.lines is not None for turn in self.reply):
            return any(not TELLS.isdisjoint(turn.lines or ()) for turn in self.reply)
        return any(item.said not in _TELLS_NOTHING for turn in self.reply for item in turn.said)

    def met_with(self, said: Collection[Said]) -> bool:
        """Whether the buyer then says one of these."""
        return _says(self.reply, said)

    def replies_to(self, said: Collection[Said]) -> bool:
        """Whether the buyer had just said one of these."""
        return _says(self.after, said)


def _says(turns: Iterable[HeardTurn], said: Collection[Said]) -> bool:
    return any(item.said in said for turn in turns for item in turn.said)


@dataclass(frozen=True)
class Reading:
    """A call with all that is known about it."""

    call: HeardCall
    scenario: Scenario | None = None
    strategy: Strategy | None = None
    ledger: Ledger | None = None

    @cached_property
    def turns(self) -> dict[int, HeardTurn]:
        """Every turn by its number."""
        return {turn.turn: turn for turn in self.call.turns}

    @cached_property
    def seller(self) -> tuple[HeardTurn, ...]:
        """The seller's turns that have words."""
        return self._spoken_by(Speaker.SELLER)

    @cached_property
    def buyer(self) -> tuple[HeardTurn, ...]:
        """The buyer's turns that have words."""
        return self._spoken_by(Speaker.BUYER)

    @cached_property
    def rounds(self) -> tuple[tuple[Speaker, tuple[HeardTurn, ...]], ...]:
        """What one side says before the other does, in order, without what only fills the call."""
        counting = [turn for turn in self.call.turns if not turn.fills]
        return tuple(
            (speaker, tuple(turns))
            for speaker, turns in groupby(counting, key=lambda turn: turn.speaker)
        )

    @cached_property
    def said_all(self) -> tuple[Did, ...]:
        """All that the seller did, in order, whether or not the buyer could take it in."""
        found: list[Did] = []
        for place, (speaker, turns) in enumerate(self.rounds):
            if speaker is Speaker.BUYER:
                continue
            after = self.rounds[place - 1][1] if place else ()
            reply = self.rounds[place + 1][1] if place + 1 < len(self.rounds) else ()
            found.extend(
                Did(turn, number, segment, reply, after)
                for turn in turns
                if turn.heard is not None
                for number, segment in enumerate(turn.heard.segments)
            )
        return tuple(found)

    @cached_property
    def did(self) -> tuple[Did, ...]:
        """What the seller did that was taken in: of stacked questions only the first."""
        return tuple(
            did
            for did in self.said_all
            if did.turn.heard is None or did.segment in did.turn.heard.taken_in
        )

    @cached_property
    def said(self) -> tuple[tuple[HeardTurn, BuyerSaid], ...]:
        """All that was heard in the buyer's words, in order, as far as the seller got it said.

        What the buyer says before the seller has spoken is nobody's doing, and neither are the
        lines that any buyer of that manner has ready.
        """
        first = self.seller[0].turn if self.seller else None
        return tuple(
            (turn, item)
            for turn in self.call.turns
            if turn.speaker is Speaker.BUYER
            and first is not None
            and turn.turn > first
            and (turn.lines is None or not _READY_MADE.issuperset(turn.lines))
            for item in turn.said
        )

    def last_said(self, turns: int) -> frozenset[int]:
        """The last so many of the buyer's turns that say anything, by number.

        Pleasantries at the end push nothing out of it.
        """
        telling = {turn.turn for turn, _ in self.said}
        last = [
            [turn.turn for turn in spoken if turn.turn in telling]
            for speaker, spoken in self.rounds
            if speaker is Speaker.BUYER
        ]
        return frozenset(
            number for spoken in [each for each in last if each][-turns:] for number in spoken
        )

    def first(self, kind: Kind | None) -> tuple[int, int] | None:
        """Turn and place of the seller's first segment of that kind."""
        return next((did.at for did in self.did if did.segment.kind == kind), None)

    def doubted(self) -> tuple[HeardTurn, BuyerSaid] | None:
        """The buyer's first doubt or objection."""
        return next((pair for pair in self.said if pair[1].said in _DOUBTING), None)

    def cite(self, turn: int, start: int, end: int, confidence: float = 1.0) -> Evidence | None:
        """The words at that place, or None if there are none: nothing else is ever shown."""
        place = turn, start, end, confidence
        if place not in self._cited:
            self._cited[place] = self._words(*place)
        return self._cited[place]

    @cached_property
    def _cited(self) -> dict[tuple[int, int, int, float], Evidence | None]:
        """Words already shown: many checks rest on the same ones."""
        return {}

    def _words(self, turn: int, start: int, end: int, confidence: float) -> Evidence | None:
        spoken = self.turns.get(turn)
        if spoken is None or not 0 <= start < end <= len(spoken.text):
            return None
        quote = spoken.text[start:end]
        if not quote.strip():
            return None
        return Evidence(
            turn=turn,
            start=start,
            end=end,
            quote=quote,
            confidence=confidence,
            corrected=spoken.corrected,
        )

    def cite_did(self, did: Did) -> Evidence | None:
        """The words of a segment."""
        segment = did.segment
        return self.cite(did.turn.turn, segment.start, segment.end, segment.confidence)

    def cite_said(self, turn: HeardTurn, item: BuyerSaid) -> Evidence | None:
        """The buyer's words."""
        return self.cite(turn.turn, item.start, item.end, item.confidence)

    def cite_turn(self, turn: HeardTurn) -> Evidence | None:
        """The whole of a turn."""
        return self.cite(turn.turn, 0, len(turn.text))

    def cite_change(self, change: Change) -> tuple[Evidence, ...] | None:
        """The buyer's words by which something changed, then the seller's that earned it.

        None if either cannot be shown.
        """
        spoken = self.turns.get(change.turn)
        if spoken is None or spoken.speaker is not Speaker.BUYER:
            return None
        words = [self.cite(change.turn, *_part(spoken, change))]
        if change.earned_by is not None:
            words.append(self._cite_span(change.earned_by))
        shown = tuple(item for item in words if item is not None)
        return shown if len(shown) == len(words) else None

    def _cite_span(self, span: Span) -> Evidence | None:
        covering = [
            did.segment.confidence
            for did in self.did
            if did.turn.turn == span.turn
            and did.segment.start < span.end
            and span.start < did.segment.end
        ]
        return self.cite(span.turn, span.start, span.end, min(covering, default=1.0))

    def _spoken_by(self, speaker: Speaker) -> tuple[HeardTurn, ...]:
        return tuple(t for t in self.call.turns if t.speaker is speaker and t.text.strip())


def _part(turn: HeardTurn, change: Change) -> tuple[int, int]:
    """The part of the buyer's turn that says it, or all of it where the parts are not known."""
    whole = (0, len(turn.text))
    if turn.lines is None or len(turn.lines) != len(turn.parts):
        return whole
    kinds = _LINES_OF[change.what]
    if isinstance(change.state, ObjectionState) and change.state.at_least(ObjectionState.RESOLVED):
        kinds = frozenset({"act"})
    parts = [part for kind, part in zip(turn.lines, turn.parts, strict=True) if kind in kinds]
    if not parts:
        return whole
    return (min(start for start, _ in parts), max(end for _, end in parts))
