"""What can be measured in a call. It informs; in the shipped rubrics it decides no level."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from roleplay.domain.moves import ASKING, QUESTIONS, STACKED_FROM, Span, Speaker
from roleplay.domain.rubric import MetricName
from roleplay.domain.scorecard import Metric
from roleplay.domain.strategy import Offering
from roleplay.domain.transcript import HeardTurn, spoken_seconds

from .reading import Did, Reading


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric, and the words to point at when it is out of bounds."""

    metric: Metric
    words: tuple[Span, ...] = ()


def measure(reading: Reading) -> Mapping[MetricName, Measured]:
    """Everything that can be measured in this call, in the order of `MetricName`."""
    found: dict[MetricName, Measured] = {}
    for name in get_args(MetricName):
        measured = _MEASURES[name](reading)
        if measured is not None:
            found[name] = measured
    return found


def unmeasured(name: MetricName) -> str:
    """Why a metric that `measure` left out has no value."""
    return _NEEDS.get(name, "Nobody spoke, so there is nothing to measure.")


_NEEDS: dict[MetricName, str] = {
    "contradicted_facts": (
        "Nothing says what the offering really takes: that needs a call whose offering has"
        " implementation facts in the strategy."
    ),
    "openings_missed": "Openings are known in practice calls only.",
}


def _measured(
    name: MetricName, value: float, reading: str, words: tuple[Span, ...] = ()
) -> Measured:
    return Measured(Metric(name=name, value=round(value, 3), reading=reading), words)


def _words(turn: HeardTurn) -> int:
    return len(turn.text.split())


def _often(number: int) -> str:
    """How often, as it is said."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _times(number: int | str, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _span(did: Did) -> Span:
    return Span(turn=did.turn.turn, start=did.segment.start, end=did.segment.end)


def _longest(reading: Reading) -> tuple[Span, ...]:
    if not reading.seller:
        return ()
    turn = max(reading.seller, key=_words)
    return (Span(turn=turn.turn, start=0, end=len(turn.text)),)


def _questions(reading: Reading) -> tuple[Did, ...]:
    return tuple(did for did in reading.said_all if did.segment.kind in QUESTIONS)


def _call_minutes(reading: Reading) -> float:
    turns = reading.call.turns
    return spoken_seconds(sum(map(_words, turns)), len(turns)) / 60


def _seller_turns(reading: Reading) -> Measured:
    number = len(reading.seller)
    return _measured("seller_turns", number, f"You spoke {_times(number, 'time', 'times')}.")


def _talk_share(reading: Reading) -> Measured | None:
    yours = sum(map(_words, reading.seller))
    words = yours + sum(map(_words, reading.buyer))
    if not words:
        return None
    said = f"You spoke {yours / words:.0%} of the words."
    return _measured("talk_share", yours / words, said, _longest(reading))


def _longest_turn(reading: Reading) -> Measured | None:
    if not reading.seller:
        return None
    words = max(map(_words, reading.seller))
    said = f"Your longest turn had {_times(words, 'word', 'words')}."
    return _measured("longest_turn", words, said, _longest(reading))


def _asked(reading: Reading) -> Measured:
    asked = _questions(reading)
    said = f"You asked {_times(len(asked) or 'no', 'question', 'questions')}."
    return _measured("questions", len(asked), said, tuple(map(_span, asked)))


def _asked_per_minute(reading: Reading) -> Measured | None:
    minutes = _call_minutes(reading)
    if not minutes:
        return None
    asked = _questions(reading)
    rate = len(asked) / minutes
    said = f"You asked {rate:.1f} questions a minute of the call."
    return _measured("questions_per_minute", rate, said, tuple(map(_span, asked)))


def _stacked(reading: Reading) -> Measured:
    by_turn: dict[int, list[Did]] = {}
    for did in _questions(reading):
        by_turn.setdefault(did.turn.turn, []).append(did)
    stacked = [asked for asked in by_turn.values() if len(asked) >= STACKED_FROM]
    said = f"You asked {STACKED_FROM} questions or more in one breath {_often(len(stacked))}."
    if not stacked:
        said = f"You never asked {STACKED_FROM} questions in one breath."
    words = tuple(_span(did) for asked in stacked for did in asked)
    return _measured("stacked_questions", len(stacked), said, words)


def _follow_ups(reading: Reading) -> Measured:
    ups = [d for d in reading.said_all if d.segment.kind in ASKING and d.segment.takes_up]
    said = f"You took up what the buyer had just said {_often(len(ups))}."
    if not ups:
        said = "You never took up what the buyer had just said."
    return _measured("follow_ups", len(ups), said, tuple(map(_span, ups)))


def _minutes(reading: Reading) -> Measured:
    minutes = _call_minutes(reading)
    said = f"Spoken aloud, the call would last {minutes:.1f} minutes."
    return _measured("minutes", minutes, said, _longest(reading))


def _contradicted_facts(reading: Reading) -> Measured | None:
    offering = _offering(reading)
    if offering is None or not offering.implementation:
        return None
    words: list[Span] = []
    for turn in reading.call.turns:
        if turn.speaker is not Speaker.SELLER or turn.heard is None:
            continue
        claims = [claim for segment in turn.heard.segments for claim in segment.claims]
        if claims:
            from roleplay.listening import contradicted

            words.extend(
                Span(turn=turn.turn, start=claim.start, end=claim.end)
                for claim in contradicted(claims, offering.implementation)
            )
    return _against_the_facts(words, offering.title)


def _offering(reading: Reading) -> Offering | None:
    if reading.strategy is None or reading.scenario is None:
        return None
    return reading.strategy.offering(reading.scenario.offering)


def _against_the_facts(words: Sequence[Span], what: str) -> Measured:
    things = _times(len(words), "thing", "things") if words else "nothing"
    said = f"You said {things} that the facts about implementing {what} speak against."
    return _measured("contradicted_facts", len(words), said, tuple(words))


def contradicted_by(
    found: Sequence[Span], measured: Mapping[MetricName, Measured], reading: Reading
) -> Mapping[MetricName, Measured]:
    """The metric of contradicted facts with the words that a judge found besides.

    Words that were found already count once; empty where that adds nothing.
    """
    before = measured.get("contradicted_facts")
    known = before.words if before is not None else ()
    new = [
        span
        for span in found
        if not any(
            span.turn == other.turn and span.start < other.end and other.start < span.end
            for other in known
        )
    ]
    if not new:
        return {}
    offering = _offering(reading)
    what = offering.title if offering is not None else "it"
    return {"contradicted_facts": _against_the_facts([*known, *new], what)}


def _openings_missed(reading: Reading) -> Measured | None:
    if reading.ledger is None:
        return None
    missed = reading.call.openings_missed
    openings = _times(missed or "No", "opening", "openings")
    said = f"{openings} of the buyer's went untouched for two turns."
    return _measured("openings_missed", missed, said)


_MEASURES: dict[MetricName, Callable[[Reading], Measured | None]] = {
    "seller_turns": _seller_turns,
    "talk_share": _talk_share,
    "longest_turn": _longest_turn,
    "questions": _asked,
    "questions_per_minute": _asked_per_minute,
    "stacked_questions": _stacked,
    "follow_ups": _follow_ups,
    "minutes": _minutes,
    "contradicted_facts": _contradicted_facts,
    "openings_missed": _openings_missed,
}
